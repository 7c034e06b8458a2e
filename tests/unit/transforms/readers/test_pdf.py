"""PDF: text, pictures of pages, passwords and damage."""

import io
import zlib

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, StreamObject

from tests import raw
from transforms.readers import pdf
from transforms.readers.records import Record, Rejection

LINES = (
    "Ferry stopped",
    "The ferry to Port Ellery was stopped on Friday after a storm, the har-",
    "bour master said, and nobody was hurt.",
    "Boats wait in both of the harbours until the sea is calm, as they did",
    "in the spring.",
)


def made(*pages: tuple[str, ...], password: str | None = None) -> bytes:
    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        drawn = "".join(f"BT /F1 11 Tf 50 {800 - 14 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
        stream = DecodedStreamObject()
        stream.set_data(drawn.encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password is not None:
        writer.encrypt(password)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_lines_are_joined_to_paragraphs() -> None:
    opened = raw.opened(made(LINES))
    assert opened.format == "pdf"
    (found,) = opened.records
    assert isinstance(found, Record)
    assert found.text.split("\n") == [
        "Ferry stopped",
        "The ferry to Port Ellery was stopped on Friday after a storm, the harbour master said, and nobody was hurt.",
        "Boats wait in both of the harbours until the sea is calm, as they did in the spring.",
    ]


def test_what_cannot_be_read_is_rejected_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    assert raw.reasons(made(())) == ["no_text"]
    assert raw.reasons(made(LINES, password="sea")) == ["encrypted"]
    assert raw.reasons(b"%PDF-1.7\n") == ["damaged"]
    assert raw.reasons(made(LINES)[:300]) == ["damaged"]
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    assert raw.reasons(made(LINES, LINES)) == ["too_complex"]
    monkeypatch.setattr(pdf, "MAX_PDF_BYTES", 100)
    (found,) = raw.read(made(LINES))
    assert isinstance(found, Rejection)
    assert found.reason == "too_large"


def test_pages_that_take_too_long_to_read_are_a_rejection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_SECONDS", -1)
    assert raw.reasons(made(LINES)) == ["too_complex"]


def test_an_owner_password_does_not_keep_readers_out() -> None:
    assert raw.reasons(made(LINES, password="")) == [None]


def test_a_page_that_decompresses_without_end_is_a_rejection() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    stream = StreamObject()
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    stream._data = zlib.compress(bytes(120_000_000), 9)
    page[NameObject("/Contents")] = writer._add_object(stream)
    buffer = io.BytesIO()
    writer.write(buffer)
    assert raw.reasons(buffer.getvalue())[0] in ("damaged", "decompression_bomb")
