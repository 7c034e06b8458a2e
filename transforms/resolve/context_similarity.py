"""Context similarity: how similar the articles are that name two nodes.

Articles are compared by their terms: the words that tell what they are about, and the full names of people and
organisations in them. The measure is the cosine of their term vectors (G. Salton, A. Wong, C. S. Yang, "A Vector Space
Model for Automatic Indexing", 1975): the weight of the shared terms, divided by the geometric mean of the two articles'
weights. Of all pairs of articles, one of each node, the most similar pair counts. The words of the two names themselves
are left out.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from transforms.resolve.evidence import ContextLevel
from transforms.resolve.nodes import parts
from warehouse.schema.resolution import ContextLookup

NAME_WEIGHT = 2
"""Weight of a name; that of a word is 1. Two articles that share a name are more likely on one matter."""

SOME, GOOD, STRONG = 0.11, 0.18, 0.3
"""Least cosine for `ContextLevel.SOME`, `GOOD` and `STRONG`. Of pairs of real articles taken at random 5 % reach the
first and under 1 % the second; of pairs on one event 90 %, 80 % and 60 % reach them (docs/entities.md)."""

LEAST_SHARED = 2.0
"""Least weight of the terms shared, for any context at all: two very short articles are similar by one common word."""


@dataclass(frozen=True, slots=True)
class ContextSimilarity:
    """What the two most similar articles of two nodes share.

    Attributes:
        cosine: of the two articles' terms, 0 to 1.
        shared_weight: sum of the weights of the terms that both have.
        in_one_story: whether a story names both nodes.
    """

    cosine: float = 0.0
    shared_weight: float = 0.0
    in_one_story: bool = False

    @property
    def level(self) -> ContextLevel:
        """How much it says."""
        is_enough = self.shared_weight >= LEAST_SHARED
        return ContextLevel(sum(self.cosine >= step and is_enough for step in (SOME, GOOD, STRONG)))


NO_CONTEXT = ContextSimilarity()

HAS_CONTEXT = (pl.col("cosine") >= SOME) & (pl.col("shared_weight") >= LEAST_SHARED)
"""Whether a row of `compare_contexts` is above `ContextLevel.NONE`."""


def compare_contexts(names: pl.DataFrame, pairs: pl.DataFrame, find_context: ContextLookup) -> pl.DataFrame:
    """Compares the articles of pairs of nodes.

    Args:
        names: `name_key`, `kind`, `is_weak`, `article_id` and `node` of all names of the nodes.
        pairs: `left` and `right` node; pairs with the same right node are compared in one go.
        find_context: returns the stories and terms of nodes.

    Returns:
        The pairs with `cosine`, `shared_weight` and `in_one_story`, as in `ContextSimilarity`.
    """
    nodes = pl.concat([pairs.select(node="left"), pairs.select(node="right")]).unique().sort("node")
    stories = _Stories(nodes, *find_context(names.join(nodes, on="node", how="semi")))
    places = nodes.with_row_index("place")
    placed = (
        pairs.join(places.rename({"node": "left", "place": "one"}), on="left", maintain_order="left")
        .join(places.rename({"node": "right", "place": "other"}), on="right", maintain_order="left")
        .sort("other", maintain_order=True)
    )
    groups = placed.group_by("other", maintain_order=True).agg("one")
    found = [
        stories.shared_with(ones.to_numpy(), other) for other, ones in zip(groups["other"], groups["one"], strict=True)
    ]
    empty = np.zeros(0)
    columns = zip(*found, strict=True) if found else (empty, empty, empty)
    squared, weight, in_one_story = (np.concatenate([*column, empty]) for column in columns)
    return placed.select(
        "left", "right", cosine=pl.Series(np.sqrt(squared)).round(4), shared_weight=pl.Series(weight, dtype=pl.Float64),
        in_one_story=pl.Series(in_one_story.astype(bool)),
    )  # fmt: skip


Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

LANE, LANES = 16, 4
"""Bits of one sum of weights, and how many sums stand side by side in one 64-bit number. So a node is compared with
four stories of another in one pass."""
LANE_MASK = (1 << LANE) - 1


class _Stories:
    """The stories of nodes and the terms of their articles, as arrays of numbers.

    A *span* is where a stretch of an array begins, and how long it is.

    Attributes:
        terms: codes of the terms of all articles, one article after the other.
        weights: the weight of each of these terms.
        spans: for each article the span of its terms.
        of_node: for each node the span of its stories.
        story, article, norm: for each story its id, the number of its article, and the weight of the article's terms
            without those of the node's own name.
        own: codes of those terms of an article that belong to the node's own name.
        own_of: for each story the span of these.
        looked_up: for each term its weights in several stories, side by side in one number; zero after each use.
    """

    def __init__(self, nodes: pl.DataFrame, held: pl.DataFrame, terms: pl.DataFrame, codes: pl.DataFrame) -> None:
        weight = pl.when(pl.col("term").str.starts_with("=")).then(NAME_WEIGHT).otherwise(1).cast(pl.Int64)
        codes = codes.sort("code").with_columns(weight=weight)
        coded = terms.sort("article_id", "code")
        coded = coded.with_columns(weight=codes["weight"].gather(coded["code"]))
        articles = (
            coded.group_by("article_id", maintain_order=True)
            .agg(pl.len(), pl.col("weight").sum())
            .with_row_index("article")
        )
        stories = held.join(articles, on="article_id").sort("node", "story").with_row_index("place")
        own = nodes.with_columns(term=pl.Series(map(_own, nodes["node"]), dtype=pl.List(pl.String))).explode("term")
        present = (
            own.join(codes, on="term")
            .join(stories.select("node", "place", "article_id"), on="node")
            .join(coded.select("article_id", "code"), on=["article_id", "code"], how="semi")
            .sort("place", "code")
        )
        without = present.group_by("place").agg(own=pl.col("weight").sum(), owns=pl.len())
        stories = stories.join(without, on="place", how="left").with_columns(pl.col("own", "owns").fill_null(0))
        counts = nodes.join(stories.group_by("node").len(), on="node", how="left", maintain_order="left")
        self.terms, self.weights = coded["code"].cast(pl.Int64).to_numpy(), coded["weight"].cast(pl.UInt64).to_numpy()
        self.spans = _spans(articles["len"])
        self.of_node = _spans(counts["len"].fill_null(0))
        self.story, self.article = stories["story"].to_numpy(), stories["article"].to_numpy()
        self.norm = (stories["weight"] - stories["own"]).to_numpy()
        self.own = present["code"].cast(pl.Int64).to_numpy()
        self.own_of = _spans(stories["owns"])
        self.looked_up = np.zeros(codes.height, dtype=np.uint64)

    def shared_with(self, lefts: Integers, right: int) -> tuple[Floats, Integers, Integers]:
        """Compares nodes with one other, by their numbers.

        Returns:
            For each of `lefts` the squared cosine, the weight of the terms shared, and whether a story names both.
        """
        places, lengths = _ranges(self.of_node, lefts)
        at, spans = _ranges(self.spans, self.article[places])
        terms, starts = self.terms[at], np.cumsum(spans) - spans
        owned, owns = _ranges(self.own_of, places)
        own, of_own = self.own[owned], np.repeat(np.arange(len(places)), owns)
        likeness, weight = np.zeros(len(places)), np.zeros(len(places), dtype=np.int64)
        beside = np.zeros(len(places), dtype=bool)
        others = _ranges(self.of_node, np.array([right]))[0] if len(places) else places
        for some in np.split(others, range(LANES, len(others), LANES)):
            used = [self._look_up(place, lane) for lane, place in enumerate(some)]
            sums = np.add.reduceat(self.looked_up[terms], starts)
            np.subtract.at(sums, of_own, self.looked_up[own])
            for one in used:
                self.looked_up[one] = 0
            for lane, other in enumerate(some):
                shared = (sums >> np.uint64(lane * LANE)).astype(np.int64) & LANE_MASK
                # A story that names both says nothing about whether they are one.
                same = self.story[places] == self.story[other]
                beside |= same
                shared[same] = 0
                alike = shared * shared / np.maximum(1, self.norm[places] * self.norm[other])
                better = (alike > likeness) | ((alike == likeness) & (shared > weight))
                likeness, weight = np.where(better, alike, likeness), np.where(better, shared, weight)
        return _most(likeness, weight, beside.astype(np.int64), lengths)

    def _look_up(self, place: int, lane: int) -> Integers:
        """Writes the weights of a story's terms into a lane, without the node's own name, and returns the terms."""
        at = _ranges(self.spans, self.article[place : place + 1])[0]
        own = self.own[_ranges(self.own_of, np.array([place]))[0]]
        shift = np.uint64(lane * LANE)
        self.looked_up[self.terms[at]] |= self.weights[at] << shift
        self.looked_up[own] &= ~(np.uint64(LANE_MASK) << shift)
        return self.terms[at]


def _own(node: str) -> list[str]:
    """Returns the terms that the name of a node itself brings into its articles."""
    name = parts(node)[1]
    return sorted({*name.split(), f"={name}"})


def _spans(lengths: pl.Series) -> Integers:
    """Returns two rows: where each of these stretches begins if one follows the other, and how long it is."""
    sizes = lengths.cast(pl.Int64).to_numpy()
    return np.stack([np.cumsum(sizes) - sizes, sizes])


def _ranges(spans: Integers, chosen: Integers) -> tuple[Integers, Integers]:
    """Returns all positions in the chosen stretches, and how long each stretch is."""
    starts, lengths = spans[:, chosen]
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(lengths.sum()), lengths


def _most(likeness: Floats, weight: Integers, beside: Integers, lengths: Integers) -> tuple[Floats, Integers, Integers]:
    """Returns for each stretch the highest likeness, the highest weight with it, and whether any story names both."""
    most = np.zeros(len(lengths))
    heaviest, any_beside = (np.zeros(len(lengths), dtype=np.int64) for _ in range(2))
    some = lengths > 0
    starts = (np.cumsum(lengths) - lengths)[some]
    if len(starts):
        most[some] = np.maximum.reduceat(likeness, starts)
        heaviest[some] = np.maximum.reduceat(np.where(likeness == np.repeat(most, lengths), weight, 0), starts)
        any_beside[some] = np.maximum.reduceat(beside, starts)
    return most, heaviest, any_beside
