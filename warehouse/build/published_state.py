"""What is already published: files, articles, repeating lines and decisions, for the stages of a night."""

# ruff: noqa: S608 - the names in the SQL are those of the schema; values are parameters

from datetime import date
from pathlib import Path

import polars as pl

from warehouse.build import entities
from warehouse.build.connections import open_published, read_published
from warehouse.build.outlet_lines import IS_KNOWN
from warehouse.publish import decisions
from warehouse.schema.tables.stages import STORED
from warehouse.schema.tables.values import SET_ASIDE_REASONS


def known_files(base: Path | None) -> pl.DataFrame:
    """Returns every file of the published version, with the `code_version` of the load that last changed its row.

    `set_aside` says whether that load set an article of it aside.
    """
    return read_published(
        base,
        f"""
        SELECT path, file_id, sha256, size_bytes, status, reason, code_version,
            (path, load_id) IN (SELECT (path, load_id) FROM rejections WHERE reason IN {SET_ASIDE_REASONS}) AS set_aside
        FROM files LEFT JOIN loads USING (load_id) ORDER BY file_id
        """,
    )


def known_articles(base: Path | None, file_ids: pl.Series) -> pl.DataFrame:
    """Returns `file_id`, `record_no` and `article_id` of the articles that were read from the given files."""
    return read_published(
        base,
        """
        SELECT file_id, record_no, article_id
        FROM articles SEMI JOIN given USING (file_id) ORDER BY file_id, record_no
        """,
        pl.DataFrame({"file_id": file_ids.cast(pl.Int64)}),
    )


def outdated_articles(
    file: Path, code_version: str, model_version: str, *, outlet: str | None = None, since: date | None = None
) -> pl.DataFrame:
    """Returns the articles that another version of the code, or another model, extracted.

    Those that this version has set aside already are none of them.

    Args:
        file: a file with the tables of today.
        code_version: the version that runs now.
        model_version: likewise.
        outlet: only articles of this outlet.
        since: only articles that were published on this day or later.

    Returns:
        `article_id`, `file_id` and `characters` (of the raw text), the latest published first.
    """
    return read_published(
        file,
        f"""
        WITH aside AS (
            SELECT file_id, record_no, code_version, model_version
            FROM rejections AS r JOIN loads USING (load_id) JOIN files USING (path)
            WHERE r.reason IN {SET_ASIDE_REASONS}
        )
        SELECT article_id, file_id, length(raw_text) AS characters
        FROM articles JOIN loads ON loads.load_id = extracted_load_id JOIN given
            ON coalesce(articles.outlet = given.outlet, given.outlet IS NULL)
            AND coalesce(published_on >= since, since IS NULL)
        WHERE (loads.code_version, loads.model_version) <> (given.code_version, given.model_version)
            AND NOT EXISTS (
                FROM aside WHERE aside.file_id = articles.file_id AND aside.record_no IN (0, articles.record_no)
                    AND (aside.code_version, aside.model_version) = (given.code_version, given.model_version))
        ORDER BY published_on DESC NULLS LAST, article_id DESC
        """,
        pl.DataFrame(
            {"outlet": [outlet], "since": [since], "code_version": [code_version], "model_version": [model_version]},
            schema_overrides={"outlet": pl.String(), "since": pl.Date()},
        ),
    )


def count_articles(file: Path) -> int:
    """Returns the number of articles of a file."""
    return int(read_published(file, "SELECT count(*) AS articles FROM articles")["articles"][0])


def stored_articles(file: Path, article_ids: pl.Series) -> pl.DataFrame:
    """Returns what the warehouse holds of what was read of given articles, in the order of their ids.

    Args:
        file: a file with the tables of today.
        article_ids: the articles.

    Returns:
        The columns of `STORED`.
    """
    return read_published(
        file,
        f"""
        SELECT {", ".join(STORED)}
        FROM articles JOIN files USING (file_id) SEMI JOIN given USING (article_id) ORDER BY article_id
        """,
        pl.DataFrame({"article_id": article_ids.cast(pl.Int64)}),
    )


def known_lines(base: Path | None) -> pl.DataFrame:
    """Returns the lines that are known to repeat in the articles of an outlet (`outlet_lines.IS_KNOWN`).

    Returns:
        A frame with `outlet`, `line` (in lower case, with digits as `#`), `articles` and `loads` as in the table
        `outlet_lines`, and `of_articles`: the number of articles of the outlet whose lines are counted.
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
    """Says whether people made a decision that is not yet in the published version; false before the first load.

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
