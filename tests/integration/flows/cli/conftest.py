"""A small warehouse that the tests of several commands read."""

import shutil
from pathlib import Path

import pytest

from tests.two_nights import publish_two_nights


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two published loads and a refused one; nobody writes to it."""
    directory = tmp_path_factory.mktemp("warehouse")
    publish_two_nights(directory)
    return directory


@pytest.fixture
def warehouse(published: Path, tmp_path: Path) -> Path:
    """The same, to change."""
    return shutil.copytree(published, tmp_path / "warehouse", symlinks=True)
