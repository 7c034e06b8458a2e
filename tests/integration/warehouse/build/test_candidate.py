import json

import pytest

from tests.nights import (
    FIRST_NIGHT,
    PASSED,
    WARNED,
    all_changed,
    apart,
    build,
    file_row,
    leave,
    publish_night,
    refuse_night,
)
from tests.stories import DAY, FETH, MARKET, QUILL, STRIKE, rows
from transforms.relate.relators import RELATORS
from warehouse import WarehouseError
from warehouse.build import candidate
from warehouse.publish import history, layout, swap
from warehouse.publish.journal import Load


def test_aliases_count_mentions_and_articles(published):
    base = layout.published(published)
    assert rows(base, "FROM entity_aliases") == [
        (QUILL, "Mara Quill", 1, 1), (QUILL, "Quill", 1, 1), (FETH, "Olan Feth", 1, 1),
    ]  # fmt: skip


def test_a_night_of_rejections_alone(tmp_path):
    publish_night(
        tmp_path, [],
        files=[file_row(1, "odd\\xff.bin", "rejected")],
        rejections=[{"path": "odd\\xff.bin", "record_no": 0, "reason": "binary", "detail": "NUL in the first bytes"}],
    )  # fmt: skip
    base = layout.published(tmp_path)
    assert rows(base, "SELECT files_seen, articles_added, verdict FROM loads") == [(1, 0, "published")]
    assert rows(base, "SELECT path FROM rejections") == [("odd\\xff.bin",)]


def test_refused_nights_come_into_the_next_candidate(published):
    refused = refuse_night(published, [MARKET], now=FIRST_NIGHT + DAY)
    publish_night(published, [MARKET], now=FIRST_NIGHT + 2 * DAY)
    base = layout.published(published)
    assert rows(base, "SELECT load_id, verdict FROM loads") == [
        ("20310501T020000Z", "published"), (refused, "refused"), ("20310503T020000Z", "published"),
    ]  # fmt: skip
    assert rows(base, f"SELECT check_name, passed FROM checks WHERE load_id = '{refused}'") == [
        ("body_not_empty", True), ("article_count", False),
    ]  # fmt: skip
    publish_night(published, [MARKET], now=FIRST_NIGHT + 3 * DAY)
    assert rows(layout.published(published), "SELECT count(*) FROM loads") == [(4,)]


def test_warnings_of_a_published_load_are_told_apart(tmp_path):
    publish_night(tmp_path, [MARKET], checks=[PASSED, WARNED])
    refuse_night(tmp_path, [STRIKE], now=FIRST_NIGHT + DAY)
    publish_night(tmp_path, [], files=[file_row(3, "quay.txt")], now=FIRST_NIGHT + 2 * DAY)
    base = layout.published(tmp_path)
    assert rows(base, "SELECT checks, checks_failed, warnings FROM marts.load_history ORDER BY load_id") == [
        (2, 1, 1), (2, 1, 0), (1, 0, 0),
    ]  # fmt: skip
    assert rows(base, "SELECT severity FROM checks WHERE check_name = 'drift'") == [("warn",)]


def test_refused_loads_from_before_severities_come_in_as_they_were_meant(tmp_path):
    refused = refuse_night(tmp_path, [MARKET])
    entry = tmp_path / "journal" / f"{refused}.json"
    old = json.loads(entry.read_text())
    for check in old["checks"]:
        del check["severity"]
    entry.write_text(json.dumps(old))
    assert [check.check_name for check in history.history(tmp_path).loads[0].failed] == ["article_count"]
    publish_night(tmp_path, [MARKET], now=FIRST_NIGHT + DAY)
    assert rows(layout.published(tmp_path), f"SELECT DISTINCT severity FROM checks WHERE load_id = '{refused}'") == [
        ("block",)
    ]


def test_instants_are_utc(published):
    base = layout.published(published)
    assert rows(base, "SELECT started_at::VARCHAR, finished_at::VARCHAR FROM loads") == [
        ("2031-05-01 02:00:00", "2031-05-01 02:01:00")
    ]
    assert rows(base, "SELECT DISTINCT seen_at::VARCHAR FROM files") == [("2031-05-01 02:00:05",)]


def test_the_verdict_is_never_before_the_start_of_the_load(tmp_path):
    with swap.lock(tmp_path):
        file = build(tmp_path, [MARKET])
        candidate.record_verdict(file, FIRST_NIGHT - DAY, [])
    assert rows(file, "SELECT started_at = finished_at FROM loads") == [(True,)]


def test_the_closed_candidate_is_one_file_that_reads_in_duckdb_1_1(tmp_path):
    with swap.lock(tmp_path):
        file = build(tmp_path, [STRIKE, MARKET])
    assert not file.with_name("warehouse.duckdb.wal").exists()
    # 64 is the format of DuckDB 1.0 to 1.1, at bytes 12 to 19 of the header.
    assert int.from_bytes(file.read_bytes()[12:20], "little") == 64


def test_the_published_file_is_not_touched_by_the_next_candidate(published):
    base = layout.published(published)
    before = base.read_bytes()
    with swap.lock(published):
        build(published, [STRIKE], now=FIRST_NIGHT + DAY)
    assert base.read_bytes() == before


def test_a_failed_write_leaves_the_candidate_as_it_was(published):
    with swap.lock(published):
        base = layout.published(published)
        file = candidate.create(published, "20310502T020000Z", base)
        leave(file.parent / "work", [STRIKE], files=[file_row(1, "quay.txt", "lost")])
        with pytest.raises(WarehouseError):
            candidate.write(
                file,
                Load("20310502T020000Z", FIRST_NIGHT, None, "0.1.0", "tiny"),
                FIRST_NIGHT,
                all_changed,
                apart,
                RELATORS,
            )
        assert rows(file, "SELECT count(*) FROM articles") == [(2,)]
        assert not file.with_name("warehouse.duckdb.wal").exists()


def test_a_candidate_begins_again_as_it_began(published):
    with swap.lock(published):
        base = layout.published(published)
        file = build(published, [STRIKE], now=FIRST_NIGHT + DAY)
        assert rows(file, "SELECT count(*) FROM loads") == [(2,)]
        (file.parent / "compact").mkdir()
        candidate.begin_again(file, base)
        assert file.read_bytes() == base.read_bytes()
        assert {path.name for path in file.parent.iterdir()} == {"warehouse.duckdb", "work"}
        assert list((file.parent / "work").iterdir())
        candidate.begin_again(file, None)
        assert rows(file, "SELECT count(*) FROM articles") == [(0,)]


def test_a_published_version_of_another_schema_is_refused_before_it_is_copied(published):
    base = layout.published(published)
    manifest = base.with_name("manifest.json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"schema_version": 0}))
    with swap.lock(published), pytest.raises(WarehouseError, match="has schema 0"):
        candidate.create(published, "20310502T020000Z", base)
    assert not layout.candidate_file(published, "20310502T020000Z").exists()
