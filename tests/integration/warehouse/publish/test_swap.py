import hashlib
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from flows.cli.run import run
from tests.nights import FAILED, FIRST_NIGHT, Story, build, publish_night, refuse_night
from warehouse import WarehouseBusy, WarehouseError
from warehouse.build import candidate
from warehouse.publish import history as load_history
from warehouse.publish import journal, layout, swap
from warehouse.publish.verify import verify

DAY = timedelta(days=1)
STORY = Story(1, 1, ["Quay opens", "9 boats came."])


def nights(directory, count, *, start=FIRST_NIGHT):
    """Publishes as many nights, each with one more article."""
    taken = len(layout.load_ids(directory))
    return [
        publish_night(directory, [Story(n, n, ["Quay opens", f"{n} boats came."])], now=start + n * DAY)
        for n in range(taken + 1, taken + count + 1)
    ]


def articles(path):
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute("SELECT count(*) FROM articles").fetchall()[0][0]


def process(code, *arguments):
    """Starts a second Python that talks to us over its pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


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


# Ids


def test_a_load_is_named_after_its_start_in_utc():
    now = datetime.fromisoformat("2031-05-01T04:30:00+02:00")
    assert layout.next_load_id(now, []) == "20310501T023000Z"


def test_later_ids_sort_behind_earlier_ones_whatever_the_clock_does():
    clock = [FIRST_NIGHT, FIRST_NIGHT, FIRST_NIGHT - DAY, *[FIRST_NIGHT] * 220, FIRST_NIGHT + DAY, FIRST_NIGHT]
    taken: list[str] = []
    for now in clock:
        taken.append(layout.next_load_id(now, reversed(taken)))
    assert taken == sorted(set(taken))
    assert taken[:3] == ["20310501T020000Z", "20310501T020000Z-02", "20310501T020000Z-03"]
    assert all(journal.LOAD_ID.fullmatch(load_id) for load_id in taken)


def test_taken_are_versions_candidates_and_refused_loads_and_nothing_else(tmp_path):
    shipped = publish_night(tmp_path, [STORY])
    refused = refuse_night(tmp_path, [STORY], now=FIRST_NIGHT + DAY)
    (tmp_path / "versions" / ".DS_Store").touch()
    with swap.lock(tmp_path):
        candidate.create(tmp_path, "20310503T020000Z", layout.published(tmp_path))
        assert layout.load_ids(tmp_path) == {shipped, refused, "20310503T020000Z"}


# Publishing


def test_nothing_is_published_at_first(tmp_path):
    assert layout.published(tmp_path / "none") is None
    with pytest.raises(WarehouseError, match="nothing is published"):
        load_history.status(tmp_path / "none", FIRST_NIGHT)


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


def test_a_moved_warehouse_still_reads(tmp_path):
    publish_night(tmp_path / "here", [STORY])
    (tmp_path / "here").rename(tmp_path / "there")
    assert articles(layout.published(tmp_path / "there")) == 1


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


def test_the_next_night_builds_on_what_a_rollback_published(tmp_path):
    first, second = nights(tmp_path, 2)
    swap.rollback(tmp_path, None, FIRST_NIGHT)
    third = publish_night(tmp_path, [Story(7, 7, ["Pier shut", "7 came."])], now=FIRST_NIGHT + 9 * DAY)
    assert third > second
    with duckdb.connect(str(layout.published(tmp_path)), read_only=True) as con:
        assert con.execute("SELECT article_id FROM articles ORDER BY 1").fetchall() == [(1,), (7,)]
        assert con.execute("SELECT load_id, base_load_id FROM loads ORDER BY 1").fetchall() == [
            (first, None), (second, first), (third, first),
        ]  # fmt: skip


# Readers in other processes

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
            assert newcomer.communicate("count\n", timeout=60)[0].split() == ["9", "18"]
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
        assert reader.communicate("count\n", timeout=60)[0].split() == ["1", "2"]


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
    seen.add(articles)
print(reads, errors, len(seen))
"""


def test_readers_never_meet_a_half_published_version(tmp_path):
    home, stop = tmp_path / "home", tmp_path / "stop"
    nights(home, 1)
    readers = [process(LOOP, home / "warehouse.duckdb", stop) for _ in range(2)]
    nights(home, 5)
    stop.touch()
    for reader in readers:
        output, _ = reader.communicate(timeout=60)
        reads, errors, seen = map(int, output.split())
        assert reader.returncode == 0
        assert reads > 5
        assert errors == 0
        assert seen > 1


# The lock

HOLDER = """
import sys
from pathlib import Path
from warehouse import publish
with swap.lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


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


def test_rollback_waits_for_no_run(tmp_path):
    nights(tmp_path, 2)
    with process(HOLDER, tmp_path) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WarehouseBusy):
            swap.rollback(tmp_path, None, FIRST_NIGHT)
        holder.communicate("\n")


def test_an_exception_inside_passes_through_unchanged(tmp_path):
    with pytest.raises(FileNotFoundError), swap.lock(tmp_path):
        (tmp_path / "none").read_text()


# What a killed run leaves: see also test_kills.py


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


def test_a_lost_journal_comes_back_and_moves_no_link(tmp_path):
    first, *others = nights(tmp_path, 3)
    swap.rollback(tmp_path, first, FIRST_NIGHT)
    for entry in (tmp_path / "journal").iterdir():
        entry.unlink()
    for _ in range(2):
        with swap.lock(tmp_path):
            assert layout.published(tmp_path).parent.name == first
    assert load_history.history(tmp_path).kept == {first, *others}


def test_journal_and_link_both_lost(tmp_path):
    ids = nights(tmp_path, 9)
    (tmp_path / "warehouse.duckdb").unlink()
    for entry in (tmp_path / "journal").iterdir():
        entry.unlink()
    with swap.lock(tmp_path), pytest.raises(WarehouseError, match="newsledger rollback"):
        layout.published(tmp_path)
    assert swap.rollback(tmp_path, None, FIRST_NIGHT) == ids[-1]


def test_a_candidate_with_a_log_beside_it_is_not_published(tmp_path):
    first = publish_night(tmp_path, [STORY])
    with swap.lock(tmp_path):
        file = build(tmp_path, [Story(2, 2, ["Pier shut", "7 came."])], now=FIRST_NIGHT + DAY)
        candidate.record_verdict(file, FIRST_NIGHT + DAY, [])
        file.with_name("warehouse.duckdb.wal").touch()
        with pytest.raises(WarehouseError, match=r"not closed: warehouse\.duckdb\.wal lies beside it"):
            swap.publish(tmp_path, file.parent.name)
    assert layout.published(tmp_path).parent.name == first


def test_a_load_knows_after_which_rollback_it_builds(tmp_path):
    assert layout.rolled_back_from(tmp_path) is None
    first, second = nights(tmp_path, 2)
    assert layout.rolled_back_from(tmp_path) is None
    swap.rollback(tmp_path, None, FIRST_NIGHT)
    refuse_night(tmp_path, [STORY], now=FIRST_NIGHT + 8 * DAY)
    assert layout.rolled_back_from(tmp_path) == second
    third = publish_night(tmp_path, [Story(7, 7, ["Pier shut", "7 came."])], now=FIRST_NIGHT + 9 * DAY)
    assert layout.rolled_back_from(tmp_path) is None
    assert load_history.history(tmp_path).loads[-1].base_load_id == first
    assert layout.published(tmp_path).parent.name == third


def test_a_warehouse_copied_to_another_machine_goes_on(tmp_path):
    """The lock file names a process that never lived there; links are relative, and all files are plain ones."""
    nights(tmp_path / "here", 2)
    with process(HOLDER, tmp_path / "here") as holder:
        assert holder.stdout.readline() == "held\n"
        subprocess.run(["cp", "-R", tmp_path / "here", tmp_path / "there"], check=True)
        (third,) = nights(tmp_path / "there", 1)
        holder.communicate("\n")
    assert articles(layout.published(tmp_path / "there")) == 3
    assert [verify(tmp_path / "there", name).faults for name in layout.kept(tmp_path / "there")] == [()] * 3
    assert layout.linked(tmp_path / "here") != third


# Refusals and history


def test_a_refused_load_leaves_the_published_file_alone(tmp_path):
    shipped = publish_night(tmp_path, [STORY])
    before = layout.published(tmp_path).read_bytes()
    refused = refuse_night(tmp_path, [Story(2, 2, ["Pier shut", "7 came."])], now=FIRST_NIGHT + DAY)
    assert layout.published(tmp_path).parent.name == shipped
    assert layout.published(tmp_path).read_bytes() == before
    assert list((tmp_path / "candidates").iterdir()) == []
    history = load_history.history(tmp_path)
    assert [(record.load_id, record.verdict) for record in history.loads] == [
        (shipped, "published"), (refused, "refused"),
    ]  # fmt: skip
    assert history.loads[1].failed == (FAILED,)
    assert history.loads[0].failed == ()
    assert history.published == shipped
    assert history.kept == {shipped}


def test_history_of_no_warehouse_is_empty(tmp_path):
    history = load_history.history(tmp_path / "none")
    assert (history.loads, history.rollbacks, history.published, history.kept) == ([], [], None, set())


def test_status_tells_what_is_published_and_how_old_it_is(tmp_path):
    (load_id,) = nights(tmp_path, 1)
    status = load_history.status(tmp_path, FIRST_NIGHT + 2 * DAY)
    assert status.load_id == load_id
    assert status.finished_at == FIRST_NIGHT + DAY + timedelta(minutes=1)
    assert status.age == DAY - timedelta(minutes=1)
    assert status.rows["articles"] == 1
    assert status.size_bytes == status.path.stat().st_size


def test_status_and_history_import_neither_polars_nor_duckdb(tmp_path):
    nights(tmp_path, 1)
    code = (
        "import sys\nfrom datetime import UTC, datetime\nfrom pathlib import Path\n"
        "from warehouse.publish import history as load_history\n"
        "load_history.status(Path(sys.argv[1]), datetime.now(UTC)), load_history.history(Path(sys.argv[1]))\n"
        "print(*{'polars', 'duckdb', 'spacy', 'prefect', 'great_expectations'} & set(sys.modules))"
    )
    with process(code, tmp_path) as reader:
        assert reader.communicate()[0] == "\n"
        assert reader.returncode == 0


# Rollback


def test_rollback_goes_to_the_version_before_and_is_recorded(tmp_path):
    first, second, third = nights(tmp_path, 3)
    now = datetime(2031, 6, 1, tzinfo=UTC)
    assert swap.rollback(tmp_path, None, now) == second
    assert swap.rollback(tmp_path, None, now + DAY) == first
    assert swap.rollback(tmp_path, third, now + 2 * DAY) == third
    assert articles(layout.published(tmp_path)) == 3
    assert [(r.from_load_id, r.to_load_id) for r in load_history.history(tmp_path).rollbacks] == [
        (third, second), (second, first), (first, third),
    ]  # fmt: skip
    assert load_history.history(tmp_path).rollbacks[0].at == now


@pytest.mark.parametrize("name", ["20990101T000000Z", "../../etc", "", "refused"])
def test_rollback_to_what_was_never_published_changes_nothing(tmp_path, name):
    publish_night(tmp_path, [STORY])
    refused = refuse_night(tmp_path, [STORY], now=FIRST_NIGHT + DAY)
    before = (tmp_path / "warehouse.duckdb").readlink()
    with pytest.raises(WarehouseError, match="there is no published version"):
        swap.rollback(tmp_path, refused if name == "refused" else name, FIRST_NIGHT)
    assert (tmp_path / "warehouse.duckdb").readlink() == before
    assert load_history.history(tmp_path).rollbacks == []


def test_rollback_needs_an_earlier_version(tmp_path):
    (only,) = nights(tmp_path, 1)
    with pytest.raises(WarehouseError, match="no earlier version"):
        swap.rollback(tmp_path, None, FIRST_NIGHT)
    with pytest.raises(WarehouseError, match="published already"):
        swap.rollback(tmp_path, only, FIRST_NIGHT)
    with pytest.raises(WarehouseError, match="there is no warehouse"):
        swap.rollback(tmp_path / "none", None, FIRST_NIGHT)
    assert not (tmp_path / "none").exists()


# Damage


def test_a_missing_link_is_told_and_mended_by_rollback(tmp_path):
    _, second = nights(tmp_path, 2)
    (tmp_path / "warehouse.duckdb").unlink()
    with pytest.raises(WarehouseError, match="newsledger rollback"):
        layout.published(tmp_path)
    assert swap.rollback(tmp_path, None, FIRST_NIGHT) == second
    assert articles(layout.published(tmp_path)) == 2


def test_a_file_in_place_of_the_link_is_told(tmp_path):
    nights(tmp_path, 1)
    link = tmp_path / "warehouse.duckdb"
    content = link.read_bytes()
    link.unlink()
    link.write_bytes(content)
    with pytest.raises(WarehouseError, match="not a link to a version"):
        layout.published(tmp_path)


def test_a_missing_version_is_told_and_rollback_passes_it(tmp_path):
    first, second = nights(tmp_path, 2)
    (tmp_path / "versions" / second / "warehouse.duckdb").unlink()
    with pytest.raises(WarehouseError, match=f"{second} is missing"):
        layout.published(tmp_path)
    assert swap.rollback(tmp_path, None, FIRST_NIGHT) == first


@pytest.mark.parametrize("damage", ["cut", "overwritten", "empty"])
def test_a_damaged_version_is_told_and_no_rollback_leads_to_it(tmp_path, damage):
    first, second = nights(tmp_path, 2)
    file = tmp_path / "versions" / second / "warehouse.duckdb"
    file.chmod(0o644)
    content = file.read_bytes()
    file.write_bytes({"cut": content[:-4096], "overwritten": b"\0" * len(content), "empty": b""}[damage])
    with pytest.raises(WarehouseError, match=f"{second} .* is damaged"):
        layout.published(tmp_path)
    assert swap.rollback(tmp_path, None, FIRST_NIGHT) == first
    with pytest.raises(WarehouseError, match="is damaged"):
        swap.rollback(tmp_path, second, FIRST_NIGHT)


def test_an_entry_that_lacks_its_keys_is_damaged(tmp_path):
    load_id = publish_night(tmp_path, [])
    (tmp_path / "journal" / f"{load_id}.json").write_text("{}")
    with pytest.raises(WarehouseError, match=f"{load_id}.json is damaged"):
        load_history.history(tmp_path)


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


def test_a_damaged_journal_entry_is_named(tmp_path):
    (load_id,) = nights(tmp_path, 1)
    (tmp_path / "journal" / f"{load_id}.json").write_text("{")
    with pytest.raises(WarehouseError, match=rf"{load_id}\.json cannot be read"):
        load_history.history(tmp_path)


# Places where nothing can be written


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
    assert keep.default == swap.KEPT_VERSIONS
