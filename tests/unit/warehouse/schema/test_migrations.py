from pathlib import Path

import pytest

from warehouse.schema import migrations as module
from warehouse.schema.migrations import fingerprint, migrations, oldest_version, schema_version
from warehouse.schema.tables import TABLES
from warehouse.schema.tables.columns import Column, Table

TABLES_CHANGED = """The tables are others than those that {name} leads to.
Write the next file of warehouse/schema/migrations, with the line
-- Fingerprint: {fingerprint}
(or, if {name} was never released, change that)"""


def test_the_last_migration_leads_to_the_tables_that_are_declared() -> None:
    last = migrations()[-1]
    assert last.fingerprint == fingerprint(), TABLES_CHANGED.format(name=last.name, fingerprint=fingerprint())


def test_each_migration_follows_the_one_before() -> None:
    assert [m.version for m in migrations()] == list(range(oldest_version() + 1, schema_version() + 1))
    assert oldest_version() == 6


@pytest.mark.parametrize(
    "changed",
    [
        Column("mood", "VARCHAR", "How it sounds.", nullable=True),
        Column("rule", "VARCHAR", "Stable id of the rule that gave the kind.", nullable=True),
        Column("rule", "BIGINT", "Stable id of the rule that gave the kind."),
    ],
)
def test_a_new_or_another_column_has_another_fingerprint(changed: Column, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks, before = TABLES["blocks"], fingerprint()
    columns = [column for column in blocks.columns if column.name != changed.name]
    monkeypatch.setitem(TABLES, "blocks", Table("blocks", blocks.grain, blocks.key, (*columns, changed), blocks.rules))
    assert fingerprint() != before


def test_other_words_and_values_need_no_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    files, before = TABLES["files"], fingerprint()
    columns = [
        Column(
            c.name, c.type, "Else.", c.nullable, (*c.values, "new") if c.values else (), None, None, None, c.references
        )
        for c in files.columns
    ]
    monkeypatch.setitem(TABLES, "files", Table("files", "one", files.key, tuple(columns)))
    assert fingerprint() == before


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ({"0007_a.sql": "-- Fingerprint: 0123456789abcdef\n", "0009_b.sql": "-- Fingerprint: 0123456789abcdef\n"},
         r"numbers \[7, 9\]"),
        ({"0007_a.sql": "SELECT 1"}, "0007_a.sql: "),
        ({"seven.sql": "-- Fingerprint: 0123456789abcdef\n"}, "seven.sql: "),
    ],
)  # fmt: skip
def test_a_file_without_number_or_fingerprint_is_named(
    names: dict[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, sql in names.items():
        (tmp_path / name).write_text(sql)
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    migrations.cache_clear()
    try:
        with pytest.raises(ValueError, match=said):
            migrations()
    finally:
        migrations.cache_clear()
