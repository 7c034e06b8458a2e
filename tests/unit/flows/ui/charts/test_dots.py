from datetime import date, timedelta

import pytest

from flows.ui.charts.dots import ArticleDot, OutletDots, draw_dots
from tests.drawn import assert_readable, drawn

DAY = date(2031, 5, 1)
SHAPES = pytest.mark.parametrize("narrow", [False, True])


def article(day: int, headline: str = "Rain", **more: object) -> ArticleDot:
    return ArticleDot(DAY + timedelta(day), headline, **more)  # type: ignore[arg-type]


ROWS = [
    OutletDots("Gull", [article(0, is_first=True, href="/article/1"), article(2)], href="/outlet/gull"),
    OutletDots("Harbour Post", [article(1, is_copy=True), article(4), article(4)]),
]


@SHAPES
def test_each_article_has_a_dot(narrow: bool) -> None:
    drawing = draw_dots(ROWS, narrow=narrow)
    found = drawn(drawing.svg)
    assert drawing.left_out == 0
    assert found.titles == [
        "1 May 2031: Gull, Rain, told it first", "3 May 2031: Gull, Rain", "2 May 2031: Harbour Post, Rain (copy)",
        "5 May 2031: Harbour Post, Rain", "5 May 2031: Harbour Post, Rain",
    ]  # fmt: skip
    assert [drawing.svg.count(class_) for class_ in ('class="ring"', 'class="mark about"', 'class="mark"')] == [1, 1, 4]
    assert found.links == ["/outlet/gull", "/article/1"]
    assert found.says == (
        "Articles by outlet, 1 to 5 May 2031. Gull 2, told it first; Harbour Post 3, of them 1 copies."
    )
    assert_readable(found)


@SHAPES
def test_a_crowded_day_says_how_many_more(narrow: bool) -> None:
    rows = [OutletDots("Gull", [*[article(0)] * 90, article(0, "The first", is_first=True), article(9)])]
    drawing = draw_dots(rows, narrow=narrow)
    found = drawn(drawing.svg)
    assert found.titles[0].endswith("The first, told it first")
    more = sum(int(words[1:]) for words in found.words if words.startswith("+"))
    assert len(found.titles) + more + drawing.left_out == 92
    assert_readable(found)


@SHAPES
def test_all_articles_of_one_day_are_drawn(narrow: bool) -> None:
    found = drawn(draw_dots([OutletDots("Gull", [article(0)] * 8)], narrow=narrow).svg)
    assert len(found.titles) == 8


@SHAPES
@pytest.mark.parametrize("span", [1, 30, 400, 30_000])
def test_many_rows_and_days_are_readable_and_counted(span: int, narrow: bool) -> None:
    rows = [OutletDots(f"Outlet {n}", [article((n * 37 + k * k) % span) for k in range(40)]) for n in range(50)]
    drawing = draw_dots(rows, narrow=narrow)
    found = drawn(drawing.svg)
    more = sum(int(words[1:]) for words in found.words if words.startswith("+"))
    assert len(found.titles) + more + drawing.left_out == 2_000
    assert drawing.left_out >= 20 * 40
    assert any(words.startswith("and ") for words in found.words)
    assert_readable(found)


@SHAPES
def test_what_has_no_day_is_counted(narrow: bool) -> None:
    drawing = draw_dots([OutletDots("Gull", [ArticleDot(None, "Rain")]), OutletDots("Star", [])], narrow=narrow)
    assert drawing.left_out == 1
    assert drawn(drawing.svg).words == ["No article has a day to be drawn at."]
    assert_readable(drawn(draw_dots([], narrow=narrow).svg))


@SHAPES
def test_hostile_names_are_text(narrow: bool) -> None:
    names = ["<script>", "x" * 10_000, "\u202ereversed", "", "\ud800"]
    drawing = draw_dots(
        [OutletDots(name, [article(0, name, href="javascript:x")], href="data:x") for name in names], narrow=narrow
    )
    assert "<script" not in drawing.svg
    assert drawn(drawing.svg).links == []
    assert len(drawing.svg) < 10_000
    assert_readable(drawn(drawing.svg))
