"""SQL: an editor, tables with their comments, questions with their queries, and limits that hold."""

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Any, Final, NamedTuple

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response, StreamingResponse
from starlette.exceptions import HTTPException

from flows.ui.forms import AForm
from flows.ui.templating import link
from flows.ui.view import MEDIA, AView, View
from warehouse import QueryError
from warehouse.read.bounded_query import MEMORY, SECONDS, run_bounded

router = APIRouter()

ROWS: Final = 500
"""Of a result on the page; its CSV has all."""

LONGEST_ADDRESS: Final = 4000
"""Characters of a query that is kept in the address; proxies cut addresses somewhere above 8,000."""

AT_A_TIME: Final = BoundedSemaphore(2)
"""Queries at a time: each may take a core and some hundred megabytes."""

KNOWN: Final = BoundedSemaphore(4)
"""Queries that run or wait to run; others are refused at once, for they would keep the pages from being made."""

PAGES: Final = {"article_id": "article", "figure_id": "figure", "story_id": "story", "entity_id": "entity",
                "load_id": "load"}  # fmt: skip
"""The page that a column leads to, by the end of its name."""

PIECE: Final = 10**5
"""Bytes of a result that are sent at a time."""


class Question(NamedTuple):
    """A question that newsledger is asked, and the SQL that answers it."""

    asks: str
    sql: str


@router.get("/sql")
def sql(view: AView, query: str = "") -> Response:
    """The editor, and the result of the query in the address."""
    return _answer(view, query)


@router.post("/sql")
def sent(view: AView, form: AForm) -> Response:
    """A query that was typed: it is kept in the address, unless it is too long for one."""
    query = form.get("query", "").replace("\r\n", "\n").strip()
    if len(query) <= LONGEST_ADDRESS and view.request.scope.get("newsledger.table") is None:
        return RedirectResponse(link("/sql", query=query), 303)
    return _answer(view, query)


@cache
def questions() -> tuple[Question, ...]:
    """Returns the questions that are kept, with their SQL."""
    text = (Path(__file__).parents[1] / "questions.toml").read_text("utf-8")
    return tuple(Question(row["asks"], row["sql"].strip()) for row in tomllib.loads(text)["question"])


def leads_to(column: str, value: Any) -> str | None:
    """Returns the address of the page about a value of a result; None where there is none."""
    page = next((page for end, page in PAGES.items() if column == end or column.endswith(f"_{end}")), None)
    if page is None or not isinstance(value, str if page == "load" else int):
        return None
    return link(f"/{page}/{value}")


def _answer(view: View, query: str) -> Response:
    asked = view.request.scope.get("newsledger.table")
    if asked is not None:
        return _export(view, query, *asked)
    result, wrong = None, ""
    if query.strip():
        try:
            result = _page(view, query)
        except QueryError as error:
            wrong = str(error)
    return view.render(
        "sql.html",
        status=400 if wrong else 200,
        query=query,
        result=result,
        wrong=wrong,
        rows_shown=ROWS,
        seconds=SECONDS,
        memory=MEMORY,
        questions=questions(),
        tables=_tables(view),
        leads_to=leads_to,
        keeps_address=len(query) <= LONGEST_ADDRESS,
    )


def _page(view: View, query: str) -> dict[str, Any]:
    """Returns columns, the first rows, and whether there are more."""
    with _bounded(view, query, f"page:{ROWS}") as found:
        result: dict[str, Any] = json.load(found)
        return result


def _export(view: View, query: str, table: str, form: str) -> Response:
    if table != "result":
        raise HTTPException(404, f"This page has no table {table}; it has result.")
    found = _bounded(view, query, form)
    headers = {"Content-Disposition": 'attachment; filename="result.csv"'} if form == "csv" else {}
    return StreamingResponse(_pieces(found), media_type=MEDIA[form], headers=headers)


def _bounded(view: View, query: str, form: str) -> IO[bytes]:
    if not KNOWN.acquire(blocking=False):
        raise HTTPException(503, "Other queries are running; ask again in a moment.")
    try:
        with AT_A_TIME:
            return run_bounded(view.reading.path, query, form)
    finally:
        KNOWN.release()


def _pieces(found: IO[bytes]) -> Iterator[bytes]:
    with found:
        while piece := found.read(PIECE):
            yield piece


def _tables(view: View) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Returns each table and mart with its columns."""
    columns = {
        key: list(rows)
        for key, rows in groupby(view.rows(_COLUMNS, limit=10_000), itemgetter("schema_name", "table_name"))
    }
    return [(row, columns[row["schema_name"], row["name"]]) for row in view.rows(_TABLES, limit=1_000)]


_TABLES: Final = """
SELECT schema_name, view_name AS name, 'marts.' || view_name AS written, comment FROM duckdb_views()
WHERE schema_name = 'marts'
UNION ALL
SELECT schema_name, table_name, table_name, comment FROM duckdb_tables() WHERE schema_name = 'main'
ORDER BY schema_name DESC, name
"""

_COLUMNS: Final = """
SELECT schema_name, table_name, column_name, data_type, comment FROM duckdb_columns()
WHERE schema_name IN ('main', 'marts') AND NOT internal
ORDER BY schema_name, table_name, column_index
"""
