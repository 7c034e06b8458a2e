"""Claims: who states which number, and for which day."""

# ruff: noqa: S608 - the parts that queries are put together from are constants

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, TextIO

from warehouse import QueryError
from warehouse.read.claim_number import NUMBER
from warehouse.read.connection import as_query_error, connect, render_sql
from warehouse.read.entity import bearers, similar
from warehouse.read.known_names import SHOWN, did_you_mean, known_event, known_outlet, quoted
from warehouse.read.query import run
from warehouse.schema.escaping import escape


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """Which claims are asked for; what is null asks for nothing.

    Attributes:
        event: one of `warehouse.schema.tables.values.EVENTS`.
        place: the name of a place, in any spelling that `bearers` finds.
        story: the id of a story, also one that was given up, or words of the headline of one of its articles.
        claimant: the name of an entity that claims, or words of what a claimant is called.
        outlet: the name of an outlet, in upper or lower case: claims that its articles state, by whomever.
        since: the first day.
        until: the last day; a claim without a day is on no day.
        with_all: denials too, and what is not actual.
    """

    event: str | None = None
    place: str | None = None
    story: str | None = None
    claimant: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    with_all: bool = False


@dataclass(frozen=True, slots=True)
class ClaimView:
    """What one claimant says about one series on one day; the fields are columns of `marts.claim_timeline`.

    Attributes:
        headline: that of the thread.
        number: the number as text.
        surface: the number as it stands in the sentence.
        number_start: the place of its first character there.
    """

    series: str | None
    event: str
    told_on: date | None
    claimant: str
    status: str
    value_low: float | None
    value_high: float | None
    bound: str
    counted: str | None
    place: str | None
    measure: str | None
    unit: str | None
    currency: str | None
    is_revision: bool
    headline: str | None
    number: str
    is_superseded: bool
    is_background: bool
    claimant_entity_id: int | None
    outlet: str | None
    articles: int
    independent_articles: int
    article_id: int
    figure_id: int
    sentence: str
    surface: str
    number_start: int | None


def print_claims(path: Path, asked: ClaimQuery, format_: str, stream: TextIO) -> None:
    """Prints claims, those of a happening together, in order of time for each claimant.

    Args:
        path: the published file.
        asked: which claims.
        format_: a key of `formats.WRITERS`.
        stream: where the rows are written.

    Raises:
        QueryError: nothing has this event, or is called so, or the file lacks these tables.
        WarehouseError: the file cannot be opened.
    """
    factuality = "factuality," if asked.with_all else ""
    run(path, _SHOWN.replace("$claims", claims_sql(path, asked)).replace("$factuality", factuality), format_, stream)


def claims(path: Path, asked: ClaimQuery) -> list[ClaimView]:
    """Returns the claims that `print_claims` prints, in the same order.

    Args:
        path: the published file.
        asked: which claims, without `with_all`.

    Raises:
        QueryError: as for `print_claims`.
        WarehouseError: the file cannot be opened.
    """
    return [ClaimView(*row) for row in _rows(path, _VIEWS.replace("$claims", claims_sql(path, asked)))]


def claims_sql(path: Path, asked: ClaimQuery) -> str:
    """Returns SQL for the claims that are asked for: what may follow FROM.

    Raises:
        QueryError: nothing has this event, or is called so.
    """
    conditions = [
        render_sql(condition, value=find(path, value))
        for value, condition, find in (
            (asked.event, "event = $value", known_event),
            (asked.place, "place_entity_id::VARCHAR IN (SELECT unnest($value))", _places),
            (asked.story, _TOLD_BY.format("story_id::VARCHAR = $value"), _story),
            (asked.claimant, f"{_CLAIMANT} IN (SELECT unnest($value))", _claimants),
            (asked.outlet, _TOLD_BY.format("outlet = $value"), known_outlet),
        )
        if value is not None
    ]
    conditions += [
        render_sql(condition, day=day.isoformat())
        for day, condition in ((asked.since, "told_on >= $day::DATE"), (asked.until, "told_on <= $day::DATE"))
        if day is not None
    ]
    return f"{_ALL_CLAIMS if asked.with_all else 'marts.claim_timeline'} WHERE {' AND '.join(conditions) or 'true'}"


# What a user wrote, as it stands in the columns; an error names what there is


def _places(path: Path, place: str) -> list[str]:
    if places := [str(found.entity.entity_id) for found in bearers(path, place, "PLACE")]:
        return places
    alike = quoted(similar(path, place, "PLACE"))
    raise QueryError(f'no PLACE is called "{escape(place)}"' + (f"; spelt alike: {alike}" if alike else ""))


def _story(path: Path, story: str) -> str:
    if story.isdecimal():
        if ids := _texts(path, render_sql(_STORY_OF_ID, id=story)):
            return ids[0]
        raise QueryError(f"no story has the id {story}; `newsledger claims` shows the stories of all claims")
    found = _rows(path, render_sql(_STORIES_OF_WORDS, words=story.split()))
    if len(found) == 1:
        return str(found[0][0])
    if not found:
        latest = _with_headlines(_rows(path, _LATEST_STORIES)) or "none"
        raise QueryError(f'no headline has the words "{escape(story)}"; the latest stories are {latest}')
    more = f", and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    named = _with_headlines(found[:SHOWN])
    raise QueryError(f'"{escape(story)}" fits {len(found)} stories, so give the id of one: {named}{more}')


def _with_headlines(stories: Sequence[tuple[Any, ...]]) -> str:
    return "; ".join(f'{story_id} "{escape(headline or "")}"' for story_id, headline in stories)


def _claimants(path: Path, claimant: str) -> list[str]:
    named = [str(found.entity.entity_id) for found in bearers(path, claimant, None)]
    if found := _texts(path, render_sql(_CLAIMANTS, ids=named, words=claimant)):
        return found
    claimants = _texts(path, _OFTEN)
    raise QueryError(
        f'nobody who claims is called "{escape(claimant)}"; {did_you_mean(claimant, claimants)}most often claim '
        f"{quoted(claimants)}"
    )


def _rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(connect(path)) as con, as_query_error():
        return con.execute(sql).fetchall()


def _texts(path: Path, sql: str) -> list[str]:
    return [str(text) for (text,) in _rows(path, sql)]


_CLAIMANT: Final = "coalesce(claimant_entity_id::VARCHAR, claimant)"

_CLAIMANTS: Final = f"""
    SELECT DISTINCT {_CLAIMANT} AS id FROM marts.all_claims
    WHERE claimant_entity_id::VARCHAR IN (SELECT unnest($ids))
        OR contains(
            lower(strip_accents(claimant)), regexp_replace(lower(strip_accents($words)), '^ *((the|a|an) +)?', '')
        )
    ORDER BY id
"""

_OFTEN: Final = "SELECT claimant FROM marts.all_claims GROUP BY claimant ORDER BY count(*) DESC, claimant"

_STORY_OF_ID: Final = """
    SELECT coalesce(new_story_id, asked.story_id) AS story_id
    FROM (SELECT TRY_CAST($id AS BIGINT) AS story_id) AS asked
    LEFT JOIN story_redirects ON old_story_id = asked.story_id
    WHERE coalesce(new_story_id, asked.story_id) IN (SELECT story_id FROM stories)
"""

_STORIES_OF_WORDS: Final = """
    SELECT story_id, any_value(stories.headline) AS headline
    FROM articles JOIN stories USING (story_id)
    WHERE len(list_filter($words, lambda word: NOT contains(
        lower(strip_accents(coalesce(articles.headline, ''))), lower(strip_accents(word))
    ))) = 0
    GROUP BY story_id, stories.articles ORDER BY stories.articles DESC, story_id
"""

_LATEST_STORIES: Final = """
    SELECT story_id, headline FROM stories WHERE headline IS NOT NULL
    ORDER BY last_published_on DESC NULLS LAST, articles DESC, story_id LIMIT 4
"""

_TOLD_BY: Final = """figure_id IN (
    SELECT claim.figure_id FROM (SELECT figure_id, unnest(figures) AS told FROM marts.all_claims) AS claim
    JOIN figures AS figure ON figure.figure_id = claim.told JOIN articles USING (article_id) WHERE {}
)"""

_ORDER: Final = "thread_id, event, series NULLS LAST, claimant, told_on NULLS LAST, as_of NULLS LAST, figure_id"

_SHOWN: Final = f"""
    SELECT told_on, claimant, status, $factuality event, {NUMBER} AS number, counted, place, measure,
        independent_articles, articles, CASE
            WHEN is_background THEN 'another happening'
            WHEN is_revision THEN 'revised down'
            WHEN is_superseded THEN 'superseded'
            WHEN comparable = 0 THEN 'not comparable'
            ELSE ''
        END AS note, story_id, figure_id
    FROM $claims ORDER BY {_ORDER}
"""

_ALL_CLAIMS: Final = """(
    FROM marts.all_claims
    LEFT JOIN (SELECT figure_id, is_revision, is_superseded, comparable FROM marts.claim_timeline) USING (figure_id)
)"""

_VIEWS: Final = f"""
    SELECT series, event, told_on, claimant, status, value_low, value_high, bound, counted, place, measure, unit,
        currency, is_revision, headline, {NUMBER}, is_superseded, is_background, claimant_entity_id, outlet, articles,
        independent_articles, article_id, figure_id, sentence, surface, number_start
    FROM (SELECT * FROM $claims) JOIN (SELECT thread_id, headline FROM threads) USING (thread_id)
    JOIN (SELECT figure_id, surface, number_start FROM marts.figures_with_source) USING (figure_id)
    ORDER BY {_ORDER}
"""
