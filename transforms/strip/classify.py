"""What each block of a page is: evidence from its words, shape, place and neighbours, weighed against its being text.

A rule that speaks for a kind adds its weight to that kind; what speaks for the body is `PageLine.body_weight`. The kind
with the most weight wins, ties go to the body: to lose a sentence of the article is worse than to keep a line of the
page.
"""

from collections.abc import Callable, Iterable, Sequence
from graphlib import TopologicalSorter
from typing import NamedTuple

from transforms.strip.outlet_history import UNKNOWN_OUTLET, OutletHistory
from transforms.strip.page import ArticlePage, BlockVerdict, PageLine
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
from transforms.strip.rules.notes import weigh_notes
from transforms.strip.rules.outlet import overruled, weigh_markup, weigh_repeated, weigh_title
from transforms.strip.rules.phrases import weigh_address, weigh_appeals, weigh_commands, weigh_phrases, weigh_vocabulary
from transforms.strip.rules.posts import weigh_posts
from transforms.strip.rules.shape import weigh_shape


class Step(NamedTuple):
    """One pass over a page, which adds evidence to its lines.

    Attributes:
        name: of the step.
        requires: the steps that must have run before.
        why: the reason for its place.
        run: the pass.
    """

    name: str
    requires: tuple[str, ...]
    why: str
    run: Callable[[ArticlePage], None]


def classify(
    texts: Sequence[str],
    *,
    title: str | None = None,
    captions: Sequence[str] = (),
    posts: Sequence[str] = (),
    history: OutletHistory = UNKNOWN_OUTLET,
) -> list[BlockVerdict]:
    """Tells what each block of one article is.

    Args:
        texts: the blocks of an article in reading order, without white space at their ends.
        title: the article's title, where its metadata give one.
        captions: lines that its markup calls captions.
        posts: lines that its markup calls posts of networks.
        history: what is known of the outlet's pages.

    Returns:
        A verdict for each block.
    """
    page = ArticlePage(texts, title=title, captions=captions, posts=posts, history=history)
    for step in STEPS:
        step.run(page)
    return [overruled(line.whole, line.verdict(), history) for line in page.lines]


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Sorts steps by what they require.

    Raises:
        ValueError: the requirements leave open which of two steps goes first. That matters, since most steps leave the
            lines alone that an earlier one has decided, and since a tie goes to the kind whose evidence came first.
        graphlib.CycleError: two steps require each other.
    """
    named = {step.name: step for step in steps}
    sorter = TopologicalSorter({step.name: step.requires for step in named.values()})
    sorter.prepare()
    order = []
    while sorter.is_active():
        ready = sorter.get_ready()
        if len(ready) > 1:
            raise ValueError(f"say which goes first: {', '.join(sorted(ready))}")
        sorter.done(*ready)
        order.append(named[ready[0]])
    return tuple(order)


def _on_each_line(weigh: Callable[[PageLine], None]) -> Callable[[ArticlePage], None]:
    def run(page: ArticlePage) -> None:
        for line in page.lines:
            weigh(line)

    return run


STEPS = in_order(
    (
        Step("phrases", (), "Words are the surest evidence.", _on_each_line(weigh_phrases)),
        Step("shape", ("phrases",), "In a tie, words win over shape.", _on_each_line(weigh_shape)),
        Step(
            "notes",
            ("shape",),
            "A heading of a correction is found by its words.",
            weigh_notes,
        ),
        Step(
            "posts",
            ("notes",),
            "Only lines that words and shape leave undecided may lead to a post.",
            weigh_posts,
        ),
        Step(
            "running_text",
            ("phrases", "shape", "posts"),
            "A sentence is running text if neither its words nor its shape speak against it.",
            ArticlePage.mark_running_text,
        ),
        Step("title", ("running_text",), "It looks for the title above the running text.", weigh_title),
        Step("markup", ("title",), "A line that is called both a title and a caption is the headline.", weigh_markup),
        Step(
            "place",
            ("running_text", "markup"),
            "It lowers what the words and the shape said of lines that stand too far up.",
            weigh_place,
        ),
        Step("repeated", ("place",), "Words, shape and place say more exactly what a line is.", weigh_repeated),
        Step("vocabulary", ("repeated",), "Lines that the steps before have decided need no guess.", weigh_vocabulary),
        Step(
            "commands",
            ("vocabulary",),
            "Lines of buttons are found first; an order is a whole sentence.",
            weigh_commands,
        ),
        Step("appeals", ("commands",), "An order is more exact than the topics of a sentence.", weigh_appeals),
        Step("address", ("appeals",), "Its signs are the weakest of all steps that look at words.", weigh_address),
        Step("bars", ("address",), "Names between bars may be buttons, which the words tell better.", weigh_bars),
        Step("comments", ("bars",), "It must know all headings and forms of comments on the page.", weigh_comments),
        Step("lists", ("comments",), "A reader's comment is no title of another story.", weigh_lists),
        Step("benefits", ("lists",), "It looks at whether the line above a list is an offer.", weigh_benefits),
        Step("capitals", ("benefits",), "Titles in a list are found by their heading first.", weigh_capitals),
        Step(
            "teasers", ("capitals",), "They stand above lines at the foot that other steps have decided.", weigh_teasers
        ),
        Step("bylines", ("teasers",), "A title of another story may name an author too.", weigh_bylines),
        Step("headline", ("title", "bylines"), "It is the first line that nothing else has claimed.", weigh_headline),
        Step("summary", ("headline",), "It follows the headline.", weigh_summary),
        Step("captions", ("summary",), "Headline and summary look like captions.", weigh_captions),
    )
)
"""All steps, in the order in which they run."""
