from datetime import date
from itertools import pairwise

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from transforms.ingest.stored import as_read, in_batches
from transforms.strip.articles import strip_articles
from warehouse.schema.tables.stages import ARTICLES_READ, STORED

LATEST = date(2026, 3, 10)
PAGE = "Sea wall delayed\nBy Ottilie Penrose\nThe sea wall at Ellersby was delayed by 3 weeks, said the council.\n"


def read(*rows: dict[str, object]) -> pl.DataFrame:
    """Articles as ingest reads them; each row holds what is not null."""
    schema = {"article_id": pl.Int64(), "file_id": pl.Int64(), **ARTICLES_READ}
    common = {"path": "a.txt", "record_no": 1, "raw_text": PAGE, "captions": [], "posts": []}
    return pl.DataFrame(
        [{"article_id": n, "file_id": n} | common | row for n, row in enumerate(rows, 1)], schema=schema
    )


def stored(articles: pl.DataFrame, format_: str = "text") -> pl.DataFrame:
    """What the tables hold of them after a load."""
    stripped, _ = strip_articles(articles, {}, latest=LATEST)
    return stripped.with_columns(format=pl.lit(format_)).select(STORED.names())


def test_what_ingest_read_comes_back_from_the_tables() -> None:
    articles = read(
        {
            "title": "Sea wall delayed",
            "author": "A. Crane",
            "language": "en",
            "outlet": "Courier",
            "url": "https://a.example",
        },
        {
            "captions": ["The wall.", "The mayor."],
            "posts": ["Build it."],
            "published_on": date(2026, 3, 3),
            "published_on_source": "metadata",
        },
        {"path": "2026-03-04/a.txt", "day_in_path": date(2026, 3, 4)},
        {"path": "b.zip", "member": "2026/03/05/a.txt", "day_in_path": date(2026, 3, 5)},
        {},
    )
    assert (
        as_read(stored(articles), LATEST).to_dicts()
        == articles.select(*ARTICLES_READ.names(), "article_id", "file_id").to_dicts()
    )


def test_a_day_in_the_path_of_a_dump_is_not_that_of_its_records() -> None:
    articles = read({"path": "feed-2026-03-04.jsonl"})
    assert as_read(stored(articles, "json"), LATEST)["day_in_path"].to_list() == [None]


def test_a_day_that_the_text_told_is_found_again_and_not_taken_for_metadata() -> None:
    articles = read({"raw_text": PAGE.replace("Penrose", "Penrose\nPublished 4 March 2026, 09:14 GMT")})
    kept = stored(articles)
    assert kept["published_on_source"].to_list() == ["text"]
    assert as_read(kept, LATEST).select("published_on", "published_on_source").rows() == [(None, None)]


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 5), st.integers(1, 60))
def test_batches_are_consecutive_whole_and_within_their_bounds(lengths: list[int], articles: int, chars: int) -> None:
    frame = pl.DataFrame(
        {"n": range(len(lengths)), "characters": lengths}, schema={"n": pl.Int64, "characters": pl.Int64}
    )
    parts = list(in_batches(frame, max_articles=articles, max_chars=chars))
    assert [n for part in parts for n in part["n"].to_list()] == list(range(len(lengths)))
    assert all(0 < part.height <= articles for part in parts)
    assert all(part.height == 1 or part["characters"].sum() <= chars for part in parts)
    for part, following in pairwise(parts):
        assert part.height == articles or part["characters"].sum() + following["characters"][0] > chars
