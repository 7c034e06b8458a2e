"""The rows of a night, from Parquet files into the tables: ids are given out, local ids replaced."""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

from pathlib import Path

import duckdb
import polars as pl

from warehouse.build import entities
from warehouse.build.next_ids import NUMBERED
from warehouse.build.resolution_input import UNRESOLVED
from warehouse.schema import ddl
from warehouse.schema.tables import TABLES
from warehouse.schema.tables.articles import ARTICLES, FILES
from warehouse.schema.tables.columns import Table
from warehouse.schema.tables.entities import APPEARANCES, ARTICLE_TERMS, BLOCKING_KEYS
from warehouse.schema.tables.loads import REJECTIONS


def _without(table: Table, *names: str) -> pl.Schema:
    return pl.Schema({name: type_ for name, type_ in table.schema.items() if name not in names})


FRAMES: dict[str, pl.Schema] = {
    "files": _without(FILES, "load_id", "seen_at"),
    "rejections": _without(REJECTIONS, "load_id"),
    "articles": _without(ARTICLES, "duplicate_of", "prose_key", "lines_counted", "load_id"),
    "blocks": TABLES["blocks"].schema,
    "appearances": _without(APPEARANCES, *UNRESOLVED),
    "blocking_keys": pl.Schema({"article_id": pl.Int64(), **BLOCKING_KEYS.schema}),
    "article_terms": ARTICLE_TERMS.schema,
    **{
        name: _without(TABLES[name], *entities.follows(TABLES[name]))
        for name in ("quotes", "mentions", "roles", "figures", "figure_parts")
    },
}
"""The columns of each group of Parquet files."""

FILE_ROWS = "SELECT *, $load_id AS load_id, $seen_at AS seen_at FROM night_files ORDER BY file_id"

STAMPED_ROWS = "SELECT *, $load_id AS load_id FROM {}"

ARTICLE_ROWS = "SELECT *, false AS lines_counted, $load_id AS load_id FROM night_articles"

# From now on an id of an appearance brings along what follows from it.
SETTLED_IDS = """
    CREATE OR REPLACE TEMP TABLE appearances_ids AS
    SELECT ids.article_id, local_id, id, entity_id, probability
    FROM appearances_ids AS ids JOIN appearances ON appearance_id = id
"""


def night_view(work: Path, group: str, schema: pl.Schema) -> str:
    """Returns the view `night_<group>` of a group's files, in the order of its columns."""
    paths = sorted([*work.glob(f"{group}.parquet"), *work.glob(f"{group}-*.parquet")])
    if not paths:
        paths = [work / f"{group}.parquet"]
        pl.DataFrame(schema=schema).write_parquet(paths[0])
    listed = ", ".join(ddl.literal(str(path)) for path in paths)
    return f"CREATE TEMP VIEW night_{group} AS SELECT {', '.join(schema)} FROM read_parquet([{listed}])"


def ids_table(table: Table, first: int) -> str:
    """Returns the table `<name>ids_table`: for each row's article and local id, the id given out."""
    key = table.key[0]
    order = "raw_start, " if "raw_start" in table.schema else ""
    return f"""
        CREATE TEMP TABLE {table.name}_ids AS
        SELECT article_id, {key} AS local_id, {first - 1} + row_number() OVER (ORDER BY article_id, {order}{key}) AS id
        FROM night_{table.name}
    """


def rows_with_ids(table: Table) -> str:
    """Returns the query of a table's new rows with every local id replaced by one of the warehouse.

    What follows an appearance is taken from it; of appearances themselves it is `UNRESOLVED`.
    """
    followed = entities.follows(table)
    selected, joins = [], []
    for name, references in ((column.name, column.references) for column in table.columns):
        target = (references or "").partition(".")[0]
        if name in followed:
            appearance, source = followed[name]
            selected.append(f"to_{appearance}.{source} AS {name}")
        elif table is APPEARANCES and name in UNRESOLVED:
            selected.append(f"{UNRESOLVED[name]} AS {name}")
        elif target in NUMBERED:
            joins.append(
                f"LEFT JOIN {target}_ids AS to_{name} "
                f"ON to_{name}.article_id = new.article_id AND to_{name}.local_id = new.{name}"
            )
            # A join without a partner must not pass for "none": it would drop the reference silently.
            selected.append(f"""
                CASE WHEN new.{name} IS NOT NULL AND to_{name}.id IS NULL
                THEN error('{table.name}.{name}: article ' || new.article_id || ' has no ' || new.{name})
                ELSE to_{name}.id END AS {name}""")
        elif table.name in NUMBERED and name == table.key[0]:
            joins.append(
                f"JOIN {table.name}_ids AS own ON own.article_id = new.article_id AND own.local_id = new.{name}"
            )
            selected.append(f"own.id AS {name}")
        else:
            selected.append(f"new.{name}")
    return f"""
        SELECT {", ".join(selected)} FROM night_{table.name} AS new {" ".join(joins)}
        ORDER BY {", ".join(table.key)}
    """


def one_row(table: Table) -> str:
    return "SELECT " + ", ".join(f"${column.name} AS {column.name}" for column in table.columns)


def insert_rows(con: duckdb.DuckDBPyConnection, table: str, query: str, parameters: object = None) -> int:
    return int(con.execute(f"INSERT INTO {table} BY NAME {query}", parameters).fetchall()[0][0])
