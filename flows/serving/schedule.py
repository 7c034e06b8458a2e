"""The nightly schedule: serves the flow on a Prefect server until it is told to stop."""

import asyncio
import logging
import signal
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import available_timezones

from flows.alerts import watch
from flows.logs import LOGGER, say
from flows.serving.log_file import rotate
from flows.serving.server import ServerUnavailableError, connect_to_scheduler, server_log, set_environment

if TYPE_CHECKING:
    from prefect.automations import Automation
    from prefect.schedules import Schedule


NAME = "nightly"
"""Name of the deployment and of the runner."""

HEARTBEAT = timedelta(seconds=30)
"""Time between two signs of life from a load; the shortest that Prefect allows."""

SILENCE = 3 * HEARTBEAT
"""A load that sends no sign of life for this long was killed, or its machine has failed."""

SCHEDULER_PATIENCE = 90.0
"""Seconds to wait for the first run: Prefect's scheduler looks at new schedules every five seconds, and at all of them
every minute."""


def serve(cron: str, timezone: str, parameters: Mapping[str, str | int | float | None]) -> None:
    """Runs the load at the times of a schedule, one at a time, until SIGINT or SIGTERM.

    The server keeps the runs that are due, also while no process serves the schedule: after a restart, loads that were
    missed are run late. A load that dies without a message is marked as crashed.

    Args:
        cron: five fields, or six with the seconds last.
        timezone: IANA name in which `cron` is meant.
        parameters: arguments of the flow.

    Raises:
        ValueError: `cron` or `timezone` is not valid; nothing was started.
        ServerUnavailableError: no Prefect server answers, or it schedules no runs.
    """
    set_environment()
    schedule = _schedule(cron, timezone)
    try:
        url = connect_to_scheduler()
        asyncio.run(_serve(schedule, parameters, url))
    except KeyboardInterrupt:  # before the runner began
        pass
    say("Stopped.")


async def _serve(schedule: "Schedule", parameters: Mapping[str, str | int | float | None], url: str) -> None:
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.runner import Runner
    from prefect.types.entrypoint import EntrypointType

    from flows.nightly import nightly

    runner = Runner(NAME, limit=1, pause_on_shutdown=False, heartbeat_seconds=HEARTBEAT.total_seconds())
    deployment = await runner.aadd_flow(
        nightly,
        schedule=schedule,
        parameters=dict(parameters),
        # The limit of a runner counts only its own loads; this one also holds if two processes serve the schedule.
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    await _ensure(_crash_detection(deployment))
    say(f"Serving {nightly.name}/{NAME} on {url} ({schedule.cron}, {schedule.timezone}).")
    due = await _next_run(deployment)
    say(f"Next run: {due:%Y-%m-%d %H:%M:%S} UTC{' (late)' if due < datetime.now(UTC) else ''}.")

    _watch(Path(str(parameters["warehouse"])), schedule)
    loop = asyncio.get_running_loop()
    stopping = []

    def stop(*_: object) -> None:
        if runner.started:
            stopping.append(asyncio.run_coroutine_threadsafe(runner.astop(), loop))

    # Cancels the load that runs. Prefect's own handler exits in the middle of the event loop, with tracebacks.
    runner.handle_sigterm = stop  # type: ignore[method-assign]
    signal.signal(signal.SIGINT, stop)
    await runner.start()


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


def _crash_detection(deployment: UUID) -> "Automation":
    """Returns a rule for the server: if the heartbeats of a load stop before it ends, mark the load as crashed.

    It follows the recipe "zombie flows" in Prefect's documentation.

    It holds for runs of this deployment only: other runs of the flow may send heartbeats less often.
    """
    from prefect.automations import Automation, ChangeFlowRunState, EventTrigger, Posture
    from prefect.client.schemas.objects import StateType

    ends = {f"prefect.flow-run.{state}" for state in ("Completed", "Failed", "Cancelled", "Crashed")}
    return Automation(
        name=f"newsledger: loads that died ({deployment})",
        trigger=EventTrigger(
            after={"prefect.flow-run.heartbeat"},
            expect={"prefect.flow-run.heartbeat", *ends},
            match={"prefect.resource.id": "prefect.flow-run.*"},
            match_related={"prefect.resource.id": f"prefect.deployment.{deployment}"},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=SILENCE,
        ),
        actions=[
            ChangeFlowRunState(
                name="Crashed", state=StateType.CRASHED, message="No heartbeat: the load died.", force=False
            )
        ],
    )


async def _ensure(automation: "Automation") -> None:
    """Creates an automation unless there is one of its name: an update would forget the loads that it watches."""
    from prefect.automations import Automation

    try:
        await Automation.aread(name=automation.name)
    except ValueError:
        await automation.acreate()


async def _next_run(deployment: UUID) -> datetime:
    """Waits until the server has scheduled a run, since a scheduler that fails says so only in the server's log."""
    from prefect.client.orchestration import get_client

    async with get_client() as client:
        deadline = time.monotonic() + SCHEDULER_PATIENCE
        while time.monotonic() < deadline:
            runs = await client.get_scheduled_flow_runs_for_deployments([deployment], limit=1)
            if runs and runs[0].next_scheduled_start_time:
                return runs[0].next_scheduled_start_time.astimezone(UTC)
            await asyncio.sleep(0.5)
    raise ServerUnavailableError(
        "The Prefect server schedules no runs: its scheduler is off or fails, or the cron expression never comes true."
    )
