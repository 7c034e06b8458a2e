"""A small ledger of claims: figures of a ministry and of newspapers, on two places."""

from datetime import date
from itertools import count
from typing import Any

from tests.ledger import Ledger

MAY = [date(2031, 5, day) for day in range(1, 32)]
MINISTRY, VELL, ORR = 1, 2, 3
"""Entities: a claimant, and two places."""


RAIN, RAIN_ABROAD = 1, 2
"""Stories: of the weather in each place."""


class Claims(Ledger):
    """A ledger of figures, one in each article, of one story unless another is named."""

    def __init__(self) -> None:
        super().__init__()
        self.entity(MINISTRY, "ORG", "Health Ministry")
        for number, name, country in ((VELL, "Vell", "QV"), (ORR, "Orr", "QO")):
            self.entity(number, "PLACE", name, country_code=country)
            of_place: dict[str, Any] = {"place_entity_id": number, "place_appearance_id": 1, "place_source": "headline"}
            place = self.article(f"It rained in {name}.", outlet=None, headline=f"Rain in {name}", **of_place)
            self.names(place, number, f"PLACE:{name.lower()}", name)
        self.numbers = count(1)

    def figure(
        self, low: float | None, high: float | None, bound: str = "exact", *, day: date | None = MAY[0], **row: Any
    ) -> int:
        """Adds a figure and its article, unless one is given; returns its id. If nobody says so, the outlet does."""
        named = ("outlet", "duplicate_of", "copy_of", "story_id", "headline")
        of_article = {"story_id": RAIN} | {name: row.pop(name) for name in named if name in row}
        article = row.pop("article", None) or self.article("Of the people there some died.", day=day, **of_article)
        number = next(self.numbers)
        values = {
            "event": "killed", "counted": "people there", "counted_head": "people", "counted_class": "people",
            "place_entity_id": VELL,
            "place_source": None if row.get("place_entity_id", VELL) is None else "sentence",
            "status": "claimed" if "attributed_entity_id" in row else "asserted",
        } | row  # fmt: skip
        self.add(
            "figures", figure_id=number, article_id=article, block_id=article, surface="some",
            sentence="Of the people there some died.", value_low=low, value_high=high, bound=bound,
            raw_start=0, raw_end=4, **values,
        )  # fmt: skip
        return number

    def ministry(self, low: float | None, high: float | None, bound: str = "exact", **row: Any) -> int:
        return self.figure(low, high, bound, attributed_to="the ministry", attributed_entity_id=MINISTRY, **row)
