"""NewsML-G2: items of an agency, in a message or alone."""

# ruff: noqa: E501 -- files as they are written

from tests import raw
from tests.unit.transforms.readers.test_nitf import NITF
from transforms.readers.records import Record

HEAD = """<itemMeta><provider><name>Harbour Wire</name></provider><versionCreated>2026-03-04T10:00:00Z</versionCreated></itemMeta>
<contentMeta><creator><name>Ada Holm</name></creator><language tag="en-GB"/><headline>Ferry stopped</headline></contentMeta>"""
PAGE = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body><p>The ferry stopped.</p><p>Boats wait.</p></body></html>"


def item(content: str) -> str:
    return f"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'>{HEAD}<contentSet>{content}</contentSet></newsItem>"


def test_a_message_with_items_of_each_kind() -> None:
    nitf = NITF[NITF.index("<nitf>") :]
    items = (
        item(f"<inlineXML>{PAGE}</inlineXML>"),
        item(f"<inlineXML>{nitf}</inlineXML>"),
        item("<inlineData>The ferry stopped.</inlineData>"),
        item("<remoteContent href='a.jpg'/>"),
    )
    opened = raw.opened(f"<?xml version='1.0'?><newsMessage><itemSet>{''.join(items)}</itemSet></newsMessage>".encode())
    assert opened.format == "newsml"
    page, whole, data, picture = opened.records
    assert isinstance(page, Record)
    assert isinstance(whole, Record)
    assert isinstance(data, Record)
    assert (page.text, page.author, page.publisher, page.language) == (
        "Ferry stopped\nThe ferry stopped.\nBoats wait.", "Ada Holm", "Harbour Wire", "en"
    )  # fmt: skip
    assert str(page.published) == "2026-03-04 10:00:00+00:00"
    assert whole.text.endswith("Boats\nAll boats wait.")
    assert data.text == "Ferry stopped\nThe ferry stopped."
    assert not isinstance(picture, Record)


def test_an_item_alone() -> None:
    assert raw.reasons(item(f"<inlineXML>{PAGE}</inlineXML>").encode()) == [None]
