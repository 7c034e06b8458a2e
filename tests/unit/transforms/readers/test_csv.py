"""CSV: told by its header line, and read row by row."""

import pytest

from tests import raw
from transforms.readers.records import Fields, Record


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_and_encodings(delimiter: str, encoding: str) -> None:
    lines = (delimiter.join(row) for row in (("id", "text"), ("1", "“The café opens”, he said; it’s new")))
    data = "\r\n".join(lines).replace("“The", '"“The').replace("new", 'new"').encode(encoding)
    opened = raw.opened(data)
    assert opened.format == "csv"
    (record,) = opened.records
    assert isinstance(record, Record)
    assert (record.text, record.encoding) == ("“The café opens”, he said; it’s new", encoding)


@pytest.mark.parametrize(
    "data",
    [
        b"Text, body and soul\nThe council met.\n",
        b"Content\nThe council met, it said.\n",
        b"The council, the text and the mayor, all met\n",
        b"Body, Mind\nA column, weekly\n",
        b"Home|Story|Sport\nThe council met on Friday.\nIt said | that nothing is decided.\n",
        b'Home|Story|Sport\n"We met," said the mayor.\n"And',
        b"x" * 101 + b",text\n1,The council met.\n",
        b"sep=;\nThe text; and the mayor\n",
        b"sep=;\n",
        b"Read the story, please\nThe council met, it said.\n",
    ],
)
def test_prose_and_other_tables_are_text(data: bytes) -> None:
    assert raw.opened(data).format == "text"


def test_a_given_column_makes_it_a_table_of_articles() -> None:
    data = b"id,words\n1,The council met.\n"
    assert raw.opened(data, Fields(text="words")).format == "csv"
    (record,) = raw.read(data, Fields(text="words"))
    assert isinstance(record, Record)
    assert record.text == "The council met."


@pytest.mark.parametrize(
    "header",
    [
        "Unnamed: 0,title,content,n",
        "id,title,text (full),text",
        "% read,title,#,text",
        ",title,?,text",
        "2024,title,Text! (short),text",
        '"a ""b""",title,"x, y",text',
    ],
)
@pytest.mark.parametrize("before", ["", "\n\r\n", "  \n", "sep=,\n", "\nSEP=,\r\n\n"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_columns_may_have_any_name(header: str, before: str, line_end: str) -> None:
    data = before + line_end.join([header, "1,Ferry,The council met.,The council met.", "2,Ferry,No.,No.", ""])
    opened = raw.opened(data.encode())
    assert opened.format == "csv"
    assert [item.text for item in opened.records if isinstance(item, Record)] == [
        "Ferry\nThe council met.",
        "Ferry\nNo.",
    ]


def test_a_given_column_may_have_any_name() -> None:
    (record,) = raw.read(b"id;Mein Text (voll)\n1;The council met.\n", Fields(text="Mein Text (voll)"))
    assert isinstance(record, Record)
    assert record.text == "The council met."


@pytest.mark.parametrize("separator", [";", "\t", "^"])
def test_the_separator_may_be_given(separator: str) -> None:
    data = f"sep={separator}\r\nid{separator}text\r\n1{separator}The council, the mayor, met.\r\n"
    (record,) = raw.read(data.encode())
    assert isinstance(record, Record)
    assert record.text == "The council, the mayor, met."


def test_a_first_row_beyond_the_head_is_read() -> None:
    data = b'title,text,url\nA,"' + b"The council met.\n" * 9000 + b'",x\nB,Two,y\n'
    assert raw.reasons(data) == [None, None]


def test_line_breaks_and_quotes_stay_within_their_field() -> None:
    (record, _) = raw.read(b'title,text\nA,"One ""two"".\r\nThree, four."\nB,x\n')
    assert isinstance(record, Record)
    assert record.text == 'A\nOne "two".\r\nThree, four.'


def test_bad_rows_are_rejected_and_the_rest_goes_on() -> None:
    data = b'title,text\nA,One\nB\nC,"x"y\n\nD,Two,more\nE,Three\n'
    assert raw.reasons(data) == [None, "bad_record", "bad_record", "bad_record", None]
    assert raw.read(data)[1].detail == "line 3: 1 fields under 2 names"  # type: ignore[union-attr]


def test_a_quote_that_is_not_closed_does_not_swallow_the_file() -> None:
    assert raw.reasons(b'title,text\nA,One\nB,"Two\nC,Three\n') == [None, "bad_record"]
    found = raw.reasons(b'title,text\nA,"' + b"word\n" * 10**6 + b"B,Two\n")
    assert found[0] == "record_too_large"
    assert set(found[1:-1]) == {"bad_record"}
    assert len(found) < 20_000


@pytest.mark.parametrize("quote", [b"", b'"'])
def test_a_line_that_is_too_long_is_skipped(quote: bytes) -> None:
    data = b"title,text\nA,One\nB," + quote + b"word " * 2**20 + quote + b"\nC,Three\n"
    assert raw.reasons(data) == [None, "record_too_large", None]


ROWS = [
    'A,Wall,"The council met, it said.\n\nNothing is decided.",2026-03-04',
    "B,Gate,The gate stays open.,2026-03-05",
]


@pytest.mark.parametrize(
    "before",
    [
        "# made by a scraper\n",
        "# made by a scraper\n# on Friday\n\n",
        "Export of 4 March 2026\n\n",
        "Search results\nQuery: wall, gate\nHits: 2\n\n",
        '"Downloaded, by hand"\r\n',
    ],
)
def test_lines_before_the_names_are_passed_over(before: str) -> None:
    opened = raw.opened((before + "\n".join(["id,title,text,date", *ROWS, ""])).encode())
    assert opened.format == "csv"
    first, second = opened.records
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.title, second.text) == ("Wall", "Gate\nThe gate stays open.")
    assert str(second.published) == "2026-03-05"


@pytest.mark.parametrize("delimiter", [",", ";", "|"])
def test_spaces_on_both_sides_are_no_part_of_names(delimiter: str) -> None:
    rows = (("id", "headline", "body"), ("1", "Wall", "It stands."), ("2", "Gate", "It is shut."))
    first, second = raw.read("\n".join(f" {delimiter} ".join(row) for row in rows).encode())
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.text, second.title) == ("Wall\nIt stands.", "Gate")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_spaces_after_delimiters_are_no_part_of_names_and_values(delimiter: str) -> None:
    rows = (("id", "headline", "body", "date"), ("1", "Wall", "It stands.", "2026-03-04"), ("2", "Gate", "Shut.", "x"))
    first, _ = raw.read("\n".join(f"{delimiter} ".join(row) for row in rows).encode())
    assert isinstance(first, Record)
    assert (first.title, first.text, str(first.published)) == ("Wall", "Wall\nIt stands.", "2026-03-04")


@pytest.mark.parametrize("name", ["text", '"content"', "article_text"])
def test_a_table_may_have_one_column(name: str) -> None:
    data = f'{name}\n"The council met, it said.\n\nNothing is ""decided""."\nThe gate stays open.\n"One, two."\n'
    opened = raw.opened(data.encode())
    assert opened.format == "csv"
    assert [item.text for item in opened.records if isinstance(item, Record)] == [
        'The council met, it said.\n\nNothing is "decided".',
        "The gate stays open.",
        "One, two.",
    ]


@pytest.mark.parametrize(
    "data",
    [
        'Text\n"We met," said the mayor.\n"And nobody spoke," he said.\n',
        "Story\nThe council met on Friday.\nIt said nothing.\n",
        "Wall to be built\nThe title, the text, and the rest\nThe council met, it said, and left.\n",
        "Notes\n\nName, Body, Date\nThe council met.\n",
        "Title, text: what counts\nThe council met, it said.\n",
    ],
)
def test_prose_with_words_that_name_columns_stays_prose(data: str) -> None:
    assert raw.opened(data.encode()).format == "text"


@pytest.mark.parametrize(
    "data", [b"id,name\n1,The council met.\n", b"| id | text |\n|---|---|\n| 1 | The council met. |\n"]
)
def test_a_table_that_cannot_be_read_is_no_article(data: bytes) -> None:
    assert raw.reasons(data) == ["no_text_field"]
