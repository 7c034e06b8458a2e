"""The upgrade of a warehouse that newsledger 0.1.0 published."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.nights import FIRST_NIGHT, build, file_row
from tests.stories import DAY, rows
from tests.upgrade import old_warehouse
from warehouse import OtherSchema, WarehouseError
from warehouse.build import candidate, duplicates, migrate
from warehouse.build.connections import open_candidate
from warehouse.publish import layout, swap
from warehouse.schema import ddl
from warehouse.schema.migrations import migrations, schema_version
from warehouse.schema.tables import TABLES

TONIGHT = "20310502T020000Z"
MADE_ANEW = {
    "articles": (
        "prose_key", "record_title", "record_author", "record_language", "record_captions", "record_posts",
        "extracted_load_id", "text_quality", "unconfirmed_publisher",
        "place_appearance_id", "place_entity_id", "place_source", "copy_of", "story_id",
    ),
    "appearances": ("place_type",),
    "entities": ("place_type",),
    "loads": ("articles_reprocessed",),
    "figures": ("factuality", "change_from", "part_of_figure_id", "is_background", "place_source", "counted_class"),
    "quotes": ("speaker_gender",),
}  # fmt: skip
NEW_TABLES = {
    "article_authors", "article_shingles", "copy_links", "story_terms", "stories", "threads", "story_redirects",
    "article_versions", "article_version_statements", "article_updates", "article_changes", "claims",
    "claim_threads", "forgotten_articles",
}  # fmt: skip
"""Tables that schema 6 does not have."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A warehouse of schema 6."""
    return old_warehouse(tmp_path / "old")


def brought_forward(directory: Path) -> Path:
    with swap.lock(directory):
        return candidate.create(directory, TONIGHT, layout.published(directory))


def set_manifest(directory: Path, **values: object) -> None:
    base = layout.published(directory)
    assert base is not None
    manifest = base.with_name("manifest.json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | values))


def test_every_row_of_every_table_comes_along(old: Path) -> None:
    base = layout.published(old)
    file = brought_forward(old)
    with duckdb.connect(str(file), read_only=True) as con:
        con.execute(f"ATTACH '{base}' AS old (READ_ONLY)")
        for table in (table for name, table in TABLES.items() if name not in NEW_TABLES):
            kept = ", ".join(c.name for c in table.columns if c.name not in MADE_ANEW.get(table.name, ()))
            assert con.execute(f"SELECT {kept} FROM main.{table.name}").fetchall() == (
                con.execute(f"SELECT {kept} FROM old.main.{table.name}").fetchall()
            ), table.name
        assert con.execute("SELECT count(*) FROM articles").fetchall() == [(30,)]
        assert con.execute("SELECT count(*) FROM entity_links WHERE method = 'review'").fetchall() == [(1,)]
        assert con.execute("SELECT code_version, articles_reprocessed FROM loads").fetchall() == [("0.1.0", 0)] * 3


def test_the_tables_are_made_as_in_a_new_warehouse(old: Path, tmp_path: Path) -> None:
    made = "SELECT sql, comment FROM duckdb_tables() ORDER BY table_name"
    commented = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
    new = candidate.create(tmp_path / "new", TONIGHT, None)
    file = brought_forward(old)
    assert (rows(file, made), rows(file, commented)) == (rows(new, made), rows(new, commented))


def test_a_text_with_its_exact_copies_is_a_story(old: Path) -> None:
    file = brought_forward(old)
    assert rows(file, "FROM articles WHERE copy_of IS DISTINCT FROM duplicate_of") == []
    assert rows(file, "FROM articles WHERE story_id <> coalesce(duplicate_of, article_id)") == []
    told = "SELECT story_id, story_id, count(*), count(*) FILTER (copy_of IS NULL) FROM articles GROUP BY story_id"
    assert rows(file, "SELECT story_id, thread_id, articles, independent_articles FROM stories ORDER BY ALL") == (
        rows(file, f"{told} ORDER BY ALL")
    )
    assert rows(file, "SELECT thread_id, stories, articles FROM threads ORDER BY ALL") == (
        rows(file, "SELECT thread_id, 1, articles FROM stories ORDER BY ALL")
    )
    assert rows(file, "SELECT count(*) > count(DISTINCT story_id) FROM articles") == [(True,)]


def test_keys_of_prose_are_those_that_a_load_would_make(old: Path) -> None:
    file = brought_forward(old)
    migrated = rows(file, "SELECT article_id, prose_key FROM articles ORDER BY ALL")
    assert sum(key is not None for _, key in migrated) > 20
    with open_candidate(file) as con:
        con.execute("UPDATE articles SET prose_key = NULL")
        con.execute("CREATE TEMP TABLE night_articles AS SELECT article_id FROM articles")
        duplicates.key_new_articles(con)
    assert rows(file, "SELECT article_id, prose_key FROM articles ORDER BY ALL") == migrated


def test_what_the_records_said_is_told_by_what_the_rules_made_of_it(old: Path) -> None:
    file = brought_forward(old)
    page = "SELECT record_title, record_author, record_language, headline FROM articles JOIN files USING (file_id)"
    ((title, author, language, headline),) = rows(file, f"{page} WHERE path LIKE '%harbour-lights.html'")
    assert title == headline
    assert (author, language) == ("Delphine Ashgrove", "en")
    told = "SELECT count(record_title), count(record_author) FROM articles JOIN files USING (file_id)"
    assert rows(file, f"{told} WHERE format = 'text'") == [(0, 0)]


def test_earlier_figures_are_actual_and_their_places_those_of_the_sentence(old: Path) -> None:
    told = "SELECT DISTINCT factuality, place_source, place_entity_id IS NULL FROM figures ORDER BY ALL"
    assert rows(brought_forward(old), told) == [("actual", "sentence", False), ("actual", None, True)]


def test_articles_are_keyed_some_at_a_time(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows(brought_forward(old), "SELECT article_id, prose_key FROM articles ORDER BY ALL")
    monkeypatch.setattr(migrate, "ARTICLES_AT_ONCE", 4)
    assert rows(brought_forward(old), "SELECT article_id, prose_key FROM articles ORDER BY ALL") == whole


def test_what_is_published_is_only_read(old: Path) -> None:
    base = layout.published(old)
    assert base is not None
    before = base.read_bytes()
    file = brought_forward(old)
    assert base.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir()) == ["warehouse.duckdb", "work"]


def test_a_new_meaning_or_bound_of_a_column_only_copies_the_rows(published: Path) -> None:
    set_manifest(published, declarations="0" * 16)
    base = layout.published(published)
    file = brought_forward(published)
    for table in TABLES:
        assert rows(file, f"FROM {table}") == rows(base, f"FROM {table}"), table
    assert migrate.outdated_schema({"schema_version": schema_version(), "declarations": ddl.digest()}) is None


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (schema_version() + 1, f"a later newsledger wrote .* it has schema {schema_version() + 1}, this one knows"),
        (5, "has schema 5, and only schema 6 and later can be brought forward; load all anew into another folder"),
    ],
)
def test_a_schema_that_cannot_be_brought_forward_is_refused_and_nothing_touched(
    published: Path, version: int, said: str
) -> None:
    set_manifest(published, schema_version=version)
    before = sorted(published.rglob("*"))
    with pytest.raises(OtherSchema, match=said):
        brought_forward(published)
    assert sorted(published.rglob("*")) == [*before, published / ".lock"] or sorted(published.rglob("*")) == before


def test_rows_that_break_a_rule_of_today_are_named_and_leave_what_is_published(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_manifest(published, declarations="0" * 16)
    articles = TABLES["articles"]
    strict = type(articles)(
        articles.name, articles.grain, articles.key, articles.columns, {"never": "word_count > 1000000"}
    )
    monkeypatch.setitem(TABLES, "articles", strict)
    before = layout.published(published)
    with pytest.raises(WarehouseError, match="CHECK constraint failed on table articles"):
        brought_forward(published)
    assert layout.published(published) == before


def test_a_migration_that_leads_elsewhere_is_named(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first_only = migrations()[:1]
    monkeypatch.setattr(migrate, "migrations", lambda: first_only)
    with pytest.raises(
        WarehouseError,
        match=r"do not lead to the tables of today: appearances, article_authors, .*, articles, .*, figures, .*, loads",
    ):
        brought_forward(old)


LIMITED = """
import resource, sys
from pathlib import Path
from warehouse import WarehouseError
from warehouse.build import candidate
from warehouse.publish import layout, swap
directory = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    with swap.lock(directory):
        candidate.create(directory, "20310502T020000Z", layout.published(directory))
except WarehouseError as error:
    print(error)
"""
"""Brings a warehouse forward in a process that may write no file beyond a size: as on a disk that is full."""


@pytest.mark.parametrize("share", [0.3, 1.01])
def test_a_full_disk_leaves_what_is_published_and_the_next_try_succeeds(old: Path, share: float) -> None:
    base = layout.published(old)
    assert base is not None
    size = base.stat().st_size
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, old, str(int(size * share) if share < 1 else 4 * 2**20)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1
    assert layout.published(old) == base
    assert rows(base, "SELECT count(*) FROM articles") == [(30,)]
    assert rows(brought_forward(old), "SELECT count(*) FROM articles") == [(30,)]


def test_a_night_on_an_old_warehouse_writes_and_keeps_every_id(old: Path) -> None:
    with swap.lock(old):
        before = layout.published(old)
        file = build(old, [], now=FIRST_NIGHT + DAY, files=[file_row(900, "late.txt", "rejected")], rejections=[])
    for table, key in (("articles", "article_id"), ("entities", "entity_id"), ("figures", "figure_id"),
                       ("quotes", "quote_id"), ("mentions", "mention_id"), ("blocks", "block_id")):  # fmt: skip
        assert rows(file, f"SELECT {key} FROM {table} ORDER BY 1") == (
            rows(before, f"SELECT {key} FROM {table} ORDER BY 1")
        ), table
    assert json.loads(file.with_name("manifest.json").read_text())["schema_version"] == schema_version()
