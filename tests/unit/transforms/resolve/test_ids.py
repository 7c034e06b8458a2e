"""Ids of clusters through merges, splits and nodes that come and go."""

import polars as pl
import pytest

from transforms.resolve.cluster import CLUSTERS
from transforms.resolve.ids import give_ids
from warehouse.schema.tables.entities import ENTITY_REDIRECTS

MEMBERS = {"node": pl.String, "entity_id": pl.Int64, "articles": pl.Int64}


def clusters(*held: dict[str, int]) -> pl.DataFrame:
    """Clusters of nodes with their articles; the first node of each names it."""
    rows = [
        (number, node, articles, 0.9, at == 0)
        for number, nodes in enumerate(held)
        for at, (node, articles) in enumerate(nodes.items())
    ]
    return pl.DataFrame(rows, schema=CLUSTERS, orient="row")


def members(*rows: tuple[str, int, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=MEMBERS, orient="row")


def redirects(*rows: tuple[int, int, str]) -> pl.DataFrame:
    schema = {c: ENTITY_REDIRECTS.schema[c] for c in ("old_entity_id", "new_entity_id", "node")}
    return pl.DataFrame(rows, schema=schema, orient="row")


def given(
    clusters: pl.DataFrame, before: pl.DataFrame, redirected: pl.DataFrame, next_id: int = 100
) -> tuple[dict[str, int], list[tuple[object, ...]]]:
    ids, _, moved = give_ids(clusters, before, redirected, next_id)
    return dict(ids.select("node", "entity_id").iter_rows()), moved.rows()


def test_new_clusters_get_new_ids_in_order_of_their_names() -> None:
    ids, moved = given(clusters({"PERSON:ben oduya": 1}, {"PERSON:ana oduya": 2}), members(), redirects(), next_id=7)
    assert ids == {"PERSON:ana oduya": 7, "PERSON:ben oduya": 8}
    assert moved == []


def test_in_a_merge_the_older_survives_and_the_other_leads_to_it() -> None:
    ids, moved = given(
        clusters({"PERSON:yusuf berim": 9, "PERSON:youssef berim": 1}),
        members(("PERSON:yusuf berim", 12, 9), ("PERSON:youssef berim", 4, 1)),
        redirects(),
    )
    assert set(ids.values()) == {4}
    assert moved == [(12, 4, "merged", "PERSON:yusuf berim")]


def test_in_a_split_the_id_stays_with_the_better_known_part() -> None:
    ids, moved = given(
        clusters({"PERSON:yusuf berim": 2}, {"PERSON:youssef berim": 5}),
        members(("PERSON:yusuf berim", 4, 2), ("PERSON:youssef berim", 4, 5)),
        redirects(),
    )
    assert ids == {"PERSON:youssef berim": 4, "PERSON:yusuf berim": 100}
    assert moved == []


def test_after_a_split_an_id_that_was_merged_leads_to_its_own_name_again() -> None:
    ids, moved = given(
        clusters({"PERSON:yusuf berim": 2}, {"PERSON:youssef berim": 5}),
        members(("PERSON:yusuf berim", 4, 2), ("PERSON:youssef berim", 4, 5)),
        redirects((12, 4, "PERSON:yusuf berim")),
    )
    assert ids["PERSON:yusuf berim"] == 100
    assert moved == [(12, 100, "split", "PERSON:yusuf berim")]


def test_redirects_of_redirects_lead_on_in_one_hop() -> None:
    ids, moved = given(
        clusters({"ORG:port union": 3, "ORG:union of the port": 2, "ORG:pu": 1}),
        members(("ORG:port union", 9, 3), ("ORG:union of the port", 2, 2)),
        redirects((30, 9, "ORG:pu of old")),
    )
    assert set(ids.values()) == {2}
    assert sorted(moved) == [(9, 2, "merged", "ORG:port union"), (30, 2, "merged", "ORG:pu of old")]


def test_parts_that_change_partners_keep_one_id_each() -> None:
    ids, moved = given(
        clusters({"PERSON:a b": 5, "PERSON:c d": 4}, {"PERSON:e f": 1}),
        members(("PERSON:a b", 1, 5), ("PERSON:e f", 1, 1), ("PERSON:c d", 2, 4)),
        redirects(),
    )
    assert ids == {"PERSON:a b": 1, "PERSON:c d": 1, "PERSON:e f": 100}
    assert moved == [(2, 1, "merged", "PERSON:c d")]


def test_a_node_that_is_gone_gives_its_id_to_nobody() -> None:
    ids, moved = given(clusters({"PERSON:a b": 5}), members(("PERSON:gone one", 1, 0)), redirects())
    assert ids == {"PERSON:a b": 100}
    assert moved == []


@pytest.mark.parametrize(
    ("nodes", "kind"),
    [
        ({"PLACE:vell": 3, "PERSON:vell@4": 1}, "PLACE"),
        ({"PLACE:vell": 1, "ORG:vell": 1}, "PLACE"),
        ({"PLACE:vell": 1, "ORG:vell": 2}, "ORG"),
    ],
)
def test_the_kind_is_the_one_of_most_articles(nodes: dict[str, int], kind: str) -> None:
    _, entities, _ = give_ids(clusters(nodes), members(), redirects(), 1)
    assert entities.rows() == [(1, kind, "PLACE:vell")]
