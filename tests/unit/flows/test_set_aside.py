"""Articles leave the frames of a night, and are rejected by name."""

import polars as pl
import pytest

from flows.set_aside import FEW, SetAside, TooMuchSetAside
from transforms.ingest.set_aside import SET_ASIDE
from warehouse.schema.tables.stages import ARTICLES_READ, BATCH_FRAMES, FILES_READ

RAW = pl.Schema({**ARTICLES_READ, "article_id": pl.Int64(), "file_id": pl.Int64()})
CHECK = "articles: rule.day_not_in_future"


def failed(count: int) -> pl.DataFrame:
    return pl.DataFrame([{"path": "a.zip", "reason": "too_slow", "detail": "long"}] * count, SET_ASIDE)


def frame_ids(work, name, batch):
    return pl.read_parquet(work / f"{name}-{batch}.parquet")["article_id"].to_list()


@pytest.fixture
def work(tmp_path):
    """Two batches of two articles, one file each but for the last two."""
    for batch, ids in enumerate(([1, 2], [3, 4])):
        rows = [{"article_id": n, "file_id": min(n, 3), "path": f"{min(n, 3)}.jsonl", "record_no": n} for n in ids]
        pl.DataFrame(rows, RAW).write_parquet(tmp_path / f"raw-{batch}.parquet")
        articles = pl.DataFrame(rows, RAW)
        for name, schema in BATCH_FRAMES.items():
            held = articles.select(column for column in ("article_id", "file_id") if column in schema)
            pl.concat([schema.to_frame(), held], how="diagonal").write_parquet(tmp_path / f"{name}-{batch}.parquet")
    return tmp_path


def test_quarantined_articles_leave_all_frames_and_nothing_else_does(work):
    kept = work / "kept.parquet"
    kept.hardlink_to(work / "blocks-0.parquet")
    aside = SetAside(work)
    aside.quarantine({2: CHECK, 4: CHECK})
    for name in BATCH_FRAMES:
        assert (frame_ids(work, name, 0), frame_ids(work, name, 1)) == ([1], [3])
    assert pl.read_parquet(kept)["article_id"].to_list() == [1, 2]  # what is kept of a batch is its own
    read = [{"path": f"{n}.jsonl", "format": "json", "status": "loaded"} for n in (1, 2, 3)]
    files, rejections = aside.without([pl.DataFrame(read, FILES_READ)])
    assert files["status"].to_list() == ["loaded", "rejected", "loaded"]
    assert rejections.rows() == [("2.jsonl", 2, "quarantined", CHECK), ("3.jsonl", 4, "quarantined", CHECK)]


def test_a_night_of_which_a_third_cannot_be_extracted_is_none(tmp_path):
    aside = SetAside(tmp_path)
    aside.articles_read = 3 * FEW + 3
    aside.add(failed(FEW + 1))
    with pytest.raises(TooMuchSetAside, match=r"22 articles .* of 63 .* a\.zip \(too_slow: long\)"):
        aside.add(failed(1))
    few = SetAside(tmp_path)
    few.add(failed(FEW))
    with pytest.raises(TooMuchSetAside):
        few.add(failed(1))


def test_what_was_taken_down_is_no_fault_and_the_reason_only_where_it_is_the_only_one(work):
    aside = SetAside(work)
    forgotten = [("a.zip", 9, 1), ("a.zip", 9, 2), ("b.zip", 10, 1)] + [("c.zip", 11, n) for n in range(FEW + 9)]
    aside.forget(pl.DataFrame(forgotten, ["path", "file_id", "record_no"], orient="row"))
    aside.add(failed(1).with_columns(file_id=pl.lit(9, pl.Int64), record_no=pl.lit(3, pl.Int32)))
    rows = [{"path": path, "status": "loaded", "format": "zip"} for path in ("a.zip", "b.zip")]
    files, rejections = aside.without([pl.DataFrame(rows, FILES_READ)])
    assert files.select("path", "status", "reason").rows() == [
        ("a.zip", "rejected", "too_slow"), ("b.zip", "rejected", "forgotten"),
    ]  # fmt: skip
    assert rejections.filter(path="a.zip").select("record_no", "reason", "detail").rows() == [
        (1, "forgotten", None), (2, "forgotten", None), (3, "too_slow", "long"),
    ]  # fmt: skip
