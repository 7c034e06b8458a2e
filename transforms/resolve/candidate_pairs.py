"""Which pairs of names are compared at all: those that share a blocking key."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from transforms.names.blocking import blocking_keys
from transforms.names.compare import compare, fits
from transforms.names.comparison import Features, SpellingVerdict
from transforms.names.gazetteer import gazetteer
from transforms.resolve.nodes import NAME_ROW, parts
from warehouse.schema.resolution import Affected

LARGEST_BLOCK = 60
"""Nodes under one key. More have only a common way of naming in common ("American ..."), and the number of pairs grows
with the square of it."""

MOST_BEARERS = 6
"""Full names that a short name is compared with, the best known ones; a surname hardly ever means another bearer."""

PROMINENT_ARTICLES, PROMINENT_SHARE = 10, 0.7
"""A full name in at least so many articles, with at least this share of the articles of all who bear the surname, is
meant by the surname alone."""

LEAST_FIT = 0.8
"""Least `fits` of a short name to a full one. Below it stand given names, which tell little outside their article."""


@dataclass(frozen=True, slots=True)
class CandidatePair:
    """Two nodes that share blocking keys, and what their spellings say.

    Attributes:
        left: of a short and a full name the short one; of two full names the one that sorts first.
        right: the other one.
        key: the most telling key that they share; under it they are judged.
        keys: the keys to rejudge that they share.
        spelling: the verdict on two full names; `short` for a short name, `prominent` for one that hardly anybody else
            bears.
        features: what comparing two full names showed.
        fit: how well a short name fits the full one, 0 to 1.
        is_alias: whether an article uses one for the other.
        is_acronym: whether one may be the initials of the other.
    """

    left: str
    right: str
    key: str
    keys: Sequence[str]
    spelling: SpellingVerdict | Literal["short", "prominent"]
    features: Features = field(default_factory=dict)
    fit: float = 1.0
    is_alias: bool = False
    is_acronym: bool = False

    @property
    def shorter(self) -> str:
        """The node with fewer words, which may stand for the other."""
        return min(self.left, self.right, key=lambda node: (node.count(" "), len(node), node))

    @property
    def fuller(self) -> str:
        """The other node."""
        return self.right if self.shorter == self.left else self.left

    @property
    def needs_context(self) -> bool:
        """Whether the context of two full names counts; not where their spelling or an article says enough."""
        return not (self.is_alias or self.is_certain)

    @property
    def is_certain(self) -> bool:
        """Whether two names differ only in how the same words are written, or are of one place by the gazetteer."""
        return self.spelling == "same" and self.features.get("words") in {"same", "joined", "plural"}

    @property
    def stands_for_one(self) -> bool:
        """Whether the shorter name can stand for one full name only, so that a second one makes it doubtful."""
        if self.is_alias:
            return " " not in parts(self.shorter)[1]
        is_cut = self.spelling == "close" and (self.features.get("given") == "initial" or "middle" in self.features)
        return self.spelling == "part" or self.is_acronym or is_cut

    @property
    def is_nickname(self) -> bool:
        """Whether an organisation's fuller name is the shorter one behind a town, or the shorter one is a plural.

        So clubs and newspapers are called: "Halden Foxes", "Foxes"; "Boston Herald", "Herald".
        """
        name, fuller = parts(self.shorter)[1], parts(self.fuller)[1]
        if not self.left.startswith("ORG:") or not fuller.endswith(f" {name}"):
            return False
        return name[-1] in "sx" or bool(gazetteer().cities(fuller.removesuffix(f" {name}")))

    @property
    def is_within(self) -> bool:
        """Whether the fuller name holds the shorter one, word for word."""
        return f" {parts(self.shorter)[1]} " in f" {parts(self.fuller)[1]} "


def full_names(blocks: pl.DataFrame) -> pl.DataFrame:
    """Returns the rows of `node_keys` of full names, without the keys that short names have."""
    return blocks.filter(~pl.col("is_short"), ~pl.col("key").str.starts_with("s:"))


def node_keys(rows: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """Returns the nodes under each blocking key.

    A short name stands only under the key that its own spelling gives. A name of one word whose kind only the model's
    label speaks for may be a surname as well; it gets a second row, with the node that it would have then.

    Args:
        rows: what `nodes.find_nodes` returned.
        keys: `ResolutionInput.keys`.

    Returns:
        `key`, `node`, `voted` (kind), `name_key`, `is_short`, `may_be_surname` (it is such a second row).
    """
    keys_of_name = keys.select("name_key", "kind", "key").unique()
    columns = ["key", "node", "voted", "name_key", "is_short", "may_be_surname"]
    own = rows.join(keys_of_name, left_on=["name_key", "voted"], right_on=["name_key", "kind"], how="inner")
    sure = rows.filter(~pl.col("is_weak"), pl.col("voted") != "PERSON").select("name_key").unique()
    surnames = (
        rows.filter("is_weak", pl.col("voted").is_in(["ORG", "PLACE"]), ~pl.col("is_short"))
        .join(sure, on="name_key", how="anti")
        .join(
            keys_of_name.filter(pl.col("key").str.starts_with("s:")).select("name_key", "key").unique(), on="name_key"
        )
    )
    short = pl.concat(
        [
            own.filter("is_short").with_columns(may_be_surname=pl.lit(value=False)).select(columns),
            surnames.with_columns(
                may_be_surname=pl.lit(value=True), is_short=pl.lit(value=True), node=AS_SURNAME, voted=pl.lit("PERSON")
            ).select(columns),
        ]
    )
    spelt = [(kind, name, _short_key(kind, name)) for kind, name in short.select("voted", "name_key").unique().rows()]
    own_key = pl.DataFrame(spelt, schema=dict.fromkeys(["voted", "name_key", "key"], pl.String), orient="row")
    full = own.filter(~pl.col("is_short")).with_columns(may_be_surname=pl.lit(value=False)).select(columns)
    return pl.concat([full, short.join(own_key, on=["voted", "name_key", "key"], how="semi")]).unique().sort(columns)


AS_SURNAME = pl.concat_str(pl.lit("PERSON:"), pl.col("name_key"), pl.lit("@"), pl.col("article_id").cast(pl.String))
"""The node that a row of names has if its name is a surname in its article."""


def _short_key(kind: str, name: str) -> str | None:
    """Returns the first `s:` key of a name; none where it has none."""
    return min((key for key in blocking_keys(kind, [name]) if key.startswith("s:")), default=None)


def full_pairs(blocks: pl.DataFrame, open_blocks: pl.DataFrame, affected: Affected) -> list[CandidatePair]:
    """Returns the pairs of full names to judge, without those that have nothing in common.

    They are the pairs with an affected name; and those whose shorter name stands in such a pair, for it may have won or
    lost a rival.

    Args:
        blocks: what `node_keys` returned.
        open_blocks: the rows of it under keys that are judged now.
        affected: what the night affected.
    """
    columns = ["key", "node", "voted", "name_key"]
    nodes = full_names(open_blocks).select(columns).filter(pl.len().over("key").is_between(2, LARGEST_BLOCK))
    names = affected.affected.implode()
    is_affected = pl.col("key").is_in(affected.keys_losing_names.implode()) | pl.any_horizontal(
        pl.col("name_key", "name_key_right").is_in(names)
    )
    sharing = (
        nodes.join(nodes, on=["key", "voted"], how="inner", suffix="_right")
        .filter(pl.col("node") < pl.col("node_right"))
        .with_columns(is_affected=is_affected)
        .group_by("node", "node_right", "voted", "name_key", "name_key_right")
        .agg(pl.col("key").sort(), pl.col("is_affected").any())
    )
    all_keys = full_names(blocks).select("node", "key")
    pairs = _pairs(sharing.filter("is_affected"), all_keys)
    shorter = {pair.shorter for pair in pairs if pair.stands_for_one}
    is_shorter = pl.col("node", "node_right").is_in(pl.Series(sorted(shorter), dtype=pl.String).implode())
    others = _pairs(sharing.filter(~pl.col("is_affected"), pl.any_horizontal(is_shorter)), all_keys)
    return pairs + [p for p in others if p.key in p.keys and p.stands_for_one and p.shorter in shorter]


def _pairs(sharing: pl.DataFrame, all_keys: pl.DataFrame) -> list[CandidatePair]:
    """Returns those of the pairs that have something in common.

    Args:
        sharing: `node`, `node_right`, `voted`, `name_key`, `name_key_right` and the `key`s to rejudge that they share.
        all_keys: `node` and each `key` of it.
    """
    telling = (
        sharing.select("node", "node_right")
        .join(all_keys, on="node")
        .join(all_keys, left_on=["node_right", "key"], right_on=["node", "key"])
        .group_by("node", "node_right")
        .agg(best=pl.col("key").sort_by(*_MOST_TELLING_FIRST).first(), spelt=pl.col("key").filter(_WHOLE | _INITIALS))
    )
    pairs = []
    for left, right, kind, one, other, keys, best, spelt in (
        sharing.join(telling, on=["node", "node_right"])
        .sort("node", "node_right")
        .select("node", "node_right", "voted", "name_key", "name_key_right", "key", "best", "spelt")
        .iter_rows()
    ):
        found = compare(kind, one, other)
        # What an article calls a person besides may be an office, which somebody else held before.
        is_alias = (f"={one}" in spelt or f"={other}" in spelt) and (kind != "PERSON" or found.verdict != "apart")
        is_acronym = any(key.startswith("i:") for key in spelt) and (" " in one) != (" " in other)
        if found.verdict in {"same", "close", "part"} or is_alias or is_acronym:
            pairs.append(
                CandidatePair(
                    left, right, best, keys, found.verdict, found.features, is_alias=is_alias, is_acronym=is_acronym
                )
            )
    return pairs


_WHOLE = pl.col("key").str.starts_with("=")
_INITIALS = pl.col("key").str.starts_with("i:")
_MOST_TELLING_FIRST = (
    _WHOLE,
    _INITIALS,
    pl.col("key").str.contains("-", literal=True),
    -pl.col("key").str.len_chars().cast(pl.Int32),
    pl.col("key"),
)
"""Order of keys, the most telling first: keys of words, long ones before short ones; keys of letters, for slips;
initials; a whole spelling."""


def best_known(bearers: pl.DataFrame) -> pl.DataFrame:
    """Returns the full names that a short name is compared with.

    Args:
        bearers: full names: `key`, `voted` (kind), `node`, `articles`, and other columns.

    Returns:
        For each `key` and `voted` the `MOST_BEARERS` in most articles; or one alone, with `is_prominent`, where hardly
        anybody else bears the name. The columns are those of `bearers`, and `is_prominent`.
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
    """Pairs each short name with the best known full names that it may stand for.

    Args:
        blocks: rows of `node_keys`.
        articles: `node`, `articles`.

    Returns:
        `left` (the short name), `right`, `key`, `fit` (how well the spelling fits, 0 to 1), `is_prominent`.
    """
    nodes = blocks.filter(pl.col("key").str.starts_with("s:"))
    bearers = best_known(nodes.filter(~pl.col("is_short")).join(articles, on="node", how="left"))
    pairs = nodes.filter("is_short").join(bearers, on=["key", "voted"], how="inner", suffix="_right")
    names = pairs.select("voted", "name_key", "name_key_right").unique()
    fit = pl.Series([fits(*row) for row in names.iter_rows()], dtype=pl.Float64)
    return (
        pairs.join(names.with_columns(fit=fit), on=names.columns)
        .filter(pl.col("fit") >= LEAST_FIT)
        .select("key", "fit", "is_prominent", left="node", right="node_right")
        .select(*PAIR, "key", "fit", "is_prominent")
        .sort(PAIR)
    )


PAIR = ["left", "right"]


def pairs_frame(pairs: Sequence[tuple[str, str]]) -> pl.DataFrame:
    """Returns pairs of nodes as a frame of `left` and `right`."""
    return pl.DataFrame(pairs, schema=dict.fromkeys(PAIR, pl.String), orient="row")


def names_of_nodes(rows: pl.DataFrame) -> pl.DataFrame:
    """Returns the names of each node, also of the nodes that weak names would have as surnames.

    Args:
        rows: what `nodes.find_nodes` returned.

    Returns:
        `name_key`, `kind`, `is_weak`, `article_id`, `node`.
    """
    as_surnames = rows.filter("is_weak", ~pl.col("is_short")).select(*NAME_ROW, AS_SURNAME.alias("node"))
    return pl.concat([rows.select(*NAME_ROW, "node"), as_surnames])
