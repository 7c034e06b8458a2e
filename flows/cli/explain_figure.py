"""A figure as text: its sentence with the parts marked, and the rule that found each part.

Text of articles may contain control characters, so it is escaped.
"""

from collections.abc import Iterator

import click

from transforms.extract.figures.rule_docs import meanings
from warehouse.read.figure import FigurePart, FigureView
from warehouse.schema.escaping import escape

COLOURS = {
    "number": "bright_yellow",
    "bound": "yellow",
    "counted": "green",
    "measured": "green",
    "event": "red",
    "factuality": "bright_red",
    "actor": "magenta",
    "target": "magenta",
    "place": "cyan",
    "claimant": "blue",
    "as_of": "bright_cyan",
}
"""The terminal's colour of each part whose words stand in the sentence."""


def as_text(figure: FigureView) -> Iterator[str]:
    """Yields the lines that explain a figure."""
    about = [figure.outlet, figure.published_on and str(figure.published_on), figure.headline]
    yield click.style(" · ".join(escape(part) for part in about if part), bold=True)
    yield f"figure {figure.figure_id} in article {figure.article_id}, characters {figure.raw_start} to {figure.raw_end}"
    yield ""
    yield "".join(_marked(figure))
    yield ""
    means = meanings()
    order = list(dict.fromkeys(part for part, _ in means))
    table = [("part", "value", "words", "rule", "what it does")]
    for part in sorted(figure.parts, key=lambda part: order.index(part.part)):
        words = "" if part.words is None else f"“{escape(part.words.strip())}” {part.raw_start}–{part.raw_end}"
        table.append((part.part, escape(part.value), words, part.rule, means.get((part.part, part.rule), "")))
    widths = [max(len(row[column]) for row in table) for column in range(4)]
    for number, row in enumerate(table):
        line = "  ".join([*(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)), row[4]]).rstrip()
        yield click.style(line, bold=True) if number == 0 else click.style(line, fg=COLOURS.get(row[0]))


def _marked(figure: FigureView) -> Iterator[str]:
    """Yields the sentence in pieces, its parts in brackets; a part that lies within another one is left out."""
    end = figure.sentence_start + len(figure.sentence)
    at = figure.sentence_start
    for part, start, stop in sorted(_placed(figure.parts), key=lambda placed: (placed[1], -placed[2])):
        if at <= start and stop <= end:
            yield escape(_between(figure, at, start))
            yield click.style(f"[{part}: {escape(_between(figure, start, stop))}]", fg=COLOURS.get(part))
            at = stop
    yield escape(_between(figure, at, end))


def _placed(parts: tuple[FigurePart, ...]) -> Iterator[tuple[str, int, int]]:
    """Yields each part that has words, with their start and end in the raw text, without the space around them."""
    for part in parts:
        if part.words is not None and part.raw_start is not None and part.words.strip():
            start = part.raw_start + len(part.words) - len(part.words.lstrip())
            yield part.part, start, start + len(part.words.strip())


def _between(figure: FigureView, start: int, end: int) -> str:
    return figure.sentence[start - figure.sentence_start : end - figure.sentence_start]
