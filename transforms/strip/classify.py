"""What each block of a page is: evidence from its words, shape, place and neighbours, weighed against being text.

A rule that speaks for a kind adds a weight to it; the shape of a line as running text is the weight of the body. The
kind with the most weight wins, ties go to the body: losing a sentence of the article is worse than keeping a line of
the page. The weights were set by hand.
"""

from collections.abc import Sequence

from transforms.strip.outlet_history import Outlet
from transforms.strip.page import Line, Page, Verdict
from transforms.strip.rules.bylines import weigh_bylines
from transforms.strip.rules.captions import weigh_captions
from transforms.strip.rules.context import (
    weigh_bars,
    weigh_benefits,
    weigh_capitals,
    weigh_comments,
    weigh_lists,
    weigh_place,
    weigh_teasers,
)
from transforms.strip.rules.headlines import weigh_headline, weigh_summary
from transforms.strip.rules.outlet import overruled, weigh_markup, weigh_repeated, weigh_title
from transforms.strip.rules.phrases import weigh_address, weigh_appeals, weigh_commands, weigh_phrases, weigh_vocabulary
from transforms.strip.rules.shape import weigh_shape

UNKNOWN = Outlet()
"""An outlet of which nothing is known."""


def classify(
    texts: Sequence[str], *, title: str | None = None, captions: Sequence[str] = (), outlet: Outlet = UNKNOWN
) -> list[Verdict]:
    """Tells what each block of one article is.

    Args:
        texts: the blocks of an article in reading order, trimmed.
        title: the article's title, where its metadata give one.
        captions: lines that its markup calls captions.
        outlet: what is known of the outlet's pages.

    Returns:
        A verdict for each.
    """
    lines = [Line(text) for text in texts]
    for line in lines:
        weigh_phrases(line)
        weigh_shape(line)
    page = Page(lines)
    weigh_title(page, title)
    weigh_markup(page, captions)
    weigh_place(page)
    weigh_repeated(page, outlet)
    for weigh in _RULES_OF_A_PAGE:
        weigh(page)
    return [overruled(line.whole, line.verdict(), outlet) for line in lines]


_RULES_OF_A_PAGE = (
    weigh_vocabulary,
    weigh_commands,
    weigh_appeals,
    weigh_address,
    weigh_bars,
    weigh_comments,
    weigh_lists,
    weigh_benefits,
    weigh_capitals,
    weigh_teasers,
    weigh_bylines,
    weigh_headline,
    weigh_summary,
    weigh_captions,
)
"""In this order: each takes what the ones before it have settled for granted."""
