"""The bytes that readers read: a file or a part of one, with a look ahead, and a limit on what decompression gives."""

import io
import tempfile
from typing import BinaryIO, Protocol

from transforms.readers.records import UnreadableError

HEAD_BYTES = 2**16
"""Looked at to tell a format: well beyond any comment or prologue before the first tag of a page."""
CHUNK_BYTES = 2**18
BOMB_FLOOR_BYTES = 64 * 2**20
BOMB_RATIO = 250
"""More than `BOMB_RATIO` times the bytes read is no text, which compresses below 50 times. Small files may, up to the
floor: white space and repeated rows do harm to nobody there."""
MAX_OUTPUT_BYTES = 64 * 2**30
"""Most that decompression gives for one file: some ten million articles. More is beyond a night."""
MANY_ARTICLES = 20_000
LEAST_ARTICLE_BYTES = 8
"""Least bytes of the file for each article, compressed as it is. A list of mere headlines takes twice as many; where
there are less, one line is repeated over and over. Up to `MANY_ARTICLES`, some minutes of a night, any file may."""
MAX_SPOOL_BYTES = 2**30
"""Largest table or archive that is copied out of a compressed file, because its end must be read first."""


class Readable(Protocol):
    """Anything with bytes in it."""

    def read(self, size: int, /) -> bytes:
        """Returns up to `size` bytes; none at the end."""


class _Bytes(io.RawIOBase):
    """What Python's buffers and other libraries read from, by way of `_take`."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        data = self._take(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _take(self, size: int) -> bytes:
        raise NotImplementedError


class RawFile(_Bytes):
    """The raw file itself; keeps account of what was read, and whether the disk failed.

    Attributes:
        disk_error: what reading raised. Libraries raise `OSError` for damaged bytes, too; this one is the disk's.
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
    """What decompressing one file may give, over all its layers and members.

    Attributes:
        overrun: set once it gave more.
    """

    def __init__(self, raw: RawFile) -> None:
        self._raw = raw
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
            UnreadableError: there are more than the bytes read can hold.
        """
        self._articles += 1
        if self._articles > max(MANY_ARTICLES, self._raw.consumed // LEAST_ARTICLE_BYTES):
            if self.overrun is None:
                detail = f"more than {self._articles - 1:,} in {self._raw.consumed:,} bytes; the rest was not looked at"
                self.overrun = UnreadableError("too_many_articles", detail)
            raise self.overrun


class Source(_Bytes):
    """A stream of bytes that readers tell the format of and then read, from its start.

    Attributes:
        budget: of the whole file.
        failure: why reading broke off, once it came to that place. Libraries that read from the stream may swallow what
            it raises.
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
