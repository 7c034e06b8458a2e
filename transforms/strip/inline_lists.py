"""Lists of other stories that a page opens over a name within a sentence; scrapers print them behind the name.

"Mayor Ada Holm Ada (Addy) Marie HolmWall delayed again Traders lose patience MORE (Ind.) resigned." The name stands
there twice: as the sentence has it, and in full as the heading of the list. The first title follows without a space.
"""

import re

_MORE = re.compile(r"(?:(?<=[a-z])| )MORE(?!\w)")
"""What closes the list."""
_CAPITAL = r"[^\W\d_a-zà-öø-ÿ]"
_FUSED = re.compile(rf"(?<=[^\W\d_A-Z])(?={_CAPITAL}|[0-9])")
"""Where two words have run together."""
_LAST_WORD = re.compile(rf"{_CAPITAL}[\w'’-]{{1,40}}$")
_FULL_NAME = re.compile(rf"(,?\s(?:Jr|Sr|I{{2,3}}|IV)\.?(?=\s))?\s?(?:(?:{_CAPITAL}|\()[\w.()'’-]{{0,30}}\s){{1,6}}")
"""What stands between the last name and the last name again: a suffix of one, and the first names of the other."""
_PREFIXES = frozenset(("De", "Del", "Di", "Du", "Fitz", "La", "Le", "Mac", "Mc", "Van", "Von"))
"""Parts of names behind which a capital stands anyway: "McAllister"."""
_LONGEST = 700
"""Characters of the longest list; they hold three titles or four."""


def find_inline_lists(line: str) -> list[tuple[int, int]]:
    """Returns start and end of each list of other stories within a line, in order."""
    found: list[tuple[int, int]] = []
    for more in _MORE.finditer(line) if "MORE" in line else ():
        low = max(found[-1][1] if found else 0, more.start() - _LONGEST)
        begin = _begin(line, low, more.start())
        if begin is not None:
            found.append((begin, more.end()))
    return found


def _begin(line: str, low: int, end: int) -> int | None:
    """Returns where the list that ends at `end` begins: behind the name as the sentence has it."""
    for fused in _FUSED.finditer(line, low, end + 1):
        last = _LAST_WORD.search(line, max(low, fused.start() - 41), fused.start())
        if last is None or last[0] in _PREFIXES:
            continue
        first = line.rfind(last[0], low, last.start())
        behind = first + len(last[0])
        full_name = _FULL_NAME.fullmatch(line, behind, last.start()) if first >= 0 else None
        if full_name and not line[behind].islower():
            return full_name.end(1) if full_name[1] else behind
    return None
