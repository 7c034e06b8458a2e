"""Examples of the documents: commands, and what they print on the sample articles.

`python -m tests.shown WAREHOUSE` writes the answers in `docs/questions.md` anew, from a warehouse of the sample.
"""

import re
import shlex
import sys
from pathlib import Path

from click.testing import CliRunner

from flows.cli.group import main

EXAMPLE = re.compile(r"^```console\n\$ \.venv/bin/newsledger (.*?)\n```$", re.DOTALL | re.MULTILINE)
OMITTED = "…"
"""A line of an example that stands for any number of lines."""
QUESTIONS = Path("docs") / "questions.md"


def examples(text: str) -> list[tuple[list[str], list[str]]]:
    """The arguments of each example of a page, and the lines that it shows."""
    return [(shlex.split(command), shown.split("\n")) for command, shown in map(_parts, EXAMPLE.findall(text))]


def answered(text: str, warehouse: str) -> str:
    """A page with what its examples print today."""

    def answer(found: re.Match[str]) -> str:
        command, _ = _parts(found[1])
        done = CliRunner().invoke(main, shlex.split(command), env={"NEWSLEDGER_WAREHOUSE": warehouse})
        printed = "\n".join(line.rstrip() for line in done.output.rstrip().split("\n"))
        return f"```console\n$ .venv/bin/newsledger {command}\n{printed}\n```"

    return EXAMPLE.sub(answer, text)


def _parts(example: str) -> tuple[str, str]:
    """The command, which goes on until its quotes are closed, and the rest."""
    lines = example.split("\n")
    end = next(n for n in range(1, len(lines) + 1) if "\n".join(lines[:n]).count('"') % 2 == 0)
    return "\n".join(lines[:end]), "\n".join(line.rstrip() for line in lines[end:])


if __name__ == "__main__":
    QUESTIONS.write_text(answered(QUESTIONS.read_text("utf8"), sys.argv[1]), "utf8")
