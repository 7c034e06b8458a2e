"""Tables of files, articles and their blocks."""

from warehouse.schema.tables.columns import (
    SPAN_RULES,
    Column,
    Table,
    article_column,
    entity_columns,
    id_column,
    load_column,
    reference,
    span_columns,
)
from warehouse.schema.tables.values import (
    BODY_KINDS,
    BOILERPLATE_KINDS,
    COMPRESSIONS,
    CONTENT_KINDS,
    EARLIEST,
    LATEST,
    PLACES_OF_ARTICLES,
    TEXT_QUALITIES,
)

FILES = Table(
    "files",
    "one raw file of the corpus, as it was when a load last looked at it",
    ("file_id",),
    (
        id_column("file_id", "The file; the same path keeps its id."),
        Column("path", "VARCHAR",
               "Path relative to the corpus, `/` between folders; bytes that are not UTF-8 as \\xNN."),
        Column("sha256", "VARCHAR",
               "SHA-256 of the bytes; null where the file could not be read to its end.", nullable=True,
               pattern="[0-9a-f]{64}"),
        Column("size_bytes", "BIGINT", "Size in bytes; null where it could not be read.", nullable=True, low="0"),
        Column("format", "VARCHAR",
               "Format of the content, by the name that the module which reads it gives it, such as `text` or `json`; "
               "null where it was not read.", nullable=True, pattern="[a-z][a-z0-9]*"),
        Column("compression", "VARCHAR", "How the file is compressed; null if it is not.", nullable=True,
               values=COMPRESSIONS),
        Column("encoding", "VARCHAR",
               "Character encoding of the file; null where there is none, or more than one.",
               nullable=True),
        Column("status", "VARCHAR",
               "`loaded`: its articles are here; `duplicate`: another path holds the same bytes; `rejected`: these "
               "bytes were not loaded (an article of the file's earlier bytes stays).",
               values=("loaded", "duplicate", "rejected")),
        Column("reason", "VARCHAR", "Why it was rejected, or the path it duplicates.", nullable=True),
        load_column("The load that last changed this row."),
        Column("seen_at", "TIMESTAMP", "When that load saw the file, UTC."),
    ),
    {"reason_given": "status = 'loaded' OR reason IS NOT NULL"},
)  # fmt: skip

ARTICLES = Table(
    "articles",
    "one article of one raw file",
    ("article_id",),
    (
        id_column("article_id",
            "The article, identified by its file and the number of its record: when the file changes, it keeps its id "
            "as long as its record has the same number."),
        reference("file_id", "files.file_id", "The raw file it was read from."),
        Column("record_no", "INTEGER",
               "Number of the record in the file, from 1; rejected records count. A record that gets another number is "
               "another article. If a record could not be read in a later load, its article stays.",
               low="1"),
        Column("member", "VARCHAR", "Path within the archive that holds it; null outside archives.", nullable=True),
        Column("outlet", "VARCHAR",
               "Publisher, by the paths and domains of `outlets.toml`, else as the record names it where that is borne "
               "out (see `unconfirmed_publisher`), else the site of its address; null where unknown.",
               nullable=True),
        Column("url", "VARCHAR", "Address of the page, where the file gives it.", nullable=True),
        Column("headline", "VARCHAR", "The headline block's text; null for an article without one.", nullable=True),
        Column("byline", "VARCHAR", "Lines with author, date and place, separated by line breaks.", nullable=True),
        Column("language", "VARCHAR",
               "ISO 639-1 code: detected in the body, else as the record or `outlets.toml` says; null where not known.",
               nullable=True, pattern="[a-z]{2}"),
        Column("not_annotated", "VARCHAR",
               "Why nothing was extracted from it: `language`, it is not in English; null for an annotated article.",
               nullable=True, values=("language",)),
        Column("published_on", "DATE", "Day of publication in the outlet's time zone.", nullable=True, low=EARLIEST,
               high=LATEST),
        Column("published_on_source", "VARCHAR",
               "Where that day was found: metadata of the page, its text, the path of the file or of its address "
               "(`file`), other copies of the story.",
               nullable=True, values=("metadata", "text", "file", "story")),
        Column("raw_text", "VARCHAR", "The decoded text of the record, before anything is stripped."),
        Column("body", "VARCHAR", "Headline, summary and body blocks, separated by blank lines."),
        Column("word_count", "INTEGER", "Number of words of the body, separated by white space.", low="0"),
        reference("duplicate_of", "articles.article_id",
            "The first article with the same words in its body: this one is a syndicated copy.", nullable=True),
        reference("copy_of", "articles.article_id",
            "The earliest article whose text this one reprints, whole or as a desk cut and edited it; null where it is "
            "nobody's copy. Every duplicate is a copy.", nullable=True),
        reference("story_id", "stories.story_id", "The story that it tells."),
        Column("prose_key", "VARCHAR",
               "MD5 of the body's words without lines that are short or known to repeat in `outlet_lines`: articles "
               "with the same key are copies; null where these are too few to tell.",
               nullable=True, pattern="[0-9a-f]{32}"),
        Column("lines_counted", "BOOLEAN",
               "Whether `outlet_lines` counts its lines: when it was loaded, it had an outlet that is borne out, was "
               "no copy, and most of its prose was not printed before."),
        Column("record_title", "VARCHAR", "The title that the metadata of its record give; null without one.",
               nullable=True),
        Column("record_author", "VARCHAR", "The author that they give; null without one.", nullable=True),
        Column("record_language", "VARCHAR",
               "The language that they or `outlets.toml` give, as they write it; null without one.", nullable=True),
        Column("record_captions", "VARCHAR",
               "The lines of the text that its markup calls captions, separated by line breaks; null without one.",
               nullable=True),
        Column("record_posts", "VARCHAR",
               "The lines of the text that its markup calls posts of networks, separated by line breaks; null without "
               "one.",
               nullable=True),
        *entity_columns("place_entity_id", "The place that it reports from.", nullable=True),
        Column("place_source", "VARCHAR",
               "How that place is known: the dateline, the headline, or `body`, the place that it names most.",
               nullable=True, values=PLACES_OF_ARTICLES),
        Column("text_quality", "VARCHAR",
               "Why its text is doubtful, several reasons with commas between them: `broken_characters`, `tokenised` "
               "(its words are cut apart), `cut` (it ends early, or is a summary), `machine_table` (rows of codes and "
               "numbers); null for a sound text.",
               nullable=True, pattern=TEXT_QUALITIES),
        Column("unconfirmed_publisher", "VARCHAR",
               "The publisher that its record names, where neither the site of its address nor a folder of its path "
               "bears that name: it is then that site's article (`outlet`), or, without an address, that outlet's by "
               "the record's word alone, and nothing is learned of the outlet from it; null where it is borne out.",
               nullable=True),
        load_column("The load that last read this article from its file."),
        Column("extracted_load_id", "VARCHAR",
               "The load that last extracted it: a later one where it was extracted anew out of `raw_text`.",
               references="loads.load_id"),
    ),
    {
        "day_has_source": "(published_on IS NULL) = (published_on_source IS NULL)",
        "not_its_own_duplicate": "duplicate_of IS NULL OR duplicate_of <> article_id",
        "not_its_own_copy": "copy_of IS NULL OR copy_of <> article_id",
        "duplicate_is_copy": "duplicate_of IS NULL OR copy_of IS NOT NULL",
        "counted_has_outlet": "NOT lines_counted OR outlet IS NOT NULL",
        "place_has_source": "(place_entity_id IS NULL) = (place_source IS NULL)",
    },
)  # fmt: skip

ARTICLE_AUTHORS = Table(
    "article_authors",
    "one author of one article",
    ("article_id", "author_no"),
    (
        article_column(),
        Column("author_no", "INTEGER", "Place among the article's authors, from 1, as they are written.", low="1"),
        Column("name", "VARCHAR",
               "The name as written, without roles, places and \"and\"; that of an outlet or an agency only where "
               "nobody is named."),
    ),
    {"name_is_trimmed": "name = trim(name) AND name <> ''"},
)  # fmt: skip

BLOCKS = Table(
    "blocks",
    "one block (a non-empty line) of an article's raw text, kept or removed",
    ("block_id",),
    (
        id_column("block_id", "The block."),
        article_column(),
        Column("block_no", "INTEGER", "Place among the article's blocks, from 1.", low="1"),
        Column("kind", "VARCHAR",
               "Content of the body (headline, summary, body), content outside it (byline, caption, embed: a post "
               "that the text does not speak of, correction: a correction or an editor's note), or boilerplate.",
               values=(*CONTENT_KINDS, *BOILERPLATE_KINDS)),
        Column("rule", "VARCHAR", "Stable id of the rule that gave the kind.", pattern="[a-z][a-z0-9_.]*"),
        Column("confidence", "DOUBLE", "How sure the rule is, 0 to 1.", low="0", high="1"),
        *span_columns(),
        Column("text", "VARCHAR", "The block's characters."),
    ),
    SPAN_RULES
    | {"body_kinds_in_body": f"(start_char IS NOT NULL) = (kind IN {BODY_KINDS})"},
)  # fmt: skip
