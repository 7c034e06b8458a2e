"""Which Prefect API a process talks to: the configured server, or one that it starts and that ends with it.

Importing Prefect's server takes longer than anything else in a small load. So we start a server of our own before this
process imports Prefect itself. It gets a socket that is already bound, so no other process can take the port first.
"""

import atexit
import gc
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self
from urllib.parse import urlsplit

from flows.serving.password import keep_password, kept_password

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.settings import Settings


CONFIGURED_TIMEOUT = (2.0, 15.0, 15.0, 15.0)
"""Seconds to connect, read, write and wait for a connection; Prefect's client tries four times to connect."""

KEPT_RUNS = 30 * 24 * 3600
"""Seconds after which our own server forgets a run that has ended: a month. The journal of the
warehouse forgets none."""

FORGOTTEN_AT_ONCE = 20
"""Runs that are deleted before a load at most, so that the first load after years does not wait for thousands."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")

OWN_TIMEOUT = 180.0
"""Seconds; the first start in a PREFECT_HOME creates a database, which took 14 s on two cores."""


class ServerUnavailableError(RuntimeError):
    """There is no Prefect API to talk to; the message is one line for the user."""


def connect() -> Callable[[], str]:
    """Chooses the Prefect API for the flows that this process runs itself.

    That is the configured server (by environment, `prefect.toml` or profile). If there is none, a server is started on
    a free port of this machine, without schedules and user interface. Prefect sends its last states and logs while the
    interpreter exits, so the server is stopped after that; it also ends when this process is killed. Prefect shows
    warnings only, unless PREFECT_LOGGING_LEVEL is set.

    Returns:
        A function that waits until the API answers and returns its address. Before calling it, import what is slow to
        import: the server starts meanwhile. It raises `ServerUnavailableError` if nothing answers.

    Raises:
        ServerUnavailableError: PREFECT_HOME is not writable, or Prefect's settings are not valid.
    """
    set_environment()
    if "PREFECT_LOGGING_LEVEL" not in os.environ:
        # This sets the level of the handler, not of the loggers: the server still gets all that the flow logs.
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "WARNING")
    # Reading Prefect's settings takes 1.5 s, so the server starts before they tell whether it is needed.
    own = None
    if not os.environ.get("PREFECT_API_URL"):
        # Nobody else is to use it, so its password is kept nowhere.
        own = _Server.start("127.0.0.1", 0, "ephemeral", secrets.token_urlsafe())
    settings = _settings()
    if own and settings.api.url:
        own.process.kill()
        own = None
    return partial(_use, own)


class Scheduler:
    """The Prefect server of a schedule: the configured one, or one of ours that is started again when it dies.

    Attributes:
        url: the address of its API.
        password_file: where the password of our own server is kept; null for another server, or another password.
    """

    def __init__(self) -> None:
        """Chooses the server and waits until it answers.

        That is the configured server. If there is none, a server with all services is started, at the address that
        `prefect server start` would use.

        Raises:
            ServerUnavailableError: the API does not answer, the address is taken, PREFECT_HOME is not writable, or
                Prefect's settings are not valid.
        """
        set_environment()
        settings = _settings()
        self._own: _Server | None = None
        self.password_file: Path | None = None
        if not settings.api.url:
            given = settings.server.api.auth_string
            if given is None:
                try:
                    self.password_file, password = keep_password(_home())
                except OSError as error:
                    raise _not_writable(_home(), error) from error
            else:
                password = given.get_secret_value()
            self._own = _Server.start(settings.server.api.host, settings.server.api.port, "full", password)
        self.url = _use(self._own)

    def revive(self) -> bool:
        """Starts our own server again if it has died; says whether it had.

        Raises:
            ServerUnavailableError: the address is taken, or PREFECT_HOME is not writable.
        """
        if self._own is None or self._own.process.poll() is None:
            return False
        address = urlsplit(self._own.url)
        self._own = _Server.start(address.hostname or "", address.port or 0, "full", self._own.password)
        return True

    def is_open(self) -> bool:
        """Says whether the server does what anybody tells it who reaches it."""
        from prefect.client.orchestration import get_client
        from prefect.exceptions import PrefectHTTPStatusError
        from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_KEY, temporary_settings

        with (
            temporary_settings(restore_defaults={PREFECT_API_AUTH_STRING, PREFECT_API_KEY}),
            get_client(sync_client=True) as client,
        ):
            try:
                client.read_flow_runs(limit=1)
            except PrefectHTTPStatusError:
                return False
        return True


def set_environment() -> None:
    """Keeps Prefect local, unless the user said otherwise. Prefect reads this once, when it is imported."""
    os.environ.setdefault("PREFECT_HOME", str(Path(".prefect").absolute()))
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    # Prefect deletes no run by itself.
    os.environ.setdefault("PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED", "events,flow_runs")
    os.environ.setdefault("PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD", str(KEPT_RUNS))
    for name in ("no_proxy", "NO_PROXY"):
        # A proxy cannot reach a server of this machine. Both spellings are read, by one library or another.
        spared = [*filter(None, os.environ.get(name, "").split(","))]
        os.environ[name] = ",".join([*spared, *(host for host in LOOPBACK if host not in spared)])
    url = os.environ.get("PREFECT_API_URL")
    if url and urlsplit(url).hostname in LOOPBACK and "PREFECT_API_AUTH_STRING" not in os.environ:
        password = kept_password(_home())
        if password:
            os.environ["PREFECT_API_AUTH_STRING"] = password


def _home() -> Path:
    """Returns Prefect's folder, made if it is missing."""
    home = Path(os.environ["PREFECT_HOME"]).expanduser()
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_writable(home, error) from error
    return home


def _not_writable(home: Path, error: OSError) -> ServerUnavailableError:
    return ServerUnavailableError(f"Cannot write to {home} ({error.strerror}): name a writable folder in PREFECT_HOME.")


def server_log() -> Path:
    """Returns where a server that we start writes its log."""
    return Path(os.environ["PREFECT_HOME"]).expanduser() / "server.log"


def _settings() -> "Settings":
    try:
        from prefect.settings import get_current_settings

        return get_current_settings()
    except ValueError as error:  # of pydantic, or of the TOML reader
        raise ServerUnavailableError(f"Prefect's settings are not valid: {' '.join(str(error).split())}") from error


@dataclass(frozen=True, slots=True)
class _Server:
    """A server that this process started."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path
    password: str

    @classmethod
    def start(cls, host: str, port: int, mode: Literal["ephemeral", "full"], password: str) -> Self:
        # Not above: the server itself, which this file is run as, needs no other part of newsledger.
        from flows.serving.log_file import rotate

        home = _home()
        try:
            rotate(server_log())
            log = server_log().open("ab")
        except OSError as error:
            raise _not_writable(home, error) from error
        try:
            listener = socket.create_server((host, port))
        except OSError as error:
            log.close()
            raise ServerUnavailableError(
                f"Cannot start a Prefect server at {host}:{port}: {error.strerror}. If one runs there, say so with"
                f" PREFECT_API_URL=http://{host}:{port}/api; else choose another PREFECT_SERVER_API_PORT."
            ) from error
        with listener, log:
            process = subprocess.Popen(  # noqa: S603 our own file, by our own interpreter
                [sys.executable, "-P", __file__, str(listener.fileno()), mode],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=[listener.fileno()],
                env=os.environ | {"PREFECT_SERVER_API_AUTH_STRING": password},
                # Ctrl-C must not reach the server: the flow still has to report its last state to it.
                start_new_session=True,
            )
            address = f"[{host}]" if ":" in host else host
            url = f"http://{address}:{listener.getsockname()[1]}/api"
            server = cls(process, url, server_log(), password)
        atexit.register(server.stop)
        return server

    def stop(self) -> None:
        """Ends the server by closing its standard input, by force if it takes over ten seconds."""
        if self.process.stdin:
            self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _use(own: _Server | None) -> str:
    """Waits until the API answers; one of our own becomes the API of this process and its children first."""
    from prefect.client.orchestration import get_client
    from prefect.context import refresh_global_settings_context
    from prefect.exceptions import PrefectHTTPStatusError
    from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, get_current_settings, temporary_settings

    if own:
        os.environ |= {"PREFECT_API_URL": own.url, "PREFECT_API_AUTH_STRING": own.password}
        refresh_global_settings_context()
    url = str(get_current_settings().api.url)
    timeout = OWN_TIMEOUT if own else CONFIGURED_TIMEOUT
    with (
        temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}),
        get_client(httpx_settings={"timeout": timeout}, sync_client=True) as client,
    ):
        try:
            client.raise_for_api_version_mismatch()
        except (RuntimeError, PrefectHTTPStatusError) as error:
            trouble = f"{str(error).splitlines()[0]}: start the server, or unset PREFECT_API_URL to do without."
            if isinstance(error.__cause__ or error, PrefectHTTPStatusError) and "401" in trouble:
                trouble = f"The Prefect server at {url} asks for a password: give it in PREFECT_API_AUTH_STRING."
            if own:
                trouble = f"Prefect's server did not start: its last words are in {own.log}."
            raise ServerUnavailableError(trouble) from error
        if own:
            _forget_old_runs(client)
    return url


def _forget_old_runs(client: "SyncPrefectClient") -> None:
    """Deletes some of the runs that ended too long ago: only a server of schedules does so by itself."""
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterEndTime
    from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
    from prefect.settings import get_current_settings

    before = datetime.now(UTC) - get_current_settings().server.services.db_vacuum.retention_period
    old = FlowRunFilter(end_time=FlowRunFilterEndTime(before_=before))  # type: ignore[arg-type]
    # A database that is busy answers 503: what is left is for the next load, and no reason to fail this one.
    with suppress(PrefectHTTPStatusError, ObjectNotFound):
        for run in client.read_flow_runs(flow_run_filter=old, limit=FORGOTTEN_AT_ONCE):
            client.delete_flow_run(run.id)


def _serve(descriptor: int, mode: str) -> None:
    """Runs a Prefect server on a socket that already listens, until standard input ends, as it does with our parent."""

    def end_with_parent() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=end_with_parent, daemon=True).start()
    # What is imported and built here stays in memory: without garbage collection it takes a quarter less time.
    gc.disable()
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=mode == "ephemeral", final=True)
    gc.freeze()
    gc.enable()
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=3))
    server.run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    _serve(int(sys.argv[1]), sys.argv[2])
