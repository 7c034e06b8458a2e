import asyncio
from typing import Any

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from flows.ui.forms import MOST_FIELDS, read_form


def sent(body: bytes, kind: str = "application/x-www-form-urlencoded") -> dict[str, str]:
    async def receive() -> Any:
        return {"type": "http.request", "body": body}

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", kind.encode())]}
    return asyncio.run(read_form(Request(scope, receive)))


def test_fields_of_a_form() -> None:
    assert sent(b"a=1&b=%C3%BC+x%0D%0A&c=&a=2") == {"a": "2", "b": "ü x\r\n", "c": ""}
    assert sent(b"", "Application/X-WWW-Form-Urlencoded; charset=utf-8") == {}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"a=1", "text/plain"),
        (b"a=1", ""),
        (b"a=%FF", "application/x-www-form-urlencoded"),
        ("a=ü".encode(), "application/x-www-form-urlencoded"),
        (b"&".join([b"a=1"] * (MOST_FIELDS + 1)), "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_form_is_told_so(body: bytes, kind: str) -> None:
    with pytest.raises(HTTPException) as raised:
        sent(body, kind)
    assert raised.value.status_code == 400
