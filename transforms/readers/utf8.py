"""A stream in any encoding as a stream in UTF-8, for parsers that read nothing else."""

import codecs
import io

from transforms.readers.source import CHUNK_BYTES, Source
from transforms.readers.text import MIXED


class Utf8(io.RawIOBase):
    """The bytes of a source in UTF-8; broken ones are U+FFFD."""

    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)(MIXED if encoding.startswith("utf-8") else "replace")
        self._encoded = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fills the buffer, and returns how many bytes are in it; 0 at the end."""
        data = b" "
        while data and not self._encoded:
            data = self._source.read(CHUNK_BYTES)
            # Lone surrogates cannot come of decoding.
            self._encoded = self._decoder.decode(data, final=not data).encode()
        data, self._encoded = self._encoded[: len(buffer)], self._encoded[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)
