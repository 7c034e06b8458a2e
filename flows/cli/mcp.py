"""`newsledger mcp`: answers for programs, over the Model Context Protocol."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import click

from flows.cli.options import published_file, warehouse_option

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

DICTIONARY = "newsledger://data-dictionary"

MOST = 200
"""Rows of a list in one answer: more than that no assistant reads."""

INSTRUCTIONS = (
    "A ledger of who said what, and how many, in the news, read-only. Each statement comes with its sentence, outlet "
    "and article; raw_start and raw_end count characters of articles.raw_text. Quote the sentence with each number. "
    "Claims of several claimants are never averaged."
)


@click.command()
@warehouse_option
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    envvar="NEWSLEDGER_MCP_PORT",
    show_envvar=True,
    help="Answer over HTTP on this port of the loopback address, instead of standard input and output.",
)
def mcp(warehouse: Path, port: int | None) -> None:
    """Answer the questions of a program, such as an assistant, over the Model Context Protocol.

    By standard input and output; the program starts this command itself. Its tools are search, story, claims, figure,
    entity, quotations and sql, and its resource the data dictionary. They read the published version, and change
    nothing; each answer has the sentence, outlet, article and characters of what it says. Each asks the version that is
    published at that time.

    \b
    Examples:
      newsledger mcp --warehouse /srv/warehouse
      newsledger mcp --port 8412
    """
    server = build(warehouse)
    if port is None:
        server.run()
    else:
        server.run("streamable-http", host="127.0.0.1", port=port)


def build(warehouse: Path) -> "MCPServer":
    """Returns a server of the tools on a warehouse folder."""
    from mcp.server.mcpserver import MCPServer
    from mcp_types import ToolAnnotations

    server = MCPServer("newsledger", instructions=INSTRUCTIONS, log_level="WARNING")
    for tool in _tools(warehouse):
        server.add_tool(tool, annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False))
    server.resource(
        DICTIONARY, description="Every table, view and column, with its meaning.", mime_type="text/markdown"
    )(_dictionary)
    return server


def _dictionary() -> str:
    from warehouse.schema.dictionary import markdown

    return markdown()


def _tools(warehouse: Path) -> list[Callable[..., dict[str, Any]]]:
    """Returns the tools; their names, parameters and descriptions are what a program sees."""
    from warehouse.read import answers
    from warehouse.read.claims import ClaimQuery
    from warehouse.read.formats import plain

    # One at a time: DuckDB opens a file once in a process, with one set of settings.
    one_at_a_time = Lock()

    def answer(of: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
        from mcp.server.mcpserver.exceptions import ToolError

        from warehouse import QueryError, WarehouseError

        try:
            with one_at_a_time:
                found = of(published_file(warehouse), *arguments)
        except (QueryError, WarehouseError) as error:
            raise ToolError(str(error)) from error
        return {name: plain(value) for name, value in found.items()}

    def search(
        words: str, outlet: str | None = None, since: date | None = None, until: date | None = None, limit: int = 10
    ) -> dict[str, Any]:
        """Find articles that hold words, best match first, each with the first passage that holds one of them."""
        return answer(answers.search, words, outlet, since, until, _bounded(limit))

    def story(asked: str = "", limit: int = 20) -> dict[str, Any]:
        """Show a story by id or words of its articles: outlets, articles, claims. Without words, the latest stories."""
        return answer(answers.story, asked.strip(), _bounded(limit))

    def claims(
        event: str | None = None,
        place: str | None = None,
        claimant: str | None = None,
        story: str | None = None,
        outlet: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int = 50,
    ) -> dict[str, Any]:
        """Show who says how many: killed, wounded, displaced and so on. An open bound is null."""
        query = ClaimQuery(event, place, story, claimant, outlet, since, until)
        return answer(answers.claims, query, _bounded(limit))

    def figure(figure_id: int) -> dict[str, Any]:
        """Show one number: its sentence, and from which words each of its parts was read."""
        return answer(answers.figure, figure_id)

    def entity(name: str, limit: int = 50) -> dict[str, Any]:
        """Show what is told of a person, body or place, by name or id: roles, words, numbers, mentions."""
        return answer(answers.entity, name.strip(), _bounded(limit))

    def quotations(words: str = "", speaker: str | None = None, limit: int = 20) -> dict[str, Any]:
        """Find what somebody said, by words of it, by speaker, or both, newest first."""
        return answer(answers.quotations, words, speaker, _bounded(limit))

    def sql(query: str) -> dict[str, Any]:
        """Run one SQL query (DuckDB), at most 20 seconds, 200 rows and 1 MB. SHOW TABLES lists what there is."""
        return answer(answers.sql, query)

    return [search, story, claims, figure, entity, quotations, sql]


def _bounded(limit: int) -> int:
    return max(1, min(limit, MOST))
