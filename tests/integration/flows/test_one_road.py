"""The night, `newsledger extract` and the golden check give the same rows for the same articles."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import flows.golden
from flows.cli import extract_files
from tests.commands import Newsledger, cli
from tests.growth import read_source
from transforms.process import process_batch
from warehouse.publish import layout
from warehouse.schema.tables.stages import BATCH_FRAMES

Frames = dict[str, pl.DataFrame]

SHARED = "The quay of Port Ellery was rebuilt by 20 workers last year, its engineer Tom Varga told reporters."
ARTICLES = {
    "a.json": {
        "title": "Harbour of Port Ellery closed",
        "text": "By Olga Brandt\nAt least 12 people were killed on Monday when a ferry sank, mayor Ines Talvo said.\n"
        f"“We will find out who let it sail,” Ms Talvo told the Daily Marn.\n{SHARED}\nAdvertisement\nRead more",
        "date": "2026-03-04", "publisher": "The Daily Marn", "url": "https://www.marn.example/a", "language": "en",
    },
    "b.json": {
        "title": "Brücke offen",
        "text": "Die Brücke über den Marn ist seit Montag wieder offen, teilte der Rat der Stadt mit. Sie war wegen "
        "Rost gesperrt worden, und die Händler am Hafen haben ein Drittel ihrer Einnahmen verloren.",
        "date": "2026-03-05",
    },
    "c.json": {
        "title": "Ferry to Tessaly delayed",
        "text": f"{SHARED}\nThe ferry to Tessaly cost $4.5 million, and was delayed by nine hours on Tuesday, said its "
        "captain Olga Brandt, who has led it for 20 years.\nMr Varga denied that 30 passengers were hurt.",
        "date": "2026-03-06", "publisher": "The Daily Marn", "url": "https://www.marn.example/c",
    },
}  # fmt: skip
"""Two share a paragraph, one is in another language; their records say what `extract` cannot know from outlets."""

OUTLETS = '[[outlet]]\nname = "The Daily Marn"\ndomain = "marn.example"\n'

BLOCKING_KEYS = """
    WITH local AS (
        SELECT appearance_id AS id, article_id,
            row_number() OVER (PARTITION BY article_id ORDER BY appearance_id) AS appearance_id
        FROM appearances
    )
    SELECT article_id, local.appearance_id, key FROM blocking_keys AS k JOIN local ON id = k.appearance_id
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("road") / "corpus"
    folder.mkdir()
    for name, record in ARTICLES.items():
        (folder / name).write_text(json.dumps(record), encoding="utf-8")
    (folder.parent / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def published(corpus: Path, newsledger: Newsledger, prefect_api: str) -> Frames:
    """What a night publishes, with ids that count within each article."""
    warehouse = corpus.parent / "warehouse"
    variables: dict[str, Any] = {"PREFECT_API_URL": prefect_api, "NEWSLEDGER_WORKERS": "1"}
    done = newsledger("run", "--corpus", corpus, "--warehouse", warehouse, **variables)
    assert done.returncode == 0, done.stderr
    file = layout.published(warehouse)
    assert file
    with duckdb.connect(str(file), read_only=True) as con:
        return read_source(file).frames | {"blocking_keys": con.execute(BLOCKING_KEYS).pl()}


@pytest.fixture
def processed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], list[Frames]]:
    """Has a module note all that it gets from `process_batch`."""

    def noting(module: Any) -> list[Frames]:
        frames: list[Frames] = []

        def process(*arguments: Any, **options: Any) -> Frames:
            frames.append(process_batch(*arguments, **options))
            return frames[-1]

        monkeypatch.setattr(module, "process_batch", process)
        return frames

    return noting


SETTLED_BY_LOAD = {"figures": ("is_background", "place_appearance_id", "place_source")}
"""Columns that the load changes, once it knows which story an article tells."""


def same_rows(frames: Frames, published: Frames) -> None:
    assert set(frames) == set(BATCH_FRAMES)
    for name, schema in BATCH_FRAMES.items():
        columns = [column for column in schema.names() if column not in SETTLED_BY_LOAD.get(name, ())]
        expected = published[name].select(pl.col(column).cast(schema[column]) for column in columns)
        assert frames[name].select(columns).sort(columns).equals(expected.sort(columns)), name
        assert not frames[name].is_empty(), name


def printed_rows(records: list[dict[str, Any]], published: Frames) -> None:
    """Compares the rows in the articles that are printed or scored."""
    assert len(records) == len(ARTICLES)
    for number, record in enumerate(records, 1):
        for name in ("blocks", "mentions", "figures", "quotes"):
            expected = published[name].filter(article_id=number)
            spans = expected.select("raw_start", "raw_end").rows()
            assert sorted((row["raw_start"], row["raw_end"]) for row in record[name]) == sorted(spans), name


def test_extract_prints_the_rows_of_the_night(corpus: Path, published: Frames, processed) -> None:
    frames = processed(extract_files)
    done = cli("extract", *(corpus / name for name in ARTICLES))
    (batch,) = frames
    same_rows(batch, published)
    printed_rows([json.loads(line) for line in done.stdout.splitlines()], published)


def test_the_golden_check_scores_the_rows_of_the_night(
    corpus: Path, published: Frames, processed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flows.golden, "ARTICLES", (corpus,))
    monkeypatch.setattr(flows.golden, "OUTLETS", corpus.parent / "outlets.toml")
    monkeypatch.setattr(flows.golden, "read_labels", lambda: dict.fromkeys(ARTICLES))
    frames = processed(flows.golden)
    records = list(flows.golden.process_golden())
    (batch,) = frames
    same_rows(batch, published)
    printed_rows(records, published)


@pytest.mark.parametrize("name", BATCH_FRAMES)
def test_a_row_that_differs_is_seen(published: Frames, name: str) -> None:
    given = {table: published[table].select(schema.names()) for table, schema in BATCH_FRAMES.items()}
    given = {table: frame.cast(BATCH_FRAMES[table]) for table, frame in given.items()}
    same_rows(given, published)
    with pytest.raises(AssertionError, match=name):
        same_rows(given | {name: given[name].slice(1)}, published)
