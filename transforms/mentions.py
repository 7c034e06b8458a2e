"""Names in an article: where they stand, of what kind they are, and which of them mean the same.

spaCy's entities are trimmed to the bare name; a name found once is then looked for in the whole article, and the kind
that most of its mentions carry holds for all of them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from transforms import lexicons
from transforms.article import Article, Entity, Mention, Paragraph
from transforms.names import name_key, without_possessive
from warehouse.tables import ENTITY_KINDS

KINDS = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "NORP": "GROUP"}
"""Kind by spaCy label; the labels left out name no person, organisation, place or group."""

LONGEST_NAME = 12
"""Words; the longest official names of bodies have about ten, and longer spans were all mistakes."""

_LEXICON = lexicons.load("names")
_TITLES = frozenset(_LEXICON["titles"])
_DETERMINERS = frozenset(_LEXICON["determiners"])
_NEVER = frozenset(_LEXICON["never"])
_WORD = re.compile(r"\w[\w'&./-]*\w|\w")
_ACRONYM_AFTER = re.compile(r"\s?\((?:the )?\"?([A-Z][A-Z&.]{1,9})\"?\)")


@dataclass(frozen=True, slots=True)
class _Span:
    """A name at one place, before it belongs to an entity. `name` is the text with straight quotes."""

    paragraph: int
    start: int
    end: int
    name: str
    kind: str
    model_label: str | None


def find_mentions(article: Article) -> tuple[list[Mention], list[Entity]]:
    """Finds the names of an article and groups those that mean the same.

    Returns:
        The mentions in order of position, none overlapping, and their entities, numbered from 1 in the order in which
        they are first mentioned.
    """
    spans = [s for n, p in enumerate(article.paragraphs) for s in _tagged(n, p)]
    spans += _untagged(article.paragraphs, spans)
    spans.sort(key=attrgetter("paragraph", "start"))
    kinds = _voted_kinds(spans)
    spans = [replace(s, kind=kinds[name_key(s.name)]) for s in spans]
    owner = _full_names(spans) | _acronyms(article.paragraphs, spans)

    numbers: dict[tuple[str, str], int] = {}
    spellings: defaultdict[int, Counter[str]] = defaultdict(Counter)
    kind_of: dict[int, str] = {}
    mentions = []
    for span in spans:
        key = owner.get(name_key(span.name), name_key(span.name))
        kind = kinds.get(key, span.kind)
        number = numbers.setdefault((kind, key), len(numbers) + 1)
        kind_of[number] = kind
        written = article.paragraphs[span.paragraph].text[span.start : span.end]
        spellings[number][written] += 1
        mentions.append(Mention(span.paragraph, span.start, span.end, kind, span.model_label, number))
    return mentions, [Entity(n, kind_of[n], _fullest(spellings[n])) for n in sorted(kind_of)]


def _tagged(number: int, paragraph: Paragraph) -> Iterable[_Span]:
    """Yields the model's names of one paragraph, trimmed."""
    text = paragraph.doc.text
    for entity in paragraph.doc.ents:
        kind = KINDS.get(entity.label_)
        if kind is None:
            continue
        span = _trimmed(text, entity.start_char, entity.end_char, kind)
        if span is not None:
            start, end = span
            yield _Span(number, start, end, text[start:end], kind, entity.label_)


def _trimmed(text: str, start: int, end: int, kind: str) -> tuple[int, int] | None:
    """Narrows a span to the bare name; nothing where no name is left."""
    end = start + len(without_possessive(text[start:end].rstrip(" \t,;:-\"'")))
    words = [(m.start() + start, m.end() + start) for m in _WORD.finditer(text[start:end])]
    while words and _is_no_part(text[words[0][0] : words[0][1]], kind, alone=len(words) == 1):
        words.pop(0)
    if not words or len(words) > LONGEST_NAME:
        return None
    start, end = words[0][0], max(words[-1][1], _closing(text, words[-1][1], end))
    name = text[start:end]
    if name.casefold().rstrip(".") in _NEVER or not any(c.isalpha() and not c.islower() for c in name) or "\n" in name:
        return None
    return start, end


def _is_no_part(word: str, kind: str, *, alone: bool) -> bool:
    folded = word.casefold().rstrip(".")
    return folded in _DETERMINERS or (kind == "PERSON" and not alone and folded in _TITLES)


def _closing(text: str, end: int, limit: int) -> int:
    """Returns the end of a name whose last word is followed by its own full stop, as in "J. Smith Jr."."""
    return end + 1 if end < limit and text[end] == "." else end


def _untagged(paragraphs: Sequence[Paragraph], spans: Sequence[_Span]) -> list[_Span]:
    """Finds further places of the names that were found somewhere in the article.

    A name of one word counts where it is written exactly so, between no other capitalised words that could make it a
    part of a longer name.
    """
    votes = _voted_kinds(spans)
    names = {s.name: votes[name_key(s.name)] for s in spans if len(s.name) > 1 and votes[name_key(s.name)] != "GROUP"}
    sizes = sorted({len(_WORD.findall(name)) for name in names}, reverse=True)
    taken = [bytearray(len(paragraph.text)) for paragraph in paragraphs]
    for span in spans:
        taken[span.paragraph][span.start : span.end] = b"x" * (span.end - span.start)
    found = []
    for number, paragraph in enumerate(paragraphs):
        text = paragraph.doc.text
        words = [match.span() for match in _WORD.finditer(text)]
        for first, (start, _) in enumerate(words):
            for end in (words[first + size - 1][1] for size in sizes if first + size <= len(words)):
                name = text[start:end]
                if name in names and not any(taken[number][start:end]) and not _inside_longer_name(text, start, end):
                    found.append(_Span(number, start, end, name, names[name], None))
                    taken[number][start:end] = b"x" * (end - start)
                    break
    return found


def _inside_longer_name(text: str, start: int, end: int) -> bool:
    after = re.match(r" [A-Z]\w", text[end : end + 3])
    before = re.search(r"[A-Z][\w.]* $", text[max(0, start - 20) : start])
    return bool(after or (before and " " not in text[start:end]))


def _voted_kinds(spans: Iterable[_Span]) -> dict[str, str]:
    """Returns the kind of each name by the number of its mentions; a tie goes to the earlier of `ENTITY_KINDS`."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        votes[name_key(span.name)][span.kind] += 1
    return {key: max(ENTITY_KINDS, key=lambda k: (count[k], -ENTITY_KINDS.index(k))) for key, count in votes.items()}


def _full_names(spans: Sequence[_Span]) -> dict[str, str]:
    """Returns the full name for each surname of the article that only one full name ends in.

    A surname that the model took for an organisation counts as well; a place does not become a person.
    """
    holders: defaultdict[str, set[str]] = defaultdict(set)
    short: set[str] = set()
    for span in spans:
        key = name_key(span.name)
        words = key.split()
        if span.kind == "PERSON" and len(words) > 1:
            for size in range(1, len(words)):
                holders[" ".join(words[-size:])].add(key)
        if span.kind in {"PERSON", "ORG"}:
            short.add(key)
    owner = {}
    for key in short:
        full = [name for name in holders.get(key, ()) if name not in holders]
        if len(full) == 1:
            owner[key] = full[0]
    return owner


def _acronyms(paragraphs: Sequence[Paragraph], spans: Sequence[_Span]) -> dict[str, str]:
    """Returns the long form for each acronym that stands in brackets behind it and is made of its initials."""
    owner = {}
    texts = [paragraph.doc.text for paragraph in paragraphs]
    for span in spans:
        if span.kind == "PERSON":
            continue
        after = _ACRONYM_AFTER.match(texts[span.paragraph], span.end)
        if after and _initials_fit(after.group(1), span.name):
            owner[name_key(after.group(1))] = name_key(span.name)
    return owner


def _initials_fit(acronym: str, name: str) -> bool:
    letters = [c for c in acronym.casefold() if c.isalpha()]
    initials = iter(w[0] for w in name.casefold().replace("-", " ").split() if w[0].isalpha())
    return all(any(letter == initial for initial in initials) for letter in letters)


def _fullest(spellings: Counter[str]) -> str:
    """Returns the spelling with most words; among those the commonest, then the longest, then the first by letters."""
    return max(spellings, key=lambda s: (len(s.split()), spellings[s], len(s), [-ord(c) for c in s]))
