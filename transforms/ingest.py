"""Ingest: the raw files of a corpus in, their articles out, and a reason for each input that holds none.

    scan → choose → read, batch by batch → settle

What is in a file, the readers tell (`transforms.readers`). No input vanishes: a night's `files` frames hold each chosen
path once, as loaded, duplicate or rejected, and each record of a file is an article or a rejection. The exception is a
duplicate of a file that was lost between scan and read: it is left as it was, so that the next night sees it.
"""

# ruff: noqa: PTH114, PTH116, PTH118, PTH123 -- names that are no UTF-8 are kept as bytes, which pathlib does not take

import errno
import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

import polars as pl

from transforms.outlets import Outlets, fields_of, match_outlets
from transforms.readers import Opened, Record, Rejection, open_records, shown
from warehouse.tables import ARTICLES, FILES, REJECTIONS

MAX_FILE_BYTES = 16 * 2**30
"""Larger files are not read: hashing this much takes a minute already. A night's crawl of a whole country's news stays
below; the readers bound what a single record may hold."""
CHUNK_BYTES = 2**20
MAX_REJECTIONS = 1000
"""Rejected records of one file that get a row each; the rest is counted in one more."""
ONE_ARTICLE = {None, "text", "html"}
"""Formats of files that are one article: a rejection is of the whole file."""
DATED_BY_PATH = {"text", "html", "zip", "tar"}
"""Formats in which an article has a path of its own, whose date may be its day; a dump bears the day it was made."""
FIRST_DAY = date(1700, 1, 1)
"""No newspaper is older, and the table refuses earlier days."""
UNSET = {date(1970, 1, 1), date(1969, 12, 31)}
"""Second zero, as seen from Greenwich and from west of it: nobody set the field."""

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
            for name in ("record_no", "member", "outlet", "url", "language", "published_on", "published_on_source")
        },
        "title": pl.String(),
        "author": pl.String(),
        "captions": pl.List(pl.String()),
        "day_in_path": pl.Date(),
        "raw_text": ARTICLES.schema["raw_text"],
    }
)
"""What is read of an article. `language` is what its record says, else its outlet's; `published_on` what its record
says; `title`, `author` and `captions` likewise."""
_OF_RECORD: dict[str, pl.DataType] = dict.fromkeys(
    ("text", "title", "author", "url", "publisher", "language", "member"), pl.String()
) | {"captions": pl.List(pl.String())}
"""What a batch takes from each record as it is."""
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
        size_bytes: how much of the files was read for it.
    """

    files: pl.DataFrame
    articles: pl.DataFrame
    rejections: pl.DataFrame
    size_bytes: int = 0


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
    rows = [(shown(os_path), os_path, *_looked_at(root, os_path, found)) for os_path, found in _walk(root)]
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
        holds the same bytes: it is known as loaded with them, or else the first path of this night, one that was loaded
        before if there is any); or `rejected`
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
    loaded_before = pl.when(pl.col("known_status") == "loaded").then("path")
    unchanged = pl.when(pl.col("reason").is_null()).then(same_bytes & settled).otherwise(still_rejected)
    return (
        scanned.join(before, on="path", how="left")
        .join(stands, on=("known_reason", "sha256"), how="left")
        .join(holders, on="sha256", how="left")
        .filter(~unchanged.fill_null(value=False))
        .with_columns(
            original=pl.when(pl.col("reason").is_null()).then(
                # A file that holds an article keeps it, and copies of its new bytes are duplicates.
                pl.coalesce("holder", loaded_before.min().over("sha256"), pl.col("path").min().over("sha256"))
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


def read(
    corpus: Path, chosen: pl.DataFrame, outlets: Outlets, *, today: date, max_articles: int, max_chars: int
) -> Iterator[Ingested]:
    """Reads the articles of the inputs to read, file after file, in batches.

    A file may hold any number of articles, so a batch may end within one; its row of `files` comes with its last batch.

    Args:
        corpus: the folder that was scanned.
        chosen: what `choose` gave; the rows with the role `read` count.
        outlets: which outlet a path or address belongs to, and which fields hold what.
        today: no article was published later than the day after.
        max_articles: articles of a batch.
        max_chars: characters of a batch, together; a longer article goes alone.

    Yields:
        What became of the inputs. Per file one row of `files`, with hash and size of the bytes really read (null where
        they could not be), and per record an article or a rejection. Besides the reasons of `scan` there are those of
        the readers.
    """
    root = os.path.realpath(os.fsencode(corpus))
    batch = _Batch(outlets, today + timedelta(days=1))
    for path, os_path in chosen.filter(role="read").select("path", "os_path").iter_rows():
        for article in _read_file(root, path, os_path, outlets, batch):
            chars = len(article.record.text)
            if batch.articles and (len(batch.articles) == max_articles or batch.chars + chars > max_chars):
                yield batch.take()
            batch.articles.append(article)
            batch.chars += chars
    if batch.files or batch.articles:
        yield batch.take()


@dataclass(frozen=True, slots=True)
class _Article:
    """One article as it was read: where, by what, and what its file says of it."""

    path: str
    record_no: int
    dated: bool
    record: Record


class _Batch:
    """What was read since the last batch was taken."""

    def __init__(self, outlets: Outlets, latest: date) -> None:
        self.outlets = outlets
        self.latest = latest
        self._clear()

    def _clear(self) -> None:
        self.files: list[tuple[object, ...]] = []
        self.articles: list[_Article] = []
        self.rejections: list[tuple[object, ...]] = []
        self.chars = self.size_bytes = 0

    def take(self) -> Ingested:
        """Returns what was read, and begins anew."""
        found = Ingested(
            pl.DataFrame(self.files, schema=FILES_READ, orient="row"),
            self._frame(),
            pl.DataFrame(self.rejections, schema=REJECTED, orient="row"),
            self.size_bytes,
        )
        self._clear()
        return found

    def _frame(self) -> pl.DataFrame:
        columns = {"path": pl.String(), "record_no": pl.Int32(), **_OF_RECORD, "where": pl.String(), "day": pl.Date()}
        rows = []
        for article in self.articles:
            of_record = (getattr(article.record, name) for name in _OF_RECORD)
            member = article.record.member
            where = _full_path(article.path, member)
            day = (_day_in(member or "", self.latest) or _day_in(article.path, self.latest)) if article.dated else None
            rows.append((article.path, article.record_no, *of_record, where, day))
        records = pl.DataFrame(rows, schema=columns, orient="row")
        known = match_outlets(records.select("url", "publisher", path="where"), self.outlets)
        zoned = zip(self.articles, known["timezone"], strict=True)
        said = [day_said(article.record.published, zone, self.latest) for article, zone in zoned]
        return records.hstack(known.select("outlet", outlet_language="language")).select(
            *("path", "record_no", "member", "outlet", "url"),
            language=pl.coalesce("language", "outlet_language"),
            published_on=pl.Series(said, dtype=pl.Date),
            published_on_source=pl.Series(["metadata" if day else None for day in said], dtype=pl.String),
            title="title",
            author="author",
            captions="captions",
            day_in_path="day",
            raw_text="text",
        )


def day_said(published: date | None, zone: str | None, latest: date) -> date | None:
    """Returns the day of publication that a record says.

    Args:
        published: as in `Record`.
        zone: the outlet's time zone, in which an instant has its day; null for the one written there.
        latest: no article was published later.
    """
    day = published
    if isinstance(published, datetime):
        try:
            day = (published.astimezone(ZoneInfo(zone)) if zone else published).date()
        except OverflowError:
            return None
    return day if day and FIRST_DAY <= day <= latest and day not in UNSET else None


def _full_path(path: str, member: str | None) -> str:
    return f"{path}/{member}" if member else path


def _read_file(root: bytes, path: str, os_path: bytes, outlets: Outlets, batch: _Batch) -> Iterator[_Article]:
    """Yields the articles of one file; notes its rejections, and at its end the file itself, in the batch."""
    sha256: str | None = None
    size_bytes: int | None = None
    opened: Opened | None = None
    encodings: set[str | None] = set()
    refused = _Refused(path, batch)
    loaded = 0
    try:
        with _open(root, os_path) as file:
            sha256, size_bytes = _fingerprint(file)
            file.seek(0)
            opened = open_records(file, lambda member: fields_of(_full_path(path, member), outlets))
            read_before = 0
            for number, item in enumerate(opened.records, start=1):
                if isinstance(item, Rejection):
                    refused.add(0 if opened.format in ONE_ARTICLE else number, item)
                    continue
                loaded += 1
                encodings.add(item.encoding)
                yield _Article(path, number, opened.format in DATED_BY_PATH, item)
                batch.size_bytes += file.tell() - read_before
                read_before = file.tell()
            batch.size_bytes += size_bytes - read_before
    except _NotReadError as error:
        size_bytes = error.size_bytes
        refused.add(0, error.rejection)
    except OSError as error:
        refused.add(0, _rejection(error))
    refused.close()
    batch.files.append(
        (
            path,
            sha256,
            size_bytes,
            opened.format if opened else None,
            opened.compression if opened else None,
            encodings.pop() if len(encodings) == 1 else None,
            "loaded" if loaded else "rejected",
            None if loaded else refused.reason,
        )
    )


class _Refused:
    """The rejections of one file: the first ones singly, so that a file of millions of bad records stays bounded."""

    def __init__(self, path: str, batch: _Batch) -> None:
        self.path = path
        self.batch = batch
        self.of_file: list[Rejection] = []
        self.reasons: Counter[str] = Counter()
        self.further: Counter[str] = Counter()

    def add(self, record_no: int, rejection: Rejection) -> None:
        """Notes one record, or with the number 0 the whole file."""
        singly = self.reasons.total() < MAX_REJECTIONS
        self.reasons[rejection.reason] += 1
        if record_no == 0:
            self.of_file.append(rejection)
        elif singly:
            where = f"{rejection.member}: " if rejection.member else ""
            self.batch.rejections.append((self.path, record_no, rejection.reason, f"{where}{rejection.detail}"))
        else:
            self.further[rejection.reason] += 1

    def close(self) -> None:
        """Notes what there is to say of the file, in one row: how many more records there were, and all the rest."""
        if self.further:
            counts = ", ".join(f"{count:,} {reason}" for reason, count in self.further.most_common())
            self.of_file.append(Rejection("further_records", f"{self.further.total():,} more records: {counts}"))
        if self.of_file:
            details = "; ".join(rejection.detail for rejection in self.of_file)
            self.batch.rejections.append((self.path, 0, self.of_file[0].reason, details))

    @property
    def reason(self) -> str:
        """The reason why the whole file is rejected."""
        return next(iter(self.reasons)) if len(self.reasons) == 1 else "no_article"


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
        compression=None,
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


def _looked_at(
    root: bytes, os_path: bytes, found: Rejection | None
) -> tuple[str | None, int | None, str | None, str | None]:
    """Returns hash and size of an input's bytes, or reason and detail why they cannot be had."""
    if found:
        return None, None, found.reason, found.detail
    try:
        with _open(root, os_path) as file:
            return *_fingerprint(file), None, None
    except _NotReadError as error:
        return None, error.size_bytes, error.rejection.reason, error.rejection.detail


def _fingerprint(file: BinaryIO) -> tuple[str, int]:
    """Returns hash and size of a file's bytes."""
    digest, size_bytes = hashlib.sha256(), 0
    while chunk := file.read(CHUNK_BYTES):
        digest.update(chunk)
        size_bytes += len(chunk)
        if size_bytes > MAX_FILE_BYTES:
            raise _too_large(os.fstat(file.fileno()).st_size)
    return digest.hexdigest(), size_bytes


@contextmanager
def _open(root: bytes, os_path: bytes) -> Iterator[BinaryIO]:
    """Opens an input for reading.

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
            yield opened
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


def _day_in(path: str, latest: date) -> date | None:
    """Returns the day in a path, such as 2026-03-04, 2026/03/04 or 20260304; None where it has none, or two."""
    days = set()
    for match in DAY.finditer(path):
        try:
            days.add(date(int(match[1]), int(match[3]), int(match[4])))
        except ValueError:
            continue
    plausible = {day for day in days if day <= latest}
    return plausible.pop() if len(plausible) == 1 else None
