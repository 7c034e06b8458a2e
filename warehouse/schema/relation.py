"""What the warehouse and `transforms.relate` hand each other when articles are compared with each other.

The warehouse knows the articles of all nights and reads them with SQL; the functions here decide which of them are
copies of one text and which tell one story, and know no database.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from warehouse.schema.tables.stories import COPY_LINKS

COPY_TEXTS = pl.Schema({"article_id": pl.Int64(), "text": pl.String()})
"""Articles and their prose, one line a paragraph."""

COPY_PAIRS = pl.Schema(
    {
        "article_id": pl.Int64(),
        "place": pl.Int64(),
        "earlier_article_id": pl.Int64(),
        "earlier_place": pl.Int64(),
        "shared": pl.Int64(),
    }
)
"""Pairs of articles that share shingles, and how many. The places say which article comes before which: by day of
publication, those without one last, then by id."""

FOUND_COPIES = COPY_LINKS.schema
"""What `CopyFinder` returns: the rows of `copy_links`."""

COMPARED_ORIGINALS = 4
"""Originals with which an article is compared, those first with which it shares most shingles, then the earliest."""

CopyFinder = Callable[[pl.DataFrame, pl.DataFrame], pl.DataFrame]
"""Takes texts (`COPY_TEXTS`) and pairs (`COPY_PAIRS`); returns the articles that are copies (`FOUND_COPIES`), each with
the earliest article that it reprints and that is no copy itself. An earlier article without pairs of its own is no
copy."""


@dataclass(frozen=True, slots=True)
class StoryInput:
    """Articles of some days, in order of day and id, to be told apart into stories.

    Attributes:
        articles: `article_id`, `day` (of publication), `story_id` (null for an article whose story is to be found).
        terms: `article_id`, `term` (a number from 0), `weight`: what each is about, as in the table `story_terms`.
    """

    articles: pl.DataFrame
    terms: pl.DataFrame


StoryTeller = Callable[[StoryInput], pl.DataFrame]
"""Returns `article_id` and `story_id` of every article: the smallest id of the articles that tell the same story."""


@dataclass(frozen=True, slots=True)
class Relators:
    """The functions that relate articles to each other."""

    find_copies: CopyFinder
    tell_stories: StoryTeller
