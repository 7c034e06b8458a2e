"""Names in an article: where they stand, of what kind they are, and which of them mean the same.

spaCy's entities are trimmed to the bare name; a name found once is then looked for in the whole article. What a name is
of is put to the vote: the model's label of each mention counts, and so do the words around it ("Mr", "in", ", who") and
in it ("Ministry").
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from spacy.tokens import Doc, Span

from transforms import lexicons
from transforms.article import Article, Entity, Mention, Paragraph, Role
from transforms.names import name_key, without_possessive
from warehouse.tables import ENTITY_KINDS

KINDS = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "NORP": "GROUP"}
"""Kind by spaCy label; the labels left out name no person, organisation, place or group."""

LONGEST_NAME = 12
"""Words; the longest official names of bodies have about ten, and longer spans were all mistakes."""

_LEXICON = lexicons.load("names")
_TITLES = frozenset(_LEXICON["titles"])
_HONORIFICS = frozenset(_LEXICON["honorifics"])
_DETERMINERS = frozenset(_LEXICON["determiners"])
_NEVER = frozenset(_LEXICON["never"])
_HONORIFIC = r"\b(?:" + "|".join(word.capitalize() for word in sorted(_HONORIFICS)) + r")\.?\s$"
_WEIGHTS: list[tuple[re.Pattern[str], str, str, int]] = [
    (re.compile(_HONORIFIC), "before", "PERSON", 3),
    *(
        (re.compile(clue["words"]), side, clue["kind"], clue["weight"])
        for side in ("before", "within", "after")
        for clue in _LEXICON["clues"][side]
    ),
]
"""What each clue adds to the vote of a kind, where a mention's own label adds one."""
_REACH = 40
"""Characters beside a name that its clues may take."""

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


def find_mentions(article: Article) -> tuple[list[Mention], list[Entity], list[Role]]:
    """Finds the names of an article and groups those that mean the same.

    Returns:
        The mentions in order of position, none overlapping; their entities, numbered from 1 in the order in which they
        are first mentioned; and the roles of these, in order of position.
    """
    texts = [paragraph.doc.text for paragraph in article.paragraphs]
    spans = [s for n, p in enumerate(article.paragraphs) for s in _tagged(n, p)]
    spans += _untagged(article.paragraphs, spans, _kinds(_votes(spans, texts)))
    spans.sort(key=attrgetter("paragraph", "start"))
    votes = _votes(spans, texts)
    owner = _full_names(_kinds(votes)) | _acronyms(texts, spans)
    for key, full in owner.items():
        votes[full] += votes[key]
    kinds = _kinds(votes)

    numbers: dict[tuple[str, str], int] = {}
    spellings: defaultdict[int, Counter[str]] = defaultdict(Counter)
    kind_of: dict[int, str] = {}
    mentions = []
    for span in spans:
        key = owner.get(name_key(span.name), name_key(span.name))
        kind = kinds[key]
        number = numbers.setdefault((kind, key), len(numbers) + 1)
        kind_of[number] = kind
        written = article.paragraphs[span.paragraph].text[span.start : span.end]
        spellings[number][written] += 1
        mentions.append(Mention(span.paragraph, span.start, span.end, kind, span.model_label, number))
    return mentions, [Entity(n, kind_of[n], _fullest(spellings[n])) for n in sorted(kind_of)], []


def _tagged(number: int, paragraph: Paragraph) -> Iterable[_Span]:
    """Yields the model's names of one paragraph, trimmed."""
    text = paragraph.doc.text
    for entity in paragraph.doc.ents:
        kind = KINDS.get(entity.label_)
        if kind is None:
            continue
        start = _with_forename(entity) if kind == "PERSON" else entity.start_char
        span = _trimmed(text, start, entity.end_char, kind)
        if span is not None:
            start, end = span
            yield _Span(number, start, end, text[start:end], kind, entity.label_)


def _with_forename(entity: Span) -> int:
    """Returns where a person's name begins: a proper noun that the parser hangs on it is a forename left untagged."""
    first = entity.start
    while first > entity.sent.start:
        before = entity.doc[first - 1]
        if before.pos_ != "PROPN" or before.dep_ != "compound" or before.ent_type_ or before.head.i < entity.start:
            break
        first -= 1
    return entity.doc[first].idx


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
    return folded in _DETERMINERS or (not alone and (folded in _HONORIFICS or (kind == "PERSON" and folded in _TITLES)))


def _closing(text: str, end: int, limit: int) -> int:
    """Returns the end of a name whose last word is followed by its own full stop, as in "J. Smith Jr."."""
    return end + 1 if end < limit and text[end] == "." else end


def _untagged(paragraphs: Sequence[Paragraph], spans: Sequence[_Span], kinds: Mapping[str, str]) -> list[_Span]:
    """Finds further places of the names that were found somewhere in the article.

    A name of one word counts where it is written exactly so, between no other capitalised words that could make it a
    part of a longer name. Surnames of people count where they are tagged as proper nouns: some are common words.
    """
    names = {s.name: kinds[name_key(s.name)] for s in spans if len(s.name) > 1 and kinds[name_key(s.name)] != "GROUP"}
    surnames = {name.split()[-1] for name, kind in names.items() if kind == "PERSON" and " " in name} - names.keys()
    names |= dict.fromkeys((name for name in surnames if len(name) > 2 and name[0].isupper()), "PERSON")
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
                if name not in names or any(taken[number][start:end]) or _inside_longer_name(text, start, end):
                    continue
                if name not in surnames or _is_proper(paragraph.doc, start, end):
                    found.append(_Span(number, start, end, name, names[name], None))
                    taken[number][start:end] = b"x" * (end - start)
                    break
    return found


def _inside_longer_name(text: str, start: int, end: int) -> bool:
    after = re.match(r" [A-Z]\w", text[end : end + 3])
    before = re.search(r"[A-Z][\w.]* $", text[max(0, start - 20) : start])
    return bool(after or (before and " " not in text[start:end]))


def _is_proper(doc: Doc, start: int, end: int) -> bool:
    tokens = doc.char_span(start, end)
    if tokens is None or any(token.pos_ != "PROPN" for token in tokens):
        return False
    # Every word has a capital where a sentence begins: "Brown bears" are no family.
    return not tokens[0].is_sent_start or tokens.end == len(doc) or doc[tokens.end].pos_ not in {"NOUN", "ADJ"}


def _votes(spans: Iterable[_Span], texts: Sequence[str]) -> defaultdict[str, Counter[str]]:
    """Returns for each name what speaks for each kind."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        text = texts[span.paragraph]
        sides = {
            "before": text[max(0, span.start - _REACH) : span.start],
            "within": span.name,
            "after": text[span.end : span.end + _REACH],
        }
        vote = votes[name_key(span.name)]
        vote[span.kind] += 1
        for pattern, side, kind, weight in _WEIGHTS:
            if pattern.search(sides[side]):
                vote[kind] += weight
    return votes


def _kinds(votes: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Returns the kind of each name; a tie goes to the earlier of `ENTITY_KINDS`."""
    return {key: max(ENTITY_KINDS, key=lambda k: (vote[k], -ENTITY_KINDS.index(k))) for key, vote in votes.items()}


def _full_names(kinds: Mapping[str, str]) -> dict[str, str]:
    """Returns the full name for each surname of the article that only one full name ends in.

    A surname that the model took for an organisation counts as well; a place does not become a person.
    """
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for key, kind in kinds.items():
        words = key.split()
        if kind == "PERSON":
            for size in range(1, len(words)):
                holders[" ".join(words[-size:])].add(key)
    owner = {}
    for key in (key for key, kind in kinds.items() if kind in {"PERSON", "ORG"}):
        full = [name for name in holders.get(key, ()) if name not in holders]
        if len(full) == 1:
            owner[key] = full[0]
    return owner


def _acronyms(texts: Sequence[str], spans: Sequence[_Span]) -> dict[str, str]:
    """Returns the long form for each acronym that stands in brackets behind it and is made of its initials."""
    owner = {}
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
