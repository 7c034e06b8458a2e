"""Judgements followed to clusters: the surest first, and never over what is different."""

from collections import defaultdict

import polars as pl
import pytest

from transforms.resolve.cluster import GUESSED, KNOWN, cluster

Link = tuple[str, str, str, str, float]
LINKS = dict.fromkeys(("left_node", "right_node", "judgement", "method"), pl.String) | {"score": pl.Float64}


def clustered(articles: dict[str, int], *links: Link) -> pl.DataFrame:
    nodes = pl.DataFrame(list(articles.items()), schema={"node": pl.String, "articles": pl.Int64}, orient="row")
    return cluster(nodes, pl.DataFrame(links, schema=LINKS, orient="row"))


def partition(found: pl.DataFrame) -> set[frozenset[str]]:
    held: defaultdict[int, set[str]] = defaultdict(set)
    for number, node in found.select("cluster", "node").iter_rows():
        held[number].add(node)
    return {frozenset(nodes) for nodes in held.values()}


def same(left: str, right: str, score: float = 0.9, method: str = "spelling") -> Link:
    return left, right, "same", method, score


def different(left: str, right: str) -> Link:
    return left, right, "different", "review", 0.0


A, B, C = "PERSON:amar oduya", "PERSON:ammar oduya", "PERSON:amar odouya"


def test_same_is_followed_over_others() -> None:
    assert partition(clustered({A: 1, B: 1, C: 1}, same(A, B), same(B, C))) == {frozenset({A, B, C})}


def test_different_is_never_bridged() -> None:
    found = clustered({A: 1, B: 1, C: 1}, same(A, B, 0.95), same(B, C, 0.9), different(A, C))
    assert partition(found) == {frozenset({A, B}), frozenset({C})}


def test_the_surer_link_is_followed_where_only_one_can_be() -> None:
    found = clustered({A: 1, B: 1, C: 1}, same(A, B, 0.8), same(B, C, 0.9), different(A, C))
    assert partition(found) == {frozenset({B, C}), frozenset({A})}


def test_a_persons_judgement_goes_before_any_score() -> None:
    found = clustered({A: 1, B: 1, C: 1}, same(A, B, 1.0), same(B, C, 0.1, "review"), different(A, C))
    assert partition(found) == {frozenset({B, C}), frozenset({A})}


@pytest.mark.parametrize(("decided", "count"), [("same", 1), ("different", 2)])
def test_a_persons_judgement_on_a_pair_stands_for_any_other(decided: str, count: int) -> None:
    by_rule = (A, B, "different" if decided == "same" else "same", "spelling", 0.9)
    assert len(partition(clustered({A: 1, B: 1}, by_rule, (A, B, decided, "review", 1.0)))) == count


def test_unsure_joins_nothing() -> None:
    assert len(partition(clustered({A: 1, B: 1}, (A, B, "unsure", "spelling", 0.5)))) == 2


def test_links_of_nodes_that_are_gone_join_nothing() -> None:
    assert partition(clustered({A: 1, B: 1}, same(A, C), same(B, C))) == {frozenset({A}), frozenset({B})}


def test_the_fuller_and_better_known_name_names_the_cluster() -> None:
    short = "PERSON:oduya@3"
    found = clustered({short: 9, A: 1, B: 4}, same(A, B), same(A, short, 0.8))
    assert found.filter("is_naming")["node"].to_list() == [B]


@pytest.mark.parametrize(("node", "sure"), [(B, KNOWN), (A, KNOWN * 0.9), ("PERSON:oduya@3", KNOWN * 0.9 * 0.8)])
def test_membership_is_the_product_along_the_surest_way(node: str, sure: float) -> None:
    found = clustered({"PERSON:oduya@3": 1, A: 1, B: 4}, same(A, B), same(A, "PERSON:oduya@3", 0.8))
    assert found.filter(node=node)["probability"].to_list() == [pytest.approx(sure, abs=1e-4)]


def test_a_surname_that_nothing_explains_is_no_sure_member_of_anybody() -> None:
    assert clustered({"PERSON:oduya": 3})["probability"].to_list() == [GUESSED]


def test_order_of_links_does_not_matter() -> None:
    links = [same(A, B, 0.9), same(B, C, 0.9), different(A, C)]
    assert partition(clustered({A: 1, B: 1, C: 1}, *links)) == partition(clustered({C: 1, B: 1, A: 1}, *links[::-1]))
