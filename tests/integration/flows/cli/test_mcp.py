"""`newsledger mcp`, asked by the protocol's own client over standard input and output."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
from mcp import Client, StdioServerParameters, stdio_client

from tests.ledger import Ledger
from tests.nights import FIRST_NIGHT
from warehouse.publish import layout

ANNA, VELL = 1, 2
RUN = "from flows.cli.group import main; main(prog_name='newsledger')"
TEXT = "Mayor Anna Brook said \u201cno boats\u201d at Vell. She said 40 people died \U0001f30a\x1b[31m."

Asked = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("warehouse")
    book = Ledger()
    book.entity(ANNA, "PERSON", "Anna Brook")
    book.entity(VELL, "PLACE", "Vell", country_code="QV")
    for outlet in ("Harbour Post", "Wire"):
        article = book.article(TEXT, outlet=outlet, day=FIRST_NIGHT.date(), headline="No boats")
        book.names(article, ANNA, "PERSON:anna brook", "Anna Brook", role="Mayor")
        book.names(article, VELL, "PLACE:vell", "Vell")
        book.says(article, ANNA, "no boats", cue="said")
        book.counts(article, "40", 40, event="killed", claimant=ANNA, place=VELL)
        book.rows["figures"][-1] |= {"sentence": "She said 40 people died \U0001f30a\x1b[31m."}
    book.publish(directory)
    return directory


def answers(warehouse: Path, asked: Sequence[Asked]) -> list[Any]:
    """What the tools answer: a document, or an error as text."""

    async def ask() -> list[Any]:
        server = StdioServerParameters(
            command=sys.executable, args=["-c", RUN, "mcp", "--warehouse", str(warehouse)],
            env={"PYTHONPATH": str(Path.cwd())},
        )  # fmt: skip
        async with Client(stdio_client(server)) as client:
            found = [await client.call_tool(name, arguments) for name, arguments in asked]
            return [one.structured_content if not one.is_error else str(one.content[0]) for one in found]

    return asyncio.run(ask())


def test_every_answer_leads_to_the_characters_that_say_it(warehouse: Path) -> None:
    found = answers(
        warehouse,
        [
            ("search", {"words": "boats", "outlet": "wire"}),
            ("story", {"asked": "1"}),
            ("claims", {"event": "deaths", "place": "Vell"}),
            ("figure", {"figure_id": 1}),
            ("entity", {"name": "anna brook"}),
            ("quotations", {"words": "BOATS", "speaker": "Anna Brook"}),
        ],
    )
    search, story, claims, figure, entity, quotations = found
    assert [article["outlet"] for article in search["articles"]] == ["Wire"]
    assert [article["article_id"] for article in story["articles_of_it"]] == [1]
    assert [(claim["claimant"], claim["value_low"]) for claim in claims["claims"]] == [("Anna Brook", 40)] * 2
    assert {fact["fact"] for fact in entity["facts"]} == {"role", "says", "claims", "is named"}
    assert len(quotations["quotations"]) == 2
    told = [
        *search["articles"], *story["claims"], *claims["claims"], figure, *entity["facts"], *quotations["quotations"],
    ]  # fmt: skip
    with duckdb.connect(str(layout.published(warehouse)), read_only=True) as con:
        texts = dict(con.execute("SELECT article_id, raw_text FROM articles").fetchall())
    assert len(told) >= 12
    for one in told:
        said = texts[one["article_id"]][one["raw_start"] : one["raw_end"]]
        assert said
        assert said in one["sentence"]
        assert one["outlet"] in {"Harbour Post", "Wire"}


def test_sql_is_read_only_and_bounded(warehouse: Path) -> None:
    rows, listed, dropped, file, several, odd = answers(
        warehouse,
        [
            ("sql", {"query": "FROM range(1000)"}),
            ("sql", {"query": "SHOW TABLES"}),
            ("sql", {"query": "DROP TABLE articles"}),
            ("sql", {"query": "FROM read_text('/etc/passwd')"}),
            ("sql", {"query": "SELECT 1; SELECT 2"}),
            ("sql", {"query": "SELECT 'nan'::DOUBLE AS n, DATE '2031-05-01' AS d, [1, NULL] AS l"}),
        ],
    )
    assert (len(rows["rows"]), rows["more_rows"]) == (200, True)
    assert "marts.claims" in {name for name, _ in listed["rows"]}
    assert "DROP cannot be run" in dropped
    assert "Permission Error" in file
    assert "one query at a time" in several
    assert odd == {"columns": ["n", "d", "l"], "rows": [["nan", "2031-05-01", [1, None]]], "more_rows": False}


def test_sql_that_takes_too_much_ends_and_the_server_goes_on(warehouse: Path) -> None:
    *errors, after = answers(
        warehouse,
        [
            ("sql", {"query": "SELECT repeat('x', 300000000)"}),
            ("sql", {"query": "SELECT repeat('x', 2000000)"}),
            ("sql", {"query": "SELECT sleep_ms(200000), levenshtein(repeat('a', 99999), repeat('b', 99999))"}),
            ("sql", {"query": "SELECT 1 AS one"}),
        ],
    )
    for error, words in zip(errors, ["memory", "more than 1 MB", "longer than 20 seconds"], strict=True):
        assert words in error
    assert after["rows"] == [[1]]


def test_what_is_not_there_is_said_and_the_server_goes_on(warehouse: Path) -> None:
    *errors, story = answers(
        warehouse,
        [
            ("claims", {"event": "kiled"}),
            ("claims", {"claimant": "$limit {}"}),
            ("figure", {"figure_id": 99}),
            ("entity", {"name": "Nobody"}),
            ("entity", {"name": "9" * 50}),
            ("story", {"asked": "9" * 50}),
            ("story", {"asked": "no such words"}),
            ("search", {"words": "boats", "outlet": "Post"}),
            ("search", {"words": "boats", "since": "yesterday"}),
            ("story", {}),
        ],
    )
    for error, words in zip(
        errors,
        ['did you mean "killed"', "nobody who claims", "no figure has", "no entity is", "no entity has", "no story has",
         "no story holds", "no outlet is called", "date"],
        strict=True,
    ):  # fmt: skip
        assert words in error.replace("\\'", "'").replace('\\"', '"'), error
    assert len(story["stories"]) == 2


def test_without_a_warehouse_the_tools_say_so(tmp_path: Path) -> None:
    (error,) = answers(tmp_path, [("story", {})])
    assert "nothing is published" in error


def test_tools_are_read_only_and_the_dictionary_is_a_resource(warehouse: Path) -> None:
    async def ask() -> tuple[Any, Any]:
        server = StdioServerParameters(
            command=sys.executable, args=["-c", RUN, "mcp", "--warehouse", str(warehouse)],
            env={"PYTHONPATH": str(Path.cwd())},
        )  # fmt: skip
        async with Client(stdio_client(server)) as client:
            return await client.list_tools(), await client.read_resource("newsledger://data-dictionary")

    tools, dictionary = asyncio.run(ask())
    assert {tool.name for tool in tools.tools} == {
        "search", "story", "claims", "figure", "entity", "quotations", "sql",
    }  # fmt: skip
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools.tools)
    assert "### marts.claims" in dictionary.contents[0].text
