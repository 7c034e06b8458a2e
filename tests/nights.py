"""Tiny nights by hand: the Parquet files that the stages would leave for the candidate, published or refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from warehouse import candidate, publish
from warehouse.candidate import FRAMES
from warehouse.journal import Check, Load
from warehouse.tables import BODY_KINDS

FIRST_NIGHT = datetime(2031, 5, 1, 2, 0, tzinfo=UTC)
PASSED = Check("articles", "body_not_empty", "block", True, "0", None)
FAILED = Check("articles", "article_count", "block", False, "3", '{"headline": "Ferry strike ends"}')
WARNED = Check("articles", "drift", "warn", False, "0.9, usually 0.3", 'Within the band.\n{"lines": ["Tide tables"]}')


@dataclass
class Story:
    """One article: a headline line and body lines, and what was found in them. Blocks count from 1, the headline first.

    `mentions` are (block, surface, local entity), `quotes` (block, text, speaker), `figures` (block, surface, value,
    counted entity, quote); `links` gives each local entity its id in the warehouse. `kinds` are those of other blocks
    than headline and body.
    """

    article_id: int
    file_id: int
    lines: list[str]
    mentions: list[tuple[int, str, int]] = field(default_factory=list)
    quotes: list[tuple[int, str, int | None]] = field(default_factory=list)
    figures: list[tuple[int, str, float, int | None, int | None]] = field(default_factory=list)
    links: dict[int, int] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    outlet: str | None = "Harbour Post"
    record_no: int = 1

    @property
    def body(self) -> str:
        return "\n\n".join(self._body_lines(len(self.lines)))

    def kind(self, block: int) -> str:
        return self.kinds.get(block, "headline" if block == 1 else "body")

    def place(self, block: int, text: str) -> dict[str, int | None]:
        """The columns that locate `text` in a block."""
        within = self.lines[block - 1].index(text)
        raw = sum(len(line) + 1 for line in self.lines[: block - 1]) + within
        body = sum(len(line) + 2 for line in self._body_lines(block - 1)) + within
        kept = self.kind(block) in BODY_KINDS
        return {
            "raw_start": raw, "raw_end": raw + len(text),
            "start_char": body if kept else None, "end_char": body + len(text) if kept else None,
        }  # fmt: skip

    def _body_lines(self, blocks: int) -> list[str]:
        return [line for block, line in enumerate(self.lines[:blocks], 1) if self.kind(block) in BODY_KINDS]


def file_row(file_id: int, path: str, status: str = "loaded", **other: Any) -> dict[str, Any]:
    reason = None if status == "loaded" else "why"
    return {"file_id": file_id, "path": path, "format": "text", "status": status, "reason": reason} | other


def leave(
    work: Path,
    stories: list[Story],
    *,
    files: list[dict[str, Any]] | None = None,
    rejections: list[dict[str, Any]] | None = None,
    new_entities: list[tuple[int, str, str]] | None = None,
    part: int = 0,
) -> None:
    """Writes one part of the frames of a night; without `files`, one loaded file for each story."""
    groups: dict[str, list[dict[str, Any]]] = {
        "files": [file_row(s.file_id, f"harbour-post/{s.file_id}.txt") for s in stories] if files is None else files,
        "rejections": rejections or [],
        "articles": [_article(story) for story in stories],
        "blocks": [row for story in stories for row in _blocks(story)],
        "mentions": [row for story in stories for row in _mentions(story)],
        "quotes": [row for story in stories for row in _quotes(story)],
        "figures": [row for story in stories for row in _figures(story)],
        "links": [
            {"article_id": story.article_id, "local_entity_id": local, "entity_id": entity_id}
            for story in stories
            for local, entity_id in story.links.items()
        ],
        "new_entities": [
            {"entity_id": entity_id, "kind": kind, "name": name, "name_key": name.lower()}
            for entity_id, kind, name in new_entities or []
        ],
    }
    for group, rows in groups.items():
        if rows:
            pl.DataFrame(rows, schema=FRAMES[group]).write_parquet(work / f"{group}-{part}.parquet")


def build(directory: Path, stories: list[Story], *, now: datetime = FIRST_NIGHT, **groups: Any) -> Path:
    """Makes the candidate of a night and returns its file."""
    base = publish.published(directory)
    load_id = publish.next_load_id(now, publish.load_ids(directory))
    file = candidate.create(directory, load_id, base)
    leave(file.parent / "work", stories, **groups)
    parent = None if base is None else base.parent.name
    candidate.write(file, Load(load_id, now, parent, "0.1.0", "tiny 1.0"), now + timedelta(seconds=5))
    return file


def publish_night(
    directory: Path,
    stories: list[Story],
    *,
    now: datetime = FIRST_NIGHT,
    checks: Sequence[Check] = (PASSED,),
    **groups: Any,
) -> str:
    """Publishes a night and returns its load id."""
    with publish.lock(directory):
        file = build(directory, stories, now=now, **groups)
        candidate.record_verdict(file, now + timedelta(minutes=1), checks)
        return publish.publish(directory, file.parent.name).parent.name


def refuse_night(directory: Path, stories: list[Story], *, now: datetime = FIRST_NIGHT) -> str:
    """Refuses a night and returns its load id."""
    with publish.lock(directory):
        load_id = build(directory, stories, now=now).parent.name
        publish.refuse(directory, load_id, now + timedelta(minutes=1), [PASSED, FAILED])
        return load_id


def _article(story: Story) -> dict[str, Any]:
    return {
        "article_id": story.article_id, "file_id": story.file_id, "record_no": story.record_no, "outlet": story.outlet,
        "headline": story.lines[0], "language": "en", "raw_text": "\n".join(story.lines), "body": story.body,
        "word_count": len(story.body.split()),
    }  # fmt: skip


def _blocks(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "block_id": number, "article_id": story.article_id, "block_no": number,
            "kind": story.kind(number), "rule": f"test.{story.kind(number)}", "confidence": 1.0, "text": line,
        }
        | story.place(number, line)
        for number, line in enumerate(story.lines, 1)
    ]  # fmt: skip


def _mentions(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "mention_id": number, "article_id": story.article_id, "block_id": block, "entity_id": entity,
            "label": "PERSON", "surface": surface,
        }
        | story.place(block, surface)
        for number, (block, surface, entity) in enumerate(story.mentions, 1)
    ]  # fmt: skip


def _quotes(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "quote_id": number, "article_id": story.article_id, "block_id": block, "kind": "direct", "text": text,
            "speaker_entity_id": speaker,
        }
        | story.place(block, text)
        for number, (block, text, speaker) in enumerate(story.quotes, 1)
    ]  # fmt: skip


def _figures(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "figure_id": number, "article_id": story.article_id, "block_id": block, "sentence": story.lines[block - 1],
            "surface": surface, "value_low": value, "value_high": value, "bound": "exact", "status": "asserted",
            "counted_entity_id": counted, "quote_id": quote,
        }
        | story.place(block, surface)
        for number, (block, surface, value, counted, quote) in enumerate(story.figures, 1)
    ]  # fmt: skip
