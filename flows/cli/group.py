"""The group of commands: how a command is found, and how errors are shown.

A command is a file of this folder. `newsledger status` runs the click command `status` in `status.py`; there is no list
of commands. Only the file of the command that runs is imported, and for `--help` those of all commands: at their top
they import nothing that takes time.
"""

import os
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

import flows.cli

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class CommandGroup(click.Group):
    """Finds each command in the file of its name, and shows errors that a user can fix as one line on stderr.

    The exit code is 2 for wrong usage and 1 for all other errors.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's signature
        """Returns the names of all commands, sorted."""
        return [name for name in _modules() if _command(name)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 click's signature
        """Returns the command in the file of this name; None if there is no such file, or no command in it."""
        return _command(cmd_name) if cmd_name in _modules() else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Returns the command that is called, and its arguments; an unknown name ends with a message."""
        if self.get_command(ctx, args[0]) is None:
            # The message suggests commands with similar names, which click looks for in this dictionary.
            self.commands = dict.fromkeys(self.list_commands(ctx), self)
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Reads the options before the name of the command."""
        with _usage_in_one_line():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command."""
        from warehouse import QueryError, WarehouseError

        try:
            with _usage_in_one_line():
                return super().invoke(ctx)
        except (QueryError, WarehouseError) as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            # What is not yet written cannot be written any more: without this, Python would fail again when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if isinstance(error, BrokenPipeError):  # the program that reads our output has ended, as `head` does
                ctx.exit(1)
            raise click.ClickException(": ".join(str(x) for x in (error.filename, error.strerror) if x)) from error


def _modules() -> list[str]:
    """Returns the names of the files that may hold a command, sorted.

    A name with an underscore, as `review_file`, is a part of a command: so nothing has to be imported to know it.
    """
    return sorted(module.name for module in pkgutil.iter_modules(flows.cli.__path__) if "_" not in module.name)


def _command(module: str) -> click.Command | None:
    """Returns the command that a file holds under its own name; None if it holds none."""
    command = getattr(import_module(f"{flows.cli.__name__}.{module}"), module, None)
    return command if isinstance(command, click.Command) and command.name == module else None


@contextmanager
def _usage_in_one_line() -> Iterator[None]:
    """Says what is wrong with a command line, without the lines on usage that click prints before it."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "newsledger"
        message = " ".join(error.format_message().split()).removesuffix(".")
        raise click.UsageError(f"{message} (see `{command} --help`)") from error


@click.group(cls=CommandGroup, context_settings=CONTEXT)
@click.version_option(package_name="newsledger")
@click.pass_context
def main(ctx: click.Context) -> None:
    """A nightly ledger of who said what, and how many, in the news.

    \b
    Try:
      newsledger run --corpus corpus/sample
      newsledger status
      newsledger story
      newsledger claims killed
      newsledger sql "SHOW TABLES"
      newsledger sql "FROM marts.places ORDER BY articles DESC LIMIT 5"
    """
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        ctx.color = False
    for stream in (sys.stdout, sys.stderr):
        # JSON and CSV are UTF-8 on every system. Names of files may hold bytes that are not UTF-8: they are escaped.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
