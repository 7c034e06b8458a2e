import subprocess
from datetime import datetime

import pytest

from tests.nights import FIRST_NIGHT, Story, publish_night, refuse_night
from tests.versions import DAY, HOLDER, STORY, articles, nights, process
from warehouse import WarehouseError
from warehouse.build import candidate
from warehouse.publish import history as load_history
from warehouse.publish import journal, layout, swap
from warehouse.publish.verify import verify


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


def test_nothing_is_published_at_first(tmp_path):
    assert layout.published(tmp_path / "none") is None
    with pytest.raises(WarehouseError, match="nothing is published"):
        load_history.status(tmp_path / "none", FIRST_NIGHT)


def test_a_moved_warehouse_still_reads(tmp_path):
    publish_night(tmp_path / "here", [STORY])
    (tmp_path / "here").rename(tmp_path / "there")
    assert articles(layout.published(tmp_path / "there")) == 1


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
