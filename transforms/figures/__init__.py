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

from transforms.article import Article, Entity, Figure, Mention, Quote
from transforms.figures.claims import Claim, find_claim, is_disputed
from transforms.figures.counted import find_counted, find_measured, is_set_beside
from transforms.figures.days import find_day, find_measure
from transforms.figures.events import find_governor, is_of_the_same, is_plain_total
from transforms.figures.exclusions import is_name, is_pronoun, is_time
from transforms.figures.page import Page
from transforms.figures.scene import find_actor, find_place, find_target
from transforms.numbers import Number, find_numbers

SENTENCE_REACH = 150
"""Tokens of a sentence shown on each side of a figure. Sentences of the press have 25; a list of numbers without a full
stop would be repeated for each of them."""


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
        numbers = find_numbers(paragraph.text) if paragraph.kind != "byline" and len(paragraph.doc) else []
        if not numbers:
            continue
        page = Page(index, paragraph, mentions_of[index], quotes_of[index], kinds)
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
    """What is counted, as in the table `figures`."""

    text: str | None = None
    head: str | None = None
    entity_id: int | None = None


def _figure(page: Page, number: Number, context: _Context) -> Figure | None:
    """Makes a figure of a number; null when it counts nothing: a name, a year, an age, an address, a pronoun."""
    first, last = page.token(number.core_start), page.token(number.core_end - 1)
    phrase = find_counted(page, number, last)
    if is_name(page, number, first, last, phrase) or is_time(page, number, first, phrase):
        return None
    governor = find_governor(page, number, first, last, phrase)
    if is_pronoun(page, number, first, last, counts=phrase is not None and governor is not None):
        return None
    start, end = page.sentence(first.i)
    event, actor, place, target = None, None, None, None
    if governor:
        event, actor, place = governor.event, find_actor(page, governor), find_place(page, governor, phrase, first)
        target = find_target(page, governor, phrase)
    elif same := _same_count(page, number, first, last, context):
        event, actor, place, target = same.event, same.actor_entity_id, same.place_entity_id, same.target_entity_id
    unit, currency, counted = number.unit, number.currency, _Counted()
    if phrase:
        counted = _Counted(
            page.written(phrase.first.i, phrase.last.i + 1),
            phrase.head.text,
            page.named(phrase.first, phrase.last, {"GROUP", "PLACE", "ORG"}),
        )
    elif alike := _beside(page, number, first, context):
        unit, currency = alike.unit, alike.currency
        counted = _Counted(alike.counted, alike.counted_head, alike.counted_entity_id)
    claim = find_claim(page, number, first, context.quote)
    if claim.speaker is None and (whole := _whole(page, number, last, context)):
        claim = Claim(whole.attributed_to, whole.attributed_entity_id, whole.status, None, whole.attributed_framing)
    as_of, as_of_source = find_day(page, number, context.published_on)
    measured = find_measured(page, number, first, last) if number.unit or number.currency else None
    return Figure(
        paragraph=page.index,
        start=number.start,
        end=number.end,
        sentence=page.written(max(start, first.i - SENTENCE_REACH), min(end, last.i + SENTENCE_REACH)),
        value_low=number.low,
        value_high=number.high,
        bound=number.bound,
        unit=unit,
        currency=currency,
        counted=counted.text,
        counted_head=counted.head,
        measured=page.written(measured.first.i, measured.last.i + 1) if measured else None,
        counted_entity_id=counted.entity_id,
        event=event,
        actor_entity_id=actor,
        target_entity_id=target,
        attributed_to=claim.speaker,
        attributed_entity_id=claim.entity_id,
        attributed_framing=claim.framing,
        attribution_path=claim.path,
        status="disputed" if is_disputed(page, end) else claim.status,
        as_of=as_of,
        as_of_source=as_of_source,
        measure=find_measure(page, number, governor),
        place_entity_id=place,
        quote_id=claim.quote_id,
    )


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
