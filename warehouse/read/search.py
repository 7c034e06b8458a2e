"""Full-text search: the articles that hold given words.

Without the index (`warehouse.read.search_index`), or without its extension, the body of every article is searched.
"""

# ruff: noqa: S608 - what the SQL is put together from are constants

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from warehouse.read.connection import as_query_error, connect, render_sql
from warehouse.read.search_index import INDEX, extension

BESIDE = 90
"""Characters of the body shown on each side of the first word found."""

MOST_WORDS = 32
"""Words that are searched for; the rest of a longer query is ignored, since hardly any query is longer."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that contains the words, and a piece of its body around the first of them.

    Attributes:
        article_id: the article; of a syndicated story the first copy.
        published_on: its day of publication.
        outlet: its publisher.
        headline: its headline.
        copies: number of other articles with the same text.
        snippet: the piece of its body; an ellipsis stands where text was left out.
    """

    article_id: int
    published_on: date | None
    outlet: str | None
    headline: str | None
    copies: int
    snippet: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The articles that match best, best first, and whether the index was used."""

    hits: tuple[Hit, ...]
    by_index: bool


def find(
    version: Path, words: str, *, outlet: str | None, since: date | None, until: date | None, limit: int
) -> SearchResult:
    """Finds the articles that contain words, best match first.

    With the index, other forms of a word match too ("floods" for "flood"), and not all words need to be there. Without
    it an article must contain all words exactly, and those that contain them most often come first.

    Args:
        version: the published file.
        words: the words to search for, separated by anything but letters and digits.
        outlet: only articles of this outlet; None for all.
        since: only articles of this day or later; None for all.
        until: only articles of this day or earlier; None for all.
        limit: most articles to return.

    Raises:
        QueryError: the version is damaged.
        WarehouseError: the version cannot be opened.
    """
    looked_for = words_of(words)[:MOST_WORDS]
    scores = _scores(version.with_name(INDEX), " ".join(looked_for)) if looked_for else []
    by_index = scores is not None
    sql = render_sql(
        _INDEXED if scores is not None else _SCANNED,
        words=looked_for,
        ids=[str(article_id) for article_id, _ in scores or ()],
        scores=[str(score) for _, score in scores or ()],
        outlet=outlet,
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
        limit=limit,
    )
    with closing(connect(version)) as con, as_query_error():
        rows = con.execute(sql).fetchall()
    hits = [Hit(*row) for row in rows]
    return SearchResult(tuple(replace(hit, snippet=_snippet(hit.snippet, looked_for)) for hit in hits), by_index)


def articles_with_all(version: Path, words: str) -> list[int]:
    """Returns the articles that hold all words, copies left out; with the index other forms of a word match too.

    Args:
        version: the published file.
        words: the words to search for, separated by anything but letters and digits.

    Raises:
        QueryError: the version is damaged.
        WarehouseError: the version cannot be opened.
    """
    looked_for = words_of(words)[:MOST_WORDS]
    if not looked_for:
        return []
    scores = _scores(version.with_name(INDEX), " ".join(looked_for), with_all=True)
    if scores is not None:
        return sorted(article_id for article_id, _ in scores)
    with closing(connect(version)) as con, as_query_error():
        return [row[0] for row in con.execute(render_sql(_HOLDING, words=looked_for)).fetchall()]


def words_of(text: str) -> list[str]:
    """Returns the words of a text in small letters, each once."""
    return list(dict.fromkeys(word.lower() for word in re.findall(r"\w+", text)))


def stem(word: str) -> str:
    """Returns the start that forms of a word share ("flood" for "floods" and "flooded"), to highlight them."""
    return re.sub(r"(?<=\w{3})(?:ing|ed|es|s)$", "", word.lower())


def _scores(index: Path, words: str, *, with_all: bool = False) -> list[tuple[int, float]] | None:
    """Returns the ids of the articles that the index finds, with BM25 scores; None if there is no usable index.

    Args:
        index: the file.
        words: the words, with a space between two.
        with_all: only articles that hold all of them.
    """
    library = extension()
    if library is None or not index.is_file():
        return None
    try:
        with duckdb.connect(str(index), read_only=True) as con:
            con.execute(render_sql("LOAD $extension", extension=str(library)))
            return con.execute(render_sql(_MATCHED, words=words, all=int(with_all))).fetchall()
    except duckdb.Error:  # damaged, or of another version of DuckDB: then the bodies are searched
        return None


_MATCHED = """
    SELECT article_id, score FROM (
        SELECT article_id, fts_main_texts.match_bm25(article_id, $words, conjunctive := $all) AS score FROM texts
    ) WHERE score IS NOT NULL
"""

_FILTERED = """
    FROM scored JOIN articles AS a USING (article_id)
    WHERE ($outlet IS NULL OR a.outlet = $outlet)
        AND ($since::DATE IS NULL OR a.published_on >= $since::DATE)
        AND ($until::DATE IS NULL OR a.published_on <= $until::DATE)
    ORDER BY score DESC, a.published_on DESC NULLS LAST, article_id LIMIT $limit
"""
_SHOWN = """
    SELECT article_id, a.published_on, a.outlet, a.headline,
        (SELECT count(*) FROM articles AS c WHERE c.duplicate_of = a.article_id) AS copies,
        CASE WHEN starts_with(a.body, a.headline) THEN substr(a.body, len(a.headline) + 1) ELSE a.body END AS body
"""

_INDEXED = f"""
    WITH scored AS (SELECT unnest($ids::VARCHAR[])::BIGINT AS article_id, unnest($scores::VARCHAR[])::DOUBLE AS score)
    {_SHOWN} {_FILTERED}
"""

_HOLDING = """
    SELECT article_id FROM articles WHERE duplicate_of IS NULL AND list_bool_and(list_transform($words::VARCHAR[],
        lambda word: contains(lower(body), word) OR contains(lower(coalesce(headline, '')), word)))
"""

# A word in the headline counts five times: it says more about the article than a word in a paragraph.
_SCANNED = f"""
    WITH texts AS (
        SELECT article_id, lower(coalesce(headline, '')) AS headline, lower(body) AS body
        FROM articles WHERE duplicate_of IS NULL
    ),
    scored AS (
        SELECT article_id, list_sum(list_transform($words::VARCHAR[], lambda word:
            len(string_split(body, word)) - 1 + 5 * (len(string_split(headline, word)) - 1))) AS score
        FROM texts
        WHERE list_bool_and(list_transform($words::VARCHAR[], lambda word:
            contains(body, word) OR contains(headline, word)))
    )
    {_SHOWN} {_FILTERED}
"""


def _snippet(body: str, words: Sequence[str]) -> str:
    """Returns a piece of a body around the first of the words, on one line."""
    text = " ".join(body.split())
    at = next(_places(text, words), 0)
    start = max(0, at - BESIDE)
    end = min(len(text), at + BESIDE)
    if start:
        start = text.find(" ", start) + 1
    if end < len(text):
        end = text.rfind(" ", start, end) if " " in text[start:end] else end
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _places(text: str, words: Sequence[str]) -> Iterator[int]:
    stems = tuple(stem(word) for word in words)
    return (match.start() for match in re.finditer(r"\w+", text) if match[0].lower().startswith(stems))
