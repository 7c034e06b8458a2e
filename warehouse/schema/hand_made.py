"""TOML files that people write by hand: read and checked whole, so that every mistake is told at once, with its line.

What an entry may hold is declared as a dataclass. Pydantic checks its values; the `description` of each field says in
plain words what it must be.
"""

import re
import reprlib
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from operator import itemgetter
from pathlib import Path
from types import GenericAlias
from typing import Any, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from warehouse.schema.escaping import escape

Location = tuple[int | str, ...]
"""The keys and positions that lead to a value, as in `("outlet", 1, "country")`."""
Mistake = tuple[Location, str]
"""Where something is wrong, and the message."""
EntryCheck = Callable[[str, dict[str, Any]], Iterable[tuple[str, str]]]
"""Finds what is wrong with an entry of a kind as a whole: pairs of the key where it shows and the message."""

_MAY_CLOSE = re.compile("]|\"\"\"|'''")
"""A statement of several lines, a list or a long text, can end only on a line that holds one of these."""
_SHORT = reprlib.Repr()
_SHORT.maxstring = 60
"""Characters of a wrong text that are shown: enough to find it again."""


class HandMadeFileError(ValueError):
    """A file cannot be followed; the message has one line for each mistake, which names file, line, entry and key."""


def read_tables(path: Path, kinds: Mapping[str, type], check: EntryCheck) -> dict[str, tuple[Any, ...]]:
    """Reads a TOML file that holds tables of some kinds and nothing else.

    Args:
        path: the file.
        kinds: the dataclass that an entry `[[name]]` becomes, by that name.
        check: is asked about each entry, whether its values are right or not.

    Returns:
        The entries of each kind, in the order of the file.

    Raises:
        HandMadeFileError: the file cannot be read, is no TOML, or is wrong somewhere.
    """
    text = _text(path)
    document = _document(path, text)
    headings = " or ".join(f"[[{kind}]]" for kind in kinds)
    mistakes: list[Mistake] = [
        ((key,), f"unknown key {_one_line(key)!r}; entries are written {headings}")
        for key in document
        if key not in kinds
    ]
    entries = {}
    for name, kind in kinds.items():
        tables = document.get(name, [])
        listed = enumerate(tables) if isinstance(tables, list) else ()
        mistakes += [
            ((name, n, key), said) for n, entry in listed if isinstance(entry, dict) for key, said in check(name, entry)
        ]
        try:
            listed_kind: Any = GenericAlias(tuple, (kind, ...))
            adapter: TypeAdapter[tuple[Any, ...]] = TypeAdapter(listed_kind, config=ConfigDict(extra="forbid"))
            entries[name] = adapter.validate_python(tables)
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False, include_context=False)
            mistakes += [_explained(kind, document, one["type"], (name, *one["loc"])) for one in found]
    if mistakes:
        raise HandMadeFileError("\n".join(_told(path, document, _lines(text), mistakes)))
    return entries


def read_sections(path: Path | None, kinds: Mapping[str, type], variables: Mapping[str, str]) -> dict[str, Any]:
    """Reads a TOML file of settings: one table `[name]` of each kind at most, and nothing else.

    A variable such as NEWSLEDGER_NOTIFY_WEBHOOK stands above the key `webhook` of `[notify]`. The value of a field with
    `repr=False` is a secret, and never told.

    Args:
        path: the file; null for variables alone.
        kinds: the dataclass that a section becomes, by its name.
        variables: environment variables; the others among them are passed over.

    Returns:
        The sections that are there, and those that need no key.

    Raises:
        HandMadeFileError: the file cannot be read or is no TOML, or it or a variable is wrong somewhere.
    """
    text = "" if path is None else _text(path)
    document = {} if path is None else _document(path, text)
    headings = ", ".join(f"[{section}]" for section in kinds)
    mistakes: list[Mistake] = [
        ((name,), f"unknown section {_one_line(name)!r}; known are {headings}")
        for name in document
        if name not in kinds
    ]
    named = _set_by_variables(document, kinds, variables)
    found = {}
    for section, kind in kinds.items():
        # Pydantic forbids unknown keys of a dataclass only where it stands in something else.
        alone: Any = GenericAlias(tuple, (kind,))
        adapter: TypeAdapter[tuple[Any]] = TypeAdapter(alone, config=ConfigDict(extra="forbid"))
        try:
            [found[section]] = adapter.validate_python((document.get(section, {}),))
        except ValidationError as error:
            if section in document:
                errors = error.errors(include_url=False, include_input=False, include_context=False)
                mistakes += [_explained_setting(section, kind, document, one["type"], one["loc"][1:]) for one in errors]
    if mistakes:
        lines = _lines(text)
        told = sorted(
            (0 if where in named else _line(where, lines), named.get(where, ""), said) for where, said in set(mistakes)
        )
        raise HandMadeFileError(
            "\n".join(
                escape(f"{variable or (f'{path}: line {line}' if line else 'environment')}: {said}")
                for line, variable, said in told
            )
        )
    return found


def _set_by_variables(
    document: dict[str, Any], kinds: Mapping[str, type], variables: Mapping[str, str]
) -> dict[Location, str]:
    """Sets what variables say into a document; returns which variable set what."""
    named: dict[Location, str] = {}
    for section in kinds:
        prefix = f"NEWSLEDGER_{section.upper()}_"
        for variable, value in variables.items():
            if variable.startswith(prefix) and value and isinstance(document.setdefault(section, {}), dict):
                where = (section, variable.removeprefix(prefix).lower())
                document[section][where[1]] = value
                named[where] = variable
    return named


def _explained_setting(section: str, kind: type, document: dict[str, Any], error: str, loc: Location) -> Mistake:
    """Says in plain words what Pydantic found wrong with a section."""
    known = {field.name: field for field in fields(kind)}
    if not loc:
        return (section,), f"settings are written below [{section}], with one bracket"
    key = str(loc[0])
    if error == "missing":
        return (section,), f"{key} is missing in [{section}]"
    if key not in known:
        return (section, key), f"unknown key {_one_line(key)!r}; known are {', '.join(known)}"
    wrong = f", not {_shown(document[section][key])}" if known[key].repr else ""
    return (section, key), f"{key} must be {_description(known[key].type)}{wrong}"


def _document(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise HandMadeFileError(f"{path}: not valid TOML: {_one_line(str(error))}") from error
    except (RecursionError, ValueError) as error:
        # Python reads no brackets within a thousand brackets, and no number of more than some thousand digits.
        why = "brackets within brackets, too deep" if isinstance(error, RecursionError) else "a number too long"
        line = max(line for line, *_ in _statements(text))
        raise HandMadeFileError(f"{path}: line {line}: not valid TOML: {why} to be read") from error


def _text(path: Path) -> str:
    try:
        # Windows' editors begin a file with a byte order mark.
        return path.read_text(encoding="utf-8").removeprefix("\ufeff")
    except OSError as error:
        raise HandMadeFileError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise HandMadeFileError(f"{path}: not UTF-8: byte {error.start + 1}") from error


def _explained(kind: type, document: dict[str, Any], error: str, where: Location) -> Mistake:
    """Says in plain words what Pydantic found wrong with an entry of a kind."""
    if len(where) <= 2:  # the name of the kind, and the number of the entry
        return where, f"entries are written [[{where[0]}]], with two brackets"
    key = str(where[2])
    if error == "missing":
        return where, f"{key} is missing"
    described = {field.name: _description(field.type) for field in fields(kind)}
    if key not in described:
        return where, f"unknown key {_one_line(key)!r}; known are {', '.join(described)}"
    return where, f"{key} must be {described[key]}, not {_shown(_value(document, where))}"


def _description(annotated: Any) -> str:
    """Returns the `description` of an annotated type, or of the one that may be null."""
    for type_ in (annotated, *get_args(annotated)):
        for data in getattr(type_, "__metadata__", ()):
            if isinstance(data, FieldInfo) and data.description:
                return data.description
    raise TypeError(f"{annotated} has no description")


def _value(document: Any, where: Location) -> Any:
    for step in where:
        document = document[step]
    return document


def _shown(value: object) -> str:
    return _SHORT.repr(value) if isinstance(value, str | list | dict) else str(value)


def _told(path: Path, document: dict[str, Any], lines: dict[Location, int], mistakes: list[Mistake]) -> Iterator[str]:
    """Yields the lines of the message, in the order of the file."""
    numbered = [(_line(where, lines), f"{_entry(document, where)}{message}") for where, message in mistakes]
    for line, message in sorted(numbered, key=itemgetter(0)):
        yield escape(f"{path}: line {line}: {message}")


def _entry(document: dict[str, Any], where: Location) -> str:
    """Returns which entry is meant, as in `outlet 2 (Beta): `."""
    match where:
        case (str() as kind, int() as number, *_):
            entry = document[kind][number]
            name = entry.get("name") if isinstance(entry, dict) else None
            named = f" ({_one_line(name)})" if isinstance(name, str) and name.strip() else ""
            return f"{kind} {number + 1}{named}: "
    return ""


def _line(where: Location, lines: dict[Location, int]) -> int:
    """Returns the line of a value; of what is missing, that of the entry that lacks it; 0 for what is in no file."""
    return next((lines[where[:steps]] for steps in range(len(where), 0, -1) if where[:steps] in lines), 0)


def _lines(text: str) -> dict[Location, int]:
    """Returns the line on which each table and each of its keys begins, which `tomllib` does not tell."""
    found: dict[Location, int] = {}
    table: Location = ()
    counts: Counter[str] = Counter()
    for line, statement, parsed in _statements(text):
        for name, value in parsed.items():
            if not statement.lstrip().startswith("["):
                found.setdefault((*table, name), line)
                continue
            counts[name] += isinstance(value, list)
            below = tuple(value)[:1] if isinstance(value, dict) else ()
            table = (name, counts[name] - 1, *below) if counts[name] else (name,)
            found.setdefault((name,), line)
            found.setdefault(table, line)
    return found


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yields each statement of a TOML text: the number of its first line, the text, and what it sets.

    A statement ends with the first line with which it is TOML for itself. One that Python cannot read is the last, and
    sets nothing.
    """
    lines = text.split("\n")
    begin = 0
    for end, line in enumerate(lines):
        if end > begin and not _MAY_CLOSE.search(line):
            continue
        statement = "\n".join(lines[begin : end + 1])
        try:
            parsed = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        except (RecursionError, ValueError):
            yield begin + 1, statement, {}
            return
        yield begin + 1, statement, parsed
        begin = end + 1


def _one_line(text: str) -> str:
    return " ".join(text.split())
