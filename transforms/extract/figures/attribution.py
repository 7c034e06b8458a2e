"""Who states a figure: the speaker of the quotation around it, or whoever the sentence names as its source.

Quotations come from `transforms.extract.quotes.find`. What is said of numbers alone ("puts the loss at", "by the latest
count") is read here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from spacy.tokens import Token

from transforms.documents import Figure, Mention, Part, Quote
from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.sources import can_claim, speaks
from transforms.extract.figures.vocabulary import SUBJECTS, WORDS, is_passive, objects_behind
from transforms.extract.mentions.headlines import is_headline

_CLIMB: Final = 12
"""Steps from a number to the verb that reports it."""
_SOURCE_REACH: Final = 10
"""Tokens behind a document in which its maker is looked for: "a poll released this week by"."""
_SOURCES: Final = frozenset({"PERSON", "ORG", "GROUP", "PLACE"})
_FRAMING: Final = re.compile(
    rf"(?<![\w-])(?:[\w.'\u2019]{{1,40}}-(?:{'|'.join(sorted(WORDS['framing_endings']))})"
    rf"|{'|'.join(sorted(WORDS['framing_words']))})(?![\w-])",
    re.IGNORECASE,
)
_ASIDE: Final = 40
"""Tokens on either side of a number in which an aside names its source."""
_FINITE: Final = frozenset({"VBD", "VBP", "VBZ", "MD"})
_RELATIVES: Final = frozenset({"which", "who", "whom", "whose", "where"})
"""Words with which a clause begins that tells of a noun."""
_JOINING: Final = frozenset({"that", "which", "who"})
"""Words that join a clause to the noun before it."""
_POINTING: Final = frozenset({"this", "that"})
_BREAKS: Final = frozenset({",", "-", "--", "\u2013", "\u2014", "("})
"""Marks in front of an explanation."""
_NAMING: Final = frozenset({"DET", "ADJ", "NOUN", "PROPN", "ADP", "PART"})
_FRAMED: Final = 40
"""Characters before a source in which the words that frame it are looked for."""
_BESIDE: Final = re.compile(r"[\w\s.'\u2019-]{0,30}")
_SOURCE_BEHIND: Final = re.compile(r"(?::|\s[-\u2013\u2014])\s(?P<source>[^\W\d_][\w .'\u2019-]{1,40})$")
_GOES_ON: Final = re.compile(
    r",[^,]{3,80},\s(?!and\b|but\b|while\b|although\b|though\b|as\b|after\b|when\b|because\b|wh(?:ich|ose|o|ere)\b)"
)
"""From the end of a quotation over its cue to what goes on with it: ", the firms said on Monday, a rise of"."""


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who states a figure, and its status; fields as in the table `figures`, and the rule that found them."""

    speaker: str | None = None
    entity_id: int | None = None
    status: str = "asserted"
    quote_id: int | None = None
    framing: str | None = None
    path: str | None = None
    rule: str | None = None


_NOBODY: Final = Claimant()


def find_attribution(candidate: Candidate) -> Claimant:
    """Finds who states a number.

    The smallest quotation around it that has a speaker decides, but not reported speech into which the writer
    explains the number. Without one the rules of section `claimant` are tried on the sentence. What cannot speak is no
    speaker.
    """
    number = candidate.number
    around = sorted(
        (
            q
            for q in candidate.paragraph.quotes(candidate.first)
            if q.start <= number.core_start
            and number.core_end <= q.end
            and _may_claim(candidate, q.speaker)
            and not _is_explained(candidate, q)
        ),
        key=lambda q: (q.speaker is None, q.end - q.start, q.start, q.quote_id),
    )
    if around and around[0].speaker is not None:
        sources = list(dict.fromkeys(q.speaker for q in around if q.speaker))
        path = " < ".join(sources) if len(sources) > 1 else None
        return _with_source(candidate, replace(_of_quote(around[0]), path=path))
    claims = (said for _, find in _SENTENCE_RULES if (said := find(candidate)) is not _NOBODY)
    found = next((said for said in claims if _may_claim(candidate, said.speaker)), None)
    if found is None:
        return _of_quote(around[0]) if around else _NOBODY
    if found.speaker is None:
        return replace(_of_quote(around[0]), status=found.status) if around else found
    return replace(_with_source(candidate, found), quote_id=around[0].quote_id if around else None)


def _may_claim(candidate: Candidate, speaker: str | None) -> bool:
    """Tells whether who is said to speak can: true for nobody, and for one whom the sentence does not name."""
    if speaker is None:
        return True
    if speaker.lower() == "it":  # of nobody known: "when it came to announcing"
        return False
    at = candidate.paragraph.text.find(speaker, *candidate.sentence_chars)
    if at < 0:
        return not _is_dateline(candidate, speaker)
    words = candidate.doc[candidate.paragraph.token(at).i : candidate.paragraph.token(at + len(speaker) - 1).i + 1]
    event = candidate.trigger.event if candidate.trigger else None
    return can_claim(words.root, event, candidate.paragraph)


def _is_explained(candidate: Candidate, quote: Quote) -> bool:
    """Tells whether the writer explains with a number what a speaker, whose words are only reported, has named.

    That is a clause in which something happens that makes a noun known, behind a comma or a dash ("said the fever,
    which has killed 90, was back", but not "said the men, who came on 90 horses, left"), or right behind the noun if
    that is taken for known ("said the fire that killed 12 was arson", but not "said a fire that killed 12 was out"). A
    part of those whom the speaker counts is no explanation: "said the bus carried 30 people, 12 of whom died".
    """
    if quote.kind != "indirect" or candidate.trigger is None:
        return False
    doc = candidate.doc
    for word in candidate.first.ancestors:
        first = word.left_edge
        behind_preposition = first.i + (first.pos_ == "ADP")
        if first.i and doc[behind_preposition].lower_ in _RELATIVES and doc[first.i - 1].text in _BREAKS:
            return first.idx >= quote.start
        if word.dep_ == "relcl" and first.lower_ in _JOINING and word.head.i + 1 == first.i and _is_known(word.head):
            return first.idx >= quote.start
    return False


def _is_known(noun: Token) -> bool:
    """Tells whether a noun is taken for known: "the fire", "this fire", "Monday's fire"."""
    return any(c.lower_ in WORDS["definite"] | _POINTING or c.dep_ == "poss" for c in noun.children)


def _is_dateline(candidate: Candidate, speaker: str) -> bool:
    """Tells whether a speaker is only named in the dateline before the sentence of a number."""
    first = candidate.sentence.start
    begin, start = candidate.paragraph.sentence(candidate.first.i)[0], candidate.doc[first].idx
    at = candidate.paragraph.text.find(speaker, candidate.doc[begin].idx, start) if begin < first else -1
    if at < 0:
        return False
    name = candidate.paragraph.mention(candidate.paragraph.token(at))
    others = map(candidate.paragraph.mention_at, candidate.sentence)
    return name is None or not any(other is not None and other.entity_id == name.entity_id for other in others)


def same_attribution(whole: Figure) -> Claimant:
    """Returns who states the figure of which a number is a part, or another measure."""
    return Claimant(
        whole.attributed_to,
        whole.attributed_entity_id,
        whole.status,
        framing=whole.attributed_framing,
        rule="same_as_before" if whole.attributed_to else None,
    )


def claimant_parts(candidate: Candidate, attribution: Claimant) -> list[Part]:
    """Returns who states a figure as a part of it, with the words where the sentence itself has them."""
    if attribution.speaker is None or attribution.rule is None:
        return []
    at = candidate.paragraph.text.find(attribution.speaker, *candidate.sentence_chars)
    span = (at, at + len(attribution.speaker)) if at >= 0 else ()
    return [Part("claimant", attribution.rule, *span)]


def is_unverified(candidate: Candidate) -> bool:
    """Tells whether the sentence behind that of a number says that something could not be verified."""
    end = candidate.sentence.stop
    if end >= len(candidate.doc):
        return False
    words, verifiers = candidate.paragraph.words_of_sentence(end), frozenset(WORDS["verifiers"])
    if words & WORDS["independently"]:
        verifiers |= WORDS["independent_verifiers"]
    return bool(words & WORDS["unverified"] or (words & WORDS["negations"] and words & verifiers))


def _of_quote(quote: Quote) -> Claimant:
    status = "denied" if quote.stance == "denies" else "claimed"
    return Claimant(quote.speaker, quote.speaker_entity_id, status, quote.quote_id, rule=f"{quote.kind}_quotation")


# What is said of numbers alone: the section `claimant` of the registry


def _verb_above(candidate: Candidate) -> Claimant:
    """Climbs from a number over the verbs above it, to the first that tells who states it."""
    token = candidate.first
    for _ in range(_CLIMB):
        head = token.head
        if head.i == token.i:
            break
        if head.pos_ == "VERB":
            for rule, read in _VERB_RULES:
                if (said := read(_VerbAbove(candidate, head, token))) is not None:
                    return replace(said, rule=rule) if said is not _NOBODY else _NOBODY
        if token.dep_ in {"relcl", "acl", "advcl"}:  # what is above is about something else
            return _put_at(candidate, token)
        token = head
    return _NOBODY


def _put_at(candidate: Candidate, participle: Token) -> Claimant:
    """Reads "put the number killed at 12", whose "at" the parser may hang on the participle."""
    at = next((c for c in participle.children if c.lower_ == "at" and candidate.first in c.subtree), None)
    number, verb = participle.head, participle.head.head
    sayer = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    is_count = number.dep_ == "dobj" and (WORDS["counts"].has(number) or WORDS["totals"].has(number))
    if sayer is None or at is None or not (is_count and WORDS["putting"].has(verb)):
        return _NOBODY
    return replace(_of_noun(candidate, sayer, _edge(sayer), "claimed"), rule="verb_of_numbers")


@dataclass(frozen=True, slots=True)
class _VerbAbove:
    """A verb above a number, and what hangs on it on the way down to the number."""

    candidate: Candidate
    verb: Token
    child: Token


def _by_a_count(above: _VerbAbove) -> Claimant | None:
    by = next((c for c in above.verb.children if c.lower_ == "by" and c.i > above.candidate.first.i), None)
    counts = [c for c in by.children if c.dep_ == "pobj" and WORDS["counts"].has(c)] if by is not None else []
    return _of_noun(above.candidate, counts[0], counts[0].left_edge, "claimed") if counts else None


def _verb_of_numbers(above: _VerbAbove) -> Claimant | None:
    """Reads a verb that reports a number; `_NOBODY` when its subject is a pronoun that stands for nobody known."""
    verb, status = above.verb, _status(above.verb, above.child)
    if status is None:
        return None
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    sayers = objects_behind("by", verb) if is_passive(verb) else subjects
    if not sayers or above.child in sayers:
        return Claimant(status=status) if status in {"disputed", "denied"} else None
    sayer, last = sayers[-1], above.candidate.quote_before
    if sayer.pos_ != "PRON":
        return _of_noun(above.candidate, sayer, _edge(sayer), status)
    if sayer.lower_ not in WORDS["sayers"] or last is None or last.speaker is None:
        return _NOBODY
    return Claimant(last.speaker, last.speaker_entity_id, status)


_VerbRule = Callable[[_VerbAbove], Claimant | None]
_VERB_RULES: Final[tuple[tuple[str, _VerbRule], ...]] = in_order(
    "claimant", {"by_a_count": _by_a_count, "verb_of_numbers": _verb_of_numbers}
)


def _behind_a_quotation(candidate: Candidate) -> Claimant:
    paragraph, start, last = candidate.paragraph, candidate.number.start, candidate.quote_before
    if last is None or last.speaker is None or last.paragraph != paragraph.index or last.end >= start:
        return _NOBODY
    gap = paragraph.text[last.end : start]
    is_same_sentence = last.start >= candidate.sentence_chars[0]
    is_before_its_cue = gap.lstrip(', "\u201d').startswith(last.speaker)  # not "said Ada Holm, a mother of two"
    goes_on = is_same_sentence and is_before_its_cue and _GOES_ON.match(gap)
    return replace(_of_quote(last), quote_id=None, rule="behind_a_quotation") if goes_on else _NOBODY


def _aside(candidate: Candidate) -> Claimant:
    doc, near = candidate.doc, candidate.near(_ASIDE)
    commas = [near.start, *(i for i in near if doc[i].text == ","), near.stop - 1]
    for start, stop in pairwise(commas):
        verb = doc[stop - 1] if stop > start + 2 else None
        if verb is None or doc[start].text != "," or not WORDS["reports"].has(verb) or verb.tag_ == "VBG":
            continue
        sayer = doc[start + 1 : stop - 1]
        if sayer[0].pos_ in {"DET", "PROPN"} and all(token.pos_ in _NAMING for token in sayer):
            entity_id = candidate.paragraph.entity(sayer[0], sayer[-1], _SOURCES)
            return Claimant(candidate.paragraph.written(start + 1, stop - 1), entity_id, "claimed", rule="aside")
    return _NOBODY


def _turn(candidate: Candidate) -> Claimant:
    turn = candidate.turn
    if turn is None or candidate.number.start < turn.end or candidate.doc[candidate.sentence.stop - 1].text == "?":
        return _NOBODY
    if turn.entity_id is None and candidate.trigger is None:  # "school: 40 pupils"
        return _NOBODY
    return Claimant(candidate.paragraph.text[turn.start : turn.end], turn.entity_id, "claimed", rule="turn")


def _behind_a_headline(candidate: Candidate) -> Claimant:
    """Reads the source behind the colon or dash with which a headline ends: "Fire kills 12: police"."""
    paragraph = candidate.paragraph
    source = _SOURCE_BEHIND.search(paragraph.text, candidate.number.end) if is_headline(paragraph) else None
    if source is None:
        return _NOBODY
    words = candidate.doc[paragraph.token(source.start("source")).i : paragraph.token(source.end("source") - 1).i + 1]
    head = words.root
    mention = paragraph.mention(head)
    is_source = speaks(head.lower_) or (mention is not None and paragraph.kind(mention) in {"PERSON", "ORG"})
    entity_id = mention.entity_id if mention else None
    return Claimant(source["source"], entity_id, "claimed", rule="behind_a_headline") if is_source else _NOBODY


_SentenceRule = Callable[[Candidate], Claimant]
_SENTENCE_RULES: Final[tuple[tuple[str, _SentenceRule], ...]] = in_order(
    "claimant",
    {
        "verb_of_numbers": _verb_above,
        "behind_a_quotation": _behind_a_quotation,
        "aside": _aside,
        "behind_a_headline": _behind_a_headline,
        "turn": _turn,
    },
)


def _status(verb: Token, child: Token) -> str | None:
    """Returns what a verb makes of the number in its object or clause; null when it does not report it."""
    if any(c.dep_ == "neg" for c in verb.children):
        return None
    if child.dep_ in {"ccomp", "parataxis"}:
        return "claimed" if WORDS["reports"].has(verb) or WORDS["finds"].has(verb) else None
    if child.dep_ not in {"dobj", "prep", "attr", "nsubjpass"}:
        return None
    if WORDS["statements"].has(child):  # "disputed the figure of 12", but not "questioned 12 men"
        if WORDS["disputes"].has(verb):
            return "disputed"
        if WORDS["denies"].has(verb):
            return "denied"
    if child.dep_ == "prep":
        has_object = any(c.dep_ == "dobj" for c in verb.children)
        is_put = child.lower_ == "at" and WORDS["putting"].has(verb) and has_object
        return "claimed" if is_put or (child.lower_ == "for" and WORDS["fears"].has(verb)) else None
    takes_lives = child.lower_ in WORDS["lives"] or WORDS["victims"].has(child)
    givers = (c for c in verb.children if c.dep_ == "nsubj" and (WORDS["counts"].has(c) or WORDS["documents"].has(c)))
    is_given = WORDS["giving"].has(verb) and any(givers)
    return "claimed" if is_given or (WORDS["reports"].has(verb) and not takes_lives) else None


def _of_noun(candidate: Candidate, noun: Token, first: Token, status: str) -> Claimant:
    """Returns the attribution to a noun, as written; its entity is looked for from the token `first` on."""
    entity_id = candidate.paragraph.entity(first, noun, _SOURCES)
    return Claimant(candidate.paragraph.written(_edge(noun).i, noun.i + 1), entity_id, status)


def _edge(noun: Token) -> Token:
    """Returns the first token of a noun's own phrase, without clauses and phrases behind it."""
    kinds = {"compound", "amod", "nmod", "det", "poss", "nummod"}
    edge = noun.doc[min([noun.i, *(c.left_edge.i for c in noun.children if c.dep_ in kinds)])]
    before = noun.doc[edge.i - 1] if edge.i else noun
    is_role = before.dep_ in SUBJECTS and before.head.i == noun.head.i and before.i < noun.i  # "the insurer Norhalt"
    return _edge(before) if is_role else edge


# Who stands behind a source


def _with_source(candidate: Candidate, attribution: Claimant) -> Claimant:
    """Adds the words that frame a source, and the maker of a document or the name beside a role."""
    paragraph, doc, speaker = candidate.paragraph, candidate.doc, attribution.speaker
    if speaker is None:
        return attribution
    at = paragraph.text.find(speaker, *candidate.sentence_chars)
    attribution = replace(attribution, framing=_framing(paragraph.text, speaker, at))
    if at < 0 or attribution.entity_id is not None:
        return attribution
    behind, end = paragraph.token(at + len(speaker) - 1).i + 1, candidate.sentence.stop
    if behind + 1 < end and doc[behind].text == "," and (named := paragraph.mention(doc[behind + 1])):
        is_source = paragraph.kind(named) in {"PERSON", "ORG"}
        return replace(attribution, entity_id=named.entity_id) if is_source else attribution
    if WORDS["documents"].has(doc[behind - 1]) and (maker := _maker(candidate, behind)):
        path = attribution.path or f"{speaker} < {paragraph.text[maker.start : maker.end]}"
        return replace(attribution, entity_id=maker.entity_id, path=path)
    return attribution


def _framing(text: str, speaker: str, at: int) -> str | None:
    """Returns the words that frame a source: within it, or right before where it stands in the text."""
    if within := _FRAMING.search(speaker):
        return within[0]
    before = list(_FRAMING.finditer(text, max(0, at - _FRAMED), at)) if at > 0 else []
    return before[-1][0] if before and _BESIDE.fullmatch(text, before[-1].end(), at) else None


def _maker(candidate: Candidate, start: int) -> Mention | None:
    """Returns who is named behind a document, up to the next mark: "a poll released this week by Norhalt"."""
    for token in candidate.doc[start : min(candidate.sentence.stop, start + _SOURCE_REACH)]:
        if token.is_punct or token.tag_ in _FINITE:  # "a poll found Norhalt ahead"
            return None
        maker = candidate.paragraph.mention(token)
        if maker and candidate.paragraph.kind(maker) in {"PERSON", "ORG"}:
            return maker
    return None
