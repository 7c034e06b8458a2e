"""The company that names keep: how alike the articles are that bear two names.

Articles are compared by their terms: words, and the names of persons and bodies. What is sought are the two articles,
one of each name, that are most alike; the words of the names themselves do not count.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from transforms.resolve.nodes import parts

Find = Callable[[pl.DataFrame], tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]]
"""Takes `name_key`, `kind`, `is_weak`, `article_id` and `node`. Returns `node`, `story`, `article_id`: some stories of
each node, and an article that tells it; `article_id`, `code` of the terms of these articles; and `term`, `code` of all
terms, numbered from 0."""

NAME_WEIGHT = 2
"""A name that two articles share tells as much as so many words."""

SOME, GOOD, STRONG = 0.11, 0.18, 0.3
"""Likeness of two articles (cosine over their terms). Of pairs of real articles taken at random 5 % reach the first and
under 1 % the second; of pairs on one event 90 %, 80 % and 60 % reach them (docs/entities.md)."""

FEWEST_SHARED = 2.0
"""Weight of the terms that must be shared: two very short articles are alike by one common word."""


@dataclass(frozen=True, slots=True)
class Company:
    """What the two articles share that are most alike among those of two nodes.

    Attributes:
        likeness: cosine over the terms of the articles.
        weight: of the terms shared.
        is_beside: whether one story has both, and so tells them apart.
    """

    likeness: float = 0.0
    weight: float = 0.0
    is_beside: bool = False

    @property
    def level(self) -> int:
        """From 0, none, to 3, strong."""
        return sum(self.likeness >= step and self.weight >= FEWEST_SHARED for step in (SOME, GOOD, STRONG))


NO_COMPANY = Company()

IN_COMPANY = (pl.col("likeness") >= SOME) & (pl.col("weight") >= FEWEST_SHARED)
"""Of rows of `find_company`: whether the level is not none."""


def find_company(sides: pl.DataFrame, pairs: pl.DataFrame, find: Find) -> pl.DataFrame:
    """Finds what the articles of pairs of nodes share.

    Args:
        sides: `name_key`, `kind`, `is_weak`, `article_id` and `node` of all names of the nodes.
        pairs: `left` and `right` node; those with the same right one are compared at once.
        find: gives the articles of nodes.

    Returns:
        The pairs with `likeness`, `weight` and `is_beside`, as in `Company`.
    """
    nodes = pl.concat([pairs.select(node="left"), pairs.select(node="right")]).unique().sort("node")
    stories = _Stories(nodes, *find(sides.join(nodes, on="node", how="semi")))
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
    likeness, weight, is_beside = (np.concatenate([*column, empty]) for column in columns)
    return placed.select(
        "left", "right", likeness=pl.Series(np.sqrt(likeness)).round(4), weight=pl.Series(weight, dtype=pl.Float64),
        is_beside=pl.Series(is_beside.astype(bool)),
    )  # fmt: skip


Numbers = npt.NDArray[np.int64]
Likenesses = npt.NDArray[np.float64]

LANE, LANES = 16, 4
"""Bits of one sum, and sums side by side in one number: the stories of a node are compared in few passes."""
LANE_MASK = (1 << LANE) - 1


class _Stories:
    """The stories of nodes, and the terms of the articles that tell them, numbered.

    Attributes:
        terms: those of all articles, one article after the other.
        weights: of these.
        spans: for each article where its terms begin, and how many they are.
        of_node: for each node where its stories begin, and how many they are.
        story, article, norm: of each story: its id, the number of its article, and the weight of the article's terms
            without those of the node's name.
        own: terms of a node's name that stand in the article of its story.
        own_of: for each story where these begin, and how many they are.
        looked_up: for each term its weights in several stories, side by side; zeros after each use.
    """

    def __init__(self, nodes: pl.DataFrame, held: pl.DataFrame, told: pl.DataFrame, codes: pl.DataFrame) -> None:
        weight = pl.when(pl.col("term").str.starts_with("=")).then(NAME_WEIGHT).otherwise(1).cast(pl.Int64)
        codes = codes.sort("code").with_columns(weight=weight)
        coded = told.sort("article_id", "code")
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

    def shared_with(self, lefts: Numbers, right: int) -> tuple[Likenesses, Numbers, Numbers]:
        """Returns the likeness, squared, the weight of the terms shared, and whether one story has both nodes."""
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
                # An article is no company to itself.
                same = self.story[places] == self.story[other]
                beside |= same
                shared[same] = 0
                alike = shared * shared / np.maximum(1, self.norm[places] * self.norm[other])
                better = (alike > likeness) | ((alike == likeness) & (shared > weight))
                likeness, weight = np.where(better, alike, likeness), np.where(better, shared, weight)
        return _most(likeness, weight, beside.astype(np.int64), lengths)

    def _look_up(self, place: int, lane: int) -> Numbers:
        """Writes the weights of a story's terms to a lane, but for those of the node's own name. Returns the terms."""
        at = _ranges(self.spans, self.article[place : place + 1])[0]
        own = self.own[_ranges(self.own_of, np.array([place]))[0]]
        shift = np.uint64(lane * LANE)
        self.looked_up[self.terms[at]] |= self.weights[at] << shift
        self.looked_up[own] &= ~(np.uint64(LANE_MASK) << shift)
        return self.terms[at]


def _own(node: str) -> list[str]:
    """Returns the terms that the name of a node itself brings along."""
    name = parts(node)[1]
    return sorted({*name.split(), f"={name}"})


def _spans(lengths: pl.Series) -> Numbers:
    """Returns two rows: where each of these stretches begins, one after the other, and how long it is."""
    sizes = lengths.cast(pl.Int64).to_numpy()
    return np.stack([np.cumsum(sizes) - sizes, sizes])


def _ranges(spans: Numbers, chosen: Numbers) -> tuple[Numbers, Numbers]:
    """Returns all places in the stretches chosen, and how long each of these is."""
    starts, lengths = spans[:, chosen]
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(lengths.sum()), lengths


def _most(
    likeness: Likenesses, weight: Numbers, beside: Numbers, lengths: Numbers
) -> tuple[Likenesses, Numbers, Numbers]:
    """Returns of each stretch the greatest likeness, the greatest weight with that, and whether any is beside."""
    most = np.zeros(len(lengths))
    heaviest, any_beside = (np.zeros(len(lengths), dtype=np.int64) for _ in range(2))
    some = lengths > 0
    starts = (np.cumsum(lengths) - lengths)[some]
    if len(starts):
        most[some] = np.maximum.reduceat(likeness, starts)
        heaviest[some] = np.maximum.reduceat(np.where(likeness == np.repeat(most, lengths), weight, 0), starts)
        any_beside[some] = np.maximum.reduceat(beside, starts)
    return most, heaviest, any_beside
