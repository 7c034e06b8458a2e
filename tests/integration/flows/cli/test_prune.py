"""`newsledger prune`."""

from pathlib import Path

import pytest

from tests.commands import cli, is_one_line, state
from tests.nights import FIRST_NIGHT, publish_night
from tests.stories import DAY, MARKET
from warehouse.publish import layout, swap


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Three versions, and a report from long ago."""
    for number in range(3):
        publish_night(tmp_path, [MARKET] if number == 0 else [], now=FIRST_NIGHT + number * DAY)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "20200101T020000Z.html").write_text("old")
    return tmp_path


def test_a_dry_run_names_file_size_and_rule_and_touches_nothing(home: Path) -> None:
    before, oldest = state(home), min(layout.kept(home))
    size = sum(path.stat().st_size for path in (home / "versions" / oldest).iterdir())
    done = cli("prune", "--dry-run", "--keep", "2", "--warehouse", home)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"{size:>15,}  {home / 'versions' / oldest}  beyond the newest 2",
        f"{3:>15,}  {home / 'reports' / '20200101T020000Z.html'}  a report older than 365 days",
        f"{size + 3:>15,}  bytes of 2 files and folders would go.",
    ]
    assert state(home) == before
    done = cli("prune", "--keep", "2", "--warehouse", home)
    assert done.stdout.endswith("bytes of 2 files and folders gone.\n")
    assert len(layout.kept(home)) == 2
    assert cli("prune", "--keep", "2", "--warehouse", home).stdout == "Nothing to remove.\n"


def test_the_configuration_says_how_long_reports_stay(home: Path) -> None:
    (home / "newsledger.toml").write_text('[retention]\nreports = "9000d"\n')
    assert cli("prune", "--dry-run", "--warehouse", home).stdout == "Nothing to remove.\n"
    (home / "newsledger.toml").write_text('[retention]\nreports = "soon"\n')
    is_one_line(cli("prune", "--warehouse", home), 2, "line 2: reports must be a span of time")
    (home / "newsledger.toml").write_text('[retention]\nreports = "0s"\n')
    is_one_line(cli("prune", "--warehouse", home), 2, "reports must be a span of time")


def test_a_load_under_way_is_not_disturbed(home: Path) -> None:
    with swap.lock(home):
        is_one_line(cli("prune", "--keep", "1", "--warehouse", home), 1, "another run is working")
    assert len(layout.kept(home)) == 3


def test_where_no_warehouse_is_none_is_made(tmp_path: Path) -> None:
    is_one_line(cli("prune", "--warehouse", tmp_path / "none"), 1, "there is no warehouse in")
    assert not (tmp_path / "none").exists()
