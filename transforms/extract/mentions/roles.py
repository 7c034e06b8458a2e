"""Roles: titles before a name ("bank spokesman Ann Lee"), and appositions beside it ("Ann Lee, head of the bank,")."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from transforms.extract.mentions.line import LEXICON, WORD, Line, Span, common_words, windows

LONGEST_TITLE: Final = 8
"""Tokens of a title before a name."""
LONGEST_APPOSITION: Final = 16
"""Tokens of an apposition; where no comma closes it by then, it is mostly the rest of the sentence."""
_LONGEST_HEAD: Final = 7
"""Tokens within which an apposition comes to the noun that says what somebody is."""
_ROLES: Final = frozenset(LEXICON["roles"]) | frozenset(LEXICON["titles"])
_ONLY_ROLES: Final = frozenset(LEXICON["roles"]) - frozenset(LEXICON["surnames"])
_DETERMINERS: Final = frozenset(LEXICON["determiners"])
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
class Found:
    """A role beside a name; `definite` where "the" says that nobody else has it."""

    paragraph: int
    start: int
    end: int
    definite: bool


def role_before(line: Line, span: Span) -> Found | None:
    """Returns the title directly before a name, without a determiner; "head of relations" counts too."""
    doc, last = line.doc, line.token_at(span.start) - 1
    if last < 0 or span.start == 0:
        return None
    low = max(0, last - LONGEST_TITLE + 1)
    if line.titled and span.kind != "PERSON":
        return None  # every word has a capital: "Official White House Business"
    noun = last
    if not _is_role(doc[last].text) or doc[last].pos_ not in {"NOUN", "PROPN"}:
        noun = _head_with_of(line, low, last)
        if noun < 0:
            return None
    first = noun
    while (
        not line.titled and first > low and doc[first - 1].pos_ in _INSIDE | {"PUNCT"} and not doc[first].is_sent_start
    ):
        before = doc[first - 1]
        hyphen = before.text == "-" and not before.whitespace_
        if before.lower_ in _DETERMINERS or (before.pos_ == "PUNCT" and not hyphen) or before.ent_type_ == "PERSON":
            break
        first -= 1
    return Found(span.paragraph, doc[first].idx, doc[last].idx + len(doc[last]), definite=False)


def _head_with_of(line: Line, low: int, last: int) -> int:
    """Returns the token of a role that "of" and small words lead from to a name, -1 where there is none."""
    n = last
    while n > low and line.doc[n].text.islower() and line.doc[n].pos_ in {"NOUN", "ADJ"}:
        n -= 1
    return (
        n - 1 if n < last and n > low and line.doc[n].lower_ in {"of", "for"} and _is_role(line.doc[n - 1].text) else -1
    )


def role_after(line: Line, span: Span) -> Found | None:
    """Returns the apposition behind a name, without a determiner: "X, the head of Y,"."""
    doc = line.doc
    comma = line.token_at(span.end - 1) + 1
    if comma < len(doc) - 1 and doc[comma].text in {"'s", "'"}:
        return None
    if comma >= len(doc) - 1 or doc[comma].text not in {",", "("}:
        return None
    first = comma + 1
    definite = doc[first].lower_ == "the"
    if doc[first].lower_ in _DETERMINERS:
        first += 1
    head = first
    while head < min(len(doc), first + _LONGEST_HEAD) and not _is_role(doc[head].text):
        token = doc[head]
        if token.pos_ not in _INSIDE | {"PART", "VERB", "ADV"} and token.text != "-":
            return None
        if token.tag_ in _FINITE:
            return None
        head += 1
    if head >= min(len(doc), first + _LONGEST_HEAD):
        return None
    end = head + 1
    if end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].ent_type_ == "PERSON":
        return None  # a title before the next name
    while end < min(len(doc), comma + LONGEST_APPOSITION):
        token = doc[end]
        if token.text in _ENDS and not (token.text == "-" and not token.whitespace_):
            break
        if token.tag_ in _FINITE or token.lower_ in _RELATIVE - {"and"} or token.is_sent_start:
            break
        end += 1
    else:
        end = head + 1
    if line.titled and (end == len(doc) or doc[end].text != ","):
        return None  # the comma may part two clauses: "Mayor Quits, Council Hires Lawyer"
    return Found(span.paragraph, doc[first].idx, doc[end - 1].idx + len(doc[end - 1]), definite)


def _in_headlines(
    lines: Sequence[Line], spans: Iterable[Span], roles: Mapping[Span, Sequence[Found]]
) -> Iterator[Span]:
    """Yields where a headline names a person by the noun of a role, without the article that a sentence would have.

    Nobody else of the article may bear it, nor may it speak of several; and it must not stand before another noun or a
    name ("Star Wars", "Actor Ann Lee").
    """
    holders = _holders(lines, spans, roles)
    if not holders:
        return
    own = {(role.paragraph, n) for every in roles.values() for role in every for n in range(role.start, role.end)}
    several = common_words(lines)
    more = {word for line in lines for word in _ANOTHER.findall(line.text)}
    alone = {n: held for n, held in holders.items() if len(held) == 1 and f"{n}s" not in several and n not in more}
    keys = {n: next(iter(held)) for n, held in alone.items()}
    for line in lines:
        for start, end in line.words if line.is_headline else ():
            key = keys.get(line.text[start:end].casefold())
            free = line.is_free(start, end) and (line.number, start) not in own
            if key and line.text[start].isupper() and free and _ends_phrase(line, start):
                yield line.take(line.span(start, end, "PERSON", None, key))


def _holders(
    lines: Sequence[Line], spans: Iterable[Span], roles: Mapping[Span, Sequence[Found]]
) -> dict[str, set[str]]:
    """Returns by the noun of each role who bears it: beside the name, or as a sentence says of whom it spoke."""
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for span, every in roles.items():
        for role in every:
            text = lines[role.paragraph].text[role.start : role.end]
            nouns = [word for word in WORD.findall(text.casefold()) if word in _ROLES]
            if nouns:
                holders[nouns[0] if role.start > span.end else nouns[-1]].add(span.key)
    for span in spans:
        text = lines[span.paragraph].text
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


def _ends_phrase(line: Line, start: int) -> bool:
    """Tells whether the noun at a position is the last of its phrase, and the only role in it."""
    doc, n = line.doc, line.token_at(start)
    after = doc[n + 1] if n + 1 < len(doc) else None
    alone = n == 0 or not _is_role(doc[n - 1].text)
    if not line.titled:
        return n == 0 and after is not None and (after.text == ":" or after.tag_ in _FINITE)
    return alone and (
        after is None
        or after.pos_ in {"VERB", "AUX", "ADP", "CCONJ", "SCONJ"}
        or after.text in {",", "."}
        or (n == 0 and after.text == ":")
    )


def _is_role(word: str) -> bool:
    return word.casefold().rstrip(".") in _ROLES


def is_bare_role(span: Span) -> bool:
    """Tells whether the model took the noun of a role for a person's name ("Climber Dead After Fall")."""
    return span.kind == "PERSON" and span.key in _ONLY_ROLES


def roles_of(line: Line, span: Span) -> list[Found]:
    """Returns the roles beside a name that may be a person's."""
    found = (role_before(line, span), role_after(line, span)) if span.kind != "GROUP" else ()
    return [role for role in found if role]


def described(
    lines: Sequence[Line], spans: Sequence[Span], people: Iterable[Span], roles: Mapping[Span, Sequence[Found]]
) -> list[Span]:
    """Adds the places where a person is named by a role that is theirs alone.

    "The Norwegian president" is a mention of a person only where an apposition of this article says so of nobody else.
    It takes the place of the names within it.
    """
    holders: defaultdict[str, set[str]] = defaultdict(set)
    own = set()
    for span, every in roles.items():
        for role in every:
            words = lines[role.paragraph].text[role.start : role.end]
            own.add((role.paragraph, role.start))
            if role.definite and " " in words and not words.islower():
                holders[words.casefold()].add(span.key)
    keys = {words: next(iter(holding)) for words, holding in holders.items() if len(holding) == 1}
    found: list[Span] = []
    sizes = sorted({len(WORD.findall(words)) for words in keys}, reverse=True)
    starts = {(span.paragraph, span.start) for span in spans}
    for line in lines if keys else ():
        free_from = 0
        for start, ends in windows(line, sizes):
            if start < free_from or line.text[max(0, start - 4) : start].casefold() != "the ":
                continue
            for end in ends:
                key = keys.get(line.text[start:end].casefold())
                if key and (line.number, start) not in own and (line.number, end + 1) not in starts:
                    found.append(line.span(start, end, "PERSON", None, key))
                    free_from = end
                    break
    for span in found:
        lines[span.paragraph].free(span)
    kept = [s for s in spans if lines[s.paragraph].is_taken(s)]
    found = [lines[span.paragraph].take(span) for span in found]
    return sorted([*kept, *found, *_in_headlines(lines, people, roles)], key=attrgetter("paragraph", "start"))
