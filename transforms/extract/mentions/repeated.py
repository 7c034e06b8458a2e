"""Further places of names that were found somewhere in the article."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from spacy.tokens import Doc

from transforms.extract.mentions.line import FUNCTION_WORDS, LEXICON, WORD, Line, Span, inside_longer_name, windows
from transforms.extract.mentions.model_entities import HUMAN
from transforms.extract.mentions.type_vote import is_group
from transforms.names.gazetteer import gazetteer
from transforms.names.normalise import name_key

_NO_FORENAMES: Final = FUNCTION_WORDS | {
    word for part in ("titles", "honorifics", "roles", "never", "generic", "determiners") for word in LEXICON[part]
}
_NEVER: Final = frozenset(LEXICON["never"])
_GENERIC: Final = frozenset(LEXICON["generic"])
_LEAST_CAPITALS: Final = 4
"""Letters; a shorter word in capitals is more often another one than a name written so ("US", "IT")."""


def found_again(lines: Sequence[Line], spans: Iterable[Span], kinds: Mapping[str, str]) -> Iterator[Span]:
    """Yields further places of names, where no other name stands.

    A name of one word counts where it is written exactly so, between no other capitalised words that could make it a
    part of a longer name; in a headline in title case its neighbours are no evidence, and small letters in it neither.
    Surnames of people count where they are tagged as proper nouns: some are common words.
    """
    names = {s.name: s.key for s in spans if len(s.name) > 1 and kinds[s.key] != "GROUP"}
    people = [name.split() for name, key in names.items() if kinds[key] == "PERSON" and " " in name]
    people += [[first] for *_, last in people for first, hyphen, _ in [last.partition("-")] if hyphen]
    surnames = {words[-1] for words in people if len(words[-1]) > 2 and words[-1][0].isupper()} - names.keys()
    names |= {name: name_key(name) for name in surnames}
    bodies = {name: key for name, key in names.items() if kinds.get(key) == "ORG" and " " in name}
    names = {short: name_key(short) for name in bodies if (short := _without_place(name))} | names
    capitals = {name.upper(): name for name in names if len(name) >= _LEAST_CAPITALS}
    sizes = sorted({len(WORD.findall(name)) for name in names}, reverse=True)
    for line in lines:
        for start, ends in windows(line, sizes):
            for end in ends:
                written = line.text[start:end]
                name = written if written in names else capitals.get(written)
                if name is None or not line.is_free(start, end):
                    continue
                if (
                    " " not in name
                    and kinds.get(names[name], "PERSON") == "PERSON"
                    and (first := _forename(line, start))
                ):
                    yield line.take(line.span(first - 1, end, "PERSON"))
                    break
                if _is_other(line, start, end, name in surnames):
                    continue
                yield line.take(line.span(start, end, "PERSON" if name in surnames else None, None, names[name]))
                break


def _forename(line: Line, start: int) -> int:
    """Returns one more than where the forename before a person's bare surname begins; 0 where there is none."""
    n = line.token_at(start) - 1
    if n < 0 or line.titled:
        return 0
    token = line.doc[n]
    word = token.lower_.rstrip(".")
    name = token.pos_ == "PROPN" and token.is_alpha and token.text[0].isupper() and token.text[1:].islower()
    free = token.idx + len(token) == start - 1 and line.is_free(token.idx, start) and word not in _NO_FORENAMES
    before = line.doc[n - 1] if n else None
    longer = before is not None and before.text[0].isupper() and before.pos_ == "PROPN" and not token.is_sent_start
    if line.text[token.idx : start].casefold() + line.doc[n + 1].lower_ in _NEVER:
        return 0
    return token.idx + 1 if name and free and not longer and not is_group(token.text) else 0


def _without_place(name: str) -> str | None:
    """Returns a body's name without the place at its beginning, as its home calls it."""
    words = name.split()
    places = gazetteer()
    for size in (2, 1):
        place, rest = " ".join(words[:size]), " ".join(words[size:])
        own = rest and rest[0].isupper() and rest.split()[-1].casefold() not in _GENERIC | {"united"}
        if own and (places.cities(place) or places.state(place)):
            return rest
    return None


def _is_other(line: Line, start: int, end: int, surname: bool) -> bool:
    text = line.text
    if line.titled:
        return text[start:end].casefold() in FUNCTION_WORDS
    return inside_longer_name(text, start, end) or (surname and not _is_proper(line.doc, start, end))


def _is_proper(doc: Doc, start: int, end: int) -> bool:
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
