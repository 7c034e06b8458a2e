"""Figures: which numbers of an article count something, what, and who says so.

`find_numbers` reads the numbers; here the annotation tells what is counted (the noun phrase), what happened to it (the
verb or noun that governs the count), who did it and where, and the quotation around tells who says so. The words that
decide are in `lexicons/figures.toml`.
"""

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from transforms import lexicons
from transforms.article import Article, Entity, Figure, Mention, Paragraph, Quote
from transforms.numbers import PROPORTION, Number, find_numbers

_LEXICON: Final = lexicons.load("figures")


def _events(field: str) -> dict[str, str]:
    """Returns the event by each word of one field of the lexicon's events."""
    return {word: event for event, fields in _LEXICON["events"].items() for word in fields[field]}


_VERBS: Final = _events("verbs")
_SUBJECT_VERBS: Final = _events("subject_verbs")
_NOUNS: Final = _events("nouns")
_HEADS: Final = _events("heads")
_STATES: Final = _events("states")
_EVENT_TOTALS: Final = _events("totals")
_WORDS: Final[dict[str, frozenset[str]]] = {
    name: frozenset(words) for name, words in _LEXICON.items() if isinstance(words, list)
}
_NOT_VERIFIED: Final[dict[str, frozenset[str]]] = {
    name: frozenset(words) for name, words in _LEXICON["not_verified"].items()
}

_NAME_LABELS: Final = frozenset(
    {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
)
_CLAIMS: Final = ("claimed", "denied")
_LIST_NUMBER: Final = re.compile(r"\s*[(\[]?[0-9]{1,2}[.)\]](?:\s|$)")
_AFTER_AGE: Final = re.compile(r"\s*(?:[,.;)]|$|who\b|and\b)")
_ALTERNATIVE: Final = re.compile(r"(?:\s?points?)?,?\s(?:or\s|\()", re.IGNORECASE)
_NOUN_POS: Final = frozenset({"NOUN", "PROPN"})
_VERB_POS: Final = frozenset({"VERB", "AUX"})
_OBJECT_RELATIONS: Final = frozenset({"dobj", "attr", "oprd", "npadvmod", "dative", "dep", "nummod", "ccomp"})
_NOMINAL_RELATIONS: Final = frozenset(
    {"conj", "appos", "nummod", "compound", "quantmod", "nmod", "amod", "poss", "dep", "prep", "pobj"}
)
_LONGEST_PHRASE: Final = 10
"""Tokens looked at for the noun that a number counts."""
_LONGEST_CLIMB: Final = 8
"""Steps from what is counted to the word that governs it."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What is counted: tokens from `first` to `head`, both included."""

    first: Token
    head: Token


@dataclass(frozen=True, slots=True)
class _Governor:
    """What happened, and the word that says so; `is_active` when its subject does it."""

    event: str
    token: Token
    is_active: bool = False


class _Page:
    """A paragraph with look-ups by character: tokens, sentences, mentions and quotations."""

    def __init__(
        self, paragraph: Paragraph, mentions: Sequence[Mention], kinds: Mapping[int, str], quotes: Sequence[Quote]
    ) -> None:
        self.text = paragraph.text
        self.doc: Doc = paragraph.doc
        self.mentions = mentions
        self.kinds = kinds
        self.quotes = quotes
        self._token_starts = [token.idx for token in self.doc]
        self._sentence_starts = [token.i for token in self.doc if token.is_sent_start] or [0]

    def token(self, char: int) -> Token:
        """Returns the token that holds a character, or the one before it."""
        return self.doc[max(0, bisect.bisect_right(self._token_starts, char) - 1)]

    def sentence(self, token: Token) -> tuple[int, int]:
        """Returns the first token of the sentence of `token`, and its end, exclusive."""
        number = bisect.bisect_right(self._sentence_starts, token.i)
        start = self._sentence_starts[number - 1] if number else 0
        return start, self._sentence_starts[number] if number < len(self._sentence_starts) else len(self.doc)

    def span_text(self, start: int, end: int) -> str:
        """Returns the characters of tokens `start` to `end`, exclusive, as written."""
        last = self.doc[end - 1]
        return self.text[self.doc[start].idx : last.idx + len(last.text)].strip()

    def named(self, first: Token, last: Token, kinds: Iterable[str]) -> Mention | None:
        """Returns the last mention of one of the kinds that overlaps tokens `first` to `last`."""
        start, end = first.idx, last.idx + len(last.text)
        hits = [m for m in self.mentions if m.start < end and m.end > start and self.kinds.get(m.entity_id, m.label) in kinds]
        return max(hits, key=lambda m: (m.end, -m.start), default=None)


def find_figures(
    article: Article, mentions: Sequence[Mention], entities: Sequence[Entity], quotes: Sequence[Quote]
) -> list[Figure]:
    """Finds the figures of an article.

    Args:
        article: its content paragraphs; bylines are passed over.
        mentions: the names found in it.
        entities: what they name.
        quotes: its quotations and reported speech; the smallest one around a number tells who states it.

    Returns:
        The figures in reading order. Values, bounds, events and status as in the table `figures`; spans slice back
        to the paragraph's text.
    """
    kinds = {entity.entity_id: entity.kind for entity in entities}
    mentions_of: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        mentions_of[mention.paragraph].append(mention)
    quotes_of: dict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        quotes_of[quote.paragraph].append(quote)
    found: list[Figure] = []
    for index, paragraph in enumerate(article.paragraphs):
        if paragraph.kind == "byline" or not len(paragraph.doc):
            continue
        numbers = find_numbers(paragraph.text)
        if not numbers:
            continue
        page = _Page(paragraph, mentions_of[index], kinds, quotes_of[index])
        previous: Figure | None = None
        for number in numbers:
            if figure := _figure(page, index, number, previous):
                found.append(figure)
                previous = figure
    return found


def _figure(page: _Page, index: int, number: Number, previous: Figure | None) -> Figure | None:
    """Makes a figure of a number; null when it counts nothing: a name, a year, an age, an address, a pronoun."""
    first, last = page.token(number.core_start), page.token(number.core_end - 1)
    phrase = _counted(page, number, last)
    if _is_name(page, number, first, last, phrase) or _is_time(page, number, first, phrase):
        return None
    governor = _governor(page, number, first, last, phrase)
    if governor is None and _refers_back(page, number, first):
        return None
    start, end = page.sentence(first)
    counted = page.named(phrase.first, phrase.head, ("GROUP", "PLACE", "ORG")) if phrase else None
    actor = _actor(page, governor) if governor else None
    place = _place(page, governor, phrase, start, end)
    same = previous if governor is None and previous and _is_of_the_same(page, previous, number, last) else None
    quote = _claim(page.quotes, number)
    status = "asserted"
    if quote:
        status = "denied" if quote.stance == "denies" else "claimed"
    if end < len(page.doc) and _is_not_verified(page.doc[slice(end, page.sentence(page.doc[end])[1])]):
        status = "disputed"
    return Figure(
        paragraph=index,
        start=number.start,
        end=number.end,
        sentence=page.span_text(start, end),
        value_low=number.low,
        value_high=number.high,
        bound=number.bound,
        unit=number.unit,
        currency=number.currency,
        counted=page.span_text(phrase.first.i, phrase.head.i + 1) if phrase else None,
        counted_entity_id=counted.entity_id if counted else None,
        event=governor.event if governor else same.event if same else None,
        actor_entity_id=actor.entity_id if actor else same.actor_entity_id if same else None,
        attributed_to=quote.speaker if quote else None,
        attributed_entity_id=quote.speaker_entity_id if quote else None,
        status=status,
        place_entity_id=same.place_entity_id if same else place,
        quote_id=quote.quote_id if quote else None,
    )


def _is_of_the_same(page: _Page, previous: Figure, number: Number, last: Token) -> bool:
    """Tells whether a number says more about the count before it: "3 points, or 2 per cent", "12 of them children"."""
    if number.unit or number.currency:
        return bool(previous.unit or previous.currency or previous.event == "changed") and (
            _ALTERNATIVE.fullmatch(page.text, previous.end, number.start) is not None
        )
    behind = [token.lower_ for token in page.doc[last.i + 1 : last.i + 3]]
    is_near = page.sentence(page.token(previous.start)) == page.sentence(last)
    return is_near and len(behind) == 2 and behind[0] == "of" and behind[1] in _WORDS["them"]


def _claim(quotes: Sequence[Quote], number: Number) -> Quote | None:
    """Returns the smallest quotation around the number, one with a speaker if there is any."""
    around = [q for q in quotes if q.start <= number.core_start and number.core_end <= q.end]
    return min(around, key=lambda q: (q.speaker is None, q.end - q.start, q.start), default=None)


def _is_not_verified(sentence: Iterable[Token]) -> bool:
    """Tells whether a sentence says that something could not be verified."""
    words = {token.lower_ for token in sentence}
    if words & _NOT_VERIFIED["alone"]:
        return True
    verifiers = _NOT_VERIFIED["verifiers"]
    if "independently" in words or "independent" in words:
        verifiers = verifiers | _NOT_VERIFIED["with_independently"]
    return bool(words & _NOT_VERIFIED["negations"]) and bool(words & verifiers)


# What is counted


def _counted(page: _Page, number: Number, last: Token) -> _Phrase | None:
    """Finds the noun phrase that a number counts.

    A plain number counts the phrase behind it ("12 armed men", "two of their leaders"); one with a unit only what
    stands behind "of" ("10 kg of rice").
    """
    after = page.token(number.end - 1).i + 1
    end = page.sentence(last)[1]
    if number.end < len(page.text) and page.text[number.end : number.end + 1] == "-" and after < end:
        after += page.doc[after].text == "-"
    has_of = after < end and page.doc[after].lower_ == "of"
    if (number.unit not in {None, PROPORTION} or number.currency) and not has_of:
        return None
    after += has_of
    start = after
    while start < end and (page.doc[start].pos_ in {"DET", "PRON"} or page.doc[start].tag_ in {"PRP$", "PDT"}):
        if not has_of and number.unit != PROPORTION:
            return None
        start += 1
    objects = [c for c in page.doc[after - 1].children if c.dep_ == "pobj"] if has_of else []
    phrase = _noun_phrase(page.doc, start, min(end, start + _LONGEST_PHRASE), objects[0] if objects else last.head)
    return None if phrase is None or phrase.head.ent_type_ in {"DATE", "TIME"} and phrase.head.pos_ == "PROPN" else phrase


def _noun_phrase(doc: Doc, start: int, end: int, noun: Token) -> _Phrase | None:
    """Returns the tokens from `start` up to the last noun of the phrase that begins there; null for none.

    Args:
        doc: the annotation.
        start: first token behind the number.
        end: where to stop at the latest, exclusive.
        noun: the noun that the parser found; a phrase that gets near reaches up to it.
    """
    governed = noun.i if start <= noun.i < end and noun.pos_ in _NOUN_POS else None
    head: int | None = None
    after_joint = False
    for i in range(start, end):
        token = doc[i]
        if token.lower_ in _WORDS["not_counted"]:
            break
        is_joint = token.tag_ in {"POS", "HYPH"} or token.text in {"-", "/", "&"}
        if token.pos_ in _NOUN_POS:
            head = i
            if i == governed and not (i + 1 < end and doc[i + 1].tag_ in {"POS", "HYPH"}):
                break
        elif head is not None and not is_joint and not after_joint and (governed is None or i > governed):
            break
        elif i == start and (token.pos_ == "CCONJ" or token.is_punct):
            break
        elif not is_joint and token.pos_ not in {"ADJ", "NUM", "ADV", "CCONJ"} and token.tag_ not in {"VBN", "VBG", ","}:
            break
        after_joint = is_joint
    return None if head is None else _Phrase(doc[start], doc[head])


# What is no figure


def _is_name(page: _Page, number: Number, first: Token, last: Token, phrase: _Phrase | None) -> bool:
    """Tells whether a number is part of a name, a label, an address, a list or a compound word."""
    text, start, end = page.text, number.core_start, number.core_end
    if start and text[start - 1] == "-" and start > 1 and text[start - 2].isalpha():
        return True
    if number.unit or number.currency:
        return False
    if not text[:start].strip(" ([") and _LIST_NUMBER.match(text):
        return True
    is_word = text[start].isalpha()
    if is_word and text[end : end + 1] == "-":
        return True
    if any(m.start <= start and end <= m.end and m.end - m.start > end - start for m in page.mentions):
        return True
    if first.ent_type_ in _NAME_LABELS and first.ent_iob_ == "I" and number.bound == "exact":
        return True
    if phrase and phrase.head.lower_.rstrip(".") in _WORDS["streets"] and phrase.head.pos_ == "PROPN":
        return True
    if number.start != start or first.i == 0:
        return False
    before = doc_before = page.doc[first.i - 1]
    if before.text == "." and first.i > 1:
        doc_before = page.doc[first.i - 2]
    if doc_before.lower_.rstrip(".") in _WORDS["labels"]:
        return True
    follows_name = before.pos_ == "PROPN" and before.text[:1].isupper() and before.whitespace_ != ""
    if not follows_name or is_word or before.ent_type_ in {"GPE", "LOC", "DATE"}:
        return False
    behind = page.doc[last.i + 1] if last.i + 1 < len(page.doc) else None
    if behind is not None and behind.tag_ == "NNP" and behind.ent_type_ != "NORP":
        return True
    return phrase is None and _state_behind(page, last.i + 1) is None


def _is_time(page: _Page, number: Number, first: Token, phrase: _Phrase | None) -> bool:
    """Tells whether a number is a year, an age, or counts units of time."""
    if phrase and _any_lemma(phrase.head.lower_, _WORDS["time_nouns"]) and number.unit != PROPORTION:
        return True
    if number.unit or number.currency:
        return False
    text = page.text
    core = text[number.core_start : number.core_end]
    value = number.low if number.low is not None else number.high
    assert value is not None
    before = page.doc[first.i - 1] if first.i else None
    if re.fullmatch(r"(?:\D*\b[0-9]{4}\b)+", core) and 1000 <= value < 2200:
        if first.ent_type_ == "DATE" or phrase is None:
            return True
        return before is not None and before.lower_ in _WORDS["before_years"] and number.bound == "exact"
    if number.bound == "exact" and core.isdigit() and value <= 120 and before is not None and first.i > 1:
        name = page.doc[first.i - 2]
        if before.text in {",", "("} and name.pos_ == "PROPN" and _AFTER_AGE.match(text, number.end):
            return True
    return False


def _refers_back(page: _Page, number: Number, first: Token) -> bool:
    """Tells whether a number is a pronoun or an article rather than a count: "one", "the two sides"."""
    word = page.text[number.core_start : number.core_end]
    if number.unit or number.currency or not word.isalpha():
        return False
    before = page.doc[first.i - 1].lower_ if first.i else ""
    return word.lower() == "one" or (before in _WORDS["definite"] and number.bound == "exact" and number.low <= 10)


# What happened


def _lemmas(word: str) -> Iterator[str]:
    """Yields the word and what it may be an inflection of."""
    yield word
    if word.endswith("ies") or word.endswith("ied"):
        yield word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s", "d"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield stem
            if ending in {"ing", "ed"}:
                yield stem + "e"
                if stem[-1] == stem[-2]:
                    yield stem[:-1]


def _any_lemma(word: str, words: Iterable[str]) -> str | None:
    """Returns the first lemma of a word that is among `words`."""
    return next((lemma for lemma in _lemmas(word) if lemma in words), None)


def _event_of(token: Token, table: Mapping[str, str]) -> str | None:
    """Returns the event that a table of the lexicon gives to a token."""
    lemma = _any_lemma(token.lower_, table)
    return table[lemma] if lemma else None


def _governor(page: _Page, number: Number, first: Token, last: Token, phrase: _Phrase | None) -> _Governor | None:
    """Finds the verb or noun that says what happened to those counted."""
    changed = _change(page, number, first)
    if changed:
        return changed
    anchor = phrase.head if phrase else _root(first, last)
    if number.unit not in {None, PROPORTION} or number.currency:
        paid = _climb(_root(first, page.token(number.end - 1)))
        return paid if paid and paid.event == "paid" and number.currency else None
    behind = _state_behind(page, anchor.i + 1 if phrase else last.i + 1)
    found = behind or _clause(anchor) or _climb(anchor)
    if found is None and phrase:
        found = _in_phrase(phrase)
    found = found or _total(anchor) or (_total(first) if phrase else None)
    return None if found is None or found.event == "paid" else found


def _in_phrase(phrase: _Phrase) -> _Governor | None:
    """Reads what the counted noun or a word before it says: "12 deaths", "30 dead civilians", "7 kidnapped students"."""
    if event := _event_of(phrase.head, _HEADS):
        return _Governor(event, phrase.head)
    for token in phrase.head.doc[phrase.first.i : phrase.head.i]:
        if event := _STATES.get(token.lower_) or (_event_of(token, _VERBS) if token.tag_ == "VBN" else None):
            return _Governor(event, token)
    return None


def _root(first: Token, last: Token) -> Token:
    """Returns the token from `first` to `last` whose head lies outside."""
    return next((t for t in first.doc[first.i : last.i + 1] if not first.i <= t.head.i <= last.i or t.head.i == t.i), last)


def _change(page: _Page, number: Number, first: Token) -> _Governor | None:
    """Reads "rose 3 per cent", "up $2" and "cut by 40": how much something changed."""
    i = page.token(number.start).i - 1
    before = page.doc[i] if i >= 0 else None
    if before is None:
        return None
    is_measured = bool(number.unit or number.currency)
    if before.dep_ == "prt" and before.head.i < before.i:  # "rose up 3 per cent", but not "made up 40 per cent"
        before = before.head
    elif before.lower_ in _WORDS["change_adverbs"] and (is_measured or page.text.startswith(" point", number.end)):
        return _Governor("changed", before)
    if number.unit == "percent" and (number.low or 0) < 0:
        return _Governor("changed", first)
    by = before.lower_ == "by"
    if by and i:
        before = before.head if before.head.i < i else page.doc[i - 1]
    while before.i > 0 and before.pos_ == "ADV" and not by:
        before = page.doc[before.i - 1]
    if before.pos_ in {"VERB", "AUX"} and _any_lemma(before.lower_, _WORDS["changes"]) and (by or is_measured):
        return _Governor("changed", before, is_active=True)
    return None


def _state_behind(page: _Page, i: int) -> _Governor | None:
    """Reads what stands right behind the count: "12 dead", "12 seriously injured", "12 have been killed"."""
    end, passive, perfect = min(len(page.doc), i + 5), False, False
    while i < end and (page.doc[i].pos_ in {"ADV", "AUX"} or page.doc[i].lower_ in _WORDS["linking"]):
        word = page.doc[i].lower_
        passive |= word in {"is", "are", "was", "were", "been", "being", "be"}
        perfect |= word in {"has", "have", "had"}
        i += 1
    if i >= end:
        return None
    token = page.doc[i]
    if subject := _event_of(token, _SUBJECT_VERBS):
        return _Governor(subject, token) if token.pos_ == "VERB" else None
    if perfect and not passive:
        return None
    event = _STATES.get(token.lower_) or (_event_of(token, _VERBS) if passive and token.tag_ in {"VBN", "VBD"} else None)
    has_object = any(child.dep_ == "dobj" and child.i > token.i for child in token.children)
    if event is None or (has_object and not passive) or token.dep_ == "amod" and token.head.i > token.i:
        return None
    return _Governor(event, token)


def _clause(noun: Token) -> _Governor | None:
    """Reads the clause that hangs on a noun: "hostages held by", "people who were killed", "families who fled"."""
    for verb in noun.children:
        if verb.dep_ not in {"acl", "relcl"} or verb.i < noun.i:
            continue
        if verb.tag_ != "VBN" and (event := _event_of(verb, _SUBJECT_VERBS)):
            return _Governor(event, verb)
        if verb.tag_ == "VBN" and (verb.dep_ == "acl" or _is_passive(verb)):
            if verb.lower_ in _STATES:
                return _Governor(_STATES[verb.lower_], verb)
            if found := _suffered(verb, noun):
                return _Governor(found.event, found.token)
    return None


def _is_passive(verb: Token) -> bool:
    """Tells whether a verb has a passive subject or auxiliary."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)


def _climb(token: Token) -> _Governor | None:
    """Climbs from what is counted to the first verb or noun that says what happened to it."""
    counted, is_passed_on = token, False
    for _ in range(_LONGEST_CLIMB):
        head, relation = token.head, token.dep_
        if head.i == token.i:
            return None
        if head.pos_ == "ADP" or head.dep_ == "prep":
            while head.head.i != head.i and (head.head.pos_ == "ADP" or head.head.lower_ in _WORDS["including"]):
                head = head.head
            governor, is_passed_on = head.head, head.lower_ in _WORDS["including"]
            if governor.i == head.i or head.lower_ == "by":
                return None
            if governor.pos_ in _VERB_POS:
                return _of_verb(governor, token, counted, "dobj", is_passed_on=True) if is_passed_on else None
            if event := _event_of(governor, _NOUNS) or (_event_of(governor, _HEADS) if is_passed_on else None):
                return _Governor(event, governor)
            if head.lower_ != "of" and not is_passed_on:
                return None
            token = governor
        elif head.pos_ in _VERB_POS:
            return _of_verb(head, token, counted, relation, is_passed_on=is_passed_on)
        elif relation in {"poss", "compound", "nmod"} and (event := _event_of(head, _NOUNS)):
            return _Governor(event, head)
        elif relation in _NOMINAL_RELATIONS:
            token = head
        else:
            return None
    return None


def _of_verb(verb: Token, child: Token, counted: Token, relation: str, *, is_passed_on: bool) -> _Governor | None:
    """Returns what a verb does to those counted; null when they do it themselves.

    Args:
        verb: the verb.
        child: what depends on it, the counted or a noun around it.
        counted: what is counted.
        relation: that of `child` to `verb`.
        is_passed_on: whether they are only part of the object or subject ("including 3 children").
    """
    is_object = relation in _OBJECT_RELATIONS
    if counted.lower_ in _WORDS["lives"] or child.lower_ in _WORDS["lives"]:
        return _Governor("killed", verb, is_object) if _any_lemma(verb.lower_, _WORDS["life_verbs"]) else None
    is_passive = _is_passive(verb)
    has_object = any(c.dep_ in {"dobj", "dative"} for c in verb.children)
    if relation in {"nsubj", "nsubjpass"} or (is_passed_on and is_passive):
        if not is_passive and (event := _event_of(verb, _SUBJECT_VERBS)):
            return _Governor(event, verb)
        # A past participle without object or auxiliary is a passive that the parser took for active ("12 injured").
        if is_passive or (verb.tag_ in {"VBN", "VBD"} and not has_object and not _has_aux(verb)):
            return _suffered(verb, counted)
    elif is_object:
        if _any_lemma(verb.lower_, _WORDS["taking"]) and _any_lemma(child.lower_, _WORDS["taken"]):
            return _Governor("abducted", verb, is_active=True)
        if found := _left_in_state(verb, child) or _suffered(verb, counted):
            return found
    return _among(verb) if relation in {"nsubj", "attr"} else None


def _suffered(verb: Token, counted: Token) -> _Governor | None:
    """Returns what a verb does to those counted; of joined verbs ("shot and killed") the graver one."""
    is_person = counted.pos_ == "NUM" or counted.pos_ == "PROPN" or _any_lemma(counted.lower_, _WORDS["persons"])
    if not is_person and _any_lemma(verb.lower_, _WORDS["of_persons_only"]):
        return None
    behind = [token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 3]]
    if behind == ["to", "death"] or "dead" in behind[:1]:
        return _Governor("killed", verb, not _is_passive(verb))
    if _any_lemma(verb.lower_, _WORDS["taking"]):
        as_captive = any(_any_lemma(word, _WORDS["taken"]) for word in behind[:1])
        return _Governor("abducted", verb, not _is_passive(verb)) if as_captive else None
    joined = (c for c in verb.children if c.dep_ == "conj" and c.tag_ == verb.tag_ and not _has_arguments(c))
    found = [(event, v) for v in (verb, *joined) if (event := _event_of(v, _VERBS))]
    event, governor = min(found, key=lambda pair: pair[0] == "attacked", default=(None, verb))
    return _Governor(event, governor, not _is_passive(verb)) if event else None


def _has_arguments(verb: Token) -> bool:
    """Tells whether a verb has a subject or object of its own."""
    return any(child.dep_ in {"nsubj", "nsubjpass", "dobj"} for child in verb.children)


def _left_in_state(verb: Token, child: Token) -> _Governor | None:
    """Reads "left 12 dead", "left 3 soldiers and 2 civilians wounded" and "took 12 people hostage"."""
    for other in verb.children:
        if other.i > child.i and other.dep_ in {"oprd", "acomp", "xcomp", "ccomp", "advmod", "dobj"}:
            if _any_lemma(verb.lower_, _WORDS["taking"]) and _any_lemma(other.lower_, _WORDS["taken"]):
                return _Governor("abducted", verb, is_active=True)
            if other.lower_ in _STATES:
                return _Governor(_STATES[other.lower_], other)
    if _any_lemma(verb.lower_, _WORDS["leaving"]):
        for token in child.doc[child.i + 1 : child.i + _LONGEST_PHRASE]:
            if token.is_punct or token.is_sent_start:
                break
            if token.lower_ in _STATES:
                return _Governor(_STATES[token.lower_], token)
    return None


def _among(verb: Token) -> _Governor | None:
    """Reads "among the injured are two girls" and "the dead were 3 drivers"."""
    for child in verb.children:
        nouns = list(child.children) if child.lower_ in _WORDS["including"] else [child] if child.dep_ == "nsubj" else []
        for noun in nouns:
            if event := _STATES.get(noun.lower_):
                return _Governor(event, noun)
    return None


def _has_aux(verb: Token) -> bool:
    """Tells whether a verb has an auxiliary of its own ("have killed")."""
    return any(child.dep_ == "aux" for child in verb.children)


def _total(token: Token) -> _Governor | None:
    """Reads a stated total: "the death toll rose to 12", "a population of 5,000", "the number of dead is 40"."""
    for _ in range(_LONGEST_CLIMB):
        head = token.head
        if head.i == token.i:
            break
        if head.pos_ in _NOUN_POS and (found := _named_total(head)):
            return found
        if head.pos_ in {"VERB", "AUX"}:
            if token.dep_ in {"nsubj", "nsubjpass"} or not _any_lemma(head.lower_, _WORDS["measures"]):
                return None
            subject = next((c for c in head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            if subject is None or (head.pos_ == "AUX" and not _any_lemma(subject.lower_, _WORDS["totals"])):
                return None
            return _named_total(subject)
        token = head
    return None


def _named_total(noun: Token) -> _Governor | None:
    """Returns the event that a noun such as "death toll" or "number of wounded" counts."""
    lemma = _any_lemma(noun.lower_, _EVENT_TOTALS)
    if lemma is None and not _any_lemma(noun.lower_, _WORDS["totals"]):
        return None
    for part in noun.subtree:
        if part.i != noun.i and abs(part.i - noun.i) <= _LONGEST_PHRASE and part.pos_ != "NUM":
            event = _event_of(part, _EVENT_TOTALS)
            if event and _any_lemma(noun.lower_, _WORDS["totals"]):
                return _Governor(event, noun)
    return _Governor(_EVENT_TOTALS[lemma], noun) if lemma else None


# Who did it, and where


def _actor(page: _Page, governor: _Governor) -> Mention | None:
    """Returns the name of who did it: the subject of an active verb, or whoever stands behind "by"."""
    verb = governor.token
    if governor.event in {"changed", "population", "missing"}:
        return None
    if governor.is_active:
        doers = [c for c in verb.children if c.dep_ == "nsubj"]
        upper = verb
        while not doers and upper.dep_ in {"conj", "advcl", "xcomp"} and upper.head.i != upper.i:
            upper = upper.head
            doers = [c for c in upper.children if c.dep_ in {"nsubj", "nsubjpass"}]
    else:
        agents = [c for c in verb.children if c.lower_ == "by"]
        doers = [c for agent in agents for c in agent.children if c.dep_ == "pobj"]
    for doer in doers:
        left = min([doer.i, *(c.i for c in doer.children if c.dep_ in {"compound", "amod", "nmod"})])
        if named := page.named(page.doc[left], doer, ("GROUP", "PLACE", "ORG", "PERSON")):
            return named
    return None


def _place(page: _Page, governor: _Governor | None, phrase: _Phrase | None, start: int, end: int) -> int | None:
    """Returns the place of the sentence where it happened: one behind "in" or the like that hangs on the event.

    Without such a one the only place of the sentence behind "in" or "at" is taken; of several none.
    """
    if governor is None:
        return None
    near = {governor.token.i} | ({phrase.head.i} if phrase else set())
    loose: set[int] = set()
    for mention in page.mentions:
        if page.kinds.get(mention.entity_id, mention.label) != "PLACE":
            continue
        token = page.token(mention.end - 1)
        if not start <= token.i < end:
            continue
        while token.dep_ in {"compound", "nmod"} and token.head.i != token.i:
            token = token.head
        if governor.event == "population" and token.dep_ in {"nsubj", "poss"}:
            return mention.entity_id
        preposition = token.head
        if token.dep_ != "pobj" or preposition.lower_ not in _WORDS["place_prepositions"]:
            continue
        if preposition.head.i in near:
            return mention.entity_id
        if preposition.lower_ in {"in", "at"}:
            loose.add(mention.entity_id)
    return loose.pop() if len(loose) == 1 else None
