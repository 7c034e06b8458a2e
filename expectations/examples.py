"""Examples: the first rows that break a check, each with its whole row, its file and the text around."""

# ruff: noqa: S608  # every part of the SQL is written in this project

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from expectations.suites import CheckDefinition
from warehouse.schema.escaping import escape_json
from warehouse.schema.tables import TABLES
from warehouse.schema.tables.columns import Table

EXAMPLES = 10
"""Offending rows shown of a failed check."""
LONGEST_VALUE = 500
"""Characters of a value that are shown: room for a paragraph."""


def example_query(check: CheckDefinition, columns: Iterable[str]) -> str:
    """Returns SQL for the first examples of a check.

    Args:
        check: the check, which has offending rows.
        columns: the columns of its offending rows.

    Returns:
        Where these hold the table's key, a query for those rows with the columns of the table, `path` of the file and
        `block`, the paragraph (for an entity or an appearance: of its first mention; for a link: of the left node's,
        and `other_block` of the right node's); else one for the bare rows.
    """
    bad = f"SELECT * FROM ({check.offending}) ORDER BY ALL LIMIT {EXAMPLES}"
    table = TABLES[check.table_name]
    if not set(table.key) <= set(columns):
        return bad
    same_key = " AND ".join(f"t.{key} IS NOT DISTINCT FROM bad.{key}" for key in table.key)
    return f"""
        WITH bad AS ({bad})
        SELECT bad.*, {"".join(f"{sql} AS {name}, " for name, sql in _origin(table).items())}
            t.* EXCLUDE ({", ".join(table.key)})
        FROM bad LEFT JOIN {table.name} t ON {same_key} ORDER BY ALL LIMIT {EXAMPLES}
        """


def as_json(row: Mapping[str, Any], always: Iterable[str]) -> str:
    """Returns a row as one line of JSON: long texts cut, nulls left out except in the columns `always`."""
    shown = set(always)
    kept = {name: _plain(value) for name, value in row.items() if value is not None or name in shown}
    return escape_json(json.dumps(kept, ensure_ascii=False, default=str, allow_nan=False))


def _plain(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_VALUE:
        return value[:LONGEST_VALUE] + "…"
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _origin(table: Table) -> dict[str, str]:
    """Returns, by column name, the SQL that leads from a row `t` back to its source, as far as it does not hold it."""
    columns = {column.name for column in table.columns}
    if "file_id" in columns and "path" not in columns:
        return {"path": "(SELECT min(f.path) FROM files f WHERE f.file_id = t.file_id)"}
    if "article_id" in columns:
        path = {"path": _PATH.format("a.article_id = t.article_id")}
        if "block_id" in columns:
            return path | {"block": "(SELECT min(b.text) FROM blocks b WHERE b.block_id = t.block_id)"}
        return path | (
            _first_mention("block", "m.appearance_id = t.appearance_id") if "appearance_id" in columns else {}
        )
    if "appearance_id" in columns:
        return {
            "path": _PATH.format(
                "a.article_id = (SELECT min(p.article_id) FROM appearances p WHERE p.appearance_id = t.appearance_id)"
            )
        } | _first_mention("block", "m.appearance_id = t.appearance_id")
    if "entity_id" in columns:
        first = "(SELECT min(mention_id) FROM mentions m WHERE m.entity_id = t.entity_id)"
        return {
            "path": f"""(SELECT min(f.path) FROM files f JOIN articles a USING (file_id)
                JOIN mentions m USING (article_id) WHERE m.mention_id = {first})""",
        } | _first_mention("block", "m.entity_id = t.entity_id")
    if "left_node" in columns:
        node = "m.appearance_id IN (SELECT p.appearance_id FROM appearances p WHERE p.node = t.{})"
        return _first_mention("block", node.format("left_node")) | _first_mention(
            "other_block", node.format("right_node")
        )
    return {}


_PATH = "(SELECT min(f.path) FROM files f JOIN articles a USING (file_id) WHERE {})"


def _first_mention(name: str, condition: str) -> dict[str, str]:
    """Returns as `name` the SQL of the paragraph of the first mention `m` for which a condition holds."""
    return {
        name: f"""(SELECT min(b.text) FROM blocks b JOIN mentions USING (block_id)
            WHERE mention_id = (SELECT min(m.mention_id) FROM mentions m WHERE {condition}))"""
    }
