"""Which pairs of names are compared at all: those that share a blocking key."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from transforms.names.blocking import blocking_keys
from transforms.names.compare import compare, fits
from transforms.resolve.nodes import SIDE, parts

LARGEST_BLOCK = 60
"""Nodes under one key: more have only a fashion of naming in common, and pairs grow with the square."""

MOST_BEARERS = 6
"""Of a surname that a short name is compared with, the best known ones: it hardly ever means another."""

PROMINENT_ARTICLES, PROMINENT_SHARE = 10, 0.7
"""A bearer of a surname with so many articles, and such a share of those of all bearers, is meant without more."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes that share keys, and what is seen of them.

    Attributes:
        left: for a short name that one; of two full names that which sorts first.
        right: the other.
        key: under which they are judged.
        keys: touched ones that they share.
        likeness: the verdict on their spelling; `short`, or `prominent` where hardly anybody else bears the full name.
        seen: what it rests on.
        is_alias: whether an article gives one for the other.
        is_acronym: whether one may be the initials of the other.
    """

    left: str
    right: str
    key: str
    keys: Sequence[str]
    likeness: str
    score: float
    seen: dict[str, float | str]
    is_alias: bool = False
    is_acronym: bool = False

    @property
    def lesser(self) -> str:
        """The node that may stand for the other, by its spelling."""
        return min(self.left, self.right, key=lambda node: (node.count(" "), len(node), node))

    @property
    def fuller(self) -> str:
        """The other one."""
        return self.right if self.lesser == self.left else self.left

    @property
    def asks_company(self) -> bool:
        """Whether the company of two full names is looked at: not where spelling, kind or an article say enough."""
        return not (self.is_alias or self.is_certain)

    @property
    def is_certain(self) -> bool:
        """Whether two names differ only in how the same words are written, or are romanisations of one place."""
        is_place = self.left.startswith("PLACE:")
        return self.likeness == "same" and (is_place or self.seen.get("words") in {"same", "joined", "plural"})

    @property
    def is_part(self) -> bool:
        """Whether the lesser may stand for one such node only."""
        if self.is_alias:
            return " " not in parts(self.lesser)[1]
        is_cut = self.likeness == "close" and (self.seen.get("given") == "initial" or "middle" in self.seen)
        return self.likeness == "part" or self.is_acronym or is_cut

    @property
    def is_nickname(self) -> bool:
        """Whether the fuller name ends with the lesser one, a plural: so are clubs called, with and without town."""
        name = parts(self.lesser)[1]
        return self.left.startswith("ORG:") and name[-1] in "sx" and parts(self.fuller)[1].endswith(f" {name}")

    @property
    def is_within(self) -> bool:
        """Whether the fuller name holds the lesser one, word for word."""
        return f" {parts(self.lesser)[1]} " in f" {parts(self.fuller)[1]} "


@dataclass(frozen=True, slots=True)
class Stirred:
    """What is to be judged anew, as `changes.find_stirred` tells it."""

    names: pl.Series
    opened: pl.Series
    emptied: pl.Series
    joined: pl.Series


def of_full(blocks: pl.DataFrame) -> pl.DataFrame:
    """Returns the full names under keys that are not of short ones."""
    return blocks.filter(~pl.col("is_short"), ~pl.col("key").str.starts_with("s:"))


def node_keys(rows: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """Returns `key`, `node`, `voted`, `name_key`, `is_short` and `is_guess` of the nodes under each key.

    A short name stands under the one key that its own spelling gives. A name of one word whose kind only the model
    vouches for may be a surname as well: `is_guess`, and its `node` is the one that it would have then.
    """
    of_name = keys.select("name_key", "kind", "key").unique()
    columns = ["key", "node", "voted", "name_key", "is_short", "is_guess"]
    own = rows.join(of_name, left_on=["name_key", "voted"], right_on=["name_key", "kind"], how="inner")
    sure = rows.filter(~pl.col("is_weak"), pl.col("voted") != "PERSON").select("name_key").unique()
    guess = (
        rows.filter("is_weak", pl.col("voted").is_in(["ORG", "PLACE"]), ~pl.col("is_short"))
        .join(sure, on="name_key", how="anti")
        .join(of_name.filter(pl.col("key").str.starts_with("s:")).select("name_key", "key").unique(), on="name_key")
    )
    short = pl.concat(
        [
            own.filter("is_short").with_columns(is_guess=pl.lit(value=False)).select(columns),
            guess.with_columns(
                is_guess=pl.lit(value=True), is_short=pl.lit(value=True), node=AS_SURNAME, voted=pl.lit("PERSON")
            ).select(columns),
        ]
    )
    spelt = [(kind, name, _short_key(kind, name)) for kind, name in short.select("voted", "name_key").unique().rows()]
    own_key = pl.DataFrame(spelt, schema=dict.fromkeys(["voted", "name_key", "key"], pl.String), orient="row")
    full = own.filter(~pl.col("is_short")).with_columns(is_guess=pl.lit(value=False)).select(columns)
    return pl.concat([full, short.join(own_key, on=["voted", "name_key", "key"], how="semi")]).unique().sort(columns)


AS_SURNAME = pl.concat_str(pl.lit("PERSON:"), pl.col("name_key"), pl.lit("@"), pl.col("article_id").cast(pl.String))
"""The node of a row whose name is a surname in its article."""


def _short_key(kind: str, name: str) -> str | None:
    return min((key for key in blocking_keys(kind, [name]) if key.startswith("s:")), default=None)


def full_pairs(blocks: pl.DataFrame, open_blocks: pl.DataFrame, stirred: Stirred) -> list[Pair]:
    """Returns the pairs of full names to judge, those that have nothing in common left out.

    These are the ones with a name that was stirred, and those whose lesser name may stand for such a one: it has, or
    has lost, a rival.
    """
    columns = ["key", "node", "voted", "name_key"]
    nodes = of_full(open_blocks).select(columns).filter(pl.len().over("key").is_between(2, LARGEST_BLOCK))
    names = stirred.names.implode()
    is_stirred = pl.col("key").is_in(stirred.emptied.implode()) | pl.any_horizontal(
        pl.col("name_key", "name_key_right").is_in(names)
    )
    met = (
        nodes.join(nodes, on=["key", "voted"], how="inner", suffix="_right")
        .filter(pl.col("node") < pl.col("node_right"))
        .with_columns(is_stirred=is_stirred)
        .group_by("node", "node_right", "voted", "name_key", "name_key_right")
        .agg(pl.col("key").sort(), pl.col("is_stirred").any())
    )
    all_keys = of_full(blocks).select("node", "key")
    pairs = _pairs(met.filter("is_stirred"), all_keys)
    lesser = {pair.lesser for pair in pairs if pair.is_part}
    is_lesser = pl.col("node", "node_right").is_in(pl.Series(sorted(lesser), dtype=pl.String).implode())
    others = _pairs(met.filter(~pl.col("is_stirred"), pl.any_horizontal(is_lesser)), all_keys)
    return pairs + [p for p in others if p.key in p.keys and p.is_part and p.lesser in lesser]


def _pairs(met: pl.DataFrame, all_keys: pl.DataFrame) -> list[Pair]:
    """Returns those of the pairs that have something in common.

    Args:
        met: `node`, `node_right`, `voted`, `name_key`, `name_key_right` and the open `key`s that they share.
        all_keys: `node`, `key`.
    """
    telling = (
        met.select("node", "node_right")
        .join(all_keys, on="node")
        .join(all_keys, left_on=["node_right", "key"], right_on=["node", "key"])
        .group_by("node", "node_right")
        .agg(best=pl.col("key").sort_by(*_TELLING).first(), told=pl.col("key").filter(_WHOLE | _INITIALS))
    )
    pairs = []
    for left, right, kind, one, other, keys, best, told in (
        met.join(telling, on=["node", "node_right"])
        .sort("node", "node_right")
        .select("node", "node_right", "voted", "name_key", "name_key_right", "key", "best", "told")
        .iter_rows()
    ):
        seen = compare(kind, one, other)
        # What an article calls a person besides may be an office, that somebody else held before.
        is_alias = (f"={one}" in told or f"={other}" in told) and (kind != "PERSON" or seen.verdict != "apart")
        is_acronym = any(key.startswith("i:") for key in told) and (" " in one) != (" " in other)
        if seen.verdict in {"same", "close", "part"} or is_alias or is_acronym:
            pairs.append(Pair(left, right, best, keys, seen.verdict, seen.score, seen.features, is_alias, is_acronym))
    return pairs


_WHOLE = pl.col("key").str.starts_with("=")
_INITIALS = pl.col("key").str.starts_with("i:")
_TELLING = (
    _WHOLE,
    _INITIALS,
    pl.col("key").str.contains("-", literal=True),
    -pl.col("key").str.len_chars().cast(pl.Int32),
    pl.col("key"),
)
"""Order of keys: a whole spelling, many words before few, then the parts of words that catch slips, then initials."""


def best_known(bearers: pl.DataFrame) -> pl.DataFrame:
    """Returns of the bearers of each `key` and kind (`voted`) those that a short name is compared with.

    Args:
        bearers: those two columns, `node`, `articles`, and others.

    Returns:
        The `MOST_BEARERS` best known, or one alone, `is_prominent`, where hardly anybody else bears the name.
    """
    block = ["key", "voted"]
    best = pl.col("articles").max().over(block)
    is_prominent = (best >= PROMINENT_ARTICLES) & (best >= PROMINENT_SHARE * pl.col("articles").sum().over(block))
    return (
        bearers.sort(*block, -pl.col("articles"), "node")
        .with_columns(is_prominent=is_prominent, rank=pl.int_range(pl.len()).over(block))
        .filter(pl.col("rank") < pl.when("is_prominent").then(1).otherwise(MOST_BEARERS))
        .drop("rank")
    )


def short_pairs(blocks: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Pairs each short name with the best known bearers of it; with one alone where hardly anybody else bears it.

    Returns:
        `left` (the short one), `right`, `key`, `fit` (of the spelling, 0 to 1), `is_prominent`.
    """
    nodes = blocks.filter(pl.col("key").str.starts_with("s:"))
    bearers = best_known(nodes.filter(~pl.col("is_short")).join(articles, on="node", how="left"))
    pairs = nodes.filter("is_short").join(bearers, on=["key", "voted"], how="inner", suffix="_right")
    names = pairs.select("voted", "name_key", "name_key_right").unique()
    fit = pl.Series([fits(*row) for row in names.iter_rows()], dtype=pl.Float64)
    return (
        pairs.join(names.with_columns(fit=fit), on=names.columns)
        .filter(pl.col("fit") >= FITS_BY_SURNAME)
        .select("key", "fit", "is_prominent", left="node", right="node_right")
        .select(*PAIR, "key", "fit", "is_prominent")
        .sort(PAIR)
    )


PAIR = ["left", "right"]


def names_frame(pairs: Sequence[tuple[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(pairs, schema=dict.fromkeys(PAIR, pl.String), orient="row")


def with_sides(rows: pl.DataFrame) -> pl.DataFrame:
    """Returns the names of each node, also of those that weak names would have as surnames."""
    as_surnames = rows.filter("is_weak", ~pl.col("is_short")).select(*SIDE, AS_SURNAME.alias("node"))
    return pl.concat([rows.select(*SIDE, "node"), as_surnames])


FITS_BY_SURNAME = 0.8
"""Of `spelling.fits`: below it stand given names, which say little outside their article."""
