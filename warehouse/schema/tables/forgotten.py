"""The table of articles that were taken down."""

from warehouse.schema.tables.columns import Column, Table, load_column

FORGOTTEN_ARTICLES = Table(
    "forgotten_articles",
    "one article that was taken down: that it was here, and why it is no more, without anything that it said",
    ("article_id",),
    (
        Column("article_id", "BIGINT", "The id that the article had; it is given to no other one.", low="1"),
        Column("scope", "VARCHAR",
               "What was asked to go: this `article`, or all of its `outlet`, whose articles are then read no more.",
               values=("article", "outlet")),
        Column("outlet", "VARCHAR", "Its publisher; null where unknown.", nullable=True),
        Column("content_sha256", "VARCHAR",
               "SHA-256 of its text, folded for comparison: it tells whether a text is this one, and not what it says.",
               pattern="[0-9a-f]{64}"),
        Column("forgotten_at", "TIMESTAMP", "When it was asked for, UTC."),
        Column("forgotten_by", "VARCHAR", "Who asked: the login name."),
        Column("reason", "VARCHAR", "Why, in the words of who asked."),
        Column("lifted_at", "TIMESTAMP",
               "When that was taken back, UTC, so that the article may be read again, under another id; null while it "
               "holds.",
               nullable=True),
        load_column("The load that removed it."),
    ),
)  # fmt: skip
