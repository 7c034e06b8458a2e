"""Stories over nights: the same whatever the order, with ids that stay or are redirected."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.rules.stories import story_checks, story_redirect_checks, thread_checks
from tests.story_nights import Ledger
from tests.telling import Reckoned, reckoned

drawn = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 40)), min_size=1, max_size=9).map(
    lambda rows: [reckoned(f"a{n}", happening, day) for n, (happening, day) in enumerate(rows)]
)


def nights_of(read: list[Reckoned], chance: random.Random) -> list[list[Reckoned]]:
    shuffled = chance.sample(read, len(read))
    cuts = sorted(chance.choices(range(len(read) + 1), k=chance.randrange(5)))
    return [shuffled[start:end] for start, end in zip([0, *cuts], [*cuts, len(read)], strict=True)]


def assert_sound(ledger: Ledger) -> None:
    for check in (*story_checks(), *thread_checks(), *story_redirect_checks()):
        if check.check_name.startswith("rule."):
            assert ledger.rows(check.offending) == [], check.check_name


@settings(max_examples=6, deadline=None)
@given(drawn, st.randoms(use_true_random=False))
def test_the_same_articles_in_any_nights_give_the_same_stories(read: list[Reckoned], chance: random.Random) -> None:
    at_once, nightly = Ledger(), Ledger()
    at_once.load(read)
    for night in nights_of(read, chance):
        nightly.load(night)
        assert_sound(nightly)
    assert nightly.stories() == at_once.stories()
    assert nightly.threads() == at_once.threads()


@settings(max_examples=6, deadline=None)
@given(drawn, st.randoms(use_true_random=False))
def test_what_left_leaves_no_trace_in_stories(read: list[Reckoned], chance: random.Random) -> None:
    left = chance.sample(read, chance.randrange(len(read) + 1))
    stays = [a for a in read if a not in left]
    copies = {a.name: b.name for a, b in zip(stays[1::3], stays[::3], strict=False)}
    direct, after = Ledger(), Ledger()
    direct.load(stays, copies=copies)
    after.load(read)
    after.load(gone=[a.name for a in left], copies=copies)
    assert_sound(after)
    assert after.stories() == direct.stories()
    assert after.threads() == direct.threads()


FLOOD = [reckoned(f"flood {n}", 1, n // 2) for n in range(4)]


def test_a_story_keeps_its_id_while_articles_join_it() -> None:
    ledger = Ledger()
    ledger.load(FLOOD[:2])
    assert ledger.load(FLOOD[2:]) == 1
    assert ledger.rows("SELECT story_id, articles, independent_articles FROM stories") == [(1, 4, 4)]
    assert ledger.redirects() == []


def test_a_night_leaves_stories_that_it_does_not_touch() -> None:
    ledger = Ledger()
    ledger.load(FLOOD)
    assert ledger.load([reckoned("fire", 2, 60)]) == 1
    assert ledger.stories() == {frozenset(a.name for a in FLOOD), frozenset(["fire"])}


def test_an_id_whose_first_article_left_is_redirected_and_comes_back() -> None:
    ledger = Ledger()
    ledger.load(FLOOD)
    ledger.load(gone=["flood 0"])
    assert ledger.redirects() == [(1, 2, "night 2", "removed")]
    ledger.load(gone=["flood 1"])
    assert ledger.redirects() == [(1, 3, "night 2", "removed"), (2, 3, "night 3", "removed")]
    ledger.load(gone=["flood 2", "flood 3"])
    assert ledger.redirects() == []


def test_two_stories_that_become_one_leave_a_redirect() -> None:
    ledger = Ledger()
    ledger.load([FLOOD[3], reckoned("fire", 2, 1)])
    ledger.load(FLOOD[:1], copies={"fire": "flood 3"})
    assert ledger.redirects() == [(2, 1, "night 2", "merged")]
    ledger.load(copies={})
    assert ledger.redirects() == []
    assert ledger.stories() == {frozenset(["flood 0", "flood 3"]), frozenset(["fire"])}


def test_a_story_that_falls_apart_is_redirected_to_the_larger_part() -> None:
    ledger = Ledger()
    fires = [reckoned(f"fire {n}", 2, 0) for n in range(3)]
    ledger.load(
        [FLOOD[0], *fires[:1], FLOOD[1], *fires[1:]],
        copies={"flood 1": "flood 0", **{f.name: "flood 0" for f in fires}},
    )
    assert len(ledger.stories()) == 1
    ledger.load(gone=["flood 0"], copies={})
    ((old, new, _, reason),) = ledger.redirects()
    assert (old, reason) == (1, "removed")
    assert ledger.rows(f"SELECT articles FROM stories WHERE story_id = {new}") == [(3,)]


def test_an_article_without_a_day_is_alone_unless_it_is_a_copy() -> None:
    ledger = Ledger()
    ledger.load(
        [*FLOOD, reckoned("undated", 1, 0), reckoned("copy", 1, 0)],
        undated=["undated", "copy"],
        copies={"copy": "flood 1"},
    )
    assert ledger.stories() == {frozenset([*(a.name for a in FLOOD), "copy"]), frozenset(["undated"])}
    assert_sound(ledger)


def test_the_headline_is_that_of_the_article_most_like_the_others() -> None:
    ledger = Ledger()
    odd = Reckoned("odd", 0, dict.fromkeys(["h1w1", "h1w2", "h1w3", "h1w4", "strange", "remote", "other", "word"], 1.0))
    ledger.load(
        [
            odd,
            *[
                Reckoned(f"plain {n}", 0, dict.fromkeys(["h1w1", "h1w2", "h1w3", "h1w4", "h1w5"], 1.0))
                for n in range(3)
            ],
        ]
    )
    assert ledger.rows("SELECT headline, articles FROM stories") == [("On plain 0", 4)]


def test_days_of_long_ago_are_told_as_others_are() -> None:
    ledger = Ledger()
    ledger.load([*FLOOD, *[reckoned(f"old {n}", 3, -22000) for n in range(3)]])
    assert frozenset(["old 0", "old 1", "old 2"]) in ledger.stories()
