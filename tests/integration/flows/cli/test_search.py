"""`newsledger search`: by the index of a version, and without it."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli.group import main
from tests.commands import Newsledger
from tests.ledger import Ledger
from warehouse.publish import layout
from warehouse.read import search_index

LONG = "It rained for days. " * 40
HOSTILE = "\x1b[31m Flood\u202e"


def published_in(directory: Path) -> Path:
    file = layout.published(directory)
    assert file
    return file


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("warehouse")
    book = Ledger()
    for number, (headline, body, outlet) in enumerate(
        (
            ("Harbour floods", f"{LONG}The harbour of Vell was flooded on Monday. {LONG}", "Wire"),
            ("Rain", f"A flood came. {LONG}", "Post"),
            ("Rain", f"A flood came. {LONG}", "Copy"),
            (HOSTILE, "The bridge is closed.", "Post"),
        ),
        1,
    ):
        day = date(2031, 5, number)
        book.article(
            f"{headline}\n\n{body}", headline=headline, outlet=outlet, day=day, duplicate_of=2 if number == 3 else None
        )
    book.publish(directory)
    assert search_index.build_index(published_in(directory))
    return directory


@pytest.fixture
def unindexed(published: Path, tmp_path: Path) -> Path:
    copy = shutil.copytree(published, tmp_path / "warehouse", symlinks=True)
    published_in(copy).with_name(search_index.INDEX).unlink()
    return copy


def asked(directory: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["search", "--warehouse", str(directory), *arguments])


def ids(done: Result) -> list[int]:
    return [int(row["article_id"]) for row in map(json.loads, done.stdout.splitlines())]


def test_the_best_article_comes_first_and_copies_are_one(published: Path) -> None:
    done = asked(published, "flood", "harbour")
    lines = done.stdout.splitlines()
    assert (done.exit_code, done.stderr) == (0, "")
    assert lines[0].split(" · ") == ["       1  2031-05-01", "Wire", "Harbour floods"]
    assert "… " in lines[1]
    assert "The harbour of Vell was flooded on Monday." in lines[1]
    assert any(line.endswith("Post · Rain · and 1 copy") for line in lines)
    assert lines[-1] == "(3 articles)"


def test_other_forms_of_a_word_are_found(published: Path, unindexed: Path) -> None:
    assert set(ids(asked(published, "--format", "jsonl", "flooding"))) == {1, 2, 4}
    without = asked(unindexed, "--format", "jsonl", "flooding")
    assert ids(without) == []
    assert "No search index" in without.stderr


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--outlet", "Post"], {2, 4}),
        (["--outlet", "post"], {2, 4}),
        (["--since", "2031-05-02"], {2, 4}),
        (["--until", "2031-05-01"], {1}),
        (["--limit", "1"], {1}),
    ],
)
def test_filters(options: list[str], found: set[int], published: Path, unindexed: Path) -> None:
    for directory in (published, unindexed):
        hits = ids(asked(directory, "--format", "jsonl", "flood", *options))
        assert set(hits) == found or (options[0] == "--limit" and len(hits) == 1)


def test_an_outlet_that_is_none_is_said(published: Path) -> None:
    for outlet in ("post'); DROP TABLE articles; --", "Pots"):
        done = asked(published, "flood", "--outlet", outlet)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "no outlet is called" in done.stderr
    assert 'did you mean "Post"?' in done.stderr


@pytest.mark.parametrize(
    "words", ["'); DROP TABLE articles; --", "$limit", '"flood" AND', "%", "\x00", "🌊", "x" * 10_000]
)
def test_any_words_are_only_words(words: str, published: Path, unindexed: Path) -> None:
    for directory in (published, unindexed):
        done = asked(directory, "--format", "jsonl", words)
        assert done.exit_code == 0
        assert set(ids(done)) <= {1, 2, 4}


def test_nothing_that_is_found_steers_the_terminal(published: Path) -> None:
    done = asked(published, "bridge")
    assert "\\x1b[31m Flood\\u202e" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    [row] = csv.DictReader(io.StringIO(asked(published, "bridge", "--format", "csv").stdout))
    assert row["article_id"] == "4"


def spoil(index: Path) -> None:
    index.unlink()
    index.write_bytes(b"no DuckDB file at all")


@pytest.mark.parametrize("harm", [Path.unlink, spoil])
def test_without_a_sound_index_the_articles_are_read(
    harm: Callable[[Path], None], published: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(published, tmp_path / "warehouse", symlinks=True)
    harm(published_in(copy).with_name(search_index.INDEX))
    done = asked(copy, "harbour", "--format", "jsonl")
    assert (done.exit_code, ids(done)) == (0, [1])


def test_without_the_extension_no_index_is_made(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "find_spec", lambda name: None)
    assert search_index.build_index(published_in(published)) is None


def test_it_imports_nothing_heavy(published: Path, tmp_path: Path) -> None:
    code = """
import sys
from flows.cli.group import main
main(["search", "flood", "--warehouse", sys.argv[1]], standalone_mode=False)
main(["export", "articles", "--to", "articles.csv", "--warehouse", sys.argv[1]], standalone_mode=False)
heavy = {"spacy", "prefect", "great_expectations", "polars", "pandas", "sqlalchemy", "pydantic", "matplotlib"}
sys.exit(" ".join(heavy & sys.modules.keys()) or 0)
"""
    process = Newsledger(tmp_path).start(published, code=code)
    _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
