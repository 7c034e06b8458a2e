"""What earlier nights and `outlets.toml` say of an outlet's pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import polars as pl

from transforms.ingest.outlets_file import Outlets, folded

_DIGITS = re.compile("[0-9]+")


class Repeated(NamedTuple):
    """How often a line stood in earlier stories of an outlet: in how many, and in which share of all."""

    articles: int
    share: float


@dataclass(frozen=True, slots=True)
class Outlet:
    """What is known of an outlet's pages.

    Attributes:
        lines: lines of earlier nights by their `line_key`.
        drop: phrases whose lines are always boilerplate, folded.
        keep: phrases whose lines never are, folded.
    """

    lines: Mapping[str, Repeated] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


def known_pages(outlets: Outlets, lines: pl.DataFrame) -> dict[str, Outlet]:
    """Joins what `outlets.toml` says of the outlets' pages and what earlier nights told.

    Args:
        outlets: what `outlets.toml` says.
        lines: lines of earlier nights: `outlet`, `line`, `articles`, `of_articles`.

    Returns:
        What is known, by the outlet's name.
    """
    counted = lines.with_columns(share=pl.col("articles") / pl.col("of_articles"))
    repeated: dict[str, dict[str, Repeated]] = {}
    for outlet, line, articles, share in counted.select("outlet", "line", "articles", "share").iter_rows():
        repeated.setdefault(outlet, {})[line] = Repeated(articles, share)
    phrases: dict[str, Outlet] = {}
    for entry in outlets.entries:
        before = phrases.get(entry.name, Outlet())
        drop, keep = (tuple(map(folded, listed)) for listed in (entry.drop, entry.keep))
        phrases[entry.name] = Outlet({}, before.drop + drop, before.keep + keep)
    return {
        name: replace(phrases.get(name, Outlet()), lines=repeated.get(name, {})) for name in phrases.keys() | repeated
    }


def line_key(text: str) -> str:
    """Returns a line as `outlet_lines.line` has it: in lower case, each run of digits as `#`."""
    return _DIGITS.sub("#", text.lower())
