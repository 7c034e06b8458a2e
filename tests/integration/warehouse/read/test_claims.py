"""Claims: who states which number, of what, for which day; the views in `marts`, on a small warehouse."""

import random
from typing import Any

import duckdb
import pytest

from tests.claims import MAY, MINISTRY, ORR, RAIN, RAIN_ABROAD, VELL, Claims
from tests.ledger import Ledger
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
    query = """
        SELECT figure_id, claimant, counted, articles, independent_articles, figures FROM marts.claims
        ORDER BY figure_id LIMIT 1
    """
    assert asked(book, query) == [(first, "Health Ministry", "people", 3, 2, [first, copy, other])]


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
        ({"counted_head": "Orrs", "counted_entity_id": ORR}, "people"),
        ({"counted_head": "Soldiers", "counted_class": "soldier"}, "soldiers"),
        ({"counted_head": None, "measured": "Output", "event": "changed", "counted_class": "output"}, "output"),
    ],
)
def test_persons_are_people_whatever_they_are_called(row: dict[str, Any], counted: str) -> None:
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


def test_claims_of_a_thread_are_one_series_without_a_place_too() -> None:
    book = Claims()
    book.ministry(40, 40, place_entity_id=None)
    book.figure(12, 12)
    query = "SELECT DISTINCT series, comparable FROM marts.claim_timeline"
    assert asked(book, query) == [(f"{RAIN} | killed | people | total", 1)]


@pytest.mark.parametrize(
    "row", [{"story_id": RAIN_ABROAD}, {"is_background": True}, {"counted_class": None, "counted_head": None}]
)
def test_a_claim_that_can_be_compared_with_nothing_is_shown_so(row: dict[str, Any]) -> None:
    book = Claims()
    book.ministry(40, 40)
    alone = book.figure(12, 12, **row)
    latest = "SELECT value_low, comparable, lowest, highest, claims FROM marts.figures_latest WHERE figure_id = "
    assert asked(book, f"{latest}{alone}") == [(12, 0, 12, 12, 1)]
    assert asked(book, "FROM marts.figure_conflicts") == []


def test_a_number_of_another_happening_is_in_no_series() -> None:
    book = Claims()
    book.figure(12, 12, is_background=True)
    assert asked(book, "SELECT series, is_background FROM marts.claims") == [(None, True)]


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
        {"counted_head": "soldiers", "counted_class": "soldier"},
        {"story_id": RAIN_ABROAD},
        {"is_background": True},
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


# Copies


def test_a_copy_makes_no_second_claim() -> None:
    book = Claims()
    original = book.figure(40, 40, outlet="Wire", day=MAY[0])
    article = original + 2  # behind the two that tell of the weather
    book.figure(40, 40, outlet="Echo", day=MAY[2], copy_of=article)
    book.figure(40, 40, outlet="Gull", day=None, copy_of=article)
    query = "SELECT figure_id, claimant, as_of, articles, independent_articles, outlet FROM marts.claims"
    assert asked(book, query) == [(original, "Wire", MAY[0], 3, 1, "Wire")]


def test_a_copy_says_what_its_original_says_for_the_same_day() -> None:
    book = Claims()
    original = book.ministry(40, 40, day=MAY[3], as_of=MAY[1], as_of_source="sentence")
    for day, as_of in ((MAY[8], MAY[8]), (None, None)):
        source = as_of and "sentence"
        book.ministry(40, 40, day=day, as_of=as_of, as_of_source=source, copy_of=original + 2)
    assert asked(book, "SELECT as_of, articles FROM marts.claims") == [(MAY[1], 3)]


# Time


def test_the_day_of_the_happening_is_not_that_of_the_count() -> None:
    book = Claims()
    book.ministry(38, 38, day=MAY[2])
    book.ministry(40, 40, day=MAY[4], as_of=MAY[0], as_of_source="sentence")
    query = "SELECT value_low, as_of, told_on, is_superseded, is_revision FROM marts.claim_timeline ORDER BY value_low"
    assert asked(book, query) == [(38, MAY[2], MAY[2], True, False), (40, MAY[0], MAY[4], False, False)]


def test_an_old_number_that_a_paper_repeats_is_no_revision() -> None:
    book = Claims()
    for day, dead in ((0, 12), (1, 30), (2, 12)):
        book.ministry(dead, dead, day=MAY[day])
    query = "SELECT as_of, is_superseded, is_revision FROM marts.claim_timeline ORDER BY as_of"
    assert asked(book, query) == [(MAY[0], True, False), (MAY[1], False, False), (MAY[2], True, False)]


def test_of_one_day_the_greater_count_is_the_later_one() -> None:
    book = Claims()
    book.ministry(30, 30)
    book.ministry(12, 12)
    book.ministry(8, 8, event="missing", measure="stock")
    book.figure(30, 30)
    query = "SELECT value_low, is_superseded FROM marts.claim_timeline WHERE claimant_kind = 'source' ORDER BY 1"
    assert asked(book, query) == [(8, False), (12, True), (30, False)]
    assert asked(book, "FROM marts.figure_conflicts") == []


def test_what_was_said_for_an_earlier_day_contradicts_what_was_said_then() -> None:
    book = Claims()
    book.ministry(40, 40)
    book.figure(12, 12)
    book.ministry(52, 52, day=MAY[1])
    query = "SELECT told_on, value_low, other_value_low, sentence, other_sentence FROM marts.figure_conflicts"
    (found,) = asked(book, query)
    assert (found[0], {*found[1:3]}, {*found[3:]}) == (MAY[0], {40, 12}, {"Of the people there some died."})


# What tells series apart


def test_numbers_with_different_meaning_are_apart_and_a_bare_one_is_a_total() -> None:
    book = Claims()
    for measure in (None, "total", "increment", "rate"):
        book.ministry(40, 40, measure=measure)
    book.ministry(40, 40, event="missing", measure="stock")
    book.ministry(40, 40, event="missing")
    query = "SELECT DISTINCT series FROM marts.claims ORDER BY ALL"
    assert [series.partition(" | ")[2] for (series,) in asked(book, query)] == [
        "killed | people | increment", "killed | people | rate", "killed | people | total",
        "missing | people", "missing | people | stock",
    ]  # fmt: skip


def test_peoples_are_told_apart_where_a_thread_counts_several() -> None:
    book = Claims()
    for number, people in ((7, "Orrs"), (8, "Vells")):
        book.entity(number, "GROUP", people)
    book.figure(12, 12, counted_entity_id=7)
    book.figure(15, 15)
    assert asked(book, "SELECT count(DISTINCT series) FROM marts.claims") == [(1,)]
    book.figure(3, 3, counted_entity_id=8)
    assert asked(book, "SELECT DISTINCT counted FROM marts.claims ORDER BY 1") == [("Orrs",), ("Vells",), ("people",)]


def test_places_of_one_article_with_other_numbers_are_two_happenings() -> None:
    book = Claims()
    book.entity(7, "PLACE", "Vell Harbour")
    first = book.figure(3, 3)
    book.figure(3, 3, place_entity_id=7, day=MAY[1])
    assert asked(book, "SELECT count(DISTINCT series) FROM marts.claims") == [(1,)]
    book.figure(5, 5, place_entity_id=7, article=first + 2)
    assert asked(book, "SELECT value_low, series FROM marts.claims WHERE value_low = 5") == [
        (5, f"{RAIN} | killed | people | total | Vell Harbour")
    ]


@pytest.mark.parametrize(
    ("place", "series"),
    [
        ({"latitude": 10.1, "longitude": 20.1, "place_type": "town"}, 1),
        ({"latitude": 12.0, "longitude": 20.0, "place_type": "town"}, 2),
        ({"latitude": 12.0, "longitude": 20.0, "place_type": "region"}, 1),
        ({"latitude": 14.0, "longitude": 20.0, "place_type": "region"}, 2),
        ({"latitude": 14.0, "longitude": 20.0, "place_type": "country"}, 1),
        ({}, 1),
    ],
)
def test_places_far_from_each_other_are_two_happenings(place: dict[str, Any], series: int) -> None:
    book = Claims()
    vell = next(row for row in book.rows["entities"] if row["entity_id"] == VELL)
    vell |= {"latitude": 10.0, "longitude": 20.0, "place_type": "town"}
    book.entity(7, "PLACE", "Hesk", country_code="QV", **place)
    book.figure(3, 3)
    book.figure(5, 5, place_entity_id=7)
    assert asked(book, "SELECT count(DISTINCT series) FROM marts.claims") == [(series,)]


def test_a_part_is_no_count_of_all() -> None:
    book = Claims()
    whole = book.figure(40, 40)
    book.figure(4, 4, counted_class=None, part_of_figure_id=whole)
    book.figure(5, 5, counted_class="child", part_of_figure_id=whole)
    query = "SELECT value_low, comparable FROM marts.claim_timeline ORDER BY value_low"
    assert asked(book, query) == [(4, 0), (5, 0), (40, 0)]


# Order


def test_claims_do_not_depend_on_the_order_of_loading() -> None:
    told: list[dict[str, Any]] = [
        {"day": MAY[0], "outlet": "Wire"}, {"day": MAY[0], "outlet": "Gull"}, {"day": MAY[1], "outlet": "Wire"},
        {"day": MAY[2], "outlet": "Echo", "place_entity_id": ORR}, {"day": None, "outlet": "Gull"},
    ]  # fmt: skip
    rows = [(40 + n % 3, row) for n, row in enumerate(told * 2)]
    query = """
        SELECT series, claimant, as_of, told_on, value_low, is_superseded, is_revision, comparable, articles
        FROM marts.claim_timeline ORDER BY ALL
    """
    found = []
    for turn in range(4):
        book = Claims()
        for dead, row in random.Random(turn).sample(rows, len(rows)):
            book.figure(dead, dead, **row)
        found.append(asked(book, query))
    assert found[1:] == found[:-1]


# Claimants


@pytest.mark.parametrize(
    ("others", "claimant"),
    [
        (["the interior ministry of Orr"], "interior ministry of orr"),
        (["the interior ministry of Orr", "the interior ministry in Orrville"], "interior ministry in orrville"),
        (["the interior ministry of Orr", "the health ministry"], "ministry"),
        (["the police"], "ministry"),
        (["the ministry of health"], "ministry of health"),
    ],
)
def test_a_short_name_of_a_claimant_is_the_only_longer_one_of_the_thread(others: list[str], claimant: str) -> None:
    book = Claims()
    for name in others:
        book.figure(30, 30, attributed_to=name, status="claimed")
    figure = book.figure(40, 40, attributed_to="The ministry", status="claimed", day=MAY[1])
    assert asked(book, f"SELECT claimant FROM marts.claims WHERE figure_id = {figure}") == [(claimant,)]


# Conflicts that are none


@pytest.mark.parametrize(
    ("one", "other", "is_conflict"),
    [
        ({"counted": "prisoners", "counted_head": "prisoners", "low": 50}, {}, False),
        ({"counted": "prisoners", "counted_head": "prisoners", "low": 70}, {}, True),
        ({"counted": "confirmed deaths", "counted_head": "deaths", "low": 50}, {}, True),
        ({"counted": "homeless people", "counted_head": "people", "low": 50}, {}, False),
        ({"low": 2}, {}, False),
        ({"low": 61_000}, {"low": 60_000}, False),
        ({"low": 66_000}, {"low": 60_000}, True),
        ({"measure": "increment", "low": 70}, {"measure": "increment"}, False),
        ({"article": 3, "low": 70}, {}, False),
    ],
)
def test_two_claims_conflict_only_where_both_are_of_all(
    one: dict[str, Any], other: dict[str, Any], *, is_conflict: bool
) -> None:
    book = Claims()
    plain: dict[str, Any] = {"counted": "people", "counted_head": "people", "low": 60}
    for row, add in ((other, book.figure), (one, book.ministry)):
        told = plain | row
        low = told.pop("low")
        add(low, low, **told)
    if one == {"low": 2}:
        assert asked(book, "SELECT max(comparable) FROM marts.claim_timeline") == [(1,)]
    assert (len(asked(book, "FROM marts.figure_conflicts")) == 1) is is_conflict


def test_an_article_with_two_numbers_of_one_claimant_contradicts_nobody() -> None:
    book = Claims()
    book.figure(60, 60, outlet="Gull")
    first = book.figure(40, 40)
    book.figure(30, 30, article=first + 2)
    assert asked(book, "FROM marts.figure_conflicts") == []
