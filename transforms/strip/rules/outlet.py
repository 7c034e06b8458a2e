"""What is known of a line from outside its text: title and captions of the page, the outlet's earlier lines."""

from collections import Counter
from collections.abc import Sequence

from transforms.ingest.outlets_file import folded
from transforms.strip.outlet_history import Outlet, line_key
from transforms.strip.page import Line, Page, Verdict, only_name, topic_share, topic_words
from transforms.strip.phrasebook import HINT, LIKELY, SURE
from warehouse.schema.tables.values import BOILERPLATE_KINDS


def weigh_title(page: Page, title: str | None) -> None:
    """The line that the metadata call the title is the headline, wherever above the text it stands."""
    wanted = Line(title).words if title else []
    for i, line in enumerate(page.lines):
        if page.text_before[i] > 1:
            return
        if wanted and line.words == wanted:
            line.add("headline.metadata", SURE)
            return


def weigh_markup(page: Page, captions: Sequence[str]) -> None:
    """Lines that the markup of the page calls captions are such, whatever they say."""
    if captions:
        marked = {tuple(Line(caption).words) for caption in captions}
        for line in page.lines:
            if line.words and tuple(line.words) in marked:
                line.add("caption.markup", SURE)


_USUAL, _EVERYWHERE, _MANY = 0.1, 0.4, 10
"""Shares of an outlet's stories, and a number of them, from which on a repeated line is hardly one of theirs. A war or
an election fills a quarter of an outlet's stories, and each of them may repeat its background."""


def weigh_repeated(page: Page, outlet: Outlet) -> None:
    """Lines that stood in several earlier stories of the outlet belong to its pages.

    Running stories repeat sentences too, and some outlets their sub-headings: these must stand in two fifths of all
    stories, and a sentence tell nothing of this one's topic. One with a number tells something new each time.
    """
    if not outlet.lines:
        return
    spoken: Counter[str] | None = None
    for i, line in enumerate(page.lines):
        found = outlet.lines.get(line_key(line.whole))
        if found is None or line.settled:
            continue
        if not page.text_before[i] and only_name(line.text):
            line.add("byline.name", LIKELY)
            continue
        if line.closed:
            spoken = spoken or Counter(
                word for other, text in zip(page.lines, page.text, strict=True) if text for word in topic_words(other)
            )
            topic = {word for word in topic_words(line) if spoken[word] > page.text[i]}
            numbered = any(map(str.isdigit, line.text))
            if numbered or found.share < _EVERYWHERE or topic_share(line, topic) > 1 / 2:
                continue
        elif (i == 0 or page.heads_text(i)) and found.share < _EVERYWHERE:
            continue
        many = (found.share >= _USUAL or found.articles >= _MANY) + (found.share >= _EVERYWHERE)
        line.add("other.repeated", LIKELY + HINT * (many + line.prose))


def overruled(text: str, verdict: Verdict, outlet: Outlet) -> Verdict:
    """Returns the verdict on a line after the outlet's own phrases; one to keep wins over one to drop."""
    if not (outlet.keep or outlet.drop):
        return verdict
    line = folded(text)
    if any(phrase in line for phrase in outlet.keep):
        return Verdict("body", "body.outlet_keep", 1.0) if verdict.kind in BOILERPLATE_KINDS else verdict
    if any(phrase in line for phrase in outlet.drop):
        return Verdict("other", "other.outlet_drop", 1.0)
    return verdict
