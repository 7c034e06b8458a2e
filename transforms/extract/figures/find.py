"""Figures: which numbers of an article count something, what, and who says so.

`transforms.numbers` reads the numbers. Here the annotation tells what is counted (`counted`), what happened to it
(`events`), who did it, to whom and where (`scene`), who says so (`claims`), and for which day (`days`).
"""

import bisect
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from transforms.annotate.tokens import LONGEST_RUN, hide_long_runs
from transforms.documents import Article, Entity, Figure, Mention, Part, Quote
from transforms.extract.figures.as_of import find_day, find_measure
from transforms.extract.figures.attribution import Claim, find_claim, is_disputed
from transforms.extract.figures.continuation import is_of_the_same
from transforms.extract.figures.counted import Phrase, find_counted, find_measured, is_set_beside
from transforms.extract.figures.event import Governor
from transforms.extract.figures.exclusions import is_name, is_pronoun, is_time
from transforms.extract.figures.governor import find_governor
from transforms.extract.figures.paragraph_index import Page
from transforms.extract.figures.participants import Found, find_actor, find_place, find_target
from transforms.extract.figures.totals import is_plain_total
from transforms.extract.numbers.find import Number, find_numbers
from transforms.extract.numbers.numeral import PROPORTION

SENTENCE_REACH = 150
"""Tokens of a sentence shown on each side of a figure. Sentences of the press have 25; a list of numbers without a full
stop would be repeated for each of them."""


MOST_NUMBERS, CHARACTERS_TO_A_NUMBER = 500, 12
"""More numbers, closer together, make a paragraph a table, in which nothing says what they count. Prose of 10,000
characters, the longest paragraph, has some 150; each figure takes some 4 KB of memory."""

TOTAL_REACH = 2
"""Paragraphs between an event and a total of it that does not name it again ("the figure rose to 97")."""


def find_figures(
    article: Article, mentions: Sequence[Mention], entities: Sequence[Entity], quotes: Sequence[Quote]
) -> list[Figure]:
    """Finds the figures of an article.

    Args:
        article: its content paragraphs; bylines are passed over.
        mentions: the names found in it.
        entities: what they name.
        quotes: its quotations and reported speech; the smallest one around a number tells who states it.

    Returns:
        The figures in reading order. Values, bounds, events and status as in the table `figures`; spans slice back
        to the paragraph's text.
    """
    kinds = {entity.entity_id: entity.kind for entity in entities}
    mentions_of: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        mentions_of[mention.paragraph].append(mention)
    quotes_of: dict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        quotes_of[quote.paragraph].append(quote)
    quotes = sorted(quotes, key=lambda quote: (quote.paragraph, quote.start, -quote.end, quote.quote_id))
    starts = [(quote.paragraph, quote.start) for quote in quotes]
    found: list[Figure] = []
    told: Figure | None = None
    for index, paragraph in enumerate(article.paragraphs):
        is_read = paragraph.kind != "byline" and len(paragraph.doc)
        numbers = find_numbers(hide_long_runs(paragraph.text)) if is_read else []
        if not 0 < len(numbers) <= max(MOST_NUMBERS, len(paragraph.text) // CHARACTERS_TO_A_NUMBER):
            continue
        page = article.indexed[index].with_mentions(mentions_of[index], kinds).with_quotes(quotes_of[index])
        previous: Figure | None = None
        for number in numbers:
            at = bisect.bisect_left(starts, (index, number.start))
            context = _Context(article.published_on, quotes[at - 1] if at else None, previous, told)
            if figure := _figure(page, number, context):
                found.append(figure)
                previous = figure
                told = figure if figure.event not in {None, "changed", "paid"} else told
    return found


@dataclass(frozen=True, slots=True)
class _Context:
    """What stands before a number.

    Attributes:
        published_on: the article's day.
        quote: the last quotation that begins before it.
        previous: the figure before it in the paragraph.
        told: the last figure in the article of which an event was told.
    """

    published_on: date | None
    quote: Quote | None
    previous: Figure | None
    told: Figure | None


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is counted, as in the table `figures`, and what its number is measured in."""

    text: str | None = None
    head: str | None = None
    entity_id: int | None = None
    unit: str | None = None
    currency: str | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scene:
    """What happened, and the entities that did it, bore it, and where; as in the table `figures`."""

    event: str | None = None
    actor: int | None = None
    target: int | None = None
    place: int | None = None
    parts: tuple[Part, ...] = ()


def _figure(page: Page, number: Number, context: _Context) -> Figure | None:
    """Makes a figure of a number; null when it counts nothing: a name, a year, an age, an address, a pronoun."""
    first, last = page.token(number.core_start), page.token(number.core_end - 1)
    if len(first) > LONGEST_RUN:  # a paragraph that was not taken apart
        return None
    phrase = find_counted(page, number, last)
    if is_name(page, number, first, last, phrase) or is_time(page, number, first, phrase):
        return None
    governor = find_governor(page, number, first, last, phrase)
    if is_pronoun(page, number, first, last, counts=phrase is not None and governor is not None):
        return None
    start, end = page.sentence(first.i)
    counted = _counted(page, number, first, phrase, context)
    claim = find_claim(page, number, first, context.quote)
    if claim.speaker is None and (whole := _whole(page, number, last, context)):
        speaker = whole.attributed_to
        rule = "same_as_before" if speaker else None
        claim = Claim(speaker, whole.attributed_entity_id, whole.status, None, whole.attributed_framing, rule=rule)
    said_by = _claim_parts(page, first, claim)
    if governor:
        claimant = next(
            (range(part.start, part.end) for part in said_by if part.start is not None and part.end), range(0)
        )
        scene = _scene(page, first, phrase, governor, claimant)
    else:
        scene = _told_before(_same_count(page, number, first, last, context))
    is_denied = is_disputed(page, end)
    as_of, day = find_day(page, number, context.published_on)
    measured = find_measured(page, number, first, last) if number.unit or number.currency else None
    measure = find_measure(page, number, governor)
    parts = (
        *_number_parts(page.text, number),
        *counted.parts,
        *([_words("measured", "governing_noun", measured.first, measured.last)] if measured else []),
        *scene.parts,
        *said_by,
        *([Part("status", "not_verified")] if is_denied else []),
        *([day] if day else []),
        *([Part("measure", measure[1])] if measure else []),
    )
    return Figure(
        paragraph=page.index,
        start=number.start,
        end=number.end,
        sentence=page.written(max(start, first.i - SENTENCE_REACH), min(end, last.i + SENTENCE_REACH)),
        value_low=number.low,
        value_high=number.high,
        bound=number.bound,
        unit=counted.unit,
        currency=counted.currency,
        counted=counted.text,
        counted_head=counted.head,
        measured=page.written(measured.first.i, measured.last.i + 1) if measured else None,
        counted_entity_id=counted.entity_id,
        event=scene.event,
        actor_entity_id=scene.actor,
        target_entity_id=scene.target,
        attributed_to=claim.speaker,
        attributed_entity_id=claim.entity_id,
        attributed_framing=claim.framing,
        attribution_path=claim.path,
        status="disputed" if is_denied else claim.status,
        as_of=as_of,
        as_of_source=day.rule if day else None,
        measure=measure[0] if measure else None,
        place_entity_id=scene.place,
        quote_id=claim.quote_id,
        parts=parts,
    )


def _counted(page: Page, number: Number, first: Token, phrase: Phrase | None, context: _Context) -> _Counted:
    if phrase:
        return _Counted(
            page.written(phrase.first.i, phrase.last.i + 1),
            phrase.head.text,
            page.entity(phrase.first, phrase.last, {"GROUP", "PLACE", "ORG"}),
            number.unit,
            number.currency,
            (_words("counted", phrase.rule, phrase.first, phrase.last),),
        )
    if like := _beside(page, number, first, context):
        part = Part("counted" if like.counted else "unit", "set_beside")
        return _Counted(like.counted, like.counted_head, like.counted_entity_id, like.unit, like.currency, (part,))
    return _Counted(unit=number.unit, currency=number.currency)


def _scene(page: Page, first: Token, phrase: Phrase | None, governor: Governor, claimant: range) -> _Scene:
    """Returns what the governor of a count tells."""
    found = {
        "actor": find_actor(page, governor),
        "target": find_target(page, governor, phrase),
        "place": find_place(page, governor, phrase, first, claimant),
    }
    named = {part: mention.entity_id for part, (mention, _) in _present(found)}
    parts = tuple(Part(part, rule, mention.start, mention.end) for part, (mention, rule) in _present(found))
    event = _words("event", governor.rule, governor.token, governor.token)
    return _Scene(governor.event, named.get("actor"), named.get("target"), named.get("place"), (event, *parts))


def _told_before(same: Figure | None) -> _Scene:
    """Returns what was told of the same count before."""
    if same is None:
        return _Scene()
    told = {
        "event": same.event,
        "actor": same.actor_entity_id,
        "target": same.target_entity_id,
        "place": same.place_entity_id,
    }
    parts = tuple(Part(part, "same_as_before") for part, value in told.items() if value is not None)
    return _Scene(same.event, same.actor_entity_id, same.target_entity_id, same.place_entity_id, parts)


def _present(found: dict[str, Found]) -> list[tuple[str, tuple[Mention, str]]]:
    return [(part, of) for part, of in found.items() if of]


def _number_parts(text: str, number: Number) -> list[Part]:
    """Returns the parts that the number itself has: its value with its unit, and the words that bind it."""
    digits = any(c.isdigit() for c in text[number.core_start : number.core_end])
    rule = number.bound if number.bound in {"range", "vague"} else "in_digits" if digits else "in_words"
    parts = [Part("number", PROPORTION if number.unit == PROPORTION else rule, number.core_start, number.core_end)]
    if number.start < number.core_start:
        parts.append(Part("bound", "words_before", number.start, number.core_start))
    if number.core_end < number.end:
        parts.append(Part("bound", "words_behind", number.core_end, number.end))
    return parts


def _claim_parts(page: Page, first: Token, claim: Claim) -> list[Part]:
    """Returns who states a figure, with the words where the sentence itself has them."""
    if claim.speaker is None or claim.rule is None:
        return []
    begin, end = page.sentence(first.i)
    last = page.doc[end - 1]
    at = page.text.find(claim.speaker, page.doc[begin].idx, last.idx + len(last))
    span = (at, at + len(claim.speaker)) if at >= 0 else ()
    return [Part("claimant", claim.rule, *span)]


def _words(part: str, rule: str, first: Token, last: Token) -> Part:
    return Part(part, rule, first.idx, last.idx + len(last))


def _whole(page: Page, number: Number, last: Token, context: _Context) -> Figure | None:
    """Returns the figure before, if this one tells a part or another measure of it."""
    previous = context.previous
    return previous if previous and is_of_the_same(page, previous, number, last) else None


def _beside(page: Page, number: Number, first: Token, context: _Context) -> Figure | None:
    """Returns the figure before, if this number says neither unit nor noun and is set beside it."""
    previous = context.previous
    is_bare = previous is not None and not (number.unit or number.currency)
    return previous if previous and is_bare and is_set_beside(page, number, first, previous.start) else None


def _same_count(page: Page, number: Number, first: Token, last: Token, context: _Context) -> Figure | None:
    """Returns the figure before that counts the same: one that this tells a part of, or a new total of."""
    if whole := _whole(page, number, last, context):
        return whole
    told = context.told
    is_near = told is not None and page.index - told.paragraph <= TOTAL_REACH and not (number.unit or number.currency)
    return told if is_near and is_plain_total(first) else None
