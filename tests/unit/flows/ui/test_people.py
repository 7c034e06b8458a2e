import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from flows.ui.people import LONGEST, checked_name, known_name, redirect_remembering, required_name


def asked(cookie: str) -> Request:
    return Request({"type": "http", "headers": [(b"cookie", cookie.encode("latin-1"))]})


@pytest.mark.parametrize("name", ["Ana", "Zoë Müller", "李 雷", 'O"Hara; x=1, \\', "a" * LONGEST])
def test_a_name_is_known_again(name: str) -> None:
    cookie = redirect_remembering("/notes", name).headers["set-cookie"]
    assert known_name(asked(cookie.partition(";")[0])) == name


@pytest.mark.parametrize("text", ["", " \n", "a" * (LONGEST + 1), "a\x00b", "a\x1bb", "a\u202eb", "a\u2066b"])
def test_what_is_no_name(text: str) -> None:
    assert checked_name(text) is None
    with pytest.raises(HTTPException):
        required_name({"by": text})


def test_a_name_is_kept_with_single_spaces() -> None:
    assert required_name({"by": "  Ana \t Example "}) == "Ana Example"
    assert known_name(asked("newsledger_by=%00")) == ""
    assert known_name(asked("other=1")) == ""
