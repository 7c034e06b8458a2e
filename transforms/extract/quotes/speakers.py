"""Who speaks: the noun phrase beside a cue, led back to the person or body of the article that it stands for.

A pronoun goes to the last person whom it may mean, where the article itself shows who is he and who is she; a
description ("the minister", "the 34-year-old") to the person whom the article describes so; a statement to its author.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from spacy.tokens import Token

from transforms import lexicons
from transforms.documents import Article, Mention, Role
from transforms.extract.quotes.marked_paragraph import BREAKS, LONGEST_PHRASE, WORDS, Reading

_LEXICON: Final = lexicons.load("cues")
_PRONOUNS: Final[dict[str, str]] = {noun: pronoun for pronoun, nouns in _LEXICON["referents"].items() for noun in nouns}

_PEOPLE: Final = frozenset(lexicons.load("names")["roles"]) | frozenset(lexicons.load("names")["titles"])
_HUMAN_ENDINGS: Final = ("er", "or", "ist", "ian", "man", "woman", "person", "ee", "ant", "eur")

_COMPATIBLE: Final = {
    "he": frozenset({"he", "person"}),
    "she": frozenset({"she", "person"}),
    "it": frozenset({"it", "name"}),
    "they": frozenset({"they", "it", "name"}),
}
_BASE_FORMS: Final = {
    "him": "he", "his": "he", "himself": "he", "her": "she", "herself": "she", "its": "it", "them": "they",
    "their": "they",
}  # fmt: skip
_PERSONAL: Final = frozenset({"he", "she", "person"})
_WORD: Final = re.compile(r"\w[\w'’-]*")
_BEHIND_ROLE: Final = re.compile(r"[,(]| (?:of|for|at|in|from|on|to|with|who|and) ", re.IGNORECASE)
"""What ends the noun of a role."""
_DESCRIBED: Final = re.compile(
    r"the (?:.* )?(?:\d+-year-old\b.*|retired \w+|\w+(?:-\w+)? of (?:two|three|four|five|six|seven|eight|nine|ten))",
    re.IGNORECASE,
)
"""What nobody is called who is not yet known: an age, a calling given up, a number of children."""

_REACH: Final = 3
"""How many paragraphs back a pronoun may point."""
_MEMORY: Final = 40
"""How many referents back a pronoun may point."""
_LONGEST_CLAUSE: Final = 20
"""Tokens of a relative clause that are looked at for a name."""
_LONGEST_NAMING: Final = 5
"""Tokens from "gave her name only as" to the name."""


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody who may speak, or be meant by a pronoun.

    Attributes:
        order: place of the paragraph, captions not counted.
        text: the name or noun phrase as written.
        entity_id: entity that it stands for.
        pronoun: he, she, it, they; "person" for he or she, "name" for a body that may be a person misread by the model,
            "none" for a thing, which speaks no second time.
    """

    order: int
    text: str
    entity_id: int | None
    pronoun: str


@dataclass(slots=True)
class Discourse:
    """What the article tells of its persons, and what the text before leaves behind.

    Attributes:
        genders: he or she, of the persons of whom it is known.
        roles: by the noun of a role, the persons who bear it, each with the words of theirs.
        referents: subjects and speakers so far.
        authors: who issued the last statement, letter ..., by its noun.
    """

    genders: dict[int, str]
    roles: dict[str, list[tuple[int, frozenset[str]]]]
    referents: list[Referent] = field(default_factory=list)
    authors: dict[str, Referent] = field(default_factory=dict)


# --- what the whole article tells ------------------------------------------------------------------------------------


def begin(article: Article, readings: Iterable[Reading], roles: Iterable[Role], persons: frozenset[int]) -> Discourse:
    """Reads off the whole article who is he, who is she, and who is what.

    Args:
        article: its paragraphs, of which the roles are cut.
        readings: the same paragraphs, read.
        roles: titles and appositions of names.
        persons: entities that are persons.
    """
    borne: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    genders: dict[int, str] = {}
    for role in roles:
        words = article.paragraphs[role.paragraph].text[role.start : role.end]
        nouns = _WORD.findall(_BEHIND_ROLE.split(words, maxsplit=1)[0].lower())
        if role.entity_id in persons and nouns:
            borne[nouns[-1]].append((role.entity_id, frozenset(_WORD.findall(words.lower()))))
            if told := _told_by(nouns[-1]):
                genders.setdefault(role.entity_id, told)
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        if any(mention.entity_id in persons for mention in reading.mention_at.values()):
            _vote(reading, persons, genders, votes)
    for person, counts in votes.items():
        if counts["he"] != counts["she"]:
            genders.setdefault(person, max(counts, key=counts.__getitem__))
    return Discourse(genders, dict(borne))


def _vote(reading: Reading, persons: frozenset[int], genders: dict[int, str], votes: dict[int, Counter[str]]) -> None:
    """Notes titles ("Mrs"), and pronouns that can mean only the one person whom the paragraph has named so far."""
    named: set[int] = set()
    others: set[str] = set()
    for token in reading.doc:
        mention = reading.mention_at.get(token.i)
        if mention and mention.entity_id in persons:
            named.add(mention.entity_id)
            opens = token.idx <= mention.start
            before = reading.doc[token.i - 1].text if token.i and opens else ""
            told = (_told_by(token.text) or _told_by(before)) if opens else None
            if told:
                genders.setdefault(mention.entity_id, told)
            continue
        word = token.lower_
        pronoun = _BASE_FORMS.get(word, word)
        if pronoun in {"he", "she"}:
            alone = len(named) == 1 and pronoun not in others and reading.inside[token.i] < 0
            if alone and not _is_object(token):
                votes[next(iter(named))][pronoun] += 1
        elif told := _told_by(word):
            others.add(told)  # "his wife ... she"


def _told_by(word: str) -> str | None:
    """Returns he or she for a noun or title that tells ("Mrs", "spokesman"), else null."""
    pronoun = _PRONOUNS.get(word.lower())
    return pronoun if pronoun in {"he", "she"} else None


def _is_object(pronoun: Token) -> bool:
    """Tells a pronoun that cannot mean the subject of its clause: "a friend who worked with her"."""
    return pronoun.dep_ not in {"nsubj", "nsubjpass", "poss"} and not pronoun.lower_.endswith("self")


# --- whom a noun phrase stands for -----------------------------------------------------------------------------------


def refer(reading: Reading, token: Token, discourse: Discourse) -> Referent:
    """Returns the noun phrase around its head, led back to whom it stands for.

    Args:
        reading: the paragraph.
        token: head of the noun phrase, or a pronoun.
        discourse: what came before.
    """
    word = _BASE_FORMS.get(token.lower_, token.lower_)
    if word in _COMPATIBLE and (resolved := _resolve(reading.order, word, discourse.referents)):
        return resolved
    head = _head_of(reading, token)
    mention = reading.mention_at.get(head.i)
    text = reading.paragraph.text
    if mention and mention.label == "PERSON":
        start, end = mention.start, mention.end
        if head.i > token.i and token.pos_ == "NOUN":
            words = frozenset(text[token.left_edge.idx : _end(token)].lower().split())
            discourse.roles.setdefault(token.lower_, []).append((mention.entity_id, words))
    else:
        low, high = _noun_phrase(reading, head)
        start, end = reading.doc[low].idx, _end(reading.doc[high - 1])
        if mention:
            start, end = min(start, mention.start), max(end, mention.end)
    partner = _partner(reading, head)
    if partner is not None and "," not in text[end : partner.idx]:
        other = reading.mention_at.get(partner.i)
        end = max(end, _end(partner), other.end if other else 0)
        return Referent(reading.order, text[start:end], mention.entity_id if mention else None, "they")
    referent = Referent(
        reading.order, text[start:end], mention.entity_id if mention else None, _pronoun_for(head, mention, discourse)
    )
    return referent if mention else _known(head, referent, discourse)


def note_pronoun(reading: Reading, token: Token, discourse: Discourse) -> None:
    """Notes that a person is still spoken of, where a token is "he", "his", "she", "her"."""
    word = _BASE_FORMS.get(token.lower_, token.lower_)
    if word not in {"he", "she"}:
        return
    subject = _subject_beside(reading, token) if _is_object(token) else None
    meant = _resolve(reading.order, word, discourse.referents, other_than=subject)
    if meant:
        discourse.referents.append(replace(meant, order=reading.order))


def _subject_beside(reading: Reading, pronoun: Token) -> int | None:
    """Returns the entity that is subject of the clause in which a pronoun is object, and so not meant by it."""
    verb = next((above for above in pronoun.ancestors if above.pos_ in {"VERB", "AUX"}), None)
    subject = next((child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None) if verb else None
    if verb is not None and subject is not None and subject.lower_ in WORDS["relatives"]:
        subject = verb.head.head if verb.head.dep_ == "appos" else verb.head
    mention = reading.mention_at.get(subject.i) if subject is not None else None
    return mention.entity_id if mention else None


def note_author(document: Token, author: Referent, discourse: Discourse) -> None:
    """Notes who issued the statement, letter ... that is spoken of."""
    discourse.authors[document.lemma_.lower()] = author


def _known(head: Token, referent: Referent, discourse: Discourse) -> Referent:
    """Leads "the statement" back to its author, and "the minister" to the person whom the article calls so."""
    first, _, rest = referent.text.lower().partition(" ")
    if first not in {"the", "this", "that"} or head.tag_ != "NN":
        return referent
    noun = head.lower_
    author = discourse.authors.get(noun)
    if author and author.entity_id is not None:
        return replace(referent, entity_id=author.entity_id)
    person = _bearer(noun, frozenset(_WORD.findall(rest)), discourse)
    if person is None and _DESCRIBED.fullmatch(referent.text):
        told = _told_by(noun)
        may_be = _COMPATIBLE[told] if told else _PERSONAL
        last = next((r for r in islice(reversed(discourse.referents), _MEMORY) if r.pronoun in _PERSONAL), None)
        if last and last.order >= referent.order - 1 and last.pronoun in may_be:
            person = last.entity_id
    if person is None:
        return referent
    return replace(referent, entity_id=person, pronoun=discourse.genders.get(person, "person"))


def _bearer(noun: str, words: frozenset[str], discourse: Discourse) -> int | None:
    """Returns the person of whose role a description says no more than the article did; the last named of several."""
    bearers = {
        person
        for person, role in discourse.roles.get(noun, ())
        if words <= role and not (role - words) & WORDS["other_office"]
    }
    if not bearers:
        return None
    for referent in islice(reversed(discourse.referents), _MEMORY):
        if referent.entity_id in bearers:
            return referent.entity_id
        if referent.entity_id is None and noun in referent.text.lower().split():
            return None  # another one, without a name
    return next(iter(bearers)) if len(bearers) == 1 else None


def _head_of(reading: Reading, token: Token) -> Token:
    """Returns the noun that stands for a speaker: a person's name rather than the office in apposition to it."""
    if token.dep_ == "appos" and reading.inside[token.head.i] < 0:
        token = token.head
    own = reading.mention_at.get(token.i)
    if own and own.label == "PERSON":
        return token
    for child in token.rights:
        if child.dep_ == "appos" and _is_person(reading, child.i):
            return child
        if child.dep_ == "relcl" and (name := _name_given(reading, child)):
            return name
    return token if own else _name_beside(reading, token) or token


def _is_person(reading: Reading, i: int) -> bool:
    mention = reading.mention_at.get(i)
    return mention is not None and mention.label == "PERSON" and reading.inside[i] < 0


def _name_beside(reading: Reading, noun: Token) -> Token | None:
    """Returns the name between commas behind a noun phrase, which the parser often takes for a second subject."""
    doc = reading.doc
    comma = _noun_phrase(reading, noun)[1]
    name = comma + 1
    while name < min(len(doc), comma + LONGEST_PHRASE) and _is_person(reading, name):
        name += 1
    between = comma + 1 < name < len(doc) and doc[comma].text == "," and doc[name].text == ","
    return doc[name - 1] if between else None


def _name_given(reading: Reading, verb: Token) -> Token | None:
    """Returns the name in a relative clause: "a nurse who asked to be identified only as Salma"."""
    doc, naming = reading.doc, -_LONGEST_NAMING
    for i in range(verb.i, min(len(doc), verb.i + _LONGEST_CLAUSE)):
        if doc[i].lemma_ in WORDS["naming"]:
            naming = i
        elif doc[i - 1].lower_ == "as" and i - naming <= _LONGEST_NAMING and _is_person(reading, i):
            return doc[i]
    return None


def _end(token: Token) -> int:
    return int(token.idx + len(token))


def _partner(reading: Reading, head: Token) -> Token | None:
    """Returns the second noun of "X and Y"."""
    if not any(child.lower_ == "and" for child in head.rights):
        return None
    partner = next((child for child in head.rights if child.dep_ == "conj"), None)
    near = partner is not None and partner.i - head.i < LONGEST_PHRASE and reading.inside[partner.i] < 0
    return partner if near else None


def _noun_phrase(reading: Reading, head: Token) -> tuple[int, int]:
    """Returns the tokens of a noun phrase: modifiers before its head, and one phrase behind it ("of the ministry")."""
    doc, inside = reading.doc, reading.inside
    low = head.i
    limit = max(head.left_edge.i, head.i - LONGEST_PHRASE)
    while low > limit and inside[low - 1] < 0 and doc[low - 1].text not in BREAKS:
        low -= 1
    high = head.i + 1
    if high < len(doc) and doc[high].lower_ in WORDS["after_head"] and doc[high].head.i == head.i:
        limit = min(doc[high].right_edge.i + 1, head.i + LONGEST_PHRASE)
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
    if mention and mention.label == "PLACE":
        return "it"
    if mention:
        return "name"
    noun = head.lower_
    if head.pos_ == "NOUN":
        human = noun in _PEOPLE or noun.endswith(_HUMAN_ENDINGS)
    else:
        human = not any(child.lower_ == "the" for child in head.lefts)
    return "person" if human else "none"


def _resolve(
    order: int, pronoun: str, referents: Sequence[Referent], *, other_than: int | None = None
) -> Referent | None:
    """Returns the last subject or speaker that a pronoun in the paragraph at `order` may stand for."""
    allowed = _COMPATIBLE[pronoun]
    second: Referent | None = None
    for referent in islice(reversed(referents), _MEMORY):
        if referent.order < order - _REACH:
            break
        if other_than is not None and referent.entity_id == other_than:
            continue
        if referent.pronoun in allowed:
            return referent
        if referent.pronoun == "name" and second is None:
            second = referent
    return second
