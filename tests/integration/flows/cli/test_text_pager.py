"""The pager: only for what is longer than a terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

RUN = "from flows.cli.group import main; main(prog_name='newsledger')"


def on_a_terminal(published: Path, rows: int, pager: str | None) -> tuple[str, int]:
    """What a terminal of ten lines shows of a query with so many rows, and how the command ended."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"LINES": "10", "COLUMNS": "40", "NEWSLEDGER_WAREHOUSE": str(published)}
    environment = {name: value for name, value in environment.items() if name != "PAGER"}
    environment |= {} if pager is None else {"PAGER": pager}
    query = f"SELECT range AS n FROM range({rows})"
    arguments = [sys.executable, "-c", RUN, "sql", query]
    with subprocess.Popen(arguments, stdout=theirs, stdin=subprocess.DEVNULL, env=environment) as command:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux reports the end of a terminal so
                break
            if not part:
                break
            shown += part
    os.close(ours)
    return shown.decode().replace("\r\n", "\n"), command.returncode


@pytest.mark.parametrize(("rows", "pages"), [(6, False), (7, True), (5000, True)])
def test_what_is_longer_than_the_terminal_goes_through_the_pager(published: Path, rows: int, pages: bool) -> None:
    shown, code = on_a_terminal(published, rows, "sed s/^/:/")
    lines = shown.splitlines()
    assert code == 0
    assert len(lines) == rows + 3
    assert all(line.startswith(":") for line in lines) is pages
    assert lines[-1].endswith(f"({rows} rows)")


def test_who_reads_may_stop(published: Path) -> None:
    shown, code = on_a_terminal(published, 200_000, "head -n 2")
    assert (shown.splitlines(), code) == (["  n", "---"], 0)


@pytest.mark.parametrize("pager", ["", "no-such-pager-here"])
def test_without_a_pager_all_is_printed(published: Path, pager: str) -> None:
    shown, code = on_a_terminal(published, 50, pager)
    assert (len(shown.splitlines()), code) == (53, 0)
