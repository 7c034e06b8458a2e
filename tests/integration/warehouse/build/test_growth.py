"""A night on top of thousands of articles with full texts, with so little memory that nothing may hold all of them.

The limits stand to these articles as those of a load do to several times 20,000.
"""

from pathlib import Path
from random import Random

import pytest

from expectations import datasource
from expectations.gate import check
from tests.growth import Source, publish_told, read_source, started, tell, tell_night, write_told
from tests.nights import Story, publish_night
from warehouse.build import candidate, connections, duplicates
from warehouse.publish import layout, swap
from warehouse.read import search_index

pytestmark = pytest.mark.slow

ARTICLES, NIGHT = 5_000, 200
TOLD_AGAIN = 50
LIMIT = "150MB"
"""With slices that hold all articles, the checks of texts no longer pass at it."""

SYLLABLES = ["ba", "den", "fi", "gor", "ha", "kel", "lo", "mar", "nu", "pes", "rin", "so", "tal", "ve", "zu"]


def invented(number: int, words: list[str]) -> Story:
    """An article of some 5,000 characters that names two people, quotes one and counts something."""
    chance = Random(number)
    first, last, other = (word.capitalize() for word in chance.sample(words, 3))
    name = f"{first} {last}"
    lines = [" ".join(chance.choices(words, k=40)).capitalize() + "." for _ in range(15)]
    quotation = " ".join(chance.choices(words, k=12))
    lines[2] = f"{name} said: “{quotation}” and counted {number + 12} {words[number]}."
    lines[5] += f" {other} answered {last}."
    return Story(
        number,
        number,
        [f"News of {name}", *lines],
        names={1: ("PERSON", name), 2: ("PERSON", other)},
        mentions=[(1, name, 1), (4, name, 1), (7, other, 2), (7, last, 1)],
        quotes=[(4, quotation, 1)],
        figures=[(4, str(number + 12), float(number + 12), None, None)],
        terms=sorted(set(chance.choices(words, k=20))),
    )


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """A few invented articles."""
    chance = Random(1)
    words = sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(2_000)})
    directory = tmp_path_factory.mktemp("few")
    publish_night(directory, [invented(number, words) for number in range(1, TOLD_AGAIN + 1)])
    file = layout.published(directory)
    assert file is not None
    return read_source(file)


@pytest.fixture
def grown(source: Source, tmp_path: Path) -> Path:
    """A warehouse with thousands of articles."""
    publish_told(tmp_path, tell(source, range(ARTICLES), 1))
    return tmp_path


def test_a_night_holds_no_more_than_its_share(grown: Path, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (connections, datasource, search_index):
        monkeypatch.setattr(module, "MEMORY_LIMIT", LIMIT)
    monkeypatch.setattr(duplicates, "SLICE_CHARACTERS", 2**22)
    monkeypatch.setattr(datasource, "SLICE_BYTES", 2**22)
    with swap.lock(grown):
        file = write_told(grown, tell_night(source, NIGHT, ARTICLES // TOLD_AGAIN, ARTICLES + 1))
        verdict = check(file, file.parent.name)
        failed = [f"{c.table_name}: {c.check_name}: {c.observed}" for c in verdict.checks if not c.passed]
        assert failed == []
        candidate.record_verdict(file, started(file.parent.name), [])
        version = swap.publish(grown, file.parent.name)
        assert search_index.build_index(version) is not None
