"""What an office before a name is for: "Minister for Women and Equalities Ann Lee" is Ann Lee."""

import re
from collections.abc import Sequence
from typing import Final

from transforms import lexicons
from transforms.documents import ParagraphIndex
from transforms.extract.mentions.nouns import GIVEN_NAMES, is_person_noun

_LEXICON: Final = lexicons.load("names")["portfolios"]
_PORTFOLIOS: Final = frozenset(_LEXICON["words"])
_ENDINGS: Final = tuple(_LEXICON["endings"])
_OFFICE: Final = re.compile(
    r"\b([\w-]{1,30}) (?:of|for) (?:the )?(?:[A-Z][\w'-]{1,30},? (?:(?:&|and|of|for) )?(?:the )?){0,6}$"
)
"""Before a name, an office with all that it is for, or but the last of it."""
_REACH: Final = 120
"""Characters before a name in which its office stands."""
_FULL_NAME: Final = 2
"""Words: a forename and a surname, which are left to a name."""


def words_of_office(paragraph: ParagraphIndex, words: Sequence[tuple[int, int]]) -> int:
    """Returns how many first words of a span are what an office before it is for; 0 where no office stands there.

    Args:
        paragraph: the paragraph.
        words: first character and end of each word of the span.
    """
    if len(words) <= _FULL_NAME:
        return 0
    text, start = paragraph.straight, words[0][0]
    office = _OFFICE.search(text, max(0, start - _REACH), start)
    if not office or not is_person_noun(office[1].casefold()):
        return 0
    folded = [text[s:e].casefold() for s, e in words[:-1]]
    given = next((n for n, word in enumerate(folded) if word in GIVEN_NAMES), 0)
    others = folded[:-1]
    name = next((n for n, w in enumerate(others) if w not in _PORTFOLIOS and not w.endswith(_ENDINGS)), len(others))
    return given or name
