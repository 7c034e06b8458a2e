"""Checks derived from the schema, tried on a table of our own."""

from typing import Any

import duckdb
import pytest

from expectations.rules.registry import rules
from expectations.suites import CheckDefinition, schema_checks, suite
from warehouse.schema.tables import TABLES
from warehouse.schema.tables.columns import Column, Table

BOATS = Table(
    "boats",
    "one boat on one day",
    ("boat", "day"),
    (
        Column("boat", "VARCHAR", "Its name.", pattern=r"(?:[A-Z]:)?[a-z']{2,6}"),
        Column("day", "DATE", "The day.", low="DATE '1900-01-01'", high="DATE '2100-01-01'"),
        Column("flag", "VARCHAR", "Its flag.", nullable=True, values=("it's", "{x}", ":no")),
        Column("speed", "DOUBLE", "Knots.", nullable=True, low="0"),
        Column("home_id", "BIGINT", "Its port.", nullable=True, references="ports.port_id"),
        Column("load_id", "VARCHAR", "The load.", references="loads.load_id"),
    ),
    {"fast_by_day": "speed < 30 OR day > DATE '2000-01-01'"},
)

GOOD = ("X:o'hara", "2001-01-01", "it's", 31.0, 1, "first")


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(
        "CREATE TABLE boats (boat VARCHAR, day DATE, flag VARCHAR, speed DOUBLE, home_id BIGINT, load_id VARCHAR)"
    )
    con.execute("CREATE TABLE ports (port_id BIGINT)")
    con.execute("INSERT INTO ports VALUES (1), (NULL)")
    con.execute("CREATE TABLE loads AS SELECT 'first' AS load_id")
    con.execute("SET VARIABLE load_id = 'now'")
    return con


def failing(con: duckdb.DuckDBPyConnection, *rows: tuple[Any, ...]) -> dict[str, list[tuple[Any, ...]]]:
    con.executemany("INSERT INTO boats VALUES (?, ?, ?, ?, ?, ?)", rows)
    found = {check.check_name: con.execute(check.offending).fetchall() for check in suite(BOATS)}
    return {name: rows for name, rows in found.items() if rows}


def test_each_declaration_becomes_one_named_check() -> None:
    assert [check.check_name for check in suite(BOATS)] == [
        "columns.as_declared", "key.unique", "boat.not_null", "boat.matches_pattern", "day.not_null", "day.in_bounds",
        "flag.in_set", "speed.in_bounds", "home_id.references_ports", "load_id.not_null", "load_id.references_loads",
        "rule.fast_by_day",
    ]  # fmt: skip
    assert {check.table_name for check in suite(BOATS)} == {"boats"}


def test_good_rows_fail_nothing(con: duckdb.DuckDBPyConnection) -> None:
    nulls = ("boat", "1900-01-01", None, None, None, "now")
    assert failing(con, GOOD, nulls, ("boat", "2100-01-01", "{x}", 0.0, None, "first")) == {}


@pytest.mark.parametrize(
    ("place", "value", "name"),
    [
        (0, None, "boat.not_null"),
        (0, "X:o'hara and more", "boat.matches_pattern"),
        (1, None, "day.not_null"),
        (1, "2100-01-02", "day.in_bounds"),
        (2, "its", "flag.in_set"),
        (3, -0.5, "speed.in_bounds"),
        (4, 2, "home_id.references_ports"),
        (5, None, "load_id.not_null"),
        (5, "second", "load_id.references_loads"),
    ],
)
def test_a_bad_value_fails_its_check_and_shows_key_and_value(
    place: int, value: object, name: str, con: duckdb.DuckDBPyConnection
) -> None:
    bad = (*GOOD[:place], value, *GOOD[place + 1 :])
    con.execute("INSERT INTO boats VALUES ('tug', '2001-01-01', NULL, NULL, NULL, 'first')")
    found = failing(con, bad)
    assert list(found) == [name]
    check = next(check for check in suite(BOATS) if check.check_name == name)
    shown = [dict(zip(_columns(con, check), map(str, row), strict=True)) for row in found[name]]
    column = BOATS.columns[place].name
    assert shown == [{"boat": str(bad[0]), "day": str(bad[1]), column: str(value)}]


def _columns(con: duckdb.DuckDBPyConnection, check: CheckDefinition) -> list[str]:
    return [column for column, *_ in con.execute(check.offending).description]


def test_a_value_below_its_bound_fails(con: duckdb.DuckDBPyConnection) -> None:
    slow = ("tug", "1899-12-31", None, 1.0, None, "first")
    assert list(failing(con, slow)) == ["day.in_bounds"]


def test_a_row_that_breaks_a_rule_fails_it(con: duckdb.DuckDBPyConnection) -> None:
    assert list(failing(con, ("tug", "1999-01-01", None, 30.0, None, "first"))) == ["rule.fast_by_day"]


def test_a_compound_key_may_repeat_in_parts_only(con: duckdb.DuckDBPyConnection) -> None:
    assert failing(con, GOOD, ("tug", *GOOD[1:]), (GOOD[0], "2002-01-01", *GOOD[2:])) == {}
    assert [row[2] for row in failing(con, GOOD)["key.unique"]] == [2]


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE boats ADD COLUMN mast INTEGER",
        "ALTER TABLE boats DROP COLUMN load_id",
        "ALTER TABLE boats RENAME COLUMN flag TO colours",
        "ALTER TABLE boats ALTER speed TYPE INTEGER",
        "CREATE OR REPLACE TABLE boats AS SELECT day, boat, flag, speed, home_id, load_id FROM boats",
        "DROP TABLE boats",
    ],
)
def test_columns_are_those_declared_in_their_order(change: str, con: duckdb.DuckDBPyConnection) -> None:
    check = next(check for check in suite(BOATS) if check.check_name == "columns.as_declared")
    assert con.execute(check.offending).fetchall() == []
    con.execute(change)
    assert con.execute(check.offending).fetchall() != []


def test_every_declaration_of_the_warehouse_is_checked() -> None:
    names = {(check.table_name, check.check_name) for check in schema_checks()}
    for table in TABLES.values():
        assert (table.name, "key.unique") in names
        assert {(table.name, f"rule.{rule}") for rule in table.rules} <= names
        for column in table.columns:
            declared = {
                "not_null": not column.nullable,
                "in_set": bool(column.values),
                "in_bounds": bool(column.low or column.high),
                "matches_pattern": bool(column.pattern),
                f"references_{(column.references or '.').split('.')[0]}": bool(column.references),
            }
            wanted = {
                (table.name, f"{column.name}.{family}") for family, is_declared in declared.items() if is_declared
            }
            assert wanted <= names


def test_what_is_expected_takes_one_line() -> None:
    assert all(check.expected and "\n" not in check.expected for check in [*schema_checks(), *rules()])
