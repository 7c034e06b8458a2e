"""Tables of what articles have to do with each other: copies, stories and threads."""

from warehouse.schema.tables.columns import Column, Table, article_column, load_column, reference
from warehouse.schema.tables.values import EARLIEST, LATEST


def _days() -> tuple[Column, Column]:
    """Returns the columns of the first and the last day of publication."""
    return (
        Column("first_published_on", "DATE", "Earliest day of publication; null where no article has one.",
               nullable=True, low=EARLIEST, high=LATEST),
        Column("last_published_on", "DATE", "Latest day of publication; null where no article has one.",
               nullable=True, low=EARLIEST, high=LATEST),
    )  # fmt: skip


_IN_ORDER = {"days_in_order": "first_published_on <= last_published_on"}

ARTICLE_SHINGLES = Table(
    "article_shingles",
    "one of the sampled word sequences of an article, by which articles with the same passages find each other",
    ("article_id", "shingle"),
    (
        article_column(),
        Column("shingle", "BIGINT", "Hash of the words."),
    ),
)

COPY_LINKS = Table(
    "copy_links",
    "one article that reprints an earlier one, whole, cut or edited, as the comparison of both texts shows",
    ("article_id", "earlier_article_id"),
    (
        reference("article_id", "articles.article_id", "The article that reprints."),
        reference("earlier_article_id", "articles.article_id", "The article that it reprints."),
        Column("share", "DOUBLE", "Share of its words that stand in the earlier article, in the same order.", low="0",
               high="1"),
        Column("earlier_share", "DOUBLE", "Share of the earlier article's words that stand in it, in the same order.",
               low="0", high="1"),
    ),
    {"not_of_itself": "article_id <> earlier_article_id"},
)  # fmt: skip

STORY_TERMS = Table(
    "story_terms",
    "one word of an article, by which articles about one happening find each other",
    ("article_id", "term"),
    (
        article_column(),
        Column("term", "VARCHAR", "The lemma of the word, folded for comparison."),
        Column("weight", "DOUBLE", "How much of what the article is about it carries: more in the headline and the "
               "opening than further down, and more when it comes again.", low="0"),
        Column("opening_weight", "DOUBLE", "How often it stands in the headline, and half as much in the first words; "
               "0 elsewhere.", low="0"),
    ),
)  # fmt: skip

STORIES = Table(
    "stories",
    "one happening or development as the articles of several days tell it, with its follow-ups and reactions",
    ("story_id",),
    (
        reference("story_id", "articles.article_id",
                  "The story, by the id of the first of its articles that was loaded."),
        reference("thread_id", "threads.thread_id", "The thread of stories that it continues."),
        Column("headline", "VARCHAR", "That of the article that is most like the others; null where none has one.",
               nullable=True),
        *_days(),
        Column("articles", "INTEGER", "Articles that tell it, copies included.", low="1"),
        Column("independent_articles", "INTEGER", "Articles that tell it and are nobody's copy.", low="1"),
        Column("outlets", "INTEGER", "Outlets that published them.", low="0"),
    ),
    {**_IN_ORDER, "originals_among_articles": "independent_articles <= articles"},
)  # fmt: skip

THREADS = Table(
    "threads",
    "stories that continue each other about one happening, over weeks",
    ("thread_id",),
    (
        reference("thread_id", "stories.story_id", "The thread, by the smallest id of its stories."),
        Column("headline", "VARCHAR", "That of its story with most articles; null where none has one.", nullable=True),
        *_days(),
        Column("stories", "INTEGER", "Stories in it.", low="1"),
        Column("articles", "INTEGER", "Articles of these, copies included.", low="1"),
    ),
    {**_IN_ORDER, "stories_among_articles": "stories <= articles"},
)  # fmt: skip

STORY_REDIRECTS = Table(
    "story_redirects",
    "one story id that was given up, with the story that stands for it now",
    ("old_story_id",),
    (
        Column("old_story_id", "BIGINT", "The id that was given up.", low="1"),
        reference("new_story_id", "stories.story_id", "The story that most of its articles are in now."),
        load_column("The load that last changed this row."),
        Column("reason", "VARCHAR", "`merged`: it became part of another story; `split`: its articles went to several; "
               "`removed`: they left the corpus, and this one is the nearest.", values=("merged", "split", "removed")),
    ),
)  # fmt: skip
