"""Tables of claims: figures of an event, brought together by who states them and of what."""

from warehouse.schema.tables.columns import Column, Table, article_column, reference
from warehouse.schema.tables.values import (
    BOUNDS,
    CLAIMANT_KINDS,
    EARLIEST,
    EVENTS,
    FACTUALITIES,
    FIGURE_STATUSES,
    LATEST,
    MEASURES,
)

CLAIMS = Table(
    "claims",
    "what one claimant says of one series for one day, however many articles repeat it; `marts.claims` is made for "
    "reading",
    ("figure_id",),
    (
        reference("figure_id", "figures.figure_id", "The claim, by the first of its figures."),
        article_column(),
        reference("thread_id", "threads.thread_id", "The thread of that article's story."),
        Column("series", "VARCHAR", "What it may be compared with, as one text: the thread, what happened, what is "
               "counted, measure, unit, currency, and a place where sentences tell two happenings of a thread apart; "
               "null for a number of another happening than that of its story, and where nothing says what is counted.",
               nullable=True),
        Column("event", "VARCHAR", "What happened to those counted.", values=EVENTS),
        Column("counted", "VARCHAR", "What is counted: people, whatever word is used for persons; a group of them that "
               "is told apart, such as children; else the noun.", nullable=True),
        Column("named_as", "VARCHAR", "What is counted, in the words of the article, where these may mean a part of "
               "all: `federal prisoners`; null for people, deaths and the like.", nullable=True),
        reference("place_entity_id", "entities.entity_id", "Where, by its sentence, else by dateline, headline or "
                  "story.", nullable=True),
        Column("place", "VARCHAR", "Name of that place.", nullable=True),
        Column("measure", "VARCHAR", "As in figures; a number that says nothing of it is a running total where a "
               "count can only grow.", nullable=True, values=MEASURES),
        Column("unit", "VARCHAR", "Unit of the values.", nullable=True),
        Column("currency", "VARCHAR", "Currency of the values.", nullable=True),
        Column("claimant_kind", "VARCHAR", "`source`, or `publisher`: the outlet's own voice.", values=CLAIMANT_KINDS),
        reference("claimant_entity_id", "entities.entity_id", "Who says so, where that is an entity.", nullable=True),
        Column("claimant", "VARCHAR", "Name of that entity, else the words of the article in lower case, else the "
               "outlet; of a copy, that of its original."),
        Column("as_of", "DATE", "The day for which it is said, else the day of publication.", nullable=True,
               low=EARLIEST, high=LATEST),
        Column("told_on", "DATE", "Its day in a timeline: `as_of`, or the day of publication where `as_of` is not "
               "after the first report of the thread, for then it dates what happened and not the count.",
               nullable=True, low=EARLIEST, high=LATEST),
        Column("status", "VARCHAR", "As in figures.", values=FIGURE_STATUSES),
        Column("factuality", "VARCHAR", "As in figures.", values=FACTUALITIES),
        Column("is_background", "BOOLEAN", "Whether it is of another happening than that of its story; such a claim "
               "is compared with nothing."),
        Column("value_low", "DOUBLE", "As in figures; null where it is open.", nullable=True),
        Column("value_high", "DOUBLE", "As in figures; null where it is open.", nullable=True),
        Column("bound", "VARCHAR", "As in figures.", values=BOUNDS),
        Column("at_least", "DOUBLE", "Least value that agrees with the words: a tenth below an approximate one; null "
               "where it is open.", nullable=True),
        Column("at_most", "DOUBLE", "Greatest value that agrees with the words: a tenth above an approximate one; null "
               "where it is open.", nullable=True),
        Column("articles", "INTEGER", "Articles that state it, copies included.", low="1"),
        Column("independent_articles", "INTEGER", "Articles that state it, an article and its copies counted once.",
               low="1"),
        Column("figures", "VARCHAR", "The ids of all its figures, separated by spaces.", pattern="[0-9]+( [0-9]+)*"),
        Column("is_superseded", "BOOLEAN", "Whether the same claimant told another number of the series later."),
        Column("is_revision", "BOOLEAN", "Whether a running total is below one that the same claimant told on an "
               "earlier day."),
        Column("is_last_of_day", "BOOLEAN", "Whether it is what the claimant told last of the series on that day, in "
               "an article that has no other number of it: such an article tells of several groups or happenings."),
        Column("comparable", "INTEGER", "Other claims of the series that happened and are not denied; 0 for one that "
               "can be compared with nothing.", low="0"),
        Column("lowest", "DOUBLE", "Least value of those of the series that are not superseded.", nullable=True),
        Column("highest", "DOUBLE", "Greatest value of these.", nullable=True),
        Column("newest", "INTEGER", "How many these are.", low="0"),
    ),
    {"series_is_of_the_story": "series IS NULL OR NOT is_background",
     "originals_among_articles": "independent_articles <= articles"},
)  # fmt: skip

CLAIM_THREADS = Table(
    "claim_threads",
    "one thread that has claims, and what these were made from, so that a load makes those anew that changed",
    ("thread_id",),
    (
        reference("thread_id", "threads.thread_id", "The thread."),
        Column("made_from", "VARCHAR", "A number that changes with the figures, articles, names and places from which "
               "its claims follow."),
    ),
)  # fmt: skip
