"""Files that people write: every mistake of a file is told at once, with the line where it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import Field, Strict

from warehouse.schema.hand_made import HandMadeFileError, read_tables


@dataclass(frozen=True)
class Boat:
    name: Annotated[str, Field(pattern=r"\S", description="a text that is not empty")]
    masts: Annotated[int | None, Field(le=7, description="at most 7"), Strict()] = None
    built: Annotated[date | None, Field(description="a day"), Strict()] = None
    crew: Annotated[tuple[str, ...], Field(description="a list of names")] = ()


@dataclass(frozen=True)
class Quay:
    name: Annotated[str, Field(description="a text")]


def nothing_more(kind: str, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if kind == "boat" and entry.get("name") in entry.get("crew", ()):
        yield "crew", "a boat is not its own crew"


def read(tmp_path: Path, text: str | bytes) -> dict[str, tuple[Any, ...]]:
    file = tmp_path / "boats.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_tables(file, {"boat": Boat, "quay": Quay}, nothing_more)


def mistakes(tmp_path: Path, text: str | bytes) -> list[str]:
    with pytest.raises(HandMadeFileError) as error:
        read(tmp_path, text)
    lines = str(error.value).splitlines()
    assert all(line.startswith(f"{tmp_path}/boats.toml: ") for line in lines)
    return [line.removeprefix(f"{tmp_path}/boats.toml: ") for line in lines]


def test_entries_are_read_by_kind(tmp_path: Path) -> None:
    text = (
        '[[boat]]\nname = "Fern"\nbuilt = 2001-02-03\ncrew = ["Ann"]\n[[quay]]\nname = "West"\n[[boat]]\nname = "Gull"'
    )
    found = {"boat": (Boat("Fern", None, date(2001, 2, 3), ("Ann",)), Boat("Gull")), "quay": (Quay("West"),)}
    assert read(tmp_path, text) == found
    assert read(tmp_path, text.replace("\n", "\r\n")) == found
    assert read(tmp_path, b"\xef\xbb\xbf" + text.encode()) == found
    assert read(tmp_path, "# none\n") == {"boat": (), "quay": ()}


MANY = """# Boats

[[boat]]
name = "Fern"
crew = [
    "Ann",  # a comment with a ]
    7,
    "Fern",
]
masts = 9

[[quay]]
nmae = "West"

[[boat]]
masts = '''

three
'''
built = 2001-02-03T04:05:06

[boat.sails]
number = 3
[ships]
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path, line_end: str) -> None:
    assert mistakes(tmp_path, MANY.replace("\n", line_end)) == [
        "line 5: boat 1 (Fern): a boat is not its own crew",
        "line 5: boat 1 (Fern): crew must be a list of names, not 7",
        "line 10: boat 1 (Fern): masts must be at most 7, not 9",
        "line 12: quay 1: name is missing",
        "line 13: quay 1: unknown key 'nmae'; known are name",
        "line 15: boat 2: name is missing",
        r"line 16: boat 2: masts must be at most 7, not '\nthree\n'",
        "line 20: boat 2: built must be a day, not 2001-02-03 04:05:06",
        "line 22: boat 2: unknown key 'sails'; known are name, masts, built, crew",
        "line 24: unknown key 'ships'; entries are written [[boat]] or [[quay]]",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[boat]\nname = "Fern"\n', "line 1: entries are written [[boat]], with two brackets"),
        ("\nboat = 3", "line 2: entries are written [[boat]], with two brackets"),
        ('boat = ["Fern"]', "line 1: boat 1: entries are written [[boat]], with two brackets"),
        (
            '\nboat = [{name = "F"},\n {nmae = "G", name = "G"}]',
            "line 2: boat 2 (G): unknown key 'nmae'; known are name",
        ),
        ('[[boat]]\nname = "F\\u001b[31m\\nern"\nx = 1', r"line 3: boat 1 (F\x1b[31m ern): unknown key 'x'; known are"),
        ('[[boat]]\nname."\\u202e" = 1', r"line 2: boat 1: name must be a text that is not empty, not {'\u202e': 1}"),
        (
            '[[boat]]\nname = "G"\nmasts = "' + "y" * 10_000 + '"',
            "line 3: boat 1 (G): masts must be at most 7, not 'yy",
        ),
        ("[[boat]]\nname = [\n" + '"]",\n' * 500 + "]", "line 2: boat 1: name must be"),
        ("\n\na = [\n" + "9" * 5_000 + "\n]", "line 3: not valid TOML: a number too long to be read"),
        ("[[boat]]\nname = " + "[" * 10_000 + "]" * 10_000, "line 2: not valid TOML: brackets within brackets"),
        (
            "[[boat]]\nname" + ".a" * 1_000 + " = 1",
            "line 2: boat 1: name must be a text that is not empty, not {'a': {",
        ),
        ("[[boat]\n", "not valid TOML: "),
        ("[[boat]]\nname = 1\nname = 2\n", "not valid TOML: Cannot overwrite a value (at line 3, column 9)"),
        (b"[[boat]]\nname = '\xff'", "not UTF-8: byte 18"),
    ],
)
def test_one_mistake_is_one_short_line(tmp_path: Path, text: str | bytes, told: str) -> None:
    [line] = mistakes(tmp_path, text)
    assert line.startswith(told)
    assert line.isprintable()
    assert len(line) < 150


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(HandMadeFileError, match=r"none\.toml: cannot be read: No such file"):
        read_tables(tmp_path / "none.toml", {"boat": Boat}, nothing_more)
