"""What Prefect's server says of the run in which this process is."""

from logging import getLogger

from httpx import HTTPError

from warehouse import WarehouseError


class RunEnded(WarehouseError):  # noqa: N818 - not an error, only a state
    """The server has ended the run of this load, or is about to."""


def require_running() -> None:
    """Raises unless the server takes this run for running; right before publication.

    A load whose heartbeats did not arrive (its machine slept, the network was cut) is marked as crashed; people were
    told so, and what they saw since must not change behind their back. The next load does its work.

    A server that does not answer is no reason: it has no way to tell anybody that the load crashed either, and the lock
    of the warehouse keeps every other load out as long as this one runs. A night's work is not thrown away for that.

    Raises:
        RunEnded: the run is crashed, cancelled, failed, or being cancelled.
    """
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound
    from prefect.runtime import flow_run

    if flow_run.id is None:
        return
    try:
        with get_client(sync_client=True) as client:
            state = client.read_flow_run(flow_run.id).state
    except (HTTPError, ObjectNotFound) as error:
        getLogger(__name__).warning("the server cannot be asked about this run, which goes on: %s", error)
        return
    if state is not None and (state.is_final() or state.is_cancelling()):
        why = f" ({state.message})" if state.message else ""
        raise RunEnded(f"Prefect's server has ended this run as {state.name}{why}; nothing was published")
