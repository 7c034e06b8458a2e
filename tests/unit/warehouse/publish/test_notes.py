import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from warehouse import WarehouseError
from warehouse.publish.notes import JOURNAL, Note, add, as_document, drop, read

NOW = datetime(2031, 5, 2, 9, 30, tzinfo=UTC)
NOTE = Note("figure", 7, 3, "At least 40 died.", "It is 41.\nSee\u2028there.", "Ana", NOW, "20310501T020000Z")


def test_notes_are_read_in_order(tmp_path: Path) -> None:
    assert read(tmp_path) == []
    later = Note("block", 1, 1, "", "\x1b\u202e “x”", "Bo", NOW.astimezone(timezone(timedelta(hours=5))), "x")
    add(tmp_path, NOTE)
    add(tmp_path, later)
    assert read(tmp_path) == [NOTE, later]
    assert len((tmp_path / JOURNAL).read_bytes().splitlines()) == 2
    assert list(as_document(NOTE)) == list(Note.__slots__)


def test_a_line_that_was_broken_off_is_left_out_and_closed(tmp_path: Path) -> None:
    add(tmp_path, NOTE)
    with (tmp_path / JOURNAL).open("ab") as journal:
        journal.write(b'{"kind": "fig')
    assert read(tmp_path) == [NOTE]
    add(tmp_path, NOTE)
    assert read(tmp_path) == [NOTE, NOTE]


@pytest.mark.parametrize(
    "change", [{"kind": "story"}, {"id": "7"}, {"words": None}, {"noted_at": "today"}, {"noted_at": "2031-05-02"}]
)
def test_a_line_amid_others_that_is_no_note_is_an_error_that_names_it(change: dict, tmp_path: Path) -> None:
    line = json.dumps(as_document(NOTE) | change) + "\n"
    (tmp_path / JOURNAL).write_text(line + json.dumps(as_document(NOTE)) + "\n", "utf-8")
    with pytest.raises(WarehouseError, match=r"notes\.jsonl is damaged: line 1 is no note"):
        read(tmp_path)


def test_notes_are_dropped_and_those_that_are_added_meanwhile_stay(tmp_path: Path) -> None:
    assert drop(tmp_path, lambda _: True) == 0
    numbers = range(1, 61)

    def add_all() -> None:
        for number in numbers:
            add(tmp_path, replace(NOTE, article_id=number))

    adding = threading.Thread(target=add_all)
    adding.start()
    dropped = 0
    while adding.is_alive():
        dropped += drop(tmp_path, lambda note: note.article_id % 2 == 0)
    dropped += drop(tmp_path, lambda note: note.article_id % 2 == 0)
    assert [note.article_id for note in read(tmp_path)] == list(numbers[::2])
    assert dropped == 30


def test_a_line_that_is_no_note_is_not_dropped(tmp_path: Path) -> None:
    add(tmp_path, NOTE)
    with (tmp_path / JOURNAL).open("ab") as journal:
        journal.write(b'{"kind": "fig')
    assert drop(tmp_path, lambda _: True) == 1
    assert (tmp_path / JOURNAL).read_bytes() == b'{"kind": "fig'
