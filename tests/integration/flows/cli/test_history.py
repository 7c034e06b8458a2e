"""`newsledger history`."""

import json
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


def test_history_as_json(published: Path, tmp_path: Path) -> None:
    told = json.loads(cli("history", "--warehouse", published, "--format", "json").stdout)
    assert told["published"] in told["kept"]
    assert {load["verdict"] for load in told["loads"]} == {"published", "refused"}
    assert any(load["failed"] for load in told["loads"])
    nothing = json.loads(cli("history", "--warehouse", tmp_path / "none", "--format", "json").stdout)
    assert nothing == {"loads": [], "rollbacks": [], "requests": [], "published": None, "kept": []}


def test_no_color_is_followed_on_a_terminal(published: Path, newsledger: Newsledger) -> None:
    controller, terminal = pty.openpty()
    newsledger.start("history", "--warehouse", published, stdout=terminal, TERM="xterm-256color", NO_COLOR="1").wait()
    shown = os.read(controller, 65_536)
    os.close(terminal)
    os.close(controller)
    assert b"refused" in shown
    assert b"\x1b" not in shown
