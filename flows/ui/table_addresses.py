"""Addresses of the tables of a page: `/story/12/claims.csv` is the table `claims` of `/story/12`, as CSV."""

import re
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

_ADDRESS: Final = re.compile(r"(?P<page>.*)/(?P<table>[a-z][a-z-]*)\.(?P<form>csv|json)")


class TableAddresses:
    """Hands the page itself what asks for one of its tables, with the table's name and format in the scope."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on."""
        found = _ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is not None and not scope["path"].startswith("/static/"):
            page = found["page"] or "/"
            scope = dict(scope) | {
                "path": page,
                "raw_path": page.encode(),
                "newsledger.table": (found["table"], found["form"]),
            }
        await self._app(scope, receive, send)
