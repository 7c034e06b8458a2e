"""A load warns when it is about to replace the files of another corpus."""

from pathlib import Path

import polars as pl

from flows import last_corpus
from transforms.ingest.select import CHOSEN, KNOWN


def chosen(*paths: str, role: str = "read") -> pl.DataFrame:
    return pl.DataFrame([{"path": path, "role": role} for path in paths], CHOSEN)


KNOWN_FILES = pl.DataFrame(
    [{"path": f"{name}.txt", "status": "rejected" if name == "c" else "loaded"} for name in "abc"], KNOWN
)


def warned(home: Path, corpus: Path, files: pl.DataFrame) -> list[str]:
    return list(last_corpus.warnings(home, corpus, files, KNOWN_FILES))


def test_files_of_another_corpus_are_named_before_they_are_replaced(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other\x1b"
    assert warned(tmp_path, one, chosen("a.txt")) == []
    last_corpus.remember(tmp_path, other)
    (said,) = warned(tmp_path, one, chosen("a.txt", "b.txt", "new.txt"))
    assert said.startswith("another corpus was loaded before, ")
    assert "(a.txt and 1 more)" in said
    assert "\x1b" not in said
    last_corpus.remember(tmp_path, one)
    assert warned(tmp_path, one, chosen("a.txt")) == []


def test_what_is_new_or_was_never_loaded_replaces_nothing(tmp_path: Path) -> None:
    last_corpus.remember(tmp_path, tmp_path / "other")
    assert warned(tmp_path, tmp_path / "one", chosen("new.txt", "c.txt")) == []
    assert warned(tmp_path, tmp_path / "one", chosen("a.txt", role="duplicate")) == []


def test_another_way_to_the_same_folder_is_no_other_corpus(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "link").symlink_to("one")
    last_corpus.remember(tmp_path, tmp_path / "one")
    assert warned(tmp_path, tmp_path / "link", chosen("a.txt")) == []
