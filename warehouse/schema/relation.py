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


STORY_DAYS = 14
"""Days whose articles are looked at together, to tell the stories of the last of them: an article joins no story whose
last article is older, and what is rare is asked of these days."""

THREAD_DAYS = 42
"""Likewise for threads: a story that comes six weeks after the last one of a thread continues it no more."""


@dataclass(frozen=True, slots=True)
class TellingInput:
    """Articles of some days, to be told apart into groups: stories, or threads. No copies are among them.

    Attributes:
        articles: `article_id`, `day` (of publication), `together` (a number that articles share which belong together
            in any case), and `told`: a number that the articles of one group share; null for those whose group is to be
            found. No article that has a group is of a later day than one that has none.
        terms: `article_id`, `term` (a number from 0), `weight`, `opening_weight`: what each is about, as in the table
            `story_terms`; terms are numbered in alphabetical order.
    """

    articles: pl.DataFrame
    terms: pl.DataFrame


Teller = Callable[[TellingInput], pl.DataFrame]
"""Returns `article_id` and `told` of every article whose group was to be found: the number of a group that it joins,
or, for a new one, the smallest id of the articles that founded it, as a negative number. What it finds for a day
depends on the articles of `STORY_DAYS` (`THREAD_DAYS`) up to that day and on their groups alone."""


@dataclass(frozen=True, slots=True)
class Relators:
    """The functions that relate articles to each other."""

    find_copies: CopyFinder
    tell_stories: Teller
    tell_threads: Teller
