import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock, patch

import httpx
import pytest

from flows.serving.server import ServerUnavailableError, _forget_old_runs, connect, set_environment


def without_prefect_variables() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}


@pytest.mark.parametrize("module", ["flows.serving.server", "flows.serving.schedule"])
def test_importing_does_not_import_prefect(module: str) -> None:
    code = f"import sys, {module}; sys.exit(any(name.split('.')[0] == 'prefect' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_prefect_stays_in_the_current_folder_and_calls_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with patch.dict(os.environ, without_prefect_variables(), clear=True):
        set_environment()
        assert os.environ["PREFECT_HOME"] == str(tmp_path / ".prefect")
        assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
        assert os.environ["DO_NOT_TRACK"] == "1"


def test_what_the_user_set_stands() -> None:
    with patch.dict(os.environ, {"PREFECT_HOME": "/srv/prefect", "PREFECT_SERVER_ANALYTICS_ENABLED": "true"}):
        set_environment()
        assert os.environ["PREFECT_HOME"] == "/srv/prefect"
        assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "true"


def test_a_home_that_cannot_be_written_is_named_before_anything_starts(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    with (
        patch.dict(os.environ, without_prefect_variables() | {"PREFECT_HOME": str(blocked / "home")}, clear=True),
        pytest.raises(ServerUnavailableError, match="PREFECT_HOME") as caught,
    ):
        connect()
    assert str(blocked / "home") in str(caught.value)
    assert "\n" not in str(caught.value)


def environment_of(tmp_path: Path, **given: str) -> dict[str, str]:
    """What `set_environment` makes of variables, beside a password of our own server."""
    (tmp_path / "api-password").write_text("newsledger:known\n", encoding="utf-8")
    clean = {name: value for name, value in without_prefect_variables().items() if "proxy" not in name.lower()}
    with patch.dict(os.environ, clean | {"PREFECT_HOME": str(tmp_path)} | given, clear=True):
        set_environment()
        return dict(os.environ)


@pytest.mark.parametrize("name", ["no_proxy", "NO_PROXY"])
def test_no_proxy_stands_between_us_and_this_machine(tmp_path: Path, name: str) -> None:
    assert environment_of(tmp_path)[name] == "127.0.0.1,localhost,::1"
    assert environment_of(tmp_path, **{name: "intra.example,localhost"})[name] == (
        "intra.example,localhost,127.0.0.1,::1"
    )


def test_our_password_goes_to_a_server_of_this_machine_only(tmp_path: Path) -> None:
    known = "PREFECT_API_AUTH_STRING"
    assert environment_of(tmp_path, PREFECT_API_URL="http://127.0.0.1:4200/api")[known] == "newsledger:known"
    assert known not in environment_of(tmp_path, PREFECT_API_URL="https://prefect.example/api")
    assert known not in environment_of(tmp_path)
    own = environment_of(tmp_path, PREFECT_API_URL="http://localhost:4200/api", PREFECT_API_AUTH_STRING="mine")
    assert own[known] == "mine"


def test_old_runs_are_pruned_unless_the_user_says_otherwise(tmp_path: Path) -> None:
    period = "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD"
    assert environment_of(tmp_path)[period] == "2592000"
    assert environment_of(tmp_path)["PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED"] == "events,flow_runs"
    assert environment_of(tmp_path, **{period: "7200"})[period] == "7200"


def test_a_database_that_is_busy_puts_the_forgetting_off() -> None:
    from prefect.exceptions import PrefectHTTPStatusError

    request = httpx.Request("DELETE", "http://127.0.0.1/api/flow_runs/1")
    busy = httpx.HTTPStatusError("busy", request=request, response=httpx.Response(503, request=request, json={}))
    client = Mock()
    client.read_flow_runs.return_value = [Mock(), Mock()]
    client.delete_flow_run.side_effect = PrefectHTTPStatusError.from_httpx_error(busy)
    _forget_old_runs(client)
    assert client.delete_flow_run.call_count == 1
