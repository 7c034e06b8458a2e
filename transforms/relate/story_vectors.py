"""How alike two articles are in what they tell, seen among the articles of the days around.

Each article is a vector of its terms, weighted by how rare a term is among the articles of these days. Three things
are then set aside, because they say little about one happening:

- themes: the few directions in which very many of these articles lie (a pandemic, an election) count less;
- how alike an article is to everything: a general commentary resembles all, so its likeness to one says little;
- days between: what is told days later is seldom the same story.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

RARITY_POWER: Final = 0.8
"""Power of the logarithm with which rarity counts. Any from 0.7 to 1 serves; above, one odd word decides."""
OTHER_ARTICLES: Final = 30
"""Articles that are counted beside those of the days, as if they held none of their terms: else a term that two of five
articles share would be a common one."""
OPENING_SHARE: Final = 0.2
"""How much the likeness of headlines and first words adds to that of the texts. Any from 0.1 to 0.3 serves."""
THEMES: Final = 3
"""Directions that are looked at: few themes fill a twentieth of the news at a time."""
THEME_ARTICLES, THEME_SHARE = 8, 0.03
"""A direction that carries this many articles, or this share of them where that is more, counts half. A story carries
its number of articles times their likeness, some 3 for one of ten articles: it is no theme."""
LEAST_LEFT: Final = 0.05
"""What is left at least of an article's length, so that one that is nothing but themes is not blown up."""
MEAN_POWER: Final = 0.5
"""How far a likeness is divided by the usual likeness of its two articles: 0 not at all, 1 wholly."""
USUAL_LIKENESS, USUAL_OF = 0.015, 30
"""The usual likeness of two articles of any days, counted as if that many articles had it: so an article among few
others is not thought to resemble everything."""
MOST_PRODUCTS: Final = 6 * 10**7
"""Products of terms that a day may cost, some seconds. Beyond it the commonest terms are left out."""
_ROUNDS, _BESIDE = 12, 5
"""Rounds of the power method, and directions beside the themes that it follows: then these stand still."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """Articles as vectors, which can be compared.

    Attributes:
        terms: a row for each article.
        themes: what of each article lies in the directions of themes.
        factors: what each likeness of an article is multiplied by.
        days: the day of each, as a number.
        days_to_fade: days after which a likeness counts 1/e.
    """

    terms: sparse.csr_array
    themes: Floats
    factors: Floats
    days: Ints
    days_to_fade: float

    def compare(self, rows: Ints, columns: Ints) -> sparse.csr_array:
        """Returns how alike some articles are to some others: 0 for nothing in common, about 1 for the same words."""
        alike = sparse.csr_array(self.terms[rows] @ self.terms[columns].T)
        left = rows[np.repeat(np.arange(len(rows)), np.diff(alike.indptr))]
        right = columns[alike.indices]
        values = alike.data
        for theme in self.themes.T:
            values -= theme[left] * theme[right]
        values *= self.factors[left] * self.factors[right]
        values *= np.exp(-np.abs(self.days[left] - self.days[right]) / self.days_to_fade)
        np.maximum(values, 0.0, out=values)
        return alike


def make_vectors(days: Ints, is_new: npt.NDArray[np.bool_], terms: pl.DataFrame, days_to_fade: float) -> Vectors:
    """Makes the vectors of the articles of some days.

    Args:
        days: the day of each article.
        is_new: which of them are to be compared with all.
        terms: `row` (an article, as a place in `days`), `term` (a number from 0), `weight`, `opening_weight`.
        days_to_fade: days after which a likeness counts 1/e.
    """
    rows = _rows(is_new, terms)
    themes = _themes(rows)
    lengths = _squares(rows)
    in_themes = (themes**2).sum(axis=1)
    left = np.maximum(lengths - in_themes, LEAST_LEFT)
    with_all = rows @ rows.sum(axis=0) - themes @ themes.sum(axis=0) - (lengths - in_themes)
    usual = np.maximum(with_all / left, 0.0) + USUAL_OF * USUAL_LIKENESS
    factors = (1 + OPENING_SHARE) ** 0.5 * left**-0.5 * (usual.mean() / usual) ** (MEAN_POWER / 2)
    return Vectors(rows, themes, factors, days, days_to_fade)


def _rows(is_new: npt.NDArray[np.bool_], terms: pl.DataFrame) -> sparse.csr_array:
    """Puts the weighted terms of texts and of openings side by side."""
    width = 1 + int(terms["term"].to_numpy().max(initial=0))
    parts = []
    for column, share in (("weight", 1.0), ("opening_weight", OPENING_SHARE)):
        held = terms.filter(pl.col(column) > 0)
        places = (held["row"].to_numpy(), held["term"].to_numpy())
        counts = sparse.csr_array((held[column].to_numpy(), places), shape=(len(is_new), width))
        parts.append(_weigh(counts, is_new) * share**0.5)
    rows = sparse.csr_array(sparse.hstack(parts))
    rows.sort_indices()
    return rows


def _weigh(counts: sparse.csr_array, is_new: npt.NDArray[np.bool_]) -> sparse.csr_array:
    """Weighs terms by rarity and makes all rows equally long; leaves out costly terms."""
    held_by = np.bincount(counts.indices, minlength=counts.shape[1]).astype(np.int64)
    held_by_new = np.bincount(counts[is_new].indices, minlength=counts.shape[1])
    rarest_first = np.argsort(held_by, kind="stable")
    affordable = np.zeros(len(held_by), dtype=bool)
    affordable[rarest_first] = np.cumsum((held_by * held_by_new)[rarest_first]) <= MOST_PRODUCTS
    rarity = np.log((counts.shape[0] + OTHER_ARTICLES + 1) / (held_by + 0.5)) ** RARITY_POWER
    rarity[~affordable] = 0.0
    weighted = sparse.csr_array(counts @ sparse.diags_array(rarity))
    weighted.eliminate_zeros()
    lengths = _squares(weighted) ** 0.5
    return sparse.csr_array(sparse.diags_array(1 / np.where(lengths > 0, lengths, 1.0)) @ weighted)


def _squares(rows: sparse.csr_array) -> Floats:
    return np.asarray(rows.multiply(rows).sum(axis=1), dtype=np.float64).ravel()


def _themes(rows: sparse.csr_array) -> Floats:
    """Returns how far each article lies in each of the strongest directions, as much of it as is to be set aside.

    The directions are found by the power method from a fixed start, so that the same articles give the same ones
    (Halko, Martinsson and Tropp: Finding structure with randomness, 2011).
    """
    articles = rows.shape[0]
    if articles < THEME_ARTICLES:
        return np.zeros((articles, 0))
    found = np.random.default_rng(0).standard_normal((articles, min(THEMES + _BESIDE, articles)))
    for _ in range(_ROUNDS):
        found, _ = np.linalg.qr(rows @ (rows.T @ found))
    carried, turned = np.linalg.eigh((rows.T @ found).T @ (rows.T @ found))
    strongest = np.argsort(-carried)[:THEMES]
    carried = np.maximum(carried[strongest], 0.0)
    set_aside = 1 - (1 + (carried / max(THEME_ARTICLES, THEME_SHARE * articles)) ** 2) ** -2
    return np.asarray(found @ turned[:, strongest] * (carried * set_aside) ** 0.5)
