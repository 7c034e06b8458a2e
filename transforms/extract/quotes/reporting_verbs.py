"""Cues of a paragraph: who is said to say what, in which words, read from the dependency parse and from position.

The parse of the small model is often wrong around quotation marks. So a marked stretch counts as one word of the
sentence around it, nothing inside it is looked at, and a verb without a parsed subject takes the noun phrase beside it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from transforms import lexicons
from transforms.extract.quotes.marked_paragraph import BREAKS, LONGEST_PHRASE, VERBS, WORDS, Reading
from transforms.extract.quotes.speakers import Discourse, Referent, note_author, note_pronoun, refer

_LEXICON: Final = lexicons.load("cues")
_STANCES: Final[dict[str, str]] = {cue: stance for stance, cues in _LEXICON["stances"].items() for cue in cues}
_NOUN_STANCES: Final[dict[str, str]] = {noun: stance for stance, nouns in _LEXICON["nouns"].items() for noun in nouns}
_CONTENT: Final[dict[str, frozenset[str]]] = {name: frozenset(verbs) for name, verbs in _LEXICON["content"].items()}
_PREPOSITIONS: Final[dict[str, frozenset[str]]] = {
    verb: frozenset(words) for verb, words in _LEXICON["prepositions"].items()
}

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_OBJECTS: Final = frozenset({"dobj", "nsubjpass"})
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})
_QUANTITIES: Final = frozenset({"ADJ", "DET", "NUM"})
"""Parts of speech of "many say", "some say", "two said"."""
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_AMOUNTS: Final = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})

_LONGEST_CLIMB: Final = 6
"""Verbs looked at, upwards, for one that lends its subject."""
_LONGEST_CLAUSE: Final = 60
"""Tokens of a relative clause at most."""
_LEAST_TOKENS: Final = 3
"""Of what "according to" may report."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb or phrase that attributes words to a speaker.

    Attributes:
        token: the verb.
        low: first token of the verb and, beside it, its speaker.
        high: end of those tokens, exclusive.
        words: lemma of the verb with its particle, or the phrase; null where only position attributes.
        stance: what the cue makes of the words.
        speaker: who says them.
        contents: token spans of what is reported.
    """

    token: int
    low: int
    high: int
    words: str | None
    stance: str
    speaker: Referent
    contents: tuple[tuple[int, int], ...] = ()


def _subject(reading: Reading, verb: Token) -> Token | None:
    """Returns the head of a verb's subject, going up to the verb that lends its own."""
    passive = any(child.dep_ == "auxpass" for child in verb.lefts)
    for _ in range(_LONGEST_CLIMB):
        own = next((c for c in verb.children if c.dep_ in _SUBJECTS and reading.inside[c.i] < 0), None)
        if own is not None and (own.i < verb.i or _begins(reading, verb)):
            if _has_to(verb) or (passive and own.dep_ == "nsubjpass"):
                return None  # somebody is told to speak, or spoken of
            return _antecedent(reading, own, verb) if own.lower_ in WORDS["relatives"] else own
        above = verb.head
        if above.i == verb.i or reading.inside[above.i] >= 0:
            return None
        before = reading.mention_at.get(verb.i - 1)
        if verb.tag_ == "VBG" and before and before.label == "PERSON" and reading.inside[verb.i - 1] < 0:
            return reading.doc[verb.i - 1]  # "footage of Ada Holm saying"
        if verb.dep_ in {"acl", "relcl"}:
            return _author(reading, above) if verb.tag_ != "VBN" else None
        if verb.dep_ == "pcomp":
            above = above.head
            if above.lemma_ == "quote":
                return _quoted(above)
        elif verb.dep_ not in {"conj", "advcl", "ccomp", "xcomp"}:
            return None
        elif verb.dep_ != "conj" and verb.tag_ == "VB" and any(child.dep_ == "dobj" for child in above.children):
            return None  # "asked her to say"
        verb, passive = above, False
    return None


def _antecedent(reading: Reading, relative: Token, verb: Token) -> Token:
    """Returns the noun that "who" or "which" stands for: the nearest, where the parser hung the clause on a verb."""
    if verb.dep_ != "relcl":
        return relative
    before = (reading.doc[i] for i in range(relative.i - 1, max(-1, relative.i - 3), -1) if reading.inside[i] < 0)
    nearest = next((token for token in before if token.pos_ in _NOMINAL), verb.head)
    return verb.head if verb.head.pos_ in _NOMINAL else nearest


def _begins(reading: Reading, verb: Token) -> bool:
    """Tells whether a verb stands where its subject may follow it: behind a quotation, a comma, or first."""
    return verb.i == 0 or reading.inside[verb.i - 1] >= 0 or reading.doc[verb.i - 1].is_punct


def _author(reading: Reading, noun: Token) -> Token | None:
    """Returns who speaks in "a spokesman saying" or "issued a statement saying"."""
    if noun.lemma_.lower() in WORDS["documents"] and noun.dep_ == "dobj":
        return next((c for c in noun.head.lefts if c.dep_ == "nsubj" and reading.inside[c.i] < 0), noun)
    return noun if noun.pos_ in _NOMINAL else None


def _agent(verb: Token) -> Token | None:
    """Returns who does what a passive verb or a noun says ("by ...")."""
    for child in verb.rights:
        if child.dep_ == "agent" or (child.lower_ == "by" and verb.pos_ == "NOUN"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _beside(reading: Reading, verb: Token, low: int, high: int) -> Token | None:
    """Returns the head of the noun phrase that stands right before, or right behind, a reporting verb."""
    doc, inside = reading.doc, reading.inside
    i = verb.i - 1
    while i >= low and inside[i] < 0 and doc[i].pos_ in {"ADV", "AUX", "PART"}:
        i -= 1
    if i > low and doc[i].text == ",":
        # "Lena Ortiz, a nurse, said": the name stands before the words between commas.
        i = next((k - 1 for k in range(i - 1, max(low, i - 15), -1) if doc[k].text == "," or inside[k] >= 0), low)
    if i >= low and inside[i] < 0 and _may_speak(doc[i]):
        return doc[i]
    i = verb.i + 1
    high = min(high, i + LONGEST_PHRASE)
    while i < high and inside[i] < 0 and doc[i].pos_ in {"DET", "ADJ", "PROPN", "NOUN", "PART", "PRON"}:
        i += 1
    return doc[i - 1] if i > verb.i + 1 and _may_speak(doc[i - 1]) else None


def _may_speak(token: Token) -> bool:
    nominal = token.pos_ in _NOMINAL or (token.dep_ in _SUBJECTS and token.pos_ in _QUANTITIES)
    return nominal and token.ent_type_ not in {"DATE", "TIME"} and token.lower_ not in WORDS["no_speakers"]


# --- cues and what they report ---------------------------------------------------------------------------------------


def find_cues(reading: Reading, low: int, high: int, discourse: Discourse) -> list[Cue]:
    """Finds the cues of a sentence in order, and notes its subjects and speakers as referents.

    Args:
        reading: the paragraph.
        low: first token of the sentence.
        high: its end, exclusive.
        discourse: what came before; its referents grow.
    """
    cues: list[Cue] = []
    if not reading.parsed:
        return cues
    label = _label(reading, discourse) if low == 0 else None
    if label:
        cues.append(label)
    for i in range(low, high):
        if reading.inside[i] >= 0:
            continue
        token = reading.doc[i]
        note_pronoun(reading, token, discourse)
        if i in reading.mention_at and token.dep_ in _SUBJECTS:
            discourse.referents.append(refer(reading, token, discourse))
        lemma = _lemma(token)
        cue: Cue | None = None
        if token.lower_ == "according":
            cue = _according(reading, token, low, high, discourse)
        elif lemma in VERBS and token.pos_ == "VERB":
            cue = _verb_cue(reading, token, lemma, low, high, discourse)
        elif lemma in _NOUN_STANCES and token.pos_ == "NOUN":
            cue = _noun_cue(reading, token, lemma, discourse)
        elif lemma in WORDS["relatives"]:
            cue = _claimed_relative(reading, token, high, discourse)
        if cue:
            cues.append(cue)
            discourse.referents.append(cue.speaker)
    _note_authors(reading, low, high, cues, discourse)
    return cues


def _note_authors(reading: Reading, low: int, high: int, cues: Sequence[Cue], discourse: Discourse) -> None:
    """Notes who is said to issue the statement, letter ... of a sentence, or to speak in it."""
    speakers = {cue.token: cue.speaker for cue in cues}
    for token in reading.doc[low:high]:
        if reading.inside[token.i] >= 0 or token.lemma_.lower() not in WORDS["documents"]:
            continue
        verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ in WORDS["within"] else token.head
        issued = token.dep_ == "dobj" and verb.lemma_ in WORDS["issuing"]
        issuer = (
            next((c for c in verb.lefts if c.dep_ == "nsubj" and reading.inside[c.i] < 0), None) if issued else None
        )
        if issuer is not None and _may_speak(issuer):
            note_author(token, refer(reading, issuer, discourse), discourse)
        elif token.dep_ == "pobj" and verb.i in speakers:
            note_author(token, speakers[verb.i], discourse)


def _lemma(token: Token) -> str:
    """Returns the lemma, with the "e" that the lemmatizer now and then takes for a part of the ending ("rated")."""
    lemma = str(token.lemma_.lower())
    whole = f"{lemma}e"
    return whole if lemma not in VERBS and whole in VERBS and token.lower_.startswith(whole) else lemma


def _label(reading: Reading, discourse: Discourse) -> Cue | None:
    """Reads "Ada Holm: Prices must fall", as headlines and transcripts have it."""
    doc = reading.doc
    colon = next((i for i in range(1, min(LONGEST_PHRASE, len(doc))) if doc[i].text == ":"), None)
    mention = reading.mention_at.get(colon - 1) if colon else None
    if colon is None or mention is None or mention.start > 0 or reading.inside[colon] >= 0:
        return None
    if mention.label != "PERSON" and not (mention.label == "ORG" and reading.paragraph.kind == "headline"):
        return None
    if not any(token.tag_ in _FINITE or token.pos_ == "AUX" for token in doc[colon:]):
        return None
    speaker = refer(reading, doc[colon - 1], discourse)
    return Cue(colon, 0, colon + 1, None, "says", speaker, ((colon + 1, len(doc)),))


def _according(reading: Reading, token: Token, low: int, high: int, discourse: Discourse) -> Cue | None:
    """Reads "according to X": the rest of the sentence is what X says."""
    doc = reading.doc
    to = token.i + 1
    source = next((c for c in doc[to].children if c.dep_ == "pobj"), None) if to < high else None
    if source is None or doc[to].lower_ != "to" or not _may_speak(source) or reading.inside[source.i] >= 0:
        return None
    speaker = refer(reading, source, discourse)
    limit = min(high, source.right_edge.i + 1, source.i + LONGEST_PHRASE)
    end = next((i for i in range(source.i + 1, limit) if doc[i].text in BREAKS), max(limit, source.i + 1))
    content = (low, token.i) if token.i - low >= _LEAST_TOKENS else (end, high)
    return Cue(token.i, token.i, end, "according to", "says", speaker, (content,))


def _claimed_relative(reading: Reading, relative: Token, high: int, discourse: Discourse) -> Cue | None:
    """Reads "which X claims has ...", where the parser often takes the verb for a noun."""
    doc, inside = reading.doc, reading.inside
    for verb in range(relative.i + 2, min(high - 1, relative.i + LONGEST_PHRASE // 2)):
        subject = doc[verb - 1]
        if inside[verb] >= 0 or inside[verb - 1] >= 0 or subject.pos_ not in {*_NOMINAL, "DET", "ADJ", "PUNCT"}:
            return None
        lemma = _lemma(doc[verb])
        speech = lemma in _STANCES and lemma not in WORDS["only_beside"]
        if speech and doc[verb + 1].tag_ in _FINITE and _may_speak(subject):
            limit = min(high, verb + _LONGEST_CLAUSE)
            end = next((i for i in range(verb + 1, limit) if doc[i].text in BREAKS), limit)
            speaker = refer(reading, subject, discourse)
            return Cue(verb, relative.i + 1, verb + 1, lemma, _STANCES[lemma], speaker, ((verb + 1, end),))
    return None


def _noun_cue(reading: Reading, noun: Token, lemma: str, discourse: Discourse) -> Cue | None:
    """Reads "X's claim that ..." and "the claim by X that ..."."""
    clause = next(
        (c for c in noun.rights if c.dep_ in {"acl", "ccomp"} and any(m.lower_ == "that" for m in c.lefts)), None
    )
    if clause is None:
        return None
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None) or _agent(noun)
    if owner is None or reading.inside[owner.i] >= 0:
        return None
    content = (clause.left_edge.i, clause.right_edge.i + 1)
    speaker = refer(reading, owner, discourse)
    return Cue(noun.i, owner.left_edge.i, noun.i + 1, lemma, _NOUN_STANCES[lemma], speaker, (content,))


def _verb_cue(reading: Reading, verb: Token, lemma: str, low: int, high: int, discourse: Discourse) -> Cue | None:
    """Reads a reporting verb with its subject and its content."""
    particle = reading.doc[verb.i + 1].lower_ if verb.i + 1 < high else ""
    words = f"{lemma} {particle}" if f"{lemma} {particle}" in _STANCES else lemma
    if words not in _STANCES:
        return None
    subject = _quoted(verb) if lemma == "quote" else _agent(verb) or _subject(reading, verb)
    if subject is None and not _has_to(verb) and not any(child.dep_ == "auxpass" for child in verb.lefts):
        # Whoever is told stands behind "told"; who says so stands behind "said".
        subject = _beside(reading, verb, low, verb.i if words in _CONTENT["addressee"] else high)
    if subject is None or reading.inside[subject.i] >= 0 or not _may_speak(subject):
        return None
    first, final = verb.i, verb.i
    if low <= subject.left_edge.i and subject.i < high and abs(subject.i - verb.i) < 2 * LONGEST_PHRASE:
        first = min(verb.i, subject.left_edge.i)
        final = max(verb.i, subject.i)
    estimate = words in WORDS["estimating"] and any(map(_is_estimate, verb.rights))
    if lemma == "put" and particle == "it":
        final = _end_of_put_it(reading, verb, high)
    if words in WORDS["only_as"] and not _judges(reading, verb, high):
        return None
    if words in WORDS["only_beside"] and not estimate and not _touches_mark(reading, first, final):
        return None
    speaker = refer(reading, subject, discourse)
    contents = _contents(reading, verb, words, low, high, (first, final + 1))
    return Cue(verb.i, first, final + 1, words, _STANCES[words], speaker, contents)


def _end_of_put_it(reading: Reading, verb: Token, high: int) -> int:
    """Returns the last token of "as the report put it in March", short of words in marks."""
    said = [c.right_edge.i for c in verb.rights if c.dep_ in {"prep", "npadvmod", "advmod"} and c.i > verb.i + 1]
    last = min(max([verb.i + 1, *said]), verb.i + LONGEST_PHRASE, high - 1)
    return next((i - 1 for i in range(verb.i + 2, last + 1) if reading.inside[i] >= 0 or reading.doc[i].is_punct), last)


def _quoted(verb: Token) -> Token | None:
    """Returns whom "quote" quotes: "The paper quoted her as saying", "she was quoted", "quoted her to have said"."""
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass"}:
            return child
        behind = child.i > verb.i and child.dep_ in {"ccomp", "xcomp"}
        if behind and (subject := next((c for c in child.lefts if c.dep_ == "nsubj"), None)):
            return subject
    return None


def _judges(reading: Reading, verb: Token, high: int) -> bool:
    """Tells whether words in marks say as what the verb sees somebody: "painted the mayor as a 'puppet'"."""
    spans = range(bisect_left(reading.ranges, (verb.i, 0)), len(reading.ranges))
    start = next((reading.ranges[n][0] for n in spans), high)
    return start < min(high, verb.i + LONGEST_PHRASE) and reading.is_behind_as(start)


def _touches_mark(reading: Reading, first: int, final: int) -> bool:
    """Tells whether a quotation stands right before or behind a verb with its subject."""
    near = (*range(max(0, first - 3), first), *range(final + 1, min(final + 4, len(reading.inside))))
    return any(reading.inside[i] >= 0 for i in near)


def _contents(
    reading: Reading, verb: Token, words: str, low: int, high: int, group: tuple[int, int]
) -> tuple[tuple[int, int], ...]:
    """Returns the token spans that a verb reports: clause, infinitive, prepositional phrase or object, as it takes."""
    if any(child.dep_ == "neg" for child in verb.children):
        return ()
    if words in WORDS["needs_object"] and not any(child.dep_ in _OBJECTS for child in verb.children):
        return ()
    prepositions = _PREPOSITIONS.get(words.partition(" ")[0], frozenset())
    rights = [c for c in verb.rights if c.i < high]
    infinitive = words in _CONTENT["infinitive"] and any(_has_to(c) for c in rights)
    judging = _STANCES[words] in {"praises", "criticises"}
    takes_object = words in _CONTENT["object"] and (not judging or any(map(_is_reason, rights)))
    takes_object = takes_object or (words in WORDS["estimating"] and any(map(_is_estimate, rights)))
    named = any(child.dep_ == "dobj" for child in verb.children)
    takes_object = takes_object or (words in WORDS["calling"] and named and any(map(_is_predicate, rights)))
    start = end = -1
    for child in rights:
        wanted = (
            (child.dep_ == "ccomp" and (infinitive or not _has_to(child)))
            or (child.dep_ in {"xcomp", "advcl"} and infinitive and _has_to(child))
            or (child.dep_ == "xcomp" and child.tag_ == "VBG" and words in _CONTENT["gerund"])
            or (child.dep_ == "prep" and child.lower_ in prepositions)
            or (child.dep_ in {"dobj", "oprd"} and (takes_object or infinitive) and words not in _CONTENT["addressee"])
        )
        if wanted:
            edge = child.left_edge.i + (1 if child.dep_ == "prep" else 0)
            start = max(verb.i + 1, edge) if start < 0 else start
            end = max(end, child.right_edge.i + 1)
        elif start >= 0 and child.dep_ in {"prep", "oprd", "xcomp", "acomp"}:
            end = max(end, child.right_edge.i + 1)
    after = (start, min(end, high)) if start >= 0 else None
    if after is None and (words in _CONTENT["addressee"] or not any(child.dep_ == "dobj" for child in rights)):
        after = _clause_behind(reading, verb, high)
    before, rest = _content_around(reading, verb, low, high, group)
    return tuple(span for span in (before, after or rest) if span)


def _clause_behind(reading: Reading, verb: Token, high: int) -> tuple[int, int] | None:
    """Returns the "that" clause that the parser hung on another word: "told a meeting in Bergen that ..."."""
    doc = reading.doc
    for i in range(verb.i + 1, min(high, verb.i + LONGEST_PHRASE)):
        if doc[i].tag_ == "IN" and doc[i].lower_ == "that" and doc[i].dep_ == "mark" and reading.inside[i] < 0:
            end = min(high, doc[i].head.right_edge.i + 1)
            return (i + 1, end) if i + 1 < end else None
        if doc[i].text in BREAKS or doc[i].tag_ in _FINITE or reading.inside[i] >= 0:
            return None
    return None


def _is_estimate(child: Token) -> bool:
    """Tells "put the dead at 30" from "put the blame at their feet"."""
    return child.lower_ == "at" and any(c.like_num or c.ent_type_ in _AMOUNTS for c in child.rights)


def _is_predicate(child: Token) -> bool:
    """Tells what somebody is called from a name that is given: "called the plan a mistake"."""
    return child.dep_ == "oprd" and child.pos_ != "PROPN"


def _is_reason(child: Token) -> bool:
    """Tells what somebody is praised or blamed for from how long ("for days")."""
    return child.lower_ in WORDS["reasons"] and not any(c.ent_type_ in {"DATE", "TIME"} for c in child.rights)


def _has_to(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)


def _content_around(
    reading: Reading, verb: Token, low: int, high: int, group: tuple[int, int]
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Returns the clause in front of a cue ("..., the ministry said"), and its rest where the cue interrupts it."""
    doc = reading.doc
    first = group[0]
    if first - low < 2 or doc[first - 1].text not in BREAKS:
        return None, None
    before = (low, first - 1)
    if any(token.tag_ in _FINITE for token in doc[low : first - 1]):
        parsed = verb.dep_ == "parataxis" or any(c.dep_ == "ccomp" and c.i < first for c in verb.lefts)
        return (before if parsed else None), None
    comma = next((i for i in range(group[1], min(group[1] + 6, high)) if doc[i].text == ","), None)
    if comma is None or doc[first - 1].text != ",":
        return None, None
    adjunct = doc[low].pos_ in {"ADP", "SCONJ"} or doc[low].tag_ in {"VBG", "VBN"}
    counts = any(token.like_num for token in doc[low : first - 1])
    return (None if adjunct and not counts else before), (comma + 1, high)
