"""A warehouse whose texts are hostile, served by a process of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger import NIGHT
from tests.pages import HOSTILE, Answer, Pages, hostile_ledger, serving
from warehouse.publish import notes
from warehouse.publish.notes import Note


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a published warehouse whose texts are hostile, with a note on it; nobody writes to it."""
    directory = tmp_path_factory.mktemp("hostile")
    hostile_ledger().publish(directory)
    notes.add(directory, Note("figure", 1, 1, HOSTILE, HOSTILE, f"Ana {HOSTILE}", NIGHT, "20310501T020000Z"))
    return directory


@pytest.fixture(scope="session")
def pages(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """Its pages."""
    with serving(hostile, tmp_path_factory.mktemp("home")) as served:
        yield served


@pytest.fixture(scope="session")
def walked(pages: Pages) -> dict[str, Answer]:
    """What each kind of address answers that the pages lead to."""
    return pages.walk(alike=2)
