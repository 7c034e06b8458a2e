"""How commands are found, and what each owes its users: examples and a variable for each option."""

import ast
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from flows.cli.group import main
from tests.commands import Newsledger

CONTRACT = {
    "run": {"--corpus", "--warehouse", "--workers"},
    "extract": {"--no-strip", "--format"},
    "sql": {"--warehouse", "--format"},
    "explain": {"--warehouse", "--html"},
    "entity": {"--warehouse", "--kind", "--format"},
    "claims": {"--warehouse", "--place", "--format"},
    "story": {"--warehouse", "--since", "--until", "--limit", "--format", "--json"},
    "review": {"--warehouse", "--kind", "--limit", "--list", "--decided", "--notes", "--format", "--from", "--by"},
    "status": {"--warehouse", "--max-age", "--json"},
    "doctor": {"--corpus", "--warehouse"},
    "ui": {"--warehouse", "--port"},
    "history": {"--warehouse"},
    "rollback": {"--warehouse"},
    "verify": {"--warehouse", "--all"},
    "serve": {"--cron", "--timezone"},
}
"""The options that scripts of others rely on."""

CONTEXT = click.Context(main)
COMMANDS = main.list_commands(CONTEXT)


def command_named(name: str) -> click.Command:
    command = main.get_command(CONTEXT, name)
    assert command
    return command


def options(command: str) -> list[click.Option]:
    return [parameter for parameter in command_named(command).params if isinstance(parameter, click.Option)]


def shown_help(*arguments: str) -> str:
    done = CliRunner().invoke(main, [*arguments, "--help"], prog_name="newsledger", terminal_width=200)
    assert done.exit_code == 0
    return done.stdout


def test_a_command_is_found_by_the_name_of_its_file_alone(tmp_path: Path) -> None:
    (tmp_path / "whistle.py").write_text("import click\n@click.command()\ndef whistle():\n    click.echo('whistled')\n")
    code = """
import sys, flows.cli
flows.cli.__path__.append(sys.argv.pop(1))
from flows.cli.group import main
try:
    main()
finally:
    print(*(name for name in sys.modules if name.startswith("flows.cli.")), file=sys.stderr)
"""
    newsledger = Newsledger(tmp_path)
    out, err = newsledger.start(tmp_path, "whistle", code=code).communicate()
    assert (out, err.split()) == (b"whistled\n", [b"flows.cli.group", b"flows.cli.whistle"])
    shown, _ = newsledger.start(tmp_path, "--help", code=code).communicate()
    assert re.findall(r"^  ([a-z]+)(?:  |$)", shown.decode().partition("Commands:")[2], re.MULTILINE) == sorted(
        [*COMMANDS, "whistle"]
    )


def test_a_file_holds_the_command_of_its_name_or_is_shared_by_commands(root: Path) -> None:
    files = {path.stem for path in (root / "flows" / "cli").glob("*.py")}
    shared = {"__init__", "group", "options", "text"} | {name for name in files if "_" in name}
    assert set(COMMANDS) == files - shared
    for name in (*shared, "../sql", "flows.cli.sql", "sql.py", "SQL", "", "\udcff", "main"):
        assert main.get_command(CONTEXT, name) is None, name


def test_nobody_imports_a_command(root: Path) -> None:
    """So what commands share lies in files that are no commands, and `group.py` needs no list of them."""
    modules = {f"flows.cli.{name}" for name in COMMANDS}
    for path in (root / "flows").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf8"))):
            if isinstance(node, ast.ImportFrom):
                imported = {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                imported = {alias.name for alias in node.names}
            else:
                continue
            assert not imported & modules, path


def test_the_contract_holds() -> None:
    assert set(CONTRACT) <= set(COMMANDS)
    for command, expected in CONTRACT.items():
        assert expected <= {name for option in options(command) for name in option.opts}, command
    formats = next(option.type for option in options("sql") if option.name == "form")
    assert isinstance(formats, click.Choice)
    assert set(formats.choices) == {"table", "record", "csv", "json", "jsonl", "parquet"}
    defaults = {option.name: option.default for option in [*options("run"), *options("serve")]}
    assert (defaults["corpus"], defaults["warehouse"]) == ("corpus/sample", "warehouse/published")
    assert defaults["cron"] == "0 2 * * *"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_it_does_with_examples_that_parse(command: str) -> None:
    text = shown_help(command)
    assert len(command_named(command).get_short_help_str(200).split()) > 4
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
    meanings: dict[object, set[str]] = {}
    for command in COMMANDS:
        for option in options(command):
            values = option.type.choices if isinstance(option.type, click.Choice) else ()
            meanings.setdefault(option.envvar, set()).add(f"{option.opts} {option.help} {option.default} {values}")
    assert [variable for variable, found in meanings.items() if len(found) > 1] == []
