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
from warehouse.schema.tables.values import GENDERS, QUOTE_KINDS, STANCES, VARIANTS

QUOTES = Table(
    "quotes",
    "one quotation with its speaker; one that runs over several blocks has a row in each",
    ("quote_id",),
    (
        id_column("quote_id", "The quotation."),
        article_column(),
        block_column(),
        Column("kind", "VARCHAR", "A whole sentence or more in quotation marks, a part of one, or reported speech. "
               "Turns of an interview, and posts, are `direct` without marks.", values=QUOTE_KINDS),
        Column("text", "VARCHAR", "The words, without the quotation marks around them."),
        Column("speaker", "VARCHAR", "Who says it, as the article writes it; for a pronoun, or a description of "
               "somebody named (\"the 52-year-old\"), the name. Null where the article does not tell.", nullable=True),
        *entity_columns("speaker_entity_id", "Who says it.", nullable=True),
        Column("speaker_gender", "VARCHAR", "Of a person, as the article shows it by title, kinship, role or pronoun, "
               "never guessed from a given name; null where it does not.", nullable=True, values=GENDERS),
        Column("cue", "VARCHAR", "The verb or phrase that attributes it.", nullable=True),
        Column("stance", "VARCHAR", "What the cue says about the quotation: a claim, a denial, a warning and so on.",
               nullable=True, values=STANCES),
        *span_columns(),
    ),
    SPAN_RULES,
)  # fmt: skip

QUOTE_GROUPS = Table(
    "quote_groups",
    "one quotation in quotation marks that several articles have, even if it was cut, spelt differently or misquoted",
    ("quote_group_id",),
    (
        id_column("quote_group_id", "The group; it keeps its id as long as one of its quotations is there."),
        Column("text", "VARCHAR", "Its longest wording, as written in an article."),
    ),
)

QUOTE_VARIANTS = Table(
    "quote_variants",
    "one quotation of a group",
    ("quote_id",),
    (
        reference("quote_id", "quotes.quote_id", "The quotation."),
        reference("quote_group_id", "quote_groups.quote_group_id", "Its group."),
        Column("variant", "VARCHAR",
               "How its words compare with the longest wording. `same`: only case and punctuation differ; `spelling`: "
               "letters of words differ; `cut`: it is a part; `changed`: words differ.", values=VARIANTS),
    ),
)  # fmt: skip
