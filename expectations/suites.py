"""What a check is, and the checks that follow from what `warehouse.schema.tables` declares of each table."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from warehouse.schema.escaping import sql_text
from warehouse.schema.tables import TABLES
from warehouse.schema.tables.columns import Column, Table


@dataclass(frozen=True, slots=True)
class CheckDefinition:
    """One thing that must hold in a candidate, as SQL of DuckDB; `getvariable('load_id')` is the load under check.

    Attributes:
        table_name: the table it looks at.
        check_name: stable from load to load, unique within the table.
        expected: what must hold, in one line.
        offending: query whose rows break it. A row that carries the table's key columns stands for that row.
        observed: query that gives one value worth recording whether it holds or not; none means the count of
            offending rows.
        severity: `block` refuses a load for which it does not hold; `warn` lets the load pass with a warning.
        reads: the columns that it reads, by table, `article_id` apart. Only for checks that read texts and in which
            rows of different articles have nothing to do with each other: they are run on some articles at a time, to
            save memory, and not on those that passed with the same values before. Empty for all other checks.
    """

    table_name: str
    check_name: str
    expected: str
    offending: str
    observed: str | None = None
    severity: Literal["block", "warn"] = "block"
    reads: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def by_article(self) -> bool:
        """Whether it is run on some articles at a time."""
        return bool(self.reads)


def suite(table: Table) -> list[CheckDefinition]:
    """Returns the checks that follow from one table's declaration.

    Names are `columns.as_declared`, `key.unique`, `<column>.not_null`, `<column>.in_set`, `<column>.in_bounds`,
    `<column>.matches_pattern`, `<column>.references_<table>` and `rule.<name>`.
    """
    checks = [_columns(table), _key(table)]
    checks.extend(check for column in table.columns for check in _column(table, column))
    keys = ", ".join(table.key)
    checks.extend(
        CheckDefinition(
            table.name, f"rule.{name}", condition, f"SELECT {keys} FROM {table.name} WHERE NOT ({condition})"
        )
        for name, condition in table.rules.items()
    )
    return checks


def schema_checks() -> list[CheckDefinition]:
    """Returns the suites of all tables, in the order of the dictionary."""
    return [check for table in TABLES.values() for check in suite(table)]


def _columns(table: Table) -> CheckDefinition:
    declared = ", ".join(f"({no}, '{c.name}', '{c.type}')" for no, c in enumerate(table.columns, start=1))
    return CheckDefinition(
        table.name,
        "columns.as_declared",
        f"The columns are, in this order: {', '.join(c.name for c in table.columns)}.",
        f"""
        SELECT d.no AS declared_no, d.name AS declared_name, d.type AS declared_type,
            f.column_index AS found_no, f.column_name AS found_name, f.data_type AS found_type
        FROM (VALUES {declared}) d(no, name, type)
        FULL JOIN (
            SELECT column_index, column_name, data_type FROM duckdb_columns()
            WHERE database_name = current_database() AND schema_name = 'main' AND table_name = '{table.name}'
        ) f ON f.column_index = d.no
        WHERE f.column_name IS DISTINCT FROM d.name OR f.data_type IS DISTINCT FROM d.type
        """,
    )


def _key(table: Table) -> CheckDefinition:
    keys = ", ".join(table.key)
    return CheckDefinition(
        table.name,
        "key.unique",
        f"No two rows have the same {' and '.join(table.key)}.",
        f"SELECT {keys}, count(*) AS rows_with_this_key FROM {table.name} GROUP BY {keys} HAVING count(*) > 1",
    )


def _column(table: Table, column: Column) -> Iterator[CheckDefinition]:
    name = column.name
    shown = ", ".join(dict.fromkeys((*table.key, name)))

    def check(family: str, expected: str, offends: str) -> CheckDefinition:
        return CheckDefinition(
            table.name, f"{name}.{family}", expected, f"SELECT {shown} FROM {table.name} WHERE {offends}"
        )

    if not column.nullable:
        yield check("not_null", f"{name} is never null.", f"{name} IS NULL")
    if column.values:
        values = ", ".join(map(sql_text, column.values))
        yield check("in_set", f"{name} is one of {values}.", f"{name} NOT IN ({values})")
    bounds = [f"{name} {sign} {bound}" for sign, bound in ((">=", column.low), ("<=", column.high)) if bound]
    if bounds:
        within = " AND ".join(bounds)
        yield check("in_bounds", f"{within}.", f"NOT ({within})")
    if column.pattern:
        yield check(
            "matches_pattern",
            f"{name} matches {column.pattern} as a whole.",
            f"NOT regexp_full_match({name}, {sql_text(column.pattern)})",
        )
    if column.references:
        target, target_column = column.references.split(".")
        # The load under check may enter its own row after the verdict.
        own = "" if target != "loads" else f" AND t.{name} IS DISTINCT FROM getvariable('load_id')"
        yield CheckDefinition(
            table.name,
            f"{name}.references_{target}",
            f"{name} occurs in {column.references}.",
            f"""
            SELECT {", ".join(f"t.{c}" for c in dict.fromkeys((*table.key, name)))} FROM {table.name} t
            WHERE t.{name} IS NOT NULL{own}
                AND NOT EXISTS (FROM {target} r WHERE r.{target_column} = t.{name})
            """,
        )
