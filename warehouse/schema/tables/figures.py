"""Tables of figures and of the words that each part of one was read from."""

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
from warehouse.schema.tables.values import (
    AS_OF_SOURCES,
    BOUNDS,
    EARLIEST,
    EVENTS,
    FACTUALITIES,
    FIGURE_STATUSES,
    LATEST,
    MEASURES,
    PARTS_OF_FIGURES,
    PLACE_SOURCES,
)

FIGURES = Table(
    "figures",
    "one number with what it counts, as one article states it",
    ("figure_id",),
    (
        id_column("figure_id", "The figure."),
        article_column(),
        block_column(),
        Column("sentence", "VARCHAR", "The sentence that states it."),
        Column("surface", "VARCHAR", "The number with its bound and unit words, as written."),
        Column("value_low", "DOUBLE", "Lowest value stated; null for an open end.", nullable=True),
        Column("value_high", "DOUBLE", "Highest value stated; null for an open end.", nullable=True),
        Column("bound", "VARCHAR",
               "How the words limit the number: exactly, at least, at most, about and so on.", values=BOUNDS),
        Column("unit", "VARCHAR", "Unit of measure, in the singular; null for a plain count.", nullable=True),
        Column("currency", "VARCHAR", "ISO 4217 code of an amount of money.", nullable=True, pattern="[A-Z]{3}"),
        Column("counted", "VARCHAR", "The noun phrase that is counted, without the number.", nullable=True),
        Column("counted_head", "VARCHAR", "The head noun of that phrase, as written.", nullable=True),
        Column("counted_class", "VARCHAR", "The name under which it is compared with other counts: `people` for "
               "persons by any word, a word such as `child` for those who are often counted apart, else the "
               "head in the singular, or what is measured; null where nothing tells.", nullable=True),
        Column("measured", "VARCHAR", "What an amount with a unit or currency is the measure of, as far as the "
               "sentence tells.", nullable=True),
        *entity_columns("counted_entity_id", "The people, organisation or place that the phrase names.", nullable=True),
        Column("event", "VARCHAR", "What happened to those counted.", nullable=True, values=EVENTS),
        Column("factuality", "VARCHAR",
               "Whether it happened, as the article tells it: `actual`; `negated`: said not to have happened; "
               "`possible`; `predicted`: by a forecast, a model or a plan; `hypothetical`: under a condition, in "
               "fiction or a drill.",
               values=FACTUALITIES),
        *entity_columns("actor_entity_id", "Who did it, where the sentence says so.", nullable=True),
        *entity_columns("target_entity_id", "At whom or what it was aimed, where the sentence says so.", nullable=True),
        Column("attributed_to", "VARCHAR", "Who says so, as written; null for the publisher's own voice.",
               nullable=True),
        *entity_columns("attributed_entity_id", "Who says so.", nullable=True),
        Column("attributed_framing", "VARCHAR", "The words that frame who says so, such as a party-run office.",
               nullable=True),
        Column("attribution_path", "VARCHAR", "The source and the source behind it, nearest first, separated by ' < '; "
               "null where only one is named.", nullable=True),
        Column("status", "VARCHAR", "Asserted by the publisher, or claimed, denied or disputed by somebody.",
               values=FIGURE_STATUSES),
        Column("as_of", "DATE", "The day for which it is stated.", nullable=True, low=EARLIEST, high=LATEST),
        Column("as_of_source", "VARCHAR", "Where that day comes from: a day in the sentence, the end of a longer time "
               "that it names, a count up to the article's day, or that day alone.",
               nullable=True, values=AS_OF_SOURCES),
        Column("measure", "VARCHAR",
               "`stock`: how many there are at that time; `total`: a running total; `increment`: how many were added; "
               "`rate`: an amount for each unit; null where the words do not tell.", nullable=True, values=MEASURES),
        Column("change_from", "DOUBLE", "The value before, where the sentence gives both: the figure is the new value.",
               nullable=True),
        reference("part_of_figure_id", "figures.figure_id",
                  "The figure of the same article of which this one is said to be a part.", nullable=True),
        Column("is_background", "BOOLEAN", "Whether it is of another happening than that of its article's story, such "
               "as an earlier one; null where that is not known.", nullable=True),
        *entity_columns("place_entity_id", "Where.", nullable=True),
        Column("place_source", "VARCHAR", "How that place is known: from the sentence, the dateline, the headline or "
               "the article's story.", nullable=True, values=PLACE_SOURCES),
        reference("quote_id", "quotes.quote_id", "The quotation that holds it.", nullable=True),
        *span_columns(),
    ),
    SPAN_RULES
    | {
        "low_below_high": "value_low <= value_high",
        "has_a_value": "value_low IS NOT NULL OR value_high IS NOT NULL",
        "day_has_source": "(as_of IS NULL) = (as_of_source IS NULL)",
        "place_has_source": "(place_entity_id IS NULL) = (place_source IS NULL)",
        "is_no_part_of_itself": "part_of_figure_id <> figure_id",
        "claim_has_claimant": "status <> 'asserted' OR attributed_to IS NULL",
    },
)  # fmt: skip

FIGURE_PARTS = Table(
    "figure_parts",
    "one part of a figure, and the rule that found it",
    ("figure_id", "part", "rule"),
    (
        reference("figure_id", "figures.figure_id", "The figure."),
        article_column(),
        Column("part", "VARCHAR", "Which part of it.", values=PARTS_OF_FIGURES),
        Column("rule", "VARCHAR", "The rule, as in docs/figure-rules.md.", pattern="[a-z_]+"),
        Column("words", "VARCHAR",
               "The words that it was read from; null where they stand elsewhere, or where there are none.",
               nullable=True),
        Column("raw_start", "INTEGER", "Their first character in `articles.raw_text`.", nullable=True, low="0"),
        Column("raw_end", "INTEGER", "Their end in `articles.raw_text`, exclusive.", nullable=True, low="0"),
    ),
    {
        "span_in_order": "raw_start < raw_end",
        "span_whole": "(raw_start IS NULL) = (raw_end IS NULL) AND (raw_start IS NULL) = (words IS NULL)",
    },
)  # fmt: skip
