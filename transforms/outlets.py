"""Which outlet a raw file comes from, by its path: `outlets.toml` read, checked and matched.

    [[outlet]]
    pattern = "harbour-echo/**"     # relative to the corpus
    name = "Harbour Echo"
    domain = "harbour-echo.example"
    country = "IE"                  # ISO 3166-1 alpha-2
    language = "en"                 # ISO 639-1
    timezone = "Europe/Dublin"      # IANA

In a pattern `*` stands for any characters but `/`, `?` for one such character, `**` for any characters, and `**/` for
any folders or none. The whole path must match. Where several patterns match, the first of the file counts.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

GLOB_TOKENS = re.compile(
    r"(?P<folders>(?<![^/])\*\*/)|(?P<anything>\*\*)|(?P<part>\*)|(?P<one>\?)|(?P<literal>[^*?]+)", re.S
)
REGEX_SIGNS = re.compile(r"[\\.+*?()|\[\]{}^$#&~-]")
"""What the crate `regex` escapes; `re.escape` also escapes white space, which the crate refuses."""
GLOB_MEANINGS = {"folders": "(?:.*/)?", "anything": ".*", "part": "[^/]*", "one": "[^/]"}


class OutletsError(ValueError):
    """`outlets.toml` cannot be used; the message is one line that names file, entry and key."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """One `[[outlet]]` entry; the keys of an entry are these fields."""

    pattern: str
    name: str
    domain: str | None = None
    country: str | None = None
    language: str | None = None
    timezone: str | None = None


def load_outlets(path: Path) -> tuple[Outlet, ...]:
    """Reads and checks an `outlets.toml`.

    Returns:
        Its entries in the order of the file, which is their order of precedence.

    Raises:
        OutletsError: the file cannot be read, is not TOML, or an entry has an unknown key, lacks `pattern` or `name`,
            or holds a value that is not what its key calls for.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OutletsError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise OutletsError(f"{path}: not UTF-8: byte {error.start + 1}") from error
    except tomllib.TOMLDecodeError as error:
        raise OutletsError(f"{path}: not valid TOML: {_one_line(str(error))}") from error
    for key in document:
        if key != "outlet":
            raise OutletsError(f"{path}: unknown key {_one_line(key)!r}; entries are written [[outlet]]")
    entries = document.get("outlet", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise OutletsError(f"{path}: entries are written [[outlet]], with two brackets")
    return tuple(_outlet(entry, f"{path}: outlet {number}") for number, entry in enumerate(entries, start=1))


def match_outlets(paths: pl.Series, outlets: Sequence[Outlet]) -> pl.DataFrame:
    """Finds the outlet of each path.

    Args:
        paths: paths as `transforms.ingest.scan` shows them.
        outlets: entries in order of precedence.

    Returns:
        One row per path, in their order, with the columns `outlet` (its name), `domain`, `country`, `language` and
        `timezone`; all null where no pattern matches.
    """
    table = pl.DataFrame(
        [[o.name, o.domain, o.country, o.language, o.timezone] for o in outlets],
        schema=dict.fromkeys(("outlet", "domain", "country", "language", "timezone"), pl.String),
        orient="row",
    ).with_row_index("entry")
    first = pl.coalesce(
        *(pl.when(pl.col("path").str.contains(_regex(o.pattern))).then(n) for n, o in enumerate(outlets)), pl.lit(None)
    )
    entries = paths.to_frame("path").with_columns(entry=first.cast(pl.UInt32))
    return entries.join(table, on="entry", how="left", maintain_order="left").drop("path", "entry")


def _regex(pattern: str) -> str:
    """Translates a pattern to a regular expression of Polars (the Rust crate `regex`, which takes linear time)."""
    tokens = (
        GLOB_MEANINGS.get(token.lastgroup or "", REGEX_SIGNS.sub(r"\\\g<0>", token[0]))
        for token in GLOB_TOKENS.finditer(pattern)
    )
    return rf"(?s)\A{''.join(tokens)}\z"


def _outlet(entry: dict[str, Any], where: str) -> Outlet:
    name = entry.get("name")
    if isinstance(name, str) and name.strip():
        where += f" ({_one_line(name)})"
    keys = [f.name for f in fields(Outlet)]
    for key, value in entry.items():
        if key not in keys:
            raise OutletsError(f"{where}: unknown key {_one_line(key)!r}; known are {', '.join(keys)}")
        if not isinstance(value, str) or not value.strip():
            raise OutletsError(f"{where}: {key} must be a text that is not empty")
        holds, wanted = CHECKS.get(key, (bool, ""))
        if not holds(value):
            raise OutletsError(f"{where}: {key} must be {wanted}, not {_one_line(value)!r}")
    for key in ("pattern", "name"):
        if key not in entry:
            raise OutletsError(f"{where}: {key} is missing")
    return Outlet(**entry)


def _is_relative(pattern: str) -> bool:
    return not pattern.startswith("/") and not {".", ".."} & set(pattern.split("/"))


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    # An unknown name is a KeyError, one that leaves the database a ValueError, a folder of it such as "Europe" an
    # OSError.
    except (KeyError, ValueError, OSError):
        return False
    return True


CHECKS: dict[str, tuple[Callable[[str], object], str]] = {
    "pattern": (_is_relative, "relative to the corpus"),
    "country": (re.compile("[A-Z]{2}").fullmatch, 'a country code of two capitals, such as "IE"'),
    "language": (re.compile("[a-z]{2}").fullmatch, 'a language code of two small letters, such as "en"'),
    "timezone": (_is_timezone, 'a time zone, such as "Europe/Dublin"'),
}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def folded(phrase: str) -> str:
    return " ".join(phrase.casefold().split())
