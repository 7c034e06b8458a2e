"""What the news tells of one entity: on which days, in whose company, what it says, and its numbers."""

# ruff: noqa: S608 - the parts that queries are put together from are constants

from dataclasses import dataclass
from datetime import date

import duckdb

from warehouse.read.claim_number import NUMBER
from warehouse.read.truncated import Truncated, first_rows


@dataclass(frozen=True, slots=True)
class EntityDay:
    """How often one day names an entity; the fields are columns of `marts.entity_days`."""

    day: date | None
    mentions: int
    articles: int
    independent_articles: int
    share: float


@dataclass(frozen=True, slots=True)
class EntityQuote:
    """One quotation of an entity; the fields are columns of `marts.quotes_with_source`."""

    quote_id: int
    published_on: date | None
    outlet: str | None
    kind: str
    text: str
    cue: str | None
    stance: str | None
    article_id: int


@dataclass(frozen=True, slots=True)
class EntityClaim:
    """One claim by an entity or about it; the fields are columns of `marts.claims`, but for `number`: it as text."""

    figure_id: int
    as_of: date | None
    claimant: str
    status: str
    event: str
    number: str
    counted: str | None
    place: str | None
    independent_articles: int


@dataclass(frozen=True, slots=True)
class CoMention:
    """Another entity that the same articles name; `independent_articles` counts one with its copies once."""

    entity_id: int
    kind: str
    name: str
    articles: int
    independent_articles: int


@dataclass(frozen=True, slots=True)
class EntityNews:
    """What the news tells of an entity.

    Attributes:
        days: the days that name it, the latest first.
        quotes: what it says, the latest first; one that a copy has from its original is there once.
        claims_made: numbers that it states, the latest first.
        claims_about: numbers of which it is what is counted, who did it, to whom it was done, or the place.
        named_with: those with whom most articles name it first, copies left out.
    """

    days: Truncated[EntityDay]
    quotes: Truncated[EntityQuote]
    claims_made: Truncated[EntityClaim]
    claims_about: Truncated[EntityClaim]
    named_with: Truncated[CoMention]


def entity_news(con: duckdb.DuckDBPyConnection, entity_id: int, limit: int | None) -> EntityNews:
    """Returns what the news tells of an entity.

    Args:
        con: an open published file.
        entity_id: the entity.
        limit: most rows of each list; None for all.

    Raises:
        duckdb.Error: the file holds no such tables, or is damaged.
    """
    return EntityNews(
        days=first_rows(con, _DAYS, EntityDay, entity_id, limit),
        quotes=first_rows(con, _QUOTES, EntityQuote, entity_id, limit),
        claims_made=first_rows(con, _CLAIMS_MADE, EntityClaim, entity_id, limit),
        claims_about=first_rows(con, _CLAIMS_ABOUT, EntityClaim, entity_id, limit),
        named_with=first_rows(con, _NAMED_WITH, CoMention, entity_id, limit),
    )


_DAYS = """
    SELECT count(*) OVER (), day, mentions, articles, independent_articles, share
    FROM marts.entity_days WHERE entity_id = $id
    ORDER BY day DESC NULLS LAST
"""

# A desk may add quotations to a copy: what the original has as well is left out, and not all that copies have.
_QUOTES = """
    WITH said AS (
        SELECT quote.*, copy_of, translate(text, '‘’', '''''') AS wording
        FROM marts.quotes_with_source AS quote JOIN main.articles USING (article_id)
        WHERE speaker_entity_id = $id
    )
    SELECT count(*) OVER (), quote_id, published_on, outlet, kind, text, cue, stance, article_id
    FROM said ANTI JOIN said AS original ON original.article_id = said.copy_of AND original.wording = said.wording
    ORDER BY published_on DESC NULLS LAST, article_id DESC, quote_id
"""

_CLAIMS = f"""
    SELECT count(*) OVER (), figure_id, as_of, claimant, status, event, {NUMBER}, counted, place, independent_articles
    FROM marts.claims WHERE {{which}}
    ORDER BY as_of DESC NULLS LAST, figure_id
"""

_CLAIMS_MADE = _CLAIMS.replace("{which}", "claimant_entity_id = $id")

_CLAIMS_ABOUT = _CLAIMS.replace(
    "{which}",
    """list_has_any(figures, (
        SELECT coalesce(list(figure_id), []) FROM main.figures AS figure WHERE event IS NOT NULL
            AND $id IN (counted_entity_id, actor_entity_id, target_entity_id, place_entity_id)
    ))""",
)

_NAMED_WITH = """
    SELECT count(*) OVER (), other_entity_id, other_kind, other_name, articles, independent_articles
    FROM marts.co_mentions WHERE entity_id = $id
    ORDER BY independent_articles DESC, articles DESC, other_name, other_entity_id
"""
