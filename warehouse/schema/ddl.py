"""The SQL that makes an empty warehouse, derived from `warehouse.schema.tables` and the files in `schema/marts`."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from importlib.resources import files

import duckdb

from warehouse.schema.escaping import sql_text
from warehouse.schema.tables import TABLES
from warehouse.schema.tables.columns import Column, Table


def statements() -> list[str]:
    """Returns the SQL statements that make an empty warehouse: tables, views, and comments on all of them.

    There are no primary and foreign keys: the gate checks them instead. A foreign key fails if a row is replaced within
    one transaction. A primary key does not, but with 40,000 articles it doubled the time of the load, and a night that
    replaced 5 % of them made the file 56 % larger (8 % without a key).
    """
    return _tables() + views()


def digest() -> str:
    """Returns 16 hexadecimal digits that change with every statement that makes a table, its constraints or comments.

    Unlike the fingerprint of the migrations it also tells a change that needs no migration. Views are left out: each
    load makes them anew.
    """
    return hashlib.sha256("\n".join(_tables()).encode()).hexdigest()[:16]


def views() -> list[str]:
    """Returns the SQL statements that replace the schema `marts`: its views and macros, and their comments.

    Marts are views and macros for dashboards, with stable names, over the tables of schema `main`. Each file of
    `schema/marts` defines the mart of its name. The schema is dropped first, so that a mart whose file was deleted
    leaves the warehouse too. In all marts a copy of a syndicated story counts as an article, and all copies together as
    one story.
    """
    folder = files("warehouse.schema") / "marts"
    marts = {
        file.name.removesuffix(".sql"): _split(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".sql")
    }
    order = in_order_of_use({name: create for name, (create, *_) in marts.items()})
    made = [statement for name in order for statement in marts[name]]
    return ["DROP SCHEMA IF EXISTS marts CASCADE", "CREATE SCHEMA marts", *made]


def in_order_of_use(creates: Mapping[str, str]) -> list[str]:
    """Returns the names of marts in an order in which they can be made: each after those that it reads.

    Args:
        creates: For each mart the statement that makes it. It reads those that it mentions as `marts.<name>`.

    Raises:
        graphlib.CycleError: If marts read each other in a circle; it names them.
    """
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for name, create in creates.items():
        mentioned = set(re.findall(r"\bmarts\.(\w+)", create))
        sorter.add(name, *((mentioned & creates.keys()) - {name}))
    sorter.prepare()
    order: list[str] = []
    while ready := sorted(sorter.get_ready()):  # by name, so that the order never changes by chance
        order += ready
        sorter.done(*ready)
    return order


def _tables() -> list[str]:
    return [statement for table in TABLES.values() for statement in (_create(table), *_comments(table))]


def _split(text: str) -> list[str]:
    return [statement.query.strip() for statement in duckdb.extract_statements(text)]


def _create(table: Table) -> str:
    lines = [_define(column) for column in table.columns]
    lines += [f"CHECK ({rule})" for rule in _rules(table)]
    return f"CREATE TABLE main.{table.name} (\n    " + ",\n    ".join(lines) + "\n)"


def _define(column: Column) -> str:
    return f"{column.name} {column.type}" + ("" if column.nullable else " NOT NULL")


def _rules(table: Table) -> Iterator[str]:
    for column in table.columns:
        if column.values:
            yield f"{column.name} IN ({', '.join(map(sql_text, column.values))})"
        if column.low is not None:
            yield f"{column.name} >= {column.low}"
        if column.high is not None:
            yield f"{column.name} <= {column.high}"
        if column.pattern is not None:
            yield f"regexp_full_match({column.name}, {sql_text(column.pattern)})"
    yield from table.rules.values()


def _comments(table: Table) -> Iterator[str]:
    yield f"COMMENT ON TABLE main.{table.name} IS {sql_text(f'One row is {table.grain}.')}"
    for column in table.columns:
        yield f"COMMENT ON COLUMN main.{table.name}.{column.name} IS {sql_text(column.meaning)}"
