"""Which Prefect API a process talks to: the configured server, or one that it starts and that ends with it.

Importing Prefect's server takes longer than anything else in a small load. So we start a server of our own before this
process imports Prefect itself. It gets a socket that is already bound, so no other process can take the port first.
"""

import atexit
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from prefect.settings import Settings


CONFIGURED_TIMEOUT = (2.0, 15.0, 15.0, 15.0)
"""Seconds to connect, read, write and wait for a connection; Prefect's client tries four times to connect."""

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
    own = None if os.environ.get("PREFECT_API_URL") else _Server.start("127.0.0.1", 0, "ephemeral")
    settings = _settings()
    if own and settings.api.url:
        own.process.kill()
        own = None
    return partial(_use, own)


def connect_to_scheduler() -> str:
    """Chooses the Prefect API for a schedule, and waits until it answers.

    That is the configured server. If there is none, a server with all services is started, at the address that
    `prefect server start` would use.

    Returns:
        The address of the API.

    Raises:
        ServerUnavailableError: the API does not answer, the address is taken, PREFECT_HOME is not writable, or
            Prefect's settings are not valid.
    """
    set_environment()
    settings = _settings()
    address = settings.server.api
    return _use(None if settings.api.url else _Server.start(address.host, address.port, "full"))


def set_environment() -> None:
    """Keeps Prefect local, unless the user said otherwise. Prefect reads this once, when it is imported."""
    os.environ.setdefault("PREFECT_HOME", str(Path(".prefect").absolute()))
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")


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

    @classmethod
    def start(cls, host: str, port: int, mode: Literal["ephemeral", "full"]) -> Self:
        # Not above: the server itself, which this file is run as, needs no other part of newsledger.
        from flows.serving.log_file import rotate

        home = server_log().parent
        try:
            home.mkdir(parents=True, exist_ok=True)
            rotate(server_log())
            log = server_log().open("ab")
        except OSError as error:
            raise ServerUnavailableError(
                f"Cannot write to {home} ({error.strerror}): name a writable folder in PREFECT_HOME."
            ) from error
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
                # Ctrl-C must not reach the server: the flow still has to report its last state to it.
                start_new_session=True,
            )
            server = cls(process, f"http://{host}:{listener.getsockname()[1]}/api", server_log())
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
        os.environ["PREFECT_API_URL"] = own.url
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
            if own:
                trouble = f"Prefect's server did not start: its last words are in {own.log}."
            raise ServerUnavailableError(trouble) from error
    return url


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
