"""How times are read, and which `outlets.toml` a load follows."""

from datetime import timedelta
from pathlib import Path

import click
import pytest

from flows.cli.options import Duration, load_settings


@pytest.mark.parametrize(
    ("written", "seconds"), [("2h", 7200), ("1h30m", 5400), ("45m", 2700), ("90s", 90), ("1h1s", 3601)]
)
def test_a_time_is_read_with_its_units(written, seconds):
    assert Duration().convert(written, None, None) == timedelta(seconds=seconds)


@pytest.mark.parametrize("written", ["", "2", "h", "1.5h", "m30", "-2h", "2 h", "30m2h", "9" * 30 + "h"])
def test_what_is_no_time_is_refused(written):
    with pytest.raises(click.BadParameter, match="is not a time such as 2h"):
        Duration().convert(written, None, None)


def test_a_deadline_of_no_time_is_refused(tmp_path: Path) -> None:
    with pytest.raises(click.BadParameter, match="No load ends in no time"):
        load_settings(tmp_path / "corpus", tmp_path / "w", None, 1, 7, deadline=timedelta())


def outlets_of(folder: Path, outlets: Path | None = None) -> Path | None:
    (folder / "corpus").mkdir(exist_ok=True)
    return load_settings(folder / "corpus", folder / "w", outlets, 1, 7).outlets


def test_the_file_beside_the_corpus_is_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outlets_of(tmp_path) is None
    (tmp_path / "outlets.toml").touch()
    assert outlets_of(tmp_path) == tmp_path / "outlets.toml"
    assert capsys.readouterr().err == ""


def test_one_that_was_dropped_into_the_corpus_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dropped = tmp_path / "corpus" / "outlets.toml"
    dropped.parent.mkdir()
    dropped.write_text("no TOML at all", encoding="utf-8")
    assert outlets_of(tmp_path) is None
    (tmp_path / "outlets.toml").touch()
    assert outlets_of(tmp_path) == tmp_path / "outlets.toml"
    warnings = capsys.readouterr().err.splitlines()
    assert len(warnings) == 2
    assert f"{dropped} is not followed" in warnings[0]
    assert f"move it to {tmp_path / 'outlets.toml'}, or name it with --outlets" in warnings[0]


def test_one_that_is_named_is_followed_wherever_it_lies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dropped = tmp_path / "corpus" / "outlets.toml"
    dropped.parent.mkdir()
    dropped.touch()
    assert outlets_of(tmp_path, dropped) == dropped
    assert capsys.readouterr().err == ""
