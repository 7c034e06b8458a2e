"""Whatever the bytes, the readers answer with records that can be stored or with reasons, and never raise."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import raw
from transforms.readers.records import MAX_TEXT_CHARS, Rejection
from transforms.readers.repair import unescaped
from transforms.readers.text import Text, decode, read

WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=300)
ARTICLE = "The council of Port Ellery met on Friday; “nothing is decided”, said the mayor. "
REASONS = {"empty", "binary", "unsupported_format", "no_text", "no_article", "no_text_field"}


@settings(deadline=None)  # the first guess of an encoding loads frequency tables
@given(
    st.binary(max_size=2000)
    | st.binary(max_size=40).map(lambda noise: ARTICLE.encode() * 10 + noise)
    | st.binary(max_size=40).map(lambda noise: ARTICLE.encode("cp1252") * 10 + noise)
    | WORDS.map(lambda text: text.encode("utf-16"))
    | WORDS.map(lambda text: text.encode("utf-16-le"))
)
def test_any_bytes_give_a_text_that_they_decode_to_or_a_reason(data: bytes) -> None:
    found = read(data)
    if isinstance(found, Rejection):
        assert found.reason in REASONS
        assert found.detail
        assert "\n" not in found.detail
    else:
        assert unescaped(decode(data, found.encoding)).replace("\0", "\ufffd") == found.text
        assert "\0" not in found.text
        found.text.encode("utf-8")  # no lone surrogates


@given(WORDS)
def test_utf8_is_read_as_it_is_written(text: str) -> None:
    whole = ARTICLE * 10 + text
    if text.count("\0") < 8:  # more of them at every second place are UTF-16
        found = read(whole.encode())
        assert isinstance(found, Rejection) or found.text == unescaped(whole).replace("\0", "\ufffd")


@given(st.lists(st.integers(0, len(ARTICLE) * 10 - 1), max_size=30))
def test_nuls_keep_their_places(places: list[int]) -> None:
    characters = list(ARTICLE * 10)
    for place in places:
        characters[place] = "\0"
    found = read("".join(characters).encode())
    assert found == Text("".join(characters).replace("\0", "\ufffd"), "utf-8")


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0x80, 0xFF)), max_size=5))
def test_a_few_broken_bytes_leave_the_rest_of_a_text_whole(breaks: list[tuple[int, int]]) -> None:
    data = bytearray((ARTICLE * 30).encode())
    for place, byte in breaks:
        data[place] = byte
    found = read(bytes(data))
    assert isinstance(found, Text)
    assert found.encoding == "utf-8"
    assert found.text.count(ARTICLE) >= 30 - 2 * len(breaks)
    assert found.text.count("\ufffd") <= 4 * len(breaks)


def check(data: bytes) -> None:
    """Reads a file to its end; what comes of it can be stored."""
    opened = raw.opened(data)
    items = list(opened.records)
    assert items
    for item in items:
        if isinstance(item, Rejection):
            assert item.reason.replace("_", "").isalpha()
            assert item.detail.isprintable()
            item.detail.encode()
        else:
            assert item.text
            assert len(item.text) <= MAX_TEXT_CHARS
            assert "\0" not in item.text
            for value in (item.text, item.title, item.author, item.url, item.publisher, item.language, item.member):
                (value or "").encode()


WHOLE = [
    raw.WRAPPINGS[wrapping](data) for _, data, _ in raw.FILES.values() for wrapping in ("plain", "gzip", "zip", "tar")
]
BEGINNINGS = [
    b"", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"WARC/1.0\r\n", b"PAR1", b'{"text": "',
    b'[{"text": ', b"title,text\n", b"<html>", b"<?xml ?><html>", b"\xff\xfe",
    b"<rss><channel><item><title>", b"<nitf>", b"<newsItem>", b"%PDF-1.7\n", b"MIME-Version: 1.0\nMessage-ID: <1>\n",
    b"\x04\x22\x4d\x18", b'# a\ntext\n"', b"filedesc://a 0.0.0.0 20260304100000 text/plain 4\n",
    b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml",
]  # fmt: skip


@settings(deadline=None)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=1000))
def test_any_bytes_are_read_without_an_exception(beginning: bytes, data: bytes) -> None:
    check(beginning + data)


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=4), st.integers(0, 4)), max_size=4),
    st.floats(0, 1),
)
def test_damaged_files_are_read_without_an_exception(
    whole: bytes, changes: list[tuple[float, bytes, int]], rest: float
) -> None:
    data = bytearray(whole)
    for place, new, removed in changes:
        at = int(place * len(data))
        data[at : at + removed] = new
    check(bytes(data))
    check(bytes(data[: int(rest * len(data))]))


NAMES = st.sampled_from(
    ["text", "title", "content", "author", "date", "url", "source", "articles", "rendered", "x\ud800"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(st.characters(), max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=20,
)


@settings(deadline=None)
@given(st.lists(st.dictionaries(NAMES, JSON, min_size=1, max_size=5), min_size=2, max_size=4))
def test_any_objects_are_read_one_by_one(rows: list[dict[str, object]]) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    check(lines)
    assert len(raw.read(lines)) == len(rows)
    check(json.dumps(rows).encode())
    check(json.dumps({"articles": rows}).encode())
