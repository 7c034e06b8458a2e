"""The ways on which a message goes out. None of them holds up a load, and none says an address or a password."""

import json
import logging
import os
import signal
import smtplib
import ssl
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial
from threading import Thread
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import httpx

from flows.alerts.message import Alert
from flows.configuration import PASSWORD, Configuration, Smtp

SECONDS = 5.0
"""For one answer of a server, or the end of a command."""
ALL_SECONDS = 10.0
"""For all channels, which work at the same time: what takes longer is left to itself."""
LONGEST_CHAT = 3_500
"""Characters of a chat message; Slack folds longer ones away, and Teams refuses 28 KB."""

Log = logging.Logger | logging.LoggerAdapter[Any]

# At INFO httpx logs the whole address of each request, and ours are secrets.
logging.getLogger("httpx").setLevel(logging.WARNING)


class NotToldError(Exception):
    """A message did not go out; the text says why, without address or password."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One way out.

    Attributes:
        name: what a warning calls it.
        send: sends the message, or raises.
    """

    name: str
    send: Callable[[], None]


def tell(configuration: Configuration, alert: Alert, log: Log) -> None:
    """Tells all that are configured, at the same time; each that cannot be reached is one warning in the log."""
    if alert.event in configuration.notify.on:
        _warn(deliver(channels(configuration, alert)), log)


def ping(configuration: Configuration, log: Log) -> None:
    """Tells whoever waits for a sign of life that a load was published."""
    address = configuration.notify.ping
    if address:
        _warn(deliver([Channel(f"ping at {_host(address)}", partial(_request, "GET", address))]), log)


def deliver(channels: list[Channel]) -> dict[str, str | None]:
    """Sends through all channels at the same time.

    Returns:
        For each channel, by its name, what went wrong; null where nothing did.
    """
    failures: dict[str, str] = {}

    def send(channel: Channel) -> None:
        try:
            channel.send()
        except NotToldError as error:
            failures[channel.name] = str(error)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            # What a server of mail says may hold anything; its code and the kind of error are enough.
            failures[channel.name] = getattr(error, "strerror", None) or type(error).__name__
        except Exception as error:  # noqa: BLE001 - a thread that ended in any other way would pass for one that told
            failures[channel.name] = type(error).__name__

    # Unlike a pool's, these threads do not keep the process when it ends.
    threads = {channel.name: Thread(target=send, args=(channel,), daemon=True) for channel in channels}
    for thread in threads.values():
        thread.start()
    deadline = monotonic() + ALL_SECONDS
    for thread in threads.values():
        thread.join(max(0.0, deadline - monotonic()))
    return {
        name: f"no answer in {ALL_SECONDS:.0f} s" if thread.is_alive() else failures.get(name)
        for name, thread in threads.items()
    }


def _warn(delivered: dict[str, str | None], log: Log) -> None:
    for name, trouble in delivered.items():
        if trouble:
            log.warning("nobody was told by %s: %s", name, trouble)


def channels(configuration: Configuration, alert: Alert) -> list[Channel]:
    """Returns all ways out that are configured, each with the message."""
    notify, smtp = configuration.notify, configuration.smtp
    addresses = (
        ("webhook", notify.webhook, alert.document),
        ("slack", notify.slack, slack_message(alert)),
        ("teams", notify.teams, teams_message(alert)),
    )
    found = [
        Channel(f"{name} at {_host(address)}", partial(_request, "POST", address, document))
        for name, address, document in addresses
        if address
    ]
    if smtp:
        found.append(Channel(f"mail through {smtp.host}", partial(_mail, smtp, alert)))
    if notify.command:
        found.append(Channel(f"command {notify.command[0]}", partial(_run, notify.command, alert)))
    return found


def slack_message(alert: Alert) -> dict[str, Any]:
    """Returns a message for Slack, in which nothing that an article says is a mention or a link."""
    text = f"{alert.title}\n{alert.text}"[:LONGEST_CHAT]
    return {"text": text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")}


def teams_message(alert: Alert) -> dict[str, Any]:
    """Returns an adaptive card for Teams. Its text runs are shown as they are; other text would be read as Markdown."""
    lines = [(alert.title, "bolder"), *((line, "default") for line in alert.text[:LONGEST_CHAT].split("\n"))]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [
            {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": line or " ", "weight": weight}]}
            for line, weight in lines
        ],
    }
    attached = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return {"type": "message", "attachments": [attached]}


def _request(method: str, address: str, document: dict[str, Any] | None = None) -> None:
    """Asks an address, and follows no redirect: it could lead anywhere."""
    try:
        with httpx.stream(method, address, json=document, timeout=SECONDS, follow_redirects=False) as answer:
            status = answer.status_code  # and none of its text, which may have no end
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotToldError(type(error).__name__) from None  # its text may hold the address
    if not httpx.codes.is_success(status):
        raise NotToldError(f"answer {status}")


def _mail(smtp: Smtp, alert: Alert) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = alert.title, smtp.sender, ", ".join(smtp.to)
    mail["Auto-Submitted"] = "auto-generated"  # so that no "out of office" comes back (RFC 3834)
    mail.set_content(alert.text)
    secure = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=SECONDS, context=secure)
        if smtp.security == "tls"
        else smtplib.SMTP(smtp.host, smtp.port, timeout=SECONDS)
    )
    with server:
        if smtp.security == "starttls":
            server.starttls(context=secure)
        if smtp.user:
            server.login(smtp.user, os.environ[PASSWORD])
        server.send_message(mail)


def _run(command: tuple[str, ...], alert: Alert) -> None:
    """Runs a program of the user's own, with the document on its standard input; its children end with it."""
    environment = {name: value for name, value in os.environ.items() if name != PASSWORD}
    with subprocess.Popen(  # noqa: S603 the command is the operator's own, and no shell reads it
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            process.communicate(json.dumps(alert.document).encode(), SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise NotToldError(f"not done in {SECONDS:.0f} s") from None
    if process.returncode:
        raise NotToldError(f"exit code {process.returncode}")


def _host(address: str) -> str:
    return str(urlsplit(address).hostname)
