"""What the server must say of a run for its load to be published."""

from contextlib import contextmanager
from types import SimpleNamespace

import httpx
import pytest
from prefect.client import orchestration
from prefect.runtime import flow_run
from prefect.states import Cancelling, Completed, Crashed, Running

from flows.serving.own_run import RunEnded, require_running


@pytest.fixture
def server(monkeypatch):
    """Lets the server answer with a state, or not at all."""

    asked = []

    def answer(said):
        def read_flow_run(run):
            asked.append(run)
            if isinstance(said, Exception):
                raise said
            return SimpleNamespace(state=said)

        @contextmanager
        def get_client(*, sync_client):
            assert sync_client
            yield SimpleNamespace(read_flow_run=read_flow_run)

        monkeypatch.setattr(orchestration, "get_client", get_client)
        monkeypatch.setattr(flow_run, "id", "a run", raising=False)
        return asked

    return answer


@pytest.mark.parametrize("said", [Running(), None, httpx.ConnectError("refused"), httpx.ReadTimeout("slow")])
def test_a_load_is_published_while_its_run_goes_on_or_the_server_is_away(server, said):
    asked = server(said)
    require_running()
    assert asked == ["a run"]


@pytest.mark.parametrize("state", [Crashed(message="No heartbeat: the load died."), Cancelling(), Completed()])
def test_a_load_whose_run_has_ended_is_not_published(server, state):
    server(state)
    with pytest.raises(RunEnded, match=f"ended this run as {state.name}.*; nothing was published"):
        require_running()


def test_a_load_outside_of_any_run_asks_nobody(server, monkeypatch):
    asked = server(Crashed())
    monkeypatch.setattr(flow_run, "id", None, raising=False)
    require_running()
    assert asked == []
