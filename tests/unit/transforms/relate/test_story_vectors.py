import numpy as np
import polars as pl
import pytest

from transforms.relate import story_vectors
from transforms.relate.story_vectors import Vectors, make_vectors


def made(*articles: dict[str, float], days: list[int] | None = None, fade: float = 5.0) -> Vectors:
    words = sorted({word for article in articles for word in article})
    rows = [(n, words.index(word), weight, 0.0) for n, held in enumerate(articles) for word, weight in held.items()]
    terms = pl.DataFrame(rows, ["row", "term", "weight", "opening_weight"], orient="row")
    return make_vectors(np.array(days or [0] * len(articles)), np.ones(len(articles), dtype=bool), terms, fade)


def alike(vectors: Vectors, one: int, other: int) -> float:
    return float(vectors.compare(np.array([one]), np.array([other])).toarray()[0, 0])


FILLER = [{f"own{n}": 1.0, f"also{n}": 1.0, f"own{n + 1}": 1.0} for n in range(12)]


def test_a_rare_word_that_two_share_counts_more_than_a_common_one() -> None:
    common = [{**held, "said": 1.0} for held in FILLER]
    vectors = made(
        {"weir": 1.0, "x": 1.0, "z": 1.0}, {"weir": 1.0, "y": 1.0, "z": 1.0}, {"said": 1.0, "x": 1.0, "y": 1.0}, *common
    )
    assert alike(vectors, 0, 1) > 2 * alike(vectors, 2, 3) > 0


def test_days_between_two_articles_make_them_less_alike() -> None:
    two = {"weir": 1.0, "burst": 1.0}
    vectors = made(two, two, two, days=[0, 0, 5])
    assert alike(vectors, 0, 2) == pytest.approx(alike(vectors, 0, 1) / np.e)


def test_what_most_articles_are_about_is_set_aside() -> None:
    plague = {"plague": 3.0, "ward": 3.0}
    theme = [plague | {f"town{n}": 1.0, f"mayor{n}": 1.0, f"town{n % 7 + 40}": 1.0} for n in range(40)]
    few = theme[:2] + FILLER
    assert alike(made(*few), 0, 1) > 3 * alike(made(*theme, *FILLER), 0, 1)


def test_articles_with_nothing_in_common_are_not_alike() -> None:
    assert alike(made({"weir": 1.0, "a": 1.0}, {"pier": 1.0, "b": 1.0}, {"a": 1.0}, {"b": 1.0}), 0, 1) == 0.0


def test_an_article_without_terms_is_like_none() -> None:
    vectors = make_vectors(
        np.array([0, 0]),
        np.ones(2, dtype=bool),
        pl.DataFrame(schema={"row": pl.Int64, "term": pl.Int64, "weight": pl.Float64, "opening_weight": pl.Float64}),
        5.0,
    )
    assert alike(vectors, 0, 1) == 0.0


def test_the_commonest_words_are_left_out_where_they_would_cost_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = [{**held, "said": 1.0} for held in FILLER]
    assert alike(made(*shared), 0, 5) > 0
    monkeypatch.setattr(story_vectors, "MOST_PRODUCTS", 100)
    assert alike(made(*shared), 0, 5) == 0.0
    assert alike(made(*shared), 0, 1) > 0
