"""Which stories continue each other about one happening over weeks: an attack, the rising toll, the trial.

They are joined as articles are joined into stories, by what is rare among the news of six weeks instead of two, so that
names, places and acts of one happening decide. A story is in the thread that it continues on its first day, and a
thread never grows by theme: a story must resemble all of it, on average.
"""

from typing import Final

import polars as pl

from transforms.relate.story_days import Likeness, tell_by_day
from warehouse.schema.relation import THREAD_DAYS, TellingInput

LIKENESS: Final = Likeness(days=THREAD_DAYS, days_to_fade=30.0, least_alike=0.4)
"""A follow-up comes weeks later, so days count less; and it must be more alike than articles of one story, since most
stories of six weeks continue none."""


def tell_threads(telling_input: TellingInput) -> pl.DataFrame:
    """Returns the threads of new stories, as `warehouse.schema.relation.Teller` describes it."""
    return tell_by_day(telling_input, LIKENESS)
