"""An article with what was kept and what was removed of it: as text, and as a page of HTML.

Text of articles may contain control characters, so it is escaped in both.
"""

from collections import Counter
from collections.abc import Iterator
from html import escape as escape_html
from urllib.parse import urlsplit

import click

from flows.cli.text import counted
from warehouse.read.article import ArticleView, BlockView
from warehouse.schema.escaping import escape

BESIDE_BODY = ("byline", "caption", "embed", "correction")
"""Kinds of blocks that are kept, but not in the body."""

COLOURS = {
    "ad": ("red", 0),
    "promo": ("magenta", 310),
    "related": ("blue", 215),
    "source": ("cyan", 185),
    "share": ("green", 130),
    "nav": ("yellow", 45),
    "comments": ("bright_blue", 255),
    "legal": ("bright_magenta", 280),
    "other": ("bright_red", 20),
}
"""Of each kind that is removed: its colour on a terminal, and its hue on a page, in degrees."""


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
    """Returns one page of HTML, without scripts and without files from elsewhere."""
    facts = "\n".join(
        f"<dt>{name}</dt><dd>{_link(value) if name == 'url' else _html(value)}</dd>" for name, value in _facts(article)
    )
    blocks = "\n".join(map(_paragraph, article.blocks))
    legend = "\n".join(
        f"<tr{_hue(kind)}><td>{blocks:,}</td><td>{'removed' if removed else 'kept'}</td>"
        f"<td><b>{_html(kind)}</b></td><td>{_html(rule)}</td></tr>"
        for (removed, kind, rule), blocks in _legend(article)
    )
    headline = _html(_headline(article))
    return f"""<!DOCTYPE html>
<html lang="{_html(article.language or "und")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{headline}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<header>
<h1 dir="auto">{headline}</h1>
<dl lang="en">
{facts}
</dl>
</header>
<article>
{blocks}
</article>
<table lang="en">
<thead><tr><th>blocks</th><th></th><th>kind</th><th>rule</th></tr></thead>
<tbody>
{legend}
</tbody>
</table>
</main>
</body>
</html>
"""


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
    return COLOURS[kind][0] if kind in COLOURS else None


def _coloured(kind: str, text: str) -> str:
    return click.style(text, fg=_colour(kind))


def _paragraph(block: BlockView) -> str:
    text = _html(block.text)
    if is_removed(block):
        why = f"{_html(block.kind)} · {_html(block.rule)} · {block.confidence:.2f}"
        return f'<p class="removed"{_hue(block.kind)}><del dir="auto">{text}</del> <small lang="en">{why}</small></p>'
    if block.kind in BESIDE_BODY:
        return f'<p class="beside"><span dir="auto">{text}</span> <small lang="en">{block.kind}</small></p>'
    if block.kind == "headline":
        return f'<h2 dir="auto">{text}</h2>'
    return f'<p dir="auto">{text}</p>'


def _hue(kind: str) -> str:
    return f' style="--hue:{COLOURS[kind][1]}"' if kind in COLOURS else ""


def _link(url: str) -> str:
    """Returns an address as a link if it leads to a page; others, as `javascript:`, could run code."""
    try:
        is_page = urlsplit(url).scheme in ("http", "https")
    except ValueError:
        is_page = False
    return f'<a href="{_html(url)}" rel="noopener noreferrer">{_html(url)}</a>' if is_page else _html(url)


def _html(text: str) -> str:
    return escape_html(escape(text))


_STYLE = """
:root { color-scheme: light dark; --light: 30%; --dim: #666; --rule: #ddd; }
@media (prefers-color-scheme: dark) { :root { --light: 72%; --dim: #9a9a9a; --rule: #444; } }
body { margin: 0; font: 1rem/1.5 Georgia, serif; overflow-wrap: anywhere; }
main { max-width: 42rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.25rem; line-height: 1.3; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0; padding-bottom: 1rem;
  border-bottom: 1px solid var(--rule); }
dl, small, table { font-family: system-ui, sans-serif; font-size: .8rem; }
dt, .beside { color: var(--dim); }
dd { margin: 0; }
.removed { margin: .3rem 0; }
.removed, tr[style] b { color: hsl(var(--hue, 0) 65% var(--light)); }
table { border-collapse: collapse; margin-top: 1.5rem; width: 100%; }
th, td { text-align: left; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
td:first-child { text-align: right; font-variant-numeric: tabular-nums; }
"""
