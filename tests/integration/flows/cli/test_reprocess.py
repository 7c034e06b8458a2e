"""`newsledger reprocess`, and the share of a night, on a warehouse that newsledger 0.1.0 published."""

import json
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests.commands import PATIENCE, Newsledger
from tests.upgrade import old_warehouse

pytestmark = pytest.mark.slow

ANEW = "SELECT count(*) FILTER (extracted_load_id <> load_id) AS anew, count(*) AS articles FROM articles"
SMALL_BATCHES = """
from flows import settings
settings.BATCH["max_articles"] = 5
from flows.cli.group import main
main(prog_name="newsledger")
"""
"""So that thirty articles are several batches."""
IDS = {"articles": "article_id", "blocks": "block_id"}
PLACED = {"mentions": ("surface", "mention_id"), "quotes": ("text", "quote_id"), "figures": ("surface", "figure_id")}
"""Tables whose rows are found anew: what they hold of the text, and their key."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return old_warehouse(tmp_path / "old")


def asked(newsledger: Newsledger, warehouse: Path, sql: str) -> list[dict[str, Any]]:
    done = newsledger("sql", "--warehouse", warehouse, "--format", "jsonl", sql)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def ids(newsledger: Newsledger, warehouse: Path) -> dict[str, list[dict[str, object]]]:
    return {
        table: asked(newsledger, warehouse, f"SELECT {key} FROM {table} ORDER BY ALL") for table, key in IDS.items()
    }


def test_killed_again_and_again_it_goes_on_where_it_was_and_keeps_every_id(
    old: Path, root: Path, newsledger: Newsledger, prefect_api: str
) -> None:
    """No file is there any more: the corpus is an empty folder with outlets.toml."""
    before, names = ids(newsledger, old), named(newsledger, old)
    places = {table: by_place(newsledger, old, table) for table in PLACED}
    command = ("reprocess", "--warehouse", old, "--outlets", root / "corpus" / "outlets.toml", "--workers", "1")
    kept: list[int] = []
    for _ in range(3):
        process = newsledger.start(*command, code=SMALL_BATCHES, PREFECT_API_URL=prefect_api)
        there = len(kept_batches(old))
        deadline = time.monotonic() + PATIENCE
        while process.poll() is None and len(kept_batches(old)) <= there and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        kept.append(len(kept_batches(old)))
    assert kept == sorted(set(kept)), "each try added a batch"
    assert asked(newsledger, old, "SELECT count(*) AS loads FROM loads") == [{"loads": 3}]

    done = newsledger(*command, PREFECT_API_URL=prefect_api)
    assert done.returncode == 0, done.stderr
    assert "30 extracted anew" in done.stdout
    assert asked(newsledger, old, ANEW) == [{"anew": 30, "articles": 30}]
    assert ids(newsledger, old) == before
    # Rules change from version to version: what is found in the same place is the same row.
    for table, known in places.items():
        found = by_place(newsledger, old, table)
        kept_places = found.keys() & known.keys()
        assert {place: found[place] for place in kept_places} == {place: known[place] for place in kept_places}, table
        assert all(found[place] > max(known.values()) for place in found.keys() - kept_places), table
        assert len(kept_places) > 0.9 * len(known), table
    joined = {row["old_entity_id"]: row["new_entity_id"] for row in asked(newsledger, old, "FROM entity_redirects")}
    now = named(newsledger, old)
    kept_names = now.keys() & names.keys()
    assert {name: now[name] for name in kept_names} == {n: joined.get(names[n], names[n]) for n in kept_names}
    assert len(kept_names) > 0.8 * len(names)
    assert not (old / "reprocess").exists()
    again = newsledger(*command, PREFECT_API_URL=prefect_api)
    assert again.stdout.startswith("Nothing to extract anew; published is ")


def named(newsledger: Newsledger, warehouse: Path) -> dict[tuple[object, ...], int]:
    """Returns the ids of entities by kind and name."""
    rows = asked(newsledger, warehouse, "SELECT kind, name_key, entity_id FROM entities")
    return {(row["kind"], row["name_key"]): row["entity_id"] for row in rows}


def by_place(newsledger: Newsledger, warehouse: Path, table: str) -> dict[tuple[object, ...], int]:
    """Returns the ids of a table by article, raw span and words."""
    words, key = PLACED[table]
    rows = asked(newsledger, warehouse, f"SELECT article_id, raw_start, raw_end, {words}, {key} FROM {table}")
    return {tuple(row.values())[:4]: row[key] for row in rows}


def kept_batches(warehouse: Path) -> list[Path]:
    return [path for path in (warehouse / "reprocess").glob("*/*") if path.suffix != ".tmp"]


def test_only_the_outlet_and_the_days_that_are_asked_for(old: Path, newsledger: Newsledger, prefect_api: str) -> None:
    asked_for = ("--outlet", "The Harbour Courier", "--since", "2026-03-12", "--workers", "1")
    done = newsledger("reprocess", "--warehouse", old, *asked_for, PREFECT_API_URL=prefect_api)
    assert done.returncode == 0, done.stderr
    anew = "extracted_load_id <> load_id"
    wanted = "outlet = 'The Harbour Courier' AND published_on >= '2026-03-12'"
    found = asked(newsledger, old, f"SELECT DISTINCT {wanted} AS wanted FROM articles WHERE {anew}")
    assert found == [{"wanted": True}]
    missed = f"SELECT count(*) AS missed FROM articles WHERE {wanted} AND NOT {anew}"
    assert asked(newsledger, old, missed) == [{"missed": 0}]


def test_a_night_does_no_more_than_its_share(
    old: Path, tmp_path: Path, newsledger: Newsledger, prefect_api: str
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "late.txt").write_text("Quay rebuilt\n\nThe quay of Port Ellery was rebuilt by 20 workers on Tuesday.\n")
    night = ("run", "--corpus", corpus, "--warehouse", old, "--workers", "1", "--reprocess-share", "0.2")
    for anew, articles in ((6, 31), (13, 31)):
        done = newsledger(*night, PREFECT_API_URL=prefect_api)
        assert done.returncode == 0, done.stderr
        assert asked(newsledger, old, ANEW) == [{"anew": anew, "articles": articles}]
    added = asked(
        newsledger, old, "SELECT articles_added, articles_reprocessed FROM loads ORDER BY load_id DESC LIMIT 2"
    )
    assert added == [
        {"articles_added": 0, "articles_reprocessed": 7}, {"articles_added": 1, "articles_reprocessed": 6},
    ]  # fmt: skip
    history = newsledger("history", "--warehouse", old).stdout
    assert "6 extracted anew" in history
    assert "7 extracted anew" in history
