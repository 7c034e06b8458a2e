"""What has a capital or is tagged by the model, and is no name of a person, body, place or people."""

from typing import Final

from transforms import lexicons
from transforms.documents import ParagraphIndex
from transforms.extract.mentions.headlines import ORDINARY_WORDS
from transforms.extract.mentions.nouns import GIVEN_NAMES
from transforms.names.gazetteer import gazetteer

_LEXICON: Final = lexicons.load("names")
LETTERS_BEHIND: Final = frozenset(_LEXICON["letters_behind"])
"""Letters behind a person's name, which are no part of it."""
NEVER: Final = frozenset(_LEXICON["never"])
"""Words and phrases in small letters that are tagged as names now and then."""
NO_BODIES: Final = frozenset(_LEXICON["no_bodies"])
"""Capitals, in small letters, that abbreviate a thing."""
_HONORIFICS: Final = frozenset(_LEXICON["honorifics"])
_THINGS_LAST: Final = frozenset(_LEXICON["heads"]["things_last"])
_SUPERLATIVES: Final = frozenset({"best", "most", "worst", "biggest", "greatest", "youngest"})
"""First words of awards."""
_ACRONYMS: Final = frozenset({"who", "us", "it", "un"})
"""Ordinary words that are acronyms of bodies and states in capitals."""
_LEAST_SHOUTED: Final = 3
"""Letters; two capitals beside others are initials as often as shouted words."""


def may_be_name(paragraph: ParagraphIndex, start: int, end: int, kind: str) -> bool:
    """Tells whether a bare name can be one of its kind.

    Args:
        paragraph: the paragraph.
        start: its first character.
        end: its end, exclusive.
        kind: of what kind it may be.
    """
    name = paragraph.straight[start:end]
    words = name.casefold().split()
    if not any(c.isalpha() and not c.islower() for c in name) or name.casefold().rstrip(".") in NEVER:
        return False
    if len(words) > 1:
        thing = words[-1] in _THINGS_LAST and words[0] not in GIVEN_NAMES
        return kind not in {"PERSON", "PLACE"} or not (thing or words[0] in _SUPERLATIVES or _has_digit(name, kind))
    return not (_is_clipped(paragraph, end, name) or _is_shouted(paragraph, start, end) or _has_digit(name, kind))


def _has_digit(name: str, kind: str) -> bool:
    return kind == "PERSON" and any(c.isdigit() for c in name)


def _is_clipped(paragraph: ParagraphIndex, end: int, name: str) -> bool:
    """Tells whether a lone word is a title without its name, a letter, the first half of "don't", or a doctrine."""
    word = name.casefold().rstrip(".")
    cut = paragraph.straight[end : end + 2] == "'t"
    return len(word) == 1 or name in LETTERS_BEHIND or word in _HONORIFICS or cut or word.endswith("ism")


def _is_shouted(paragraph: ParagraphIndex, start: int, end: int) -> bool:
    """Tells whether a lone word in capitals is an ordinary one: it is one of headlines, or stands beside another."""
    text = paragraph.straight
    name = text[start:end]
    word = name.casefold()
    if not name.isupper() or len(name) < _LEAST_SHOUTED:
        return word in NO_BODIES and name.isupper()
    if word in NO_BODIES or (word in ORDINARY_WORDS and word not in _ACRONYMS):
        return True
    if text.isupper() or gazetteer().country(name) or gazetteer().cities(name):
        return False
    tokens = paragraph.doc
    first, last = paragraph.token_number(start), paragraph.token_number(end - 1)
    beside = [tokens[n] for n in (first - 1, last + 1) if 0 <= n < len(tokens)]
    return name.isalpha() and any(
        t.is_alpha and t.is_upper and len(t) >= _LEAST_SHOUTED and t.lower_ not in NO_BODIES for t in beside
    )
