import pytest

from transforms.annotate.dateline import match_dateline
from transforms.annotate.spacy_docs import annotate, bounded_vocabulary, docs

REPORT = "The harbour ministry said on Friday that 14 people were killed."


@pytest.mark.parametrize(
    "dateline",
    [
        "TEL VORA (Meridian) —",
        "PORT ELLMOOR (Northwire) -",
        "NEW BRENN, March 3 (Meridian) —",
        "SAN TALVO, Calif. —",
        "Vellmark (Northwire) –",
        "LAMPA --",
        "(Meridian) -",
        "EAST OF VELL, 3 March (NW) —",
    ],
)
def test_a_sentence_begins_behind_a_dateline(dateline: str) -> None:
    text = f"{dateline} {REPORT}"
    match = match_dateline(text)
    assert match is not None
    assert text[match.end() :] == REPORT
    with bounded_vocabulary():
        (doc,) = docs(annotate([text]), [0])
        assert [sentence.text for sentence in doc.sents][-1] == REPORT
        (said,) = (token for token in doc if token.text == "said")
        assert [child.text for child in said.children if child.dep_ == "nsubj"] == ["ministry"]


@pytest.mark.parametrize(
    "text",
    [
        "DEAD - 14 people, among them two guards.",
        "The ferry — the oldest of the fleet — sank on Friday.",
        "Talks failed (again) - nobody was there.",
        "A well-known actor said on Friday that he would leave.",
        "",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(text: str) -> None:
    assert match_dateline(text) is None
