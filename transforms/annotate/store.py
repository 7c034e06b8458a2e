"""The annotations of one night, as files: a paragraph that many articles share is annotated once."""

from pathlib import Path

import polars as pl

KEYS_AT_ONCE = 500
"""Files of keys that are read at once: with some 3,000 paragraphs to a batch, 20 MB."""


class AnnotationStore:
    """The annotations that the batches of a night share, in one folder.

    Each batch that annotates anything leaves `docs-{batch}.spacy`, its annotated paragraphs, and then
    `keys-{batch}.parquet`, which says whose they are: a batch whose keys are there is complete. Two batches that run at
    the same time may annotate the same paragraph; the result is the same.
    """

    def __init__(self, folder: Path, batch: int) -> None:
        """Takes the folder, and the number of the batch that is being annotated."""
        self._folder = folder
        self._batch = batch

    def find(self, text_keys: pl.Series) -> pl.DataFrame:
        """Looks for paragraphs in the batches that are complete.

        Args:
            text_keys: the hashes of their texts, without repetition.

        Returns:
            `text_key`, `source_batch` and `row` (the place among the paragraphs of that batch, from 0) of those that
            are there, each once.
        """
        wanted = pl.DataFrame({"text_key": text_keys}, schema={"text_key": pl.UInt64})
        files = sorted(self._folder.glob("keys-*.parquet"))
        parts = [
            pl.read_parquet(files[start : start + KEYS_AT_ONCE]).join(wanted, on="text_key", how="semi")
            for start in range(0, len(files), KEYS_AT_ONCE)
        ]
        found = pl.concat([pl.DataFrame(schema=_PLACES), *parts])
        return found.sort("source_batch").unique("text_key", keep="first", maintain_order=True)

    def add(self, text_keys: pl.Series, packed: bytes) -> None:
        """Keeps the paragraphs that this batch has annotated.

        Args:
            text_keys: the hashes of their texts.
            packed: their annotations in the same order, as `spacy_docs.annotate` returns them.
        """
        self._docs(self._batch).write_bytes(packed)
        places = pl.DataFrame({"text_key": text_keys}).with_columns(
            source_batch=pl.lit(self._batch, pl.Int32), row=pl.int_range(pl.len(), dtype=pl.Int64)
        )
        # Under another name until it is whole: other batches look for it at any time.
        unfinished = self._folder / f"unfinished-keys-{self._batch}"
        places.write_parquet(unfinished)
        unfinished.replace(self._folder / f"keys-{self._batch}.parquet")

    def read(self, source_batch: int) -> bytes:
        """Returns the annotated paragraphs of a batch."""
        return self._docs(source_batch).read_bytes()

    def _docs(self, batch: int) -> Path:
        return self._folder / f"docs-{batch}.spacy"


_PLACES = pl.Schema({"text_key": pl.UInt64(), "source_batch": pl.Int32(), "row": pl.Int64()})
