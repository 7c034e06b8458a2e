"""The folder of raw files on a real file system: every hostile input is one row with its reason."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

import polars as pl
import pytest

from tests.ingesting import STORY, night, put, reasons, row, sha
from transforms import ingest
from transforms.ingest import corpus as corpus_module
from transforms.ingest.corpus import HASHED, scan, scan_changes


def test_every_file_is_listed_by_path_with_hash_and_size(tmp_path: Path) -> None:
    put(tmp_path, "b/deep/er/x.txt", "one")
    put(tmp_path, "b/a.txt", "two")
    put(tmp_path, "c.weird", b"\xff\x00")
    found = scan(tmp_path)
    assert found.schema == corpus_module.SCANNED
    assert found.select("path", "sha256", "size_bytes", "reason").rows() == [
        ("b/a.txt", sha("two"), 3, None),
        ("b/deep/er/x.txt", sha("one"), 3, None),
        ("c.weird", sha(b"\xff\x00"), 2, None),
    ]


def test_hidden_names_and_the_outlets_file_are_no_inputs(tmp_path: Path) -> None:
    for name in (".hidden", ".git/config", "a/.cache/x.txt", "outlets.toml", "a/outlets.toml", "a/b.txt"):
        put(tmp_path, name)
    assert scan(tmp_path)["path"].to_list() == ["a/b.txt", "a/outlets.toml"]


def test_an_empty_corpus_has_no_inputs(tmp_path: Path) -> None:
    assert scan(tmp_path).is_empty()
    assert scan(tmp_path).schema == corpus_module.SCANNED


def test_a_corpus_may_itself_be_a_link(tmp_path: Path) -> None:
    put(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to("real")
    assert reasons(scan(tmp_path / "link")) == {"a.txt": None}


def test_a_missing_corpus_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        scan(tmp_path / "missing")
    with pytest.raises(NotADirectoryError):
        scan(put(tmp_path, "file"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"first\nsecond.txt", "first\nsecond.txt"),
        ("مقال.txt".encode(), "مقال.txt"),
        (b"caf\xe9.txt", r"caf\xe9.txt"),
        (b"\xed\xa0\x80", r"\xed\xa0\x80"),
        (b"back\\slash", "back\\slash"),
        (rb"caf\xe9.txt", r"caf\x5cxe9.txt"),
        (b"'; DROP TABLE files; --", "'; DROP TABLE files; --"),
        (b" ", " "),
        (b"-rf", "-rf"),
        (b"n" * 255, "n" * 255),
    ],
)
def test_odd_names_are_shown_as_text_and_still_opened(tmp_path: Path, name: bytes, shown: str) -> None:
    put(tmp_path, f"folder/{os.fsdecode(name)}")
    found = night(tmp_path)
    assert found.files.select("path", "status").rows() == [(f"folder/{shown}", "loaded")]
    assert found.articles["raw_text"].to_list() == [STORY]


def test_no_two_names_look_the_same(tmp_path: Path) -> None:
    for name in (b"\xe9", rb"\xe9", rb"\\xe9", b"\\\xe9", rb"\x5cxe9"):
        put(tmp_path, os.fsdecode(name))
    assert scan(tmp_path)["path"].n_unique() == 5


def test_links_are_followed_to_files_of_the_corpus_only(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    secret = put(tmp_path, "secret.txt", "not yours")
    put(tmp_path, "corpus-too/a.txt", "not yours either")
    put(corpus, "stories/a.txt")
    for name, target in {
        "inside": "stories/a.txt",
        "chain": "inside",
        "absolute": str(secret),
        "upwards": "../secret.txt",
        "by-chain": "absolute",
        "outside-folder": str(tmp_path),
        "same-beginning": "../corpus-too/a.txt",
        "missing-outside": "../nothing",
        "device": "/dev/zero",
        "missing": "stories/b.txt",
        "through-a-file": "stories/a.txt/b",
        "circle": "circle",
        "folder": "stories",
        "itself": ".",
    }.items():
        (corpus / name).symlink_to(target)
    found = scan(corpus)
    assert reasons(found) == {
        "inside": None,
        "chain": None,
        "stories/a.txt": None,
        "absolute": "outside_corpus",
        "upwards": "outside_corpus",
        "by-chain": "outside_corpus",
        "outside-folder": "outside_corpus",
        "same-beginning": "outside_corpus",
        "missing-outside": "broken_link",
        "device": "outside_corpus",
        "missing": "broken_link",
        "through-a-file": "broken_link",
        "circle": "broken_link",
        "folder": "linked_folder",
        "itself": "linked_folder",
    }
    assert found.filter(pl.col("reason").is_not_null())["sha256"].null_count() == 12
    assert row(found, "inside")["sha256"] == sha(STORY)


def test_what_is_no_file_is_never_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "to-pipe").symlink_to("pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(tmp_path)  # the path of a socket may have 107 bytes only
        try:
            listener.bind("socket")
        finally:
            os.chdir(here)
        found = scan(tmp_path)
    assert found.select("path", "reason", "detail").rows() == [
        ("pipe", "not_a_file", "a named pipe, not a file"),
        ("socket", "not_a_file", "a socket, not a file"),
        ("to-pipe", "not_a_file", "a named pipe, not a file"),
    ]


def test_a_large_file_is_told_by_its_size_alone(tmp_path: Path, limit: int) -> None:
    for name, size in (("whole", limit), ("above", limit + 1), ("huge", 2**40)):
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)
    found = scan(tmp_path)
    assert reasons(found) == {"whole": None, "above": "too_large", "huge": "too_large"}
    assert row(found, "huge")["size_bytes"] == 2**40
    assert row(found, "huge")["sha256"] is None
    assert row(found, "huge")["detail"] == "1,099,511,627,776 bytes; at most 2,097,152 are read"


def test_a_file_that_grows_while_it_is_read_is_read_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    put(tmp_path, "a.txt", b"x" * (limit + 1))
    monkeypatch.setattr(corpus_module, "_check", lambda status: None)  # as if it had been smaller then
    assert reasons(scan(tmp_path)) == {"a.txt": "too_large"}


def test_what_is_gone_once_it_was_listed_has_vanished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt")
    listed = [(b"a.txt", None, None), (b"gone.txt", None, None), (b"a.txt/once-a-folder", None, None)]
    monkeypatch.setattr(corpus_module, "_walk", lambda root: iter(listed))
    assert reasons(scan(tmp_path)) == {"a.txt": None, "gone.txt": "vanished", "a.txt/once-a-folder": "vanished"}


def test_a_folder_too_deep_to_list_is_one_row(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    put(corpus, "a.txt")
    here = os.open(corpus, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=here)
        deeper = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
    found = scan(corpus)
    assert found["reason"].to_list() == [None, "unreadable"]
    assert found["detail"].to_list() == [None, "File name too long"]
    shutil.rmtree(corpus)


# permissions: root may read everything, so these run in a process that gives root's rights up


@pytest.fixture
def public_corpus() -> Iterator[Path]:
    """A corpus whose parents everybody may enter, unlike those of `tmp_path`."""
    corpus = Path(tempfile.mkdtemp())
    corpus.chmod(0o755)
    yield corpus
    for folder, _, _ in os.walk(corpus):
        Path(folder).chmod(0o755)
    shutil.rmtree(corpus)


AS_NOBODY = """
import json, os, sys
from datetime import date
from pathlib import Path
import polars as pl
from transforms.ingest.batches import read
from transforms.ingest.corpus import HASHED, scan, scan_changes
from transforms.ingest.outlets_file import Outlets
from transforms.ingest.select import CHOSEN, Ingested
corpus, chosen_before = Path(sys.argv[1]), json.loads(sys.argv[2])
if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
try:
    (corpus / "proof").read_bytes()
    raise SystemExit("permissions do not bind this process: the test would prove nothing")
except PermissionError:
    pass
found = scan(corpus).filter(pl.col("path") != "proof")
rows = [(path, os.fsencode(path), "read") for path in chosen_before]
chosen = pl.DataFrame(rows, schema={n: CHOSEN[n] for n in ("path", "os_path", "role")}, orient="row")
batches = list(read(corpus, chosen, Outlets(), today=date(2026, 3, 10), max_articles=10, max_chars=1000))
later = batches[0] if batches else Ingested(*[pl.DataFrame()] * 3)
print(json.dumps({"scan": found.drop("os_path").rows(), "read": later.rejections.rows(), "files": later.files.rows()}))
"""


def without_rights(corpus: Path, *read_paths: str) -> dict[str, list[list[object]]]:
    put(corpus, "proof").chmod(0)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(corpus), json.dumps(read_paths)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(ingest.__file__).parents[2])},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[list[object]]] = json.loads(done.stdout)
    return found


def test_files_and_folders_without_permission_are_one_row_each(public_corpus: Path) -> None:
    put(public_corpus, "open.txt").chmod(0o644)
    put(public_corpus, "closed.txt").chmod(0)
    put(public_corpus, "closed/a.txt")
    put(public_corpus, "closed/b.txt")
    (public_corpus / "closed").chmod(0)
    (public_corpus / "into").symlink_to("closed/a.txt")
    size = len(STORY.encode())
    assert without_rights(public_corpus)["scan"] == [
        ["closed", None, None, "unreadable", "Permission denied"],
        ["closed.txt", None, size, "unreadable", "Permission denied"],
        ["into", None, None, "unreadable", "Permission denied"],
        ["open.txt", sha(STORY), size, None, None],
    ]


def test_a_file_closed_between_scan_and_read_is_rejected_and_the_rest_goes_on(public_corpus: Path) -> None:
    put(public_corpus, "closed.txt").chmod(0)
    put(public_corpus, "open.txt").chmod(0o644)
    found = without_rights(public_corpus, "closed.txt", "open.txt")
    size = len(STORY.encode())
    assert found["read"] == [["closed.txt", 0, "unreadable", "Permission denied"]]
    assert found["files"] == [
        ["closed.txt", None, size, None, None, None, "rejected", "unreadable"],
        ["open.txt", sha(STORY), size, "text", None, "utf-8", "loaded", None],
    ]


# Files that are as they were


@pytest.fixture
def no_race(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes a file for settled as soon as the clock has moved on."""
    monkeypatch.setattr(corpus_module, "RACY_NS", -(10**12))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The files whose bytes are read."""
    paths: list[bytes] = []
    reading = corpus_module.open_file

    def noting(root: bytes, os_path: bytes) -> AbstractContextManager[BinaryIO]:
        paths.append(os_path)
        return reading(root, os_path)

    monkeypatch.setattr(corpus_module, "open_file", noting)
    return paths


@pytest.mark.usefixtures("no_race")
def test_only_what_is_not_as_it_was_is_hashed_again(tmp_path: Path, opened: list[bytes]) -> None:
    for name in ("same.txt", "longer.txt", "other-bytes.txt", "replaced.txt", "renamed.txt", "\udcff.txt"):
        put(tmp_path, name, f"of {name.encode(errors='replace')!r}")
    (tmp_path / "link.txt").symlink_to("same.txt")
    first = scan_changes(tmp_path, pl.DataFrame(schema=HASHED))
    assert first.hashed.schema == HASHED
    assert first.hashed.height == 6  # no link: what it leads to may change without it

    put(tmp_path, "longer.txt", "of b'longer.txt', and more")
    times = (tmp_path / "other-bytes.txt").stat()
    put(tmp_path, "other-bytes.txt", "OF B'OTHER-BYTES.TXT'")
    os.utime(tmp_path / "other-bytes.txt", ns=(times.st_atime_ns, times.st_mtime_ns))
    put(tmp_path, ".new", "of b'replaced.txt'")
    os.utime(tmp_path / ".new", ns=(times.st_atime_ns, times.st_mtime_ns))
    (tmp_path / ".new").rename(tmp_path / "replaced.txt")
    (tmp_path / "renamed.txt").rename(tmp_path / "new-name.txt")
    put(tmp_path, "new.txt")

    opened.clear()
    again = scan_changes(tmp_path, first.hashed)
    names = [b"link.txt", b"longer.txt", b"new-name.txt", b"new.txt", b"other-bytes.txt", b"replaced.txt"]
    assert sorted(opened) == names
    assert again.inputs.equals(scan(tmp_path))
    opened.clear()
    assert scan_changes(tmp_path, again.hashed).hashed.equals(again.hashed)
    assert opened == [b"link.txt"]


def test_what_was_touched_a_moment_ago_is_hashed_again(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    assert scan_changes(tmp_path, pl.DataFrame(schema=HASHED)).hashed.is_empty()


def test_a_hash_of_another_file_system_or_time_is_not_taken(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "one")
    status = (tmp_path / "a.txt").stat()
    facts = {
        "os_path": b"a.txt", "device": status.st_dev, "inode": status.st_ino, "size_bytes": 3,
        "modified_ns": status.st_mtime_ns, "changed_ns": status.st_ctime_ns, "sha256": sha("two"),
    }  # fmt: skip

    def found(**other: object) -> str:
        hashed = pl.DataFrame([facts | other], HASHED)
        return str(scan_changes(tmp_path, hashed).inputs.item(0, "sha256"))

    assert found() == sha("two")
    for other in (
        {"device": status.st_dev + 1},
        {"inode": status.st_ino + 1},
        {"size_bytes": 4},
        {"modified_ns": status.st_mtime_ns + 1},
        {"changed_ns": status.st_ctime_ns - 1},
    ):
        assert found(**other) == sha("one"), other
    assert found(os_path=b"b.txt") == sha("one")


def test_unfinished_files_and_those_just_written_wait(tmp_path: Path) -> None:
    for name in (
        "a.txt",
        "b.txt.part",
        "B.CRDOWNLOAD",
        "c.txt~",
        "sub/d.tmp",
        "party.txt",
        "e.part.txt",
        "f.tmp/g.txt",
    ):
        put(tmp_path, name)
    os.utime(tmp_path / "party.txt", (0, 0))
    future = time.time() + 10**6
    os.utime(tmp_path / "e.part.txt", (future, future))
    found = scan_changes(tmp_path, pl.DataFrame(schema=HASHED))
    assert found.inputs["path"].to_list() == ["a.txt", "e.part.txt", "f.tmp/g.txt", "party.txt"]
    assert {reason: number for reason, (_, number) in found.waiting.items()} == {"named as unfinished": 4}
    found = scan_changes(tmp_path, pl.DataFrame(schema=HASHED), settling_seconds=600)
    assert found.inputs["path"].to_list() == ["e.part.txt", "party.txt"]
    assert found.waiting["written to a moment ago"][1] == 2
