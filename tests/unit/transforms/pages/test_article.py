"""The article of a page, in the templates of many newsrooms, against its true text and trafilatura's."""

import re
from collections import Counter
from collections.abc import Sequence

import pytest
from trafilatura import extract

from tests.unit.transforms.pages.page_templates import TEMPLATES, TITLE
from transforms.readers.html import read_page
from transforms.readers.records import Record
from transforms.strip.blocks import strip


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def f1(found: str, true: Sequence[str]) -> float:
    """How well a text agrees with the true one: by runs of four words, as the article extraction benchmark counts."""
    one, other = shingles(found), shingles("\n".join(true))
    return 2 * (one & other).total() / (one.total() + other.total())


def body(page: str) -> tuple[str, str | None]:
    record = read_page(page.encode())
    assert isinstance(record, Record)
    article = strip(record.text, title=record.title, captions=record.captions, posts=record.posts)
    return "\n".join(block.text for block in article.blocks if block.kind in {"summary", "body"}), article.headline


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_article_is_found_in_every_template(name: str) -> None:
    page, true = TEMPLATES[name]
    text, headline = body(page)
    ours, theirs = f1(text, true), f1(extract(page, include_comments=False) or "", true)
    assert ours >= LEAST
    assert ours >= theirs - 0.02
    assert headline == TITLE


LEAST = 0.95
"""Least agreement: a line of the page too much, or a short one of the article too few."""


def test_there_are_many_templates() -> None:
    assert len(TEMPLATES) >= 30


def test_a_post_of_somebody_else_stands_beside_the_text_and_is_kept() -> None:
    post = ["Nothing sails today.", "Not even the gulls.", "— Tide Watcher (@tidewatcher) 4 March"]
    markup = f"<blockquote class='twitter-tweet'><p>{post[0]}<br>{post[1]}</p>{post[2]}</blockquote>"
    paragraphs = "".join(
        f"<p>The harbour board met for hour {n} on Monday, and the ferry stayed at the quay.</p>" for n in range(6)
    )
    record = read_page(
        f"<html><body><article><h1>{TITLE}</h1>{paragraphs}{markup}{paragraphs}</article></body></html>".encode()
    )
    assert isinstance(record, Record)
    assert list(record.posts) == post
    blocks = strip(record.text, title=record.title, posts=record.posts).blocks
    assert [block.text for block in blocks if block.kind == "embed"] == post
