"""Whether a site or a folder bears the name of the publisher that a record claims."""

import re
import unicodedata
from functools import cache
from os.path import commonprefix

COMPANY_SUFFIXES = frozenset({"ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"})
"""Labels below a country under which names are registered, as in `co.uk`."""

ADDED = ("daily", "media", "my", "net", "news", "now", "online", "the", "tv", "web")
"""Words that a site adds to the name of its paper."""

LEFT_OUT = frozenset(
    {
        *ADDED, "a", "america", "and", "business", "center", "centre", "com", "der", "die", "editorial", "el",
        "english", "evening", "for", "group", "il", "institute", "institution", "international", "la", "le", "les",
        "los", "magazine", "morning", "newspaper", "of", "opinion", "org", "politics", "radio", "report", "sport",
        "sports", "sunday", "world",
    }
)  # fmt: skip
"""Words of a name that its site may lack: articles, kinds of papers and bodies, and their sections."""

ALONE = 3
"""Letters of a name's one telling word that a site must have at least, and half of them: two are anybody's."""

MAX_WORDS = 12
"""Words of a name that are looked at; longer ones are no names."""

WORDS = re.compile(r"[^\w'’.]+|_|(?<=[a-z])(?=[A-Z])")
"""What parts the words of a name; a capital within one begins a word."""

SECTIONS = re.compile(r" [-–—|>:·•] ")
"""What parts a name from that of a section, as feeds write them."""


def is_borne(name: str, host: str) -> bool:
    """Says whether a site bears the name of a publisher, or lies below the domain by which the publisher is named."""
    return _is_within(host, name) or any(
        _bears(label, part) for label in _labels(host) for part in SECTIONS.split(name)
    )


def is_borne_by_folder(name: str, path: str) -> bool:
    """Says whether one of the folders of a path, which are separated by `/`, bears the name of a publisher."""
    return any(_bears(_letters(folder), name) for folder in path.split("/")[:-1])


def _labels(host: str) -> tuple[str, ...]:
    """Returns the part of a host that its owner chose, alone and with all below it: `echo` of `tidal.echo.co.uk`."""
    labels = host.lower().strip(".").removeprefix("www.").split(".")[:-1]
    while len(labels) > 1 and labels[-1] in COMPANY_SUFFIXES:
        labels.pop()
    return (_letters(labels[-1]), _letters("".join(labels))) if labels else ()


def _is_within(host: str, domain: str) -> bool:
    """Whether a host is a domain that a record names as its publisher, or lies below it."""
    domain = domain.lower().strip().strip(".").removeprefix("www.")
    return "." in domain and (host.lower() == domain or host.lower().endswith(f".{domain}"))


def _bears(label: str, name: str) -> bool:
    """Whether a label is made of a name's words in their order, each whole or by its first letters."""
    words = [word for word in map(_letters, WORDS.split(name.removesuffix(".com"))) if word][:MAX_WORDS]
    if not label or not words:
        return False
    telling = [word not in LEFT_OUT for word in words]
    telling[-1] |= not any(telling)

    @cache
    def fits(at: int, number: int) -> bool:
        """Whether the rest of the label is made of the rest of the words."""
        if number == len(words):
            return at == len(label) or any(label.startswith(w, at) and fits(at + len(w), number) for w in ADDED)
        if any(label.startswith(word, at) and fits(at + len(word), number) for word in ADDED):
            return True
        if not telling[number] and fits(at, number + 1):
            return True
        word = words[number]
        shared = len(commonprefix([word, label[at:]]))
        shortest = 1 if sum(telling) > 1 else min(len(word), max(ALONE, (len(word) + 1) // 2))
        return any(fits(at + length, number + 1) for length in range(shared, shortest - 1, -1))

    return fits(0, 0)


def _letters(text: str) -> str:
    """Returns the letters and digits of a text, small and without marks."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())
