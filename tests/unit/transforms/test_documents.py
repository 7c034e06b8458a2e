"""The look-ups of a paragraph by character and by token."""

import pytest

from tests.article import article
from transforms.documents import Mention, ParagraphIndex, Quote

LINE = "Ada Holm said: “It’s late.” She left."


@pytest.fixture(scope="module")
def paragraph() -> ParagraphIndex:
    return article(LINE).indexed[0]


def mention(start: int, end: int, entity_id: int, label: str = "PERSON") -> Mention:
    return Mention(0, start, end, label, None, entity_id)


def test_paragraphs_are_indexed_once():
    read = article(LINE, "Nobody came.")
    assert read.indexed is read.indexed
    assert [(p.index, p.text) for p in read.indexed] == [(0, LINE), (1, "Nobody came.")]


def test_straight_text_has_the_places_of_the_text(paragraph: ParagraphIndex):
    assert paragraph.straight == LINE.replace("“", '"').replace("”", '"').replace("’", "'")
    assert [paragraph.straight[start:end] for start, end in paragraph.words][:4] == ["Ada", "Holm", "said", "It's"]


def test_characters_are_led_to_their_tokens(paragraph: ParagraphIndex):
    assert paragraph.token(LINE.index("Holm") + 2).text == "Holm"
    assert paragraph.token_number(LINE.index(" said")) == paragraph.token_number(LINE.index("Holm"))
    tokens = paragraph.token_range(LINE.index("Holm"), LINE.index(":"))
    assert [paragraph.doc[i].text for i in tokens] == ["Holm", "said"]


def test_sentence_and_words_as_written(paragraph: ParagraphIndex):
    start, end = paragraph.sentence(len(paragraph.doc) - 2)
    assert paragraph.written(start, end) == "She left."
    assert paragraph.words_of_sentence(start) == {"she", "left", "."}


def test_longer_mention_has_the_token_that_two_share(paragraph: ParagraphIndex):
    found = paragraph.with_mentions([mention(0, 8, 1), mention(4, 8, 2)], {1: "ORG"})
    holm = found.token(LINE.index("Holm"))
    assert found.mention(holm) == mention(0, 8, 1)
    assert found.kind(mention(0, 8, 1)) == "ORG"
    assert found.entity(found.token(0), holm, {"ORG"}) == 1
    assert found.entity(found.token(0), holm, {"PLACE"}) is None
    assert found.mention_at(-1) is None


def test_laying_over_leaves_the_bare_paragraph_as_it_was(paragraph: ParagraphIndex):
    quote = Quote(1, 0, LINE.index("It"), LINE.index("”"), "direct", None, None, None, None)
    found = paragraph.with_mentions([mention(0, 8, 1)], {}).with_quotes([quote])
    late = found.token(LINE.index("late"))
    assert list(found.quotes(late)) == [quote]
    assert found.mention_at(0) is not None
    assert list(paragraph.quotes(late)) == []
    assert paragraph.mention_at(0) is None
