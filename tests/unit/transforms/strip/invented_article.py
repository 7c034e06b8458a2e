"""The invented article on which rules are tested, and what lines in and around it are called."""

from transforms.strip.classify import classify

FIRST = "Repairs to the old sea wall at Ellersby will take at least three more months, the council said on Monday."
SECOND = "The work was promised before the summer visitors arrived, according to minutes of the January meeting."
THIRD = "Mayor Bernard Fernsby blamed a shortage of stone from the quarry at Brackwater, which closed in February."
FOURTH = "Traders on Quay Street told the inquiry that they had lost a third of their takings since the road was shut."
FIFTH = "The harbour board meets again on Friday to hear from the engineers who drew the plans for the wall."
ARTICLE = [FIRST, SECOND, THIRD, FOURTH, FIFTH]
HEADLINE = "Sea wall at Ellersby delayed for a third time"
PAGE = """Home > News > Coast
Sea wall at Ellersby delayed for a third time
By Ottilie Penrose, local government reporter
Published 4 March 2026, 09:14 GMT

Repairs to the old sea wall at Ellersby will take at least three more months, the council said on Monday.

Advertisement

Mayor Bernard Fernsby blamed a shortage of stone from the quarry at Brackwater, which closed in February.
Lorries wait at the barrier on Quay Street, Ellersby. Photo: Aldous Crane/Coast Pictures
“We have asked for stone every week,” he said. “Every week we are told to wait.”
READ MORE: Ferry fares to rise again
© 2026 The Ellersby Courier
"""


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
