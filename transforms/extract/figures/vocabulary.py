"""The words that decide, from `lexicons/figures.toml`, and the look-up of an inflected word among them."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from spacy.tokens import Token

from transforms import lexicons

_LEXICON: Final = lexicons.load("figures")
WORDS: Final[dict[str, frozenset[str]]] = {
    name: frozenset(words) for name, words in _LEXICON.items() if isinstance(words, list)
}


def _events(field: str) -> dict[str, str]:
    """Returns the event by each word of one field of the lexicon's events."""
    return {word: event for event, fields in _LEXICON["events"].items() for word in fields.get(field, ())}


VERBS: Final = _events("verbs")
SUBJECT_VERBS: Final = _events("subject_verbs")
NOUNS: Final = _events("nouns")
HEADS: Final = _events("heads")
STATES: Final = _events("states")
TOTALS: Final = _events("totals")
BORNE: Final = _events("borne")
PHRASAL: Final = _events("phrasal")
NOUN_POS: Final = frozenset({"NOUN", "PROPN"})
VERB_POS: Final = frozenset({"VERB", "AUX"})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})


def lemmas(word: str) -> Iterator[str]:
    """Yields the word and what it may be a regular inflection of."""
    yield word
    if word.endswith(("ies", "ied")):
        yield word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s", "d"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield stem
            if ending in {"ing", "ed"}:
                yield stem + "e"
                if stem[-1] == stem[-2]:
                    yield stem[:-1]


def lemma(token: Token, words: Collection[str]) -> str | None:
    """Returns the first lemma of a token that is among `words`."""
    return next((lemma for lemma in lemmas(token.lower_) if lemma in words), None)


def event_of(token: Token, table: Mapping[str, str]) -> str | None:
    """Returns the event that a table of the lexicon gives to a token."""
    found = lemma(token, table)
    return table[found] if found else None
