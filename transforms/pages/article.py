"""The article of a page: its text, one line a block, its captions, and what the page says of it."""

import logging
from dataclasses import dataclass

from transforms.pages.metadata import Metadata, page_metadata
from transforms.pages.state import state_lines, text_lines
from transforms.pages.structured import text_of
from transforms.pages.text import article_lines
from transforms.pages.tree import Element, blocks, drop_hidden, drop_link_boxes, open_figures, write_raised


@dataclass(frozen=True, slots=True)
class PageArticle:
    """The article of a page.

    Attributes:
        text: one line a block, without the title.
        captions: lines that the markup calls captions of pictures.
        posts: lines that the markup calls posts of networks.
        metadata: what the page says of the article.
    """

    text: str
    captions: tuple[str, ...]
    posts: tuple[str, ...]
    metadata: Metadata


def read_article(page: str, scripts: str = "") -> PageArticle | None:
    """Finds the article of a page; null where it holds none.

    Args:
        page: the whole page, without scripts other than JSON-LD.
        scripts: the page with its scripts, for a page that shows no text without them.
    """
    # Else its notices of pages without an article go to stderr.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    from trafilatura import load_html

    root = load_html(page)
    if root is None:
        return None
    kept_alive = [*root.iter()]  # else lxml makes the object of an element anew at each touch
    drop_hidden(root)
    drop_link_boxes(root)
    write_raised(root)
    lines = list(blocks(root))
    open_figures(root)
    metadata = page_metadata(root, lines)
    text = article_lines(lines, _found(root))
    del kept_alive
    if _words(text) < _FEW_WORDS and _words(in_script := state_lines(scripts)) > 2 * _words(text):
        text = in_script
    stated = text_lines(text_of(metadata.node.get("articleBody"), squeeze=False) or "")
    if _words(stated) > max(_FEW_WORDS, _MORE_WORDS * _words(text)):
        text = stated
    captions = tuple(line.text for line in lines if line.caption)
    posts = tuple(line.text for line in lines if line.embedded)
    return PageArticle("\n".join(text), captions, posts, metadata) if text else None


_FEW_WORDS = 40
"""Words of a page that shows no article yet, but a notice that scripts are needed."""
_MORE_WORDS = 1.5
"""How much more the JSON-LD must hold than the page shows to be taken for it: it has the text behind a pay wall, but
hardly ever line ends."""


def _words(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _found(root: Element) -> list[str]:
    """Returns the lines that trafilatura takes for the article."""
    from trafilatura import bare_extraction

    # Its own fallbacks take twice as long, and find nothing that the page's paragraphs do not tell.
    found = bare_extraction(root, fast=True, include_comments=False, include_tables=True)
    text = "" if found is None or isinstance(found, dict) else found.text or ""
    return [line for line in text.split("\n") if line.strip()]
