"""What is removed from the folder of a warehouse, and what never is."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from warehouse.publish import retention

NOW = datetime(2031, 5, 10, 2, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
OLD, NEW = "20300401T020000Z", "20310501T020000Z"


def put(path: Path, *, days_ago: int = 0, content: str = "twelve bytes") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    then = (NOW - timedelta(days=days_ago)).timestamp()
    os.utime(path, (then, then))
    return path


def version(home: Path, load_id: str) -> Path:
    return put(home / "versions" / load_id / "warehouse.duckdb").parent


def gone(home: Path, keep: int = 7, reports: timedelta = YEAR) -> list[str]:
    """What the rules remove, by its path, after they did."""
    listed = retention.expired(home, keep, reports, NOW)
    assert retention.prune(home, keep, reports, NOW) == listed
    assert not any(one.path.exists() for one in listed)
    assert retention.expired(home, keep, reports, NOW) == []
    return [str(one.path.relative_to(home)) for one in listed]


def test_reports_go_after_their_time_unless_their_version_stays(tmp_path: Path) -> None:
    for name in (OLD, NEW, "20300402T020000Z"):
        put(tmp_path / "reports" / f"{name}.html")
    version(tmp_path, "20300402T020000Z")
    assert gone(tmp_path) == [f"reports/{OLD}.html"]
    assert gone(tmp_path, reports=timedelta(days=1)) == [f"reports/{NEW}.html"]


def test_old_versions_go_and_their_size_is_told(tmp_path: Path) -> None:
    for day in range(1, 5):
        version(tmp_path, f"2031050{day}T020000Z")
    (tmp_path / "warehouse.duckdb").symlink_to("versions/20310501T020000Z/warehouse.duckdb")
    listed = retention.expired(tmp_path, 2, YEAR, NOW)
    assert [(one.path.name, one.size_bytes, one.rule) for one in listed] == [
        ("20310502T020000Z", 12, "beyond the newest 2")
    ]
    assert gone(tmp_path, keep=2) == ["versions/20310502T020000Z"]


def test_what_a_killed_process_left_goes_and_what_one_writes_stays(tmp_path: Path) -> None:
    put(tmp_path / ".newsledger-41.tmp", days_ago=2)
    put(tmp_path / ".newsledger-42.tmp")
    put(tmp_path / "reports" / ".newsledger-41.tmp", days_ago=2)
    put(tmp_path / "reprocess" / "state" / "batch" / "blocks.parquet")
    os.utime(tmp_path / "reprocess" / "state", (0, 0))
    put(tmp_path / "fetched" / "a", days_ago=2)
    put(tmp_path / "fetched" / "b")
    assert gone(tmp_path) == [".newsledger-41.tmp", "reports/.newsledger-41.tmp", "fetched/a", "reprocess/state"]


def test_the_books_and_what_others_put_there_stay_for_ever(tmp_path: Path) -> None:
    kept = [
        "decisions.jsonl",
        "notes.jsonl",
        "forgotten.jsonl",
        "hashes.bin",
        "newsledger.toml",
        f"journal/{OLD}.json",
        "reports/mine.html",
        f"reports/{OLD}.pdf",
        f"{OLD}.html",
        "versions/mine/a",
        "tmp/.newsledger-1.tmp",
    ]
    for name in kept:
        put(tmp_path / name, days_ago=9_999)
    assert gone(tmp_path, keep=1, reports=timedelta(days=1)) == []
    assert all((tmp_path / name).exists() for name in kept)


@pytest.mark.parametrize("folder", ["versions", "reports", "reprocess"])
def test_nothing_behind_a_link_is_touched(tmp_path: Path, folder: str) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    version(elsewhere, OLD)
    for name in (f"reports/{OLD}.html", "reprocess/state/x", "versions/20290101T020000Z/warehouse.duckdb"):
        put(elsewhere / name, days_ago=9_999)
    os.utime(elsewhere / "reprocess" / "state", (0, 0))
    (home / folder).symlink_to(elsewhere / folder)
    assert gone(home, keep=1) == []
    (home / folder).unlink()
    (home / folder).mkdir()
    for entry in (elsewhere / folder).iterdir():
        (home / folder / entry.name).symlink_to(entry)
    before = sorted(path for path in elsewhere.rglob("*"))
    assert gone(home, keep=1) == []
    assert sorted(path for path in elsewhere.rglob("*")) == before
