"""What each strip rule means, with an example: `python -m transforms.strip.rule_docs` writes `docs/strip-rules.md`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from transforms import lexicons
from transforms.ingest.outlets_file import folded
from transforms.strip.classify import UNKNOWN, classify
from transforms.strip.outlet_history import Outlet, Repeated, line_key
from transforms.strip.page import Verdict

PATH = Path("docs") / "strip-rules.md"
"""Below the root of the repository."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of `lexicons/rules.toml`; its `where` and `known` are explained there."""

    id: str
    means: str
    line: str = ""
    where: str = "middle"
    above: Sequence[str] = ()
    below: Sequence[str] = ()
    known: str | None = None
    hint: bool = False

    def verdict(self) -> Verdict:
        """Returns what `classify` says of the example on its page; nothing of a hint, which has none."""
        article = lexicons.load("rules")["article"]
        headline, paragraphs = article["headline"], article["paragraphs"]
        before = {"top": [], "middle": [headline, *paragraphs[:2]], "foot": [headline, *paragraphs]}[self.where]
        after = {"top": paragraphs, "middle": paragraphs[2:], "foot": []}[self.where]
        page = [*before, *self.above, self.line, *self.below, *after]
        verdicts = classify(
            page,
            title=self.line if self.known == "title" else None,
            captions=[self.line] if self.known == "caption" else [],
            outlet=self._outlet(),
        )
        return verdicts[len(before) + len(self.above)]

    def _outlet(self) -> Outlet:
        match self.known:
            case "repeated":
                return Outlet({line_key(self.line): Repeated(articles=40, share=0.5)})
            case "drop":
                return Outlet(drop=(folded(self.line),))
            case "keep":
                return Outlet(keep=(folded(self.line),))
            case _:
                return UNKNOWN


def rules() -> list[Rule]:
    """Returns every rule, in the order of the document."""
    return [Rule(rule, **entry) for rule, entry in lexicons.load("rules")["rules"].items()]


def markdown() -> str:
    """Returns the document as Markdown."""
    return "\n".join(_lines()) + "\n"


_KNOWN = {
    "title": "and the metadata call it the title",
    "caption": "and the markup calls it a caption",
    "repeated": "and it stood in half of the outlet's earlier stories",
    "drop": "and `outlets.toml` says to drop it",
    "keep": "and `outlets.toml` says to keep it",
    "no-strip": "with `--no-strip`",
}
_PLACES = {"top": "above the text", "middle": "between paragraphs", "foot": "below the text"}


def _lines() -> Iterator[str]:
    yield "# Strip rules"
    yield ""
    yield "Written by `python -m transforms.strip.rule_docs` from `transforms/lexicons/rules.toml`; edit that."
    yield ""
    yield "Each block of an article has a kind, the rule that spoke loudest for it (`blocks.rule`) and a confidence"
    yield "(`blocks.confidence`). Rules add evidence, in log-odds: a hint is 1, likely 2, strong 4, sure 6. What speaks"
    yield "for a kind is weighed against that of the line's shape for being text (0.5 for a few words, 2.5 for a closed"
    yield "sentence, more with a verb of speech or a quotation). The kind with the most wins; a tie goes to the text,"
    yield "for losing a sentence is worse than keeping a line of the page. The confidence is what the margin means as a"
    yield "probability. `newsledger explain ARTICLE_ID` shows all of it on the article."
    yield ""
    yield "Every example is tested. It stands on the page of an invented article."
    kind = ""
    for rule in rules():
        if rule.id.partition(".")[0] != kind:
            kind = rule.id.partition(".")[0]
            yield ""
            yield f"## {kind}"
            yield ""
            yield "| rule | means | example |"
            yield "|---|---|---|"
        yield f"| `{rule.id}` | {_cell(rule.means)} | {_example(rule)} |"


def _example(rule: Rule) -> str:
    if rule.hint:
        return ""
    beside = [f"after “{rule.above[-1]}”"] if rule.above else []
    beside += [f"before “{rule.below[0]}”"] if rule.below else []
    known = [_KNOWN[rule.known]] if rule.known else []
    return _cell(f"“{rule.line}” ({', '.join([_PLACES[rule.where], *beside, *known])})")


def _cell(text: str) -> str:
    """Escapes what Markdown would take for marks, outside of its code."""
    code = text.split("`")
    code[::2] = [re.sub(r"([|*_<>\[\]#])", r"\\\1", part) for part in code[::2]]
    return "`".join(code)


if __name__ == "__main__":
    PATH.write_text(markdown(), encoding="utf-8")
