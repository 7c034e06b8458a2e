"""The invented article on which rules are tested, and what lines in and around it are called."""

from transforms.strip.classify import classify

FIRST = "Repairs to the old sea wall at Ellersby will take at least three more months, the council said on Monday."
SECOND = "The work was promised before the summer visitors arrived, according to minutes of the January meeting."
THIRD = "Mayor Bernard Fernsby blamed a shortage of stone from the quarry at Brackwater, which closed in February."
FOURTH = "Traders on Quay Street told the inquiry that they had lost a third of their takings since the road was shut."
FIFTH = "The harbour board meets again on Friday to hear from the engineers who drew the plans for the wall."
ARTICLE = [FIRST, SECOND, THIRD, FOURTH, FIFTH]
HEADLINE = "Sea wall at Ellersby delayed for a third time"


def kinds(*lines, **given):
    """Kinds of the lines of a page."""
    return [verdict.kind for verdict in classify(lines, **given)]


def rules(*lines, **given):
    """Rules that decide the lines of a page."""
    return [verdict.rule for verdict in classify(lines, **given)]


def between(*lines):
    """Kinds of lines that stand in the middle of an article."""
    return kinds(FIRST, SECOND, THIRD, *lines, FOURTH, FIFTH)[3:-2]


def at_end(*lines):
    """Kinds of lines that follow an article."""
    return kinds(*ARTICLE, *lines)[5:]


def at_start(*lines):
    """Kinds of lines that precede an article."""
    return kinds(*lines, *ARTICLE)[: len(lines)]
