"""Raw text in; its blocks out, each with a kind, and the body that the content among them makes up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from transforms.dates import publication_date
from transforms.kinds import Verdict, classify
from warehouse.tables import ARTICLES, BLOCKS, BODY_KINDS

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
        headline: the headline block's text, null without one.
        byline: author, date and place lines, one a line; null without any.
        published_on: day of publication that a byline states, null where none or no single one.
    """

    blocks: tuple[Block, ...]
    body: str
    headline: str | None
    byline: str | None
    published_on: date | None


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


def strip(raw_text: str, *, keep_all: bool = False) -> Stripped:
    """Tells an article's content from the page around it.

    Args:
        raw_text: the decoded text of one article, one block a line.
        keep_all: take every block as body, for text that is known to hold nothing else.
    """
    spans = split_blocks(raw_text)
    texts = [raw_text[start:end] for start, end in spans]
    verdicts = [Verdict("body", "kept", 1.0)] * len(texts) if keep_all else classify(texts)
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
    bylines = [b.text for b in blocks if b.kind == "byline"]
    return Stripped(
        blocks=tuple(blocks),
        body=_GAP.join(body),
        headline=next((b.text for b in blocks if b.kind == "headline"), None),
        byline="\n".join(bylines) or None,
        published_on=publication_date(bylines),
    )


_STRIPPED_COLUMNS = ("headline", "byline", "body", "word_count", "published_on", "published_on_source")


def strip_articles(articles: pl.DataFrame, *, keep_all: bool = False) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Strips a frame of articles.

    Args:
        articles: `article_id` and `raw_text`; a `published_on` with `published_on_source` that is known already stays.
        keep_all: as in `strip`.

    Returns:
        The articles, in their order, with headline, byline, body, word count and, where a byline states it, the day of
        publication with the source `text`; and their blocks as in the table `blocks`, `block_id` local to the article.
    """
    rows: list[tuple[Any, ...]] = []
    blocks: dict[str, list[Any]] = {name: [] for name in BLOCKS.schema}
    for article_id, raw_text in articles.select("article_id", "raw_text").iter_rows():
        stripped = strip(raw_text, keep_all=keep_all)
        words, source = len(stripped.body.split()), "text" if stripped.published_on else None
        rows.append((stripped.headline, stripped.byline, stripped.body, words, stripped.published_on, source))
        for block in stripped.blocks:
            blocks["block_id"].append(block.block_no)
            blocks["article_id"].append(article_id)
            for name in Block.__slots__:
                blocks[name].append(getattr(block, name))
    found = pl.DataFrame(rows, schema={name: ARTICLES.schema[name] for name in _STRIPPED_COLUMNS}, orient="row")
    if "published_on" in articles.columns:
        known = pl.col("published_on").is_not_null()
        days = articles.select("published_on", "published_on_source").hstack(
            found.select(pl.col("published_on").alias("found_on"), pl.col("published_on_source").alias("found_in"))
        )
        found = found.with_columns(
            days.select(
                pl.when(known).then("published_on").otherwise("found_on").alias("published_on"),
                pl.when(known).then("published_on_source").otherwise("found_in").alias("published_on_source"),
            )
        )
    return articles.with_columns(found.get_columns()), pl.DataFrame(blocks, schema=BLOCKS.schema)
