import numpy as np
import polars as pl
import pytest

from transforms.relate import story_groups
from transforms.relate.story_groups import join
from transforms.relate.story_vectors import make_vectors


def joined(*articles: str, old: dict[int, int] | None = None, least: float = 0.18) -> list[int]:
    """The group of each article, given by its words; `old` are those that were there, and their groups."""
    words = sorted({word for article in articles for word in article.split()})
    rows = [(n, words.index(word), 1.0, 0.0) for n, held in enumerate(articles) for word in set(held.split())]
    terms = pl.DataFrame(rows, ["row", "term", "weight", "opening_weight"], orient="row").sort("row", "term")
    is_new = np.array([n not in (old or {}) for n in range(len(articles))])
    groups = np.array([(old or {}).get(n, n) for n in range(len(articles))])
    vectors = make_vectors(np.zeros(len(articles), dtype=np.int64), is_new, terms, 5.0)
    return [int(group) for group in join(groups, is_new, vectors, least)]


WEIR, PIER = "weir burst ferrin flood", "pier burns maddock fire"


def test_those_that_are_alike_are_joined() -> None:
    assert joined(WEIR, PIER, WEIR, PIER) == [0, 1, 0, 1]


def test_no_chain_holds_a_story_together() -> None:
    chain = ["a b c d", "c d e f", "e f g h", "g h i j", "i j k l"]
    assert len(set(joined(*chain))) > 1


def test_two_groups_that_were_there_stay_two() -> None:
    assert joined(WEIR, WEIR, WEIR, old={0: 0, 1: 1}) in ([0, 1, 0], [0, 1, 1])


def test_a_new_article_joins_a_group_that_was_there() -> None:
    assert joined(WEIR, WEIR, PIER, WEIR, old={0: 0, 1: 0, 2: 2}) == [0, 0, 2, 0]


def test_a_large_group_is_stood_for_by_its_last_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_groups, "OF_GROUP", 2)
    assert joined(*[WEIR] * 6, PIER, WEIR, old=dict.fromkeys(range(6), 0) | {6: 6}) == [0] * 6 + [6, 0]


def test_too_many_that_hang_together_are_parted_by_stronger_links(monkeypatch: pytest.MonkeyPatch) -> None:
    two = [f"{WEIR} said mayor"] * 2 + [f"{PIER} said mayor"] * 2
    assert joined(*two, least=0.4) == [0, 0, 2, 2]
    monkeypatch.setattr(story_groups, "MOST_TOGETHER", 2)
    assert joined(*two, least=0.4) == [0, 0, 2, 2]
    monkeypatch.setattr(story_groups, "MOST_TOGETHER", 1)
    assert joined(*two, least=0.4) == [0, 1, 2, 3]


def test_only_so_many_links_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_groups, "LINKS", 1)
    monkeypatch.setattr(story_groups, "COMPARED_AT_ONCE", 1)
    assert joined(WEIR, PIER, WEIR, PIER) == [0, 1, 0, 1]
