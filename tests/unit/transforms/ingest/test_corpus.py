"""Ingest on a real file system: every hostile input ends as an article or as a row with its reason."""

import errno
import gzip
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

import polars as pl
import pytest

from transforms import ingest
from transforms.ingest import batches, select
from transforms.ingest import corpus as corpus_module
from transforms.ingest.batches import read
from transforms.ingest.corpus import scan
from transforms.ingest.outlets_file import FieldMap, Outlet, Outlets
from transforms.ingest.select import KNOWN, Ingested, choose, settle
from transforms.readers.records import Fields, Opened, Record, Rejection
from warehouse.schema.tables.articles import ARTICLES, FILES
from warehouse.schema.tables.loads import REJECTIONS

TODAY = date(2026, 3, 10)
NO_OUTLETS = Outlets()
STORY = "Harbour closed\n\nThe council of Port Ellery closed the harbour on Friday."


def put(corpus: Path, name: str, content: str | bytes = STORY) -> Path:
    path = corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def sha(content: str | bytes) -> str:
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()


def reasons(frame: pl.DataFrame) -> dict[str, str | None]:
    return dict(zip(frame["path"], frame["reason"], strict=True))


def row(frame: pl.DataFrame, path: str) -> dict[str, object]:
    return frame.row(by_predicate=pl.col("path") == path, named=True)


def known(*rows: tuple[str, str | None, str, str | None], code_version: str = "1") -> pl.DataFrame:
    """Files of the warehouse: path, content (None: could not be read), status, reason."""
    return pl.DataFrame(
        [
            (path, number, content and sha(content), content and len(content.encode()), status, reason, code_version)
            for number, (path, content, status, reason) in enumerate(rows, start=1)
        ],
        schema=KNOWN,
        orient="row",
    )


def scanned(**contents: str) -> pl.DataFrame:
    return pl.DataFrame(
        [(path, path.encode(), sha(text), len(text.encode()), None, None) for path, text in sorted(contents.items())],
        schema=corpus_module.SCANNED,
        orient="row",
    )


def roles(chosen: pl.DataFrame) -> dict[str, tuple[str, str | None]]:
    return {path: (role, original) for path, role, original in chosen.select("path", "role", "original").rows()}


def night(corpus: Path, before: pl.DataFrame | None = None, outlets: Outlets = NO_OUTLETS) -> Ingested:
    """All of ingest, in one batch."""
    chosen = choose(scan(corpus), before if before is not None else pl.DataFrame(schema=KNOWN), code_version="1")
    done = reading(corpus, chosen, outlets)
    return joined([done, settle(chosen, [done.files])])


def reading(corpus: Path, chosen: pl.DataFrame, outlets: Outlets = NO_OUTLETS) -> Ingested:
    """All that `read` gives, in one batch."""
    found = list(read(corpus, chosen, outlets, today=TODAY, max_articles=1000, max_chars=10**9))
    assert len(found) <= 1
    return joined(found or [settle(chosen.clear(), [])])


def joined(parts: list[Ingested]) -> Ingested:
    return Ingested(
        *(pl.concat([getattr(part, name) for part in parts]) for name in ("files", "articles", "rejections")),
        sum(part.size_bytes for part in parts),
    )


# scan


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


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> int:
    """A size of file that a test can make: the real one takes a minute to read."""
    monkeypatch.setattr(corpus_module, "MAX_FILE_BYTES", 2**21)
    return 2**21


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
    listed = [(b"a.txt", None), (b"gone.txt", None), (b"a.txt/once-a-folder", None)]
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
from transforms.ingest import CHOSEN, Ingested, read, scan
from transforms.outlets import Outlets
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
        env={**os.environ, "PYTHONPATH": str(Path(ingest.__file__).parents[1])},
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


# choose


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
    closed = pl.DataFrame([("a", b"a", None, 3, "unreadable", "")], schema=corpus_module.SCANNED, orient="row")
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
    )  # fmt: skip
    assert choose(found, before, code_version="2").is_empty()
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(limit + 2)
    assert roles(choose(scan(tmp_path), before, code_version="2")) == {"huge": ("rejected", None)}


# batches


def test_batches_hold_no_more_articles_or_characters_than_told(tmp_path: Path) -> None:
    for name, text in {"a": "x" * 5, "b": "y" * 5, "c": "z" * 50, "d": "u", "e": "v", "f": "w", "g": "xy"}.items():
        put(tmp_path, name, text)
    chosen = choose(scan(tmp_path), known(), code_version="1")
    found = list(read(tmp_path, chosen, NO_OUTLETS, today=TODAY, max_articles=3, max_chars=10))
    assert [batch.articles["path"].to_list() for batch in found] == [["a", "b"], ["c"], ["d", "e", "f"], ["g"]]
    assert sum(batch.size_bytes for batch in found) == 65
    assert list(read(tmp_path, chosen.clear(), NO_OUTLETS, today=TODAY, max_articles=3, max_chars=10)) == []


# read and settle


def test_an_article_carries_what_its_path_tells(tmp_path: Path) -> None:
    put(tmp_path, "echo/2026-03-04-harbour.txt", STORY.encode("utf-16"))
    found = night(tmp_path, outlets=Outlets((Outlet("echo/**", "Harbour Echo", language="en"),)))
    assert found.articles.rows(named=True) == [
        {
            "path": "echo/2026-03-04-harbour.txt",
            "record_no": 1,
            "member": None,
            "outlet": "Harbour Echo",
            "url": None,
            "language": "en",
            "published_on": None,
            "published_on_source": None,
            "title": None,
            "author": None,
            "captions": [],
            "day_in_path": date(2026, 3, 4),
            "raw_text": STORY,
        }
    ]
    assert found.files.select("format", "encoding", "status", "reason").rows() == [("text", "utf-16", "loaded", None)]
    assert found.rejections.is_empty()


def test_the_frames_fit_the_tables(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "b.txt")
    put(tmp_path, "c.txt", "")
    (tmp_path / "d").symlink_to("nowhere")
    found = night(tmp_path)
    for frame, table in ((found.files, FILES), (found.articles, ARTICLES), (found.rejections, REJECTIONS)):
        assert {name: type_ for name, type_ in frame.schema.items() if table.schema.get(name, type_) != type_} == {}
    assert set(FILES.schema) - set(found.files.columns) == {"file_id", "load_id", "seen_at"}
    assert set(REJECTIONS.schema) - set(found.rejections.columns) == {"load_id"}
    assert found.files.select("path", "status", "reason").sort("path").rows() == [
        ("a.txt", "loaded", None),
        ("b.txt", "duplicate", "a.txt"),
        ("c.txt", "rejected", "empty"),
        ("d", "rejected", "broken_link"),
    ]
    assert found.rejections.select("path", "record_no", "reason").sort("path").rows() == [
        ("c.txt", 0, "empty"),
        ("d", 0, "broken_link"),
    ]


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2026-03-04-harbour.txt", date(2026, 3, 4)),
        ("echo/2026/03/04/harbour.txt", date(2026, 3, 4)),
        ("echo/20260304/harbour.txt", date(2026, 3, 4)),
        ("echo_2026_03_04.txt", date(2026, 3, 4)),
        ("echo/20260304T0930.txt", date(2026, 3, 4)),
        ("2026-03-04/2026-03-04-harbour.txt", date(2026, 3, 4)),
        ("archive/1931-12-31.txt", date(1931, 12, 31)),
        ("2024/02/29/leap.txt", date(2024, 2, 29)),
        ("2026-03-11.txt", date(2026, 3, 11)),  # already tomorrow elsewhere
        ("2026-03-12.txt", None),
        ("2025/02/29/no-leap.txt", None),
        ("2026-13-04.txt", None),
        ("2026-04-31.txt", None),
        ("2026-03/04.txt", None),
        ("id-120260304.txt", None),
        ("id-202603041.txt", None),
        ("0226-03-04.txt", None),
        ("9999-12-31.txt", None),
        ("2026-03-04/attack-of-1999-12-31.txt", None),
        ("٢٠٢٦-٠٣-٠٤.txt", None),
        ("harbour.txt", None),
    ],
)
def test_the_day_of_publication_is_a_real_day_of_the_path(tmp_path: Path, path: str, day: date | None) -> None:
    put(tmp_path, path)
    assert night(tmp_path).articles["day_in_path"].to_list() == [day]


def test_the_bytes_really_read_are_on_record(tmp_path: Path) -> None:
    file = put(tmp_path, "a.txt", "first version")
    chosen = choose(scan(tmp_path), known(), code_version="1")
    file.write_text("second version")
    found = reading(tmp_path, chosen)
    assert found.files.select("sha256", "size_bytes").rows() == [(sha("second version"), 14)]
    assert found.articles["raw_text"].to_list() == ["second version"]


def test_what_vanishes_or_turns_into_something_else_is_rejected_and_the_rest_goes_on(
    tmp_path: Path, limit: int
) -> None:
    corpus, secret = tmp_path / "corpus", put(tmp_path, "secret.txt")
    for name in ("gone.txt", "link.txt", "pipe.txt", "folder/a.txt", "large.txt", "stays.txt"):
        put(corpus, name, f"The story of {name}")
    chosen = choose(scan(corpus), known(), code_version="1")
    for name in ("gone.txt", "link.txt", "pipe.txt"):
        (corpus / name).unlink()
    (corpus / "link.txt").symlink_to(secret)
    os.mkfifo(corpus / "pipe.txt")
    shutil.rmtree(corpus / "folder")
    (corpus / "folder").symlink_to(tmp_path)
    put(tmp_path, "a.txt")
    with (corpus / "large.txt").open("wb") as file:
        file.truncate(limit + 1)
    found = reading(corpus, chosen)
    assert reasons(found.rejections) == {
        "gone.txt": "vanished",
        "link.txt": "outside_corpus",
        "pipe.txt": "not_a_file",
        "folder/a.txt": "outside_corpus",
        "large.txt": "too_large",
    }
    assert found.articles["path"].to_list() == ["stays.txt"]
    assert found.files.height == 6
    assert found.files.filter(status="rejected")["sha256"].null_count() == 5


def test_a_file_of_many_articles_gives_them_in_batches_and_one_row_at_its_end(tmp_path: Path) -> None:
    lines = [json.dumps({"title": f"Story {n}", "text": f"The story of ship {n}."}) for n in range(1, 6)]
    lines.insert(2, '{"title": "torn')
    put(tmp_path, "feed.txt", "\n".join(lines))
    put(tmp_path, "z.txt")
    chosen = choose(scan(tmp_path), known(), code_version="1")
    found = list(read(tmp_path, chosen, NO_OUTLETS, today=TODAY, max_articles=2, max_chars=10**6))
    assert [batch.articles.select("path", "record_no").rows() for batch in found] == [
        [("feed.txt", 1), ("feed.txt", 2)],
        [("feed.txt", 4), ("feed.txt", 5)],
        [("feed.txt", 6), ("z.txt", 1)],
    ]
    assert [batch.files["path"].to_list() for batch in found] == [[], [], ["feed.txt", "z.txt"]]
    assert [batch.rejections.height for batch in found] == [1, 0, 0]
    assert joined(found).rejections.select("record_no", "reason").rows() == [(3, "bad_record")]
    assert joined(found).files.select("format", "status").rows() == [("jsonl", "loaded"), ("text", "loaded")]
    assert joined(found).size_bytes == chosen["size_bytes"].sum()


def test_rejections_beyond_a_thousand_are_counted_in_one(tmp_path: Path) -> None:
    put(tmp_path, "feed.txt", "\n".join(['{"text": "A ship came in."}', *["{"] * 1500, *['{"a": 1}'] * 10]))
    found = night(tmp_path)
    assert found.rejections.height == 1001
    last = row(found.rejections.tail(1), "feed.txt")
    assert (last["record_no"], last["reason"]) == (0, "further_records")
    assert last["detail"] == "510 more records: 500 bad_record, 10 no_text_field"
    assert found.files["status"].to_list() == ["loaded"]


def test_a_file_has_one_row_for_all_that_is_to_say_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "long.txt", gzip.compress(("The harbour was closed. " * 100_000).encode())[:-6])
    put(tmp_path, "feed.txt", "\n".join(['{"text": "A ship came in."}', *["{"] * 1500]))
    real = batches.open_records

    def failing(file: BinaryIO, fields: Callable[[str | None], Fields]) -> Opened:
        opened = real(file, fields)
        return Opened(opened.format, opened.compression, then_fail(opened.records))

    def then_fail(records: Iterator[Record | Rejection]) -> Iterator[Record | Rejection]:
        yield from records
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(batches, "open_records", failing)
    rejections = night(tmp_path).rejections
    assert not rejections.select("path", "record_no").is_duplicated().any()
    of_files = rejections.filter(record_no=0).select("path", "reason").rows()
    assert [path for path, _ in of_files] == ["feed.txt", "long.txt"]
    assert row(rejections.filter(record_no=0), "feed.txt")["detail"] == (
        "Input/output error; 500 more records: 500 bad_record"
    )


def test_a_file_without_any_article_is_rejected_for_what_all_its_records_lack(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", '{"a": 1}\n{"b": 2}\n')
    put(tmp_path, "b.txt", '{"a": 1}\n{"b"\n')
    found = night(tmp_path)
    assert reasons(found.files) == {"a.txt": "no_text_field", "b.txt": "no_article"}


def test_what_a_record_says_of_itself_is_kept(tmp_path: Path) -> None:
    record = {
        "headline": "Harbour closed", "body": "The council closed it.", "url": "https://www.echo.example/a?b=1",
        "date": "2026-03-04T23:30:00+01:00", "author": "Ottilie Penrose", "language": "en-GB",
    }  # fmt: skip
    put(tmp_path, "2026-03-09/feed.txt", json.dumps(record) + "\n" + json.dumps(record | {"date": "2026-03-12"}))
    outlets = Outlets((Outlet(None, "Harbour Echo", domain="echo.example"),))
    first, second = night(tmp_path, outlets=outlets).articles.rows(named=True)
    assert first == {
        "path": "2026-03-09/feed.txt", "record_no": 1, "member": None, "outlet": "Harbour Echo",
        "url": "https://www.echo.example/a?b=1", "language": "en", "published_on": date(2026, 3, 4),
        "published_on_source": "metadata", "title": "Harbour closed", "author": "Ottilie Penrose", "captions": [],
        "day_in_path": None,  # the day of the dump, not of the article
        "raw_text": "Harbour closed\nThe council closed it.",
    }  # fmt: skip
    assert (second["published_on"], second["published_on_source"]) == (None, None)  # it lies in the future


@pytest.mark.parametrize(
    ("zone", "day"), [("America/New_York", 3), ("Asia/Dubai", 4), (None, 4), ("Pacific/Auckland", 4)]
)
def test_the_day_is_that_of_the_outlets_time_zone(tmp_path: Path, zone: str | None, day: int) -> None:
    put(tmp_path, "feed.txt", json.dumps({"text": "A ship came in.", "date": "2026-03-04T02:00:00Z"}) + "\n")
    outlets = Outlets((Outlet("**", "Harbour Echo", timezone=zone),))
    assert night(tmp_path, outlets=outlets).articles["published_on"].to_list() == [date(2026, 3, day)]


@pytest.mark.parametrize("written", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00", "1970-01-01T00:00:00Z"])
def test_a_day_beyond_all_calendars_is_none(tmp_path: Path, written: str) -> None:
    put(tmp_path, "feed.txt", json.dumps({"text": "A ship came in.", "date": written}) + "\n")
    outlets = Outlets((Outlet("**", "Harbour Echo", timezone="Europe/Dublin"),))
    assert night(tmp_path, outlets=outlets).articles["published_on"].to_list() == [None]


def test_members_of_archives_have_paths_of_their_own(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "night.zip", "w") as archive:
        archive.writestr("echo/2026-03-04.txt", STORY)
        archive.writestr("echo/b.txt", STORY + "Again.")
    (tmp_path / "night.zip").rename(tmp_path / "2026-03-06.zip")
    outlets = Outlets((Outlet("**/echo/**", "Harbour Echo"),))
    articles = night(tmp_path, outlets=outlets).articles
    assert articles.select("path", "member", "outlet", "day_in_path").rows() == [
        ("2026-03-06.zip", "echo/2026-03-04.txt", "Harbour Echo", date(2026, 3, 4)),
        ("2026-03-06.zip", "echo/b.txt", "Harbour Echo", date(2026, 3, 6)),
    ]


def test_the_fields_of_a_feed_are_those_of_its_path(tmp_path: Path) -> None:
    for name in ("feeds/a.txt", "b.txt"):
        put(tmp_path, name, json.dumps({"artikel": {"inhalt": f"A ship came in, says {name}."}}))
    outlets = Outlets(fields=(FieldMap(pattern="feeds/*", text="artikel.inhalt"),))
    found = night(tmp_path, outlets=outlets)
    assert found.articles["raw_text"].to_list() == ["A ship came in, says feeds/a.txt."]
    assert reasons(found.rejections) == {"b.txt": "no_text_field"}


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
    before = found.files.with_columns(file_id=1, code_version=pl.lit("1")).select(KNOWN.names()).cast(KNOWN)
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
