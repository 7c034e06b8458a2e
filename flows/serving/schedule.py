"""The nightly schedule: serves the flow on a Prefect server until it is told to stop."""

import asyncio
import logging
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import available_timezones

from flows.alerts import watch
from flows.logs import LOGGER, say
from flows.serving import deployment
from flows.serving.log_file import rotate
from flows.serving.server import Scheduler, server_log, set_environment
from flows.settings import LoadSettings
from warehouse.publish import swap

if TYPE_CHECKING:
    from prefect.runner import Runner
    from prefect.schedules import Schedule


ROUND = 5.0
"""Seconds between two looks at the server and at the runs that are due; a runner asks for runs every ten."""

LONGEST_PAUSE = 300.0
"""Seconds at most before a server that does not stay up is started again, or one that is away is asked again."""


def serve(cron: str, timezone: str, settings: LoadSettings) -> None:
    """Runs the load at the times of a schedule, one at a time, until SIGINT or SIGTERM.

    The server keeps the runs that are due, also while no process serves the schedule: after a restart, a load that was
    missed is run late, once. A load that dies without a message is marked as crashed. A server of our own that dies is
    started again; while another one is away, it is asked again until it answers.

    Args:
        cron: five fields, or six with the seconds last.
        timezone: IANA name in which `cron` is meant.
        settings: the settings of each load.

    Raises:
        ValueError: `cron` or `timezone` is not valid; nothing was started.
        ServerUnavailableError: no Prefect server answers, or it schedules no runs.
        WarehouseError: another process serves a schedule of the warehouse, or it cannot be written.
    """
    set_environment()
    schedule = _schedule(cron, timezone)
    with swap.serving(settings.warehouse):
        try:
            server = Scheduler()
            if server.password_file:
                say(f"The password of Prefect's server is in {server.password_file}.")
            elif server.is_open():
                say(
                    f"Warning: whoever reaches the Prefect server at {server.url} can start and stop loads; start it"
                    " with PREFECT_SERVER_API_AUTH_STRING, and this with PREFECT_API_AUTH_STRING.",
                    logging.WARNING,
                )
            asyncio.run(_Service(schedule, settings, server).run())
        except KeyboardInterrupt:  # before the runner began
            pass
    say("Stopped.")


def deployment_name(warehouse: Path) -> str:
    """Returns the name of the deployment that loads into a warehouse: its own, since a server may hold several."""
    return f"nightly-{sha256(bytes(warehouse)).hexdigest()[:8]}"


class _Service:
    """Serves one schedule, and outlives its server."""

    def __init__(self, schedule: "Schedule", settings: LoadSettings, server: Scheduler) -> None:
        self._schedule = schedule
        self._settings = settings
        self._server = server
        self._runner: Runner | None = None
        self._stopping = asyncio.Event()
        self._ending: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Serves until a signal. What goes wrong before the first run is planned is raised; later it is tried again."""
        id_ = await self._deploy()
        await deployment.ensure(deployment.crash_detection(id_))
        await deployment.remove_former(self._settings.warehouse)
        shown = f"{self._schedule.cron}, {self._schedule.timezone}"
        say(f"Serving newsledger/{deployment_name(self._settings.warehouse)} on {self._server.url} ({shown}).")
        due = await deployment.next_run(id_)
        await deployment.skip_superseded(id_)
        say(f"Next run: {due:%Y-%m-%d %H:%M:%S} UTC{' (late)' if due < datetime.now(UTC) else ''}.")
        _watch(self._settings.warehouse, self._schedule)
        signal.signal(signal.SIGINT, self._on_signal)
        signal.signal(signal.SIGTERM, self._on_signal)
        rounds = asyncio.create_task(self._look_after(id_))
        pause = ROUND
        while not self._stopping.is_set():
            begun = time.monotonic()
            try:
                if self._runner is None:
                    await self._deploy()
                if self._runner is not None:
                    await self._runner.start()
            except Exception as error:  # noqa: BLE001 - whatever befalls one runner, the next night must come
                say(f"Prefect's server failed: {_first(error)}; trying again.", logging.WARNING)
            self._runner = None
            pause = ROUND if time.monotonic() - begun > LONGEST_PAUSE else min(2 * pause, LONGEST_PAUSE)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
        rounds.cancel()

    async def _deploy(self) -> UUID:
        """Makes a runner and its deployment, or brings the deployment up to date."""
        from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
        from prefect.runner import Runner
        from prefect.types.entrypoint import EntrypointType

        from flows.nightly import scheduled

        heartbeat = deployment.HEARTBEAT.total_seconds()
        name = deployment_name(self._settings.warehouse)
        runner = Runner(name, limit=1, pause_on_shutdown=False, heartbeat_seconds=heartbeat)
        id_ = await runner.aadd_flow(
            scheduled(self._settings),
            schedule=self._schedule,
            parameters={},
            description=f"From {self._settings.corpus} into {self._settings.warehouse}.",
            # The limit of a runner counts only its own loads; this one also holds for one that a dead runner left.
            concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE),
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        # Prefect's own handler exits in the middle of the event loop, with tracebacks.
        runner.handle_sigterm = self._on_signal  # type: ignore[method-assign]
        self._runner = runner
        return id_

    async def _look_after(self, id_: UUID) -> None:
        """Starts our own server again when it has died, and skips runs that a later one makes needless."""
        pause, not_before = ROUND, 0.0
        while True:
            await asyncio.sleep(ROUND)
            try:
                if time.monotonic() >= not_before and self._server.revive():
                    say("Prefect's server had died; it is started again.", logging.WARNING)
                    pause = ROUND if time.monotonic() - not_before > LONGEST_PAUSE else min(2 * pause, LONGEST_PAUSE)
                    not_before = time.monotonic() + pause
                await deployment.skip_superseded(id_)
            except Exception:  # noqa: BLE001, S112 - the server is away: what asks it for runs says so
                continue

    def _on_signal(self, *_: object) -> None:
        asyncio.get_running_loop().call_soon_threadsafe(self._stop)

    def _stop(self) -> None:
        self._stopping.set()
        self._ending = self._ending or asyncio.create_task(self._end())

    async def _end(self) -> None:
        """Ends the runner, which cancels the load that runs."""
        while self._runner is not None and not self._runner.started:
            await asyncio.sleep(0.1)
        if self._runner is not None:
            await self._runner.astop()


def _first(error: BaseException) -> str:
    """Returns the first line of the first error in a group of them."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return next(iter(str(error).splitlines()), type(error).__name__)


def _watch(warehouse: Path, schedule: "Schedule") -> None:
    """Watches over the loads from here: whatever happens to them or to the server, this process is told by none."""
    from prefect.server.schemas.schedules import CronSchedule

    times = CronSchedule(cron=str(schedule.cron), timezone=schedule.timezone)

    def next_due(after: datetime) -> datetime:
        # To the second, as schedules are: a time that has come is not the next.
        [found] = asyncio.run(times.get_dates(1, after.replace(microsecond=0) + timedelta(seconds=1)))
        return found

    log = logging.getLogger(LOGGER)

    def begin() -> Callable[[datetime], None]:
        watched = watch.Watch(warehouse, next_due, datetime.now(UTC), log)

        def look(now: datetime) -> None:
            rotate(server_log())
            watched.look(now)

        return look

    watch.start(begin, log)


def _schedule(cron: str, timezone: str) -> "Schedule":
    from prefect.client.schemas.schedules import CronSchedule
    from prefect.schedules import Cron

    try:
        CronSchedule(cron=cron)
    except ValueError as error:
        raise ValueError(f"Not a cron expression: {cron!r} (minute hour day month weekday)") from error
    if timezone not in available_timezones():
        raise ValueError(f"Not an IANA time zone: {timezone!r} (such as Europe/Athens)")
    return Cron(cron, timezone=timezone)
