"""Articles of earlier loads that a night replaces or removes, with all rows that belong to them.

They stand in the temporary table `gone`, from `find` to the end of the load. Those that the night extracted anew,
though it did not look at their files, stand in the table `reprocessed` too: what concerns the reading of a file, such
as the load that read it and the lines that are counted, stays as it is.
"""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

import duckdb

from warehouse.build.connections import count_rows, execute_all

OF_ARTICLE = (
    "article_authors", "blocks", "appearances", "article_terms", "article_shingles", "copy_links", "story_terms",
    "quotes", "mentions", "roles", "figures", "figure_parts",
)  # fmt: skip
"""Tables whose rows belong to an article by `article_id`; those of `blocking_keys` belong to an appearance."""

ENDED_EARLY = (
    "bad_record", "damaged", "decompression_bomb", "record_too_large", "too_large", "too_many_articles",
    "too_many_rejections", "truncated",
)  # fmt: skip
"""If the last record of a file was rejected for one of these reasons, the file may hold more records behind it, which
could not be read. A file that was cut off in the middle of a record ends with a `bad_record`."""


def find(con: duckdb.DuckDBPyConnection) -> None:
    """Finds the articles that the night replaces or removes, and notes them in the temporary table `gone`.

    An article of a file that was loaded again stays if its record was rejected this time. It also stays if the file was
    not read to its end and the record is not among those that were read. That a file was not read to its end is told by
    its last record (`ENDED_EARLY`), and by a rejection with the record number 0: then the disk failed, or there were
    more rejections than are listed.
    """
    con.execute(_REPROCESSED)
    con.execute(_GONE)


def count_reprocessed(con: duckdb.DuckDBPyConnection) -> int:
    """Returns the number of articles that the night extracted anew."""
    return count_rows(con, "reprocessed")


def count(con: duckdb.DuckDBPyConnection) -> int:
    """Returns the number of articles that the night replaces or removes."""
    return count_rows(con, "gone")


def delete(con: duckdb.DuckDBPyConnection) -> None:
    """Deletes these articles, all rows that belong to them, and the rows of all files that the night looked at.

    `resolution_input.keep_removed` must have noted their appearances before.
    """
    execute_all(con, (_DELETE_KEYS, _DELETE_FILES, *map(_DELETE_FROM.format, ("articles", *OF_ARTICLE))))


def count_new(con: duckdb.DuckDBPyConnection) -> int:
    """Returns how many articles of the night are new: their file held none with the same text, headline or address.

    The number of the record does not count: a file that was started afresh has other articles under the same numbers.
    """
    return int(con.execute(_COUNT_NEW).fetchall()[0][0])


_REPROCESSED = """
    CREATE TEMP TABLE reprocessed AS
    SELECT article_id, load_id, lines_counted
    FROM articles SEMI JOIN night_articles USING (article_id) ANTI JOIN night_files USING (file_id)
"""

_GONE = f"""
    CREATE TEMP TABLE gone AS
    WITH read AS (
        SELECT file_id, record_no, NULL AS reason FROM night_articles
        UNION ALL
        SELECT file_id, record_no, rejected.reason
        FROM night_rejections AS rejected JOIN night_files USING (path)
        WHERE status = 'loaded' AND rejected.reason <> 'forgotten'
    ),
    unfinished AS (
        SELECT file_id FROM read GROUP BY file_id
        HAVING min(record_no) = 0 OR max_by(coalesce(reason, ''), record_no) IN {ENDED_EARLY}
    )
    SELECT article_id, file_id, url, headline, md5(raw_text) AS text
    FROM articles SEMI JOIN (FROM night_files WHERE status IN ('loaded', 'duplicate')) USING (file_id)
    WHERE (file_id, record_no) NOT IN (SELECT (file_id, record_no) FROM read WHERE reason IS NOT NULL)
        AND ((file_id, record_no) IN (SELECT (file_id, record_no) FROM read) OR file_id NOT IN (FROM unfinished))
    UNION ALL
    SELECT article_id, file_id, url, headline, md5(raw_text) FROM articles SEMI JOIN reprocessed USING (article_id)
"""

_COUNT_NEW = " ".join(
    [
        "SELECT count(*) FROM (FROM night_articles ANTI JOIN reprocessed USING (article_id)) AS new WHERE true",
        *(
            f"AND NOT EXISTS (FROM gone WHERE gone.file_id = new.file_id AND gone.{column} = {value})"
            for column, value in (("url", "new.url"), ("headline", "new.headline"), ("text", "md5(new.raw_text)"))
        ),
    ]
)

_DELETE_KEYS = "DELETE FROM blocking_keys WHERE appearance_id IN (SELECT appearance_id FROM removed_appearances)"

_DELETE_FROM = "DELETE FROM {} WHERE article_id IN (SELECT article_id FROM gone)"

_DELETE_FILES = "DELETE FROM files WHERE file_id IN (SELECT file_id FROM night_files)"
