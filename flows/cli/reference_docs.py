"""The reference of the command line: `python -m flows.cli.reference_docs` writes `docs/cli.md`."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from flows.cli.group import main

PATH = Path("docs") / "cli.md"
"""Below the root of the repository."""

_ABOUT: Final = """\
# Commands

Written by `python -m flows.cli.reference_docs` from the commands in `flows/cli`; edit them.

After `make run` the program is `.venv/bin/newsledger`. Each command takes `--help`, and so does `newsledger` itself.
An option can be set by its environment variable too; what is given on the command line comes first.

| exit code | means |
|---:|---|
| 0 | done, or there was nothing new |
| 1 | it failed; one line on stderr says why |
| 2 | wrong usage: an unknown option, a value that is not allowed, a file that is not there |
| 3 | the checks refused the load; what was published stays (commands that load) |
| 4 | what is published is older than `--max-age` (only `newsledger status`) |

On a terminal, what is longer than the screen goes through `less`, or what PAGER names (`PAGER=` turns it off); NO_COLOR
turns colours off. The shell completes commands, options, events and outlets after

```sh
eval "$(_NEWSLEDGER_COMPLETE=bash_source newsledger)"
```

in `~/.bashrc`; zsh takes `zsh_source`, fish `_NEWSLEDGER_COMPLETE=fish_source newsledger | source`."""


def markdown() -> str:
    """Returns the reference as Markdown, one section for each command."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    context = click.Context(main, info_name="newsledger")
    commands = [command for name in main.list_commands(context) if (command := main.get_command(context, name))]
    yield from (_ABOUT, "", "| command | does |", "|---|---|")
    for command in commands:
        yield f"| [`newsledger {command.name}`](#{command.name}) | {_cell(command.get_short_help_str(200))} |"
    for command in commands:
        yield from _section(command, click.Context(command, info_name=command.name, parent=context))


def _section(command: click.Command, context: click.Context) -> Iterator[str]:
    """Describes one command: how it is called, what it does, its options, its examples."""
    usage = " ".join(["newsledger", str(command.name), *command.collect_usage_pieces(context)])
    text, examples = _help(command, context)
    yield from ("", f"## {command.name}", "", f"`{usage}`", "", text, "")
    yield from ("| option | variable | default | meaning |", "|---|---|---|---|")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield _option(parameter, context)
    yield from ("", "```sh", *examples, "```")


def _help(command: click.Command, context: click.Context) -> tuple[str, list[str]]:
    """Returns what the help of a command says, as Markdown, and its examples.

    click marks with a backspace the paragraphs whose lines it keeps as they are: the examples.
    """
    formatter = click.HelpFormatter(width=100_000)
    command.format_help_text(context, formatter)
    lines = inspect.cleandoc(formatter.getvalue()).splitlines()
    start = next(number for number, line in enumerate(lines) if line in {"Example:", "Examples:"})
    return "\n".join(lines[:start]).strip(), [line.strip() for line in lines[start + 1 :]]


def _option(option: click.Option, context: click.Context) -> str:
    """Returns the row of an option.

    The default is the one that the help shows, so that a default that depends on the machine is told in words.
    """
    name = " / ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    if not option.is_flag and not isinstance(option.type, click.Choice):
        name += f" {option.make_metavar(context).removesuffix(' RANGE')}"
    shown = option.get_help_extra(context)
    help_text, in_text = _default_in_text(option.help or "")
    if isinstance(option.type, click.Choice):
        help_text += " One of " + ", ".join(f"`{choice}`" for choice in option.type.choices) + "."
    # click puts a default that is told in words in brackets.
    default = str(
        shown.get("default", "").strip("()") or shown.get("required") or in_text or ("off" if option.is_flag else "")
    )
    if "range" in shown:
        help_text += f" From {shown['range'].replace('<=x<=', ' to ')}."
    return f"| {_cell(name)} | `{option.envvar}` | {_cell(default)} | {_cell(help_text)} |"


def _default_in_text(text: str) -> tuple[str, str]:
    """Returns the help of an option, and the default that it says itself in brackets at its end."""
    found = re.fullmatch(r"(.*?)\s*\[default: (.*)\]", text)
    return (found[1], found[2]) if found else (text, "")


def _cell(text: str) -> str:
    """Returns a text with a backslash before each `|`, which would end the cell of a table."""
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PATH.write_text(markdown(), encoding="utf-8")
