"""The headline, and the summary below it."""

from itertools import takewhile

from transforms.strip.page import BAR, ArticlePage, only_name
from transforms.strip.rules.bylines import beside_byline, is_section
from transforms.strip.rules.captions import describes_picture

_HEAD_LINES = 5
"""Lines among which the headline is sought."""


def weigh_headline(page: ArticlePage) -> None:
    """Finds the headline: the first line that is nothing else, if it is no sentence of the text."""
    if any(line.is_headline for line in page.lines):
        return
    last_text = max((i for i, text in enumerate(page.is_text) if text), default=0)
    candidates = [line for line in page.lines[:last_text] if not line.decided][:_HEAD_LINES]
    for line, following in zip(candidates, [*candidates[1:], None], strict=False):
        if following and following.titled and not following.bullet and len(following.words) >= 5:
            # The headline comes next: above it stands a section, or the author.
            in_capitals = line.capitals and len(line.words) <= 4
            if in_capitals or is_section(line.words) or (len(line.words) <= 5 and BAR.search(line.text)):
                line.add("nav.kicker")
                continue
            if len(line.words) <= 3 and only_name(line.text):
                line.add("byline.name")
                continue
        broken = page.wrapped and not (line.capitals or line.capitalised)
        if line.titled and not (broken or line.bullet or line.cut or (line.prose and len(line.words) > 20)):
            line.add("headline.first")
        return


def weigh_summary(page: ArticlePage) -> None:
    """Finds what stands between headline and text: bullets, or lines that sum the story up."""
    headline = next((i for i, line in enumerate(page.lines) if line.is_headline), None)
    if headline is None or headline + 1 == len(page.lines) or page.wrapped:
        return
    standfirst = page.lines[headline + 1]
    if not standfirst.decided and standfirst.prose and beside_byline(page, headline + 1):
        standfirst.add("summary.standfirst")
    after = takewhile(lambda i: not page.is_text[i] or page.lines[i].bullet, range(headline + 1, len(page.lines)))
    for i in after:
        line = page.lines[i]
        if line.decided:
            continue
        if line.bullet:
            line.add("summary.bullets")
        elif line.titled and len(line.words) >= 6 and not all(describes_picture(line)):
            line.add("summary.standfirst")
