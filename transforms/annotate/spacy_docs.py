"""Annotation by spaCy, the only place that loads a model.

Paragraphs are annotated one by one, so that no sentence runs across a line end and each distinct paragraph needs
annotating once only.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import spacy
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc, DocBin

from transforms.annotate.dateline import match_dateline
from transforms.annotate.model import MODEL
from transforms.annotate.tokens import BoundedTokenizer
from transforms.names.normalise import straighten

ATTRIBUTES = ("LEMMA", "TAG", "POS", "MORPH", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE", "SENT_START")
"""What of a Doc is kept between annotating and extracting."""

PARAGRAPHS_AT_ONCE = 256
TOKENS_AT_ONCE = 20_000
"""The model takes some 15 KB of memory for each token that it looks at in one go: 300 MB beside its own 280. Usual
paragraphs reach the other limit first."""


@cache
def _model() -> Language:
    model = spacy.load(MODEL)
    model.tokenizer = BoundedTokenizer(model.tokenizer, model.vocab)
    return model


@contextmanager
def bounded_vocabulary() -> Iterator[None]:
    """Frees, at its end, the words that spaCy has learned within it: memory must not grow with the corpus.

    A Doc made inside must not be used outside.
    """
    with _model().memory_zone():
        yield


def annotate(texts: Sequence[str]) -> bytes:
    """Annotates paragraphs; behind a dateline a new sentence begins.

    Args:
        texts: paragraphs as written.

    Returns:
        The documents in the same order, packed, for `docs`.
    """
    with bounded_vocabulary():
        packed = DocBin(attrs=ATTRIBUTES)
        for group in _at_once(map(_tokenized, map(straighten, texts))):
            for doc in _model().pipe(group, batch_size=len(group)):
                packed.add(doc)
        return packed.to_bytes()


def _tokenized(text: str) -> Doc:
    """Returns the tokens of a paragraph; the parser begins a sentence behind its dateline, which else is a subject."""
    doc = _model().make_doc(text)
    dateline = match_dateline(text)
    behind = next((token for token in doc if token.idx >= dateline.end()), None) if dateline else None
    if behind is not None:
        behind.is_sent_start = True
    return doc


def _at_once(tokenized: Iterable[Doc]) -> Iterator[list[Doc]]:
    """Yields documents in groups that fit into memory, in their order."""
    group: list[Doc] = []
    tokens = 0
    for doc in tokenized:
        if group and (len(group) == PARAGRAPHS_AT_ONCE or tokens + len(doc) > TOKENS_AT_ONCE):
            yield group
            group, tokens = [], 0
        group.append(doc)
        tokens += len(doc)
    if group:
        yield group


def docs(packed: bytes, rows: Sequence[int]) -> Iterator[Doc]:
    """Unpacks some documents of a batch.

    Args:
        packed: what `annotate` returned.
        rows: which of its documents, by place from 0.

    Yields:
        The documents, in the order of `rows`.
    """
    every = DocBin().from_bytes(packed)
    chosen = DocBin(attrs=ATTRIBUTES)
    for name in ("tokens", "spaces", "cats", "flags", "span_groups", "user_data"):
        values = getattr(every, name)
        if values:
            setattr(chosen, name, [values[row] for row in rows])
    # Every string given becomes a word of the vocabulary, and a batch has tens of thousands that these rows do not use.
    used = {int(number) for tokens in chosen.tokens for number in tokens.ravel()}
    chosen.strings = {text for text in every.strings if get_string_id(text) in used}
    yield from chosen.get_docs(_model().vocab)
