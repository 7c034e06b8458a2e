"""`newsledger history`."""

import os
import pty
from pathlib import Path

from tests.commands import Newsledger, cli


def test_history_of_nothing_is_no_error(tmp_path: Path) -> None:
    done = cli("history", "--warehouse", tmp_path / "none")
    assert (done.exit_code, done.stdout.startswith("No load yet")) == (0, True)
    assert not (tmp_path / "none").exists()


def test_colours_are_for_terminals(published: Path, newsledger: Newsledger) -> None:
    controller, terminal = pty.openpty()
    process = newsledger.start("history", "--warehouse", published, stdout=terminal, TERM="xterm-256color")
    process.communicate()
    shown = os.read(controller, 65_536)
    os.close(terminal)
    os.close(controller)
    assert b"\x1b[32mpublished" in shown
    assert b"\x1b[31mrefused" in shown
    assert b"\x1b[33m    articles: drift" in shown
    for command in ("history", "status"):
        assert "\x1b" not in newsledger(command, "--warehouse", published, TERM="xterm-256color").stdout
