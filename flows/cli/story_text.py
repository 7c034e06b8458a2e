"""Stories as text: a table of several, or one with its articles, who speaks in it, its numbers and its places.

Text of articles may contain control characters, so it is escaped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TextIO

import click

from flows.cli.sections_text import cut, days, section
from flows.cli.text import counted
from warehouse.read.formats import WRITERS, as_json
from warehouse.read.story import StoriesFound, StoryArticle, StoryClaim, StoryEntity, StorySummary, StoryView
from warehouse.read.truncated import Truncated
from warehouse.schema.escaping import escape

_LISTED = "       id  articles  independent  outlets  days                      headline"


def listing(found: StoriesFound, asked: str, *, width: int | None) -> Iterator[str]:
    """Yields the lines of a table of stories.

    Args:
        found: the stories.
        asked: the words that were asked for; empty for none.
        width: of the terminal, at which lines are cut; None for a file.
    """
    told = f'Stories that hold "{escape(asked)}"' if asked else "Stories"
    if found.since or found.until:
        told += f", {days(found.since, found.until)}"
    yield click.style(cut(told, width), bold=True)
    yield click.style(_LISTED, dim=True)
    for story in found.stories.rows:
        yield cut(_story_line(story), width)
    left = found.stories.total - len(found.stories.rows)
    if left:
        yield f"  … and {left:,} more"
    yield f"({counted(found.stories.total, 'story', 'stories')})"


def write_rows(stories: Sequence[StorySummary], form: str, stream: TextIO) -> None:
    """Writes one row for each story, in one of the formats of `formats.WRITERS`."""
    WRITERS[form](list(StorySummary.__slots__), (tuple(asdict(story).values()) for story in stories), stream)


def as_text(found: StoryView, asked: str, *, width: int | None) -> Iterator[str]:
    """Yields the lines that show one story.

    Args:
        found: the story.
        asked: the id or the words that were asked for.
        width: of the terminal, at which lines are cut; None for a file, where they are whole.
    """
    story = found.story
    yield click.style(cut(escape(story.headline or "(no headline)"), width), bold=True)
    if found.redirected is not None:
        became = {
            "merged": "was merged into",
            "split": "was split up; most of it is",
            "removed": "is gone; next to it is",
        }
        yield f"{asked} {became[found.redirected]} {story.story_id}."
    yield f"{'story':<14}{story.story_id}"
    yield f"{'days':<14}{days(story.first_published_on, story.last_published_on)}"
    told = f"{counted(story.articles, 'article')}, {story.independent_articles:,} independent, "
    yield f"{'told in':<14}{told}{counted(story.outlets, 'outlet')}"
    yield from _papers(found.papers, width)
    quoted = [
        f"{speaker.quotations:>9,} {speaker.articles:>9,}  {escape(speaker.speaker)}" for speaker in found.quoted.rows
    ]
    yield from section("Quoted", "   quoted  articles", quoted, found.quoted, width)
    yield from section(
        "Named", "       id  kind    articles  mentions", map(_named, found.named.rows), found.named, width
    )
    yield from _claims(found.claims, width)
    yield from section(
        "Places", "       id          articles  mentions", map(_named, found.places.rows), found.places, width
    )
    yield from section("Before", _LISTED, map(_story_line, found.before.rows), found.before, width)
    yield from section("After", _LISTED, map(_story_line, found.after.rows), found.after, width)


def document(found: StoryView) -> str:
    """Returns a story as JSON, days as text; `totals` says how many rows each list has in all."""
    whole = asdict(found)
    lists = {name: value for name, value in whole.items() if isinstance(value, dict) and "rows" in value}
    facts = {name: value for name, value in whole.items() if name != "story" and name not in lists}
    rows = {name: value["rows"] for name, value in lists.items()}
    # The story's own `articles` is a number, as in the table.
    return as_json(whole["story"] | facts | rows | {"totals": {name: value["total"] for name, value in lists.items()}})


def _story_line(story: StorySummary) -> str:
    numbers = f"{story.story_id:>9} {story.articles:>9,} {story.independent_articles:>12,} {story.outlets:>8,}"
    told_on = days(story.first_published_on, story.last_published_on)
    return f"{numbers}  {told_on:<24}  {escape(story.headline or '(no headline)')}"


def _papers(papers: Truncated[StoryArticle], width: int | None) -> Iterator[str]:
    """Yields the articles of a story, copies beneath what they reprint."""
    lines = []
    for paper in papers.rows:
        lines.append(_paper_line(paper.article_id, str(paper.published_on or "–"), paper.outlet, paper.headline))
        for copy in paper.copies:
            day = str(copy.published_on or "–")
            lines.append(_paper_line(copy.article_id, f"{day:<10}    copy in", copy.outlet, copy.headline))
    yield from section("Articles", "       id  day", lines, papers, width)


def _paper_line(article_id: int, when: str, outlet: str | None, headline: str | None) -> str:
    return f"{article_id:>9}  {when:<10}  {escape(outlet or '–')}: {escape(headline or '(no headline)')}"


def _named(entity: StoryEntity) -> str:
    kind = entity.country_code or "" if entity.kind == "PLACE" else entity.kind
    return (
        f"{entity.entity_id:>9}  {escape(kind):<6} {entity.articles:>9,} {entity.mentions:>9,}  {escape(entity.name)}"
    )


def _claims(claims: Truncated[StoryClaim], width: int | None) -> Iterator[str]:
    """Yields the numbers of a story by event, each claimant's in order of days."""
    lines: list[str] = []
    for event, of_event in groupby(claims.rows, key=lambda claim: claim.event):
        lines.append(event)
        for claimant, claimed in groupby(of_event, key=lambda claim: claim.claimant):
            lines.append(f"  {escape(claimant)}")
            lines.extend(map(_claim_line, claimed))
    yield from section("Numbers", "   figure  day", lines, claims, width)


def _claim_line(claim: StoryClaim) -> str:
    what = escape(f"{claim.number} {claim.counted or ''}".rstrip())
    where = f", {escape(claim.place)}" if claim.place else ""
    notes = [
        note
        for note, is_so in (
            ("disputed", claim.status == "disputed"),
            ("revised down", claim.is_revision),
            ("superseded", claim.is_superseded and not claim.is_revision),
        )
        if is_so
    ]
    told = f" ({', '.join(notes)})" if notes else ""
    return f"{claim.figure_id:>9}  {claim.as_of or '–'!s:<10}  {what}{where}{told}"
