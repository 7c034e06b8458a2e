"""Texts that changed after they were published: earlier ones are kept, and later readings of an address are linked.

A text changes in two ways. The file that it was read from is replaced: then the article keeps its id, and its earlier
text becomes a row of `article_versions`. Or another file or record brings the same address of the same outlet with
another text, as a scraper's dump of the next day does: then both are articles, and `article_updates` leads from the
earlier to the later one.

White space, punctuation, the case of letters and what is stripped from a page make no other text.
"""

# ruff: noqa: S608 - what the SQL is put together from are constants

import duckdb

from warehouse.build.connections import execute_all
from warehouse.schema.tables.values import BODY_KINDS
from warehouse.schema.tables.versions import ADDRESS, DAY, KEPT_VERSIONS, folded

SAME_ARTICLE = 0.1
"""Least share of the shorter text's word triples that two texts of one file have in common where it gives no address:
with fewer, the file now holds another article. Two articles of one outlet share some hundredth."""


def keep(con: duckdb.DuckDBPyConnection, load_id: str) -> None:
    """Keeps the texts of the articles in `gone` that the night reads with another text, before they are deleted.

    A record of a file is the article with the same address; where it has none, that with the same number and something
    of the same text. The earlier texts of an article follow it to another number, and leave with it. The temporary
    table `new_versions` has the texts that were kept.
    """
    execute_all(con, (_TEXTS_READ, *map(_UNLINK.format, ("article_changes", "article_updates"))))
    execute_all(con, (_READ_AGAIN, _CHANGED, _FORGET_OTHER_ARTICLES))
    for table in ("article_versions", "article_version_statements", "article_changes"):
        con.execute(_LEAVE.format(table=table))
        con.execute(_FOLLOW.format(table=table, column="article_id"))
    con.execute(_FOLLOW.format(table="article_changes", column="later_article_id"))
    con.execute(_NEW_VERSIONS)
    con.execute(_VERSIONS, {"load_id": load_id})
    con.execute(_STATEMENTS)
    con.execute(_TOO_MANY, {"kept": KEPT_VERSIONS})
    execute_all(con, _FORGET_TOO_MANY)


def link_updates(con: duckdb.DuckDBPyConnection) -> None:
    """Sets the rows of `article_updates` for all addresses of the night's articles, and of those in `gone`.

    The readings of an address are ordered by day of publication, then by load, then by id. Of several in a row with the
    same text the first one counts. The temporary table `new_updates` has the rows that are new.
    """
    execute_all(con, (_AT_ADDRESSES, _LINKS, *map(_BROKEN.format, ("article_changes", "article_updates"))))
    execute_all(con, (_NEW_UPDATES, _UPDATES))


_TEXTS_READ = """
    CREATE TEMP TABLE texts_read AS
    SELECT article_id, url FROM gone ANTI JOIN reprocessed USING (article_id)
    UNION
    SELECT article_id, url FROM night_articles ANTI JOIN reprocessed USING (article_id)
"""

# What leads from or to a text that the night reads again is found anew.
_UNLINK = """
    DELETE FROM {0} WHERE later_article_id <> article_id
        AND (article_id IN (SELECT article_id FROM texts_read)
            OR later_article_id IN (SELECT article_id FROM texts_read))
"""

_READ_AGAIN = f"""
    CREATE TEMP TABLE read_again AS
    WITH old AS (
        SELECT article_id, file_id, headline, text, {ADDRESS} AS address,
            row_number() OVER (PARTITION BY file_id, address ORDER BY article_id) AS nth
        FROM gone ANTI JOIN reprocessed USING (article_id)
    ),
    new AS (
        SELECT article_id, file_id, headline, md5(raw_text) AS text, {ADDRESS} AS address,
            row_number() OVER (PARTITION BY file_id, address ORDER BY record_no) AS nth
        FROM night_articles ANTI JOIN reprocessed USING (article_id)
        WHERE file_id IN (SELECT file_id FROM gone)
    ),
    by_address AS (
        SELECT old.article_id AS old_id, new.article_id AS new_id, old.text <> new.text AS is_changed, true AS is_same
        FROM old JOIN new USING (file_id, address, nth)
    ),
    by_number AS (
        SELECT article_id AS old_id, article_id AS new_id, old.text <> new.text AS is_changed,
            NOT is_changed OR coalesce({folded("old.headline")} = {folded("new.headline")}, false) AS is_same
        FROM old JOIN new USING (file_id, article_id)
        WHERE old.address IS NULL OR new.address IS NULL
    )
    FROM by_address
    UNION ALL
    FROM by_number
    WHERE old_id NOT IN (SELECT old_id FROM by_address) AND new_id NOT IN (SELECT new_id FROM by_address)
"""

# A paragraph that only moved between the body and what is stripped stands in both texts. What is equal as it is written
# is left out first, for to fold a text takes most of the time.
_CHANGED = f"""
    UPDATE read_again SET is_changed = false WHERE is_changed AND new_id NOT IN (
        WITH before AS (
            SELECT new_id, kind IN {BODY_KINDS} AS in_body, text
            FROM blocks JOIN read_again ON article_id = old_id WHERE is_changed
        ),
        after AS (
            SELECT new_id, kind IN {BODY_KINDS} AS in_body, text
            FROM night_blocks JOIN read_again ON article_id = new_id WHERE is_changed
        ),
        only_before AS (SELECT *, {folded("text")} AS words FROM before ANTI JOIN after USING (new_id, text)),
        only_after AS (SELECT *, {folded("text")} AS words FROM after ANTI JOIN before USING (new_id, text)),
        other_paragraphs AS (
            SELECT new_id FROM only_before ANTI JOIN only_after USING (new_id, words) WHERE in_body AND words <> ''
            UNION
            SELECT new_id FROM only_after ANTI JOIN only_before USING (new_id, words) WHERE in_body AND words <> ''
        )
        SELECT new_id FROM other_paragraphs JOIN read_again USING (new_id)
            JOIN articles AS old ON old.article_id = old_id JOIN night_articles AS new ON new.article_id = new_id
        WHERE {folded("old.body")} <> {folded("new.body")}
    )
"""

_FORGET_OTHER_ARTICLES = f"""
    DELETE FROM read_again WHERE is_changed AND NOT is_same AND new_id NOT IN (
        WITH texts AS (
            SELECT new_id, true AS is_old, {folded("body")} AS body
            FROM articles JOIN read_again ON article_id = old_id WHERE is_changed AND NOT is_same
            UNION ALL
            SELECT new_id, false, {folded("body")}
            FROM night_articles JOIN read_again ON article_id = new_id WHERE is_changed AND NOT is_same
        ),
        words AS (
            SELECT new_id, is_old, unnest(list) AS word, generate_subscripts(list, 1) AS place
            FROM (SELECT *, string_split(body, ' ') AS list FROM texts)
        ),
        triples AS (
            SELECT DISTINCT new_id, is_old, hash(word, lead(word) OVER of_text, lead(word, 2) OVER of_text) AS triple
            FROM words WINDOW of_text AS (PARTITION BY new_id, is_old ORDER BY place)
        ),
        counted AS (
            SELECT new_id, count(*) FILTER (is_old) AS before, count(*) FILTER (NOT is_old) AS after,
                count(*) - count(DISTINCT triple) AS shared
            FROM triples GROUP BY new_id
        )
        SELECT new_id FROM counted WHERE shared >= {SAME_ARTICLE} * least(before, after)
    )
"""

_LEAVE = """
    DELETE FROM {table} WHERE article_id IN (
        SELECT article_id FROM gone ANTI JOIN reprocessed USING (article_id)
        WHERE article_id NOT IN (SELECT old_id FROM read_again)
    )
"""

_FOLLOW = """
    UPDATE {table} SET {column} = new_id FROM read_again WHERE {column} = old_id AND old_id <> new_id
"""

_NEW_VERSIONS = """
    CREATE TEMP TABLE new_versions AS
    SELECT old_id, new_id, coalesce(max(version_no), 0) + 1 AS version_no
    FROM read_again LEFT JOIN article_versions ON article_id = new_id WHERE is_changed GROUP BY old_id, new_id
"""

_VERSIONS = """
    INSERT INTO article_versions BY NAME
    SELECT new_id AS article_id, version_no, load_id, $load_id AS replaced_load_id, published_on, headline, body,
        word_count
    FROM new_versions JOIN articles ON article_id = old_id ORDER BY new_id
"""

# What stands outside the body, as captions do, is no part of the text that is compared.
_STATEMENTS = """
    INSERT INTO article_version_statements BY NAME
    WITH stated AS (
        SELECT article_id, start_char, end_char, 'figure' AS kind, surface AS text, sentence, value_low, value_high,
            bound, unit, currency, counted_head, event, attributed_to AS speaker
        FROM figures
        UNION ALL BY NAME
        SELECT article_id, start_char, end_char, 'quote' AS kind, text, speaker FROM quotes
    )
    SELECT stated.* EXCLUDE (article_id, start_char, end_char), new_id AS article_id, version_no,
        row_number() OVER (PARTITION BY new_id ORDER BY start_char, end_char, kind, text) AS statement_no
    FROM stated JOIN new_versions ON article_id = old_id WHERE start_char IS NOT NULL
    ORDER BY new_id, statement_no
"""

_TOO_MANY = """
    CREATE TEMP TABLE too_many AS
    SELECT article_id, version_no FROM article_versions WHERE article_id IN (SELECT new_id FROM new_versions)
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY version_no) > 1
        AND row_number() OVER (PARTITION BY article_id ORDER BY version_no DESC) >= $kept
"""

_FORGET_TOO_MANY = (
    *(
        f"DELETE FROM {table} WHERE (article_id, version_no) IN (FROM too_many)"
        for table in ("article_versions", "article_version_statements")
    ),
    """
    DELETE FROM article_changes WHERE article_id = later_article_id
        AND ((article_id, from_version) IN (FROM too_many) OR (article_id, to_version) IN (FROM too_many))
    """,
)

_AT_ADDRESSES = f"""
    CREATE TEMP TABLE at_addresses AS
    WITH touched AS (SELECT DISTINCT {ADDRESS} AS address FROM texts_read)
    SELECT article_id, outlet, address, {DAY} AS day, load_id
    FROM (SELECT *, {ADDRESS} AS address FROM articles WHERE url IS NOT NULL) SEMI JOIN touched USING (address)
"""

_LINKS = f"""
    CREATE TEMP TABLE links AS
    WITH several AS (
        FROM at_addresses QUALIFY count(*) OVER (PARTITION BY outlet, address) > 1
    ),
    texts AS (
        SELECT several.*, md5({folded("body")}) AS words FROM several JOIN articles USING (article_id)
    ),
    firsts AS (
        FROM texts
        QUALIFY words IS DISTINCT FROM lag(words) OVER (PARTITION BY outlet, address ORDER BY day, load_id, article_id)
    ),
    linked AS (
        SELECT article_id,
            lead(article_id) OVER (PARTITION BY outlet, address ORDER BY day, load_id, article_id) AS later_article_id
        FROM firsts
    )
    FROM linked WHERE later_article_id IS NOT NULL
"""

# A link whose texts are those of earlier nights stays, with the changes that were found then.
_BROKEN = """
    DELETE FROM {0} WHERE later_article_id <> article_id AND article_id IN (SELECT article_id FROM at_addresses)
        AND (article_id, later_article_id) NOT IN (SELECT (article_id, later_article_id) FROM links)
"""

_NEW_UPDATES = "CREATE TEMP TABLE new_updates AS SELECT * FROM links ANTI JOIN article_updates USING (article_id)"

_UPDATES = "INSERT INTO article_updates BY NAME FROM new_updates ORDER BY article_id"
