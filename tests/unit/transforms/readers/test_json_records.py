"""JSON Lines and JSON: which of the two, which objects are articles, and what becomes of broken ones."""

import json

import pytest

from tests import raw
from tests.work import lines_run
from transforms.readers.json_records import MAX_TOKEN_BYTES
from transforms.readers.records import Fields, Record, Rejection

ONE, TWO = (json.dumps(row).encode() for row in raw.ROWS)


def format_of(data: bytes) -> str | None:
    return raw.opened(data).format


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (ONE + b"\n" + TWO, "jsonl"),
        (b"\n\n" + ONE + b"\r\n\r\n" + TWO + b"\n", "jsonl"),
        (b"\xef\xbb\xbf" + ONE + b"\n" + TWO, "jsonl"),
        ((ONE + b"\n" + TWO).decode().encode("utf-16"), "jsonl"),
        (ONE, "json"),
        (b"[" + ONE + b",\n" + TWO + b"]", "json"),
        (b"[\n" + ONE + b"\n]", "json"),
        (b'{"articles": [\n' + ONE + b"\n]}", "json"),
        (json.dumps(raw.FERRY, indent=2).encode() * 2, "json"),
        (json.dumps(raw.ROWS).encode("utf-16"), "json"),
        (b"The clerk read from it:\n" + ONE + b"\nand left.", "text"),
        (b'"Quite so", said the clerk.\n{"really"}', "text"),
    ],
)
def test_lines_and_documents_are_told_apart(data: bytes, format_: str | None) -> None:
    assert format_of(data) == format_


@pytest.mark.parametrize("first", [b'{"title": "Harb', b'broken off", "text": "x"}', b"17", b"null", b"[1, 2]"])
def test_a_broken_first_line_does_not_hide_the_others(first: bytes) -> None:
    data = first + b"\n" + ONE + b"\n" + TWO + b"\n"
    assert format_of(data) == "jsonl"
    assert raw.reasons(data) == ["bad_record", None, None]


@pytest.mark.parametrize("line", [b"{broken}", b"[1, 2]", b'{"text": "a', b'{"a": ' + b"[" * 100_000, b"\xff\xfe\x00"])
def test_a_bad_line_is_rejected_and_the_rest_goes_on(line: bytes) -> None:
    assert raw.reasons(ONE + b"\n" + line + b"\n\n" + TWO) == [None, "bad_record", None]


def test_a_line_that_is_too_long_is_skipped() -> None:
    long = b'{"text": "' + b"word " * 2**20 + b'"}'
    assert raw.reasons(b"\n".join((ONE, long, TWO))) == [None, "record_too_large", None]
    assert raw.reasons(b"\n".join((ONE, long))) == [None, "record_too_large"]


def test_a_first_line_that_is_too_long_does_not_hide_the_others() -> None:
    for size in (5 * 2**20, 12 * 2**20):
        long = b'{"text": "' + b"x" * size + b'"}'
        data = b"\r\n".join((long, ONE, b"{broken", TWO))
        assert format_of(data) == "jsonl"
        assert raw.reasons(data) == ["record_too_large", None, "bad_record", None]
    assert format_of(b'{"a": [' + b"1, " * 2**21 + b"1],\n" + ONE[1:]) == "json"
    assert format_of(b'{"a": [' + b"1, " * 2**21 + b"{}\n," + ONE + b"]}") == "json"


@pytest.mark.parametrize("number", [b"9" * 5000, b"-" + b"9" * 30, b"NaN", b"1e999", b"Infinity"])
def test_odd_numbers_do_no_harm_in_lines(number: bytes) -> None:
    row = b'{"n": %s, "date": %s, "text": "The council met."}' % (number, number)
    (record, _) = raw.read(row + b"\n" + ONE)
    assert isinstance(record, Record)
    assert record.published is None


@pytest.mark.parametrize("number", [b"9" * 5000, b"9" * 30, b"NaN", b"1e999", b"}"])
def test_an_error_in_a_document_ends_it_and_what_was_read_stands(number: bytes) -> None:
    data = b"[" + ONE + b', {"text": "The council met.", "n": ' + number + b"}, " + TWO + b"]"
    assert raw.reasons(data) == [None, "damaged"]


def test_a_document_without_its_end_is_truncated() -> None:
    assert raw.reasons(b"[" + ONE + b", " + TWO[:50]) == [None, "truncated"]
    assert raw.reasons(b'[{"text": "a"}, {"b": ' + b"[" * 1_000_000) == [None, "truncated"]


def test_elements_that_are_no_objects_are_rejected_one_by_one() -> None:
    assert raw.reasons(b"[" + ONE + b', 3, null, ["x"], "y", ' + TWO + b"]") == [None, *["bad_record"] * 4, None]


def test_an_object_that_is_too_large_is_skipped() -> None:
    long = b'{"text": "x", "more": ["' + b'word", "' * 2**19 + b'"]}'
    assert raw.reasons(b"[" + b", ".join((ONE, long, TWO)) + b"]") == [None, "record_too_large", None]
    assert raw.reasons(long) == ["record_too_large"]


def test_a_value_that_the_parser_cannot_hold_ends_the_document() -> None:
    data = b"[" + ONE + b', {"film": "' + b"x" * (2 * MAX_TOKEN_BYTES) + b'"}]'
    assert raw.reasons(data) == [None, "record_too_large"]


@pytest.mark.parametrize(
    "wrapper",
    [
        {"status": "ok", "totalResults": 2, "articles": raw.ROWS},
        {"response": {"total": 2, "results": list(raw.ROWS)}},
        {"hits": {"hits": [{"_id": str(n), "_source": row} for n, row in enumerate(raw.ROWS)]}},
        {"@graph": [{"@type": "NewsArticle", "headline": r["title"], "articleBody": r["text"]} for r in raw.ROWS]},
        {"anything": list(raw.ROWS)},
        {"hits": {"total": 2, "hits": [{"_id": "x", "_source": {"body": row["text"]}} for row in raw.ROWS]}},
        {"items": [{"text": "The council met."}, {"text": "The bridge opened."}]},
    ],
)
def test_a_wrapped_array_of_articles_is_read_one_by_one(wrapper: dict[str, object]) -> None:
    assert raw.reasons(json.dumps(wrapper).encode()) == [None, None]


ABOUT: dict[str, object] = {"text": "About this feed"}
BARE: dict[str, object] = {"text": "The bridge opened."}
COMMENT: dict[str, object] = {"text": "Nonsense", "title": "No"}


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    "wrapper",
    [
        ABOUT | {"articles": [raw.FERRY, raw.BRIDGE]},
        ABOUT | {"items": [BARE, BARE]},
        ABOUT | {"title": "Feed", "items": [raw.FERRY], "url": "https://a.example"},  # as good an article as the other
        {"title": "Feed", "anything": [raw.FERRY, raw.BRIDGE]},
        {"content": [raw.FERRY, raw.BRIDGE], "page": {"number": 1}},
        {"response": ABOUT | {"results": [raw.FERRY, raw.BRIDGE]}},
        {"one": [raw.FERRY], "two": [raw.BRIDGE]},
    ],
)
def test_what_wraps_articles_is_none(wrapper: dict[str, object], order: int) -> None:
    assert raw.reasons(json.dumps(dict(list(wrapper.items())[::order])).encode()) == [None, None]


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    "article",
    [
        raw.FERRY | {"comments": [COMMENT]},
        {"comments": [COMMENT], "text": raw.FERRY["text"]},
        {"data": raw.FERRY | {"comments": [COMMENT]}, "status": "ok"},
        raw.FERRY | {"more": {"comments": [COMMENT]}},
        {"title": "Ferry", "content": [{"type": "link", "text": raw.FERRY["text"], "url": "https://a.example"}]},
        raw.FERRY | {"data": [{"text": "Nonsense"}]},
        {"article": raw.FERRY | {"comments": [COMMENT]}},
    ],
)
def test_what_lies_in_an_article_is_none(article: dict[str, object], order: int) -> None:
    (record,) = raw.read(json.dumps(dict(list(article.items())[::order])).encode())
    assert isinstance(record, Record)
    assert "was stopped on Friday" in record.text
    assert "Nonsense" not in record.text


def test_a_large_array_is_read_whatever_its_name() -> None:
    rows = [raw.FERRY | {"n": "x" * 10_000}] * 1000
    assert raw.reasons(json.dumps({"title": "A feed", "anything": rows}).encode()) == [None] * 1000
    assert raw.reasons(json.dumps({"one": rows[:300], "two": rows[:300]}).encode()) == [None] * 600
    assert (
        raw.reasons(json.dumps({"more": rows[0]["n"], "pages": [*"word"] * 99_999, "one": rows[:9]}).encode())
        == [None] * 9
    )
    assert raw.reasons(json.dumps(ABOUT | {"comments": rows}).encode()) == ["record_too_large"]


def test_work_grows_in_proportion_to_the_arrays_of_an_object() -> None:
    def work(arrays: int) -> int:
        data = json.dumps({"text": "", **{f"a{number}": [] for number in range(arrays)}}).encode()
        return lines_run(lambda: raw.reasons(data))

    assert work(8_000) < 10 * work(1_000)


def test_elements_before_the_first_article_are_not_lost() -> None:
    wrapper = {"articles": [{"id": 7}, raw.FERRY, {"id": 8}]}
    assert raw.reasons(json.dumps(wrapper).encode()) == ["no_text_field", None, "no_text_field"]


@pytest.mark.parametrize("order", [1, -1])
def test_lists_within_an_article_are_no_articles(order: int) -> None:
    article = {
        "comments": [{"author": "x", "text": "Nonsense"}],
        "authors": [{"name": "Ann Ode"}],
        "images": [{"url": "https://a.example/i", "title": "A ferry"}],
        **raw.FERRY,
    }
    (record,) = raw.read(json.dumps(dict(list(article.items())[::order])).encode())
    assert isinstance(record, Record)
    assert "was stopped on Friday" in record.text
    assert "Nonsense" not in record.text


def test_a_missing_text_is_named_with_the_keys_found() -> None:
    advice = '; if one holds it, write in outlets.toml: [[fields]] pattern = "its path", text = "its name"'
    assert raw.read(b'{"id": 1, "summary": "x"}') == [
        Rejection("no_text_field", f"none of the usual names of a text among: id, summary{advice}")
    ]
    assert raw.read(ONE, Fields(text="lead.long"))[0] == Rejection(
        "no_text_field", f"no field lead.long among: title, text, author, date, url, language{advice}"
    )


def test_a_wrapped_array_is_named_with_what_its_objects_hold() -> None:
    (found,) = raw.read(b'{"ok": true, "page": {"hits": [{"slug": "a", "words": "b"}, {"slug": "c"}]}}')
    assert isinstance(found, Rejection)
    assert "among: ok, page (hits[] of (slug, words));" in found.detail


def test_legacy_encodings_in_lines_are_told_line_by_line() -> None:
    line = '{"text": "Le président a déclaré que la réunion n’aurait pas lieu à l’été."}\n'
    items = raw.read(line.encode("cp1252") + line.encode())
    assert [item.encoding for item in items if isinstance(item, Record)] == ["cp1252", "utf-8"]
    assert len({item.text for item in items if isinstance(item, Record)}) == 1


def test_lines_may_end_with_the_comma_of_an_array() -> None:
    data = b'{"text": "One came."},\n{"text": "Two came."},\r\n{"text": "Three came."}\n'
    opened = raw.opened(data)
    assert opened.format == "jsonl"
    assert [item.text for item in opened.records if isinstance(item, Record)] == [
        "One came.",
        "Two came.",
        "Three came.",
    ]
