"""Articles of earlier loads that this one replaces, and all that hangs on them."""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

OF_ARTICLE = ("blocks", "appearances", "article_terms", "quotes", "mentions", "roles", "figures", "figure_parts")
"""Tables whose rows go with their article; those of `blocking_keys` go with their appearance."""

ENDED_EARLY = (
    "bad_record", "damaged", "decompression_bomb", "record_too_large", "too_large", "too_many_articles",
    "too_many_rejections", "truncated",
)  # fmt: skip
"""Reasons after which, as the last of a file, more may stand behind; a record cut through is a `bad_record`."""


# An article of a file that was loaded anew stays if its record was rejected this time, or if it lies behind all that
# were read and the file was not read to its end. A rejection of record 0 says so too: the disk failed, or more records
# were rejected than get a row each.
GONE = f"""
    CREATE TEMP TABLE gone AS
    WITH read AS (
        SELECT file_id, record_no, NULL AS reason FROM night_articles
        UNION ALL
        SELECT file_id, record_no, rejected.reason
        FROM night_rejections AS rejected JOIN night_files USING (path) WHERE status = 'loaded'
    ),
    unfinished AS (
        SELECT file_id FROM read GROUP BY file_id
        HAVING min(record_no) = 0 OR max_by(coalesce(reason, ''), record_no) IN {ENDED_EARLY}
    )
    SELECT article_id, file_id, url, headline, md5(raw_text) AS text
    FROM articles SEMI JOIN (FROM night_files WHERE status IN ('loaded', 'duplicate')) USING (file_id)
    WHERE (file_id, record_no) NOT IN (SELECT (file_id, record_no) FROM read WHERE reason IS NOT NULL)
        AND ((file_id, record_no) IN (SELECT (file_id, record_no) FROM read) OR file_id NOT IN (FROM unfinished))
"""

# The number of a record tells nothing here: a file that begins anew holds others under the same numbers.
COUNT_NEW = " ".join(
    [
        "SELECT count(*) FROM night_articles AS new WHERE true",
        *(
            f"AND NOT EXISTS (FROM gone WHERE gone.file_id = new.file_id AND gone.{column} = {value})"
            for column, value in (("url", "new.url"), ("headline", "new.headline"), ("text", "md5(new.raw_text)"))
        ),
    ]
)

DELETE_KEYS = "DELETE FROM blocking_keys WHERE appearance_id IN (SELECT appearance_id FROM removed_appearances)"

DELETE_FROM = "DELETE FROM {} WHERE article_id IN (SELECT article_id FROM gone)"

DELETE_FILES = "DELETE FROM files WHERE file_id IN (SELECT file_id FROM night_files)"
