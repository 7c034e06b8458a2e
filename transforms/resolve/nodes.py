"""Nodes: what is compared over articles. Their kind is voted by all articles that have the name."""

import polars as pl

from transforms.names.blocking import is_short
from warehouse.schema.tables.values import ENTITY_KINDS

NAME_ROW = ["name_key", "kind", "is_weak", "article_id"]
"""Columns that tell the rows of `ResolutionInput.names` apart."""


def leading_kinds(votes: pl.DataFrame) -> pl.DataFrame:
    """Returns the kind with most votes, for each name.

    Args:
        votes: `name_key`, `kind`, `votes`.

    Returns:
        `name_key`, `leading`. Of kinds with equally many votes the first in `ENTITY_KINDS` leads.
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

    A kind that only the model's label speaks for gives way to the one with most votes over all articles.

    Args:
        names: `ResolutionInput.names`.
        votes: `ResolutionInput.votes`.

    Returns:
        The rows of `names` with `voted` (kind), `node`, and `is_short` of the name under that kind.
    """
    voted = names.join(leading_kinds(votes), on="name_key", how="left", maintain_order="left").with_columns(
        voted=pl.when("is_weak").then("leading").otherwise("kind")
    )
    return with_nodes(voted.drop("leading", "is_short"))


def with_nodes(rows: pl.DataFrame) -> pl.DataFrame:
    """Adds `is_short` and `node` to rows with `name_key`, `voted` and `article_id`."""
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
    """Returns all nodes that are to be clustered.

    Args:
        rows: names with their `node` and `articles`.
        members: `ResolutionInput.members`, of which those appearances are added that are not in `rows`.

    Returns:
        `node`, `articles`.
    """
    outside = members.filter(pl.col("outside") > 0).select("node", articles="outside")
    return (
        pl.concat([rows.select("node", "articles"), outside])
        .group_by("node")
        .agg(pl.col("articles").sum())
        .sort("node")
    )


def parts(node: str) -> tuple[str, str, bool]:
    """Splits a node into its kind, its `name_key`, and whether the name is short."""
    kind, _, name = node.partition(":")
    key, at, _ = name.partition("@")
    # Of nodes without an article only people's can be short names.
    return kind, key, bool(at) or (kind == "PERSON" and is_short(kind, key))
