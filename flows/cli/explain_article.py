"""An article with what was kept and what was removed of it: as text, and as a page of HTML.

Text of articles may contain control characters, so it is escaped in both.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from flows.cli.text import counted
from warehouse.read.article import ArticleView, BlockView
from warehouse.schema.escaping import escape

if TYPE_CHECKING:
    from flows.ui.article_text import MarkedSpan

BESIDE_BODY = ("byline", "caption", "embed", "correction")
"""Kinds of blocks that are kept, but not in the body."""

COLOURS = {
    "ad": "red",
    "promo": "magenta",
    "related": "blue",
    "source": "cyan",
    "share": "green",
    "nav": "yellow",
    "comments": "bright_blue",
    "legal": "bright_magenta",
    "other": "bright_red",
}
"""Of each kind that is removed: its colour on a terminal."""


def is_removed(block: BlockView) -> bool:
    """Says whether a block is boilerplate."""
    return not block.in_body and block.kind not in BESIDE_BODY


def as_text(article: ArticleView, *, terminal: bool) -> Iterator[str]:
    """Yields the lines that explain an article.

    Args:
        article: the article.
        terminal: strike through what was removed; else it gets a `-` before it.
    """
    yield click.style(_headline(article), bold=True)
    for name, value in _facts(article):
        yield f"{name:<14}{value}"
    yield ""
    for block in article.blocks:
        yield _line(block, terminal=terminal)
    yield ""
    for (removed, kind, rule), blocks in _legend(article):
        yield f"{blocks:>5,} {'removed' if removed else 'kept':<8} {_coloured(kind, f'{kind:<9}')} {rule}"


def as_html(article: ArticleView) -> str:
    """Returns one page of HTML, without scripts and without files from elsewhere, with all that was found marked."""
    from flows.ui import standalone
    from flows.ui.article_text import MarkedSpan, mark_block

    found = (MarkedSpan(span.kind, span.target, span.raw_start, span.raw_end) for span in article.spans)
    spans = sorted(found, key=_start)
    blocks = [
        {
            "kind": block.kind,
            "is_removed": is_removed(block),
            "is_beside": block.kind in BESIDE_BODY,
            "why": f"{block.kind} · {block.rule} · {block.confidence:.2f}",
            "text": mark_block(block.text, block.raw_start, within),
        }
        for block, within in zip(article.blocks, _spans_of(article.blocks, spans), strict=True)
    ]
    return standalone.render(
        "article_file.html",
        article=article,
        headline=_headline(article),
        facts=[(name, value, name == "url" and _is_page(value)) for name, value in _facts(article)],
        blocks=blocks,
        rules=[(blocks, removed, kind, rule) for (removed, kind, rule), blocks in _legend(article)],
    )


def _headline(article: ArticleView) -> str:
    return escape(article.headline or "(no headline)")


def _facts(article: ArticleView) -> Iterator[tuple[str, str]]:
    """Yields the name and the value of each fact that is known of an article."""
    day = article.published_on and f"{article.published_on} (from {article.published_on_source})"
    removed = [block for block in article.blocks if is_removed(block)]
    characters = sum(len(block.text) for block in article.blocks)
    share = sum(len(block.text) for block in removed) / max(characters, 1)
    for name, value in {
        "article": article.article_id,
        "outlet": article.outlet,
        "path": article.path,
        "record_no": article.record_no,
        "member": article.member,
        "url": article.url,
        "published_on": day,
        "language": article.language,
        "not_annotated": article.not_annotated,
        "text_quality": article.text_quality,
        "claims to be": article.unconfirmed_publisher and f"{article.unconfirmed_publisher} (nothing bears it out)",
        "changed": _changed(article),
        "removed": f"{share:.0%} of {characters:,} characters, {len(removed):,} of {len(article.blocks):,} blocks",
    }.items():
        if value is not None:
            yield name, escape(str(value))


def _changed(article: ArticleView) -> str | None:
    """Returns how the text came to be as it is, and where it goes on; None for one that never changed."""
    of_article = f"FROM marts.article_changes WHERE {article.article_id} IN (article_id, later_article_id)"
    told = []
    if article.earlier_texts:
        told.append(counted(article.earlier_texts, "earlier text"))
    if article.earlier_article_id is not None:
        told.append(f"article {article.earlier_article_id} has the text before")
    if article.later_article_id is not None:
        told.append(f"article {article.later_article_id} has a later text")
    return f'{", ".join(told)}: newsledger sql "{of_article}"' if told else None


def _legend(article: ArticleView) -> list[tuple[tuple[bool, str, str], int]]:
    """Returns each rule with the kind it gave and its number of blocks: kept ones first, then by number."""
    counts = Counter((is_removed(block), block.kind, block.rule) for block in article.blocks)
    return sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0]))


def _line(block: BlockView, *, terminal: bool) -> str:
    text = escape(block.text)
    if is_removed(block):
        why = f"[{block.kind} {block.rule} {block.confidence:.2f}]"
        struck = click.style(text, fg=_colour(block.kind), strikethrough=True)
        return f"{struck}  {_coloured(block.kind, why)}" if terminal else f"- {text}  {why}"
    if block.kind in BESIDE_BODY:
        text = click.style(f"{text}  [{block.kind}]", dim=True)
    elif block.kind == "headline":
        text = click.style(text, bold=True)
    return text if terminal else f"  {text}"


def _colour(kind: str) -> str | None:
    return COLOURS.get(kind)


def _coloured(kind: str, text: str) -> str:
    return click.style(text, fg=_colour(kind))


def _start(span: "MarkedSpan") -> int:
    return span.start


def _spans_of(blocks: Sequence[BlockView], spans: Sequence["MarkedSpan"]) -> Iterator[Sequence["MarkedSpan"]]:
    """Yields for each block the spans that begin in it, so that a long article is marked in linear time."""
    for block in blocks:
        first = bisect_left(spans, block.raw_start, key=_start)
        yield spans[first : bisect_left(spans, block.raw_start + len(block.text), key=_start)]


def _is_page(url: str) -> bool:
    """Says whether an address leads to a page; others, as `javascript:`, could run code."""
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False
