"""The checks of offsets, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from tests.candidate import (
    BIG,
    BODY_SHIFT,
    FERRY,
    LINES_COUNTED,
    PIER,
    RULES_COUNTED,
    SAID,
    SHIFT,
    Poisons,
    assert_fails_exactly,
    failing,
)

POISONS: Poisons = {
    "blocks: rule.raw_slices_back": (
        "UPDATE blocks SET text = 'read more: tide tables' WHERE block_id = 506",
        "Read more: tide tables",
    ),
    "blocks: rule.body_slices_back": (f"UPDATE blocks SET {BODY_SHIFT} WHERE block_id = 505", PIER),
    "blocks: rule.do_not_overlap": (
        """
        INSERT INTO blocks SELECT 599, article_id, 7, 'other', 'line.last', 1, raw_start + 1, raw_end, NULL, NULL,
            text[2:] FROM blocks WHERE block_id = 506""",
        "ead more: tide tables",
        LINES_COUNTED,
        RULES_COUNTED,
    ),
    "blocks: rule.numbered_in_order": ("UPDATE blocks SET block_no = 9 WHERE block_id = 506", "Read more: tide tables"),
}

for _table, _key, _written, _row, _text in (
    ("mentions", "mention_id", "surface", 5031, FERRY),
    ("figures", "figure_id", "surface", 503, FERRY),
    ("quotes", "quote_id", "text", 500, SAID),
    ("roles", "role_id", "role", 500, SAID),
):
    _where = f"WHERE {_key} = {_row}"
    POISONS |= {
        f"{_table}: rule.raw_slices_back": (f"UPDATE {_table} SET {SHIFT} {_where}", _text),
        f"{_table}: rule.body_slices_back": (f"UPDATE {_table} SET {BODY_SHIFT} {_where}", _text),
        f"{_table}: rule.in_body_with_block": (
            f"UPDATE {_table} SET start_char = NULL, end_char = NULL {_where}",
            _text,
        ),
        f"{_table}: rule.block_of_same_article": (f"UPDATE {_table} SET block_id = block_id + 100 {_where}", _text),
        f"{_table}: rule.within_block": (
            f"UPDATE {_table} SET block_id = 501 {_where}",
            "Ferry 5 halted",
            *(["figures: rule.sentence_in_block", "figure_parts: rule.words_in_block"] if _table == "figures" else []),
        ),
        f"{_table}: rule.from_content": (
            f"""
            INSERT INTO {_table} BY NAME SELECT t.* REPLACE (
                9999 AS {_key}, 506 AS block_id, b.raw_start AS raw_start, b.raw_start + 4 AS raw_end,
                NULL AS start_char, NULL AS end_char, 'Read' AS {_written}
                {", 'Read more' AS sentence" if _table == "figures" else ""})
            FROM {_table} t, blocks b {_where} AND b.block_id = 506;
            INSERT INTO entity_aliases SELECT entity_id, surface, 1, 1 FROM mentions WHERE mention_id = 9999
            """,
            "Read more: tide tables",
            *(["claims: rule.figures_once"] if _table == "figures" else []),
        ),
    }


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])


def test_offsets_are_checked_far_into_a_long_article(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"UPDATE mentions SET {SHIFT} WHERE article_id = 2 AND raw_start > {BIG}")
    spoilt.execute(f"UPDATE blocks SET text = 'u' || text[2:] WHERE article_id = 2 AND length(text) = {BIG}")
    spoilt.execute("UPDATE articles SET body = body || '.' WHERE article_id = 2")
    assert set(failing(spoilt)) == {
        "mentions: rule.raw_slices_back",
        "blocks: rule.raw_slices_back",
        "blocks: rule.body_slices_back",
        "articles: rule.body_of_its_blocks",
    }
