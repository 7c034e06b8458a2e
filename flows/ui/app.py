"""The web application: its pages, its errors, and what guards it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

import flows.ui.pages
from flows.ui.charts.svg import stylesheet
from flows.ui.guards import Guards
from flows.ui.table_addresses import TableAddresses
from flows.ui.view import render
from warehouse import QueryError, WarehouseError
from warehouse.read.served import ServedWarehouse

MEMORY: Final = "130MB"
"""Most memory of all queries that run at a time: the process stays below 300 MB with it."""

SECONDS: Final = 20.0
"""Most time of a page or an export; pages take less than one."""

AT_A_TIME: Final = 8
"""Requests that are worked on at a time; others wait. Forty, as is usual, would share that memory, and most would fail;
with eight, queries of `/sql` leave half of them to the pages."""


def make_app(warehouse: Path, hosts: frozenset[str]) -> FastAPI:
    """Returns the application that shows a warehouse.

    Args:
        warehouse: the folder of the warehouse; it may be published later.
        hosts: names, without a port, under which it may be asked: a page of another site that has its own name lead
            to this machine is refused.
    """
    app = FastAPI(title="newsledger", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_few_at_a_time)
    app.state.served = ServedWarehouse(warehouse, MEMORY, SECONDS)
    for module in sorted(found.name for found in iter_modules(flows.ui.pages.__path__)):
        app.include_router(import_module(f"{flows.ui.pages.__name__}.{module}").router)
    app.get("/static/charts.css")(lambda: Response(stylesheet(), media_type="text/css"))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.add_middleware(TableAddresses)
    app.add_middleware(Guards, hosts=hosts)
    app.add_exception_handler(RequestValidationError, _bad_request)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(QueryError, _query_error)
    app.add_exception_handler(WarehouseError, _warehouse_error)
    app.add_exception_handler(Exception, _fault)
    return app


@asynccontextmanager
async def _few_at_a_time(_: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = AT_A_TIME
    yield


async def _bad_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = "; ".join(f"{found['loc'][-1]}: {found['msg']}" for found in error.errors()[:5])
    status = 404 if all(found["loc"][0] == "path" for found in error.errors()) else 400
    return _error(request, status, "This address cannot be read", wrong)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title = "There is no such page" if error.status_code == 404 else "That did not work"
    told = "" if error.detail in ("Not Found",) else str(error.detail)
    return _error(request, error.status_code, title, told)


async def _query_error(request: Request, error: Exception) -> Response:
    return _error(request, 400, "The query failed", str(error))


async def _warehouse_error(request: Request, error: Exception) -> Response:
    return _error(request, 503, "The warehouse cannot be used", str(error))


async def _fault(request: Request, error: Exception) -> Response:  # noqa: ARG001 the server logs the error
    return _error(request, 500, "newsledger failed", "This is a fault of newsledger; its log has the details.")


def _error(request: Request, status: int, title: str, told: str) -> HTMLResponse | PlainTextResponse:
    """Returns a page that says what is wrong; for a table as CSV or JSON only the words."""
    if request.scope.get("newsledger.table") is not None:
        return PlainTextResponse(f"{title}: {told}\n", status_code=status)
    return render(request, "error.html", status, title=title, told=told)
