"""The index of full-text search: a file beside each version, `search.duckdb`.

It is a file of its own so that readers without DuckDB's full-text extension can open the version; it holds no text. The
index of a version is that of the version it builds on, with the words of what came and without those of what went: so
a night indexes its own articles. Where there is no such index, all articles are.
"""

import shutil
from importlib.util import find_spec
from pathlib import Path

import duckdb

from warehouse import WarehouseError
from warehouse.files import clone
from warehouse.publish import journal, layout
from warehouse.read.connection import render_sql

INDEX = "search.duckdb"
"""Name of the index, in the folder of its version."""

MEMORY_LIMIT = "800MB"
"""Of DuckDB while it builds the index; beyond it, it uses the disk."""

PARTING = r"[^\p{L}\p{N}]+"
"""Regular expression of what separates words: everything but letters and digits of any script."""

MOST_CHANGED = 0.3
"""Share of the indexed articles that came or went, above which all are indexed anew: that costs hardly more then, and
leaves no room of deleted words behind."""


def build_index(version: Path) -> Path | None:
    """Writes the index of a version beside it, whole or not at all; copies of stories are left out.

    Args:
        version: the published file.

    Returns:
        The index; None where DuckDB's full-text extension is not installed.

    Raises:
        WarehouseError: it cannot be written.
    """
    library = extension()
    if library is None:
        return None
    # In the folder of candidates: if this process is killed, the next run removes what it left there.
    work = version.parents[2] / "candidates" / version.parent.name
    target, unfinished = version.with_name(INDEX), work / INDEX
    earlier = _earlier_index(version)
    try:
        work.mkdir(parents=True, exist_ok=True)
        if earlier is None or not _continue(earlier, unfinished, version, library):
            unfinished.unlink(missing_ok=True)
            with duckdb.connect(str(unfinished)) as con:
                _prepare(con, work, version, library)
                _index(con, _TEXTS.format(""))
        unfinished.chmod(0o444)
        unfinished.replace(target)
    except (duckdb.Error, OSError) as error:
        raise WarehouseError(f"the search index cannot be written: {' '.join(str(error).split())}") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target


def extension() -> Path | None:
    """Returns the file of DuckDB's full-text extension for this version of DuckDB, where its package is installed."""
    found = find_spec("duckdb_extension_fts")
    folders = found.submodule_search_locations if found else None
    file = Path(folders[0], "extensions", f"v{duckdb.__version__}", "fts.duckdb_extension") if folders else None
    return file if file and file.is_file() else None


def _earlier_index(version: Path) -> Path | None:
    """Returns the index of the version that a version builds on, if both have the same tables."""
    try:
        manifest = journal.read(version.with_name(layout.MANIFEST))
        base = manifest["base_load_id"]
        if base is None:
            return None
        before = version.parents[1] / base
        if journal.read(before / layout.MANIFEST)["schema_version"] != manifest["schema_version"]:
            return None
    except (OSError, WarehouseError, KeyError):
        return None
    return before / INDEX if (before / INDEX).is_file() else None


def _prepare(con: duckdb.DuckDBPyConnection, work: Path, version: Path, library: Path) -> None:
    con.execute("SET enable_progress_bar = false")
    con.execute("SET memory_limit = ?", [MEMORY_LIMIT])
    con.execute("SET temp_directory = ?", [str(work / "spill")])
    con.execute(render_sql("LOAD $extension", extension=str(library)))
    con.execute(render_sql("ATTACH $version AS version (READ_ONLY)", version=str(version)))


def _index(con: duckdb.DuckDBPyConnection, texts: str) -> None:
    """Makes the index of texts in an empty file."""
    con.execute(f"CREATE TABLE texts AS {texts} ORDER BY article_id")
    con.execute(f"PRAGMA create_fts_index('texts', 'article_id', 'headline', 'body', ignore = '{PARTING}')")
    for column in ("headline", "body"):  # the version holds these texts already
        con.execute(f"ALTER TABLE texts DROP COLUMN {column}")
    con.execute(_MADE_WITH, [duckdb.__version__, PARTING])


def _continue(earlier: Path, unfinished: Path, version: Path, library: Path) -> bool:
    """Makes the index out of that of the version before; says whether that could be done."""
    part = unfinished.with_name("part.duckdb")
    base = earlier.parent.name
    try:
        with duckdb.connect(str(part)) as con:
            _prepare(con, part.parent, version, library)
            con.execute(render_sql("ATTACH $earlier AS earlier (READ_ONLY)", earlier=str(earlier)))
            if con.execute("SELECT version, parting FROM earlier.made_with").fetchall() != [
                (duckdb.__version__, PARTING)
            ]:
                return False
            if con.execute(_TAKEN_DOWN, [base]).fetchall() != [(0,)]:
                return False  # the file would keep the room of deleted words, and these themselves in it
            con.execute(_CHANGED, [base])
            ((share,),) = con.execute(_SHARE_CHANGED).fetchall()
            if share > MOST_CHANGED:
                return False
            _index(con, _TEXTS.format("AND article_id IN (SELECT article_id FROM changed WHERE is_here)"))
        clone(earlier, unfinished)
        unfinished.chmod(0o644)
        with duckdb.connect(str(unfinished)) as con:
            _prepare(con, part.parent, version, library)
            con.execute(render_sql("ATTACH $part AS part (READ_ONLY)", part=str(part)))
            con.execute("BEGIN")
            for statement in _MERGE:
                con.execute(statement)
            con.execute("COMMIT")
    except duckdb.Error:  # damaged, or made by an earlier newsledger; what is wrong with the disk comes up again
        return False
    finally:
        part.unlink(missing_ok=True)
    return True


_TEXTS = "SELECT article_id, headline, body FROM version.main.articles WHERE duplicate_of IS NULL {}"

_MADE_WITH = "CREATE TABLE made_with AS SELECT ? AS version, ? AS parting"

_TAKEN_DOWN = "SELECT count(*) FROM version.main.forgotten_articles WHERE load_id > ?"

# An article is written again by the load that `extracted_load_id` names, and by no other.
_CHANGED = """
    CREATE TABLE changed AS
    WITH here AS (
        SELECT article_id, extracted_load_id > ? AS is_new FROM version.main.articles WHERE duplicate_of IS NULL
    )
    SELECT article_id, here.article_id IS NOT NULL AS is_here, indexed.article_id IS NOT NULL AS was_here
    FROM here FULL JOIN earlier.texts AS indexed USING (article_id)
    WHERE here.article_id IS NULL OR indexed.article_id IS NULL OR is_new
"""

_SHARE_CHANGED = "SELECT (SELECT count(*) FROM changed) / (SELECT count(*) + 1 FROM earlier.texts)"

_MERGE = (
    """
    CREATE TEMP TABLE gone AS
    SELECT docid, "name" AS article_id FROM fts_main_texts.docs
    WHERE "name" IN (SELECT article_id FROM part.changed WHERE was_here)
    """,
    """
    UPDATE fts_main_texts.dict SET df = df - less.docs FROM (
        SELECT termid, count(DISTINCT docid) AS docs FROM fts_main_texts.terms SEMI JOIN gone USING (docid) GROUP BY ALL
    ) AS less
    WHERE less.termid = dict.termid
    """,
    "DELETE FROM fts_main_texts.terms WHERE docid IN (SELECT docid FROM gone)",
    "DELETE FROM fts_main_texts.docs WHERE docid IN (SELECT docid FROM gone)",
    "DELETE FROM texts WHERE article_id IN (SELECT article_id FROM gone)",
    """
    CREATE TEMP TABLE first AS
    SELECT (SELECT coalesce(max(docid), -1) + 1 FROM fts_main_texts.docs) AS docid,
        (SELECT coalesce(max(termid), -1) + 1 FROM fts_main_texts.dict) AS termid
    """,
    """
    INSERT INTO fts_main_texts.dict
    SELECT row_number() OVER (ORDER BY termid) - 1 + (SELECT termid FROM first), term, 0
    FROM part.fts_main_texts.dict ANTI JOIN fts_main_texts.dict USING (term)
    """,
    """
    CREATE TEMP TABLE termids AS
    SELECT new.termid AS part_termid, old.termid, new.df
    FROM part.fts_main_texts.dict AS new JOIN fts_main_texts.dict AS old USING (term)
    """,
    """
    UPDATE fts_main_texts.dict SET df = dict.df + termids.df FROM termids WHERE termids.termid = dict.termid
    """,
    "DELETE FROM fts_main_texts.dict WHERE df = 0",
    """
    INSERT INTO fts_main_texts.terms
    SELECT docid + (SELECT docid FROM first), fieldid, termids.termid
    FROM part.fts_main_texts.terms AS new JOIN termids ON part_termid = new.termid ORDER BY fieldid, docid
    """,
    """
    INSERT INTO fts_main_texts.docs
    SELECT docid + (SELECT docid FROM first), "name", len FROM part.fts_main_texts.docs ORDER BY docid
    """,
    "INSERT INTO texts SELECT article_id FROM part.texts ORDER BY article_id",
    """
    UPDATE fts_main_texts.stats SET num_docs = (SELECT count(*) FROM fts_main_texts.docs),
        avgdl = (SELECT avg(len) FROM fts_main_texts.docs)
    """,
)
