"""Who speaks in a paragraph that begins with a name and a colon, as in transcripts and live reports."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from transforms import lexicons
from transforms.documents import Entity, ParagraphIndex
from transforms.extract.figures.candidate import Turn
from transforms.extract.figures.sources import speaks
from transforms.extract.figures.vocabulary import HEADS, STATES

_LABEL: Final = re.compile(
    r"\s{0,3}(?:\[?[0-9]{1,2}[:.][0-9]{2}(?:\s?[ap]\.?m\.?)?\]?\s{0,2}(?:[-\u2013\u2014|]\s{0,2})?)?"
    r"(?P<name>[^\W\d_](?:[\w.'\u2019-]|\s(?=\S)){0,50})(?:\s\([^()]{1,40}\))?\s?:\s",
    re.IGNORECASE,
)
_TITLES: Final = frozenset((*lexicons.load("names")["honorifics"], *lexicons.load("names")["titles"]))
_MOST_WORDS: Final = 5
"""Of a speaker's label; more words before a colon are a sentence."""
_FEWEST_SPEAKERS: Final = 2
"""A transcript has two speakers, and one of them speaks twice."""


def find_turns(paragraphs: Sequence[ParagraphIndex], entities: Sequence[Entity]) -> dict[int, Turn]:
    """Finds the paragraphs that begin with their speaker.

    A label is a speaker if it ends with the name of a person of the article, names a post or a body that can speak, or
    stands in capitals in a text in which two such labels take turns.

    Returns:
        The turns by the place of their paragraph in the article.
    """
    labels = {p.index: match for p in paragraphs if (match := _label(p))}
    names = {
        word: e.entity_id
        for e in entities
        if e.kind == "PERSON"
        for word in (e.name.casefold(), e.name.casefold().split()[-1])
    }
    counts = Counter(match["name"] for match in labels.values() if match["name"].isupper() and len(match["name"]) > 1)
    is_transcript = len(counts) >= _FEWEST_SPEAKERS and max(counts.values()) > 1
    turns: dict[int, Turn] = {}
    for index, match in labels.items():
        name = match["name"]
        entity_id = _named(name.casefold().split(), names)
        if name.casefold() in STATES or name.casefold() in HEADS:  # "MISSING: 40"
            continue
        if entity_id is not None or speaks(name.casefold().split()[-1]) or (is_transcript and name in counts):
            turns[index] = Turn(*match.span("name"), entity_id)
    return turns


def _named(words: Sequence[str], names: Mapping[str, int]) -> int | None:
    """Returns the person of a label, behind words for a post: "Mayor Ada Holm", but not "watch Holm"."""
    for first in range(len(words)):
        if (entity_id := names.get(" ".join(words[first:]))) is not None:
            return entity_id
        if not speaks(words[first]) and words[first].rstrip(".") not in _TITLES:
            return None
    return None


def _label(paragraph: ParagraphIndex) -> re.Match[str] | None:
    match = _LABEL.match(paragraph.straight)
    return match if match and len(match["name"].split()) <= _MOST_WORDS else None
