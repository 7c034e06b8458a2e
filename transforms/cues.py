"""Cues of a paragraph: who is said to say what, in which words, read from the dependency parse and from position.

The parse of the small model is often wrong around quotation marks. So a marked stretch counts as one word of the
sentence around it, nothing inside it is looked at, and a verb without a parsed subject takes the noun phrase beside it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice, pairwise
from typing import Final

from spacy.tokens import Doc, Token

from transforms import lexicons
from transforms.article import Mention, Paragraph
from transforms.quotation_marks import Marked

_LEXICON: Final = lexicons.load("cues")
_STANCES: Final[dict[str, str]] = {cue: stance for stance, cues in _LEXICON["stances"].items() for cue in cues}
_NOUN_STANCES: Final[dict[str, str]] = {noun: stance for stance, nouns in _LEXICON["nouns"].items() for noun in nouns}
_PRONOUNS: Final[dict[str, str]] = {noun: pronoun for pronoun, nouns in _LEXICON["referents"].items() for noun in nouns}
_CONTENT: Final[dict[str, frozenset[str]]] = {name: frozenset(verbs) for name, verbs in _LEXICON["content"].items()}
_PREPOSITIONS: Final[dict[str, frozenset[str]]] = {
    verb: frozenset(words) for verb, words in _LEXICON["prepositions"].items()
}
_WORDS: Final[dict[str, frozenset[str]]] = {name: frozenset(words) for name, words in _LEXICON["words"].items()}
_VERBS: Final = frozenset(cue.partition(" ")[0] for cue in _STANCES)

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_COMPATIBLE: Final = {
    "he": frozenset({"he", "person"}),
    "she": frozenset({"she", "person"}),
    "it": frozenset({"it", "name"}),
    "they": frozenset({"they", "it", "name"}),
}
_BASE_FORMS: Final = {"him": "he", "his": "he", "her": "she", "its": "it", "them": "they", "their": "they"}
_BREAKS: Final = frozenset({",", ":", ";", "—", "–", "--", "―", "(", ")"})
_SENTENCE_END: Final = frozenset({".", "!", "?", "…", "..."})

_REACH: Final = 3
"""How many paragraphs back a pronoun may point."""
_MEMORY: Final = 40
"""How many referents back a pronoun may point."""
_LONGEST_PHRASE: Final = 12
"""Tokens of a noun phrase at most, each way from its head."""
_LONGEST_CLIMB: Final = 6
"""Verbs looked at, upwards, for one that lends its subject."""
_LONGEST_CLAUSE: Final = 60
"""Tokens of a relative clause at most."""
_LONGEST_SENTENCE: Final = 1000
"""Tokens of a sentence that is read for cues; walking a longer one's tree takes time by the square of its length."""
_LEAST_TOKENS: Final = 3
"""Of what "according to" may report."""


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody who may speak, or be meant by a pronoun.

    Attributes:
        order: place of the paragraph, captions not counted.
        text: the name or noun phrase as written.
        entity_id: entity of the mention that covers its head.
        pronoun: he, she, it, they; "person" for he or she, "name" for a body that may be a person misread by the model.
    """

    order: int
    text: str
    entity_id: int | None
    pronoun: str


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


@dataclass(frozen=True, slots=True)
class Reading:
    """One paragraph as it is read.

    Attributes:
        index: its place in the article.
        order: its place, captions not counted.
        paragraph: text and annotation.
        marks: its marked stretches.
        ranges: tokens of each, marks included.
        inside: for each token the marked stretch it stands in, -1 for none.
        sentences: token spans; a marked stretch belongs to the sentence around it.
        mention_at: mention by token.
        parsed: whether its sentences are short enough to be read for cues.
    """

    index: int
    order: int
    paragraph: Paragraph
    marks: Sequence[Marked]
    ranges: Sequence[tuple[int, int]]
    inside: Sequence[int]
    sentences: Sequence[tuple[int, int]]
    mention_at: dict[int, Mention]
    parsed: bool

    @property
    def doc(self) -> Doc:
        """The paragraph's annotation."""
        return self.paragraph.doc

    def words_before(self) -> list[int]:
        """Returns for each token, and for the end, how many words and marked tokens stand before it."""
        weights = (int(k >= 0 or token.is_alpha) for k, token in zip(self.inside, self.doc, strict=True))
        return list(accumulate(weights, initial=0))


@dataclass(slots=True)
class Discourse:
    """What the text before leaves behind.

    Attributes:
        genders: he or she, of the persons of whom it is known.
        referents: subjects and speakers so far.
        last: cue that holds on for a quotation without its own.
    """

    genders: dict[int, str]
    referents: list[Referent] = field(default_factory=list)
    last: Cue | None = None


def read(index: int, order: int, paragraph: Paragraph, marks: Sequence[Marked], mentions: Sequence[Mention]) -> Reading:
    """Lays marked stretches and mentions over the tokens of a paragraph, and splits it into sentences.

    Args:
        index: the paragraph's place in the article.
        order: its place, captions not counted.
        paragraph: text and annotation.
        marks: its marked stretches, in order.
        mentions: its mentions.
    """
    doc = paragraph.doc
    inside = [-1] * len(doc)
    ranges: list[tuple[int, int]] = []
    mention_at: dict[int, Mention] = {}
    if marks or mentions:
        starts = [token.idx for token in doc]
        ends = [start + len(token) for start, token in zip(starts, doc, strict=True)]
        for mention in mentions:
            for i in _token_range(starts, ends, mention.start, mention.end):
                mention_at[i] = mention
        for n, mark in enumerate(marks):
            covered = _token_range(starts, ends, mark.outer_start, mark.outer_end)
            ranges.append((covered.start, covered.stop))
            for i in covered:
                inside[i] = n
    parsed = len(doc) <= _LONGEST_SENTENCE or all(len(sentence) <= _LONGEST_SENTENCE for sentence in doc.sents)
    return Reading(index, order, paragraph, marks, ranges, inside, _sentences(doc, inside, ranges), mention_at, parsed)


def _token_range(starts: Sequence[int], ends: Sequence[int], start: int, end: int) -> range:
    """Returns the tokens that overlap a span of characters."""
    return range(bisect_right(ends, start), bisect_left(starts, end))


def _sentences(doc: Doc, inside: Sequence[int], ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Splits into sentences, taking each marked stretch as one word of the sentence around it.

    The model's own boundaries count where punctuation supports them; behind a marked stretch that ends a sentence a new
    one begins.
    """
    closing = {high: low for low, high in ranges}
    bounds = [0]
    for i in range(1, len(doc)):
        if inside[i] >= 0 and inside[i] == inside[i - 1]:
            continue
        if i in closing:
            new = _new_sentence_behind(doc, closing[i], i)
        else:
            new = doc[i - 1].text in _SENTENCE_END and bool(doc[i].is_sent_start or inside[i] >= 0)
        if new:
            bounds.append(i)
    return list(pairwise([*bounds, len(doc)])) if len(doc) else []


def _new_sentence_behind(doc: Doc, low: int, high: int) -> bool:
    """Tells whether a new sentence begins behind the marked tokens `low` to `high`."""
    last = next((doc[i].text for i in range(high - 1, low, -1) if doc[i].text.strip("\"'`«»")), "")
    if last not in _SENTENCE_END or not (doc[high].text[0].isupper() or doc[high].is_quote):
        return False
    # "Why?" Smith asked: a question or a shout takes the place of the comma.
    return last == "." or not any(token.lemma_.lower() in _VERBS for token in doc[high : high + 6])


def gender(title: str) -> str | None:
    """Returns he or she for a word before a name, or at its begin, that tells ("Mrs"), else null."""
    pronoun = _PRONOUNS.get(title.lower())
    return pronoun if pronoun in {"he", "she"} else None


# --- who speaks ------------------------------------------------------------------------------------------------------


def _head_of(reading: Reading, token: Token) -> Token:
    """Returns the noun that stands for a speaker: a person's name rather than the office in apposition to it."""
    if token.dep_ == "appos" and reading.inside[token.head.i] < 0:
        token = token.head
    for child in token.rights:
        mention = reading.mention_at.get(child.i)
        if child.dep_ == "appos" and mention and mention.label == "PERSON" and reading.inside[child.i] < 0:
            own = reading.mention_at.get(token.i)
            return token if own and own.label == "PERSON" else child
    return token


def _referent(reading: Reading, token: Token, discourse: Discourse) -> Referent:
    """Returns the noun phrase around its head, or whom a pronoun stands for."""
    word = _BASE_FORMS.get(token.lower_, token.lower_)
    if word in _COMPATIBLE and (resolved := _resolve(reading.order, word, discourse)):
        return resolved
    head = _head_of(reading, token)
    mention = reading.mention_at.get(head.i)
    text = reading.paragraph.text
    if mention and mention.label == "PERSON":
        start, end = mention.start, mention.end
    else:
        low, high = _noun_phrase(reading, head)
        start, end = reading.doc[low].idx, _end(reading.doc[high - 1])
        if mention:
            start, end = min(start, mention.start), max(end, mention.end)
    partner = _partner(reading, head)
    if partner is not None and "," not in text[end : partner.idx]:
        other = reading.mention_at.get(partner.i)
        end = max(end, _end(partner), other.end if other else 0)
        pronoun = "they"
    else:
        pronoun = _pronoun_for(head, mention, discourse)
    return Referent(reading.order, text[start:end], mention.entity_id if mention else None, pronoun)


def _end(token: Token) -> int:
    return int(token.idx + len(token))


def _partner(reading: Reading, head: Token) -> Token | None:
    """Returns the second noun of "X and Y"."""
    if not any(child.lower_ == "and" for child in head.rights):
        return None
    partner = next((child for child in head.rights if child.dep_ == "conj"), None)
    near = partner is not None and partner.i - head.i < _LONGEST_PHRASE and reading.inside[partner.i] < 0
    return partner if near else None


def _noun_phrase(reading: Reading, head: Token) -> tuple[int, int]:
    """Returns the tokens of a noun phrase: modifiers before its head, and one phrase behind it ("of the ministry")."""
    doc, inside = reading.doc, reading.inside
    low = head.i
    limit = max(head.left_edge.i, head.i - _LONGEST_PHRASE)
    while low > limit and inside[low - 1] < 0 and doc[low - 1].text not in _BREAKS:
        low -= 1
    high = head.i + 1
    if high < len(doc) and doc[high].lower_ in _WORDS["after_head"] and doc[high].head.i == head.i:
        limit = min(doc[high].right_edge.i + 1, head.i + _LONGEST_PHRASE)
        while high < limit and inside[high] < 0 and not doc[high].is_punct and doc[high].tag_ not in {"WP", "WDT"}:
            high += 1
    return low, high


def _pronoun_for(head: Token, mention: Mention | None, discourse: Discourse) -> str:
    """Returns which pronoun may stand for a noun phrase later on."""
    if mention and mention.label == "PERSON":
        return discourse.genders.get(mention.entity_id, "person")
    known = _PRONOUNS.get(head.lemma_.lower())
    if head.tag_ in {"NNS", "NNPS"} or (mention and mention.label == "GROUP"):
        return "they"
    if known:
        return known
    if mention:
        return "it" if mention.label == "PLACE" else "name"
    return "person"


def _resolve(order: int, pronoun: str, discourse: Discourse) -> Referent | None:
    """Returns the last subject or speaker that a pronoun in the paragraph at `order` may stand for."""
    allowed = _COMPATIBLE[pronoun]
    second: Referent | None = None
    for referent in islice(reversed(discourse.referents), _MEMORY):
        if referent.order < order - _REACH:
            break
        if referent.pronoun in allowed:
            return referent
        if referent.pronoun == "name" and second is None:
            second = referent
    return second


def _subject(reading: Reading, verb: Token) -> Token | None:
    """Returns the head of a verb's subject, going up to the verb that lends its own."""
    passive = any(child.dep_ == "auxpass" for child in verb.lefts)
    for _ in range(_LONGEST_CLIMB):
        own = next((c for c in verb.children if c.dep_ in _SUBJECTS and reading.inside[c.i] < 0), None)
        if own is not None and (own.i < verb.i or _begins(reading, verb)):
            if _has_to(verb) or (passive and own.dep_ == "nsubjpass"):
                return None  # somebody is told to speak, or spoken of
            return verb.head if own.lower_ in _WORDS["relatives"] and verb.dep_ == "relcl" else own
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


def _begins(reading: Reading, verb: Token) -> bool:
    """Tells whether a verb stands where its subject may follow it: behind a quotation, a comma, or first."""
    return verb.i == 0 or reading.inside[verb.i - 1] >= 0 or reading.doc[verb.i - 1].is_punct


def _author(reading: Reading, noun: Token) -> Token | None:
    """Returns who speaks in "a spokesman saying" or "issued a statement saying"."""
    if noun.lemma_.lower() in _WORDS["documents"] and noun.dep_ == "dobj":
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
    high = min(high, i + _LONGEST_PHRASE)
    while i < high and inside[i] < 0 and doc[i].pos_ in {"DET", "ADJ", "PROPN", "NOUN", "PART", "PRON"}:
        i += 1
    return doc[i - 1] if i > verb.i + 1 and _may_speak(doc[i - 1]) else None


def _may_speak(token: Token) -> bool:
    return (
        token.pos_ in _NOMINAL and token.ent_type_ not in {"DATE", "TIME"} and token.lower_ not in _WORDS["no_speakers"]
    )


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
        if i in reading.mention_at and token.dep_ in _SUBJECTS:
            discourse.referents.append(_referent(reading, token, discourse))
        lemma = token.lemma_.lower()
        cue: Cue | None = None
        if token.lower_ == "according":
            cue = _according(reading, token, low, high, discourse)
        elif lemma in _VERBS and token.pos_ == "VERB":
            cue = _verb_cue(reading, token, lemma, low, high, discourse)
        elif lemma in _NOUN_STANCES and token.pos_ == "NOUN":
            cue = _noun_cue(reading, token, lemma, discourse)
        elif lemma in _WORDS["relatives"]:
            cue = _claimed_relative(reading, token, high, discourse)
        if cue:
            cues.append(cue)
            discourse.referents.append(cue.speaker)
    return cues


def _label(reading: Reading, discourse: Discourse) -> Cue | None:
    """Reads "Ada Holm: Prices must fall", as headlines and transcripts have it."""
    doc = reading.doc
    colon = next((i for i in range(1, min(_LONGEST_PHRASE, len(doc))) if doc[i].text == ":"), None)
    mention = reading.mention_at.get(colon - 1) if colon else None
    if colon is None or mention is None or mention.start > 0 or reading.inside[colon] >= 0:
        return None
    if mention.label != "PERSON" and not (mention.label == "ORG" and reading.paragraph.kind == "headline"):
        return None
    if not any(token.tag_ in _FINITE or token.pos_ == "AUX" for token in doc[colon:]):
        return None
    speaker = _referent(reading, doc[colon - 1], discourse)
    return Cue(colon, 0, colon + 1, None, "says", speaker, ((colon + 1, len(doc)),))


def _according(reading: Reading, token: Token, low: int, high: int, discourse: Discourse) -> Cue | None:
    """Reads "according to X": the rest of the sentence is what X says."""
    doc = reading.doc
    to = token.i + 1
    source = next((c for c in doc[to].children if c.dep_ == "pobj"), None) if to < high else None
    if source is None or doc[to].lower_ != "to" or not _may_speak(source) or reading.inside[source.i] >= 0:
        return None
    speaker = _referent(reading, source, discourse)
    limit = min(high, source.right_edge.i + 1, source.i + _LONGEST_PHRASE)
    end = next((i for i in range(source.i + 1, limit) if doc[i].text in _BREAKS), max(limit, source.i + 1))
    content = (low, token.i) if token.i - low >= _LEAST_TOKENS else (end, high)
    return Cue(token.i, token.i, end, "according to", "says", speaker, (content,))


def _claimed_relative(reading: Reading, relative: Token, high: int, discourse: Discourse) -> Cue | None:
    """Reads "which X claims has ...", where the parser often takes the verb for a noun."""
    doc, inside = reading.doc, reading.inside
    for verb in range(relative.i + 2, min(high - 1, relative.i + _LONGEST_PHRASE // 2)):
        subject = doc[verb - 1]
        if inside[verb] >= 0 or inside[verb - 1] >= 0 or subject.pos_ not in {*_NOMINAL, "DET", "ADJ", "PUNCT"}:
            return None
        lemma = doc[verb].lemma_.lower()
        if lemma in _STANCES and doc[verb + 1].tag_ in _FINITE and _may_speak(subject):
            limit = min(high, verb + _LONGEST_CLAUSE)
            end = next((i for i in range(verb + 1, limit) if doc[i].text in _BREAKS), limit)
            speaker = _referent(reading, subject, discourse)
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
    speaker = _referent(reading, owner, discourse)
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
    if low <= subject.left_edge.i and subject.i < high and abs(subject.i - verb.i) < 2 * _LONGEST_PHRASE:
        first = min(verb.i, subject.left_edge.i)
        final = max(verb.i, subject.i)
    if words in _WORDS["only_beside"] and not _touches_mark(reading, first, final):
        return None
    speaker = _referent(reading, subject, discourse)
    contents = _contents(reading, verb, words, low, high, (first, final + 1))
    return Cue(verb.i, first, final + 1, words, _STANCES[words], speaker, contents)


def _quoted(verb: Token) -> Token | None:
    """Returns whom "quote" quotes: "The paper quoted her as saying", "she was quoted", "quoted her to have said"."""
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubjpass"}:
            return child
        behind = child.i > verb.i and child.dep_ in {"ccomp", "xcomp"}
        if behind and (subject := next((c for c in child.lefts if c.dep_ == "nsubj"), None)):
            return subject
    return None


def _touches_mark(reading: Reading, first: int, final: int) -> bool:
    """Tells whether a quotation stands right before or behind a verb with its subject."""
    near = (*range(max(0, first - 2), first), *range(final + 1, min(final + 4, len(reading.inside))))
    return any(reading.inside[i] >= 0 for i in near)


def _contents(
    reading: Reading, verb: Token, words: str, low: int, high: int, group: tuple[int, int]
) -> tuple[tuple[int, int], ...]:
    """Returns the token spans that a verb reports: clause, infinitive, prepositional phrase or object, as it takes."""
    if any(child.dep_ == "neg" for child in verb.children):
        return ()
    prepositions = _PREPOSITIONS.get(words.partition(" ")[0], frozenset())
    rights = [c for c in verb.rights if c.i < high]
    infinitive = words in _CONTENT["infinitive"] and any(_has_to(c) for c in rights)
    judging = _STANCES[words] in {"praises", "criticises"}
    takes_object = words in _CONTENT["object"] and (not judging or any(map(_is_reason, rights)))
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
    before, rest = _content_around(reading, verb, low, high, group)
    return tuple(span for span in (before, after or rest) if span)


def _is_reason(child: Token) -> bool:
    """Tells what somebody is praised or blamed for from how long ("for days")."""
    return child.lower_ in _WORDS["reasons"] and not any(c.ent_type_ in {"DATE", "TIME"} for c in child.rights)


def _has_to(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)


def _content_around(
    reading: Reading, verb: Token, low: int, high: int, group: tuple[int, int]
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Returns the clause in front of a cue ("..., the ministry said"), and its rest where the cue interrupts it."""
    doc = reading.doc
    first = group[0]
    if first - low < 2 or doc[first - 1].text not in _BREAKS:
        return None, None
    before = (low, first - 1)
    if any(token.tag_ in _FINITE for token in doc[low : first - 1]):
        parsed = verb.dep_ == "parataxis" or any(c.dep_ == "ccomp" and c.i < first for c in verb.lefts)
        return (before if parsed else None), None
    comma = next((i for i in range(group[1], min(group[1] + 6, high)) if doc[i].text == ","), None)
    interrupted = comma is not None and doc[first - 1].text == ","
    return (before, (comma + 1, high)) if comma is not None and interrupted else (None, None)
