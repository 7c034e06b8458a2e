"""How far a measure of a load may lie from those of recent loads; shared by the checks of several subjects."""

# every part of the SQL is written in this project

VOLUME_BAND = (0.2, 5)
"""Times the median that a day may have; weekends and big news stay well inside."""

MIN_ARTICLES = 20
"""Articles of a load from which on a share of them says something about the load."""
MIN_LOADS = 5
"""Earlier loads of an outlet with that many articles from which on their median says what is usual."""
RECENT_LOADS = 30
"""A month of nights: half of it after a template changed, the new shares are the usual ones."""
STRIP_SLACK = 0.15
"""Of a share: days differ so much by what is in the news (long reports, lists of results), whatever the template."""
STRIP_SLACK_OF_ONE = 0.6
"""The same for a single article, four standard deviations of its share; for n articles divided by the root of n. In
simulated nights of mixed articles it takes the false alarms from 0.7 % of an outlet's nights to 0.1 %."""
STRIP_DEVIATIONS = 4
"""Standard deviations between loads that are never remarkable: some fifteen shares of each outlet are looked at.
Without this the same nights alarm in 4 % of cases."""
LIKE_DEVIATION = 1.4826
"""Times the median absolute deviation, to compare with a standard deviation."""

LOAD_ID = "getvariable('load_id')"
