import asyncio
from typing import Any

import pytest

from flows.ui.table_addresses import TableAddresses


def passed_on(path: str, kind: str = "http") -> tuple[str, Any]:
    """Returns the path that the pages see, and the table that is asked for."""
    seen: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope)

    asyncio.run(TableAddresses(app)({"type": kind, "path": path, "raw_path": path.encode()}, None, None))
    assert seen[0]["raw_path"].decode() == seen[0]["path"]
    return seen[0]["path"], seen[0].get("newsledger.table")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/story/12/claims.csv", ("/story/12", ("claims", "csv"))),
        ("/stories.json", ("/", ("stories", "json"))),
        ("/claims/claims.json", ("/claims", ("claims", "json"))),
        ("/outlet/printed-by.csv", ("/outlet", ("printed-by", "csv"))),
        ("//a.csv", ("/", ("a", "csv"))),
    ],
)
def test_the_table_of_a_page_leads_to_the_page(path: str, found: object) -> None:
    assert passed_on(path) == found


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/stories",
        "/stories/claims.xml",
        "/static/a.csv",
        "/story/12/.csv",
        "/story/12/Claims.csv",
        "/x/1.csv",
        "/a.csv/",
    ],
)
def test_all_else_passes_as_it_is(path: str) -> None:
    assert passed_on(path) == (path, None)


def test_what_is_no_request_passes() -> None:
    assert passed_on("/a.csv", "lifespan") == ("/a.csv", None)
