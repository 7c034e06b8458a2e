"""Which articles are copies does not depend on the nights that brought them."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk import EDITS, TEMPLATES, Text, follow_up, originals
from tests.nights import FIRST_NIGHT, Story, file_row, publish_night
from transforms.relate.copies import find_copies
from transforms.relate.relators import RELATORS
from transforms.relate.shingles import find_shingles
from warehouse.build import copies, polars_frames
from warehouse.publish import layout
from warehouse.schema.relation import Relators
from warehouse.schema.tables.stories import ARTICLE_SHINGLES, COPY_LINKS

DAY = date(2031, 5, 1)


def story(number: int, text: Text, day: date | None = DAY, outlet: str = "Harbour Post") -> Story:
    return Story(number, number, [f"Headline {number} of the desk", *text], outlet=outlet, published_on=day)


def night(directory, *stories, gone=()):
    files = [file_row(s.file_id, f"{s.file_id}.txt") for s in stories]
    files += [file_row(number, f"{number}.txt", "duplicate") for number in gone]
    now = FIRST_NIGHT + len(layout.load_ids(directory)) * timedelta(days=1)
    publish_night(directory, [*stories], files=files, now=now)


def asked(directory, query):
    with duckdb.connect(str(layout.published(directory)), read_only=True) as con:
        return con.execute(query).fetchall()


def copies_of(directory):
    return dict(asked(directory, "SELECT article_id, copy_of FROM articles ORDER BY article_id"))


def edited(number, text, seed=1):
    return EDITS[number](text, random.Random(seed))


def test_a_copy_names_its_original_and_how_much_it_shares(tmp_path):
    text, other = originals()[:2]
    night(tmp_path, story(1, text), story(2, other))
    night(tmp_path, story(3, text[:5], DAY + timedelta(days=2)), story(4, text, DAY + timedelta(days=3)))
    assert copies_of(tmp_path) == {1: None, 2: None, 3: 1, 4: 1}
    ((article_id, earlier, share, earlier_share),) = asked(tmp_path, "FROM copy_links")
    assert (article_id, earlier, share) == (3, 1, 1)
    assert 0.3 < earlier_share < 0.9
    assert asked(tmp_path, "SELECT duplicate_of FROM articles WHERE article_id = 4") == [(1,)]


def test_a_text_that_comes_back_after_a_season_is_no_copy(tmp_path):
    text = originals()[0]
    night(tmp_path, story(1, text), story(2, text[:5], DAY + timedelta(days=copies.REPRINTED_WITHIN_DAYS + 1)))
    night(tmp_path, story(3, text[:6], None))
    assert copies_of(tmp_path) == {1: None, 2: None, 3: 1}


def test_an_earlier_article_that_comes_late_becomes_the_original(tmp_path):
    text = originals()[0]
    night(tmp_path, story(1, edited(0, text)), story(2, edited(2, text)), story(3, edited(0, text)))
    assert copies_of(tmp_path) == {1: None, 2: 1, 3: 1}
    night(tmp_path, story(4, edited(8, text), DAY - timedelta(days=1)))
    assert copies_of(tmp_path) == {1: 4, 2: 4, 3: 4, 4: None}
    assert asked(tmp_path, "SELECT article_id, earlier_article_id FROM copy_links ORDER BY ALL") == [(1, 4), (2, 4)]


def test_copies_of_an_article_that_goes_find_another(tmp_path):
    text = originals()[0]
    night(tmp_path, story(1, text), *(story(n, edited(n, text)) for n in (2, 3, 4)))
    assert copies_of(tmp_path) == {1: None, 2: 1, 3: 1, 4: 1}
    night(tmp_path, gone=[1])
    assert copies_of(tmp_path) == {2: None, 3: 2, 4: 2}
    night(tmp_path, story(2, originals()[1]))
    assert copies_of(tmp_path) == {2: None, 3: None, 4: 3}


def test_of_equal_texts_the_earliest_is_the_original(tmp_path):
    text = originals()[0]
    night(tmp_path, story(1, text), story(2, edited(8, text)))
    night(tmp_path, story(3, text, DAY - timedelta(days=3)))
    assert copies_of(tmp_path) == {1: 3, 2: 3, 3: None}
    assert asked(tmp_path, "SELECT article_id, duplicate_of FROM articles ORDER BY ALL") == [
        (1, 3),
        (2, None),
        (3, None),
    ]


def test_syndication_tells_who_prints_whom(tmp_path):
    text = originals()[0]
    night(
        tmp_path,
        story(1, text, outlet="Wire"),
        story(2, text, outlet="Post"),
        story(3, text[:5], DAY + timedelta(days=1), outlet="Post"),
        story(4, edited(7, text), None, outlet="Echo"),
        story(5, originals()[1], outlet="Echo"),
    )
    assert asked(tmp_path, "FROM marts.syndication ORDER BY copy_outlet") == [
        ("Wire", "Echo", 1, 0, 0, 1, None, None),
        ("Wire", "Post", 2, 0.5, 0.5, 0, DAY, DAY + timedelta(days=1)),
    ]
    assert asked(
        tmp_path, "SELECT outlet, articles, independent_articles FROM marts.articles_per_day ORDER BY ALL"
    ) == [
        ("Echo", 1, 1),
        ("Echo", 1, 1),
        ("Post", 1, 1),
        ("Post", 1, 1),
        ("Wire", 1, 1),
    ]


Articles = dict[int, tuple[date | None, Text]]


class Ledger:
    """Only what `copies.mark` reads and writes, in memory: a hundred nights in the time of one."""

    def __init__(self, relators: Relators = RELATORS) -> None:
        self.relators = relators
        self.con = duckdb.connect()
        for name, frame in frames({}).items():
            polars_frames.store(self.con, name, frame)

    def night(self, articles: Articles, gone: Iterable[int] = ()) -> None:
        polars_frames.store(self.con, "gone", pl.DataFrame({"article_id": [*gone]}, schema=ID))
        for table in TABLES:
            self.con.execute(f"DELETE FROM {table} WHERE article_id IN (FROM gone)")
        for name, frame in frames(articles).items():
            polars_frames.store(self.con, f"night_{name}", frame)
            self.con.execute(f"INSERT INTO {name} FROM night_{name}")
        self.con.execute(MARK_DUPLICATES)
        copies.mark(self.con, self.relators)
        for table in ("copy_order", "to_compare", "shared_shingles", "slices", "changed_originals"):
            self.con.execute(f"DROP TABLE IF EXISTS {table}")

    def state(self) -> list[tuple]:
        return self.con.execute(
            "SELECT article_id, copy_of, earlier_article_id, share, earlier_share "
            "FROM articles LEFT JOIN copy_links USING (article_id) ORDER BY article_id"
        ).fetchall()


ID = {"article_id": pl.Int64}
TABLES: dict[str, pl.Schema] = {
    "articles": pl.Schema(
        ID
        | dict.fromkeys(("duplicate_of", "copy_of"), pl.Int64)
        | {"published_on": pl.Date, "word_count": pl.Int32, "text": pl.String}
    ),
    "blocks": pl.Schema(ID | {"block_no": pl.Int32, "kind": pl.String, "text": pl.String}),
    "article_shingles": ARTICLE_SHINGLES.schema,
    "copy_links": COPY_LINKS.schema,
}


def frames(articles: Articles) -> dict[str, pl.DataFrame]:
    """The rows of these tables before copies are marked."""
    of_articles = [(n, None, None, day, 300, "\n".join(text)) for n, (day, text) in articles.items()]
    of_blocks = [(n, place, "body", line) for n, (_, text) in articles.items() for place, line in enumerate(text)]
    blocks = pl.DataFrame(of_blocks, schema=TABLES["blocks"], orient="row")
    return {
        "articles": pl.DataFrame(of_articles, schema=TABLES["articles"], orient="row"),
        "blocks": blocks,
        "article_shingles": find_shingles([*articles], blocks),
        "copy_links": pl.DataFrame(schema=TABLES["copy_links"]),
    }


MARK_DUPLICATES = """
    UPDATE articles SET duplicate_of = original, copy_of = coalesce(original, copy_of) FROM (
        SELECT article_id AS id, nullif(first_value(article_id) OVER (
            PARTITION BY text ORDER BY published_on NULLS LAST, article_id), article_id) AS original
        FROM articles
    ) WHERE article_id = id AND duplicate_of IS DISTINCT FROM original
"""


def corpus() -> Articles:
    """Articles of which many are copies, duplicates, follow-ups and fillings of one form, on some days."""
    chance = random.Random(4)
    texts: list[Text] = []
    for text, other in zip(originals()[:4], originals()[4:], strict=True):
        texts += [text, text, *(edit(text, chance) for edit in chance.sample(EDITS, 5)), follow_up(other, text, 0.4)]
        texts.append([*text[: len(text) // 2], *other[: len(other) // 2]])
    texts += [TEMPLATES[0](chance) for _ in range(6)]
    days = [None, *(DAY + timedelta(days=n) for n in (0, 0, 1, 2, 3, 40))]
    return {n: (chance.choice(days), text) for n, text in enumerate(texts, 1)}


CORPUS = corpus()


@pytest.fixture(scope="module")
def in_one_night() -> list[tuple]:
    ledger = Ledger()
    ledger.night(CORPUS)
    assert 15 < sum(copy_of is not None for _, copy_of, *_ in ledger.state()) < len(CORPUS) - 8
    return ledger.state()


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(sorted(CORPUS)), size=st.integers(3, 20), again=st.sets(st.sampled_from(sorted(CORPUS))))
def test_articles_in_any_order_and_any_nights_are_the_same_copies(in_one_night, order, size, again):
    ledger = Ledger()
    for first in range(0, len(order), size):
        ledger.night({number: CORPUS[number] for number in order[first : first + size]})
    assert ledger.state() == in_one_night
    ledger.night({}, gone=tuple(again))
    ledger.night({number: CORPUS[number] for number in again})
    assert ledger.state() == in_one_night


@settings(max_examples=5, deadline=None)
@given(gone=st.sets(st.sampled_from(sorted(CORPUS)), min_size=1))
def test_what_is_left_is_as_if_the_rest_had_never_been(gone):
    ledger, anew = Ledger(), Ledger()
    ledger.night(CORPUS)
    ledger.night({}, gone=tuple(gone))
    anew.night({number: article for number, article in CORPUS.items() if number not in gone})
    assert ledger.state() == anew.state()


def test_a_thousand_copies_of_one_text_are_compared_with_one():
    compared = []

    def counting(texts, pairs):
        compared.append(pairs.height)
        return find_copies(texts, pairs)

    chance, text = random.Random(3), originals()[0]
    ledger = Ledger(replace(RELATORS, find_copies=counting))
    ledger.night({n: (DAY, EDITS[1](text, chance)) for n in range(1, 1_001)})
    assert [row[1] for row in ledger.state()] == [None, *[1] * 999]
    assert len(compared) == 4
    ledger.night({2_000: (DAY, originals()[1])})
    assert len(compared) <= 5


def test_fillings_of_one_form_crowd_nobody_out():
    chance = random.Random(6)
    ledger = Ledger()
    forms = {n: (DAY, TEMPLATES[1](chance)) for n in range(1, 601)}
    ledger.night(forms)
    assert all(copy_of is None for _, copy_of, *_ in ledger.state())
    ledger.night({1_000: (DAY, [*forms[300][1], "Our own desk was at the scene, and has more on the next page."])})
    assert ledger.state()[-1][:2] == (1_000, 300)
