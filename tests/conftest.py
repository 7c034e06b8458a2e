"""What tests of several folders share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


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
