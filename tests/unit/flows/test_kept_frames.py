from pathlib import Path

import polars as pl
import pytest

from flows.kept_frames import KeptFrames
from warehouse.schema.tables.stages import BATCH_FRAMES


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A work folder in which batch 3 is done."""
    folder = tmp_path / "work"
    folder.mkdir()
    pl.DataFrame({"article_id": [1]}).write_parquet(folder / "raw-3.parquet")
    for number, name in enumerate(BATCH_FRAMES):
        pl.DataFrame({"n": [number]}).write_parquet(folder / f"{name}-3.parquet")
    return folder


def next_work(tmp_path: Path, work: Path, article_id: int = 1, batch: int = 0) -> Path:
    """The work folder of the next load, which has read a batch."""
    folder = tmp_path / f"next-{article_id}-{batch}"
    folder.mkdir()
    pl.DataFrame({"article_id": [article_id]}).write_parquet(folder / f"raw-{batch}.parquet")
    return folder


def test_the_next_load_takes_over_the_frames_under_its_own_number(tmp_path: Path, work: Path) -> None:
    KeptFrames(tmp_path, ["load", "0.2.0"]).keep(work, 3)
    folder = next_work(tmp_path, work)
    assert KeptFrames(tmp_path, ["load", "0.2.0"]).restore(folder, 0)
    for number, name in enumerate(BATCH_FRAMES):
        assert pl.read_parquet(folder / f"{name}-0.parquet")["n"].to_list() == [number]


@pytest.mark.parametrize("circumstances", [["load", "0.2.1"], ["other", "0.2.0"], ["load0.2.0"]])
def test_frames_of_other_circumstances_are_not_taken_and_deleted(
    tmp_path: Path, work: Path, circumstances: list[str]
) -> None:
    KeptFrames(tmp_path, ["load", "0.2.0"]).keep(work, 3)
    assert not KeptFrames(tmp_path, circumstances).restore(next_work(tmp_path, work), 0)
    assert list((tmp_path / "reprocess").iterdir()) == []


def test_frames_of_other_articles_are_not_taken(tmp_path: Path, work: Path) -> None:
    kept = KeptFrames(tmp_path, ["load"])
    kept.keep(work, 3)
    assert not kept.restore(next_work(tmp_path, work, article_id=2), 0)


def test_a_batch_that_was_being_kept_when_the_load_was_killed_does_not_count(tmp_path: Path, work: Path) -> None:
    kept = KeptFrames(tmp_path, ["load"])
    (work / "figures-3.parquet").unlink()
    kept.keep(work, 3)
    assert not kept.restore(next_work(tmp_path, work), 0)


def test_where_no_second_names_can_be_given_files_are_copied(
    tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "not permitted")

    monkeypatch.setattr("os.link", refuse)
    kept = KeptFrames(tmp_path, ["load"])
    kept.keep(work, 3)
    assert kept.restore(next_work(tmp_path, work), 0)


def test_after_the_verdict_nothing_is_kept(tmp_path: Path, work: Path) -> None:
    kept = KeptFrames(tmp_path, ["load"])
    kept.keep(work, 3)
    kept.clear()
    assert not (tmp_path / "reprocess").exists()
