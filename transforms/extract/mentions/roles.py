"""Roles: titles before a name ("bank spokesman Ann Lee"), and appositions beside it ("Ann Lee, head of the bank,")."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from spacy.tokens import Doc

from transforms import lexicons
from transforms.documents import WORD, ParagraphIndex
from transforms.extract.mentions.headlines import is_headline, is_title_case
from transforms.extract.mentions.name_span import NameSpan, TakenCharacters, name_at
from transforms.extract.mentions.words import common_words, runs_of_words

_LEXICON: Final = lexicons.load("names")
LONGEST_TITLE: Final = 8
"""Tokens of a title before a name."""
LONGEST_APPOSITION: Final = 16
"""Tokens of an apposition; where no comma closes it by then, it is mostly the rest of the sentence."""
_LONGEST_HEAD: Final = 7
"""Tokens within which an apposition comes to the noun that says what somebody is."""
_ROLES: Final = frozenset(_LEXICON["roles"]) | frozenset(_LEXICON["titles"])
_ONLY_ROLES: Final = frozenset(_LEXICON["roles"]) - frozenset(_LEXICON["surnames"])
_DETERMINERS: Final = frozenset(_LEXICON["determiners"])
_INSIDE: Final = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
_ENDS: Final = frozenset({",", ".", ";", ":", ")", "(", "-", "–", "—", "--", '"', "!", "?"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVE: Final = frozenset({"who", "whose", "whom", "which", "that", "and"})
_REACH: Final = 100
"""Characters before a name in which it is said of whom the text has spoken."""
_DESCRIBED: Final = re.compile(
    r"\b[Tt]he ((?:(?!(?:the|an?|of|for|to|in|at|by|with|from|who|that|or)\b)[\w'-]+ ){0,8}[\w-]+), $"
)
"""A description of nobody but whose name follows: of "the lawyer of the singer, Ann Lee" it is open whose it is."""
_CLOSED: Final = re.compile(r", (?!and\b|or\b|[A-Z])")
"""Behind an apposition, but not behind one of a list."""
_IDENTIFIED: Final = re.compile(
    r"\b(?:identified|named) the ([\w-]+) as $"
    r"|\b[Tt]he ([\w-]+) (?:was|has been) (?:later )?(?:identified|named)(?: by [\w ]{2,30})? as $"
)
_ANOTHER: Final = re.compile(r"\b(?:[Aa]nother|[Oo]ther|[Ss]econd|[Tt]hird|[Ff]ellow) ([\w-]+)")


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A role beside a name; `definite` where "the" says that nobody else has it."""

    paragraph: int
    start: int
    end: int
    definite: bool


def role_before(paragraph: ParagraphIndex, span: NameSpan) -> RoleSpan | None:
    """Returns the title directly before a name, without a determiner; "head of relations" counts too."""
    doc, last = paragraph.doc, paragraph.token_number(span.start) - 1
    if last < 0 or span.start == 0:
        return None
    low = max(0, last - LONGEST_TITLE + 1)
    titled = is_title_case(paragraph)
    if titled and span.kind != "PERSON":
        return None  # every word has a capital: "Official White House Business"
    noun = last
    if not _is_role(doc[last].text) or doc[last].pos_ not in {"NOUN", "PROPN"}:
        noun = _head_with_of(paragraph, low, last)
        if noun < 0:
            return None
    first = noun
    while not titled and first > low and doc[first - 1].pos_ in _INSIDE | {"PUNCT"} and not doc[first].is_sent_start:
        before = doc[first - 1]
        hyphen = before.text == "-" and not before.whitespace_
        if before.lower_ in _DETERMINERS or (before.pos_ == "PUNCT" and not hyphen) or before.ent_type_ == "PERSON":
            break
        first -= 1
    return RoleSpan(span.paragraph, doc[first].idx, doc[last].idx + len(doc[last]), definite=False)


def _head_with_of(paragraph: ParagraphIndex, low: int, last: int) -> int:
    """Returns the token of a role that "of" and small words lead from to a name, -1 where there is none."""
    n = last
    while n > low and paragraph.doc[n].text.islower() and paragraph.doc[n].pos_ in {"NOUN", "ADJ"}:
        n -= 1
    leads = low < n < last and paragraph.doc[n].lower_ in {"of", "for"}
    return n - 1 if leads and _is_role(paragraph.doc[n - 1].text) else -1


def role_after(paragraph: ParagraphIndex, span: NameSpan) -> RoleSpan | None:
    """Returns the apposition behind a name, without a determiner: "X, the head of Y,"."""
    doc = paragraph.doc
    comma = paragraph.token_number(span.end - 1) + 1
    if comma >= len(doc) - 1 or doc[comma].text not in {",", "("}:
        return None
    first = comma + 1
    definite = doc[first].lower_ == "the"
    if doc[first].lower_ in _DETERMINERS:
        first += 1
    noun = _noun_of_apposition(doc, first)
    if noun is None:
        return None
    if noun + 1 < len(doc) and doc[noun + 1].pos_ == "PROPN" and doc[noun + 1].ent_type_ == "PERSON":
        return None  # a title before the next name
    end = _end_of_apposition(doc, noun, comma)
    if is_title_case(paragraph) and (end == len(doc) or doc[end].text != ","):
        return None  # the comma may part two clauses: "Mayor Quits, Council Hires Lawyer"
    return RoleSpan(span.paragraph, doc[first].idx, doc[end - 1].idx + len(doc[end - 1]), definite)


def _noun_of_apposition(doc: Doc, first: int) -> int | None:
    """Returns the token of the role that an apposition comes to, through its modifiers; null where it comes to none."""
    for head in range(first, min(len(doc), first + _LONGEST_HEAD)):
        token = doc[head]
        if _is_role(token.text):
            return head
        if (token.pos_ not in _INSIDE | {"PART", "VERB", "ADV"} and token.text != "-") or token.tag_ in _FINITE:
            return None
    return None


def _end_of_apposition(doc: Doc, noun: int, comma: int) -> int:
    """Returns the token behind an apposition; the one behind its noun where nothing closes it in time."""
    for end in range(noun + 1, min(len(doc), comma + LONGEST_APPOSITION)):
        token = doc[end]
        if token.text in _ENDS and not (token.text == "-" and not token.whitespace_):
            return end
        if token.tag_ in _FINITE or token.lower_ in _RELATIVE - {"and"} or token.is_sent_start:
            return end
    return noun + 1


def _in_headlines(
    paragraphs: Sequence[ParagraphIndex],
    spans: Iterable[NameSpan],
    roles: Mapping[NameSpan, Sequence[RoleSpan]],
    taken: TakenCharacters,
) -> Iterator[NameSpan]:
    """Yields where a headline names a person by the noun of a role, without the article that a sentence would have.

    Nobody else of the article may bear it, nor may it speak of several; and it must not stand before another noun or a
    name ("Star Wars", "Actor Ann Lee").
    """
    holders = _holders(paragraphs, spans, roles)
    if not holders:
        return
    own = {(role.paragraph, n) for beside in roles.values() for role in beside for n in range(role.start, role.end)}
    several = common_words(paragraphs)
    more = {word for paragraph in paragraphs for word in _ANOTHER.findall(paragraph.straight)}
    alone = {n: keys for n, keys in holders.items() if len(keys) == 1 and f"{n}s" not in several and n not in more}
    bearer_of = {n: next(iter(keys)) for n, keys in alone.items()}
    for paragraph in paragraphs:
        for start, end in paragraph.words if is_headline(paragraph) else ():
            key = bearer_of.get(paragraph.straight[start:end].casefold())
            free = taken.is_free(paragraph.index, start, end) and (paragraph.index, start) not in own
            if key and paragraph.straight[start].isupper() and free and _ends_phrase(paragraph, start):
                yield taken.take(name_at(paragraph, start, end, "PERSON", None, key))


def _holders(
    paragraphs: Sequence[ParagraphIndex], spans: Iterable[NameSpan], roles: Mapping[NameSpan, Sequence[RoleSpan]]
) -> dict[str, set[str]]:
    """Returns by the noun of each role who bears it: beside the name, or as a sentence says of whom it spoke."""
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for span, beside in roles.items():
        for role in beside:
            text = paragraphs[role.paragraph].straight[role.start : role.end]
            nouns = [word for word in WORD.findall(text.casefold()) if word in _ROLES]
            if nouns:
                holders[nouns[0] if role.start > span.end else nouns[-1]].add(span.key)
    for span in spans:
        text = paragraphs[span.paragraph].straight
        before = text[max(0, span.start - _REACH) : span.start]
        said = None
        if before.endswith(" as "):
            said = _IDENTIFIED.search(before)
        elif before.endswith(", ") and _CLOSED.match(text, span.end):
            said = _DESCRIBED.search(before)
        for word in WORD.findall(said[said.lastindex or 0]) if said else ():
            if word in _ROLES:
                holders[word].add(span.key)
    return holders


def _ends_phrase(paragraph: ParagraphIndex, start: int) -> bool:
    """Tells whether the noun at a position is the last of its phrase, and the only role in it."""
    doc, n = paragraph.doc, paragraph.token_number(start)
    after = doc[n + 1] if n + 1 < len(doc) else None
    alone = n == 0 or not _is_role(doc[n - 1].text)
    if not is_title_case(paragraph):
        return n == 0 and after is not None and (after.text == ":" or after.tag_ in _FINITE)
    return alone and (
        after is None
        or after.pos_ in {"VERB", "AUX", "ADP", "CCONJ", "SCONJ"}
        or after.text in {",", "."}
        or (n == 0 and after.text == ":")
    )


def _is_role(word: str) -> bool:
    return word.casefold().rstrip(".") in _ROLES


def is_bare_role(span: NameSpan) -> bool:
    """Tells whether the model took the noun of a role for a person's name ("Climber Dead After Fall")."""
    return span.kind == "PERSON" and span.key in _ONLY_ROLES


def roles_beside(paragraph: ParagraphIndex, span: NameSpan) -> list[RoleSpan]:
    """Returns the roles beside a name that may be a person's."""
    beside = (role_before(paragraph, span), role_after(paragraph, span)) if span.kind != "GROUP" else ()
    return [role for role in beside if role]


def named_by_role(
    paragraphs: Sequence[ParagraphIndex],
    spans: Sequence[NameSpan],
    people: Iterable[NameSpan],
    roles: Mapping[NameSpan, Sequence[RoleSpan]],
    taken: TakenCharacters,
) -> list[NameSpan]:
    """Adds the places where a person is named by a role that is theirs alone.

    "The Norwegian president" is a mention of a person only where an apposition of this article says so of nobody else.
    It takes the place of the names within it.

    Args:
        paragraphs: the paragraphs of the article.
        spans: all names found, in order.
        people: those of persons.
        roles: the roles beside the names of persons.
        taken: the characters of the names.

    Returns:
        All names, in order.
    """
    bearers = _bearers_of_definite_roles(paragraphs, roles)
    own = {(role.paragraph, role.start) for beside in roles.values() for role in beside}
    named = list(_definite_places(paragraphs, bearers, own, {(span.paragraph, span.start) for span in spans}))
    for span in named:
        taken.free(span)
    kept = [s for s in spans if taken.holds(s)]
    named = [taken.take(span) for span in named]
    in_headlines = _in_headlines(paragraphs, people, roles, taken)
    return sorted([*kept, *named, *in_headlines], key=attrgetter("paragraph", "start"))


def _bearers_of_definite_roles(
    paragraphs: Sequence[ParagraphIndex], roles: Mapping[NameSpan, Sequence[RoleSpan]]
) -> dict[str, str]:
    """Returns the key of who bears each role that "the" marks as one person's, by its words in small letters."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for span, beside in roles.items():
        for role in beside:
            words = paragraphs[role.paragraph].straight[role.start : role.end]
            if role.definite and " " in words and not words.islower():
                bearers[words.casefold()].add(span.key)
    return {words: next(iter(keys)) for words, keys in bearers.items() if len(keys) == 1}


def _definite_places(
    paragraphs: Sequence[ParagraphIndex],
    bearers: Mapping[str, str],
    own: Collection[tuple[int, int]],
    names: Collection[tuple[int, int]],
) -> Iterator[NameSpan]:
    """Yields where "the" and the words of a role name its bearer.

    Args:
        paragraphs: the paragraphs of the article.
        bearers: key of the bearer, by the words of the role.
        own: paragraph and start of the roles beside names, which are no mentions.
        names: paragraph and start of the names; a role right before a name is no mention either.
    """
    sizes = sorted({len(WORD.findall(words)) for words in bearers}, reverse=True)
    for paragraph in paragraphs if bearers else ():
        free_from = 0
        for start, ends in runs_of_words(paragraph, sizes):
            if start < free_from or paragraph.straight[max(0, start - 4) : start].casefold() != "the ":
                continue
            for end in ends:
                key = bearers.get(paragraph.straight[start:end].casefold())
                if key and (paragraph.index, start) not in own and (paragraph.index, end + 1) not in names:
                    yield name_at(paragraph, start, end, "PERSON", None, key)
                    free_from = end
                    break
