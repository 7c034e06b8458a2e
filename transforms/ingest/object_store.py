"""A corpus in an object store: what lies below its address, and copies of the objects while they are read.

fsspec asks each store through the store's own library, which finds its credentials itself: in variables, files of the
user, or the machine's role.
"""

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

import polars as pl

from transforms.ingest.corpus import (
    MAX_FILE_BYTES,
    SCANNED,
    UNFINISHED_NAMES,
    NotReadError,
    Scan,
    fingerprint,
    open_file,
)
from transforms.ingest.store_address import EXTRAS, StoreError
from transforms.readers.records import shown

OPTIONS: dict[str, dict[str, Any]] = {
    "s3": {"config_kwargs": {"connect_timeout": 10, "read_timeout": 60, "retries": {"max_attempts": 5}}},
}
"""How the library of an extra is to wait for answers, where its own default is to wait for minutes."""

AT_ONCE = 16
"""Objects that are fetched at the same time: each takes its time to be asked for, hardly any processor."""
COPIES_BYTES = 10 * 2**30
"""Copies that are kept between scan and reading; what is beyond is fetched again when it is read."""
TRIES = 3
"""How often an object is fetched that is replaced meanwhile."""

OBJECTS = pl.Schema(
    {
        "address": pl.String(),
        "path": pl.String(),
        "version": pl.String(),
        "size_bytes": pl.Int64(),
        "sha256": pl.String(),
    }
)
"""What an object was when its bytes had this hash. `version` is what the store says of its bytes: entity tag,
generation or hash, and their number."""

_Row = tuple[str | None, int | None, str | None, str | None]
"""Hash and size of an object's bytes, or reason and detail why they cannot be had."""
_VERSIONS = ("ETag", "etag", "generation", "content_md5", "md5Hash")
_CHANGED = ("LastModified", "last_modified", "updated", "mtime")


class ObjectStore:
    """The objects below one address.

    Args:
        address: as `checked_address` returns it.
        copies: a folder for the copies, which belongs to this corpus alone.
    """

    def __init__(self, address: str, copies: Path) -> None:
        """Asks nothing of the store yet.

        Raises:
            StoreError: its library is not installed, or finds no way to it.
        """
        import fsspec

        self.address = address
        self._copies = copies
        self._root = bytes(copies.resolve())
        self._names: dict[bytes, str] = {}
        self._kept_bytes, self._lock = 0, Lock()
        scheme = address.partition("://")[0]
        extra = EXTRAS[scheme]
        try:
            self._files = fsspec.filesystem(
                scheme, skip_instance_cache=True, use_listings_cache=False, **OPTIONS.get(extra, {})
            )
        except ImportError as error:
            needs = f"{scheme}:// needs another package: pip install 'newsledger[{extra}]'"
            raise StoreError(f"{address}: {needs}") from error
        except Exception as error:
            raise self._unasked(error) from error
        self._prefix = str(self._files._strip_protocol(address)).rstrip("/")

    def scan(self, known: pl.DataFrame, settling_seconds: float = 0, *, now: datetime) -> Scan:
        """Lists every object, with the hash of its bytes; fetches only what is not as it was.

        What is left out of a folder is left out here: names that begin with a dot, an `outlets.toml` at the top, names
        of unfinished files, objects written a moment ago.

        Args:
            known: the columns of `OBJECTS`, as an earlier scan gave them as `hashed`.
            settling_seconds: how long ago the last write to an object must be.
            now: with a time zone.

        Returns:
            As `scan_changes` does, with the columns of `OBJECTS` as `hashed`. `os_path` names the copy of an object.
            `reason` is also `unsafe_path`, where a key has empty parts, `.` or `..`.

        Raises:
            StoreError: the store cannot be asked, or nothing lies at the address.
        """
        shutil.rmtree(self._copies, ignore_errors=True)
        self._copies.mkdir(parents=True)
        waiting: dict[str, tuple[str, int]] = {}
        found: list[tuple[str, dict[str, Any]]] = []
        for path, info in self.listed():
            if reason := _reason_to_wait(path, info, now, timedelta(seconds=settling_seconds)):
                first, number = waiting.get(reason, (path, 0))
                waiting[reason] = first, number + 1
            else:
                found.append((path, info))
        here = known.filter(address=self.address).select("path", "version", "sha256", "size_bytes")
        hashes = {(path, version): (sha256, size) for path, version, sha256, size in here.iter_rows()}
        with ThreadPoolExecutor(AT_ONCE) as threads:
            looked_at = list(threads.map(lambda item: self._looked_at(item[0], item[1], hashes), found))
        paths = [path for path, _ in found]
        rows = [(path, self._name(path), *row) for path, (_, row) in zip(paths, looked_at, strict=True)]
        versions = [
            (self.address, path, version) for path, (version, _) in zip(paths, looked_at, strict=True) if version
        ]
        inputs = pl.DataFrame(rows, schema=SCANNED, orient="row").sort("path")
        seen = {name: OBJECTS[name] for name in ("address", "path", "version")}
        hashed = pl.DataFrame(versions, seen, orient="row").join(inputs.drop_nulls("sha256"), on="path")
        return Scan(inputs, hashed.select(OBJECTS.names()), waiting)

    def keep_only(self, os_paths: set[bytes]) -> None:
        """Deletes the copies of all other objects."""
        for copy in self._copies.iterdir():
            if bytes(copy.name, "ascii") not in os_paths:
                copy.unlink()

    @contextmanager
    def open(self, os_path: bytes) -> Iterator[BinaryIO]:
        """Opens the copy of an object for reading, fetching it where it is not there; it is deleted afterwards.

        Raises:
            NotReadError: it cannot be had any more.
            StoreError: the store does not answer.
        """
        copy = self._copy(os_path)
        try:
            if not copy.exists():
                self._fetch(self._names[os_path], copy, self._version_of(self._names[os_path]))
            with open_file(self._root, os_path) as file:
                yield file
        finally:
            copy.unlink(missing_ok=True)

    def listed(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yields the path of each object below the address, and what the store says of it.

        Raises:
            StoreError: the store cannot be asked, or nothing lies at the address.
        """
        try:
            listed: dict[str, dict[str, Any]] = self._files.find(self._prefix, detail=True)
            is_there = bool(listed) or self._files.exists(self._prefix)
        except FileNotFoundError:
            is_there = False
        except Exception as error:
            raise self._unasked(error) from error
        if not is_there:
            raise StoreError(f"{self.address}: nothing lies there")
        for name, info in listed.items():
            key = name.removeprefix(self._prefix).removeprefix("/")
            path = shown(key.encode("utf-8", "surrogatepass"))
            self._names[self._name(path)] = name
            is_folder = info.get("type") == "directory" or (key.endswith("/") and not info.get("size"))
            is_hidden = any(part.startswith(".") and part.strip(".") for part in key.split("/"))
            if key and not is_folder and not is_hidden and key != "outlets.toml":
                yield path, info

    def _name(self, path: str) -> bytes:
        """Returns the name of an object's copy: a key may be no name of a file."""
        return hashlib.sha256(f"{self.address}\n{path}".encode()).hexdigest().encode()

    def _looked_at(
        self, path: str, info: Mapping[str, Any], hashes: Mapping[tuple[str, str], tuple[str, int]]
    ) -> tuple[str | None, _Row]:
        """Returns the version of an object, and hash and size of its bytes, or reason and detail why there are none."""
        if {"", ".", ".."} & set(path.split("/")):
            return None, (None, None, "unsafe_path", "its key has empty parts, . or ..")
        size = info.get("size")
        if size and size > MAX_FILE_BYTES:
            return None, (None, size, "too_large", f"{size:,} bytes; at most {MAX_FILE_BYTES:,} are read")
        name, copy = self._names[self._name(path)], self._copy(self._name(path))
        try:
            version = _version(info) or self._version_of(name)  # lists of pages do not tell it
            if known := version and hashes.get((path, version)):
                return version, (*known, None, None)
            version = self._fetch(name, copy, version)
            with copy.open("rb") as file:
                sha256, size_bytes = fingerprint(file)
        except NotReadError as error:
            return None, (None, error.size_bytes, error.rejection.reason, error.rejection.detail)
        with self._lock:
            self._kept_bytes += size_bytes
            is_kept = self._kept_bytes <= COPIES_BYTES
        if not is_kept:
            copy.unlink()
        return version, (sha256, size_bytes, None, None)

    def _copy(self, name: bytes) -> Path:
        return self._copies / name.decode("ascii")

    def _version_of(self, name: str) -> str | None:
        """Asks for the version of an object.

        Raises:
            NotReadError: it is gone, or may not be read.
            StoreError: the store does not answer.
        """
        with self._asking():
            return _version(self._files.info(name))

    def _fetch(self, name: str, copy: Path, before: str | None) -> str | None:
        """Makes the copy of an object as it was at one moment.

        Args:
            name: of the object.
            copy: the file to make.
            before: the version that the object had a moment ago.

        Returns:
            The version of the copy.

        Raises:
            NotReadError: it is gone, may not be read, or is replaced all the time.
            StoreError: the store does not answer.
        """
        unfinished = copy.with_suffix(".unfinished")
        try:
            for _ in range(TRIES):
                with self._asking():
                    self._files.get_file(name, str(unfinished))
                after = self._version_of(name)
                if after == before:
                    unfinished.replace(copy)
                    return after
                before = after
        finally:
            unfinished.unlink(missing_ok=True)
        raise NotReadError("unreadable", "it was replaced each time it was fetched")

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Turns what goes wrong with one object into the errors of this module."""
        try:
            yield
        except FileNotFoundError as error:
            raise NotReadError("vanished", "it was there when its folder was listed, and is gone") from error
        except PermissionError as error:
            raise NotReadError("unreadable", "the store does not allow it") from error
        except Exception as error:
            raise self._unasked(error) from error

    def _unasked(self, error: Exception) -> StoreError:
        """Returns what went wrong, in one line."""
        said = " ".join(str(error).split())[:300] or type(error).__name__
        return StoreError(f"{self.address}: {said}")


def _reason_to_wait(path: str, info: Mapping[str, Any], now: datetime, settling: timedelta) -> str | None:
    """Returns why an object is no input yet; null for one that is."""
    if path.lower().encode().endswith(UNFINISHED_NAMES):
        return "named as unfinished"
    changed = next((info[name] for name in _CHANGED if isinstance(info.get(name), datetime)), None)
    # A time to come says nothing of when the last write was.
    if changed and now - settling < changed <= now:
        return "written to a moment ago"
    return None


def _version(info: Mapping[str, Any]) -> str | None:
    """Returns what tells the bytes of an object from others of its name; null where the store tells nothing.

    The time of the last change is too coarse for it.
    """
    return next((f"{info[name]} {info.get('size')}" for name in _VERSIONS if info.get(name)), None)
