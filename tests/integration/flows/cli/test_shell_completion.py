"""What the shell completes: events, and the outlets of the published version."""

from pathlib import Path

import pytest

from tests.commands import Newsledger


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("newsledger claims ki", ["killed"]),
        ("newsledger claims re", ["released", "rescued"]),
        ("newsledger claims --outlet h", ["Harbour Post"]),
        ("newsledger search --outlet H", ["Harbour Post"]),
        ("newsledger search --outlet zz", []),
    ],
)
def test_what_begins_so_is_offered(line: str, offered: list[str], published: Path, newsledger: Newsledger) -> None:
    assert completed(line, newsledger, published) == offered


def test_without_a_warehouse_no_outlet_is_offered(tmp_path: Path, newsledger: Newsledger) -> None:
    assert completed("newsledger claims --outlet h", newsledger, tmp_path) == []


def completed(line: str, newsledger: Newsledger, warehouse: Path) -> list[str]:
    """What click's completion for bash offers at the end of a line."""
    words = line.split(" ")
    done = newsledger(
        _NEWSLEDGER_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1),
        NEWSLEDGER_WAREHOUSE=str(warehouse),
    )  # fmt: skip
    assert done.stderr == ""
    return [row.partition(",")[2] for row in done.stdout.splitlines() if row]
