"""Tables of loads: their checks, rejections and measures."""

from warehouse.schema.tables.columns import Column, Table, load_column
from warehouse.schema.tables.values import LOAD_MEASURE_NAMES, SEVERITIES

LOADS = Table(
    "loads",
    "one run that reached the gate",
    ("load_id",),
    (
        Column("load_id", "VARCHAR", "When the run began, UTC; later loads sort behind earlier ones.",
               pattern=r"\d{8}T\d{6}Z(-\d{2,})?"),
        Column("started_at", "TIMESTAMP", "When the run began, UTC."),
        Column("finished_at", "TIMESTAMP", "When the verdict was reached, UTC."),
        Column("verdict", "VARCHAR", "Whether it was published.", values=("published", "refused")),
        Column("articles_added", "INTEGER", "Articles written by this load, new and replaced.", low="0"),
        Column("articles_new", "INTEGER",
               "Those of them that this load met for the first time: their file held no article with the same text, "
               "headline or address before.",
               low="0"),
        Column("files_seen", "INTEGER", "Files that were new or changed.", low="0"),
        Column("base_load_id", "VARCHAR", "The published load it was built on; null for the first.", nullable=True),
        Column("code_version", "VARCHAR", "Version of newsledger."),
        Column("model_version", "VARCHAR", "Language model and its version."),
    ),
    {"finished_after_start": "started_at <= finished_at", "new_within_added": "articles_new <= articles_added"},
)  # fmt: skip

CHECKS = Table(
    "checks",
    "one check of one load",
    ("load_id", "table_name", "check_name"),
    (
        load_column("The load that was checked."),
        Column("table_name", "VARCHAR", "The table it looks at."),
        Column("check_name", "VARCHAR", "Name of the check; stable from load to load."),
        Column(
            "severity",
            "VARCHAR",
            "What follows where it does not hold: `block` refuses the load, `warn` does not.",
            values=SEVERITIES,
        ),
        Column("passed", "BOOLEAN", "Whether it held."),
        Column("observed", "VARCHAR", "What was seen: a count of offending rows, or a value.", nullable=True),
        Column("detail", "VARCHAR", "What was expected, and for a failed check up to ten rows as JSON.", nullable=True),
        Column(
            "query",
            "VARCHAR",
            "The SQL that finds offending rows, where `getvariable('load_id')` is the load; null "
            "for what no query finds.",
            nullable=True,
        ),
    ),
)

REJECTIONS = Table(
    "rejections",
    "one input that a load did not take",
    ("load_id", "path", "record_no"),
    (
        load_column("The load that met it."),
        Column("path", "VARCHAR", "Path relative to the corpus, as in `files`."),
        Column("record_no", "INTEGER", "Which record of the file, from 1; 0 for the whole file.", low="0"),
        Column("reason", "VARCHAR", "Stable id of the reason.", pattern="[a-z_]+"),
        Column("detail", "VARCHAR", "What exactly was wrong.", nullable=True),
    ),
)

LOAD_MEASURES = Table(
    "load_measures",
    "one measure of the articles of one load, of all of them or of one outlet's; what is usual is told by it",
    ("load_id", "measure", "outlet"),
    (
        load_column("The load."),
        Column("measure", "VARCHAR", "What is measured.", values=LOAD_MEASURE_NAMES),
        Column("outlet", "VARCHAR", "The outlet; empty for all articles of the load."),
        Column("value", "DOUBLE", "A number per article, or a share.", low="0"),
        Column("number", "INTEGER", "How many articles or figures it is of.", low="0"),
    ),
)
