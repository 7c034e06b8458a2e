import duckdb
import pytest

from tests.nights import FIRST_NIGHT, publish_night
from tests.stories import DAY, MARKET, STRIKE, rows
from warehouse.build import compaction
from warehouse.publish import journal, layout
from warehouse.publish.verify import verify
from warehouse.schema.tables import TABLES

CATALOGUE = (
    "SELECT schema_name, table_name, comment, sql FROM duckdb_tables() ORDER BY ALL",
    "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns() "
    "WHERE NOT internal ORDER BY ALL",
    "SELECT schema_name, view_name, comment, sql FROM duckdb_views() WHERE NOT internal ORDER BY ALL",
)


def test_a_file_that_is_written_anew_is_the_same_in_less_space(tmp_path, monkeypatch):
    for number in range(1, 5):
        publish_night(tmp_path, [STRIKE, MARKET], now=FIRST_NIGHT + number * DAY)
    loose = layout.published(tmp_path)
    assert journal.read(loose.with_name("manifest.json"))["compacted_from_bytes"] is None
    monkeypatch.setattr(compaction, "WORTHWHILE_BYTES", 0)
    monkeypatch.setattr(compaction, "TOO_LARGE", 1.0)
    publish_night(tmp_path, [], now=FIRST_NIGHT + 5 * DAY)
    tight = layout.published(tmp_path)
    manifest = journal.read(tight.with_name("manifest.json"))
    assert manifest["compacted_from_bytes"] > 1.2 * manifest["size_bytes"]
    assert [rows(tight, query) for query in CATALOGUE] == [rows(loose, query) for query in CATALOGUE]
    for table in set(TABLES) - {"loads", "checks", "load_measures"}:
        assert rows(tight, f"FROM {table}") == rows(loose, f"FROM {table}"), table
    assert int.from_bytes(tight.read_bytes()[12:20], "little") == 64
    assert verify(tmp_path, tight.parent.name).faults == ()


def test_the_compacted_size_is_estimated_from_the_catalogue(tmp_path):
    loose, tight = tmp_path / "loose.duckdb", tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(loose)) as con:
        con.execute("CREATE TABLE texts AS SELECT range AS id, md5(range::VARCHAR) AS text FROM range(600_000)")
        for night in range(6):
            con.execute(f"DELETE FROM texts WHERE id % 20 = {night}")
            con.execute(
                "INSERT INTO texts SELECT range, md5((range + 7)::VARCHAR) FROM range(600_000) "
                f"WHERE range % 20 = {night}"
            )
            con.execute("CHECKPOINT")
        estimated = compaction.compacted_bytes(con)
    with duckdb.connect(str(tight)) as con:
        compaction.copy(con, loose)
    assert estimated == pytest.approx(tight.stat().st_size, rel=0.1)
    assert loose.stat().st_size > 1.2 * estimated, "it was loose at all"
