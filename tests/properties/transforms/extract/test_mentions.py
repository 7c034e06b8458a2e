from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.article import article
from transforms.extract.mentions.find import find_mentions

WORDS = st.sampled_from(
    [
        "Ingrid", "Solheim", "Oslo", "Norway", "Norwegian", "the", "The", "Foreign", "Ministry", "foreign",
        "ministry", "of", "said", "Mr", "president", "(NFM)", "NFM", "bin", "van", "der", "al-Rashidi", "-",
        "—", ",", ".", "'s", "’s", "Dies", "IN", "KILLED", "Georgia", "2-0", "beat", "Liverpool", "U.S.", "“",
        "”", "(", ")", "/", "é", "文",
    ]
)  # fmt: skip
LINES = st.lists(st.one_of(st.lists(WORDS, min_size=1, max_size=25).map(" ".join), st.text(max_size=60)), max_size=4)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_any_text_gives_mentions_that_lie_in_it_one_after_the_other(lines: list[str]):
    read = article(*[line for line in lines if line.strip()])
    mentions, entities, roles = find_mentions(read)
    places = [(m.paragraph, m.start, m.end) for m in mentions]
    assert places == sorted(places)
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(places))
    spans = places + [(r.paragraph, r.start, r.end) for r in roles]
    assert all(0 <= start < end <= len(read.paragraphs[number].text) for number, start, end in spans)
    numbers = [e.entity_id for e in entities]
    assert numbers == list(range(1, len(entities) + 1))
    assert {m.entity_id for m in mentions} == set(numbers)
    assert {r.entity_id for r in roles} <= set(numbers)
    assert all(m.label == entities[m.entity_id - 1].kind for m in mentions)
    assert all(e.kind_votes >= 0 for e in entities)
