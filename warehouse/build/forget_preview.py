"""What would go if something were taken down: for whoever is about to ask for it."""

# ruff: noqa: S608 - what the SQL is put together from are constants

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse import QueryError
from warehouse.build import clearing, forgotten, traces
from warehouse.build.connections import open_published, read_published
from warehouse.publish import layout
from warehouse.publish.forgotten import Forgotten
from warehouse.read.known_names import did_you_mean
from warehouse.schema.escaping import escape
from warehouse.schema.tables.versions import ADDRESS

SHOWN = 20
"""Articles and names that are listed; the totals count all."""

COUNTED = ("blocks", "mentions", "figures", "quotes", "article_versions")
"""Tables whose rows are counted."""

ADDRESSES = 100_000
"""Addresses that are compared with one that is not found."""


@dataclass(frozen=True, slots=True)
class Named:
    """An article, as a list names it."""

    article_id: int
    outlet: str | None
    published_on: date | None
    headline: str | None


@dataclass(frozen=True, slots=True)
class ForgetPreview:
    """What would go.

    Attributes:
        article_ids: of all articles that go: those that are asked for, and those with the same words or address.
        articles: the first of them.
        rows: how many rows of some tables go with them.
        names: names that no other article has.
        reprints: articles that reprint one of them, and stay.
        stories: ids of stories that go on under another id.
        files: how many files of the corpus hold nothing else.
        versions: earlier versions that hold some of it.
    """

    article_ids: tuple[int, ...]
    articles: tuple[Named, ...]
    rows: dict[str, int]
    names: tuple[str, ...]
    reprints: tuple[Named, ...]
    stories: tuple[int, ...]
    files: int
    versions: tuple[str, ...]


def preview(directory: Path, base: Path, taken_down: Forgotten) -> ForgetPreview:
    """Returns what would go of what is published, and which earlier versions hold it.

    Raises:
        WarehouseError: what is published cannot be read.
    """
    with open_published(base) as con:
        forgotten.find_articles(con, taken_down)
        traces.note(con)
        ids = tuple(number for (number,) in con.execute(_IDS).fetchall())
        return ForgetPreview(
            article_ids=ids,
            articles=_named(con, _ARTICLES),
            rows={table: _count(con, table) for table in COUNTED},
            names=tuple(name for (name,) in con.execute(_NAMES).fetchall()),
            reprints=_named(con, _REPRINTS),
            stories=tuple(number for (number,) in con.execute(_STORIES).fetchall()),
            files=int(con.execute("SELECT count(*) FROM forgotten_files").fetchall()[0][0]),
            versions=tuple(
                name for name in clearing.versions_with(directory, taken_down) if name != layout.linked(directory)
            ),
        )


def articles_at(base: Path, url: str) -> list[int]:
    """Returns the articles of a version at an address; scheme, "www." and what counts clicks make no other one.

    Raises:
        QueryError: there is none; the message names the address that may be meant.
    """
    given = pl.DataFrame({"given_url": [url]})
    asked = f"(SELECT {ADDRESS} FROM (SELECT given_url AS url FROM given))"
    found = read_published(base, f"SELECT article_id FROM articles WHERE {ADDRESS} = {asked} ORDER BY 1", given)
    if found.is_empty():
        known = read_published(base, f"SELECT DISTINCT url FROM articles WHERE url IS NOT NULL LIMIT {ADDRESSES}")
        raise QueryError(
            f'no article has the address "{escape(url)}"; {did_you_mean(url, known["url"].to_list())}'
            "`newsledger search` finds articles by their words"
        )
    return found["article_id"].to_list()


def articles_there(base: Path, article_ids: tuple[int, ...]) -> set[int]:
    """Returns which of some ids are those of articles of a version."""
    given = pl.DataFrame({"article_id": list(article_ids)}, {"article_id": pl.Int64()})
    return {
        *read_published(base, "SELECT article_id FROM given SEMI JOIN articles USING (article_id)", given)["article_id"]
    }


def _named(con: duckdb.DuckDBPyConnection, sql: str) -> tuple[Named, ...]:
    rows: list[tuple[Any, ...]] = con.execute(sql).fetchall()
    return tuple(Named(*row) for row in rows)


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    sql = f"SELECT count(*) FROM {table} SEMI JOIN forgotten_now USING (article_id)"
    return int(con.execute(sql).fetchall()[0][0])


_IDS = "SELECT article_id FROM forgotten_now ORDER BY article_id"

_COLUMNS = "article_id, outlet, published_on, headline"

_ARTICLES = f"""
    SELECT {_COLUMNS} FROM articles SEMI JOIN forgotten_now USING (article_id) ORDER BY article_id LIMIT {SHOWN}
"""

_REPRINTS = f"""
    SELECT {_COLUMNS} FROM articles ANTI JOIN forgotten_now USING (article_id)
    WHERE copy_of IN (SELECT article_id FROM forgotten_now) ORDER BY article_id LIMIT {SHOWN}
"""

_STORIES = """
    SELECT DISTINCT story_id FROM articles ANTI JOIN forgotten_now USING (article_id)
    WHERE story_id IN (SELECT article_id FROM forgotten_now) ORDER BY story_id
"""

_NAMES = f"""
    SELECT name FROM entities SEMI JOIN (FROM appearances SEMI JOIN forgotten_now USING (article_id)) USING (entity_id)
    ANTI JOIN (FROM appearances ANTI JOIN forgotten_now USING (article_id)) USING (entity_id)
    ORDER BY name LIMIT {SHOWN}
"""
