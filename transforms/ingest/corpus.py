"""The folder of raw files: what lies in it, and how each file is opened."""

# ruff: noqa: PTH114, PTH116, PTH118, PTH123 -- names that are no UTF-8 are kept as bytes, which pathlib does not take

import errno
import hashlib
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import polars as pl

from transforms.readers.records import Rejection, shown

MAX_FILE_BYTES = 16 * 2**30
"""Larger files are not read: hashing this much takes a minute already. A night's crawl of a whole country's news stays
below; the readers bound what a single record may hold."""
CHUNK_BYTES = 2**20

SCANNED = pl.Schema(
    {
        "path": pl.String(),
        "os_path": pl.Binary(),
        "sha256": pl.String(),
        "size_bytes": pl.Int64(),
        "reason": pl.String(),
        "detail": pl.String(),
    }
)
HASHED = pl.Schema(
    {
        "os_path": pl.Binary(),
        "device": pl.UInt64(),
        "inode": pl.UInt64(),
        "size_bytes": pl.Int64(),
        "modified_ns": pl.Int64(),
        "changed_ns": pl.Int64(),
        "sha256": pl.String(),
    }
)
"""What a file was when its bytes had this hash. `changed_ns` is when its bytes, name or rights last changed, which no
program can set: a file that keeps all of these keeps its bytes, unless a program writes through a mapping of it in
memory."""
_STATUS_SCHEMA = pl.Schema({name: type_ for name, type_ in HASHED.items() if name != "sha256"})
_STATUS = _STATUS_SCHEMA.names()

RACY_NS = 2 * 10**9
"""A file touched so shortly before it was looked at may be written to again without getting other times: those of some
file systems are that coarse. Git has the same rule for its index."""

UNFINISHED_NAMES = (b".part", b".tmp", b".crdownload", b".download", b".filepart", b"~")
"""How browsers, wget, curl, rsync, WinSCP and editors name what they have not finished."""

_Found = tuple[bytes, Rejection | None, os.stat_result | None]
"""A path of a corpus, why it cannot be read, and its status where it is a regular file."""

KINDS_OF_FILE = {"p": "a named pipe", "s": "a socket", "c": "a device", "b": "a device"}
"""By the first letter of `stat.filemode`."""


class NotReadError(Exception):
    """An input whose bytes cannot be had; `size_bytes` is None where that cannot be told either."""

    def __init__(self, reason: str, detail: str, size_bytes: int | None = None) -> None:
        super().__init__(reason, detail, size_bytes)
        self.rejection = Rejection(reason, detail)
        self.size_bytes = size_bytes


@dataclass(frozen=True, slots=True)
class Scan:
    r"""What lies in a corpus.

    Attributes:
        inputs: the columns of `SCANNED`, one row per path, sorted by it. `path` is for showing and unique: relative,
            `/` between folders, bytes that are no UTF-8 as `\xNN`; `os_path` holds its bytes. `sha256` and
            `size_bytes` are those of the bytes hashed. Where the input cannot be read, `reason` and `detail` say why:
            `unreadable`, `outside_corpus`, `broken_link`, `linked_folder`, `not_a_file`, `too_large`, `vanished`. A
            folder that cannot be listed is one row.
        hashed: the columns of `HASHED`, for the next scan.
        waiting: files that are no inputs yet, by the reason: the path of one, and how many they are.
    """

    inputs: pl.DataFrame
    hashed: pl.DataFrame
    waiting: dict[str, tuple[str, int]]


def scan(corpus: Path) -> pl.DataFrame:
    """Returns the `inputs` of a corpus, all of them hashed now; raises as `scan_changes` does."""
    return scan_changes(corpus, pl.DataFrame(schema=HASHED)).inputs


def scan_changes(corpus: Path, hashed: pl.DataFrame, settling_seconds: float = 0) -> Scan:
    """Lists every input of a corpus, with the hash of its bytes; hashes only what is not as it was.

    Names that begin with a dot and an `outlets.toml` at the top of the corpus are no inputs. A link to a file within
    the corpus is a file; links to folders are not followed. Names of unfinished files, and files that were written to
    a moment ago, are no inputs yet.

    Args:
        corpus: a folder.
        hashed: what an earlier scan of this or another corpus gave.
        settling_seconds: how long ago the last write to an input must be.

    Raises:
        OSError: the corpus itself cannot be listed.
    """
    begun_ns = time.time_ns()
    root = os.path.realpath(os.fsencode(corpus))
    waiting: dict[str, tuple[str, int]] = {}
    found: list[_Found] = []
    for os_path, rejection, status in _walk(root):
        if reason := _reason_to_wait(os_path, status, begun_ns, int(settling_seconds * 1e9)):
            first, number = waiting.get(reason, (shown(os_path), 0))
            waiting[reason] = first, number + 1
        else:
            found.append((os_path, rejection, status))
    regular = pl.DataFrame([_status(path, status) for path, _, status in found if status], _STATUS_SCHEMA, orient="row")
    same = regular.join(hashed, on=_STATUS)
    known = {os_path: (sha256, size, None, None) for os_path, *_, size, _, _, sha256 in same.iter_rows()}
    rows = [
        (shown(os_path), os_path, *(known.get(os_path) or _looked_at(root, os_path, rejection)))
        for os_path, rejection, _ in found
    ]
    inputs = pl.DataFrame(rows, schema=SCANNED, orient="row").sort("path")
    settled = regular.filter(pl.max_horizontal("modified_ns", "changed_ns") < begun_ns - RACY_NS)
    hashes = inputs.select("os_path", "size_bytes", "sha256").drop_nulls()
    return Scan(inputs, settled.join(hashes, on=["os_path", "size_bytes"]).select(HASHED.names()), waiting)


def _reason_to_wait(os_path: bytes, status: os.stat_result | None, now_ns: int, settling_ns: int) -> str | None:
    """Returns why a file is no input yet; null for one that is."""
    if os_path.lower().endswith(UNFINISHED_NAMES):
        return "named as unfinished"
    # A time to come says nothing of when the last write was.
    if status and now_ns - settling_ns < status.st_mtime_ns <= now_ns:
        return "written to a moment ago"
    return None


def _status(os_path: bytes, status: os.stat_result) -> tuple[bytes, int, int, int, int, int]:
    """Returns the values of `_STATUS` for a file."""
    times = status.st_mtime_ns, status.st_ctime_ns
    return os_path, status.st_dev, status.st_ino, status.st_size, *times


def _walk(root: bytes) -> Iterator[_Found]:
    """Yields the path of each input relative to `root`, and its status where it is a regular file.

    A folder that cannot be listed comes with a rejection.
    """
    folders = [b""]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                for entry in entries:
                    os_path = os.path.join(folder, entry.name)
                    if entry.name.startswith(b".") or os_path == b"outlets.toml":
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(os_path)
                    else:
                        yield os_path, None, _status_of(entry)
        except OSError as error:
            if not folder:
                raise
            yield folder, rejection_row(error), None


def _status_of(entry: os.DirEntry[bytes]) -> os.stat_result | None:
    """Returns the status of a regular file; null for anything else, and for what is gone."""
    try:
        return entry.stat(follow_symlinks=False) if entry.is_file(follow_symlinks=False) else None
    except OSError:
        return None


def _looked_at(
    root: bytes, os_path: bytes, found: Rejection | None
) -> tuple[str | None, int | None, str | None, str | None]:
    """Returns hash and size of an input's bytes, or reason and detail why they cannot be had."""
    if found:
        return None, None, found.reason, found.detail
    try:
        with open_file(root, os_path) as file:
            return *fingerprint(file), None, None
    except NotReadError as error:
        return None, error.size_bytes, error.rejection.reason, error.rejection.detail


def fingerprint(file: BinaryIO) -> tuple[str, int]:
    """Returns hash and size of a file's bytes."""
    digest, size_bytes = hashlib.sha256(), 0
    while chunk := file.read(CHUNK_BYTES):
        digest.update(chunk)
        size_bytes += len(chunk)
        if size_bytes > MAX_FILE_BYTES:
            raise _too_large(os.fstat(file.fileno()).st_size)
    return digest.hexdigest(), size_bytes


@contextmanager
def open_file(root: bytes, os_path: bytes) -> Iterator[BinaryIO]:
    """Opens an input for reading.

    Whatever a path leads to is looked at before it is opened, and once more after: only regular files within `root`
    are ever read, also where somebody exchanges them meanwhile.
    """
    path = os.path.join(root, os_path)
    status: os.stat_result | None = None
    try:
        real_path = os.path.realpath(path, strict=True)
        if os.path.commonpath((root, real_path)) != root:
            raise NotReadError("outside_corpus", "the link leads out of the corpus")
        status = os.stat(real_path, follow_symlinks=False)
        _check(status)
        file = os.open(real_path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(file, "rb", buffering=0) as opened:
            status = os.fstat(file)
            _check(status)
            yield opened
    except OSError as error:
        broken = isinstance(error, FileNotFoundError | NotADirectoryError) and os.path.islink(path)
        rejection = Rejection("broken_link", "the link leads nowhere") if broken else rejection_row(error)
        raise NotReadError(rejection.reason, rejection.detail, status.st_size if status else None) from error


def _check(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise NotReadError("linked_folder", "links to folders are not followed")
    if not stat.S_ISREG(status.st_mode):
        kind = KINDS_OF_FILE.get(stat.filemode(status.st_mode)[0], "no regular file")
        raise NotReadError("not_a_file", f"{kind}, not a file")
    if status.st_size > MAX_FILE_BYTES:
        raise _too_large(status.st_size)


def _too_large(size_bytes: int) -> NotReadError:
    return NotReadError("too_large", f"{size_bytes:,} bytes; at most {MAX_FILE_BYTES:,} are read", size_bytes)


def rejection_row(error: OSError) -> Rejection:
    """Returns the rejection of an input that the system would not read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Rejection("vanished", "it was there when its folder was listed, and is gone")
    if error.errno == errno.ELOOP:
        return Rejection("broken_link", "the link leads in a circle")
    return Rejection("unreadable", error.strerror or "it cannot be read")
