"""Nights that bring articles, and what `warehouse.build.stories` makes of them: without all other tables of a load."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import duckdb
import polars as pl

from tests.telling import FIRST_DAY, Reckoned, Told
from transforms.relate.relators import RELATORS
from warehouse.build import polars_frames as frames
from warehouse.build import stories
from warehouse.schema.tables import TABLES

Rows = list[tuple[Any, ...]]

ARTICLES = """
    CREATE TABLE articles (article_id BIGINT, name VARCHAR, headline VARCHAR, outlet VARCHAR, published_on DATE,
        copy_of BIGINT, story_id BIGINT)
"""


_INSERT = """
    INSERT INTO articles
    SELECT article_id, name, 'On ' || name, 'Outlet ' || article_id % 3, day, NULL, article_id FROM read
"""


class Ledger:
    """A warehouse of the tables that tell of stories, in memory."""

    def __init__(self) -> None:
        self._base = duckdb.connect()
        self._base.execute(ARTICLES)
        for name in ("stories", "threads", "story_redirects", "story_terms"):
            columns = ", ".join(f"{column.name} {column.type}" for column in TABLES[name].columns)
            self._base.execute(f"CREATE TABLE {name} ({columns})")
        self.nights = 0

    @contextmanager
    def _night(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._base.cursor() as con:  # with temporary tables of its own
            yield con

    def load(
        self,
        new: Sequence[Reckoned | Told] = (),
        *,
        gone: Sequence[str] = (),
        copies: dict[str, str] | None = None,
        undated: Sequence[str] = (),
    ) -> int:
        """Loads a night; returns the number of stories that it changed. `copies` are those after it, by name."""
        self.nights += 1
        with self._night() as con:
            con.execute(
                "CREATE TEMP TABLE gone AS SELECT article_id FROM articles WHERE name IN $gone", {"gone": list(gone)}
            )
            stories.note(con)
            con.execute("DELETE FROM articles WHERE article_id IN (SELECT article_id FROM gone)")
            con.execute("DELETE FROM story_terms WHERE article_id IN (SELECT article_id FROM gone)")
            ((last,),) = con.execute("SELECT coalesce(max(article_id), 0) FROM articles").fetchall()
            days = [None if a.name in undated else FIRST_DAY + timedelta(days=a.day) for a in new]
            read = {"article_id": range(last + 1, last + 1 + len(new)), "name": [a.name for a in new], "day": days}
            frames.store(con, "read", pl.DataFrame(read, {"article_id": pl.Int64, "name": pl.String, "day": pl.Date}))
            con.execute(_INSERT)
            terms = [(n, *term) for n, a in enumerate(new, last + 1) for term in a.terms]
            frames.store(con, "read", pl.DataFrame(terms, TABLES["story_terms"].schema, orient="row"))
            con.execute("INSERT INTO story_terms FROM read")
            if copies is not None:
                con.execute("UPDATE articles SET copy_of = NULL")
                for copy, original in copies.items():
                    con.execute(
                        "UPDATE articles SET copy_of = (SELECT article_id FROM articles WHERE name = $original) "
                        "WHERE name = $copy",
                        {"original": original, "copy": copy},
                    )
            return stories.settle(con, RELATORS, f"night {self.nights}")

    def rows(self, query: str) -> Rows:
        return self._base.execute(query).fetchall()

    def stories(self) -> set[frozenset[str]]:
        return {frozenset(names) for (names,) in self.rows("SELECT list(name) FROM articles GROUP BY story_id")}

    def threads(self) -> set[frozenset[str]]:
        query = "SELECT list(name) FROM articles JOIN stories USING (story_id) GROUP BY thread_id"
        return {frozenset(names) for (names,) in self.rows(query)}

    def redirects(self) -> Rows:
        return self.rows("SELECT old_story_id, new_story_id, load_id, reason FROM story_redirects ORDER BY ALL")
