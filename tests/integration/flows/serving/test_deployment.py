"""What the service of a schedule asks of a real Prefect server."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Scheduled

from flows.serving.deployment import remove_former, skip_superseded

pytestmark = pytest.mark.slow


@flow(name="newsledger")
def nothing() -> None:
    """Stands for a load."""


async def deploy(name: str, warehouse: str) -> UUID:
    async with get_client() as client:
        flow_id = await client.create_flow(nothing)
        return await client.create_deployment(flow_id, name, parameters={"warehouse": warehouse})


def test_of_the_runs_that_are_due_only_the_last_stays(prefect_api: str) -> None:
    async def states_of_runs() -> list[str | None]:
        deployment = await deploy("late", "/w")
        now = datetime.now(UTC)
        async with get_client() as client:
            runs = [
                await client.create_flow_run_from_deployment(
                    deployment, state=Scheduled(scheduled_time=now + timedelta(hours=hours))
                )
                for hours in (-2, -3, -1, 1)
            ]
            await skip_superseded(deployment)
            await skip_superseded(deployment)
            found = [(await client.read_flow_run(run.id)).state for run in runs]
        return [state.name if state else None for state in found]

    with temporary_settings({PREFECT_API_URL: prefect_api}):
        skipped, earlier, last, next_one = asyncio.run(states_of_runs())
    assert (skipped, earlier) == ("Skipped", "Skipped")
    assert {last, next_one} <= {"Scheduled", "Late"}


@pytest.mark.parametrize(("warehouse", "stays"), [("/w", False), ("/other", True)])
def test_the_deployment_of_an_earlier_version_goes_with_its_warehouse(
    prefect_api: str, warehouse: str, stays: bool
) -> None:
    async def is_there() -> bool:
        deployment = await deploy("nightly", warehouse)
        await remove_former(Path("/w"))
        async with get_client() as client:
            try:
                await client.read_deployment(deployment)
            except ObjectNotFound:
                return False
        return True

    with temporary_settings({PREFECT_API_URL: prefect_api}):
        assert asyncio.run(is_there()) is stays
