"""How a text and a name are written for comparison, whatever marks an outlet uses."""

import re

STRAIGHT = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "\u00a0": " "}
)

_FINAL_POSSESSIVE = re.compile(r"(?<=\w)'s?$")
_NOISE = re.compile(r"[^\w\s&/-]|_")


def straighten(text: str) -> str:
    """Replaces curly quotation marks by straight ones, one to one, so that offsets hold in both texts."""
    return text.translate(STRAIGHT)


def without_possessive(name: str) -> str:
    """Returns a name with straight quotes without a final "'s" or "'"."""
    return _FINAL_POSSESSIVE.sub("", name)


def name_key(name: str) -> str:
    """Folds a name for comparison: case, quotation style, full stops, a leading "the" and a final "'s" set aside."""
    text = without_possessive(straighten(name).strip()).casefold()
    return " ".join(_NOISE.sub("", text).split()).removeprefix("the ")
