"""NITF: an agency's article."""

# ruff: noqa: E501 -- files as they are written

from datetime import date

from tests import raw
from transforms.readers.records import Record

NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf><head><title>ferry-slug</title><docdata><date.issue norm="20260304T101500Z"/></docdata></head>
<body><body.head><hedline><hl1>Ferry stopped</hl1></hedline><byline>By Ada Holm</byline>
<distributor>Harbour Wire</distributor></body.head>
<body.content><block><p>The ferry was <em>stopped</em> on Friday.</p><media><media-caption><p>A ferry.</p></media-caption></media>
<hl2>Boats</hl2><p>All boats wait.</p></block></body.content></body></nitf>"""


def test_headline_byline_day_and_paragraphs() -> None:
    opened = raw.opened(NITF.encode())
    assert opened.format == "nitf"
    assert list(opened.records) == [
        Record(
            "Ferry stopped\nThe ferry was stopped on Friday.\nBoats\nAll boats wait.", title="Ferry stopped",
            author="Ada Holm", published=date(2026, 3, 4), publisher="Harbour Wire",
        )
    ]  # fmt: skip


def test_one_without_a_text_is_rejected() -> None:
    assert raw.reasons(b"<nitf><head><title>A</title></head><body/></nitf>") == ["no_text"]
    assert raw.reasons(NITF[:400].encode()) == ["truncated"]
