"""What each rule of figures does: `python -m transforms.extract.figures.rule_docs` writes `docs/figure-rules.md`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from transforms.extract.figures.rules import figure_rules

PATH = Path("docs") / "figure-rules.md"
"""Below the root of the repository."""

_ABOUT: Final = """\
# Rules of figures

Written by `python -m transforms.extract.figures.rule_docs` from `transforms/lexicons/figure_rules.toml`; edit that.

Each part of a figure is a row of `figure_parts`: the rule that found it, and the words that gave it.
`newsledger explain figure:ID` shows them on the sentence. The rules of a section are tried in the order of their
numbers, the lowest first. Every example is tested; the words that the rule finds are bold.

The last sections are steps on the way to a figure, and no rows: `no_figure` tells which numbers are none,
`continuation` which are a part of the count before them, `governor` how the words above a count are climbed,
`verb_relation` and `verb_meaning` how a verb among them is read."""


def meanings() -> dict[tuple[str, str], str]:
    """Returns what each rule does, by part and rule."""
    return {(rule.part, rule.rule): rule.means for rule in figure_rules()}


def markdown() -> str:
    """Returns the document as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _ABOUT
    part = ""
    for rule in figure_rules():
        if rule.part != part:
            part = rule.part
            yield from ("", f"## {part}", "", "| order | rule | means | example | why |", "|---|---|---|---|---|")
        yield f"| {rule.order} | `{rule.rule}` | {rule.means} | {rule.example} | {rule.why} |"


if __name__ == "__main__":
    PATH.write_text(markdown(), encoding="utf-8")
