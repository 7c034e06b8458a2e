"""`newsledger.toml`: who is told of a load, where its log and its metrics go, and how long reports stay.

[notify]
webhook = "https://alerts.example/newsledger"

[smtp]
host = "mail.example"
sender = "newsledger@desk.example"
to = ["night-desk@desk.example"]
"""

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from annotated_types import Predicate
from pydantic import BeforeValidator, Field

from flows.durations import duration
from flows.settings import CONFIGURATION_VARIABLE
from warehouse.publish.retention import KEPT_REPORTS
from warehouse.schema.hand_made import HandMadeFileError, read_sections

FILE = "newsledger.toml"
PASSWORD = "NEWSLEDGER_SMTP_PASSWORD"  # noqa: S105 the name of the variable; no file may hold the password itself

Event = Literal["refused", "crashed", "late", "warned", "recovered"]
"""What somebody can be told: the checks refused a load; it could not be made; none ended in time; a check warns that
did not warn before; and all is well again."""
EVENTS: tuple[Event, ...] = ("refused", "crashed", "late", "warned", "recovered")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and is_whole and text.isprintable() and " " not in text


def _is_mailbox(text: str) -> bool:
    return "@" in text.strip("@") and text.isprintable() and not set(text) & set(" ,;<>")


def _items(value: object) -> object:
    """Takes a text for the list that it names, as in a variable: `refused, late`."""
    return tuple(item.strip() for item in value.split(",") if item.strip()) if isinstance(value, str) else value


def _words(value: object) -> object:
    """Takes a text for the words of a command."""
    return tuple(shlex.split(value)) if isinstance(value, str) else value


def _span(value: object) -> object:
    return duration(value) if isinstance(value, str) else value


_Address = Annotated[str, Predicate(_is_address)]
_ADDRESS = "an address that begins with https:// or http://"
_Mailbox = Annotated[str, Predicate(_is_mailbox)]


@dataclass(frozen=True, slots=True)
class Notify:
    """The section `[notify]`: whom to tell, and of what. Addresses are secrets: whoever knows one can write to it.

    Attributes:
        on: the events to tell.
        webhook: gets a JSON document.
        slack: gets a message for Slack, or for what understands the same, as Mattermost does.
        teams: gets a message for a workflow of Microsoft Teams.
        command: a program and its arguments; it gets the JSON document on standard input.
        ping: is asked after each published load, so that whoever listens there notices when none comes.
        late_after: how long after its time a scheduled load must have ended.
    """

    on: Annotated[
        tuple[Event, ...], BeforeValidator(_items), Field(description=f"a list of some of {', '.join(EVENTS)}")
    ] = EVENTS
    webhook: Annotated[_Address | None, Field(description=_ADDRESS)] = field(default=None, repr=False)
    slack: Annotated[_Address | None, Field(description=_ADDRESS)] = field(default=None, repr=False)
    teams: Annotated[_Address | None, Field(description=_ADDRESS)] = field(default=None, repr=False)
    command: Annotated[
        tuple[str, ...], BeforeValidator(_words), Field(description="a list: a program and its arguments")
    ] = field(default=(), repr=False)
    ping: Annotated[_Address | None, Field(description=_ADDRESS)] = field(default=None, repr=False)
    late_after: Annotated[timedelta, BeforeValidator(_span), Field(description='a span of time, such as "2h"')] = (
        timedelta(hours=2)
    )


@dataclass(frozen=True, slots=True)
class Smtp:
    """The section `[smtp]`: the mail server that takes the messages. Its password is in NEWSLEDGER_SMTP_PASSWORD only.

    Attributes:
        host: name of the server.
        sender: the mailbox that the mail comes from.
        to: the mailboxes that it goes to.
        port: of the server.
        security: `starttls`, `tls` from the first byte on, or `none`.
        user: whom to log in as; null to send without.
    """

    host: Annotated[str, Field(pattern=r"^[\w.:-]+$", description="the name of a mail server")]
    sender: Annotated[_Mailbox, Field(description="a mailbox, such as newsledger@desk.example")]
    to: Annotated[tuple[_Mailbox, ...], BeforeValidator(_items), Field(min_length=1, description="a list of mailboxes")]
    port: Annotated[int, Field(gt=0, lt=65536, description="a number from 1 to 65535")] = 587
    security: Annotated[Literal["starttls", "tls", "none"], Field(description="starttls, tls or none")] = "starttls"
    user: Annotated[str | None, Field(description="a text")] = None


@dataclass(frozen=True, slots=True)
class Metrics:
    """The section `[metrics]`.

    Attributes:
        file: the OpenMetrics file that each load writes; null for none.
    """

    file: Annotated[Path | None, Field(description="the path of a file")] = None


@dataclass(frozen=True, slots=True)
class Log:
    """The section `[log]`.

    Attributes:
        format: `text`, or `json` for one JSON object a line.
    """

    format: Annotated[Literal["text", "json"], Field(description="text or json")] = "text"


@dataclass(frozen=True, slots=True)
class Retention:
    """The section `[retention]`.

    Attributes:
        reports: how long the report on a load stays.
    """

    reports: Annotated[
        timedelta, BeforeValidator(_span), Predicate(lambda span: span > timedelta()),
        Field(description='a span of time, such as "90d"'),
    ] = KEPT_REPORTS  # fmt: skip


@dataclass(frozen=True, slots=True)
class Configuration:
    """All that `newsledger.toml` and the environment say; `smtp` is null where no mail is to be sent."""

    notify: Notify = Notify()
    smtp: Smtp | None = None
    metrics: Metrics = Metrics()
    log: Log = Log()
    retention: Retention = Retention()


def configuration_file(warehouse: Path, variables: Mapping[str, str] = os.environ) -> Path | None:
    """Returns the configuration file of a warehouse: the one that is named, else `newsledger.toml` in its folder.

    It is never sought in the corpus, where strangers may drop files.
    """
    if variables.get(CONFIGURATION_VARIABLE):
        return Path(variables[CONFIGURATION_VARIABLE])
    beside = warehouse / FILE
    return beside if beside.is_file() else None


def read_configuration(warehouse: Path, variables: Mapping[str, str] = os.environ) -> Configuration:
    """Returns what is configured for a warehouse.

    Raises:
        HandMadeFileError: the file cannot be read, or it or a variable is wrong somewhere.
    """
    kinds = {"notify": Notify, "smtp": Smtp, "metrics": Metrics, "log": Log, "retention": Retention}
    others = {name: value for name, value in variables.items() if name != PASSWORD}
    found: dict[str, Any] = read_sections(configuration_file(warehouse, variables), kinds, others)
    configured = Configuration(**found)
    if configured.smtp and configured.smtp.user and not variables.get(PASSWORD):
        raise HandMadeFileError(f"environment: {PASSWORD} is missing, the password of the user in [smtp]")
    return configured
