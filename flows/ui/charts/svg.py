"""Pieces of SVG as text. Whatever comes from articles passes through `element`, which escapes it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape as escape_html
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from warehouse.schema.escaping import escape

WIDE: Final = 760
"""Width of the drawing for a desk, in units of its viewBox, which are about pixels there."""
NARROW: Final = 360
"""Width of the drawing for a phone."""

_TITLES: Final = 52.0
"""Height of a title and of what stands below it."""
_BETWEEN: Final = 24.0
"""Height between two drawings."""
_NO_CHARACTERS: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing.

    Attributes:
        svg: the text of an `<svg>`.
        left_out: how many of the things it was given it does not show.
        legend: what its marks mean, of those that it has.
    """

    svg: str
    left_out: int = 0
    legend: str = ""


def stylesheet() -> str:
    """Returns the rules of CSS for all drawings; the page around them sets `--c1` to `--c4`, `--ink` and the others."""
    return Path(__file__).with_name("charts.css").read_text("utf-8")


def number(value: float) -> str:
    """Returns a number as it stands in SVG, with two decimals at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def path(*parts: str | float) -> str:
    """Returns the `d` of a path: `path("M", 1, 2, "H", 3)` is `M1 2H3`."""
    pieces: list[str] = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(part)
        else:
            pieces.append((" " if pieces and not pieces[-1].isalpha() else "") + number(part))
    return "".join(pieces)


def readable(text: str) -> str:
    r"""Returns a text on one line, with what could turn the reading direction as `\u202e`; XML allows all the rest."""
    return _NO_CHARACTERS.sub("�", escape(" ".join(text.split())))


def element(name: str, *children: str, words: str = "", **attributes: str | float | None) -> str:
    """Returns an element.

    Args:
        name: of the element.
        children: elements in it.
        words: text in it, before the elements; escaped here.
        attributes: their values are escaped here. `class_` is written `class`, `text_anchor` is `text-anchor`; what is
            None is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = escape_html(readable(words), quote=False) + "".join(children)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def link(href: str | None, *children: str) -> str:
    """Returns elements as a link, or as they are without an address, or with one that is no page, as `javascript:`.

    The keyboard passes by: a page has all these links as text beside the drawing, which is one picture to a reader.
    """
    if href is None or not _is_page(href):
        return "".join(children)
    return element("a", *children, href=href, tabindex=-1)


def document(width: float, height: float, says: str, *children: str, classes: str) -> str:
    """Returns a whole drawing.

    Args:
        width: of its viewBox.
        height: of its viewBox.
        says: what is drawn, in words, for those who do not see it.
        children: what is in it.
        classes: for the style sheet, after `chart`.
    """
    return element(
        "svg", *children, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(width)} {number(height)}",
        class_=f"chart {classes}", role="img", aria_label=says,
    )  # fmt: skip


def stacked(drawings: Sequence[tuple[str, str, Drawing]], style: str) -> str:
    """Returns drawings for a desk one below the other, as one picture that needs no page around it.

    Args:
        drawings: each with a title and what it is about.
        style: rules of CSS, which stand in the picture.
    """
    parts: list[str] = []
    says: list[str] = []
    y = 0.0
    for title, about, drawing in drawings:
        says.append(unescape(_attribute(drawing.svg, "aria-label")))
        height = float(_attribute(drawing.svg, "viewBox").split()[3])
        inner = drawing.svg.partition(">")[2].removesuffix("</svg>")
        parts += [
            element("text", words=title, class_="title", x=8, y=y + 24),
            element("text", words=about, class_="soft", x=8, y=y + 42),
            element("g", inner, transform=f"translate(0 {number(y + _TITLES)})"),
        ]
        y += height + _TITLES + _BETWEEN
    paper = element("rect", class_="paper", width=WIDE, height=y)
    sheet = f"<style>{escape_html(style, quote=False)}</style>"
    return document(WIDE, y, " ".join(says), sheet, paper, *parts, classes="stacked")


def _attribute(svg: str, name: str) -> str:
    return svg.partition(f' {name}="')[2].partition('"')[0]


def _value(value: str | float) -> str:
    return escape_html(readable(value)) if isinstance(value, str) else number(value)


def _is_page(href: str) -> bool:
    try:
        return urlsplit(href).scheme in ("", "http", "https")
    except ValueError:
        return False
