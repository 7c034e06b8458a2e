"""`newsledger export`: whole tables and views into files."""

import csv
import json
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from click.testing import CliRunner, Result

from flows.cli.group import main
from tests.ledger import Ledger
from warehouse.publish import layout

HEADLINES = ["=HYPERLINK(1)", "+1", "-1 degree", "@all", "\t=1", 'plain, "quoted"\nand long', ""]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("warehouse")
    book = Ledger()
    for headline in HEADLINES:
        article = book.article(f"{headline}x", headline=headline, day=date(2031, 5, 1))
        book.add(
            "figures", article_id=article, block_id=article, surface="x", sentence="x", value_low=-2.5, value_high=-2.5,
            bound="exact", raw_start=0, raw_end=1,
        )  # fmt: skip
    book.publish(directory)
    return directory


def export(directory: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", "--warehouse", str(directory), *map(str, arguments)])


def test_each_format_holds_every_row(published: Path, tmp_path: Path) -> None:
    for suffix in ("parquet", "csv", "jsonl"):
        done = export(published, "articles", "--to", tmp_path / f"a.{suffix}")
        assert done.exit_code == 0
        assert done.stdout.startswith(f"Wrote articles to {tmp_path}/a.{suffix} (")
    assert pl.read_parquet(tmp_path / "a.parquet")["headline"].to_list() == HEADLINES
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert [row["headline"] for row in rows] == HEADLINES
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.jsonl", "a.parquet"]


def test_a_spreadsheet_finds_no_formula_in_csv(published: Path, tmp_path: Path) -> None:
    export(published, "articles", "--to", tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(newline="") as file:
        found = [row["headline"] for row in csv.DictReader(file)]
    assert found == ["'=HYPERLINK(1)", "'+1", "'-1 degree", "'@all", "'\t=1", *HEADLINES[5:]]
    export(published, "figures", "--to", tmp_path / "f.csv")
    with (tmp_path / "f.csv").open(newline="") as file:
        assert {row["value_low"] for row in csv.DictReader(file)} == {"-2.5"}


def test_views_and_standard_output(published: Path) -> None:
    done = export(published, "marts.articles_per_day", "--to", "-", "--format", "jsonl")
    assert json.loads(done.stdout)["articles"] == len(HEADLINES)


def test_misuse_is_one_line(published: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.csv"
    there.write_text("mine")
    for arguments, code, message in (
        (["articles", "--to", tmp_path / "a.xlsx"], 2, "must end in .parquet, .csv or .jsonl"),
        (["articles", "--to", "-"], 2, "--format"),
        (["articles", "--to", there], 1, "is there already; --force replaces it"),
        (["article", "--to", tmp_path / "a.csv"], 1, "there are articles"),
        (["articles; DROP TABLE articles", "--to", tmp_path / "a.csv"], 1, "there is no table or view"),
        (["(SELECT 1)", "--to", tmp_path / "a.csv"], 1, "there is no table or view"),
        (["articles", "--to", tmp_path / "none" / "a.csv"], 1, "No such file or directory"),
    ):
        done = export(published, *arguments)
        assert (done.exit_code, done.stderr.count("\n")) == (code, 1), done.stderr
        assert message in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["there.csv"]
    assert there.read_text() == "mine"
    assert export(published, "articles", "--to", there, "--force").exit_code == 0
    assert there.read_text().startswith("article_id,")


def test_every_view_has_an_example_that_runs(published: Path) -> None:
    with duckdb.connect(str(layout.published(published)), read_only=True) as con:
        views = con.execute("SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'marts'").fetchall()
        assert len(views) >= 12
        for name, comment in views:
            _, _, example = comment.partition("Example: ")
            assert f"marts.{name}" in example
            con.execute(example).fetchall()
