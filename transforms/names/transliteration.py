"""How alike two words are written when one name was put into Latin letters by two people.

A word is folded to its *sound*, a rough English reading of its letters, and to its *skeleton*, the consonants of that.
The idea of comparing a coded sound in place of letters is that of Soundex (Russell 1918) and Metaphone (Philips 1990);
the classes here are those in which romanisations of Arabic, Persian, Cyrillic, Turkish and Hebrew differ, and umlauts.
What sounds differently is compared by edit distance with swaps (Damerau 1964, optimal string alignment), and
Jaro-Winkler (Winkler 1990) sets aside what is not alike at all.
"""

import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

SAME: Final = 0.95
"""Likeness from which two words differ in romanisation only; a different sound never reaches it."""

CLOSE: Final = 0.8
"""Likeness from which two words may differ by a slip."""

EXACT_BELOW: Final = 4
"""Letters; shorter words are other words as soon as one letter differs ("Li", "Lu", "Lee")."""

_UNLIKE: Final = 0.55
"""Jaro-Winkler. Of a million words made of syllables and written otherwise in up to four places, none of one sound
were less alike than "xaphoq" and "ksafok", 0.556; of one Arabic name the furthest are "jusuf" and "youssef", 0.67."""

_SLIP_FROM: Final = 5
"""Letters of the longer word; in four letters one change makes another name ("Mary", "Mark")."""

_SLIP_BY_SOUND: Final = 0.7
"""Share of letters that words keep whose sounds differ by a slip: Taheri, Taghiri; not Booker, Baker."""

_TWO_SLIPS_FROM: Final = 9
"""Letters of the shorter word; long names are often wrong at two places, and few others are so near them."""

_LETTERS: Final = (
    # What a word must hold for it; the pattern; what stands for it.
    # Arabic parts of names of which only the consonants are fixed: abdel, abdul; nasrallah, nasrullah.
    ("abd", re.compile("(?<=abd)[aeu](?=l)"), "u"),
    ("l", re.compile("(?<=...)[aeou]ll?ah?$"), "ula"),
    ("mac", re.compile("^mac(?=[^aeiouyhk])"), "mc"),
    # Slavic endings: -ov, -off; -ic, -ich; -ij, -ej for -y, -ey.
    ("", re.compile("(?<=[eo])(?:v|ff|w)$"), "f"),
    ("ic", re.compile("(?<=[aeiouy][^aeiouy]i)c$"), "ch"),
    ("j", re.compile("(?<=[ei])j(?=a?h?$)"), "i"),
    # The Arabic ending of Haniya, Haniyah, Haniyeh.
    ("eh", re.compile("(?<=[iy])eh$"), "a"),
    # y is a consonant at the beginning only; "ye" there is often a mere e: Yevgeny, Evgeny.
    ("y", re.compile("^y(?=[aiou])"), "Y"),
    ("ye", re.compile("^ye(?=[^aeiouy]+[aeiouy])"), "e"),
    ("ye", re.compile("^ye"), "Ye"),
    # w is v before a vowel and at the beginning (Wladimir), and half a vowel elsewhere (Brown, Broun).
    ("w", re.compile("w(?=[aeiouy])|^w"), "v"),
    # c is s before e, i, y, as English has it; so the Turkish Cemal and Jemal do not meet.
    ("c", re.compile("(?<!c)c(?=[eiy])(?!h)"), "s"),
    ("hn", re.compile("(?<=[aeiouy])h(?=n)"), ""),
)  # fmt: skip

_BEFORE: Final = (
    # German, French and Slavic ways of writing one hissing sound, and the dotted sounds of Cyrillic.
    ("tsch", "C"), ("tch", "C"), ("sch", "S"), ("sh", "S"), ("cz", "C"),
    ("dzh", "j"), ("dj", "j"), ("zh", "j"),
)  # fmt: skip

_AFTER: Final = (
    ("ch", "C"),
    # Sounds that English has not, written with or without their h: Mikhail, Mihail; Taghiri, Tagiri; Fadhel, Fadel.
    ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    # One sound, several letters.
    ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "ks"), ("w", "u"), ("y", "i"),
    # Long vowels, diphthongs and umlauts: Raees, Rais; Moussa, Musa; Faisal, Faysal, Feisal; Mueller, Müller.
    ("ee", "i"), ("oo", "u"), ("ou", "u"), ("ii", "i"), ("aa", "a"), ("uu", "u"),
    ("ai", "e"), ("ei", "e"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("au", "o"),
)  # fmt: skip

_DOUBLED: Final = re.compile(r"(.)\1+")
_VOWEL_RUN: Final = re.compile("[aeiou]+")
_FINAL_H: Final = re.compile("(?<=[aeiou])h$")
_FINAL_EH: Final = re.compile("eh$")
_NO_VOWEL: Final = re.compile("(?<=.)(?:[aeiou]|h(?![aeiou]))")
_LONG_WORD: Final = str.maketrans("YC", "jS")
_SKELETON: Final = str.maketrans("YgCzv", "jjSsf")
_INITIAL_VOWEL: Final = re.compile("^[aeiou]")

_FIRST_VOWELS: Final = frozenset({"ou", "uo"})
"""Vowels of the first of two syllables that romanisations mix: Omar, Umar. Not a and e: Jansen and Jensen are two."""

_LATER_VOWELS: Final = frozenset({"ou", "uo", "ae", "ea", "ei", "ie", "eu", "ue"})
"""Vowels that they mix in later syllables and longer words: Ahmad, Ahmed; Khaled, Khalid; Yousef, Yusuf; Hesamuddin,
Hisamuddin. Not e and o: Hansen and Hanson are two."""


_KEPT: Final = 20_000
"""Size of the cache, in words: each word is compared with many others in turn."""


@lru_cache(_KEPT)
def sound(word: str) -> str:
    """Returns how a word in plain lower-case letters is read; capitals are sounds written with two letters."""
    for old, new in _BEFORE:
        if old in word:
            word = word.replace(old, new)
    for part, pattern, new in _LETTERS:
        if part in word:
            word = pattern.sub(new, word)
    for old, new in _AFTER:
        if old in word:
            word = word.replace(old, new)
    runs = len(_VOWEL_RUN.findall(word))
    if runs > 2:
        word = _FINAL_EH.sub("a", word)
    word = _FINAL_H.sub("", word)
    if word.endswith("ie"):
        word = word[:-2] + "i"
    word = _DOUBLED.sub(r"\1", word)
    # In words of one syllable these tell names apart: Chen, Shen; Yang, Jang.
    return word.translate(_LONG_WORD) if runs > 1 else word


def skeleton(word: str) -> str:
    """Returns what all romanisations of a word share, for looking up: its consonants; a short word as it stands."""
    return consonants(word) if len(word) >= EXACT_BELOW else word


def consonants(word: str) -> str:
    """Returns the consonants of a word's sound.

    Coarser than `sound`: any vowel at the beginning counts as one, h counts before a vowel only, and g and j (Gamal,
    Jamal), s and z, f and v are one class each.
    """
    return _NO_VOWEL.sub("", _INITIAL_VOWEL.sub("a", sound(word)).translate(_SKELETON))


def likeness(left: str, right: str) -> float:
    """Returns how alike two words in plain lower-case letters are written.

    Returns:
        1 for the same letters, from `SAME` for the same sound, from `CLOSE` for a slip, else 0.
    """
    if left == right:
        return 1.0
    shorter, longer = sorted((len(left), len(right)))
    if shorter < EXACT_BELOW or JaroWinkler.similarity(left, right) < _UNLIKE or _has_digit(left) or _has_digit(right):
        return 0.0
    left_sound, right_sound = sound(left), sound(right)
    if _same_sound(left_sound, right_sound):
        return 0.97
    allowed = 2 if shorter >= _TWO_SLIPS_FROM else 1
    if longer < _SLIP_FROM or not (left[0] == right[0] or _same_start(left_sound, right_sound)):
        return 0.0
    # Next to a slip, e and i are mixed as freely as without one.
    loose = left_sound.replace("e", "i"), right_sound.replace("e", "i")
    slips = OSA.distance(left, right, score_cutoff=allowed)
    if OSA.normalized_similarity(left, right) >= _SLIP_BY_SOUND:
        slips = min(slips, OSA.distance(*loose, score_cutoff=allowed))
    # A slip weighs less in a longer word.
    return max(CLOSE, 0.94 - 0.5 * slips / longer) if slips <= allowed else 0.0


def _has_digit(word: str) -> bool:
    return not word.isalpha()


def _same_start(left: str, right: str) -> bool:
    """Whether two sounds begin alike; slips are seldom in the first letter."""
    return left[:1].translate(_SKELETON) == right[:1].translate(_SKELETON)


def _same_sound(left: str, right: str) -> bool:
    """Whether two sounds differ in no more than vowels that romanisations mix."""
    if left == right:
        return True
    if len(left) != len(right):
        return False
    syllables = len(_VOWEL_RUN.findall(left))
    if syllables < 2:
        return False
    mixed = _FIRST_VOWELS if syllables == 2 else _LATER_VOWELS
    last = len(left) - 1
    for n, (one, other) in enumerate(zip(left, right, strict=True)):
        if one != other and (n == last or one + other not in mixed) and not (n == last and {one, other} == {"s", "z"}):
            return False
        if one in "aeiou":
            mixed = _LATER_VOWELS
    return True
