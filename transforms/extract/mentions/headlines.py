"""Headlines in title case or capitals, where the model takes whole phrases for one name."""

from collections.abc import Iterator
from typing import Final

from transforms.extract.mentions.line import FUNCTION_WORDS, LEXICON, Line

_JOINING: Final = frozenset({"of", "for", "and", "the", "&", "de", "la", "al", "el", "bin", "van", "von"})
"""Small words that may stand within a name."""
_NO_NAMES: Final = frozenset({"VERB", "AUX", "ADV", "ADP", "PRON", "DET", "SCONJ", "PART", "INTJ"})
"""Parts of speech: where the model sees one in spite of the capital, it is mostly right."""
_GENERIC: Final = frozenset(LEXICON["generic"])
_ROLES: Final = frozenset(LEXICON["roles"]) - frozenset(LEXICON["surnames"])


def _inflected(verb: str) -> set[str]:
    """Returns the regular forms of a verb."""
    stem = verb.removesuffix("e")
    doubled = verb + verb[-1]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")
    forms = {verb, third, stem + "ed", stem + "ing", doubled + "ed", doubled + "ing"}
    return forms | ({verb[:-1] + "ies", verb[:-1] + "ied"} if verb.endswith("y") else set())


_WORDS: Final = frozenset(
    {form for verb in LEXICON["headlines"]["verbs"] for form in _inflected(verb)}
    | set(LEXICON["headlines"]["irregular"])
    | set(LEXICON["headlines"]["nouns"])
    | FUNCTION_WORDS
    | _ROLES
)


def is_ordinary(line: Line, start: int, end: int, common: frozenset[str]) -> bool:
    """Tells whether a word of a headline is no name: the article writes it small, or it is a word of headlines."""
    word = line.text[start:end].casefold()
    tokens = line.tokens(start, end)
    return word in _WORDS or word in common or all(token.pos_ in _NO_NAMES for token in tokens)


def pieces(line: Line, start: int, end: int, common: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yields the stretches of a tagged span of a headline that lie between its ordinary words."""
    run: list[tuple[int, int]] = []
    for s, e in line.words:
        if s < start or e > end:
            continue
        word = line.text[s:e].casefold()
        if (word in _JOINING and run) or (word in _GENERIC and run) or not is_ordinary(line, s, e, common):
            run.append((s, e))
            continue
        yield from _stretch(line, run, end)
        run = []
    yield from _stretch(line, run, end)


def _stretch(line: Line, run: list[tuple[int, int]], limit: int) -> Iterator[tuple[int, int]]:
    while run and line.text[slice(*run[-1])].casefold() in _JOINING:
        run = run[:-1]
    if run:
        end = run[-1][1]
        yield run[0][0], end + 1 if end < limit and line.text[end] == "." else end
