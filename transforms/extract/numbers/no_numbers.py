"""What has digits and is no number: dates, times of day, ages, versions, telephone numbers, codes, notes of a page."""

from typing import Final

from transforms.dates import MONTHS
from transforms.extract.numbers.vocabulary import VALUES, any_of, month_of

_DASH: Final = r"[-\u2010-\u2014]"
_MONTH: Final = month_of(MONTHS)
_DAY: Final = r"[0-3]?[0-9](?:st|nd|rd|th)?(?![\w]|[,.][0-9])"
_DAYS: Final = rf"{_DAY}(?:\s?(?:{_DASH}|to|and)\s?{_DAY})?"
_HOUR: Final = r"[0-2]?[0-9](?:[:.][0-5][0-9])?"
_AGE: Final = rf"(?:[0-9]{{1,3}}|{any_of(VALUES)}(?:-{any_of(VALUES)})?)"

_PHONE: Final = r"[0-9](?:[0-9]|[ -](?=[0-9])){2,16}(?![0-9]|[.,][0-9])"
_PHONE_END: Final = (
    r"(?=\s?[.,;:!?)\]\"'\u2019\u201d]|\s*$|\s+(?:in|on|or|and|for|to|if|at|from|with|when|before|after|between|immediately"
    r"|free|now|urgently|instead|as|quoting|during|any|24)\b)"
)
_PHONE_VERB: Final = (
    r"(?:call(?:ing)?|ring(?:ing)?|dial(?:ling|ing|led|ed)?|phon(?:e|ing)|telephon(?:e|ing)|text(?:ing)?|sms)"
)
_PHONE_NOUN: Final = (
    r"(?:tel|fax|hotline|helpline|phone|telephone|switchboard|(?:toll-free|freephone|emergency|whatsapp)\snumber)"
)
_ANOTHER_PHONE: Final = rf"(?:(?:\s[a-z]{{2,12}}){{0,4}}?,?\s(?:(?:or|and)(?:\snot)?|not)\s{_PHONE}){{0,4}}"
_PHONES: Final = (
    # "call 112", "call us on 13 22 81", "text HELP to 81066", "they dialled 999", "the helpline is on 131 450".
    rf"{_PHONE_VERB}(?:(?:\s[A-Za-z'-]{{2,20}}){{1,4}}?\s(?:on|at))?(?:\stoll-free)?\s{_PHONE}{_ANOTHER_PHONE}{_PHONE_END}",
    rf"(?:text|sms)(?:ing)?\s['\"\u2018\u201c]?\w{{2,20}}['\"\u2019\u201d]?\sto\s{_PHONE}{_PHONE_END}",
    rf"(?:call|phon|dial)(?:l?ed|ed)?\s(?:911|999|11[0-9]|000|10111)\b{_PHONE_END}|rang\s(?:999|112)\b{_PHONE_END}",
    rf"{_PHONE_NOUN}(?:\snumber)?(?:\s(?:is|was|are|on|at|:)|[:.]){{1,2}}(?:\s(?:on|at))?\s{_PHONE}{_PHONE_END}",
    r"\+[0-9]{1,3}(?:[ .-]?\(?[0-9]{2,4}\)?){2,5}\b|\([0-9]{3}\)\s?[0-9]{3}-[0-9]{4}\b"
    r"|\(0[0-9]{1,4}\)\s?[0-9]{2,4}(?:[ -]?[0-9]{2,4}){1,2}\b",
)
_AFTER_A_WORD: Final = "|".join(
    (
        r"https?://\S+|www\.\S+",
        # "October 7, 2031", "May 2031", "AD 300"; but not "in April 26 people".
        rf"(?<!\bin\s)(?<!\blast\s){_MONTH}\s{{1,3}}{_DAY}(?:\s?{_DASH}\s?{_DAY})?(?:,?\s[12][0-9]{{3}}\b)?"
        rf"|{_MONTH},?\s[12][0-9]{{3}}\b",
        r"(?:AD|A\.D\.)\s[0-9]+(?:\s(?:and|to)\s[0-9]+)?\b",
        # "Half past nine", "a quarter to 3".
        rf"(?=[haq])(?:half\spast|(?:a\s)?quarter\s(?:past|to))\s(?:1?[0-9]|{any_of(VALUES)})\b(?!\s?(?:%|per))(?![.,][0-9])",
        # "45-year-old", "aged between 5 and 12".
        rf"(?:{_AGE}(?:\s?{_DASH}\s?|\s(?:to|or|and)\s))?{_AGE}[-\s](?:year|month|week|day)s?[-\s]olds?\b",
        rf"age[ds]?\s(?:(?:of|between|from|about|around|just|only|over|under)\s)?{_AGE}\b"
        rf"(?:\s?(?:{_DASH}|to|and|or)\s?{_AGE}\b)?(?!,[0-9])",
        # Places in a gallery: "caption 3 of 12".
        r"(?:caption|photo|picture|image|slide|page)\s[0-9]+\s?(?:of|/)\s?[0-9]+\b",
        *_PHONES,
    )
)
_GROUPED: Final = r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?! ?[0-9])"
_DIGITS_ALONE: Final = "|".join(
    (
        # Dates: "7-9 October", "7/10/2031", "2031-10-07", "2014/15", "1990s", "300 BC".
        rf"{_DAYS}(?:\s+of)?\s{_MONTH}(?:,?\s(?:[12][0-9]{{3}}|['\u2019][0-9]{{2}})\b)?",
        r"[0-9]{1,4}(?P<separator>[./-])[0-9]{1,2}(?P=separator)[0-9]{2,4}\b",
        # Telephone numbers: "555-123-4567"; a zero leads to an area: "01632 960 417".
        r"(?:1-)?[0-9]{3}-[0-9]{3,4}-[0-9]{4}\b|[0-9]{3}-[0-9]{4}\b|0[0-9]{1,5}(?:[ -][0-9]{2,6}){1,4}\b",
        rf"(?:1[0-9]|20)[0-9]{{2}}\s?(?:{_DASH}|/)\s?(?:1[0-9]|20)?[0-9]{{2}}\b(?!,)",
        r"[0-9]{2,4}['\u2019]?s\b|[0-9][0-9,]{0,6}\s(?:BCE?|AD|CE)\b",
        # Times of day: "10.45pm", "14:30", "1845 GMT", and "at 0510".
        rf"(?:{_HOUR}\s?(?:to|until|till|{_DASH}|(?<=between\s[0-9]\s)and|(?<=between\s[0-9]{{2}}\s)and)\s?)?"
        r"[0-2]?[0-9](?:[:.][0-5][0-9]){0,2}\s?(?:[ap]\.m\.|[ap]m\b|o['\u2019]clock\b)",
        r"0[0-9]{3}(?![0-9.,])|[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9])"
        r"|[0-2][0-9]{3}\s?(?:GMT|UTC|BST|EDT|EST|hours|hrs)\b",
        # Ordinals and "24/7".
        r"(?:[0-9][0-9,]*)?(?:(?<!1)(?:1st|2nd|3rd)|[0-9]th)\b|[0-9]+(?:/[0-9]+)+\b",
        # Versions and addresses of computers, but not "1.250.000".
        r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![.0-9])(?<!000)",
        r"(?![1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}(?:,[0-9]{1,2})?(?![.,]?[0-9]))[0-9]+(?:\.[0-9]+){2,}",
        # Three and more groups of digits that group no thousands ("4471 0982 33"), unless a year leads to a number.
        rf"(?!(?:1[0-9]|20)[0-9]{{2}} {_GROUPED})(?!{_GROUPED})[0-9]+(?: [0-9]+){{2,}}(?![\w]|[.,][0-9])",
        # "978-0-41-735512-4".
        r"[0-9]+(?:-[0-9]+){2,}\b",
    )
)
OTHER: Final = rf"{_AFTER_A_WORD}|(?=[0-9])(?:{_DIGITS_ALONE})"
"""In the order in which they are tried: what is surer goes first."""
NOTE: Final = r"(?<=[\w.,;:!?\"'\u2019\u201d)])\[[0-9]{1,3}\]"
"""A note of a page, glued to a word: "people[3]"."""
