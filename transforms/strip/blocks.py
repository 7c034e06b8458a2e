"""Splits the raw text of an article into blocks, tells what each of them is, and joins the content to the body."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from transforms.dates import caption_date, publication_date
from transforms.strip.classify import classify
from transforms.strip.inline_lists import find_inline_lists
from transforms.strip.outlet_history import UNKNOWN_OUTLET, OutletHistory
from transforms.strip.page import BlockVerdict
from warehouse.schema.tables.values import BODY_KINDS

_LINE = re.compile(r"[^\n\r\v\f\u2028\u2029]+")
_MAX_CHARACTERS = 10_000
"""Characters of the longest block. The language model's memory grows with the length of a text; real paragraphs are far
shorter."""
_SENTENCE_END = re.compile(r"[.!?…。][\"'”’»)\]]{0,3}\s")
_GAP = "\n\n"


class RawSpan(NamedTuple):
    """Offsets of characters in the raw text, from 0; the end is not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StrippedBlock:
    """A row of the table `blocks`, numbered from 1 within its article; its columns are explained there."""

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
class StrippedArticle:
    """The blocks and the body of an article.

    Attributes:
        blocks: in order; they hold all characters of the raw text but the white space between two blocks.
        body: the texts of the headline, summary and body blocks, with a blank line between two.
    """

    blocks: tuple[StrippedBlock, ...]
    body: str

    def texts(self, kind: str) -> list[str]:
        """Returns the texts of all blocks of a kind."""
        return [block.text for block in self.blocks if block.kind == kind]

    @property
    def headline(self) -> str | None:
        """The text of the first headline block, null without one."""
        return next(iter(self.texts("headline")), None)

    def byline(self, author: str | None = None) -> str | None:
        """Returns the byline blocks, one a line; null if there are none and no author is given.

        Args:
            author: as the metadata say. Stands in a line above the blocks, unless they name this author.
        """
        lines = "\n".join(self.texts("byline"))
        named = not author or author.casefold() in lines.casefold()
        return (lines if named else f"{author}\n{lines}".strip()) or None

    def published(self, day_in_path: date | None, latest: date) -> tuple[date | None, str | None]:
        """Returns the day of publication and `articles.published_on_source`: both null if nothing tells the day.

        Args:
            day_in_path: the day in the path of the file. It is taken unless a byline states one.
            latest: no article was published later. If neither byline nor path tell, the captions do.
        """
        stated = publication_date(self.texts("byline"))
        if stated and stated <= latest:
            return stated, "text"
        if day_in_path:
            return day_in_path, "file"
        day_of_picture = caption_date(self.texts("caption"), self.texts("legal"), latest)
        return day_of_picture, "text" if day_of_picture else None


def split_blocks(raw_text: str) -> list[RawSpan]:
    """Splits a text into its non-empty lines.

    Returns:
        Their offsets in order, without white space at their ends. Each character but white space lies in exactly one. A
        line of more than 10,000 characters is cut at sentence ends, else at white space, else anywhere.
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


def _trim(text: str, start: int, end: int) -> RawSpan | None:
    line = text[start:end]
    start += len(line) - len(line.lstrip())
    bare = line.strip()
    return RawSpan(start, start + len(bare)) if bare else None


def strip(
    raw_text: str,
    *,
    title: str | None = None,
    captions: Sequence[str] = (),
    posts: Sequence[str] = (),
    history: OutletHistory = UNKNOWN_OUTLET,
    keep_all: bool = False,
) -> StrippedArticle:
    """Tells an article's content from the page around it.

    Args:
        raw_text: the decoded text of one article, one block a line.
        title: its title, where its metadata give one.
        captions: lines that its markup calls captions.
        posts: lines that its markup calls posts of networks.
        history: what is known of its outlet's pages.
        keep_all: take every block as body, for text that is known to hold nothing else.
    """
    spans = split_blocks(raw_text)
    texts = [raw_text[start:end] for start, end in spans]
    lists = [[]] * len(texts) if keep_all else [find_inline_lists(text) for text in texts]
    verdicts = (
        [KEPT] * len(texts)
        if keep_all
        else classify(
            [_without(text, cuts) if cuts else text for text, cuts in zip(texts, lists, strict=True)],
            title=title,
            captions=captions,
            posts=posts,
            history=history,
        )
    )
    parts = (
        (RawSpan(span.start + start, span.start + end), verdict)
        for span, text, cuts, whole in zip(spans, texts, lists, verdicts, strict=True)
        for start, end, verdict in _parts(text, cuts, whole)
    )
    blocks = []
    body: list[str] = []
    position = 0
    for number, (span, verdict) in enumerate(parts, 1):
        text = raw_text[span.start : span.end]
        start_char = end_char = None
        if verdict.kind in BODY_KINDS:
            start_char, end_char = position, position + len(text)
            position = end_char + len(_GAP)
            body.append(text)
        blocks.append(StrippedBlock(number, *verdict, *span, start_char, end_char, text))
    return StrippedArticle(tuple(blocks), _GAP.join(body))


def _without(text: str, lists: Sequence[tuple[int, int]]) -> str:
    """Returns a line without the lists of other stories within."""
    ends = [0, *(end for _, end in lists)]
    starts = [*(start for start, _ in lists), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True)).strip()


def _parts(
    text: str, lists: Sequence[tuple[int, int]], verdict: BlockVerdict
) -> Iterator[tuple[int, int, BlockVerdict]]:
    """Yields the parts of a line, each with its verdict: the lists within, and what stands around them."""
    edges = [(start, end, INLINE_LIST) for start, end in lists]
    before = 0
    for start, end, listed in [*edges, (len(text), len(text), INLINE_LIST)]:
        for first, last, of_part in ((before, start, verdict), (start, end, listed)):
            if part := _trim(text, first, last):
                yield part.start, part.end, of_part
        before = end


INLINE_LIST = BlockVerdict("related", "related.inline", 1.0)
"""The verdict on a list of other stories within a sentence."""
KEPT = BlockVerdict("body", "body.kept", 1.0)
"""The verdict on every block of a text from which nothing is to be stripped."""
