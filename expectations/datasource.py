"""Great Expectations on DuckDB: a datasource that opens one closed file read-only, and an expectation on its rows.

The stock SQL datasource of Great Expectations 1.24 hands the connection back to the pool before it fetches, and DuckDB
then drops the result; here one connection is kept. Its stock expectation on rows runs each query twice, here once.
"""

import builtins
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Literal

import great_expectations as gx
import sqlalchemy as sa
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations import UnexpectedRowsExpectation


class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):
    """Runs every query on one connection, and leaves no failed transaction behind for the next one."""

    @contextmanager
    def get_connection(self) -> Iterator[sa.Connection]:
        """Yields the one connection, opened at first use."""
        if self._connection is None:
            self._connection = self.engine.connect()
        try:
            yield self._connection
        except Exception:
            self._connection.rollback()
            raise

    def close(self) -> None:
        """Closes the connection, and with it the file."""
        if self._connection is not None:
            self._connection.close()
        super().close()


class DuckDBDatasource(SQLDatasource):
    """Registers itself with Great Expectations as `context.data_sources.add_duckdb(...)`."""

    type: Literal["duckdb"] = "duckdb"  # type: ignore[assignment]  # the base class names its own type likewise

    @property
    def execution_engine_type(self) -> builtins.type[SqlAlchemyExecutionEngine]:
        """The engine that keeps its connection."""
        return DuckDBExecutionEngine


class NoOffendingRows(UnexpectedRowsExpectation):
    """Holds if a query gives no row; else the result has the number of rows, and the first of them in their order."""

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.table",)

    def _validate(self, metrics: dict[str, Any], *_: object, **__: object) -> dict[str, Any]:
        rows = [dict(row) for row in metrics["unexpected_rows_query.table"]]
        counts = [row.pop(_COUNT) for row in rows]
        observed = counts[0] if counts else 0
        return {"success": not rows, "result": {"observed_value": observed, "details": {"unexpected_rows": rows}}}


_COUNT = "offending_rows"


def no_offending_rows(sql: str, examples: int, **meta: object) -> NoOffendingRows:
    """Returns the expectation that a query gives no row.

    Args:
        sql: a query of DuckDB.
        examples: how many of its rows to keep.
        meta: what the result shall carry along.
    """
    counted = f"SELECT *, count(*) OVER () AS {_COUNT} FROM ({sql}) ORDER BY ALL LIMIT {examples}"
    # Braces and colons of the query mean themselves; without `{batch}` Great Expectations prints a warning.
    colons = re.sub(r"(?<!:):(?=\w)", r"\\:", counted)
    template = colons.replace("{", "{{").replace("}", "}}") + "\n/* of {batch} */"
    return NoOffendingRows(unexpected_rows_query=template, meta=meta)


@contextmanager
def candidate_batch(candidate: Path, load_id: str) -> Iterator[Batch]:
    """Opens a warehouse file read-only, as one Great Expectations batch.

    Args:
        candidate: a closed DuckDB file.
        load_id: the load under check; SQL reads it as `getvariable('load_id')`.

    Yields:
        The batch; on leaving, the file is closed again.

    Raises:
        Exception: the file is no DuckDB file or cannot be opened; what is raised is up to Great Expectations.
    """
    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    # The path goes past the address, in which `?`, `%` and `$` have a meaning.
    arguments: dict[str, Any] = {
        "database": str(candidate),
        "read_only": True,
        "config": {"autoinstall_known_extensions": "false"},
    }
    source: DuckDBDatasource = context.data_sources.add_duckdb(  # type: ignore[attr-defined]  # registered above
        "candidate", connection_string="duckdb://", kwargs={"connect_args": arguments, "poolclass": sa.NullPool}
    )
    try:
        source.get_execution_engine().execute_query(
            sa.text("SET VARIABLE load_id = :load_id").bindparams(load_id=load_id)
        )
        asset = source.add_query_asset("warehouse", "SELECT 1 AS candidate")
        yield asset.add_batch_definition_whole_table("whole").get_batch()
    finally:
        source.get_execution_engine().close()
        source.get_engine().dispose()


def query(batch: Batch, sql: str) -> list[dict[str, Any]]:
    """Returns the rows that a query gives on the batch's connection.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: DuckDB refuses the query, or fails in it.
    """
    engine = batch.data.execution_engine
    assert isinstance(engine, DuckDBExecutionEngine)
    with engine.get_connection() as connection:
        return [dict(row) for row in connection.exec_driver_sql(sql).mappings()]
