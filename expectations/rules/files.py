"""Checks of files and loads: every file that was seen is accounted for, and the counts of a load are true."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.rules.bands import LOAD_ID
from expectations.suites import CheckDefinition


def file_checks() -> Iterator[CheckDefinition]:
    """Yields the checks that each file is loaded, a duplicate or rejected, and that the rows it needs are there."""
    counts = f"""
        SELECT count(*) AS files, count(*) FILTER (status = 'loaded') AS loaded,
            count(*) FILTER (status = 'duplicate') AS duplicate, count(*) FILTER (status = 'rejected') AS rejected
        FROM files WHERE load_id = {LOAD_ID}"""
    yield CheckDefinition(
        "files",
        "rule.counts_add_up",
        "Of this load, loaded + duplicate + rejected files are all files, as many as the load saw.",
        f"""
        SELECT c.*, l.files_seen FROM ({counts}) c LEFT JOIN loads l ON l.load_id = {LOAD_ID}
        WHERE loaded + duplicate + rejected <> files OR files <> l.files_seen
        """,
        f"""
        SELECT concat(loaded, ' loaded + ', duplicate, ' duplicate + ', rejected, ' rejected of ', files, ' files')
        FROM ({counts})
        """,
    )
    yield CheckDefinition(
        "files",
        "rule.loaded_has_article",
        "Each loaded file has an article.",
        """
        SELECT file_id FROM files f
        WHERE status = 'loaded' AND NOT EXISTS (FROM articles a WHERE a.file_id = f.file_id)
        """,
    )
    yield CheckDefinition(
        "files",
        "rule.duplicate_has_original",
        "Each duplicate has a loaded file with the same bytes, unless the file that it names was changed since.",
        """
        SELECT file_id FROM files d
        WHERE status = 'duplicate'
            AND NOT EXISTS (FROM files o WHERE o.status = 'loaded' AND o.sha256 = d.sha256)
            AND NOT EXISTS (FROM files o WHERE o.path = d.reason AND o.seen_at > d.seen_at)
        """,
    )
    yield CheckDefinition(
        "files",
        "rule.rejected_is_recorded",
        "Each rejected file has a row in rejections, of the same load.",
        """
        SELECT file_id FROM files f
        WHERE status = 'rejected'
            AND NOT EXISTS (FROM rejections r WHERE r.path = f.path AND r.load_id = f.load_id)
        """,
    )


def load_checks() -> Iterator[CheckDefinition]:
    """Yields the check that the number of articles which the load claims is the number it brought."""
    yield CheckDefinition(
        "loads",
        "rule.articles_added_counted",
        "articles_added of this load is the number of articles that carry its id.",
        f"""
        SELECT load_id, articles_added, (SELECT count(*) FROM articles WHERE load_id = {LOAD_ID}) AS articles
        FROM loads WHERE load_id = {LOAD_ID} AND articles_added <> articles
        """,
    )
