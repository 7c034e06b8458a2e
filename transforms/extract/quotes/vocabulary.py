"""The words that attribute speech, from `lexicons/cues.toml`, and what bounds a phrase."""

from collections.abc import Sequence
from typing import Final

from transforms import lexicons

_LEXICON: Final = lexicons.load("cues")
WORDS: Final[dict[str, frozenset[str]]] = {name: frozenset(words) for name, words in _LEXICON["words"].items()}
"""Small word lists by name."""
STANCES: Final[dict[str, str]] = {cue: stance for stance, cues in _LEXICON["stances"].items() for cue in cues}
"""What a reporting verb, with its particle, makes of the words: its stance, by lemma."""
NOUN_STANCES: Final[dict[str, str]] = {noun: stance for stance, nouns in _LEXICON["nouns"].items() for noun in nouns}
"""The same of nouns ("the claim that ...")."""
VERBS: Final = frozenset(cue.partition(" ")[0] for cue in STANCES)
"""Reporting verbs without their particles."""
CONTENT: Final[dict[str, frozenset[str]]] = {name: frozenset(verbs) for name, verbs in _LEXICON["content"].items()}
"""Reporting verbs by what they take as content besides a clause."""
PREPOSITIONS: Final[dict[str, frozenset[str]]] = {
    verb: frozenset(words) for verb, words in _LEXICON["prepositions"].items()
}
"""Prepositions behind which the content of a verb stands."""
OPENING_FORMS: Final[dict[str, str]] = _LEXICON["opening_forms"]
"""Verbs by the forms that the tagger takes for a name where they open a sentence."""
PRONOUNS: Final[dict[str, str]] = {noun: pronoun for pronoun, nouns in _LEXICON["referents"].items() for noun in nouns}
"""Which pronoun may stand for a noun, by its lemma."""

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
"""Dependency relations of a subject to its verb (labels of ClearNLP, which the English models of spaCy use)."""
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})
"""Parts of speech of the head of a noun phrase."""
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of finite verbs: a clause has one (tags of the Penn Treebank)."""
BREAKS: Final = frozenset({",", ":", ";", "—", "–", "--", "―", "(", ")"})
"""What ends a phrase."""
LONGEST_PHRASE: Final = 12
"""Tokens of a noun phrase at most, each way from its head."""

_NAMES: Final = lexicons.load("names")
_PEOPLE: Final = frozenset(_NAMES["roles"]) | frozenset(_NAMES["titles"]) | frozenset(_NAMES["honorifics"])
_HUMAN_ENDINGS: Final = ("er", "or", "ist", "ian", "man", "woman", "person", "ee", "ant", "eur")


def is_human(noun: str) -> bool:
    """Tells whether a noun in small letters is one of people: a role, a title, or formed like one ("baker")."""
    return noun in _PEOPLE or PRONOUNS.get(noun) in {"he", "she", "person"} or noun.endswith(_HUMAN_ENDINGS)


def is_name(words: Sequence[str]) -> bool:
    """Tells a title or a name from words spoken: all but small words have a capital."""
    return all(w[0].isupper() or w[0].isdigit() or w in WORDS["small"] for w in words)
