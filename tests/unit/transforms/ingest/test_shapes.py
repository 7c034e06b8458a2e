"""A folder of what newsrooms and scrapers drop: each file is read as it should be, or rejected by name."""

import bz2
import gzip
import json
import lzma
from datetime import date
from pathlib import Path

import lz4.frame
import polars as pl
import pytest
import zstandard

from tests import raw
from tests.unit.transforms.readers import test_docx as docx
from tests.unit.transforms.readers import test_feed as feed
from tests.unit.transforms.readers import test_foreign as foreign
from tests.unit.transforms.readers import test_mail as mail
from tests.unit.transforms.readers import test_newsml as newsml
from tests.unit.transforms.readers import test_nitf as nitf
from tests.unit.transforms.readers import test_pdf as pdf
from transforms.ingest.batches import read
from transforms.ingest.corpus import scan
from transforms.ingest.outlets_file import FieldMap, Outlets
from transforms.ingest.select import KNOWN, choose

PROSE = "Ferry stopped\n\nBy Ada Holm\n\nThe ferry to Port Ellery – a big one – was stopped on Friday.\n\nBoats wait.\n"
STORY = "The ferry to Port Ellery was stopped on Friday, the harbour master said. Boats wait."
ROW = {"title": "Ferry", "text": STORY, "date": "2026-03-04"}


def newsletter() -> bytes:
    made = mail.message()
    made.set_content("Open this in a browser.")
    made.add_alternative(mail.PAGE, subtype="html")
    return bytes(made)


def lines(*rows: object) -> bytes:
    return "\n".join(map(json.dumps, rows)).encode()


def table(*rows: str) -> bytes:
    return "\n".join(rows).encode()


WET = raw.warc_record(STORY.encode(), kind="conversion").replace(
    b"application/http; msgtype=response", b"text/plain"
)  # fmt: skip

READ: dict[str, tuple[str, bytes, int]] = {
    "text": ("text", PROSE.encode(), 1),
    "text of windows": ("text", PROSE.encode("cp1252"), 1),
    "text in utf-16": ("text", PROSE.encode("utf-16"), 1),
    "text with a mark": ("text", PROSE.encode("utf-8-sig"), 1),
    "text with mojibake": ("text", PROSE.encode().decode("cp1252").encode(), 1),
    "text with carriage returns": ("text", PROSE.replace("\n", "\r").encode(), 1),
    "html": ("html", raw.page(), 1),
    "a part of html": ("html", f"<p>{STORY}</p><p>{STORY}</p>".encode(), 1),
    "jsonl": ("jsonl", lines(ROW, ROW | {"title": "Two"}), 2),
    "jsonl with a broken line": ("jsonl", lines(ROW) + b"\n{broken\n" + lines(ROW), 2),
    "json object": ("json", json.dumps(ROW, indent=1).encode(), 1),
    "json array": ("json", json.dumps([ROW, ROW]).encode(), 2),
    "json wrapped": ("json", json.dumps({"status": "ok", "articles": [ROW, ROW]}).encode(), 2),
    "json wrapped twice": ("json", json.dumps({"response": {"results": [ROW]}}).encode(), 1),
    "json with another name": ("json", json.dumps({"title": "Ferry", "content_original": STORY}).encode(), 1),
    "json in json": ("json", json.dumps({"text": STORY.replace(". ", r".\n")}).encode(), 1),
    "json of which one text is tokenised": (
        "json", json.dumps({"text": STORY.replace(".", " ."), "story_text": STORY}).encode(), 1,
    ),
    "json with a summary": ("json", json.dumps({"title": "Ferry", "content": None, "description": STORY}).encode(), 1),
    "given fields": ("json", json.dumps({"words": STORY, "kind": "news"}).encode(), 1),
    "csv": ("csv", raw.csv_table(), 2),
    "csv with semicolons": ("csv", table("id; title; text; date", f"1; Ferry; {STORY}; 2026-03-04"), 1),
    "csv with tabs": ("csv", table("title\ttext", f"Ferry\t{STORY}"), 1),
    "csv with a comment": ("csv", table("# made by hand", "title,text,url", f'Ferry,"{STORY}",x'), 1),
    "csv with lines before": ("csv", table("Results of 4 March", "", "title,text,url", f'Ferry,"{STORY}",x'), 1),
    "csv of one column": ("csv", table("text", f'"{STORY}"', f'"{STORY}"'), 2),
    "csv with a separator": ("csv", table("sep=;", "title;text", f"Ferry;{STORY}"), 1),
    "csv in utf-16": ("csv", table("title,text", f'Ferry,"{STORY}"').decode().encode("utf-16"), 1),
    "parquet": ("parquet", raw.parquet(), 2),
    "warc": ("warc", raw.warc(), 2),
    "warc in gzip": ("warc", b"".join(gzip.compress(raw.warc_record(raw.answer(raw.page()))) for _ in "ab"), 2),
    "wet": ("warc", WET * 2, 2),
    "rss": ("feed", feed.RSS.encode(), 2),
    "atom": ("feed", feed.ATOM.encode(), 2),
    "nitf": ("nitf", nitf.NITF.encode(), 1),
    "newsml": ("newsml", newsml.item(f"<inlineXML>{newsml.PAGE}</inlineXML>").encode(), 1),
    "eml": ("mail", newsletter(), 1),
    "pdf": ("pdf", pdf.made(pdf.LINES), 1),
    "docx": ("docx", docx.made(docx.STORY), 1),
    "zip": ("zip", raw.zipped(("a.txt", PROSE.encode()), ("b.json", json.dumps(ROW).encode())), 2),
    "tar": ("tar", raw.tarred(("a.txt", PROSE.encode()), ("b.html", raw.page())), 2),
    "tar.gz": ("tar", gzip.compress(raw.tarred(("a.txt", PROSE.encode()))), 1),
    "zip of a pdf": ("zip", raw.zipped(("a.pdf", pdf.made(pdf.LINES))), 1),
    "gzip": ("text", gzip.compress(PROSE.encode()), 1),
    "zstd": ("jsonl", zstandard.compress(lines(ROW, ROW)), 2),
    "lz4": ("jsonl", lz4.frame.compress(lines(ROW, ROW)), 2),
}  # fmt: skip
REJECTED: dict[str, tuple[str, bytes, str]] = {
    **{f"foreign {name}": ("no_article", text.encode(), name.strip()) for name, text in foreign.NAMED.items()},
    **{f"table {name}": ("no_text_field", text.encode(), "a table") for name, text in foreign.TABLES.items()},
    "a sitemap": ("no_article", b"<urlset><url><loc>https://post.example/1</loc></url></urlset>", "a sitemap"),
    "other xml": ("unsupported_format", b"<?xml version='1.0'?><menu><item>Soup</item></menu>", "XML"),
    "json without a text": ("no_text_field", b'{"ok": true, "rows": [{"slug": "a", "words": "b"}]}', "(slug, words)"),
    "rtf": ("unsupported_format", rb"{\rtf1 Ferry}", "RTF"),
    "xz": ("unsupported_format", lzma.compress(PROSE.encode()), "xz"),
    "bzip2": ("unsupported_format", bz2.compress(PROSE.encode()), "bzip2"),
    "a picture": ("binary", b"\x89PNG\r\n\x1a\n" + bytes(99), "PNG"),
    "a scan": ("no_text", pdf.made(()), "pictures"),
    "a locked pdf": ("encrypted", pdf.made(pdf.LINES, password="sea"), "password"),
    "nothing": ("empty", b" \n", "white space"),
    "gzip cut off": ("truncated", gzip.compress(PROSE.encode() * 99)[:9], "gzip"),
    "zip cut off": ("truncated", raw.zipped(("a", PROSE.encode() * 99))[:90], "list of members"),
    "a text without end": ("too_large", gzip.compress(b"The sea rose. " * 400_000), "4,194,304"),
    "numbers": ("no_text", b"1 2 3\n4 5 6\n", "letter"),
}  # fmt: skip
NO_FILES = pl.DataFrame(schema=KNOWN)


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The files, articles and rejections of a folder with one file of each shape."""
    folder = tmp_path_factory.mktemp("drop")
    for name, (_, data, _) in (READ | REJECTED).items():
        (folder / name).write_bytes(data)
    outlets = Outlets(fields=(FieldMap(pattern="given*", text="words"),))
    chosen = choose(scan(Path(folder)), NO_FILES, code_version="1")
    found = list(read(folder, chosen, outlets, today=date(2026, 3, 9), max_articles=50, max_chars=10**6))
    return tuple(pl.concat(getattr(part, name) for part in found) for name in ("files", "articles", "rejections"))


def test_there_are_sixty_shapes() -> None:
    assert len(READ | REJECTED) >= 60


@pytest.mark.parametrize("name", READ)
def test_it_is_read(name: str, night: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]) -> None:
    files, articles, _ = night
    format_, _, number = READ[name]
    assert files.filter(path=name).select("status", "format").row(0) == ("loaded", format_)
    texts = articles.filter(path=name)["raw_text"].to_list()
    assert len(texts) == number
    assert all("erry" in text or "ridge" in text for text in texts)
    assert not any(sign in text for text in texts for sign in ("\ufffd", "â", "<p", "\\n", "&nbsp;"))


@pytest.mark.parametrize("name", REJECTED)
def test_it_is_rejected_by_name(name: str, night: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]) -> None:
    files, articles, rejections = night
    reason, _, named = REJECTED[name]
    assert files.filter(path=name).select("status", "reason").row(0) == ("rejected", reason)
    assert articles.filter(path=name).is_empty()
    assert named in rejections.filter(path=name)["detail"].item()
