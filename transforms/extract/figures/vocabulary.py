"""The words that the figure rules look for, read from `lexicons/figures.toml`.

The lexicon has the base form of a word ("kill"). A regular inflection of it in a text ("killed", "killing") counts as
that word; irregular forms ("slew") stand in the lexicon themselves.
"""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from transforms import lexicons

_LEXICON: Final = lexicons.load("figures")


def base_forms(word: str) -> Iterator[str]:
    """Yields a word, and then the words that it may be a regular inflection of.

    Args:
        word: in small letters.
    """
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


class WordList(frozenset[str]):
    """A list of words of the lexicon; `word in words` asks for exactly this form."""

    __slots__ = ()

    def has(self, token: Token) -> bool:
        """Tells whether a token is one of the words, or a regular inflection of one."""
        return not self.isdisjoint(base_forms(token.lower_))


class EventWords(dict[str, str]):
    """The event by each word of the lexicon that names one in a certain place of the sentence."""

    def of(self, token: Token) -> str | None:
        """Returns the event that a token names, inflected or not; null for none."""
        return next((self[form] for form in base_forms(token.lower_) if form in self), None)


def _event_words(place: str) -> EventWords:
    """Returns the events by the words that the lexicon lists for one place of the sentence."""
    return EventWords({word: event for event, words in _LEXICON["events"].items() for word in words.get(place, ())})


WORDS: Final = {name: WordList(words) for name, words in _LEXICON.items() if isinstance(words, list)}
"""The word lists that are no events, by their names in the lexicon."""
VERBS: Final = _event_words("verbs")
SUBJECT_VERBS: Final = _event_words("subject_verbs")
NOUNS: Final = _event_words("nouns")
HEADS: Final = _event_words("heads")
STATES: Final = _event_words("states")
TOTALS: Final = _event_words("totals")
BORNE: Final = _event_words("borne")
PHRASAL: Final = _event_words("phrasal")
PERSONS: Final = WordList(WORDS["persons"] | HEADS.keys())
"""Words for persons: those of the list, and those that an event made of them ("hostage", "refugee")."""

NOUN_POS: Final = frozenset({"NOUN", "PROPN"})
VERB_POS: Final = frozenset({"VERB", "AUX"})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
"""Parts of speech and relations as the annotation names them: https://universaldependencies.org/u/pos and the labels of
the spaCy model, https://spacy.io/models/en."""


def is_passive(verb: Token) -> bool:
    """Tells whether a verb has a passive subject or auxiliary: "were killed"."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)


def objects_behind(word: str, verb: Token) -> list[Token]:
    """Returns the nouns behind a preposition that hangs on a verb, such as "by"."""
    return [c for child in verb.children if child.lower_ == word for c in child.children if c.dep_ == "pobj"]
