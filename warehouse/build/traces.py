"""What other places say of articles that are taken down: names that only they have, sentences in checks and reports.

All of it rests on the temporary table `forgotten_now` (`warehouse.build.forgotten.find_articles`), and `note` comes
while the articles are still there. A place is taken to tell of them if it has some words in a row of theirs, or a name
that no other article has: rather one place too many than one too few.
"""

# ruff: noqa: S608 - what the SQL is put together from are constants

import re
from collections.abc import Iterable, Sequence

import duckdb
import polars as pl

from warehouse.build import polars_frames as frames
from warehouse.build.connections import execute_all
from warehouse.build.resolution_input import NAME_KEY
from warehouse.schema.tables.versions import folded

RUN = 6
"""Words in a row that tell whose a sentence is; fewer are said by many."""

_ARTICLE_ID = re.compile(r'article_id": ?(\d+)')
"""In an example of a check, which is a row as JSON."""


def note(con: duckdb.DuckDBPyConnection) -> None:
    """Notes the texts and the names of the articles in `forgotten_now`."""
    execute_all(con, (_TEXTS, _NODES, _NAMES, _RUNS))


def find_dead_nodes(con: duckdb.DuckDBPyConnection, nodes: Iterable[str]) -> set[str]:
    """Returns which of some nodes no other article has, and these articles have, or had in an earlier text."""
    frames.store(con, "asked_nodes", pl.DataFrame({"node": list(nodes)}, {"node": pl.String()}))
    con.execute(_DEAD_NODES)
    return {node for (node,) in con.execute("FROM dead_nodes").fetchall()}


def delete_names(con: duckdb.DuckDBPyConnection) -> None:
    """Deletes entities that only these articles named, and judgements on their names; once all names are settled.

    An id that was redirected to an entity which stays leads there still, without the spelling that is gone.
    """
    execute_all(con, (_ASK_ALL_NODES, _DEAD_NODES, _DELETE_ENTITIES, _DELETE_REDIRECTS, _DELETE_LINKS, _RENAME))


def clear_checks(con: duckdb.DuckDBPyConnection) -> None:
    """Takes the examples that tell of these articles out of the checks of earlier loads."""
    held = con.execute(
        "SELECT load_id, table_name, check_name, detail FROM checks WHERE contains(detail, chr(10))"
    ).fetchall()
    for (*key, before), after in zip(held, clear_details(con, [row[-1] for row in held]), strict=True):
        if before != after:
            con.execute(
                "UPDATE checks SET detail = $detail "
                "WHERE (load_id, table_name, check_name) = ($load_id, $table_name, $check_name)",
                {"detail": after} | dict(zip(("load_id", "table_name", "check_name"), key, strict=True)),
            )


def clear_details(con: duckdb.DuckDBPyConnection, details: Sequence[str]) -> list[str]:
    """Returns details of checks without the examples, a line each behind the first, that tell of these articles."""
    lines = [detail.split("\n") for detail in details]
    gone = {number for (number,) in con.execute("SELECT article_id FROM forgotten_now").fetchall()}
    examples = [(at, place, line) for at, of_one in enumerate(lines) for place, line in enumerate(of_one) if place]
    tell = telling(con, [line for *_, line in examples])
    drop = {
        (at, place)
        for number, (at, place, line) in enumerate(examples)
        if number in tell or gone & set(map(int, _ARTICLE_ID.findall(line)))
    }
    kept = [[line for place, line in enumerate(of_one) if (at, place) not in drop] for at, of_one in enumerate(lines)]
    return ["\n".join(of_one) for of_one in kept]


def telling(con: duckdb.DuckDBPyConnection, texts: Sequence[str]) -> set[int]:
    """Returns which of some texts tell of these articles, by their place."""
    asked = pl.DataFrame({"no": range(len(texts)), "text": list(texts)}, {"no": pl.Int64(), "text": pl.String()})
    frames.store(con, "asked_texts", asked)
    return {number for (number,) in con.execute(_TELLING).fetchall()}


def _grams(number: str, table: str, lengths: str) -> str:
    """Returns SQL for the hashes of all runs of some words in the column `text` of a table."""
    return f"""
        SELECT {number}, length, unnest(list_transform(range(1, len(list) - length + 2),
            lambda i: hash(array_to_string(list[i:i + length - 1], ' ')))) AS gram
        FROM (SELECT {number}, string_split({folded("text")}, ' ') AS list FROM {table}),
            (SELECT unnest({lengths}) AS length)
        WHERE len(list) >= length
    """


_OTHERS = "(FROM {} ANTI JOIN forgotten_now USING (article_id))"

_THEIRS = "(FROM {} SEMI JOIN forgotten_now USING (article_id))"

_TEXTS = f"""
    CREATE OR REPLACE TEMP TABLE forgotten_texts AS
    SELECT article_id, unnest([raw_text, headline, byline, url, member, record_title, record_author]) AS text
    FROM {_THEIRS.format("articles")}
    UNION ALL SELECT article_id, unnest([headline, body]) FROM {_THEIRS.format("article_versions")}
    UNION ALL SELECT article_id, path FROM forgotten_files JOIN forgotten_now USING (file_id)
"""

_NODES = f"""
    CREATE OR REPLACE TEMP TABLE forgotten_nodes AS
    SELECT node FROM {_THEIRS.format("appearances")} EXCEPT SELECT node FROM {_OTHERS.format("appearances")}
"""

_NAMES = f"""
    CREATE OR REPLACE TEMP TABLE forgotten_names AS
    SELECT DISTINCT hash({folded("name")}) AS gram FROM (
        (SELECT surface AS name FROM {_THEIRS.format("mentions")}
            EXCEPT SELECT surface FROM {_OTHERS.format("mentions")})
        UNION ALL
        (SELECT name FROM {_THEIRS.format("article_authors")}
            EXCEPT SELECT name FROM {_OTHERS.format("article_authors")})
    )
"""

_RUNS = f"""
    CREATE OR REPLACE TEMP TABLE forgotten_runs AS
    SELECT DISTINCT gram FROM ({_grams("article_id", "forgotten_texts", f"[{RUN}]")})
"""

_TELLING = f"""
    SELECT DISTINCT no FROM ({_grams("no", "asked_texts", str([*range(1, RUN + 1)]))})
    WHERE gram IN (FROM forgotten_names) OR (length = {RUN} AND gram IN (FROM forgotten_runs))
"""

_ASK_ALL_NODES = """
    CREATE OR REPLACE TEMP TABLE asked_nodes AS
    SELECT node FROM entities
    UNION SELECT unnest([left_node, right_node]) FROM entity_links
    UNION SELECT node FROM entity_redirects
"""

# A node that no article has any more may have stood in an earlier text of these, so its words are sought there.
_DEAD_NODES = f"""
    CREATE OR REPLACE TEMP TABLE dead_nodes AS
    WITH orphans AS (
        SELECT DISTINCT node, list_distinct(string_split({NAME_KEY.format("node")}, ' ')) AS words FROM asked_nodes
        WHERE node NOT IN (SELECT node FROM {_OTHERS.format("appearances")})
    ),
    sought AS (SELECT node, len(words) AS wanted, unnest(words) AS word FROM orphans),
    said AS (
        SELECT DISTINCT article_id, word FROM (
            SELECT article_id, unnest(string_split(strip_accents({folded("text")}), ' ')) AS word FROM forgotten_texts
        ) SEMI JOIN sought USING (word)
    ),
    named AS (
        SELECT node FROM sought JOIN said USING (word) GROUP BY node, article_id HAVING count(*) = any_value(wanted)
    )
    SELECT node FROM orphans WHERE node IN (FROM named) OR node IN (FROM forgotten_nodes)
"""

_DELETE_ENTITIES = """
    DELETE FROM entities
    WHERE node IN (FROM dead_nodes) AND entity_id NOT IN (SELECT entity_id FROM appearances)
"""

_DELETE_REDIRECTS = "DELETE FROM entity_redirects WHERE new_entity_id NOT IN (SELECT entity_id FROM entities)"

_DELETE_LINKS = """
    DELETE FROM entity_links WHERE left_node IN (FROM dead_nodes) OR right_node IN (FROM dead_nodes)
"""

_RENAME = """
    UPDATE entity_redirects SET node = entities.node FROM entities
    WHERE entities.entity_id = new_entity_id AND entity_redirects.node IN (FROM dead_nodes)
"""
