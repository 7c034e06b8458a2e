"""What a page says of its article: title, authors, day, address, outlet and language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from transforms.dates import MONTHS, find_dates, publication_date
from transforms.ingest.dates import day_in_path
from transforms.pages.authors import author_names, byline_names, is_account
from transforms.pages.structured import Node, article_node, names_of, text_of
from transforms.pages.titles import choose_title
from transforms.pages.tree import Block, Element, text_before
from transforms.pages.words import closed, key, squeezed

_TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "headline", "parsely-title", "sailthru.title")
_DAY_NAMES = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished",
    "publish-date", "publish_date", "publishdate", "published", "pubdate", "publication_date", "date.issued",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "article.published", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "article.created", "originalpublicationdate", "dc.date",
    "dcterms.date", "date", "bt:pubdate", "cxenseparse:publishtime", "rbpubdate", "iso-8601-publish-date",
)  # fmt: skip
"""The names under which pages give the day of publication, surest first; none of them is a day of change."""
_AUTHOR_NAMES = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "byl", "cxenseparse:author", "authors",
)  # fmt: skip
_PUBLISHER_NAMES = ("og:site_name", "application-name", "dc.publisher", "publisher", "article:publisher")
_TIME = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2})?)?")
_MONTH_IN_PATH = re.compile(r"(?<=\d{4})/([a-z]{3,9})/(?=\d)", re.I)
_FIRST_YEAR = 1900
"""Pages that nobody has given a day say that they are of the year 1."""
_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|author|attribution|writer)(?:[\s_-]|$)", re.I)
"""Names of what holds the authors."""
_NAME_WORDS = 8
"""Words of the longest line that such an element gives names in."""
_CHANGED = re.compile(r"updat|modif|revis|correct|edited|access|retriev", re.I)
_LONGEST = 1_000
"""Characters of the longest title or list of authors. What is longer was written to fill searches, or to do harm."""
_MOST_HEADINGS = 20
"""Headings of the first level among which the title is sought."""
_HEAD_LINES = 40
"""Lines between title and text that may name author and day. Longer heads are menus."""
_HEAD_WORDS = 25
"""Words of the longest such line."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its article, as `Record` has it; `node` is its JSON-LD."""

    title: str | None
    authors: tuple[str, ...]
    published: date | None
    url: str | None
    publisher: str | None
    node: Node


def page_metadata(root: Element, lines: Sequence[Block]) -> Metadata:
    """Reads what a page says of its article.

    The structured data of the article come first, then the tags of the head, then what the page shows between its
    title and its text.

    Args:
        root: the page.
        lines: of the page as it is shown.
    """
    tags = _tags(root)
    headings = [squeezed(heading.text_content()[:_LONGEST]) for heading in root.iter("h1")][:_MOST_HEADINGS]
    page_title = squeezed(next((title.text or "" for title in root.iter("title")), "")[:_LONGEST])
    tagged = [title for name in _TITLE_NAMES for title in tags.get(name, ())]
    scripts = (
        script.text_content() for script in root.iter("script") if "ld+json" in (script.get("type") or "").lower()
    )
    node = article_node(scripts, [*headings, *tagged, page_title])
    publisher = _publisher(node, tags)
    title = choose_title([text_of(node.get("headline")), *tagged], headings, page_title, publisher, lines)
    head = list(_head(lines, title))
    url = _address(root, tags, node)
    return Metadata(
        title=title,
        authors=tuple(_authors(node, tags, head, root)),
        published=_published(node, tags, head, root, url),
        url=url,
        publisher=publisher,
        node=node,
    )


def _tags(root: Element) -> dict[str, list[str]]:
    """Returns the contents of the tags of the head by their names in small letters."""
    tags: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = squeezed((tag.get("content") or "")[:_LONGEST])
        if name and content and not _is_of_another(tag):
            tags.setdefault(name.lower(), []).append(content)
    return tags


def _is_of_another(element: Element) -> bool:
    """Whether microdata belong to something else than the article: a picture, a comment, an outlet."""
    if element.get("itemprop") is None:
        return False
    scope = next((above for above in element.iterancestors() if above.get("itemscope") is not None), None)
    return scope is not None and not re.search(r"Article|Posting|WebPage", scope.get("itemtype") or "Article")


def _head(lines: Sequence[Block], title: str | None) -> Iterator[Block]:
    """Yields the lines between the title and the second paragraph of the text."""
    wanted = key(title or "")
    start = next((i for i, line in enumerate(lines) if wanted and key(line.text) == wanted), None)
    if start is None:
        return
    prose = 0
    for line in lines[start + 1 : start + 1 + _HEAD_LINES]:
        prose += line.prose
        if prose > 1:
            return
        if line.words <= _HEAD_WORDS and not line.aside:
            yield line


def _publisher(node: Node, tags: dict[str, list[str]]) -> str | None:
    """Returns the name of the outlet: the site's, which prints stories of others, too, else the publisher's."""
    site, *others = ([name for name in tags.get(tag, ()) if "://" not in name] for tag in _PUBLISHER_NAMES)
    published = names_of(node.get("publisher"))
    lower = [name for name in site if name.islower()]  # rather a name of the machine
    return next(iter([*(name for name in site if not name.islower()), *published, *chain(*others), *lower]), None)


def _authors(node: Node, tags: dict[str, list[str]], head: Sequence[Block], root: Element) -> list[str]:
    stated = names_of(node.get("author")) or names_of(node.get("creator"))
    outlet = _publisher(node, tags)
    shown = next((names for line in head if (names := byline_names(line.text, outlet))), [])
    marked = [link.text_content() for link in _marked_authors(root)]
    called = [
        line.text for line in head if _BYLINE.search(line.element.get("class") or "") and line.words <= _NAME_WORDS
    ]
    tagged = [name for tag in _AUTHOR_NAMES for name in tags.get(tag, ()) if "://" not in name]
    first = author_names(stated, outlet)
    if first and not set(map(key, first)) < set(map(key, shown)):
        return first
    for names in (shown, author_names(marked, outlet), author_names(tagged, outlet), author_names(called, outlet)):
        if names:
            return names
    return [squeezed(name) for name in (*stated, *tagged) if not is_account(name)][:1]


def _marked_authors(root: Element) -> Iterator[Element]:
    """Yields what the markup calls an author, outside of lists of other stories and of comments."""
    found = 0
    for element in root.iter("a", "span", "address", "div", "p"):
        is_author = element.get("rel") == "author" or "author" in (element.get("itemprop") or "").split()
        if (
            is_author
            and found < _MOST_AUTHORS
            and not any(a.tag in ("aside", "footer", "li") for a in element.iterancestors())
        ):
            found += 1
            yield element


_MOST_AUTHORS = 6
"""Authors that a page marks; more are those of other stories."""


def _published(
    node: Node, tags: dict[str, list[str]], head: Sequence[Block], root: Element, url: str | None
) -> date | None:
    for name in ("datePublished", "dateCreated", "uploadDate"):
        if day := _instant(text_of(node.get(name))):
            return day
    for name in _DAY_NAMES:
        for content in tags.get(name, ()):
            if day := _instant(content):
                return day
    shown = publication_date([line.text for line in head if not closed(line.text) or _is_date(line.text)])
    return _marked_day(root) or shown or _day_in_address(url)


def _is_date(text: str) -> bool:
    return any(True for _ in find_dates(text)) and len(text.split()) <= _HEAD_WORDS // 2


def _marked_day(root: Element) -> date | None:
    """Returns the day that the first time of the page tells, unless it is marked as the day of a change."""
    for element in root.iter("time", "span", "abbr", "p", "div"):
        published = "datepublished" in (element.get("itemprop") or "").lower().split()
        if element.tag != "time" and not published:
            continue
        if any(above.tag in ("aside", "footer", "nav", "li") for above in element.iterancestors()):
            continue
        names = " ".join(filter(None, (element.get("class"), element.get("itemprop"), element.get("id"))))
        before = text_before(element)[-40:] if element.getparent() is not None else ""
        if _CHANGED.search(names) or _CHANGED.search(before) or _CHANGED.search(element.text_content()[:40]):
            continue
        written = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
        if day := _instant(written):
            return day
    return None


def _instant(written: str | None) -> date | None:
    """Reads a day, or an instant where its time zone is told."""
    text = (written or "").strip()
    if not text:
        return None
    if match := _TIME.match(text):
        if int(match[1]) < _FIRST_YEAR:
            return None
        try:
            if match[4] and match[5]:
                return datetime.fromisoformat(
                    f"{match[1]}-{match[2]}-{match[3]}T{match[4]}{match[5].replace('Z', '+00:00')}"
                )
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    if text.isdecimal() and len(text) in (10, 13):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    return publication_date([text[:100]]) or day_in_path(text[:100], date.max)


def _day_in_address(url: str | None) -> date | None:
    """Returns the day that the address of the page names: "/2026/03/04/", "/2026/mar/04/", "-20260304"."""
    if not url:
        return None
    path = _MONTH_IN_PATH.sub(lambda found: f"/{MONTHS.get(found[1].lower(), 0):02}/", urlsplit(url).path)
    return day_in_path(path, date.max)


def _address(root: Element, tags: dict[str, list[str]], node: Node) -> str | None:
    canonical = (link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical")
    entity: Any = node.get("mainEntityOfPage")
    stated = entity.get("@id") if isinstance(entity, dict) else entity
    candidates = (*canonical, *tags.get("og:url", ()), text_of(node.get("url")), stated)
    return next((url for url in candidates if isinstance(url, str) and url.startswith(("http://", "https://"))), None)
