"""Writes the registry of rules as a document: `python -m transforms.strip.rule_docs` writes `docs/strip-rules.md`."""

import re
from collections.abc import Iterator
from pathlib import Path

from transforms import lexicons
from transforms.ingest.outlets_file import folded
from transforms.strip.classify import STEPS, classify
from transforms.strip.outlet_history import UNKNOWN_OUTLET, OutletHistory, RepeatedLine, line_key
from transforms.strip.page import BlockVerdict
from transforms.strip.registry import ALONE, SCALE, StripRule, strip_rules

PATH = Path("docs") / "strip-rules.md"
"""Below the root of the repository."""


def verdict_on(rule: StripRule, example: str) -> BlockVerdict:
    """Returns what `classify` says of an example of a rule, on the page that the rule's entry describes."""
    article = lexicons.load("strip_rules")["article"]
    headline, paragraphs = article["headline"], article["paragraphs"]
    before = {"top": [], "middle": [headline, *paragraphs[:2]], "foot": [headline, *paragraphs]}[rule.where]
    after = {"top": paragraphs, "middle": paragraphs[2:], "foot": []}[rule.where]
    verdicts = classify(
        [*before, *rule.above, example, *rule.below, *after],
        title=example if rule.given == "title" else None,
        captions=[example] if rule.given == "caption" else [],
        history=_history(rule.given, example),
    )
    return verdicts[len(before) + len(rule.above)]


def _history(given: str | None, example: str) -> OutletHistory:
    match given:
        case "repeated":
            return OutletHistory({line_key(example): RepeatedLine(articles=40, share=0.5)})
        case "drop":
            return OutletHistory(drop=(folded(example),))
        case "keep":
            return OutletHistory(keep=(folded(example),))
        case _:
            return UNKNOWN_OUTLET


def markdown() -> str:
    """Returns the document as Markdown."""
    return "\n".join(_lines()) + "\n"


_GIVEN = {
    "title": "and the metadata call it the title",
    "caption": "and the markup calls it a caption",
    "repeated": "and it stood in half of the outlet's earlier stories",
    "drop": "and `outlets.toml` says to drop it",
    "keep": "and `outlets.toml` says to keep it",
    "no-strip": "with `--no-strip`",
    "within": "within a sentence, behind “Mayor Ada Holm”",
}
_PLACES = {"top": "above the text", "middle": "between paragraphs", "foot": "below the text"}
_NAMES = {log_odds: name for name, log_odds in SCALE.items()}


def _lines() -> Iterator[str]:
    yield from _PREFACE
    yield ""
    yield "| weight | log-odds |"
    yield "|---|---|"
    for name, log_odds in SCALE.items():
        yield f"| {name} | {log_odds:g} |"
    yield ""
    yield "## Phrases"
    yield ""
    yield "Many rules list phrases. The weight of a phrase depends on where in the line it stands."
    yield ""
    yield "| match | weight | means |"
    yield "|---|---|---|"
    for match, entry in lexicons.load("strip_rules")["phrase_weights"].items():
        yield f"| {match.replace('_', ' ')} | {entry['weight']} | {_cell(entry['means'])} |"
    yield ""
    yield "## Steps"
    yield ""
    yield "The rules run in these steps. Most leave the lines alone that an earlier step has decided."
    yield ""
    yield "| step | runs after | because |"
    yield "|---|---|---|"
    for step in STEPS:
        yield f"| {step.name} | {', '.join(step.requires)} | {_cell(step.why)} |"
    kind = ""
    for rule in strip_rules().values():
        if rule.id.partition(".")[0] != kind:
            kind = rule.id.partition(".")[0]
            yield ""
            yield f"## {kind}"
            yield ""
            yield "| rule | means | because | looks at | weight | example |"
            yield "|---|---|---|---|---|---|"
        looks_at = ", ".join(rule.looks_at)
        cells = (_cell(rule.means), _cell(rule.why), looks_at, _weights(rule), _example(rule))
        yield f"| `{rule.id}` | {' | '.join(cells)} |"


_PREFACE = (
    "# Strip rules",
    "",
    "Written by `python -m transforms.strip.rule_docs` from `transforms/lexicons/strip_rules.toml`; edit that.",
    "",
    "Each block of an article has a kind, the rule of that kind with the most weight (`blocks.rule`) and a confidence",
    "(`blocks.confidence`). A rule adds its weight to its kind. What speaks for a kind is weighed against what speaks",
    "for the block's being text (`body.text`). The kind with the most weight wins. A tie goes to the text: to lose a",
    "sentence is worse than to keep a line of the page. The confidence is the margin as a probability.",
    "`newsledger explain ARTICLE_ID` shows all of it on the article.",
    "",
    "Every example is tested. It stands on the page of an invented article.",
    "",
    "## Scale",
    "",
    "Weights are log-odds, added up for each kind: 1 makes a kind nearly 3 times as likely, 2 makes it 7 times as",
    "likely, 4 makes it 55 times, 6 makes it 400 times. They were set by hand.",
)


def _weights(rule: StripRule) -> str:
    """Returns the names of a rule's weights, each behind its ground."""
    named = (
        _NAMES[log_odds] if ground == ALONE else f"{ground.replace('_', ' ')}: {_NAMES[log_odds]}"
        for ground, log_odds in rule.weights.items()
    )
    return ", ".join([*named, *["by phrase"] * bool(rule.phrases)]) or "overrules all"


def _example(rule: StripRule) -> str:
    if rule.only_supports:
        return "none: it only adds to other rules"
    beside = [f"after “{rule.above[-1]}”"] if rule.above else []
    beside += [f"before “{rule.below[0]}”"] if rule.below else []
    given = [_GIVEN[rule.given]] if rule.given else []
    return _cell(f"“{rule.examples[0]}” ({', '.join([_PLACES[rule.where], *beside, *given])})")


def _cell(text: str) -> str:
    """Escapes what Markdown would take for marks, outside of its code."""
    code = text.split("`")
    code[::2] = [re.sub(r"([|*_<>\[\]#])", r"\\\1", part) for part in code[::2]]
    return "`".join(code)


if __name__ == "__main__":
    PATH.write_text(markdown(), encoding="utf-8")
