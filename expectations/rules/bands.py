"""What the bands of several subjects share: how far a measure of a load may lie from that of recent loads.

A band is the usual value (the median of recent loads) give or take the widest of three things: a fixed slack, what
chance does to a number of articles this small, and what the measure has always varied by. The band of one subject
alone stands in the module of that subject.
"""

# ruff: noqa: S608  # every part of the SQL is written in this project

LOAD_ID = "getvariable('load_id')"
"""SQL for the id of the load under check; the gate sets the variable before it runs the checks."""

MIN_ARTICLES = 20
"""Articles that a load needs before a share of them (how many are empty, how many are copies) is judged: among fewer,
one article alone moves the share by more than 5 %."""
MIN_LOADS = 5
"""Earlier loads that are needed before their median says what is usual."""
RECENT_LOADS = 30
"""Loads that the median looks back on, a month of nights: half a month after a template changed, the new values are
the usual ones."""

SHARE_SLACK = 0.15
"""A share (0 to 1) may always differ from the usual by this much: days differ by what is in the news (long reports,
lists of results), whatever the template."""
SHARE_SLACK_OF_ONE = 0.6
"""A share of n articles may differ by this much over the root of n. It is four standard deviations of the share of one
single article. In simulated nights of mixed articles it takes the false alarms from 0.7 % of an outlet's nights to
0.1 %."""
RATE_SLACK = 0.35
"""A number per article may always differ by this much, in times the usual: days of long or of short news differ by a
third."""
RATE_SLACK_OF_ONE = 3
"""A number per article, counted over n articles, may differ by this much over the root of n, in times the usual. The
blocks of one article (live pages among briefs) have a standard deviation of some 0.6 of their mean, and a long tail
upwards. In the simulated nights this adds one false alarm in some 2,000 of an outlet's nights."""
DEVIATIONS = 4
"""A measure may differ by this many standard deviations between recent loads: some fifteen shares of each outlet are
looked at. Without this the same nights give an alarm in 4 % of cases."""
LIKE_DEVIATION = 1.4826
"""Makes the median absolute deviation comparable with a standard deviation: of a normal distribution, the second is
this many times the first."""

RECENT_SQL = f"""recent AS (
        SELECT load_id, row_number() OVER (ORDER BY load_id DESC) AS no FROM load_measures
        WHERE measure = 'articles' AND outlet = '' AND load_id < {LOAD_ID} AND number >= {MIN_ARTICLES}
        QUALIFY no <= {RECENT_LOADS}
    )"""
"""SQL for a common table expression `recent`: the last `RECENT_LOADS` earlier loads that had enough articles."""
