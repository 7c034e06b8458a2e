"""`newsledger extract`: what is found in some files, without a warehouse."""

import os
from collections.abc import Iterator, Sequence
from typing import Any

import click
import polars as pl

from transforms.annotate import annotate, bounded_vocabulary, docs
from transforms.extract import assemble, extract_articles
from transforms.ingest import ARTICLES_READ, MAX_FILE_BYTES
from transforms.paragraphs import SEEN, place_paragraphs
from transforms.readers import Rejection
from transforms.readers import text as plaintext
from transforms.strip import strip_articles
from warehouse.formats import as_json

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
    for texts in _at_once(_read(paths)):
        for record in _records(texts, keep_all=keep_all):
            click.echo(as_json(record))
            printed += 1
    return 0 if printed else 1


def _at_once(texts: Iterator[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Yields the texts in groups that are worth a call of the model and fit into memory."""
    group: list[tuple[str, str]] = []
    for text in texts:
        group.append(text)
        if len(group) == ARTICLES_AT_ONCE or sum(len(text) for _, text in group) > CHARACTERS_AT_ONCE:
            yield group
            group = []
    if group:
        yield group


def _read(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    for path in paths:
        try:
            with click.open_file(path, "rb") as stream:
                data = stream.read(MAX_FILE_BYTES + 1)
        except OSError as error:
            _complain(path, error.strerror or "cannot be read")
            continue
        found = plaintext.read(data)
        if len(data) > MAX_FILE_BYTES:
            _complain(path, f"too large: more than {MAX_FILE_BYTES:,} bytes")
        elif isinstance(found, Rejection):
            _complain(path, f"{found.reason}: {found.detail}")
        else:
            # As in `files.path`: bytes of a name that are no UTF-8 as \xNN.
            yield os.fsencode(path).decode(errors="backslashreplace"), found.text


def _complain(path: str, why: str) -> None:
    click.echo(f"newsledger: {path!r} left out, {why}", err=True)


def _records(texts: Sequence[tuple[str, str]], *, keep_all: bool) -> Iterator[Row]:
    """Takes the articles through the stages of a night, with ids local to each."""
    rows = [
        {"article_id": n, "path": path, "record_no": 1, "raw_text": text} for n, (path, text) in enumerate(texts, 1)
    ]
    schema = {"article_id": pl.Int64(), **ARTICLES_READ}
    articles, blocks = strip_articles(pl.DataFrame(rows, schema=schema), keep_all=keep_all)
    paragraphs, places, _ = place_paragraphs(blocks, pl.DataFrame(schema=SEEN), 0)
    packed = annotate(paragraphs["text"].to_list())
    with bounded_vocabulary():
        annotated = list(docs(packed, places["row"].to_list()))
        found = extract_articles(assemble(articles, blocks, annotated))
        del annotated
    names = found.pop("entities").select("article_id", "entity_id", entity="name")
    found["mentions"] = found["mentions"].join(names, on=["article_id", "entity_id"], how="left", maintain_order="left")
    found = {"blocks": blocks, **found}
    of_article = {
        name: {key[0]: part.to_dicts() for key, part in frame.group_by("article_id", maintain_order=True)}
        for name, frame in found.items()
    }
    for article in articles.select("article_id", "path", "record_no", "headline", "body", "raw_text").to_dicts():
        number = article.pop("article_id")
        yield article | {name: of_article[name].get(number, []) for name in ("blocks", "mentions", "figures", "quotes")}
