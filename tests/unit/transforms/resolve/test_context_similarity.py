"""Cosines of articles, and the levels that they reach."""

import polars as pl
import pytest

from transforms.resolve.context_similarity import GOOD, SOME, STRONG, ContextSimilarity, compare_contexts
from transforms.resolve.evidence import ContextLevel

LEFT, RIGHT = "PERSON:mara vell", "PERSON:marah vell"


@pytest.mark.parametrize(
    ("cosine", "weight", "level"),
    [
        (0.0, 0.0, ContextLevel.NONE), (SOME - 0.01, 9.0, ContextLevel.NONE), (SOME, 2.0, ContextLevel.SOME),
        (GOOD, 2.0, ContextLevel.GOOD), (STRONG, 2.0, ContextLevel.STRONG), (1.0, 1.0, ContextLevel.NONE),
    ],
)  # fmt: skip
def test_levels(cosine: float, weight: float, level: ContextLevel) -> None:
    assert ContextSimilarity(cosine, weight).level is level


def compared(left: dict[int, str], right: dict[int, str]) -> tuple[float, float, bool]:
    """Compares two nodes by the terms of their articles; each article is a story."""
    articles = {**left, **right}
    terms = sorted({(n, term) for n, told in articles.items() for term in told.split()})
    codes = pl.DataFrame({"term": sorted({term for _, term in terms})}).with_row_index("code")
    codes = codes.select("term", pl.col("code").cast(pl.Int64))
    told = pl.DataFrame(terms, schema=["article_id", "term"], orient="row")
    stories = [(node, n, n) for node, held in ((LEFT, left), (RIGHT, right)) for n in held]
    found = (
        pl.DataFrame(stories, schema=["node", "story", "article_id"], orient="row"),
        told.join(codes, on="term").select("article_id", "code"),
        codes,
    )
    names = pl.DataFrame({"node": [LEFT, RIGHT]})
    pairs = pl.DataFrame({"left": [LEFT], "right": [RIGHT]})
    return compare_contexts(names, pairs, lambda _: found).select("cosine", "shared_weight", "in_one_story").row(0)


def test_the_cosine_is_that_of_the_terms() -> None:
    assert compared({1: "dyke flood"}, {2: "dyke trial"}) == (0.5, 1.0, False)


def test_the_most_similar_articles_count() -> None:
    assert compared({1: "goal match", 2: "dyke flood"}, {3: "judge trial", 4: "dyke flood"}) == (1.0, 2.0, False)


def test_a_shared_name_weighs_as_much_as_two_words() -> None:
    assert compared({1: "=ola dyke"}, {2: "=ola trial"})[:2] == (0.6667, 2.0)


def test_the_words_of_the_names_themselves_do_not_count() -> None:
    assert compared({1: "vell mara =mara vell dyke"}, {2: "vell marah trial"})[:2] == (0.0, 0.0)


def test_a_story_that_names_both_is_told_and_does_not_count() -> None:
    assert compared({1: "dyke flood"}, {1: "dyke flood"}) == (0.0, 0.0, True)
