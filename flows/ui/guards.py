"""What keeps strangers out: other sites cannot ask these pages, and pages cannot load or run what is not ours."""

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Final = {
    # Text of articles is escaped; were it not, the browser would still run nothing of it and ask nobody.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

UNSAFE: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})

LARGEST_BODY: Final = 10**6
"""Bytes of the largest form: a query or a note."""


class Guards:
    """Refuses what comes by another name or from another site, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it with a line that says why."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if scope["method"] == "HEAD":  # as GET; the server sends no body, since it was asked for none
            scope = dict(scope) | {"method": "GET"}
        refused = self._refusal(scope["method"], Headers(scope=scope))
        await (self._app if refused is None else refused)(scope, receive, guarded)

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if _name(host) not in self._hosts:
            return PlainTextResponse(f"These pages are not to be asked as {host[:100]!r}.\n", 421)
        if method in UNSAFE:
            origin = headers.get("origin")
            if origin not in (f"http://{host}", f"https://{host}"):
                return PlainTextResponse("This form was not sent by one of these pages.\n", 403)
            length = "" if "transfer-encoding" in headers else headers.get("content-length", "")
            if not length.isdecimal() or len(length) > 9 or int(length) > LARGEST_BODY:
                return PlainTextResponse("This form is too large.\n", 413)
        return None


def _name(host: str) -> str:
    """Returns a host without its port."""
    return host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
