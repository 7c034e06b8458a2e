"""Numbers that say by how much something changed: "rose 3 per cent", "cut by 40"."""

from spacy.tokens import Token

from transforms.extract.figures.event import Governor
from transforms.extract.figures.paragraph_index import Page
from transforms.extract.figures.vocabulary import VERB_POS, WORDS, lemma
from transforms.extract.numbers.find import Number


def find_change(page: Page, number: Number, first: Token) -> Governor | None:
    """Reads how much something changed: "rose 3 per cent", "up $2", "cut by 40", "-0.6%"."""
    if number.unit == "percent" and (number.low or 0) < 0:
        return Governor("changed", first)
    i = page.token(number.start).i - 1
    if i < 0:
        return None
    before, is_points = page.doc[i], page.text.startswith(" point", number.end)
    if before.lower_ == "to" and i:  # "slipped to 24 per cent"
        before = page.doc[i - 1]
    is_measured = bool(number.unit or number.currency or is_points)
    if before.dep_ == "prt" and before.head.i < i:  # "rose up 3 per cent", but not "made up 3 per cent"
        before = before.head
    elif before.lower_ in WORDS["change_adverbs"] and before.i == i and is_measured:
        return Governor("changed", before)
    elif before.lower_ == "by" and before.head.i < i:
        before, is_measured = before.head, True
    elif before.i and (before.pos_ == "ADV" or before.lower_ in WORDS["change_adverbs"]):
        before = page.doc[before.i - 1]
    is_change = is_measured and before.pos_ in VERB_POS and lemma(before, WORDS["changes"])
    return Governor("changed", before, is_active=True) if is_change else None
