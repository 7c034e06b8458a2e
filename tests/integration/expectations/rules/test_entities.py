"""The checks of names and entities, each on a warehouse in which it alone is broken."""

import duckdb
import pytest

from tests.candidate import FERRY, SAID, Poisons, assert_fails_exactly, failing

POISONS: Poisons = {
    "mentions: rule.surface_is_alias": ("DELETE FROM entity_aliases WHERE entity_id = 1", FERRY),
    "mentions: rule.probability_follows": ("UPDATE mentions SET probability = 0.5 WHERE mention_id = 5031", FERRY),
    "appearances: rule.node_of_one_entity": (
        """
        INSERT INTO entities SELECT * REPLACE (3 AS entity_id) FROM entities WHERE entity_id = 1;
        UPDATE appearances SET entity_id = 3 WHERE appearance_id = 11;
        UPDATE mentions SET entity_id = 3 WHERE appearance_id = 11;
        UPDATE figures SET counted_entity_id = 3, actor_entity_id = 3, target_entity_id = 3, attributed_entity_id = 3,
            place_entity_id = 3
        WHERE place_appearance_id = 11;
        DELETE FROM entity_aliases;
        INSERT INTO entity_aliases SELECT entity_id, surface, count(*), count(DISTINCT article_id) FROM mentions
        GROUP BY ALL""",
        "Ferry 1 halted at Port Ellmoor",
    ),
    "entities: rule.named_by_its_node": (
        "UPDATE entities SET node = 'PLACE:ellmoor' WHERE entity_id = 1",
        "Ferry 1 halted at Port Ellmoor",
    ),
    "entity_links: rule.different_kept_apart": (
        """
        UPDATE entity_links SET judgement = 'different' WHERE link_id = 3;
        UPDATE appearances SET node = 'PERSON:talvo' WHERE appearance_id = 52""",
        '"other_block": "By Ines Talvo',
    ),
    "entity_links: rule.one_judgement_holds": (
        "UPDATE entity_links SET right_node = 'PERSON:talvo', left_node = 'PERSON:ines talvo' WHERE link_id = 1",
        '"right_node": "PERSON:talvo"',
    ),
    "entity_redirects: rule.redirected_is_gone": (
        "UPDATE entity_redirects SET old_entity_id = 2",
        '"old_entity_id": 2',
    ),
    "entity_aliases: rule.counts_mentions": (
        "UPDATE entity_aliases SET mentions = mentions + 1 WHERE entity_id = 2",
        "By Ines Talvo",
    ),
}

for _table, _column, _row, _text in (
    ("mentions", "entity_id", "mention_id = 5031", FERRY),
    ("roles", "entity_id", "role_id = 500", SAID),
    ("articles", "place_entity_id", "article_id = 5", "tidings/5.txt"),
    ("quotes", "speaker_entity_id", "quote_id = 500", SAID),
    *(
        ("figures", f"{what}_entity_id", "figure_id = 503", FERRY)
        for what in ("counted", "actor", "target", "attributed", "place")
    ),
):
    POISONS[f"{_table}: rule.{_column}_follows"] = (
        f"UPDATE {_table} SET {_column} = 3 - {_column} WHERE {_row}",
        _text,
        *(["mentions: rule.surface_is_alias", "entity_aliases: rule.counts_mentions"] if _table == "mentions" else []),
    )


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    assert_fails_exactly(spoilt, name, POISONS[name])


def test_both_may_be_unknown_where_no_appearance_is(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute("""
        UPDATE figures SET place_entity_id = NULL, place_appearance_id = NULL, place_source = NULL WHERE figure_id = 503
    """)
    assert set(failing(spoilt)) == set()
    spoilt.execute("UPDATE figures SET place_appearance_id = 51 WHERE figure_id = 503")
    assert set(failing(spoilt)) == {"figures: rule.place_entity_id_follows"}


def test_a_judgement_that_was_taken_back_keeps_nothing_apart(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(POISONS["entity_links: rule.different_kept_apart"][0])
    spoilt.execute("UPDATE entity_links SET retracted_at = decided_at WHERE link_id IN (2, 3)")
    assert set(failing(spoilt)) == set()
