"""Claims: who states which number, of what, for which day; the views in `marts`, on a small warehouse."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.claims import MAY, MINISTRY, ORR, Claims
from tests.ledger import Ledger
from warehouse.publish import layout
from warehouse.schema.tables.values import FACTUALITIES


def asked(book: Ledger, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as con:
        book.fill(con)
        return con.execute(query).fetchall()


def test_figures_of_one_claimant_on_one_day_are_one_claim_and_copies_of_a_story_count_once() -> None:
    book = Claims()
    first = book.ministry(40, 40)
    copy = book.ministry(40, 40, outlet="Wire", duplicate_of=3)
    other = book.ministry(40, 40, counted="bodies", counted_head="bodies")
    book.ministry(40, 40, day=MAY[1])
    book.ministry(40, None, "more_than")
    assert asked(
        book,
        "SELECT figure_id, claimant, counted, articles, independent_articles, figures FROM marts.claims ORDER BY figure_id LIMIT 1",
    ) == [(first, "Health Ministry", "people", 3, 2, [first, copy, other])]  # fmt: skip


def test_a_day_in_the_sentence_counts_before_that_of_the_article() -> None:
    book = Claims()
    book.figure(4, 4, day=MAY[5], as_of=MAY[3], as_of_source="sentence")
    book.figure(5, 5, day=None)
    assert asked(book, "SELECT as_of FROM marts.claims ORDER BY ALL") == [(MAY[3],), (None,)]


@pytest.mark.parametrize(
    ("row", "claimant"),
    [
        ({"attributed_entity_id": MINISTRY, "attributed_to": "it"}, ("source", "Health Ministry")),
        ({"attributed_to": "The Rescuers", "status": "claimed"}, ("source", "rescuers")),
        (
            {"attributed_to": "The rebel-run ministry", "attributed_framing": "rebel-run", "status": "claimed"},
            ("source", "ministry"),
        ),
        ({"outlet": "Wire"}, ("publisher", "Wire")),
        ({"outlet": None}, ("publisher", "article 3")),
    ],
)
def test_the_claimant_is_an_entity_or_the_words_or_the_publisher(
    row: dict[str, Any], claimant: tuple[str, str]
) -> None:
    book = Claims()
    book.figure(4, 4, **row)
    assert asked(book, "SELECT claimant_kind, claimant FROM marts.claims") == [claimant]


@pytest.mark.parametrize(
    ("row", "counted"),
    [
        ({"counted_head": "Deaths"}, "people"),
        ({"counted_head": None}, "people"),
        ({"counted_head": "Soldiers"}, "soldiers"),
        ({"counted_head": "bodies", "event": "deployed"}, "bodies"),
        ({"counted_head": "Orrs", "counted_entity_id": ORR}, "Orr"),
        ({"counted_head": None, "measured": "Output", "event": "changed"}, "output"),
    ],
)
def test_what_is_counted_is_told_by_its_head(row: dict[str, Any], counted: str) -> None:
    book = Claims()
    book.figure(4, 4, **row)
    assert asked(book, "SELECT counted FROM marts.claims") == [(counted,)]


def test_a_later_claim_supersedes_and_a_lower_total_is_a_revision() -> None:
    book = Claims()
    book.ministry(40, 40)
    book.ministry(52, None, "at_least", day=MAY[1])
    book.ministry(47, 47, day=MAY[2])
    book.ministry(3, 3, day=MAY[3], measure="increment")
    book.ministry(9, 9, day=MAY[4], status="denied")
    book.figure(30, 30, day=MAY[3])
    query = "SELECT value_low, is_superseded, is_revision FROM marts.claim_timeline ORDER BY as_of, value_low"
    assert asked(book, query) == [
        (40, True, False), (52, True, False), (47, False, True), (3, False, False), (30, False, False),
    ]  # fmt: skip


@pytest.mark.parametrize("factuality", FACTUALITIES[1:])
def test_only_what_is_actual_is_a_claim(factuality: str) -> None:
    book = Claims()
    book.ministry(40, 40)
    book.ministry(90, 90, factuality=factuality, day=MAY[1])
    with duckdb.connect() as con:
        book.fill(con)
        for mart in ("claims", "claim_timeline", "figures_latest", "figure_best('highest')"):
            assert con.execute(f"SELECT value_low FROM marts.{mart}").fetchall() == [(40,)], mart
        told = con.execute("SELECT value_low, factuality FROM marts.all_claims ORDER BY value_low").fetchall()
    assert told == [(40, "actual"), (90, factuality)]


def test_what_is_not_actual_supersedes_and_contradicts_nothing() -> None:
    book = Claims()
    book.ministry(40, 40)
    book.ministry(90, 90, factuality="possible", day=MAY[1])
    book.figure(12, 12, factuality="negated")
    query = "SELECT is_superseded, (SELECT count(*) FROM marts.figure_conflicts) FROM marts.claim_timeline"
    assert asked(book, query) == [(False, 0)]


def test_what_came_on_top_is_not_superseded() -> None:
    book = Claims()
    book.ministry(5, 5, measure="increment")
    book.ministry(3, 3, measure="increment", day=MAY[1])
    query = "SELECT value_low, is_superseded FROM marts.claim_timeline ORDER BY as_of"
    assert asked(book, query) == [(5, False), (3, False)]


def test_claims_without_a_place_are_no_series() -> None:
    book = Claims()
    for number, day in ((40, MAY[0]), (12, MAY[1])):
        book.ministry(number, number, day=day, place_entity_id=None)
        book.figure(number * 2, number * 2, day=day, place_entity_id=None)
    timeline = "SELECT DISTINCT is_superseded, is_revision FROM marts.claim_timeline"
    assert asked(book, timeline) == [(False, False)]
    assert asked(book, "SELECT count(*) FROM marts.figures_latest WHERE lowest < highest") == [(0,)]
    assert asked(book, "FROM marts.figure_conflicts") == []


def test_singular_and_plural_are_one_series() -> None:
    book = Claims()
    for one in ("ferry", "Ferries", "church", "churches", "houses", "house", "campus", "pass"):
        book.figure(4, 4, event="attacked", counted_head=one)
    assert asked(book, "SELECT series FROM marts.claims ORDER BY ALL") == [
        (f"attacked | {one} | 2",) for one in ("campus", "church", "ferry", "house", "pass")
    ]  # fmt: skip


def test_the_latest_figures_show_lowest_and_highest() -> None:
    book = Claims()
    book.ministry(40, 40)
    book.ministry(52, None, "at_least", day=MAY[1])
    book.figure(45, 45)
    book.figure(90, 90, place_entity_id=ORR)
    query = "SELECT place, claimant, lowest, highest, claims FROM marts.figures_latest ORDER BY ALL"
    assert asked(book, query) == [
        ("Orr", "Harbour Post", 90, 90, 1), ("Vell", "Harbour Post", 45, 52, 2), ("Vell", "Health Ministry", 45, 52, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "is_conflict"),
    [
        ((1400, None, "more_than"), (1500, 1500, "exact"), False),
        ((1400, None, "more_than"), (1400, 1400, "exact"), True),
        ((1400, None, "at_least"), (1400, 1400, "exact"), False),
        ((1400, None, "at_least"), (1300, 1300, "exact"), True),
        ((None, 50, "less_than"), (50, 50, "exact"), True),
        ((None, 50, "at_most"), (50, 50, "exact"), False),
        ((200, 200, "approximate"), (190, 190, "exact"), False),
        ((200, 200, "approximate"), (170, 170, "exact"), True),
        ((-10, -10, "approximate"), (-10, -10, "exact"), False),
        ((-10, -10, "approximate"), (-12, -12, "exact"), True),
        ((5, 7, "range"), (7, 9, "range"), False),
        ((5, 7, "range"), (8, 9, "range"), True),
        ((1000, None, "vague"), (900, 900, "exact"), True),
        ((None, 50, "less_than"), (40, None, "more_than"), False),
        ((12, 12, "exact"), (12, 12, "exact"), False),
    ],
)
def test_claims_conflict_only_where_no_number_agrees_with_both(
    one: tuple[Any, ...], other: tuple[Any, ...], is_conflict: bool
) -> None:
    book = Claims()
    book.ministry(*one)
    book.figure(*other)
    assert (len(asked(book, "FROM marts.figure_conflicts")) == 1) is is_conflict


@pytest.mark.parametrize(
    "row",
    [
        {"day": MAY[1]},
        {"place_entity_id": ORR},
        {"event": "wounded"},
        {"measure": "increment"},
        {"counted_head": "soldiers"},
        {"status": "denied"},
    ],
)
def test_claims_of_another_series_or_day_do_not_conflict(row: dict[str, Any]) -> None:
    book = Claims()
    book.ministry(40, 40)
    book.figure(12, 12, **row)
    assert asked(book, "FROM marts.figure_conflicts") == []


@pytest.mark.parametrize(("policy", "best"), [("lowest", 30), ("highest", 52), ("newest", 41), ("most_told", 30)])
def test_a_best_figure_follows_a_named_policy(policy: str, best: int) -> None:
    book = Claims()
    book.ministry(52, 52)
    book.figure(30, 30, outlet="Wire")
    book.figure(30, 30, outlet="Wire")
    book.figure(41, 41, day=MAY[4])
    assert asked(book, f"SELECT value_low FROM marts.figure_best('{policy}')") == [(best,)]


def test_an_unknown_policy_is_refused() -> None:
    book = Claims()
    book.figure(30, 30)
    with pytest.raises(duckdb.Error, match="knows the policies lowest, highest, newest and most_told"):
        asked(book, "FROM marts.figure_best('average')")
