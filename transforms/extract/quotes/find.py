"""Quotations and reported speech of an article: the words, who says them, and the cue that tells so.

Quotation marks say where somebody's words stand; the cues of the sentence say whose they are. A cue right beside a
quotation counts for more than the parse, and the nearest cue of the sentence is the last resort.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, islice
from typing import Final

from transforms import lexicons
from transforms.annotate.tokens import hide_long_runs
from transforms.documents import Article, Entity, Mention, Paragraph, Quote, Role
from transforms.extract.quotes.marked_paragraph import Reading, read
from transforms.extract.quotes.quotation_marks import Marked, marked_spans
from transforms.extract.quotes.reporting_verbs import Cue, find_cues
from transforms.extract.quotes.speakers import Discourse, Referent, begin

_NO_SPEECH_AFTER: Final = frozenset(lexicons.load("cues")["words"]["not_speech_after"])
_SMALL_WORDS: Final = frozenset(lexicons.load("cues")["words"]["small"])
_SIGNATURE: Final = re.compile(
    r"\s*[—–―-]{1,2}\s*"
    r"([A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|del|der|van|von|la|al|bin|of|the)){0,6})(?<!\.)\s*(?:[,.(]|$)"
)
"""What may follow a quotation on a line of its own: a dash, a name, and nothing or what the person is."""
_FULL_STOP: Final = re.compile(r"[.!?…][^\w.!?…]*$")
_WORD: Final = re.compile(r"\w[\w'’-]*")
_PARTING: Final = frozenset({",", "?", "!", "—", "–", "--", "…", "...", ".", ";"})
"""What parts a quotation from the cue behind it."""

_ANNOUNCING: Final = frozenset({",", ":"})
"""What stands between the last cue of a sentence and the quotation that it announces."""

_LEAST_WORDS: Final = 3
"""Reported speech of fewer words is left out, and so are as few words in marks that nobody is said to have spoken."""
_TELLING_WORDS: Final = 6
"""So many words in marks are somebody's, also within a sentence that does not say whose: too long for a word held at a
distance."""
_NAME_WORDS: Final = 5
"""Words behind a comma of which more are hardly a title or a name."""
_NEIGHBOURS: Final = 4
"""Cues of a sentence that a quotation may hang on, each way."""


def find_quotes(
    article: Article, mentions: Sequence[Mention], entities: Sequence[Entity], roles: Sequence[Role]
) -> list[Quote]:
    """Finds quotations and reported speech.

    Words in quotation marks are `direct` (a whole sentence or more) or `partial`; words without any speaker are left
    out where they are a title, a name or a few words held at a distance. Reported speech is `indirect`: its span is the
    content without cue and speaker, and may hold partial quotations. A pronoun is resolved to the person or body spoken
    of before.

    Args:
        article: content paragraphs in reading order.
        mentions: names in those paragraphs.
        entities: what the names stand for.
        roles: what the article says that they are.

    Returns:
        Quotes in order of position, longer before shorter, numbered from 1.
    """
    paragraphs = [(n, p) for n, p in enumerate(article.paragraphs) if p.kind != "byline"]
    kinds = {entity.entity_id: entity.kind for entity in entities}
    named: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        named[mention.paragraph].append(replace(mention, label=kinds.get(mention.entity_id, mention.label)))
    marks = _marks(paragraphs)
    orders = accumulate(paragraph.kind != "caption" for _, paragraph in paragraphs)
    readings = [
        read(n, order, paragraph, marks[n], named[n]) for (n, paragraph), order in zip(paragraphs, orders, strict=True)
    ]
    persons = frozenset(number for number, kind in kinds.items() if kind == "PERSON")
    discourse = begin(article, readings, roles, persons)
    found: list[Quote] = []
    held: Cue | None = None
    for reading in readings:
        quotes, last = _paragraph_quotes(reading, discourse, held)
        found += quotes
        held = last if reading.paragraph.kind == "body" else held
    found.sort(key=lambda q: (q.paragraph, q.start, -q.end))
    return [replace(quote, quote_id=number) for number, quote in enumerate(found, 1)]


def _marks(paragraphs: Sequence[tuple[int, Paragraph]]) -> dict[int, list[Marked]]:
    """Returns the marked stretches by paragraph; a caption neither continues a quotation nor interrupts one."""
    running = [(n, p.text) for n, p in paragraphs if p.kind != "caption"]
    spans = dict(zip((n for n, _ in running), marked_spans([hide_long_runs(text) for _, text in running]), strict=True))
    return spans | {n: marked_spans([hide_long_runs(p.text)])[0] for n, p in paragraphs if p.kind == "caption"}


def _paragraph_quotes(reading: Reading, discourse: Discourse, before: Cue | None) -> tuple[list[Quote], Cue | None]:
    """Finds the quotes of one paragraph, and the cue that holds on behind it.

    Args:
        reading: the paragraph.
        discourse: what came before.
        before: the cue that holds on from the paragraph before.
    """
    found: list[Quote] = []
    held = before if reading.paragraph.kind == "body" else None
    last: Cue | None = None
    indirect: set[tuple[int, int]] = set()
    weights = reading.words_before() if reading.marks else []
    for low, high in reading.sentences:
        known = len(discourse.referents)
        cues = find_cues(reading, low, high, discourse)
        spans = sorted({n for n in reading.inside[low:high] if n >= 0})
        alone = bool(spans) and all(reading.inside[i] >= 0 or not reading.doc[i].is_alpha for i in range(low, high))
        linked: Cue | None = None
        spoken: list[tuple[int, int, Cue]] = []
        for n in spans:
            cue, adjacent = _link(reading, n, cues, weights)
            if linked and not adjacent and _goes_on(reading, n, linked, cues):
                cue, adjacent = linked, False
            cue = cue or _signature(reading, n, discourse) or linked
            if cue is None and alone:
                cue = held
            elif cue is None and _is_announced(reading, n):
                cue = _spoken_of(discourse.referents[known:], low)
            quote = _marked_quote(reading, n, low, cue, adjacent=adjacent)
            if quote:
                found.append(quote)
                linked = cue
            if quote and cue and quote.kind == "direct":
                spoken.append((min(cue.low, reading.ranges[n][0]), n, cue))
        for cue in cues:
            for content in cue.contents:
                quote = _indirect(reading, _unspoken(reading, content, cue, spoken), cue)
                if quote and (quote.start, quote.end) not in indirect:
                    indirect.add((quote.start, quote.end))
                    found.append(quote)
        last = linked or (cues[0] if cues else None) or _spoken_of(discourse.referents[known:], low) or last
        held = last
    return found, last


# --- words in marks --------------------------------------------------------------------------------------------------


def _link(reading: Reading, n: int, cues: Sequence[Cue], weights: Sequence[int]) -> tuple[Cue | None, bool]:
    """Returns the cue of the sentence that a marked stretch most likely hangs on, and whether it stands beside it.

    The order of preference: right behind, right before, whose parsed content covers it, the nearest before, the nearest
    behind.
    """
    low, high = reading.ranges[n]
    doc = reading.doc
    parted = any(doc[i].text in _PARTING for i in range(max(low, high - 2), min(high + 1, len(doc))))
    at = bisect_left(cues, low, key=lambda cue: cue.token)
    nearest = cues[at - 1].token if at else -1
    best: tuple[float, Cue | None, bool] = (float("-inf"), None, False)
    for cue in cues[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]:
        if cue.low >= high:
            gap = weights[cue.low] - weights[high] - (doc[cue.low - 1].lower_ == "as")
            adjacent = gap == 0 and parted
            score = 100.0 if adjacent else 55.0 - gap
        else:
            gap = weights[low] - weights[min(cue.high, low)] - (doc[low - 1].lower_ == "that" if low else 0)
            adjacent = gap <= 0
            covers = any(a <= low and high <= b for a, b in cue.contents)
            announced = cue.token == nearest and doc[low - 1].text in _ANNOUNCING
            score = (
                95.0
                if adjacent
                else (85.0 if announced else 80.0 if covers else 70.0 if cue.contents else 60.0) - gap / 10
            )
        if score > best[0]:
            best = (score, cue, adjacent)
    return best[1], best[2]


def _goes_on(reading: Reading, n: int, linked: Cue, cues: Sequence[Cue]) -> bool:
    """Tells whether a part of a sentence hangs on the cue before the stretch before it: called it "a" and "b"."""
    mark, low = reading.marks[n], reading.ranges[n][0]
    begins_small = reading.paragraph.text[mark.start].islower()
    return begins_small and linked.token < low and not any(linked.token < cue.token < low for cue in cues)


def _signature(reading: Reading, n: int, discourse: Discourse) -> Cue | None:
    """Reads a name behind a quotation and a dash: "No more." - Ada Holm, teacher."""
    mark, text = reading.marks[n], reading.paragraph.text
    found = _SIGNATURE.match(text, mark.outer_end) if n == 0 and not text[: mark.outer_start].strip() else None
    if not found:
        return None
    at = next(token.i for token in reversed(reading.doc) if token.idx < found.end(1))
    mention = reading.mention_at.get(at)
    speaker = Referent(reading.order, found.group(1), mention.entity_id if mention else None, "person")
    discourse.referents.append(speaker)
    return Cue(at, at, at + 1, None, "says", speaker)


def _spoken_of(referents: Sequence[Referent], at: int) -> Cue | None:
    """Returns the person whom a sentence without any cue is about: a quotation behind it is theirs."""
    person = next((r for r in reversed(referents) if r.pronoun in {"he", "she", "person"}), None)
    return Cue(at, at, at, None, "says", person) if person else None


def _is_announced(reading: Reading, n: int) -> bool:
    """Tells whether a sentence without any cue leads up to a marked stretch: "To her, 'nothing is so dear as this'"."""
    low, high = reading.ranges[n]
    before = _before(reading, n)
    return before == ":" or (before == "," and sum(reading.doc[i].is_alpha for i in range(low, high)) > _NAME_WORDS)


def _before(reading: Reading, n: int) -> str:
    """Returns the character before a marked stretch, spaces set aside."""
    start = reading.marks[n].outer_start
    return reading.paragraph.text[max(0, start - 3) : start].rstrip()[-1:]


def _marked_quote(reading: Reading, n: int, low: int, cue: Cue | None, *, adjacent: bool) -> Quote | None:
    """Returns the quote for a marked stretch of the sentence that begins at token `low`, unless it is no speech."""
    mark, text, first = reading.marks[n], reading.paragraph.text, reading.ranges[n][0]
    start, end = mark.start, mark.start + len(text[mark.start : mark.end].rstrip(" ,\u00a0"))
    words = _WORD.findall(text, start, end)
    if not words or (text[start] in "([" and text[end - 1] in ")]"):
        return None
    leads = first == low
    whole = (adjacent or leads or _before(reading, n) in {":", ","}) and _is_whole(text, mark, (start, end), words)
    if cue is None and len(words) < (_LEAST_WORDS + 1 if whole else _TELLING_WORDS):
        return None
    announced = cue is not None and cue.token < first
    if _is_name(words) and not (adjacent and (leads or announced)) and not (announced and reading.is_behind_as(first)):
        return None
    if _is_named(reading, first):
        return None
    return _quote(reading, start, end, "direct" if whole else "partial", cue)


def _is_named(reading: Reading, first: int) -> bool:
    """Tells whether words from a token on are what something is called: "so-called", "known as the"."""
    before = [token.lower_ for token in reading.doc[max(0, first - 3) : first]]
    while before[-1:] and before[-1] in {"a", "an", "as", "the"}:
        before.pop()
    return bool(before) and before[-1] in _NO_SPEECH_AFTER


def _is_whole(text: str, mark: Marked, span: tuple[int, int], words: Sequence[str]) -> bool:
    """Tells whether marked words are a sentence or more."""
    first = next((c for c in text[span[0] : span[1]] if c.isalnum()), "")
    if not (first.isupper() or first.isdigit() or text[span[0]] == "…"):
        return False
    ended = text[span[1] : span[1] + 1] == "," or bool(_FULL_STOP.search(text, span[1] - 1, mark.outer_end))
    return ended or len(words) > _LEAST_WORDS


def _is_name(words: Sequence[str]) -> bool:
    """Tells a title or a name from words spoken."""
    return all(w[0].isupper() or w[0].isdigit() or w in _SMALL_WORDS for w in words)


# --- reported speech -------------------------------------------------------------------------------------------------


def _indirect(reading: Reading, content: tuple[int, int], cue: Cue) -> Quote | None:
    """Returns reported speech, unless hardly a word of it stands outside quotation marks."""
    doc, inside = reading.doc, reading.inside
    low, high = content
    if low >= high:
        return None
    if inside[low] >= 0:
        low = reading.ranges[inside[low]][0]
    if inside[high - 1] >= 0:
        high = reading.ranges[inside[high - 1]][1]
    while low < high and inside[low] < 0 and (doc[low].is_punct or doc[low].is_space or doc[low].lower_ == "that"):
        low += 1
    while high > low and inside[high - 1] < 0 and (doc[high - 1].is_punct or doc[high - 1].is_space):
        high -= 1
    free = (i for i in range(low, high) if inside[i] < 0 and (doc[i].is_alpha or doc[i].like_num))
    if len(list(islice(free, _LEAST_WORDS))) < _LEAST_WORDS:
        return None
    return _quote(reading, doc[low].idx, doc[high - 1].idx + len(doc[high - 1]), "indirect", cue)


def _unspoken(
    reading: Reading, content: tuple[int, int], cue: Cue, spoken: Sequence[tuple[int, int, Cue]]
) -> tuple[int, int]:
    """Cuts off reported speech where somebody else begins to speak: "when it said that ..., Holm replied: '...'"."""
    low, high = content
    for start, n, other in spoken:
        if other.token != cue.token and low <= start and reading.ranges[n][1] <= high:
            high = min(high, start)
    if high < content[1] and reading.doc[low].pos_ in {"ADP", "SCONJ"}:
        return low, low  # no more than a clause that goes with what the other says
    return low, high


def _quote(reading: Reading, start: int, end: int, kind: str, cue: Cue | None) -> Quote:
    return Quote(
        quote_id=0,
        paragraph=reading.index,
        start=start,
        end=end,
        kind=kind,
        speaker=cue.speaker.text if cue else None,
        speaker_entity_id=cue.speaker.entity_id if cue else None,
        cue=cue.words if cue else None,
        stance=cue.stance if cue else None,
    )
