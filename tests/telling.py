"""Small articles of invented happenings, and the stories that are found in them."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from tests.article import article
from transforms.extract.story_terms import StoryTerm, find_story_terms
from transforms.relate.stories import tell_stories
from warehouse.schema.relation import Teller, TellingInput

FIRST_DAY = date(2031, 5, 1)


@dataclass(frozen=True)
class Told:
    """An article of a day, by its headline and its lines."""

    name: str
    day: int
    lines: Sequence[str]

    @property
    def terms(self) -> list[StoryTerm]:
        return find_story_terms(article(*self.lines, kinds=("headline", *["body"] * (len(self.lines) - 1))))


@dataclass(frozen=True)
class Reckoned:
    """An article of a day, by its terms and their weights; the first of them stand in its headline."""

    name: str
    day: int
    weights: Mapping[str, float] = field(hash=False)

    @property
    def terms(self) -> list[StoryTerm]:
        return [StoryTerm(t, w, 1.0 if n < 3 else 0.0) for n, (t, w) in enumerate(self.weights.items())]


def frames(articles: Sequence[Told | Reckoned]) -> TellingInput:
    """The input of a teller, with ids in the order of the articles."""
    rows = [(n, t.term, t.weight, t.opening_weight) for n, a in enumerate(articles, 1) for t in a.terms]
    columns = {"article_id": pl.Int64, "word": pl.String, "weight": pl.Float64, "opening_weight": pl.Float64}
    terms = pl.DataFrame(rows, columns, orient="row")
    codes = terms.select("word").unique().sort("word").with_row_index("term").cast({"term": pl.Int64})
    ids = range(1, len(articles) + 1)
    return TellingInput(
        pl.DataFrame(
            {
                "article_id": ids,
                "day": [FIRST_DAY + timedelta(days=a.day) for a in articles],
                "together": ids,
                "told": [None] * len(articles),
            },
            {"article_id": pl.Int64, "day": pl.Date, "together": pl.Int64, "told": pl.Int64},
        ),
        terms.join(codes, on="word").select("article_id", "term", "weight", "opening_weight"),
    )


def stories(articles: Sequence[Told | Reckoned], teller: Teller = tell_stories) -> set[frozenset[str]]:
    """The stories of articles, by their names."""
    found: dict[int, set[str]] = {}
    for article_id, told in teller(frames(articles)).select("article_id", "told").iter_rows():
        found.setdefault(told, set()).add(articles[article_id - 1].name)
    return {frozenset(names) for names in found.values()}


def reckoned(name: str, happening: int, day: int) -> Reckoned:
    """An article of a happening that has words of its own, beside words that all happenings share.

    The name decides which of them it uses, and how often.
    """
    chance = random.Random(f"{name} {happening}")
    own = chance.sample([f"h{happening}w{n}" for n in range(12)], 10)
    shared = chance.sample([f"news{n}" for n in range(60)], 6)
    weights = {word: chance.uniform(1, 2) for word in own} | {word: chance.uniform(0.2, 0.5) for word in shared}
    return Reckoned(name, day, {word: round(weight, 3) for word, weight in weights.items()})
