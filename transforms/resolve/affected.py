"""Which names must be judged again after a night, and under which blocking keys.

A name that is in the news every day gains articles, but the judgements on it seldom change: its context is taken from a
few articles, drawn without regard to when they came, and numbers of articles count by thresholds only. So the names are
compared as they were and as they are, in exactly those features that `judge` uses. Whatever `judge` comes to look at
must be compared here too: so the entities of many nights are the same as those of all their articles at once.
"""

import polars as pl

from transforms.resolve.candidate_pairs import PROMINENT_ARTICLES, best_known
from transforms.resolve.nodes import leading_kinds
from transforms.resolve.short_names import KNOWN_ARTICLES
from warehouse.schema.resolution import Affected, NightChanges

NODE = ["name_key", "voted"]
"""Columns that tell names apart once their kind is voted."""


def find_affected(changes: NightChanges) -> Affected:
    """Returns the names and keys that must be judged again after a night."""
    keys = changes.keys
    now, before = _nodes_at(changes.names, ""), _nodes_at(changes.names, "_before")
    affected = _affected_names(now, before, changes)
    is_short_key = pl.col("key").str.starts_with("s:")
    keys_of_affected = keys.join(affected, on="name_key", how="semi")
    # The `s:` key of a short name is its own; that of a full name belongs to all short names that may mean it.
    may_be_short = pl.concat([now, before]).filter(pl.col("is_short") | pl.col("may_be_surname"))
    bearers, bearers_before = (
        _bearers(nodes, keys.filter(is_short_key, at)) for nodes, at in ((now, "now"), (before, "before"))
    )
    same = ["key", "voted", "ranking"]
    weighed = bearers.filter(~pl.col("is_prominent")).explode("names")
    to_rejudge = [
        keys_of_affected.filter(~is_short_key),
        keys_of_affected.filter(is_short_key).join(may_be_short, on="name_key", how="semi"),
        bearers.join(bearers_before, on=same, how="anti"),
        bearers_before.join(bearers, on=same, how="anti"),
        weighed.join(affected, left_on="names", right_on="name_key", how="semi"),
    ]
    keys_to_rejudge = pl.concat([frame.select("key") for frame in to_rejudge]).unique().sort("key")
    moved = may_be_short.filter("is_short", pl.col("added") + pl.col("removed") > 0)
    keys_of_moved = (
        keys.filter(is_short_key).join(moved, left_on=["name_key", "kind"], right_on=NODE, how="semi").select("key")
    )
    left_a_key = pl.concat(
        [
            before.join(now, on=NODE, how="anti").select("name_key"),
            keys.filter("before", ~pl.col("now")).select("name_key"),
        ]
    )
    return Affected(
        affected=affected["name_key"].sort(),
        keys_to_rejudge=keys_to_rejudge["key"],
        keys_losing_names=keys_of_affected.join(left_a_key, on="name_key", how="semi")["key"].unique().sort(),
        short_name_keys=keys_of_moved.join(keys_to_rejudge, on="key", how="anti")["key"].unique().sort(),
    )


def _nodes_at(names: pl.DataFrame, suffix: str) -> pl.DataFrame:
    """Returns the names at one time, now (no suffix) or before the night, by the kind that they had then.

    Returns:
        `name_key`, `voted` (kind), `leading` (kind of most votes), `is_sure` (an article says by more than the model's
        label that it is no person), `articles`, `added`, `removed`, `added_weak`, `is_short`, `may_be_surname`, `node`,
        `context`.
    """
    present = names.filter(pl.col(f"articles{suffix}") > 0).select(
        "name_key", "kind", "is_weak", "added", "removed",
        *(pl.col(column + suffix).alias(column) for column in ("votes", "articles", "context")),
    )  # fmt: skip
    is_sure = (~pl.col("is_weak") & (pl.col("kind") != "PERSON")).any().over("name_key")
    rows = present.with_columns(is_sure=is_sure).join(leading_kinds(present), on="name_key")
    rows = rows.with_columns(voted=pl.when("is_weak").then("leading").otherwise("kind"))
    context = (
        rows.select(*NODE, "context")
        .explode("context")
        .unnest("context")
        .drop_nulls("story")
        .sort("sample_order", "article_id")
        .unique([*NODE, "story"], keep="first", maintain_order=True)
        .group_by(NODE, maintain_order=True)
        .agg(context=pl.concat_str("article_id", "is_new", separator=" ").str.join("\n"))
    )
    nodes = rows.group_by(*NODE, "leading", "is_sure").agg(
        pl.col("articles", "added", "removed").sum(),
        added_weak=pl.col("added").filter("is_weak").sum(),
        is_weak=pl.col("is_weak").any(),
    )
    may_be_surname = pl.all_horizontal(
        "is_weak", ~pl.col("is_short"), ~pl.col("is_sure"), pl.col("voted").is_in(["ORG", "PLACE"])
    )
    # The leading kind is one of those that the name has, so each node finds its row here.
    short = names.group_by("name_key", voted="kind").agg(pl.col("is_short").any())
    return (
        nodes.join(short, on=NODE)
        .with_columns(may_be_surname=may_be_surname, node=pl.concat_str("voted", pl.lit(":"), "name_key"))
        .join(context, on=NODE, how="left")
        .drop("is_weak")
    )


def _affected_names(now: pl.DataFrame, before: pl.DataFrame, changes: NightChanges) -> pl.DataFrame:
    """Returns the `name_key`s about which something changed that a judgement may rest on."""
    both = now.join(before, on=NODE, how="full", coalesce=True, suffix="_before")
    many, many_before = pl.col("articles") >= PROMINENT_ARTICLES, pl.col("articles_before") >= PROMINENT_ARTICLES
    is_alias = pl.col("name_key").is_in(changes.aliases.implode())
    # A short name is a node of its article: that another article has it too changes nothing.
    full = ~pl.col("is_short") & (
        pl.col("articles_before").is_null()
        | (many != many_before)
        | pl.col("context").ne_missing(pl.col("context_before"))
        | (pl.col("may_be_surname") & (pl.col("added_weak") > 0))
        | (is_alias & (pl.col("articles") != pl.col("articles_before")))
    )
    gone = pl.col("articles").is_null() & ~pl.col("is_short_before")
    voted = (pl.col("leading") != pl.col("leading_before")) | (pl.col("is_sure") != pl.col("is_sure_before"))
    found = both.filter(full.fill_null(value=False) | gone.fill_null(value=False) | voted.fill_null(value=False))
    rekeyed = changes.keys.filter(pl.col("now") != pl.col("before"))
    return pl.concat(
        [found.select("name_key"), rekeyed.select("name_key"), changes.decided.to_frame("name_key")]
    ).unique()


def _bearers(nodes: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """Returns the full names that a short name is compared with, for each surname or office.

    Returns:
        `key`, `voted`, `is_prominent`, `ranking` (everything about them that a judgement uses, as one text) and `names`
        (list of `name_key`).
    """
    bearers = nodes.filter(~pl.col("is_short")).join(keys, left_on=NODE, right_on=["name_key", "kind"])
    bearers = bearers.with_columns(others=pl.len().over("key", "voted") > 1)
    ranked = pl.concat_str("node", pl.col("articles") >= KNOWN_ARTICLES, "others", "is_prominent", separator="\t")
    return (
        best_known(bearers.select("key", "voted", "node", "articles", "name_key", "others"))
        .sort("key", "voted", "node")
        .group_by("key", "voted", "is_prominent", maintain_order=True)
        .agg(ranking=ranked.str.join("\n"), names=pl.col("name_key"))
    )
