"""Nodes: what is compared over articles, and of what kind each is, by vote of all articles that name it."""

import polars as pl

from transforms.names.blocking import is_short
from warehouse.schema.tables.values import ENTITY_KINDS

SIDE = ["name_key", "kind", "is_weak", "article_id"]
"""What tells rows of names apart."""


def leading_kinds(votes: pl.DataFrame) -> pl.DataFrame:
    """Returns for each `name_key` the kind that leads, `leading`, by `kind` and `votes`.

    A tie goes to the earlier of `ENTITY_KINDS`.
    """
    rank = pl.col("kind").replace_strict({kind: n for n, kind in enumerate(ENTITY_KINDS)}, return_dtype=pl.Int8)
    return (
        votes.group_by("name_key", "kind")
        .agg(pl.col("votes").sum())
        .sort("name_key", -pl.col("votes"), rank)
        .unique("name_key", keep="first", maintain_order=True)
        .select("name_key", leading="kind")
    )


def find_nodes(names: pl.DataFrame, votes: pl.DataFrame) -> pl.DataFrame:
    """Gives names their kind over all articles, and with it their node.

    A kind that only the model's word speaks for gives way to the one that leads over all articles.

    Args:
        names: as for `resolve`, as are the following.
        votes: for the kinds.

    Returns:
        The rows of `names` with `voted` (kind), `node`, and `is_short` of the name under that kind.
    """
    voted = names.join(leading_kinds(votes), on="name_key", how="left", maintain_order="left").with_columns(
        voted=pl.when("is_weak").then("leading").otherwise("kind")
    )
    return with_nodes(voted.drop("leading", "is_short"))


def with_nodes(rows: pl.DataFrame) -> pl.DataFrame:
    """Adds `is_short` and `node`, by `name_key`, `voted` and `article_id`."""
    distinct = rows.select("voted", "name_key").unique()
    short = distinct.with_columns(
        is_short=pl.Series([is_short(*row) for row in distinct.iter_rows()], dtype=pl.Boolean)
    )
    node = pl.concat_str(pl.col("voted"), pl.lit(":"), pl.col("name_key"))
    of_article = pl.concat_str(node, pl.lit("@"), pl.col("article_id").cast(pl.String))
    return rows.join(short, on=["voted", "name_key"], how="left", maintain_order="left").with_columns(
        node=pl.when("is_short").then(of_article).otherwise(node)
    )


def known_nodes(rows: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Returns `node` and `articles` of all nodes: those of the scope as they are, the other members as they were."""
    outside = members.filter(pl.col("outside") > 0).select("node", articles="outside")
    return (
        pl.concat([rows.select("node", "articles"), outside])
        .group_by("node")
        .agg(pl.col("articles").sum())
        .sort("node")
    )


def parts(node: str) -> tuple[str, str, bool]:
    """Returns kind and `name_key` of a node, and whether the name is short."""
    kind, _, name = node.partition(":")
    key, at, _ = name.partition("@")
    # Only people's short names are nodes without an article.
    return kind, key, bool(at) or (kind == "PERSON" and is_short(kind, key))
