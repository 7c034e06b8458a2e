"""Small things about the words of a line that all who read pages need."""

import re
from functools import lru_cache

_CLOSED = re.compile(r"[.!?…。][\"'”’»)\]]{0,3}$")
_NO_WORD = re.compile(r"[\W_]+")


def squeezed(text: str) -> str:
    """Returns a text on one line, each run of white space as one space."""
    return " ".join(text.split())


def closed(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _CLOSED.search(text[-8:]) is not None


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """Returns the letters and digits of a text, by which two writings of a line are compared.

    The keys of some pages are kept, for each line of a page is asked for several times.
    """
    return _NO_WORD.sub("", text).casefold()
