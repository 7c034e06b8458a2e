"""`newsledger extract`: what is found in some files, without a warehouse."""

import errno
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

import click
import polars as pl

from expectations.accuracy import ARTICLES, read_labels
from transforms.annotate.paragraphs import SEEN, annotated_blocks, place_paragraphs
from transforms.annotate.spacy_docs import annotate, bounded_vocabulary, docs
from transforms.extract.rows import assemble, extract_articles
from transforms.ingest.batches import ONE_ARTICLE
from transforms.ingest.dates import day_said
from transforms.ingest.select import ARTICLES_READ
from transforms.readers.dispatch import open_records
from transforms.readers.records import Fields, Record, Rejection
from transforms.strip.articles import strip_articles
from warehouse.read.formats import as_json

ARTICLES_AT_ONCE, CHARACTERS_AT_ONCE = 50, 500_000

Row = dict[str, Any]


def print_articles(paths: Sequence[str], *, keep_all: bool) -> int:
    """Prints one JSON object per article; a file that holds none is named on stderr.

    Args:
        paths: files, `-` for standard input.
        keep_all: take every block as body.

    Returns:
        The exit code: 1 if no file holds an article.
    """
    printed = 0
    for group in _at_once(_read(paths)):
        for record in _records(group, keep_all=keep_all):
            click.echo(as_json(record))
            printed += 1
    return 0 if printed else 1


def read_golden() -> list[Row]:
    """Returns the golden articles as `print_articles` prints them."""
    paths = [str(ARTICLES / path) for path in read_labels()]
    return [record for group in _at_once(_read(paths)) for record in _records(group, keep_all=False)]


def _at_once(records: Iterator[Row]) -> Iterator[list[Row]]:
    """Yields the records in groups that are worth a call of the model and fit into memory."""
    group: list[Row] = []
    for record in records:
        group.append(record)
        if len(group) == ARTICLES_AT_ONCE or sum(len(r["raw_text"]) for r in group) > CHARACTERS_AT_ONCE:
            yield group
            group = []
    if group:
        yield group


def _read(paths: Sequence[str]) -> Iterator[Row]:
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
                        yield {"path": shown, "record_no": number} | _of_record(item)
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


def _of_record(record: Record) -> Row:
    day = day_said(record.published, None, _latest())
    return {
        "raw_text": record.text,
        "member": record.member,
        "url": record.url,
        "title": record.title,
        "author": record.author,
        "captions": record.captions,
        "language": record.language,
        "outlet": record.publisher,
        "published_on": day,
        "published_on_source": "metadata" if day else None,
    }


def _latest() -> date:
    """Returns tomorrow: east of here it is that day already."""
    return datetime.now(UTC).date() + timedelta(days=1)


def _complain(path: str, why: str, record: str = "") -> None:
    click.echo(f"newsledger: {path!r}{record} left out, {why}", err=True)


def _records(group: Sequence[Row], *, keep_all: bool) -> Iterator[Row]:
    """Takes the articles through the stages of a night, with ids local to each."""
    schema = {"article_id": pl.Int64(), **ARTICLES_READ}
    rows = pl.DataFrame([row | {"article_id": n} for n, row in enumerate(group, 1)], schema=schema)
    articles, blocks = strip_articles(rows, {}, latest=_latest(), keep_all=keep_all)
    annotated = annotated_blocks(articles, blocks)
    paragraphs, places, _ = place_paragraphs(annotated, pl.DataFrame(schema=SEEN), 0)
    packed = annotate(paragraphs["text"].to_list())
    with bounded_vocabulary():
        documents = list(docs(packed, places["row"].to_list()))
        found = extract_articles(assemble(articles, annotated, documents))
        del documents
    names = found["appearances"].select("article_id", "appearance_id", entity="name")
    keys = ["article_id", "appearance_id"]
    found["mentions"] = found["mentions"].join(names, on=keys, how="left", maintain_order="left")
    found = {name: _with_entity_ids(found[name]) for name in ("mentions", "figures", "quotes")}
    found = {"blocks": blocks, **found}
    of_article = {
        name: {key[0]: part.to_dicts() for key, part in frame.group_by("article_id", maintain_order=True)}
        for name, frame in found.items()
    }
    for article in articles.select("article_id", *PRINTED).to_dicts():
        number = article.pop("article_id")
        yield article | {name: of_article[name].get(number, []) for name in ("blocks", "mentions", "figures", "quotes")}


def _with_entity_ids(frame: pl.DataFrame) -> pl.DataFrame:
    """Names the ids of appearances as the tables name those of entities: in one article they are the same."""
    return frame.rename({c: c.replace("appearance_id", "entity_id") for c in frame.columns if "appearance_id" in c})


PRINTED = (
    "path", "record_no", "member", "url", "headline", "byline", "language", "not_annotated", "published_on",
    "published_on_source", "body", "raw_text",
)  # fmt: skip
"""What is printed of an article itself."""
