"""The last days that have news: what a page shows where no days are asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from flows.ui.view import View

DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class RecentDays:
    """The first and the last of these days, and their articles and outlets; null where no day is known."""

    first: date | None
    last: date | None
    articles: int
    outlets: int


def recent_days(view: View) -> RecentDays:
    """Returns the last days that have news, not later than the day after the last load."""
    return RecentDays(**view.rows(_RECENT)[0])


_RECENT: Final = f"""
WITH days AS (
    SELECT published_on, count(*) AS articles, list(DISTINCT outlet) AS outlets FROM articles
    WHERE published_on <= (SELECT max(started_at)::DATE + 1 FROM loads)
    GROUP BY published_on ORDER BY published_on DESC LIMIT {DAYS})
SELECT min(published_on) AS first, max(published_on) AS last, coalesce(sum(articles), 0)::BIGINT AS articles,
    coalesce(len(list_distinct(flatten(list(outlets)))), 0) AS outlets
FROM days
"""
