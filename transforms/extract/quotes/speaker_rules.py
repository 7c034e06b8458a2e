"""The rules that tell who speaks, as `lexicons/speaker_rules.toml` has them: their order, their weights, an example.

`python -m transforms.extract.quotes.speaker_rules` writes them to `docs/speaker-rules.md`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from transforms import lexicons

PATH: Final = Path("docs") / "speaker-rules.md"
"""Below the root of the repository."""


@dataclass(frozen=True, slots=True)
class SpeakerRule:
    """One entry of `lexicons/speaker_rules.toml`.

    Attributes:
        group: the question that it answers: `cue`, `link`, `fallback` or `reference`.
        rule: its id within the group.
        order: when it is asked, among the rules of its group.
        looks_at: what it looks at, one sentence.
        reason: why it is asked then, or has that weight.
        lines: invented paragraphs in which it tells who speaks.
        words: the quote that it tells of.
        speaker: who speaks there; the name of the entity where there is one, else the words.
        weight: in the group `link`, where the highest score wins: how sure it is, from 0 to 100.
        words_a_point: how many words between cue and quotation take one point off; 0 where none do.
    """

    group: str
    rule: str
    order: int
    looks_at: str
    reason: str
    lines: tuple[str, ...]
    words: str
    speaker: str
    weight: float | None = None
    words_a_point: int = 0


@dataclass(frozen=True, slots=True)
class LinkWeight:
    """How sure a rule is that a quotation hangs on a cue; fields as in `SpeakerRule`."""

    weight: float
    words_a_point: int


def rules() -> list[SpeakerRule]:
    """Returns every rule, the groups in the order of the file, the rules of a group in their own order."""
    return [
        rule
        for group, entries in lexicons.load("speaker_rules").items()
        for rule in sorted((_rule(group, name, entry) for name, entry in entries.items()), key=lambda rule: rule.order)
    ]


def _rule(group: str, name: str, entry: dict[str, object]) -> SpeakerRule:
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return SpeakerRule(group=group, rule=name, **fields)  # type: ignore[arg-type]


def ordered(group: str) -> list[str]:
    """Returns the rules of a group in the order in which they are asked."""
    return [rule.rule for rule in rules() if rule.group == group]


def link_weights() -> dict[str, LinkWeight]:
    """Returns the weights of the rules that link a quotation to a cue, in the order in which they are asked."""
    return {r.rule: LinkWeight(r.weight, r.words_a_point) for r in rules() if r.weight is not None}


def markdown() -> str:
    """Returns the rules as Markdown."""
    return "\n".join(_lines()) + "\n"


_GROUPS: Final = {
    "cue": "How the words are found that say that somebody speaks (a cue), and the noun phrase that says who.",
    "link": "On which cue of its sentence a quotation hangs. Each cue near it gets the weight of the first of these "
    "that holds, less a point for so many words between them; the highest score wins, of equals the first cue.",
    "fallback": "Whose words a quotation holds that has no cue right beside it. The first that holds tells.",
    "reference": "Whom the noun phrase of a cue stands for. The first that holds tells.",
}


def _lines() -> Iterator[str]:
    yield "# Rules of speakers"
    yield ""
    yield "Written by `python -m transforms.extract.quotes.speaker_rules` from"
    yield "`transforms/lexicons/speaker_rules.toml`; edit that. Every example is tested."
    group = ""
    for rule in rules():
        if rule.group != group:
            group = rule.group
            heads = ("rule", "weight", "words a point", "looks at", "why", "example", "speaker")
            yield from ("", f"## {group}", "", _GROUPS[group], "", _row(heads), _row(("---",) * len(heads)))
        weight = "" if rule.weight is None else f"{rule.weight:g}"
        words = str(rule.words_a_point or "")
        example = " / ".join(rule.lines)
        yield _row((f"`{rule.rule}`", weight, words, rule.looks_at, rule.reason, example, rule.speaker))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PATH.write_text(markdown(), encoding="utf-8")
