"""What is known of an outlet and its pages before an article is read: from earlier nights and from `outlets.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import polars as pl

from transforms.ingest.outlets_file import Outlets, folded

_DIGITS = re.compile("[0-9]+")


class RepeatedLine(NamedTuple):
    """How often a line stood in earlier articles of an outlet: in how many, and in which share of all (0 to 1)."""

    articles: int
    share: float


@dataclass(frozen=True, slots=True)
class OutletHistory:
    """What is known of an outlet and its pages.

    Attributes:
        repeated: lines of earlier nights by their `line_key`.
        drop: phrases of `outlets.toml` whose lines are always boilerplate, folded.
        keep: phrases of `outlets.toml` whose lines never are, folded.
        country: ISO code of the country where it is based, as `outlets.toml` has it.
    """

    repeated: Mapping[str, RepeatedLine] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    country: str | None = None


UNKNOWN_OUTLET = OutletHistory()
"""An outlet of which nothing is known."""


def outlet_histories(outlets: Outlets, lines: pl.DataFrame) -> dict[str, OutletHistory]:
    """Joins what `outlets.toml` and earlier nights tell of the outlets' pages.

    Args:
        outlets: the entries of `outlets.toml`. Several may name the same outlet; their phrases are joined.
        lines: lines of earlier nights: `outlet`, `line`, and in how many `articles` of all `of_articles` it stood.

    Returns:
        What is known, by the outlet's name.
    """
    counted = lines.with_columns(share=pl.col("articles") / pl.col("of_articles"))
    repeated: dict[str, dict[str, RepeatedLine]] = {}
    for outlet, line, articles, share in counted.select("outlet", "line", "articles", "share").iter_rows():
        repeated.setdefault(outlet, {})[line] = RepeatedLine(articles, share)
    phrases: dict[str, OutletHistory] = {}
    for entry in outlets.entries:
        before = phrases.get(entry.name, UNKNOWN_OUTLET)
        drop, keep = (tuple(map(folded, listed)) for listed in (entry.drop, entry.keep))
        country = before.country or entry.country
        phrases[entry.name] = OutletHistory({}, before.drop + drop, before.keep + keep, country)
    return {
        name: replace(phrases.get(name, UNKNOWN_OUTLET), repeated=repeated.get(name, {}))
        for name in phrases.keys() | repeated
    }


def line_key(text: str) -> str:
    """Returns a line as `outlet_lines.line` has it: in lower case, each run of digits as `#`."""
    return _DIGITS.sub("#", text.lower())
