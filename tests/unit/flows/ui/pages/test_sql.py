import duckdb
import pytest

from flows.ui.pages.sql import leads_to, questions
from warehouse.schema import ddl


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.asks)
def test_each_question_is_answered_by_a_query_of_few_lines(question) -> None:
    with duckdb.connect() as con:
        for statement in ddl.statements():
            con.execute(statement)
        con.execute(question.sql)
    assert question.asks.endswith("?")
    assert question.sql.count("\n") < 5


@pytest.mark.parametrize(
    ("column", "value", "address"),
    [
        ("article_id", 7, "/article/7"),
        ("other_figure_id", 7, "/figure/7"),
        ("speaker_entity_id", 7, "/entity/7"),
        ("story_id", 7, "/story/7"),
        ("last_load_id", "20310501T020000Z", "/load/20310501T020000Z"),
        ("load_id", '../x"', "/load/../x%22"),
        ("article_id", "7", None),
        ("article_id", None, None),
        ("file_id", 7, None),
        ("articles", 7, None),
    ],
)
def test_ids_lead_to_their_pages(column: str, value: object, address: str | None) -> None:
    assert leads_to(column, value) == address
