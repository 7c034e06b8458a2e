"""Ingest: the raw files of a corpus in, their articles out, and a reason for each input that holds none.

    scan → choose → read, batch by batch → settle

No input vanishes: a night's `files` frames hold each chosen path once, as loaded, duplicate or rejected. The exception
is a duplicate of a file that was lost between scan and read: it is left as it was, so that the next night sees it.
"""

# ruff: noqa: PTH114, PTH116, PTH118, PTH123 -- names that are no UTF-8 are kept as bytes, which pathlib does not take

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from transforms import plaintext
from transforms.outlets import Outlets, match_outlets
from transforms.plaintext import Rejection
from warehouse.tables import ARTICLES, FILES, REJECTIONS

MAX_FILE_BYTES = 2 * 2**20
"""Larger files are not read. The longest newspaper features have some 300 KB; a file seven times as long is a dump or
a log, and would take a worker's memory beyond its share once it is decoded and annotated."""
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
CHOSEN = pl.Schema({**SCANNED, "file_id": pl.Int64(), "role": pl.String(), "original": pl.String()})
KNOWN = pl.Schema(
    {
        **{name: FILES.schema[name] for name in ("path", "file_id", "sha256", "size_bytes", "status", "reason")},
        "code_version": pl.String(),
    }
)
FILES_READ = pl.Schema({n: t for n, t in FILES.schema.items() if n not in ("file_id", "load_id", "seen_at")})
ARTICLES_READ = pl.Schema(
    {
        "path": FILES.schema["path"],
        **{
            name: ARTICLES.schema[name]
            for name in ("record_no", "outlet", "url", "language", "published_on", "published_on_source", "raw_text")
        },
    }
)
REJECTED = pl.Schema({n: t for n, t in REJECTIONS.schema.items() if n != "load_id"})

DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
KINDS_OF_FILE = {"p": "a named pipe", "s": "a socket", "c": "a device", "b": "a device"}
"""By the first letter of `stat.filemode`."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of some inputs.

    Attributes:
        files: one row per file, the columns of `FILES_READ`.
        articles: one row per article, the columns of `ARTICLES_READ`.
        rejections: one row per input not loaded, the columns of `REJECTED`; `record_no` 0 is the whole file.
    """

    files: pl.DataFrame
    articles: pl.DataFrame
    rejections: pl.DataFrame


class _NotReadError(Exception):
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
    rows = [(_shown(os_path), os_path, *_fingerprint(root, os_path, found)) for os_path, found in _walk(root)]
    return pl.DataFrame(rows, schema=SCANNED, orient="row").sort("path")


def choose(scanned: pl.DataFrame, known: pl.DataFrame, *, code_version: str) -> pl.DataFrame:
    """Picks the inputs that this night must look at: new ones, changed ones, and those that lost their original.

    A file rejected by another version of the code is looked at again. Files gone from the corpus stay as they are.

    Args:
        scanned: what `scan` gave.
        known: the files of the warehouse, the columns of `KNOWN`; `code_version` is that of the load which last
            changed the row.
        code_version: the version that runs now.

    Returns:
        The columns of `CHOSEN`, sorted by path. `role` says what happens: `read`; `duplicate` (the path `original`
        holds the same bytes: it is known as loaded with them, or else the first path of this night); or `rejected`
        (at the scan). `file_id` is null for a new path.
    """
    before = known.select("path", "file_id", pl.exclude("path", "file_id").name.prefix("known_"))
    standing = (
        known.filter(status="loaded")
        .join(scanned.select("path", now="sha256", seen=True), on="path", how="left")
        .filter(pl.col("seen").is_null() | (pl.col("now") == pl.col("sha256")))
        .select("path", "sha256")
    )
    holders = standing.group_by("sha256").agg(holder=pl.col("path").min())
    stands = standing.select(known_reason="path", sha256="sha256", original_stands=True)

    same_bytes = (pl.col("sha256") == pl.col("known_sha256")) & (pl.col("size_bytes") == pl.col("known_size_bytes"))
    settled = (
        pl.when(pl.col("known_status") == "rejected")
        .then(pl.col("known_code_version") == code_version)
        .when(pl.col("known_status") == "duplicate")
        .then(pl.col("original_stands"))
        .otherwise(pl.col("known_status") == "loaded")
    )
    still_rejected = (
        (pl.col("known_status") == "rejected")
        & (pl.col("known_reason") == pl.col("reason"))
        & pl.col("known_sha256").eq_missing(pl.col("sha256"))
        & pl.col("known_size_bytes").eq_missing(pl.col("size_bytes"))
    )
    unchanged = pl.when(pl.col("reason").is_null()).then(same_bytes & settled).otherwise(still_rejected)
    return (
        scanned.join(before, on="path", how="left")
        .join(stands, on=("known_reason", "sha256"), how="left")
        .join(holders, on="sha256", how="left")
        .filter(~unchanged.fill_null(value=False))
        .with_columns(
            original=pl.when(pl.col("reason").is_null()).then(
                pl.coalesce("holder", pl.col("path").min().over("sha256"))
            )
        )
        .with_columns(
            role=pl.when(pl.col("reason").is_not_null())
            .then(pl.lit("rejected"))
            .when(pl.col("original") == pl.col("path"))
            .then(pl.lit("read"))
            .otherwise(pl.lit("duplicate")),
            original=pl.when(pl.col("original") != pl.col("path")).then("original"),
        )
        .select(CHOSEN.names())
        .cast(CHOSEN)
        .sort("path")
    )


def batches(chosen: pl.DataFrame, *, max_files: int, max_bytes: int) -> Iterator[pl.DataFrame]:
    """Slices the inputs to read, in order, so that no slice holds more files or bytes; a larger file goes alone."""
    wanted = chosen.filter(role="read")
    start = size = 0
    for end, size_bytes in enumerate(wanted["size_bytes"]):
        if end > start and (end - start == max_files or size + size_bytes > max_bytes):
            yield wanted[start:end]
            start, size = end, 0
        size += size_bytes
    if start < wanted.height:
        yield wanted[start:]


def read(corpus: Path, batch: pl.DataFrame, outlets: Outlets, *, today: date) -> Ingested:
    """Reads the articles of some inputs.

    Args:
        corpus: the folder that was scanned.
        batch: rows of `choose` with the role `read`.
        outlets: what `outlets.toml` says.
        today: a day in a path later than the day after is not one of publication.

    Returns:
        One row of `files` per input, with hash and size of the bytes really read (null where they could not be), and
        either an article or a rejection. Besides the reasons of `scan` there are those of `plaintext.read`.
    """
    root = os.path.realpath(os.fsencode(corpus))
    unknown = pl.lit(None, pl.String)
    known_outlets = match_outlets(batch.select("path", url=unknown, publisher=unknown), outlets)
    files: list[tuple[object, ...]] = []
    articles: list[tuple[object, ...]] = []
    rejections: list[tuple[object, ...]] = []
    inputs = zip(batch["path"], batch["os_path"], known_outlets["outlet"], known_outlets["language"], strict=True)
    for path, os_path, outlet, language in inputs:
        sha256: str | None = None
        size_bytes: int | None = None
        found: plaintext.Text | Rejection
        try:
            data = b"".join(_chunks(root, os_path))
        except _NotReadError as error:
            size_bytes, found = error.size_bytes, error.rejection
        else:
            sha256, size_bytes, found = hashlib.sha256(data).hexdigest(), len(data), plaintext.read(data)
        if isinstance(found, Rejection):
            files.append((path, sha256, size_bytes, None, None, "rejected", found.reason))
            rejections.append((path, 0, found.reason, found.detail))
            continue
        files.append((path, sha256, size_bytes, plaintext.FORMAT, found.encoding, "loaded", None))
        day = _day_in(path, today)
        articles.append((path, 1, outlet, None, language, day, "file" if day else None, found.text))
    return Ingested(
        pl.DataFrame(files, schema=FILES_READ, orient="row"),
        pl.DataFrame(articles, schema=ARTICLES_READ, orient="row"),
        pl.DataFrame(rejections, schema=REJECTED, orient="row"),
    )


def settle(chosen: pl.DataFrame, read_files: Sequence[pl.DataFrame]) -> Ingested:
    """Decides about the inputs that were not read: those rejected at the scan, and duplicates.

    Args:
        chosen: what `choose` gave.
        read_files: `Ingested.files` of every batch of this night.

    Returns:
        Their rows, without articles. A duplicate whose original was read and then rejected for its content is
        rejected for the same reason; one whose original was lost or changed before it was read is left out.
    """
    originals = pl.concat([pl.DataFrame(schema=FILES_READ), *read_files]).select(
        original="path", read_sha256="sha256", read_status="status", read_reason="reason"
    )
    unread = chosen.filter(pl.col("role") != "read").join(originals, on="original", how="left")
    kept = unread.filter(pl.col("read_status").is_null() | (pl.col("read_sha256") == pl.col("sha256")))
    reason = pl.coalesce("reason", "read_reason")
    decided = kept.with_columns(
        reason=reason,
        status=pl.when(reason.is_null()).then(pl.lit("duplicate")).otherwise(pl.lit("rejected")),
        detail=pl.coalesce("detail", pl.format("the same bytes as {}", "original")),
        record_no=0,
        format=None,
        encoding=None,
    )
    files = decided.with_columns(reason=pl.coalesce("reason", "original"))
    rejections = decided.filter(status="rejected")
    return Ingested(
        files.sort("path").select(FILES_READ.names()).cast(FILES_READ),
        pl.DataFrame(schema=ARTICLES_READ),
        rejections.sort("path").select(REJECTED.names()).cast(REJECTED),
    )


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
            yield folder, _rejection(error)


def _fingerprint(
    root: bytes, os_path: bytes, found: Rejection | None
) -> tuple[str | None, int | None, str | None, str | None]:
    """Returns hash and size of an input's bytes, or reason and detail why they cannot be had."""
    if found:
        return None, None, found.reason, found.detail
    digest, size_bytes = hashlib.sha256(), 0
    try:
        for chunk in _chunks(root, os_path):
            digest.update(chunk)
            size_bytes += len(chunk)
    except _NotReadError as error:
        return None, error.size_bytes, error.rejection.reason, error.rejection.detail
    return digest.hexdigest(), size_bytes, None, None


def _chunks(root: bytes, os_path: bytes) -> Iterator[bytes]:
    """Yields the bytes of an input, at most `MAX_FILE_BYTES`.

    Whatever a path leads to is looked at before it is opened, and once more after: only regular files within `root`
    are ever read, also where somebody exchanges them meanwhile.
    """
    path = os.path.join(root, os_path)
    status: os.stat_result | None = None
    try:
        real_path = os.path.realpath(path, strict=True)
        if os.path.commonpath((root, real_path)) != root:
            raise _NotReadError("outside_corpus", "the link leads out of the corpus")
        status = os.stat(real_path, follow_symlinks=False)
        _check(status)
        file = os.open(real_path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(file, "rb", buffering=0) as opened:
            status = os.fstat(file)
            _check(status)
            size_bytes = 0
            while chunk := opened.read(CHUNK_BYTES):
                size_bytes += len(chunk)
                if size_bytes > MAX_FILE_BYTES:
                    raise _too_large(os.fstat(file).st_size)
                yield chunk
    except OSError as error:
        broken = isinstance(error, FileNotFoundError | NotADirectoryError) and os.path.islink(path)
        rejection = Rejection("broken_link", "the link leads nowhere") if broken else _rejection(error)
        raise _NotReadError(rejection.reason, rejection.detail, status.st_size if status else None) from error


def _check(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise _NotReadError("linked_folder", "links to folders are not followed")
    if not stat.S_ISREG(status.st_mode):
        kind = KINDS_OF_FILE.get(stat.filemode(status.st_mode)[0], "no regular file")
        raise _NotReadError("not_a_file", f"{kind}, not a file")
    if status.st_size > MAX_FILE_BYTES:
        raise _too_large(status.st_size)


def _too_large(size_bytes: int) -> _NotReadError:
    return _NotReadError("too_large", f"{size_bytes:,} bytes; at most {MAX_FILE_BYTES:,} are read", size_bytes)


def _rejection(error: OSError) -> Rejection:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Rejection("vanished", "it was there when its folder was listed, and is gone")
    if error.errno == errno.ELOOP:
        return Rejection("broken_link", "the link leads in a circle")
    return Rejection("unreadable", error.strerror or "it cannot be read")


def _shown(os_path: bytes) -> str:
    # A name that itself reads like an escape has its backslash escaped, so that no two paths look the same.
    return re.sub(rb"\\(?=x[0-9a-f]{2})", rb"\\x5c", os_path).decode("utf-8", "backslashreplace")


def _day_in(path: str, today: date) -> date | None:
    """Returns the day in a path, such as 2026-03-04, 2026/03/04 or 20260304; None where it has none, or two."""
    days = set()
    for match in DAY.finditer(path):
        try:
            days.add(date(int(match[1]), int(match[3]), int(match[4])))
        except ValueError:
            continue
    plausible = {day for day in days if day <= today + timedelta(days=1)}
    return plausible.pop() if len(plausible) == 1 else None
