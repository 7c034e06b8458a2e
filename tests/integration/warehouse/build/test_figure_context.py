"""Which figures are of their story's happening, and where: on a small warehouse."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from tests.claims import MAY, ORR, RAIN, RAIN_ABROAD, VELL, Claims
from warehouse.build import figure_context


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


def background(con: duckdb.DuckDBPyConnection, book: Claims, figure: int) -> bool | None:
    book.fill(con)
    figure_context.settle(con)
    found: list[tuple[bool | None]] = con.execute(
        "SELECT is_background FROM figures WHERE figure_id = ?", [figure]
    ).fetchall()
    return found[0][0]


@pytest.mark.parametrize(
    ("days_before", "row", "is_background"),
    [
        (0, {}, False),
        (10, {}, False),
        (40, {}, True),
        (40, {"as_of_source": "period"}, True),
        (40, {"as_of_source": "until_now"}, False),
        (10, {"place_entity_id": ORR}, True),
        (0, {"place_entity_id": ORR}, False),
        (2, {"place_entity_id": ORR}, False),
        (10, {"place_entity_id": ORR, "place_source": "headline"}, False),
        (10, {"place_entity_id": None}, False),
    ],
)
def test_days_and_places_far_from_the_story_are_another_happening(
    con: duckdb.DuckDBPyConnection, days_before: int, row: dict[str, Any], *, is_background: bool
) -> None:
    book = Claims()
    book.figure(9, 9, day=MAY[3])
    day = MAY[3] - timedelta(days=days_before)
    told: dict[str, Any] = {"as_of": day, "as_of_source": "sentence"} | row
    figure = book.figure(5, 5, day=MAY[3], **told)
    assert background(con, book, figure) is is_background


def test_a_day_of_the_thread_is_never_long_ago(con: duckdb.DuckDBPyConnection) -> None:
    book = Claims()
    book.figure(9, 9, day=MAY[0])
    later = date(2033, 5, 1)
    figure = book.figure(9, 9, day=later, as_of=MAY[0], as_of_source="sentence")
    book.add("figure_parts", figure_id=figure, article_id=figure + 2, part="background", rule="old_time")
    assert background(con, book, figure) is False


@pytest.mark.parametrize("rule", ["record_since", "counted_since", "old_time"])
def test_what_the_sentence_tells_holds_where_the_days_tell_nothing(con: duckdb.DuckDBPyConnection, rule: str) -> None:
    book = Claims()
    figure = book.figure(9, 9, day=None)
    book.add("figure_parts", figure_id=figure, article_id=figure + 2, part="background", rule=rule)
    assert background(con, book, figure) is True


def test_the_place_of_the_article_is_that_of_its_figures(con: duckdb.DuckDBPyConnection) -> None:
    book = Claims()
    article: dict[str, Any] = {"place_entity_id": ORR, "place_appearance_id": 2, "place_source": "headline"}
    number = book.article("It hailed.", day=MAY[3], story_id=RAIN_ABROAD, **article)
    here = book.figure(9, 9, article=number, place_entity_id=None, as_of=MAY[3], as_of_source="article")
    before = book.figure(
        5, 5, article=number, place_entity_id=ORR, place_appearance_id=2, place_source="headline",
        as_of=date(2030, 5, 1), as_of_source="sentence",
    )  # fmt: skip
    for figure in (here, before):
        book.add("figure_parts", figure_id=figure, article_id=number, part="place", rule="headline")
    book.fill(con)
    query = "SELECT place_entity_id, place_appearance_id, place_source FROM figures ORDER BY figure_id"
    for _ in range(2):
        figure_context.settle(con)
        assert con.execute(query).fetchall() == [(ORR, 2, "headline"), (None, None, None)]
    con.execute("UPDATE figures SET as_of = ?", [MAY[3]])
    figure_context.settle(con)
    assert con.execute(query).fetchall() == [(ORR, 2, "headline")] * 2


def test_a_guess_follows_the_place_of_most_articles_of_the_story(con: duckdb.DuckDBPyConnection) -> None:
    book = Claims()
    article: dict[str, Any] = {"place_entity_id": ORR, "place_appearance_id": 4, "place_source": "body"}
    number = book.article("It rained in Vell and in Orr.", day=MAY[3], story_id=RAIN, **article)
    for entity, name in ((VELL, "Vell"), (ORR, "Orr")):
        book.names(number, entity, f"PLACE:{name.lower()}", name)
    book.article("It rained.", story_id=RAIN, place_entity_id=VELL, place_appearance_id=1, place_source="headline")
    figure = book.figure(9, 9, article=number, place_entity_id=None)
    book.add("figure_parts", figure_id=figure, article_id=number, part="place", rule="story")
    book.fill(con)
    figure_context.settle(con)
    found = con.execute("SELECT place_entity_id, place_appearance_id, place_source FROM figures").fetchall()
    assert found == [(VELL, 3, "story")]
