"""Templates of the pages, and how days, numbers and sentences are written in them."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request

from flows.ui.charts import dots
from flows.ui.people import known_name

_FOLDER: Final = Path(__file__).parent

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that no page needs, and those that turn the direction of the text around them."""


def visible(text: object) -> str:
    """Returns a text without the characters that would be invisible, or would turn what stands behind it."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", str(text))


def day(value: date | None, *, year: bool = True) -> str:
    """Returns a day as readers write it: 4 March 2026."""
    if value is None:
        return "no day"
    return f"{value.day} {value:%B} {value.year}" if year else f"{value.day} {value:%B}"


def days(first: date | None, last: date | None) -> str:
    """Returns the days from one to another: 4 to 9 March 2026."""
    if first is None or last is None or first == last:
        return day(first or last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    return f"{day(first, year=first.year != last.year)} to {day(last)}"


def count(number: int | None, one: str, many: str | None = None) -> str:
    """Returns a number with its noun: 1 article, 2,000 articles."""
    return f"{number or 0:,} {one if number == 1 else many or one + 's'}"


def age(value: timedelta | None) -> str:
    """Returns an age in minutes below two hours, in hours below two days, else in days: 7 h."""
    if value is None:
        return "unknown"
    minutes = max(0, int(value.total_seconds() // 60))  # clocks of two machines may differ
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"


def cell(value: Any) -> str:
    """Returns a value of a table as text: numbers with commas, null as nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case float():
            return f"{value:,.12g}"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case list() | tuple():
            return ", ".join(map(cell, value))
    return visible(value)


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """Returns a text, escaped, with some of its characters marked.

    Args:
        text: the text.
        spans: first character and end of each part to mark; what lies outside the text or in an earlier part is left
            out.
    """
    made, at = Markup(), 0
    for start, end in sorted(spans):
        if at <= start < end <= len(text):
            made += visible(text[at:start]) + Markup("<mark>") + visible(text[start:end]) + Markup("</mark>")
            at = end
    return made + visible(text[at:])


def number_marked(sentence: str, start: int | None, surface: str) -> Markup:
    """Returns a sentence with its number marked; `start` is the first character of the number in it."""
    return marked(sentence, () if start is None else [(start, start + len(surface))])


def link(path: str, **query: object) -> str:
    """Returns an address of these pages with its query parameters; those that are null or empty are left out."""
    asked = {name: str(value) for name, value in query.items() if value not in (None, "", False)}
    return quote(path) + (f"?{urlencode(asked)}" if asked else "")


def address(request: Request, **changed: object) -> str:
    """Returns the address of a page with some of its query parameters changed; None takes one out."""
    return link(request.url.path, **(dict(request.query_params) | changed))


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=lambda value: "" if value is None else value if isinstance(value, Markup) else visible(value),
    )
    made.filters |= {"day": day, "age": age, "cell": cell, "count": count}
    made.globals |= {
        "address": address,
        "dots_legend": dots.LEGEND,
        "days": days,
        "known_name": known_name,
        "link": link,
        "marked": marked,
        "number_marked": number_marked,
    }
    return made


TEMPLATES: Final = _environment()
