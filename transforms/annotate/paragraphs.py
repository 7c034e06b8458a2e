"""The content paragraphs of a batch of articles, each distinct one annotated once."""

from dataclasses import dataclass

import polars as pl
from spacy.tokens import Doc

from transforms.annotate.spacy_docs import annotate, docs
from transforms.annotate.store import AnnotationStore
from warehouse.schema.tables.values import CONTENT_KINDS


def annotated_blocks(articles: pl.DataFrame, blocks: pl.DataFrame) -> pl.DataFrame:
    """Returns the content blocks of the articles that are to be annotated, in their order."""
    wanted = articles.filter(pl.col("not_annotated").is_null()).select("article_id")
    content = blocks.filter(pl.col("kind").is_in(CONTENT_KINDS))
    return content.join(wanted, on="article_id", how="semi", maintain_order="left")


@dataclass(frozen=True, slots=True)
class Annotations:
    """Where the annotation of each paragraph of a batch is.

    Attributes:
        packed: the paragraphs that were annotated for this batch, as `spacy_docs.annotate` returns them.
        places: one row for each paragraph of the batch, in their order: `source_batch`, the batch of `store` that holds
            its annotation (null: `packed` does), and its `row` there, from 0.
        store: the annotations of other batches; null without any.
    """

    packed: bytes
    places: pl.DataFrame
    store: AnnotationStore | None

    def docs(self) -> list[Doc]:
        """Unpacks the annotation of each paragraph, in their order; within `bounded_vocabulary`."""
        unpacked: dict[int, Doc] = {}
        for (source_batch,), rows in self.places.with_row_index("paragraph").group_by("source_batch"):
            # One file at a time: together they may be as large as the night.
            packed = self.store.read(source_batch) if self.store and source_batch is not None else self.packed
            unpacked.update(zip(rows["paragraph"], docs(packed, rows["row"].to_list()), strict=True))
        return [unpacked[paragraph] for paragraph in range(self.places.height)]


def annotate_paragraphs(texts: pl.Series, store: AnnotationStore | None = None) -> Annotations:
    """Annotates paragraphs, each distinct text once, and only those that no other batch has annotated.

    Args:
        texts: paragraphs as written.
        store: what other batches have annotated; it gets what is annotated here.
    """
    paragraphs = pl.DataFrame({"text": texts}).with_columns(text_key=pl.col("text").hash())
    distinct = paragraphs.unique("text_key", keep="first", maintain_order=True)
    new, known = distinct, None
    if store:
        known = store.find(distinct["text_key"])
        new = distinct.join(known, on="text_key", how="anti", maintain_order="left")
    packed = annotate(new["text"].to_list())
    if store and not new.is_empty():  # a batch that is processed again finds all of its own, and must not overwrite it
        store.add(new["text_key"], packed)
    here = new.select("text_key", source_batch=pl.lit(None, pl.Int32), row=pl.int_range(pl.len(), dtype=pl.Int64))
    places = here if known is None else pl.concat([known, here])
    placed = paragraphs.join(places, on="text_key", how="left", maintain_order="left")
    return Annotations(packed, placed.select("source_batch", "row"), store)
