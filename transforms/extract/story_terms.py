"""Story terms: what an article is about, word by word, by which articles about one happening find each other.

News says first what it is about. So a word weighs more in the headline and the opening than further down, and more when
it comes again; words that only say how something was, and names, which many stories share, weigh less than what
happened and to what.
"""

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

from spacy.tokens import Token

from transforms.documents import Article
from transforms.names.normalise import name_key
from warehouse.schema.tables.values import BODY_KINDS

LONGEST_TOLD: Final = 800
"""Words that are read; further down stands background, which other stories share."""
OPENING: Final = 60
"""Words, headline included, of which the first tell what is new."""
MOST_TERMS: Final = 150
"""Terms that are kept of an article, the heaviest. With all of them stories are told apart no better."""
SATURATION: Final = 0.3
"""A word that comes again counts less each time: a count is taken as the logarithm of 1 and this times it."""

_POSITIONS: Final = ((OPENING, 3.0), (150, 2.0), (400, 1.0), (LONGEST_TOLD, 0.5))
"""Up to which word a word counts how much."""
_HEADLINE: Final = 5.0

_CLASSES: Final = {
    "NOUN": 1.0,
    "NUM": 1.0,
    "PROPN": 0.5,
    "VERB": 0.5,
    "ADJ": 0.5,
    "ADV": 0.5,
}
"""How much a word of a part of speech (tags of Universal Dependencies) counts; others do not."""
_IN_OPENING: Final = _CLASSES.keys() - {"ADV"}
_FIRST_WORDS: Final = 45
"""Words after which the opening ends, where no headline says what it is about."""
_LEAST_CHARACTERS: Final = 2


class StoryTerm(NamedTuple):
    """A term of an article; columns as in the table `story_terms`."""

    term: str
    weight: float
    opening_weight: float


def find_story_terms(article: Article) -> list[StoryTerm]:
    """Returns the terms of an article with their weights, each once, in alphabetical order."""
    counts: dict[str, float] = {}
    opening: dict[str, float] = {}
    for place, kind, token in _words(article):
        share = _CLASSES.get(token.pos_)
        if share is None or token.is_stop:
            continue
        term = name_key(token.lemma_)
        if len(term) < _LEAST_CHARACTERS:
            continue
        counts[term] = counts.get(term, 0.0) + share * _by_position(place, kind)
        if token.pos_ in _IN_OPENING and (kind == "headline" or place <= _FIRST_WORDS):
            opening[term] = opening.get(term, 0.0) + (1.0 if kind == "headline" else 0.5)
    # Of words that weigh the same the earlier ones are kept: `counts` is in the order of the text.
    kept = sorted(counts, key=lambda term: -counts[term])[:MOST_TERMS]
    return [
        StoryTerm(term, math.log1p(SATURATION * counts[term]), opening.get(term, 0.0))
        for term in sorted({*kept, *opening})
    ]


def _words(article: Article) -> Iterator[tuple[int, str, Token]]:
    """Yields the first words of an article: the number of each from 1, the kind of its block, the word."""
    place = 0
    for paragraph in article.paragraphs:
        if paragraph.kind not in BODY_KINDS:
            continue
        for token in paragraph.doc:
            if token.is_punct or token.is_space:
                continue
            place += 1
            if place > LONGEST_TOLD:
                return
            yield place, paragraph.kind, token


def _by_position(place: int, kind: str) -> float:
    if kind == "headline":
        return _HEADLINE
    return next(weight for last, weight in _POSITIONS if place <= last)
