"""A disk that fills up while a night is loaded: a small one, in memory."""

import hashlib
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.nights import FIRST_NIGHT, Story, publish_night
from warehouse import WarehouseError
from warehouse.publish import history, layout
from warehouse.publish.verify import verify

pytestmark = pytest.mark.slow


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 40 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40m", "none", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


def night(number: int) -> list[Story]:
    return [Story(number, number, [f"Ships {number}", f"Ship {number} came in."])]


def fill(directory: Path) -> None:
    for number in range(1, 30):
        publish_night(directory, night(number), now=FIRST_NIGHT + timedelta(days=number))


def test_a_full_disk_loses_nothing_and_needs_no_cleaning(disk: Path) -> None:
    directory = disk / "warehouse"
    with pytest.raises(WarehouseError, match=r"(?i)space|written|disk") as error:
        fill(directory)
    assert "\n" not in str(error.value)
    assert len(history.history(directory).loads) > 1
    file = layout.published(directory)
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    assert verify(directory, file.parent.name).faults == ()

    subprocess.run(["mount", "-o", "remount,size=400m", disk], check=True)
    later = publish_night(directory, night(99), now=FIRST_NIGHT + timedelta(days=99))
    assert layout.published(directory).parent.name == later
    assert verify(directory, later).faults == ()
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before
    assert not list((directory / "candidates").iterdir())
    assert not list(directory.rglob("*.tmp")) + list(directory.rglob("*.wal")) + list(directory.rglob("*.new"))
