from datetime import date

import polars as pl
import pytest

from tests.unit.transforms.strip.invented_article import PAGE
from transforms.strip.articles import strip_articles
from transforms.strip.outlet_history import OutletHistory
from warehouse.schema.tables.articles import ARTICLES, BLOCKS
from warehouse.schema.tables.stages import ARTICLES_READ

LATEST = date(2026, 3, 10)


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
        "file_id",
        "duplicate_of",
        "copy_of",
        "story_id",
        "prose_key",
        "lines_counted",
        "place_appearance_id",
        "place_entity_id",
        "place_source",
        "load_id",
        "extracted_load_id",
    }
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
    outlets = {"Courier": OutletHistory(drop=("quarry at brackwater",), keep=("ferry fares",))}
    stripped, blocks = strip_articles(articles({"outlet": "Courier"}, {"outlet": "Other"}), outlets, latest=LATEST)
    rules = blocks.filter(pl.col("text").str.contains("Brackwater|Ferry")).select("kind", "rule").rows()
    assert rules[:2] == [("other", "other.outlet_drop"), ("body", "body.outlet_keep")]
    assert [kind for kind, _ in rules[2:]] == ["body", "related"]
    assert "Ferry fares" in stripped["body"][0]


def test_no_articles_give_empty_frames():
    stripped, blocks = strip_articles(articles(), {}, latest=LATEST, keep_all=True)
    assert stripped.height == 0
    assert blocks.schema == BLOCKS.schema
