"""Archives, ZIP and tar: the files in them ("members") as streams. None is ever written to disk under its name."""

import io
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from transforms.readers.formats import Container, Member
from transforms.readers.records import Rejection, UnreadableError, shown
from transforms.readers.source import Budget, Source

MAX_DIRECTORY_BYTES = 32 * 2**20
"""Longest list of members of a ZIP archive, some 300,000. Python holds it in ten times as much memory."""
MAX_TAR_HEADER_BYTES = 2**20
"""Longest extended header (long path, attributes) of a member of a tar archive. Python holds it whole; a path has up
to 4,096 bytes."""
MAX_PADDING_BYTES = 2**20
"""Most bytes read after the end of a tar archive, to learn whether the compression around it comes to its end, too.
Only filling stands there, up to the end of a block of a tape, 10 KB."""
_BLOCK_BYTES = 512
_PIECE_BYTES = 2**12
"""Bytes read at once of a member of a ZIP archive. Up to so many sound bytes before a damaged one are lost."""
_EXTENDED = (
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
)  # fmt: skip
_DOCUMENT = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/|mimetype|META-INF/)", re.S)
_ZIP_END = b"PK\x05\x06"
_ENCRYPTED, _UTF8 = 0x1, 0x800


def is_zip(source: Source, _fields: object) -> bool:
    """Tells by the first bytes; documents of office programs are ZIP archives as well, and are left out."""
    head = source.peek(64)
    return head.startswith((b"PK\x03\x04", _ZIP_END)) and not _DOCUMENT.match(head)


def zip_members(source: Source) -> Iterator[Member | Rejection]:
    """Yields the files in the order of the list of members at the end of the archive.

    Raises:
        UnreadableError: the list is missing, damaged or too large.
    """
    file = source.spooled()
    start, size = _directory(file)
    try:
        archive = zipfile.ZipFile(_Renamed(file, start, size))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError("damaged", f"the list of members is damaged: {error}") from None
    for info in archive.infolist():
        name = shown(_zip_name(info))
        if info.is_dir() or _is_hidden(name):
            continue
        if refused := _refusal(info.orig_filename, name) or _zip_refusal(info, name):
            yield refused
            continue
        try:
            member = archive.open(info)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, struct.error) as error:
            yield Rejection("damaged", f"{error}", name)
            continue
        # Checked by `_ZipStream`: zipfile raises in place of the last bytes.
        member._expected_crc = None  # type: ignore[attr-defined]
        with member:
            yield Member(name, _ZipStream(member, info.CRC, source.budget))


def is_tar(source: Source, _fields: object) -> bool:
    """Tells by the mark and checksum of the first header."""
    block = source.peek(_BLOCK_BYTES)
    if block[257:262] != b"ustar":
        return False
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def tar_members(source: Source) -> Iterator[Member | Rejection]:
    """Yields the files in the order in which they stand in the archive.

    Raises:
        UnreadableError: the archive ends too early, or a header is damaged.
    """
    try:
        stream: Any = _UntilFailure(source)
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_TarInfo, encoding="utf-8") as archive:
            yield from _members(archive, source)
        source.buffered().read(MAX_PADDING_BYTES)
    except tarfile.ReadError as error:
        raise UnreadableError("truncated", f"the archive ends before its end: {error}") from None


def _members(archive: tarfile.TarFile, source: Source) -> Iterator[Member | Rejection]:
    while info := archive.next():
        # tarfile keeps both for the whole archive.
        archive.members = []  # type: ignore[attr-defined]
        archive.pax_headers = {}
        name = shown(info.name.encode("utf-8", "surrogateescape"))
        if info.isdir() or _is_hidden(name):
            continue
        refused = _refusal(info.name, name)
        if not refused and (not info.isreg() or info.issparse()):
            refused = Rejection("not_a_file", _kind(info), name)
        if refused:
            yield refused
            continue
        stream = _TarStream(archive, info, source)
        yield Member(name, stream)
        if stream.ended:
            return


class _ZipStream:
    """The bytes of a member of a ZIP archive; they count towards the limit on what decompression may give."""

    def __init__(self, stream: Any, checksum: int, budget: Budget) -> None:
        self._stream = stream
        self._checksum = checksum
        self._found = 0
        self._budget = budget

    def read(self, size: int, /) -> bytes:
        try:
            data: bytes = self._stream.read1(min(size, _PIECE_BYTES))
        except EOFError:
            raise UnreadableError("truncated", "the member ends before its end") from None
        except UnreadableError:
            raise
        except Exception as error:  # noqa: BLE001 -- each compression has an error of its own
            raise UnreadableError("damaged", f"the member is damaged: {error}") from None
        self._budget.spend(len(data))
        self._found = zlib.crc32(data, self._found)
        if size and not data and self._found != self._checksum:
            raise UnreadableError("damaged", "the member does not match its checksum")
        return data


class _UntilFailure:
    """A source that seems to end where it breaks off: tarfile would lose what it had read before an error."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def read(self, size: int, /) -> bytes:
        try:
            return self._source.read(size)
        except UnreadableError:
            return b""


class _TarStream:
    """The bytes of a member of a tar archive.

    Attributes:
        ended: whether the archive broke off within this member.
    """

    def __init__(self, archive: tarfile.TarFile, info: tarfile.TarInfo, source: Source) -> None:
        # Not `extractfile`: it raises in place of the last bytes.
        self._stream: Any = archive.fileobj
        self._stream.seek(info.offset_data)
        self._rest = info.size
        self._source = source
        self.ended = False

    def read(self, size: int, /) -> bytes:
        data: bytes = self._stream.read(min(size, self._rest))
        self._rest -= len(data)
        if size and self._rest and not data:
            self.ended = True
            raise self._source.failure or UnreadableError("truncated", "the archive ends within this member")
        return data


class _TarInfo(tarfile.TarInfo):
    """A header that raises where the archive is damaged; tarfile itself takes damage for the end of the archive."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> "_TarInfo":
        try:
            return super().fromtarfile(tarfile_)
        except (tarfile.EOFHeaderError, tarfile.EmptyHeaderError):  # type: ignore[attr-defined]
            raise
        except tarfile.TruncatedHeaderError:  # type: ignore[attr-defined]
            raise UnreadableError("truncated", "the archive ends within a header") from None
        except (tarfile.HeaderError, ValueError) as error:
            raise UnreadableError("damaged", f"a header is damaged: {error}") from None

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str | None, errors: str) -> "_TarInfo":
        info = super().frombuf(buf, encoding or "utf-8", errors)
        if info.type in _EXTENDED and info.size > MAX_TAR_HEADER_BYTES:
            raise UnreadableError("damaged", f"a header of {info.size:,} bytes")
        return info


class _Renamed(io.RawIOBase):
    """A ZIP archive in whose list of members no name claims to be UTF-8 that is none: zipfile would refuse them all."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file = file
        self._start = start
        file.seek(start)
        self._list = _without_false_claims(file.read(size))
        file.seek(0)

    def seekable(self) -> bool:
        """It is."""
        return True

    def readable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Returns the place in the file."""
        return self._file.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Moves to a place in the file, and returns it."""
        return self._file.seek(offset, whence)

    def read(self, size: int | None = -1, /) -> bytes:
        """Returns up to `size` bytes."""
        at = self._file.tell()
        data = self._file.read(-1 if size is None else size)
        first, last = max(at, self._start), min(at + len(data), self._start + len(self._list))
        if first >= last:
            return data
        listed = self._list[first - self._start : last - self._start]
        return data[: first - at] + listed + data[last - at :]


def _without_false_claims(directory: bytes) -> bytes:
    """Takes the mark of UTF-8 from each entry of a list of members whose name is none."""
    mended = bytearray(directory)
    at = 0
    while directory[at : at + 4] == b"PK\x01\x02" and at + 46 <= len(directory):
        flags = int.from_bytes(directory[at + 8 : at + 10], "little")
        name, extra, comment = struct.unpack_from("<3H", directory, at + 28)
        if flags & _UTF8:
            try:
                directory[at + 46 : at + 46 + name].decode()
            except UnicodeDecodeError:
                mended[at + 8 : at + 10] = (flags & ~_UTF8).to_bytes(2, "little")
        at += 46 + name + extra + comment
    return bytes(mended)


def _directory(file: BinaryIO) -> tuple[int, int]:
    """Returns where the list of members begins and how long it is; refuses one that takes too much memory.

    Raises:
        UnreadableError: `too_large`, or `truncated` where there is no list.
    """
    end = file.seek(0, io.SEEK_END)
    file.seek(max(0, end - 2**16 - 22 - 76))
    tail = file.read()
    at = tail.rfind(_ZIP_END)
    if at < 0:
        raise UnreadableError("truncated", "the list of members at the end is missing")
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    if (zip64 := tail.rfind(b"PK\x06\x06", 0, at)) >= 0:
        size = max(size if size != 2**32 - 1 else 0, int.from_bytes(tail[zip64 + 40 : zip64 + 48], "little"))
    if size > MAX_DIRECTORY_BYTES:
        raise UnreadableError("too_large", f"a list of members of {size:,} bytes; pack them into several archives")
    file.seek(0)
    return max(0, end - len(tail) + (zip64 if zip64 >= 0 else at) - size), size


def _zip_name(info: zipfile.ZipInfo) -> bytes:
    """Returns the bytes of a name; without a word on their encoding, zipfile takes them for that of DOS."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437", "surrogateescape")


def _zip_refusal(info: zipfile.ZipInfo, name: str) -> Rejection | None:
    if info.flag_bits & _ENCRYPTED:
        return Rejection("encrypted", "the member needs a password", name)
    kind = info.external_attr >> 28
    if kind not in (0, 0o10):
        return Rejection("not_a_file", "a link" if kind == 0o12 else "a device", name)
    return None


def _refusal(path: str, name: str) -> Rejection | None:
    parts = re.split(r"[/\\]", path)
    if ".." in parts or "\\" in path or "\0" in path or not parts[0] or re.match(r"[A-Za-z]:", path):
        return Rejection("unsafe_path", "the path leads out of the archive", name)
    return None


def _is_hidden(name: str) -> bool:
    return any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in name.split("/"))


def _kind(info: tarfile.TarInfo) -> str:
    if info.issparse():
        return "a sparse file"
    return "a link" if info.issym() or info.islnk() else "a device"


FORMATS = (
    Container("zip", is_zip, zip_members, asked_before=("tar",)),
    Container("tar", is_tar, tar_members, asked_before=("parquet",)),
)
