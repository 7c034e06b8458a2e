"""The schema, once: every table and column of the warehouse, declared here and nowhere else.

From these declarations derive the DDL (`warehouse.ddl`), the Polars schemas of the stages (`Table.schema`), the suites
of the gate (`expectations.suites`) and `docs/data-dictionary.md` (`warehouse.dictionary`).
"""

from dataclasses import dataclass, field
from typing import Literal

import polars as pl

SCHEMA_VERSION = 6
"""Raised when a published file of an older version can no longer be read or extended as it is."""

SqlType = Literal["BIGINT", "INTEGER", "DOUBLE", "VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP"]

POLARS_TYPES: dict[SqlType, pl.DataType] = {
    "BIGINT": pl.Int64(),
    "INTEGER": pl.Int32(),
    "DOUBLE": pl.Float64(),
    "VARCHAR": pl.String(),
    "BOOLEAN": pl.Boolean(),
    "DATE": pl.Date(),
    "TIMESTAMP": pl.Datetime("us"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: as readers write it.
        type: DuckDB type.
        meaning: one sentence for the dictionary and the column's COMMENT.
        nullable: whether null may stand for "none" or "not known".
        values: the only values allowed, in the order of the dictionary; none listed means any.
        low: smallest value allowed, in SQL.
        high: largest value allowed, in SQL.
        pattern: regular expression that the whole value matches.
        references: `table.column` in which each value that is not null occurs.
        follows: column of the same table that holds an appearance; this one holds the entity of that appearance.
    """

    name: str
    type: SqlType
    meaning: str
    nullable: bool = False
    values: tuple[str, ...] = ()
    low: str | None = None
    high: str | None = None
    pattern: str | None = None
    references: str | None = None
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        name: a plain plural in schema `main`.
        grain: what one row is.
        key: columns that identify a row.
        columns: in the order of the file.
        rules: conditions on one row that span columns, as SQL, by name.
    """

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rules: dict[str, str] = field(default_factory=dict)

    @property
    def schema(self) -> pl.Schema:
        """The table as a Polars schema, in column order."""
        return pl.Schema({c.name: POLARS_TYPES[c.type] for c in self.columns})


BODY_KINDS = ("headline", "summary", "body")
"""Content that stands in `articles.body`."""
CONTENT_KINDS = (*BODY_KINDS, "byline", "caption")
"""Content; entities, figures and quotes come from these blocks only."""
BOILERPLATE_KINDS = ("ad", "promo", "related", "source", "share", "nav", "comments", "legal", "other")

FORMATS = ("text", "html", "json", "jsonl", "csv", "parquet", "warc", "zip", "tar")
"""Formats of raw files, told by their content."""
COMPRESSIONS = ("gzip", "zstd")
SEVERITIES = ("block", "warn")
ENTITY_KINDS = ("PERSON", "ORG", "PLACE", "GROUP")
JUDGEMENTS = ("same", "different", "unsure")
LINK_METHODS = ("review", "alias", "spelling", "short_form", "initials")
"""How two names were compared: by a person, or by the rule of `transforms.resolve` of that name."""
BOUNDS = ("exact", "more_than", "at_least", "less_than", "at_most", "approximate", "range", "vague")
EVENTS = (
    "killed", "wounded", "abducted", "detained", "released", "displaced", "missing", "deployed", "attacked",
    "arrested", "population", "paid", "changed",
)  # fmt: skip
MEASURES = ("stock", "total", "increment", "rate")
PARTS_OF_FIGURES = (
    "number", "bound", "unit", "counted", "measured", "event", "actor", "target", "place", "claimant", "status",
    "as_of", "measure",
)  # fmt: skip
AS_OF_SOURCES = ("sentence", "period", "until_now", "article")
FIGURE_STATUSES = ("asserted", "claimed", "denied", "disputed")
QUOTE_KINDS = ("direct", "partial", "indirect")
VARIANTS = ("same", "spelling", "cut", "changed")
STANCES = ("says", "claims", "denies", "warns", "urges", "promises", "asks", "praises", "criticises")
LOAD_MEASURE_NAMES = (
    "articles", "mentions_per_article", "figures_per_article", "quotes_per_article", "figures_without_claimant",
    "figures_without_noun", "articles_without_day", "articles_copied", "articles_not_english",
)  # fmt: skip
EARLIEST, LATEST = "DATE '1700-01-01'", "DATE '2100-01-01'"
"""No newspaper article and no claim of one lies outside; a date out there is a misread number."""


def _id(name: str, meaning: str) -> Column:
    return Column(name, "BIGINT", meaning, low="1")


def _to(name: str, target: str, meaning: str, *, nullable: bool = False) -> Column:
    return Column(name, "BIGINT", meaning, nullable=nullable, references=target)


def _entity(name: str, meaning: str, *, nullable: bool = False) -> tuple[Column, Column]:
    """Returns the column of an entity, and before it that of the appearance from which it follows."""
    appearance = name.removesuffix("entity_id") + "appearance_id"
    return (
        _to(appearance, "appearances.appearance_id", f"{meaning} As the article alone tells it.", nullable=nullable),
        Column(name, "BIGINT", meaning, nullable=nullable, references="entities.entity_id", follows=appearance),
    )


def _place() -> tuple[Column, ...]:
    return (
        Column("country_code", "VARCHAR", "ISO 3166-1 alpha-2 code of a place, where known.", nullable=True,
               pattern="[A-Z]{2}"),
        Column("latitude", "DOUBLE", "Degrees north of a place, where known.", nullable=True, low="-90", high="90"),
        Column("longitude", "DOUBLE", "Degrees east of a place, where known.", nullable=True, low="-180", high="180"),
    )  # fmt: skip


def _probability(meaning: str) -> Column:
    return Column("probability", "DOUBLE", meaning, low="0", high="1")


def _load(meaning: str) -> Column:
    return Column("load_id", "VARCHAR", meaning, references="loads.load_id")


def _article() -> Column:
    return _to("article_id", "articles.article_id", "The article.")


def _block() -> Column:
    return _to("block_id", "blocks.block_id", "The block it stands in; `blocks.kind` tells caption from body.")


def _spans() -> tuple[Column, ...]:
    return (
        Column("raw_start", "INTEGER", "First character in `articles.raw_text`.", low="0"),
        Column("raw_end", "INTEGER", "End in `articles.raw_text`, exclusive.", low="0"),
        Column("start_char", "INTEGER", "First character in `articles.body`; null outside it.", nullable=True, low="0"),
        Column("end_char", "INTEGER", "End in `articles.body`, exclusive; null outside it.", nullable=True, low="0"),
    )


SPAN_RULES = {
    "raw_span_in_order": "raw_start < raw_end",
    "body_span_in_order": "start_char < end_char",
    "body_span_whole": "(start_char IS NULL) = (end_char IS NULL)",
    "spans_equally_long": "start_char IS NULL OR end_char - start_char = raw_end - raw_start",
}

FILES = Table(
    "files",
    "one raw file seen in the corpus, as it was when last looked at",
    ("file_id",),
    (
        _id("file_id", "The file; kept while its path stays."),
        Column("path", "VARCHAR",
               "Path relative to the corpus, `/` between folders; bytes that are no UTF-8 as \\xNN."),
        Column("sha256", "VARCHAR", "SHA-256 of the bytes; null where they could not be read whole.", nullable=True,
               pattern="[0-9a-f]{64}"),
        Column("size_bytes", "BIGINT", "Size in bytes; null where it could not be told.", nullable=True, low="0"),
        Column("format", "VARCHAR", "Format of the content; null where it was not read.", nullable=True,
               values=FORMATS),
        Column("compression", "VARCHAR", "What the file is compressed with; null for nothing.", nullable=True,
               values=COMPRESSIONS),
        Column("encoding", "VARCHAR", "Character encoding that the bytes were decoded with; null where not one.",
               nullable=True),
        Column("status", "VARCHAR",
               "`loaded`: its articles are here; `duplicate`: another path holds the same bytes; `rejected`: these "
               "bytes were not loaded (an article of the file's earlier bytes stays).",
               values=("loaded", "duplicate", "rejected")),
        Column("reason", "VARCHAR", "Why it was rejected, or the path it duplicates.", nullable=True),
        _load("The load that last changed this row."),
        Column("seen_at", "TIMESTAMP", "When that load saw the file, UTC."),
    ),
    {"reason_given": "status = 'loaded' OR reason IS NOT NULL"},
)  # fmt: skip

ARTICLES = Table(
    "articles",
    "one article of one raw file",
    ("article_id",),
    (
        _id("article_id",
            "The article, told by its file and the number of its record: kept when the file's bytes change, as long as "
            "its record keeps its place."),
        _to("file_id", "files.file_id", "The raw file it was read from."),
        Column("record_no", "INTEGER",
               "Which record of the file, from 1, rejected ones counted. One that moves to another place is another "
               "article; one that could not be read when the file came again keeps its article.",
               low="1"),
        Column("member", "VARCHAR", "Path within the archive that holds it; null outside archives.", nullable=True),
        Column("outlet", "VARCHAR",
               "Publisher, by the paths and domains of `outlets.toml`, else as the record names it; null where "
               "unknown.",
               nullable=True),
        Column("url", "VARCHAR", "Address of the page, where the file gives it.", nullable=True),
        Column("headline", "VARCHAR", "The headline block's text; null for an article without one.", nullable=True),
        Column("byline", "VARCHAR", "Author, date and place lines, one a line.", nullable=True),
        Column("language", "VARCHAR",
               "ISO 639-1 code: detected in the body, else as the record or `outlets.toml` says; null where not known.",
               nullable=True, pattern="[a-z]{2}"),
        Column("not_annotated", "VARCHAR",
               "Why nothing was extracted from it: `language`, it is not in English; null for an annotated article.",
               nullable=True, values=("language",)),
        Column("published_on", "DATE", "Day of publication in the outlet's time zone.", nullable=True, low=EARLIEST,
               high=LATEST),
        Column("published_on_source", "VARCHAR",
               "Where that day was found: metadata of the page, its text, the file's path, other copies of the story.",
               nullable=True, values=("metadata", "text", "file", "story")),
        Column("raw_text", "VARCHAR", "The decoded text of the record, before anything is stripped."),
        Column("body", "VARCHAR", "Headline, summary and body blocks, a blank line between two."),
        Column("word_count", "INTEGER", "Words of the body, by white space.", low="0"),
        _to("duplicate_of", "articles.article_id",
            "The first article with the same words in its body: this one is a syndicated copy.", nullable=True),
        Column("lines_counted", "BOOLEAN",
               "Whether `outlet_lines` counts its lines: when it was loaded it had an outlet, was no copy, and was not "
               "mostly printed before."),
        _load("The load that last wrote this article."),
    ),
    {
        "day_has_source": "(published_on IS NULL) = (published_on_source IS NULL)",
        "not_its_own_duplicate": "duplicate_of IS NULL OR duplicate_of <> article_id",
        "counted_has_outlet": "NOT lines_counted OR outlet IS NOT NULL",
    },
)  # fmt: skip

BLOCKS = Table(
    "blocks",
    "one block (a non-empty line) of an article's raw text, kept or removed",
    ("block_id",),
    (
        _id("block_id", "The block."),
        _article(),
        Column("block_no", "INTEGER", "Place among the article's blocks, from 1.", low="1"),
        Column("kind", "VARCHAR",
               "Content of the body (headline, summary, body), content outside it (byline, caption), or boilerplate.",
               values=(*CONTENT_KINDS, *BOILERPLATE_KINDS)),
        Column("rule", "VARCHAR", "Stable id of the rule that gave the kind.", pattern="[a-z][a-z0-9_.]*"),
        Column("confidence", "DOUBLE", "How sure the rule is, 0 to 1.", low="0", high="1"),
        *_spans(),
        Column("text", "VARCHAR", "The block's characters."),
    ),
    SPAN_RULES
    | {"body_kinds_in_body": f"(start_char IS NOT NULL) = (kind IN {BODY_KINDS})"},
)  # fmt: skip

MENTIONS = Table(
    "mentions",
    "one place where an entity is named",
    ("mention_id",),
    (
        _id("mention_id", "The mention."),
        _article(),
        _block(),
        *_entity("entity_id", "The entity that is meant."),
        _probability("How sure it is that this place names that entity: as in `appearances`."),
        Column("label", "VARCHAR", "Kind of this mention, after the vote over the article.", values=ENTITY_KINDS),
        Column("model_label", "VARCHAR", "Label that the language model gave; null where it gave none.", nullable=True),
        Column("surface", "VARCHAR", "The name as written."),
        *_spans(),
    ),
    SPAN_RULES,
)

APPEARANCES = Table(
    "appearances",
    "one entity in one article, as the article alone tells it",
    ("appearance_id",),
    (
        _id("appearance_id", "The appearance."),
        _article(),
        _to("entity_id", "entities.entity_id", "The entity, by comparison over all articles."),
        _probability("How sure it is that this is that entity, 0 to 1: docs/entities.md says how it is reckoned."),
        Column("node", "VARCHAR",
               "What is compared over articles, the side of `entity_links`: kind and `name_key`, and for a short name "
               "the article too, as in `PERSON:ann example` and `PERSON:example@12`."),
        Column("kind", "VARCHAR", "Its kind in this article, by vote.", values=ENTITY_KINDS),
        Column("kind_votes", "INTEGER", "By how many votes that kind leads; 1 is the model's word alone.", low="0"),
        Column("name", "VARCHAR", "Its fullest spelling in this article."),
        Column("name_key", "VARCHAR", "That spelling folded for comparison."),
        Column("is_short", "BOOLEAN",
               "Whether that spelling tells only within its article who is meant: a surname, or the name of an office "
               "that every state has."),
        *_place(),
    ),
)  # fmt: skip

BLOCKING_KEYS = Table(
    "blocking_keys",
    "one key of one appearance; two appearances are compared only if they share a key",
    ("appearance_id", "key"),
    (
        _to("appearance_id", "appearances.appearance_id", "The appearance."),
        Column("key", "VARCHAR", "The key: `=` and a folded spelling, or a letter for its make, `:` and a skeleton."),
    ),
)

ARTICLE_TERMS = Table(
    "article_terms",
    "one word that tells what an article is about",
    ("article_id", "term"),
    (
        _article(),
        Column("term", "VARCHAR", "Lemma of a noun, verb or name of its beginning, in lower case."),
    ),
)

ROLES = Table(
    "roles",
    "one place where an article says what somebody or something is",
    ("role_id",),
    (
        _id("role_id", "The place."),
        _article(),
        _block(),
        *_entity("entity_id", "Who bears the role."),
        Column("role", "VARCHAR", "The words as written: a title before a name, or an apposition beside it."),
        *_spans(),
    ),
    SPAN_RULES,
)

ENTITIES = Table(
    "entities",
    "one real-world person, organisation, place or group of people",
    ("entity_id",),
    (
        _id("entity_id", "The entity; never given to another one."),
        Column("kind", "VARCHAR", "Person, organisation, place, or a people, faith or party's adherents.",
               values=ENTITY_KINDS),
        Column("name", "VARCHAR", "Its commonest full spelling."),
        Column("name_key", "VARCHAR", "The name folded for comparison."),
        Column("node", "VARCHAR", "The node that names it: the one of its nodes with most articles."),
        *_place(),
        _load("The load that first met it."),
    ),
)  # fmt: skip

ENTITY_ALIASES = Table(
    "entity_aliases",
    "one spelling of one entity",
    ("entity_id", "alias"),
    (
        _to("entity_id", "entities.entity_id", "The entity."),
        Column("alias", "VARCHAR", "The spelling, as written in articles."),
        Column("mentions", "INTEGER", "Mentions with this spelling.", low="1"),
        Column("articles", "INTEGER", "Articles with this spelling.", low="1"),
    ),
    {"articles_within_mentions": "articles <= mentions"},
)

ENTITY_REDIRECTS = Table(
    "entity_redirects",
    "an entity id that was merged or split",
    ("old_entity_id",),
    (
        _id("old_entity_id", "An id that an earlier version held."),
        _to("new_entity_id", "entities.entity_id", "The id that stands for it now."),
        _load("The load that redirected it."),
        Column("reason", "VARCHAR", "Why.", values=("merged", "split")),
        Column("node", "VARCHAR", "The node that named the old entity: the redirect leads where that node is."),
    ),
    {"points_elsewhere": "old_entity_id <> new_entity_id"},
)

ENTITY_LINKS = Table(
    "entity_links",
    "one judgement on whether two nodes are the same entity; rows are added, never changed but for being retracted",
    ("link_id",),
    (
        _id("link_id", "The judgement."),
        Column("left_node", "VARCHAR", "One side, as in `appearances.node`; the side that sorts first."),
        Column("right_node", "VARCHAR", "The other side."),
        Column("judgement", "VARCHAR", "What was found; `unsure` waits for `newsledger review`.", values=JUDGEMENTS),
        Column("score", "DOUBLE", "How sure it is that they are the same, 0 to 1.", low="0", high="1"),
        Column("features", "VARCHAR", "What was seen, as a JSON object."),
        Column("method", "VARCHAR", "How it was found.", values=LINK_METHODS),
        Column("method_version", "VARCHAR", "Version of the method; of a person's judgement that of newsledger."),
        Column("blocking_key", "VARCHAR", "The key under which they met; null for a person's judgement.",
               nullable=True),
        Column("decided_by", "VARCHAR", "`newsledger`, or who decided in a review."),
        Column("decided_at", "TIMESTAMP", "When, UTC."),
        Column("retracted_at", "TIMESTAMP", "When it ceased to hold, UTC; null for one that holds.", nullable=True),
        _load("The load that brought it."),
    ),
    {"sides_in_order": "left_node < right_node"},
)  # fmt: skip

FIGURES = Table(
    "figures",
    "one number with what it counts, as one article states it",
    ("figure_id",),
    (
        _id("figure_id", "The figure."),
        _article(),
        _block(),
        Column("sentence", "VARCHAR", "The sentence that states it."),
        Column("surface", "VARCHAR", "The number with its bound and unit words, as written."),
        Column("value_low", "DOUBLE", "Lowest value stated; null for an open end.", nullable=True),
        Column("value_high", "DOUBLE", "Highest value stated; null for an open end.", nullable=True),
        Column("bound", "VARCHAR", "How the words bind the number.", values=BOUNDS),
        Column("unit", "VARCHAR", "Unit of measure, in the singular; null for a plain count.", nullable=True),
        Column("currency", "VARCHAR", "ISO 4217 code of an amount of money.", nullable=True, pattern="[A-Z]{3}"),
        Column("counted", "VARCHAR", "The noun phrase that is counted, without the number.", nullable=True),
        Column("counted_head", "VARCHAR", "The head noun of that phrase, as written.", nullable=True),
        Column("measured", "VARCHAR", "What an amount with a unit or currency is the measure of, as far as the "
               "sentence tells.", nullable=True),
        *_entity("counted_entity_id", "The people, organisation or place that the phrase names.", nullable=True),
        Column("event", "VARCHAR", "What happened to those counted.", nullable=True, values=EVENTS),
        *_entity("actor_entity_id", "Who did it, where the sentence says so.", nullable=True),
        *_entity("target_entity_id", "At whom or what it was aimed, where the sentence says so.", nullable=True),
        Column("attributed_to", "VARCHAR", "Who says so, as written; null for the publisher's own voice.",
               nullable=True),
        *_entity("attributed_entity_id", "Who says so.", nullable=True),
        Column("attributed_framing", "VARCHAR", "The words that frame who says so, such as a party-run office.",
               nullable=True),
        Column("attribution_path", "VARCHAR", "The source and the source behind it, nearest first, parted by ' < '; "
               "null where only one is named.", nullable=True),
        Column("status", "VARCHAR", "Asserted by the publisher, or claimed, denied or disputed by somebody.",
               values=FIGURE_STATUSES),
        Column("as_of", "DATE", "The day for which it is stated.", nullable=True, low=EARLIEST, high=LATEST),
        Column("as_of_source", "VARCHAR", "Where that day comes from: a day in the sentence, the end of a longer time "
               "that it names, a count up to the article's day, or that day alone.",
               nullable=True, values=AS_OF_SOURCES),
        Column("measure", "VARCHAR", "How things stand, a running total, what came on top, or an amount for each "
               "unit; null where the words do not tell.", nullable=True, values=MEASURES),
        *_entity("place_entity_id", "Where, if the sentence says so.", nullable=True),
        _to("quote_id", "quotes.quote_id", "The quotation that holds it.", nullable=True),
        *_spans(),
    ),
    SPAN_RULES
    | {
        "low_below_high": "value_low <= value_high",
        "has_a_value": "value_low IS NOT NULL OR value_high IS NOT NULL",
        "day_has_source": "(as_of IS NULL) = (as_of_source IS NULL)",
        "claim_has_claimant": "status <> 'asserted' OR attributed_to IS NULL",
    },
)  # fmt: skip

FIGURE_PARTS = Table(
    "figure_parts",
    "one part of a figure, and the rule that found it",
    ("figure_id", "part", "rule"),
    (
        _to("figure_id", "figures.figure_id", "The figure."),
        _article(),
        Column("part", "VARCHAR", "Which part of it.", values=PARTS_OF_FIGURES),
        Column("rule", "VARCHAR", "The rule, as in docs/figure-rules.md.", pattern="[a-z_]+"),
        Column("words", "VARCHAR", "The words that gave it; null where they stand elsewhere, or no words did.",
               nullable=True),
        Column("raw_start", "INTEGER", "Their first character in `articles.raw_text`.", nullable=True, low="0"),
        Column("raw_end", "INTEGER", "Their end in `articles.raw_text`, exclusive.", nullable=True, low="0"),
    ),
    {
        "span_in_order": "raw_start < raw_end",
        "span_whole": "(raw_start IS NULL) = (raw_end IS NULL) AND (raw_start IS NULL) = (words IS NULL)",
    },
)  # fmt: skip

QUOTES = Table(
    "quotes",
    "one quotation with its speaker; one that runs over several blocks has a row in each",
    ("quote_id",),
    (
        _id("quote_id", "The quotation."),
        _article(),
        _block(),
        Column("kind", "VARCHAR", "A whole sentence or more in quotation marks, a part of one, or reported speech.",
               values=QUOTE_KINDS),
        Column("text", "VARCHAR", "The words, without the quotation marks around them."),
        Column("speaker", "VARCHAR", "Who says it, as written; null where the article does not tell.", nullable=True),
        *_entity("speaker_entity_id", "Who says it.", nullable=True),
        Column("cue", "VARCHAR", "The verb or phrase that attributes it.", nullable=True),
        Column("stance", "VARCHAR", "What the cue makes of it.", nullable=True, values=STANCES),
        *_spans(),
    ),
    SPAN_RULES,
)  # fmt: skip

QUOTE_GROUPS = Table(
    "quote_groups",
    "one quotation in marks that several articles hold, however it was cut, spelt or misquoted",
    ("quote_group_id",),
    (
        _id("quote_group_id", "The group; it keeps its id while any of its quotations stays."),
        Column("text", "VARCHAR", "Its fullest wording, as written in an article."),
    ),
)

QUOTE_VARIANTS = Table(
    "quote_variants",
    "one quotation of a group",
    ("quote_id",),
    (
        _to("quote_id", "quotes.quote_id", "The quotation."),
        _to("quote_group_id", "quote_groups.quote_group_id", "Its group."),
        Column("variant", "VARCHAR", "How its words stand to the fullest wording: the same but for case and marks; "
               "letters of words differ; a part of it; words differ.", values=VARIANTS),
    ),
)  # fmt: skip

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
        _load("The load that was checked."),
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
        _load("The load that met it."),
        Column("path", "VARCHAR", "Path relative to the corpus, as in `files`."),
        Column("record_no", "INTEGER", "Which record of the file, from 1; 0 for the whole file.", low="0"),
        Column("reason", "VARCHAR", "Stable id of the reason.", pattern="[a-z_]+"),
        Column("detail", "VARCHAR", "What exactly was wrong.", nullable=True),
    ),
)

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
        _load("The load."),
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
    "one measure of the articles of one load, of all of them or of one outlet's; what is usual is told by it",
    ("load_id", "measure", "outlet"),
    (
        _load("The load."),
        Column("measure", "VARCHAR", "What is measured.", values=LOAD_MEASURE_NAMES),
        Column("outlet", "VARCHAR", "The outlet; empty for all articles of the load."),
        Column("value", "DOUBLE", "A number per article, or a share.", low="0"),
        Column("number", "INTEGER", "How many articles or figures it is of.", low="0"),
    ),
)

TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        FILES, ARTICLES, BLOCKS, MENTIONS, APPEARANCES, BLOCKING_KEYS, ARTICLE_TERMS, ROLES, ENTITIES, ENTITY_ALIASES,
        ENTITY_LINKS, ENTITY_REDIRECTS, FIGURES, FIGURE_PARTS, QUOTES, QUOTE_GROUPS, QUOTE_VARIANTS, LOADS, CHECKS,
        REJECTIONS, OUTLET_LINES, OUTLET_RULES, LOAD_MEASURES,
    )
}  # fmt: skip
"""All tables by name, in the order of the dictionary."""
