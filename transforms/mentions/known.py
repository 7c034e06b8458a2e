"""Further places of names that were found somewhere in the article."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from spacy.tokens import Doc

from transforms.mentions.lines import FUNCTION_WORDS, WORD, Line, Span, windows
from transforms.names import name_key

_CAPITAL_AFTER: Final = re.compile(r" [A-Z]\w")
_CAPITAL_BEFORE: Final = re.compile(r"[A-Z][\w.]* $")
_REACH: Final = 20
"""Characters before a name in which a longer name's first word stands."""
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
    surnames = {words[-1] for words in people if len(words[-1]) > 2 and words[-1][0].isupper()} - names.keys()
    names |= {name: name_key(name) for name in surnames}
    capitals = {name.upper(): name for name in names if len(name) >= _LEAST_CAPITALS}
    sizes = sorted({len(WORD.findall(name)) for name in names}, reverse=True)
    for line in lines:
        for start, ends in windows(line, sizes):
            for end in ends:
                written = line.text[start:end]
                name = written if written in names else capitals.get(written)
                if name is None or not line.is_free(start, end) or _is_other(line, start, end, name in surnames):
                    continue
                yield line.take(line.span(start, end, "PERSON" if name in surnames else None, None, names[name]))
                break


def _is_other(line: Line, start: int, end: int, surname: bool) -> bool:
    text = line.text
    if line.titled:
        return text[start:end].casefold() in FUNCTION_WORDS
    return _inside_longer_name(text, start, end) or (surname and not _is_proper(line.doc, start, end))


def _inside_longer_name(text: str, start: int, end: int) -> bool:
    if _CAPITAL_AFTER.match(text, end, end + 3):
        return True
    return " " not in text[start:end] and bool(_CAPITAL_BEFORE.search(text[max(0, start - _REACH) : start]))


def _is_proper(doc: Doc, start: int, end: int) -> bool:
    tokens = doc.char_span(start, end)
    if tokens is None or any(token.pos_ != "PROPN" for token in tokens):
        return False
    # Every word has a capital where a sentence begins: "Brown bears" are no family.
    return not tokens[0].is_sent_start or tokens.end == len(doc) or doc[tokens.end].pos_ not in {"NOUN", "ADJ"}
