"""A batch of articles, from raw text to rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from transforms.annotate.store import AnnotationStore
from transforms.process import nested_rows, process_batch
from transforms.strip.outlet_history import OutletHistory
from warehouse.schema.tables.stages import ARTICLES_READ, BATCH_FRAMES

TEXT = """Harbour of Port Ellery closed

At least 12 people were killed when a ferry sank, mayor Ines Talvo said on Monday.

“We will find out who let it sail,” Ms Talvo told reporters.

Ring the newsdesk
"""


def batch(*texts: str, **columns: Any) -> pl.DataFrame:
    rows = [
        {"article_id": number, "file_id": number, "path": f"{number}.txt", "record_no": 1, "raw_text": text} | columns
        for number, text in enumerate(texts, 1)
    ]
    return pl.DataFrame(rows, schema={"article_id": pl.Int64(), "file_id": pl.Int64(), **ARTICLES_READ})


def processed(articles: pl.DataFrame, **options: Any) -> dict[str, pl.DataFrame]:
    return process_batch(articles, {}, latest=date(2026, 3, 11), **options)


def kinds(frames: dict[str, pl.DataFrame]) -> list[str]:
    return frames["blocks"]["kind"].to_list()


def test_a_batch_fills_every_frame_as_declared():
    frames = processed(
        batch(TEXT, author="Ottilie Penrose", published_on=date(2026, 3, 4), published_on_source="metadata")
    )
    assert {name: frame.schema for name, frame in frames.items()} == BATCH_FRAMES
    assert not [name for name, frame in frames.items() if frame.is_empty()]


def test_an_empty_batch_has_the_frames_too():
    frames = processed(batch())
    assert {name: frame.schema for name, frame in frames.items()} == BATCH_FRAMES


def test_what_is_known_of_an_outlet_counts_for_its_articles_alone():
    outlets = {"The Daily Marn": OutletHistory(drop=("by reason of",)), "Echo": OutletHistory(drop=("port ellery",))}
    articles = batch(TEXT, outlet="Echo")
    with_outlets = process_batch(articles, outlets, latest=date(2026, 3, 11))
    assert kinds(with_outlets) != kinds(processed(articles))
    other = {"Other": outlets["Echo"]}
    assert kinds(process_batch(articles, other, latest=date(2026, 3, 11))) == kinds(processed(articles))


def test_every_block_is_body_if_told_so():
    assert set(kinds(processed(batch(TEXT), keep_all=True))) == {"body"}


def test_annotations_that_batches_share_change_no_row(tmp_path: Path):
    alone = processed(batch(TEXT))
    for number in range(2):
        shared = processed(batch(TEXT), store=AnnotationStore(tmp_path, number))
        assert all(shared[name].equals(frame) for name, frame in alone.items())
    assert pl.read_parquet(tmp_path / "keys-0.parquet").height > 0
    assert not (tmp_path / "keys-1.parquet").exists(), "the second batch annotates nothing anew"


def test_each_stage_is_measured_once_and_in_order():
    stages: list[str] = []

    @contextmanager
    def timed(stage: str) -> Iterator[None]:
        stages.append(f"{stage} begins")
        yield
        stages.append(f"{stage} ends")

    processed(batch(TEXT), timed=timed)
    assert stages == [f"{stage} {what}" for stage in ("strip", "annotate", "extract") for what in ("begins", "ends")]


def test_nested_rows_put_all_that_is_found_into_its_article():
    frames = processed(batch(TEXT, "Nothing happened here\n\nNobody came and nobody saw it at all.\n"))
    first, second = nested_rows(frames)
    for name in ("blocks", "mentions", "figures", "quotes"):
        assert len(first[name]) == frames[name].filter(article_id=1).height > 0
    assert (second["mentions"], second["figures"]) == ([], [])
    mention = next(row for row in first["mentions"] if row["surface"] == "Talvo" or row["surface"].endswith("Ms Talvo"))
    assert mention["entity"] == "Ines Talvo"
    assert "appearance_id" not in mention
    assert first["quotes"][0]["speaker_entity_id"] == mention["entity_id"]
