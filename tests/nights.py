"""Tiny nights by hand: the Parquet files that the stages would leave for the candidate, published or refused."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from transforms.relate.relators import RELATORS
from transforms.relate.shingles import find_shingles
from warehouse.build import candidate
from warehouse.publish import decisions, layout, retention, swap
from warehouse.publish.forgotten import Forgotten
from warehouse.publish.journal import Check, Load
from warehouse.schema.resolution import (
    Affected,
    AffectedFinder,
    NightChanges,
    Resolution,
    ResolutionInput,
    Resolver,
)
from warehouse.schema.tables.columns import Table
from warehouse.schema.tables.entities import ENTITY_LINKS, ENTITY_REDIRECTS
from warehouse.schema.tables.stages import STAGE_FRAMES
from warehouse.schema.tables.values import BODY_KINDS

FIRST_NIGHT = datetime(2031, 5, 1, 2, 0, tzinfo=UTC)
PASSED = Check("articles", "body_not_empty", "block", True, "0", None)
FAILED = Check("articles", "article_count", "block", False, "3", '{"headline": "Ferry strike ends"}')
WARNED = Check("articles", "drift", "warn", False, "0.9, usually 0.3", 'Within the band.\n{"lines": ["Tide tables"]}')


@dataclass
class Story:
    """One article: a headline line and body lines, and what was found in them. Blocks count from 1, the headline first.

    `names` are the appearances, by local id: kind, name and what else the row holds. `mentions` are (block, surface,
    appearance), `roles` and `quotes` (block, text, appearance), `figures` (block, surface, value, counted appearance,
    quote). `kinds` are those of other blocks than headline and body. `keys` are the blocking keys of appearances;
    those without get simple ones. `place` is the appearance that its dateline names. `url` and `day` are its address
    and its day of publication, as its metadata say; `unconfirmed_publisher` is the publisher that nothing bears out.
    """

    article_id: int
    file_id: int
    lines: list[str]
    mentions: list[tuple[int, str, int]] = field(default_factory=list)
    quotes: list[tuple[int, str, int | None]] = field(default_factory=list)
    figures: list[tuple[int, str, float, int | None, int | None]] = field(default_factory=list)
    names: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    roles: list[tuple[int, str, int]] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)
    keys: dict[int, set[str]] = field(default_factory=dict)
    outlet: str | None = "Harbour Post"
    unconfirmed_publisher: str | None = None
    record_no: int = 1
    place: int | None = None
    url: str | None = None
    published_on: date | None = None

    @property
    def body(self) -> str:
        return "\n\n".join(self._body_lines(len(self.lines)))

    def kind(self, block: int) -> str:
        return self.kinds.get(block, "headline" if block == 1 else "body")

    def span(self, block: int, text: str) -> dict[str, int | None]:
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
        "roles": [row for story in stories for row in _roles(story)],
        "appearances": [row for story in stories for row in _appearances(story)],
        "blocking_keys": [row for story in stories for row in _keys(story)],
        "article_shingles": _shingles(stories),
        "article_terms": [{"article_id": story.article_id, "term": term} for story in stories for term in story.terms],
    }
    for group, rows in groups.items():
        if rows:
            pl.DataFrame(rows, schema=STAGE_FRAMES[group]).write_parquet(work / f"{group}-{part}.parquet")


def together(*groups: set[str], probability: float = 1.0, links: Sequence[dict[str, Any]] = ()) -> Resolver:
    """Returns a resolver to which the nodes of each group are one entity, and each other node one of its own."""
    group_of = {node: min(group) for group in groups for node in group}

    def resolve(given: ResolutionInput) -> Resolution:
        found = [
            (row, f"{row['kind']}:{row['name_key']}" + ("" if row["article_id"] is None else f"@{row['article_id']}"))
            for row in given.names.to_dicts()
        ]
        held = {row["node"]: row["articles"] for row in given.members.to_dicts()}
        held |= dict.fromkeys([node for _, node in found], 0)
        for row, node in found:
            held[node] += row["articles"]
        parts: dict[str, list[str]] = {}
        for node in sorted(held, key=lambda node: (-held[node], node)):
            parts.setdefault(group_of.get(node, node), []).append(node)
        size = {name: (-sum(held[node] for node in part), name) for name, part in parts.items()}
        claims: dict[int, list[str]] = {}
        for row in given.members.to_dicts():
            claims.setdefault(row["entity_id"], []).append(group_of.get(row["node"], row["node"]))
        ids: dict[str, int] = {}
        merged: dict[int, str] = {}
        for entity_id, names in sorted(claims.items()):
            winner = min(names, key=lambda name: size[name])
            if winner in ids:
                merged[entity_id] = winner
            else:
                ids[winner] = entity_id
        new = {name: n for n, name in enumerate(sorted(set(parts) - set(ids)), given.next_entity_id)}
        ids |= new
        redirects = {row["old_entity_id"]: row for row in given.redirects.drop("load_id").to_dicts()}
        for row in redirects.values():
            row["new_entity_id"] = (
                ids[merged[row["new_entity_id"]]] if row["new_entity_id"] in merged else (row["new_entity_id"])
            )
        for old, name in merged.items():
            node = next(row["node"] for row in given.members.to_dicts() if row["entity_id"] == old)
            redirects[old] = {"old_entity_id": old, "new_entity_id": ids[name], "reason": "merged", "node": node}
        entities = [{"entity_id": n, "kind": parts[p][0].split(":")[0], "node": parts[p][0]} for p, n in ids.items()]
        return Resolution(
            nodes=_frame([{c: row[c] for c in KEYS} | {"node": node} for row, node in found], KEYS | {"node": TEXT}),
            members=_frame(
                [
                    {"node": node, "entity_id": ids[name], "probability": probability}
                    for name, part in parts.items()
                    for node in part
                ],
                {"node": TEXT, "entity_id": ID, "probability": pl.Float64()},
            ),
            entities=_frame(entities, {"entity_id": ID, "kind": TEXT, "node": TEXT}),
            redirects=_frame(list(redirects.values()), _without(ENTITY_REDIRECTS, "load_id")),
            retracted=pl.DataFrame(schema={"link_id": ID}),
            links=_frame(list(links), _without(ENTITY_LINKS, "link_id", "decided_at", "retracted_at", "load_id")),
        )

    return resolve


def all_changed(changes: NightChanges) -> Affected:
    """Takes each name that changed as affected: right for every resolver."""
    changed = changes.names.filter(pl.col("added") + pl.col("removed") > 0)["name_key"]
    names = pl.concat([changed, changes.decided]).unique().sort()
    keys = changes.keys.filter(pl.col("name_key").is_in(names.implode()))["key"].unique().sort()
    return Affected(names, keys, keys, keys.clear())


apart = together()
"""The resolver to which each node is an entity of its own."""

TEXT, ID = pl.String(), pl.Int64()
KEYS: dict[str, pl.DataType] = {"name_key": TEXT, "kind": TEXT, "is_weak": pl.Boolean(), "article_id": ID}


def _without(table: Table, *names: str) -> dict[str, pl.DataType]:
    return {name: type_ for name, type_ in table.schema.items() if name not in names}


def _frame(rows: list[dict[str, Any]], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row")


def create(directory: Path, load_id: str, base: Path | None) -> Path:
    """Does as `candidate.create`, but copies an empty warehouse: to make one takes a third of a tiny night."""
    if base is not None:
        return candidate.create(directory, load_id, base)
    file = layout.candidate_file(directory, load_id)
    (file.parent / "work").mkdir(parents=True)
    shutil.copyfile(empty_warehouse(), file)
    return file


@cache
def empty_warehouse() -> Path:
    """The file of an empty warehouse, made once in a process; only to be copied."""
    return candidate.create(Path(_HOME.name), "empty", None)


_HOME = TemporaryDirectory()


def build(
    directory: Path,
    stories: list[Story],
    *,
    now: datetime = FIRST_NIGHT,
    resolve: Resolver = apart,
    find: AffectedFinder = all_changed,
    create: Callable[[Path, str, Path | None], Path] = create,
    taken_down: Forgotten | None = None,
    **groups: Any,
) -> Path:
    """Makes the candidate of a night and returns its file."""
    base = layout.published(directory)
    load_id = layout.next_load_id(now, layout.load_ids(directory))
    file = create(directory, load_id, base)
    leave(file.parent / "work", stories, **groups)
    parent = None if base is None else base.parent.name
    load = Load(load_id, now, parent, "0.1.0", "tiny 1.0")
    candidate.write(file, load, now + timedelta(seconds=5), find, resolve, RELATORS, taken_down)
    return file


def publish_night(
    directory: Path,
    stories: list[Story],
    *,
    now: datetime = FIRST_NIGHT,
    checks: Sequence[Check] = (PASSED,),
    keep: int = retention.KEPT_VERSIONS,
    **groups: Any,
) -> str:
    """Publishes a night and returns its load id."""
    with swap.lock(directory, keep):
        file = build(directory, stories, now=now, **groups)
        candidate.record_verdict(file, now + timedelta(minutes=1), checks)
        return swap.publish(directory, file.parent.name, keep).parent.name


def publish_first_night(directory: Path, stories: list[Story]) -> str:
    """Publishes a night in an empty folder, as `publish_night` does; one that a process has published is copied."""
    home = Path(_HOME.name) / sha256(repr(stories).encode()).hexdigest()
    if not home.exists():
        publish_night(home, stories)
    shutil.copytree(home, directory, symlinks=True, dirs_exist_ok=True)
    return layout.published(directory).parent.name


def refuse_night(directory: Path, stories: list[Story], *, now: datetime = FIRST_NIGHT) -> str:
    """Refuses a night and returns its load id."""
    with swap.lock(directory):
        load_id = build(directory, stories, now=now).parent.name
        swap.refuse(directory, load_id, now + timedelta(minutes=1), [PASSED, FAILED])
        return load_id


def decide(
    directory: Path, left: str, right: str, judgement: decisions.Judgement, *, now: datetime = FIRST_NIGHT
) -> None:
    """Adds a decision to the journal."""
    decisions.add(directory, [decisions.Decision.of(left, right, judgement, "Lio Marr", now)])


def _article(story: Story) -> dict[str, Any]:
    return {
        "article_id": story.article_id, "file_id": story.file_id, "record_no": story.record_no, "outlet": story.outlet,
        "headline": story.lines[0], "language": "en", "raw_text": "\n".join(story.lines), "body": story.body,
        "word_count": len(story.body.split()), "place_appearance_id": story.place,
        "place_source": story.place and "dateline", "url": story.url, "published_on": story.published_on,
        "unconfirmed_publisher": story.unconfirmed_publisher,
        "published_on_source": story.published_on and "text",
    }  # fmt: skip


def _blocks(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "block_id": number, "article_id": story.article_id, "block_no": number,
            "kind": story.kind(number), "rule": f"test.{story.kind(number)}", "confidence": 1.0, "text": line,
        }
        | story.span(number, line)
        for number, line in enumerate(story.lines, 1)
    ]  # fmt: skip


def _shingles(stories: list[Story]) -> list[dict[str, Any]]:
    blocks = pl.DataFrame([row for story in stories for row in _blocks(story)], schema=STAGE_FRAMES["blocks"])
    return find_shingles([story.article_id for story in stories], blocks).to_dicts()


def _mentions(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "mention_id": number, "article_id": story.article_id, "block_id": block, "appearance_id": entity,
            "label": story.names[entity][0] if entity in story.names else "PERSON", "surface": surface,
        }
        | story.span(block, surface)
        for number, (block, surface, entity) in enumerate(story.mentions, 1)
    ]  # fmt: skip


def _appearances(story: Story) -> Iterator[dict[str, Any]]:
    for number, (kind, name, *other) in story.names.items():
        yield {
            "appearance_id": number, "article_id": story.article_id, "kind": kind, "kind_votes": 3, "name": name,
            "name_key": name.lower(), "is_short": kind == "PERSON" and " " not in name,
        } | dict(*other)  # fmt: skip


def _keys(story: Story) -> Iterator[dict[str, Any]]:
    for row in _appearances(story):
        words = row["name_key"].split()
        simple = {f"={row['name_key']}", f"s:{words[-1]}" if row["kind"] == "PERSON" else f"o:{words[0]}"}
        for key in sorted(story.keys.get(row["appearance_id"], simple)):
            yield {"article_id": story.article_id, "appearance_id": row["appearance_id"], "key": key}


def _roles(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "role_id": number, "article_id": story.article_id, "block_id": block, "appearance_id": bearer, "role": text,
        }
        | story.span(block, text)
        for number, (block, text, bearer) in enumerate(story.roles, 1)
    ]  # fmt: skip


def _quotes(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "quote_id": number, "article_id": story.article_id, "block_id": block, "kind": "direct", "text": text,
            "speaker_appearance_id": speaker,
        }
        | story.span(block, text)
        for number, (block, text, speaker) in enumerate(story.quotes, 1)
    ]  # fmt: skip


def _figures(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "figure_id": number, "article_id": story.article_id, "block_id": block, "sentence": story.lines[block - 1],
            "surface": surface, "value_low": value, "value_high": value, "bound": "exact", "status": "asserted",
            "factuality": "actual",
            "counted_appearance_id": counted, "quote_id": quote,
        }
        | story.span(block, surface)
        for number, (block, surface, value, counted, quote) in enumerate(story.figures, 1)
    ]  # fmt: skip
