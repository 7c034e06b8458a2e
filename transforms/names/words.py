"""The words of names: particles, suffixes, given names, offices, legal forms.

They stand in `lexicons/spelling.toml` and `lexicons/given_names.toml`.
"""

import re
from typing import Final

from anyascii import anyascii

from transforms import lexicons

LONGEST_NAME: Final = 120
"""Characters; what is longer is no name but a passage, and is only the same as itself."""

PARSED: Final = 20_000
"""Size of caches, in names or pairs of words: each name is compared with many others in turn."""

_LEXICON: Final = lexicons.load("spelling")
_GIVEN_NAMES: Final = lexicons.load("given_names")
PARTICLES: Final = frozenset(_LEXICON["particles"])
ONE_PARTICLE: Final[dict[str, str]] = _LEXICON["one_particle"]
INNER_PARTICLES: Final = PARTICLES | frozenset(_LEXICON["particles_inside"])
ARTICLES: Final = frozenset(_LEXICON["articles"])
ASSIMILATED: Final = frozenset(_LEXICON["assimilated"])
SUFFIXES: Final = frozenset(_LEXICON["suffixes"])
WRITTEN_SUFFIXES: Final[dict[str, str]] = _LEXICON["written_suffixes"]
FAMILY_FIRST: Final = frozenset(_LEXICON["family_first"])
CONTRARY_GIVEN: Final = frozenset(map(frozenset, _GIVEN_NAMES["contrary_given"]))
PATRONYMIC_ENDINGS: Final = tuple(_LEXICON["patronymic_endings"])
SMALL: Final = frozenset(_LEXICON["small"])
VARIANTS: Final[dict[str, str]] = {word: meant.replace(" ", "") for word, meant in _LEXICON["variants"].items()}
JOINED: Final = {phrase: phrase.replace(" ", "") for phrase in _LEXICON["variants"].values() if " " in phrase}
OFFICES: Final = frozenset(_LEXICON["words"]["offices"])
GENERIC: Final = frozenset(_LEXICON["words"]["generic"]) | OFFICES
PLACE_WORDS: Final = frozenset(_LEXICON["words"]["places"])
GOVERNED: Final = frozenset(_LEXICON["words"]["governed"])
TURNED: Final = frozenset(_LEXICON["words"]["turned"])
FIRMS: Final = frozenset(_LEXICON["words"]["firms"])
HOUSES: Final = frozenset(_LEXICON["words"]["houses"])
DIRECTIONS: Final = frozenset(_LEXICON["words"]["directions"])
CONTRARY: Final = DIRECTIONS | frozenset(_LEXICON["words"]["contrary"])
COMMON: Final = frozenset(_LEXICON["words"]["common"]) | frozenset(JOINED.values())
TAILS: Final = FIRMS | frozenset(_LEXICON["words"]["tails"])


def _formal_names() -> dict[str, frozenset[str]]:
    """Returns for each given name of the lexicon the formal names that it may stand for."""
    names: dict[str, set[str]] = {}
    for forms in _GIVEN_NAMES["given"]:
        for form in forms:
            names.setdefault(form, set()).add(forms[0])
    return {name: frozenset(formal) for name, formal in names.items()}


FORMAL: Final = _formal_names()


MEN: Final = frozenset(_GIVEN_NAMES["men"].split())
WOMEN: Final = frozenset(_GIVEN_NAMES["women"].split())

_NO_WORD: Final = re.compile(r"[^a-z0-9 &/-]")
BREAKS: Final = re.compile(r"[ /&-]+")
STATES: Final = re.compile(rf"\b(?:{'|'.join(sorted(JOINED, key=len, reverse=True))})\b")
NUMBER: Final = re.compile(r"\d+(?:st|nd|rd|th)?|[ivx]{2,}")
JOINED_PARTICLE: Final = re.compile("^(?:abd[aeiou]l|[ae]l(?=[^aeiouyl])|abu|abou|van(?:de[rn]?)?|de[ l]la)(?=.{4})")
OF_A_STATE: Final = frozenset({"n", "an", "ian", "i", "ese", "ish"})
ENDING: Final = re.compile("(?:i?ans?|eans?|ns?|ese|ish|is?|e?s)$")


def plain_word(key: str) -> str:
    """Writes a name in plain Latin letters and digits; spaces, hyphens, ampersands and slashes stay.

    Args:
        key: the name as `normalise.name_key` folds it.
    """
    return _NO_WORD.sub("", key if key.isascii() else anyascii(key).lower())
