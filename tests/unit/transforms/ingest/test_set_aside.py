"""What becomes of the files of articles that are set aside."""

import polars as pl

from transforms.ingest.set_aside import SET_ASIDE, without
from warehouse.schema.tables.stages import FILES_READ, REJECTED

FILES = pl.DataFrame(
    [
        {"path": name, "format": format_, "status": status, "reason": None if status == "loaded" else "no_text"}
        for name, format_, status in (
            ("a.txt", "text", "loaded"), ("b.jsonl", "json", "loaded"), ("c.jsonl", "json", "loaded"),
            ("d.txt", "text", "rejected"),
        )
    ],
    FILES_READ,
)  # fmt: skip


def aside(*rows: tuple[int, str, int]) -> pl.DataFrame:
    told = {"article_id": 1, "reason": "too_slow", "detail": "took long"}
    return pl.DataFrame(
        [told | {"file_id": file_id, "path": path, "record_no": record_no} for file_id, path, record_no in rows],
        SET_ASIDE,
    )


def test_a_file_without_an_article_left_is_rejected_and_one_with_others_is_not():
    left = pl.Series([3], dtype=pl.Int64)
    files, rejections = without(FILES, aside((1, "a.txt", 1), (2, "b.jsonl", 4), (3, "c.jsonl", 7)), left)
    assert files.select("path", "status", "reason").rows() == [
        ("a.txt", "rejected", "too_slow"),
        ("b.jsonl", "rejected", "too_slow"),
        ("c.jsonl", "loaded", None),
        ("d.txt", "rejected", "no_text"),
    ]
    assert rejections.rows() == [
        ("a.txt", 0, "too_slow", "took long"),
        ("b.jsonl", 4, "too_slow", "took long"),
        ("c.jsonl", 7, "too_slow", "took long"),
    ]


def test_an_article_that_is_extracted_anew_leaves_the_files_alone():
    files, rejections = without(FILES, aside((9, "earlier.txt", 1)), pl.Series([], dtype=pl.Int64))
    assert files.equals(FILES)
    assert rejections.rows() == [("earlier.txt", 1, "too_slow", "took long")]


def test_nothing_set_aside_changes_nothing():
    files, rejections = without(FILES, aside(), pl.Series([], dtype=pl.Int64))
    assert files.equals(FILES)
    assert rejections.schema == REJECTED
    assert rejections.is_empty()
