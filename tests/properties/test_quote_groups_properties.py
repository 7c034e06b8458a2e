import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.quote_groups import SCHEMA, VARIANTS, group_quotes

WORDS = [
    "we",
    "will",
    "open",
    "the",
    "harbour",
    "harbor",
    "before",
    "winter",
    "nobody",
    "…",
    "[and]",
    "15,000",
    "’s",
    "!",
]
texts = st.one_of(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), st.text(max_size=20))
kinds = st.sampled_from(["direct", "partial", "indirect"])
quotes = st.lists(st.tuples(texts, kinds, st.none() | st.integers(1, 3), st.integers(1, 4)), max_size=12)
COLUMNS = {"text": pl.String(), "kind": pl.String(), "speaker_entity_id": pl.Int64(), "article_id": pl.Int64()}


@given(quotes, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_groups_keep_to_their_schema_and_not_to_the_order(rows, random):
    frame = pl.DataFrame(rows, schema=COLUMNS, orient="row").with_row_index("quote_id", 1)
    frame = frame.with_columns(pl.col("quote_id").cast(pl.Int64()))
    found = group_quotes(frame)
    assert found.schema == SCHEMA
    order = list(range(frame.height))
    random.shuffle(order)
    assert group_quotes(frame[order]).equals(found)
    assert found["quote_id"].n_unique() == found.height
    assert set(found["variant"]) <= set(VARIANTS)
    known = frame.join(found, on="quote_id")
    assert known.height == found.height
    for (key,), group in known.group_by("group_key"):
        assert key == group["quote_id"].min()
        assert group["article_id"].n_unique() > 1
        assert "same" in set(group["variant"])
        assert "indirect" not in set(group["kind"])
