"""The rows of a night: read from Parquet files, given ids of the warehouse, inserted into the tables."""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from warehouse.build import entities, kept_ids
from warehouse.build.connections import execute_all, insert_rows
from warehouse.build.next_ids import NUMBERED
from warehouse.build.resolution_input import UNRESOLVED
from warehouse.schema.escaping import sql_text
from warehouse.schema.tables import TABLES
from warehouse.schema.tables.columns import Table
from warehouse.schema.tables.entities import APPEARANCES
from warehouse.schema.tables.stages import STAGE_FRAMES


def open_frames(con: duckdb.DuckDBPyConnection, work: Path) -> None:
    """Makes the Parquet files of the night readable, as a view `night_<group>` for each table of `STAGE_FRAMES`.

    Args:
        con: the candidate.
        work: the folder with the Parquet files.
    """
    execute_all(con, [_frame_view(work, group, schema) for group, schema in STAGE_FRAMES.items()])


def insert_inputs(con: duckdb.DuckDBPyConnection, load_id: str, seen_at: datetime) -> dict[str, int]:
    """Inserts the night's files, rejections and articles, whose ids are final already.

    Returns:
        The number of rows, by table.
    """
    of_load = {"load_id": load_id}
    return {
        "files": insert_rows(con, "files", _FILES, of_load | {"seen_at": seen_at}),
        "rejections": insert_rows(con, "rejections", _REJECTIONS, of_load),
        "articles": insert_rows(con, "articles", _ARTICLES, of_load),
    }


def give_ids(con: duckdb.DuckDBPyConnection, first_ids: dict[str, int]) -> None:
    """Gives each local id of the night an id in the warehouse, as tables `<table>_ids`; `kept_ids.note` came before.

    Args:
        con: the candidate.
        first_ids: the first free id, by table.
    """
    execute_all(con, [kept_ids.ids_table(name, first_ids[name]) for name in NUMBERED])


def note_entities(con: duckdb.DuckDBPyConnection) -> None:
    """Adds entity and probability to the ids of appearances, once `entities.settle` has set them.

    From here on `insert_with_ids` can fill the columns that depend on the entity of an appearance.
    """
    con.execute(_ENTITIES_OF_APPEARANCES)


def place_articles(con: duckdb.DuckDBPyConnection) -> None:
    """Sets the place that each of the night's articles reports from, once `note_entities` has run."""
    con.execute(_PLACES_OF_ARTICLES)


def insert_with_ids(con: duckdb.DuckDBPyConnection, *tables: str) -> dict[str, int]:
    """Inserts the night's rows of tables, with local ids replaced by those of `give_ids`.

    Returns:
        The number of rows, by table.

    Raises:
        duckdb.Error: a row refers to a local id that no row has, or breaks a rule of its table.
    """
    return {name: insert_rows(con, name, _rows_with_ids(TABLES[name])) for name in tables}


def _frame_view(work: Path, group: str, schema: pl.Schema) -> str:
    """Returns SQL for the view `night_<group>` of the Parquet files of a group; a missing group gets an empty file."""
    paths = sorted([*work.glob(f"{group}.parquet"), *work.glob(f"{group}-*.parquet")])
    if not paths:
        paths = [work / f"{group}.parquet"]
        pl.DataFrame(schema=schema).write_parquet(paths[0])
    listed = ", ".join(sql_text(str(path)) for path in paths)
    return f"CREATE TEMP VIEW night_{group} AS SELECT {', '.join(schema)} FROM read_parquet([{listed}])"


def _rows_with_ids(table: Table) -> str:
    """Returns SQL for the new rows of a table, with each local id replaced by the id in the warehouse.

    A column that depends on the entity of an appearance is taken from that appearance. In appearances themselves these
    columns hold the values of `UNRESOLVED`.
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
            # A local id that no row has must fail: as a null it would look like "no reference".
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


_FILES = "SELECT *, $load_id AS load_id, $seen_at AS seen_at FROM night_files ORDER BY file_id"

_REJECTIONS = "SELECT *, $load_id AS load_id FROM night_rejections"

# An article that is extracted anew is still that which an earlier load read.
_ARTICLES = """
    SELECT new.* EXCLUDE (place_appearance_id, place_source),
        new.article_id AS story_id, coalesce(old.lines_counted, false) AS lines_counted,
        coalesce(old.load_id, $load_id) AS load_id, $load_id AS extracted_load_id
    FROM night_articles AS new LEFT JOIN reprocessed AS old USING (article_id)
"""

_ENTITIES_OF_APPEARANCES = """
    CREATE OR REPLACE TEMP TABLE appearances_ids AS
    SELECT ids.article_id, local_id, id, entity_id, probability
    FROM appearances_ids AS ids JOIN appearances ON appearance_id = id
"""

_PLACES_OF_ARTICLES = """
    UPDATE articles SET place_appearance_id = place.id, place_entity_id = place.entity_id,
        place_source = new.place_source
    FROM night_articles AS new JOIN appearances_ids AS place
        ON place.article_id = new.article_id AND place.local_id = new.place_appearance_id
    WHERE articles.article_id = new.article_id
"""
