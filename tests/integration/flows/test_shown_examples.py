"""What README and the pages of `docs/` show as printed is what the commands print on the sample articles."""

import re
from pathlib import Path

import pytest

from tests.commands import Newsledger
from tests.shown import OMITTED, examples

pytestmark = pytest.mark.slow

PAGES = ("README.md", "docs/operating.md", "docs/questions.md")


def shows(shown: list[str], printed: str) -> bool:
    pattern = "".join(r"(?:.*\n)*?" if line == OMITTED else re.escape(line) + r" *\n" for line in shown)
    return re.fullmatch(pattern, printed) is not None


@pytest.mark.parametrize("page", PAGES)
def test_an_example_prints_what_it_says(page: str, root: Path, newsledger: Newsledger, sample: Path) -> None:
    found = examples((root / page).read_text("utf8"))
    assert found
    for arguments, shown in found:
        done = newsledger(*arguments, NEWSLEDGER_WAREHOUSE=str(sample))
        assert done.returncode == 0, done.stderr
        assert shows(shown, done.stdout), done.stdout


def test_all_pages_with_examples_are_tried(root: Path) -> None:
    pages = [root / "README.md", root / "CONTRIBUTING.md", *(root / "docs").glob("*.md")]
    assert {str(page.relative_to(root)) for page in pages if "$ .venv/bin/newsledger" in page.read_text("utf8")} == set(
        PAGES
    )


def test_another_print_is_told() -> None:
    assert shows(["a", OMITTED, "c"], "a\nb\nb\nc  \n")
    assert not shows(["a", "c"], "a\nb\nc\n")
    assert not shows(["a", OMITTED, "c"], "a\nb\n")
