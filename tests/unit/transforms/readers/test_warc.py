"""WARC: which answers are pages, how their bodies are undone, and damage."""

import gzip
import zlib

import brotli
import pytest

from tests import raw
from tests.raw import answer, page, warc_record
from transforms.readers.records import Record, Rejection

PAGE = page()
CHUNKED = b"5\r\n" + PAGE[:5] + b"\r\n%x; note\r\n" % len(PAGE[5:]) + PAGE[5:] + b"\r\n0\r\n\r\n"
GZIP, CHUNKS = "Content-Encoding: gzip", "Transfer-Encoding: chunked"


@pytest.mark.parametrize(
    "block",
    [
        answer(PAGE),
        answer(PAGE, kind=""),
        answer(PAGE, kind="application/xhtml+xml"),
        answer(CHUNKED, CHUNKS),
        answer(PAGE, CHUNKS),  # the crawler undid it
        answer(gzip.compress(PAGE, mtime=0), GZIP),
        answer(gzip.compress(PAGE, mtime=0)),
        answer(PAGE, GZIP),
        answer(zlib.compress(PAGE), "Content-Encoding: deflate"),
        answer(zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate"),  # without header and checksum
        answer(gzip.compress(PAGE, mtime=0) + b"more", GZIP),
        answer(PAGE, "Content-Encoding: br"),
        answer(brotli.compress(PAGE), "Content-Encoding: br"),
    ],
)
def test_pages_are_read_however_they_were_sent(block: bytes) -> None:
    (record,) = raw.read(warc_record(block, "https://a.example/page"))
    assert isinstance(record, Record)
    assert record.title == "Ferry to Port Ellery stopped"
    assert record.url == "https://a.example/page"  # where it was found, not what it says of itself


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (answer(PAGE, status="404 Not Found"), "http_status"),
        (answer(PAGE, status="301 Moved"), "http_status"),
        (answer(PAGE, "X: " + "x" * 100_000), "bad_record"),
        (answer(gzip.compress(PAGE, mtime=0)[:-9], GZIP), "bad_record"),
        (answer(CHUNKED[:9] + b"zz" + CHUNKED[9:], CHUNKS), "bad_record"),
        (answer(b"\x8b", "Content-Encoding: br"), "bad_record"),
        (answer(b"<html>" + b" " * 5_000_000), "record_too_large"),
        (answer(gzip.compress(bytes(5_000_000), mtime=0), GZIP), "record_too_large"),
        (answer(brotli.compress(PAGE)[:-9], "Content-Encoding: br"), "bad_record"),
        (answer(brotli.compress(bytes(5_000_000)), "Content-Encoding: br"), "record_too_large"),
        (answer(b"<html><body></body></html>"), "no_text"),
    ],
)
def test_a_page_that_cannot_be_read_costs_only_itself(block: bytes, reason: str) -> None:
    data = warc_record(answer(PAGE)) + warc_record(block, "https://a.example/bad") + warc_record(answer(PAGE))
    assert raw.reasons(data) == [None, reason, None]
    rejection = raw.read(data)[1]
    assert isinstance(rejection, Rejection)
    assert rejection.detail.endswith("https://a.example/bad")


def test_what_is_no_page_is_passed_over() -> None:
    data = b"".join(
        (
            warc_record(b"software: a crawler\r\n", kind="warcinfo"),
            warc_record(answer(b"\x89PNG", kind="image/png")),
            warc_record(answer(PAGE)),
            warc_record(b"via: https://a.example/", kind="metadata"),
        )
    )
    assert raw.reasons(data) == [None]


def test_an_answer_without_a_type_of_its_record_is_read() -> None:
    named = warc_record(answer(PAGE))
    unnamed = named.replace(b"Content-Type: application/http; msgtype=response\r\n", b"", 1)
    assert raw.reasons(unnamed + named) == [None, None]


def test_a_record_without_a_type_that_is_no_answer_is_told() -> None:
    unnamed = warc_record(b"a.example 60 IN A 192.0.2.1").replace(
        b"Content-Type: application/http; msgtype=response\r\n", b""
    )
    assert raw.reasons(unnamed + warc_record(answer(PAGE))) == ["http_status", None]


def test_damage_ends_it_and_what_was_read_stands() -> None:
    record = warc_record(answer(PAGE))
    assert raw.reasons(record + b"garbage\r\n" * 9 + record) == [None, "damaged"]
    for cut in (30, len(record) - 300, len(record) - 20):
        assert raw.reasons(record + record[:cut]) == [None, "truncated"]


def test_headers_without_carriage_returns_are_told_at_once() -> None:
    (rejection,) = raw.read(warc_record(answer(PAGE)).replace(b"\r\n", b"\n") * 3)
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "damaged"
    assert "line feeds" in rejection.detail


OF_ANSWER = b"Content-Type: application/http; msgtype=response"


@pytest.mark.parametrize("type_", [b"Content-Type: text/html", b"Content-Type: application/octet-stream", b"X: y"])
def test_an_answer_under_another_type_of_its_record_is_read(type_: bytes) -> None:
    data = warc_record(answer(PAGE)).replace(OF_ANSWER, type_)
    assert raw.reasons(data) == [None]


@pytest.mark.parametrize("type_", [b"Content-Type: text/html; charset=utf-8", b"X: y"])
def test_a_page_that_is_kept_without_an_answer_is_read(type_: bytes) -> None:
    data = warc_record(PAGE, "https://a.example/page", kind="resource").replace(OF_ANSWER, type_)
    (record,) = raw.read(data)
    assert isinstance(record, Record)
    assert (record.title, record.url) == ("Ferry to Port Ellery stopped", "https://a.example/page")


def test_the_texts_of_pages_are_articles() -> None:
    texts = ["The ferry – a big one – stopped.\nBoats wait.", "The bridge opened."]
    wet = b"".join(
        warc_record(text.encode(), f"https://a.example/{n}", kind="conversion").replace(
            OF_ANSWER, b"Content-Type: text/plain"
        )
        for n, text in enumerate(texts)
    )
    image = warc_record(b"\x89PNG", kind="resource").replace(OF_ANSWER, b"Content-Type: image/png")
    first, second = raw.read(image + wet)
    assert first == Record(texts[0], "utf-8", url="https://a.example/0", publisher="a.example")
    assert isinstance(second, Record)
    assert second.text == texts[1]
