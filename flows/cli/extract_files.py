"""`newsledger extract`: reads the files, and prints what is found in their articles."""

import errno
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import click
import polars as pl

from transforms.ingest.batches import ONE_ARTICLE
from transforms.ingest.dates import day_in_url, stated_day
from transforms.process import NESTED, Row, nested_rows, process_batch
from transforms.readers.dispatch import open_records
from transforms.readers.records import Fields, Record, Rejection
from warehouse.read.formats import as_json
from warehouse.schema.tables.stages import ARTICLES_READ

ARTICLES_AT_ONCE, CHARACTERS_AT_ONCE = 50, 500_000
"""Enough for one call of the model to be worth its cost, and few enough for the first lines to be printed soon."""

PRINTED = (
    "record_no", "member", "url", "headline", "byline", "language", "not_annotated", "published_on",
    "published_on_source", "text_quality", "body", "raw_text", *NESTED,
)  # fmt: skip
"""What is printed of an article, besides the path of its file."""


def print_articles(paths: Sequence[str], *, keep_all: bool) -> int:
    """Prints one JSON object per article; a file that holds none is named on stderr.

    Args:
        paths: files, `-` for standard input.
        keep_all: take every block as body.

    Returns:
        The exit code: 1 if no file holds an article.
    """
    printed = 0
    latest = _latest()
    for group in _at_once(_read(paths, latest)):
        for record in _process(group, latest, keep_all=keep_all):
            click.echo(as_json(record))
            printed += 1
    return 0 if printed else 1


def _read(paths: Sequence[str], latest: date) -> Iterator[Row]:
    """Yields each article as the columns `ARTICLES_READ` have it."""
    for path in paths:
        try:
            with _open(path) as stream:
                opened = open_records(stream, lambda _: Fields())
                for number, item in enumerate(opened.records, start=1):
                    if isinstance(item, Rejection):
                        whole = opened.format in ONE_ARTICLE
                        record = "" if whole else f" record {number}" + (f" ({item.member!r})" if item.member else "")
                        _complain(path, f"{item.reason}: {item.detail}", record)
                    else:
                        # As in `files.path`: bytes of a name that are no UTF-8 as \xNN.
                        shown = os.fsencode(path).decode(errors="backslashreplace")
                        yield {"path": shown, "record_no": number} | _of_record(item, latest)
        except OSError as error:
            _complain(path, error.strerror or "cannot be read")


@contextmanager
def _open(path: str) -> Iterator[BinaryIO]:
    """Opens a file, or a copy of a pipe or of standard input: readers go back and forth in what they read."""
    with ExitStack() as stack:
        if path == "-" and sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        file = sys.stdin.buffer if path == "-" else stack.enter_context(Path(path).open("rb", buffering=0))
        if path != "-" and file.seekable():
            yield file
            return
        copy = stack.enter_context(SpooledTemporaryFile(CHARACTERS_AT_ONCE))
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        yield cast("BinaryIO", copy)


def _of_record(record: Record, latest: date) -> Row:
    day = stated_day(record.published, None, latest)
    return {
        "raw_text": record.text,
        "member": record.member,
        "url": record.url,
        "title": record.title,
        "author": record.author,
        "captions": record.captions,
        "posts": record.posts,
        "language": record.language,
        "outlet": record.publisher,
        "published_on": day,
        "published_on_source": "metadata" if day else None,
        "day_in_path": day_in_url(record.url, latest),
        "text_quality": ", ".join(record.doubts) or None,
    }


def _latest() -> date:
    """Returns tomorrow: east of here it is that day already."""
    return datetime.now(UTC).date() + timedelta(days=1)


def _complain(path: str, why: str, record: str = "") -> None:
    click.echo(f"newsledger: {path!r}{record} left out, {why}", err=True)


def _at_once(records: Iterator[Row]) -> Iterator[list[Row]]:
    """Yields the articles in groups that are worth a call of the model and fit into memory."""
    group: list[Row] = []
    characters = 0
    for record in records:
        group.append(record)
        characters += len(record["raw_text"])
        if len(group) == ARTICLES_AT_ONCE or characters > CHARACTERS_AT_ONCE:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _process(group: Sequence[Row], latest: date, *, keep_all: bool) -> Iterator[Row]:
    """Yields what is printed of each article."""
    schema = {"article_id": pl.Int64(), "file_id": pl.Int64(), **ARTICLES_READ}
    # There is no warehouse whose ids they could have.
    numbered = [row | {"article_id": number, "file_id": number} for number, row in enumerate(group, 1)]
    frames = process_batch(pl.DataFrame(numbered, schema=schema), {}, latest=latest, keep_all=keep_all)
    for row, read in zip(nested_rows(frames), group, strict=True):
        yield {"path": read["path"]} | {name: row[name] for name in PRINTED}
