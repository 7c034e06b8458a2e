"""The authors of articles, each whole and by itself."""

from collections import defaultdict

import polars as pl

from transforms.pages.authors import author_names
from warehouse.schema.tables.stages import BATCH_FRAMES

_NAMING = ("byline.author", "byline.name", "byline.role")
"""Rules of bylines that find who wrote an article; others find its day, its place, and who took part."""


def find_authors(articles: pl.DataFrame, blocks: pl.DataFrame) -> pl.DataFrame:
    """Finds the authors of articles: those that the metadata of the record name, else those of the bylines.

    Args:
        articles: as `strip_articles` returns them.
        blocks: of these articles, as it returns them.

    Returns:
        The rows of `article_authors`, in the order of the articles and of the names.
    """
    bylines: dict[int, list[str]] = defaultdict(list)
    for article_id, text in blocks.filter(pl.col("rule").is_in(_NAMING)).select("article_id", "text").iter_rows():
        bylines[article_id].append(text)
    rows = []
    for article_id, stated, outlet in articles.select("article_id", "record_author", "outlet").iter_rows():
        named = author_names([stated], outlet) if stated else []
        names = named or author_names(bylines[article_id], outlet)
        rows += [(article_id, number, name) for number, name in enumerate(names, 1)]
    return pl.DataFrame(rows, schema=BATCH_FRAMES["article_authors"], orient="row")
