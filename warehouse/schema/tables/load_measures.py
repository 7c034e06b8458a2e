"""Tables of what each load is measured by, for comparison with later loads."""

from warehouse.schema.tables.columns import Column, Table, load_column
from warehouse.schema.tables.values import BOILERPLATE_KINDS, CONTENT_KINDS, LOAD_MEASURE_NAMES

OUTLET_RULES = Table(
    "outlet_rules",
    "how often one strip rule gave its kind in the articles of one outlet in one load",
    ("load_id", "outlet", "kind", "rule"),
    (
        load_column("The load."),
        Column("outlet", "VARCHAR", "The outlet."),
        Column("kind", "VARCHAR", "Kind of the blocks.", values=(*CONTENT_KINDS, *BOILERPLATE_KINDS)),
        Column("rule", "VARCHAR", "The rule that gave it, as in `blocks`."),
        Column("articles", "INTEGER", "Articles with such a block.", low="1"),
        Column("blocks", "INTEGER", "Such blocks.", low="1"),
        Column("characters", "BIGINT", "Characters of these blocks.", low="1"),
        Column("of_articles", "INTEGER", "All articles of the outlet in the load.", low="1"),
    ),
    {"articles_within_blocks": "articles <= blocks", "articles_within_all": "articles <= of_articles"},
)

LOAD_MEASURES = Table(
    "load_measures",
    "one measure of the articles of one load: of all, or of one outlet; the gate compares later loads with it",
    ("load_id", "measure", "outlet"),
    (
        load_column("The load."),
        Column("measure", "VARCHAR", "What is measured.", values=LOAD_MEASURE_NAMES),
        Column("outlet", "VARCHAR", "The outlet; empty for all articles of the load."),
        Column(
            "value", "DOUBLE", "The measured value: a number of articles, a number per article, or a share.", low="0"
        ),
        Column("number", "INTEGER", "The number of articles or figures that were measured.", low="0"),
    ),
)
