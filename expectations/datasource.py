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

from expectations.passed_articles import PassedArticles
from warehouse.schema.escaping import sql_name
from warehouse.schema.tables import TABLES

MEMORY_LIMIT = "600MB"
"""Memory of DuckDB while it checks; what needs more goes to the disk. Great Expectations takes some 300 MB of the same
process."""

SLICE_BYTES = 2**24
"""Bytes of text that are looked at together: few queries for an ordinary warehouse, little memory for a large one."""

OF_ARTICLES = tuple(table.name for table in TABLES.values() if "article_id" in table.schema)
"""Names of the tables whose rows each belong to an article."""


class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):
    """Runs every query on one connection, and leaves no failed transaction behind for the next one."""

    _kept = 0
    _conditions: list[str] | None = None
    _passed: PassedArticles | None = None

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

    def run(self, *statements: str) -> None:
        """Runs statements that give no rows.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: DuckDB refuses one, or fails in it.
        """
        with self.get_connection() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
            connection.commit()

    def offending(self, sql: str, limit: int, *, by_article: bool) -> dict[str, Any]:
        """Returns how many rows a query gives, as `count`, and the first of them in their order, as `rows`.

        Args:
            sql: the query.
            limit: rows at most.
            by_article: run the query on some articles at a time. The result is the same, and has also `kept`, a query
                that gives `rows` without running `sql` again.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: DuckDB refuses the query, or fails in it.
        """
        # Not `count(*) OVER ()`: with several threads DuckDB 1.5.5 now and then ends in an internal error there.
        first = (
            f"WITH offending AS MATERIALIZED ({sql}) "
            f"SELECT (SELECT count(*) FROM offending) AS offending_rows, * FROM offending ORDER BY ALL LIMIT {limit}"
        )
        slices = self._slices() if by_article else []
        if not slices:
            rows = self.rows(first)
            counts = [row.pop("offending_rows") for row in rows]
            return {"count": counts[0] if counts else 0, "rows": rows}
        self._kept += 1
        table = f"offending_rows_{self._kept}"
        kept = f"SELECT * EXCLUDE (slice, offending_rows) FROM {table} ORDER BY ALL LIMIT {limit}"
        with self.get_connection() as connection:  # which undoes all this at an error
            for number, part in enumerate(slices):
                for statement in self._narrowed(part, is_first=not number):
                    connection.exec_driver_sql(statement)
                make = f"INSERT INTO {table}" if number else f"CREATE TEMP TABLE {table} AS"
                connection.exec_driver_sql(f"{make} SELECT {number} AS slice, * FROM ({first})")
            for name in OF_ARTICLES:
                connection.exec_driver_sql(f"DROP VIEW IF EXISTS temp.{name}")
            connection.commit()
        total = f"SELECT sum(n)::BIGINT AS n FROM (SELECT any_value(offending_rows) AS n FROM {table} GROUP BY slice)"
        return {"count": self.rows(total)[0]["n"] or 0, "rows": self.rows(kept), "kept": kept}

    def look_past(self, passed: PassedArticles) -> None:
        """Leaves out of checks by article what has passed them before; without this, all articles are looked at."""
        self._passed = passed

    def _slices(self) -> list[str]:
        """Returns SQL conditions on `article_id`, one for each slice; none to look at all at once."""
        if self._conditions is None:
            try:
                self._conditions = self._slice()
            except sa.exc.SQLAlchemyError:  # the checks themselves will say what is wrong
                self._conditions = []
        return self._conditions

    def _slice(self) -> list[str]:
        every = "SELECT article_id FROM articles"
        to_check = every
        if self._passed:
            self.run(self._passed.hash_sql())
            to_check = self._passed.others()
        self.run(
            f"""
            CREATE OR REPLACE TEMP TABLE articles_to_check AS
            SELECT article_id, sum(strlen(raw_text) + strlen(body)) OVER (ORDER BY article_id) // {SLICE_BYTES} AS slice
            FROM articles WHERE article_id IN ({to_check})
            """
        )
        rows = self.rows(
            f"""
            SELECT slice, min(article_id) AS first, max(article_id) AS last,
                (SELECT count(*) FROM articles_to_check) = (SELECT count(DISTINCT article_id) FROM ({every})) AS is_all
            FROM articles_to_check GROUP BY slice ORDER BY slice
            """
        )
        if len(rows) == 1 and rows[0]["is_all"]:
            return []
        return [
            f"article_id BETWEEN {row['first']} AND {row['last']} "
            f"AND article_id IN (SELECT article_id FROM articles_to_check WHERE slice = {row['slice']})"
            for row in rows
        ] or ["false"]

    def _narrowed(self, condition: str, *, is_first: bool) -> Iterator[str]:
        """Yields statements after which the names of tables stand for their rows of some articles.

        Rows of no article in the file are among the first.
        """
        for table in self.rows(
            "SELECT table_name AS name, database_name AS file FROM duckdb_tables() "
            "WHERE database_name = current_database() AND schema_name = 'main'"
        ):
            if table["name"] in OF_ARTICLES:
                schema = f"{sql_name(table['file'])}.main"
                rows = f"SELECT t.* FROM {schema}.{table['name']} AS t"
                strays = f" UNION ALL {rows} ANTI JOIN {schema}.articles USING (article_id)" if is_first else ""
                yield f"CREATE OR REPLACE TEMP VIEW {table['name']} AS {rows} WHERE {condition}{strays}"

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
    value_keys = ("sql", "limit", "by_article")

    @metric_value(engine=SqlAlchemyExecutionEngine)
    def _sqlalchemy(
        cls,  # noqa: N805  # Great Expectations makes it a class method
        execution_engine: DuckDBExecutionEngine,
        metric_value_kwargs: dict[str, Any],
        **_: object,
    ) -> dict[str, Any]:
        sql, limit, by_article = (metric_value_kwargs[name] for name in ("sql", "limit", "by_article"))
        try:
            return execution_engine.offending(sql, limit, by_article=by_article)
        except sa.exc.SQLAlchemyError as error:
            return {"error": message(error)}


class ExpectNoOffendingRows(BatchExpectation):
    """Expects that a query gives no row, whatever table of the batch's file it reads.

    The result's `details` are what `DuckDBExecutionEngine.offending` returns, or the `error` that kept it from running.
    """

    sql: str
    limit: int
    by_article: bool = False

    metric_dependencies: ClassVar[tuple[str, ...]] = ("offending_rows",)
    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id",)
    success_keys: ClassVar[tuple[str, ...]] = ("sql", "limit", "by_article")

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
        "config": {
            "autoinstall_known_extensions": "false",
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": str(candidate.parent / "spill"),
        },
    }
    source: DuckDBDatasource = context.data_sources.add_duckdb(
        "candidate", connection_string="duckdb://", kwargs={"connect_args": arguments, "poolclass": sa.NullPool}
    )
    try:
        # In a process of a pool DuckDB thinks that it is used at a prompt, and draws bars among what a load prints.
        source.get_execution_engine().execute_query(sa.text("SET enable_progress_bar = false"))
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
