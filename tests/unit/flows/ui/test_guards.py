"""Who is let in, asked of the guard alone."""

import asyncio
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from flows.ui.guards import HEADERS, LARGEST_BODY, Guards

HOST = "127.0.0.1:8321"


def ask(method: str = "GET", policy: str | None = None, **headers: str) -> tuple[int, dict[str, str]]:
    """Returns status and headers of what the guard, or the page behind it, answers."""
    page = PlainTextResponse("page", headers={"Content-Security-Policy": policy} if policy else None)
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in ({"host": HOST} | headers).items()]
    scope = {"type": "http", "method": method, "path": "/", "headers": given}
    asyncio.run(Guards(page, frozenset({"127.0.0.1", "localhost", "[::1]"}))(scope, receive, send))
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.parametrize("host", [HOST, "127.0.0.1", "localhost:1", "[::1]:8321", "[::1]"])
def test_its_own_names_are_let_in_with_any_port(host: str) -> None:
    assert ask(host=host)[0] == 200


@pytest.mark.parametrize(
    "host", ["", "elsewhere.example", "127.0.0.1.elsewhere.example", "127.0.0.2", "localhost.", "a:b"]
)
def test_other_names_are_refused(host: str) -> None:
    assert ask(host=host)[0] == 421


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8321", "https://127.0.0.1:8321"])
def test_a_form_of_these_pages_is_taken(origin: str) -> None:
    assert ask("POST", origin=origin, content_length="5")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "origin",
    [None, "null", "http://127.0.0.1:8322", "http://elsewhere.example", "127.0.0.1:8321", "x://127.0.0.1:8321", ""],
)
def test_a_form_of_another_site_is_refused(origin: str | None, method: str) -> None:
    more = {} if origin is None else {"origin": origin}
    assert ask(method, content_length="5", **more)[0] == 403


@pytest.mark.parametrize("length", ["", "-1", "x", "1e3", "²", str(LARGEST_BODY + 1), "9" * 30])
def test_a_form_that_is_too_large_or_of_unknown_length_is_refused(length: str) -> None:
    assert ask("POST", origin=f"http://{HOST}", content_length=length)[0] == 413


def test_a_form_that_comes_in_chunks_is_refused_whatever_length_it_says() -> None:
    assert ask("POST", origin=f"http://{HOST}", content_length="5", transfer_encoding="chunked")[0] == 413


def test_every_answer_has_the_headers_and_a_page_may_have_a_policy_of_its_own() -> None:
    for status, headers in (ask(), ask(host="elsewhere.example")):
        assert status in (200, 421)
        assert {name.lower(): value for name, value in HEADERS.items()}.items() <= headers.items()
        assert headers["cache-control"] == "no-store"
    assert ask(policy="default-src 'none'")[1]["content-security-policy"] == "default-src 'none'"
