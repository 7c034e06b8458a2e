"""Newsletters and saved pages, and messages that would do harm."""

# ruff: noqa: E501 -- files as they are written

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from tests import raw
from transforms.readers import mail
from transforms.readers.records import Record, Rejection

STORY = "The ferry to Port Ellery was stopped on Friday after a storm, the harbour master said. Nobody was hurt."
PAGE = f"<html><body><h1>Ferry stopped</h1><article><p>{STORY}</p><p>Boats wait – all of them, he said.</p></article></body></html>"


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in {
        "From": "Harbour Post <news@post.example>",
        "Subject": "Ferry stopped at Café Pier",
        "Date": "Wed, 04 Mar 2026 10:00:00 +0000",
        "Message-ID": "<1@post.example>",
        **headers,
    }.items():
        made[name] = value
    return made


def test_a_newsletter_gives_its_page() -> None:
    made = message()
    made.set_content("Open this in a browser.")
    made.add_alternative(PAGE, subtype="html")
    opened = raw.opened(bytes(made))
    assert opened.format == "mail"
    (found,) = opened.records
    assert isinstance(found, Record)
    assert STORY in found.text
    assert found.text.startswith("Ferry stopped at Café Pier\n")
    assert (found.title, found.publisher) == ("Ferry stopped at Café Pier", "Harbour Post")
    assert found.published == datetime(2026, 3, 4, 10, tzinfo=UTC)
    assert "browser" not in found.text


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_plain_message_gives_its_text(charset: str) -> None:
    made = message()
    made.set_content(f"{STORY}\n\n“Boats wait.”\n", charset=charset)
    made.add_attachment(b"x" * 99, maintype="image", subtype="png", filename="a.png")
    (found,) = raw.read(bytes(made))
    assert isinstance(found, Record)
    assert [line for line in found.text.splitlines() if line] == ["Ferry stopped at Café Pier", STORY, "“Boats wait.”"]


def test_a_saved_page_is_read_as_the_page() -> None:
    data = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/1\r\nSubject: x\r\nDate: Fri, 1 May 2026 10:00:00 +0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://post.example/1\r\n\r\n"
        + PAGE.replace("–", "=E2=80=93")
        + "\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
    )
    (found,) = raw.read(data.encode())
    assert isinstance(found, Record)
    assert found.url == "https://post.example/1"
    assert found.published is None
    assert "Boats wait – all of them" in found.text


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Content-Type": "multipart/encrypted; boundary=b"}, "encrypted"),
        ({"Content-Type": "image/png"}, "no_text"),
    ],
)
def test_what_holds_no_text_is_rejected(change: dict[str, str], reason: str) -> None:
    assert raw.reasons(bytes(message(**change))) == [reason]


def test_messages_of_many_parts_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    head = b"Message-ID: <1@post.example>\nMIME-Version: 1.0\n"
    many = head + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000 + b"--b--\n"
    deep = head + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(900))
    assert raw.reasons(many) == ["too_complex"]
    assert raw.reasons(deep) == ["too_complex"]
    monkeypatch.setattr(mail, "MAX_MAIL_BYTES", 100)
    assert raw.reasons(bytes(message())) == ["too_large"]


@pytest.mark.parametrize(
    "text",
    [
        f"From: our correspondent\nSubject: the ferry\n\n{STORY}\n",
        f"To: all\nFrom: the mayor\nDate: Friday\n\n{STORY}\n",
        f"Received: one letter\n\n{STORY}\n",
        f"Ferry stopped\nMessage-ID: no\n\n{STORY}\n",
    ],
)
def test_letters_in_print_are_articles(text: str) -> None:
    (found,) = raw.read(text.encode())
    assert isinstance(found, Record), found
    assert raw.opened(text.encode()).format == "text"


def test_damage_is_a_rejection() -> None:
    (found,) = raw.read(b"MIME-Version: 1.0\nMessage-ID: <1>\nContent-Type: multipart/mixed\n\n\xff\xfe")
    assert isinstance(found, Rejection)
