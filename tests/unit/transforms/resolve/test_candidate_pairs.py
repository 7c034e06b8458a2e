"""What two names that share a key look like, and whom a short name is compared with."""

import polars as pl
import pytest

from transforms.names.compare import compare
from transforms.resolve.candidate_pairs import MOST_BEARERS, CandidatePair, best_known


def pair(kind: str, left: str, right: str, **more: bool) -> CandidatePair:
    found = compare(kind, left, right)
    return CandidatePair(f"{kind}:{left}", f"{kind}:{right}", "k", ["k"], found.verdict, found.features, **more)


def test_the_name_with_fewer_words_is_the_shorter_one():
    found = pair("ORG", "halden red foxes", "red foxes")
    assert (found.shorter, found.fuller) == ("ORG:red foxes", "ORG:halden red foxes")


@pytest.mark.parametrize(
    ("kind", "left", "right", "certain"),
    [
        ("ORG", "lumen centre", "lumen center", True),
        ("PLACE", "dar tounis", "dar tunis", False),
        ("PLACE", "kyiv", "kiev", True),
        ("PERSON", "jürgen müllner", "juergen muellner", True),
        ("PERSON", "søren bråten", "soren braten", True),
        ("ORG", "dar tounis line", "dar tunis line", False),
        ("PERSON", "mohammed karim", "muhammad kareem", False),
    ],
)
def test_one_spelling_is_certain_but_no_romanisation(kind: str, left: str, right: str, certain: bool):
    assert pair(kind, left, right).is_certain is certain


@pytest.mark.parametrize(
    ("left", "right", "stands"),
    [
        ("j teveldt", "jane teveldt", True),
        ("anna borg", "anna maria borg", True),
        ("kate holm", "katherine holm", False),
    ],
)
def test_an_initial_and_a_name_without_its_middle_stand_for_one_name(left: str, right: str, stands: bool):
    assert pair("PERSON", left, right).stands_for_one is stands


def bearers(*articles: int) -> pl.DataFrame:
    rows = [("s:vell", "PERSON", f"PERSON:n{n} vell", count) for n, count in enumerate(articles)]
    return pl.DataFrame(rows, schema=["key", "voted", "node", "articles"], orient="row")


def test_one_who_has_most_articles_is_meant_alone():
    found = best_known(bearers(2, 10, 1))
    assert found.select("node", "is_prominent").rows() == [("PERSON:n1 vell", True)]


@pytest.mark.parametrize("articles", [(9, 1), (10, 6)])
def test_few_articles_or_a_small_share_of_them_make_nobody_prominent(articles: tuple[int, ...]):
    assert best_known(bearers(*articles))["is_prominent"].to_list() == [False, False]


def test_the_best_known_are_compared_when_there_are_many():
    found = best_known(bearers(*range(1, MOST_BEARERS + 3)))
    assert found["articles"].to_list() == list(range(MOST_BEARERS + 2, 2, -1))
