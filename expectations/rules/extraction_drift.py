"""Checks of how much was found per article (names, figures, quotations, copies) against recent loads."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.rules.bands import (
    DEVIATIONS,
    LIKE_DEVIATION,
    LOAD_ID,
    MIN_ARTICLES,
    MIN_LOADS,
    RATE_SLACK,
    RATE_SLACK_OF_ONE,
    RECENT_SQL,
    SHARE_SLACK,
    SHARE_SLACK_OF_ONE,
)
from expectations.suites import CheckDefinition

FAR_OFF_TIMES, FAR_OFF_SHARE = 4, 0.5
"""What no news explains, so that the load is refused: a quarter of the usual names, figures or quotations per article,
or four times as many; or a share that is off by half of all articles. A model that finds nothing does this, or a
template that doubles each article."""


def extraction_drift_checks() -> Iterator[CheckDefinition]:
    """Yields the check that warns of an unusual measure, and the one that refuses a measure far from the usual."""
    usual = f"once {MIN_LOADS} loads had {MIN_ARTICLES} of them"
    yield CheckDefinition(
        "load_measures",
        "load.mix_in_band",
        "What is found per article, and the shares of copies, of foreign and undated articles, and of figures without "
        f"a claimant or a noun, are as usual: off the median of recent loads by {RATE_SLACK} times it, "
        f"{RATE_SLACK_OF_ONE} / √n times, or {DEVIATIONS} deviations; shares by {SHARE_SLACK}, "
        f"{SHARE_SLACK_OF_ONE} / √n, or as many deviations; {usual}.",
        f"{_MIX} SELECT * FROM compared WHERE abs(value - usual) > band",
        f"{_MIX} SELECT count(*) FILTER (abs(value - usual) > band) || ' of ' || count(*) || ' measures' FROM compared",
        "warn",
    )
    yield CheckDefinition(
        "load_measures",
        "load.mix_far_off",
        f"None of them is beyond its band and {FAR_OFF_TIMES} times the usual, or a part of it, or a share off by "
        f"{FAR_OFF_SHARE}; {usual}.",
        f"""
        {_MIX} SELECT * FROM compared
        WHERE abs(value - usual) > band AND CASE WHEN is_share THEN abs(value - usual) > {FAR_OFF_SHARE}
            ELSE value * {FAR_OFF_TIMES} < usual OR value > usual * {FAR_OFF_TIMES} END
        """,
    )


_MIX = f"""
    WITH {RECENT_SQL}, held AS (
        SELECT measure, median(value) AS usual, mad(value) AS deviation, count(*) AS loads
        FROM load_measures SEMI JOIN recent USING (load_id)
        WHERE measure <> 'articles' AND number >= {MIN_ARTICLES} GROUP BY measure HAVING count(*) >= {MIN_LOADS}
    ), compared AS (
        SELECT {LOAD_ID} AS load_id, measure, '' AS outlet, round(value, 3) AS value, round(usual, 3) AS usual, loads,
            measure NOT LIKE '%per_article' AS is_share,
            greatest(
                if(is_share, {SHARE_SLACK}, {RATE_SLACK} * usual),
                if(is_share, {SHARE_SLACK_OF_ONE}, {RATE_SLACK_OF_ONE} * usual) / sqrt(number),
                {DEVIATIONS} * {LIKE_DEVIATION} * deviation) AS band
        FROM load_measures JOIN held USING (measure)
        WHERE load_measures.load_id = {LOAD_ID} AND load_measures.outlet = '' AND number >= {MIN_ARTICLES}
    )"""
"""SQL, `compared`: each measure of this load, the median of recent loads and the band around it; `number` is how many
things the measure was taken over."""
