"""Articles for tests of the extractors: lines in, annotated by the real model."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from transforms.annotate.spacy_docs import annotate, docs
from transforms.documents import Article, Paragraph


@cache
def _packed(lines: tuple[str, ...]) -> bytes:
    return annotate(lines)


def article(*lines: str, kinds: Sequence[str] = (), published_on: date | None = None) -> Article:
    """Returns an article of these lines, all `body` unless `kinds` says otherwise."""
    paragraphs, start = [], 0
    annotated = docs(_packed(lines), range(len(lines)))
    for number, (line, doc) in enumerate(zip(lines, annotated, strict=True), 1):
        kind = kinds[number - 1] if kinds else "body"
        paragraphs.append(Paragraph(number, kind, line, doc, start, start))
        start += len(line) + 1
    return Article(1, published_on, paragraphs)
