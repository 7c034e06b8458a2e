"""`outlets.toml`: what its entries may hold."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from annotated_types import Predicate
from pydantic import Field

from transforms.names.normalise import straighten
from transforms.readers.records import Fields
from warehouse.schema.hand_made import read_tables

MAX_CHARACTERS = 200
"""Longest phrase, and longest name that a record may give an outlet. What is longer is no name but a text, and no
phrase that comes back on other pages."""


def _is_relative(pattern: str) -> bool:
    return bool(pattern.strip()) and not pattern.startswith("/") and not {".", ".."} & set(pattern.split("/"))


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    # An unknown name is a KeyError, one that leaves the database a ValueError, a folder of it such as "Europe" an
    # OSError.
    except (KeyError, ValueError, OSError):
        return False
    return True


def _is_phrase(text: str) -> bool:
    return bool(text.strip()) and text.splitlines() == [text] and len(text) <= MAX_CHARACTERS


_PATTERN = "relative to the corpus"
_PHRASES = f"a list of phrases that are not empty, each on one line and of at most {MAX_CHARACTERS} characters"
_Phrase = Annotated[str, Predicate(_is_phrase)]


@dataclass(frozen=True, slots=True)
class Outlet:
    """One `[[outlet]]` entry; the keys of an entry are these fields.

    Attributes:
        pattern: glob over paths; null where the domain alone tells.
        drop: phrases; a block that holds one, `folded` like its text, is boilerplate.
        keep: phrases; a block that holds one is not.
    """

    pattern: Annotated[str | None, Field(default=None, description=_PATTERN), Predicate(_is_relative)]
    name: Annotated[str, Field(description="a text that is not empty", pattern=r"\S")]
    domain: Annotated[
        str | None,
        Field(pattern=r"^[\w-]+(?:\.[\w-]+)+$", description='a domain alone, such as "harbour-echo.example"'),
    ] = None
    country: Annotated[
        str | None, Field(pattern="^[A-Z]{2}$", description='a country code of two capitals, such as "IE"')
    ] = None
    language: Annotated[
        str | None, Field(pattern="^[a-z]{2}$", description='a language code of two small letters, such as "en"')
    ] = None
    timezone: Annotated[
        str | None, Field(description='a time zone, such as "Europe/Dublin"'), Predicate(_is_timezone)
    ] = None
    drop: Annotated[tuple[_Phrase, ...], Field(description=_PHRASES)] = ()
    keep: Annotated[tuple[_Phrase, ...], Field(description=_PHRASES)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMap(Fields):
    """One `[[fields]]` entry: what holds what in the records of files whose path matches."""

    pattern: Annotated[str, Field(description=_PATTERN), Predicate(_is_relative)]


@dataclass(frozen=True, slots=True)
class Outlets:
    """An `outlets.toml`; entries and fields each in the order of the file, which is their order of precedence."""

    entries: tuple[Outlet, ...] = ()
    fields: tuple[FieldMap, ...] = ()


def load_outlets(path: Path) -> Outlets:
    """Reads and checks an `outlets.toml`.

    Raises:
        HandMadeFileError: the file cannot be read, is not TOML, or an entry has an unknown key, lacks one that it
            needs, or holds a value that is not what its key calls for.
    """
    found = read_tables(path, {"outlet": Outlet, "fields": FieldMap}, _whole_entry)
    return Outlets(found["outlet"], found["fields"])


def folded(phrase: str) -> str:
    """Folds a phrase, or the text it is sought in: case, white space and the shape of quotation marks set aside."""
    return " ".join(straighten(phrase).casefold().split())


def _whole_entry(kind: str, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Finds what no value of an entry is wrong in by itself."""
    if kind == "fields":
        if entry.keys() <= {"pattern"}:
            yield "", f"no field is named; known are {', '.join(field.name for field in fields(Fields))}"
        return
    if not entry.keys() & {"pattern", "domain"}:
        yield "", "pattern or domain is missing"
    drop, keep = (
        {folded(phrase): phrase for phrase in phrases if isinstance(phrase, str)} if isinstance(phrases, list) else {}
        for phrases in (entry.get("drop"), entry.get("keep"))
    )
    for phrase, written in keep.items():
        if phrase in drop:
            yield "keep", f"{written!r} stands in both drop and keep"
