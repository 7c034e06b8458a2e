from datetime import timedelta

from tests.nights import FAILED, FIRST_NIGHT, Story, publish_night, refuse_night
from tests.versions import DAY, STORY, nights, process
from warehouse.publish import history as load_history
from warehouse.publish import layout


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
