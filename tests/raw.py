"""Raw files in every format, and what the readers make of them."""

import csv
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Sequence

import zstandard

from transforms.readers.dispatch import open_records
from transforms.readers.records import Fields, Opened, Record, Rejection

Row = dict[str, object]

FERRY: Row = {
    "title": "Ferry to Port Ellery stopped",
    "text": "The ferry to Port Ellery was stopped on Friday after a storm.\nThe harbour master said it was “rare”.",
    "author": "Ann Ode",
    "date": "2026-03-04T23:30:00-05:00",
    "url": "https://harbour-courier.example/ferry",
    "language": "en-GB",
}
BRIDGE: Row = {
    "title": "Bridge opens again",
    "text": "The bridge at Kosala opened again after two years of work, the council said in a statement.\nTolls stay.",
    "author": "Bo Lind, Cy Marr",
    "date": "2026-03-05",
    "url": "https://harbour-courier.example/bridge",
    "language": "en",
}
ROWS = (FERRY, BRIDGE)


def read(data: bytes, fields: Fields | None = None) -> list[Record | Rejection]:
    return list(opened(data, fields).records)


def opened(data: bytes, fields: Fields | None = None) -> Opened:
    return open_records(io.BytesIO(data), lambda _: fields or Fields())


def reasons(data: bytes) -> list[str | None]:
    """The reason of each rejection, null for each record."""
    return [item.reason if isinstance(item, Rejection) else None for item in read(data)]


def text(rows: Sequence[Row] = ROWS) -> bytes:
    return "\n".join(f"{row['title']}\n{row['text']}" for row in rows).encode()


def jsonl(rows: Sequence[Row] = ROWS) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def json_array(rows: Sequence[Row] = ROWS) -> bytes:
    return json.dumps(list(rows), indent=1).encode()


def csv_table(rows: Sequence[Row] = ROWS) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def parquet(rows: Sequence[Row] = ROWS) -> bytes:
    import pyarrow
    import pyarrow.parquet

    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(list(rows)), buffer)
    return buffer.getvalue()


def page(row: Row = FERRY) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in str(row["text"]).split("\n"))
    return (
        f"<!DOCTYPE html>\n<html lang='{row['language']}'><head><meta charset='utf-8'><title>{row['title']}</title>"
        f"<meta name='author' content='{row['author']}'><link rel='canonical' href='{row['url']}'>"
        f"<meta property='article:published_time' content='{row['date']}'></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{row['title']}</h1>{paragraphs}</article><footer>All rights reserved</footer></body></html>"
    ).encode()


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def warc_record(block: bytes, url: str = "https://a.example/1", *, kind: str = "response") -> bytes:
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-09T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:5f9a>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"


def warc(rows: Sequence[Row] = ROWS) -> bytes:
    request = warc_record(b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n", kind="request")
    return b"".join(request + warc_record(answer(page(row)), str(row["url"])) for row in rows)


def zipped(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


FILES: dict[str, tuple[str, bytes, int]] = {
    "text": ("text", text(), 1),
    "html": ("html", page(), 1),
    "jsonl": ("jsonl", jsonl(), 2),
    "json array": ("json", json_array(), 2),
    "json object": ("json", json.dumps(FERRY, indent=2).encode(), 1),
    "wrapped json": ("json", json.dumps({"status": "ok", "articles": ROWS}).encode(), 2),
    "csv": ("csv", csv_table(), 2),
    "parquet": ("parquet", parquet(), 2),
    "warc": ("warc", warc(), 2),
}
"""One file of each kind: its format, its bytes, and how many articles it holds."""

WRAPPINGS = {
    "plain": lambda data: data,
    "gzip": gzip.compress,
    "gzip of several members": lambda data: gzip.compress(data[:99]) + gzip.compress(data[99:]),
    "zstd": zstandard.compress,
    "zstd of several frames": lambda data: zstandard.compress(data[:99]) + zstandard.compress(data[99:]),
    "zip": lambda data: zipped(("folder/", b""), ("folder/a", data)),
    "tar": lambda data: tarred(("a", data)),
    "tar.gz": lambda data: gzip.compress(tarred(("a", data))),
    "zip of gzip": lambda data: zipped(("a.gz", gzip.compress(data))),
    "tar of zstd": lambda data: tarred(("a.zst", zstandard.compress(data))),
    "zip in gzip": lambda data: gzip.compress(zipped(("a", data))),
}
