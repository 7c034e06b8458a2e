"""The patterns that find numbers in a text, and the words around them."""

import re
from typing import Final

from transforms import lexicons
from transforms.extract.numbers.no_numbers import NOTE, OTHER
from transforms.extract.numbers.vocabulary import (
    ABBREVIATIONS,
    BOUNDS,
    BOUNDS_BEHIND,
    CODES,
    COINS,
    FRACTIONS,
    LEXICON,
    MAGNITUDES,
    MONEY,
    MONEY_BEFORE,
    PREFIXES,
    SCALED_MONEY,
    SHARED_PREFIXES,
    SHARED_SUFFIXES,
    SMALLER,
    SUFFIXES,
    SYMBOLS,
    TIME_SYMBOLS,
    TIMES,
    UNITS,
    VAGUE,
    VAGUELY,
    VALUES,
    VULGAR_FRACTIONS,
    any_of,
    exactly,
)

WINDOW: Final = 48
"""Characters looked at before a number; the longest bound with its fillers is shorter."""
_SUPERSCRIPTS: Final = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079"
_W: Final = rf"[^\W_{_SUPERSCRIPTS}]"
"""A letter or digit; superscripts mark notes, and belong to no word."""
_DASH: Final = r"[-\u2010-\u2014]"
_SIGNS: Final = "".join(sorted({sign[-1] for sign in PREFIXES if not sign[-1].isalnum() and sign[-1] not in ".=/"}))

# A number

_MAGNITUDE: Final = rf"(?:{any_of(MAGNITUDES)})(?!{_W})"
_VALUE: Final = rf"(?:{any_of(VALUES)})(?!{_W})"
_GROUP: Final = r"[ \u00a0\u2009\u202f'\u2019]"
_DIGITS: Final = (
    # "12,34,567.8"; "1 234 567,8" and "1'234'567.8"; "1.234.567,8"; "1234,5" and "1234.5".
    r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:[.\u00b7][0-9]+)?"
    rf"|[1-9][0-9]{{0,2}}(?:{_GROUP}[0-9]{{3}})+(?!{_GROUP}?[0-9])(?:,[0-9]{{1,2}}(?![0-9])|[.\u00b7][0-9]+)?"
    r"|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+,[0-9]{1,2}(?![0-9])|(?:\.[0-9]{3}){2,})(?![.,]?[0-9])"
    r"|[0-9]+,[0-9]{1,2}(?![0-9])|[0-9]+(?:[.\u00b7][0-9]+)?|\.[0-9]+"
)
_VULGAR: Final = "".join(VULGAR_FRACTIONS)
_RATIO: Final = r"[0-9]{1,2}[/\u2044](?:2|3|4|5|6|8|10|16)(?![/\u2044]?[0-9])"
_PARTS_ALONE: Final = LEXICON["parts_alone"]
_FRACTION_ENDS: Final = (
    # "Fell by a third", "a third more", "half as many": no noun stands behind, of which it would be the third.
    rf"(?=\s*(?:[.,;:!?)\u2013\u2014]|$)"
    rf"|\s+{any_of((*_PARTS_ALONE['behind'], *_PARTS_ALONE['of_several'], *_PARTS_ALONE['of_any']))}\b)"
)
_NUMERAL: Final = (
    rf"(?P<sign>(?<!plus or )(?:minus|negative)[\s-]|[-\u2212](?=[.0-9]|{exactly(PREFIXES)}[0-9]))?"
    rf"(?P<prefix>{exactly({*PREFIXES, *SHARED_PREFIXES})}\s?)?(?P<inner>[-\u2212](?=[.0-9]))?"
    # The lookbehind keeps numbers in names ("COVID-19").
    rf"(?P<digits>(?:(?<![A-Za-z]-)|(?<=minus-)|(?<=-to-)|(?<=\bsub-))(?!0[0-9])(?:{_DIGITS})(?![0-9]|[.,:/][0-9])"
    rf"(?:\s?[{_VULGAR}]|[\s-]{_RATIO}|\s{{1,3}}and\s{{1,3}}a\s{{1,3}}half(?!{_W}))?|[{_VULGAR}])(?P<note>[{_SUPERSCRIPTS}]{{1,3}})?"
    # "2.5e3", "10^5" and "3 x 10^8", also where the superscript was lost, which only a sign shows ("2.9×10−8").
    rf"(?:\s?[×x]\s?10(?:\^(?P<power>[-\u2212]?[0-9]{{1,2}})|(?P<lost>[-\u2212][0-9]{{1,2}})|(?P<raised>\u207b?[{_SUPERSCRIPTS}]{{1,2}}))(?![0-9]|\.[0-9])"
    r"|(?P<exponent>(?:[eE][+-]?|\^)[0-9]{1,2})(?!\w|\.[0-9])"
    rf"|(?P<magnitudes>(?:[\s-]?(?:{any_of(MAGNITUDES)})s?(?!{_W})){{1,3}})"
    rf"|(?P<abbreviation>\s?{exactly(ABBREVIATIONS)})(?!{_W}))?"
    # A set first, since patterns pass over a branch that begins with one without entering it.
    r"|(?=[aothq])(?P<points>(?:(?:an?|one)[\s-])?(?P<three>three[\s-])?(?P<points_part>quarter|half)s?[\s-](?:percentage[\s-])?points?"
    rf"(?!{_W}))"
    rf"|(?P<fraction>(?P<numerator>an?|{any_of(VALUES)})[\s-](?P<part>{any_of(FRACTIONS)})"
    rf"(?:s(?!{_W})|(?=\s+of\b)|(?P<alone>(?!{_W}){_FRACTION_ENDS}))"
    rf"|half(?=\s+(?:of|the|its|their|all|those|these)\b)"
    rf"|(?P<half_alone>half{_FRACTION_ENDS})|(?P<of_one>half)(?=[\s-]+(?!(?:an?\s+)?{_MAGNITUDE})))"
    rf"|(?P<vague>(?:(?:{any_of(VAGUE)})\s+of\s+)?(?:{any_of(VAGUE)})(?!{_W})"
    rf"|(?P<vaguely>{any_of(VAGUELY)})\s+{_MAGNITUDE}(?:\s+{_MAGNITUDE})*)"
    rf"|(?P<words>(?:(?:(?:half\s+)?an?\s+){_MAGNITUDE}|{_VALUE})"
    # No number has more words than this; without a limit a long list of them would be read again from each.
    rf"(?:[\s-]+and[\s-]+a[\s-]+half(?!{_W})|\s+and\s+(?:a|three)[\s-]quarters?(?!{_W})|\s+point(?:\s+{_VALUE}){{1,4}}"
    rf"|(?:\s+and\s+|,?[\s-]){_VALUE}|[\s-]{_MAGNITUDE}){{0,15}})"
)
# The lookbehinds keep numbers in names ("G7", "X.2") and the tail of what was refused ("24/7").
SCAN: Final = re.compile(
    rf"(?<![\w#@{re.escape(_SIGNS)}])(?<!\w\.)(?:(?<![0-9][,:/])|(?=[{re.escape(_SIGNS)}]))"
    rf"(?:(?P<other>{OTHER})|(?P<numeral>{_NUMERAL}))|(?P<mark>{NOTE})",
    re.IGNORECASE,
)
CONTINENTAL: Final = re.compile(
    rf"(?P<plain>[0-9]+,[0-9]{{1,2}})|[0-9]{{1,3}}(?:{_GROUP}[0-9]{{3}})+,[0-9]{{1,2}}"
    r"|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}"
    # No amount has three zeros behind a decimal point.
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[1-9][0-9]{0,2}\.000"
)
MIXED: Final = re.compile(
    rf"(?:\s{{1,3}}and\s{{1,3}}a\s{{1,3}}(?P<half>half)|[\s-]?(?P<vulgar>[{_VULGAR}])|[\s-](?P<above>[0-9]+)[/\u2044](?P<below>[0-9]+))$",
    re.IGNORECASE,
)
RATIO: Final = re.compile(_RATIO)
TOKEN: Final = re.compile(rf"{_W}+")

# What it measures

_SINGLE: Final = [symbol for symbol in SYMBOLS if len(symbol) == 1 and symbol.isalpha()]
_GLUED: Final = {*_SINGLE, *LEXICON["glued"]["symbols"]}
_SPACED: Final = {*LEXICON["spaced"]["symbols"], *(symbol for symbol in _SINGLE if symbol.islower())}
_LONGER: Final = {*SYMBOLS} - _GLUED - _SPACED
_SMALL_CODES: Final = {code.lower() for code in CODES} & {*MONEY}
UNIT: Final = re.compile(
    rf"(?:[\s-]?(?:(?P<code>{exactly(CODES)})"
    # Codes have no plural: "1.2 Gbps" are no pounds.
    rf"|(?P<word>{any_of({*MONEY, *UNITS, *SCALED_MONEY} - _SMALL_CODES)}s?|{any_of(_SMALL_CODES)})"
    rf"|(?P<time>{any_of(TIMES)})s?|(?P<symbol>{exactly(_LONGER)}"
    rf"|{exactly({*SUFFIXES, *SHARED_SUFFIXES})}(?!\s?[0-9])))"
    # A single letter only glued ("in 2 A levels"), or a small one where the phrase ends behind it ("500 m from").
    rf"|(?P<letter>{exactly(_GLUED)})|\s(?P<stroke>{exactly(_SINGLE)})(?=/{_W})"
    rf"|\s(?P<spaced>{exactly(_SPACED)})"
    rf"(?=\s?(?:[,.;)]|$)(?!\w)|\s(?:{any_of(LEXICON['behind_letters'])})\b|\s[0-9]))(?!{_W})",
    re.IGNORECASE,
)
RATE: Final = re.compile(
    rf"(?:\s+per\s+|-per-|/)(?P<per>{exactly({*SYMBOLS, *TIME_SYMBOLS})}[²2]?(?!{_W})"
    rf"|(?:{any_of(w for w in UNITS if ' ' in w or '-' in w)})(?!{_W})|[^\W\d_]{_W}*)"
    rf"|\s+(?:an?|each|every)\s+(?P<each>{any_of({*LEXICON['rate_nouns'], *TIMES, *UNITS})})(?!{_W}"
    # "Compared with $2m a year earlier" is no rate.
    r"|\s(?:ago|earlier|before|later|previously)\b)",
    re.IGNORECASE,
)
OFTEN: Final = re.compile(rf"\s+times\s+(?:an?|each|every|per)\s+(?P<per>{any_of(TIMES)})(?!{_W})", re.IGNORECASE)
_NO_STOP: Final = rf"(?!{any_of(LEXICON['stops'])}\b)"
PLURAL: Final = re.compile(
    rf"[\s-]+(?:of\b|(?:{_NO_STOP}{_W}+[\s-]){{0,2}}?(?:{_NO_STOP}{_W}+(?<!s)s|{any_of(LEXICON['plurals'])})\b)",
    re.IGNORECASE,
)
OF: Final = re.compile(r"\s+of(?=\s)", re.IGNORECASE)
OF_A: Final = re.compile(r"\s+of\s+an?(?=\s)", re.IGNORECASE)
MONEY_SPOKEN_OF: Final = re.compile(rf"\b(?:{any_of(MONEY_BEFORE)})\b[^.;:!?0-9]{{0,25}}$", re.IGNORECASE)
GRAND: Final = re.compile(
    r"\s+grand(?=\s*(?:[.,;:!?)]|$)|\s+(?:in|on|for|to|an?|per|from|of|or|and|by|at|each|with|more|less)\b)",
    re.IGNORECASE,
)
# A foot or an inch by its stroke: "6'2\"", "a 6\" pipe".
STROKES: Final = re.compile(
    r"['\u2019\u2032]\s?(?P<inches>[0-9]{1,2}(?:\.[0-9])?)(?:\"|\u2033|\u201d|''|\b)(?![0-9])|(?P<inch>[\"\u2033\u201d])(?=[\s,.;)-]|$)"
    r"|(?P<foot>['\u2032])(?=[\s,.;)-]|$)"
)
_SMALL: Final = {*COINS, *(part for parts in SMALLER.values() for part in parts)}
# "20 dollars [and] 43 [cents]", "4ft 6in".
SMALL_PART: Final = re.compile(
    rf"(?:(?P<and>,\s|,?\s+and\s+)|\.?\s|-)?"
    rf"(?P<value>[0-9]{{1,4}}(?:\.[0-9]+)?|{any_of(VALUES)}(?:[\s-]{any_of(VALUES)})?)"
    rf"(?:[\s-]?(?:(?P<word>{any_of(word for word, unit in UNITS.items() if unit in _SMALL)})s?"
    rf"|(?P<symbol>{exactly(symbol for symbol, unit in SYMBOLS.items() if unit in _SMALL)})\.?))?"
    rf"(?!{_W}|[.,:/'-]?[0-9])",
    re.IGNORECASE,
)

# What binds it

_CHANGES: Final = {*lexicons.load("figures")["changes"]} - {"up"}
"""Without "up", which CHANGE_BEFORE looks for: "up to" binds a number."""

JOIN: Final = re.compile(
    rf"(?P<to>\s+to\s+|-to-)|(?P<up_to>\s+up\s+to\s+)|(?P<conjunction>\s+and\s+)"
    rf"|(?P<dash>{_DASH}|\s{_DASH}\s)(?=[^\W_]|[{re.escape(_SIGNS)}.])",
    re.IGNORECASE,
)
PART_OF: Final = re.compile(r"\s+(?:in|(?P<out>out\s+of))\s+(?:every\s+)?", re.IGNORECASE)
PARTS: Final = re.compile(rf"\b(?:{any_of(LEXICON['parts'])})\s+(?:one\s+)?$", re.IGNORECASE)
BY_PART: Final = re.compile(
    rf"(?:\b(?:by|up|down)|\b{any_of(_PARTS_ALONE['verbs'])})\s+(?:{any_of(BOUNDS)}\s+)?$",
    re.IGNORECASE,
)
COMPARED_PART: Final = re.compile(
    rf"\s+(?:{any_of(_PARTS_ALONE['compared'])}|as\s+(?:many|much|big|large|high|long))\b",
    re.IGNORECASE,
)
VERB_BEHIND: Final = re.compile(
    rf"\s+(?:(?P<of_several>{any_of(_PARTS_ALONE['of_several'])})|{any_of(_PARTS_ALONE['of_any'])})\b", re.IGNORECASE
)
BOUND_PART: Final = re.compile(rf"\b(?:{any_of(BOUNDS)}|only|just)\s+$", re.IGNORECASE)
OF_TIME: Final = re.compile(
    rf"\s+of\s+(?:(?:an?|the|this|last)\s+)?(?:(?:{any_of(TIMES)})s?\b|[0-9]{{4}}\b)", re.IGNORECASE
)
OF_ONE: Final = re.compile(
    r"(?:\s+of)?(?:\s+an?(?=\s)|(?=-))|(?=\s(?:mile|pint|ton|tonne|acre|inch|ounce|pound|gallon|metre|kilo|dollar)\b)",
    re.IGNORECASE,
)
OF_MAGNITUDE: Final = re.compile(rf"\s+of\s+an?\s+(?P<magnitude>{_MAGNITUDE})", re.IGNORECASE)
SCORES_OF: Final = re.compile(
    rf"\s+of\s+(?!the\b|an?\b|[0-9])|(?:\s+(?:were|are|have\s+been|remain|others?|more))?\s+(?:{any_of(LEXICON['states'])})\b",
    re.IGNORECASE,
)
BEFORE: Final = re.compile(
    rf"(?<!{_W})(?P<bound>{any_of(BOUNDS)})(?:\s+|(?<!\w))(?:(?:{any_of(LEXICON['fillers']['words'])})\s+){{0,2}}[\"'\u201c\u2018]?$",
    re.IGNORECASE,
)
BEHIND: Final = re.compile(
    # "12 at least" is bound from behind, in "12, at least 5" the words belong to the next number.
    rf"[\s-]?(?P<bound>{any_of(BOUNDS_BEHIND)})(?!{_W}|/-|\s*(?:[{re.escape(_SIGNS)}]?\.?[0-9]|{_VALUE}|an?\s+{_MAGNITUDE}|half\b))",
    re.IGNORECASE,
)
# "went up to 5%" binds nothing.
UP_BEFORE: Final = re.compile(rf"\b{any_of(LEXICON['phrasal_up']['verbs'])}\s+$", re.IGNORECASE)
RANGE_BEFORE: Final = re.compile(r"\b(?P<word>between|from)\s+$", re.IGNORECASE)
CHANGE_BEFORE: Final = re.compile(r"\b(?:by|up|down|off)\s+$", re.IGNORECASE)
_STEMS: Final = {stem for verb in _CHANGES for stem in (verb, verb.removesuffix("e"))}
CHANGE_VERB: Final = re.compile(
    rf"\b{any_of(_STEMS)}(?:[a-z]?(?:ed|ing)|e?s|e?d)?\b[^.,;:!?0-9]{{0,40}}$",
    re.IGNORECASE,
)
SCORING: Final = re.compile(rf"\b(?:{any_of(LEXICON['scoring']['words'])})\b[^.,;:!?0-9]{{0,30}}$", re.IGNORECASE)
OR: Final = re.compile(r"-?\s{1,3}or\s{1,3}", re.IGNORECASE)
LISTED_LAST: Final = re.compile(r"-?,?\s{1,3}(?:or|and)\s{1,3}", re.IGNORECASE)
LISTED: Final = re.compile(r"-?,\s{1,3}")
# "3 by 4 metres", "8 x 10 feet"; a relay of "4 x 100m" has four legs.
SIDES: Final = re.compile(r"-?\s?(?:by|x|\u00d7)\s?-?", re.IGNORECASE)
RELAY: Final = re.compile(r"\s+(?:[a-z]+\s+)?relays?\b", re.IGNORECASE)
# "5 litres per 100 km", "1,480 naira/$1".
DIVISOR: Final = re.compile(r"(?P<per>\s+per\s+)|\s?/\s?", re.IGNORECASE)
# "300g ± 5g": how far off the amount may be.
MARGIN: Final = re.compile(r"\s?(?:\u00b1|\+/-)\s?")
CONVERTED: Final = re.compile(r"\s?[(\[/]\s?")
