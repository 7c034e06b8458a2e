"""Each way out, to real servers of this machine; and servers that fail."""

import json
import logging
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.alerts import channels
from flows.alerts.channels import ping, slack_message, teams_message, tell
from flows.configuration import Configuration, Notify, Smtp
from tests.alerts import LOG, refused
from tests.listeners import Listener, Mailbox, listening, taking_mail

SMTP = Smtp("127.0.0.1", "ledger@desk.example", ("night@desk.example", "day@desk.example"), security="none")


@pytest.fixture(scope="module")
def server() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


@pytest.fixture(scope="module")
def mail_server() -> Iterator[Mailbox]:
    with taking_mail() as mailbox:
        yield mailbox


@pytest.fixture
def listener(server: Listener) -> Listener:
    server.asked.clear()
    return server


@pytest.fixture
def mailbox(mail_server: Mailbox) -> Mailbox:
    mail_server.mails.clear()
    mail_server.logins.clear()
    return mail_server


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == LOG.name]


def test_a_webhook_slack_teams_and_a_command_are_told_at_once(
    listener: Listener, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    noted = tmp_path / "noted"
    notify = Notify(
        webhook=listener.address("/hook"),
        slack=listener.address("/slack"),
        teams=listener.address("/teams"),
        command=("sh", "-c", 'cat > "$0"', str(noted)),
    )
    alert = refused(tmp_path)
    tell(Configuration(notify), alert, LOG)
    asked = {path: body for _, path, body in listener.asked}
    assert asked == {"/hook": alert.document, "/slack": slack_message(alert), "/teams": teams_message(alert)}
    assert json.loads(noted.read_text()) == alert.document
    assert warnings(caplog) == []


def test_an_event_that_nobody_wants_is_not_told(listener: Listener, tmp_path: Path) -> None:
    tell(Configuration(Notify(on=("late",), webhook=listener.address("/hook"))), refused(tmp_path), LOG)
    assert listener.asked == []


def test_mail_reaches_all_its_readers(mailbox: Mailbox, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    alert = refused(tmp_path)
    tell(Configuration(smtp=replace(SMTP, port=mailbox.port)), alert, LOG)
    [mail] = mailbox.mails
    assert (mail["Subject"], mail["From"]) == (alert.title, "ledger@desk.example")
    assert mail["To"] == "night@desk.example, day@desk.example"
    assert mail.get_content().splitlines() == alert.text.splitlines()
    assert (mailbox.logins, warnings(caplog)) == ([], [])


def test_a_mail_server_that_asks_gets_the_password_of_the_environment(
    mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    smtp = Configuration(smtp=replace(SMTP, port=mailbox.port, user="ledger"))
    monkeypatch.setenv("NEWSLEDGER_SMTP_PASSWORD", "right")
    tell(smtp, refused(tmp_path), LOG)
    monkeypatch.setenv("NEWSLEDGER_SMTP_PASSWORD", "wrong")
    tell(smtp, refused(tmp_path), LOG)
    assert len(mailbox.mails) == 1
    assert mailbox.logins[0] == ("ledger", "right")
    assert warnings(caplog) == ["nobody was told by mail through 127.0.0.1: SMTPAuthenticationError"]


def test_a_mail_server_without_encryption_gets_nothing_by_default(
    mailbox: Mailbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tell(Configuration(smtp=replace(SMTP, port=mailbox.port, security="starttls")), refused(tmp_path), LOG)
    assert mailbox.mails == []
    assert warnings(caplog) == ["nobody was told by mail through 127.0.0.1: SMTPNotSupportedError"]


def test_a_ping_is_sent_after_a_load(listener: Listener) -> None:
    ping(Configuration(), LOG)
    ping(Configuration(Notify(ping=listener.address("/alive"))), LOG)
    assert listener.asked == [("GET", "/alive", None)]


def test_each_channel_that_fails_is_one_warning_without_its_secret(
    listener: Listener, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening_once:
        closed = listening_once.getsockname()[1]
    notify = Notify(
        webhook=listener.address("/500/verysecret"),
        slack=f"http://127.0.0.1:{closed}/verysecret",
        teams=f"http://127.0.0.1:{closed}/verysecret",
        command=("false", "verysecret"),
        ping=listener.address("/404/verysecret"),
    )
    configuration = Configuration(notify, replace(SMTP, port=closed))
    with caplog.at_level(logging.DEBUG):
        tell(configuration, refused(tmp_path), LOG)
        ping(configuration, LOG)
    assert "verysecret" not in caplog.text
    assert {record.levelname for record in caplog.records if record.name == LOG.name} == {"WARNING"}
    assert warnings(caplog) == [
        "nobody was told by webhook at 127.0.0.1: answer 500",
        "nobody was told by slack at 127.0.0.1: ConnectError",
        "nobody was told by teams at 127.0.0.1: ConnectError",
        "nobody was told by mail through 127.0.0.1: Connection refused",
        "nobody was told by command false: exit code 1",
        "nobody was told by ping at 127.0.0.1: answer 404",
    ]


def test_a_redirect_is_not_followed(listener: Listener, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    tell(Configuration(Notify(webhook=listener.address("/302/x"))), refused(tmp_path), LOG)
    assert [path for _, path, _ in listener.asked] == ["/302/x"]
    assert warnings(caplog) == ["nobody was told by webhook at 127.0.0.1: answer 302"]


def test_who_does_not_answer_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(channels, "ALL_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        tell(Configuration(Notify(webhook=address)), refused(tmp_path), LOG)
    assert warnings(caplog) == ["nobody was told by webhook at 127.0.0.1: no answer in 0 s"]


def test_a_command_that_does_not_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(channels, "SECONDS", 0.05)
    tell(Configuration(Notify(command=("sh", "-c", "sleep 60; true"))), refused(tmp_path), LOG)
    assert warnings(caplog) == ["nobody was told by command sh: not done in 0 s"]


def test_words_of_an_article_are_no_mention_in_slack_and_no_markdown_in_teams(tmp_path: Path) -> None:
    alert = replace(refused(tmp_path), said="<!channel> [here](https://x.example) & more")
    assert "&lt;!channel&gt; [here](https://x.example) &amp; more" in slack_message(alert)["text"]
    card = teams_message(alert)["attachments"][0]["content"]
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    assert {run["type"] for block in card["body"] for run in block["inlines"]} == {"TextRun"}
    assert card["body"][1]["inlines"][0]["text"] == alert.said


@pytest.mark.parametrize("address", ["http://[::1]x/secret", f"http://127.0.0.1/{'x' * 70_000}"])
def test_an_address_that_httpx_does_not_take_passes_for_nobody_told(
    address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tell(Configuration(notify=Notify(webhook=address)), refused(tmp_path), LOG)
    [warning] = warnings(caplog)
    assert warning.startswith("nobody was told by webhook at ")
    assert "secret" not in warning


def test_what_a_library_lacks_passes_for_nobody_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1")
    tell(Configuration(notify=Notify(webhook="https://alerts.example/x")), refused(tmp_path), LOG)
    assert warnings(caplog) == ["nobody was told by webhook at alerts.example: ImportError"]
