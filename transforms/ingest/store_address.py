"""Addresses of object stores; apart from `object_store`, so that a command line can be read without Polars.

No address holds credentials, so none can be logged.
"""

from urllib.parse import unquote, urlsplit

EXTRAS = {
    "s3": "s3",
    "s3a": "s3",
    "gs": "gs",
    "gcs": "gs",
    "az": "az",
    "abfs": "az",
    "abfss": "az",
    "http": "http",
    "https": "http",
}
"""Schemes of addresses that are read, and the extra of newsledger that brings the library of each."""


class StoreError(Exception):
    """The store cannot be asked, or has nothing at the address. The message is one line without credentials."""


def is_address(corpus: object) -> bool:
    """Whether a corpus is the address of a store, not a folder."""
    return "://" in str(corpus)


def checked_address(address: str) -> str:
    """Returns the address of a store, without a slash at its end.

    Raises:
        ValueError: it is no address that newsledger reads, or holds what must not be written down.
    """
    scheme, _, _ = address.partition("://")
    parts = urlsplit(address)
    if scheme == "file" and not parts.netloc:
        return address
    if scheme not in EXTRAS:
        raise ValueError(f"an address begins with file://, {'://, '.join(EXTRAS)}://")
    if "@" in parts.netloc and EXTRAS[scheme] != "az":
        raise ValueError("it holds credentials, which would be logged; the store's library finds them itself")
    if not parts.netloc or "::" in address or parts.query or parts.fragment:
        raise ValueError(f"it is not of the form {scheme}://bucket/prefix")
    return address.rstrip("/")


def folder_of(address: str) -> str | None:
    """Returns the folder that a `file://` address names; null for the address of a store."""
    return unquote(urlsplit(address).path) if address.startswith("file://") else None
