"""gzip and zstd: the decompressed bytes of a stream, as they come."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from transforms.readers.records import UnreadableError
from transforms.readers.source import Budget, Readable, Source

READ_BYTES = 2**16


class Decompressor(Protocol):
    """What zlib and zstandard have in common."""

    def decompress(self, data: bytes, /) -> bytes:
        """Returns what `data` gives."""

    @property
    def eof(self) -> bool:
        """Whether the end of this part of the stream was met."""

    @property
    def unused_data(self) -> bytes:
        """What was passed in beyond that end."""


@dataclass(frozen=True, slots=True)
class Codec:
    """One way to compress.

    Attributes:
        name: as people know it.
        start: makes what decompresses one part: a member of gzip, a frame of zstd.
        piece_bytes: passed in at once.
    """

    name: str
    start: Callable[[], Decompressor]
    piece_bytes: int


def _zstd() -> Decompressor:
    import zstandard

    # 128 MiB is what the zstd command takes without being asked for more.
    return zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()


CODECS = {
    "gzip": Codec("gzip", lambda: zlib.decompressobj(31), 2**14),
    "zstd": Codec("zstd", _zstd, 2**10),
}
"""By `files.compression`. A piece gives at most 1,032 times its size with gzip, and 32,768 times with zstd: some 16 or
32 MB."""
HTTP_CODECS = {
    "gzip": CODECS["gzip"],
    "deflate": Codec("deflate", lambda: zlib.decompressobj(15), 2**14),
    "zstd": CODECS["zstd"],
}
"""By `Content-Encoding`."""
_SIGNATURES = {"gzip": b"\x1f\x8b\x08", "zstd": b"\x28\xb5\x2f\xfd"}


def compression_of(head: bytes) -> str | None:
    """Tells by its first bytes what a stream is compressed with; null for nothing known here."""
    return next((name for name, signature in _SIGNATURES.items() if head.startswith(signature)), None)


def decompressed(stream: Readable, codec: Codec, budget: Budget) -> Source:
    """Returns the decompressed bytes of a stream: all its members or frames, one after the other.

    Reading from it raises `UnreadableError`: `truncated`, `damaged` or `decompression_bomb`.
    """
    return Source(_Decompressed(stream, codec, budget), budget)


class _Decompressed:
    def __init__(self, stream: Readable, codec: Codec, budget: Budget) -> None:
        self._stream = stream
        self._codec = codec
        self._budget = budget
        self._decompressor = codec.start()
        self._begun = False
        self._parts = 0
        self._input = b""
        self._at = 0
        self._output = b""
        self._given = 0

    def read(self, size: int, /) -> bytes:
        while self._given == len(self._output):
            if (output := self._next()) is None:
                return b""
            self._output, self._given = output, 0
        data = self._output[self._given : self._given + size]
        self._given += len(data)
        return data

    def _next(self) -> bytes | None:
        """Decompresses one more piece; null at the end."""
        if self._at == len(self._input):
            self._input, self._at = self._stream.read(READ_BYTES), 0
            if not self._input:
                if self._begun:
                    raise UnreadableError("truncated", f"{self._codec.name} ends before its end")
                return None
        piece = self._input[self._at : self._at + self._codec.piece_bytes]
        if not self._begun and self._parts and not (piece := self._unpadded(piece)):
            return b""
        self._begun = True
        try:
            output = self._decompressor.decompress(piece)
        except Exception as error:  # noqa: BLE001 -- zlib.error and ZstdError share no class
            raise UnreadableError("damaged", f"{self._codec.name} is damaged: {error}") from None
        self._at += len(piece)
        if self._decompressor.eof:
            self._at -= len(self._decompressor.unused_data)
            self._decompressor, self._begun, self._parts = self._codec.start(), False, self._parts + 1
        self._budget.spend(len(output))
        return output

    def _unpadded(self, piece: bytes) -> bytes:
        """Steps over the NULs that tapes and block devices leave after the last member."""
        rest = piece.lstrip(b"\0")
        self._at += len(piece) - len(rest)
        return rest
