"""What is already published, for the stages that build on it."""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

from pathlib import Path

import polars as pl

from warehouse.build import entities
from warehouse.build.connections import open_published, read_published
from warehouse.build.outlet_lines import IS_KNOWN
from warehouse.publish import decisions


def known_files(base: Path | None) -> pl.DataFrame:
    """Returns every file of a published version with `code_version`, that of the load that last changed its row."""
    return read_published(
        base,
        """
        SELECT path, file_id, sha256, size_bytes, status, reason, code_version
        FROM files LEFT JOIN loads USING (load_id) ORDER BY file_id
        """,
    )


def known_articles(base: Path | None, file_ids: pl.Series) -> pl.DataFrame:
    """Returns `file_id`, `record_no` and `article_id` of the articles read from the given files."""
    return read_published(
        base,
        """
        SELECT file_id, record_no, article_id
        FROM articles SEMI JOIN given USING (file_id) ORDER BY file_id, record_no
        """,
        pl.DataFrame({"file_id": file_ids.cast(pl.Int64)}),
    )


def known_lines(base: Path | None) -> pl.DataFrame:
    """Returns the lines that repeat in the articles of an outlet, as `outlet_lines` folds them.

    Returns:
        `outlet`, `line`, `articles`, `loads` and `of_articles` (all articles of the outlet whose lines are counted) of
        the lines that several loads brought, in `outlet_lines.KNOWN_FROM_ARTICLES` articles or more.
    """
    return read_published(
        base,
        f"""
        SELECT outlet, line, articles, loads, of_articles
        FROM outlet_lines
        JOIN (SELECT outlet, count(*) AS of_articles FROM articles WHERE lines_counted GROUP BY outlet) USING (outlet)
        WHERE {IS_KNOWN} ORDER BY outlet, line
        """,
    )


def decisions_pending(base: Path | None, directory: Path) -> bool:
    """Says whether people decided something that a published version does not know; false while there is none.

    Args:
        base: the published file.
        directory: the warehouse directory, which holds the journal of decisions.

    Raises:
        WarehouseError: the journal is damaged.
    """
    decided = decisions.read(directory)
    if base is None or not decided:
        return False
    with open_published(base) as con:
        return entities.is_pending(con, decided)
