"""A batch of articles, from raw text to rows.

The night, `newsledger extract` and the golden check of the gate all call `process_batch`: what the check measures is
what the night does.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Any

import polars as pl

from transforms.annotate.paragraphs import annotate_paragraphs, annotated_blocks
from transforms.annotate.spacy_docs import bounded_vocabulary
from transforms.annotate.store import AnnotationStore
from transforms.extract.rows import assemble, extract_articles
from transforms.relate.shingles import find_shingles
from transforms.strip.articles import strip_articles
from transforms.strip.authors import find_authors
from transforms.strip.outlet_history import OutletHistory
from warehouse.schema.tables.stages import BATCH_FRAMES

Row = dict[str, Any]
Timed = Callable[[str], AbstractContextManager[None]]
"""Given the name of a stage, returns a context in which the stage runs, to measure it."""


def _untimed(_: str) -> AbstractContextManager[None]:
    return nullcontext()


def process_batch(
    articles: pl.DataFrame,
    outlets: Mapping[str, OutletHistory],
    *,
    latest: date,
    keep_all: bool = False,
    store: AnnotationStore | None = None,
    timed: Timed = _untimed,
) -> dict[str, pl.DataFrame]:
    """Takes articles through the stages strip, annotate and extract.

    Args:
        articles: the columns `ARTICLES_READ`, `article_id` and `file_id`. The whole batch is held in memory.
        outlets: what is known of the outlets that published them and of their pages, by name.
        latest: no article was published later.
        keep_all: take every block as body.
        store: annotations that this batch shares with others; null for none.
        timed: called with the name of each stage, to measure it.

    Returns:
        A frame for each name in `BATCH_FRAMES`, in the order of the articles. They depend on nothing but the arguments
        above; `store` changes only what is computed anew.
    """
    with timed("strip"):
        articles, blocks = strip_articles(articles, outlets, latest=latest, keep_all=keep_all)
        authors = find_authors(articles, blocks)
        content = annotated_blocks(articles, blocks)
    with timed("annotate"):
        annotations = annotate_paragraphs(content["text"], store)
    with timed("extract"), bounded_vocabulary():
        docs = annotations.docs()
        countries = {name: outlet.country for name, outlet in outlets.items()}
        extracted = extract_articles(assemble(articles, content, docs, countries))
        del docs
        shingles = find_shingles(articles["article_id"].to_list(), blocks)
    placed = articles.join(extracted["places"], on="article_id", how="left", maintain_order="left")
    frames = {
        "blocks": blocks,
        "article_authors": authors,
        **extracted,
        "articles": placed,
        "article_shingles": shingles,
    }
    return {name: frames[name].select(schema.names()) for name, schema in BATCH_FRAMES.items()}


NESTED = ("blocks", "mentions", "figures", "quotes")
"""The frames whose rows `nested_rows` puts into their article."""


def nested_rows(frames: Mapping[str, pl.DataFrame]) -> Iterator[Row]:
    """Turns what `process_batch` returns into one object per article.

    Yields:
        The columns of each article, and under each name of `NESTED` its rows. A mention also has the name of its entity
        (`entity`); within one article its appearances are its entities, so ids of appearances are named as the tables
        name those of entities.
    """
    keys = ["article_id", "appearance_id"]
    names = frames["appearances"].select(*keys, entity="name")
    mentions = frames["mentions"].join(names, on=keys, how="left", maintain_order="left")
    rows = {
        name: {
            article_id: part.to_dicts()
            for (article_id,), part in _with_entity_ids(frame).group_by("article_id", maintain_order=True)
        }
        for name, frame in {**{name: frames[name] for name in NESTED}, "mentions": mentions}.items()
    }
    for article in frames["articles"].to_dicts():
        yield article | {name: rows[name].get(article["article_id"], []) for name in NESTED}


def _with_entity_ids(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.rename({c: c.replace("appearance_id", "entity_id") for c in frame.columns if "appearance_id" in c})
