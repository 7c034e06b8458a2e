"""People's notes on what newsledger got wrong: `notes.jsonl`, beside the versions.

Each line is a JSON object: on what, by whom, when, and in which words. A note changes nothing by itself; it is for
those who look after the rules. `newsledger review --notes` lists them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal, get_args

from warehouse.publish.line_journal import add_entries, drop_entries, read_entries

Noted = Literal["figure", "quotation", "block"]
"""What a note is on."""

NOTED: Final[tuple[Noted, ...]] = get_args(Noted)

JOURNAL: Final = "notes.jsonl"

LONGEST: Final = 2000
"""Characters of a note."""


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody thinks is wrong.

    Attributes:
        kind: what it is on.
        id: its id in the load: a figure, a quotation or a block.
        article_id: the article that holds it.
        sentence: its words there, since ids change when an article is read anew.
        words: what is wrong.
        noted_by: who says so.
        noted_at: the time, with its time zone.
        load_id: the load that was shown.
    """

    kind: Noted
    id: int
    article_id: int
    sentence: str
    words: str
    noted_by: str
    noted_at: datetime
    load_id: str


def read(directory: Path) -> list[Note]:
    """Returns all notes in the order in which they were made; none if there is no journal.

    Raises:
        WarehouseError: the journal cannot be read, or a line before the last is no note.
    """
    return read_entries(directory / JOURNAL, "note", _parsed)


def add(directory: Path, note: Note) -> None:
    """Adds a note to the journal, and syncs it to the disk before it returns.

    Raises:
        WarehouseError: there is no such directory, or the journal cannot be written.
    """
    add_entries(directory / JOURNAL, [as_document(note)], _parsed)


def drop(directory: Path, goes: Callable[[Note], bool]) -> int:
    """Drops notes from the journal, on an article that is taken down; returns how many.

    Raises:
        WarehouseError: the journal cannot be written.
    """
    return drop_entries(directory / JOURNAL, _parsed, goes)


def as_document(note: Note) -> dict[str, str | int]:
    """Returns a note as it stands in the journal."""
    return {
        "kind": note.kind,
        "id": note.id,
        "article_id": note.article_id,
        "sentence": note.sentence,
        "words": note.words,
        "noted_by": note.noted_by,
        "noted_at": note.noted_at.astimezone(UTC).isoformat(),
        "load_id": note.load_id,
    }


def _parsed(document: Any) -> Note:
    """Returns the note of a line; raises `ValueError` where it is none."""
    match document:
        case {
            "kind": str(kind),
            "id": int(number),
            "article_id": int(article_id),
            "sentence": str(sentence),
            "words": str(words),
            "noted_by": str(by),
            "noted_at": str(at),
            "load_id": str(load_id),
        }:
            noted_at = datetime.fromisoformat(at)
            known = next((value for value in NOTED if value == kind), None)
            if known and noted_at.tzinfo:
                return Note(known, number, article_id, sentence, words, by, noted_at.astimezone(UTC), load_id)
    raise ValueError("no note")
