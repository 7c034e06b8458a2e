"""The alarm of a template that changed: quiet on ordinary nights, and telling where it is not."""

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable

import duckdb
import polars as pl
import pytest

from expectations.rules.bands import MIN_LOADS, RECENT_LOADS
from expectations.rules.cleaning_drift import MIN_ARTICLES_OF_OUTLET
from expectations.rules.registry import rules
from warehouse.schema.ddl import statements

CHECK = next(check for check in rules() if check.check_name == "load.strip_in_band")
Blocks = list[tuple[str, str, str]]
"""The blocks of an article: kind, rule, text."""


def night(number: int) -> str:
    return f"2031{1 + number // 28:02}{1 + number % 28:02}T020000Z"


@pytest.fixture(scope="module")
def empty() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    for statement in statements():
        con.execute(statement)
    con.execute("SET threads = 1")
    return con


@pytest.fixture
def con(empty: duckdb.DuckDBPyConnection) -> Iterable[duckdb.DuckDBPyConnection]:
    empty.execute("BEGIN")
    yield empty
    empty.execute("ROLLBACK")


def load(con: duckdb.DuckDBPyConnection, number: int, outlet: str, articles: list[Blocks], keep: bool = False) -> None:
    """Enters what the rules gave; with `keep` the articles and their blocks as well."""
    blocks, characters = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    holding = Counter[tuple[str, str]]()
    for article in articles:
        holding.update({(kind, rule) for kind, rule, _ in article})
        for kind, rule, text in article:
            blocks[kind, rule] += 1
            characters[kind, rule] += len(text)
    of_outlet: dict[str, object] = {"outlet": outlet, "load_id": night(number)}
    insert(
        con,
        "outlet_rules",
        [
            of_outlet
            | {"kind": kind, "rule": rule, "articles": holding[kind, rule], "blocks": count}
            | {"characters": characters[kind, rule], "of_articles": len(articles)}
            for (kind, rule), count in blocks.items()
        ],
    )
    if keep:
        of_article = of_outlet | {"extracted_load_id": night(number), "lines_counted": True}
        of_article |= {"file_id": 1, "record_no": 1, "body": "", "raw_text": "", "word_count": 0}
        insert(con, "articles", [of_article | {"article_id": no, "story_id": no} for no in range(1, len(articles) + 1)])
        place: dict[str, object] = {"block_no": 1, "confidence": 1, "raw_start": 0, "raw_end": 1}
        insert(
            con,
            "blocks",
            [
                place
                | {"block_id": no * 1000 + n, "article_id": no, "kind": kind, "rule": rule, "text": text}
                | ({"start_char": 0, "end_char": 1} if kind in ("headline", "body") else NOWHERE)
                for no, article in enumerate(articles, 1)
                for n, (kind, rule, text) in enumerate(article)
            ],
        )


NOWHERE: dict[str, object] = {"start_char": None, "end_char": None}


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, object]]) -> None:
    """Inserts all rows at once: one by one they would take most of these tests."""
    con.register("inserted", pl.DataFrame(rows, infer_schema_length=None).to_arrow())
    con.execute(f"INSERT INTO {table} BY NAME FROM inserted")
    con.unregister("inserted")


def alarms(con: duckdb.DuckDBPyConnection, number: int) -> dict[str, dict[str, object]]:
    con.execute("SET VARIABLE load_id = ?", [night(number)])
    found = con.execute(CHECK.offending)
    columns = [column for column, *_ in found.description]
    rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    return {str(row.pop("outlet")): row for row in rows}


def observed(con: duckdb.DuckDBPyConnection) -> str:
    assert CHECK.observed
    return str(con.execute(CHECK.observed).fetchall()[0][0])


RELATED, ADVERTS = ("Don't miss", "Pier reopens after storm", "Eel prices rise"), ("Advertisement", "Sails by the yard")


def article(chance: random.Random, known: bool = True) -> Blocks:
    """A brief, a report, a long read or, at times, a live page, with the furniture of its outlet."""
    paragraphs = chance.choices(
        (chance.randint(2, 5), chance.randint(6, 18), chance.randint(25, 60), chance.randint(80, 150)), (3, 6, 2, 0.3)
    )[0]
    body = [("body", "default", "x" * chance.randint(60, 420)) for _ in range(paragraphs)]
    furniture = [("related", "line.related", text) for text in RELATED for _ in range(chance.randint(1, 4))]
    furniture += [("ad", "line.advert", chance.choice(ADVERTS)) for _ in range(chance.randint(0, 6))]
    furniture += [("share", "line.share", "Share on the quay"), ("legal", "line.legal", "All rights reserved " * 6)]
    furniture += [("caption", "line.caption", "The pier at dusk") for _ in range(chance.choice((0, 1, 1, 2, 12)))]
    if not known:
        furniture = [("body", "default", text) for _, _, text in furniture]
    return [("headline", "place.first", "Ferry halted"), ("byline", "line.byline", "By a reporter"), *body, *furniture]


def nights(chance: random.Random, size: Callable[[], int], count: int = 12) -> list[list[Blocks]]:
    return [[article(chance) for _ in range(size())] for _ in range(count)]


def test_ordinary_nights_hardly_ever_alarm(con: duckdb.DuckDBPyConnection) -> None:
    chance = random.Random(11)
    sizes: dict[str, Callable[[], int]] = {
        **{f"small {n}": lambda: chance.randint(5, 8) for n in range(10)},
        **{f"middling {n}": lambda: chance.randint(5, 30) for n in range(10)},
        **{f"large {n}": lambda: chance.randint(40, 90) for n in range(2)},
    }
    for outlet, size in sizes.items():
        for number, articles in enumerate(nights(chance, size, 40)):
            load(con, number, outlet, articles)
    found = [(number, outlet) for number in range(MIN_LOADS, 40) for outlet in alarms(con, number)]
    assert len(found) <= 0.005 * len(sizes) * (40 - MIN_LOADS), found


@pytest.mark.parametrize("size", [12, 60])
def test_furniture_that_no_rule_knows_any_more_alarms(size: int, con: duckdb.DuckDBPyConnection) -> None:
    chance = random.Random(size)
    for outlet in ("Harbour Post", "Kestrel Post"):
        for number, articles in enumerate(nights(chance, lambda: size)):
            load(con, number, outlet, articles)
    load(con, 12, "Harbour Post", [article(chance, known=False) for _ in range(size)], keep=True)
    load(con, 12, "Kestrel Post", [article(chance) for _ in range(size)])
    found = alarms(con, 12)
    assert set(found) == {"Harbour Post"}
    alarm = found["Harbour Post"]
    assert (alarm["rule_kind"], alarm["rule"], alarm["rule_value"]) == ("related", "line.related", 0)
    assert isinstance(alarm["lines"], list)
    assert set(alarm["lines"]) <= {*RELATED, *ADVERTS, "Share on the quay", "All rights reserved " * 6, "Ferry halted"}
    assert observed(con).startswith("1 of 2 outlets: Harbour Post, ")
    assert observed(con).endswith(", most by line.related")


@pytest.mark.parametrize("size", [40, 60])
def test_furniture_that_no_rule_ever_knew_alarms(size: int, con: duckdb.DuckDBPyConnection) -> None:
    chance = random.Random(size)
    for number, articles in enumerate(nights(chance, lambda: size)):
        load(con, number, "Harbour Post", articles)
    unknown = [("body", "default", f"Sails {word} by the yard, today") for word in "abcdefghijklmnopqrstuv"]
    grown = [[*article(chance), *unknown, ("body", "default", f"Only here {n * 'x'}.")] for n in range(size)]
    load(con, 12, "Harbour Post", grown, keep=True)
    alarm = alarms(con, 12)["Harbour Post"]
    assert (alarm["measure"], alarm["usual"]) == ("blocks per article in times the usual", 1)
    assert float(str(alarm["value"])) > 1 + float(str(alarm["band"])) > 1.3
    assert alarm["lines"] == ["Sails a by the yard, today", "Sails b by the yard, today", "Sails c by the yard, today"]
    assert "Harbour Post, blocks per article in times the usual 1." in observed(con)


def test_pages_that_lose_most_of_their_blocks_alarm(con: duckdb.DuckDBPyConnection) -> None:
    chance = random.Random(5)
    for number, articles in enumerate(nights(chance, lambda: 60)):
        load(con, number, "Harbour Post", articles)
    load(con, 12, "Harbour Post", [article(chance)[::3] for _ in range(60)], keep=True)
    alarm = alarms(con, 12)["Harbour Post"]
    assert alarm["measure"] == "blocks per article in times the usual"
    assert float(str(alarm["value"])) < 0.5


@pytest.mark.parametrize("size", [5, 12, 60])
def test_text_that_is_taken_for_furniture_alarms(size: int, con: duckdb.DuckDBPyConnection) -> None:
    chance = random.Random(size)
    for number, articles in enumerate(nights(chance, lambda: size)):
        load(con, number, "Harbour Post", articles)
    swallowed = [
        [("legal", "list.legal", "At 9 the pilot said so.") if kind == "body" else (kind, rule, text)
         for kind, rule, text in article(chance)]
        for _ in range(size)
    ]  # fmt: skip
    load(con, 12, "Harbour Post", swallowed, keep=True)
    alarm = alarms(con, 12)["Harbour Post"]
    assert (alarm["rule"], alarm["rule_usual"], alarm["lines"]) == ("list.legal", 0, ["At 9 the pilot said so."])
    value, usual, band = (float(str(alarm[name])) for name in ("value", "usual", "band"))
    assert value > usual + band or alarm["measure"] == "blocks of kind body"


def test_the_lines_shown_are_those_of_most_articles_and_short(con: duckdb.DuckDBPyConnection) -> None:
    def page(no: int, known: bool) -> Blocks:
        furniture = (
            [f"Tide tables for {no} May"] + ["Cheap sails \x1b[2J"] * (no < 5) + ["Letters"] * (no < 4) + ["Eels"]
        )
        return [
            *(("body", "default", f"Sentence {chr(97 + no) * n} of this page alone. " * 9) for n in range(1, 5)),
            *((("nav", "line.nav") if known else ("body", "default")) + (text,) for text in furniture),
            *([] if known else [("body", "default", f"Only here {chr(97 + no)}.")]),
        ]  # fmt: skip

    for number in range(6):
        load(con, number, "Harbour Post", [page(no, True) for no in range(8)])
    load(con, 6, "Harbour Post", [page(no, False) for no in range(8)], keep=True)
    assert alarms(con, 6)["Harbour Post"]["lines"] == ["Eels", "Tide tables for 0 May", "Cheap sails \x1b[2J"]


def plain(count: int, removed: bool) -> list[Blocks]:
    second = ("ad", "line.list", "Sails") if removed else ("body", "default", "Sails")
    return [[("ad", "line.advert", "Sails"), second]] * count


@pytest.mark.parametrize(
    ("earlier", "articles", "alarming"),
    [
        (MIN_LOADS, MIN_ARTICLES_OF_OUTLET, True),
        (MIN_LOADS - 1, MIN_ARTICLES_OF_OUTLET, False),
        (MIN_LOADS, MIN_ARTICLES_OF_OUTLET - 1, False),
    ],
)
def test_few_articles_or_loads_say_nothing(
    earlier: int, articles: int, alarming: bool, con: duckdb.DuckDBPyConnection
) -> None:
    for number in range(earlier):
        load(con, number, "Harbour Post", plain(MIN_ARTICLES_OF_OUTLET, removed=False))
    load(con, earlier, "Harbour Post", plain(MIN_ARTICLES_OF_OUTLET - 1, removed=False))
    load(con, earlier + 1, "Harbour Post", plain(articles, removed=True))
    assert bool(alarms(con, earlier + 1)) == alarming
    if alarming:
        alarm = alarms(con, earlier + 1)["Harbour Post"]
        assert (alarm["articles"], alarm["rule"], alarm["value"], alarm["usual"]) == (articles, "line.list", 1, 0.5)
        assert math.isclose(float(str(alarm["band"])), 0.6 / math.sqrt(5), abs_tol=0.001)


def test_only_recent_loads_say_what_is_usual(con: duckdb.DuckDBPyConnection) -> None:
    for number in range(RECENT_LOADS):
        load(con, number, "Harbour Post", plain(9, removed=False))
    for number in range(RECENT_LOADS, RECENT_LOADS + 16):
        load(con, number, "Harbour Post", plain(9, removed=True))
    assert [bool(alarms(con, RECENT_LOADS + n)) for n in range(16)] == [True] * 15 + [False]


def test_an_outlet_that_is_not_in_the_load_is_not_looked_at(con: duckdb.DuckDBPyConnection) -> None:
    for number in range(7):
        load(con, number, "Harbour Post", plain(9, removed=number == 6))
    load(con, 7, "Kestrel Post", plain(9, removed=True))
    assert alarms(con, 7) == {}
    assert observed(con) == "0 of 0 outlets"
