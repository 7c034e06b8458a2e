"""Tables of quotations and of the groups that the same words in several articles make."""

from warehouse.schema.tables.columns import (
    SPAN_RULES,
    Column,
    Table,
    article_column,
    block_column,
    entity_columns,
    id_column,
    reference,
    span_columns,
)
from warehouse.schema.tables.values import QUOTE_KINDS, STANCES, VARIANTS

QUOTES = Table(
    "quotes",
    "one quotation with its speaker; one that runs over several blocks has a row in each",
    ("quote_id",),
    (
        id_column("quote_id", "The quotation."),
        article_column(),
        block_column(),
        Column("kind", "VARCHAR", "A whole sentence or more in quotation marks, a part of one, or reported speech.",
               values=QUOTE_KINDS),
        Column("text", "VARCHAR", "The words, without the quotation marks around them."),
        Column("speaker", "VARCHAR", "Who says it, as written; null where the article does not tell.", nullable=True),
        *entity_columns("speaker_entity_id", "Who says it.", nullable=True),
        Column("cue", "VARCHAR", "The verb or phrase that attributes it.", nullable=True),
        Column("stance", "VARCHAR", "What the cue makes of it.", nullable=True, values=STANCES),
        *span_columns(),
    ),
    SPAN_RULES,
)  # fmt: skip

QUOTE_GROUPS = Table(
    "quote_groups",
    "one quotation in marks that several articles hold, however it was cut, spelt or misquoted",
    ("quote_group_id",),
    (
        id_column("quote_group_id", "The group; it keeps its id while any of its quotations stays."),
        Column("text", "VARCHAR", "Its fullest wording, as written in an article."),
    ),
)

QUOTE_VARIANTS = Table(
    "quote_variants",
    "one quotation of a group",
    ("quote_id",),
    (
        reference("quote_id", "quotes.quote_id", "The quotation."),
        reference("quote_group_id", "quote_groups.quote_group_id", "Its group."),
        Column("variant", "VARCHAR", "How its words stand to the fullest wording: the same but for case and marks; "
               "letters of words differ; a part of it; words differ.", values=VARIANTS),
    ),
)  # fmt: skip
