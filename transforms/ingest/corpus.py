"""The folder of raw files: what lies in it, and how each file is opened."""

# ruff: noqa: PTH114, PTH116, PTH118, PTH123 -- names that are no UTF-8 are kept as bytes, which pathlib does not take

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
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
KINDS_OF_FILE = {"p": "a named pipe", "s": "a socket", "c": "a device", "b": "a device"}
"""By the first letter of `stat.filemode`."""


class NotReadError(Exception):
    """An input whose bytes cannot be had; `size_bytes` is None where that cannot be told either."""

    def __init__(self, reason: str, detail: str, size_bytes: int | None = None) -> None:
        super().__init__(reason, detail, size_bytes)
        self.rejection = Rejection(reason, detail)
        self.size_bytes = size_bytes


def scan(corpus: Path) -> pl.DataFrame:
    r"""Lists every input of a corpus, with the hash of its bytes.

    Names that begin with a dot and an `outlets.toml` at the top of the corpus are no inputs. A link to a file within
    the corpus is a file; links to folders are not followed.

    Args:
        corpus: a folder.

    Returns:
        The columns of `SCANNED`, one row per path, sorted by it. `path` is for showing and unique: relative, `/`
        between folders, bytes that are no UTF-8 as `\xNN`; `os_path` holds its bytes. `sha256` and `size_bytes` are
        those of the bytes hashed. Where the input cannot be read, `reason` and `detail` say why: `unreadable`,
        `outside_corpus`, `broken_link`, `linked_folder`, `not_a_file`, `too_large`, `vanished`. A folder that cannot
        be listed is one row.

    Raises:
        OSError: the corpus itself cannot be listed.
    """
    root = os.path.realpath(os.fsencode(corpus))
    rows = [(shown(os_path), os_path, *_looked_at(root, os_path, found)) for os_path, found in _walk(root)]
    return pl.DataFrame(rows, schema=SCANNED, orient="row").sort("path")


def _walk(root: bytes) -> Iterator[tuple[bytes, Rejection | None]]:
    """Yields the path of each input relative to `root`; with a rejection where it is a folder that cannot be listed."""
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
                        yield os_path, None
        except OSError as error:
            if not folder:
                raise
            yield folder, rejection_row(error)


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
