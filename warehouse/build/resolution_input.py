"""What a night changes for the comparison of names, and all that must be looked at with it.

`candidate.write` calls, in one transaction: `note_gone`, and once the night's appearances, keys and terms are in and
people's decisions are taken, `find_changes`; a resolver finds in these what must be compared anew (`Stirred`), and
`find_scope` closes that in itself. They hand on temporary tables; what they expect of the load are `gone`
(articles that go), `copies_before` (`duplicate_of` before the night) and `decided` (nodes).
"""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import polars as pl

from warehouse.build import polars_frames as frames

UNSETTLED = {"entity_id": "0", "probability": "0", "node": "''"}
"""What the columns of an appearance hold, in SQL, until its entity is known."""

COMPANY_ARTICLES = 8
"""Of a name, as far as its company is looked at: the work for a name that is in every article stays bounded."""

COMPANY_NAMES = 100
"""Of an article, as far as they are company: lists of thousands of names are none, and names times names is much."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What was known of some names before a night, and what is now: of those that it changed, and their namesakes.

    Attributes:
        names: `name_key`, `kind`, `is_weak` (the kind is the model's word alone), `is_short`; `votes` (sum of
            `kind_votes`), `articles` and `company` now, and as they were: `votes_before` and so on. `company` are the
            first `COMPANY_ARTICLES` stories in an order of their own: `story`, its `article_id`, its `mark` in that
            order, and whether it `is_new`; null of short names, and of those that the night did not change. `fresh`
            appearances are new or were moved to another story.
        keys: `name_key`, `kind`, `key`, and whether it holds `now` and did `before`.
        decided: `name_key`s that people judged anew.
        aliases: `name_key`s that an article gives for another name, or another name for them.
    """

    names: pl.DataFrame
    keys: pl.DataFrame
    decided: pl.Series
    aliases: pl.Series


@dataclass(frozen=True, slots=True)
class Stirred:
    """What must be looked at anew.

    Attributes:
        stirred: `name_key`s that are compared with all others that share a key.
        opened: their keys, and others under which all short names are compared with full ones.
        emptied: those of `opened` under which all names are compared: one is no longer there.
        joined: other keys, under which only short names that are new or moved are compared with full ones.
    """

    stirred: pl.Series
    opened: pl.Series
    emptied: pl.Series
    joined: pl.Series


@dataclass(frozen=True, slots=True)
class Scope:
    """What must be compared anew after a night, closed in itself: all that shares a key with what changed.

    Attributes:
        names: the appearances in scope by what they are compared as: `name_key`, `kind`, `is_weak` (the kind is the
            model's word alone), `is_short`, `article_id` (of names that may be short; null for the others), `articles`.
        votes: `name_key`, `kind` and `votes` (sum of `kind_votes`) of all appearances of these names.
        keys: `name_key`, `kind` and each `key` of the names that are compared.
        stirred, opened, emptied, joined: as in `Stirred`.
        links: rows of `entity_links` that hold, with a side among the nodes of `members` or of the names.
        members: `node`, `entity_id`, `articles` (that are still there) and `outside` (of these, out of scope) of each
            entity that holds, or before the night held, an appearance in scope, or that a `same` link leads to from one
            of these; an entity without any appearance has the node that named it.
        redirects: rows of `entity_redirects` with a node in scope, or that lead to an entity of `members`.
        next_entity_id: the first id that no load has given out.
        company: takes `name_key`, `kind`, `is_weak`, `article_id` and `node`; returns the stories in which each `node`
            appears, at most `COMPANY_ARTICLES` of them: `node`, `story`, `article_id` (the copy of it that was chosen);
            for each of these articles its terms by `code`; and each `term` with its `code`, from 0. Terms are those of
            `article_terms`, and `=` with the `name_key` of each full name of a person or body.
    """

    names: pl.DataFrame
    votes: pl.DataFrame
    keys: pl.DataFrame
    stirred: pl.Series
    opened: pl.Series
    emptied: pl.Series
    joined: pl.Series
    links: pl.DataFrame
    members: pl.DataFrame
    redirects: pl.DataFrame
    next_entity_id: int
    company: Callable[[pl.DataFrame], tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]]


def note_gone(con: duckdb.DuckDBPyConnection) -> None:
    """Keeps, before they are deleted, what is to be known of the appearances of `gone` articles."""
    con.execute(_GONE_APPEARANCES)
    con.execute(_GONE_KEYS)


def find_changes(con: duckdb.DuckDBPyConnection) -> Changes:
    """Finds what the night changed, once its appearances, keys and terms are in."""
    for statement in (_CHANGED_NAMES, _SHORT_KEYS, _KNOWN_NAMES, _SEEN):
        con.execute(statement)
    return Changes(
        names=frames.read(con, _EVIDENCE),
        keys=frames.read(con, _EVIDENCE_KEYS),
        decided=frames.read(con, _DECIDED_NAMES)["name_key"],
        aliases=frames.read(con, _ALIAS_NAMES)["name_key"],
    )


def find_scope(con: duckdb.DuckDBPyConnection, found: Stirred, next_entity_id: int) -> Scope:
    """Closes in itself what was found in what `find_changes` returned."""
    frames.store(con, "opened_keys", found.opened.to_frame("key"))
    frames.store(con, "joined_keys", found.joined.to_frame("key"))
    for statement in (_COMPARED_NAMES, _SCOPE_NAMES, _LOOSE_NAMES, _SCOPED, _SCOPE_ENTITIES, _MEMBERS):
        con.execute(statement)

    def company(sides: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        frames.store(con, "sides", sides)
        for statement in (_COMPANY, _TERMS, _CODES):
            con.execute(statement)
        return frames.read(con, "FROM company"), frames.read(con, _CODED), frames.read(con, "FROM codes")

    return Scope(
        names=frames.read(con, _NAMES),
        votes=frames.read(con, _VOTES),
        keys=frames.read(con, _KEYS),
        stirred=found.stirred,
        opened=found.opened,
        emptied=found.emptied,
        joined=found.joined,
        links=frames.read(con, _LINKS),
        members=frames.read(con, "FROM scope_members ORDER BY ALL"),
        redirects=frames.read(con, _REDIRECTS),
        next_entity_id=next_entity_id,
        company=company,
    )


NAME_KEY = "split_part(split_part({}, ':', 2), '@', 1)"
"""SQL: the `name_key` of a node. Folded names hold neither of the two characters."""

HOLDS = "retracted_at IS NULL"

_STORY = "coalesce({}.duplicate_of, article_id)"

# `mark` chooses among articles without regard to the order in which they came.
_MARK = "hash(path, record_no)"

_GONE_APPEARANCES = f"""
    CREATE TEMP TABLE gone_appearances AS
    SELECT appearance_id, article_id, name_key, kind, kind_votes, is_short, node, entity_id,
        {_STORY.format("articles")} AS story_before, {_MARK} AS mark
    FROM appearances JOIN articles USING (article_id) JOIN files USING (file_id) SEMI JOIN gone USING (article_id)
"""

_GONE_KEYS = """
    CREATE TEMP TABLE gone_keys AS
    SELECT DISTINCT name_key, kind, key FROM blocking_keys JOIN gone_appearances USING (appearance_id)
"""

_IS_NEW = f"entity_id = {UNSETTLED['entity_id']}"

# A short name is compared as that of its story: which article that is depends on the copies.
_CHANGED_NAMES = f"""
    CREATE TEMP TABLE changed_names AS
    SELECT name_key FROM appearances WHERE {_IS_NEW}
    UNION SELECT name_key FROM gone_appearances
    UNION SELECT {NAME_KEY.format("node")} FROM decided
    UNION SELECT name_key FROM appearances
        JOIN articles USING (article_id) JOIN copies_before AS before USING (article_id)
        WHERE articles.duplicate_of IS DISTINCT FROM before.duplicate_of
"""

_SHORT_KEYS = """
    CREATE TEMP TABLE short_keys AS
    SELECT key FROM blocking_keys SEMI JOIN (FROM appearances SEMI JOIN changed_names USING (name_key))
        USING (appearance_id) WHERE key LIKE 's:%'
    UNION SELECT key FROM gone_keys WHERE key LIKE 's:%'
"""

_KNOWN_NAMES = """
    CREATE TEMP TABLE known_names AS
    SELECT name_key FROM appearances SEMI JOIN (FROM blocking_keys SEMI JOIN short_keys USING (key))
        USING (appearance_id)
    UNION FROM changed_names
"""

_SEEN = f"""
    CREATE TEMP TABLE seen AS
    SELECT appearance_id, article_id, name_key, kind, kind_votes, kind_votes <= 1 AS is_weak, is_short,
        {_STORY.format("articles")} AS story,
        CASE WHEN NOT {_IS_NEW} THEN {_STORY.format("before")} END AS story_before, {_MARK} AS mark
    FROM appearances JOIN articles USING (article_id) JOIN files USING (file_id)
    LEFT JOIN copies_before AS before USING (article_id) SEMI JOIN known_names USING (name_key)
    UNION ALL
    SELECT appearance_id, article_id, name_key, kind, kind_votes, kind_votes <= 1, is_short, NULL, story_before, mark
    FROM gone_appearances
"""


def _company(story: str, suffix: str) -> str:
    """Returns SQL for the stories that are looked at of full names that the night changed."""
    return f"""
        SELECT name_key, kind, is_weak, list(
            {{'story': story, 'mark': mark, 'article_id': chosen.article_id, 'is_new': chosen.is_new}} ORDER BY mark
        ) AS company{suffix}
        FROM (
            SELECT name_key, kind, is_weak, {story} AS story, min(mark) AS mark,
                arg_min({{'article_id': article_id, 'is_new': story_before IS NULL}}, mark) AS chosen
            FROM seen SEMI JOIN changed_names USING (name_key)
            WHERE {story} IS NOT NULL AND (is_weak OR NOT is_short)
            GROUP BY name_key, kind, is_weak, {story}
            QUALIFY row_number() OVER (PARTITION BY name_key, kind, is_weak ORDER BY min(mark)) <= {COMPANY_ARTICLES}
        ) GROUP BY name_key, kind, is_weak
    """


_EVIDENCE = f"""
    SELECT * FROM (
        SELECT name_key, kind, is_weak, any_value(is_short) AS is_short,
            count(*) FILTER (story IS NOT NULL) AS articles,
            count(*) FILTER (story_before IS NOT NULL) AS articles_before,
            coalesce(sum(kind_votes) FILTER (story IS NOT NULL), 0)::BIGINT AS votes,
            coalesce(sum(kind_votes) FILTER (story_before IS NOT NULL), 0)::BIGINT AS votes_before,
            count(*) FILTER (story IS NOT NULL AND story IS DISTINCT FROM story_before) AS fresh,
            count(*) FILTER (story IS NULL) AS gone
        FROM seen GROUP BY name_key, kind, is_weak
    )
    LEFT JOIN ({_company("story", "")}) USING (name_key, kind, is_weak)
    LEFT JOIN ({_company("story_before", "_before")}) USING (name_key, kind, is_weak)
    ORDER BY name_key, kind, is_weak
"""

_EVIDENCE_KEYS = f"""
    SELECT name_key, kind, key, bool_or(is_now) AS now, bool_or(NOT is_new) AS before
    FROM (
        SELECT name_key, kind, key, true AS is_now, {_IS_NEW} AS is_new
        FROM blocking_keys JOIN (FROM appearances SEMI JOIN known_names USING (name_key)) USING (appearance_id)
        UNION ALL SELECT name_key, kind, key, false, false FROM gone_keys
    ) GROUP BY ALL ORDER BY ALL
"""

_DECIDED_NAMES = f"SELECT DISTINCT {NAME_KEY.format('node')} AS name_key FROM decided ORDER BY ALL"

_ALIAS_NAMES = """
    SELECT DISTINCT unnest([name_key, key[2:]]) AS name_key
    FROM blocking_keys JOIN appearances USING (appearance_id)
    WHERE key[1] = '=' AND key[2:] <> name_key
        AND (name_key IN (FROM changed_names) OR key[2:] IN (FROM changed_names))
    ORDER BY ALL
"""

_COMPARED_NAMES = """
    CREATE TEMP TABLE compared_names AS
    SELECT DISTINCT name_key FROM appearances
    SEMI JOIN (FROM blocking_keys SEMI JOIN (FROM opened_keys UNION ALL FROM joined_keys) USING (key))
        USING (appearance_id)
"""

_SCOPE_NAMES = """
    CREATE TEMP TABLE scope_names AS FROM compared_names UNION FROM changed_names
"""

# Of names whose kind may be voted to be another one, or that may be a surname besides, it counts in which articles.
_LOOSE_NAMES = """
    CREATE TEMP TABLE loose_names AS
    SELECT name_key FROM appearances SEMI JOIN scope_names USING (name_key)
    GROUP BY name_key
    HAVING bool_or(is_short) OR (bool_or(kind IN ('ORG', 'PLACE')) AND NOT bool_or(kind_votes > 1 AND kind <> 'PERSON'))
"""

# Short names of other articles stay what they are as long as their key is not opened.
_SCOPED = f"""
    CREATE TEMP TABLE scoped AS
    WITH closed AS (
        SELECT appearance_id FROM blocking_keys
        SEMI JOIN (FROM appearances SEMI JOIN scope_names USING (name_key) WHERE is_short) USING (appearance_id)
        WHERE key LIKE 's:%' GROUP BY appearance_id HAVING NOT bool_or(key IN (FROM opened_keys))
    )
    SELECT appearance_id, article_id, {_STORY.format("articles")} AS story, {_MARK} AS mark,
        name_key, kind, kind_votes, kind_votes <= 1 AS is_weak, is_short,
        CASE WHEN is_short OR (is_weak AND name_key IN (FROM loose_names)) THEN story END AS only_in
    FROM appearances JOIN articles USING (article_id) JOIN files USING (file_id) SEMI JOIN scope_names USING (name_key)
    LEFT JOIN copies_before AS before USING (article_id)
    WHERE NOT (
        is_short AND starts_with(node, kind || ':') AND NOT {_IS_NEW} AND story = {_STORY.format("before")}
        AND appearance_id IN (FROM closed)
    )
"""

_NAMES = """
    SELECT name_key, kind, is_weak, is_short, only_in AS article_id, count(*) AS articles
    FROM scoped GROUP BY ALL ORDER BY ALL
"""

_VOTES = """
    SELECT name_key, kind, sum(kind_votes)::BIGINT AS votes FROM appearances SEMI JOIN scope_names USING (name_key)
    GROUP BY ALL ORDER BY ALL
"""

_KEYS = """
    SELECT DISTINCT name_key, kind, key
    FROM scoped SEMI JOIN (FROM compared_names UNION FROM loose_names) USING (name_key)
    JOIN blocking_keys USING (appearance_id) ORDER BY ALL
"""

# Beside the entities of the scope those that the evidence would join to them: only a `different` link keeps these
# apart, and it may go.
_SCOPE_ENTITIES = f"""
    CREATE TEMP TABLE scope_entities AS
    WITH RECURSIVE sides AS (
        SELECT DISTINCT node, entity_id FROM appearances WHERE entity_id <> {UNSETTLED["entity_id"]}
    ),
    joined AS (
        SELECT l.entity_id AS one, r.entity_id AS other
        FROM entity_links JOIN sides AS l ON left_node = l.node JOIN sides AS r ON right_node = r.node
        WHERE {HOLDS} AND judgement = 'same' AND one <> other
    ),
    reached AS (
        SELECT entity_id FROM appearances SEMI JOIN scoped USING (appearance_id)
        WHERE entity_id <> {UNSETTLED["entity_id"]}
        UNION SELECT entity_id FROM appearances SEMI JOIN changed_names USING (name_key)
        WHERE node = 'PERSON:' || name_key
        UNION SELECT entity_id FROM gone_appearances
        UNION SELECT entity_id FROM entities SEMI JOIN scope_names USING (name_key)
        UNION (
            SELECT CASE entity_id WHEN one THEN other ELSE one END
            FROM reached JOIN joined ON entity_id IN (one, other)
        )
    )
    FROM reached
"""

_MEMBERS = """
    CREATE TEMP TABLE scope_members AS
    WITH held AS (
        SELECT node, entity_id, 1 AS articles, (appearance_id NOT IN (SELECT appearance_id FROM scoped))::INT AS outside
        FROM appearances SEMI JOIN scope_entities USING (entity_id)
    ),
    past AS (
        SELECT node, entity_id, 0, 0 FROM gone_appearances
        UNION
        SELECT node, entity_id, 0, 0 FROM entities SEMI JOIN scope_entities USING (entity_id)
        ANTI JOIN held USING (entity_id)
    )
    SELECT node, entity_id, sum(articles)::BIGINT AS articles, sum(outside)::BIGINT AS outside
    FROM (FROM held UNION ALL FROM past) GROUP BY ALL
"""

_LINKS = f"""
    SELECT * FROM entity_links
    WHERE {HOLDS} AND (left_node IN (SELECT node FROM scope_members) OR right_node IN (SELECT node FROM scope_members)
        OR {NAME_KEY.format("left_node")} IN (FROM scope_names)
        OR {NAME_KEY.format("right_node")} IN (FROM scope_names))
    ORDER BY link_id
"""

_REDIRECTS = f"""
    SELECT * FROM entity_redirects
    WHERE {NAME_KEY.format("node")} IN (FROM scope_names) OR new_entity_id IN (FROM scope_entities)
    ORDER BY old_entity_id
"""

_COMPANY = f"""
    CREATE OR REPLACE TEMP TABLE company AS
    SELECT node, story, arg_min(scoped.article_id, mark) AS article_id
    FROM sides JOIN scoped ON scoped.name_key = sides.name_key AND scoped.kind = sides.kind
        AND scoped.is_weak = sides.is_weak AND sides.article_id IS NOT DISTINCT FROM only_in
    GROUP BY node, story
    QUALIFY row_number() OVER (PARTITION BY node ORDER BY min(mark)) <= {COMPANY_ARTICLES}
"""

_TERMS = f"""
    CREATE OR REPLACE TEMP TABLE terms AS
    SELECT article_id, term FROM article_terms SEMI JOIN company USING (article_id)
    UNION ALL
    SELECT DISTINCT article_id, '=' || name_key FROM appearances SEMI JOIN company USING (article_id)
    WHERE NOT is_short AND kind IN ('PERSON', 'ORG')
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY name_key) <= {COMPANY_NAMES}
"""

_CODES = """
    CREATE OR REPLACE TEMP TABLE codes AS
    SELECT term, row_number() OVER () - 1 AS code FROM (SELECT DISTINCT term FROM terms)
"""

_CODED = "SELECT article_id, code FROM terms JOIN codes USING (term)"
