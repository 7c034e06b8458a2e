"""Rules of the architecture that import-linter cannot say."""

import ast
from collections.abc import Iterator
from pathlib import Path

import polars as pl


def calls(root: Path, *folders: str) -> Iterator[tuple[str, str]]:
    """Yields each file with each dotted name that it calls."""
    for folder in folders:
        for path in (root / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf8"))):
                if isinstance(node, ast.Call):
                    yield path.relative_to(root).as_posix(), ast.unparse(node.func)


def test_only_annotate_loads_a_model(root: Path):
    loading = {path for path, name in calls(root, "flows", "transforms", "expectations") if name == "spacy.load"}
    assert loading == {"transforms/annotate/spacy_docs.py"}


def test_transforms_take_the_clock_as_an_argument(root: Path):
    clocks = {"datetime.now", "date.today", "time.time", "datetime.today", "datetime.utcnow"}
    assert not [(path, name) for path, name in calls(root, "transforms") if name in clocks]


def test_sample_corpus_is_large_and_every_file_has_an_outlet(root: Path):
    from transforms.ingest.corpus import scan
    from transforms.ingest.outlets import match_outlets
    from transforms.ingest.outlets_file import load_outlets

    paths = scan(root / "corpus" / "sample").select("path", file="path", url=pl.lit(None), publisher=pl.lit(None))
    assert paths.height >= 30
    assert match_outlets(paths, load_outlets(root / "corpus" / "outlets.toml"))["outlet"].null_count() == 0


def test_no_line_of_the_real_articles_stands_in_the_project(root: Path, shared: Path):
    """They are for measuring only."""
    lines = {
        line.strip()[:80] for path in (shared / "seeds").glob("*.txt") for line in path.read_text("utf8").split("\n")
    }
    long = [line for line in lines if len(line) == 80]
    assert long
    for folder in ("flows", "transforms", "corpus", "warehouse", "expectations", "tests", "docs"):
        for path in (root / folder).rglob("*"):
            if path.is_file() and path.suffix in {".py", ".toml", ".txt", ".md", ".sql", ".jsonl", ".json"}:
                text = path.read_bytes().decode("utf8", "replace")
                assert not [line for line in long if line in text], path
