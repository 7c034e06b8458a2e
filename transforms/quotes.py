"""Quotations and reported speech: the words, who says them, and the cue that tells so.

Quotation marks say where somebody's words stand; the dependency parse and the place of the reporting verb say whose they
are. The parse of the small model is often wrong around quotation marks, so a verb right beside a quotation counts for
more than the parse, and the nearest verb of the sentence is the last resort.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from spacy.tokens import Doc, Token

from transforms.article import Article, Entity, Mention, Paragraph, Quote
from transforms.quotation_marks import Marked, marked_spans

_LEXICON = tomllib.loads((Path(__file__).parent / "lexicons" / "cues.toml").read_text("utf8"))
_STANCE = {cue: stance for stance, cues in _LEXICON["stances"].items() for cue in cues}
_NOUN_STANCE = {noun: stance for stance, nouns in _LEXICON["nouns"].items() for noun in nouns}
_INFINITIVE = frozenset(_LEXICON["content"]["infinitive"])
_OBJECT = frozenset(_LEXICON["content"]["object"])
_GERUND = frozenset(_LEXICON["content"]["gerund"])
_ADDRESSEE = frozenset(_LEXICON["content"]["addressee"])
_PREPOSITIONS = {verb: frozenset(words) for verb, words in _LEXICON["content"]["preposition"].items()}
_ONLY_BESIDE = frozenset(_LEXICON["beside"]["verbs"])
_VERBS = frozenset(cue.split()[0] for cue in _STANCE) | frozenset(_PREPOSITIONS)
_NOT_SPEECH = frozenset(_LEXICON["not_speech"]["before"])
_DOCUMENTS = frozenset(_LEXICON["documents"]["issued"])
_REFERENT = {noun: pronoun for pronoun, nouns in _LEXICON["referents"].items() for noun in nouns}

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_NO_SPEAKERS = frozenset(
    {"that", "this", "these", "those", "there", "what", "anyone", "anybody", "everyone", "everybody", "nobody", "you"}
)
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_COMPATIBLE = {
    "he": frozenset({"he", "person"}),
    "she": frozenset({"she", "person"}),
    "it": frozenset({"it", "name"}),
    "they": frozenset({"they", "it", "name"}),
}
_BREAKS = frozenset({",", ":", ";", "—", "–", "--", "―", "(", ")"})
_PARTING = frozenset({",", "?", "!", "—", "–", "--", "…", "...", ".", ";"})
_SENTENCE_END = frozenset({".", "!", "?", "…", "..."})
_REASONS = frozenset({"as", "for", "over", "of"})
_AFTER_HEAD = frozenset({"of", "for", "at", "in", "from", "with"})
_FULL_STOP = re.compile(r"[.!?…]\W*$")
_SIGNATURE = re.compile(
    r"\s*[—–―-]{1,2}\s*([A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|del|der|van|von|la|al|bin|of|the)){0,6})(?<!\.)\s*(?:[,.(]|$)"
)
"""What may follow a quotation on a line of its own: a dash, a name, and nothing or what the person is."""
_WORD = re.compile(r"\w[\w'’-]*")
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "of", "on", "or", "the", "to", "vs", "with"}
)

_REACH = 3
"""How many paragraphs back a pronoun may point."""
_LEAST_WORDS = 3
"""Reported speech, and words in marks that nobody is said to have spoken, below this many words are left out."""


@dataclass(frozen=True, slots=True)
class _Referent:
    """Somebody who may be spoken of by a pronoun: a span of one paragraph."""

    order: int
    text: str
    entity_id: int | None
    pronoun: str
    """he, she, it, they; "person" for he or she, "name" for a body that may be a person whom the model misread."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """A verb or phrase that attributes: tokens `low` to `high` (exclusive) hold it and, beside it, its speaker."""

    token: int
    low: int
    high: int
    words: str | None
    stance: str
    speaker: _Referent | None
    contents: tuple[tuple[int, int], ...] = ()
    """Token spans of what is reported."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One paragraph as it is read."""

    index: int
    order: int
    """Place among the paragraphs that are no captions."""
    paragraph: Paragraph
    marks: Sequence[Marked]
    ranges: Sequence[tuple[int, int]]
    """Tokens of each marked stretch, marks included."""
    inside: Sequence[int]
    """For each token the marked stretch it stands in, -1 for none."""
    sentences: Sequence[tuple[int, int]]
    """Token spans of sentences; one in marks belongs to the sentence around it."""
    mention_at: dict[int, Mention]
    """Mention by token."""

    @property
    def doc(self) -> Doc:
        return self.paragraph.doc


@dataclass(slots=True)
class _Discourse:
    """What earlier paragraphs left behind."""

    genders: dict[int, str]
    referents: list[_Referent] = field(default_factory=list)
    last_cue: _Cue | None = None
    """Of the quotation that ends the paragraph before, or of the words that announce the next one."""


def find_quotes(article: Article, mentions: Sequence[Mention], entities: Sequence[Entity]) -> list[Quote]:
    """Finds quotations and reported speech.

    Words in quotation marks are `direct` (a whole sentence or more) or `partial`; words without any speaker are left out
    where they are a title, a name or a few words held at a distance. Reported speech is `indirect`, its span the content
    without cue and speaker; it may hold partial quotations. A pronoun is resolved to the person or body spoken of before.

    Args:
        article: content paragraphs in reading order.
        mentions: names in those paragraphs.
        entities: what the names stand for.

    Returns:
        Quotes in order of position, longer before shorter, numbered from 1.
    """
    paragraphs = [(n, p) for n, p in enumerate(article.paragraphs) if p.kind != "byline"]
    named: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        named[mention.paragraph].append(mention)
    marks = _marks(paragraphs)
    discourse = _Discourse(_genders(article, mentions))
    found: list[Quote] = []
    order = 0
    for n, paragraph in paragraphs:
        order += paragraph.kind != "caption"
        reading = _read(n, order, paragraph, marks[n], named[n])
        found += _paragraph_quotes(reading, discourse)
    found.sort(key=lambda q: (q.paragraph, q.start, -q.end))
    return [replace(quote, quote_id=number) for number, quote in enumerate(found, 1)]


# --- reading a paragraph ---------------------------------------------------------------------------------------------


def _marks(paragraphs: Sequence[tuple[int, Paragraph]]) -> dict[int, list[Marked]]:
    """Returns the marked stretches by paragraph; a caption neither continues a quotation nor interrupts one."""
    running = [(n, p.text) for n, p in paragraphs if p.kind != "caption"]
    spans = dict(zip((n for n, _ in running), marked_spans([text for _, text in running]), strict=True))
    return spans | {n: marked_spans([p.text])[0] for n, p in paragraphs if p.kind == "caption"}


def _genders(article: Article, mentions: Iterable[Mention]) -> dict[int, str]:
    """Returns he or she for the persons whom some mention gives a title that tells ("Mrs")."""
    genders: dict[int, str] = {}
    for mention in mentions:
        if mention.label != "PERSON":
            continue
        text = article.paragraphs[mention.paragraph].text
        words = f"{text[max(0, mention.start - 20) : mention.start]} {text[mention.start : mention.end]}".lower().split()
        before = len(text[max(0, mention.start - 20) : mention.start].split())
        for word in words[max(0, before - 1) : before + 1]:
            if _REFERENT.get(word) in {"he", "she"}:
                genders.setdefault(mention.entity_id, _REFERENT[word])
    return genders


def _read(
    index: int, order: int, paragraph: Paragraph, marks: Sequence[Marked], mentions: Sequence[Mention]
) -> _Reading:
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
    return _Reading(index, order, paragraph, marks, ranges, inside, _sentences(doc, inside, ranges), mention_at)


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


# --- who speaks ------------------------------------------------------------------------------------------------------


def _head_of(reading: _Reading, token: Token) -> Token:
    """Returns the noun that stands for a speaker: a person's name rather than the office in apposition to it."""
    if token.dep_ == "appos" and reading.inside[token.head.i] < 0:
        token = token.head
    for child in token.rights:
        mention = reading.mention_at.get(child.i)
        if child.dep_ == "appos" and mention and mention.label == "PERSON" and reading.inside[child.i] < 0:
            own = reading.mention_at.get(token.i)
            return token if own and own.label == "PERSON" else child
    return token


def _referent(reading: _Reading, token: Token, discourse: _Discourse) -> _Referent:
    """Returns the noun phrase around its head, or whom a pronoun stands for."""
    word = token.lower_
    if word in _COMPATIBLE:
        resolved = _resolve(reading, token, discourse)
        if resolved:
            return resolved
    head = _head_of(reading, token)
    mention = reading.mention_at.get(head.i)
    text = reading.paragraph.text
    if mention and mention.label == "PERSON":
        start, end = mention.start, mention.end
    else:
        low, high = _noun_phrase(reading, head)
        start, end = reading.doc[low].idx, reading.doc[high - 1].idx + len(reading.doc[high - 1])
        if mention:
            start, end = min(start, mention.start), max(end, mention.end)
    partner = next((c for c in head.rights if c.dep_ == "conj" and reading.inside[c.i] < 0 and c.i - head.i < 8), None)
    joined = partner is not None and any(c.lower_ == "and" for c in head.rights) and "," not in text[end : partner.idx]
    if partner is not None and joined:
        other = reading.mention_at.get(partner.i)
        end = max(end, partner.idx + len(partner), other.end if other else 0)
    entity = mention.entity_id if mention else None
    pronoun = "they" if joined else _pronoun_for(head, mention, discourse)
    return _Referent(reading.order, text[start:end], entity, pronoun)


def _noun_phrase(reading: _Reading, head: Token) -> tuple[int, int]:
    """Returns the tokens of a noun phrase: modifiers before its head, and one phrase behind it ("of the ministry")."""
    doc, inside = reading.doc, reading.inside
    low = head.i
    limit = max(head.left_edge.i, head.i - 12)
    while low > limit and inside[low - 1] < 0 and doc[low - 1].text not in _BREAKS:
        low -= 1
    high = head.i + 1
    if high < len(doc) and doc[high].lower_ in _AFTER_HEAD and doc[high].head.i == head.i:
        limit = min(doc[high].right_edge.i + 1, head.i + 12)
        while high < limit and inside[high] < 0 and not doc[high].is_punct and doc[high].tag_ not in {"WP", "WDT"}:
            high += 1
    return low, high


def _pronoun_for(head: Token, mention: Mention | None, discourse: _Discourse) -> str:
    if mention and mention.label == "PERSON":
        return discourse.genders.get(mention.entity_id, "person")
    known = _REFERENT.get(head.lemma_.lower())
    if head.tag_ in {"NNS", "NNPS"} or (mention and mention.label == "GROUP"):
        return "they"
    if known:
        return known
    if mention:
        return "it" if mention.label == "PLACE" else "name"
    return "person"


def _resolve(reading: _Reading, token: Token, discourse: _Discourse) -> _Referent | None:
    """Returns the last subject or speaker before a pronoun that it may stand for."""
    allowed = _COMPATIBLE[token.lower_]
    second: _Referent | None = None
    for referent in reversed(discourse.referents):
        if referent.order < reading.order - _REACH:
            break
        if referent.pronoun in allowed:
            return referent
        if referent.pronoun == "name" and second is None:
            second = referent
    return second


def _subject(reading: _Reading, verb: Token) -> Token | None:
    """Returns the head of a verb's subject, going up to the verb that lends its own."""
    passive = any(child.dep_ == "auxpass" for child in verb.lefts)
    for _ in range(6):
        own = next((c for c in verb.children if c.dep_ in _SUBJECTS and reading.inside[c.i] < 0), None)
        if own is not None and (own.i < verb.i or _begins(reading, verb)):
            if _has_to(verb):
                return None  # somebody is told to speak
            if own.lower_ in _RELATIVES and verb.dep_ == "relcl":
                return verb.head
            return None if passive and own.dep_ == "nsubjpass" else own
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
        elif verb.dep_ not in {"conj", "advcl", "ccomp", "xcomp"}:
            return None
        elif verb.dep_ != "conj" and verb.tag_ == "VB" and any(c.dep_ == "dobj" for c in above.children):
            return None
        verb = above
        passive = False
    return None


def _begins(reading: _Reading, verb: Token) -> bool:
    """Tells whether a verb stands where its subject may follow it: behind a quotation, a comma, or first."""
    return verb.i == 0 or reading.inside[verb.i - 1] >= 0 or reading.doc[verb.i - 1].is_punct


def _author(reading: _Reading, noun: Token) -> Token | None:
    """Returns who speaks in "a spokesman saying" or "issued a statement saying"."""
    if noun.lemma_.lower() in _DOCUMENTS and noun.dep_ == "dobj":
        return next((c for c in noun.head.lefts if c.dep_ == "nsubj" and reading.inside[c.i] < 0), noun)
    return noun if noun.pos_ in _NOMINAL else None


def _agent(verb: Token) -> Token | None:
    """Returns who does what a passive verb or a noun says ("by ...")."""
    for child in verb.rights:
        if child.dep_ == "agent" or (child.lower_ == "by" and verb.pos_ == "NOUN"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _beside(reading: _Reading, verb: Token, low: int, high: int) -> Token | None:
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
    while i < high and inside[i] < 0 and doc[i].pos_ in {"DET", "ADJ", "PROPN", "NOUN", "PART", "PRON"}:
        i += 1
    return doc[i - 1] if i > verb.i + 1 and _may_speak(doc[i - 1]) else None


def _may_speak(token: Token) -> bool:
    return token.pos_ in _NOMINAL and token.ent_type_ not in {"DATE", "TIME"} and token.lower_ not in _NO_SPEAKERS


# --- cues and what they report ---------------------------------------------------------------------------------------


def _cues(reading: _Reading, low: int, high: int, discourse: _Discourse) -> list[_Cue]:
    """Finds the cues of a sentence, and notes its subjects and speakers as referents."""
    cues: list[_Cue] = []
    for i in range(low, high):
        if reading.inside[i] >= 0:
            continue
        token = reading.doc[i]
        if token.dep_ in _SUBJECTS and i in reading.mention_at:
            discourse.referents.append(_referent(reading, token, discourse))
        lemma = token.lemma_.lower()
        cue: _Cue | None = None
        if lemma == "accord" or token.lower_ == "according":
            cue = _according(reading, token, low, high, discourse)
        elif token.pos_ == "VERB" and lemma in _VERBS:
            cue = _verb_cue(reading, token, lemma, low, high, discourse)
        elif token.pos_ == "NOUN" and lemma in _NOUN_STANCE:
            cue = _noun_cue(reading, token, lemma, discourse)
        elif token.lower_ in {"which", "that", "who"} and i + 3 < high:
            cue = _claimed_relative(reading, token, high, discourse)
        if cue:
            cues.append(cue)
            if cue.speaker:
                discourse.referents.append(cue.speaker)
    return cues


def _according(reading: _Reading, token: Token, low: int, high: int, discourse: _Discourse) -> _Cue | None:
    """Reads "according to X": the rest of the sentence is what X says."""
    doc = reading.doc
    to = token.i + 1
    if to >= high or doc[to].lower_ != "to":
        return None
    source = next((c for c in doc[to].children if c.dep_ == "pobj"), None)
    if source is None or reading.inside[source.i] >= 0:
        return None
    speaker = _referent(reading, source, discourse)
    end = max(source.i + 1, to + 1)
    while end < high and (doc[end].i <= source.right_edge.i) and doc[end].text != ",":
        end += 1
    before = (low, token.i)
    after = (end, high)
    contents = [span for span in (before, after) if span[1] - span[0] >= _LEAST_WORDS]
    if token.i - low > 2:
        contents = contents[:1]
    return _Cue(token.i, token.i, end, "according to", "says", speaker, tuple(contents))


def _claimed_relative(reading: _Reading, relative: Token, high: int, discourse: _Discourse) -> _Cue | None:
    """Reads "which X claims has ...", which the parser takes apart: cue and subject stand inside the relative clause."""
    doc, inside = reading.doc, reading.inside
    verb = relative.i + 1
    while verb < min(high - 1, relative.i + 6) and doc[verb].pos_ in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "PUNCT"}:
        finite = doc[verb + 1].tag_ in {"VBD", "VBZ", "VBP", "MD"}
        if verb > relative.i + 1 and finite and inside[verb] < 0 and doc[verb].lemma_.lower() in _STANCE:
            break
        verb += 1
    else:
        return None
    lemma = doc[verb].lemma_.lower()
    if lemma not in _STANCE or verb == relative.i + 1 or not _may_speak(doc[verb - 1]):
        return None
    end = next((k for k in range(verb + 1, high) if doc[k].text in _BREAKS), high)
    speaker = _referent(reading, doc[verb - 1], discourse)
    return _Cue(verb, relative.i + 1, verb + 1, lemma, _STANCE[lemma], speaker, ((verb + 1, end),))


def _noun_cue(reading: _Reading, noun: Token, lemma: str, discourse: _Discourse) -> _Cue | None:
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
    return _Cue(noun.i, owner.left_edge.i, noun.i + 1, lemma, _NOUN_STANCE[lemma], speaker, (content,))


def _verb_cue(
    reading: _Reading, verb: Token, lemma: str, low: int, high: int, discourse: _Discourse
) -> _Cue | None:
    """Reads a reporting verb with its subject and its content."""
    doc = reading.doc
    particle = doc[verb.i + 1].lower_ if verb.i + 1 < high else ""
    words = f"{lemma} {particle}" if f"{lemma} {particle}" in _STANCE else lemma
    stance = _STANCE.get(words, "says")
    subject = _agent(verb) or _subject(reading, verb)
    if lemma == "quote":
        subject = next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None) or next(
            (g for c in verb.rights if c.dep_ in {"ccomp", "xcomp"} for g in c.lefts if g.dep_ == "nsubj"), subject
        )
    if subject is None and not any(c.dep_ == "auxpass" for c in verb.lefts) and not _has_to(verb):
        subject = _beside(reading, verb, low, verb.i if words in _ADDRESSEE else high)
    if subject is None or reading.inside[subject.i] >= 0:
        return None
    if subject.lower_ in _RELATIVES and subject.head.dep_ == "relcl":
        subject = subject.head.head
    if not _may_speak(subject):
        return None
    speaker = _referent(reading, subject, discourse)
    group_low, group_high = verb.i, verb.i + 1
    if words in _ONLY_BESIDE and not _touches_mark(reading, verb, subject):
        return None
    if low <= subject.left_edge.i and subject.i < high and abs(subject.i - verb.i) < 25:
        edge = subject.left_edge.i if subject.i < verb.i else subject.i
        group_low, group_high = min(group_low, edge), max(group_high, subject.i + 1)
    contents = _contents(reading, verb, words, low, high, (group_low, group_high))
    return _Cue(verb.i, group_low, group_high, words, stance, speaker, contents)


def _touches_mark(reading: _Reading, verb: Token, subject: Token) -> bool:
    """Tells whether a quotation stands right before or behind a verb with its subject."""
    last = len(reading.doc) - 1
    first, final = min(verb.i, subject.left_edge.i), max(verb.i, subject.i)
    near = (*range(max(0, first - 2), first), *range(final + 1, min(final + 4, last + 1)))
    return any(reading.inside[i] >= 0 for i in near)


def _contents(
    reading: _Reading, verb: Token, words: str, low: int, high: int, group: tuple[int, int]
) -> tuple[tuple[int, int], ...]:
    """Returns the token spans that a verb reports: clause, infinitive, prepositional phrase or object, as it takes."""
    if any(child.dep_ == "neg" for child in verb.children):
        return ()
    prepositions = _PREPOSITIONS.get(words.partition(" ")[0], frozenset())
    rights = [c for c in verb.rights if c.i < high]
    infinitive = words in _INFINITIVE and any(_has_to(c) for c in rights)
    judging = _STANCE.get(words) in {"praises", "criticises"}
    takes_object = words in _OBJECT and not (judging and not any(c.lower_ in _REASONS for c in rights))
    start = end = -1
    for child in rights:
        wanted = (
            (child.dep_ == "ccomp" and (infinitive or not _has_to(child)))
            or (child.dep_ in {"xcomp", "advcl"} and infinitive and _has_to(child))
            or (child.dep_ == "xcomp" and child.tag_ == "VBG" and words in _GERUND)
            or (child.dep_ == "prep" and child.lower_ in prepositions)
            or (child.dep_ in {"dobj", "oprd"} and (takes_object or infinitive) and words not in _ADDRESSEE)
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


def _has_to(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)


def _content_around(
    reading: _Reading, verb: Token, low: int, high: int, group: tuple[int, int]
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Returns the clause in front of a cue ("..., the ministry said"), and its rest where the cue interrupts it."""
    doc = reading.doc
    first = group[0]
    if first - low < 2 or doc[first - 1].text not in _BREAKS:
        return None, None
    before = (low, first - 1)
    if any(t.pos_ in {"VERB", "AUX"} and t.tag_ not in {"VBG", "VBN", "VB"} for t in doc[low : first - 1]):
        parsed = verb.dep_ == "parataxis" or any(c.dep_ == "ccomp" and c.i < first for c in verb.lefts)
        return (before if parsed else None), None
    comma = next((i for i in range(group[1], min(group[1] + 6, high)) if doc[i].text == ","), None)
    if comma is None or doc[first - 1].text != ",":
        return None, None
    return before, (comma + 1, high)


def _label(reading: _Reading, discourse: _Discourse) -> _Cue | None:
    """Reads "Ada Holm: Prices must fall", as headlines and transcripts have it."""
    doc = reading.doc
    colon = next((i for i in range(1, min(8, len(doc))) if doc[i].text == ":"), None)
    mention = reading.mention_at.get(colon - 1) if colon else None
    if colon is None or mention is None or mention.start > 0 or reading.inside[colon] >= 0:
        return None
    if mention.label != "PERSON" and not (mention.label == "ORG" and reading.paragraph.kind == "headline"):
        return None
    if not any(t.pos_ in {"VERB", "AUX"} for t in doc[colon:]):
        return None
    speaker = _referent(reading, doc[colon - 1], discourse)
    return _Cue(colon, 0, colon + 1, None, "says", speaker, ((colon + 1, len(doc)),))


# --- quotations ------------------------------------------------------------------------------------------------------


def _paragraph_quotes(reading: _Reading, discourse: _Discourse) -> Iterator[Quote]:
    """Finds the quotes of one paragraph, and leaves in `discourse` what the next one needs."""
    carried = discourse.last_cue if reading.paragraph.kind == "body" else None
    emitted: set[tuple[int, int]] = set()
    for low, high in reading.sentences:
        known = len(discourse.referents)
        cues = _cues(reading, low, high, discourse)
        label = _label(reading, discourse) if low == 0 else None
        if label:
            cues.insert(0, label)
        spans = sorted({n for n in reading.inside[low:high] if n >= 0})
        linked: _Cue | None = None
        for n in spans:
            quote, cue = _marked_quote(reading, n, (low, high), cues, linked, carried, discourse)
            if quote:
                yield quote
                linked = cue
        for cue in cues:
            for span in cue.contents:
                quote = _indirect(reading, span, cue)
                if quote and (quote.start, quote.end) not in emitted:
                    emitted.add((quote.start, quote.end))
                    yield quote
        carried = linked or (cues[0] if cues else None) or _subject_as_cue(discourse.referents[known:], high)
    if reading.paragraph.kind == "body":
        discourse.last_cue = carried


def _subject_as_cue(referents: Sequence[_Referent], at: int) -> _Cue | None:
    """Returns the person whom a sentence without any cue is about: a quotation behind it is theirs."""
    person = next((r for r in reversed(referents) if r.pronoun in {"he", "she", "person"}), None)
    return _Cue(at, at, at, None, "says", person) if person else None


def _marked_quote(
    reading: _Reading,
    n: int,
    sentence: tuple[int, int],
    cues: Sequence[_Cue],
    previous: _Cue | None,
    carried: _Cue | None,
    discourse: _Discourse,
) -> tuple[Quote | None, _Cue | None]:
    """Returns the quote for a marked stretch, or none where it is no speech, and its cue."""
    mark = reading.marks[n]
    text = reading.paragraph.text
    start, end = mark.start, mark.start + len(text[mark.start : mark.end].rstrip(" ,\u00a0"))
    words = _WORD.findall(text, start, end)
    if not words or (text[start] in "([" and text[end - 1] in ")]"):
        return None, None
    low, high = reading.ranges[n]
    alone = not any(doc_token.is_alpha for doc_token in _outside(reading, sentence))
    cue, adjacent = _link(reading, (low, high), sentence, cues)
    goes_on = previous and previous.token < low and text[start].islower()
    if goes_on and previous and not any(previous.token < c.token < low for c in cues):
        cue, adjacent = previous, False
    cue = cue or _signature(reading, mark, discourse) or previous
    if cue is None and (alone or text[: mark.outer_start].rstrip().endswith(":")):
        cue = carried if alone else _subject_as_cue(discourse.referents[-1:], low)
    announced = text[: mark.outer_start].rstrip()[-1:] in {":", ","}
    whole = _is_whole(text, mark, (start, end), adjacent or announced or low == sentence[0], len(words))
    if cue is None and not (whole and len(words) > _LEAST_WORDS):
        return None, None
    if _is_name(words) and not (adjacent and (low == sentence[0] or cue and cue.token < low)):
        return None, None
    if low > 0 and reading.doc[low - 1].lower_ in _NOT_SPEECH:
        return None, None
    return _quote(reading, start, end, "direct" if whole else "partial", cue), cue


def _outside(reading: _Reading, sentence: tuple[int, int]) -> Iterator[Token]:
    return (reading.doc[i] for i in range(*sentence) if reading.inside[i] < 0)


def _link(
    reading: _Reading, span: tuple[int, int], sentence: tuple[int, int], cues: Sequence[_Cue]
) -> tuple[_Cue | None, bool]:
    """Returns the cue that a marked stretch most likely hangs on, and whether it stands right beside it."""
    low, high = span
    doc = reading.doc
    parted = any(doc[i].text in _PARTING for i in range(max(low, high - 2), min(high + 1, sentence[1])))
    best: tuple[float, _Cue, bool] | None = None
    for cue in cues:
        if cue.low >= high:
            gap = sum(1 for i in range(high, cue.low) if doc[i].is_alpha or reading.inside[i] >= 0)
            adjacent = gap == 0 and parted
            score = 100.0 if adjacent else 55.0 - gap
        else:
            between = [i for i in range(cue.high, low) if doc[i].is_alpha or reading.inside[i] >= 0]
            gap = sum(1 for i in between if doc[i].lower_ != "that")
            adjacent = gap == 0
            covered = any(a <= low and high <= b for a, b in cue.contents)
            score = 95.0 if adjacent else (80.0 if covered else 70.0 if cue.contents else 60.0) - gap / 10
        if best is None or score > best[0]:
            best = (score, cue, adjacent)
    return (best[1], best[2]) if best else (None, False)


def _signature(reading: _Reading, mark: Marked, discourse: _Discourse) -> _Cue | None:
    """Reads a name behind a quotation and a dash: "No more." - Ada Holm, teacher."""
    found = _SIGNATURE.match(reading.paragraph.text, mark.outer_end)
    if not found or reading.paragraph.text[: mark.outer_start].strip():
        return None
    at = next(i for i in range(len(reading.doc) - 1, -1, -1) if reading.doc[i].idx < found.end(1))
    mention = reading.mention_at.get(at)
    referent = _Referent(reading.order, found.group(1), mention.entity_id if mention else None, "person")
    discourse.referents.append(referent)
    return _Cue(at, at, at + 1, None, "says", referent)


def _is_whole(text: str, mark: Marked, span: tuple[int, int], beside: bool, words: int) -> bool:
    """Tells whether marked words are a sentence or more."""
    first = next((c for c in text[span[0] : span[1]] if c.isalnum()), "")
    if not (first.isupper() or first.isdigit() or text[span[0]] == "…"):
        return False
    ended = bool(_FULL_STOP.search(text, span[1] - 1, mark.outer_end)) or text[span[1] : span[1] + 1] == ","
    return beside and (ended or words > _LEAST_WORDS)


def _is_name(words: Sequence[str]) -> bool:
    """Tells a title or a name from words spoken."""
    return all(w[0].isupper() or w[0].isdigit() or w in _SMALL_WORDS for w in words)


def _indirect(reading: _Reading, span: tuple[int, int], cue: _Cue) -> Quote | None:
    """Returns reported speech, unless hardly a word of it stands outside quotation marks."""
    doc = reading.doc
    low, high = span
    if reading.inside[low] >= 0:
        low = reading.ranges[reading.inside[low]][0]
    if reading.inside[high - 1] >= 0:
        high = reading.ranges[reading.inside[high - 1]][1]
    while low < high and (doc[low].is_punct or doc[low].lower_ == "that") and reading.inside[low] < 0:
        low += 1
    while high > low and doc[high - 1].is_punct and reading.inside[high - 1] < 0:
        high -= 1
    free = sum(1 for i in range(low, high) if reading.inside[i] < 0 and (doc[i].is_alpha or doc[i].like_num))
    if free < _LEAST_WORDS:
        return None
    return _quote(reading, doc[low].idx, doc[high - 1].idx + len(doc[high - 1]), "indirect", cue)


def _quote(reading: _Reading, start: int, end: int, kind: str, cue: _Cue | None) -> Quote:
    speaker = cue.speaker if cue else None
    return Quote(
        0,
        reading.index,
        start,
        end,
        kind,
        speaker.text if speaker else None,
        speaker.entity_id if speaker else None,
        cue.words if cue else None,
        cue.stance if cue else None,
    )
