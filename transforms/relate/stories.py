"""Which articles tell one story: one specific happening as several outlets tell it within days."""

import polars as pl

from warehouse.schema.relation import StoryInput


def tell_stories(story_input: StoryInput) -> pl.DataFrame:
    """Returns the story of each article, as `warehouse.schema.relation.StoryTeller` describes it."""
    return story_input.articles.select("article_id", pl.coalesce("story_id", "article_id"))
