from datetime import UTC, datetime

import duckdb
import pytest

from tests.nights import FIRST_NIGHT, Story, publish_night, refuse_night
from tests.versions import DAY, HOLDER, STORY, articles, nights, process
from warehouse import WarehouseBusy, WarehouseError
from warehouse.publish import history as load_history
from warehouse.publish import layout, swap


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


def test_rollback_waits_for_no_run(tmp_path):
    nights(tmp_path, 2)
    with process(HOLDER, tmp_path) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WarehouseBusy):
            swap.rollback(tmp_path, None, FIRST_NIGHT)
        holder.communicate("\n")


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
