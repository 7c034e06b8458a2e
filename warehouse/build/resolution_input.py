"""What a night changes about names, and everything that the resolver needs to judge them again.

`candidate.write` calls, in one transaction: `keep_removed` before articles are deleted; once the night's appearances,
keys and terms are in and people's decisions are taken, `find_changes`; and with what the resolver makes of that,
`find_resolution_input`. They hand on temporary tables. What they expect of the load are the temporary tables `gone`
(articles that are deleted), `copies_before` (`duplicate_of` before the night) and `decided_nodes`.
"""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

import duckdb
import polars as pl

from warehouse.build import polars_frames as frames
from warehouse.schema.resolution import Affected, NightChanges, ResolutionInput
from warehouse.schema.tables.outlets import IS_OF_OUTLET

UNRESOLVED = {"entity_id": "0", "probability": "0", "node": "''"}
"""What the columns of an appearance hold, in SQL, until its entity is known."""

CONTEXT_ARTICLES = 8
"""Stories of a name that its context is taken from: so the work for a name that is in every article stays bounded."""

CONTEXT_NAMES = 100
"""Names of an article that count as its context. Names are compared with names, so lists of thousands would cost much,
and they say nothing about who appears together."""


def keep_removed(con: duckdb.DuckDBPyConnection) -> None:
    """Keeps the appearances of the articles in `gone`, and their keys, before they are deleted."""
    con.execute(_REMOVED_APPEARANCES)
    con.execute(_REMOVED_KEYS)


def find_changes(con: duckdb.DuckDBPyConnection) -> NightChanges:
    """Returns what the night changed about names, once its appearances, keys and terms are in."""
    for statement in (_CHANGED_NAMES, _CHANGED_SHORT_KEYS, _EXAMINED_NAMES, _EXAMINED_APPEARANCES):
        con.execute(statement)
    return NightChanges(
        names=frames.read(con, _CHANGED_COUNTS),
        keys=frames.read(con, _CHANGED_KEYS),
        decided=frames.read(con, _DECIDED_NAMES)["name_key"],
        aliases=frames.read(con, _ALIAS_NAMES)["name_key"],
    )


def find_resolution_input(con: duckdb.DuckDBPyConnection, affected: Affected, next_entity_id: int) -> ResolutionInput:
    """Returns all that is needed to judge the affected names.

    Args:
        con: the candidate, after `find_changes`.
        affected: what the resolver found in these changes.
        next_entity_id: the first id that no load has given out.
    """
    frames.store(con, "keys_to_rejudge", affected.keys_to_rejudge.to_frame("key"))
    frames.store(con, "short_name_keys", affected.short_name_keys.to_frame("key"))
    for statement in (
        _COMPARED_NAMES,
        _INPUT_NAMES,
        _NAMES_TOLD_APART_BY_ARTICLE,
        _INPUT_APPEARANCES,
        _INPUT_ENTITIES,
        _INPUT_MEMBERS,
    ):
        con.execute(statement)

    def find_context(nodes: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        frames.store(con, "asked_nodes", nodes)
        for statement in (_CONTEXT_ARTICLES, _CONTEXT_TERMS, _TERM_CODES):
            con.execute(statement)
        return (
            frames.read(con, "FROM context_articles"),
            frames.read(con, _CODED_TERMS),
            frames.read(con, "FROM term_codes"),
        )

    return ResolutionInput(
        names=frames.read(con, _NAMES),
        votes=frames.read(con, _VOTES),
        keys=frames.read(con, _KEYS),
        affected=affected,
        links=frames.read(con, _LINKS),
        members=frames.read(con, "FROM input_members ORDER BY ALL"),
        redirects=frames.read(con, _REDIRECTS),
        next_entity_id=next_entity_id,
        find_context=find_context,
    )


NAME_KEY = "split_part(split_part({}, ':', 2), '@', 1)"
"""SQL: the `name_key` of a node. Names that are folded for comparison never hold a colon or an at sign."""

HOLDS = "retracted_at IS NULL"
"""SQL: a row of `entity_links` holds."""

_STORY = "coalesce({}.duplicate_of, article_id)"

# Which stories a context is taken from must not depend on the night that brought them, so they are drawn by a hash of
# the file's path and the number of the record in it.
_SAMPLE_ORDER = "hash(path, record_no)"

_REMOVED_APPEARANCES = f"""
    CREATE TEMP TABLE removed_appearances AS
    SELECT appearance_id, article_id, name_key, kind, kind_votes, is_short, node, entity_id,
        {_STORY.format("articles")} AS story_before, {_SAMPLE_ORDER} AS sample_order
    FROM appearances JOIN articles USING (article_id) JOIN files USING (file_id) SEMI JOIN gone USING (article_id)
"""

_REMOVED_KEYS = """
    CREATE TEMP TABLE removed_keys AS
    SELECT DISTINCT name_key, kind, key FROM blocking_keys JOIN removed_appearances USING (appearance_id)
"""

_IS_NEW = f"entity_id = {UNRESOLVED['entity_id']}"

# A short name belongs to its story, and which article tells the story changes with the copies.
_CHANGED_NAMES = f"""
    CREATE TEMP TABLE changed_names AS
    SELECT name_key FROM appearances WHERE {_IS_NEW}
    UNION SELECT name_key FROM removed_appearances
    UNION SELECT {NAME_KEY.format("node")} FROM decided_nodes
    UNION SELECT name_key FROM appearances
        JOIN articles USING (article_id) JOIN copies_before AS before USING (article_id)
        WHERE articles.duplicate_of IS DISTINCT FROM before.duplicate_of
"""

_CHANGED_SHORT_KEYS = """
    CREATE TEMP TABLE changed_short_keys AS
    SELECT key FROM blocking_keys SEMI JOIN (FROM appearances SEMI JOIN changed_names USING (name_key))
        USING (appearance_id) WHERE key LIKE 's:%'
    UNION SELECT key FROM removed_keys WHERE key LIKE 's:%'
"""

_EXAMINED_NAMES = """
    CREATE TEMP TABLE examined_names AS
    SELECT name_key FROM appearances SEMI JOIN (FROM blocking_keys SEMI JOIN changed_short_keys USING (key))
        USING (appearance_id)
    UNION FROM changed_names
"""

_EXAMINED_APPEARANCES = f"""
    CREATE TEMP TABLE examined_appearances AS
    SELECT appearance_id, article_id, name_key, kind, kind_votes, kind_votes <= 1 AS is_weak, is_short,
        {_STORY.format("articles")} AS story,
        CASE WHEN NOT {_IS_NEW} THEN {_STORY.format("before")} END AS story_before, {_SAMPLE_ORDER} AS sample_order
    FROM appearances JOIN articles USING (article_id) JOIN files USING (file_id)
    LEFT JOIN copies_before AS before USING (article_id) SEMI JOIN examined_names USING (name_key)
    UNION ALL
    SELECT appearance_id, article_id, name_key, kind, kind_votes, kind_votes <= 1, is_short, NULL, story_before,
        sample_order
    FROM removed_appearances
"""


def _context(story: str, suffix: str) -> str:
    """Returns SQL for the stories that give full names their context, of the names that the night changed.

    Args:
        story: the column that numbers the stories, now or before the night.
        suffix: what the name of the resulting column `context` ends in.
    """
    return f"""
        SELECT name_key, kind, is_weak, list(
            {{
                'story': story, 'sample_order': sample_order,
                'article_id': chosen.article_id, 'is_new': chosen.is_new
            }} ORDER BY sample_order
        ) AS context{suffix}
        FROM (
            SELECT name_key, kind, is_weak, {story} AS story, min(sample_order) AS sample_order,
                arg_min({{'article_id': article_id, 'is_new': story_before IS NULL}}, sample_order) AS chosen
            FROM examined_appearances SEMI JOIN changed_names USING (name_key)
            WHERE {story} IS NOT NULL AND (is_weak OR NOT is_short)
            GROUP BY name_key, kind, is_weak, {story}
            QUALIFY row_number() OVER (PARTITION BY name_key, kind, is_weak ORDER BY min(sample_order))
                <= {CONTEXT_ARTICLES}
        ) GROUP BY name_key, kind, is_weak
    """


_CHANGED_COUNTS = f"""
    SELECT * FROM (
        SELECT name_key, kind, is_weak, any_value(is_short) AS is_short,
            count(*) FILTER (story IS NOT NULL) AS articles,
            count(*) FILTER (story_before IS NOT NULL) AS articles_before,
            coalesce(sum(kind_votes) FILTER (story IS NOT NULL), 0)::BIGINT AS votes,
            coalesce(sum(kind_votes) FILTER (story_before IS NOT NULL), 0)::BIGINT AS votes_before,
            count(*) FILTER (story IS NOT NULL AND story IS DISTINCT FROM story_before) AS added,
            count(*) FILTER (story IS NULL) AS removed
        FROM examined_appearances GROUP BY name_key, kind, is_weak
    )
    LEFT JOIN ({_context("story", "")}) USING (name_key, kind, is_weak)
    LEFT JOIN ({_context("story_before", "_before")}) USING (name_key, kind, is_weak)
    ORDER BY name_key, kind, is_weak
"""

_CHANGED_KEYS = f"""
    SELECT name_key, kind, key, bool_or(is_now) AS now, bool_or(NOT is_new) AS before
    FROM (
        SELECT name_key, kind, key, true AS is_now, {_IS_NEW} AS is_new
        FROM blocking_keys JOIN (FROM appearances SEMI JOIN examined_names USING (name_key)) USING (appearance_id)
        UNION ALL SELECT name_key, kind, key, false, false FROM removed_keys
    ) GROUP BY ALL ORDER BY ALL
"""

_DECIDED_NAMES = f"SELECT DISTINCT {NAME_KEY.format('node')} AS name_key FROM decided_nodes ORDER BY ALL"

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
    SEMI JOIN (FROM blocking_keys SEMI JOIN (FROM keys_to_rejudge UNION ALL FROM short_name_keys) USING (key))
        USING (appearance_id)
"""

_INPUT_NAMES = """
    CREATE TEMP TABLE input_names AS FROM compared_names UNION FROM changed_names
"""

# These may turn out to be of another kind, or a surname besides, in some of their articles: so each article is a row.
_NAMES_TOLD_APART_BY_ARTICLE = """
    CREATE TEMP TABLE names_told_apart_by_article AS
    SELECT name_key FROM appearances SEMI JOIN input_names USING (name_key)
    GROUP BY name_key
    HAVING bool_or(is_short) OR (bool_or(kind IN ('ORG', 'PLACE')) AND NOT bool_or(kind_votes > 1 AND kind <> 'PERSON'))
"""

# Short names of older articles whose keys are not judged again stay as they are.
_INPUT_APPEARANCES = f"""
    CREATE TEMP TABLE input_appearances AS
    WITH unaffected AS (
        SELECT appearance_id FROM blocking_keys
        SEMI JOIN (FROM appearances SEMI JOIN input_names USING (name_key) WHERE is_short) USING (appearance_id)
        WHERE key LIKE 's:%' GROUP BY appearance_id HAVING NOT bool_or(key IN (FROM keys_to_rejudge))
    )
    SELECT appearance_id, article_id, {_STORY.format("articles")} AS story, {_SAMPLE_ORDER} AS sample_order,
        name_key, kind, kind_votes, kind_votes <= 1 AS is_weak, is_short,
        CASE WHEN is_short OR (is_weak AND name_key IN (FROM names_told_apart_by_article)) THEN story END AS own_story
    FROM appearances JOIN articles USING (article_id) JOIN files USING (file_id) SEMI JOIN input_names USING (name_key)
    LEFT JOIN copies_before AS before USING (article_id)
    WHERE NOT (
        is_short AND starts_with(node, kind || ':') AND NOT {_IS_NEW} AND story = {_STORY.format("before")}
        AND appearance_id IN (FROM unaffected)
    )
"""

_NAMES = """
    SELECT name_key, kind, is_weak, is_short, own_story AS article_id, count(*) AS articles
    FROM input_appearances GROUP BY ALL ORDER BY ALL
"""

_VOTES = """
    SELECT name_key, kind, sum(kind_votes)::BIGINT AS votes FROM appearances SEMI JOIN input_names USING (name_key)
    GROUP BY ALL ORDER BY ALL
"""

_IS_ALIAS = "key[1] = '=' AND key[2:] <> name_key"

# That two names which several outlets use are one must be said by more than one of them: else whoever writes one
# article could join what all others tell apart. Articles that no outlet stands for are nobody's word, and no second.
_KEYS = f"""
    WITH found AS (
        SELECT name_key, kind, key, appearance_id
        FROM input_appearances SEMI JOIN (FROM compared_names UNION FROM names_told_apart_by_article) USING (name_key)
        JOIN blocking_keys USING (appearance_id)
    ),
    aliases AS (SELECT name_key, key, appearance_id FROM found WHERE {_IS_ALIAS}),
    voices AS (
        SELECT appearance_id, name_key, CASE WHEN {IS_OF_OUTLET} THEN outlet END AS voice
        FROM input_appearances JOIN articles USING (article_id)
        WHERE duplicate_of IS NULL
            AND name_key IN (SELECT name_key FROM aliases UNION ALL SELECT key[2:] FROM aliases)
    ),
    used_by AS (
        SELECT name_key, array_agg(DISTINCT voice) FILTER (voice IS NOT NULL) AS outlets FROM voices GROUP BY ALL
    ),
    told_by AS (
        SELECT name_key, key, coalesce(array_agg(DISTINCT voice) FILTER (voice IS NOT NULL), []) AS tellers
        FROM aliases LEFT JOIN voices USING (appearance_id, name_key) GROUP BY ALL
    ),
    untrusted AS (
        SELECT told_by.name_key, key
        FROM told_by
        JOIN used_by AS one ON one.name_key = told_by.name_key
        JOIN used_by AS other ON other.name_key = key[2:]
        WHERE len(tellers) < 2 AND len(list_filter(one.outlets, lambda outlet: NOT list_contains(tellers, outlet))) > 0
            AND len(list_filter(other.outlets, lambda outlet: NOT list_contains(tellers, outlet))) > 0
    )
    SELECT DISTINCT name_key, kind, key FROM found ANTI JOIN untrusted USING (name_key, key) ORDER BY ALL
"""

# Besides the entities of these appearances, those that `same` links would join to them: only a `different` link keeps
# them apart, and that may be retracted.
_INPUT_ENTITIES = f"""
    CREATE TEMP TABLE input_entities AS
    WITH RECURSIVE nodes AS (
        SELECT DISTINCT node, entity_id FROM appearances WHERE entity_id <> {UNRESOLVED["entity_id"]}
    ),
    joined AS (
        SELECT l.entity_id AS one, r.entity_id AS other
        FROM entity_links JOIN nodes AS l ON left_node = l.node JOIN nodes AS r ON right_node = r.node
        WHERE {HOLDS} AND judgement = 'same' AND one <> other
    ),
    reached AS (
        SELECT entity_id FROM appearances SEMI JOIN input_appearances USING (appearance_id)
        WHERE entity_id <> {UNRESOLVED["entity_id"]}
        UNION SELECT entity_id FROM appearances SEMI JOIN changed_names USING (name_key)
        WHERE node = 'PERSON:' || name_key
        UNION SELECT entity_id FROM removed_appearances
        UNION SELECT entity_id FROM entities SEMI JOIN input_names USING (name_key)
        UNION (
            SELECT CASE entity_id WHEN one THEN other ELSE one END
            FROM reached JOIN joined ON entity_id IN (one, other)
        )
    )
    FROM reached
"""

_INPUT_MEMBERS = """
    CREATE TEMP TABLE input_members AS
    WITH held AS (
        SELECT node, entity_id, 1 AS articles,
            (appearance_id NOT IN (SELECT appearance_id FROM input_appearances))::INT AS outside
        FROM appearances SEMI JOIN input_entities USING (entity_id)
    ),
    past AS (
        SELECT node, entity_id, 0, 0 FROM removed_appearances
        UNION
        SELECT node, entity_id, 0, 0 FROM entities SEMI JOIN input_entities USING (entity_id)
        ANTI JOIN held USING (entity_id)
    )
    SELECT node, entity_id, sum(articles)::BIGINT AS articles, sum(outside)::BIGINT AS outside
    FROM (FROM held UNION ALL FROM past) GROUP BY ALL
"""

_LINKS = f"""
    SELECT * FROM entity_links
    WHERE {HOLDS} AND (left_node IN (SELECT node FROM input_members) OR right_node IN (SELECT node FROM input_members)
        OR {NAME_KEY.format("left_node")} IN (FROM input_names)
        OR {NAME_KEY.format("right_node")} IN (FROM input_names))
    ORDER BY link_id
"""

_REDIRECTS = f"""
    SELECT * FROM entity_redirects
    WHERE {NAME_KEY.format("node")} IN (FROM input_names) OR new_entity_id IN (FROM input_entities)
    ORDER BY old_entity_id
"""

_CONTEXT_ARTICLES = f"""
    CREATE OR REPLACE TEMP TABLE context_articles AS
    SELECT node, story, arg_min(input.article_id, sample_order) AS article_id
    FROM asked_nodes AS asked JOIN input_appearances AS input
        ON input.name_key = asked.name_key AND input.kind = asked.kind AND input.is_weak = asked.is_weak
        AND asked.article_id IS NOT DISTINCT FROM own_story
    GROUP BY node, story
    QUALIFY row_number() OVER (PARTITION BY node ORDER BY min(sample_order)) <= {CONTEXT_ARTICLES}
"""

_CONTEXT_TERMS = f"""
    CREATE OR REPLACE TEMP TABLE context_terms AS
    SELECT article_id, term FROM article_terms SEMI JOIN context_articles USING (article_id)
    UNION ALL
    SELECT DISTINCT article_id, '=' || name_key FROM appearances SEMI JOIN context_articles USING (article_id)
    WHERE NOT is_short AND kind IN ('PERSON', 'ORG')
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY name_key) <= {CONTEXT_NAMES}
"""

_TERM_CODES = """
    CREATE OR REPLACE TEMP TABLE term_codes AS
    SELECT term, row_number() OVER () - 1 AS code FROM (SELECT DISTINCT term FROM context_terms)
"""

_CODED_TERMS = "SELECT article_id, code FROM context_terms JOIN term_codes USING (term)"
