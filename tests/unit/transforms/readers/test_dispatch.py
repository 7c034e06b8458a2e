"""What a file is, told by its content, in whatever it is wrapped; and what is promised of every record."""

import gzip
import io
import json
import random
import re
from datetime import date

import pytest
import zstandard

from tests import raw
from transforms.readers import compression, dispatch
from transforms.readers import records as records_module
from transforms.readers.dispatch import KNOWN_FORMATS, in_order, open_records
from transforms.readers.formats import Reader
from transforms.readers.records import Fields, Record, Rejection
from warehouse.schema.tables import TABLES
from warehouse.schema.tables.values import COMPRESSIONS


@pytest.mark.parametrize("wrapping", raw.WRAPPINGS)
@pytest.mark.parametrize("name", raw.FILES)
def test_each_format_is_read_in_each_wrapping(name: str, wrapping: str) -> None:
    format_, data, articles = raw.FILES[name]
    opened = raw.opened(raw.WRAPPINGS[wrapping](data))
    archive = wrapping.split(" ", maxsplit=1)[0].split(".", maxsplit=1)[0]
    assert opened.format == (archive if archive in ("zip", "tar") else format_)
    first = wrapping.split(" ", maxsplit=1)[0]
    in_gzip = first == "gzip" or wrapping in ("tar.gz", "zip in gzip")
    assert opened.compression == ("gzip" if in_gzip else first if first == "zstd" else None)
    items = list(opened.records)
    assert [type(item) for item in items] == [Record] * articles
    assert "ferry to Port Ellery was stopped" in items[0].text  # type: ignore[union-attr]
    if archive in ("zip", "tar"):
        assert {item.member for item in items} <= {"a", "folder/a", "a.gz", "a.zst"}


@pytest.mark.parametrize("name", [name for name in raw.FILES if name != "text"])
def test_metadata_are_read_in_each_format(name: str) -> None:
    record = raw.read(raw.FILES[name][1])[0]
    assert isinstance(record, Record)
    assert record.text.startswith("Ferry to Port Ellery stopped\nThe ferry to Port Ellery was stopped on Friday")
    assert record.text.count("Ferry to Port Ellery stopped") == 1
    assert (record.title, record.author) == ("Ferry to Port Ellery stopped", "Ann Ode")
    assert isinstance(record.published, date)
    assert f"{record.published:%d %B}" == "04 March"  # the day there, not in UTC
    assert (record.url, record.language) == ("https://harbour-courier.example/ferry", "en")


def test_formats_are_asked_in_this_order() -> None:
    """Those that are not here, for they came later, may stand anywhere between: their own tests say where."""
    asked = ["zip", "tar", "parquet", "warc", "html", "jsonl", "json", "csv", "text"]
    assert [format_.name for format_ in KNOWN_FORMATS if format_.name in asked] == asked
    assert KNOWN_FORMATS[-1].name == "text"


def declared(name: str, *asked_before: str) -> Reader:
    return Reader(name, lambda *_: False, lambda *_: iter(()), asked_before)


def test_formats_stand_before_those_that_they_are_asked_before() -> None:
    formats = [declared("a"), declared("c", "b"), declared("b", "a"), declared("d", "a")]
    assert [format_.name for format_ in in_order(formats)] == ["c", "d", "b", "a"]
    assert in_order(reversed(formats)) == in_order(formats)


@pytest.mark.parametrize(
    "formats",
    [
        [declared("a"), declared("a")],
        [declared("a", "b")],
        [declared("a", "a")],
        [declared("a", "b"), declared("b", "a")],
    ],
)
def test_formats_that_have_no_order_are_refused(formats: list[Reader]) -> None:
    with pytest.raises(ValueError, match="a"):
        in_order(formats)


def test_formats_and_compressions_are_those_of_the_schema() -> None:
    (column,) = (column for column in TABLES["files"].columns if column.name == "format")
    assert column.pattern
    assert all(re.fullmatch(column.pattern, format_.name) for format_ in KNOWN_FORMATS)
    assert set(compression.CODECS) == set(COMPRESSIONS)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n", "damaged"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "empty"),
        (bytes(5000), "binary"),
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", "unsupported_format"),
        (gzip.compress(bytes(5000), mtime=0), "binary"),
        (gzip.compress(gzip.compress(raw.text(), mtime=0), mtime=0), "nested_compression"),
        (zstandard.compress(gzip.compress(raw.text(), mtime=0)), "nested_compression"),
        (gzip.compress(raw.text(), mtime=0)[:-9], "truncated"),
        (zstandard.compress(raw.text())[:-9], "truncated"),
        (gzip.compress(raw.text(), mtime=0) + gzip.compress(raw.text(), mtime=0)[:20], "truncated"),
        (b"\x1f\x8b\x08" + bytes(20), "damaged"),
        (b"The council met. " * 300_000, "too_large"),
        (gzip.compress(b"The council met. " * 300_000, mtime=0), "too_large"),
        (b"<html><body>" + b"<p>The council met.</p>" * 300_000, "too_large"),
        (b'[{"text": "%s"}]' % (b"word " * 450_000), "too_large"),
        (raw.zipped(), "empty"),
        (raw.tarred(("folder/.hidden", b"x")), "empty"),
        (b"title,text\n", "empty"),
        (raw.warc_record(b"GET / HTTP/1.1\r\n\r\n", kind="request"), "empty"),
        (b'{"text": "17"}', "no_text"),
    ],
)
def test_a_file_without_an_article_says_why_once(data: bytes, reason: str) -> None:
    assert raw.reasons(data) == [reason]


@pytest.mark.parametrize("padding", [bytes(1000), b"\n", b" \r\n\0"])
@pytest.mark.parametrize("compress", [gzip.compress, zstandard.compress])
def test_padding_after_the_end_is_no_damage(compress, padding: bytes) -> None:
    assert raw.reasons(compress(raw.text()) + padding) == [None]


@pytest.mark.parametrize("garbage", [b"x", b"more", b"\n<html>", b"\0\0more", b"{" * 100_000])
@pytest.mark.parametrize("compress", [gzip.compress, zstandard.compress])
@pytest.mark.parametrize("name", raw.FILES)
def test_what_stands_before_garbage_is_read(name: str, compress, garbage: bytes) -> None:
    _, data, articles = raw.FILES[name]
    assert raw.reasons(compress(data) + garbage) == [None] * articles + ["damaged"]
    tar = raw.tarred(("a", data), ("b", data))
    assert raw.reasons(compress(tar) + garbage) == [None] * articles * 2 + ["damaged"]


NOTES = [raw.FERRY | {"n": f"{number * 7919:x}" * 9} for number in range(100)]
"""Rows that do not become next to nothing when they are compressed."""
BROKEN = {
    "jsonl": raw.jsonl(NOTES),
    "json": raw.json_array(NOTES),
    "csv": raw.csv_table(NOTES),
    "warc": raw.warc(NOTES[:20]),
    "tar": raw.tarred(*((f"{number}.json", raw.jsonl([row])) for number, row in enumerate(NOTES))),
}


@pytest.mark.parametrize("cut", [1, 9])
@pytest.mark.parametrize("compress", [gzip.compress, zstandard.compress])
@pytest.mark.parametrize("name", BROKEN)
def test_a_small_file_that_is_cut_loses_only_its_end(name: str, compress, cut: int) -> None:
    data = BROKEN[name]
    whole = len(raw.reasons(data))
    found = raw.reasons(compress(data)[:-cut])
    assert set(found[:-1]) <= {None}
    assert found[-1] == "truncated"
    # A block of zstd is whole or nothing.
    assert len(found) - 1 >= (whole - 1 if compress is gzip.compress else 0)


@pytest.mark.parametrize("rest", [500, 20_000])
@pytest.mark.parametrize("name", ["jsonl", "json", "csv", "warc"])
def test_a_member_that_is_cut_loses_only_its_end(name: str, rest: int) -> None:
    data = BROKEN[name]
    articles = len(raw.reasons(data[:-rest])) - 1
    tar = raw.tarred(("a", raw.jsonl()), ("b", data))
    end = tar.index(data) + len(data) - rest
    assert raw.reasons(tar[:end]) == [None] * (2 + articles) + ["truncated"]
    assert raw.reasons(gzip.compress(tar[:end], mtime=0)[:-8]) == [None] * (2 + articles) + ["truncated"]
    assert {item.member for item in raw.read(tar[:end])[2:]} == {"b"}


def test_a_crawl_compressed_record_by_record_loses_only_the_last() -> None:
    records = [gzip.compress(raw.warc_record(raw.answer(raw.page(row)))) for row in NOTES[:20]]
    assert raw.reasons(b"".join(records)[:-100]) == [None] * 19 + ["truncated"]
    assert raw.reasons(b"".join([*records[:10], b"garbage" * 99])) == [None] * 10 + ["damaged"]


@pytest.mark.parametrize("name", BROKEN)
def test_a_wrong_checksum_is_told_after_the_records(name: str) -> None:
    data = bytearray(gzip.compress(BROKEN[name], mtime=0))
    data[-8] ^= 1
    assert raw.reasons(bytes(data)) == [*raw.reasons(BROKEN[name]), "damaged"]
    if name != "tar":
        packed = bytearray(raw.zipped(("a", BROKEN[name]), ("b.txt", raw.text())))
        packed[packed.index(b"PK\x01\x02") + 16] ^= 1
        assert raw.reasons(bytes(packed)) == [*raw.reasons(BROKEN[name]), "damaged", None]


def test_what_stands_before_damage_is_read() -> None:
    data = bytearray(gzip.compress(raw.jsonl(NOTES) + random.Random(5).randbytes(30_000).hex().encode()))
    data[-15_000:-14_000] = bytes(1000)
    found = raw.reasons(bytes(data))
    assert found[:100] == [None] * 100
    assert found[-1] == "damaged"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028"])
def test_a_text_of_countless_lines_is_no_article(line_end: str) -> None:
    ticker = [f"{number}: a line" for number in range(records_module.MAX_TEXT_LINES)]
    assert raw.reasons(json.dumps({"text": line_end.join(ticker)}).encode()) == [None]
    assert raw.reasons(json.dumps({"text": (line_end * 3).join(ticker)}).encode()) == [None]
    assert raw.reasons(json.dumps({"text": line_end.join([*ticker, "more"])}).encode()) == ["too_many_lines"]
    assert raw.reasons(b"a\n" * 10**6) == ["too_many_lines"]


@pytest.mark.parametrize("compress", [gzip.compress, zstandard.compress])
def test_records_before_a_break_stand(compress) -> None:
    data = compress(raw.jsonl() + b"".join(raw.jsonl([raw.FERRY | {"n": n}]) for n in range(3000)))
    found = raw.reasons(data[: len(data) // 2])
    assert len(found) > 2
    assert set(found[:-1]) == {None}
    assert found[-1] == "truncated"


def test_each_member_of_an_archive_has_its_own_fields() -> None:
    data = raw.zipped(("a.jsonl", b'{"x": "The council met."}\n'), ("b.jsonl", b'{"y": "The bridge opened."}\n'))
    opened = open_records(io.BytesIO(data), lambda member: Fields(text="x" if member == "a.jsonl" else "y"))
    assert [item.text for item in opened.records if isinstance(item, Record)] == [
        "The council met.",
        "The bridge opened.",
    ]


def test_what_cannot_be_stored_is_left_out_or_replaced() -> None:
    row = b'{"text": "a\\u0000b\\ud800 c", "title": "x\\ud8ff\\ny", "url": "http://a.example/x", "author": "\\ud801"}\n'
    record, _ = raw.read(row + row)
    assert isinstance(record, Record)
    assert record.text == "x\ufffd y\na\ufffdb\ufffd c"
    assert (record.title, record.author, record.url) == ("x\ufffd y", "\ufffd", "http://a.example/x")
    for url in ("https://a.example/" + "x" * 2048, "javascript:alert(1)", "https://a.example/\\u0007", "a.example/x"):
        (record,) = raw.read(b'{"text": "The council met.", "url": "%s"}\n' % url.encode())
        assert isinstance(record, Record)
        assert record.url is None


def test_rejections_are_on_one_line() -> None:
    (rejection,) = raw.read(b'{"a\\nb\\u001b[31m": 1, "c": 2}')
    assert isinstance(rejection, Rejection)
    assert rejection.detail.isprintable()


def test_a_file_that_is_not_what_it_seemed_is_given_up() -> None:
    found = raw.reasons(raw.jsonl() + b"x\n" * 100_000)
    assert found[:2] == [None, None]
    assert len(found) == 2 + dispatch.MAX_REJECTIONS + 1
    assert found[-1] == "too_many_rejections"


class FailingDisk(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 2**20:
            raise OSError(5, "Input/output error")
        return super().read(size)


@pytest.mark.parametrize("wrap", [lambda data: data, lambda data: raw.zipped(("a", data))])
def test_a_failing_disk_is_no_rejection(wrap) -> None:
    noise = random.Random(5).randbytes(2**20).hex().encode()
    data = wrap(b'{"text": "The council met."}\n' + b'{"text": "%s"}\n' % noise + b'{"text": "b"}\n')
    with pytest.raises(OSError, match="Input/output"):
        list(open_records(FailingDisk(data), lambda _: Fields()).records)
