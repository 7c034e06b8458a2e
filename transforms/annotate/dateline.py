"""The dateline with which an agency begins its report, as in "KARVALO, March 3 (Meridian) -"."""

import re
from typing import Final

from transforms import lexicons
from transforms.dates import MONTHS

_MONTH: Final = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_CAPITALS: Final = r"[^\W\d_a-z](?:[^\Wa-z_]|[ .'\u2019/-]){1,40}"
_REGION: Final = r"(?:,\s[^\W\d_][\w.]{0,20}(?:\s[^\W\d_][\w.]{0,20})?)?"
_DAY: Final = rf"(?:,?\s(?:{_MONTH}\s[0-9]{{1,2}}|[0-9]{{1,2}}\s{_MONTH})(?:,?\s[0-9]{{4}})?)?"
_AGENCY: Final = r"\((?-i:[^\W\d_a-z])[\w./& -]{1,30}\)"
_DASH: Final = r"\s?(?:\u2014|\u2013|--|\s-)\s?"
_DATELINE: Final = re.compile(
    # Without an agency the place must be in capitals.
    rf"\s{{0,3}}(?:(?P<capitals>(?-i:{_CAPITALS}){_REGION}{_DAY})(?:\s{_AGENCY})?"
    rf"|(?P<name>(?-i:[^\W\d_a-z])[\w'\u2019-]{{1,20}}(?:\s[\w'\u2019-]{{1,20}}){{0,2}}{_REGION}{_DAY})\s{_AGENCY}"
    rf"|{_AGENCY}){_DASH}",
    re.IGNORECASE,
)
_STATES: Final = frozenset(
    form
    for words in lexicons.load("figures")["events"].values()
    for form in (*words.get("states", ()), *words.get("heads", ()))
)
"""Words that head a list of numbers ("DEAD - 14"), which looks like a dateline."""


def match_dateline(text: str) -> re.Match[str] | None:
    """Returns the dateline at the beginning of a paragraph, with the dash behind it; null for none.

    Its group `capitals` holds what stands in capitals, place, region and day; `name` the same in small letters.

    Args:
        text: the paragraph, with straight quotation marks.
    """
    match = _DATELINE.match(text)
    return None if match is None or (match["capitals"] or "").strip().lower() in _STATES else match
