"""The news of the last days in Streamlit.

Run it with `streamlit run streamlit_app.py --browser.gatherUsageStats false`.
NEWSLEDGER_WAREHOUSE is the folder of the warehouse, `warehouse/published` unless it says another.
"""

import html
import os
from itertools import cycle
from pathlib import Path
from typing import Any

import altair
import duckdb
import streamlit

WAREHOUSE = Path(os.environ.get("NEWSLEDGER_WAREHOUSE", "warehouse/published"))

SAFE = {
    "enable_external_access": "false",  # no query reads or writes another file
    "lock_configuration": "true",  # no query changes that
    "temp_directory": "",  # else queries may use files in it, and it would stand beside the warehouse
}

# Of claimants; from the eleventh on they return, and the sentences beneath the drawing tell them apart.
COLOURS = (
    "#1d4f7c", "#b4540a", "#2f7d6b", "#7a4a99", "#8a6d00", "#b03060", "#4d7ea8", "#6b6b6b",
    "#3d8f3d", "#c0392b",
)  # fmt: skip

# What the words leave open.
SHAPES = {
    "exact": "circle", "approximate": "diamond", "vague": "diamond", "at least": "triangle-up",
    "more than": "triangle-up", "at most": "triangle-down", "less than": "triangle-down",
}  # fmt: skip

AS_OF = "SELECT strftime(loaded_at, '%d %B %Y %H:%M') AS loaded_at, articles, outlets FROM marts.data_as_of"

STORIES = """
    SELECT headline, independent_articles AS articles, outlets, first_outlet AS first_told_by,
        last_published_on AS last_day
    FROM marts.story_coverage
    WHERE last_published_on > (SELECT newest_article_on FROM marts.data_as_of) - $days::INTEGER
    ORDER BY outlets DESC, articles DESC, story_id
"""

TOLLS = """
    SELECT series, concat_ws(' · ', any_value(story.thread_headline), event, counted) AS title
    FROM marts.claim_timeline JOIN marts.story_coverage AS story USING (story_id)
    WHERE comparable > 0
    GROUP BY series, event, counted
    ORDER BY count(DISTINCT claimant) DESC, series
"""

COURSE = """
    SELECT told_on::VARCHAR AS day, claim.claimant, coalesce(claim.value_low, claim.value_high) AS number,
        replace(claim.bound, '_', ' ') AS bound, surface, number_start, claim.sentence, claim.outlet
    FROM marts.claim_timeline AS claim JOIN marts.figures_with_source USING (figure_id)
    WHERE series = $series
    ORDER BY told_on, claimant, number
"""

MOST_QUOTED = """
    SELECT speaker, coalesce(max(role), '') AS role, sum(independent_quotes)::INTEGER AS quotes,
        count(DISTINCT outlet) AS outlets
    FROM marts.speaker_days
    WHERE kind = 'PERSON'
    GROUP BY speaker_entity_id, speaker
    ORDER BY quotes DESC, speaker
    LIMIT 12
"""


def ask(sql: str, **values: object) -> list[dict[str, Any]]:
    """Asks the version that is published now.

    A connection that stays open stays on its version, and before DuckDB 1.5 so do others of its process to the same
    link; so each question opens the file that the link leads to now, and closes it.
    """
    version = (WAREHOUSE / "warehouse.duckdb").resolve(strict=True)
    with duckdb.connect(str(version), read_only=True, config=SAFE) as connection:
        found = connection.execute(sql, values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def colours(course: list[dict[str, Any]]) -> dict[str, str]:
    """Returns a colour for each claimant of a toll, in the order in which they spoke."""
    return dict(zip(dict.fromkeys(claim["claimant"] for claim in course), cycle(COLOURS), strict=False))


def draw(course: list[dict[str, Any]]) -> altair.LayerChart:
    """Returns the numbers of a toll in time, a colour for each claimant and a shape for what the words leave open."""
    colour_of = colours(course)
    days = altair.Axis(format="%-d %b", tickCount="day", labelOverlap=True)
    base = altair.Chart(altair.Data(values=course), height=300).encode(
        altair.X("day:T", title=None).axis(days).scale(padding=20),
        altair.Y("number:Q", title=None).axis(tickMinStep=1).scale(zero=False, padding=20),
        altair.Color("claimant:N", legend=None).scale(domain=[*colour_of], range=[*colour_of.values()]),
        tooltip=[altair.Tooltip(f"{name}:N") for name in ("day", "claimant", "bound", "number", "sentence")],
    )
    points = base.mark_point(size=90, filled=True, opacity=1).encode(
        altair.Shape("bound:N", legend=None).scale(domain=[*SHAPES], range=[*SHAPES.values()])
    )
    return base.mark_line(interpolate="step-after") + points + base.mark_text(dy=-12).encode(text="number:Q")


def mark(claim: dict[str, Any], colour: str) -> str:
    """Returns a claim as HTML: day and claimant, then the sentence with its number marked.

    What comes from an article is escaped, so that no text can add to the page.
    """
    start = claim["number_start"]
    end = start + len(claim["surface"])
    before, number, after = (
        html.escape(claim["sentence"][part]) for part in (slice(start), slice(start, end), slice(end, None))
    )
    claimant, outlet = html.escape(claim["claimant"]), html.escape(claim["outlet"] or "unknown outlet")
    square = f'<span style="color:{colour}">■</span>'
    return (
        f'<p style="margin:.7em 0">{claim["day"] or "no day"} {square} <b>{claimant}</b> in {outlet}<br>'
        f'{before}<mark style="background:#ffeeb0;color:#1c2126">{number}</mark>{after}</p>'
    )


def show() -> None:
    """Draws the page; Streamlit runs it anew for each change of a widget, and when it is loaded anew."""
    streamlit.set_page_config(page_title="newsledger", layout="wide")
    streamlit.title("The news of the last days")
    try:
        [as_of] = ask(AS_OF)
    except FileNotFoundError:
        streamlit.error(f"Nothing is published in {WAREHOUSE}.")
        return
    streamlit.caption(f"Load of {as_of['loaded_at']} UTC: {as_of['articles']} articles of {as_of['outlets']} outlets")

    streamlit.header("Stories")
    days = streamlit.slider("Days up to the newest article", 1, 60, 14)
    streamlit.dataframe(ask(STORIES, days=days), hide_index=True)

    streamlit.header("One toll, by who states it")
    titles = {toll["series"]: toll["title"] for toll in ask(TOLLS)}
    series = streamlit.selectbox("Toll", titles, format_func=lambda series: titles[series])
    if series is None:
        streamlit.info("No two numbers can be compared yet.")
    else:
        course = ask(COURSE, series=series)
        streamlit.altair_chart(draw(course))
        streamlit.caption("▲ at least or more than · ▼ at most or less than · ◆ about. Nothing is averaged.")
        colour_of = colours(course)
        streamlit.html("".join(mark(claim, colour_of[claim["claimant"]]) for claim in course))

    streamlit.header("Most quoted")
    streamlit.dataframe(ask(MOST_QUOTED), hide_index=True, height="content")


if __name__ == "__main__":
    show()
