"""What each rule of figures does: `python -m transforms.extract.figures.rule_docs` writes `docs/figure-rules.md`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from transforms import lexicons

PATH = Path("docs") / "figure-rules.md"
"""Below the root of the repository."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of `lexicons/figure_rules.toml`.

    Attributes:
        part: the part of a figure that it finds.
        rule: its id, as in `figure_parts.rule`.
        means: what it does, one sentence.
        line: an invented sentence in which it finds something; empty for one that needs more than a sentence.
        words: the words that it then gives; null for none.
    """

    part: str
    rule: str
    means: str
    line: str = ""
    words: str | None = None


def rules() -> list[Rule]:
    """Returns every rule, in the order of the document."""
    return [
        Rule(part, rule, **of) for part, found in lexicons.load("figure_rules").items() for rule, of in found.items()
    ]


def meanings() -> dict[tuple[str, str], str]:
    """Returns what each rule does, by part and rule."""
    return {(rule.part, rule.rule): rule.means for rule in rules()}


def markdown() -> str:
    """Returns the document as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Rules of figures"
    yield ""
    yield "Written by `python -m transforms.extract.figures.rule_docs` from `transforms/lexicons/figure_rules.toml`; edit that."
    yield ""
    yield "Each part of a figure is a row of `figure_parts`: the rule that found it, and the words that gave it."
    yield "`newsledger explain figure:ID` shows them on the sentence. Every example is tested."
    part = ""
    for rule in rules():
        if rule.part != part:
            part = rule.part
            yield from ("", f"## {part}", "", "| rule | means | example |", "|---|---|---|")
        yield f"| `{rule.rule}` | {rule.means} | {_example(rule)} |"


def _example(rule: Rule) -> str:
    if rule.words is None:
        return rule.line
    return rule.line.replace(rule.words, f"**{rule.words.strip()}**".join(_spaces(rule.words)), 1)


def _spaces(words: str) -> tuple[str, str]:
    return words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]


if __name__ == "__main__":
    PATH.write_text(markdown(), encoding="utf-8")
