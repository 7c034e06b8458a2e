"""Numbers that say more about a figure before them: "killed 12, 5 of them children", "3 points, or 2 per cent"."""

import re
from collections.abc import Callable
from typing import Final

from spacy.tokens import Token

from transforms.documents import Figure
from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.totals import is_plain_total
from transforms.extract.figures.vocabulary import SUBJECTS, VERB_POS, WORDS, base_forms

_ALTERNATIVE: Final = re.compile(r"(?:\s?points?)?,?\s(?:or\s|\()", re.IGNORECASE)
_SET_BESIDE: Final = re.compile(
    r"\b(?:compared\s(?:with|to)|versus|vs\.?|against|(?:up|down)\sfrom)\s(?:just\s|only\s)?$", re.IGNORECASE
)
_COMPARED: Final = 24
"""Characters before a number in which the words that set it beside another are looked for."""
_AMONG_REACH: Final = 4
"""Tokens before a number in which "among them" is looked for."""
_TOTAL_REACH: Final = 2
"""Paragraphs between an event and a total of it that does not name it again ("the figure rose to 97")."""
ADDING: Final = frozenset({"(", "--", "\u2014", "\u2013", ":", ";"})
"""Marks between a sum and its parts: "13 bodies: eight guards and five clerks"."""
_LIST: Final = 40
"""Tokens of a list of parts, at most."""


def continuation_rule(candidate: Candidate) -> str | None:
    """Tells whether a number is a part of what the figure before it counts, or another measure of it.

    Returns:
        The rule of section `continuation` that says so; null for none.
    """
    return next((rule for rule, holds in _RULES if holds(candidate)), None)


def find_whole(candidate: Candidate) -> Figure | None:
    """Returns the figure before, if the number is a part of what that counts, or another measure of it."""
    return candidate.figure_before if continuation_rule(candidate) else None


def part_of(candidate: Candidate) -> tuple[int, int] | None:
    """Returns the place of the figure that a number is a part of, as `Figure.part_of` has it; null for none.

    Of several parts in a row ("including four officers and two boys") each is one of the same whole.
    """
    if (total := _total_behind(candidate)) is not None:
        return candidate.paragraph.index, total.idx
    whole, rule = candidate.figure_before, continuation_rule(candidate)
    if whole is None or rule is None or rule == "other_measure":
        return None
    if rule != "in_list":
        return whole.paragraph, whole.start
    # A mark alone tells little: "three signs: one from Ada, two from Bo", "Odra (32 dead); Penn (12 dead)".
    is_smaller = (candidate.number.low or 0) <= (whole.value_low or 0)
    if whole.part_of or candidate.phrase is None or not (whole.event and is_smaller):
        return whole.part_of
    return whole.paragraph, whole.start


def _total_behind(candidate: Candidate) -> Token | None:
    """Returns the number behind "of" of which this one is a part: "45" in "20 of the 45 sailors"."""
    behind = candidate.doc[candidate.end + 1 : candidate.end + 4]
    words = [token for token in behind if token.pos_ not in {"DET", "PRON"}]
    is_part = candidate.is_plain and len(words) > 1 and words[0].lower_ == "of" and words[0].i == candidate.end + 1
    return words[1] if is_part and words[1].pos_ == "NUM" else None


def find_beside(candidate: Candidate) -> Figure | None:
    """Returns the figure before, if the number has no noun or unit of its own and is set beside it.

    As in "40 boats, compared with 63 last year", where it takes the place of that figure ("from 40 boats to 63"), and
    where two clauses say what two things are: "the highest bid is 85 cents, while the lowest is 74".
    """
    previous = candidate.figure_before
    if previous is None or not candidate.is_plain or previous.start < candidate.sentence_chars[0]:
        return None
    if candidate.change_from is not None and candidate.change_from in {previous.value_low, previous.value_high}:
        return previous
    start = candidate.number.start
    if _SET_BESIDE.search(candidate.paragraph.text, max(0, start - _COMPARED), start):
        return previous
    verb, other = candidate.first.head, candidate.first.head.head
    is_contrast = any(c.dep_ == "mark" and c.lower_ in WORDS["contrasting"] for c in verb.children)
    is_after = candidate.first.i > verb.i and {verb.lower_, other.lower_} <= WORDS["be"] and other.i < verb.i
    return previous if (is_contrast and is_after) or _is_parallel(candidate, previous) else None


def _is_parallel(candidate: Candidate, previous: Figure) -> bool:
    """Tells whether a bare number stands where the one before it does: "one has 14 clinics, the other has six"."""
    if previous.counted is None or previous.unit or previous.currency:
        return False
    number = candidate.first
    counted = candidate.paragraph.token(candidate.paragraph.text.find(previous.counted_head or "", previous.start))
    if number.dep_ == "conj":  # "60 welders in spring and 25 in autumn"
        return number.head.i == counted.i
    verb, other = number.head, counted.head
    is_object = number.dep_ == counted.dep_ == "dobj" and number.i > verb.i > counted.i
    return is_object and not set(base_forms(verb.lower_)).isdisjoint(base_forms(other.lower_))


def find_earlier_count(candidate: Candidate) -> Figure | None:
    """Returns the last figure with an event, if the number is a new total of what that counts: "the toll is now 12"."""
    earlier = candidate.event_before
    if earlier is None or not candidate.is_plain or candidate.paragraph.index - earlier.paragraph > _TOTAL_REACH:
        return None
    return earlier if is_plain_total(candidate.first) else None


# The section `continuation` of the registry


def _other_measure(candidate: Candidate) -> bool:
    previous = candidate.figure_before
    if previous is None or candidate.is_plain or not _is_measured(previous):
        return False
    return _ALTERNATIVE.fullmatch(candidate.paragraph.text, previous.end, candidate.number.start) is not None


def _is_measured(figure: Figure) -> bool:
    """Tells whether a figure is an amount; what something changed by is one without a unit too: "3 points"."""
    return bool(figure.unit or figure.currency) or figure.event == "changed"


def _among_them(candidate: Candidate) -> bool:
    before = candidate.doc[max(0, candidate.begin - _AMONG_REACH) : candidate.begin]
    among = next((token for token in before if token.lower_ == "among"), None)
    whole = candidate.figure_before
    if among is None or whole is None or WORDS["them"].isdisjoint(token.lower_ for token in before):
        return False
    return candidate.is_plain and (whole.paragraph != candidate.paragraph.index or whole.start < among.idx)


def _of_them(candidate: Candidate) -> bool:
    behind = [token.lower_ for token in candidate.doc[candidate.last.i + 1 : candidate.last.i + 3]]
    is_of_them = behind[:1] == ["of"] and not WORDS["them"].isdisjoint(behind[1:])
    return is_of_them and _is_plain_in_sentence(candidate)


def _behind_of_whom(candidate: Candidate) -> bool:
    doc, i = candidate.doc, candidate.begin
    is_of_whom = i > 1 and doc[i - 1].lower_ in WORDS["them"] and doc[i - 2].lower_ == "of"
    return is_of_whom and _is_plain_in_sentence(candidate)


def _of_the_whole(candidate: Candidate) -> bool:
    whole = candidate.figure_before
    if whole is None or candidate.phrase is not None or not _is_plain_in_sentence(candidate):
        return False
    first = candidate.paragraph.token(whole.start)
    words = [token.lower_ for token in candidate.doc[max(0, first.i - 2) : first.i]]
    begins = first.i - 2 <= candidate.sentence.start or candidate.doc[first.i - 3].is_punct
    return (
        begins
        and words[:1] == ["of"]
        and words[-1] in WORDS["definite"]
        and candidate.doc[candidate.begin - 1].text == ","
    )


def _behind_including(candidate: Candidate) -> bool:
    i, whole = candidate.begin, candidate.figure_before
    if whole is None or i == 0 or candidate.doc[i - 1].lower_ != "including" or not _is_plain_in_sentence(candidate):
        return False
    number = candidate.paragraph.token(whole.start)
    subjects = (token for token in candidate.doc[number.i : i] if token.dep_ in SUBJECTS)
    # "A dozen came at a time, and some, including two generals, were late": those are a part of "some".
    return all(subject.left_edge.i <= number.i <= subject.right_edge.i for subject in subjects)


def _in_list(candidate: Candidate) -> bool:
    doc, i = candidate.doc, candidate.begin
    begin, end = max(candidate.sentence.start, i - _LIST), min(candidate.sentence.stop, i + _LIST)
    previous = candidate.figure_before
    if previous is None or previous.unit or previous.currency or i <= begin or not _is_plain_in_sentence(candidate):
        return False
    parts = next((t.i for t in reversed(doc[begin:i]) if t.text in ADDING or t.lower_ == "including"), None)
    is_list = parts is not None and not any(t.pos_ in VERB_POS for t in doc[parts + 1 : i])
    goes_on = next((t for t in doc[i:end] if t.pos_ in VERB_POS or t.text in ADDING or t.text == ")"), None)
    return is_list and (goes_on is None or goes_on.pos_ not in VERB_POS)


def _is_plain_in_sentence(candidate: Candidate) -> bool:
    """Tells whether a number without a unit stands in the sentence of the figure before it."""
    previous = candidate.figure_before
    return candidate.is_plain and previous is not None and previous.start >= candidate.sentence_chars[0]


_Rule = Callable[[Candidate], bool]
_RULES: Final[tuple[tuple[str, _Rule], ...]] = in_order(
    "continuation",
    {
        "other_measure": _other_measure,
        "among_them": _among_them,
        "of_them": _of_them,
        "behind_of_whom": _behind_of_whom,
        "of_the_whole": _of_the_whole,
        "behind_including": _behind_including,
        "in_list": _in_list,
    },
)
