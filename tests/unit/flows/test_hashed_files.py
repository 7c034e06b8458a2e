"""The hashes that are kept from load to load."""

from pathlib import Path

import polars as pl

from flows import hashed_files
from transforms.ingest.corpus import HASHED

NAME = hashed_files.OF_FILES
ROW = pl.DataFrame([(b"a\xff.txt", 2**63, 7, 3, 1, 2, "0" * 64)], HASHED, orient="row")


def test_hashes_are_read_as_they_were_written(tmp_path: Path) -> None:
    hashed_files.write(tmp_path, NAME, ROW)
    assert hashed_files.read(tmp_path, NAME).equals(ROW)
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_what_is_missing_damaged_or_of_another_version_holds_none(tmp_path: Path) -> None:
    none = pl.DataFrame(schema=HASHED)
    assert hashed_files.read(tmp_path, NAME).equals(none)
    file = tmp_path / NAME
    file.write_bytes(b"PAR1 damaged PAR1")
    assert hashed_files.read(tmp_path, NAME).equals(none)
    hashed_files.write(tmp_path, NAME, ROW.drop("device"))
    assert hashed_files.read(tmp_path, NAME).equals(none)


def test_no_byte_can_change_unnoticed(tmp_path: Path) -> None:
    hashed_files.write(tmp_path, NAME, ROW)
    file = tmp_path / NAME
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert hashed_files.read(tmp_path, NAME).is_empty(), place
    file.write_bytes(whole[:-1])
    assert hashed_files.read(tmp_path, NAME).is_empty()


def test_hashes_that_cannot_be_written_stop_no_load(tmp_path: Path) -> None:
    hashed_files.write(tmp_path / "nowhere", NAME, ROW)
    assert not (tmp_path / "nowhere").exists()
