"""Which articles a refusal is the fault of, on copies of a small valid candidate."""

from pathlib import Path

import pytest

from expectations import gate
from expectations.datasource import candidate_batch
from expectations.faults import find_faults
from tests.candidate import EARLIER, LOAD, poisoned

WORDS = "articles: rule.word_count_of_body"
CASES = {
    "an article": (["UPDATE articles SET word_count = 999 WHERE article_id = 3"], {3: WORDS}),
    "a row of an article": (
        ["UPDATE quotes SET kind = 'shouted' WHERE article_id = 4"],
        {4: "quotes: kind.in_set"},
    ),
    "two checks": (
        [
            "UPDATE articles SET word_count = 999 WHERE article_id IN (3, 4)",
            "UPDATE quotes SET kind = 'shouted' WHERE article_id IN (4, 5)",
        ],
        {3: WORDS, 4: WORDS, 5: "quotes: kind.in_set"},
    ),
    "too many articles": (["UPDATE articles SET word_count = 999 WHERE article_id <= 9"], {}),
    "an article of another load": (
        [
            "UPDATE articles SET word_count = 999 WHERE article_id IN (3, 4)",
            f"UPDATE articles SET extracted_load_id = '{EARLIER[0]}' WHERE article_id = 3",
        ],
        {},
    ),
    "no article": (
        [
            "UPDATE articles SET word_count = 999 WHERE article_id = 3",
            f"INSERT INTO entity_redirects SELECT 998, 999, '{LOAD}', 'merged', 'PERSON:no one'",
        ],
        {},
    ),
}
BROKEN = {WORDS, "quotes: kind.in_set", "entity_redirects: new_entity_id.references_entities"}


@pytest.mark.parametrize("what", CASES)
def test_faults_are_found_where_a_few_articles_have_them_all(what: str, valid: Path, tmp_path: Path) -> None:
    sql, faults = CASES[what]
    candidate = poisoned(valid, tmp_path / "warehouse.duckdb", *sql)
    with candidate_batch(candidate, LOAD) as batch:
        engine = batch.data.execution_engine
        checks = [check for check in gate.all_checks() if f"{check.table_name}: {check.check_name}" in BROKEN]
        broken = [check for check in checks if engine.offending(check.offending, 1, by_article=False)["count"]]
        assert broken
        assert find_faults(broken, engine) == faults


def test_a_refusal_names_the_articles_unless_something_else_refuses_too(valid: Path, tmp_path: Path) -> None:
    candidate = poisoned(
        valid, tmp_path / "warehouse.duckdb", "UPDATE articles SET word_count = 999 WHERE article_id = 3"
    )
    verdict = gate.check(candidate, LOAD)
    assert (verdict.passed, verdict.faults) == (False, {3: WORDS})
    assert gate.check(candidate, LOAD, accuracy={}).faults == {}
