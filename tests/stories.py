"""Small stories of a harbour town, nights that publish them, and queries on what is published."""

from datetime import timedelta

import duckdb

from tests.nights import FIRST_NIGHT, Story, publish_first_night, publish_night
from warehouse.publish import layout

DAY = timedelta(days=1)
STRIKE = Story(
    1,
    1,
    ["Ferry strike ends", "Mara Quill said 40 crews were back.", "“We won,” Quill said of 12 ships."],
    mentions=[(2, "Mara Quill", 1), (3, "Quill", 1)],
    roles=[(3, "ships", 2)],
    quotes=[(3, "We won,", 1)],
    figures=[(2, "40", 40.0, None, None), (3, "12", 12.0, 2, 1)],
    names={1: ("PERSON", "Mara Quill"), 2: ("ORG", "Vell Line")},
    terms=["crew", "ship"],
)
MARKET = Story(
    2, 2, ["Market reopens", "Olan Feth counted 9 stalls."], mentions=[(2, "Olan Feth", 1)],
    names={1: ("PERSON", "Olan Feth")}, figures=[(2, "9", 9.0, None, None)],
)  # fmt: skip
VELL, QUILL, FETH = 1, 2, 3
"""The ids that these get: new entities are numbered in the order of their nodes."""
LONG = "The council of Vellmark met on the quay and heard each captain in turn. " * 5


def rows(path, sql):
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(sql).fetchall()


TIDES = "Tide tables for 14 May"
OFFER = "Read the Harbour Post on paper, every morning, for 3 crowns a week or less."
WHAT = ("The harbour master", "A pilot", "The chandler", "A sailmaker", "The clerk", "One of the cooks", "A diver")
DID = ("counted ropes", "mended the lamp", "shut the sluice", "sold eels", "wrote to the mayor", "rang a bell")
WHERE = ("at the old granary", "on the north mole", "below the lighthouse", "in the rain", "near the ferry steps")


def word(number):
    return chr(97 + number % 26) * (number // 26 + 1)


def prose(article, lines=4):
    """Sentences that no other article holds."""
    return [
        f"{WHAT[(article + n) % 7]} {DID[article % 6]} {WHERE[n % 5]}, and {word(article)} people saw {word(n)} of it."
        for n in range(lines)
    ]


def story(article, *boilerplate, body=None, **other):
    lines = [f"News {word(article)}", *(prose(article) if body is None else body), *boilerplate]
    return Story(article, article, lines, **other)


def lines_of(directory, where="true"):
    base = layout.published(directory)
    found = rows(base, f"SELECT line, articles, loads FROM outlet_lines WHERE {where} ORDER BY line")
    return {line: counts for line, *counts in found}


def lines_in_blocks(directory):
    """The same from all blocks, as `outlet_lines` would count if it forgot nothing."""
    return rows(
        layout.published(directory),
        """
        SELECT outlet, lower(regexp_replace(text, '[0-9]+', '#', 'g')) AS line, count(DISTINCT article_id) AS articles
        FROM blocks JOIN articles USING (article_id) WHERE lines_counted AND length(text) <= 200
        GROUP BY ALL ORDER BY ALL
        """,
    )


def publish_nights(directory, *nights):
    start = len(layout.load_ids(directory))
    if start == 0:
        publish_first_night(directory, nights[0])
        start, nights = 1, nights[1:]
    for number, stories in enumerate(nights, start):
        publish_night(directory, stories, now=FIRST_NIGHT + number * DAY)
