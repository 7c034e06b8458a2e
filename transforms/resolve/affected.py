"""What a night changes of all that judgements rest on, and so the keys under which names must be compared anew.

A name that is in the news every day gains articles, and yet no judgement on it changes: company is that of a few
articles, chosen without regard to when they came, and numbers of articles count by thresholds. So names are looked at
as they were and as they are, in no more than what `judge` rests on. Whatever `judge` comes to look at must be compared
here too: that is what keeps the entities of many nights the same as those of all their articles at once.
"""

import polars as pl

from transforms.resolve.candidate_pairs import PROMINENT_ARTICLES, best_known
from transforms.resolve.nodes import leading_kinds
from transforms.resolve.short_names import KNOWN_ARTICLES

NODE = ["name_key", "voted"]


def find_stirred(
    *, names: pl.DataFrame, keys: pl.DataFrame, decided: pl.Series, aliases: pl.Series
) -> dict[str, pl.Series]:
    """Finds what to look at after a night.

    Args:
        names: `name_key`, `kind`, `is_weak`, `is_short`; `votes`, `articles` and `company` (the articles looked at:
            `story`, `article_id`, `is_new`, `mark`; null where nothing has changed), each of now and, named `_before`,
            of the day before; `fresh` and `gone` (appearances). All names that the night changed, and their namesakes.
        keys: `name_key`, `kind`, `key`, `now`, `before` of these names.
        decided: names that people judged anew.
        aliases: names that an article gives for another one, or another one for them.

    Returns:
        `stirred`: names of which something has changed that a judgement may rest on. `opened`: keys under which these
        are to be compared with others, and all short names with full ones. `emptied`: those of them that a name has
        left. `joined`: other keys, under which only the short names are looked at that came, went or moved to another
        story.
    """
    now, before = _at(names, ""), _at(names, "_before")
    stirred = _stirred(now, before, keys, decided, aliases)
    surname = pl.col("key").str.starts_with("s:")
    of_stirred = keys.join(stirred, on="name_key", how="semi")
    # Of a short name a surname's key is its own; of a full one it is that of all who may mean it.
    own = pl.concat([now, before]).filter(pl.col("is_short") | pl.col("is_guess"))
    bearers, earlier = (_bearers(nodes, keys.filter(surname, at)) for nodes, at in ((now, "now"), (before, "before")))
    same = ["key", "voted", "ranking"]
    compared = bearers.filter(~pl.col("is_prominent")).explode("names")
    opened = [
        of_stirred.filter(~surname),
        of_stirred.filter(surname).join(own, on="name_key", how="semi"),
        bearers.join(earlier, on=same, how="anti"),
        earlier.join(bearers, on=same, how="anti"),
        compared.join(stirred, left_on="names", right_on="name_key", how="semi"),
    ]
    found = pl.concat([frame.select("key") for frame in opened]).unique().sort("key")
    moved = own.filter("is_short", pl.col("fresh") + pl.col("gone") > 0)
    joined = keys.filter(surname).join(moved, left_on=["name_key", "kind"], right_on=NODE, how="semi").select("key")
    left = pl.concat(
        [
            before.join(now, on=NODE, how="anti").select("name_key"),
            keys.filter("before", ~pl.col("now")).select("name_key"),
        ]
    )
    return {
        "stirred": stirred["name_key"].sort(),
        "opened": found["key"],
        "emptied": of_stirred.join(left, on="name_key", how="semi")["key"].unique().sort(),
        "joined": joined.join(found, on="key", how="anti")["key"].unique().sort(),
    }


def _at(names: pl.DataFrame, suffix: str) -> pl.DataFrame:
    """Returns the names at one time, by the kind that they had then.

    Returns:
        `name_key`, `voted`, `leading`, `is_sure` (an article tells by more than the model's word that it is no person),
        `articles`, `fresh`, `gone`, `fresh_weak`, `is_short`, `is_guess` (it may be a surname besides), `node`,
        `company`.
    """
    told = names.filter(pl.col(f"articles{suffix}") > 0).select(
        "name_key", "kind", "is_weak", "fresh", "gone",
        *(pl.col(column + suffix).alias(column) for column in ("votes", "articles", "company")),
    )  # fmt: skip
    is_sure = (~pl.col("is_weak") & (pl.col("kind") != "PERSON")).any().over("name_key")
    rows = told.with_columns(is_sure=is_sure).join(leading_kinds(told), on="name_key")
    rows = rows.with_columns(voted=pl.when("is_weak").then("leading").otherwise("kind"))
    company = (
        rows.select(*NODE, "company")
        .explode("company")
        .unnest("company")
        .drop_nulls("story")
        .sort("mark", "article_id")
        .unique([*NODE, "story"], keep="first", maintain_order=True)
        .group_by(NODE, maintain_order=True)
        .agg(company=pl.concat_str("article_id", "is_new", separator=" ").str.join("\n"))
    )
    nodes = rows.group_by(*NODE, "leading", "is_sure").agg(
        pl.col("articles", "fresh", "gone").sum(),
        fresh_weak=pl.col("fresh").filter("is_weak").sum(),
        is_weak=pl.col("is_weak").any(),
    )
    is_guess = pl.all_horizontal(
        "is_weak", ~pl.col("is_short"), ~pl.col("is_sure"), pl.col("voted").is_in(["ORG", "PLACE"])
    )
    # The kind that leads is one of those that the name has.
    short = names.group_by("name_key", voted="kind").agg(pl.col("is_short").any())
    return (
        nodes.join(short, on=NODE)
        .with_columns(is_guess=is_guess, node=pl.concat_str("voted", pl.lit(":"), "name_key"))
        .join(company, on=NODE, how="left")
        .drop("is_weak")
    )


def _stirred(
    now: pl.DataFrame, before: pl.DataFrame, keys: pl.DataFrame, decided: pl.Series, aliases: pl.Series
) -> pl.DataFrame:
    """Returns the `name_key`s of which something has changed that a judgement may rest on."""
    both = now.join(before, on=NODE, how="full", coalesce=True, suffix="_before")
    many, many_before = pl.col("articles") >= PROMINENT_ARTICLES, pl.col("articles_before") >= PROMINENT_ARTICLES
    # An article's short name is a node of its own: that another article has it too changes nothing.
    full = ~pl.col("is_short") & (
        pl.col("articles_before").is_null()
        | (many != many_before)
        | pl.col("company").ne_missing(pl.col("company_before"))
        | (pl.col("is_guess") & (pl.col("fresh_weak") > 0))
        | (pl.col("name_key").is_in(aliases.implode()) & (pl.col("articles") != pl.col("articles_before")))
    )
    gone = pl.col("articles").is_null() & ~pl.col("is_short_before")
    voted = (pl.col("leading") != pl.col("leading_before")) | (pl.col("is_sure") != pl.col("is_sure_before"))
    found = both.filter(full.fill_null(value=False) | gone.fill_null(value=False) | voted.fill_null(value=False))
    rekeyed = keys.filter(pl.col("now") != pl.col("before"))
    return pl.concat([found.select("name_key"), rekeyed.select("name_key"), decided.to_frame("name_key")]).unique()


def _bearers(nodes: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """Returns whom a short name is compared with under each surname or office.

    Returns:
        `key`, `voted`, `is_prominent`, `ranking` (all that counts of them, as a text) and `names` (list of `name_key`).
    """
    borne = nodes.filter(~pl.col("is_short")).join(keys, left_on=NODE, right_on=["name_key", "kind"])
    borne = borne.with_columns(others=pl.len().over("key", "voted") > 1)
    told = pl.concat_str("node", pl.col("articles") >= KNOWN_ARTICLES, "others", "is_prominent", separator="\t")
    return (
        best_known(borne.select("key", "voted", "node", "articles", "name_key", "others"))
        .sort("key", "voted", "node")
        .group_by("key", "voted", "is_prominent", maintain_order=True)
        .agg(ranking=told.str.join("\n"), names=pl.col("name_key"))
    )
