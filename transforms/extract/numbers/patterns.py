"""The patterns that find numbers in a text, built from `lexicons/numbers.toml`."""

import re
from collections.abc import Iterable
from typing import Any, Final

from transforms import lexicons

_LEXICON: Final = lexicons.load("numbers")


def _any(words: Iterable[str]) -> str:
    """Returns a pattern of alternatives, longest first; a space stands for any white space."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


def lexicon_key(words: str) -> str:
    """Returns words as the lexicon has them: lower case, single spaces."""
    return " ".join(words.lower().split())


def _inverse(table: dict[str, Any], field: str) -> dict[str, str]:
    """Returns the entry of a lexicon table by each word that stands in its `field`."""
    return {word: name for name, entry in table.items() for word in entry.get(field, ())}


def _floats(table: str) -> dict[str, float]:
    """Returns a table of the lexicon with its values as floats: a product of them may overflow to infinity only."""
    return {word: float(value) for word, value in _LEXICON[table].items()}


VALUES: Final = _floats("values")
MAGNITUDES: Final = _floats("magnitudes")
ABBREVIATIONS: Final = _floats("abbreviations") | _floats("unsure_abbreviations")
UNSURE: Final = frozenset(_LEXICON["unsure_abbreviations"])
VAGUE: Final = _floats("vague")
FRACTIONS: Final = _floats("fractions")
CURRENCIES: Final[dict[str, Any]] = _LEXICON["currencies"]
SCALED_PREFIXES: Final = _inverse(CURRENCIES, "scaled_prefixes")
PREFIXES: Final = _inverse(CURRENCIES, "prefixes") | SCALED_PREFIXES
MONEY: Final = _inverse(CURRENCIES, "words")
SCALED_MONEY: Final = _inverse(CURRENCIES, "scaled")
UNITS: Final = _inverse(_LEXICON["units"], "words")
SYMBOLS: Final = _inverse(_LEXICON["units"], "symbols")
BOUNDS: Final = {phrase: bound for bound, phrases in _LEXICON["bounds"].items() for phrase in phrases}
BOUNDS_BEHIND: Final = {phrase: bound for bound, phrases in _LEXICON["bounds_behind"].items() for phrase in phrases}
_TIMES: Final[list[str]] = _LEXICON["times"]

_W: Final = r"[^\W_]"
_DASH: Final = r"[-\u2010-\u2014]"
_MONTH_WORDS: Final = frozenset(lexicons.load("language")["months_that_are_words"])
_CAPITAL_MONTHS: Final = {form for word in _MONTH_WORDS for form in (word.capitalize(), word.upper())}
# "12 may have died" holds no May.
_MONTH: Final = rf"(?:(?:{_any(set(_LEXICON['months']) - _MONTH_WORDS)})|(?-i:{_any(_CAPITAL_MONTHS)}))\b\.?"
_DAY: Final = r"[0-3]?[0-9](?:st|nd|rd|th)?(?![\w]|[,.][0-9])"
_DAYS: Final = rf"{_DAY}(?:\s?(?:{_DASH}|to|and)\s?{_DAY})?"
_AGE: Final = rf"(?:[0-9]{{1,3}}|(?:{_any(VALUES)})(?:-(?:{_any(VALUES)}))?)"

_OTHER: Final = "|".join(
    (
        r"https?://\S+|www\.\S+",
        # Dates: "October 7, 2031", "7-9 October", "7/10/2031", "2031-10-07", "2014/15", "1990s", "300 BC".
        # Not "in April 26 people".
        rf"(?<!\bin\s)(?<!\blast\s){_MONTH}\s{{1,3}}{_DAY}(?:\s?{_DASH}\s?{_DAY})?(?:,?\s[12][0-9]{{3}}\b)?|{_MONTH},?\s[12][0-9]{{3}}\b",
        rf"{_DAYS}(?:\s+of)?\s{_MONTH}(?:,?\s(?:[12][0-9]{{3}}|['\u2019][0-9]{{2}})\b)?",
        r"[0-9]{1,4}(?P<separator>[./-])[0-9]{1,2}(?P=separator)[0-9]{2,4}\b",
        rf"(?:1[0-9]|20)[0-9]{{2}}\s?(?:{_DASH}|/)\s?(?:1[0-9]|20)?[0-9]{{2}}\b(?!,)",
        r"[0-9]{2,4}['\u2019]?s\b",
        r"(?:AD|A\.D\.)\s[0-9]+(?:\s(?:and|to)\s[0-9]+)?\b|[0-9][0-9,]{0,6}\s(?:BCE?|AD|CE)\b",
        # Times of day: "10.45pm", "14:30", "1845 GMT".
        r"[0-2]?[0-9](?:[:.][0-5][0-9]){0,2}\s?(?:[ap]\.m\.|[ap]m\b|o['\u2019]clock\b)",
        # "at 0510" too.
        r"0[0-9]{3}(?![0-9.,])|[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9])|[0-2][0-9]{3}\s?(?:GMT|UTC|BST|EDT|EST|hours|hrs)\b",
        # Ages: "45-year-old", "aged between 5 and 12".
        rf"(?:{_AGE}(?:\s?{_DASH}\s?|\s(?:to|or|and)\s))?{_AGE}[-\s](?:year|month|week|day)s?[-\s]olds?\b",
        rf"age[ds]?\s(?:(?:of|between|from|about|around|just|only|over|under)\s)?{_AGE}\b(?:\s?(?:{_DASH}|to|and|or)\s?{_AGE}\b)?(?!,[0-9])",
        # Places in a gallery: "caption 3 of 12".
        r"(?:caption|photo|picture|image|slide|page)\s[0-9]+\s?(?:of|/)\s?[0-9]+\b",
        # Ordinals, versions, telephone numbers, "24/7".
        r"[0-9][0-9,]*(?:st|nd|rd|th)\b|[0-9]+(?:\.[0-9]+){2,}|[0-9]+(?:/[0-9]+)+\b",
        r"\+[0-9]{1,3}(?:[ -]?\(?[0-9]{2,4}\)?){2,5}\b|\([0-9]{3}\)\s?[0-9]{3}-[0-9]{4}\b",
        r"(?:1-)?[0-9]{3}-[0-9]{3,4}-[0-9]{4}\b|[0-9]{3}-[0-9]{4}\b|0[0-9]{2,4}\s[0-9]{3,4}\s?[0-9]{3,4}\b",
    )
)

_MAGNITUDE: Final = rf"(?:{_any(MAGNITUDES)})(?!{_W})"
_VALUE: Final = rf"(?:{_any(VALUES)})(?!{_W})"
_DIGITS: Final = (
    r"(?:[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
    r"|\.[0-9]+"
)
_NUMERAL: Final = (
    rf"(?P<sign>(?:minus|negative)[\s-]|[-\u2212](?=[.0-9]))?"
    rf"(?P<prefix>(?-i:{_any(p for p in PREFIXES if p not in SCALED_PREFIXES)})\s?|(?-i:{_any(SCALED_PREFIXES)}))?"
    # The lookbehind keeps numbers in names ("COVID-19").
    rf"(?P<digits>(?:(?<![A-Za-z]-)|(?<=minus-)|(?<=-to-)|(?<=\bsub-))(?:{_DIGITS})(?![0-9]|[.,:/][0-9]))"
    # "3 x 10^8", also where the superscript was lost, which only a sign shows ("2.9×10−8").
    r"(?:\s?[×x]\s?10(?:\^(?P<power>[-\u2212]?[0-9]{1,2})|(?P<lost>[-\u2212][0-9]{1,2}))(?![0-9]|\.[0-9])"
    rf"|(?P<magnitudes>(?:[\s-]?{_MAGNITUDE}){{1,3}})|(?P<abbreviation>\s?(?:{_any(ABBREVIATIONS)}))(?!{_W}))?"
    rf"|(?P<fraction>(?P<numerator>an?|{_any(VALUES)})[\s-](?P<part>{_any(FRACTIONS)})(?:s(?!{_W})|(?=\s+of\b))"
    rf"|half(?=\s+(?:of|the|its|their|all|those|these)\b))"
    rf"|(?P<vague>(?:(?:{_any(VAGUE)})\s+of\s+)?(?:{_any(VAGUE)})(?!{_W})"
    rf"|(?:{_any(_LEXICON['vaguely']['words'])})\s+{_MAGNITUDE}(?:\s+{_MAGNITUDE})*)"
    rf"|(?P<words>(?:(?:(?:half\s+)?an?\s+){_MAGNITUDE}|{_VALUE})"
    # No number has more words than this; without a limit a long list of them would be read again from each.
    rf"(?:\s+and\s+a\s+half(?!{_W})|(?:\s+and\s+|[\s-]){_VALUE}|[\s-]{_MAGNITUDE}){{0,15}})"
)
# The lookbehinds keep numbers in names ("G7", "X.2") and the tail of what was refused ("24/7").
SCAN: Final = re.compile(
    rf"(?<![\w#@$£€])(?<!\w\.)(?:(?<![0-9][,:/])|(?=[$£€]))(?:(?P<other>{_OTHER})|(?P<numeral>{_NUMERAL}))",
    re.IGNORECASE,
)
UNIT: Final = re.compile(
    rf"(?:[\s-]?(?:(?P<money>{_any(MONEY)})s?|(?P<word>{_any({*UNITS, *SCALED_MONEY})})s?"
    rf"|(?P<time>{_any(_TIMES)})s?|(?P<symbol>(?-i:{_any(s for s in SYMBOLS if len(s) > 1 or not s.isalpha())})))"
    # A single letter only glued ("in 2 A levels"), or a small one where the phrase ends behind it ("500 m from").
    rf"|(?P<letter>(?-i:{_any(s for s in SYMBOLS if len(s) == 1 and s.isalpha())}))"
    rf"|\s(?P<spaced>(?-i:{_any(s for s in SYMBOLS if len(s) == 1 and s.islower())}))"
    rf"(?=\s?(?:[,.;)]|$)(?!\w)|\s(?:{_any(_LEXICON['behind_letters'])})\b))(?!{_W})",
    re.IGNORECASE,
)
RATE: Final = re.compile(
    rf"(?:\s+per\s+|-per-|/)(?P<per>(?:{_any(w for w in UNITS if ' ' in w)})(?!{_W})|[^\W\d_]{_W}*)"
    rf"|\s+(?:an?|each|every)\s+(?P<each>{_any({*_LEXICON['rate_nouns'], *_TIMES, *UNITS})})(?!{_W}"
    # "Compared with $2m a year earlier" is no rate.
    r"|\s(?:ago|earlier|before|later|previously)\b)",
    re.IGNORECASE,
)
OFTEN: Final = re.compile(rf"\s+times\s+(?:an?|each|every|per)\s+(?P<per>{_any(_TIMES)})(?!{_W})", re.IGNORECASE)
PLURAL: Final = re.compile(
    rf"[\s-]+(?:of\b|(?:(?!(?:{_any(_LEXICON['stops'])})\b){_W}+[\s-]){{0,2}}?"
    rf"(?:{_W}+(?<!s)s|{_any(_LEXICON['plurals'])})\b)",
    re.IGNORECASE,
)
JOIN: Final = re.compile(
    rf"(?P<to>\s+to\s+|-to-)|(?P<up_to>\s+up\s+to\s+)|(?P<conjunction>\s+and\s+)"
    rf"|(?P<dash>{_DASH}|\s{_DASH}\s)(?=[^\W_]|[$£€.])",
    re.IGNORECASE,
)
PART_OF: Final = re.compile(r"\s+(?:in|(?P<out>out\s+of))\s+(?:every\s+)?", re.IGNORECASE)
PARTS: Final = re.compile(rf"\b(?:{_any(_LEXICON['parts'])})\s+(?:one\s+)?$", re.IGNORECASE)
OF_TIME: Final = re.compile(
    rf"\s+of\s+(?:(?:an?|the|this|last)\s+)?(?:(?:{_any(_TIMES)})s?\b|[0-9]{{4}}\b)", re.IGNORECASE
)
OF_MAGNITUDE: Final = re.compile(rf"\s+of\s+an?\s+(?P<magnitude>{_MAGNITUDE})", re.IGNORECASE)
SCORES_OF: Final = re.compile(
    rf"\s+of\s+(?!the\b|an?\b|[0-9])|(?:\s+(?:were|are|have\s+been|remain|others?|more))?\s+(?:{_any(_LEXICON['states'])})\b",
    re.IGNORECASE,
)
BEFORE: Final = re.compile(
    rf"(?<!{_W})(?P<bound>{_any(BOUNDS)})(?:\s+|(?<!\w))(?:(?:{_any(_LEXICON['fillers']['words'])})\s+){{0,2}}[\"'\u201c\u2018]?$",
    re.IGNORECASE,
)
BEHIND: Final = re.compile(
    # "12 at least" is bound from behind, in "12, at least 5" the words belong to the next number.
    rf"[\s-]?(?P<bound>{_any(BOUNDS_BEHIND)})(?!{_W}|\s*(?:[$£€]?\.?[0-9]|{_VALUE}|an?\s+{_MAGNITUDE}|half\b))",
    re.IGNORECASE,
)
RANGE_BEFORE: Final = re.compile(r"\b(?P<word>between|from)\s+$", re.IGNORECASE)
CHANGE_BEFORE: Final = re.compile(r"\b(?:by|up|down|off)\s+$", re.IGNORECASE)
OF: Final = re.compile(r"\s+of(?=\s)", re.IGNORECASE)
OR: Final = re.compile(r"-?\s+or\s+", re.IGNORECASE)
CONVERTED: Final = re.compile(r"\s?[(\[/]\s?")
TOKEN: Final = re.compile(rf"{_W}+")
WINDOW: Final = 48
"""Characters looked at before a number; the longest bound with its fillers is shorter."""
