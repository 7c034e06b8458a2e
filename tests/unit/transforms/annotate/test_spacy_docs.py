from pathlib import Path

import pytest

import tests.article
from transforms.annotate.spacy_docs import annotate, bounded_vocabulary, docs
from transforms.names.normalise import straighten

TEXTS = ["“We will rebuild,” Anna Berg said in Oslo.", "It rained.", "", "Anna Berg lives in Bergen. She paints."]


def test_documents_come_back_in_the_order_asked_for():
    packed = annotate(TEXTS)
    with bounded_vocabulary():
        found = [doc.text for doc in docs(packed, [3, 0, 0])]
    assert found == [straighten(TEXTS[3]), straighten(TEXTS[0]), straighten(TEXTS[0])]


def test_what_the_extractors_read_survives_packing():
    with bounded_vocabulary():
        (doc,) = docs(annotate(TEXTS), [3])
        assert [entity.text for entity in doc.ents] == ["Anna Berg", "Bergen"]
        assert [sentence.text for sentence in doc.sents] == ["Anna Berg lives in Bergen.", "She paints."]
        verb = doc[2]
        assert (verb.lemma_, verb.pos_, {child.dep_ for child in verb.children}) == (
            "live",
            "VERB",
            {"nsubj", "prep", "punct"},
        )


def test_a_paragraph_is_annotated_the_same_alone_and_among_others():
    def entities(packed: bytes, row: int) -> list[tuple[str, str]]:
        with bounded_vocabulary():
            (doc,) = docs(packed, [row])
            return [(entity.text, entity.label_) for entity in doc.ents]

    assert entities(annotate(TEXTS), 3) == entities(annotate([TEXTS[3]]), 0)


def test_what_tests_keep_from_earlier_runs_is_what_the_model_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tests.article, "ANNOTATED", tmp_path)
    lines = ("The mayor of Ellmoor said “12 boats” sank.", "Nobody swam.")
    found = [tests.article._packed.__wrapped__(lines) for _ in range(2)]
    assert found == [annotate(lines)] * 2
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
    monkeypatch.setattr(tests.article, "_annotator", lambda: "another model")
    tests.article._packed.__wrapped__(lines)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2
