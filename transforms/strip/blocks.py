"""Raw text in; its blocks out, each with a kind, and the body that the content among them makes up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from transforms.dates import caption_date, publication_date
from transforms.strip.classify import UNKNOWN, classify
from transforms.strip.outlet_history import Outlet
from transforms.strip.page import Verdict
from warehouse.schema.tables.values import BODY_KINDS

_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]+")
_MAX_CHARACTERS = 10_000
"""Longest block. The language model's memory grows with the length of a text; real paragraphs stay far below."""
_SENTENCE_END = re.compile(r"[.!?…。][\"'”’»)\]]{0,3}\s")
_GAP = "\n\n"


class Span(NamedTuple):
    """Characters of the raw text, end-exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A row of the table `blocks`, numbered within its article."""

    block_no: int
    kind: str
    rule: str
    confidence: float
    raw_start: int
    raw_end: int
    start_char: int | None
    end_char: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Stripped:
    """An article taken apart.

    Attributes:
        blocks: all of the raw text but the white space between them, in order.
        body: headline, summary and body blocks, a blank line between two.
    """

    blocks: tuple[Block, ...]
    body: str

    def texts(self, kind: str) -> list[str]:
        """Returns the texts of all blocks of a kind."""
        return [block.text for block in self.blocks if block.kind == kind]

    @property
    def headline(self) -> str | None:
        """The headline block's text, null without one."""
        return next(iter(self.texts("headline")), None)

    def byline(self, author: str | None = None) -> str | None:
        """Author, date and place lines, one a line, before them an author whom they do not name; null without any."""
        lines = "\n".join(self.texts("byline"))
        named = not author or author.casefold() in lines.casefold()
        return (lines if named else f"{author}\n{lines}".strip()) or None

    def published(self, day_in_path: date | None, latest: date) -> tuple[date | None, str | None]:
        """Returns the day of publication and where it stands: a byline, else the path, else a caption; or nulls."""
        stated = publication_date(self.texts("byline"))
        if stated and stated <= latest:
            return stated, "text"
        if day_in_path:
            return day_in_path, "file"
        pictured = caption_date(self.texts("caption"), self.texts("legal"), latest)
        return pictured, "text" if pictured else None


def split_blocks(raw_text: str) -> list[Span]:
    """Splits a text into its non-empty lines.

    Returns:
        Spans in order, without white space at their ends. Each character but white space lies in exactly one. A line of
        more than 10,000 characters is cut at sentence ends, else at white space, else anywhere.
    """
    return [
        span
        for line in _LINE.finditer(raw_text)
        for start, end in _cuts(raw_text, line.start(), line.end())
        if (span := _trim(raw_text, start, end))
    ]


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _MAX_CHARACTERS:
        limit = start + _MAX_CHARACTERS
        sentences = [match.end() for match in _SENTENCE_END.finditer(text, start + _MAX_CHARACTERS // 2, limit)]
        cut = sentences[-1] if sentences else _last_space(text, start + 1, limit)
        yield start, cut
        start = cut
    yield start, end


def _last_space(text: str, start: int, limit: int) -> int:
    return next((i for i in range(limit, start, -1) if text[i - 1].isspace()), limit)


def _trim(text: str, start: int, end: int) -> Span | None:
    line = text[start:end]
    start += len(line) - len(line.lstrip())
    bare = line.strip()
    return Span(start, start + len(bare)) if bare else None


def strip(
    raw_text: str,
    *,
    title: str | None = None,
    captions: Sequence[str] = (),
    outlet: Outlet = UNKNOWN,
    keep_all: bool = False,
) -> Stripped:
    """Tells an article's content from the page around it.

    Args:
        raw_text: the decoded text of one article, one block a line.
        title: its title, where its metadata give one.
        captions: lines that its markup calls captions.
        outlet: what is known of its outlet's pages.
        keep_all: take every block as body, for text that is known to hold nothing else.
    """
    spans = split_blocks(raw_text)
    texts = [raw_text[start:end] for start, end in spans]
    verdicts = [KEPT] * len(texts) if keep_all else classify(texts, title=title, captions=captions, outlet=outlet)
    blocks = []
    body: list[str] = []
    position = 0
    for number, (span, text, verdict) in enumerate(zip(spans, texts, verdicts, strict=True), 1):
        start_char = end_char = None
        if verdict.kind in BODY_KINDS:
            start_char, end_char = position, position + len(text)
            position = end_char + len(_GAP)
            body.append(text)
        blocks.append(Block(number, *verdict, *span, start_char, end_char, text))
    return Stripped(tuple(blocks), _GAP.join(body))


KEPT = Verdict("body", "body.kept", 1.0)
"""On every block where nothing is to be stripped."""
