from datetime import date

import polars as pl
import pytest

from transforms.strip.articles import strip_articles
from transforms.strip.blocks import Span, split_blocks, strip
from transforms.strip.outlet_history import Outlet
from warehouse.schema.tables.articles import ARTICLES, BLOCKS
from warehouse.schema.tables.stages import ARTICLES_READ

LATEST = date(2026, 3, 10)

PAGE = """Home > News > Coast
Sea wall at Ellersby delayed for a third time
By Ottilie Penrose, local government reporter
Published 4 March 2026, 09:14 GMT

Repairs to the old sea wall at Ellersby will take at least three more months, the council said on Monday.

Advertisement

Mayor Bernard Fernsby blamed a shortage of stone from the quarry at Brackwater, which closed in February.
Lorries wait at the barrier on Quay Street, Ellersby. Photo: Aldous Crane/Coast Pictures
“We have asked for stone every week,” he said. “Every week we are told to wait.”
READ MORE: Ferry fares to rise again
© 2026 The Ellersby Courier
"""


def texts(raw):
    return [raw[start:end] for start, end in split_blocks(raw)]


def test_a_block_is_a_trimmed_line_whatever_ends_it():
    raw = " one\ntwo \r\n\r\nthree\rfour\u2028five\u2029six\x0bseven\x0ceight\xa0\n \n"
    assert texts(raw) == ["one", "two", "three", "four", "five", "six", "seven", "eight"]


@pytest.mark.parametrize("raw", ["", " ", "\n\n", "\t\xa0\u2003\n"])
def test_white_space_has_no_blocks(raw):
    assert split_blocks(raw) == []
    assert strip(raw).blocks == ()
    assert strip(raw).body == ""


def test_an_endless_line_is_cut_at_sentence_ends():
    sentence = "The harbour was quiet that night and nobody saw the lamp go out. "
    blocks = texts(sentence * 1000)
    assert all(len(block) <= 10_000 and block.endswith(".") for block in blocks)
    assert " ".join(blocks) == (sentence * 1000).strip()


def test_an_endless_line_without_sentences_is_cut_at_spaces_else_anywhere():
    assert all(not block.startswith("ord") for block in texts("word " * 5000))
    assert [len(block) for block in texts("x" * 25_000)] == [10_000, 10_000, 5_000]


def test_spans_locate_blocks_in_the_raw_text():
    assert split_blocks("  a b \n\nc") == [Span(2, 5), Span(8, 9)]


def test_strips_a_page():
    stripped = strip(PAGE)
    assert [block.kind for block in stripped.blocks] == [
        "nav", "headline", "byline", "byline", "body", "ad", "body", "caption", "body", "related", "legal",
    ]  # fmt: skip
    assert stripped.headline == "Sea wall at Ellersby delayed for a third time"
    assert stripped.byline() == "By Ottilie Penrose, local government reporter\nPublished 4 March 2026, 09:14 GMT"
    assert stripped.published(None, LATEST) == (date(2026, 3, 4), "text")
    assert stripped.body.split("\n\n") == [b.text for b in stripped.blocks if b.kind in {"headline", "body"}]


def test_both_pairs_of_offsets_slice_back():
    stripped = strip(PAGE)
    for number, block in enumerate(stripped.blocks, 1):
        assert block.block_no == number
        assert PAGE[block.raw_start : block.raw_end] == block.text
        if block.kind in {"headline", "summary", "body"}:
            assert stripped.body[block.start_char : block.end_char] == block.text
        else:
            assert (block.start_char, block.end_char) == (None, None)


def test_keep_all_takes_every_block_as_body():
    stripped = strip(PAGE, keep_all=True)
    assert {(b.kind, b.rule, b.confidence) for b in stripped.blocks} == {("body", "body.kept", 1.0)}
    assert len(stripped.body.split("\n\n")) == len(stripped.blocks)
    assert (stripped.headline, stripped.byline()) == (None, None)


def articles(*rows):
    """Articles as ingest gives them; each row holds what is not null."""
    schema = {"article_id": pl.Int64(), **ARTICLES_READ}
    return pl.DataFrame([{"article_id": n, "raw_text": PAGE} | row for n, row in enumerate(rows, 7)], schema=schema)


def test_frames_hold_what_strip_returns():
    stripped, blocks = strip_articles(articles({"outlet": "Courier"}, {"raw_text": ""}), {}, latest=LATEST)
    first, second = stripped.to_dicts()
    assert (first["headline"], first["published_on"], first["published_on_source"]) == (
        "Sea wall at Ellersby delayed for a third time", date(2026, 3, 4), "text",
    )  # fmt: skip
    assert first["word_count"] == len(first["body"].split())
    assert (second["body"], second["word_count"], second["headline"], second["byline"]) == ("", 0, None, None)
    assert (second["published_on"], second["published_on_source"]) == (None, None)
    assert set(ARTICLES.schema) - set(stripped.columns) == {
        "file_id", "duplicate_of", "prose_key", "lines_counted", "load_id",
    }  # fmt: skip
    assert blocks.schema == BLOCKS.schema
    assert blocks["block_id"].to_list() == blocks["block_no"].to_list() == list(range(1, 12))
    assert blocks["article_id"].unique().to_list() == [7]


UNDATED = PAGE.replace("Published 4 March 2026, 09:14 GMT\n", "")
PICTURED = UNDATED.replace("Quay Street, Ellersby.", "Quay Street, Ellersby, on 2 March 2026.")
IN_METADATA = {"published_on": date(2026, 3, 3), "published_on_source": "metadata"}


@pytest.mark.parametrize(
    ("row", "day", "source"),
    [
        (IN_METADATA | {"day_in_path": date(2026, 3, 6)}, date(2026, 3, 3), "metadata"),
        ({"day_in_path": date(2026, 3, 6)}, date(2026, 3, 4), "text"),
        ({"raw_text": PICTURED, "day_in_path": date(2026, 3, 6)}, date(2026, 3, 6), "file"),
        ({"raw_text": PICTURED}, date(2026, 3, 2), "text"),
        ({"raw_text": UNDATED}, None, None),
        ({"raw_text": PAGE.replace("2026, 09", "2027, 09")}, None, None),
    ],
)
def test_the_day_is_that_of_the_metadata_else_the_byline_else_the_path_else_a_caption(row, day, source):
    stripped, _ = strip_articles(articles(row), {}, latest=LATEST)
    assert stripped.select("published_on", "published_on_source").rows() == [(day, source)]


def test_an_author_of_the_metadata_stands_in_for_a_byline():
    bare = UNDATED.replace("By Ottilie Penrose, local government reporter\n", "")
    stripped, _ = strip_articles(
        articles({"raw_text": bare, "author": "A. Crane"}, {"author": "Ottilie Penrose"}, {"author": "X"}),
        {},
        latest=LATEST,
    )
    assert stripped["byline"].to_list() == [
        "A. Crane", "By Ottilie Penrose, local government reporter\nPublished 4 March 2026, 09:14 GMT",
        "X\nBy Ottilie Penrose, local government reporter\nPublished 4 March 2026, 09:14 GMT",
    ]  # fmt: skip


GERMAN = """Deichbau in Ellersby verzögert sich
Die Arbeiten am alten Deich von Ellersby dauern mindestens drei Monate länger, teilte der Rat am Montag mit.
Der Bürgermeister machte fehlende Steine aus dem Bruch bei Brackwater verantwortlich, der im Februar geschlossen wurde.
Die Händler am Hafen verloren nach eigenen Angaben ein Drittel ihrer Einnahmen, seit die Straße gesperrt ist.
"""


def test_an_article_in_another_language_is_stripped_and_marked():
    given = articles({"raw_text": GERMAN, "language": "en"}, {"language": "de"}, {"raw_text": "Kurz", "language": "de"},
                     {"raw_text": "Short"})  # fmt: skip
    stripped, blocks = strip_articles(given, {}, latest=LATEST)
    assert stripped.select("language", "not_annotated").rows() == [
        ("de", "language"),  # whatever its record or outlet says
        ("en", None),
        ("de", "language"),  # too short to tell by itself
        (None, None),
    ]
    assert blocks.filter(article_id=7)["kind"].to_list() == ["headline", "body", "body", "body"]


def test_an_outlet_is_stripped_by_what_is_known_of_it():
    outlets = {"Courier": Outlet(drop=("quarry at brackwater",), keep=("ferry fares",))}
    stripped, blocks = strip_articles(articles({"outlet": "Courier"}, {"outlet": "Other"}), outlets, latest=LATEST)
    rules = blocks.filter(pl.col("text").str.contains("Brackwater|Ferry")).select("kind", "rule").rows()
    assert rules[:2] == [("other", "other.outlet_drop"), ("body", "body.outlet_keep")]
    assert [kind for kind, _ in rules[2:]] == ["body", "related"]
    assert "Ferry fares" in stripped["body"][0]


def test_no_articles_give_empty_frames():
    stripped, blocks = strip_articles(articles(), {}, latest=LATEST, keep_all=True)
    assert stripped.height == 0
    assert blocks.schema == BLOCKS.schema
