"""What is known of outlets is joined from two sources."""

import polars as pl

from tests.unit.transforms.strip.invented_article import ARTICLE, rules
from transforms.ingest.outlets_file import Outlet as OutletEntry
from transforms.ingest.outlets_file import Outlets
from transforms.strip.outlet_history import OutletHistory, RepeatedLine, outlet_histories


def test_what_is_known_of_pages_joins_the_outlets_file_and_earlier_nights():
    entries = (
        OutletEntry("a/**", "Courier", drop=("The  TIDE Table",)),
        OutletEntry("b/**", "Courier", keep=("‘Notice’",)),
        OutletEntry("c/**", "Echo", country="IE"),
        OutletEntry("d/**", "Echo", country="GB"),
    )
    lines = pl.DataFrame({"outlet": ["Courier", "Quill"], "line": ["tide # of #", "x"], "articles": [3, 8],
                          "of_articles": [12, 16]})  # fmt: skip
    histories = outlet_histories(Outlets(entries), lines)
    assert histories == {
        "Courier": OutletHistory({"tide # of #": RepeatedLine(3, 0.25)}, ("the tide table",), ("'notice'",)),
        "Echo": OutletHistory(country="IE"),
        "Quill": OutletHistory({"x": RepeatedLine(8, 0.5)}),
    }
    page = [*ARTICLE, "Tide 4 of 12", "The tide table for March"]
    assert rules(*page, history=histories["Courier"])[5:] == ["other.repeated", "other.outlet_drop"]
