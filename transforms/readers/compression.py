"""gzip, zstd, LZ4 and brotli: a compressed stream in, its decompressed bytes out, piece by piece."""

import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from transforms.readers.records import UnreadableError
from transforms.readers.source import Budget, Readable, Source

MAX_PIECE_BYTES = 2**25
"""Most that some bytes of brotli may give: no limit lies in the format itself."""
READ_BYTES = 2**16
"""Compressed bytes read at once."""


class Decompressor(Protocol):
    """An object of zlib or zstandard that decompresses one part of a stream."""

    def decompress(self, data: bytes, /) -> bytes:
        """Returns the decompressed bytes of `data`."""

    @property
    def eof(self) -> bool:
        """Whether the end of this part of the stream was met."""

    @property
    def unused_data(self) -> bytes:
        """What was passed in beyond that end."""


@dataclass(frozen=True, slots=True)
class Codec:
    """One kind of compression.

    Attributes:
        name: for messages.
        start: returns a new decompressor for one part: a member of gzip, a frame of zstd.
        piece_bytes: compressed bytes passed in at once, which bounds what comes out at once.
        signature: the bytes that each part begins with.
        copy: copies a decompressor with its state; null where that cannot be done.
    """

    name: str
    start: Callable[[], Decompressor]
    piece_bytes: int
    signature: bytes = b""
    copy: Callable[[Any], Decompressor] | None = None


def _zstd() -> Decompressor:
    import zstandard

    # 128 MiB is what the zstd command takes without being asked for more.
    return zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()


def _lz4() -> Decompressor:
    from lz4.frame import LZ4FrameDecompressor

    return _Whole(LZ4FrameDecompressor())


class _Whole:
    """A decompressor of LZ4 as others are: what lies beyond its end is bytes, and not null."""

    def __init__(self, started: Any) -> None:
        self._started = started

    def decompress(self, data: bytes, /) -> bytes:
        output: bytes = self._started.decompress(data)
        return output

    @property
    def eof(self) -> bool:
        return bool(self._started.eof)

    @property
    def unused_data(self) -> bytes:
        return self._started.unused_data or b""


class _Brotli:
    """A decompressor of brotli, which has no mark at its beginning, and nothing behind its end."""

    unused_data = b""

    def __init__(self) -> None:
        import brotli

        self._started = brotli.Decompressor()

    def decompress(self, data: bytes, /) -> bytes:
        output: bytes = self._started.process(data, output_buffer_limit=MAX_PIECE_BYTES)
        if not self._started.can_accept_more_data():
            raise ValueError(f"{len(data)} bytes hold more than {MAX_PIECE_BYTES:,}")
        return output

    @property
    def eof(self) -> bool:
        return bool(self._started.is_finished())


def _zlib(name: str, window_bits: int, signature: bytes = b"") -> Codec:
    return Codec(name, lambda: zlib.decompressobj(window_bits), 2**14, signature, lambda started: started.copy())


CODECS = {
    "gzip": _zlib("gzip", 31, b"\x1f\x8b\x08"),
    "zstd": Codec("zstd", _zstd, 2**10, b"\x28\xb5\x2f\xfd"),
    "lz4": Codec("LZ4", _lz4, 2**16, b"\x04\x22\x4d\x18"),
}
"""By `files.compression`. A piece gives at most 1,032 times its size with gzip, 32,768 times with zstd, and 255 times
with LZ4: some 16 or 32 MB."""
RAW_DEFLATE = _zlib("deflate", -15)
"""What some servers send as `deflate`: without the header and checksum of zlib."""
HTTP_CODECS = {
    "gzip": CODECS["gzip"],
    "x-gzip": CODECS["gzip"],
    "deflate": _zlib("deflate", 15),
    "zstd": CODECS["zstd"],
    "br": Codec("brotli", _Brotli, 2**6),
}
"""By `Content-Encoding`."""


def compression_of(head: bytes) -> str | None:
    """Returns what a stream is compressed with, a key of `CODECS`, by its first bytes; null for none."""
    return next((name for name, codec in CODECS.items() if head.startswith(codec.signature)), None)


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
        self._opening = b""
        self._failure: UnreadableError | None = None
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
        if self._failure:
            raise self._failure
        if self._at == len(self._input):
            self._input, self._at = self._stream.read(READ_BYTES), 0
            if not self._input:
                if self._begun:
                    raise self._is_garbage() or UnreadableError("truncated", f"{self._codec.name} ends before its end")
                return None
        piece = self._input[self._at : self._at + self._codec.piece_bytes]
        if not self._begun:
            if self._parts and not (piece := self._unpadded(piece)):
                return b""
            self._opening = piece[:4]
        self._begun = True
        before = self._codec.copy(self._decompressor) if self._codec.copy else None
        try:
            output = self._decompressor.decompress(piece)
        except Exception as error:  # noqa: BLE001 -- zlib.error and ZstdError share no class
            detail = f"{self._codec.name} is damaged: {error}"
            self._failure = self._is_garbage() or UnreadableError("damaged", detail)
            output = _readable(before, piece)
        self._at += len(piece)
        if not self._failure and self._decompressor.eof:
            self._at -= len(self._decompressor.unused_data)
            self._decompressor, self._begun, self._parts = self._codec.start(), False, self._parts + 1
        self._budget.spend(len(output))
        return output

    def _unpadded(self, piece: bytes) -> bytes:
        """Returns a piece without the NULs that tapes leave after the last part, and the line ends that editors add."""
        rest = piece.lstrip(b"\0 \t\r\n")
        self._at += len(piece) - len(rest)
        return rest

    def _is_garbage(self) -> UnreadableError | None:
        """Returns the error to raise where a whole part is followed by something that is no further part; else null."""
        signature = self._codec.signature
        if not self._parts or self._opening.startswith(signature) or signature.startswith(self._opening):
            return None
        return UnreadableError("damaged", f"something else follows the {self._codec.name}", afterwards=True)


def _readable(decompressor: Decompressor | None, piece: bytes) -> bytes:
    """Returns what the sound bytes of a damaged piece decompress to, up to the damage."""
    outputs: list[bytes] = []
    if decompressor:
        with suppress(Exception):  # the damage, known already
            outputs.extend(decompressor.decompress(piece[at : at + 1]) for at in range(len(piece)))
    return b"".join(outputs)
