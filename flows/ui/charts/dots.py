"""Outlets as rows and their articles as dots in time: who told a story, or printed a quotation, when.

`draw_dots(rows: Sequence[OutletDots], *, narrow: bool = False) -> Drawing`. A page puts both shapes beside each other.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flows.ui.charts.labels import shortened, text_box
from flows.ui.charts.scales import DayAxis, day_ticks, day_words, span_words
from flows.ui.charts.svg import NARROW, WIDE, Drawing, document, element, link, path, readable

LEGEND: Final = "● article · ○ copy of another one · ring: told it first"
"""What stands below a drawing."""
SAID: Final = 8
"""Outlets that the words name for those who do not see the drawing."""
_RADIUS: Final = 4.5
_APART: Final = 11.0
"""From one dot of a day to the next."""


@dataclass(frozen=True, slots=True)
class ArticleDot:
    """An article; without a day it is counted, not drawn."""

    day: date | None
    headline: str
    is_copy: bool = False
    is_first: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class OutletDots:
    """An outlet and its articles."""

    outlet: str
    articles: Sequence[ArticleDot]
    href: str | None = None


@dataclass(frozen=True, slots=True)
class _DotsShape:
    class_: str
    width: float
    letters: float
    names: float
    row: float
    most_rows: int
    most_days: int


_WIDE: Final = _DotsShape("dots wide", WIDE, 12, 170, 22, 30, 10)
_NARROW: Final = _DotsShape("dots narrow", NARROW, 14, 118, 26, 20, 4)


def draw_dots(rows: Sequence[OutletDots], *, narrow: bool = False) -> Drawing:
    """Draws a row of dots for each outlet.

    Copies are hollow, and the article that told it first has a ring. Of more articles of a day than fit, it is
    written how many more there are. What is not drawn at all is counted in `left_out`.

    Args:
        rows: the outlets, from top to bottom; of too many, the first are drawn.
        narrow: draw for a phone.
    """
    shape = _NARROW if narrow else _WIDE
    size = shape.letters
    articles = sum(len(row.articles) for row in rows)
    dated = [(row, _by_day(row)) for row in rows]
    shown = [(row, days) for row, days in dated if days][: shape.most_rows]
    if not shown:
        text = element("text", words="No article has a day to be drawn at.", class_="soft", x=8, y=size * 2)
        return Drawing(document(shape.width, size * 3, "No article is drawn.", text, classes=shape.class_), articles)
    all_days = [day for _, days in shown for day in days]
    left, right = shape.names + 20, shape.width - 10
    one_day = min(all_days) == max(all_days)
    axis = DayAxis(min(all_days), max(all_days), left + 10, right - (10 if one_day else min(70, (right - left) / 5)))
    room = right - axis.left if one_day else min(axis.day_width, right - axis.right)
    children: list[str] = []
    drawn = 0
    for number, (row, days) in enumerate(shown):
        y = 4 + shape.row * (number + 0.5)
        children += _name(row, y, shape)
        children.append(element("path", class_="grid", d=path("M", left, y, "H", right)))
        dots, of_row = _row(row, days, axis, room, y, right, size)
        children.append(element("g", *dots, class_="c1"))
        drawn += of_row
    y = 4 + shape.row * len(shown) + size * 1.1
    children += _labels(axis, shape.most_days, y, right, size)
    if others := len(rows) - len(shown):
        words = shortened(f"and {others:,} more", shape.names, size)
        children.append(element("text", words=words, class_="soft", x=8, y=y))
    svg = document(shape.width, y + size, _says(shown, len(rows), axis), *children, classes=shape.class_)
    return Drawing(svg, articles - drawn)


def _by_day(row: OutletDots) -> dict[date, list[ArticleDot]]:
    days: defaultdict[date, list[ArticleDot]] = defaultdict(list)
    for article in row.articles:
        if article.day is not None:
            days[article.day].append(article)
    return dict(sorted(days.items()))


def _name(row: OutletDots, y: float, shape: _DotsShape) -> Iterator[str]:
    words = shortened(readable(row.outlet[:500]), shape.names, shape.letters)
    yield link(row.href, element("text", words=words, x=8, y=y + shape.letters * 0.35))


def _row(
    row: OutletDots, days: dict[date, list[ArticleDot]], axis: DayAxis, room: float, y: float, right: float, size: float
) -> tuple[list[str], int]:
    """Returns the dots of an outlet, and how many articles they and the numbers beside them tell of."""
    found: list[str] = []
    told = 0
    starts = [axis.x(day) for day in days]
    for (day, articles), start, after in zip(days.items(), starts, [*starts[1:], right + 8], strict=True):
        kept, words = _fitting(articles, room, size)
        found += [_dot(row, day, article, start + _APART * at, y) for at, article in enumerate(kept)]
        told += len(kept)
        x = start + _APART * (len(kept) - 1) + _RADIUS + 3
        if kept[0].is_first and len(articles) == 1:
            x, words = x + 6, "first"
        if words and text_box(words, x, y, size).right <= after - _RADIUS - 4:
            found.append(element("text", words=words, class_="soft", x=x, y=y + size * 0.35))
            told += len(articles) - len(kept)
    return found, told


def _fitting(articles: Sequence[ArticleDot], room: float, size: float) -> tuple[Sequence[ArticleDot], str]:
    """Returns the articles of a day that get a dot, the one that told it first before others, and `+3` for the rest."""
    ranked = sorted(articles, key=lambda article: not article.is_first)
    if len(ranked) <= max(int(room // _APART), 1):
        return ranked, ""
    number = text_box(f"+{len(ranked):,}", 0, 0, size).right
    kept = ranked[: max(int((room - number) // _APART), 1)]
    return kept, f"+{len(ranked) - len(kept):,}"


def _dot(row: OutletDots, day: date, article: ArticleDot, x: float, y: float) -> str:
    note = " (copy)" if article.is_copy else ""
    note += ", told it first" if article.is_first else ""
    words = f"{day_words(day, year=True)}: {readable(row.outlet)[:200]}, {readable(article.headline)[:300]}{note}"
    ring = element("circle", class_="ring", cx=x, cy=y, r=_RADIUS + 3.5) if article.is_first else ""
    dot = element("circle", class_="mark about" if article.is_copy else "mark", cx=x, cy=y, r=_RADIUS)
    return link(article.href, element("g", element("title", words=words), ring, dot))


def _labels(axis: DayAxis, most: int, y: float, right: float, size: float) -> Iterator[str]:
    free = axis.left - size * 2
    for day, words in day_ticks(axis, most):
        box = text_box(words, axis.x(day), y, size, "middle")
        if box.left >= free and box.right <= right + 10:
            yield element("text", words=words, class_="soft", x=axis.x(day), y=y, text_anchor="middle")
            free = box.right + 4


def _says(shown: Sequence[tuple[OutletDots, dict[date, list[ArticleDot]]]], outlets: int, axis: DayAxis) -> str:
    told = []
    for row, days in shown[:SAID]:
        articles = [article for of_day in days.values() for article in of_day]
        copies = sum(article.is_copy for article in articles)
        words = f"{readable(row.outlet)[:100]} {len(articles)}"
        words += f", of them {copies} copies" if copies else ""
        words += ", told it first" if any(article.is_first for article in articles) else ""
        told.append(words)
    told += [f"{outlets - SAID} more outlets"] if outlets > SAID else []
    return f"Articles by outlet, {span_words(axis.first, axis.last)}. {'; '.join(told)}."
