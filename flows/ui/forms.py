"""Forms that pages send."""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

MOST_FIELDS = 20
"""Of a form; ours have six at most."""


async def read_form(request: Request) -> dict[str, str]:
    """Returns the fields of a form that was sent; of several of one name, the last.

    Raises:
        HTTPException: 400, the body is no form, or its sender went away.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind != "application/x-www-form-urlencoded":
            raise ValueError("this was sent as something else")  # noqa: TRY301 all that is no form has one answer
        text = (await request.body()).decode("ascii")
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS))
    except (ValueError, ClientDisconnect) as error:
        raise HTTPException(400, "A form of this page is expected.") from error


AForm = Annotated[dict[str, str], Depends(read_form)]
