"""The journal of what was taken down."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from warehouse import WarehouseError
from warehouse.publish import forgotten
from warehouse.publish.forgotten import Entry, Forgetting, Lifting, PassedOver, Purged, Tombstone

AT = datetime(2031, 5, 3, 9, 0, tzinfo=UTC)
STONE = Tombstone(12, "Harbour Post", "a" * 64, ("b" * 64, "c" * 64))
ASKED = Forgetting(AT, "ines", "its author asked", (STONE,), ("Tide Times",), everywhere=True)
LIFTED = Lifting(AT + timedelta(days=1), "olan", (12,), ("Tide Times",))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    entries: list[Entry] = [ASKED, PassedOver(("d" * 64,)), Purged(AT), LIFTED]
    for entry in entries:
        forgotten.add(tmp_path, entry)
    assert forgotten.entries(tmp_path) == entries


def test_nothing_was_taken_down_where_there_is_no_journal(tmp_path: Path) -> None:
    found = forgotten.read(tmp_path)
    assert (found.in_force, found.articles, found.to_purge) == (False, {}, False)


def test_the_last_request_on_an_article_counts() -> None:
    again = Forgetting(AT + timedelta(days=2), "ines", "asked again", (STONE,))
    assert forgotten.together([ASKED]).in_force
    lifted = forgotten.together([ASKED, LIFTED])
    assert not lifted.in_force
    assert {lifted.articles[12].lifted_at, lifted.outlets["Tide Times"].lifted_at} == {LIFTED.lifted_at}
    found = forgotten.together([ASKED, LIFTED, again])
    assert (found.articles[12].request, found.articles[12].lifted_at) == (again, None)
    assert found.outlets["Tide Times"].lifted_at == LIFTED.lifted_at


def test_a_lift_of_something_else_lifts_nothing() -> None:
    found = forgotten.together([ASKED, Lifting(AT, "olan", (13,), ("Harbour Post",))])
    assert found.in_force
    assert found.articles.keys() == {12}


def test_files_are_passed_over_until_something_is_lifted() -> None:
    before: list[Entry] = [ASKED, PassedOver(("d", "e")), PassedOver(("f",))]
    assert forgotten.together(before).files == {"d", "e", "f"}
    assert forgotten.together([*before, LIFTED, PassedOver(("g",))]).files == {"g"}


def test_what_goes_everywhere_is_to_be_cleared_until_it_was() -> None:
    assert forgotten.together([ASKED]).to_purge
    assert not forgotten.together([ASKED, Purged(AT)]).to_purge
    assert forgotten.together([ASKED, Purged(AT), ASKED]).to_purge


@pytest.mark.parametrize(
    "line",
    [
        '{"action": "forget"}',
        '{"action": "lift", "at": "2031-05-03T09:00:00+00:00", "by": "x", "articles": ["12"], "outlets": []}',
        '{"action": "passed_over", "files": [1]}',
        '{"action": "purged", "at": "2031-05-03T09:00:00"}',
        '{"action": "burn"}',
    ],
)
def test_a_line_that_says_nothing_is_told_by_its_number(tmp_path: Path, line: str) -> None:
    forgotten.add(tmp_path, ASKED)
    with (tmp_path / forgotten.JOURNAL).open("a") as journal:
        journal.write(f"{line}\n")
    forgotten.add(tmp_path, LIFTED)
    with pytest.raises(WarehouseError, match="line 2 is no request"):
        forgotten.read(tmp_path)
