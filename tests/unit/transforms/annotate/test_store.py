from pathlib import Path

import polars as pl
import pytest

from transforms.annotate import store as store_module
from transforms.annotate.store import AnnotationStore


def keys(*numbers: int) -> pl.Series:
    return pl.Series(numbers, dtype=pl.UInt64)


@pytest.mark.parametrize("files_at_once", [1, 500])
def test_a_text_is_found_in_the_first_batch_that_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files_at_once: int
):
    monkeypatch.setattr(store_module, "KEYS_AT_ONCE", files_at_once)
    for batch in (10, 9, 0):
        AnnotationStore(tmp_path, batch).add(keys(batch, 77), bytes([batch]))
    found = AnnotationStore(tmp_path, 11).find(keys(77, 10, 5))
    assert sorted(found.rows()) == [(10, 10, 0), (77, 0, 1)]
    assert AnnotationStore(tmp_path, 11).read(9) == b"\x09"


def test_a_batch_counts_only_once_it_is_complete(tmp_path: Path):
    store = AnnotationStore(tmp_path, 0)
    assert store.find(keys(1)).is_empty()
    store.add(keys(1), b"")
    (tmp_path / "keys-0.parquet").rename(tmp_path / "unfinished-keys-0")
    assert store.find(keys(1)).is_empty()
