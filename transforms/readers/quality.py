"""What is doubtful about a text: that characters of it are lost, its words cut apart, its end missing."""

import re

from transforms.readers.machine import is_machine_line

BROKEN_SHARE = 1 / 500
"""Share of characters that stand for lost ones from which a text is doubtful: one in six lines of a newspaper."""
TOKENISED_SHARE = 0.5
"""Share of commas and full stops with a space before them. Press texts have next to none, tokenised ones nearly only
such; half leaves room for abbreviations and numbers."""
TABLE_SHARE = 0.5
"""Share of lines that a machine wrote for a machine: with more of them the text is a table with some words around."""
MIN_LINES = 4
"""Lines from which a text can be a table."""

_BROKEN = re.compile("[\ufffd\ue000-\uf8ff\x80-\x84\x86-\x9f]|â€|Ã[\x80-\xbf]")
_SPACED = re.compile(r"(?<=\w) [,.](?=\s|\Z)")
_CLOSE = re.compile(r"(?<=\w)[,.](?=\s|\Z)")
_SPLIT_WORD = re.compile(r"(?<=[a-z]) (?:n ?['’] ?t|['’] ?(?:s|t|re|ve|ll|d|m)|n['’]t)(?= )|-LRB-|-RRB-")
_REST = re.compile(r"(?:…|\.\.\.)?\s{0,9}\[\s?\+\s?[\d,]{1,9}\s(?:chars?|characters?|words?)\s?\]\s*\Z", re.I)
_CUT = re.compile(r"(?:…|\.\.\.|[\[(](?:…|\.\.\.)[\])])[\"'”’)]?\s*\Z")


def without_rest(text: str) -> str:
    """Returns a text with an ellipsis in place of what an API writes at the end of a cut one: "[+2210 chars]"."""
    return _REST.sub("…", text) if "+" in text[-60:] else text


def tokenised_share(text: str) -> float:
    """Returns which share of the marks of a text is cut off from its words, as tools do that take texts apart."""
    if " ," not in text and " ." not in text:
        return 0.0
    apart = len(_SPACED.findall(text)) + len(_SPLIT_WORD.findall(text))
    together = len(_CLOSE.findall(text))
    return apart / (apart + together) if apart > 1 else 0.0


def is_cut(text: str) -> bool:
    """Tells whether a text ends before its end: with an ellipsis, or as `without_rest` says."""
    end = text[-200:]
    return bool(_CUT.search(end) or _REST.search(end))


def doubts(text: str) -> tuple[str, ...]:
    """Returns the reasons why a text is doubtful, values of `articles.text_quality`; none for most."""
    lines = [line for line in text.splitlines() if line and not line.isspace()]
    tables = sum(map(is_machine_line, lines)) if len(lines) >= MIN_LINES else 0
    found = {
        "broken_characters": not text.isascii() and len(_BROKEN.findall(text)) > BROKEN_SHARE * len(text),
        "tokenised": tokenised_share(text) >= TOKENISED_SHARE,
        "cut": is_cut(text),
        "machine_table": tables > TABLE_SHARE * len(lines),
    }
    return tuple(reason for reason, doubtful in found.items() if doubtful)
