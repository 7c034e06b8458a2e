from hypothesis import given, settings
from hypothesis import strategies as st

from tests.article import article
from transforms.extract.mentions.find import find_mentions
from transforms.extract.quotes.find import find_quotes
from transforms.extract.quotes.quotation_marks import marked_spans
from warehouse.schema.tables.values import QUOTE_KINDS, STANCES

MARKS = ['"', "“", "”", "'", "‘", "’", "``", "''", "«", "»"]
WORDS = [
    "Marta Lindqvist", "Norway", "the ministry", "she", "it", "they", "who", "which", "that", "said", "says", "claims",
    "according to", "called for", "quoted", "as saying", "was told", "and", "15 boats", "sank", "the farmers’", "’90s",
    "he", "her", "as a", "put it", "called", "accused", "of", "in a statement", "the statement", "the mayor",
    "a mistake", "only as", "identified", "the retired nurse", ",", ".", "?", "!", ":", "…", "—", "(", ")", "[", "]",
    "The Long Winter",
]  # fmt: skip
texts = st.lists(st.sampled_from([*MARKS, *WORDS, " ", " ", " "]), max_size=40).map("".join)
lines = st.one_of(texts, st.text(max_size=60))
kinds = st.sampled_from(["headline", "summary", "body", "byline", "caption"])


@given(st.lists(lines, max_size=5))
def test_marked_spans_are_in_order_and_slice_back(paragraphs: list[str]):
    for text, spans in zip(paragraphs, marked_spans(paragraphs), strict=True):
        end = 0
        for span in spans:
            assert end <= span.outer_start <= span.start < span.end <= span.outer_end <= len(text)
            assert text[span.start : span.end] == text[span.start : span.end].strip()
            end = span.outer_end


@given(st.lists(lines, max_size=5))
def test_marks_of_a_text_without_any_are_none(paragraphs: list[str]):
    bare = ["".join(c for c in text if c not in "\"'“”„‟‘’‚‛«»`´") for text in paragraphs]
    assert marked_spans(bare) == [[] for _ in bare]


@given(st.lists(st.tuples(lines.filter(str.strip), kinds), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_quotes_that_keep_to_the_contract(blocks: list[tuple[str, str]]):
    read = article(*(text for text, _ in blocks), kinds=[kind for _, kind in blocks])
    mentions, entities, roles = find_mentions(read)
    known = {entity.entity_id for entity in entities}
    found = find_quotes(read, mentions, entities, roles)
    assert found == find_quotes(read, mentions, entities, roles)
    assert [q.quote_id for q in found] == list(range(1, len(found) + 1))
    assert [(q.paragraph, q.start) for q in found] == sorted((q.paragraph, q.start) for q in found)
    for quote in found:
        paragraph = read.paragraphs[quote.paragraph]
        words = paragraph.text[quote.start : quote.end]
        assert 0 <= quote.start < quote.end <= len(paragraph.text)
        assert words == words.strip()
        assert paragraph.kind != "byline"
        assert quote.kind in QUOTE_KINDS
        assert (quote.stance is None) == (quote.speaker is None)
        assert quote.stance is None or quote.stance in STANCES
        assert quote.speaker is None or any(quote.speaker in p.text for p in read.paragraphs)
        assert quote.speaker_entity_id is None or quote.speaker_entity_id in known
