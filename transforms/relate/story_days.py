"""Goes through days in their order, and finds for the articles of each the groups that they belong to.

What is found of a day depends on its articles and on those of the days before alone. So the same articles, read in any
order and in any number of nights, give the same groups.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from transforms.relate.story_groups import join
from transforms.relate.story_vectors import Ints, make_vectors
from warehouse.schema.relation import TellingInput


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike articles must be to belong together.

    Attributes:
        days: days that are looked at together.
        days_to_fade: days after which a likeness counts 1/e.
        least_alike: groups that are less alike on average stay two.
    """

    days: int
    days_to_fade: float
    least_alike: float


def tell_by_day(telling_input: TellingInput, likeness: Likeness) -> pl.DataFrame:
    """Returns the groups of new articles, as `warehouse.schema.relation.Teller` describes it."""
    articles = _in_order(telling_input)
    days = articles["day"].to_physical().to_numpy().astype(np.int64)
    ids = articles["article_id"].to_numpy()
    together = articles["together"].to_numpy()
    to_find = articles["told"].is_null().to_numpy()
    told = articles["told"].fill_null(0).to_numpy(writable=True)
    terms = telling_input.terms.join(articles.select("article_id").with_row_index("row"), on="article_id")
    for day in np.unique(days[to_find]):
        start, end = np.searchsorted(days, day - likeness.days, "right"), np.searchsorted(days, day, "right")
        window = slice(start, end)
        of_window = terms.filter(pl.col("row").is_between(start, end - 1)).with_columns(pl.col("row") - start)
        is_new = to_find[window] & (days[window] == day)
        groups = np.where(is_new, _first_places(together[window], is_new), _first_places(told[window], ~is_new))
        vectors = make_vectors(days[window], is_new, of_window, likeness.days_to_fade)
        found = join(groups, is_new, vectors, likeness.least_alike)
        told[window] = _named(found, is_new, told[window], ids[window])
    return pl.DataFrame({"article_id": ids[to_find], "told": told[to_find]})


def _in_order(telling_input: TellingInput) -> pl.DataFrame:
    """Orders articles by day and by what they say: their ids depend on the order in which they were loaded."""
    said = telling_input.terms.group_by("article_id").agg(
        said=(
            (pl.col("term").cast(pl.Int64) + 1) * 7919 % 1_000_003 * (pl.col("weight") * 1e6).round().cast(pl.Int64)
        ).sum()
    )
    joined = telling_input.articles.join(said, on="article_id", how="left")
    return joined.sort("day", "said", "article_id").drop("said")


def _first_places(names: Ints, among: npt.NDArray[np.bool_]) -> Ints:
    """Returns for each article the first place, among some, of those with its name; anything for the others."""
    places = np.flatnonzero(among)
    _, first, inverse = np.unique(names[places], return_index=True, return_inverse=True)
    found = np.zeros(len(names), dtype=np.int64)
    found[places] = places[first[inverse]]
    return found


def _named(groups: Ints, is_new: npt.NDArray[np.bool_], told: Ints, ids: Ints) -> Ints:
    """Gives new articles the name of their group, or the smallest id of its articles where all of them are new."""
    names = np.full(len(groups), np.iinfo(np.int64).max)
    np.minimum.at(names, groups, ids)
    names = -names
    names[groups[~is_new]] = told[~is_new]
    return np.where(is_new, names[groups], told)
