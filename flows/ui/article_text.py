"""The text of an article with its names, figures and quotations marked, and each linked to its page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markupsafe import Markup, escape

from flows.ui.templating import visible


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """Characters of the raw text that are a name, a figure or a quotation; `target` is the id that they lead to."""

    kind: Literal["name", "figure", "quote"]
    target: int
    start: int
    end: int


def mark_block(text: str, begin: int, found: Sequence[MarkedSpan]) -> Markup:
    """Returns a block as HTML, in which each name and figure is a link, figures are marked and quotations underlined.

    Spans may lie in one another or overlap: the text is cut at each of their ends, and each piece is wrapped by itself.

    Args:
        text: the characters of the block.
        begin: the place of the first of them in the raw text.
        found: spans of the raw text; what lies outside the block is left out.
    """
    end = begin + len(text)
    inside = [span for span in found if span.start < end and begin < span.end]
    cuts = sorted({begin, end, *(cut for span in inside for cut in (span.start, span.end) if begin < cut < end)})
    begun: set[MarkedSpan] = set()
    made = Markup()
    for start, stop in pairwise(cuts):
        here = [span for span in inside if span.start <= start and stop <= span.end]
        made += _wrapped(escape(visible(text[start - begin : stop - begin])), here, begun)
        begun.update(here)
    return made


def _wrapped(piece: Markup, spans: Iterable[MarkedSpan], begun: set[MarkedSpan]) -> Markup:
    """Returns a piece of text inside its spans; the first piece of a figure or quotation bears its id."""
    by_kind = {span.kind: span for span in spans}
    name, figure, quote = by_kind.get("name"), by_kind.get("figure"), by_kind.get("quote")
    if name is not None:
        piece = Markup('<a class="name" href="/entity/{}">{}</a>').format(name.target, piece)
    elif figure is not None:
        piece = Markup('<a href="/figure/{}">{}</a>').format(figure.target, piece)
    if figure is not None:
        anchor = "" if figure in begun else Markup(' id="figure-{}"').format(figure.target)
        piece = Markup("<mark{}>{}</mark>").format(anchor, piece)
    if quote is not None:
        anchor = "" if quote in begun else Markup(' id="quote-{}"').format(quote.target)
        piece = Markup('<span class="quoted"{}>{}</span>').format(anchor, piece)
    return piece
