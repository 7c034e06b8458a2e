"""Figures: which numbers of an article count something, what, and who says so.

`find_numbers` reads the numbers. Here the annotation tells what is counted (the noun phrase), what happened to it (the
verb or noun that governs the count), who did it and where; the quotation around a number tells who says so. The words
that decide are in `lexicons/figures.toml`.
"""

import bisect
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from transforms import lexicons
from transforms.article import Article, Entity, Figure, Mention, Paragraph, Quote
from transforms.numbers import PROPORTION, Number, find_numbers

_LEXICON: Final = lexicons.load("figures")
_WORDS: Final[dict[str, frozenset[str]]] = {
    name: frozenset(words) for name, words in _LEXICON.items() if isinstance(words, list)
}


def _events(field: str) -> dict[str, str]:
    """Returns the event by each word of one field of the lexicon's events."""
    return {word: event for event, fields in _LEXICON["events"].items() for word in fields.get(field, ())}


_VERBS: Final = _events("verbs")
_SUBJECT_VERBS: Final = _events("subject_verbs")
_NOUNS: Final = _events("nouns")
_HEADS: Final = _events("heads")
_STATES: Final = _events("states")
_TOTALS: Final = _events("totals")

_NAME_LABELS: Final = frozenset(
    {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
)
_NOUN_POS: Final = frozenset({"NOUN", "PROPN"})
_VERB_POS: Final = frozenset({"VERB", "AUX"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_OBJECTS: Final = frozenset({"dobj", "attr", "oprd", "npadvmod", "dative", "dep", "nummod", "ccomp"})
_WITHIN_NOUN: Final = frozenset(
    {"conj", "appos", "nummod", "compound", "quantmod", "nmod", "amod", "poss", "dep", "prep", "pobj"}
)
_BEFORE_NOUN_POS: Final = frozenset({"ADJ", "NUM", "ADV", "CCONJ"})
_BEFORE_NOUN_TAGS: Final = frozenset({"VBN", "VBG", ","})
_FOUR_DIGITS: Final = re.compile(r"(?:\D*\b[0-9]{4}\b)+")
_LIST_NUMBER: Final = re.compile(r"\s*[(\[]?[0-9]{1,2}[.)\]](?:\s|$)")
_AFTER_AGE: Final = re.compile(r"\s*(?:[,.;)]|$|who\b|and\b)")
_ALTERNATIVE: Final = re.compile(r"(?:\s?points?)?,?\s(?:or\s|\()", re.IGNORECASE)
_PHRASE: Final = 10
"""Tokens looked at for the noun that a number counts; longer phrases were parser errors."""
_CLIMB: Final = 8
"""Steps from what is counted to the word that governs it."""
_NEAR: Final = 60
"""Tokens on either side of a number in which its place is looked for."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What is counted: tokens from `first` to `head`, both included."""

    first: Token
    head: Token


@dataclass(frozen=True, slots=True)
class _Governor:
    """What happened, and the word that says so; `is_active` when the subject of that verb did it."""

    event: str
    token: Token
    is_active: bool = False


SENTENCE_REACH = 150
"""Tokens of a sentence shown on each side of a figure. Sentences of the press have 25; a list of numbers without a full
stop would be repeated for each of them."""


class _Page:
    """A paragraph with look-ups by token: sentences, mentions and quotations."""

    def __init__(
        self, paragraph: Paragraph, mentions: Sequence[Mention], quotes: Sequence[Quote], kinds: Mapping[int, str]
    ) -> None:
        self.text = paragraph.text
        self.doc: Doc = paragraph.doc
        self._kinds = kinds
        self._token_starts = [token.idx for token in self.doc]
        self._sentence_starts = [token.i for token in self.doc if token.i == 0 or token.is_sent_start]
        self._verified: dict[int, bool] = {}
        self._mentions: dict[int, Mention] = {}
        self._quotes: dict[int, list[Quote]] = defaultdict(list)
        for mention in sorted(mentions, key=lambda m: (m.end - m.start, m.start, m.entity_id)):  # the longest prevails
            for i in range(self.token(mention.start).i, self.token(mention.end - 1).i + 1):
                self._mentions[i] = mention
        for quote in quotes:
            for i in range(self.token(quote.start).i, self.token(quote.end - 1).i + 1):
                self._quotes[i].append(quote)

    def token(self, char: int) -> Token:
        """Returns the token that holds a character, or the one before it."""
        return self.doc[max(0, bisect.bisect_right(self._token_starts, char) - 1)]

    def sentence(self, i: int) -> tuple[int, int]:
        """Returns the first token of the sentence that holds token `i`, and its end, exclusive."""
        number = bisect.bisect_right(self._sentence_starts, i)
        end = self._sentence_starts[number] if number < len(self._sentence_starts) else len(self.doc)
        return self._sentence_starts[number - 1], end

    def written(self, start: int, end: int) -> str:
        """Returns tokens `start` to `end`, exclusive, as written."""
        last = self.doc[end - 1]
        return self.text[self.doc[start].idx : last.idx + len(last.text)].strip()

    def mention(self, token: Token) -> Mention | None:
        """Returns the mention that a token belongs to."""
        return self._mentions.get(token.i)

    def kind(self, mention: Mention) -> str:
        """Returns the kind of what a mention names."""
        return self._kinds.get(mention.entity_id, mention.label)

    def named(self, first: Token, last: Token, kinds: Collection[str]) -> int | None:
        """Returns the entity of one of the kinds that is named last in tokens `first` to `last`."""
        for token in reversed(self.doc[first.i : last.i + 1]):
            mention = self.mention(token)
            if mention and self.kind(mention) in kinds:
                return mention.entity_id
        return None

    def quotes(self, token: Token) -> Sequence[Quote]:
        """Returns the quotations that a token stands in."""
        return self._quotes.get(token.i, ())

    def is_disputed(self, end: int) -> bool:
        """Tells whether the sentence that begins at token `end` says that something could not be verified."""
        if end >= len(self.doc):
            return False
        if end not in self._verified:
            self._verified[end] = _denies_verification({t.lower_ for t in self.doc[slice(*self.sentence(end))]})
        return self._verified[end]


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
        numbers = find_numbers(paragraph.text) if paragraph.kind != "byline" and len(paragraph.doc) else []
        if not numbers:
            continue
        page = _Page(paragraph, mentions_of[index], quotes_of[index], kinds)
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
    if _is_pronoun(page, number, first, last, counts=phrase is not None and governor is not None):
        return None
    start, end = page.sentence(first.i)
    event, actor, place = None, None, None
    if governor:
        event, actor, place = governor.event, _actor(page, governor), _place(page, governor, phrase, first)
    elif previous and _is_of_the_same(page, previous, number, last):
        event, actor, place = previous.event, previous.actor_entity_id, previous.place_entity_id
    quote = _claim(page, number, first)
    status = "asserted" if quote is None else "denied" if quote.stance == "denies" else "claimed"
    return Figure(
        paragraph=index,
        start=number.start,
        end=number.end,
        sentence=page.written(max(start, first.i - SENTENCE_REACH), min(end, last.i + SENTENCE_REACH)),
        value_low=number.low,
        value_high=number.high,
        bound=number.bound,
        unit=number.unit,
        currency=number.currency,
        counted=page.written(phrase.first.i, phrase.head.i + 1) if phrase else None,
        counted_entity_id=page.named(phrase.first, phrase.head, {"GROUP", "PLACE", "ORG"}) if phrase else None,
        event=event,
        actor_entity_id=actor,
        attributed_to=quote.speaker if quote else None,
        attributed_entity_id=quote.speaker_entity_id if quote else None,
        status="disputed" if page.is_disputed(end) else status,
        place_entity_id=place,
        quote_id=quote.quote_id if quote else None,
    )


# Who says so


def _claim(page: _Page, number: Number, first: Token) -> Quote | None:
    """Returns the smallest quotation around the number, one with a speaker if there is any."""
    around = [q for q in page.quotes(first) if q.start <= number.core_start and number.core_end <= q.end]
    return min(around, key=lambda q: (q.speaker is None, q.end - q.start, q.start, q.quote_id), default=None)


def _denies_verification(words: set[str]) -> bool:
    """Tells whether the words of a sentence say that something could not be verified."""
    verifiers = _WORDS["verifiers"]
    if words & _WORDS["independently"]:
        verifiers |= _WORDS["independent_verifiers"]
    return bool(words & _WORDS["unverified"] or (words & _WORDS["negations"] and words & verifiers))


# What is counted


def _counted(page: _Page, number: Number, last: Token) -> _Phrase | None:
    """Finds the noun phrase that a number counts.

    A plain number counts the phrase behind it ("12 armed men", "two of their leaders"), one with a unit only what
    stands behind "of" ("10 kg of rice").
    """
    doc, end = page.doc, page.sentence(last.i)[1]
    start = page.token(number.end - 1).i + 1
    if start < end and doc[start].text == "-" and doc[start].idx == number.end:  # "a 12-member team"
        start += 1
    has_of = start < end and doc[start].lower_ == "of"
    if (number.currency or number.unit not in {None, PROPORTION}) and not has_of:
        return None
    objects = [c for c in doc[start].children if c.dep_ == "pobj"] if has_of else []
    start += has_of
    while start < end and (doc[start].pos_ in {"DET", "PRON"} or doc[start].tag_ == "PDT"):
        if not has_of and number.unit != PROPORTION:
            return None
        start += 1
    return _noun_phrase(doc, start, min(end, start + _PHRASE), objects[0] if objects else last.head)


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
        is_joint = token.tag_ in {"POS", "HYPH"} or token.text in {"-", "/", "&"}
        if token.lower_ in _WORDS["not_counted"] or (i == start and (token.pos_ == "CCONJ" or token.is_punct)):
            break
        if token.pos_ in _NOUN_POS:
            head = i
            if i == governed and not (i + 1 < end and doc[i + 1].tag_ in {"POS", "HYPH"}):
                break
        elif not is_joint:
            is_over = head is not None and not after_joint and (governed is None or i > governed)
            if is_over or (token.pos_ not in _BEFORE_NOUN_POS and token.tag_ not in _BEFORE_NOUN_TAGS):
                break
        after_joint = is_joint
    if head is None or (doc[head].ent_type_ in {"DATE", "TIME"} and doc[head].pos_ == "PROPN"):
        return None
    return _Phrase(doc[start], doc[head])


# What is no figure


def _is_name(page: _Page, number: Number, first: Token, last: Token, phrase: _Phrase | None) -> bool:
    """Tells whether a number is part of a name, a label, an address, a list or a compound word."""
    text, start, end = page.text, number.core_start, number.core_end
    if start > 1 and text[start - 1] == "-" and text[start - 2].isalpha():
        return True
    if number.unit or number.currency:
        return False
    if not text[:start].strip(" ([") and _LIST_NUMBER.match(text):
        return True
    is_word = text[start].isalpha()
    mention = page.mention(first)
    if (
        (is_word and text[end : end + 1] == "-")
        or (mention and mention.start <= start and end <= mention.end and mention.end - mention.start > end - start)
        or (first.ent_type_ in _NAME_LABELS and first.ent_iob_ == "I" and number.bound == "exact")
        or (phrase and phrase.head.pos_ == "PROPN" and phrase.head.lower_.rstrip(".") in _WORDS["streets"])
    ):
        return True
    if number.start != start or first.i == 0:
        return False
    before = page.doc[first.i - 1]
    label = page.doc[first.i - 2] if before.text == "." and first.i > 1 else before
    if label.lower_.rstrip(".") in _WORDS["labels"]:
        return True
    if before.pos_ != "PROPN" or not before.whitespace_ or before.ent_type_ in {"GPE", "LOC", "DATE"}:
        return False
    behind = page.doc[last.i + 1] if last.i + 1 < len(page.doc) else None
    goes_on = behind is not None and behind.tag_ == "NNP" and behind.ent_type_ != "NORP"
    if is_word and not text[start].isupper():
        return False
    return goes_on or (phrase is None and _state_behind(last) is None)


def _is_time(page: _Page, number: Number, first: Token, phrase: _Phrase | None) -> bool:
    """Tells whether a number is a year, an age, or counts units of time."""
    if phrase and number.unit != PROPORTION and _lemma(phrase.head, _WORDS["time_nouns"]):
        return True
    if number.unit or number.currency:
        return False
    core = page.text[number.core_start : number.core_end]
    value = number.low or number.high or 0
    before = page.doc[first.i - 1] if first.i else None
    if 1000 <= value < 2200 and _FOUR_DIGITS.fullmatch(core):
        if first.ent_type_ == "DATE" or phrase is None:
            return True
        return before is not None and before.lower_ in _WORDS["before_years"] and number.bound == "exact"
    if phrase is None and number.bound in {"less_than", "more_than"} and value <= 120 and number.start:
        person = page.token(number.start - 1)  # "children under 18"
        if person.i < first.i and person.pos_ in _NOUN_POS and _lemma(person, _WORDS["persons"]):
            return True
    is_age = number.bound == "exact" and core.isdigit() and value <= 120 and first.i > 1
    if is_age and before is not None and before.text in {",", "("} and page.doc[first.i - 2].pos_ == "PROPN":
        return _AFTER_AGE.match(page.text, number.end) is not None
    return False


def _is_pronoun(page: _Page, number: Number, first: Token, last: Token, *, counts: bool) -> bool:
    """Tells whether a number word refers rather than counts: "one of the best", "the two sides".

    Args:
        page: the paragraph.
        number: the number.
        first: its first token.
        last: its last token.
        counts: whether it counts something to which something happened.
    """
    word = page.text[number.core_start : number.core_end]
    if number.unit or number.currency or not word.isalpha():
        return False
    if word.lower() in _WORDS["seldom_counts"]:
        return not counts or (last.i + 1 < len(page.doc) and page.doc[last.i + 1].lower_ == "of")
    is_small = number.low is not None and number.low <= 10 and number.bound == "exact"
    return not counts and is_small and first.i > 0 and page.doc[first.i - 1].lower_ in _WORDS["definite"]


# What happened


def _lemmas(word: str) -> Iterator[str]:
    """Yields the word and what it may be a regular inflection of."""
    yield word
    if word.endswith(("ies", "ied")):
        yield word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s", "d"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield stem
            if ending in {"ing", "ed"}:
                yield stem + "e"
                if stem[-1] == stem[-2]:
                    yield stem[:-1]


def _lemma(token: Token, words: Collection[str]) -> str | None:
    """Returns the first lemma of a token that is among `words`."""
    return next((lemma for lemma in _lemmas(token.lower_) if lemma in words), None)


def _event(token: Token, table: Mapping[str, str]) -> str | None:
    """Returns the event that a table of the lexicon gives to a token."""
    lemma = _lemma(token, table)
    return table[lemma] if lemma else None


def _governor(page: _Page, number: Number, first: Token, last: Token, phrase: _Phrase | None) -> _Governor | None:
    """Finds the verb or noun that says what happened to those counted.

    What stands right behind the count decides first, then a clause that hangs on the counted noun, then the verb or
    noun above it, then the noun itself, then a total that the sentence names.
    """
    if changed := _change(page, number, first):
        return changed
    if number.currency or number.unit not in {None, PROPORTION}:
        paid = _climb(_root(first, page.token(number.end - 1))) if number.currency else None
        return paid if paid and paid.event == "paid" else None
    anchor = phrase.head if phrase else _root(first, last)
    found = (
        _state_behind(anchor if phrase else last)
        or _clause(anchor)
        or _climb(anchor)
        or (_in_phrase(phrase) if phrase else None)
        or _total(anchor)
        or (_total(first) if phrase else None)
    )
    return found if found and found.event != "paid" else None


def _root(first: Token, last: Token) -> Token:
    """Returns the token from `first` to `last` whose head lies outside."""
    for token in first.doc[first.i : last.i + 1]:
        if token.head.i == token.i or not first.i <= token.head.i <= last.i:
            return token
    return last


def _change(page: _Page, number: Number, first: Token) -> _Governor | None:
    """Reads how much something changed: "rose 3 per cent", "up $2", "cut by 40", "-0.6%"."""
    if number.unit == "percent" and (number.low or 0) < 0:
        return _Governor("changed", first)
    i = page.token(number.start).i - 1
    if i < 0:
        return None
    before, is_points = page.doc[i], page.text.startswith(" point", number.end)
    is_measured = bool(number.unit or number.currency or is_points)
    if before.dep_ == "prt" and before.head.i < i:  # "rose up 3 per cent", but not "made up 3 per cent"
        before = before.head
    elif before.lower_ in _WORDS["change_adverbs"] and is_measured:
        return _Governor("changed", before)
    elif before.lower_ == "by" and before.head.i < i:
        before, is_measured = before.head, True
    elif before.pos_ == "ADV" and i:
        before = page.doc[i - 1]
    is_change = is_measured and before.pos_ in _VERB_POS and _lemma(before, _WORDS["changes"])
    return _Governor("changed", before, is_active=True) if is_change else None


def _state_behind(counted: Token) -> _Governor | None:
    """Reads what stands right behind the count: "12 dead", "12 seriously injured", "12 have been killed"."""
    doc, i, auxiliaries = counted.doc, counted.i + 1, set()
    end = min(len(doc), i + 5)
    while i < end and (doc[i].pos_ in {"ADV", "AUX"} or doc[i].lower_ in _WORDS["linking"]):
        auxiliaries.add(doc[i].lower_)
        i += 1
    if i >= end:
        return None
    token, is_passive = doc[i], not auxiliaries.isdisjoint(_WORDS["be"])
    if token.pos_ == "VERB" and (event := _event(token, _SUBJECT_VERBS)):
        return _Governor(event, token)
    is_active = not is_passive and not auxiliaries.isdisjoint(_WORDS["have"])
    modifies_next = token.dep_ == "amod" and token.head.i > i
    has_object = any(child.dep_ == "dobj" and child.i > i for child in token.children)
    if is_active or modifies_next or (has_object and not is_passive):
        return None
    if token.lower_ in _STATES:
        return _Governor(_STATES[token.lower_], token)
    return _suffered(token, counted) if is_passive and token.tag_ in {"VBN", "VBD"} else None


def _clause(noun: Token) -> _Governor | None:
    """Reads the clause that hangs on a noun: "hostages held by", "people who were killed", "families who fled"."""
    for verb in noun.children:
        if verb.dep_ not in {"acl", "relcl"} or verb.i < noun.i:
            continue
        if any(c.dep_ in _SUBJECTS and c.tag_ not in {"WP", "WDT"} for c in verb.children):  # "cases where he died"
            continue
        if verb.tag_ != "VBN":
            if (event := _event(verb, _SUBJECT_VERBS)) and _may_be_meant(verb, noun):
                return _Governor(event, verb)
        elif verb.dep_ == "acl" or _is_passive(verb):
            if verb.lower_ in _STATES:
                return _Governor(_STATES[verb.lower_], verb)
            if found := _suffered(verb, noun):
                return _Governor(found.event, found.token)
    return None


def _climb(counted: Token) -> _Governor | None:
    """Climbs from what is counted to the first verb or noun that says what happened to it."""
    token, is_part = counted, False
    for _ in range(_CLIMB):
        head = token.head
        if head.i == token.i:
            return None
        if head.pos_ == "ADP" or head.dep_ == "prep":
            while head.head.i != head.i and (head.head.pos_ == "ADP" or head.head.lower_ in _WORDS["including"]):
                head = head.head
            above, is_part = head.head, head.lower_ in _WORDS["including"]
            if above.i == head.i or head.lower_ == "by":
                return None
            if above.pos_ in _VERB_POS:
                return _of_verb(above, token, counted, "dobj", is_part=True) if is_part else None
            if event := _event(above, _NOUNS) or (_event(above, _HEADS) if is_part else None):
                return _Governor(event, above) if _may_be_meant(above, counted) else None
            is_whole = head.lower_ == "of" and (above.pos_ == "NUM" or _lemma(above, _WORDS["groups"]))
            if not is_whole and not is_part:
                return None
            token = above
        elif head.pos_ in _VERB_POS:
            return _of_verb(head, token, counted, token.dep_, is_part=is_part)
        elif token.dep_ in {"poss", "compound", "nmod"} and (event := _event(head, _NOUNS)):
            return _Governor(event, head)
        elif token.dep_ in _WITHIN_NOUN:
            token = head
        else:
            return None
    return None


def _of_verb(verb: Token, child: Token, counted: Token, relation: str, *, is_part: bool) -> _Governor | None:
    """Returns what a verb does to those counted; null when they do it themselves.

    Args:
        verb: the verb.
        child: what depends on it, the counted or a noun around it.
        counted: what is counted.
        relation: that of `child` to `verb`.
        is_part: whether they are only a part of the subject or object ("including 3 children").
    """
    is_passive = _is_passive(verb)
    if counted.lower_ in _WORDS["lives"] or child.lower_ in _WORDS["lives"]:
        return _Governor("killed", verb, not is_passive) if _lemma(verb, _WORDS["life_verbs"]) else None
    if relation in _SUBJECTS or (is_part and is_passive):
        if not is_passive and (event := _event(verb, _SUBJECT_VERBS)):
            return _Governor(event, verb)
        # A participle without object or auxiliary is a passive that the parser took for active ("12 injured").
        if is_passive or (verb.tag_ in {"VBN", "VBD"} and not any(c.dep_ in {"dobj", "aux"} for c in verb.children)):
            return _suffered(verb, counted)
    elif relation in _OBJECTS and (found := _left_in_state(verb, child) or _suffered(verb, counted)):
        return found
    return _among(verb) if relation in {"nsubj", "attr"} else None


def _suffered(verb: Token, counted: Token) -> _Governor | None:
    """Returns what a verb does to those counted; of joined verbs ("shot and killed") the graver one."""
    is_active = not _is_passive(verb)
    behind = [token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 3]]
    if behind == ["to", "death"] or behind[:1] == ["dead"]:
        return _Governor("killed", verb, is_active)
    if _lemma(verb, _WORDS["taking"]) and not _WORDS["taken"].isdisjoint(behind[:1]):
        return _Governor("abducted", verb, is_active)
    if not _may_be_meant(verb, counted):
        return None
    joined = [
        c
        for c in verb.children
        if c.dep_ == "conj" and c.tag_ == verb.tag_ and not any(a.dep_ in _SUBJECTS | {"dobj"} for a in c.children)
    ]
    found = [_Governor(event, v, is_active) for v in (verb, *joined) if (event := _event(v, _VERBS))]
    return min(found, key=lambda governor: governor.event == "attacked", default=None)


def _may_be_meant(word: Token, counted: Token) -> bool:
    """Tells whether a word can name an event for what is counted: "held 12 men", but not "held 12 meetings"."""
    if not _lemma(word, _WORDS["of_persons_only"]):
        return True
    return counted.pos_ in {"NUM", "PROPN"} or _lemma(counted, _WORDS["persons"] | _HEADS.keys()) is not None


def _is_passive(verb: Token) -> bool:
    """Tells whether a verb has a passive subject or auxiliary."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)


def _left_in_state(verb: Token, child: Token) -> _Governor | None:
    """Reads "left 12 dead", "left 3 soldiers and 2 civilians wounded" and "took 12 people hostage"."""
    is_taking = _lemma(verb, _WORDS["taking"]) is not None
    if is_taking and _lemma(child, _WORDS["taken"]):
        return _Governor("abducted", verb, is_active=True)
    for other in verb.children:
        if other.i > child.i and other.dep_ in {"oprd", "acomp", "xcomp", "ccomp", "advmod", "dobj"}:
            if is_taking and _lemma(other, _WORDS["taken"]):
                return _Governor("abducted", verb, is_active=True)
            if other.lower_ in _STATES:
                return _Governor(_STATES[other.lower_], other)
    if _lemma(verb, _WORDS["leaving"]):
        for token in child.doc[child.i + 1 : child.i + _PHRASE]:
            if token.is_punct or token.is_sent_start:
                break
            if token.lower_ in _STATES:
                return _Governor(_STATES[token.lower_], token)
    return None


def _among(verb: Token) -> _Governor | None:
    """Reads "among the injured are two girls" and "the dead were 3 drivers"."""
    for child in verb.children:
        nouns = child.children if child.lower_ in _WORDS["including"] else [child] if child.dep_ == "nsubj" else []
        for noun in nouns:
            if event := _STATES.get(noun.lower_):
                return _Governor(event, noun)
    return None


def _in_phrase(phrase: _Phrase) -> _Governor | None:
    """Reads what the counted noun or a word before it says: "12 deaths", "30 dead civilians"."""
    if event := _event(phrase.head, _HEADS):
        return _Governor(event, phrase.head)
    for token in phrase.head.doc[phrase.first.i : phrase.head.i]:
        if event := _STATES.get(token.lower_) or (_event(token, _VERBS) if token.tag_ == "VBN" else None):
            return _Governor(event, token)
    return None


def _total(token: Token) -> _Governor | None:
    """Reads a stated total: "the death toll rose to 12", "a population of 5,000", "the number of dead is 40"."""
    for _ in range(_CLIMB):
        head = token.head
        if head.i == token.i:
            return None
        if head.pos_ in _NOUN_POS and (found := _named_total(head)):
            return found
        if head.pos_ in _VERB_POS:
            if token.dep_ in _SUBJECTS or not _lemma(head, _WORDS["measures"]):
                return None
            subject = next((c for c in head.children if c.dep_ in _SUBJECTS), None)
            if subject is None or (head.pos_ == "AUX" and not _lemma(subject, _WORDS["totals"])):
                return None
            return _named_total(subject)
        token = head
    return None


def _named_total(noun: Token) -> _Governor | None:
    """Returns the event that a noun such as "death toll" or "number of wounded" counts."""
    if _lemma(noun, _WORDS["totals"]):
        for part in noun.doc[max(0, noun.i - _PHRASE) : noun.i + _PHRASE]:
            if part.i != noun.i and (event := _event(part, _TOTALS)) and noun.is_ancestor(part):
                return _Governor(event, noun)
    total = _event(noun, _TOTALS)
    return _Governor(total, noun) if total else None


def _is_of_the_same(page: _Page, previous: Figure, number: Number, last: Token) -> bool:
    """Tells whether a number says more about the count before it: "3 points, or 2 per cent", "12 of them children"."""
    if number.unit or number.currency:
        is_measured = previous.unit or previous.currency or previous.event == "changed"
        return bool(is_measured) and _ALTERNATIVE.fullmatch(page.text, previous.end, number.start) is not None
    if page.sentence(page.token(previous.start).i) != page.sentence(last.i):
        return False
    behind = [token.lower_ for token in page.doc[last.i + 1 : last.i + 3]]
    return behind[:1] == ["of"] and not _WORDS["them"].isdisjoint(behind[1:])


# Who did it, and where


def _actor(page: _Page, governor: _Governor) -> int | None:
    """Returns the entity that did it: the subject of an active verb, or whoever stands behind "by"."""
    verb = governor.token
    if governor.is_active and governor.event != "changed":
        while not any(c.dep_ in _SUBJECTS for c in verb.children) and verb.dep_ in {"conj", "advcl", "xcomp"}:
            verb = verb.head
        doers = [c for c in verb.children if c.dep_ in _SUBJECTS]
    else:
        doers = [c for by in verb.children if by.lower_ == "by" for c in by.children if c.dep_ == "pobj"]
    for doer in doers:
        left = min([doer.i, *(c.i for c in doer.children if c.dep_ in {"compound", "amod", "nmod"})])
        entity = page.named(page.doc[left], doer, {"GROUP", "PLACE", "ORG", "PERSON"})
        if entity is not None:
            return entity
    return None


def _place(page: _Page, governor: _Governor, phrase: _Phrase | None, number: Token) -> int | None:
    """Returns the place where it happened: one behind "in" or the like that hangs on the event or the counted.

    Without such a one the only place of the sentence behind "in" or "at" is taken; of several none.
    """
    near = {governor.token.i} | ({phrase.head.i} if phrase else set())
    loose: set[int] = set()
    start, end = page.sentence(number.i)
    for token in page.doc[max(start, number.i - _NEAR) : min(end, number.i + _NEAR)]:
        mention = page.mention(token)
        if mention is None or page.kind(mention) != "PLACE":
            continue
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
