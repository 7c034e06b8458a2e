"""Cues of a paragraph: by which words somebody is said to say something, and in which words.

Whom the speaker's noun phrase stands for is left open here: `speakers` tells that, once all cues are found.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from transforms.extract.quotes.cue import Cue
from transforms.extract.quotes.direct_cues import direct_cues
from transforms.extract.quotes.marked_paragraph import MarkedParagraph, is_behind_as
from transforms.extract.quotes.phrase_cues import as_told, how_told, in_words_of, pointing_back, points_back
from transforms.extract.quotes.reported_content import TokenSpan, contents_of, is_estimate
from transforms.extract.quotes.speaker_rules import ordered
from transforms.extract.quotes.subjects import (
    agent_of,
    has_to,
    is_passive,
    may_speak,
    noun_beside,
    quoted_by,
    subject_of,
)
from transforms.extract.quotes.vocabulary import (
    BREAKS,
    CONTENT,
    FINITE,
    LONGEST_PHRASE,
    NOMINAL,
    NOUN_STANCES,
    STANCES,
    VERBS,
    WORDS,
)

_LONGEST_CLAUSE: Final = 60
"""Tokens of a relative clause at most."""
_LEAST_TOKENS: Final = 3
"""Of what "according to" may report."""
_ACCORDING: Final = "according"
_LEMMAS: Final = frozenset((*VERBS, *NOUN_STANCES, *WORDS["relatives"], *WORDS["words_of"]))
"""Of the words at which a rule may find a cue, besides "according": at most words there is nothing to ask."""
_TOUCHING: Final = 3
"""Tokens on either side of a verb with its subject within which a quotation stands beside it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A token that may be a cue, with its lemma, and the tokens of its sentence from `low` to `high`, exclusive."""

    marked: MarkedParagraph
    token: Token
    lemma: str
    low: int
    high: int


def find_cues(marked: MarkedParagraph, low: int, high: int) -> list[Cue]:
    """Finds the cues of a sentence in reading order; a name with a colon at the beginning of a paragraph comes first.

    Args:
        marked: the paragraph.
        low: first token of the sentence.
        high: its end, exclusive.
    """
    if not marked.has_cues:
        return []
    label = _name_and_colon(marked) if low == 0 else None
    places = (_Place(marked, token, lemma, low, high) for token, lemma in _telling_tokens(marked, low, high))
    at_tokens = (next((cue for rule in ORDER if (cue := _RULES[rule](at))), None) for at in places)
    listed = [cue for cue in (label, *at_tokens) if cue]
    return _with_direct(listed, direct_cues(marked, low, high))


def _with_direct(listed: Sequence[Cue], direct: Iterable[Cue]) -> list[Cue]:
    """Adds the cues that place alone tells where no listed word stands in the same place."""
    taken = {i for cue in listed for i in range(cue.low, cue.high)}
    added = [cue for cue in direct if cue.token not in taken and cue.speaker.i not in taken]
    return sorted((*listed, *added), key=lambda cue: cue.token)


def _telling_tokens(marked: MarkedParagraph, low: int, high: int) -> Iterator[tuple[Token, str]]:
    """Yields the tokens of a sentence, with their lemmas, at which a rule may find a cue; none in marks."""
    points = points_back(marked, low)
    words = zip(marked.doc[low:high], marked.lemmas[low:high], marked.inside[low:high], strict=True)
    for token, written, mark in words:
        before_it = token.i + 1 < high and marked.doc[token.i + 1].lower_ == "it"
        told = token.lower_ == _ACCORDING or before_it or points
        if mark < 0 and ((lemma := _whole_lemma(token, written)) in _LEMMAS or told):
            yield token, lemma


def _whole_lemma(token: Token, lemma: str) -> str:
    """Returns the lemma, with the "e" that the lemmatizer now and then takes for a part of the ending ("rated")."""
    whole = f"{lemma}e"
    return whole if whole in VERBS and lemma not in VERBS and token.lower_.startswith(whole) else lemma


def _name_and_colon(marked: MarkedParagraph) -> Cue | None:
    """Reads "Ada Holm: Prices must fall", as headlines and transcripts have it."""
    doc, paragraph = marked.doc, marked.paragraph
    colon = next((i for i in range(1, min(LONGEST_PHRASE, len(doc))) if doc[i].text == ":"), None)
    mention = paragraph.mention_at(colon - 1) if colon else None
    if colon is None or mention is None or mention.start > 0 or marked.inside[colon] >= 0:
        return None
    kind = paragraph.kind(mention)
    if kind != "PERSON" and not (kind == "ORG" and paragraph.block_kind == "headline"):
        return None
    if not any(token.tag_ in FINITE or token.pos_ == "AUX" for token in doc[colon:]):
        return None
    content = (colon + 1, len(doc))
    return Cue("name_and_colon", 0, colon, 0, colon + 1, None, "says", doc[colon - 1], (content,))


def _according(at: _Place) -> Cue | None:
    """Reads "according to X": the rest of the sentence is what X says."""
    marked, token, low, high = at.marked, at.token, at.low, at.high
    if token.lower_ != _ACCORDING:
        return None
    doc = marked.doc
    to = token.i + 1
    source = next((c for c in doc[to].children if c.dep_ == "pobj"), None) if to < high else None
    if source is None or doc[to].lower_ != "to" or not may_speak(source) or marked.inside[source.i] >= 0:
        return None
    limit = min(high, source.right_edge.i + 1, source.i + LONGEST_PHRASE)
    end = next((i for i in range(source.i + 1, limit) if doc[i].text in BREAKS), max(limit, source.i + 1))
    content = (low, token.i) if token.i - low >= _LEAST_TOKENS else (end, high)
    return Cue("according_to", token.i, token.i, token.i, end, "according to", "says", source, (content,))


def _claimed_relative(at: _Place) -> Cue | None:
    """Reads "which X claims has ...", where the parser often takes the verb for a noun."""
    if at.lemma not in WORDS["relatives"]:
        return None
    doc, inside, relative, high = at.marked.doc, at.marked.inside, at.token, at.high
    for verb in range(relative.i + 2, min(high - 1, relative.i + LONGEST_PHRASE // 2)):
        subject = doc[verb - 1]
        if inside[verb] >= 0 or inside[verb - 1] >= 0 or subject.pos_ not in {*NOMINAL, "DET", "ADJ", "PUNCT"}:
            return None
        lemma = _whole_lemma(doc[verb], at.marked.lemmas[verb])
        speech = lemma in STANCES and lemma not in WORDS["only_beside"]
        if speech and doc[verb + 1].tag_ in FINITE and may_speak(subject):
            limit = min(high, verb + _LONGEST_CLAUSE)
            end = next((i for i in range(verb + 1, limit) if doc[i].text in BREAKS), limit)
            contents = ((verb + 1, end),)
            rule, low = "verb_within_relative_clause", relative.i + 1
            return Cue(rule, relative.i, verb, low, verb + 1, lemma, STANCES[lemma], subject, contents)
    return None


def _noun_cue(at: _Place) -> Cue | None:
    """Reads "X's claim that ..." and "the claim by X that ..."."""
    noun, lemma = at.token, at.lemma
    if lemma not in NOUN_STANCES or noun.pos_ != "NOUN":
        return None
    clause = next(
        (c for c in noun.rights if c.dep_ in {"acl", "ccomp"} and any(m.lower_ == "that" for m in c.lefts)), None
    )
    if clause is None:
        return None
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None) or agent_of(noun)
    if owner is None or at.marked.inside[owner.i] >= 0:
        return None
    contents = ((clause.left_edge.i, clause.right_edge.i + 1),)
    low = owner.left_edge.i
    return Cue("noun_of_speech", noun.i, noun.i, low, noun.i + 1, lemma, NOUN_STANCES[lemma], owner, contents)


def _verb_cue(at: _Place) -> Cue | None:
    """Reads a reporting verb with its subject and its content."""
    marked, verb, lemma, low, high = at.marked, at.token, at.lemma, at.low, at.high
    if lemma not in VERBS or verb.pos_ != "VERB":
        return None
    particle = marked.doc[verb.i + 1].lower_ if verb.i + 1 < high else ""
    words = f"{lemma} {particle}" if f"{lemma} {particle}" in STANCES else lemma
    if words not in STANCES:
        return None
    subject = _speaker(marked, verb, words, low, high)
    if subject is None or marked.inside[subject.i] >= 0 or not may_speak(subject):
        return None
    first, last = verb.i, verb.i
    if low <= subject.left_edge.i and subject.i < high and abs(subject.i - verb.i) < 2 * LONGEST_PHRASE:
        first = min(verb.i, subject.left_edge.i)
        last = max(verb.i, subject.i)
    if lemma == "put" and particle == "it":
        last = _end_of_put_it(marked, verb, high)
    if not _attributes(marked, verb, words, (first, last), high):
        return None
    contents = contents_of(marked, verb, words, (low, high), (first, last + 1))
    return Cue("reporting_verb", verb.i, verb.i, first, last + 1, words, STANCES[words], subject, contents)


def _speaker(marked: MarkedParagraph, verb: Token, words: str, low: int, high: int) -> Token | None:
    """Returns the head of the noun phrase that says who speaks: by the parse, or else by position."""
    subject = quoted_by(verb) if words.partition(" ")[0] == "quote" else agent_of(verb) or subject_of(marked, verb)
    if subject is not None or has_to(verb) or is_passive(verb):
        return subject
    # Whoever is told stands behind "told"; who says so stands behind "said".
    found = noun_beside(marked, verb, low, verb.i if words in CONTENT["addressee"] else high)
    is_said = found is not None and verb.tag_ == "VBG" and found.head.i == verb.i and found.i > verb.i
    return None if is_said else found  # "suggesting a few changes"


def _attributes(marked: MarkedParagraph, verb: Token, words: str, cue: TokenSpan, high: int) -> bool:
    """Tells whether a verb that does not always tell of speech does so here, by what stands beside it.

    Args:
        marked: the paragraph.
        verb: the verb.
        words: its lemma, with its particle.
        cue: first and last token of the verb with its subject.
        high: end of the sentence.
    """
    if words in WORDS["only_as"] and not _judges(marked, verb, high):
        return False
    estimates = words in WORDS["estimating"] and any(map(is_estimate, verb.rights))
    return words not in WORDS["only_beside"] or estimates or _touches_mark(marked.inside, *cue)


def _end_of_put_it(marked: MarkedParagraph, verb: Token, high: int) -> int:
    """Returns the last token of "as the report put it in March", short of words in marks."""
    adverbials = {"prep", "npadvmod", "advmod"}
    ends = [c.right_edge.i for c in verb.rights if c.dep_ in adverbials and c.i > verb.i + 1]
    last = min(max([verb.i + 1, *ends]), verb.i + LONGEST_PHRASE, high - 1)
    return next((i - 1 for i in range(verb.i + 2, last + 1) if marked.inside[i] >= 0 or marked.doc[i].is_punct), last)


def _judges(marked: MarkedParagraph, verb: Token, high: int) -> bool:
    """Tells whether words in marks say as what the verb sees somebody: "painted the mayor as a 'puppet'"."""
    spans = range(bisect_left(marked.ranges, (verb.i, 0)), len(marked.ranges))
    start = next((marked.ranges[n][0] for n in spans), high)
    return start < min(high, verb.i + LONGEST_PHRASE) and is_behind_as(marked, start)


def _touches_mark(inside: Sequence[int], first: int, last: int) -> bool:
    """Tells whether a quotation stands right before or behind a verb with its subject."""
    before = range(max(0, first - _TOUCHING), first)
    behind = range(last + 1, min(last + 1 + _TOUCHING, len(inside)))
    return any(inside[i] >= 0 for i in (*before, *behind))


def _in_words_of(at: _Place) -> Cue | None:
    return in_words_of(at.marked, at.token, at.low, at.high) if at.lemma in WORDS["words_of"] else None


def _as_told(at: _Place) -> Cue | None:
    return as_told(at.marked, at.token, at.low, at.high)


def _pointing_back(at: _Place) -> Cue | None:
    tells = pointing_back if at.token.pos_ == "NOUN" else how_told if at.token.lower_ == "how" else None
    return tells(at.marked, at.token, at.low, at.high) if tells else None


_RULES: Final[Mapping[str, Callable[[_Place], Cue | None]]] = {
    "according_to": _according,
    "reporting_verb": _verb_cue,
    "noun_of_speech": _noun_cue,
    "verb_within_relative_clause": _claimed_relative,
    "in_words_of": _in_words_of,
    "as_told": _as_told,
    "pointing_back": _pointing_back,
}
"""What may make a cue of a token, by rule; `name_and_colon` is no matter of one token."""
ORDER: Final = [rule for rule in ordered("cue") if rule in _RULES]
"""The rules in the order in which they are asked at a token."""
