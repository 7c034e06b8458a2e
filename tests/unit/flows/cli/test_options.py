"""Which `outlets.toml` a load follows."""

from pathlib import Path

import pytest

from flows.cli.options import load_settings


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
