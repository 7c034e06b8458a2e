"""Whether what a figure counts happened, as its article tells it.

"None of the 12 crew died" and "up to 50 may have died" count nobody who died. `find_factuality` reads the words above a
count in its sentence (`factuality_scope`), and asks the rules of section `factuality` in the order of the registry.
Attribution is another matter: "12 died, police said" is actual, and claimed.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

from transforms.documents import Article, Part
from transforms.extract.figures import factuality_denial as denial
from transforms.extract.figures import factuality_modality as modality
from transforms.extract.figures import factuality_negation as negation
from transforms.extract.figures import factuality_unreal as unreal
from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.counted import words_of
from transforms.extract.figures.factuality_scope import FactualityCue, Scope, find_scope
from transforms.extract.figures.factuality_words import CUES
from transforms.extract.figures.rules import in_order

ACTUAL: Final = "actual"
_STATUSES: Final = {
    "correction_note": "denied",
    "denied": "denied",
    "not_true": "denied",
    "rejected_figure": "disputed",
}
"""What some rules also say of `figures.status`."""

_Rule = Callable[[Scope], FactualityCue | None]
_RULES: Final[tuple[tuple[str, _Rule], ...]] = in_order(
    "factuality",
    {
        "correction_note": denial.correction_note,
        "corrected_number": denial.corrected_number,
        "not_denied": denial.not_denied,
        "denied": denial.denied,
        "not_true": denial.not_true,
        "wrongly_said": denial.wrongly_said,
        "no_evidence": denial.no_evidence,
        "rejected_figure": denial.rejected_figure,
        "told_in_work": unreal.told_in_work,
        "drill": unreal.drill,
        "cleared": unreal.cleared,
        "supposed": unreal.supposed,
        "condition": unreal.condition,
        "demanded": unreal.demanded,
        "attempted": unreal.attempted,
        "would": modality.would,
        "did_not_happen": negation.did_not_happen,
        "almost": negation.almost,
        "feared": modality.feared,
        "possible_modal": modality.possible_modal,
        "possible_adverb": modality.possible_adverb,
        "likely": modality.likely,
        "risk": modality.risk,
        "whether": modality.whether,
        "question": modality.question,
        "future_modal": modality.future_modal,
        "due": modality.due,
        "forecast": modality.forecast,
        "planned": modality.planned,
        "infinitive_of_noun": modality.infinitive_of_noun,
        "kind_of_event": modality.kind_of_event,
        "future_time": modality.future_time,
    },
)


def find_factuality(candidate: Candidate, published_on: date | None, *, is_of_work: bool) -> tuple[str, Part | None]:
    """Finds whether what a number counts happened.

    Args:
        candidate: the number, with its event trigger.
        published_on: the day of the article.
        is_of_work: what `is_of_work` says of the article.

    Returns:
        A value of the column `factuality`, and the rule with the word that gave it; no rule for what is actual.
    """
    scope = find_scope(candidate, published_on, is_of_work=is_of_work)
    for rule, read in _RULES:
        if (cue := read(scope)) is not None:
            return cue.factuality, words_of("factuality", rule, cue.token, cue.token)
    return ACTUAL, None


def status_of(part: Part | None) -> str | None:
    """Returns what a rule of factuality says of `figures.status`; null for nothing."""
    return _STATUSES.get(part.rule) if part else None


def is_of_work(article: Article) -> bool:
    """Tells whether the headline of an article names a novel, a film or another work."""
    nouns = (t for p in article.indexed if p.block_kind == "headline" for t in p.doc if t.pos_ in {"NOUN", "PROPN"})
    return any(CUES["works"].has(noun) or CUES["headline_works"].has(noun) for noun in nouns)
