"""RSS and Atom: entries with their whole text, with a summary only, and feeds that would do harm."""

# ruff: noqa: E501 -- files as they are written

from datetime import UTC, date, datetime

import pytest

from tests import raw
from transforms.readers import xml_
from transforms.readers.records import Record, Rejection

WHOLE = "The ferry to Port Ellery was stopped on Friday after a storm, the harbour master said. Nobody was hurt."
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title><link>https://post.example/</link><language>en-gb</language>
<image><title>Logo</title></image>
<item><title>Ferry stopped &amp; tied up</title><link>https://post.example/1</link><dc:creator>Ada Holm</dc:creator>
<pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate><description>The ferry stopped.</description>
<content:encoded><![CDATA[<p>{WHOLE}</p><p>Boats wait &#8212; all of them.</p>]]></content:encoded></item>
<item><title>Bridge opens</title><guid>https://post.example/2</guid><description>The bridge opened.</description></item>
<item><title>Nothing</title></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour Post</title>
<entry><title type="html">Ferry &lt;b&gt;stopped&lt;/b&gt;</title><id>tag:post,1</id>
<link rel="self" href="https://post.example/feed"/><link href="https://post.example/1"/>
<author><name>Ada Holm</name></author><author><name>Bo Lind</name></author>
<published>2026-03-04T10:00:00Z</published><updated>2026-03-09T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{WHOLE}</p><p>Boats wait.</p></div></content></entry>
<entry><title>Bridge</title><summary>The bridge opened.</summary><updated>2026-03-05</updated></entry></feed>"""


def test_rss() -> None:
    opened = raw.opened(RSS.encode())
    assert opened.format == "feed"
    first, second, third = opened.records
    assert first == Record(
        f"Ferry stopped & tied up\n{WHOLE}\nBoats wait — all of them.", title="Ferry stopped & tied up",
        author="Ada Holm", published=datetime(2026, 3, 4, 10, tzinfo=UTC), url="https://post.example/1",
        publisher="Harbour Post", language="en",
    )  # fmt: skip
    assert isinstance(second, Record)
    assert (second.text, second.url, second.doubts) == (
        "Bridge opens\nThe bridge opened.", "https://post.example/2", ("cut",)
    )  # fmt: skip
    assert isinstance(third, Rejection)
    assert third.reason == "no_text"


def test_atom() -> None:
    first, second = raw.read(ATOM.encode())
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert first.text.split("\n") == ["Ferry stopped", WHOLE, "Boats wait."]
    assert (first.author, first.url, first.publisher) == ("Ada Holm, Bo Lind", "https://post.example/1", "Harbour Post")
    assert first.published == datetime(2026, 3, 4, 10, tzinfo=UTC)
    assert (second.doubts, second.published) == (("cut",), date(2026, 3, 5))


def test_a_long_description_is_the_article() -> None:
    long = WHOLE * 15
    (found,) = raw.read(
        f"<rss><channel><item><title>A</title><description>{long}</description></item></channel></rss>".encode()
    )
    assert isinstance(found, Record)
    assert found.doubts == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    name = "windows-1252" if encoding == "cp1252" else encoding
    data = f'<?xml version="1.0" encoding="{name}"?><rss><channel><item><title>Café</title><description>Née.</description></item></channel></rss>'
    (found,) = raw.read(data.encode(encoding))
    assert isinstance(found, Record)
    assert found.text == "Café\nNée."


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    file = '<!ENTITY x SYSTEM "file:///etc/passwd">'
    for entity, declared in (("i", bomb), ("x", f"<!DOCTYPE rss [{file}")):
        data = f"{declared}]><rss><channel><item><title>A</title><description>One &{entity}; two.</description></item></channel></rss>"
        (found,) = raw.read(data.encode())
        if entity == "i":  # the parser stops at what would grow without end
            assert isinstance(found, Rejection) or len(found.text) < 50
        else:
            assert isinstance(found, Record)
            assert found.text == "A\nOne  two."


def test_a_feed_that_breaks_off_keeps_its_first_entries() -> None:
    assert raw.reasons(RSS[: RSS.index("<item><title>Bridge") + 20].encode()) == [None, "truncated"]


def test_an_entry_that_is_too_large_ends_the_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_, "MAX_ELEMENT_BYTES", 2**17)
    data = RSS.replace("The bridge opened.", "The bridge opened. " * 2**15)
    assert raw.reasons(data.encode()) == [None, "record_too_large"]


def test_many_entries_and_deep_ones_take_bounded_memory_and_time() -> None:
    assert raw.reasons(b"<rss><channel>" + b"<a/>" * 10**6 + b"</channel></rss>") == ["empty"]
    assert raw.reasons(b"<rss>" + b"<a>" * 10**5)[-1] in ("truncated", "damaged")


def test_a_sitemap_is_no_article() -> None:
    data = b'<?xml version="1.0"?><urlset xmlns="http://a"><url><loc>https://post.example/1</loc></url></urlset>'
    (found,) = raw.read(data)
    assert isinstance(found, Rejection)
    assert "a sitemap" in found.detail


def test_names_of_html_are_known_in_xml() -> None:
    data = (
        "<rss><channel><item><title>R&amp;D &ndash; caf&eacute;</title><description>Some 40&nbsp;boats.</description>"
    )
    (found,) = raw.read((data + "</item></channel></rss>").encode())
    assert isinstance(found, Record)
    assert found.text == "R&D – café\nSome 40\xa0boats."
