"""Posts of networks that stand in the text: their lines, and whether the text has anything to do with them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import category

from transforms.strip.page import WORD, ArticlePage, PageLine
from transforms.strip.phrasebook import strip_lexicon

_SIGNATURE = re.compile(
    r"(?:[—–-]{1,2}\s?|^A post shared by )(?P<name>[^()@—–]{1,60})\s\(@[\w.]{1,40}\)(?:[^\w()][^()]{0,40})?$"
)
"""What the networks set behind a post, or below it: a name, an account, and mostly the day."""
_LONGEST_SIGNATURE = 160
_POSTED = re.compile(r"\bpic\.twitter\.com/|https?://|(?:^|\s)\.?[@#]\w{2}")
"""Links, accounts and tags, which posts have and paragraphs have not."""
_LONGEST_POST = 300
"""Characters of a post of several lines: the networks allowed 280 for years, and links count less than they have."""
_MOST_LINES = 8
"""Lines above a signature that may belong to its post."""
_LEAST_SPOKEN_OF = 3
"""Lines that speak of posts in an article that is about them."""
_LEAST_NAME = 3
"""Letters of the last name of whoever posts, to be known again in the text: "RT" stands anywhere."""


class _Post(NamedTuple):
    """A post: its first line, its last one (included), and who wrote it, where it is signed."""

    first: int
    last: int
    name: str | None


def weigh_posts(page: ArticlePage) -> None:
    """Finds posts, and tells those that the text speaks of from those that only stand beside it.

    A post is text where the line before leads to it, by a colon or by a word for posts, where the text names its
    author, and in an article that is about posts.
    """
    posts = [*_marked(page), *_signed(page)]
    if not posts:
        return
    inside = {i for post in posts for i in range(post.first, post.last + 1)}
    around = [line for i, line in enumerate(page.lines) if i not in inside and not line.decided]
    named = {word for line in around for word in WORD.findall(line.plain) if not word.islower()}
    about = sum(map(_speaks_of_posts, around)) >= _LEAST_SPOKEN_OF
    for post in posts:
        is_text = about or _last_name(post.name) in named or _is_led_to(page, post, inside)
        for line in page.lines[post.first : post.last + 1]:
            if is_text:
                line.add("body.post")
            else:
                line.evidence.clear()  # a post's buttons and accounts are none of the page
                line.add("embed.post")


def _marked(page: ArticlePage) -> Iterator[_Post]:
    """Yields the posts that the markup tells, those that stand one below the other as one."""
    marked = {tuple(PageLine(text).words) for text in page.posts}
    first: int | None = None
    for i, line in enumerate((*page.lines, None)):
        is_post = line is not None and bool(line.words) and tuple(line.words) in marked
        if is_post and first is None:
            first = i
        signature = _signature(line) if line is not None and is_post else None
        if first is not None and (signature or not is_post):
            yield _Post(first, i if is_post else i - 1, signature["name"] if signature else None)
            first = None


def _signed(page: ArticlePage) -> Iterator[_Post]:
    """Yields the posts that end with a signature, in their own line or in one below."""
    free = 1  # the first line is rather the headline
    for i, line in enumerate(page.lines):
        if (signature := _signature(line)) and i >= free:
            own_line = bool(line.whole[: signature.start()].strip())
            yield _Post(i if own_line else _first_line(page.lines, i, free), i, signature["name"])
            free = i + 1


def _signature(line: PageLine) -> re.Match[str] | None:
    return _SIGNATURE.search(line.whole, max(0, len(line.whole) - _LONGEST_SIGNATURE)) if "(@" in line.whole else None


def _first_line(lines: Sequence[PageLine], signed: int, free: int) -> int:
    """Returns the first line of the post above a signature.

    The line right above belongs to it; those further up as far as one has what only posts have.
    """
    if signed - 1 < free or lines[signed - 1].is_headline:
        return signed
    if not lines[signed].bullet and lines[signed].words[:1] == ["a"]:
        # Of pictures the notice stands above: "View this post on Instagram". They may have no words of their own.
        above = range(signed - 1, max(free, signed - _MOST_LINES) - 1, -1)
        return next((i + 1 for i in above if "other.notice" in lines[i].evidence), signed)
    first = signed - 1
    characters = len(lines[first].whole)
    for i in range(first - 1, max(free, signed - _MOST_LINES) - 1, -1):
        characters += len(lines[i].whole)
        if characters > _LONGEST_POST:
            break
        if _looks_posted(lines[i]):
            first = i
    return first


def _looks_posted(line: PageLine) -> bool:
    return bool(_POSTED.search(line.whole)) or category(line.whole[0]) == "So"


def _last_name(name: str | None) -> str | None:
    """Returns the last word of a name; null where it is too short to tell."""
    words = [word for word in WORD.findall(name or "") if len(word) >= _LEAST_NAME and not word.isdigit()]
    return words[-1] if words else None


def _is_led_to(page: ArticlePage, post: _Post, inside: set[int]) -> bool:
    """Whether the text right above a post, or above the posts that it follows, leads to it."""
    around = {i: line for i, line in enumerate(page.lines) if i not in inside and "other.notice" not in line.evidence}
    above = around.get(max((i for i in around if i < post.first), default=-1))
    below = around.get(min((i for i in around if i > post.last), default=-1))
    leads = above is not None and (above.plain.endswith(":") or _speaks_of_posts(above))
    return leads or (below is not None and _speaks_of_posts(below))


def _speaks_of_posts(line: PageLine) -> bool:
    return not strip_lexicon().post_words.isdisjoint(line.words)
