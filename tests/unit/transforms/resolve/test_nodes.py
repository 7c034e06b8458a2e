"""Kinds by vote of all articles, and the nodes that follow from them."""

import polars as pl
import pytest

from transforms.resolve.nodes import find_nodes, known_nodes, parts

NAMES = {
    "name_key": pl.String,
    "kind": pl.String,
    "is_weak": pl.Boolean,
    "is_short": pl.Boolean,
    "article_id": pl.Int64,
    "articles": pl.Int64,
    "votes": pl.Int64,
}


def names(*rows: tuple[str, str, bool, bool, int | None, int, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=NAMES, orient="row")


def nodes(*rows: tuple[str, str, bool, bool, int | None, int, int]) -> list[str]:
    return found(*rows)["node"].to_list()


def found(*rows: tuple[str, str, bool, bool, int | None, int, int]) -> pl.DataFrame:
    told = names(*rows)
    return find_nodes(told.drop("votes"), told.select("name_key", "kind", "votes"))


def test_a_full_name_is_one_node_over_all_articles_and_a_short_one_is_of_its_article() -> None:
    assert nodes(("amar oduya", "PERSON", False, False, None, 4, 12), ("oduya", "PERSON", False, True, 7, 1, 3)) == [
        "PERSON:amar oduya",
        "PERSON:oduya@7",
    ]


def test_the_models_word_alone_gives_way_to_what_other_articles_say() -> None:
    assert nodes(("vellmark", "PLACE", False, False, None, 3, 9), ("vellmark", "PERSON", True, True, 5, 1, 1)) == [
        "PLACE:vellmark",
        "PLACE:vellmark",
    ]


def test_what_an_article_says_by_more_than_the_model_stands() -> None:
    assert nodes(("vellmark", "PLACE", False, False, None, 90, 270), ("vellmark", "PERSON", False, True, 5, 1, 3)) == [
        "PLACE:vellmark",
        "PERSON:vellmark@5",
    ]


def test_a_weak_body_that_others_know_as_a_person_becomes_a_short_name_of_its_article() -> None:
    assert nodes(("oduya", "ORG", True, False, 8, 1, 1), ("oduya", "PERSON", False, True, 7, 1, 3)) == [
        "PERSON:oduya@8",
        "PERSON:oduya@7",
    ]


def test_a_tie_goes_to_the_person() -> None:
    assert nodes(("vell", "ORG", True, False, 8, 1, 1), ("vell", "PERSON", True, True, 7, 1, 1)) == [
        "PERSON:vell@8",
        "PERSON:vell@7",
    ]


def test_members_out_of_scope_stay_and_those_in_scope_are_counted_anew() -> None:
    rows = found(("amar oduya", "PERSON", False, False, None, 4, 12), ("oduya", "PERSON", True, True, 7, 1, 3))
    rows = rows.with_columns(node=pl.col("node").str.replace("@7", ""))
    members = pl.DataFrame(
        [
            ("PERSON:amar oduya", 1, 3, 0),
            ("PERSON:oduya", 2, 6, 5),
            ("ORG:port union", 1, 2, 2),
            ("PERSON:gone name", 1, 0, 0),
        ],
        schema=["node", "entity_id", "articles", "outside"],
        orient="row",
    )
    assert known_nodes(rows, members).rows() == [("ORG:port union", 2), ("PERSON:amar oduya", 4), ("PERSON:oduya", 6)]


def test_a_node_that_its_name_has_left_is_gone() -> None:
    rows = found(("oduya", "PERSON", False, True, 7, 1, 3))
    members = pl.DataFrame(
        [("PERSON:oduya", 1, 1, 0)], schema=["node", "entity_id", "articles", "outside"], orient="row"
    )
    assert known_nodes(rows, members).rows() == [("PERSON:oduya@7", 1)]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ("PERSON:amar oduya", ("PERSON", "amar oduya", False)),
        ("PERSON:oduya@12", ("PERSON", "oduya", True)),
        ("PERSON:oduya", ("PERSON", "oduya", True)),
        ("ORG:r&d/x", ("ORG", "r&d/x", False)),
    ],
)
def test_parts_of_a_node(node: str, expected: tuple[str, str, bool]) -> None:
    assert parts(node) == expected
