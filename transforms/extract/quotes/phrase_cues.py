"""Cues that are phrases: "in the words of X", "as X tells it", and "That was the verdict of X" behind a quotation."""

from typing import Final

from spacy.tokens import Token

from transforms.extract.quotes.cue import Cue
from transforms.extract.quotes.marked_paragraph import MarkedParagraph
from transforms.extract.quotes.reported_content import TokenSpan
from transforms.extract.quotes.speaker_slot import may_be_named, may_be_person, speaker_before, speaker_behind
from transforms.extract.quotes.subjects import may_speak
from transforms.extract.quotes.vocabulary import BREAKS, FINITE, LONGEST_PHRASE, NOUN_STANCES, WORDS, is_human

_POINTING: Final = frozenset({"that", "this", "those", "these", "such"})
"""With these a sentence points back to the quotation before it."""
_TOLD: Final = {"as": "", "hear": "to", "way": "the"}
"""What leads to "X tells it", and the word before that."""
_OPENING: Final = 4
"""Tokens at the beginning of a sentence within which it points back."""
_LONGEST_POINTING: Final = 8
"""Tokens at the beginning of a sentence among which the noun stands."""
_LEAST_TOKENS: Final = 3
"""Of a sentence behind the phrase, that it may report."""


def in_words_of(marked: MarkedParagraph, noun: Token, low: int, high: int) -> Cue | None:
    """Reads "in the words of X" and "in X's words": the rest of the sentence is what X says."""
    preposition = noun.head
    if preposition.lower_ not in WORDS["within"] or not low <= preposition.i < noun.i:
        return None
    speaker = _owner(noun, {"of"})
    if speaker is None or marked.inside[speaker.i] >= 0 or not may_speak(speaker):
        return None
    end = max(noun.i, speaker.i) + 1
    contents = _rest(marked, end, high)
    return Cue("in_words_of", noun.i, noun.i, preposition.i, end, noun.lemma_.lower(), "says", speaker, contents)


def as_told(marked: MarkedParagraph, verb: Token, low: int, high: int) -> Cue | None:
    """Reads "as X tells it", "the way X sees it" and "to hear X tell it"."""
    doc = marked.doc
    if verb.i + 1 >= high or doc[verb.i + 1].lower_ != "it" or verb.pos_ != "VERB":
        return None
    speaker = speaker_before(marked, low, verb.i)
    if speaker is None:
        return None
    first = speaker.i
    while first > low and first > speaker.i - LONGEST_PHRASE and doc[first].lower_ not in _TOLD:
        first -= 1
    before = doc[first - 1].lower_ if first > low else ""
    is_led = _TOLD.get(doc[first].lower_) in {"", before}
    if not is_led or any(doc[i].text in BREAKS or marked.inside[i] >= 0 for i in range(first, verb.i)):
        return None
    start, end = first - (doc[first].lower_ != "as"), verb.i + 2
    return Cue("as_told", verb.i, verb.i, start, end, verb.lemma_.lower(), "says", speaker, _rest(marked, end, high))


def pointing_back(marked: MarkedParagraph, noun: Token, low: int, high: int) -> Cue | None:
    """Reads "That was the verdict of X" behind a quotation; of a person, right behind it, any noun tells."""
    if not points_back(marked, low) or not low < noun.i < low + _LONGEST_POINTING:
        return None
    lemma = noun.lemma_.lower()
    speaker = _owner(noun, {"of", "from", "by"})
    if speaker is None or marked.inside[speaker.i] >= 0 or not may_speak(speaker) or speaker.i >= high:
        return None
    is_listed = lemma in NOUN_STANCES or lemma in WORDS["words_of"] | WORDS["verdicts"]
    is_named = may_be_person(marked, speaker.i) or (speaker.pos_ == "PROPN" and may_be_named(marked, speaker.i))
    is_person = is_named or is_human(speaker.lower_)
    if not is_listed and not (is_person and low and marked.inside[low - 1] >= 0):
        return None
    end = max(noun.i, speaker.i) + 1
    return Cue("pointing_back", noun.i, noun.i, low, end, lemma, NOUN_STANCES.get(lemma, "says"), speaker)


def how_told(marked: MarkedParagraph, how: Token, low: int, high: int) -> Cue | None:
    """Reads "That is how X put it", which tells whose the quotation before it is."""
    if not points_back(marked, low) or not low < how.i < low + _OPENING:
        return None
    speaker = speaker_behind(marked, how.i + 1, high)
    if speaker is None or speaker.i + 1 >= high or marked.doc[speaker.i + 1].tag_ not in FINITE:
        return None
    verb = speaker.i + 1
    return Cue("pointing_back", how.i, verb, low, verb + 1, marked.lemmas[verb], "says", speaker)


def points_back(marked: MarkedParagraph, low: int) -> bool:
    """Tells whether a sentence begins with "that was", "these are" or the like."""
    opening = marked.doc[low : low + _OPENING]
    return any(token.lower_ in _POINTING for token in opening[:1]) and any(token.lemma_ == "be" for token in opening)


def _owner(noun: Token, prepositions: set[str]) -> Token | None:
    """Returns whose words a noun tells of: "X's view", "the view of X"."""
    poss = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    if poss is not None:
        return poss
    behind = next((child for child in noun.rights if child.lower_ in prepositions), None)
    return next((c for c in behind.rights if c.dep_ == "pobj"), None) if behind is not None else None


def _rest(marked: MarkedParagraph, end: int, high: int) -> tuple[TokenSpan, ...]:
    """Returns the sentence behind a phrase at its beginning, if a comma parts them."""
    return ((end + 1, high),) if high - end > _LEAST_TOKENS and marked.doc[end].text == "," else ()
