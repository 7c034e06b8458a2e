"""Which articles a refusal is the fault of: where the checks blame these alone, the others can be published."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Sequence
from typing import TYPE_CHECKING

from expectations.rules.bands import LOAD_ID
from expectations.suites import CheckDefinition
from warehouse.schema.tables import TABLES

if TYPE_CHECKING:
    from expectations.datasource import DuckDBExecutionEngine

FEW_FAULTS, MOST_FAULTS = 5, 1 / 3
"""Articles that may be taken out of a load: so many of however small a one, or this share of it. What is wrong with
more of a night is wrong with the night: a model, a rule, a template of many outlets."""


def find_faults(broken: Sequence[CheckDefinition], engine: "DuckDBExecutionEngine") -> dict[int, str]:
    """Returns the articles that broke the checks which refuse a load.

    A row is an article's if it has `article_id`, or the key of a row that has.

    Args:
        broken: the checks; each can be run.
        engine: the candidate.

    Returns:
        The first check that each article broke, by `article_id`, as "table: check". Empty where a check blames anything
        else than articles which this load extracted, or too many of them.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: DuckDB fails in a query.
    """
    of_load = f"SELECT article_id FROM articles WHERE extracted_load_id = {LOAD_ID}"
    (total,) = engine.rows(f"SELECT count(*) AS articles FROM ({of_load})")
    most = max(FEW_FAULTS, int(MOST_FAULTS * total["articles"]))
    faults: dict[int, str] = {}
    for check in broken:
        query = _articles_query(check, engine)
        if query is None:
            return {}
        marked = f"SELECT DISTINCT article_id, article_id IN ({of_load}) AS of_load FROM ({query})"
        found = engine.offending(marked, most + 1, by_article=check.by_article)["rows"]
        if not all(row["of_load"] for row in found):
            return {}
        for row in found:
            faults.setdefault(row["article_id"], f"{check.table_name}: {check.check_name}")
        if len(faults) > most:
            return {}
    return faults


def _articles_query(check: CheckDefinition, engine: "DuckDBExecutionEngine") -> str | None:
    """Returns SQL for the `article_id` of each offending row; none where rows are no article's."""
    columns = {row["column_name"] for row in engine.rows(f"DESCRIBE {check.offending}")}
    if "article_id" in columns:
        return f"SELECT article_id FROM ({check.offending})"
    table = TABLES[check.table_name]
    if "article_id" not in table.schema or not set(table.key) <= columns:
        return None
    same_key = " AND ".join(f"t.{key} IS NOT DISTINCT FROM bad.{key}" for key in table.key)
    return f"SELECT t.article_id FROM ({check.offending}) AS bad LEFT JOIN {table.name} AS t ON {same_key}"
