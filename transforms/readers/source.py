"""The bytes that readers read: a file or a part of one, whose beginning can be looked at before it is read.

A budget limits what decompression and the number of articles may come to, so that no file can fill memory or the night.
"""

import io
import tempfile
from typing import BinaryIO, Protocol

from transforms.readers.records import UnreadableError

HEAD_BYTES = 2**16
"""Bytes looked at to tell a format: well beyond any comment or prologue before the first tag of a page."""
CHUNK_BYTES = 2**18
"""Bytes read at once: few calls, little memory."""
BOMB_FLOOR_BYTES = 64 * 2**20
BOMB_RATIO = 250
"""A file is a bomb where decompression gives more than `BOMB_RATIO` times the bytes read, and more than the floor. Text
compresses below 50 times. Up to the floor, white space and repeated rows do no harm."""
MAX_OUTPUT_BYTES = 64 * 2**30
"""Most that decompression gives for one file: some ten million articles. More is beyond a night."""
MANY_ARTICLES = 20_000
"""Articles that any file may give, whatever its size: they take some minutes of a night."""
LEAST_ARTICLE_BYTES = 8
"""Beyond `MANY_ARTICLES`, bytes of the file, compressed as it is, that must have been read for each article. A list of
nothing but headlines has twice as many; with fewer, one line is repeated over and over."""
MAX_SPOOL_BYTES = 2**30
"""Most bytes of a table or archive that are copied out of a compressed file: their ends must be read first."""


class Readable(Protocol):
    """Anything that bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """Returns up to `size` bytes; none at the end."""


class _Bytes(io.RawIOBase):
    """A raw stream as Python's buffers and other libraries expect it; `_take` supplies its bytes."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        data = self._take(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _take(self, size: int) -> bytes:
        raise NotImplementedError


class RawFile(_Bytes):
    """The raw file itself; it counts the bytes read, and remembers whether the disk failed.

    Attributes:
        disk_error: the error of the disk, where there was one. Libraries raise `OSError` for damaged bytes as well, so
            the class of an error does not tell.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._size = stream.seek(0, io.SEEK_END)
        self._read_bytes = 0
        stream.seek(0)
        self.disk_error: OSError | None = None

    @property
    def consumed(self) -> int:
        """Bytes read; bytes read twice, as by overlapping members of an archive, count once."""
        return min(self._read_bytes, self._size)

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Moves to a place in the file, and returns it."""
        return self._stream.seek(offset, whence)

    def _take(self, size: int) -> bytes:
        try:
            data = self._stream.read(size)
        except OSError as error:
            self.disk_error = error
            raise
        self._read_bytes += len(data)
        return data


class Budget:
    """How many bytes and articles one file may give, all its layers of compression and all its members together.

    Attributes:
        overrun: the error, once it gave more.
    """

    def __init__(self, raw: RawFile, max_articles: int | None = None) -> None:
        self._raw = raw
        self._max_articles = max_articles
        self._given = 0
        self._articles = 0
        self.overrun: UnreadableError | None = None

    def spend(self, size: int) -> None:
        """Counts `size` bytes of output.

        Raises:
            UnreadableError: the file is a bomb.
        """
        self._given += size
        if self.overrun is None:
            if self._given > MAX_OUTPUT_BYTES:
                self.overrun = UnreadableError("decompression_bomb", f"more than {MAX_OUTPUT_BYTES:,} bytes in it")
            elif self._given > max(BOMB_FLOOR_BYTES, BOMB_RATIO * self._raw.consumed):
                detail = f"{self._raw.consumed:,} bytes hold more than {self._given:,}, which no text does"
                self.overrun = UnreadableError("decompression_bomb", detail)
        if self.overrun:
            raise self.overrun

    def count_article(self) -> None:
        """Counts one more article.

        Raises:
            UnreadableError: there are more than the bytes read can hold, or than are allowed.
        """
        self._articles += 1
        if self._max_articles is not None and self._articles > self._max_articles:
            if self.overrun is None:
                detail = f"more than {self._max_articles:,}; the rest was not looked at (--max-articles allows more)"
                self.overrun = UnreadableError("too_many_articles", detail)
            raise self.overrun
        if self._articles > max(MANY_ARTICLES, self._raw.consumed // LEAST_ARTICLE_BYTES):
            if self.overrun is None:
                detail = f"more than {self._articles - 1:,} in {self._raw.consumed:,} bytes; the rest was not looked at"
                self.overrun = UnreadableError("too_many_articles", detail)
            raise self.overrun


class Source(_Bytes):
    """A stream of bytes: readers first look at its beginning to tell the format, then read it from the start.

    Attributes:
        budget: that of the whole file.
        failure: the error at which reading stopped, once it did. It is kept because libraries that read from the stream
            may hide what it raises.
    """

    def __init__(self, stream: Readable, budget: Budget) -> None:
        self._stream = stream
        self._ahead = b""
        self._at = 0
        self.budget = budget
        self.failure: UnreadableError | None = None
        self._failure_ahead: UnreadableError | None = None

    @property
    def head(self) -> bytes:
        """The first bytes; fewer than `HEAD_BYTES` are all."""
        return self.peek(HEAD_BYTES)

    def peek(self, size: int) -> bytes:
        """Returns the first `size` bytes, as long as nothing was read; fewer are all that can be read.

        Raises:
            UnreadableError: not one can be read.
        """
        pieces, length = [self._ahead], len(self._ahead)
        try:
            while length < size and not self._failure_ahead and (piece := self._stream.read(size - length)):
                pieces.append(piece)
                length += len(piece)
        except UnreadableError as error:
            self._failure_ahead = error
        self._ahead = b"".join(pieces)
        if self._failure_ahead and not self._ahead:
            self._read(size)
        return self._ahead[:size]

    def buffered(self) -> io.BufferedReader:
        """Returns the bytes for reading line by line or whole. Where they break off it raises, short of the last piece.

        What takes pieces of any size reads from the source itself, which gives all that can be read.
        """
        return io.BufferedReader(self, CHUNK_BYTES)

    def spooled(self) -> BinaryIO:
        """Returns the bytes as a file that can be read from anywhere: the raw file itself, or a copy.

        Raises:
            UnreadableError: they are too many to copy.
        """
        if isinstance(self._stream, RawFile):
            self._stream.seek(0)
            return io.BufferedReader(self._stream, CHUNK_BYTES)
        copy = tempfile.TemporaryFile()  # noqa: SIM115 -- goes with the last reference
        length = 0
        while chunk := self.read(CHUNK_BYTES):
            length += len(chunk)
            if length > MAX_SPOOL_BYTES:
                raise UnreadableError("too_large", f"more than {MAX_SPOOL_BYTES:,} bytes, compressed once more")
            copy.write(chunk)
        copy.seek(0)
        return copy

    def _take(self, size: int) -> bytes:
        if self._at < len(self._ahead):
            data = self._ahead[self._at : self._at + size]
            self._at += len(data)
            return data
        self._ahead, self._at = b"", 0
        return self._read(size)

    def _read(self, size: int) -> bytes:
        self.failure = self.failure or self._failure_ahead
        if self.failure is None:
            try:
                return self._stream.read(size)
            except UnreadableError as error:
                self.failure = error
        if self.failure.afterwards:
            return b""
        raise self.failure
