"""What a search found, for people to read. What stands in articles is escaped: it may hold anything."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TextIO

import click

from warehouse.read.formats import WRITERS, escape
from warehouse.read.search import Found, Hit, stem


def as_text(found: Found, words: str) -> Iterator[str]:
    """Yields two lines for each article: what it is, and the piece of it with the words marked."""
    stems = tuple({stem(word) for word in re.findall(r"\w+", words)})
    for hit in found.hits:
        copies = f"and {hit.copies:,} {'copy' if hit.copies == 1 else 'copies'}" if hit.copies else ""
        about = [str(hit.published_on or ""), hit.outlet, hit.headline, copies]
        yield f"{hit.article_id:>8}  " + click.style(" · ".join(escape(part) for part in about if part), bold=True)
        yield f"{'':10}{_marked(escape(hit.snippet), stems)}"
    yield f"({len(found.hits):,} article{'' if len(found.hits) == 1 else 's'})"


def as_rows(hits: Sequence[Hit], form: str, stream: TextIO) -> None:
    """Writes one row for each article, in one of `formats.WRITERS`."""
    names = list(Hit.__slots__)
    WRITERS[form](names, (tuple(asdict(hit).values()) for hit in hits), stream)


def _marked(snippet: str, stems: tuple[str, ...]) -> str:
    return re.sub(
        r"\w+", lambda m: click.style(m[0], fg="bright_yellow") if m[0].lower().startswith(stems) else m[0], snippet
    )
