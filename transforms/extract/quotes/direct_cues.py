"""Cues of quotations that are told by place alone, whatever their words: a verb between quotation and name, or none.

A verb that stands where a speaker's verb stands ("“Rain at last,” chirped Ada Holm") attributes the quotation beside
it, also one that no list holds. Where there is no verb, a name that leads up to the quotation does.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from spacy.tokens import Token

from transforms.extract.quotes.cue import Cue
from transforms.extract.quotes.marked_paragraph import MarkedParagraph
from transforms.extract.quotes.speaker_slot import may_be_person, speaker_before, speaker_behind
from transforms.extract.quotes.vocabulary import FINITE, LONGEST_PHRASE, OPENING_FORMS, STANCES, WORDS, is_name

_PARTING: Final = frozenset(",?!…—–-")
"""The last character of a quotation that its sentence goes on from."""
_VERB_TAGS: Final = FINITE | {"VBN"}
"""Behind a quotation the tagger often takes a past tense for a participle."""
_COLONS: Final = frozenset({":", ","})
_LONGEST_APPOSITION: Final = 20
"""Tokens between the commas of "Ada Holm, the mayor, beamed"."""
_LEAST_BRACKETED: Final = 5
"""Words in brackets that are speech even without a verb; fewer may be a nickname."""


def direct_cues(marked: MarkedParagraph, low: int, high: int) -> Iterator[Cue]:
    """Yields for each quotation of a sentence the cue that its place alone tells.

    Args:
        marked: the paragraph.
        low: first token of the sentence.
        high: its end, exclusive.
    """
    for n in sorted({n for n in marked.inside[low:high] if n >= 0}):
        mark = marked.marks[n]
        words = marked.words(n)
        if words and not (is_name(words) and len(words) > 1) and marked.ranges[n][1] <= high and mark.start < mark.end:
            found = (find(marked, n, low, high) for find in RULES.values())
            yield from [cue for cue in found if cue][:1]


def _verb_behind(marked: MarkedParagraph, n: int, low: int, high: int) -> Cue | None:
    """Reads "“...,” beamed Ada Holm" and "“...,” Ada Holm beamed"."""
    first, i = marked.ranges[n]
    if marked.has_words(low, first) or not marked.begins_large(n) or i >= high:
        return None
    if marked.doc[i].text == ",":
        i += 1
    elif marked.text[marked.marks[n].end - 1] not in _PARTING:
        return None
    if i < high and _is_verb(marked, i, high):
        speaker = speaker_behind(marked, _behind_particles(marked, i + 1, high), high)
        return _cue("verb_beside", i, i, speaker.i + 1, marked, speaker) if speaker else None
    speaker = speaker_behind(marked, i, high)
    verb = _behind_apposition(marked, speaker.i + 1, high) if speaker else high
    if speaker is None or verb >= high or not _is_verb(marked, verb, high):
        return None
    return _cue("verb_beside", verb, i, verb + 1, marked, speaker)


def _verb_before(marked: MarkedParagraph, n: int, low: int, high: int) -> Cue | None:
    """Reads "Ada Holm beamed: “...”"."""
    mark = marked.ranges[n][0] - 1
    if mark - 1 <= low or marked.doc[mark].text not in _COLONS or not marked.begins_large(n):
        return None
    verb = mark - 1
    if not _is_verb(marked, verb, high) or marked.doc[verb].tag_ not in FINITE:
        return None
    speaker = speaker_before(marked, low, verb)
    return _cue("verb_beside", verb, speaker.i, verb + 1, marked, speaker) if speaker else None


def _name_leads(marked: MarkedParagraph, n: int, low: int, _: int) -> Cue | None:
    """Reads "Ada Holm, in a letter to residents: “...”" and "Said Ada Holm as she left: “...”"."""
    doc, first = marked.doc, marked.ranges[n][0]
    colon = first - 1
    if colon <= low or doc[colon].text not in _COLONS or any(marked.inside[i] >= 0 for i in range(low, colon)):
        return None
    if doc[low].lower_ in {"for", "to"}:
        meant = speaker_behind(marked, low + 1, colon)
        is_beside = meant is not None and meant.i + 1 == colon and (meant.pos_ == "PRON" or marked.is_person(meant.i))
        return Cue("name_leads", low, low, low, colon, None, "says", meant) if meant and is_beside else None
    is_inverted = _is_inverted(doc[low])
    speaker = speaker_behind(marked, low + is_inverted, colon)
    if speaker is None or not (speaker.pos_ == "PROPN" or is_inverted):
        return None
    goes_on = doc[speaker.i + 1].tag_ in FINITE
    if is_inverted and not goes_on:
        return _cue("verb_beside", low, low, speaker.i + 1, marked, speaker)
    if doc[colon].text != ":" or any(token.tag_ in FINITE for token in doc[low:colon]):
        return None
    return Cue("name_leads", colon, colon, low, colon + 1, None, "says", speaker)


def _name_and_bracket(marked: MarkedParagraph, n: int, low: int, high: int) -> Cue | None:
    """Reads "Ada Holm (“I never signed it”)"."""
    doc, (first, end) = marked.doc, marked.ranges[n]
    name = first - 2
    if (
        name < low
        or end >= high
        or doc[first - 1].text != "("
        or doc[end].text != ")"
        or not may_be_person(marked, name)
    ):
        return None
    is_clause = any(token.tag_ in FINITE for token in doc[first:end])
    if not is_clause and len(marked.words(n)) < _LEAST_BRACKETED:
        return None
    return Cue("name_leads", first - 1, first - 1, name, first, None, "says", doc[name])


RULES: Final[Mapping[str, Callable[[MarkedParagraph, int, int, int], Cue | None]]] = {
    "verb behind": _verb_behind,
    "name leads": _name_leads,
    "verb before": _verb_before,
    "name and bracket": _name_and_bracket,
}
"""The places in the order in which they are looked at."""
NAMES: Final = ("verb_beside", "name_leads")
"""The rules of the registry that these make."""


def _cue(rule: str, verb: int, low: int, high: int, marked: MarkedParagraph, speaker: Token) -> Cue:
    lemma = OPENING_FORMS.get(marked.doc[verb].lower_, marked.lemmas[verb])
    particle = marked.doc[verb + 1].lower_ if verb + 1 < len(marked.doc) else ""
    words = f"{lemma} {particle}" if particle in WORDS["particles"] and verb + 1 < high else lemma
    stance = STANCES.get(words) or STANCES.get(lemma, "says")
    return Cue(rule, verb, verb, low, high, words, stance, speaker)


def _is_verb(marked: MarkedParagraph, i: int, high: int) -> bool:
    """Tells whether a token may be the verb of a speaker: no auxiliary, and no participle with "by" behind it."""
    token = marked.doc[i]
    shaped = token.tag_ in _VERB_TAGS - {"MD"} or (token.text.islower() and token.text.endswith("ed"))
    follows = marked.doc[i + 1].lower_ if i + 1 < high else ""
    return marked.inside[i] < 0 and shaped and marked.lemmas[i] not in WORDS["no_speech"] and follows != "by"


def _is_inverted(token: Token) -> bool:
    """Tells whether a sentence begins with a past tense before its speaker: "Asked Ada Holm: ..."."""
    return token.tag_ in {"VBD", "VBN", "VBZ"} or token.lower_ in OPENING_FORMS


def _behind_particles(marked: MarkedParagraph, i: int, high: int) -> int:
    """Returns the token behind the particle or adverb of a verb: "piped up", "butted in", "added softly"."""
    while i < high and (marked.doc[i].lower_ in WORDS["particles"] or marked.doc[i].tag_ == "RB"):
        i += 1
    return i


def _behind_apposition(marked: MarkedParagraph, i: int, high: int) -> int:
    """Returns the token behind a name, words between commas and adverbs: "Ada Holm, the mayor, softly beamed"."""
    doc = marked.doc
    if i < high and doc[i].text == ",":
        between = range(i + 1, min(high, i + 1 + _LONGEST_APPOSITION))
        i = next((k + 1 for k in between if doc[k].text == "," and marked.inside[k] < 0), high)
    limit = min(high, i + LONGEST_PHRASE)
    while i < limit and doc[i].tag_ == "RB":
        i += 1
    return i
