"""Who states a figure."""

from spacy.tokens import Token

from transforms.article import Quote
from transforms.figures.page import Page
from transforms.figures.words import WORDS
from transforms.numbers import Number


def find_claim(page: Page, number: Number, first: Token) -> Quote | None:
    """Returns the smallest quotation around the number, one with a speaker if there is any."""
    around = [q for q in page.quotes(first) if q.start <= number.core_start and number.core_end <= q.end]
    return min(around, key=lambda q: (q.speaker is None, q.end - q.start, q.start, q.quote_id), default=None)


def is_disputed(page: Page, end: int) -> bool:
    """Tells whether the sentence that begins at token `end` says that something could not be verified."""
    if end >= len(page.doc):
        return False
    words, verifiers = page.words_of_sentence(end), WORDS["verifiers"]
    if words & WORDS["independently"]:
        verifiers |= WORDS["independent_verifiers"]
    return bool(words & WORDS["unverified"] or (words & WORDS["negations"] and words & verifiers))
