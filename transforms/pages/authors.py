"""The names of authors, each whole, out of the many ways in which pages write them."""

import re
from collections.abc import Iterable

from transforms import lexicons
from transforms.pages.words import squeezed

_BY = re.compile(
    r"^\W*(?:(?:written|words|story|report(?:ed|ing)?|text|posted|published|analysis|opinion|review|interview|exclusive)\s+)?"
    r"(?:by|from)\b[:\s]+|^\W*(?:author|authors|byline|words|text|story|report|reporting)\s*[:|]\s*",
    re.I,
)
"""What stands before the names of a byline."""
_BETWEEN = re.compile(r" ?(?:[,;|•·/](?: (?:and|&|with)(?= ))?| (?:and|&|with) ) ?", re.I)
_NOTE = re.compile(
    r" ?\([^()]{0,80}\)| (?:--|[-–—]) .*$| (?:in|at|for) (?=[A-Z]).*$| ?\b(?:published|updated|special (?:to|for))\b.*$"
    r"|\s(?:pictures?|photos?|photographs|photography|videos?|graphics|images|illustrations?)\s?(?:by|:).*$",
    re.I,
)
"""What stands behind a name and is none: a place, an outlet, a role in brackets, a day, who took the pictures."""
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.I)
"""What a comma may divide from a name that it belongs to."""
_DEGREES = frozenset((
    "ba", "cbe", "dphil", "esq", "frs", "jd", "kc", "llb", "llm", "ma", "mba", "mbe", "md", "mp", "mph", "msc", "obe",
    "phd", "qc", "rn",
))  # fmt: skip
"""Degrees and honours that stand behind a name, without their full stops."""
_AGENCIES = frozenset(lexicons.load("strip_words")["words"]["picture_agencies"])
_NAME = re.compile(r"[^\W\d_](?:[\w.'’ʼ-]|\s(?=[^\W\d_])){1,79}")
_ADDRESS = re.compile(r"@|https?:|www\.|\.(?:com|org|net)\b|/")
_ROLES = frozenset((
    "admin", "administrator", "analyst", "anchor", "agencies", "agency", "author", "bureau", "chief", "columnist",
    "contributor", "correspondent", "critic", "desk", "director", "editor", "editorial", "editors", "journalist",
    "photographer", "producer", "reporter", "reporters", "staff", "writer", "writers", "team", "update", "updated",
    "edited", "published", "share", "follow", "minute", "min", "read", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday", "january", "february", "march", "april", "june", "july", "august", "september",
    "october", "november", "december",
))  # fmt: skip
"""Words that no name of a person has, and lines beside names have."""
_MOST_WORDS = 6
"""Words of the longest name of a person; an editorial team's may have as many."""


def author_names(written: Iterable[str], outlet: str | None = None) -> list[str]:
    """Returns the names of authors.

    Args:
        written: as a page gives them, one or several in each: "By Nan Alder and Cy Birk", "Nan Alder, Reporter".
        outlet: the name of the page's outlet, which stands behind the names of its staff.

    Returns:
        Each name once, in order, without "by" and "and", roles, degrees, places, addresses and names of accounts. The
        outlet and agencies are authors only where nobody else is.
    """
    names: dict[str, str] = {}
    for text in written:
        for part in _parts(text):
            name = _BY.sub("", part).strip(" .:–—-")
            if _is_name(name):
                names.setdefault(name.casefold(), name)
    bodies = _AGENCIES | {(outlet or "").casefold()}
    persons = [name for key, name in names.items() if key not in bodies] or list(names.values())
    return [name for name in persons if not name.islower()] or persons


def _parts(text: str) -> list[str]:
    """Cuts a list of authors between its names."""
    parts: list[str] = []
    for part in _BETWEEN.split(_NOTE.sub("", _BY.sub("", squeezed(text)))):
        if parts and _SUFFIX.fullmatch(part.strip()):
            parts[-1] += f" {part.strip()}"
        elif part.replace(".", "").strip().casefold() not in _DEGREES:
            parts.append(part)
    return parts


def byline_names(line: str, outlet: str | None = None) -> list[str]:
    """Returns the names in a line that opens with "By" or the like; none where it goes on as a sentence."""
    if not _BY.match(line) or len(line.split()) > 4 * _MOST_WORDS:
        return []
    names = author_names([line], outlet)
    return names if all(any(letter.isupper() for letter in name) for name in names) else []


def _is_name(name: str) -> bool:
    words = name.split()
    if not _NAME.fullmatch(name) or _ADDRESS.search(name) or not 1 <= len(words) <= _MOST_WORDS:
        return False
    if not _ROLES.isdisjoint(word.casefold().strip(".,") for word in words):
        return False
    capitals = sum(not word[0].islower() for word in words)
    return not is_account(name) and (capitals * 2 >= len(words) or name.islower())


def is_account(name: str) -> bool:
    """Whether a name is that of an account or an address rather than of a person: "nan-alder", "newsdesk7"."""
    alone = len(name.split()) == 1 and (name.islower() or any(map(str.isdigit, name)))
    return bool(_ADDRESS.search(name)) or alone or (name.islower() and ("-" in name or "_" in name))
