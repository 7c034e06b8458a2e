"""Figures: which numbers of an article count something, what, and who says so.

`transforms.extract.numbers` reads the numbers. For each of them the modules beside this one find what is counted, what
happened to it, who took part, who says so, and for which day.
"""

import bisect
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from transforms.annotate.tokens import LONGEST_RUN, hide_long_runs
from transforms.documents import Article, Entity, Figure, Mention, Part, Quote
from transforms.extract.article_place import find_place, with_article_place
from transforms.extract.figures.as_of import find_time
from transforms.extract.figures.attribution import (
    claimant_parts,
    find_attribution,
    is_unverified,
    same_attribution,
)
from transforms.extract.figures.candidate import Candidate, locate
from transforms.extract.figures.changes import read_changes
from transforms.extract.figures.continuation import find_beside, find_earlier_count, find_whole, part_of
from transforms.extract.figures.counted import counted_thing, find_counted, find_measured, leaves_out, words_of
from transforms.extract.figures.counted_class import counted_class
from transforms.extract.figures.dateline import behind_dateline, find_dateline, with_place
from transforms.extract.figures.event_trigger import find_trigger
from transforms.extract.figures.exclusions import find_exclusion
from transforms.extract.figures.factuality import ACTUAL, find_factuality, is_of_work, status_of
from transforms.extract.figures.measure import find_measure
from transforms.extract.figures.participants import find_participants, same_participants
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.turns import find_turns
from transforms.extract.figures.verb_bounds import bound_by_verb
from transforms.extract.numbers.find import find_numbers
from transforms.extract.numbers.numeral import PROPORTION

SENTENCE_REACH = 150
"""Tokens of a sentence shown on each side of a figure. Sentences of the press have 25; a list of numbers without a full
stop would be repeated for each of them."""
_WITHOUT_TOTALS: Final = frozenset({None, "changed", "paid"})
"""Events of which no later total is told by "the figure is now 12"."""
MOST_NUMBERS, CHARACTERS_TO_A_NUMBER = 500, 12
"""More numbers, closer together, make a paragraph a table, in which nothing says what they count. Prose of 10,000
characters, the longest paragraph, has some 150; each figure takes some 4 KB of memory."""


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
    quote_starts = [(quote.paragraph, quote.start) for quote in quotes]
    dateline = find_dateline(article.indexed, mentions, frozenset(i for i, kind in kinds.items() if kind == "PLACE"))
    place = find_place(article, mentions, entities)
    turns = find_turns(article.indexed, entities)
    figures: list[Figure] = []
    event_figure: Figure | None = None
    tells_of_work = is_of_work(article)
    for index, indexed in enumerate(article.indexed):
        is_read = indexed.block_kind != "byline" and len(indexed.doc)
        numbers = find_numbers(hide_long_runs(indexed.text)) if is_read else []
        if not 0 < len(numbers) <= max(MOST_NUMBERS, len(indexed.text) // CHARACTERS_TO_A_NUMBER):
            continue
        paragraph = indexed.with_mentions(mentions_of[index], kinds).with_quotes(quotes_of[index])
        previous: Figure | None = None
        for stated in read_changes(paragraph, numbers):
            number = stated.number
            at = bisect.bisect_left(quote_starts, (index, number.start))
            candidate = locate(paragraph, number, quotes[at - 1] if at else None, previous, event_figure)
            candidate = replace(candidate, change_from=stated.change_from, is_replaced=stated.is_replaced)
            candidate = behind_dateline(replace(candidate, turn=turns.get(index)), dateline)
            if figure := _figure(candidate, article.published_on, is_of_work=tells_of_work):
                figure = with_article_place(with_place(figure, candidate, dateline), candidate, place)
                figures.append(figure)
                previous = figure
                event_figure = event_figure if figure.event in _WITHOUT_TOTALS else figure
    return figures


def _figure(candidate: Candidate, published_on: date | None, *, is_of_work: bool) -> Figure | None:
    """Makes a figure of a number; null when it counts nothing: a name, a year, an age, an address, a pronoun."""
    if len(candidate.first) > LONGEST_RUN:  # a paragraph that was not taken apart
        return None
    paragraph, sentence = candidate.paragraph, candidate.sentence
    candidate = replace(candidate, phrase=find_counted(candidate))
    number, bound = bound_by_verb(candidate) or (candidate.number, None)
    candidate = replace(candidate, trigger=find_trigger(candidate))
    if find_exclusion(candidate):
        return None
    counted = counted_thing(candidate, None if candidate.phrase else find_beside(candidate))
    whole = find_whole(candidate)
    attribution = find_attribution(candidate)
    if attribution.speaker is None and whole:
        attribution = same_attribution(whole)
    claimant = claimant_parts(candidate, attribution)
    if candidate.trigger:
        happened = find_participants(candidate, candidate.trigger, _characters(claimant))
    else:
        happened = same_participants(None if candidate.is_replaced else whole or find_earlier_count(candidate))
    is_disputed = is_unverified(candidate)
    time = find_time(candidate, published_on)
    measured = None if candidate.is_plain else find_measured(candidate)
    measured_text = paragraph.written(measured.first.i, measured.last.i + 1) if measured else None
    whole_place = part_of(candidate)
    measure = find_measure(candidate)
    factuality, cue = find_factuality(candidate, published_on, is_of_work=is_of_work)
    if factuality == ACTUAL and whole and not candidate.trigger:
        factuality = whole.factuality
    return Figure(
        paragraph=paragraph.index,
        start=number.start,
        end=number.end,
        sentence=paragraph.written(
            max(sentence.start, candidate.first.i - SENTENCE_REACH),
            min(sentence.stop, candidate.last.i + SENTENCE_REACH),
        ),
        value_low=number.low,
        value_high=number.high,
        bound=number.bound,
        unit=counted.unit,
        currency=counted.currency,
        counted=counted.text,
        counted_head=counted.head,
        counted_class=None
        if leaves_out(candidate)
        else counted_class(
            counted.head,
            happened.event,
            is_amount=bool(counted.unit or counted.currency),
            is_part=whole_place is not None,
            measured=measured_text,
        ),
        measured=measured_text,
        counted_entity_id=counted.entity_id,
        event=happened.event,
        actor_entity_id=happened.actor,
        target_entity_id=happened.target,
        attributed_to=attribution.speaker,
        attributed_entity_id=attribution.entity_id,
        attributed_framing=attribution.framing,
        attribution_path=attribution.path,
        status="disputed" if is_disputed else status_of(cue) or attribution.status,
        as_of=time.day,
        as_of_source=time.part.rule if time.part else None,
        measure=measure[0] if measure else None,
        place_entity_id=happened.place,
        quote_id=attribution.quote_id,
        change_from=candidate.change_from,
        factuality=factuality,
        part_of=whole_place,
        place_source=None if happened.place is None else "sentence",
        parts=(
            *_number_parts(candidate),
            *([bound] if bound else []),
            *counted.parts,
            *([words_of("measured", measured.rule, measured.first, measured.last)] if measured else []),
            *happened.parts,
            *claimant,
            *([cue] if cue else []),
            *([Part("status", "not_verified")] if is_disputed else []),
            *([time.part] if time.part else []),
            *([time.background] if time.background else []),
            *([Part("measure", measure[1])] if measure else []),
        ),
    )


def _characters(claimant: list[Part]) -> range:
    """Returns the characters of the claimant; none where the sentence does not name it."""
    return next((range(part.start, part.end) for part in claimant if part.start is not None and part.end), range(0))


# The parts that the number itself has


def _number_parts(candidate: Candidate) -> list[Part]:
    """Returns the value with its unit, and the words that bind it, as parts of a figure."""
    number = candidate.number
    rule = next(rule for rule, holds in _NUMBER_RULES if holds(candidate))
    parts = [Part("number", rule, number.core_start, number.core_end)]
    if number.start < number.core_start:
        parts.append(Part("bound", "words_before", number.start, number.core_start))
    if number.core_end < number.end:
        parts.append(Part("bound", "words_behind", number.core_end, number.end))
    return parts


_NumberRule = Callable[[Candidate], bool]
_NUMBER_RULES: Final[tuple[tuple[str, _NumberRule], ...]] = in_order(
    "number",
    {
        "proportion": lambda candidate: candidate.number.unit == PROPORTION,
        "range": lambda candidate: candidate.number.bound == "range",
        "vague": lambda candidate: candidate.number.bound == "vague",
        "in_digits": lambda candidate: any(c.isdigit() for c in candidate.core),
        "in_words": lambda _: True,
    },
)
