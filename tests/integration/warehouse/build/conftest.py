import pytest

from tests.nights import publish_night
from tests.stories import MARKET, STRIKE


@pytest.fixture
def published(tmp_path):
    """A warehouse with two articles."""
    publish_night(tmp_path, [STRIKE, MARKET])
    return tmp_path
