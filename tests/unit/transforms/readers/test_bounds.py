"""Memory and time stay bounded, however large a file is or says it is."""

import gzip
import io
import random
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest
import zstandard

from tests import raw
from tests.work import ends
from transforms.readers.dispatch import open_records
from transforms.readers.records import Fields, Record, Rejection
from transforms.readers.source import MANY_ARTICLES

MEGABYTE = 2**20
LARGE = 64 * MEGABYTE


class Repeated(io.RawIOBase):
    """A file of a head and then one piece over and over, made while it is read."""

    def __init__(self, head: bytes, piece: bytes, size: int) -> None:
        self._head, self._at = head, 0
        self._piece = piece * (MEGABYTE // len(piece) + 1)
        self._unit = len(piece)
        self._size = len(head) + size // len(piece) * len(piece)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._at = (0, self._at, self._size)[whence] + offset
        return self._at

    def readinto(self, buffer) -> int:
        size = min(len(buffer), self._size - self._at, MEGABYTE - self._unit)
        if self._at < len(self._head):
            data = self._head[self._at : self._at + size]
        else:
            begin = (self._at - len(self._head)) % self._unit
            data = self._piece[begin : begin + size]
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def count(file: io.RawIOBase) -> tuple[int, int, int]:
    """How many records and rejections a file gives, and the most memory that took, in bytes."""
    tracemalloc.start()
    records = rejections = 0
    for item in open_records(file, lambda _: Fields()).records:  # type: ignore[arg-type]
        records += isinstance(item, Record)
        rejections += isinstance(item, Rejection)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return records, rejections, peak


LONG = raw.FERRY | {"text": "The ferry to Port Ellery was stopped on Friday. " * 2000}
LARGE_FILES: dict[str, tuple[bytes, bytes]] = {
    "jsonl": (b"", raw.jsonl([LONG])),
    "json": (b"[" + raw.jsonl([LONG]), b"," + raw.jsonl([LONG])),
    "csv": (
        b"title,text\n",
        b'"Ferry","' + b"The ferry to Port Ellery was stopped on Friday, and with it all the trains.\n" * 1000 + b'"\n',
    ),
    "warc": (b"", raw.warc_record(raw.answer(b"\x89PNG" * 250_000, kind="image/png")) + raw.warc()),
}


@pytest.mark.parametrize("name", ["jsonl", "json", "csv", "warc"])
def test_large_files_are_streamed(name: str) -> None:
    head, piece = LARGE_FILES[name]
    records, rejections, peak = count(Repeated(head, piece, LARGE))
    assert records >= LARGE // len(piece)
    assert rejections == (name == "json")  # its bracket is never closed
    assert peak < 48 * MEGABYTE


@pytest.mark.parametrize(
    "head", [b"{", b'{"text": "', b"[", b'[{"text": "', b"title,text\n", b'title,text\n"', b"<p>", b""]
)
@pytest.mark.parametrize("piece", [b"word ", b"[\\"])
def test_no_large_file_is_held(head: bytes, piece: bytes) -> None:
    assert count(Repeated(head, piece, LARGE))[2] < LARGE


def bomb(compressor, head: bytes = b"", size: int = 2**30, fill: bytes = b"a") -> bytes:
    chunk = fill * MEGABYTE
    return b"".join(
        [compressor.compress(head), *(compressor.compress(chunk) for _ in range(size // MEGABYTE)), compressor.flush()]
    )


@pytest.mark.parametrize(
    "compressor", [lambda: zlib.compressobj(9, zlib.DEFLATED, 31), lambda: zstandard.ZstdCompressor(1).compressobj()]
)
@pytest.mark.parametrize(
    ("head", "fill", "reason"),
    [
        (b"", b"\0", "binary"),
        (b"", b"a", "too_large"),
        (b'{"text": "x"}\n{"text": "', b"a", "decompression_bomb"),
        (b"title,text\n1,2\n", b"a", "decompression_bomb"),
        (raw.tarred(("a", b"The ferry.")), b"a", None),
    ],
)
def test_bombs_end_soon(compressor: Callable[[], object], head: bytes, fill: bytes, reason: str | None) -> None:
    data = bomb(compressor(), head, 2**28, fill)
    with ends():
        found = raw.reasons(data)
    assert found[-1] == reason


def test_a_bomb_in_an_archive_ends_the_archive() -> None:
    line = b'{"text": "' + b"a" * 2**28 + b'"}\n'
    data = raw.zipped(("a.txt", b"The ferry."), ("b.jsonl", b'{"text": "b"}\n' + line), ("c.txt", b"The bridge."))
    assert raw.reasons(data) == [None, None, "decompression_bomb"]


def members() -> Iterator[tuple[str, bytes]]:
    inner = gzip.compress(b'{"text": "b"}\n{"text": "' + b"a" * (32 * MEGABYTE) + b'"}\n')
    return ((f"{number}.gz", inner) for number in range(100))


def test_many_small_bombs_are_one() -> None:
    assert raw.reasons(raw.tarred(*members()))[-1] == "decompression_bomb"


def test_text_that_compresses_well_is_no_bomb() -> None:
    data = gzip.compress(raw.jsonl() * 300_000)
    opened = open_records(io.BytesIO(data), lambda _: Fields())
    assert sum(isinstance(item, Record) for item, _ in zip(opened.records, range(20_000), strict=False)) == 20_000


TINY = b'{"title":"x","text":"' + b"a b " * 20 + b'"}\n'


@pytest.mark.parametrize("wrapped", [lambda data: data, lambda data: raw.tarred(("a.jsonl", data))])
def test_one_short_article_over_and_over_ends_by_name(wrapped: Callable[[bytes], bytes]) -> None:
    found = raw.reasons(gzip.compress(wrapped(TINY * 100_000)))
    assert found[:-1] == [None] * MANY_ARTICLES
    assert found[-1] == "too_many_articles"


def test_a_table_of_one_text_over_and_over_ends_by_name() -> None:
    assert raw.reasons(raw.parquet([raw.FERRY] * 30_000))[-1] == "too_many_articles"


def test_an_archive_of_short_headlines_is_read_whole() -> None:
    words = [f"word{number}" for number in range(3_000)]
    chosen = random.Random(1)
    headlines = (" ".join(chosen.choices(words, k=6)) for _ in range(MANY_ARTICLES + 1_000))
    data = raw.jsonl([{"title": headline, "text": "a"} for headline in headlines])
    assert set(raw.reasons(gzip.compress(data))) == {None}
