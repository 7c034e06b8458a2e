from datetime import date, timedelta

import pytest

from flows.ui.charts.claim_courses import MOST
from flows.ui.charts.claims import ChartClaim, draw_claims
from tests.drawn import assert_readable, drawn

DAY = date(2031, 5, 1)
SHAPES = pytest.mark.parametrize("narrow", [False, True])


def exact(claimant: str, value: float, day: int = 0, **more: object) -> ChartClaim:
    return ChartClaim(claimant, DAY + timedelta(day), value, value, f"{value:,.12g}", **more)  # type: ignore[arg-type]


FLOOD = [
    ChartClaim("river authority", DAY, 41, None, "≥ 41", href="/figure/1"),
    exact("river authority", 48, 2, is_superseded=True),
    exact("river authority", 46, 3, is_revision=True),
    ChartClaim("Vell Star", DAY, None, 50, "≤ 50"),
    ChartClaim("Vell Star", DAY + timedelta(2), 43, 48, "43 to 48"),
    exact("residents", 60, 3, is_disputed=True),
    exact("residents", 61, 4),
    exact("mayor", 30, 1, is_denied=True),
    ChartClaim("union", DAY, 44, 44, "~ 44", is_approximate=True),
]


@SHAPES
def test_each_claim_has_a_mark_and_each_claimant_a_name(narrow: bool) -> None:
    drawing = draw_claims(FLOOD, narrow=narrow)
    found = drawn(drawing.svg)
    assert drawing.left_out == 0
    assert sorted(found.titles) == sorted([
        "1 May 2031: river authority, ≥ 41", "3 May 2031: river authority, 48",
        "4 May 2031: river authority, 46, revised down", "1 May 2031: Vell Star, ≤ 50",
        "3 May 2031: Vell Star, 43 to 48", "4 May 2031: residents, 60, disputed", "5 May 2031: residents, 61",
        "2 May 2031: mayor, 30, denied", "1 May 2031: union, ~ 44",
    ])  # fmt: skip
    words = " ".join(found.words)
    assert all(name in words for name in ("river authority", "Vell Star", "residents", "mayor", "union"))
    assert found.links == ["/figure/1"]
    assert_readable(found)


def test_the_words_tell_what_is_drawn() -> None:
    assert drawn(draw_claims(FLOOD).svg).says == (
        "Numbers by claimant, 1 to 5 May 2031. river authority: at least 41, then 48, then 46, revised down. "
        "Vell Star: at most 50, then 43 to 48. residents: 60, disputed, then 61. mayor: 30, denied. union: about 44."
    )


def test_marks_tell_bounds_ranges_and_doubt() -> None:
    svg = draw_claims(FLOOD).svg
    assert svg.count('class="mark cross"') == 1
    assert svg.count('class="mark range"') == 1
    assert svg.count('class="mark denied"') == 1
    assert svg.count('class="mark about"') == 1
    assert svg.count("step doubted") == 1
    assert svg.count("Z") == 2  # the two arrows


def test_a_denied_number_has_no_line() -> None:
    svg = draw_claims([exact("mayor", 30, 0, is_denied=True)]).svg
    assert 'class="stands"' not in svg
    assert any(words.startswith("mayor") for words in drawn(svg).words)


def test_four_claimants_have_colours_and_the_others_are_grey() -> None:
    svg = draw_claims([exact(f"source {n}", 10 + n, n) for n in range(7)]).svg
    assert [svg.count(f'<g class="{class_}"') for class_ in ("c1", "c2", "c3", "c4", "rest")] == [3, 3, 3, 3, 9]


def test_more_names_than_fit_are_counted() -> None:
    found = drawn(draw_claims([exact(f"source {n}", 10 + n, n) for n in range(30)], narrow=True).svg)
    assert "and 26 more" in found.words
    assert_readable(found)


def test_what_lies_far_above_stands_at_the_edge_and_is_counted() -> None:
    found = drawn(draw_claims([*FLOOD, exact("hoax", 9_000, 2)]).svg)
    assert any("1 far above the scale" in words for words in found.words)
    assert not any(words.startswith(("5,000", "10,000")) for words in found.words)
    assert "9,000" in " ".join(found.words)


def test_a_scale_that_does_not_start_at_zero_says_so() -> None:
    assert "scale starts at 30" in drawn(draw_claims([exact("a", 41), exact("a", 60, 1)]).svg).words
    assert not any("scale" in words for words in drawn(draw_claims([exact("a", 1), exact("a", 6, 1)]).svg).words)


def test_what_has_no_day_or_no_number_is_counted() -> None:
    without = [ChartClaim("a", None, 1, 1, "1"), ChartClaim("a", DAY, None, None, "≥ ?"), exact("a", float("nan"))]
    drawing = draw_claims([*without, exact("a", float("inf")), exact("a", 1e300), exact("a", 3)])
    assert drawing.left_out == 5
    assert len(drawn(drawing.svg).titles) == 1


@SHAPES
def test_no_claim_at_all_is_said(narrow: bool) -> None:
    found = drawn(draw_claims([], narrow=narrow).svg)
    assert found.words == ["No number has a day to be drawn at."]
    assert_readable(found)


@SHAPES
@pytest.mark.parametrize(
    "claims",
    [
        [exact("a", 0)],
        [exact("a", 1e9)],
        [exact("a", 0), exact("b", 1e9, 1)],
        [exact(f"source {n}", 12) for n in range(12)],
        [exact("a", -5), exact("a", 5, 1)],
        [exact("a", n % 3, n // 5) for n in range(60)],
        [ChartClaim("a", DAY, None, 0, "≤ 0"), ChartClaim("b", DAY, None, 0, "≤ 0")],
    ],
)
def test_extremes_are_readable(claims: list[ChartClaim], narrow: bool) -> None:
    drawing = draw_claims(claims, narrow=narrow)
    found = drawn(drawing.svg)
    assert len(found.titles) == len(claims)
    assert_readable(found)


@SHAPES
def test_hostile_names_are_text(narrow: bool) -> None:
    names = ["<script>alert(1)</script>", "x" * 10_000, "\u202ereversed\u2066", "\x1b[31m", "a" + "\u0301" * 5_000, ""]
    drawing = draw_claims([exact(name, n, n, href="javascript:x") for n, name in enumerate(names)], narrow=narrow)
    assert "<script" not in drawing.svg
    assert "\u202e" not in drawing.svg
    assert len(drawing.svg) < 20_000
    assert drawn(drawing.svg).links == []
    assert_readable(drawn(drawing.svg))


def test_thousands_of_claims_show_the_latest_of_each_day() -> None:
    many = [exact(f"source {n % 5}", 1_000 + n, n % 10) for n in range(5_000)]
    drawing = draw_claims(many)
    found = drawn(drawing.svg)
    assert drawing.left_out == 5_000 - len(found.titles)
    assert len(found.titles) == 10  # each of five sources told numbers on two of the days
    assert "1 May 2031: source 0, 5,990" in found.titles
    more = draw_claims([exact(f"source {n}", n, n % 300) for n in range(5_000)])
    assert (len(drawn(more.svg).titles), more.left_out) == (MOST, 5_000 - MOST)


def test_of_a_crowded_day_what_is_not_superseded_is_shown() -> None:
    crowd = [exact("a", n, n) for n in range(MOST)]
    found = drawn(draw_claims([*crowd, exact("a", 900, 400), exact("a", 800, 400, is_superseded=True)]).svg)
    assert any(title.endswith("900") for title in found.titles)
    assert not any(title.endswith("800") for title in found.titles)


def test_the_same_claims_give_the_same_drawing() -> None:
    assert draw_claims(FLOOD).svg == draw_claims(FLOOD).svg


def test_the_legend_has_the_marks_that_are_drawn() -> None:
    assert draw_claims([exact("a", 1)]).legend == "● as many. Nothing is averaged."
    assert draw_claims(FLOOD).legend == (
        "▲ at least or more than · ▼ at most · ● as many · ○ about · bar: from, to · ✕ disputed · dashed: denied."
        " Nothing is averaged."
    )
    assert draw_claims([]).legend == ""
