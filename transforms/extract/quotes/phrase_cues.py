"""Cues that are phrases: "in the words of X", "as X tells it", and "That was the verdict of X" behind a quotation."""

from typing import Final

from spacy.tokens import Token

from transforms.extract.quotes.cue import Cue
from transforms.extract.quotes.marked_paragraph import MarkedParagraph
from transforms.extract.quotes.reported_content import TokenSpan
from transforms.extract.quotes.speaker_slot import speaker_before
from transforms.extract.quotes.subjects import may_speak
from transforms.extract.quotes.vocabulary import BREAKS, LONGEST_PHRASE, NOUN_STANCES, WORDS

_POINTING: Final = frozenset({"that", "this", "those", "these", "such"})
"""With these a sentence points back to the quotation before it."""
_OPENING: Final = 4
"""Tokens at the beginning of a sentence within which it points back."""
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
    """Reads "as X tells it" and "to hear X tell it"."""
    doc = marked.doc
    if verb.i + 1 >= high or doc[verb.i + 1].lower_ != "it" or verb.pos_ != "VERB":
        return None
    speaker = speaker_before(marked, low, verb.i)
    if speaker is None:
        return None
    first = speaker.i
    while first > low and first > speaker.i - LONGEST_PHRASE and doc[first].lower_ not in {"as", "hear"}:
        first -= 1
    is_heard = doc[first].lower_ == "hear" and first > low and doc[first - 1].lower_ == "to"
    breaks = any(doc[i].text in BREAKS or marked.inside[i] >= 0 for i in range(first, verb.i))
    if breaks or not (is_heard or doc[first].lower_ == "as"):
        return None
    start, end = first - is_heard, verb.i + 2
    return Cue("as_told", verb.i, verb.i, start, end, verb.lemma_.lower(), "says", speaker, _rest(marked, end, high))


def pointing_back(marked: MarkedParagraph, noun: Token, low: int, high: int) -> Cue | None:
    """Reads "That was the verdict of X", which tells whose the quotation before it is."""
    doc = marked.doc
    opens = any(doc[i].lower_ in _POINTING for i in range(low, min(low + _OPENING, noun.i)))
    if not opens or not any(doc[i].lemma_ == "be" for i in range(low, min(low + _OPENING, noun.i))):
        return None
    speaker = _owner(noun, {"of", "from", "by"})
    if speaker is None or marked.inside[speaker.i] >= 0 or not may_speak(speaker) or speaker.i >= high:
        return None
    lemma = noun.lemma_.lower()
    end = max(noun.i, speaker.i) + 1
    return Cue("pointing_back", noun.i, noun.i, low, end, lemma, NOUN_STANCES.get(lemma, "says"), speaker)


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
