"""What every command owes its users: help with examples, a variable for each option, a place in the README."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from flows.cli import main

CONTRACT = {
    "run": {"--corpus", "--warehouse", "--workers"},
    "extract": {"--no-strip", "--format"},
    "sql": {"--warehouse", "--format"},
    "explain": {"--warehouse", "--html"},
    "entity": {"--warehouse", "--kind", "--format"},
    "claims": {"--warehouse", "--place", "--format"},
    "review": {"--warehouse", "--kind", "--limit", "--list", "--decided", "--format", "--from", "--by"},
    "status": {"--warehouse"},
    "history": {"--warehouse"},
    "rollback": {"--warehouse"},
    "verify": {"--warehouse", "--all"},
    "serve": {"--cron", "--timezone"},
}
"""The options that scripts of others rely on."""

COMMANDS = sorted(main.commands)


def options(command: str) -> list[click.Option]:
    return [parameter for parameter in main.commands[command].params if isinstance(parameter, click.Option)]


def shown_help(*arguments: str) -> str:
    done = CliRunner().invoke(main, [*arguments, "--help"], prog_name="newsledger", terminal_width=200)
    assert done.exit_code == 0
    return done.stdout


def test_the_contract_holds() -> None:
    assert set(CONTRACT) <= set(COMMANDS)
    for command, expected in CONTRACT.items():
        assert expected <= {name for option in options(command) for name in option.opts}, command
    formats = next(option.type for option in options("sql") if option.name == "form")
    assert isinstance(formats, click.Choice)
    assert set(formats.choices) == {"table", "csv", "json", "jsonl", "parquet"}
    defaults = {option.name: option.default for option in [*options("run"), *options("serve")]}
    assert (defaults["corpus"], defaults["warehouse"]) == ("corpus/sample", "warehouse/published")
    assert defaults["cron"] == "0 2 * * *"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_it_does_with_examples_that_parse(command: str) -> None:
    text = shown_help(command)
    assert len(main.commands[command].get_short_help_str(200).split()) > 4
    examples = re.findall(rf"^ +(?:.*\| )?newsledger ({command}\b.*)$", text.partition("Example")[2], re.MULTILINE)
    assert examples
    for example in examples:
        words = shlex.split(re.sub(r"\s[>|].*", "", example))[1:]
        opts = {name for option in options(command) for name in option.opts}
        assert {word for word in words if word.startswith("--")} <= opts, example


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_is_for_and_has_a_variable(command: str) -> None:
    text = shown_help(command)
    for option in options(command):
        assert isinstance(option.envvar, str), option.name
        assert re.fullmatch("NEWSLEDGER_[A-Z_]+", option.envvar)
        assert option.help
        assert f"env var: {option.envvar}" in text


def test_a_variable_means_the_same_everywhere() -> None:
    meanings: dict[str | list[str] | None, set[str]] = {}
    for command in COMMANDS:
        for option in options(command):
            values = option.type.choices if isinstance(option.type, click.Choice) else ()
            meanings.setdefault(option.envvar, set()).add(f"{option.opts} {option.help} {option.default} {values}")
    assert [variable for variable, found in meanings.items() if len(found) > 1] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_shows_every_command(command: str, root: Path) -> None:
    assert re.search(rf"newsledger {command}\b", (root / "README.md").read_text("utf8"))
