"""Stories: those of some days, those that hold given words, and all that is known of one."""

# ruff: noqa: S608 - the parts that queries are put together from are constants

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from warehouse.read.claim_number import NUMBER
from warehouse.read.connection import as_query_error, connect, render_sql
from warehouse.read.entity import ArticleSummary
from warehouse.read.search import articles_with_all, stem, words_of
from warehouse.read.truncated import Truncated, first_rows

RECENT_DAYS = 7
"""Days of news that are listed where none are asked for: a week, in which most stories begin and end."""


@dataclass(frozen=True, slots=True)
class StorySummary:
    """A story in short; the fields are columns of `stories`."""

    story_id: int
    first_published_on: date | None
    last_published_on: date | None
    headline: str | None
    articles: int
    independent_articles: int
    outlets: int


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article that tells a story, with those that reprint it; the other fields are columns of `articles`."""

    article_id: int
    published_on: date | None
    outlet: str | None
    headline: str | None
    copies: tuple[ArticleSummary, ...]


@dataclass(frozen=True, slots=True)
class StoryEntity:
    """Somebody or something that a story names, with the articles that do, copies left out, and mentions there."""

    entity_id: int
    kind: str
    name: str
    articles: int
    mentions: int
    country_code: str | None


@dataclass(frozen=True, slots=True)
class StorySpeaker:
    """Somebody whom a story quotes; copies are not counted. `entity_id` is null for words that name no entity."""

    entity_id: int | None
    speaker: str
    quotations: int
    articles: int


@dataclass(frozen=True, slots=True)
class StoryClaim:
    """One claim of a story; the fields are columns of `marts.claim_timeline`, but for `number`: it as text.

    `sentence` and `article_id` are those of its first figure in the story.
    """

    figure_id: int
    event: str
    claimant: str
    as_of: date | None
    status: str
    number: str
    counted: str | None
    place: str | None
    is_superseded: bool
    is_revision: bool
    article_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story with all that is known of it.

    Attributes:
        story: the story in short.
        redirected: `merged`, `split` or `removed` if the id that was asked for is an older one that leads here; else
            None.
        thread_id: the thread that it continues.
        papers: its articles, the outlet that told it first before the others, each in order of days; copies stand
            under what they reprint.
        named: people, organisations and groups, those in most articles first.
        quoted: those with most quotations first.
        claims: its numbers, by event and claimant in order of days.
        places: those in most articles first.
        before: earlier stories of its thread, the latest first.
        after: later ones, the earliest first.
    """

    story: StorySummary
    redirected: str | None
    thread_id: int
    papers: Truncated[StoryArticle]
    named: Truncated[StoryEntity]
    quoted: Truncated[StorySpeaker]
    claims: Truncated[StoryClaim]
    places: Truncated[StoryEntity]
    before: Truncated[StorySummary]
    after: Truncated[StorySummary]


@dataclass(frozen=True, slots=True)
class StoriesFound:
    """Stories, the most covered first, and the days that were looked at; None for a side that is open."""

    stories: Truncated[StorySummary]
    since: date | None
    until: date | None


def recent_stories(path: Path, since: date | None, until: date | None, limit: int | None) -> StoriesFound:
    """Returns the stories that were told between two days, those of most outlets first.

    Args:
        path: the published file.
        since: first day; None for the last `RECENT_DAYS` days up to `until`.
        until: last day; None for the latest day of publication.
        limit: most stories to return; None for all.

    Raises:
        QueryError: the file holds no such tables, or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, as_query_error():
        bounds = render_sql(_BOUNDS, since=_iso(since), until=_iso(until), days=RECENT_DAYS - 1)
        first, last = con.execute(bounds).fetchall()[0]
        return StoriesFound(_listed(con, None, first, last, limit), first, last)


def stories_with(path: Path, words: str, since: date | None, until: date | None, limit: int | None) -> StoriesFound:
    """Returns the stories with an article that holds all words, or, where a headline does, those with such a headline.

    Arguments, order and errors are those of `recent_stories`; None for a day leaves that side open.

    Args:
        path: the published file.
        words: the words, separated by anything but letters and digits.
        since: first day.
        until: last day.
        limit: most stories to return; None for all.
    """
    ids = articles_with_all(path, words)
    with closing(connect(path)) as con, as_query_error():
        stems = [stem(word) for word in words_of(words)]
        found = con.execute(render_sql(_MATCHING, ids=[str(number) for number in ids], stems=stems)).fetchall()
        by_headline = [str(story_id) for story_id, in_headline in found if in_headline]
        stories = by_headline or [str(story_id) for story_id, _ in found]
        return StoriesFound(_listed(con, stories, since, until, limit), since, until)


def story(path: Path, story_id: int, limit: int | None) -> StoryView | None:
    """Returns the story of an id, also of an older one that was merged or split; None if the id was never published.

    Args:
        path: the published file.
        story_id: any id that a story ever had.
        limit: most rows of each list; None for all.

    Raises:
        QueryError: the file holds no such tables, or is damaged.
        WarehouseError: the file cannot be opened.
    """
    with closing(connect(path)) as con, as_query_error():
        # The id is passed as text, since a number may be too large for DuckDB.
        found = con.execute(render_sql(_STORY, id=str(story_id))).fetchone()
        if found is None:
            return None
        redirected, thread_id, *summary = found
        told = StorySummary(*summary)
        current = told.story_id
        return StoryView(
            story=told,
            redirected=redirected,
            thread_id=thread_id,
            papers=_papers(con, current, limit),
            named=first_rows(con, _NAMED.replace("{kinds}", "kind <> 'PLACE'"), StoryEntity, current, limit),
            quoted=first_rows(con, _QUOTED, StorySpeaker, current, limit),
            claims=first_rows(con, _CLAIMS, StoryClaim, current, limit),
            places=first_rows(con, _NAMED.replace("{kinds}", "kind = 'PLACE'"), StoryEntity, current, limit),
            before=first_rows(con, _BEFORE, StorySummary, current, limit),
            after=first_rows(con, _AFTER, StorySummary, current, limit),
        )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _listed(
    con: duckdb.DuckDBPyConnection, stories: Sequence[str] | None, since: date | None, until: date | None,
    limit: int | None,
) -> Truncated[StorySummary]:  # fmt: skip
    """Returns stories in short; `stories` are the ids to choose from, None for all."""
    chosen = None if stories is None else list(stories)
    sql = render_sql(_LISTED, stories=chosen, since=_iso(since), until=_iso(until), limit=limit)
    rows = con.execute(sql).fetchall()
    return Truncated(tuple(StorySummary(*row[1:]) for row in rows), rows[0][0] if rows else 0)


def _papers(con: duckdb.DuckDBPyConnection, story_id: int, limit: int | None) -> Truncated[StoryArticle]:
    """Returns the articles of a story that reprint no other of it, with those that reprint them."""
    copies: dict[int, list[ArticleSummary]] = {}
    originals: list[ArticleSummary] = []
    for original, *row in con.execute(render_sql(_PAPERS, id=story_id)).fetchall():
        of_original = originals if original is None else copies.setdefault(original, [])
        of_original.append(ArticleSummary(*row))
    found = (
        StoryArticle(
            paper.article_id, paper.published_on, paper.outlet, paper.headline, tuple(copies.get(paper.article_id, ()))
        )
        for paper in originals[:limit]
    )
    return Truncated(tuple(found), len(originals))


_SUMMARY = """
    story_id, first_published_on, last_published_on, headline, articles, independent_articles, outlets
"""

_BOUNDS = """
    SELECT coalesce($since::DATE, last_day - $days), last_day
    FROM (SELECT coalesce($until::DATE, max(published_on)) AS last_day FROM articles)
"""

# A story without a day is found by its words only.
_LISTED = f"""
    SELECT count(*) OVER (), {_SUMMARY} FROM stories
    WHERE ($stories::VARCHAR[] IS NULL OR story_id IN (SELECT unnest($stories::VARCHAR[])::BIGINT))
        AND ($since::DATE IS NULL OR last_published_on >= $since::DATE)
        AND ($until::DATE IS NULL OR first_published_on <= $until::DATE)
    ORDER BY outlets DESC, independent_articles DESC, articles DESC, last_published_on DESC NULLS LAST, story_id
    LIMIT $limit
"""

_MATCHING = r"""
    SELECT story_id, bool_or(list_bool_and(list_transform($stems::VARCHAR[], lambda stem: contains(
        ' ' || regexp_replace(lower(coalesce(headline, '')), '[^\pL\pN_]+', ' ', 'g'), ' ' || stem)))) AS in_headline
    FROM articles WHERE article_id IN (SELECT unnest($ids::VARCHAR[])::BIGINT)
    GROUP BY story_id ORDER BY story_id
"""

_STORY = f"""
    WITH asked AS (SELECT TRY_CAST($id AS BIGINT) AS id),
    found AS (
        SELECT story_id, NULL AS reason FROM stories JOIN asked ON story_id = id
        UNION ALL
        SELECT new_story_id, reason FROM story_redirects JOIN asked ON old_story_id = id
    )
    SELECT reason, thread_id, {_SUMMARY} FROM found JOIN stories USING (story_id)
"""

# A copy whose original is in another story stands for itself.
_PAPERS = """
    WITH told AS (
        SELECT article_id, published_on, outlet, headline, copy_of FROM articles WHERE story_id = $id
    )
    SELECT CASE WHEN copy_of IN (SELECT article_id FROM told) THEN copy_of END AS original, article_id, published_on,
        outlet, headline
    FROM told
    ORDER BY min(published_on) OVER (PARTITION BY outlet) NULLS LAST, outlet NULLS LAST, published_on NULLS LAST,
        article_id
"""

_NAMED = """
    SELECT count(*) OVER (), entity_id, kind, name, count(DISTINCT article_id) AS articles, count(*) AS mentions,
        country_code
    FROM mentions JOIN articles USING (article_id) JOIN entities USING (entity_id)
    WHERE story_id = $id AND copy_of IS NULL AND {kinds}
    GROUP BY entity_id, kind, name, country_code ORDER BY articles DESC, mentions DESC, name, entity_id
"""

_QUOTED = """
    SELECT count(*) OVER (), speaker_entity_id, coalesce(name, speaker) AS who, count(*) AS quotations,
        count(DISTINCT article_id)
    FROM quotes JOIN articles USING (article_id) LEFT JOIN entities ON entities.entity_id = speaker_entity_id
    WHERE story_id = $id AND copy_of IS NULL AND coalesce(name, speaker) IS NOT NULL
    GROUP BY speaker_entity_id, who ORDER BY quotations DESC, who, speaker_entity_id
"""

_CLAIMS = f"""
    WITH told AS (
        SELECT figure_id, article_id, sentence FROM figures JOIN articles USING (article_id)
        WHERE story_id = $id AND event IS NOT NULL
    ),
    of_story AS (
        SELECT claim.*, list_min(list_intersect(figures, (SELECT list(figure_id) FROM told))) AS own_figure_id
        FROM marts.claim_timeline AS claim
        WHERE list_has_any(figures, (SELECT coalesce(list(figure_id), []) FROM told))
    )
    SELECT count(*) OVER (), own_figure_id, event, claimant, as_of, status, {NUMBER}, counted, place, is_superseded,
        is_revision, told.article_id, told.sentence
    FROM of_story JOIN told ON told.figure_id = own_figure_id
    ORDER BY count(*) OVER (PARTITION BY event) DESC, event, claimant, as_of NULLS LAST, own_figure_id
"""

_THREAD = f"""
    WITH told AS (SELECT thread_id, first_published_on, story_id FROM stories WHERE story_id = $id)
    SELECT count(*) OVER (), {_SUMMARY}
    FROM stories AS other WHERE thread_id = (SELECT thread_id FROM told) AND story_id <> $id
        AND ((coalesce(first_published_on, DATE '9999-01-01'), story_id)
            < (SELECT (coalesce(first_published_on, DATE '9999-01-01'), story_id) FROM told)) = {{is_before}}
    ORDER BY first_published_on {{order}}, story_id {{order}}
"""

_BEFORE = _THREAD.format(is_before="true", order="DESC")

_AFTER = _THREAD.format(is_before="false", order="ASC")
