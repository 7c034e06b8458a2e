"""The table of lines that repeat in the articles of an outlet."""

from warehouse.schema.tables.columns import Column, Table

LINE = "lower(regexp_replace(text, '[0-9]+', '#', 'g'))"
"""SQL that turns a block's `text` into its line in `outlet_lines`: lower case, each run of digits as `#`."""

LINE_CHARACTERS = 200
"""Longest block whose line is counted: boilerplate is short, and paragraphs would make the table too large."""

IS_OF_OUTLET = "(outlet IS NOT NULL AND outlet IS DISTINCT FROM unconfirmed_publisher)"
"""SQL: more than the word of its record says whose an article is. From others nothing is learned about an outlet."""

OUTLET_LINES = Table(
    "outlet_lines",
    "one line in the articles of one outlet, with how often it occurs; lines that repeat are mostly boilerplate",
    ("outlet", "line"),
    (
        Column("outlet", "VARCHAR", "The outlet."),
        Column("line", "VARCHAR", "The block's text in lower case, each run of digits as `#`."),
        Column(
            "articles", "INTEGER", "Articles with this line; copies and republished articles do not count.", low="1"
        ),
        Column("loads", "INTEGER", "Loads that added such articles, at most as many as there are articles.", low="1"),
        Column("first_load_id", "VARCHAR", "The first load with this line.", references="loads.load_id"),
        Column("last_load_id", "VARCHAR", "The last load with this line.", references="loads.load_id"),
    ),
    {"loads_within_articles": "loads <= articles", "met_in_order": "first_load_id <= last_load_id"},
)
