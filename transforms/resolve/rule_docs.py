"""The rules that join names, as a document: `python -m transforms.resolve.rule_docs` writes `docs/merge-rules.md`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from transforms.names.compare import WHOLE_NAME_RULES
from transforms.names.comparison import Names, SpellingRule
from transforms.names.organisation_rules import ORGANISATION_RULES
from transforms.names.person_rules import PERSON_RULES
from transforms.resolve.evidence import ContextLevel, Evidence, ShortNameEvidence
from transforms.resolve.merge_rules import FULL_NAMES, SHORT_NAMES, Example, MergeRule

PATH = Path("docs") / "merge-rules.md"
"""Below the root of the repository."""

LONGEST_EXAMPLE = 40
"""Characters of a name that are shown."""


def markdown() -> str:
    """Returns the document as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Rules that join names"
    yield ""
    yield "Written by `python -m transforms.resolve.rule_docs` from `transforms/resolve/merge_rules.py` and the rules"
    yield "of `transforms/names`; edit those. [entities.md](entities.md) explains nodes and context."
    yield "Every example is tested."
    yield ""
    yield "In each table the rules are tried from the top, and the first that applies decides. Two names go through two"
    yield "steps: their spellings are compared, and the verdict is one of the things that the merge rules look at."
    yield ""
    yield "## Merge rules for two full names"
    yield ""
    yield "The probability that both are the same entity is `entity_links.score`. *Same* joins the two, *unsure* leaves"
    yield "them to a person, and *apart* makes no link."
    yield ""
    yield from _merge_table(FULL_NAMES)
    yield ""
    yield "## Merge rules for a short name"
    yield ""
    yield "A surname or an office is compared with the best known full names that it may stand for; the rules look at"
    yield "the one that fits best."
    yield ""
    yield from _merge_table(SHORT_NAMES)
    yield ""
    yield "## Comparing spellings: whole names"
    yield ""
    yield "These are tried first, for names of every kind."
    yield ""
    yield from _spelling_table(WHOLE_NAME_RULES)
    yield ""
    yield "## Comparing spellings: persons"
    yield ""
    yield from _spelling_table(PERSON_RULES)
    yield ""
    yield "## Comparing spellings: organisations, places and groups"
    yield ""
    yield from _spelling_table(ORGANISATION_RULES)


def _merge_table(rules: Sequence[MergeRule[Evidence]] | Sequence[MergeRule[ShortNameEvidence]]) -> Iterator[str]:
    yield "| rule | looks at | judgement | probability | method | example | reason |"
    yield "|---|---|---|---|---|---|---|"
    for rule in rules:
        probability = "" if rule.judgement is None else f"{rule.probability:.2f}"
        yield (
            f"| `{rule.id}` | {rule.looks_at} | {rule.judgement or 'apart'} | {probability} | `{rule.method}` "
            f"| {_example(rule.example)} | {rule.reason} |"
        )


def _example(example: Example) -> str:
    """Returns the example of a merge rule in words."""
    beside = [f"{example.context.name.lower()} context" if example.context > ContextLevel.NONE else "no context"]
    if example.articles > 1:
        beside.append(f"{example.articles} articles")
    if example.alias:
        beside.append(f"called {example.alias} as well")
    if example.in_one_story:
        beside.append("a story has both")
    beside += [f"beside {rival}" for rival in example.rivals]
    return f"{example.left} / {example.right}: {', '.join(beside)}"


def _spelling_table(rules: Sequence[SpellingRule[Names]]) -> Iterator[str]:
    yield "| rule | looks at | verdict | example | reason |"
    yield "|---|---|---|---|---|"
    for rule in rules:
        left, right = (
            name if len(name) <= LONGEST_EXAMPLE else f"{name[:LONGEST_EXAMPLE]}…" for name in rule.example[1:]
        )
        yield f"| `{rule.id}` | {rule.looks_at} | {rule.verdict} | {left} / {right} | {rule.reason} |"


if __name__ == "__main__":
    PATH.write_text(markdown(), encoding="utf-8")
