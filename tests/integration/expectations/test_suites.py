"""The checks that the schema declares, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from expectations.suites import schema_checks
from tests.candidate import (
    EARLIER,
    FERRY,
    LINES_COUNTED,
    LOAD,
    RULES_COUNTED,
    SAID,
    Poisons,
    assert_fails_exactly,
    failing,
    rows,
)
from warehouse.schema.tables import TABLES
from warehouse.schema.tables.columns import Column, Table


def spoiling(table: Table, column: Column, family: str) -> str:
    """SQL that breaks a check on one column."""
    match family:
        case "not_null":
            value = "NULL"
        case "in_set":
            value = "'no such value'"
        case "matches_pattern":
            value = "'?'"
        case "in_bounds":
            value = f"{column.low} - 1"
        case _:
            value = "'nowhere'" if column.type == "VARCHAR" else "-1"
    return f"UPDATE {table.name} SET {column.name} = {value} WHERE rowid = 0"


DERIVED = {
    f"{check.table_name}: {check.check_name}": check
    for check in schema_checks()
    if check.check_name not in {f"rule.{rule}" for rule in TABLES[check.table_name].rules}
}


POISONS: Poisons = {
    "files: rule.reason_given": ("UPDATE files SET reason = NULL WHERE file_id = 91", "tidings/broken.txt"),
    "articles: rule.day_has_source": (
        "UPDATE articles SET published_on_source = NULL WHERE article_id = 5",
        "tidings/5.txt",
    ),
    "articles: rule.place_has_source": (
        "UPDATE articles SET place_source = NULL WHERE article_id = 5",
        "tidings/5.txt",
    ),
    "article_authors: rule.name_is_trimmed": (
        "UPDATE article_authors SET name = name || ' ' WHERE article_id = 5",
        "Ottilie Penrose",
    ),
    "articles: rule.not_its_own_duplicate": (
        "UPDATE articles SET duplicate_of = 5 WHERE article_id = 5",
        "tidings/5.txt",
        "articles: rule.duplicate_is_copy",
    ),
    "blocks: rule.raw_span_in_order": (
        """
        UPDATE articles SET raw_text = raw_text || 'x' WHERE article_id = 5;
        INSERT INTO blocks SELECT 598, 5, 7, 'other', 'line.last', 1, length(raw_text) - 1, length(raw_text), NULL,
            NULL, 'x' FROM articles WHERE article_id = 5;
        INSERT INTO blocks SELECT 599, 5, 8, 'other', 'line.last', 1, length(raw_text), length(raw_text), NULL, NULL, ''
        FROM articles WHERE article_id = 5""",
        "tidings/5.txt",
        LINES_COUNTED,
        RULES_COUNTED,
    ),
    "blocks: rule.body_span_whole": ("UPDATE blocks SET end_char = 9 WHERE block_id = 502", "By Ines Talvo"),
    "blocks: rule.body_kinds_in_body": (
        """
        INSERT INTO blocks SELECT 599, 5, 7, 'ad', 'line.last', 1, length(raw_text), length(raw_text) + 1,
            instr(body, 'A cafe') - 1, instr(body, 'A cafe'), 'A' FROM articles WHERE article_id = 5;
        UPDATE articles SET raw_text = raw_text || 'A' WHERE article_id = 5""",
        "tidings/5.txt",
        LINES_COUNTED,
        RULES_COUNTED,
    ),
    "entity_links: rule.sides_in_order": (
        "UPDATE entity_links SET left_node = right_node, right_node = left_node WHERE link_id = 1",
        "By Ines Talvo",
    ),
    "entity_aliases: rule.articles_within_mentions": (
        "UPDATE entity_aliases SET articles = mentions + 1 WHERE entity_id = 2",
        "By Ines Talvo",
        "entity_aliases: rule.counts_mentions",
    ),
    "entity_redirects: rule.points_elsewhere": (
        "UPDATE entity_redirects SET old_entity_id = 1",
        '"new_entity_id": 1',
        "entity_redirects: rule.redirected_is_gone",
    ),
    "figures: rule.low_below_high": ("UPDATE figures SET value_low = 13 WHERE article_id = 5", FERRY),
    "figures: rule.has_a_value": ("UPDATE figures SET value_low = NULL, value_high = NULL WHERE article_id = 5", FERRY),
    "figures: rule.day_has_source": ("UPDATE figures SET as_of = NULL WHERE article_id = 5", FERRY),
    "figures: rule.place_has_source": ("UPDATE figures SET place_source = NULL WHERE article_id = 5", FERRY),
    "figures: rule.is_no_part_of_itself": (
        "UPDATE figures SET part_of_figure_id = figure_id WHERE article_id = 5",
        FERRY,
    ),
    "figures: rule.claim_has_claimant": ("UPDATE figures SET attributed_to = 'police' WHERE article_id = 5", FERRY),
    "claims: rule.series_is_of_the_story": (
        "UPDATE claims SET is_background = true WHERE figure_id = 503",
        '"figure_id": 503',
    ),
    "claims: rule.originals_among_articles": (
        "UPDATE claims SET independent_articles = 9 WHERE figure_id = 503",
        '"figure_id": 503',
    ),
    "loads: rule.finished_after_start": (
        f"UPDATE loads SET started_at = finished_at + INTERVAL 1 HOUR WHERE load_id = '{LOAD}'",
        LOAD,
    ),
    "loads: rule.new_within_added": (
        f"UPDATE loads SET articles_new = 25 WHERE load_id = '{LOAD}'",
        '"articles_new": 25',
    ),
    "articles: rule.counted_has_outlet": (
        "UPDATE articles SET outlet = NULL WHERE article_id = 5",
        "tidings/5.txt",
        LINES_COUNTED,
        RULES_COUNTED,
        "stories: rule.counts_its_articles",
    ),
    "outlet_lines: rule.loads_within_articles": (
        "UPDATE outlet_lines SET loads = articles + 1 WHERE line = 'read more: tide tables'",
        '"loads": 25',
    ),
    "outlet_lines: rule.met_in_order": (
        f"UPDATE outlet_lines SET last_load_id = '{EARLIER[1]}' WHERE line = 'ferry # halted at port ellmoor'",
        '"line": "ferry # halted at port ellmoor"',
        LINES_COUNTED,
    ),
    "outlet_rules: rule.articles_within_blocks": (
        f"UPDATE outlet_rules SET articles = 1 + blocks, of_articles = 99 WHERE load_id = '{EARLIER[0]}'",
        '"of_articles": 99',
    ),
    "outlet_rules: rule.articles_within_all": (
        f"UPDATE outlet_rules SET blocks = 99, articles = 1 + of_articles WHERE load_id = '{EARLIER[0]}'",
        '"blocks": 99',
    ),
    "figure_parts: rule.span_whole": ("UPDATE figure_parts SET words = NULL WHERE figure_id = 503", "in_digits"),
    "figure_parts: rule.span_in_order": (
        "UPDATE figure_parts SET raw_end = raw_start WHERE figure_id = 503",
        "in_digits",
        "figure_parts: rule.words_in_block",
    ),
}

for _table, _where, _text in (
    ("blocks", "block_id = 503", FERRY),
    ("mentions", "mention_id = 5031", FERRY),
    ("figures", "figure_id = 503", FERRY),
    ("quotes", "quote_id = 500", SAID),
    ("roles", "role_id = 500", SAID),
):
    _raw, _body, _within = (f"{_table}: rule.{n}" for n in ("raw_slices_back", "body_slices_back", "within_block"))
    _equal = f"{_table}: rule.spans_equally_long"
    POISONS |= {
        f"{_table}: rule.body_span_in_order": (
            f"UPDATE {_table} SET end_char = start_char WHERE {_where}",
            _text,
            _equal,
            _body,
        ),
        _equal: (f"UPDATE {_table} SET end_char = end_char - 1 WHERE {_where}", _text, _body),
    }
    if _table != "blocks":
        POISONS[f"{_table}: rule.body_span_whole"] = (f"UPDATE {_table} SET end_char = NULL WHERE {_where}", _text)
        POISONS[f"{_table}: rule.raw_span_in_order"] = (
            f"UPDATE {_table} SET raw_end = raw_start WHERE {_where}",
            _text,
            _equal,
            _raw,
        )


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])


@pytest.mark.parametrize("name", DERIVED)
def test_a_check_of_the_schema_can_fail(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    check = DERIVED[name]
    table = TABLES[check.table_name]
    what, family = check.check_name.split(".")
    if what == "columns":
        spoilt.execute(f"ALTER TABLE {table.name} ADD COLUMN another INTEGER")
    elif check.check_name == "key.unique":
        spoilt.execute(f"INSERT INTO {table.name} FROM {table.name} WHERE rowid = 0")
    else:
        spoilt.execute(spoiling(table, next(c for c in table.columns if c.name == what), family))
    assert len(rows(spoilt, check.offending)) == 1


@pytest.mark.parametrize("column", [(t.name, c.name, c.high) for t in TABLES.values() for c in t.columns if c.high])
def test_a_value_above_its_bound_fails(column: tuple[str, str, str], spoilt: duckdb.DuckDBPyConnection) -> None:
    table, name, high = column
    check = DERIVED[f"{table}: {name}.in_bounds"]
    spoilt.execute(f"UPDATE {table} SET {name} = {high} WHERE rowid = 0")
    assert rows(spoilt, check.offending) == []
    spoilt.execute(f"UPDATE {table} SET {name} = {high} + 1 WHERE rowid = 0")
    assert len(rows(spoilt, check.offending)) == 1


def test_the_load_under_check_need_not_have_its_row_yet(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"DELETE FROM loads WHERE load_id = '{LOAD}'")
    assert set(failing(spoilt)) == set()
    spoilt.execute(f"DELETE FROM loads WHERE load_id = '{EARLIER[0]}'")
    assert set(failing(spoilt)) == {
        "files: load_id.references_loads",
        "articles: load_id.references_loads",
        "articles: extracted_load_id.references_loads",
        "article_versions: load_id.references_loads",
        "entities: load_id.references_loads",
        "outlet_lines: first_load_id.references_loads",
        "outlet_rules: load_id.references_loads",
        "load_measures: load_id.references_loads",
    }
