"""Articles that passed before: none is looked at again while it is the same, and all once anything of it changed."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from expectations.datasource import candidate_batch
from expectations.gate import all_checks, check
from expectations.passed_articles import NAME, PassedArticles
from expectations.suites import CheckDefinition
from tests.candidate import LOAD, failed, poisoned
from tests.integration.expectations.test_gate import POISONS

BY_ARTICLE = [check for check in all_checks() if check.by_article]
NAMES = [f"{check.table_name}: {check.check_name}" for check in BY_ARTICLE]


@pytest.fixture(scope="module")
def passed(valid: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the valid candidate left for the next load."""
    file = tmp_path_factory.mktemp("passed") / NAME
    assert check(valid, LOAD, passed_file=file).passed
    return file


def to_check(candidate: Path, file: Path, checks: list[CheckDefinition]) -> int:
    with candidate_batch(candidate, LOAD) as batch:
        engine = batch.data.execution_engine
        engine.look_past(PassedArticles(file, file.parent / "work", checks))
        assert engine.offending(checks[0].offending, 1, by_article=True)["count"] == 0
        return int(engine.rows("SELECT count(*) AS n FROM articles_to_check")[0]["n"])


def number_of_articles(candidate: Path) -> int:
    with duckdb.connect(candidate, read_only=True) as con:
        return int(con.execute("SELECT count(*) FROM articles").fetchall()[0][0])


def test_what_passed_is_not_looked_at_again(valid: Path, passed: Path) -> None:
    assert to_check(valid, passed, BY_ARTICLE) == 0


def test_only_the_article_that_changed_is(valid: Path, passed: Path, tmp_path: Path) -> None:
    changed = poisoned(valid, tmp_path / "warehouse.duckdb", "UPDATE blocks SET block_no = 9 WHERE block_id = 506")
    assert to_check(changed, passed, BY_ARTICLE) == 1


def test_another_rule_looks_at_all(valid: Path, passed: Path) -> None:
    stricter = replace(BY_ARTICLE[0], offending=f"{BY_ARTICLE[0].offending} AND true")
    assert to_check(valid, passed, [stricter, *BY_ARTICLE[1:]]) == number_of_articles(valid)


@pytest.mark.parametrize("spoil", [lambda kept: kept[:-1], lambda kept: b"x" + kept[1:], lambda _: b""])
def test_a_damaged_file_counts_for_nothing(valid: Path, passed: Path, tmp_path: Path, spoil) -> None:
    damaged = tmp_path / NAME
    damaged.write_bytes(spoil(passed.read_bytes()))
    assert to_check(valid, damaged, BY_ARTICLE) == number_of_articles(valid)


@pytest.mark.parametrize("definition", BY_ARTICLE, ids=NAMES)
def test_a_poisoned_row_of_an_article_that_passed_is_found(
    valid: Path, passed: Path, tmp_path: Path, definition: CheckDefinition
) -> None:
    poison = POISONS[f"{definition.table_name}: {definition.check_name}"]
    spoilt = poisoned(valid, tmp_path / "warehouse.duckdb", poison[0])
    with candidate_batch(spoilt, LOAD) as batch:
        engine = batch.data.execution_engine
        engine.look_past(PassedArticles(passed, tmp_path / "work", BY_ARTICLE))
        assert engine.offending(definition.offending, 1, by_article=True)["count"] > 0


def test_what_does_not_pass_is_not_kept(valid: Path, passed: Path, tmp_path: Path) -> None:
    name = "mentions: rule.raw_slices_back"
    spoilt = poisoned(valid, tmp_path / "warehouse.duckdb", POISONS[name][0])
    before = passed.read_bytes()
    assert name in failed(check(spoilt, LOAD, passed_file=passed))
    assert passed.read_bytes() == before


@pytest.mark.parametrize("definition", BY_ARTICLE, ids=NAMES)
def test_a_check_reads_no_column_but_those_that_are_hashed(valid: Path, definition: CheckDefinition) -> None:
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{valid}' AS valid (READ_ONLY)")
        for table, columns in definition.reads.items():
            con.execute(f"CREATE VIEW {table} AS SELECT article_id, {', '.join(columns)} FROM valid.{table}")
        assert con.execute(definition.offending).fetchall() == []
