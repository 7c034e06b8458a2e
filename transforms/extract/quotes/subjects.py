"""Who stands as the subject of a reporting verb, read from the dependency parse and from position.

The parse of the small model is often wrong around quotation marks. So nothing inside a marked stretch is looked at, and
a verb without a parsed subject takes the noun phrase beside it.
"""

from typing import Final

from spacy.tokens import Token

from transforms.extract.quotes.marked_paragraph import MarkedParagraph
from transforms.extract.quotes.vocabulary import LONGEST_PHRASE, NOMINAL, SUBJECTS, WORDS

_QUANTITIES: Final = frozenset({"ADJ", "DET", "NUM"})
"""Parts of speech of "many say", "some say", "two said"."""
_LONGEST_CLIMB: Final = 6
"""Verbs looked at, upwards, for one that lends its subject."""
_RELATIVE_REACH: Final = 2
"""Tokens before "who" among which its noun is looked for."""
_LONGEST_APPOSITION: Final = 20
"""Tokens between the commas of "Lena Ortiz, a nurse, said"."""
_LENDING: Final = frozenset({"conj", "advcl", "ccomp", "xcomp"})
"""Relations of a verb to the one above it that lends it its subject."""


def subject_of(marked: MarkedParagraph, verb: Token) -> Token | None:
    """Returns the head of a verb's subject, going up to the verb that lends its own."""
    passive = is_passive(verb)
    for _ in range(_LONGEST_CLIMB):
        own = next((c for c in verb.children if c.dep_ in SUBJECTS and marked.inside[c.i] < 0), None)
        if own is not None and (own.i < verb.i or _begins(marked, verb)):
            if has_to(verb) or (passive and own.dep_ == "nsubjpass"):
                return None  # somebody is told to speak, or spoken of
            return _antecedent(marked, own, verb) if own.lower_ in WORDS["relatives"] else own
        above = verb.head
        if above.i == verb.i or marked.inside[above.i] >= 0:
            return None
        if verb.tag_ == "VBG" and verb.i and marked.is_person(verb.i - 1):
            return marked.doc[verb.i - 1]  # "footage of Ada Holm saying"
        if verb.dep_ in {"acl", "relcl"}:
            return _of_noun(marked, above) if verb.tag_ != "VBN" else None
        if verb.dep_ == "pcomp":
            above = above.head
            if above.lemma_ == "quote":
                return quoted_by(above)
        elif verb.dep_ not in _LENDING or _is_asked(verb, above):
            return None
        verb, passive = above, False
    return None


def _is_asked(verb: Token, above: Token) -> bool:
    """Tells whether the verb above has somebody else speak: "asked her to say"."""
    return verb.dep_ != "conj" and verb.tag_ == "VB" and any(child.dep_ == "dobj" for child in above.children)


def _antecedent(marked: MarkedParagraph, relative: Token, verb: Token) -> Token:
    """Returns the noun that "who" or "which" stands for: the nearest, where the parser hung the clause on a verb."""
    if verb.dep_ != "relcl" or verb.head.pos_ in NOMINAL:
        return verb.head if verb.dep_ == "relcl" else relative
    before = range(relative.i - 1, max(-1, relative.i - 1 - _RELATIVE_REACH), -1)
    nouns = (marked.doc[i] for i in before if marked.inside[i] < 0)
    return next((token for token in nouns if token.pos_ in NOMINAL), verb.head)


def _begins(marked: MarkedParagraph, verb: Token) -> bool:
    """Tells whether a verb stands where its subject may follow it: behind a quotation, a comma, or first."""
    return verb.i == 0 or marked.inside[verb.i - 1] >= 0 or marked.doc[verb.i - 1].is_punct


def _of_noun(marked: MarkedParagraph, noun: Token) -> Token | None:
    """Returns who speaks in "a spokesman saying" or "issued a statement saying"."""
    if noun.lemma_.lower() in WORDS["documents"] and noun.dep_ == "dobj":
        return next((c for c in noun.head.lefts if c.dep_ == "nsubj" and marked.inside[c.i] < 0), noun)
    return noun if noun.pos_ in NOMINAL else None


def agent_of(verb: Token) -> Token | None:
    """Returns who does what a passive verb or a noun says ("by ...")."""
    for child in verb.rights:
        if child.dep_ == "agent" or (child.lower_ == "by" and verb.pos_ == "NOUN"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def quoted_by(verb: Token) -> Token | None:
    """Returns whom "quote" quotes: "The paper quoted her as saying", "she was quoted", "quoted her to have said"."""
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass"}:
            return child
        behind = child.i > verb.i and child.dep_ in {"ccomp", "xcomp"}
        if behind and (subject := next((c for c in child.lefts if c.dep_ == "nsubj"), None)):
            return subject
    return None


def noun_beside(marked: MarkedParagraph, verb: Token, low: int, high: int) -> Token | None:
    """Returns the head of the noun phrase that stands right before, or right behind, a reporting verb.

    Args:
        marked: the paragraph.
        verb: the verb.
        low: first token that is looked at.
        high: the token at which the search ends.
    """
    doc, inside = marked.doc, marked.inside
    i = verb.i - 1
    while i >= low and inside[i] < 0 and doc[i].pos_ in {"ADV", "AUX", "PART"}:
        i -= 1
    if i > low and doc[i].text == ",":
        # "Lena Ortiz, a nurse, said": the name stands before the words between commas.
        between = range(i - 1, max(low, i - 1 - _LONGEST_APPOSITION), -1)
        i = next((k - 1 for k in between if doc[k].text == "," or inside[k] >= 0), low)
    if i >= low and inside[i] < 0 and may_speak(doc[i]):
        return doc[i]
    i = verb.i + 1
    high = min(high, i + LONGEST_PHRASE)
    while i < high and inside[i] < 0 and doc[i].pos_ in {"DET", "ADJ", "PROPN", "NOUN", "PART", "PRON"}:
        i += 1
    return doc[i - 1] if i > verb.i + 1 and may_speak(doc[i - 1]) else None


def may_speak(token: Token) -> bool:
    """Tells whether the head of a noun phrase can be a speaker: no time, no "nobody", no "there"."""
    nominal = token.pos_ in NOMINAL or (token.dep_ in SUBJECTS and token.pos_ in _QUANTITIES)
    nominal, is_time = nominal or is_aged(token), token.ent_type_ in {"DATE", "TIME"} and not is_aged(token)
    return nominal and not is_time and any(map(str.isalnum, token.text)) and token.lower_ not in WORDS["no_speakers"]


def has_to(verb: Token) -> bool:
    """Tells whether a verb is an infinitive with "to"."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)


def is_passive(verb: Token) -> bool:
    """Tells whether a passive auxiliary stands before a verb."""
    return any(child.dep_ == "auxpass" for child in verb.lefts)


def is_aged(token: Token) -> bool:
    """Tells the head of "the 52-year-old", which the model takes for a time."""
    before = [t.lower_ for t in token.doc[max(0, token.i - 2) : token.i]]
    return (token.lower_ == "old" and before[:1] == ["year"]) or token.lower_.endswith("-year-old")
