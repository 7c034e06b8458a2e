"""The journal of what was taken down: `forgotten.jsonl`, beside the versions.

Each line is a JSON object: what was asked to go, by whom, when and why; that this was taken back; which files of the
corpus hold nothing else; or that all other places were cleared too. Lines are only added, and the file stays when old
versions are removed: a load reads it, and takes out of the warehouse, and leaves unread, what it names.

It holds no text, headline, name, address or path: an article is known again by SHA-256 of these
(`warehouse.build.forgotten.KEYS`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from warehouse.publish.line_journal import add_entries, read_entries

JOURNAL: Final = "forgotten.jsonl"

LONGEST_REASON: Final = 500
"""Characters of a reason: a sentence or two, and a number in somebody's own files."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What an article is known by once it is gone.

    Attributes:
        article_id: the id that it had.
        outlet: its publisher.
        content_sha256: of its text, folded for comparison.
        keys: SHA-256 of what it is known again by: its words, its address, its path, its place in its file.
    """

    article_id: int
    outlet: str | None
    content_sha256: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What somebody asked to go.

    Attributes:
        asked_at: when, with its time zone.
        asked_by: who.
        reason: why.
        articles: the articles.
        outlets: outlets whose articles go, and are read no more.
        everywhere: whether it goes from earlier versions, reports and the journal too.
    """

    asked_at: datetime
    asked_by: str
    reason: str
    articles: tuple[Tombstone, ...] = ()
    outlets: tuple[str, ...] = ()
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Lifting:
    """What may be read again: articles by the id that they had, and outlets."""

    lifted_at: datetime
    lifted_by: str
    articles: tuple[int, ...] = ()
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassedOver:
    """SHA-256 of files of the corpus that hold nothing but what was taken down, so that they are not read again."""

    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Purged:
    """All that was asked to go everywhere, up to here, has gone."""

    purged_at: datetime


Entry = Forgetting | Lifting | PassedOver | Purged


@dataclass(frozen=True, slots=True)
class Grave:
    """What became of an article or an outlet: the last request that names it, and when it was taken back, if it was."""

    request: Forgetting
    tombstone: Tombstone | None
    lifted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What the journal says, all lines together.

    Attributes:
        articles: by the id that they had, also those that were lifted.
        outlets: by name, likewise.
        files: SHA-256 of files that hold nothing but what was taken down.
        to_purge: whether something was asked to go everywhere, and has not yet.
    """

    articles: dict[int, Grave] = field(default_factory=dict)
    outlets: dict[str, Grave] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    to_purge: bool = False

    @property
    def in_force(self) -> bool:
        """Whether anything is to be kept out."""
        return any(grave.lifted_at is None for grave in (*self.articles.values(), *self.outlets.values()))


def together(entries: Iterable[Entry]) -> Forgotten:
    """Returns what entries say, oldest first; the last on an article or an outlet counts.

    What is lifted may lie in any of the files that are passed over, so all of them are read once more.
    """
    articles: dict[int, Grave] = {}
    outlets: dict[str, Grave] = {}
    files: set[str] = set()
    to_purge = False
    for entry in entries:
        match entry:
            case Forgetting():
                articles |= {stone.article_id: Grave(entry, stone) for stone in entry.articles}
                outlets |= {name: Grave(entry, None) for name in entry.outlets}
                to_purge |= entry.everywhere
            case Lifting():
                _lift(articles, entry.articles, entry.lifted_at)
                _lift(outlets, entry.outlets, entry.lifted_at)
                files = set()
            case PassedOver():
                files |= {*entry.files}
            case Purged():
                to_purge = False
    return Forgotten(articles, outlets, frozenset(files), to_purge)


def _lift(graves: dict[Any, Grave], names: Iterable[object], at: datetime) -> None:
    for name in names:
        if name in graves:
            grave = graves[name]
            graves[name] = Grave(grave.request, grave.tombstone, at)


def entries(directory: Path) -> list[Entry]:
    """Returns all lines of the journal, oldest first; none if there is no journal.

    Raises:
        WarehouseError: the journal cannot be read, or a line before the last says nothing.
    """
    return read_entries(directory / JOURNAL, "request", _parsed)


def read(directory: Path) -> Forgotten:
    """Returns what the journal says, all lines together.

    Raises:
        WarehouseError: the journal cannot be read, or a line before the last says nothing.
    """
    return together(entries(directory))


def add(directory: Path, entry: Entry) -> None:
    """Adds a line to the journal, and syncs it to the disk before it returns.

    Raises:
        WarehouseError: there is no such directory, or the journal cannot be written.
    """
    add_entries(directory / JOURNAL, [_document(entry)], _parsed)


_Action = Literal["forget", "lift", "passed_over", "purged"]


def _document(entry: Entry) -> dict[str, Any]:
    action: _Action
    rest: dict[str, Any] = {}
    match entry:
        case Forgetting():
            action, at = "forget", entry.asked_at
            rest = {
                "by": entry.asked_by,
                "reason": entry.reason,
                "everywhere": entry.everywhere,
                "articles": [
                    {
                        "article_id": stone.article_id,
                        "outlet": stone.outlet,
                        "content_sha256": stone.content_sha256,
                        "keys": list(stone.keys),
                    }
                    for stone in entry.articles
                ],
                "outlets": list(entry.outlets),
            }
        case Lifting():
            action, at = "lift", entry.lifted_at
            rest = {"by": entry.lifted_by, "articles": list(entry.articles), "outlets": list(entry.outlets)}
        case PassedOver():
            return {"action": "passed_over", "files": list(entry.files)}
        case Purged():
            action, at = "purged", entry.purged_at
    return {"action": action, "at": at.astimezone(UTC).isoformat(), **rest}


def _parsed(document: Any) -> Entry:
    """Returns what a line says; raises `ValueError` where it says nothing."""
    match document:
        case {
            "action": "forget",
            "at": str(at),
            "by": str(by),
            "reason": str(reason),
            "everywhere": bool(everywhere),
            "articles": list(articles),
            "outlets": list(outlets),
        }:
            stones = tuple(map(_tombstone, articles))
            return Forgetting(_instant(at), by, reason, stones, _texts(outlets), everywhere)
        case {"action": "lift", "at": str(at), "by": str(by), "articles": list(articles), "outlets": list(outlets)}:
            if not all(isinstance(article, int) for article in articles):
                raise ValueError("an id is no number")
            return Lifting(_instant(at), by, tuple(articles), _texts(outlets))
        case {"action": "passed_over", "files": list(files)}:
            return PassedOver(_texts(files))
        case {"action": "purged", "at": str(at)}:
            return Purged(_instant(at))
    raise ValueError("no request")


def _tombstone(document: Any) -> Tombstone:
    match document:
        case {
            "article_id": int(article_id),
            "outlet": str() | None as outlet,
            "content_sha256": str(digest),
            "keys": list(keys),
        }:
            return Tombstone(article_id, outlet, digest, _texts(keys))
    raise ValueError("no article")


def _texts(values: list[Any]) -> tuple[str, ...]:
    if not all(isinstance(value, str) for value in values):
        raise ValueError("no texts")
    return tuple(values)


def _instant(at: str) -> datetime:
    found = datetime.fromisoformat(at)
    if found.tzinfo is None:
        raise ValueError("a time without its zone")
    return found.astimezone(UTC)
