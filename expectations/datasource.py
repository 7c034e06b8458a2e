"""Great Expectations on DuckDB: a datasource that opens one closed file read-only, and an expectation on its rows.

The stock SQL datasource of Great Expectations 1.24 hands the connection back to the pool before it fetches, and DuckDB
then drops the result; here one connection is kept. Its stock expectation on the rows of a query runs that twice; here
it runs once.
"""

# ruff: noqa: S608  # every part of the SQL is written in this project

import builtins
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Literal

import great_expectations as gx
import sqlalchemy as sa
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.metrics.metric_provider import MetricProvider, metric_value


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

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Returns the rows of a query, by column name.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: DuckDB refuses the query, or fails in it.
        """
        with self.get_connection() as connection:
            return [dict(row) for row in connection.exec_driver_sql(sql).mappings()]

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


class OffendingRows(MetricProvider):
    """The metric `offending_rows`: the rows that a query gives, or the error that it ends in.

    An error is a value here: one that is raised makes Great Expectations compute all other metrics again, three times.
    """

    metric_name = "offending_rows"
    domain_keys = ("batch_id",)
    value_keys = ("sql", "limit")

    @metric_value(engine=SqlAlchemyExecutionEngine)
    def _sqlalchemy(
        cls,  # noqa: N805  # Great Expectations makes it a class method
        execution_engine: DuckDBExecutionEngine,
        metric_value_kwargs: dict[str, Any],
        **_: object,
    ) -> dict[str, Any]:
        sql, limit = metric_value_kwargs["sql"], metric_value_kwargs["limit"]
        try:
            rows = execution_engine.rows(
                f"SELECT count(*) OVER () AS offending_rows, * FROM ({sql}) ORDER BY ALL LIMIT {limit}"
            )
        except sa.exc.SQLAlchemyError as error:
            return {"error": message(error)}
        counts = [row.pop("offending_rows") for row in rows]
        return {"count": counts[0] if counts else 0, "rows": rows}


class ExpectNoOffendingRows(BatchExpectation):
    """Expects that a query gives no row, whatever table of the batch's file it reads.

    The result's `details` hold `count` and the first `rows`, in their order, or the `error` that kept it from running.
    """

    sql: str
    limit: int

    metric_dependencies: ClassVar[tuple[str, ...]] = ("offending_rows",)
    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id",)
    success_keys: ClassVar[tuple[str, ...]] = ("sql", "limit")

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,  # noqa: ARG002  # as Great Expectations calls it
        execution_engine: object = None,  # noqa: ARG002
    ) -> dict[str, Any]:
        found = metrics["offending_rows"]
        return {"success": found.get("count") == 0, "result": {"details": found}}


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
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    # The path goes past the address, in which `?`, `%` and `$` have a meaning.
    arguments: dict[str, Any] = {
        "database": str(candidate),
        "read_only": True,
        "config": {"autoinstall_known_extensions": "false"},
    }
    source: DuckDBDatasource = context.data_sources.add_duckdb(
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


def message(error: BaseException) -> str:
    """Returns the first line of what went wrong at the root: DuckDB's own, where it was DuckDB."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error).strip().partition("\n")[0]
