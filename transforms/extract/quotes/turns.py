"""Words that a label or a signature attributes, without quotation marks: turns of an interview, and posts.

In an interview or a transcript paragraphs begin with who speaks ("Q:", "A:", "HOLM:", "Ms Holm:"); an embedded post
ends with a dash, a name and a handle.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import Final

from transforms import lexicons
from transforms.documents import Entity, Mention, ParagraphIndex
from transforms.extract.quotes.vocabulary import WORDS

_LABEL: Final = re.compile(
    r"\s{0,3}[\"“]?(?P<name>[^\W\d_](?:[\w.'’-]|\s(?=\S)){0,50})(?:\s\([^()]{1,40}\))?\s?:\s{1,3}(?=\S)"
)
_SIDE: Final = re.compile(r"\s{0,3}(?P<name>Q|A|Question|Answer)[.:)]\s{1,3}(?=\S)")
_SIGNED: Final = re.compile(
    r"(?:[—–-]{1,2}\s?|^A post shared by )(?P<name>[^\W\d_][^()@—–\n]{1,50})\s\(@[\w.]{1,40}\)"
    r"(?:[^\w()][^()\n]{0,40})?$"
)
"""Behind a post: a dash, a name, a handle, and mostly the day."""
_LONGEST_SIGNATURE: Final = 120
_SENTENCE_END: Final = re.compile(r"[.?!…—–-][\"”’')\]]{0,3}\s{0,3}$")
_TITLES: Final = frozenset((*lexicons.load("names")["honorifics"], *lexicons.load("names")["titles"]))
_MOST_WORDS: Final = 5
"""Of a label; more words before a colon are a sentence."""
_FEWEST_TURNS: Final = 2
"""Of an interview: a question and an answer."""


@dataclass(frozen=True, slots=True)
class UnmarkedSpeech:
    """Words of one speaker that fill a paragraph, but for the label or the signature.

    Attributes:
        start: first character of the words.
        end: their end, exclusive.
        speaker: who says them, as written.
        entity_id: the entity of that name; null where the article does not name one.
    """

    start: int
    end: int
    speaker: str
    entity_id: int | None


@dataclass(frozen=True, slots=True)
class _Label:
    """A label at the beginning of a paragraph, and the person whom it names."""

    paragraph: ParagraphIndex
    name: str
    start: int
    person: int | None

    @property
    def words(self) -> str:
        """What stands behind the label."""
        return self.paragraph.text[self.start :]


def find_turns(paragraphs: Sequence[ParagraphIndex], entities: Sequence[Entity]) -> dict[int, UnmarkedSpeech]:
    """Finds the turns of an interview, and signed posts.

    Args:
        paragraphs: those that are no bylines, with their mentions, in reading order.
        entities: what the mentions stand for.

    Returns:
        The turns by the index of their paragraph.
    """
    body = [p for p in paragraphs if p.block_kind in {"body", "summary", "embed"}]
    named = {mention.entity_id for p in paragraphs for mention in p.mentions()}
    persons = {entity.entity_id: entity for entity in entities if entity.entity_id in named and entity.kind == "PERSON"}
    if not persons:  # the model takes an odd name for a body's
        persons = {
            entity.entity_id: entity for entity in entities if entity.entity_id in named and entity.kind == "ORG"
        }
    bearers: dict[str, list[int]] = defaultdict(list)
    for number, person in persons.items():
        bearers[person.name.casefold().split()[-1]].append(number)
    labels = [label for p in body if (label := _label(p, persons, bearers))]
    return {**dict(_posts(body)), **_interview(paragraphs, labels, persons)}


def _label(
    paragraph: ParagraphIndex, persons: Mapping[int, Entity], bearers: Mapping[str, Sequence[int]]
) -> _Label | None:
    """Returns the label with which a paragraph begins, if sentences follow it."""
    found = _SIDE.match(paragraph.text) or _LABEL.match(paragraph.text)
    if not found or len(found["name"].split()) > _MOST_WORDS or not _SENTENCE_END.search(paragraph.text[-10:]):
        return None
    mention = _mention_ending(paragraph, found.end("name"))
    person = mention.entity_id if mention and mention.entity_id in persons else None
    if person is None and (found["name"].isupper() or _is_titled(found["name"]) or " " not in found["name"]):
        of_surname = bearers.get(found["name"].casefold().split()[-1], ())
        person = of_surname[0] if len(of_surname) == 1 else None
    return _Label(paragraph, found["name"], found.end(), person)


def _interview(
    paragraphs: Sequence[ParagraphIndex], labels: Sequence[_Label], persons: Mapping[int, Entity]
) -> dict[int, UnmarkedSpeech]:
    """Returns the turns of an interview; none where its labels do not take turns."""
    names = [label.name.lower() for label in labels]
    has_sides = bool(WORDS["questions"].intersection(names)) and bool(WORDS["answers"].intersection(names))
    sides = WORDS["questions"] | WORDS["answers"] if has_sides else frozenset()
    taking = [
        label
        for n, label in enumerate(labels)
        if names[n] in sides or label.person is not None or _is_speaker(label, labels[max(0, n - 1) : n + 2])
    ]
    again = len(set(names)) < len(names)
    takes_turns = again or any(label.words.rstrip(' "”').endswith("?") for label in taking)
    shouted = sum(label.name.isupper() or _is_titled(label.name) for label in taking) >= _FEWEST_TURNS
    before = {p.index + 1 for p in paragraphs if p.text.rstrip(' "”').endswith("?")}
    asked_before = any(label.person is not None and label.paragraph.index in before for label in labels)
    if not asked_before and (len(taking) < _FEWEST_TURNS or not (takes_turns or shouted)):
        return {}
    answering = _answering(paragraphs, taking[0].paragraph.index, persons)
    return {label.paragraph.index: turn for label in taking if (turn := _turn(label, answering))}


def _is_speaker(label: _Label, beside: Sequence[_Label]) -> bool:
    """Tells a label without a known person from a heading: it has a title, or a person's label stands beside it."""
    if _is_titled(label.name) or (label.name.isupper() and len(label.name) > 1):
        return True
    has_capitals = all(word[0].isupper() for word in label.name.split())
    return has_capitals and any(other.person is not None for other in beside)


def _turn(label: _Label, answering: tuple[str, int | None] | None) -> UnmarkedSpeech | None:
    text = label.paragraph.text
    end = len(text.rstrip(' \n"”'))
    side = label.name.lower()
    if label.start >= end or side in WORDS["questions"] or (side in WORDS["answers"] and answering is None):
        return None
    if side in WORDS["answers"] and answering:
        return UnmarkedSpeech(label.start, end, *answering)
    mention = _mention_ending(label.paragraph, text.index(label.name) + len(label.name))
    return UnmarkedSpeech(label.start, end, label.name, label.person or (mention.entity_id if mention else None))


def _answering(
    paragraphs: Sequence[ParagraphIndex], first: int, persons: Mapping[int, Entity]
) -> tuple[str, int | None] | None:
    """Returns the person whom the text before an interview names most often, the nearer of two."""
    named: list[tuple[str, int]] = []
    for paragraph in paragraphs:
        if paragraph.index < first:
            mentions = sorted(set(paragraph.mentions()), key=lambda mention: mention.start)
            named += [(paragraph.text[m.start : m.end], m.entity_id) for m in mentions if m.entity_id in persons]
    if not named:
        untagged = [name for paragraph in paragraphs if paragraph.index < first for name in _proper_nouns(paragraph)]
        return (untagged[-1], None) if untagged else None
    counts = Counter(person for _, person in named)
    most = max(reversed(named), key=lambda name: counts[name[1]])[1]
    return persons[most].name if any(text == persons[most].name for text, _ in named) else named[-1][0], most


def _proper_nouns(paragraph: ParagraphIndex) -> Iterator[str]:
    """Yields runs of two proper nouns or more: names that the model did not tag."""
    for is_proper, run in groupby(paragraph.doc, key=lambda token: token.pos_ == "PROPN"):
        tokens = list(run)
        if is_proper and len(tokens) > 1:
            yield paragraph.written(tokens[0].i, tokens[-1].i + 1)


def _posts(paragraphs: Sequence[ParagraphIndex]) -> Iterator[tuple[int, UnmarkedSpeech]]:
    """Yields the posts that end with a dash, a name and a handle, in their paragraph or in one of its own.

    Of a post of several lines that all are `embed` each is yielded; else a signature is that of the line above it.
    """
    for n, paragraph in enumerate(paragraphs):
        found = _signature(paragraph)
        if not found:
            continue
        mention = _mention_ending(paragraph, found.end("name"))
        if before := len(paragraph.text[: found.start()].rstrip()):
            lines = {paragraph: before}
        else:
            above = paragraphs[n - 1 :: -1] if n else ()
            embedded = takewhile(lambda p: p.block_kind == "embed" and not _signature(p), above)
            lines = {line: len(line.text.rstrip()) for line in [*embedded] or above[:1]}
        for line, end in lines.items():
            if line.text[0] not in '"“':
                yield line.index, UnmarkedSpeech(0, end, found["name"], mention.entity_id if mention else None)


def _signature(paragraph: ParagraphIndex) -> re.Match[str] | None:
    return _SIGNED.search(paragraph.text, max(0, len(paragraph.text) - _LONGEST_SIGNATURE))


def _mention_ending(paragraph: ParagraphIndex, end: int) -> Mention | None:
    """Returns the mention that ends at a character."""
    mention = paragraph.mention_at(paragraph.token_number(end - 1))
    return mention if mention and mention.end == end else None


def _is_titled(name: str) -> bool:
    first, _, rest = name.casefold().partition(" ")
    return bool(rest) and first.rstrip(".") in _TITLES
