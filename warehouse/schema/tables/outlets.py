"""Tables of what repeats on the pages of an outlet."""

from warehouse.schema.tables.columns import Column, Table, load_column
from warehouse.schema.tables.values import BOILERPLATE_KINDS, CONTENT_KINDS

LINE = "lower(regexp_replace(text, '[0-9]+', '#', 'g'))"
"""SQL that folds a block's `text` to its line in `outlet_lines`."""
LINE_CHARACTERS = 200
"""Longest block whose line is counted: furniture is short, and paragraphs would make the table as large as `blocks`."""

OUTLET_LINES = Table(
    "outlet_lines",
    "one line that stood in the articles of one outlet, however often; what repeats from story to story is furniture",
    ("outlet", "line"),
    (
        Column("outlet", "VARCHAR", "The outlet."),
        Column("line", "VARCHAR", "The block's text in lower case, each run of digits as `#`."),
        Column("articles", "INTEGER", "Articles that hold it; copies and republished ones do not count.", low="1"),
        Column("loads", "INTEGER", "Loads that brought such articles, as far as these are still here.", low="1"),
        Column("first_load_id", "VARCHAR", "The load that met it first.", references="loads.load_id"),
        Column("last_load_id", "VARCHAR", "The load that met it last.", references="loads.load_id"),
    ),
    {"loads_within_articles": "loads <= articles", "met_in_order": "first_load_id <= last_load_id"},
)

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
