"""Tables of articles whose text changed after it was published: the earlier texts, and what they stated."""

from warehouse.schema.tables.columns import Column, Table, article_column, load_column, reference
from warehouse.schema.tables.values import BOUNDS, EARLIEST, EVENTS, LATEST, STATEMENT_KINDS


def _version_column() -> Column:
    return Column("version_no", "INTEGER", "Number of the text among those of the article, from 1, the first one.",
                  low="1")  # fmt: skip


ARTICLE_VERSIONS = Table(
    "article_versions",
    "one earlier text of an article, which a later load replaced by another one",
    ("article_id", "version_no"),
    (
        article_column(),
        _version_column(),
        load_column("The load that read this text last."),
        Column("replaced_load_id", "VARCHAR", "The load that read the text after it.", references="loads.load_id"),
        Column("published_on", "DATE", "Day of publication that this text had.", nullable=True, low=EARLIEST,
               high=LATEST),
        Column("headline", "VARCHAR", "Its headline; null without one.", nullable=True),
        Column("body", "VARCHAR", "Its headline, summary and body blocks, separated by blank lines."),
        Column("word_count", "INTEGER", "Number of words of that body.", low="0"),
    ),
    {"read_before_replaced": "load_id < replaced_load_id"},
)  # fmt: skip

ARTICLE_VERSION_STATEMENTS = Table(
    "article_version_statements",
    "one figure or quotation of an earlier text of an article",
    ("article_id", "version_no", "statement_no"),
    (
        article_column(),
        _version_column(),
        Column("statement_no", "INTEGER", "Number of the statement in that text, from 1.", low="1"),
        Column("kind", "VARCHAR", "Whether it is a figure or a quotation.", values=STATEMENT_KINDS),
        Column("text", "VARCHAR", "The number as written, or the words of the quotation."),
        Column("sentence", "VARCHAR", "The sentence that states a figure; null for a quotation.", nullable=True),
        Column("value_low", "DOUBLE", "Of a figure, as in `figures`.", nullable=True),
        Column("value_high", "DOUBLE", "Of a figure, as in `figures`.", nullable=True),
        Column("bound", "VARCHAR", "Of a figure, as in `figures`.", nullable=True, values=BOUNDS),
        Column("unit", "VARCHAR", "Of a figure, as in `figures`.", nullable=True),
        Column("currency", "VARCHAR", "Of a figure, as in `figures`.", nullable=True, pattern="[A-Z]{3}"),
        Column("counted_head", "VARCHAR", "Of a figure, as in `figures`.", nullable=True),
        Column("event", "VARCHAR", "Of a figure, as in `figures`.", nullable=True, values=EVENTS),
        Column("speaker", "VARCHAR", "Who states it, as that text writes it; null for the publisher's own voice, and "
               "where the text does not tell.", nullable=True),
    ),
    {"figure_has_sentence": "(kind = 'figure') = (sentence IS NOT NULL)"},
)  # fmt: skip

ARTICLE_UPDATES = Table(
    "article_updates",
    "one article whose outlet published another text under the same address later, which was read as an article of its "
    "own",
    ("article_id",),
    (
        reference("article_id", "articles.article_id", "The article with the earlier text."),
        reference("later_article_id", "articles.article_id", "The article with the text after it."),
    ),
    {"not_of_itself": "article_id <> later_article_id"},
)  # fmt: skip

ARTICLE_CHANGES = Table(
    "article_changes",
    "one thing that was added, removed or changed from one text of an article to the next",
    ("article_id", "from_version", "change_no"),
    (
        reference("article_id", "articles.article_id", "The article with the earlier text."),
        Column("from_version", "INTEGER", "Number of the earlier text among those of its article, from 1; that in "
               "`articles` is the last one.", low="1"),
        reference("later_article_id", "articles.article_id", "The article with the later text: the same one, or that "
                  "of `article_updates`."),
        Column("to_version", "INTEGER", "Number of the later text among those of its article.", low="1"),
        Column("change_no", "INTEGER", "Number of the change among those between the two texts, from 1.", low="1"),
        Column("kind", "VARCHAR", "What changed.", values=("headline", "paragraph", *STATEMENT_KINDS)),
        Column("change", "VARCHAR", "What became of it.", values=("added", "removed", "changed")),
        Column("text_before", "VARCHAR", "The earlier words; of a figure the sentence that states it.", nullable=True),
        Column("text_after", "VARCHAR", "The later words.", nullable=True),
        Column("number_before", "VARCHAR", "Of a figure the number as the earlier text writes it.", nullable=True),
        Column("number_after", "VARCHAR", "Of a figure the number as the later text writes it.", nullable=True),
    ),
    {
        "added_was_not_there": "(change = 'added') = (text_before IS NULL)",
        "removed_is_gone": "(change = 'removed') = (text_after IS NULL)",
    },
)  # fmt: skip

KEPT_VERSIONS = 20
"""Earlier texts of an article that are kept: the first one and the latest ones. Few articles are changed so often; a
live blog that changes every night would fill the file."""

ADDRESS = r"""nullif(regexp_extract(
    regexp_replace(
        regexp_replace(url, '^(?i:https?://)?(?i:www\.)?|#.*', '', 'g'), '[?&](utm_\w+|fbclid|gclid)=[^&]*', '', 'g'),
    '^([^/?]+[/?].*[^/])/*$', 1), '')"""
"""SQL for the address of an article out of its column `url`: without scheme, "www.", fragment and what counts clicks.
Null for the front page of a site, which is no article."""

DAY = "coalesce(published_on, strptime(left(load_id, 8), '%Y%m%d')::DATE)"
"""SQL for the day by which the readings of one address are ordered: of publication, else that on which it was read."""


def folded(text: str) -> str:
    """Returns SQL for a text as it is compared: small letters, digits, signs of currencies and per cent, one space."""
    return rf"trim(regexp_replace(lower(nfc_normalize({text})), '[^\pL\pM\pN\p{{Sc}}%]+', ' ', 'g'))"
