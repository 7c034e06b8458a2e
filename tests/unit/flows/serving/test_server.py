import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from flows.serving.server import ServerUnavailableError, connect, set_environment


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
