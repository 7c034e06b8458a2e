"""Goes through days, and has the articles of each told apart: into stories, or into threads.

What is to be told stands in the temporary table `to_tell`: `article_id`, `day`, `together`, `told`, as
`warehouse.schema.relation.TellingInput` has them; `founded`, the first day of those that belong together; and
`told_before`, the group before the night, null where there was none.
"""

from datetime import date, timedelta
from typing import Final

import duckdb

from warehouse.build import polars_frames as frames
from warehouse.schema.relation import Teller, TellingInput

TERMS_AT_ONCE: Final = 3_000_000
"""Terms of a window that are read, at some 150 bytes each; of very many articles only the heaviest terms are."""


def tell(con: duckdb.DuckDBPyConnection, teller: Teller, window: int, most_terms: int, changed: set[date]) -> None:
    """Fills the column `told` for all days whose outcome may have changed.

    Args:
        con: the candidate.
        teller: tells the articles of a day apart.
        window: days that it looks at.
        most_terms: terms of an article that it looks at, the heaviest.
        changed: days with articles that are new, that are gone, or that are copies now or no more.
    """
    changed = set(changed)
    if not changed:
        return
    days = con.execute("SELECT DISTINCT day FROM to_tell WHERE day >= $first ORDER BY day", {"first": min(changed)})
    for (day,) in days.fetchall():
        if not any(day - timedelta(days=back) in changed for back in range(window)):
            continue
        con.execute(_WINDOW, {"day": day, "after": day - timedelta(days=window)})
        con.execute(_WINDOW_TERMS, {"most": most_terms, "at_once": TERMS_AT_ONCE})
        told = teller(TellingInput(frames.read(con, "FROM window_articles"), frames.read(con, _CODED_TERMS)))
        frames.store(con, "told_of_day", told)
        con.execute(_TAKE_OVER)
        con.execute(_FOLLOW, {"day": day})
        if con.execute(_DIFFERS).fetchall()[0][0]:
            changed.add(day)


_WINDOW = """
    CREATE OR REPLACE TEMP TABLE window_articles AS
    SELECT article_id, day, together, CASE WHEN founded < $day THEN told END AS told FROM to_tell
    WHERE day > $after AND day <= $day
"""

# The bounds let DuckDB leave out most of the table.
_WINDOW_TERMS = """
    CREATE OR REPLACE TEMP TABLE window_terms AS
    SELECT article_id, term, weight, opening_weight FROM story_terms SEMI JOIN window_articles USING (article_id)
    WHERE article_id BETWEEN (SELECT min(article_id) FROM window_articles)
        AND (SELECT max(article_id) FROM window_articles)
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY weight + opening_weight DESC, term)
        <= (SELECT least($most, $at_once // count(*)) FROM window_articles)
"""

_CODED_TERMS = """
    WITH codes AS (SELECT term, row_number() OVER (ORDER BY term) - 1 AS code FROM window_terms GROUP BY term)
    SELECT article_id, code AS term, weight, opening_weight FROM window_terms JOIN codes USING (term)
"""

_TAKE_OVER = """
    UPDATE to_tell SET told = found.told
    FROM (SELECT DISTINCT together, told_of_day.told FROM told_of_day JOIN to_tell USING (article_id)) AS found
    WHERE found.together = to_tell.together
"""

# Articles of later days may not be told again: they stay with those that they were together with.
_FOLLOW = """
    WITH renamed AS (
        SELECT told_before, min(told) AS told FROM to_tell SEMI JOIN window_articles USING (article_id)
        WHERE told_before IS NOT NULL GROUP BY told_before HAVING count(DISTINCT told) = 1
    )
    UPDATE to_tell SET told = renamed.told FROM renamed
    WHERE to_tell.told_before = renamed.told_before AND founded > $day
"""

# Whether articles of the window are together that were not before, or the other way round, whatever the groups' names.
_DIFFERS = """
    SELECT count(DISTINCT told) <> count(DISTINCT told_before)
        OR count(DISTINCT told) <> count(DISTINCT (told, told_before))
    FROM to_tell SEMI JOIN window_articles USING (article_id) WHERE told_before IS NOT NULL
"""
