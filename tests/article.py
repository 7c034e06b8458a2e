"""Articles for tests of the extractors: lines in, annotated by the real model."""

import os
from collections.abc import Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from hypothesis import currently_in_test_context

import transforms.annotate
from transforms.annotate.model import model_version
from transforms.annotate.spacy_docs import annotate, docs
from transforms.documents import Article, Paragraph
from transforms.names.normalise import straighten

ANNOTATED = Path(__file__).parents[1] / ".annotated"
"""What the model made of lines, from run to run: annotating takes a third of the time of these tests."""


def article(*lines: str, kinds: Sequence[str] = (), published_on: date | None = None) -> Article:
    """Returns an article of these lines, all `body` unless `kinds` says otherwise."""
    paragraphs, start = [], 0
    annotated = docs(_packed(lines), range(len(lines)))
    for number, (line, doc) in enumerate(zip(lines, annotated, strict=True), 1):
        kind = kinds[number - 1] if kinds else "body"
        paragraphs.append(Paragraph(number, kind, line, doc, start, start))
        start += len(line) + 1
    return Article(1, published_on, paragraphs)


@cache
def _packed(lines: tuple[str, ...]) -> bytes:
    if currently_in_test_context():  # the examples of a property are others each time
        return annotate(lines)
    name = sha256(repr([straighten(line) for line in lines]).encode()).hexdigest()
    file = ANNOTATED / _annotator() / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{name}.{os.getpid()}")  # other processes see whole files only
        part.write_bytes(annotate(lines))
        part.replace(file)
    return file.read_bytes()


@cache
def _annotator() -> str:
    """A name for the code and the model that annotate: another one, and all is annotated anew."""
    found = sha256(f"{version('spacy')} {model_version()}".encode())
    for path in sorted(Path(transforms.annotate.__path__[0]).glob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]
