"""The words that the figure rules look for, read from `lexicons/figures.toml`.

The lexicon has the base form of a word ("kill"). A regular inflection of it in a text ("killed", "killing") counts as
that word; irregular forms ("slew") stand in the lexicon themselves.
"""

import re
from functools import lru_cache
from typing import Final

from spacy.tokens import Token

from transforms import lexicons

_LEXICON: Final = lexicons.load("figures")
_WORDS_KEPT: Final = 2**14
"""Different words of which the forms are kept: those of some hundred articles, for each is asked for many times."""


@lru_cache(maxsize=_WORDS_KEPT)
def base_forms(word: str) -> tuple[str, ...]:
    """Returns a word, and then the words that it may be a regular inflection of.

    Args:
        word: in small letters.
    """
    forms = [word]
    if word.endswith(("ies", "ied")):
        forms.append(word[:-3] + "y")
    for ending in ("ing", "ed", "es", "s", "d"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            forms.append(stem)
            if ending in {"ing", "ed"}:
                forms.append(stem + "e")
                if stem[-1] == stem[-2]:
                    forms.append(stem[:-1])
    return tuple(forms)


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
SUBJECT_PHRASAL: Final = _event_words("subject_phrasal")
MADE_BY_EVENT: Final = _event_words("persons")
PERSONS: Final = WordList(
    WORDS["persons"] | MADE_BY_EVENT.keys() | frozenset(lexicons.load("names")["roles"])  # "hostage", "pilot"
)
"""Words for persons: those of the list, those that an event made of them, and those for what a person is."""
COUNTABLE: Final = {event: frozenset(words.get("of", ("things",))) for event, words in _LEXICON["events"].items()}
"""What may be counted of which an event is told: "things" (persons as well), "persons" alone, "money", "measures"."""

NOUN_POS: Final = frozenset({"NOUN", "PROPN"})
VERB_POS: Final = frozenset({"VERB", "AUX"})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
"""Parts of speech and relations as the annotation names them: https://universaldependencies.org/u/pos and the labels of
the spaCy model, https://spacy.io/models/en."""


_OF_PERSONS: Final = re.compile(r"[a-z]{2,}(?:ists?|wom[ae]n|m[ae]n|ians|folks?|[in]eers|esses)")
"""Endings of nouns that name persons and hardly anything else."""
_OF_THINGS: Final = re.compile(r"[a-z]{2,}(?:tion|sion|ment|ness|ity|ism|ance|ence)s?")
"""Endings of nouns that name what is no living being."""


def is_person(counted: Token) -> bool:
    """Tells whether persons are counted; the name of a people ("12 Norwegians") and a bare number count as such."""
    return is_bare(counted) or counted.pos_ == "PROPN" or names_persons(counted)


def is_bare(counted: Token) -> bool:
    """Tells whether nothing is named that is counted: "12 died", "hundreds died"."""
    return counted.pos_ == "NUM" or WORDS["numerals"].has(counted)


def names_persons(noun: Token) -> bool:
    """Tells whether a noun is a word for persons, by a list, its ending, or the "who" behind it."""
    if PERSONS.has(noun) or (noun.pos_ == "NOUN" and ends_like_persons(noun.lower_)):
        return True
    return any(c.lower_ in WORDS["who"] for clause in noun.children if clause.dep_ == "relcl" for c in clause.children)


def is_thing(counted: Token) -> bool:
    """Tells whether what is counted certainly does not live: "jobs", "amendments"."""
    if counted.pos_ != "NOUN" or names_persons(counted):
        return False
    return WORDS["things"].has(counted) or ends_like_things(counted.lower_)


def ends_like_persons(noun: str) -> bool:
    """Tells whether a noun in small letters has an ending of words for persons: "lobbyists"."""
    return _OF_PERSONS.fullmatch(noun) is not None


def ends_like_things(noun: str) -> bool:
    """Tells whether a noun in small letters has an ending of words for what does not live: "amendments"."""
    return _OF_THINGS.fullmatch(noun) is not None


def is_short_of(state: Token) -> bool:
    """Tells whether a word says that a state was not reached: "almost dead"."""
    return any(c.lower_ in WORDS["not_quite"] for c in state.children)


def is_passive(verb: Token) -> bool:
    """Tells whether a verb has a passive subject or auxiliary: "were killed"."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)


def objects_behind(word: str, verb: Token) -> list[Token]:
    """Returns the nouns behind a preposition that hangs on a verb, such as "by"."""
    return [c for child in verb.children if child.lower_ == word for c in child.children if c.dep_ == "pobj"]
