from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from flows.ui.charts.claims import ChartClaim, draw_claims
from tests.drawn import assert_readable, drawn

VALUES = st.one_of(
    st.none(), st.sampled_from([0.0, 1.0, 40.0, 41.0, 1e9]), st.floats(allow_nan=True), st.floats(-1e6, 1e6)
)
NAMES = st.one_of(st.sampled_from(["ministry", "Vell Star", "mayor", "<b>"]), st.text(max_size=60))
CLAIMS = st.builds(
    ChartClaim, NAMES, st.one_of(st.none(), st.dates(), st.dates(date(2031, 5, 1), date(2031, 5, 9))), VALUES, VALUES,
    st.text(max_size=40), st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans(),
    st.one_of(st.none(), st.text(max_size=20)),
)  # fmt: skip


@given(st.lists(CLAIMS, max_size=30), st.booleans())
def test_every_claim_is_drawn_or_counted_and_texts_keep_apart(claims: list[ChartClaim], narrow: bool) -> None:
    drawing = draw_claims(claims, narrow=narrow)
    found = drawn(drawing.svg)
    assert len(found.titles) + drawing.left_out == len(claims)
    assert_readable(found)
