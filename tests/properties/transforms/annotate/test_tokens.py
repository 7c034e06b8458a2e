"""Whatever a text holds, long runs included, its annotation is of that text, and what is found lies in it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.article import article
from transforms.annotate.spacy_docs import annotate, bounded_vocabulary, docs
from transforms.annotate.tokens import LONGEST_RUN
from transforms.extract.rows import extract_articles
from transforms.names.normalise import straighten

RUNS = st.builds(
    lambda piece, length: (piece * length)[:length],
    st.sampled_from(['"', "“", "a", "1", "1,", "(a)", "https://a", "Anna.", "@a", "é", "-", "\u200b", "文"]),
    st.integers(LONGEST_RUN - 2, LONGEST_RUN + 2) | st.just(3 * LONGEST_RUN),
)
WORDS = st.sampled_from(
    ["Anna Berg", "said", "41 people", "were killed", "didn't", "in Oslo.", "“We", "will.”", "\t", "\u00a0", "\u2028"]
)
PIECES = st.one_of(RUNS, WORDS, st.sampled_from([" ", "  "]), st.text(max_size=5))
TEXTS = st.lists(PIECES, max_size=9).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_the_annotated_text_is_the_text_with_straight_marks(texts: list[str]) -> None:
    packed = annotate(texts)
    with bounded_vocabulary():
        assert [doc.text for doc in docs(packed, range(len(texts)))] == [straighten(text) for text in texts]


@settings(max_examples=40, deadline=None)
@given(TEXTS.filter(str.strip))
def test_what_is_found_beside_long_runs_slices_back(text: str) -> None:
    found = extract_articles([article(text)])
    for name, column in (("mentions", "surface"), ("figures", "surface"), ("quotes", "text")):
        for start, end, written in found[name].select("raw_start", "raw_end", column).iter_rows():
            assert text[start:end] == written
