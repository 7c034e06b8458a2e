"""Answers for programs: small documents, each statement in them with its sentence, outlet, article and characters.

`raw_start` and `raw_end` count characters of `articles.raw_text`, so whoever asks can check each statement.
"""

import json
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

from warehouse import QueryError
from warehouse.read.bounded_query import run_bounded
from warehouse.read.claims import ClaimQuery, claims_sql
from warehouse.read.connection import as_query_error, connect, render_sql
from warehouse.read.entity import bearers, meant, similar
from warehouse.read.figure import figure as find_figure
from warehouse.read.known_names import known_outlet, quoted
from warehouse.read.search import find, words_of
from warehouse.read.story import recent_stories, stories_with
from warehouse.schema.escaping import escape

Document = dict[str, Any]

SQL_ROWS: Final = 200
"""Rows of an answer to SQL: a program that reads more than that should export."""

SQL_BYTES: Final = 10**6
"""Bytes of an answer to SQL, for the same reason."""


def search(path: Path, words: str, outlet: str | None, since: date | None, until: date | None, limit: int) -> Document:
    """Returns the articles that hold words, best match first, each with its first block that has one of them.

    Raises:
        QueryError: no outlet is called so.
    """
    asked = known_outlet(path, outlet) if outlet else None
    found = find(path, words, outlet=asked, since=since, until=until, limit=limit)
    ids = [str(hit.article_id) for hit in found.hits]
    blocks = {row["article_id"]: row for row in _rows(path, render_sql(_BLOCKS, ids=ids, words=words_of(words)))}
    nowhere = {"sentence": None, "raw_start": None, "raw_end": None}
    return {
        "articles": [
            {"article_id": hit.article_id, "published_on": hit.published_on, "outlet": hit.outlet,
             "headline": hit.headline, "copies": hit.copies} | blocks.get(hit.article_id, nowhere)
            for hit in found.hits
        ]
    }  # fmt: skip


def story(path: Path, asked: str, limit: int) -> Document:
    """Returns one story with its articles and numbers, by id or by words of its articles; several of them in short.

    Without words, those of the last days.

    Raises:
        QueryError: there is none.
    """
    if asked.isascii() and asked.isdecimal():
        return _story(path, asked[:18], limit)
    found = (stories_with(path, asked, None, None, limit) if asked else recent_stories(path, None, None, limit)).stories
    if asked and found.total == 1:
        return _story(path, str(found.rows[0].story_id), limit)
    if not found.rows:
        raise QueryError(f'no story holds "{escape(asked)}"')
    return {"stories": [asdict(one) for one in found.rows], "of": found.total}


def claims(path: Path, asked: ClaimQuery, limit: int) -> Document:
    """Returns who says how many, each claim with the sentence of its first figure.

    Raises:
        QueryError: nothing has this event, or is called so.
    """
    return {"claims": _rows(path, _CLAIMS.format(claims_sql(path, asked), limit))}


def figure(path: Path, figure_id: int) -> Document:
    """Returns one number with its sentence, and by which rule each of its parts was read from which words.

    Raises:
        QueryError: there is none of this id.
    """
    found = find_figure(path, figure_id)
    if found is None:
        raise QueryError(f"no figure has the id {figure_id}")
    return asdict(found)


def entity(path: Path, name: str, limit: int) -> Document:
    """Returns what articles tell of a person, body or place, by its id or any spelling of its name.

    Raises:
        QueryError: none is called so, or several are and none has most mentions of the name.
    """
    if name.isascii() and name.isdecimal():
        entity_id = name[:18]
    else:
        found = bearers(path, name, None)
        one = meant(found)
        if not found:
            alike = quoted(similar(path, name, None))
            raise QueryError(f'no entity is called "{escape(name)}"' + (f"; spelt alike: {alike}" if alike else ""))
        if one is None:
            ids = "; ".join(f"{other.entity.entity_id} {other.entity.kind} {other.entity.name}" for other in found[:8])
            raise QueryError(f'several entities are called "{escape(name)}", so ask for the id of one: {escape(ids)}')
        entity_id = str(one.entity_id)
    about = _rows(path, render_sql(_ENTITY, id=entity_id))
    if not about:
        raise QueryError(f"no entity has, or ever had, the id {entity_id}")
    facts = _rows(path, render_sql(_FACTS, id=str(about[0]["entity_id"]), limit=limit))
    return about[0] | {"facts": facts}


def quotations(path: Path, words: str, speaker: str | None, limit: int) -> Document:
    """Returns the quotations that hold all of some words, newest first; of one speaker, where one is given."""
    ids = [str(one.entity.entity_id) for one in bearers(path, speaker, None)] if speaker else None
    wanted = re.findall(r"\w+", words)
    return {"quotations": _rows(path, render_sql(_QUOTES, words=wanted, ids=ids or [], speaker=speaker, limit=limit))}


def sql(path: Path, query: str) -> Document:
    """Returns the first rows of one query, within the limits of `bounded_query`.

    Raises:
        QueryError: it is no query, it fails, or takes more than it may.
    """
    with run_bounded(path, query, f"head:{SQL_ROWS}") as written:
        text = written.read(SQL_BYTES + 1)
    if len(text) > SQL_BYTES:
        raise QueryError("the answer has more than 1 MB; ask for fewer columns, or for parts: left(body, 500)")
    found = json.loads(text)
    return {"columns": found["columns"], "rows": found["rows"], "more_rows": found["more"]}


def _story(path: Path, story_id: str, limit: int) -> Document:
    found = _rows(path, render_sql(_STORY, id=story_id))
    if not found:
        raise QueryError(f"no story has, or ever had, the id {story_id}")
    of_story: dict[str, str | int] = {"id": str(found[0]["story_id"]), "limit": limit}
    claims_of = _CLAIMS.format("marts.claim_timeline WHERE story_id = $id::BIGINT", "$limit")
    return found[0] | {
        "articles_of_it": _rows(path, render_sql(_ARTICLES, **of_story)),
        "claims": _rows(path, render_sql(claims_of, **of_story)),
    }


def _rows(path: Path, query: str) -> list[Document]:
    with closing(connect(path)) as con, as_query_error():
        result = con.execute(query)
        names: Sequence[str] = [str(column[0]) for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


_BLOCKS: Final = """
    SELECT article_id, arg_min(text, block_no) AS sentence, arg_min(raw_start, block_no) AS raw_start,
        arg_min(raw_end, block_no) AS raw_end
    FROM blocks
    WHERE article_id::VARCHAR IN (SELECT unnest($ids)) AND kind IN ('headline', 'summary', 'body', 'caption')
        AND len(list_filter($words, lambda word: contains(lower(text), lower(word)))) > 0
    GROUP BY article_id
"""

_CLAIMS: Final = """
    SELECT claim.told_on, claim.event, claim.claimant, claim.status, claim.value_low, claim.value_high, claim.bound,
        claim.counted, claim.place, claim.independent_articles, claim.sentence, claim.outlet, claim.article_id,
        figure.raw_start, figure.raw_end, claim.figure_id, claim.story_id
    FROM (FROM {}) AS claim JOIN figures AS figure USING (figure_id)
    ORDER BY claim.told_on DESC NULLS LAST, claim.figure_id LIMIT {}
"""

_STORY: Final = """
    SELECT * FROM marts.story_coverage
    WHERE story_id = (
        SELECT coalesce(new_story_id, asked.story_id) FROM (SELECT $id::BIGINT AS story_id) AS asked
        LEFT JOIN story_redirects ON old_story_id = asked.story_id
    )
"""

_ARTICLES: Final = """
    SELECT article_id, published_on, outlet, headline, copy_of FROM articles
    WHERE story_id = $id::BIGINT ORDER BY published_on NULLS LAST, article_id LIMIT $limit
"""

_ENTITY: Final = """
    SELECT entity.entity_id, entity.kind, entity.name, entity.country_code, entity.latitude, entity.longitude
    FROM marts.entity_ids AS known JOIN entities AS entity ON entity.entity_id = known.entity_id
    WHERE known.any_id = $id::BIGINT
"""

_FACTS: Final = """
    SELECT day, fact, text AS sentence, outlet, article_id, raw_start, raw_end, id FROM marts.entity_facts
    WHERE entity_id = $id::BIGINT AND NOT is_copy
    ORDER BY fact = 'is named', day DESC NULLS LAST, article_id, raw_start LIMIT $limit
"""

_QUOTES: Final = """
    SELECT said.published_on, said.outlet, said.speaker, said.kind, said.text AS sentence, said.cue, said.article_id,
        quote.raw_start, quote.raw_end, said.quote_id
    FROM marts.quotes_with_source AS said JOIN quotes AS quote USING (quote_id)
    WHERE NOT said.is_copy
        AND len(list_filter($words, lambda word: NOT contains(lower(said.text), lower(word)))) = 0
        AND (
            $speaker IS NULL OR said.speaker_entity_id::VARCHAR IN (SELECT unnest($ids))
            OR lower(said.speaker_as_written) = lower($speaker)
        )
    ORDER BY said.published_on DESC NULLS LAST, said.quote_id LIMIT $limit
"""
