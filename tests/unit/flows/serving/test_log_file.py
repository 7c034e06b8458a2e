"""The log of our Prefect server, kept small while the server writes it."""

import shutil
from pathlib import Path

import pytest

from flows.serving.log_file import rotate


def test_a_log_that_has_grown_is_moved_while_somebody_writes_it(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    with log.open("ab", buffering=0) as server:
        for part in (b"first", b"second", b"third", b"fourth", b"fifth"):
            server.write(part)
            rotate(log, 3)
        server.write(b"now")
        rotate(log, 3)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "server.log": b"now",
        "server.log.1": b"fifth",
        "server.log.2": b"fourth",
        "server.log.3": b"third",
    }


def test_a_log_that_is_missing_or_has_no_room_to_be_moved_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rotate(tmp_path / "server.log")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", fail)
    (tmp_path / "server.log").write_text("grown")
    rotate(tmp_path / "server.log", 3)
    assert (tmp_path / "server.log").read_text() == "grown"
