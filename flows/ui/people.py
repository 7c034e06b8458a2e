"""Who writes a decision or a note: a name that is asked once, and kept in a cookie of these pages."""

from typing import Final
from urllib.parse import quote, unquote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse

COOKIE: Final = "newsledger_by"

LONGEST: Final = 100
"""Characters of a name."""

YEAR: Final = 365 * 24 * 3600


def known_name(request: Request) -> str:
    """Returns the name that was given before; empty without one."""
    return checked_name(unquote(request.cookies.get(COOKIE, ""), errors="replace")) or ""


def checked_name(text: str) -> str | None:
    """Returns a name with single spaces; None where it is empty, too long, or has characters that no name has."""
    name = " ".join(text.split())
    return name if name and len(name) <= LONGEST and name.isprintable() else None


def required_name(form: dict[str, str]) -> str:
    """Returns the name in a form.

    Raises:
        HTTPException: 400, there is none.
    """
    name = checked_name(form.get("by", ""))
    if name is None:
        raise HTTPException(400, f"Say who you are, in at most {LONGEST} characters: it is kept with what you write.")
    return name


def redirect_remembering(address: str, name: str) -> RedirectResponse:
    """Returns a redirect that keeps the name for the next form; forms of other sites do not get it."""
    made = RedirectResponse(address, 303)
    made.set_cookie(COOKIE, quote(name), max_age=YEAR, httponly=True, samesite="strict")
    return made
