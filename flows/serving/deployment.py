"""What the service of a schedule asks of the Prefect server about its deployment."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from flows.serving.server import ServerUnavailableError

if TYPE_CHECKING:
    from prefect.automations import Automation

FORMER_NAME = "newsledger/nightly"
"""The one deployment that a server could hold before each warehouse had its own."""

HEARTBEAT = timedelta(seconds=30)
"""Time between two signs of life from a load; the shortest that Prefect allows."""

SILENCE = 3 * HEARTBEAT
"""A load that sends no sign of life for this long was killed, or its machine has failed."""

SCHEDULER_PATIENCE = 90.0
"""Seconds to wait for the first run: Prefect's scheduler looks at new schedules every five seconds, and at all of them
every minute."""

MOST_RUNS = 200
"""Runs that the server lists at once; its scheduler plans a hundred ahead at most."""


def crash_detection(deployment: UUID) -> "Automation":
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


async def ensure(automation: "Automation") -> None:
    """Creates an automation unless there is one of its name: an update would forget the loads that it watches."""
    from prefect.automations import Automation

    try:
        await Automation.aread(name=automation.name)
    except ValueError:
        await automation.acreate()


async def next_run(deployment: UUID) -> datetime:
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


async def skip_superseded(deployment: UUID) -> None:
    """Cancels each run that is due while a later one is due too: one load takes in all that is new."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas import filters
    from prefect.client.schemas.objects import StateType
    from prefect.client.schemas.sorting import FlowRunSort
    from prefect.states import Cancelled

    waiting = filters.FlowRunFilter(
        deployment_id=filters.FlowRunFilterDeploymentId(any_=[deployment]),
        state=filters.FlowRunFilterState(type=filters.FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        expected_start_time=filters.FlowRunFilterExpectedStartTime(before_=datetime.now(UTC)),  # type: ignore[arg-type]
    )
    async with get_client() as client:
        runs = await client.read_flow_runs(
            flow_run_filter=waiting, sort=FlowRunSort.EXPECTED_START_TIME_DESC, limit=MOST_RUNS
        )
        for run in runs[1:]:
            await client.set_flow_run_state(run.id, Cancelled(name="Skipped", message="A later load is due too."))


async def remove_former(warehouse: Path) -> None:
    """Deletes the deployment under which an earlier newsledger loaded into a warehouse; nobody serves it any more."""
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound

    async with get_client() as client:
        try:
            former = await client.read_deployment_by_name(FORMER_NAME)
        except ObjectNotFound:
            return
        if former.parameters.get("warehouse") == str(warehouse):
            await client.delete_deployment(former.id)
