import pytest

from tests.nights import FIRST_NIGHT, publish_night
from tests.versions import nights
from warehouse import WarehouseError
from warehouse.publish import history as load_history
from warehouse.publish import layout, swap


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


def test_an_entry_that_lacks_its_keys_is_damaged(tmp_path):
    load_id = publish_night(tmp_path, [])
    (tmp_path / "journal" / f"{load_id}.json").write_text("{}")
    with pytest.raises(WarehouseError, match=f"{load_id}.json is damaged"):
        load_history.history(tmp_path)


def test_a_damaged_journal_entry_is_named(tmp_path):
    (load_id,) = nights(tmp_path, 1)
    (tmp_path / "journal" / f"{load_id}.json").write_text("{")
    with pytest.raises(WarehouseError, match=rf"{load_id}\.json cannot be read"):
        load_history.history(tmp_path)
