"""Corrections and editor's notes: what an outlet says of its own text."""

import re

from transforms.strip.page import ArticlePage

_DATED = re.compile(
    r"\W{0,4}(?:correction|clarification|editor's note)s?\s?[,(–—-]\s?[^:!?]{0,30}\d[^:!?]{0,16}:\s", re.I
)
"""A word for a note, a day and perhaps a time, and a colon."""


def weigh_notes(page: ArticlePage) -> None:
    """Finds notes that give their day, and the text below a line that is nothing but a heading such as "Correction"."""
    for line in page.lines:
        if _DATED.match(line.plain):
            line.add("correction.dated")
    for heading, line in zip(page.lines, page.lines[1:], strict=False):
        is_heading = heading.decided and "correction.label" in heading.evidence and len(heading.words) <= _LONGEST
        if is_heading and not heading.closed and not line.decided:
            line.add("correction.below")


_LONGEST = 4
"""Words of the longest heading of a note: "A note to readers"."""
