"""What the warehouse and `transforms.relate` hand each other when articles are compared with each other.

The warehouse knows the articles of all nights and reads them with SQL; the functions here decide which of them are
copies of one text and which tell one story, and know no database.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

CopyComparer = Callable[[pl.DataFrame], pl.DataFrame]
"""Takes pairs of articles that share passages: `article_id`, `earlier_article_id`, and their texts `text` and
`earlier_text`. Returns those that are copies: `article_id`, `earlier_article_id`, `share` and `earlier_share`, as in
the table `copy_links`."""


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

    compare_copies: CopyComparer
    tell_stories: StoryTeller
