"""Annotated articles in, rows of the tables out: mentions, entities, quotes, figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from spacy.tokens import Doc

from transforms.documents import Article, Figure, Mention, Paragraph, Part
from transforms.extract.article_place import find_place
from transforms.extract.figures.find import find_figures
from transforms.extract.keywords import find_keywords
from transforms.extract.mentions.find import find_mentions
from transforms.extract.quotes.find import find_quotes
from transforms.extract.story_terms import find_story_terms
from transforms.names.blocking import blocking_keys, is_short
from transforms.names.normalise import name_key, straighten
from warehouse.schema.tables.articles import ARTICLES
from warehouse.schema.tables.stages import BATCH_FRAMES

Row = dict[str, Any]


_OTHERS = ("articles", "article_authors", "blocks", "article_shingles")
"""Frames that other stages fill."""
EXTRACTED = tuple(name for name in BATCH_FRAMES if name not in _OTHERS)
"""The frames that `extract_articles` returns; every id in them but `article_id` is local to the article."""

PLACES = pl.Schema({name: ARTICLES.schema[name] for name in ("article_id", "place_appearance_id", "place_source")})
"""The columns of `articles` that extraction fills."""


def extract_articles(articles: Iterable[Article]) -> dict[str, pl.DataFrame]:
    """Extracts from a batch of articles.

    Returns:
        A frame for each name of `EXTRACTED`, in the order of the articles and of the positions within them; and
        `places`, the columns `PLACES` of the articles that have a place.
    """
    schemas = {name: BATCH_FRAMES[name] for name in EXTRACTED} | {"places": PLACES}
    rows: dict[str, list[Row]] = {name: [] for name in schemas}
    for article in articles:
        for name, found in _extract(article).items():
            rows[name] += found
    return {name: pl.DataFrame(rows[name], schema=schema, orient="row") for name, schema in schemas.items()}


def _extract(article: Article) -> dict[str, list[Row]]:
    mentions, entities, roles = find_mentions(article)
    quotes = find_quotes(article, mentions, entities, roles)
    figures = find_figures(article, mentions, entities, quotes)
    of_article = {"article_id": article.article_id}
    place = find_place(article, mentions, entities)
    spellings = _spellings(article, mentions)
    return {
        "appearances": [
            of_article
            | {"name_key": name_key(e.name), "is_short": is_short(e.kind, name_key(e.name))}
            | _renamed(_fields(e))
            for e in entities
        ],
        "blocking_keys": [
            of_article | {"appearance_id": e.entity_id, "key": key}
            for e in entities
            for key in sorted(blocking_keys(e.kind, spellings[e.entity_id], is_weak=e.kind_votes <= 1))
        ],
        "places": [of_article | _renamed(_fields(place))] if place else [],
        "article_terms": [of_article | {"term": term} for term in sorted(find_keywords(article))],
        "story_terms": [of_article | term._asdict() for term in find_story_terms(article)],
        "mentions": [
            of_article | {"mention_id": n} | _renamed(_fields(m)) | _placed(article, m, "surface")
            for n, m in enumerate(mentions, 1)
        ],
        "roles": [
            of_article | {"role_id": n} | _renamed(_fields(r)) | _placed(article, r, "role")
            for n, r in enumerate(roles, 1)
        ],
        "quotes": [of_article | _renamed(_fields(q)) | _placed(article, q, "text") for q in quotes],
        "figures": [
            of_article
            | {"figure_id": n, "part_of_figure_id": whole}
            | _renamed(_fields(f))
            | _placed(article, f, "surface")
            for n, (f, whole) in enumerate(zip(figures, _wholes(figures), strict=True), 1)
        ],
        "figure_parts": [
            of_article
            | {"figure_id": n, "part": part.part, "rule": part.rule}
            | _words(article.paragraphs[f.paragraph], part)
            for n, f in enumerate(figures, 1)
            for part in f.parts
        ],
    }


def _spellings(article: Article, mentions: Iterable[Mention]) -> defaultdict[int, set[str]]:
    """Returns for each entity of the article its spellings, folded."""
    spellings: defaultdict[int, set[str]] = defaultdict(set)
    for m in mentions:
        spellings[m.entity_id].add(name_key(article.paragraphs[m.paragraph].text[m.start : m.end]))
    return spellings


def _wholes(figures: Sequence[Figure]) -> list[int | None]:
    """Returns for each figure the number, from 1, of the one that it is a part of; null for none, and for no figure."""
    numbers = {(figure.paragraph, figure.start): n for n, figure in enumerate(figures, 1)}
    return [numbers.get(figure.part_of) if figure.part_of else None for figure in figures]


def _words(paragraph: Paragraph, part: Part) -> Row:
    if part.start is None or part.end is None:
        return {"words": None, "raw_start": None, "raw_end": None}
    place = paragraph.place(part.start, part.end)
    return {
        "words": paragraph.text[part.start : part.end],
        "raw_start": place["raw_start"],
        "raw_end": place["raw_end"],
    }


def _fields(found: Any) -> Row:
    left_out = {"paragraph", "start", "end", "part_of", "parts"}
    return {name: getattr(found, name) for name in found.__slots__ if name not in left_out}


def _renamed(fields: Row) -> Row:
    """Gives the columns of entities the names of those of their appearances: one article knows no others."""
    return {name.replace("entity_id", "appearance_id"): value for name, value in fields.items()}


def _placed(article: Article, found: Any, text_column: str) -> Row:
    paragraph = article.paragraphs[found.paragraph]
    columns: Row = dict(paragraph.place(found.start, found.end))
    return columns | {text_column: paragraph.text[found.start : found.end]}


def assemble(
    articles: pl.DataFrame, blocks: pl.DataFrame, docs: Sequence[Doc], countries: Mapping[str, str | None]
) -> Iterator[Article]:
    """Joins articles, their content blocks and the annotation of these.

    Args:
        articles: `article_id`, `published_on`, `outlet`.
        blocks: the blocks that were annotated; columns of the table `blocks`, ids local to the article.
        docs: the annotation of each, in their order.
        countries: where outlets are based, by ISO code, as far as known.

    Yields:
        The articles in the order given, also those without such blocks.

    Raises:
        ValueError: an annotation is of another text.
    """
    paragraphs: dict[int, list[Paragraph]] = {}
    columns = ("article_id", "block_id", "kind", "text", "raw_start", "start_char")
    for (article_id, block_id, kind, text, raw_start, start_char), doc in zip(
        blocks.select(columns).iter_rows(), docs, strict=True
    ):
        if doc.text != straighten(text):
            raise ValueError(f"article {article_id}: the annotation of block {block_id} is of another text")
        paragraphs.setdefault(article_id, []).append(Paragraph(block_id, kind, text, doc, raw_start, start_char))
    for article_id, published_on, outlet in articles.select("article_id", "published_on", "outlet").iter_rows():
        yield Article(article_id, published_on, paragraphs.get(article_id, []), countries.get(outlet))
