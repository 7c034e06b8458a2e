"""The files of `deploy/` name commands, options and variables that there are."""

import re
from pathlib import Path
from shlex import split

import pytest
import yaml  # type: ignore[import-untyped]

FILES = ("Dockerfile", "compose.yaml", "newsledger.service", "newsledger-load.service", "crontab.example")


@pytest.mark.parametrize("name", FILES)
def test_variables_are_those_of_the_commands(root: Path, name: str) -> None:
    text = (root / "deploy" / name).read_text("utf-8")
    known = (root / "docs" / "cli.md").read_text("utf-8")
    variables = set(re.findall(r"\bNEWSLEDGER_[A-Z_]+", text))
    assert variables or name == "compose.yaml"
    assert not {variable for variable in variables if f"`{variable}`" not in known}


def commands(root: Path) -> list[list[str]]:
    """The words of each call of newsledger in these files, the program left out."""
    folder = root / "deploy"
    lines = "\n".join((folder / name).read_text("utf-8") for name in FILES)
    called = [split(line, comments=True) for line in re.findall(r"/opt/newsledger/bin/newsledger (.*)", lines)]
    services = yaml.safe_load((folder / "compose.yaml").read_text("utf-8"))["services"]
    return called + [service["command"] for service in services.values() if service["command"]]


def test_commands_and_options_are_those_that_there_are(root: Path) -> None:
    described = re.split(r"^## ", (root / "docs" / "cli.md").read_text("utf-8"), flags=re.MULTILINE)
    sections = {section.split("\n")[0].strip("` "): section for section in described}
    found = commands(root)
    assert len(found) == 5
    for command, *words in found:
        section = next(text for title, text in sections.items() if title.split()[-1] == command)
        assert not [word for word in words if word.startswith("--") and f"`{word}`" not in section], command
