"""`outlets.toml`: patterns, precedence, and one clear line for each mistake."""

from pathlib import Path

import polars as pl
import pytest

from transforms.outlets import Outlet, OutletsError, load_outlets, match_outlets

WHOLE = """
[[outlet]]
pattern = "harbour-echo/**"
name = "Harbour Echo"
domain = "harbour-echo.example"
country = "IE"
language = "en"
timezone = "Europe/Dublin"

[[outlet]]
pattern = "*.txt"
name = "Loose Sheets"
"""


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "outlets.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def matched(pattern: str, *paths: str) -> list[str]:
    found = match_outlets(pl.Series(paths), [Outlet(pattern, "it")])
    return [path for path, outlet in zip(paths, found["outlet"], strict=True) if outlet]


def test_entries_are_read_in_order_with_what_they_leave_out_null(tmp_path: Path) -> None:
    assert load_outlets(written(tmp_path, WHOLE)) == (
        Outlet("harbour-echo/**", "Harbour Echo", "harbour-echo.example", "IE", "en", "Europe/Dublin"),
        Outlet("*.txt", "Loose Sheets"),
    )


def test_a_file_without_entries_is_no_mistake(tmp_path: Path) -> None:
    assert load_outlets(written(tmp_path, "# none yet\n")) == ()


def test_the_first_matching_entry_counts() -> None:
    outlets = [Outlet("echo/sport/**", "Echo Sport", language="en"), Outlet("echo/**", "Echo", country="IE")]
    found = match_outlets(pl.Series(["echo/sport/a.txt", "echo/a.txt", "other/a.txt"]), outlets)
    assert found.columns == ["outlet", "domain", "country", "language", "timezone"]
    assert found.select("outlet", "country", "language").rows() == [
        ("Echo Sport", None, "en"),
        ("Echo", "IE", None),
        (None, None, None),
    ]


@pytest.mark.parametrize("paths", [[], ["a.txt"], ["a.txt", "b.txt"]])
def test_without_entries_each_path_has_a_row_of_nulls(paths: list[str]) -> None:
    found = match_outlets(pl.Series(paths, dtype=pl.String), [])
    assert found["outlet"].to_list() == [None] * len(paths)


def test_a_star_stays_within_a_folder() -> None:
    assert matched("echo/*.txt", "echo/a.txt", "echo/b/a.txt", "echo/a.md", "x/echo/a.txt") == ["echo/a.txt"]


def test_two_stars_cross_folders() -> None:
    assert matched("echo/**", "echo/a.txt", "echo/b/c/a.txt", "echoes/a.txt") == ["echo/a.txt", "echo/b/c/a.txt"]


def test_two_stars_and_a_slash_stand_for_any_folders_or_none() -> None:
    assert matched("**/echo/*", "echo/a", "x/echo/a", "x/y/echo/a", "my-echo/a") == ["echo/a", "x/echo/a", "x/y/echo/a"]
    assert matched("echo**/a", "echoa", "echo/a", "echoes/x/a") == ["echo/a", "echoes/x/a"]


def test_a_question_mark_is_one_character_but_no_slash() -> None:
    assert matched("a?c", "abc", "a/c", "ac", "aöc") == ["abc", "aöc"]


@pytest.mark.parametrize("name", [r"a+(b)|[c]{2}.^$\d&~#-x", "a b\tc\nd", "صحيفة/مقال.txt", "a.txt"])
def test_other_signs_stand_for_themselves(name: str) -> None:
    assert matched(name, name, "axtxt", "abbb") == [name]


def test_names_with_line_breaks_match() -> None:
    assert matched("echo/**", "echo/first\nsecond.txt") == ["echo/first\nsecond.txt"]
    assert matched("echo/*.txt", "echo/first\nsecond.txt", "echo/a.txt\n") == ["echo/first\nsecond.txt"]


def entry(line: str) -> str:
    return f'[[outlet]]\npattern = "a/**"\nname = "Alpha"\n[[outlet]]\npattern = "b/**"\nname = "Beta"\n{line}\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (entry('nmae = "x"'), r"outlet 2 \(Beta\): unknown key 'nmae'; known are pattern, name, domain"),
        (entry("country = 7"), r"outlet 2 \(Beta\): country must be a text"),
        (entry('domain = " "'), r"outlet 2 \(Beta\): domain must be a text"),
        (entry('country = "Ireland"'), r"outlet 2 \(Beta\): country must be .* not 'Ireland'"),
        (entry('language = "EN"'), r"outlet 2 \(Beta\): language must be .* not 'EN'"),
        (entry('language = "english"'), r"outlet 2 \(Beta\): language must be .* not 'english'"),
        (entry('timezone = "Mars/Olympus"'), r"outlet 2 \(Beta\): timezone must be .* not 'Mars/Olympus'"),
        (entry('timezone = "Europe"'), r"outlet 2 \(Beta\): timezone must be"),
        (entry('timezone = "../../etc/passwd"'), r"outlet 2 \(Beta\): timezone must be"),
        ('[[outlet]]\npattern = "/srv/a/**"\nname = "A"\n', r"outlet 1 \(A\): pattern must be relative to the corpus"),
        ('[[outlet]]\npattern = "../a/**"\nname = "A"\n', r"outlet 1 \(A\): pattern must be relative to the corpus"),
        ('[[outlet]]\npattern = "a/**"\n', r"outlet 1: name is missing"),
        ('[[outlet]]\nname = "A"\n', r"outlet 1 \(A\): pattern is missing"),
        ('[outlet]\npattern = "a/**"\nname = "A"\n', r"two brackets"),
        ('outlet = ["a"]\n', r"two brackets"),
        ('[[outlets]]\npattern = "a/**"\nname = "A"\n', r"unknown key 'outlets'"),
        ('[[outlet]]\npattern = "a\n', r"not valid TOML: .*line 2"),
        (b'[[outlet]]\nname = "\xff"\n', r"not UTF-8: byte 20"),
        ('[[outlet]]\npattern = "a/**"\nname = "A\\nB"\ntimezone = "x\\ny"\n', r"\(A B\): timezone .* not 'x y'"),
    ],
)
def test_a_mistake_is_one_line_that_names_file_entry_and_key(tmp_path: Path, text: str | bytes, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(OutletsError, match=message) as caught:
        load_outlets(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutletsError, match=r"outlets\.toml: cannot be read: No such file"):
        load_outlets(tmp_path / "outlets.toml")
