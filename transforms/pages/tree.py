"""The tree of a page as it is shown: without what it hides, and with captions, notes and lines told apart."""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, NamedTuple

from transforms.pages.words import closed, squeezed

Element = Any
"""An element of lxml, which brings no types along."""

BLOCK_TAGS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
))  # fmt: skip
"""Elements that begin a line of their own."""
_SILENT_TAGS = frozenset((
    "applet", "audio", "button", "canvas", "head", "iframe", "input", "math", "noscript", "object", "option",
    "script", "select", "style", "svg", "template", "textarea", "title", "video",
))  # fmt: skip
"""Elements whose content no line of the page is made of."""
_ASIDE_TAGS = frozenset(("aside", "dialog", "footer", "form", "nav"))
"""Elements that hold no line of the article."""
_THREAD = re.compile(
    r"(?:^|[\s_-])(?:(?:reader|user|article|post|facebook)[\s_-]?)?(?:comments|commentlist|commentary|disqus|responses)"
    r"(?:[\s_-]?(?:area|block|box|container|list|section|thread|wrap|wrapper))?(?:\s|$)"
    r"|(?:^|\s)comment[_-](?:area|block|container|list|section|thread|wrap|wrapper)s?(?:\s|$)",
    re.I,
)
"""Names of what holds readers' comments; not those of a paragraph that comments on something ("comment-intro")."""
_HIDDEN_STYLE = re.compile(
    r"(?:^|[;\s])(?:display\s?:\s?none\b|visibility\s?:\s?(?:hidden|collapse)\b|font-size\s?:\s?0(?![.\d])"
    r"|(?:left|top|text-indent)\s?:\s?-\d{3}|clip\s?:\s?rect\()",
    re.I,
)
"""Styles that show nothing, or leave it to screen readers. What is only transparent fades in on many pages."""
_HIDDEN_NAMES = frozenset(
    ("hidden", "is-hidden", "u-hidden", "d-none", "screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden")
)
"""Classes by which the usual style sheets hide an element, or leave it to screen readers."""
_SHOWN_AGAIN = re.compile(r"(?:^|\s)(?:\w+:\S|d-\w+-)")
"""A class that shows the element again on a wider screen ("d-none d-md-block", "hidden md:block")."""
_PAID = re.compile(
    r"pay-?wall|paid|subscri(?:be|pt)|premium|meter(?:ed)?|locked|regwall|article-?body|story-?body|full-?(?:text|story)",
    re.I,
)
"""Names of what holds the part of the article that subscribers see."""
_EMBEDS = re.compile(
    r"(?:^|\s)(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed|fb-post)", re.I
)
"""Names that the networks give to the quotation from which their script makes an embedded post."""
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:fig|image|img|media|photo|picture|video|wp)?-?_?caption(?:[\s_-]?(?:text|body|content))?(?:\s|$)",
    re.I,
)
"""Names of what holds the caption of a picture."""
_NOTE_MARKS = re.compile(r"[\[(]?(?:[0-9]{1,3}|[a-z*†‡§¶]{1,2}|note\s[0-9]{1,2})[\])]|[0-9*†‡§¶, ]{1,12}", re.I)
_UNIT_BEFORE = re.compile(r"(?:\b(?:[mck]?m|ft|in|yd|mi|s)|\b10)$", re.I)
_PRICE_BEFORE = re.compile(r"[£$€¥₹]\s?[0-9,.]{1,20}$")
_STROKE_BEHIND = re.compile(r"\s?[/⁄]")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEAST_LINKS = 2
_LEAST_LINK_WORDS = 6


class Block(NamedTuple):
    """A line of a page.

    Attributes:
        text: on one line, without white space at its ends.
        element: the innermost element with a line of its own that it stands in.
        words: how many it has.
        linked: how many of them stand in links.
        aside: whether it stands in a menu, a form, a footer, beside the text, or among readers' comments.
        caption: whether the markup calls it the caption of a picture.
        embedded: whether it belongs to a post of another page that is shown within.
    """

    text: str
    element: Element
    words: int
    linked: int
    aside: bool
    caption: bool
    embedded: bool

    @property
    def prose(self) -> bool:
        """Whether it reads as running text: a closed sentence of some words, most of them in no link."""
        sentence = self.words >= 8 and closed(self.text)
        return (sentence or self.words >= 25) and self.linked * 2 < self.words


def drop(element: Element) -> None:
    """Takes an element out of its tree, and leaves the text behind it."""
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()


def drop_hidden(root: Element) -> None:
    """Takes out what the page does not show, unless it is the article's own text behind a pay wall."""
    hidden: dict[Element, None] = {}
    for element in root.xpath(_MAY_HIDE):
        if _hides(element) and hidden.keys().isdisjoint(element.iterancestors()):
            hidden[element] = None
    long = {element: _words(element) for element in hidden if _has_words(element, _LEAST_PAID)}
    shown = _words(root) - sum(map(_words, hidden)) if long else 0
    for element in hidden:
        paid = element in long and (_PAID.search(_names(element)) or long[element] > shown)
        if not paid:
            drop(element)


_LEAST_PAID = 60
"""Words that a hidden part must have to be an article: notices and menus have fewer."""
_MAY_HIDE = (
    "//template|//dialog|//*[@hidden or @aria-hidden or @style or contains(@class,'hidden')"
    " or contains(@class,'sr-only') or contains(@class,'d-none') or contains(@class,'screen-reader')]"
)
"""Elements to look at more closely."""


def _hides(element: Element) -> bool:
    if element.tag == "template":
        return True
    if element.tag in ("html", "body", "head", "meta", "link", "input", "h1"):
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    names = element.get("class") or ""
    return not _HIDDEN_NAMES.isdisjoint(names.split()) and not _SHOWN_AGAIN.search(names)


def _names(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"


def _words(element: Element) -> int:
    return sum(len(text.split()) for text in element.itertext() if text)


def _has_words(element: Element, least: int) -> bool:
    """Whether an element has so many words; it is not read any further."""
    counts = accumulate(len(text.split()) for text in element.itertext() if text)
    return any(count >= least for count in counts)


def open_figures(root: Element) -> None:
    """Makes figures what trafilatura reads, which leaves them out."""
    for figure in root.iter("figure"):
        figure.tag = "div"
    for caption in root.iter("figcaption"):
        caption.tag = "div" if any(child.tag in BLOCK_TAGS for child in caption) else "p"


def write_raised(root: Element) -> None:
    """Takes raised notes out of a page, and writes as characters what else is raised.

    Behind a price two raised digits are its cents ("£11<sup>99</sup>"), behind "km" and "× 10" they are a power; behind
    other words and numbers they lead to a note, whose number would be read as digits of the one before.
    """
    for raised in [*root.iter("sup")]:
        marks = squeezed(raised.text_content())
        digits = marks.lstrip(".")
        if raised.getparent() is None or not (digits.isdecimal() or _NOTE_MARKS.fullmatch(marks)):
            continue  # "1<sup>st</sup>"
        before = text_before(raised)[-24:]
        written = ""
        if _STROKE_BEHIND.match(raised.tail or "") or (not raised.tail and _is_stroke(raised.getnext())):
            written = f" {marks}"  # "3<sup>1</sup>/<sub>2</sub>"
        elif digits.isdecimal() and len(digits) == 2 and (price := _PRICE_BEFORE.search(before)):
            written = "" if "." in price[0] else f".{digits}"
        elif digits.isdecimal() and _UNIT_BEFORE.search(before):
            written = digits.translate(_SUPERSCRIPTS)
        raised.tail = written + (raised.tail or "")
        drop(raised)


def _is_stroke(element: Element | None) -> bool:
    return element is not None and isinstance(element.tag, str) and bool(_STROKE_BEHIND.match(element.text or ""))


def text_before(element: Element) -> str:
    """Returns the text that stands right before an element, within the one around it."""
    previous = element.getprevious()
    if previous is None:
        return element.getparent().text or ""
    return previous.tail or (previous.text_content() if isinstance(previous.tag, str) else "")


def drop_link_boxes(root: Element) -> None:
    """Takes out what opens over a name within a sentence: nothing but links one after the other to other stories."""
    unlinked: dict[Element, int] = {}
    for span in [*root.iter("span")]:
        links = sum(1 for _ in span.iter("a"))
        if links < _LEAST_LINKS or span.getparent() is None or any(child.tag in BLOCK_TAGS for child in span.iter()):
            continue
        words = _words(span)
        if words < _LEAST_LINK_WORDS or words > sum(map(_words, span.iter("a"))):
            continue
        line = next((above for above in span.iterancestors() if above.tag in BLOCK_TAGS), root)
        if line not in unlinked:
            unlinked[line] = _words(line) - sum(map(_words, line.iter("a")))
        if unlinked[line] >= _LEAST_LINK_WORDS:
            drop(span)


def blocks(root: Element) -> Iterator[Block]:
    """Yields the lines of a page, or of a part of it, in reading order."""
    from lxml.etree import iterwalk

    above: list[tuple[Element, bool, bool, bool]] = [(root, False, False, False)]
    pieces: list[str] = []
    linked: list[str] = []
    silent = links = 0

    def flush() -> Iterator[Block]:
        if text := squeezed("".join(pieces)):
            element, *told = above[-1]
            yield Block(text, element, len(text.split()), len(" ".join(linked).split()), *told)
        pieces.clear()
        linked.clear()

    for event, element in iterwalk(root, events=("start", "end", "comment", "pi")):
        begins = event == "start"
        tag = element.tag
        if tag in BLOCK_TAGS:
            if pieces:
                yield from flush()
            if begins:
                above.append(_told(element, *above[-1][1:]))
            else:
                above.pop()
        elif tag == "br":
            if begins and pieces:
                yield from flush()
        elif tag in _SILENT_TAGS:
            silent += 1 if begins else -1
        elif tag == "a":
            links += 1 if begins else -1
        text = element.text if begins else element.tail if element is not root else None
        if text and not silent:
            pieces.append(text)
            if links:
                linked.append(text)
    if pieces:
        yield from flush()


def _told(element: Element, aside: bool, caption: bool, embedded: bool) -> tuple[Element, bool, bool, bool]:
    """Returns a block element with what its names, or those of the elements around it, tell of its lines."""
    names = _names(element) if element.attrib else ""
    return (
        element,
        aside or element.tag in _ASIDE_TAGS or bool(names and _THREAD.search(names)),
        caption or element.tag == "figcaption" or bool(names and _CAPTION.search(names)),
        embedded or bool(element.tag == "blockquote" and _EMBEDS.search(names)),
    )
