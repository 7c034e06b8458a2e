"""What each page is made with: its request, a connection, the tables that it shows, and its template."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from textwrap import indent
from typing import Annotated, Any, Final, TextIO, cast

from fastapi import Depends, Path, Query, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from starlette.exceptions import HTTPException

from flows.ui.templating import TEMPLATES
from warehouse.read.connection import render_sql
from warehouse.read.formats import WRITERS
from warehouse.read.served import Reading, Record, ServedWarehouse

PAGE: Final = 50
"""Rows of a list on one page."""

Id = Annotated[int, Path(ge=1, le=2**63 - 1)]
"""An id in an address."""

PageNumber = Annotated[int, Query(ge=1, le=10_000)]

IN_MEMORY, PIECE = 4 * 10**6, 10**5
"""Characters of a table that are held before it goes to a file, and those that are sent at a time."""

MEDIA: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table of a page.

    Attributes:
        name: its name in the address of its CSV and JSON.
        sql: the very query that gives all its rows.
        columns: names of its columns.
        rows: those that the page shows.
        more: whether there are rows behind these.
        page: which page of them this is, from 1.
    """

    name: str
    sql: str
    columns: tuple[str, ...]
    rows: tuple[Record, ...]
    more: bool
    page: int


class View:
    """A page in the making."""

    def __init__(self, request: Request, reading: Reading) -> None:
        self.request = request
        self.reading = reading
        self._tables: dict[str, ShownTable] = {}

    def table(
        self, name: str, sql: str, *, keys: str | None = None, limit: int = PAGE, page: int = 1, **values: Any
    ) -> ShownTable:
        """Returns the first rows of a query as a table of this page, with an address for all of them.

        A query that joins large tables for the few rows of a page would take seconds. So `keys` finds the rows to show
        in one narrow table, and `sql` has `WHERE id IN ($keys)`: the page asks it for the ids that were found, and its
        CSV, its JSON and whoever reads the SQL get both in one. `keys` must order as `sql` does.

        Args:
            name: its name in the address, letters and hyphens.
            sql: the query, in which `$name` stands for a value.
            keys: a query for the ids of its rows; None where `sql` needs none.
            limit: most rows on the page.
            page: which page of rows.
            values: text, numbers, lists of text or None for each `$name`.

        Raises:
            QueryError: the query fails.
        """
        offset = (page - 1) * limit
        if keys is None:
            written = render_sql(sql.strip("\n"), **values)
            found = self.reading.first(written, limit, offset)
            made = ShownTable(name, written, found.columns, found.rows, found.more, page)
        else:
            wanted = self.reading.first(render_sql(keys, **values), limit, offset)
            ids = ", ".join(str(next(iter(row.values()))) for row in wanted.rows)
            written, asked = (
                render_sql(sql.strip("\n").replace("$keys", keys_), **values)
                for keys_ in (indent(keys.rstrip(), "    ") + "\n", ids or "NULL")
            )
            found = self.reading.first(asked, limit)
            made = ShownTable(name, written, found.columns, found.rows, wanted.more, page)
        self._tables[name] = made
        return made

    def one(self, what: str, sql: str, **values: Any) -> Record:
        """Returns the only row of a query.

        Raises:
            HTTPException: 404, there is none; `what` names what was asked for.
            QueryError: the query fails.
        """
        rows = self.reading.first(render_sql(sql, **values), 1).rows
        if not rows:
            raise HTTPException(404, f"{what} is not in the published version.")
        return rows[0]

    def rows(self, sql: str, *, limit: int = PAGE, **values: Any) -> tuple[Record, ...]:
        """Returns the first rows of a query that is no table of the page.

        Raises:
            QueryError: the query fails.
        """
        return self.reading.first(render_sql(sql, **values), limit).rows

    def outlets(self) -> list[str]:
        """Returns the names of all outlets, in alphabetical order."""
        found = self.rows("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY outlet", limit=2000)
        return [row["outlet"] for row in found]

    def render(self, template: str, *, status: int = 200, **content: Any) -> Response:
        """Returns the page, or the table of it that the address asks for, as CSV or JSON."""
        asked = self.request.scope.get("newsledger.table")
        if asked is not None:
            return self._export(*asked)
        return render(self.request, template, status, load=self._load(), **content)

    def _export(self, name: str, form: str) -> Response:
        """Returns all rows of a table; they are written to a file first, so that an error is told before them."""
        table = self._tables.get(name)
        if table is None:
            known = ", ".join(sorted(self._tables)) or "none"
            raise HTTPException(404, f"This page has no table {name}; it has {known}.")
        rows = self.reading.all(table.sql)
        names = [str(column) for column in next(rows)]
        # The answer closes it behind its last piece.
        written = SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115
        WRITERS[form](names, rows, cast("TextIO", written))
        written.seek(0)
        headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'} if form == "csv" else {}
        return StreamingResponse(_pieces(written), media_type=MEDIA[form], headers=headers)

    def _load(self) -> Record:
        """Returns id and age of the published load."""
        load_id = self.reading.path.parent.name
        found = self.rows("SELECT finished_at FROM loads WHERE load_id = $id", id=load_id)
        made = found[0]["finished_at"].replace(tzinfo=UTC) if found else None
        return {"load_id": load_id, "at": made, "age": datetime.now(UTC) - made if made else None}


def _pieces(written: SpooledTemporaryFile[str]) -> Iterator[str]:
    with written:
        while piece := written.read(PIECE):
            yield piece


def view(request: Request) -> Iterator[View]:
    """Yields the page in the making, over a connection of its own to the version that is published now.

    Raises:
        WarehouseError: nothing is published, or it is damaged.
    """
    served: ServedWarehouse = request.app.state.served
    with served.open() as reading:
        yield View(request, reading)


AView = Annotated[View, Depends(view)]


def render(request: Request, template: str, status: int = 200, **content: Any) -> HTMLResponse:
    """Returns a page out of a template; `load` is null where there is no warehouse to read."""
    page = TEMPLATES.get_template(template).render({"request": request, "load": None} | content)
    return HTMLResponse(page, status_code=status)
