"""Tables of loads, their checks, and the inputs that they rejected."""

from warehouse.schema.tables.columns import Column, Table, load_column
from warehouse.schema.tables.values import SEVERITIES

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
               "Articles of these that are new: their file held no article with the same text, headline or address "
               "before.",
               low="0"),
        Column("articles_reprocessed", "INTEGER",
               "Articles of earlier loads that this one extracted anew out of `articles.raw_text`.", low="0"),
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
            "What happens if it fails: `block` refuses the load, `warn` does not.",
            values=SEVERITIES,
        ),
        Column("passed", "BOOLEAN", "Whether the check passed."),
        Column("observed", "VARCHAR", "What was found: the number of offending rows, or a value.", nullable=True),
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
    "one file or record that a load did not accept",
    ("load_id", "path", "record_no"),
    (
        load_column("The load that rejected it."),
        Column("path", "VARCHAR", "Path relative to the corpus, as in `files`."),
        Column("record_no", "INTEGER", "Number of the record in the file, from 1; 0 for the whole file.", low="0"),
        Column("reason", "VARCHAR", "Stable id of the reason.", pattern="[a-z_]+"),
        Column("detail", "VARCHAR", "What exactly was wrong.", nullable=True),
    ),
)
