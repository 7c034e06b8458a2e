"""Numbers that continue the count before them: "killing 12 and wounding 30", "among them 4 children"."""

import re
from typing import Final

from spacy.tokens import Token

from transforms.documents import Figure
from transforms.extract.figures.paragraph_index import Page
from transforms.extract.figures.vocabulary import VERB_POS, WORDS
from transforms.extract.numbers.find import Number

_ALTERNATIVE: Final = re.compile(r"(?:\s?points?)?,?\s(?:or\s|\()", re.IGNORECASE)
ADDING: Final = frozenset({"(", "--", "\u2014", "\u2013", ":", ";"})
"""What parts a sum from its parts."""
_LIST: Final = 40
"""Tokens of a list of parts."""


def is_of_the_same(page: Page, previous: Figure, number: Number, last: Token) -> bool:
    """Tells whether a number says more about the count before it: "3 points, or 2 per cent", "12 of them children"."""
    if number.unit or number.currency:
        is_measured = previous.unit or previous.currency or previous.event == "changed"
        return bool(is_measured) and _ALTERNATIVE.fullmatch(page.text, previous.end, number.start) is not None
    i = page.token(number.start).i
    before = {token.lower_ for token in page.doc[max(0, i - 4) : i]}
    if "among" in before and not WORDS["them"].isdisjoint(before):
        return True
    if page.sentence(page.token(previous.start).i) != page.sentence(last.i):
        return False
    behind = [token.lower_ for token in page.doc[last.i + 1 : last.i + 3]]
    is_of_them = behind[:1] == ["of"] and not WORDS["them"].isdisjoint(behind[1:])
    return is_of_them or (i > 0 and page.doc[i - 1].lower_ == "including") or _is_part(page, previous, i)


def _is_part(page: Page, previous: Figure, i: int) -> bool:
    """Tells whether the number at token `i` stands in a list, without any verb, of those counted before it.

    As in "13 bodies were found: eight guards, four clerks and a nun".
    """
    begin, end = page.sentence(i)
    begin, end = max(begin, i - _LIST), min(end, i + _LIST)
    if previous.unit or previous.currency or i <= begin:
        return False
    parts = next((t.i for t in reversed(page.doc[begin:i]) if t.text in ADDING or t.lower_ == "including"), None)
    is_list = parts is not None and not any(t.pos_ in VERB_POS for t in page.doc[parts + 1 : i])
    goes_on = next((t for t in page.doc[i:end] if t.pos_ in VERB_POS or t.text in ADDING or t.text == ")"), None)
    return is_list and (goes_on is None or goes_on.pos_ not in VERB_POS)
