from pathlib import Path

import polars as pl
import pytest

from transforms.annotate import paragraphs
from transforms.annotate.paragraphs import annotate_paragraphs, annotated_blocks
from transforms.annotate.spacy_docs import annotate, bounded_vocabulary
from transforms.annotate.store import AnnotationStore


@pytest.fixture
def annotated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that the model is given, in order."""
    texts: list[str] = []

    def noting(given: list[str]) -> bytes:
        texts.extend(given)
        return annotate(given)

    monkeypatch.setattr(paragraphs, "annotate", noting)
    return texts


def docs_of(texts: list[str], store: AnnotationStore | None = None) -> list[str]:
    with bounded_vocabulary():
        return [doc.text for doc in annotate_paragraphs(pl.Series(texts, dtype=pl.String), store).docs()]


def test_articles_that_cannot_be_annotated_have_no_paragraphs():
    articles = pl.DataFrame({"article_id": [1, 2, 3], "not_annotated": [None, "language", None]})
    blocks = pl.DataFrame(
        {"article_id": [3, 2, 1, 1], "kind": ["body", "body", "ad", "body"], "text": ["a", "b", "c", "d"]}
    )
    assert annotated_blocks(articles, blocks)["text"].to_list() == ["a", "d"]


def test_a_paragraph_of_several_articles_is_annotated_once(annotated: list[str]):
    assert docs_of(["a", "b", "a"]) == ["a", "b", "a"]
    assert annotated == ["a", "b"]


def test_a_paragraph_of_several_batches_is_annotated_once(tmp_path: Path, annotated: list[str]):
    assert docs_of(["a", "b", "a"], AnnotationStore(tmp_path, 0)) == ["a", "b", "a"]
    assert docs_of(["c", "b", "d", "a"], AnnotationStore(tmp_path, 1)) == ["c", "b", "d", "a"]
    assert docs_of(["d", "b", "c"], AnnotationStore(tmp_path, 2)) == ["d", "b", "c"]
    assert annotated == ["a", "b", "c", "d"]


def test_a_batch_that_is_processed_again_finds_its_own(tmp_path: Path, annotated: list[str]):
    for _ in range(2):
        assert docs_of(["a", "b"], AnnotationStore(tmp_path, 1)) == ["a", "b"]
    assert docs_of(["b"], AnnotationStore(tmp_path, 2)) == ["b"]
    assert annotated == ["a", "b"]


def test_a_batch_without_paragraphs_needs_nothing(tmp_path: Path):
    assert docs_of([]) == []
    assert docs_of([], AnnotationStore(tmp_path, 0)) == []
    assert docs_of(["a"], AnnotationStore(tmp_path, 1)) == ["a"]
