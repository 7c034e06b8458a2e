"""Chosen files in; batches of articles and rejections out."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO

import polars as pl

from transforms.ingest.corpus import NotReadError, fingerprint, open_file, rejection_row
from transforms.ingest.dates import day_in_path, day_in_url, stated_day
from transforms.ingest.day_order import DayOrder
from transforms.ingest.object_store import ObjectStore
from transforms.ingest.outlets import fields_of, match_outlets
from transforms.ingest.outlets_file import Outlets
from transforms.ingest.select import Ingested
from transforms.readers.dispatch import open_records
from transforms.readers.records import Opened, Record, Rejection
from warehouse.schema.tables.stages import FILES_READ, REJECTED

MAX_REJECTIONS = 1000
"""Rejected records of one file that get a row each; the rest is counted in one more."""
ONE_ARTICLE = {None, "text", "html"}
"""Formats of files that are one article: a rejection is of the whole file."""
DATED_BY_PATH = {"text", "html", "zip", "tar"}
"""Formats in which an article has a path of its own, whose date may be its day; a dump bears the day it was made."""
_OF_RECORD: dict[str, pl.DataType] = dict.fromkeys(
    ("text", "title", "author", "url", "publisher", "language", "member"), pl.String()
) | dict.fromkeys(("captions", "posts"), pl.List(pl.String()))
"""What a batch takes from each record as it is."""


def read(
    corpus: Path | ObjectStore,
    chosen: pl.DataFrame,
    outlets: Outlets,
    *,
    today: date,
    max_articles: int,
    max_chars: int,
    max_of_file: int | None = None,
) -> Iterator[Ingested]:
    """Reads the articles of the inputs to read, file after file, in batches.

    A file may hold any number of articles, so a batch may end within one; its row of `files` comes with its last batch.

    Args:
        corpus: the folder or store that was scanned.
        chosen: what `choose` gave; the rows with the role `read` count.
        outlets: which outlet a path or address belongs to, and which fields hold what.
        today: no article was published later than the day after.
        max_articles: articles of a batch.
        max_chars: characters of a batch, together; a longer article goes alone.
        max_of_file: articles of one file; the rest of it is one rejection. Null for any number.

    Yields:
        What became of the inputs. Per file one row of `files`, with hash and size of the bytes really read (null where
        they could not be), and per record an article or a rejection. Besides the reasons of `scan` there are those of
        the readers.
    """
    open_input = (
        corpus.open if isinstance(corpus, ObjectStore) else partial(open_file, os.path.realpath(os.fsencode(corpus)))
    )
    batch = _Batch(outlets, today + timedelta(days=1))
    for path, os_path in chosen.filter(role="read").select("path", "os_path").iter_rows():
        for article in _read_file(open_input(os_path), path, batch, max_of_file):
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
        self._order = DayOrder()
        self._clear()

    def _clear(self) -> None:
        self.files: list[tuple[object, ...]] = []
        self.articles: list[_Article] = []
        self.rejections: list[tuple[object, ...]] = []
        self.chars = self.size_bytes = 0

    def take(self) -> Ingested:
        """Returns what was read, and begins anew."""
        ingested = Ingested(
            pl.DataFrame(self.files, schema=FILES_READ, orient="row"),
            self._frame(),
            pl.DataFrame(self.rejections, schema=REJECTED, orient="row"),
            self.size_bytes,
        )
        self._clear()
        return ingested

    def _frame(self) -> pl.DataFrame:
        columns = {
            "path": pl.String(),
            "record_no": pl.Int32(),
            **_OF_RECORD,
            "full_path": pl.String(),
            "day_in_path": pl.Date(),
            "text_quality": pl.String(),
        }
        rows = []
        for article in self.articles:
            of_record = (getattr(article.record, name) for name in _OF_RECORD)
            member = article.record.member
            day = day_in_url(article.record.url, self.latest)
            if article.dated and not day:
                day = day_in_path(member or "", self.latest) or day_in_path(article.path, self.latest)
            doubts = ", ".join(article.record.doubts) or None
            rows.append((article.path, article.record_no, *of_record, _full_path(article.path, member), day, doubts))
        records = pl.DataFrame(rows, schema=columns, orient="row")
        outlet = match_outlets(records.select("url", "publisher", file="path", path="full_path"), self.outlets)
        for article in self.articles:
            self._order.note(article.path, article.record)
        placed = zip(self.articles, outlet["timezone"], outlet["country"], strict=True)
        days = [
            stated_day(self._order.day(article.path, article.record, country), zone, self.latest)
            for article, zone, country in placed
        ]
        self._order.keep_only([article.path for article in self.articles[-1:]])
        of_outlet = outlet.select("outlet", "unconfirmed_publisher", outlet_language="language")
        return records.hstack(of_outlet).select(
            *("path", "record_no", "member", "outlet", "url"),
            language=pl.coalesce("language", "outlet_language"),
            published_on=pl.Series(days, dtype=pl.Date),
            published_on_source=pl.Series(["metadata" if day else None for day in days], dtype=pl.String),
            title="title",
            author="author",
            captions="captions",
            posts="posts",
            day_in_path="day_in_path",
            raw_text="text",
            text_quality="text_quality",
            unconfirmed_publisher="unconfirmed_publisher",
        )


def _full_path(path: str, member: str | None) -> str:
    return f"{path}/{member}" if member else path


def _read_file(
    opening: AbstractContextManager[BinaryIO], path: str, batch: _Batch, max_of_file: int | None
) -> Iterator[_Article]:
    """Yields the articles of one file; notes its rejections, and at its end the file itself, in the batch."""
    sha256: str | None = None
    size_bytes: int | None = None
    opened: Opened | None = None
    encodings: set[str | None] = set()
    refused = _Refused(path, batch)
    loaded = 0
    try:
        with opening as file:
            sha256, size_bytes = fingerprint(file)
            file.seek(0)
            opened = open_records(
                file, lambda member: fields_of(_full_path(path, member), batch.outlets), max_articles=max_of_file
            )
            read_before = 0
            for number, item in enumerate(opened.records, start=1):
                if isinstance(item, Rejection):
                    # Where nothing was read, no record is empty, but the file.
                    is_file = opened.format in ONE_ARTICLE or (item.reason == "empty" and item.member is None)
                    refused.add(0 if is_file else number, item)
                    continue
                loaded += 1
                encodings.add(item.encoding)
                yield _Article(path, number, opened.format in DATED_BY_PATH, item)
                batch.size_bytes += file.tell() - read_before
                read_before = file.tell()
            batch.size_bytes += size_bytes - read_before
    except NotReadError as error:
        size_bytes = error.size_bytes
        refused.add(0, error.rejection)
    except OSError as error:
        refused.add(0, rejection_row(error))
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
