"""Great Expectations on DuckDB files, with the smallest expectations there are."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlalchemy as sa
from great_expectations import ExpectationSuite
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.expectations.core.expect_column_values_to_be_between import ExpectColumnValuesToBeBetween

from expectations import datasource
from expectations.datasource import DuckDBExecutionEngine, ExpectNoOffendingRows, candidate_batch, message


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    path = tmp_path / "a $HOME ${HOME} 100%25 ?x=1 #é.duckdb"
    with duckdb.connect(path) as con:
        con.execute("CREATE TABLE tides AS SELECT i AS no, 'harbour ' || i AS name FROM range(30) t(i)")
    return path


def results(batch: Batch, *queries: str, limit: int = 10) -> list[tuple[bool, dict[str, Any]]]:
    suite = ExpectationSuite("all", [ExpectNoOffendingRows(sql=query, limit=limit) for query in queries])
    return [(bool(r.success), r.result["details"]) for r in batch.validate(suite).results]


def bars_drawn(candidate: Path) -> list[object]:
    with candidate_batch(candidate, "x") as batch:
        [(_, details)] = results(batch, "SELECT current_setting('enable_progress_bar') AS drawn")
    return [row["drawn"] for row in details["rows"]]


def test_the_process_of_a_pool_draws_no_progress_bars(candidate: Path) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(bars_drawn, candidate).result() == [False]


def test_a_path_may_hold_any_character(candidate: Path) -> None:
    with candidate_batch(candidate, "x") as batch:
        assert results(batch, "FROM tides WHERE no > 29") == [(True, {"count": 0, "rows": []})]


def test_rows_are_counted_and_the_first_kept_in_order(candidate: Path) -> None:
    with candidate_batch(candidate, "x") as batch:
        found = results(batch, "SELECT name, no FROM tides WHERE no >= 4 ORDER BY no DESC", limit=2)
    assert found == [
        (False, {"count": 26, "rows": [{"name": "harbour 10", "no": 10}, {"name": "harbour 11", "no": 11}]})
    ]


def test_braces_colons_and_percents_mean_themselves(candidate: Path) -> None:
    text, pattern = "a:b {c} {{d}} %s %(e)s :no $1 ?", r"a:b {c}.{3}d}} %s %\(e\)s :no .1 ."
    query = f"FROM (SELECT '{text}' AS s) WHERE NOT regexp_full_match(s, '{pattern}')"
    with candidate_batch(candidate, "x") as batch:
        assert results(batch, query) == [(True, {"count": 0, "rows": []})]


def test_a_failing_query_is_a_result_and_the_next_one_runs(candidate: Path) -> None:
    with candidate_batch(candidate, "x") as batch:
        found = results(
            batch,
            "FROM nowhere",
            "SELECT error('while it runs') FROM tides",
            "FROM tides WHERE no = 7",
            "SELEKT",
            "FROM tides WHERE no < 0",
        )
    assert [success for success, _ in found] == [False, False, False, False, True]
    assert found[0][1]["error"] == "Catalog Error: Table with name nowhere does not exist!"
    assert found[1][1]["error"] == "Invalid Input Error: while it runs"
    assert found[2][1]["rows"] == [{"no": 7, "name": "harbour 7"}]
    assert "syntax error" in found[3][1]["error"]


def test_the_load_is_a_variable_and_not_part_of_any_query(candidate: Path) -> None:
    with candidate_batch(candidate, "x'; DROP TABLE tides; --") as batch:
        engine = batch.data.execution_engine
        assert engine.rows("SELECT getvariable('load_id') AS load_id") == [{"load_id": "x'; DROP TABLE tides; --"}]
        assert engine.rows("SELECT count(*) AS n FROM tides") == [{"n": 30}]


def test_the_file_cannot_be_written_and_no_extension_is_fetched(candidate: Path) -> None:
    with candidate_batch(candidate, "x") as batch:
        engine = batch.data.execution_engine
        assert isinstance(engine, DuckDBExecutionEngine)
        with pytest.raises(sa.exc.DBAPIError, match="read-only"):
            engine.rows("DELETE FROM tides")
        assert engine.rows("SELECT current_setting('autoinstall_known_extensions') AS it") == [{"it": False}]


def test_the_file_is_closed_afterwards_also_when_something_was_raised(candidate: Path) -> None:
    with pytest.raises(RuntimeError, match="inside"), candidate_batch(candidate, "x"):
        raise RuntimeError("inside")
    with duckdb.connect(candidate) as con:  # refused while another connection holds it read-only
        con.execute("DELETE FROM tides")
    assert [path.name for path in candidate.parent.iterdir()] == [candidate.name]


def test_stock_expectations_work_as_well(candidate: Path) -> None:
    with candidate_batch(candidate, "x") as batch:
        source = batch.datasource
        assert isinstance(source, SQLDatasource)
        asset = source.add_table_asset("tides")
        tides = asset.add_batch_definition_whole_table("whole").get_batch()
        assert tides.validate(ExpectColumnValuesToBeBetween(column="no", min_value=0, max_value=29)).success
        assert not tides.validate(ExpectColumnValuesToBeBetween(column="no", min_value=1, max_value=29)).success


def test_a_file_that_is_no_database_is_refused_with_the_reason_of_duckdb(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(b"no database at all" * 1000)
    with pytest.raises(Exception) as caught, candidate_batch(path, "x"):
        pass
    assert message(caught.value) == f'IO Error: The file "{path}" exists, but it is not a valid DuckDB database file!'


def test_looking_at_some_articles_at_a_time_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "many.duckdb"
    with duckdb.connect(path) as con:
        con.execute("CREATE TABLE articles AS SELECT i AS article_id, 'Tide ' || i AS body, body AS raw_text "
                    "FROM (SELECT nullif(i, 7) AS i FROM range(40) t(i))")  # fmt: skip
        con.execute(
            "CREATE TABLE blocks AS SELECT i % 40 AS article_id, i AS block_id, 'Tide' AS text FROM range(90) t(i)"
        )
    queries = (
        "SELECT block_id, body FROM blocks JOIN articles USING (article_id) WHERE body LIKE '%3%'",
        "SELECT article_id, (SELECT max(block_id) FROM blocks b WHERE b.article_id = a.article_id) AS last "
        "FROM articles a",
        "FROM articles WHERE article_id > 99",
        "SELECT error('while it runs') FROM articles WHERE article_id = 31",
        "SELECT count(*) AS n FROM blocks HAVING n < 90",
    )
    checks = [ExpectNoOffendingRows(sql=query, limit=10, by_article=n < 4) for n, query in enumerate(queries)]
    suite = ExpectationSuite("all", checks)
    found = []
    for size in (datasource.SLICE_BYTES, 20):
        monkeypatch.setattr(datasource, "SLICE_BYTES", size)
        with candidate_batch(path, "x") as batch:
            details = [result.result["details"] for result in batch.validate(suite).results]
            engine = batch.data.execution_engine
            assert all(engine.rows(one["kept"]) == one["rows"] for one in details if "kept" in one)
            found.append([{name: value for name, value in one.items() if name != "kept"} for one in details])
            assert ["kept" in one for one in details] == [size == 20] * 3 + [False] * 2
    assert found[0] == found[1]
    assert [one.get("count") for one in found[0]] == [27, 40, 0, None, 0]
