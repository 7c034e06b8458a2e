"""Each question of `docs/questions.md` is answered by a view of marts, in a query of at most five lines."""

from pathlib import Path

from tests.shown import examples

MOST_LINES = 5
MOST_CHARACTERS = 120


def test_twenty_questions_have_short_queries_on_marts(root: Path) -> None:
    page = (root / "docs" / "questions.md").read_text("utf8")
    queries = [arguments[-1] for arguments, _ in examples(page)]
    assert page.count("\n### ") == len(queries) == 20
    for query in queries:
        lines = query.split("\n")
        assert len(lines) <= MOST_LINES, query
        assert max(map(len, lines)) <= MOST_CHARACTERS, query
        assert " JOIN " not in query
        assert "FROM marts." in query
