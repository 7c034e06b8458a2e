"""What the words and signs around a number mean: `lexicons/numbers.toml`, and the catalogues that it completes."""

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

from transforms import lexicons

LEXICON: Final = lexicons.load("numbers")
_MONTHS_THAT_ARE_WORDS: Final = frozenset(lexicons.load("language")["months_that_are_words"])


def lexicon_key(words: str) -> str:
    """Returns words as the lexicon has them: lower case, single spaces."""
    return " ".join(words.lower().split())


def any_of(words: Iterable[str]) -> str:
    """Returns a pattern of words in any case, the longest that fits first; a space stands for any white space."""
    return f"(?-i:{_branches(_by_letters(words), _in_any_case)})"


def exactly(words: Iterable[str]) -> str:
    """Returns the same of words and signs as they are written."""
    return f"(?-i:{_branches(_by_letters(words), re.escape)})"


def month_of(names: Collection[str]) -> str:
    """Returns a pattern of names of months; one that is a word as well ("may", "march") only with a capital."""
    words = [name for name in names if name in _MONTHS_THAT_ARE_WORDS]
    capitals = [form for word in words for form in (word.capitalize(), word.upper())]
    return rf"(?:{any_of(set(names).difference(words))}|{exactly(capitals)})\b\.?"


_Letters = dict[str, "_Letters"]


def _by_letters(words: Iterable[str]) -> _Letters:
    """Returns words as a tree of their letters, which a pattern runs through faster than through a list of words."""
    tree: _Letters = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return tree


def _branches(tree: _Letters, written: Callable[[str], str]) -> str:
    branches = [
        (r"\s+" if letter == " " else written(letter)) + _branches(tree[letter], written)
        for letter in sorted(tree)
        if letter
    ]
    if not branches or (len(branches) == 1 and "" not in tree):
        return "".join(branches)
    return f"(?:{'|'.join(branches)}){'?' if '' in tree else ''}"


def _in_any_case(letter: str) -> str:
    # A set, since patterns pass over a branch that begins with a set without entering it.
    return f"[{letter.lower()}{letter.upper()}]" if letter.isalpha() and len(letter.upper()) == 1 else re.escape(letter)


def _floats(table: str) -> dict[str, float]:
    """Returns a table of the lexicon with its values as floats: a product of them may overflow to infinity only."""
    return {word: float(value) for word, value in LEXICON[table].items()}


VALUES: Final = _floats("values")
MAGNITUDES: Final = _floats("magnitudes")
UNSURE: Final = frozenset(LEXICON["unsure_abbreviations"])
OF_MONEY: Final = frozenset(LEXICON["money_abbreviations"])
ABBREVIATIONS: Final = _floats("abbreviations") | _floats("unsure_abbreviations") | _floats("money_abbreviations")
VULGAR_FRACTIONS: Final = _floats("vulgar_fractions")
VAGUE: Final = _floats("vague")
VAGUELY: Final = _floats("vaguely")
FRACTIONS: Final = _floats("fractions")
BOUNDS: Final = {phrase: bound for bound, phrases in LEXICON["bounds"].items() for phrase in phrases}
BOUNDS_BEHIND: Final = {phrase: bound for bound, phrases in LEXICON["bounds_behind"].items() for phrase in phrases}
TIMES: Final[list[str]] = LEXICON["times"]
MONEY_BEFORE: Final[list[str]] = LEXICON["money"]["before"]
METRES: Final[dict[str, list[str]]] = LEXICON["metres"]


def _merged(catalogue: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Returns the entries of a catalogue with those of the lexicon, whose fields go before."""
    return {name: catalogue.get(name, {}) | own.get(name, {}) for name in catalogue | own}


def _inverse(tables: list[dict[str, Any]], *fields: str) -> dict[str, str]:
    """Returns the entry by each word that stands in its `fields`; the last table that has a word decides."""
    return {
        word: name
        for table in tables
        for name, entry in table.items()
        for field in fields
        for word in entry.get(field, ())
    }


# Units

_MEASURES: Final = [lexicons.load("measures"), LEXICON["units"]]
UNITS: Final = _inverse(_MEASURES, "words")
SYMBOLS: Final = _inverse(_MEASURES, "symbols")
COINS: Final = frozenset(LEXICON["coins"]["units"])
SMALLER: Final[dict[str, dict[str, float]]] = LEXICON["smaller"]
"""Parts of a unit by their own units: how many of them make one."""
LENGTHS: Final = frozenset(LEXICON["dimensions"]["units"])
TIME_SYMBOLS: Final = {
    "s": "second",
    "sec": "second",
    "min": "minute",
    "h": "hour",
    "hr": "hour",
    "d": "day",
    "yr": "year",
    "y": "year",
}
"""Units of time behind a stroke: "m3/s"."""

# Money

_CATALOGUE: Final = lexicons.load("currencies")
CURRENCIES: Final[dict[str, Any]] = _merged(_CATALOGUE, LEXICON["currencies"])
_MONEY_TABLES: Final = [_CATALOGUE, LEXICON["currencies"]]
WORD_CODES: Final = frozenset(LEXICON["word_codes"]["codes"])
NAME_CODES: Final = frozenset(LEXICON["word_codes"]["names"])
CODES: Final = {code: code for code in CURRENCIES if code not in WORD_CODES}
_SCALED: Final = _inverse(_MONEY_TABLES, "scaled_prefixes") | {code: code for code in WORD_CODES | NAME_CODES}
PREFIXES: Final = CODES | _inverse(_MONEY_TABLES, "signs", "prefixes") | _SCALED
_UNTOLD: Final[list[str]] = LEXICON["shared_signs"]["scaled_prefixes"]
SCALED_PREFIXES: Final = frozenset({*_SCALED, *_UNTOLD})
SHARED_PREFIXES: Final[dict[str, str | None]] = LEXICON["shared_signs"]["prefixes"] | dict.fromkeys(_UNTOLD)
SUFFIXES: Final = CODES | _inverse(_MONEY_TABLES, "signs", "suffixes")
SHARED_SUFFIXES: Final[dict[str, str]] = LEXICON["shared_signs"]["suffixes"]
SCALED_MONEY: Final = _inverse(_MONEY_TABLES, "scaled")


def _kinds() -> tuple[dict[str, str], dict[str, str]]:
    """Returns the words for money without a country: those of one currency, and those of several, which are units."""
    codes: dict[str, set[str]] = {}
    for code, entry in _CATALOGUE.items():
        for kind in entry["kind"]:
            codes.setdefault(kind, set()).add(code)
    own = {kind: used for kind, used in codes.items() if kind not in LEXICON["word_codes"]["kinds"]}
    singular = {kind: _CATALOGUE[min(used)]["kind"][0] for kind, used in own.items() if len(used) > 1}
    return {kind: min(used) for kind, used in own.items() if len(used) == 1}, singular


_OF_ONE, SHARED_MONEY = _kinds()
MONEY: Final = _OF_ONE | _inverse(_MONEY_TABLES, "words")
UNITS.update({word: unit for word, unit in SHARED_MONEY.items() if word not in MONEY})
"""Money that has several currencies is a unit: "ten riyals" are of no country."""
