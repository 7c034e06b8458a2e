"""Headlines in title case or in capitals, where the model takes whole phrases for one name.

A capital says nothing there; so a word of such a line is a name only if nothing says that it is an ordinary word.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from transforms import lexicons
from transforms.documents import WORD, ParagraphIndex

_LEXICON: Final = lexicons.load("names")
FUNCTION_WORDS: Final = frozenset(_LEXICON["headlines"]["function"])
_LEAST_LETTERS: Final = 4
"""Letters; shorter words are written small even in headlines in title case ("in", "for")."""
_LONGEST_HEADLINE: Final = 40
"""Words; a longer line with a capital on each word is a list of names."""
_CAPITALISED: Final = 0.8
"""Share of the longer words with a capital that makes title case: one or two may slip through ("eBay", "iPhone")."""
_WRITTEN_LARGE: Final = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "been", "being"})
"""Short words that headlines in title case write with a capital: written small they tell a sentence full of names."""
_CACHED_TEXTS: Final = 256
"""Paragraphs of which is kept whether they are in title case: more than most articles have."""

_JOINING: Final = frozenset({"of", "for", "and", "the", "&", "de", "la", "al", "el", "bin", "van", "von"})
"""Small words that may stand within a name."""
_NO_NAMES: Final = frozenset({"VERB", "AUX", "ADV", "ADP", "PRON", "DET", "SCONJ", "PART", "INTJ"})
"""Parts of speech: where the model sees one in spite of the capital, it is mostly right."""
_GENERIC: Final = frozenset(_LEXICON["generic"])
_ROLES: Final = frozenset(_LEXICON["roles"]) - frozenset(_LEXICON["surnames"])


def _inflected(verb: str) -> set[str]:
    """Returns the regular forms of a verb."""
    stem = verb.removesuffix("e")
    doubled = verb + verb[-1]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")
    forms = {verb, third, stem + "ed", stem + "ing", doubled + "ed", doubled + "ing"}
    return forms | ({verb[:-1] + "ies", verb[:-1] + "ied"} if verb.endswith("y") else set())


ORDINARY_WORDS: Final = frozenset(
    {form for verb in _LEXICON["headlines"]["verbs"] for form in _inflected(verb)}
    | set(_LEXICON["headlines"]["irregular"])
    | set(_LEXICON["headlines"]["nouns"])
    | FUNCTION_WORDS
    | _ROLES
)
"""Words of headlines that are no names, in all forms of the verbs."""


def is_title_case(paragraph: ParagraphIndex) -> bool:
    """Tells whether a paragraph is a headline in title case or in capitals, where a capital says nothing."""
    return _in_title_case(paragraph.straight)


def is_headline(paragraph: ParagraphIndex) -> bool:
    """Tells whether a paragraph is a headline, by its place on the page or by its capitals."""
    return paragraph.block_kind == "headline" or is_title_case(paragraph)


@lru_cache(maxsize=_CACHED_TEXTS)
def _in_title_case(text: str) -> bool:
    words = WORD.findall(text)
    if len(words) > _LONGEST_HEADLINE or not _WRITTEN_LARGE.isdisjoint(words):
        return False
    long = [word for word in words if len(word) >= _LEAST_LETTERS and word.casefold() not in FUNCTION_WORDS]
    capitals = sum(not word.islower() for word in long)
    return len(words) > 2 and capitals >= _CAPITALISED * len(long) and text.rstrip()[-1:] not in {".", ","}


def is_ordinary(paragraph: ParagraphIndex, start: int, end: int, common: frozenset[str]) -> bool:
    """Tells whether a word of a headline is no name: the article writes it small, or it is a word of headlines."""
    word = paragraph.straight[start:end].casefold()
    tokens = [paragraph.doc[i] for i in paragraph.token_range(start, end)]
    return word in ORDINARY_WORDS or word in common or all(token.pos_ in _NO_NAMES for token in tokens)


def pieces(paragraph: ParagraphIndex, start: int, end: int, common: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yields the stretches of a tagged span of a headline that lie between its ordinary words."""
    run: list[tuple[int, int]] = []
    for s, e in paragraph.words:
        if s < start or e > end:
            continue
        word = paragraph.straight[s:e].casefold()
        if (word in _JOINING and run) or (word in _GENERIC and run) or not is_ordinary(paragraph, s, e, common):
            run.append((s, e))
            continue
        yield from _stretch(paragraph, run, end)
        run = []
    yield from _stretch(paragraph, run, end)


def _stretch(paragraph: ParagraphIndex, run: list[tuple[int, int]], limit: int) -> Iterator[tuple[int, int]]:
    while run and paragraph.straight[slice(*run[-1])].casefold() in _JOINING:
        run = run[:-1]
    if run:
        end = run[-1][1]
        yield run[0][0], end + 1 if end < limit and paragraph.straight[end] == "." else end
