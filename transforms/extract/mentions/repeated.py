"""Further places of names that were found somewhere in the article."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from spacy.tokens import Doc

from transforms import lexicons
from transforms.documents import WORD, ParagraphIndex
from transforms.extract.mentions.headlines import FUNCTION_WORDS, is_title_case
from transforms.extract.mentions.name_span import NameSpan, TakenCharacters, name_at
from transforms.extract.mentions.no_names import NEVER
from transforms.extract.mentions.type_vote import is_group
from transforms.extract.mentions.untagged_names import HUMAN
from transforms.extract.mentions.words import is_in_longer_name, runs_of_words
from transforms.names.gazetteer import gazetteer
from transforms.names.normalise import name_key

_LEXICON: Final = lexicons.load("names")
_NO_FORENAMES: Final = FUNCTION_WORDS | {
    word for part in ("titles", "honorifics", "roles", "never", "generic", "determiners") for word in _LEXICON[part]
}
_GENERIC: Final = frozenset(_LEXICON["generic"])
_PARTICLES: Final = frozenset(_LEXICON["particles"])
_LONGEST_NO_SURNAME: Final = 2
"""Letters; shorter surnames are more often other words or initials."""
_LEAST_CAPITALS: Final = 4
"""Letters; a shorter word in capitals is more often another one than a name written so ("US", "IT")."""


def repeated_names(
    paragraphs: Sequence[ParagraphIndex], spans: Iterable[NameSpan], kinds: Mapping[str, str], taken: TakenCharacters
) -> Iterator[NameSpan]:
    """Yields further places of names, where no other name stands.

    A name of one word counts where it is written exactly so, between no other capitalised words that could make it a
    part of a longer name; in a headline in title case its neighbours are no evidence, and small letters in it neither.
    Surnames of people count where they are tagged as proper nouns: some are common words.
    """
    names = {s.name: s.key for s in spans if len(s.name) > 1 and kinds[s.key] != "GROUP"}
    people = [name.split() for name, key in names.items() if kinds[key] == "PERSON" and " " in name]
    people += [[first] for *_, last in people for first, hyphen, _ in [last.partition("-")] if hyphen]
    surnames = {surname for words in people for surname in _surnames(words)} - names.keys()
    names |= {name: name_key(name) for name in surnames}
    bodies = {name: key for name, key in names.items() if kinds.get(key) == "ORG" and " " in name}
    names = {short: name_key(short) for name in bodies if (short := _without_place(name))} | names
    capitals = {name.upper(): name for name in names if len(name) >= _LEAST_CAPITALS}
    sizes = sorted({len(WORD.findall(name)) for name in names}, reverse=True)
    for paragraph in paragraphs:
        for start, ends in runs_of_words(paragraph, sizes):
            for end in ends:
                written = paragraph.straight[start:end]
                name = written if written in names else capitals.get(written)
                if name is None or name.casefold() in NEVER or not taken.is_free(paragraph.index, start, end):
                    continue
                if (
                    " " not in name
                    and kinds.get(names[name], "PERSON") == "PERSON"
                    and (first := _forename(paragraph, start, taken))
                ):
                    yield taken.take(name_at(paragraph, first - 1, end, "PERSON"))
                    break
                if _is_other(paragraph, start, end, name in surnames and name.isalpha()):
                    continue
                kind = "PERSON" if name in surnames else None
                yield taken.take(name_at(paragraph, start, end, kind, None, names[name]))
                break


def _surnames(words: Sequence[str]) -> Iterator[str]:
    """Yields how somebody is called by surname: its last word, and all from the particle on ("Van der Brug")."""
    particle = next((n for n, word in enumerate(words) if n and word.casefold() in _PARTICLES), len(words) - 1)
    for surname in (words[-1], " ".join(words[particle:])):
        if len(surname) > _LONGEST_NO_SURNAME:
            yield surname[0].upper() + surname[1:]
            if surname[0].isupper():
                yield surname


def _forename(paragraph: ParagraphIndex, start: int, taken: TakenCharacters) -> int:
    """Returns one more than where the forename before a person's bare surname begins; 0 where there is none."""
    n = paragraph.token_number(start) - 1
    if n < 0 or is_title_case(paragraph):
        return 0
    token = paragraph.doc[n]
    word = token.lower_.rstrip(".")
    name = token.pos_ == "PROPN" and token.is_alpha and token.text[0].isupper() and token.text[1:].islower()
    free = (
        token.idx + len(token) == start - 1
        and taken.is_free(paragraph.index, token.idx, start)
        and word not in _NO_FORENAMES
    )
    before = paragraph.doc[n - 1] if n else None
    longer = before is not None and before.text[0].isupper() and before.pos_ == "PROPN" and not token.is_sent_start
    if paragraph.straight[token.idx : start].casefold() + paragraph.doc[n + 1].lower_ in NEVER:
        return 0
    return token.idx + 1 if name and free and not longer and not is_group(token.text) else 0


def _without_place(name: str) -> str | None:
    """Returns a body's name without the place at its beginning, as people of that place call it."""
    words = name.split()
    places = gazetteer()
    for size in (2, 1):
        place, rest = " ".join(words[:size]), " ".join(words[size:])
        own = rest and rest[0].isupper() and rest.split()[-1].casefold() not in _GENERIC | {"united"}
        if own and (places.cities(place) or places.state(place)):
            return rest
    return None


def _is_other(paragraph: ParagraphIndex, start: int, end: int, surname: bool) -> bool:
    """Tells whether words that are written like a name are something else here."""
    text = paragraph.straight
    if is_title_case(paragraph):
        return text[start:end].casefold() in FUNCTION_WORDS
    return is_in_longer_name(text, start, end) or (surname and not _is_proper(paragraph.doc, start, end))


def _is_proper(doc: Doc, start: int, end: int) -> bool:
    """Tells whether the characters of a surname are proper nouns here: "Brown", but not "brown bears"."""
    tokens = doc.char_span(start, end)
    if (
        tokens is not None
        and len(tokens) == 1
        and tokens[0].is_sent_start
        and doc[tokens.end : tokens.end + 1].text in HUMAN
    ):
        return True
    if tokens is None or any(token.pos_ != "PROPN" for token in tokens):
        return False
    # Every word has a capital where a sentence begins: "Brown bears" are no family.
    return not tokens[0].is_sent_start or tokens.end == len(doc) or doc[tokens.end].pos_ not in {"NOUN", "ADJ"}
