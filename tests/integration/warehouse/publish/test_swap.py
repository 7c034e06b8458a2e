import hashlib
import json
import os
import tempfile
from pathlib import Path

import duckdb
import pytest

from flows.cli.run import run
from tests.commands import PATIENCE
from tests.nights import FIRST_NIGHT, Story, build, publish_night
from tests.versions import DAY, HOLDER, STORY, nights, process
from warehouse import WarehouseBusy, WarehouseError
from warehouse.build import candidate
from warehouse.publish import history as load_history
from warehouse.publish import layout, retention, swap


@pytest.fixture
def unprivileged():
    """Runs the test without the rights of root, who may write anywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_version_stands_behind_a_relative_link(tmp_path):
    load_id = publish_night(tmp_path, [STORY])
    link = tmp_path / "warehouse.duckdb"
    assert str(link.readlink()) == f"versions/{load_id}/warehouse.duckdb"
    assert layout.published(tmp_path) == tmp_path / "versions" / load_id / "warehouse.duckdb"
    assert oct(link.stat().st_mode)[-3:] == "444"
    with duckdb.connect(str(link), read_only=True) as con:
        assert con.execute("SELECT current_database()").fetchall() == [("warehouse",)]
    assert sorted(p.name for p in (tmp_path / "versions" / load_id).iterdir()) == ["manifest.json", "warehouse.duckdb"]
    assert list((tmp_path / "candidates").iterdir()) == []


def test_the_manifest_describes_the_file(tmp_path):
    first, second = nights(tmp_path, 2)
    path = layout.published(tmp_path)
    manifest = json.loads(path.with_name("manifest.json").read_text())
    assert manifest["load_id"] == second
    assert manifest["base_load_id"] == first
    assert manifest["verdict"] == "published"
    assert manifest["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert manifest["size_bytes"] == path.stat().st_size
    assert manifest["code_version"] == "0.1.0"
    assert manifest["model_version"] == "tiny 1.0"
    assert manifest["duckdb_version"] == duckdb.__version__
    with duckdb.connect(str(path), read_only=True) as con:
        for table, rows in manifest["rows"].items():
            assert con.execute(f"SELECT count(*) FROM {table}").fetchall() == [(rows,)], table


def test_the_newest_seven_versions_stay(tmp_path):
    ids = nights(tmp_path, 9)
    assert load_history.history(tmp_path).kept == set(ids[2:])
    assert [record.load_id for record in load_history.history(tmp_path).loads] == ids


def test_the_published_version_stays_even_if_it_is_old(tmp_path):
    ids = nights(tmp_path, 7)
    swap.rollback(tmp_path, ids[0], FIRST_NIGHT)
    for name in ids[1:]:
        (tmp_path / "versions" / name).rename(tmp_path / "versions" / f"2032{name[4:]}")
    with swap.lock(tmp_path):
        assert len(load_history.history(tmp_path).kept) == 1
    assert layout.published(tmp_path).parent.name == ids[0]


READER = """
import sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
for line in sys.stdin:
    print(*con.execute("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM blocks)").fetchone(), flush=True)
"""


def test_a_reader_keeps_the_old_version_until_it_connects_again(tmp_path):
    (first,) = nights(tmp_path, 1)
    reader = process(READER, tmp_path / "warehouse.duckdb")

    def count():
        reader.stdin.write("count\n")
        reader.stdin.flush()
        return reader.stdout.readline().split()

    try:
        assert count() == ["1", "2"]
        nights(tmp_path, 8)
        assert first in load_history.history(tmp_path).kept, "nobody removes what is open"
        assert len(load_history.history(tmp_path).kept) == 8
        assert count() == ["1", "2"]
        with process(READER, tmp_path / "warehouse.duckdb") as newcomer:
            assert newcomer.communicate("count\n", timeout=PATIENCE)[0].split() == ["9", "18"]
    finally:
        reader.stdin.close()
        assert reader.wait() == 0
        reader.stdout.close()
    with swap.lock(tmp_path):
        assert len(load_history.history(tmp_path).kept) == 7, "the next run removes what was closed"


UNSEEN = READER.replace("for line", "open(sys.argv[1]).close()\nfor line")
"""A reader that gave up its lock: closing a file ends all locks that the process has on it."""


def test_a_reader_that_holds_no_lock_keeps_what_it_reads_on_a_local_disk(tmp_path):
    (first,) = nights(tmp_path, 1)
    with process(UNSEEN, tmp_path / "warehouse.duckdb") as reader:
        reader.stdin.write("count\n")
        reader.stdin.flush()
        assert reader.stdout.readline().split() == ["1", "2"]
        nights(tmp_path, 7)
        assert first not in load_history.history(tmp_path).kept
        assert reader.communicate("count\n", timeout=PATIENCE)[0].split() == ["1", "2"]


LOOP = """
import os, sys, duckdb
errors = reads = 0
seen = set()
while not os.path.exists(sys.argv[2]):
    con = duckdb.connect(sys.argv[1], read_only=True)
    articles, blocks = con.execute(
        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM blocks)"
    ).fetchall()[0]
    con.close()
    reads += 1
    errors += blocks != 2 * articles
    if articles not in seen:
        print(articles, flush=True)
    seen.add(articles)
print(reads, errors, len(seen))
"""
"""Reads over and over, and tells each version that it meets when it is new."""


def test_readers_never_meet_a_half_published_version(tmp_path):
    home, stop = tmp_path / "home", tmp_path / "stop"
    nights(home, 1)
    readers = [process(LOOP, home / "warehouse.duckdb", stop) for _ in range(2)]
    try:
        assert [reader.stdout.readline() for reader in readers] == ["1\n", "1\n"]
        for number in range(2, 7):
            nights(home, 1)
            assert [reader.stdout.readline() for reader in readers] == [f"{number}\n"] * 2
    finally:
        stop.touch()
    for reader in readers:
        output, _ = reader.communicate(timeout=PATIENCE)
        reads, errors, seen = map(int, output.split())
        assert reader.returncode == 0
        assert reads > 5
        assert errors == 0
        assert seen == 6


def test_a_second_run_is_told_which_process_holds_the_warehouse(tmp_path):
    with process(HOLDER, tmp_path) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WarehouseBusy, match=rf"process {holder.pid}\b"), swap.lock(tmp_path):
            pass
        holder.communicate("\n")
    with swap.lock(tmp_path):
        pass


def test_a_killed_holder_leaves_no_lock(tmp_path):
    with process(HOLDER, tmp_path) as holder:
        assert holder.stdout.readline() == "held\n"
        holder.kill()
    with swap.lock(tmp_path):
        pass


def test_an_exception_inside_passes_through_unchanged(tmp_path):
    with pytest.raises(FileNotFoundError), swap.lock(tmp_path):
        (tmp_path / "none").read_text()


def test_an_accepted_version_whose_run_was_killed_is_published_by_the_next_one(tmp_path):
    first, second = nights(tmp_path, 2)
    (tmp_path / "journal" / f"{second}.json").unlink()
    swap._point(tmp_path, first)
    with swap.lock(tmp_path):
        pass
    assert layout.published(tmp_path).parent.name == second
    assert [load.load_id for load in load_history.history(tmp_path).loads] == [first, second]


def test_a_damaged_one_is_left_alone(tmp_path):
    first, second = nights(tmp_path, 2)
    (tmp_path / "journal" / f"{second}.json").unlink()
    swap._point(tmp_path, first)
    file = layout.version_file(tmp_path, second)
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-4096])
    with swap.lock(tmp_path):
        pass
    assert layout.published(tmp_path).parent.name == first


def test_a_candidate_with_a_log_beside_it_is_not_published(tmp_path):
    first = publish_night(tmp_path, [STORY])
    with swap.lock(tmp_path):
        file = build(tmp_path, [Story(2, 2, ["Pier shut", "7 came."])], now=FIRST_NIGHT + DAY)
        candidate.record_verdict(file, FIRST_NIGHT + DAY, [])
        file.with_name("warehouse.duckdb.wal").touch()
        with pytest.raises(WarehouseError, match=r"not closed: warehouse\.duckdb\.wal lies beside it"):
            swap.publish(tmp_path, file.parent.name)
    assert layout.published(tmp_path).parent.name == first


def test_only_folders_of_loads_are_ever_removed(tmp_path):
    own = tmp_path / "candidates" / "election"
    own.mkdir(parents=True)
    (own / "bios.csv").write_text("x")
    with pytest.raises(WarehouseError, match="there is no warehouse"):
        swap.rollback(tmp_path, None, FIRST_NIGHT)
    (tmp_path / "candidates" / "20310101T020000Z").mkdir()
    with swap.lock(tmp_path):
        assert (own / "bios.csv").read_text() == "x"
        assert not (tmp_path / "candidates" / "20310101T020000Z").exists()


def test_a_file_where_the_directory_should_be(tmp_path):
    (tmp_path / "file").touch()
    for directory in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(WarehouseError, match="cannot write to the warehouse directory"), swap.lock(directory):
            pass


def test_a_directory_without_permission_is_one_plain_line(unprivileged):
    with tempfile.TemporaryDirectory() as folder:
        closed = Path(folder)
        closed.chmod(0o555)
        for directory in (closed, closed / "below"):
            with pytest.raises(WarehouseError, match="Permission denied"), swap.lock(directory):
                pass
        closed.chmod(0o000)
        for read in (layout.published, load_history.history, layout.load_ids):
            with pytest.raises(WarehouseError, match="Permission denied"):
                read(closed)
        closed.chmod(0o755)


def test_as_many_versions_stay_as_are_asked_for_and_a_rollback_removes_none(tmp_path):
    ids = nights(tmp_path, 4)
    with swap.lock(tmp_path, 9):
        assert load_history.history(tmp_path).kept == set(ids)
    swap.rollback(tmp_path, ids[1], FIRST_NIGHT)
    assert load_history.history(tmp_path).kept == set(ids)
    with swap.lock(tmp_path, 2):
        assert load_history.history(tmp_path).kept == {ids[1], *ids[2:]}


def test_the_command_keeps_as_many_as_the_warehouse_does():
    [keep] = [option for option in run.params if option.name == "keep"]
    assert keep.default == retention.KEPT_VERSIONS
