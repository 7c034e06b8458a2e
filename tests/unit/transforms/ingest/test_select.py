"""Which files are read, and what becomes of the others."""

import os
from pathlib import Path

import polars as pl
import pytest

from tests.ingesting import known, night, put, reading, reasons, roles, scanned, sha
from transforms.ingest import select
from transforms.ingest.corpus import SCANNED, scan
from transforms.ingest.select import KNOWN, choose, settle


def test_the_first_night_reads_everything_and_the_second_nothing() -> None:
    first = scanned(a="one", b="two")
    chosen = choose(first, known(), code_version="1")
    assert chosen.schema == select.CHOSEN
    assert roles(chosen) == {"a": ("read", None), "b": ("read", None)}
    assert chosen["file_id"].to_list() == [None, None]
    second = choose(first, known(("a", "one", "loaded", None), ("b", "two", "loaded", None)), code_version="1")
    assert second.is_empty()
    assert second.schema == select.CHOSEN


def test_a_changed_file_is_read_under_its_id() -> None:
    chosen = choose(
        scanned(a="one", b="new"), known(("a", "one", "loaded", None), ("b", "two", "loaded", None)), code_version="1"
    )
    assert chosen.select("path", "file_id", "role").rows() == [("b", 2, "read")]


def test_the_same_bytes_are_read_once() -> None:
    chosen = choose(scanned(a="one", b="one", c="two", d="one"), known(), code_version="1")
    assert roles(chosen) == {
        "a": ("read", None),
        "b": ("duplicate", "a"),
        "c": ("read", None),
        "d": ("duplicate", "a"),
    }


def test_a_path_that_is_loaded_with_the_bytes_comes_before_earlier_names() -> None:
    chosen = choose(scanned(a="one", z="one"), known(("z", "one", "loaded", None)), code_version="1")
    assert roles(chosen) == {"a": ("duplicate", "z")}


def test_a_renamed_file_duplicates_the_one_that_is_gone() -> None:
    chosen = choose(scanned(new="one"), known(("old", "one", "loaded", None)), code_version="1")
    assert roles(chosen) == {"new": ("duplicate", "old")}


def test_files_gone_from_the_corpus_are_left_alone() -> None:
    before = known(("gone", "one", "loaded", None), ("copy", "one", "duplicate", "gone"))
    assert choose(scanned(copy="one"), before, code_version="1").is_empty()


def test_duplicates_do_not_lose_their_text_when_the_original_changes() -> None:
    before = known(("a", "one", "loaded", None), ("b", "one", "duplicate", "a"), ("c", "one", "duplicate", "a"))
    chosen = choose(scanned(a="new", b="one", c="one"), before, code_version="1")
    assert roles(chosen) == {"a": ("read", None), "b": ("read", None), "c": ("duplicate", "b")}


def test_duplicates_do_not_lose_their_text_when_the_original_cannot_be_read() -> None:
    before = known(("a", "one", "loaded", None), ("b", "one", "duplicate", "a"))
    closed = pl.DataFrame([("a", b"a", None, 3, "unreadable", "")], schema=SCANNED, orient="row")
    chosen = choose(pl.concat([closed, scanned(b="one")]), before, code_version="1")
    assert roles(chosen) == {"a": ("rejected", None), "b": ("read", None)}


def test_a_file_that_holds_an_article_keeps_it_when_a_copy_of_its_new_bytes_comes() -> None:
    before = known(("latest", "one", "loaded", None))
    assert roles(choose(scanned(archive="two", latest="two"), before, code_version="1")) == {
        "archive": ("duplicate", "latest"),
        "latest": ("read", None),
    }


def test_files_that_exchange_their_bytes_are_both_read() -> None:
    before = known(("a", "one", "loaded", None), ("b", "two", "loaded", None))
    assert roles(choose(scanned(a="two", b="one"), before, code_version="1")) == {
        "a": ("read", None),
        "b": ("read", None),
    }


def test_a_rejected_file_is_looked_at_again_by_another_version_of_the_code() -> None:
    before = known(("a", "?", "rejected", "no_text"), ("b", "one", "loaded", None), code_version="1")
    assert choose(scanned(a="?", b="one"), before, code_version="1").is_empty()
    assert roles(choose(scanned(a="?", b="one"), before, code_version="2")) == {"a": ("read", None)}


def test_a_loaded_file_of_which_an_article_was_set_aside_is_read_again_by_another_version_of_the_code() -> None:
    before = known(("a", "one", "loaded", None), ("b", "one", "duplicate", "a"), set_aside=True)
    assert choose(scanned(a="one", b="one"), before, code_version="1").is_empty()
    assert roles(choose(scanned(a="one"), before, code_version="2")) == {"a": ("read", None)}


def test_a_file_that_vanished_last_night_is_looked_at_again() -> None:
    before = known(("a", None, "rejected", "vanished"))
    assert roles(choose(scanned(a="one"), before, code_version="1")) == {"a": ("read", None)}


def test_an_input_that_stays_unreadable_is_told_once(tmp_path: Path, limit: int) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(limit + 1)
    found = scan(tmp_path)
    assert roles(choose(found, known(), code_version="1")) == {"huge": ("rejected", None), "pipe": ("rejected", None)}
    before = found.select(
        "path", pl.lit(1).alias("file_id"), "sha256", "size_bytes", pl.lit("rejected").alias("status"), "reason",
        pl.lit("1").alias("code_version"),
        pl.lit(value=False).alias("set_aside"),
    )  # fmt: skip
    assert choose(found, before, code_version="2").is_empty()
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(limit + 2)
    assert roles(choose(scan(tmp_path), before, code_version="2")) == {"huge": ("rejected", None)}


def test_duplicates_share_the_verdict_on_their_original(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "17")
    put(tmp_path, "b.txt", "17")
    found = night(tmp_path)
    assert reasons(found.files) == {"a.txt": "no_text", "b.txt": "no_text"}
    assert found.rejections.select("path", "reason", "detail").rows() == [
        ("a.txt", "no_text", "not one letter in it"),
        ("b.txt", "no_text", "the same bytes as a.txt"),
    ]


@pytest.mark.parametrize("happens", ["vanishes", "changes"])
def test_duplicates_of_what_was_lost_wait_for_the_next_night(tmp_path: Path, happens: str) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        put(tmp_path, name)
    chosen = choose(scan(tmp_path), known(), code_version="1")
    if happens == "vanishes":
        (tmp_path / "a.txt").unlink()
    else:
        put(tmp_path, "a.txt", "another story")
    found = reading(tmp_path, chosen.filter(role="read"))
    left = settle(chosen, [found.files])
    assert left.files.is_empty()
    assert left.rejections.is_empty()
    files = found.files.with_columns(file_id=1, code_version=pl.lit("1"), set_aside=False)
    before = files.select(KNOWN.names()).cast(KNOWN)
    again = choose(scan(tmp_path), before, code_version="1")
    assert roles(again) == {"b.txt": ("read", None), "c.txt": ("duplicate", "b.txt")}


def test_duplicates_of_a_file_loaded_earlier_need_no_reading() -> None:
    chosen = choose(scanned(a="one", b="one"), known(("a", "one", "loaded", None)), code_version="1")
    found = settle(chosen, [])
    assert found.files.select("path", "sha256", "size_bytes", "status", "reason").rows() == [
        ("b", sha("one"), 3, "duplicate", "a")
    ]
    assert found.articles.is_empty()
    assert found.rejections.is_empty()
