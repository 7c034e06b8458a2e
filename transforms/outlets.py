"""What `outlets.toml` says: where an article comes from, which phrases to drop or keep, which fields to read.

    [[outlet]]
    pattern = "harbour-echo/**"     # relative to the corpus; may be left out where there is a domain
    name = "Harbour Echo"
    domain = "harbour-echo.example"
    country = "IE"                  # ISO 3166-1 alpha-2
    language = "en"                 # ISO 639-1
    timezone = "Europe/Dublin"      # IANA
    drop = ["Tide tables by"]       # blocks that hold the phrase are boilerplate
    keep = ["Advertisement feature"]  # blocks that hold the phrase are not

    [[fields]]
    pattern = "exports/*.json"      # which field of its records holds what, by name or dotted path
    text = "article.body"

In a pattern `*` stands for any characters but `/`, `?` for one such character, `**` for any characters, and `**/` for
any folders or none. The whole path must match; that of a member of an archive is the path of the archive, `/` and the
path in it. Where several entries match, the first of the file counts.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from transforms.names import straighten
from transforms.readers.records import Fields

GLOB_TOKENS = re.compile(
    r"(?P<folders>(?<![^/])\*\*/)|(?P<anything>\*\*)|(?P<part>\*)|(?P<one>\?)|(?P<literal>[^*?]+)", re.S
)
REGEX_SIGNS = re.compile(r"[\\.+*?()|\[\]{}^$#&~-]")
"""What the crate `regex` escapes; `re.escape` also escapes white space, which the crate refuses."""
GLOB_MEANINGS = {"folders": "(?:.*/)?", "anything": ".*", "part": "[^/]*", "one": "[^/]"}
HOST = r"(?i)^\s*(?:(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#\\]*@)?)?([^/?#\\@:\s]+?)\.?(?::\d*)?(?:[/?#\\]|\s*$)"
"""The host of an address, user and port set aside. As in browsers, a backslash ends it like a slash."""
DOMAIN = r"^\s*([^\s/:@]+\.[A-Za-z][A-Za-z]+)\.?\s*$"
"""A publisher that is named by its site."""
CONTROLS = r"[\p{Cc}\u202A-\u202E\u2066-\u2069]"
"""Those of the direction of writing as well: a name must not turn what stands beside it."""
Checks = dict[str, tuple[Callable[[str], object], str]]
"""For a key what its value must fulfil, and how a message puts it."""
MAX_CHARACTERS = 200
"""Longest phrase, and longest name that a record may give an outlet. What is longer is no name but a text, and no
phrase that comes back on other pages."""


class OutletsError(ValueError):
    """`outlets.toml` cannot be used; the message is one line that names file, entry and key."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """One `[[outlet]]` entry; the keys of an entry are these fields.

    Attributes:
        pattern: glob over paths; null where the domain alone tells.
        drop: phrases; a block that holds one, `folded` like its text, is boilerplate.
        keep: phrases; a block that holds one is not.
    """

    pattern: str | None
    name: str
    domain: str | None = None
    country: str | None = None
    language: str | None = None
    timezone: str | None = None
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMap(Fields):
    """One `[[fields]]` entry: what holds what in the records of files whose path matches."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Outlets:
    """An `outlets.toml`; entries and fields each in the order of the file, which is their order of precedence."""

    entries: tuple[Outlet, ...] = ()
    fields: tuple[FieldMap, ...] = ()


def load_outlets(path: Path) -> Outlets:
    """Reads and checks an `outlets.toml`.

    Raises:
        OutletsError: the file cannot be read, is not TOML, or an entry has an unknown key, lacks one that it needs, or
            holds a value that is not what its key calls for.
    """
    try:
        # Windows' editors begin a file with a byte order mark.
        document = tomllib.loads(path.read_text(encoding="utf-8").removeprefix("\ufeff"))
    except OSError as error:
        raise OutletsError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise OutletsError(f"{path}: not UTF-8: byte {error.start + 1}") from error
    except tomllib.TOMLDecodeError as error:
        raise OutletsError(f"{path}: not valid TOML: {_one_line(str(error))}") from error
    for key in document:
        if key not in ("outlet", "fields"):
            raise OutletsError(f"{path}: unknown key {_one_line(key)!r}; entries are written [[outlet]] or [[fields]]")
    return Outlets(
        tuple(_outlet(entry, where) for where, entry in _tables(document, "outlet", path)),
        tuple(_field_map(entry, where) for where, entry in _tables(document, "fields", path)),
    )


def folded(phrase: str) -> str:
    """Folds a phrase, or the text it is sought in: case, white space and the shape of quotation marks set aside."""
    return " ".join(straighten(phrase).casefold().split())


def match_outlets(records: pl.DataFrame, outlets: Outlets) -> pl.DataFrame:
    """Finds the outlet of each record: by its path, else by the site of its address or publisher, else by its name.

    Args:
        records: `path` as `transforms.ingest.scan` shows it, of a member of an archive with `/` and the member's;
            `url` and `publisher` as the record gives them, or null.
        outlets: what `outlets.toml` says.

    Returns:
        One row per record, in their order, with the columns `outlet` (its name), `domain`, `country`, `language` and
        `timezone`. Where no entry fits, `outlet` is the publisher as the record names it, cleaned and cut to 200
        characters, and the rest is null.
    """
    table = pl.DataFrame(
        [[o.name, o.domain, o.country, o.language, o.timezone] for o in outlets.entries],
        schema=dict.fromkeys(("outlet", "domain", "country", "language", "timezone"), pl.String),
        orient="row",
    ).with_row_index("entry")
    names = table.select(_name(pl.col("outlet")).str.to_lowercase()).to_series()
    numbered = {name: number for number, name in reversed(list(enumerate(names)))}
    path, host, publisher = pl.col("path"), pl.col("host"), pl.col("publisher")
    by_path = (path.str.contains(_regex(o.pattern)) if o.pattern else None for o in outlets.entries)
    by_site = (_is_of(host, o.domain) if o.domain else None for o in outlets.entries)
    by_name = publisher.str.to_lowercase().replace_strict(numbered, default=None, return_dtype=pl.UInt32)
    return (
        records.select(
            "path",
            host=pl.coalesce(
                pl.col("url").cast(pl.String).str.extract(HOST), publisher.cast(pl.String).str.extract(DOMAIN)
            ).str.to_lowercase(),
            publisher=_name(publisher.cast(pl.String)),
        )
        .with_columns(entry=pl.coalesce(*_first(by_path), *_first(by_site), by_name))
        .join(table, on="entry", how="left", maintain_order="left")
        .with_columns(pl.coalesce("outlet", "publisher"))
        .select(table.columns[1:])
    )


def fields_of(path: str, outlets: Outlets) -> Fields:
    """Returns what the first `[[fields]]` entry says for a path (of a member of an archive: with `/` and its path)."""
    asked = pl.Series([path])
    matching = (entry for entry in outlets.fields if asked.str.contains(_regex(entry.pattern)).all())
    return next(matching, Fields())


def _first(conditions: Iterable[pl.Expr | None]) -> list[pl.Expr]:
    """Turns the conditions of the entries into expressions that coalesce to the number of the first that holds."""
    return [
        pl.when(condition).then(pl.lit(number, pl.UInt32))
        for number, condition in enumerate(conditions)
        if condition is not None
    ]


def _is_of(host: pl.Expr, domain: str) -> pl.Expr:
    """Whether a host is a domain or lies below it; a domain beyond ASCII may stand there in either spelling."""
    domain = domain.lower().removeprefix("www.")
    spellings = {domain}
    # What has no second spelling, such as a label that is too long for one, is matched as it stands.
    with suppress(UnicodeError):
        spellings.add(domain.encode("idna").decode("ascii"))
    with suppress(UnicodeError):
        spellings.add(domain.encode("ascii").decode("idna"))
    return pl.any_horizontal(
        *((host == spelling) | host.str.ends_with(f".{spelling}") for spelling in sorted(spellings))
    )


def _name(text: pl.Expr) -> pl.Expr:
    """Cleans the name of a publisher; null where nothing is left."""
    clean = text.str.replace_all(r"\s+", " ").str.replace_all(CONTROLS, "").str.strip_chars()
    clean = clean.str.slice(0, MAX_CHARACTERS).str.strip_chars()
    return pl.when(clean != "").then(clean)


def _regex(pattern: str) -> str:
    """Translates a pattern to a regular expression of Polars (the Rust crate `regex`, which takes linear time)."""
    tokens = (
        GLOB_MEANINGS.get(token.lastgroup or "", REGEX_SIGNS.sub(r"\\\g<0>", token[0]))
        for token in GLOB_TOKENS.finditer(pattern)
    )
    return rf"(?s)\A{''.join(tokens)}\z"


def _tables(document: dict[str, Any], key: str, path: Path) -> list[tuple[str, dict[str, Any]]]:
    """Returns the tables of a kind, each with the words that say where it stands."""
    tables = document.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise OutletsError(f"{path}: entries are written [[{key}]], with two brackets")
    return [(f"{path}: {key} {number}", table) for number, table in enumerate(tables, start=1)]


def _outlet(entry: dict[str, Any], where: str) -> Outlet:
    name = entry.get("name")
    if isinstance(name, str) and name.strip():
        where += f" ({_one_line(name)})"
    phrases = {key: _phrases(entry[key], f"{where}: {key}") for key in ("drop", "keep") if key in entry}
    texts = {key: value for key, value in entry.items() if key not in phrases}
    _check(texts, Outlet, OUTLET_CHECKS, where)
    if "name" not in entry:
        raise OutletsError(f"{where}: name is missing")
    if not entry.keys() & {"pattern", "domain"}:
        raise OutletsError(f"{where}: pattern or domain is missing")
    dropped = {folded(phrase) for phrase in phrases.get("drop", ())}
    for phrase in phrases.get("keep", ()):
        if folded(phrase) in dropped:
            raise OutletsError(f"{where}: {phrase!r} stands in both drop and keep")
    return Outlet(**({"pattern": None} | texts | phrases))


def _phrases(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise OutletsError(f"{where} must be a list of phrases")
    for phrase in value:
        if not isinstance(phrase, str) or not phrase.strip():
            raise OutletsError(f"{where} must hold texts that are not empty")
        if len(phrase) > MAX_CHARACTERS:
            raise OutletsError(f"{where} must hold phrases of at most {MAX_CHARACTERS} characters, not {len(phrase)}")
        if phrase.splitlines() != [phrase]:
            raise OutletsError(f"{where} must hold phrases without line breaks, not {_one_line(phrase)!r}")
    return tuple(value)


def _field_map(entry: dict[str, Any], where: str) -> FieldMap:
    _check(entry, FieldMap, FIELD_CHECKS, where)
    if "pattern" not in entry:
        raise OutletsError(f"{where}: pattern is missing")
    if len(entry) == 1:
        raise OutletsError(f"{where}: no field is named; known are {', '.join(f.name for f in fields(Fields))}")
    return FieldMap(**entry)


def _check(entry: dict[str, Any], table: type[Outlet | FieldMap], checks: Checks, where: str) -> None:
    """Checks keys and values of an entry, all of which are texts."""
    keys = [f.name for f in fields(table)]
    for key, value in entry.items():
        if key not in keys:
            raise OutletsError(f"{where}: unknown key {_one_line(key)!r}; known are {', '.join(keys)}")
        if not isinstance(value, str) or not value.strip():
            raise OutletsError(f"{where}: {key} must be a text that is not empty")
        holds, wanted = checks.get(key, (bool, ""))
        if not holds(value):
            raise OutletsError(f"{where}: {key} must be {wanted}, not {_one_line(value)!r}")


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


def _is_dotted(field: str) -> bool:
    return all(part.strip() for part in field.split("."))


OUTLET_CHECKS: Checks = {
    "pattern": (_is_relative, "relative to the corpus"),
    "domain": (re.compile(r"[\w-]+(?:\.[\w-]+)+").fullmatch, 'a domain alone, such as "harbour-echo.example"'),
    "country": (re.compile("[A-Z]{2}").fullmatch, 'a country code of two capitals, such as "IE"'),
    "language": (re.compile("[a-z]{2}").fullmatch, 'a language code of two small letters, such as "en"'),
    "timezone": (_is_timezone, 'a time zone, such as "Europe/Dublin"'),
}
FIELD_CHECKS: Checks = {
    **{field.name: (_is_dotted, 'a name or a dotted path, such as "article.body"') for field in fields(Fields)},
    "pattern": OUTLET_CHECKS["pattern"],
}


def _one_line(text: str) -> str:
    return " ".join(text.split())
