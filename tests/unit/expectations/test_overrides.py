"""Severities that people decided on: the file, and what it does to the results of checks."""

from datetime import date
from pathlib import Path

import pytest

from expectations.gate import CheckResult, check_names, in_force, overridden
from expectations.overrides import Override, read_overrides
from warehouse.schema.hand_made import HandMadeFileError

VOLUME = "articles: load.volume_in_band"
ENTRY = f"""
[[override]]
check = "{VOLUME}"
severity = "warn"
reason = "The agency is on strike."
until = 2031-05-31
"""


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "checks.toml").write_text(text, "utf-8")
    return tmp_path / "checks.toml"


def test_an_override_is_read(tmp_path: Path) -> None:
    assert VOLUME in check_names()
    [found] = read_overrides(written(tmp_path, ENTRY), check_names())
    assert found == Override(VOLUME, "warn", "The agency is on strike.", date(2031, 5, 31))
    assert read_overrides(written(tmp_path, ""), ()) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("[[override]]", "[[overide]]"), "line 2: unknown key 'overide'; entries are written [[override]]"),
        (("until", "by = 1\nuntil"), "line 6: override 1: unknown key 'by'; known are check, severity, reason, until"),
        (("until = 2031-05-31", ""), "line 2: override 1: until is missing"),
        (('"warn"', '"ignore"'), "line 4: override 1: severity must be block or warn, not 'ignore'"),
        (("volume_in_band", "volume"), "line 3: override 1: there is no check 'articles: load.volume'"),
        (("The agency is on strike.", " "), "line 5: override 1: reason must be a text that is not empty, not ' '"),
        (("2031-05-31", '"2031-05-31"'), "until must be a day, such as 2031-05-31, not '2031-05-31'"),
        (("2031-05-31", "2031-05-31T00:00:00"), "until must be a day, such as 2031-05-31, not 2031-05-31 00:"),
        (('"The agency is on strike."', "1"), "reason must be a text that is not empty, not 1"),
        (
            ("until = 2031-05-31", f"until = 2031-05-31\n{ENTRY}"),
            f"line 9: override 2: '{VOLUME}' is overridden twice",
        ),
        (("]]", "]"), "checks.toml: "),
        (("2031-05-31", "9" * 5_000), "checks.toml: line 6: not valid TOML: a number too long"),
        (("2031-05-31", "[" * 100_000), "checks.toml: line 6: not valid TOML: brackets within"),
    ],
)
def test_a_file_that_cannot_be_followed_is_one_line(change: tuple[str, str], message: str, tmp_path: Path) -> None:
    with pytest.raises(HandMadeFileError) as error:
        read_overrides(written(tmp_path, ENTRY.replace(*change, 1)), check_names())
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    wrong = ENTRY.replace("severity", "severty").replace("volume_in_band", "volume") + ENTRY.replace('"warn"', "1")
    with pytest.raises(HandMadeFileError) as error:
        read_overrides(written(tmp_path, wrong), check_names())
    told = [line.split(": ", 2)[1:] for line in str(error.value).splitlines()]
    assert told == [
        ["line 2", "override 1: severity is missing"],
        ["line 3", "override 1: there is no check 'articles: load.volume'"],
        ["line 4", "override 1: unknown key 'severty'; known are check, severity, reason, until"],
        ["line 10", "override 2: severity must be block or warn, not 1"],
    ]


def test_an_override_changes_the_severity_and_says_why() -> None:
    failed = CheckResult("articles", "load.volume_in_band", "block", False, "3 new articles", "As many as usual.\n{}")
    other = CheckResult("articles", "load.share_removed", "block", False, "1 of 1", "Few.")
    decided = Override(VOLUME, "warn", "A strike\x1b.", date(2031, 5, 31))
    changed, same = overridden([failed, other], [decided])
    assert same is other
    assert (changed.severity, changed.passed) == ("warn", False)
    assert changed.detail == ("As many as usual. Severity warn instead of block until 2031-05-31: A strike\\u001b.\n{}")


def test_an_override_out_of_date_is_told() -> None:
    decided = [Override(VOLUME, "warn", "A strike.", date(2031, 5, day)) for day in (30, 31)]
    result = in_force(decided, date(2031, 5, 31))
    assert (result.severity, result.passed, result.observed) == ("warn", False, "1 of 2 overrides out of date")
    assert f"{VOLUME} until 2031-05-30: A strike." in result.detail
    assert in_force(decided, date(2031, 5, 30)).passed
