from datetime import date, datetime
from graphlib import CycleError

import duckdb
import pytest

from warehouse.schema import ddl
from warehouse.schema.tables import TABLES

ENTITY = {
    "entity_id": 1, "kind": "PLACE", "name": "Vellmark", "name_key": "vellmark", "node": "PLACE:vellmark",
    "load_id": "20310501T020000Z",
}  # fmt: skip
LINK = {
    "link_id": 1, "left_node": "ORG:vell", "right_node": "ORG:vell line", "judgement": "same", "score": 1,
    "features": "{}", "method": "alias", "method_version": "1", "decided_by": "newsledger",
    "decided_at": datetime.fromisoformat("2031-05-01T02:00:00"), "load_id": "20310501T020000Z",
}  # fmt: skip
APPEARANCE = {
    "appearance_id": 1, "article_id": 1, "entity_id": 1, "probability": 0, "node": "PLACE:vellmark", "kind": "PLACE",
    "kind_votes": 0, "name": "Vellmark", "name_key": "vellmark", "is_short": False,
}  # fmt: skip
SPAN = {"raw_start": 4, "raw_end": 6, "start_char": 4, "end_char": 6}
FIGURE = SPAN | {
    "figure_id": 1, "article_id": 1, "block_id": 1, "sentence": "Some 40 came.", "surface": "40", "value_low": 40,
    "value_high": 40, "bound": "approximate", "status": "asserted", "factuality": "actual",
}  # fmt: skip


@pytest.fixture(scope="module")
def empty():
    with duckdb.connect() as con:
        for statement in ddl.statements():
            con.execute(statement)
        yield con


def insert(con, table, row):
    names = ", ".join(row)
    con.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def test_makes_the_declared_tables_and_no_others(empty):
    found = empty.execute(
        "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() "
        "WHERE schema_name = 'main' AND NOT internal ORDER BY table_oid, column_index"
    ).fetchall()
    declared = [(t.name, c.name, c.type, c.nullable) for t in TABLES.values() for c in t.columns]
    assert found == declared


def test_everything_carries_a_comment(empty):
    uncommented = empty.execute(
        "SELECT table_name FROM duckdb_tables() WHERE coalesce(comment, '') = '' "
        "UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND coalesce(comment, '') = '' "
        "UNION ALL SELECT function_name FROM duckdb_functions() "
        "WHERE schema_name = 'marts' AND coalesce(comment, '') = '' "
        "UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns() "
        "WHERE NOT internal AND coalesce(comment, '') = ''"
    ).fetchall()
    assert uncommented == []


def test_each_file_of_the_marts_makes_the_mart_of_its_name_and_no_other(empty, root):
    made = empty.execute(
        "SELECT view_name FROM duckdb_views() WHERE schema_name = 'marts' "
        "UNION ALL SELECT function_name FROM duckdb_functions() WHERE schema_name = 'marts' ORDER BY ALL"
    ).fetchall()
    assert [name for (name,) in made] == sorted(path.stem for path in (root / "warehouse/schema/marts").iterdir())


def test_a_mart_is_made_after_those_that_it_reads():
    creates = {
        "all_boats": "CREATE VIEW marts.all_boats AS FROM marts.new_boats, marts.old_boats",
        "best_boat": "CREATE MACRO marts.best_boat(rule) AS TABLE FROM marts.all_boats",
        "old_boats": "CREATE VIEW marts.old_boats AS FROM main.boats",
        "new_boats": "CREATE VIEW marts.new_boats AS FROM main.boats",
        "crews": "CREATE VIEW marts.crews AS FROM main.crews",
    }
    order = ["crews", "new_boats", "old_boats", "all_boats", "best_boat"]
    assert ddl.in_order_of_use(creates) == order
    assert ddl.in_order_of_use(dict(reversed(creates.items()))) == order


def test_marts_that_read_each_other_are_named():
    creates = {
        "boats": "CREATE VIEW marts.boats AS FROM marts.crews",
        "crews": "CREATE VIEW marts.crews AS FROM marts.boats",
    }
    with pytest.raises(CycleError, match=r"boats.*crews"):
        ddl.in_order_of_use(creates)


def test_views_answer_on_an_empty_warehouse(empty):
    views = empty.execute("SELECT view_name FROM duckdb_views() WHERE schema_name = 'marts'").fetchall()
    assert len(views) >= 5
    for (name,) in views:
        assert empty.execute(f"SELECT count(*) FROM marts.{name}").fetchall() == [(0,)]


def test_views_can_be_made_anew_in_a_transaction_and_old_ones_go(empty):
    with empty.cursor() as con:
        con.execute("BEGIN")
        con.execute("CREATE VIEW marts.forgotten AS SELECT 1")
        for statement in ddl.views():
            con.execute(statement)
        con.execute("COMMIT")
        assert con.execute("SELECT view_name FROM duckdb_views() WHERE view_name = 'forgotten'").fetchall() == []


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("entities", ENTITY),
        ("entities", ENTITY | {"country_code": "VM", "latitude": -90, "longitude": 180}),
        ("appearances", APPEARANCE),
        ("entity_links", LINK),
        ("figures", FIGURE),
        ("figures", FIGURE | {"value_low": 1400, "value_high": None, "bound": "more_than"}),
        ("figures", FIGURE | {"start_char": None, "end_char": None}),
        ("figures", FIGURE | {"as_of": date(2031, 4, 30), "as_of_source": "article"}),
        ("figures", FIGURE | {"factuality": "possible", "change_from": 38, "is_background": True}),
        ("figures", FIGURE | {"place_entity_id": 1, "place_source": "story", "part_of_figure_id": 2}),
    ],
)
def test_takes_what_the_schema_allows(empty, table, row):
    with empty.cursor() as con:
        con.execute("BEGIN")
        insert(con, table, row)
        assert con.execute(f"SELECT {', '.join(row)} FROM {table}").fetchall() == [tuple(row.values())]
        con.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("entities", ENTITY | {"entity_id": 0}),
        ("entities", ENTITY | {"name": None}),
        ("entities", ENTITY | {"kind": "SHIP"}),
        ("entities", ENTITY | {"country_code": "vm"}),
        ("entities", ENTITY | {"country_code": "VMX"}),
        ("entities", ENTITY | {"latitude": 90.5}),
        ("entities", ENTITY | {"longitude": -180.5}),
        ("entities", ENTITY | {"node": None}),
        ("appearances", APPEARANCE | {"probability": 1.1}),
        ("appearances", APPEARANCE | {"entity_id": None}),
        ("entity_links", LINK | {"left_node": "ORG:vell line"}),
        ("entity_links", LINK | {"judgement": "open"}),
        ("entity_links", LINK | {"score": -0.1}),
        ("figures", FIGURE | {"value_low": 50, "value_high": 40}),
        ("figures", FIGURE | {"value_low": None, "value_high": None}),
        ("figures", FIGURE | {"raw_end": 4}),
        ("figures", FIGURE | {"end_char": None}),
        ("figures", FIGURE | {"end_char": 7}),
        ("figures", FIGURE | {"as_of": "9999-01-01", "as_of_source": "article"}),
        ("figures", FIGURE | {"as_of": date(2031, 4, 30)}),
        ("figures", FIGURE | {"factuality": None}),
        ("figures", FIGURE | {"factuality": "true"}),
        ("figures", FIGURE | {"place_entity_id": 1}),
        ("figures", FIGURE | {"place_source": "sentence"}),
        ("figures", FIGURE | {"part_of_figure_id": 1}),
        ("figures", FIGURE | {"attributed_to": "the harbour master"}),
    ],
)
def test_refuses_what_the_schema_forbids(empty, table, row):
    with pytest.raises(duckdb.ConstraintException):
        insert(empty, table, row)
