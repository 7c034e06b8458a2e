"""ARC: pages of an older crawl."""

import gzip

from tests import raw
from transforms.readers.records import Record

HEAD = b"filedesc://a.arc 0.0.0.0 20260304100000 text/plain 14\n1 0 A crawler\n\n"


def entry(block: bytes, url: str = "https://a.example/1", kind: str = "text/html") -> bytes:
    return f"{url} 192.0.2.1 20260304100000 {kind} {len(block)}\n".encode() + block + b"\n"


PAGE = entry(raw.answer(raw.page()))


def test_pages_are_read_and_other_answers_passed_over() -> None:
    data = HEAD + PAGE + entry(raw.answer(b"\x89PNG", kind="image/png"), kind="image/png") + PAGE
    opened = raw.opened(data)
    assert opened.format == "arc"
    first, second = opened.records
    assert isinstance(first, Record)
    assert first == second
    assert (first.title, first.url) == ("Ferry to Port Ellery stopped", "https://a.example/1")
    assert raw.reasons(b"".join(map(gzip.compress, (HEAD, PAGE, PAGE)))) == [None, None]


def test_a_page_that_cannot_be_read_costs_only_itself() -> None:
    bad = (
        entry(raw.answer(raw.page(), status="404 Not Found")),
        entry(raw.answer(b"<html>" + b" " * 5_000_000)),
        entry(raw.answer(gzip.compress(raw.page())[:-9], "Content-Encoding: gzip")),
        entry(b"no answer"),
    )
    reasons = ["http_status", "record_too_large", "bad_record", "bad_record"]
    assert raw.reasons(HEAD + b"".join(bad) + PAGE) == [*reasons, None]


def test_damage_ends_it_and_what_was_read_stands() -> None:
    assert raw.reasons(HEAD + PAGE + PAGE[:-300]) == [None, "truncated"]
    assert raw.reasons(HEAD + PAGE + b"garbage\n" + PAGE) == [None, "damaged"]
