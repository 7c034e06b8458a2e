"""What tests of several folders share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PROPERTIES = ROOT / "tests" / "properties"

# No example fails for its seconds: the machine may be busy. Under CI the examples stay the same ones each time.
settings.register_profile("without deadline", settings(), deadline=None)
settings.load_profile("without deadline")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begins with the slow tests, for a long one that came last would run alone, and measures no coverage in them.

    Nor in properties: both run the lines of other tests thousands of times, and each line costs half as much again.
    """
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        if item.get_closest_marker("slow") or PROPERTIES in item.path.parents:
            item.add_marker("no_cover")


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
