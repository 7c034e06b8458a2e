"""A size of file that tests can make."""

import pytest

from transforms.ingest import corpus


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> int:
    """A size of file that a test can make: the real one takes a minute to read."""
    monkeypatch.setattr(corpus, "MAX_FILE_BYTES", 2**21)
    return 2**21
