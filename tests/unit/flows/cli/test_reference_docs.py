"""The reference of the command line follows from the commands."""

import re
from pathlib import Path

import click
import pytest

from flows.cli import reference_docs
from flows.cli.group import main

CONTEXT = click.Context(main, info_name="newsledger")


def section(command: str) -> str:
    return reference_docs.markdown().partition(f"\n## {command}\n")[2].partition("\n## ")[0]


def test_the_written_document_is_up_to_date(root: Path) -> None:
    written = (root / reference_docs.PATH).read_text(encoding="utf-8")
    assert written == reference_docs.markdown(), "run `make docs`"


@pytest.mark.parametrize("command", main.list_commands(CONTEXT))
def test_a_section_has_every_option_with_its_variable_and_an_example(command: str) -> None:
    found = main.get_command(CONTEXT, command)
    assert found
    rows = [line for line in section(command).splitlines() if line.startswith("| `-")]
    options = [parameter for parameter in found.params if isinstance(parameter, click.Option)]
    assert len(rows) == len(options)
    for row, option in zip(rows, options, strict=True):
        assert option.opts[0] in row
        assert f"| `{option.envvar}` |" in row
    assert re.search(rf"^(?:.* \| )?newsledger {command}\b", section(command), re.MULTILINE)


def test_every_row_has_the_cells_of_its_table() -> None:
    for line in reference_docs.markdown().splitlines():
        if line.startswith(("| option", "| `-")):
            assert len(re.findall(r"(?<!\\)\|", line)) == 5, line


@pytest.mark.parametrize(
    ("command", "row"),
    [
        ("run", "| `--keep` INTEGER | `NEWSLEDGER_KEEP` | 7 |"),
        ("run", "| `--workers` INTEGER | `NEWSLEDGER_WORKERS` | one per core |"),
        ("export", "| `--to` FILE | `NEWSLEDGER_EXPORT_TO` | required |"),
        ("export", "| `--force` | `NEWSLEDGER_EXPORT_FORCE` | off |"),
        ("review", "| `--by` TEXT | `NEWSLEDGER_REVIEW_BY` | the login name |"),
        ("search", "| `--limit` INTEGER | `NEWSLEDGER_SEARCH_LIMIT` | 10 |"),
    ],
)
def test_defaults_are_told(command: str, row: str) -> None:
    assert row in section(command)


def test_other_machines_and_settings_give_the_same_document(monkeypatch: pytest.MonkeyPatch) -> None:
    before = reference_docs.markdown()
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(61)), raising=False)
    monkeypatch.setenv("NEWSLEDGER_WORKERS", "17")
    monkeypatch.setenv("NEWSLEDGER_KEEP", "99")
    monkeypatch.setenv("COLUMNS", "40")
    assert reference_docs.markdown() == before
