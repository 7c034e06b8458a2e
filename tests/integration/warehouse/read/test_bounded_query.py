"""Queries in a process of their own, and its limits."""

import json
from pathlib import Path

import pytest

from tests.nights import Story, publish_night
from warehouse import QueryError, WarehouseError
from warehouse.publish import layout
from warehouse.read import bounded_query
from warehouse.read.bounded_query import LONGEST_CELL, run_bounded


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("warehouse")
    publish_night(home, [Story(1, 1, ["Quay opens", "9 boats came to the quay."])])
    return layout.published(home)


def answer(path: Path, sql: str, form: str = "csv") -> str:
    with run_bounded(path, sql, form) as found:
        return found.read().decode()


def test_it_answers_as_csv_and_json(path: Path) -> None:
    assert answer(path, "SELECT headline, NULL AS n FROM articles;") == "headline,n\nQuay opens,\n"
    assert json.loads(answer(path, "SELECT 1 AS one, 'ü' AS x", "json")) == [{"one": 1, "x": "ü"}]


def test_a_page_has_the_first_rows_with_cells_cut(path: Path) -> None:
    sql = "SELECT range AS n, repeat('ü', 400) AS x, [1, 2] AS l, NULL AS e, 'a' AS x FROM range(3)"
    page = json.loads(answer(path, sql, "page:2"))
    long = "ü" * LONGEST_CELL + "…"
    assert page["columns"] == ["n", "x", "l", "e", "x"]
    assert page["rows"] == [[0, long, "[1, 2]", None, "a"], [1, long, "[1, 2]", None, "a"]]
    assert page["more"] is True
    assert json.loads(answer(path, "DESCRIBE articles", "page:500"))["more"] is False


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELECT nope", "nope"),
        ("DELETE FROM articles", "DELETE cannot be run"),
        ("", "there is no query"),
        ("SELECT 1; SELECT 2", "one query at a time"),
        ("SELECT '\ud800'", "not valid UTF-8"),
        ("FROM read_text('/etc/passwd')", "disabled by configuration"),
        ("SELECT repeat('y', 900000000)", "(?i)memory"),
        ("SELECT list(range) FROM range(200000000)", "(?i)memory"),
    ],
)
def test_what_fails_is_told_in_one_line(sql: str, told: str, path: Path) -> None:
    with pytest.raises(QueryError, match=told) as raised:
        answer(path, sql)
    assert "\n" not in str(raised.value)


def test_a_query_that_cannot_be_interrupted_ends_in_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_query, "SECONDS", 3)
    with pytest.raises(QueryError, match="longer than 3 seconds"):
        answer(path, "SELECT levenshtein(repeat('a', 300000), repeat('b', 300000))")


def test_a_result_that_is_too_large_is_told(path: Path) -> None:
    with pytest.raises(QueryError, match="the result takes more than 200 MB"):
        answer(path, "SELECT repeat('x', 10000) FROM range(30000)")


def test_a_query_that_ends_its_process_ends_nothing_else(path: Path) -> None:
    for _ in range(2):
        try:
            answer(path, "FROM enable_logging(storage = 'file', storage_config = {'path': '/nowhere/log'})")
        except QueryError as error:
            assert "\n" not in str(error)  # noqa: PT017 DuckDB may bear it one day
        assert answer(path, "SELECT 1 AS one") == "one\n1\n"


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="cannot be opened"):
        answer(tmp_path / "nothing.duckdb", "SELECT 1")
