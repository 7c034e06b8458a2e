"""What `newsledger forget` prints of what would go."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flows.cli.text import counted
from warehouse.schema.escaping import escape

if TYPE_CHECKING:
    from warehouse.build.forget_preview import ForgetPreview, Named

NOUNS = {"blocks": "block", "mentions": "mention", "figures": "figure", "quotes": "quotation",
         "article_versions": "earlier text"}  # fmt: skip


def as_text(found: "ForgetPreview", *, everywhere: bool) -> Iterator[str]:
    """Yields the lines that say what would go, and what stays."""
    number = len(found.article_ids)
    yield f"To take down: {counted(number, 'article')}"
    yield from _listed(found.articles, number)
    if number:
        yield "with " + ", ".join(counted(rows, NOUNS[table]) for table, rows in found.rows.items() if rows)
    if found.names:
        yield f"Names that no other article has: {', '.join(map(escape, found.names))}"
    if found.files:
        yield f"Files that hold nothing else, and are not read again: {found.files:,}"
    if found.stories:
        yield f"Stories that go on under another id, to which theirs leads: {', '.join(map(str, found.stories))}"
    if found.reprints:
        yield "Reprinted, in words of their own, by these, which stay (add them with --article):"
        yield from _listed(found.reprints, len(found.reprints))
    if found.versions and everywhere:
        yield f"Earlier versions that hold it, and are removed: {', '.join(found.versions)}"
        yield "Reports that tell of it are removed, and examples in the journal."
    elif found.versions:
        yield f"Earlier versions hold it until they are {len(found.versions)} loads older (--everywhere removes them)."


def _listed(articles: "Sequence[Named]", number: int) -> Iterator[str]:
    for article in articles:
        what = (str(article.article_id), article.outlet, article.published_on, article.headline)
        yield "  " + "  ".join(escape(str(part)) for part in what if part is not None)
    if number > len(articles):
        yield f"  … and {number - len(articles):,} more"
