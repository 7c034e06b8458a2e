"""DOCX: paragraphs, and documents that would do harm."""

import io
import zipfile

from tests import raw
from transforms.readers import docx
from transforms.readers.records import Record, Rejection

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made(body: str, *, before: str = "", compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr("word/document.xml", f"{before}<w:document {W}><w:body>{body}</w:body></w:document>")
    return buffer.getvalue()


def paragraph(*runs: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


STORY = (
    paragraph("Ferry stopped", style="Title")
    + paragraph("The ferry was ", "stopped", " on Friday.")
    + "<w:p/>"
    + paragraph("Boats wait.")
)


def test_paragraphs_are_lines() -> None:
    opened = raw.opened(made(STORY))
    assert opened.format == "docx"
    assert list(opened.records) == [
        Record("Ferry stopped\nThe ferry was stopped on Friday.\nBoats wait.", title="Ferry stopped")
    ]


def test_harm_is_a_rejection() -> None:
    assert raw.reasons(made("")) == ["no_text"]
    assert raw.reasons(made(STORY)[:-200]) == ["damaged"]
    assert raw.reasons(made("<w:p>" * 10**5)) in (["truncated"], ["damaged"])
    bomb = made(paragraph("x" * 900) * 10**5)
    (found,) = raw.read(bomb)
    assert isinstance(found, Rejection)
    assert found.reason in ("too_large", "decompression_bomb", "too_many_lines")
    assert docx.MAX_DOCUMENT_BYTES < 2**26


def test_entities_are_not_expanded() -> None:
    (found,) = raw.read(
        made(paragraph("One &x; two."), before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    )
    assert isinstance(found, Record)
    assert found.text == "One two."
