import pytest

from tests.nights import publish_first_night
from tests.stories import MARKET, STRIKE


@pytest.fixture
def published(tmp_path):
    """A warehouse with two articles."""
    publish_first_night(tmp_path, [STRIKE, MARKET])
    return tmp_path
