"""`outlets.toml`: its tables, checked."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from transforms.names.normalise import straighten
from transforms.readers.records import Fields

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
    except RecursionError as error:
        raise OutletsError(f"{path}: not valid TOML: brackets within brackets, too deep to be read") from error
    except ValueError as error:  # Python reads no number of more than some thousand digits
        raise OutletsError(f"{path}: not valid TOML: a number too long to be read") from error
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
