"""Stories are a function of the articles by day, whatever the order in which they are read."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.telling import Reckoned, reckoned, stories

articles = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 20)), min_size=1, max_size=24).map(
    lambda drawn: [reckoned(f"a{n}", happening, day) for n, (happening, day) in enumerate(drawn)]
)


@settings(max_examples=40, deadline=None)
@given(articles, st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_count(read: list[Reckoned], chance: random.Random) -> None:
    assert stories(chance.sample(read, len(read))) == stories(read)


@settings(max_examples=40, deadline=None)
@given(articles, st.integers(0, 20))
def test_what_comes_later_changes_no_story_of_earlier_days(read: list[Reckoned], last: int) -> None:
    before = [a for a in read if a.day <= last]
    names = {a.name for a in before}
    assert {kept for story in stories(read) if (kept := story & names)} == stories(before)


@settings(max_examples=40, deadline=None)
@given(articles)
def test_every_article_is_in_one_story(read: list[Reckoned]) -> None:
    found = stories(read)
    assert sorted(name for story in found for name in story) == sorted(a.name for a in read)
