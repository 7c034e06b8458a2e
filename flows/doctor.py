"""Whether a night can run here: each thing that it needs, looked at without a load."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from flows.alerts.channels import channels, deliver
from flows.alerts.health import is_under_way, read_health
from flows.alerts.message import Alert
from flows.configuration import configuration_file, read_configuration
from transforms.annotate.model import MODEL, model_version
from transforms.ingest.object_store import ObjectStore
from transforms.ingest.outlets_file import load_outlets
from transforms.ingest.store_address import StoreError
from warehouse import WarehouseError
from warehouse.build import migrate
from warehouse.publish import history, journal, layout
from warehouse.schema.hand_made import HandMadeFileError

PYTHONS = ((3, 11), (3, 14))
"""The first and the last version of Python that the project is made for."""

NEEDED, COMFORTABLE = 1.5, 4.0
"""Times the size of the published file that must be free for a load: its candidate is a copy that grows, and its search
index is half of it; and what leaves room for the nights until somebody looks again."""

ROOM_FOR_TEMPORARY = 500 * 10**6
"""Bytes: what unpacked members of an archive and a batch under way may take."""

SECONDS = 5.0
"""For an answer of the Prefect server."""

Level = Literal["ok", "warning", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one thing.

    Attributes:
        about: the thing, in a word or two.
        level: `problem` where no load can be made, `warning` where one can.
        said: what it is like, and if it is not well, what to do; one line.
    """

    about: str
    level: Level
    said: str


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the loads that are asked about read and write; `outlets` is null for none."""

    corpus: Path | str
    warehouse: Path
    outlets: Path | None


def examine(folders: Folders) -> Iterator[Finding]:
    """Yields what is found about each thing that a load needs."""
    for about, look in LOOKS.items():
        try:
            level, said = look(folders)
        except (HandMadeFileError, WarehouseError, StoreError) as error:
            level, said = "problem", str(error)
        except OSError as error:
            level, said = "problem", ": ".join(str(part) for part in (error.filename, error.strerror or error) if part)
        yield Finding(about, level, "; ".join(said.splitlines()))


def tell(folders: Folders) -> Iterator[Finding]:
    """Sends a test message to all that are configured, and yields how each channel took it.

    Raises:
        HandMadeFileError: the configuration is wrong.
    """
    said = "This is a test: whoever reads it is told when a load is refused, crashes or is late."
    alert = Alert("test", folders.warehouse, datetime.now(UTC), said)
    for name, trouble in deliver(channels(read_configuration(folders.warehouse), alert)).items():
        yield Finding("test", "problem" if trouble else "ok", f"{name}: {trouble or 'took the message'}")


def _python(_: Folders) -> tuple[Level, str]:
    first, last = PYTHONS
    found = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    if first <= sys.version_info[:2] <= last:
        return "ok", found
    return "problem", f"{found}; install one from {first[0]}.{first[1]} to {last[0]}.{last[1]}"


def _model(_: Folders) -> tuple[Level, str]:
    if find_spec(MODEL) is None:
        return "problem", f"{MODEL} is not installed; install what requirements.lock names"
    return "ok", model_version()


def _corpus(folders: Folders) -> tuple[Level, str]:
    if isinstance(folders.corpus, str):
        number = sum(1 for _ in ObjectStore(folders.corpus, folders.warehouse).listed())
        return "ok", f"{folders.corpus} can be listed, objects: {number:,}"
    if next(folders.corpus.iterdir(), None) is None:
        return "warning", f"{folders.corpus} is empty; there is nothing to load"
    return "ok", f"{folders.corpus} can be read"


def _outlets(folders: Folders) -> tuple[Level, str]:
    if folders.outlets is None:
        return "warning", "no outlets.toml; an outlet is what a record names, else its site. Name one with --outlets"
    return "ok", f"{folders.outlets}: {len(load_outlets(folders.outlets).entries)} outlets"


def _configuration(folders: Folders) -> tuple[Level, str]:
    configured = read_configuration(folders.warehouse)
    notify, file = configured.notify, configuration_file(folders.warehouse)
    named = {"webhook": notify.webhook, "slack": notify.slack, "teams": notify.teams, "command": notify.command}
    told = [name for name, value in (named | {"mail": configured.smtp, "ping": notify.ping}).items() if value]
    if not told or told == ["ping"]:
        return "warning", "nobody is told of a load that fails; set [notify] or [smtp] in newsledger.toml"
    return "ok", f"{file or 'the environment'}: told by {', '.join(told)}"


def _overrides(folders: Folders) -> tuple[Level, str]:
    from expectations.gate import check_names
    from expectations.overrides import FILE, read_overrides

    file = folders.warehouse / FILE
    if not file.is_file():
        return "ok", "no checks.toml; every check has its own severity"
    found = read_overrides(file, check_names())
    late = sum(override.until < datetime.now(UTC).date() for override in found)
    if late:
        return "warning", f"{file}: {late} of {len(found)} overrides are out of date; delete them"
    return "ok", f"{file}: {len(found)} overrides"


def _writable(folders: Folders) -> tuple[Level, str]:
    folder = _existing(folders.warehouse)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".newsledger-"):
        pass
    busy = ", and a load runs now" if is_under_way(folders.warehouse) else ""
    return "ok", f"{folders.warehouse} can be written to{busy}"


def _published(folders: Folders) -> tuple[Level, str]:
    file = layout.published(folders.warehouse)
    if file is None:
        return "warning", "nothing yet; `newsledger run` makes the first load"
    found = history.status(folders.warehouse, datetime.now(UTC))
    outdated = migrate.outdated_schema(journal.read(file.with_name(layout.MANIFEST)))
    if outdated is not None:
        return (
            "warning",
            f"{found.load_id} has schema {outdated}; the next load or `newsledger migrate` brings it forward",
        )
    return "ok", f"{found.load_id}, {found.age.total_seconds() / 3600:.1f} hours old"


def _last_load(folders: Folders) -> tuple[Level, str]:
    health = read_health(folders.warehouse)
    if health.trouble:
        return "warning", f"{health.trouble.event} since {health.trouble.since}: {health.trouble.said}"
    if health.ended is None:
        return "ok", "none has ended yet"
    return "ok", f"{health.ended.verdict} at {health.ended.at}"


def _disk(folders: Folders) -> tuple[Level, str]:
    file = layout.published(folders.warehouse)
    size = file.stat().st_size if file else 0
    free = shutil.disk_usage(_existing(folders.warehouse)).free
    said = f"{free / 1e9:,.1f} GB free; what is published has {size / 1e9:,.1f} GB"
    if free < NEEDED * size + ROOM_FOR_TEMPORARY:
        return "problem", f"{said}, and a load copies it: make room, or keep fewer versions (--keep)"
    if free < COMFORTABLE * size + ROOM_FOR_TEMPORARY:
        return "warning", f"{said}: there is room for a few loads; make some, or keep fewer versions (--keep)"
    return "ok", said


def _shared_memory(_: Folders) -> tuple[Level, str]:
    try:
        get_context("spawn").Lock()
    except (OSError, ImportError):
        return "problem", "workers need shared memory; in a container mount a tmpfs at /dev/shm"
    return "ok", "can be used"


def _temporary(_: Folders) -> tuple[Level, str]:
    try:
        folder = tempfile.gettempdir()
    except FileNotFoundError:
        return "problem", "no folder can be written to; set TMPDIR to one"
    free = shutil.disk_usage(folder).free
    if free < ROOM_FOR_TEMPORARY:
        return "warning", f"{folder} has {free / 1e6:,.0f} MB free; set TMPDIR to a folder with more"
    return "ok", f"{folder}, {free / 1e9:,.1f} GB free"


def _prefect_home(_: Folders) -> tuple[Level, str]:
    home = Path(os.environ.get("PREFECT_HOME") or ".prefect").expanduser().absolute()
    with tempfile.NamedTemporaryFile(dir=_existing(home), prefix=".newsledger-"):
        pass
    return "ok", f"{home} can be written to"


def _prefect_server(_: Folders) -> tuple[Level, str]:
    import httpx
    from prefect.settings import get_current_settings

    try:
        api = get_current_settings().api
    except ValueError as error:
        return "problem", f"Prefect's settings are not valid: {' '.join(str(error).split())}"
    if not api.url:
        return "ok", "none is configured; a load starts its own, for this machine only"
    key = api.auth_string.get_secret_value() if api.auth_string else None
    # What is on this machine is asked directly, not through a proxy.
    with httpx.Client(timeout=SECONDS, trust_env=False) as client:
        try:
            client.get(f"{api.url}/health").raise_for_status()
            asked = f"{api.url}/flows/count"
            is_open = client.post(asked, json={}).is_success
            lets_us = is_open or (key and client.post(asked, json={}, auth=_user_and_password(key)).is_success)
        except httpx.HTTPError as error:
            return "problem", f"{api.url} does not answer ({type(error).__name__}); start it, or unset PREFECT_API_URL"
    if not lets_us:
        return "problem", f"{api.url} asks for a password; set PREFECT_API_AUTH_STRING to the one of the server"
    if is_open:
        return "warning", f"{api.url} answers anybody; set PREFECT_SERVER_API_AUTH_STRING where it runs"
    return "ok", f"{api.url} answers, and asks for a password"


def _user_and_password(key: str) -> tuple[str, str]:
    user, _, password = key.partition(":")
    return user, password


def _existing(folder: Path) -> Path:
    """Returns a folder, or the nearest above it that is there."""
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())


LOOKS: dict[str, Callable[[Folders], tuple[Level, str]]] = {
    "python": _python,
    "model": _model,
    "corpus": _corpus,
    "outlets": _outlets,
    "configuration": _configuration,
    "overrides": _overrides,
    "warehouse": _writable,
    "published": _published,
    "last load": _last_load,
    "disk": _disk,
    "shared memory": _shared_memory,
    "temporary": _temporary,
    "prefect home": _prefect_home,
    "prefect server": _prefect_server,
}
"""What is looked at, in the order in which it is told."""
