"""Whatever the text: spans slice back, values are in order, and nothing raises."""

import math
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.article import article
from transforms.documents import Entity, Mention, Quote
from transforms.extract.figures.find import find_figures
from transforms.extract.figures.rule_docs import meanings
from transforms.extract.numbers.find import Number, find_numbers
from warehouse.schema.tables.values import AS_OF_SOURCES, BOUNDS, EVENTS, FIGURE_STATUSES

PIECES = st.sampled_from(
    [
        "12", "1,400", "3.5", "2031", "5-7", "one", "twenty-five", "a dozen", "hundreds", "of", "thousands", "million",
        "half", "third", "over", "at least", "up to", "between", "and", "to", "from", "$", "£1.2bn", "%", "per cent",
        "km", "per", "people", "soldiers", "were", "killed", "killing", "deaths", "the", "in", "Dovna", "said", ",",
        ".", "\u201c", "\u201d", "-", "\u2013", "(", ")", "not", "verified", "'", "7 October", "minus", "some", "+",
        "or",
    ]
)  # fmt: skip
WORDY = st.builds(
    lambda words, gap: gap.join(words), st.lists(PIECES, max_size=25), st.sampled_from([" ", "", "\u00a0"])
)
MEANINGS = meanings()
TEXT = st.one_of(st.text(max_size=80), WORDY)


def in_order(low: float | None, high: float | None) -> bool:
    known = [value for value in (low, high) if value is not None]
    return bool(known) and all(map(math.isfinite, known)) and known == sorted(known)


@settings(max_examples=400, deadline=None)
@given(TEXT)
def test_numbers_stand_in_order_without_overlap(text: str) -> None:
    before: Number | None = None
    for number in find_numbers(text):
        assert 0 <= number.start <= number.core_start < number.core_end <= number.end <= len(text)
        assert before is None or before.end <= number.start
        assert in_order(number.low, number.high)
        assert number.bound in BOUNDS
        assert (number.bound == "range") == (None not in {number.low, number.high} and number.low != number.high)
        before = number


@settings(max_examples=100, deadline=None)
@given(TEXT.filter(str.strip), st.data())
def test_figures_slice_back_whatever_names_and_quotations_there_are(text: str, data: st.DataObject) -> None:
    read = article(text)
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(
        lambda s: (s[0], max(s[0] + 1, s[1]))
    )
    names = data.draw(st.lists(spans, max_size=3))
    quoted = data.draw(st.lists(spans, max_size=3))
    mentions = [Mention(0, start, end, "PLACE", "GPE", 1) for start, end in names]
    quotes = [Quote(n, 0, start, end, "direct", None, None, None, None) for n, (start, end) in enumerate(quoted, 1)]
    entities = [Entity(1, "PLACE", "Dovna")] if names else []
    figures = find_figures(read, mentions, entities, quotes)
    assert figures == find_figures(read, mentions[::-1], entities, quotes[::-1])
    for figure in figures:
        assert text[figure.start : figure.end].strip()
        assert figure.sentence in text
        assert figure.counted is None or figure.counted in text
        assert in_order(figure.value_low, figure.value_high)
        assert figure.event in {None, *EVENTS}
        assert figure.status in FIGURE_STATUSES
        assert figure.quote_id is None or figure.status != "asserted"
        rules = [(part.part, part.rule) for part in figure.parts]
        assert len(set(rules)) == len(rules)
        assert set(rules) <= set(MEANINGS)
        assert all(part.start is None or 0 <= part.start < part.end <= len(text) for part in figure.parts)


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXT.filter(str.strip), min_size=2, max_size=4))
def test_paragraphs_do_not_influence_each_other(lines: list[str]) -> None:
    together = [(f.paragraph, f.start, f.event, f.value_low) for f in find_figures(article(*lines), [], [], [])]
    alone = [
        (number, f.start, f.event, f.value_low)
        for number, line in enumerate(lines)
        for f in find_figures(article(line), [], [], [])
    ]
    assert together == alone


TIMES = st.sampled_from(
    [
        "on Thursday", "next Monday", "last Friday", "tomorrow", "yesterday", "since", "October 7", "31 February",
        "30 June 2031", "in 2019", "in 2099", "in May", "last month", "last week", "so far", "0 May",
        "twelve miners died", "40 people", ",", ".", "by", "and", "29 February",
    ]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(TIMES, min_size=1, max_size=8).map(" ".join), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_no_figure_is_of_a_day_later_than_the_one_after_publication(text: str, day: date) -> None:
    for figure in find_figures(article(text, published_on=day), [], [], []):
        assert figure.as_of is not None
        assert figure.as_of <= day + timedelta(days=1)
        assert figure.as_of_source in AS_OF_SOURCES
