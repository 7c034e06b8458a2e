"""Small things about the words of a line that all who read pages need."""

import re

_CLOSED = re.compile(r"[.!?…。][\"'”’»)\]]{0,3}$")
_NO_WORD = re.compile(r"[\W_]+")


def squeezed(text: str) -> str:
    """Returns a text on one line, each run of white space as one space."""
    return " ".join(text.split())


def closed(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _CLOSED.search(text[-8:]) is not None


def key(text: str) -> str:
    """Returns the letters and digits of a text, by which two writings of a line are compared."""
    return _NO_WORD.sub("", text).casefold()
