"""Severities that people decided on: the file, and what it does to the results of checks."""

from datetime import date
from pathlib import Path

import pytest

from expectations.gate import CheckResult, check_names, in_force, overridden
from expectations.overrides import Override, OverridesError, read_overrides

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
        (("[[override]]", "[[overide]]"), "[[override]] tables and nothing else"),
        (("severity", "severty"), "override 1 has not exactly check, severity, reason, until"),
        (('"warn"', '"ignore"'), "severity is block or warn, and not 'ignore'"),
        (("volume_in_band", "volume"), "there is no check 'articles: load.volume'"),
        (("The agency is on strike.", " "), "the reason is empty"),
        (("2031-05-31", '"2031-05-31"'), "until is no day"),
        (("2031-05-31", "2031-05-31T00:00:00"), "until is no day"),
        (('"The agency is on strike."', "1"), "reason is no text"),
        (("until = 2031-05-31", f"until = 2031-05-31\n{ENTRY}"), "is overridden twice"),
        (("]]", "]"), "checks.toml: "),
        (("2031-05-31", "9" * 5_000), "checks.toml: "),
        (("2031-05-31", "[" * 100_000), "checks.toml: "),
    ],
)
def test_a_file_that_cannot_be_followed_is_one_line(change: tuple[str, str], message: str, tmp_path: Path) -> None:
    with pytest.raises(OverridesError) as error:
        read_overrides(written(tmp_path, ENTRY.replace(*change, 1)), check_names())
    assert message in str(error.value)
    assert "\n" not in str(error.value)


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
