"""What tests of several folders share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

# No example fails for its seconds: the machine may be busy. Under CI the examples stay the same ones each time.
settings.register_profile("without deadline", settings(), deadline=None)
settings.load_profile("without deadline")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begins with the slow tests: a long one that came last would run alone."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and their labels, beside the checkout; not part of the project."""
    if not SHARED.is_dir():
        if os.environ.get("NEWSLEDGER_REQUIRE_SHARED"):
            pytest.fail(f"{SHARED} is missing")
        pytest.skip("../shared, the real articles to measure on, is not beside this checkout")
    return SHARED
