from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from flows.ui.charts.bars import DayValue, draw_days
from flows.ui.charts.claims import ChartClaim, draw_claims
from flows.ui.charts.dots import ArticleDot, OutletDots, draw_dots
from flows.ui.charts.world import MapPlace, draw_map
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


DAYS = st.dates(date(2031, 1, 1), date(2033, 1, 1))
ARTICLES = st.builds(ArticleDot, st.one_of(st.none(), DAYS), st.text(max_size=30), st.booleans(), st.booleans())
ROWS = st.builds(OutletDots, st.text(max_size=40), st.lists(ARTICLES, max_size=12))
PLACES = st.builds(
    MapPlace, st.text(max_size=40), st.one_of(st.none(), st.floats(-91, 91)), st.floats(-181, 181), st.integers(0, 999)
)


@given(st.lists(CLAIMS, max_size=30), st.booleans())
def test_every_claim_is_drawn_or_counted_and_texts_keep_apart(claims: list[ChartClaim], narrow: bool) -> None:
    drawing = draw_claims(claims, narrow=narrow)
    found = drawn(drawing.svg)
    assert len(found.titles) + drawing.left_out == len(claims)
    assert_readable(found)


@given(st.lists(st.builds(DayValue, DAYS, VALUES), max_size=60, unique_by=lambda of: of.day), st.booleans())
def test_every_day_is_drawn_or_counted(days: list[DayValue], narrow: bool) -> None:
    drawing = draw_days(days, counted="articles", narrow=narrow)
    assert len(drawn(drawing.svg).titles) + drawing.left_out == len(days)
    assert_readable(drawn(drawing.svg))


@given(
    st.lists(st.builds(OutletDots, st.text(max_size=40), st.lists(ARTICLES, max_size=12)), max_size=8), st.booleans()
)
def test_every_article_is_drawn_or_counted(rows: list[OutletDots], narrow: bool) -> None:
    drawing = draw_dots(rows, narrow=narrow)
    found = drawn(drawing.svg)
    assert drawing.left_out >= 0
    assert len(found.titles) + drawing.left_out <= sum(len(row.articles) for row in rows)
    assert_readable(found)


@given(st.lists(PLACES, max_size=30), st.booleans())
def test_every_place_is_drawn_or_counted(places: list[MapPlace], narrow: bool) -> None:
    drawing = draw_map(places, narrow=narrow)
    found = drawn(drawing.svg)
    assert len(found.titles) + drawing.left_out == len(places)
    assert_readable(found)
