"""Texts that are no article: tables without a text, logs, lists of addresses, subtitles, exports of several documents.

Each is told by its shape, rejected under its name, and with what to do; else its dates and codes would be figures.
"""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from transforms.readers.machine import DELIMITERS, WIDE_ROW, is_machine_line, is_value
from transforms.readers.records import Rejection
from transforms.readers.xml_ import root_of

SAMPLE_LINES = 200
"""Lines looked at: a file is of one kind from its beginning on."""
SAMPLE_CHARS = 2**16
MIN_ROWS = 2
"""Rows from which lines are a table; below names of columns one is enough."""
MIN_LINES = 3
"""Lines from which addresses are a list of them, and lines with a time before them a log."""
MOST = 0.8
"""Share of lines that must be of the kind: a log ends with a trace, a list of addresses has headings."""

_IDENTIFIER = re.compile(r"[A-Za-z_][\w.:#%/()-]{0,40}(?: [\w.:#%/()-]{1,40}){0,2}")
_ADDRESS = re.compile(r"[-*\d.)\s]{0,8}(?:https?://|www\.)\S{3,2000}\s*")
_LOGGED = re.compile(
    r"\s{0,4}\[?(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?\S{0,12}"
    r"|(?:[A-Z][a-z]{2}\s{1,2}\d{1,2}|\d\d/\d\d/\d\d(?:\d\d)?)\s\d\d:\d\d:\d\d)\]?\s|\d{1,3}(?:\.\d{1,3}){3}\s\S{1,40}\s\S{1,40}\s\["
)
_LEVEL = re.compile(
    r"\b(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|CRITICAL|TRACE)\b|\"(?:GET|POST|HEAD) |\w\[\d+\]:|:\d+\b"
)
_DOCUMENT_OF = re.compile(r"^\s{0,60}(?:Document\s)?(\d{1,6}) of (\d{1,6})(?: DOCUMENTS?)?\s*$", re.M)
_DOCUMENT_WORD = re.compile(r"^\s{0,60}(?:Document\s\d{1,6} of \d|\d{1,6} of \d{1,6} DOCUMENTS?)", re.M)
_FACTIVA_ID = re.compile(r"^Document [A-Z]{2,8}0000\d{8}[a-z0-9]{6,12}\s*$", re.M)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A kind of text that is no article.

    Attributes:
        name: what it is, for people.
        begins: tells it by its first characters; of a pattern, by those from the first on.
        advice: what to do with it.
    """

    name: str
    begins: re.Pattern[str] | Callable[[str], bool]
    advice: str = "no article is in it"


def refusal(head: str) -> Rejection | None:
    """Says what a text is that is no article, by its beginning; null for prose, and for what may be prose."""
    head = head.lstrip("\ufeff")[:SAMPLE_CHARS]
    for kind in KINDS:
        begins = kind.begins
        if begins.match(head) if isinstance(begins, re.Pattern) else begins(head):
            return Rejection("no_article", f"the content is {kind.name}: {kind.advice}")
    lines = [line for line in head.splitlines()[:SAMPLE_LINES] if line and not line.isspace()]
    if named := _table(lines):
        return Rejection("no_text_field", named)
    if len(lines) > MIN_ROWS and sum(map(is_machine_line, lines)) >= MOST * len(lines):
        return Rejection("no_article", "the content is codes and numbers without sentences: no article is in it")
    return None


def _table(lines: Sequence[str]) -> str | None:
    """Says of a table what its columns are called, or that they have no names; null for what may be prose."""
    lines = [line for line in lines if not line.startswith("#")]
    for delimiter in sorted(DELIMITERS, key=lines[0].count, reverse=True) if lines else ():
        rows = _rows(lines, delimiter)
        if len(rows) < 2 or len(rows[0]) < 2 or {len(row) for row in rows} != {len(rows[0])}:
            continue
        below = rows[1:]
        by_columns = zip(*below, strict=True)
        machine_made = any(all(map(is_value, column)) and any(column) for column in by_columns)
        # People write a space after a comma, and no more than pairs without one.
        machine_made |= len(rows) > MIN_ROWS and len(rows[0]) > MIN_ROWS and not _is_spaced(rows, delimiter)
        if machine_made and all(map(_IDENTIFIER.fullmatch, map(str.strip, rows[0]))):
            names = ", ".join(name.strip()[:40] for name in rows[0][:20])
            return (
                f"a table without a column of a text among: {names}; if one holds it, write in outlets.toml: "
                '[[fields]] pattern = "its path", text = "its name"'
            )
        values = sum(map(is_value, rows[0])) + sum(sum(map(is_value, row)) for row in below)
        wide = len(rows[0]) >= WIDE_ROW
        if (wide or len(rows) > MIN_ROWS) and len(rows[0]) > 2 and values > len(rows) * len(rows[0]) / 2:
            return (
                f"a table of {len(rows[0])} columns without names, most of them codes and numbers; if one holds a "
                "text, write the names of the columns in a first line"
            )
    return None


def _is_spaced(rows: Sequence[Sequence[str]], delimiter: str) -> bool:
    return delimiter in ",;" and any(cell[:1].isspace() for row in rows for cell in row)


def _rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    if delimiter not in lines[0]:
        return []
    try:
        rows = list(csv.reader(lines[:50], delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    return rows[:-1] if len(rows) > MIN_ROWS + 1 and len(rows[-1]) < len(rows[0]) else rows  # the last may be cut


def _is_log(head: str) -> bool:
    lines = [line for line in head.splitlines()[:SAMPLE_LINES] if line.strip()]
    logged = [line[found.end() :] for line in lines if (found := _LOGGED.match(line))]
    told = sum(bool(_LEVEL.search(line)) for line in logged)
    return len(logged) >= max(MIN_LINES, MOST * len(lines)) and 2 * told >= len(logged)


def _is_addresses(head: str) -> bool:
    lines = [line for line in head.splitlines()[:SAMPLE_LINES] if line.strip()]
    return sum(bool(_ADDRESS.fullmatch(line)) for line in lines) >= max(MIN_LINES, MOST * len(lines))


def _is_several_documents(head: str) -> bool:
    counted = [found for found in _DOCUMENT_OF.finditer(head) if _DOCUMENT_WORD.match(found[0])]
    return any(int(found[2]) > 1 for found in counted) or len(_FACTIVA_ID.findall(head)) > 1


def _has_root(*names: str) -> Callable[[str], bool]:
    return lambda head: head.lstrip()[:1] == "<" and root_of(head) in names


KINDS = (
    Foreign("a sitemap", _has_root("urlset", "sitemapindex"), "it lists pages; fetch these, and drop them"),
    Foreign("a list of feeds (OPML)", _has_root("opml"), "fetch the feeds, and drop them"),
    Foreign("a drawing (SVG)", _has_root("svg")),
    Foreign("a map (KML, GPX)", _has_root("kml", "gpx")),
    Foreign("a dump of a wiki", _has_root("mediawiki"), "turn each page into a record, as in JSON Lines"),
    Foreign("subtitles (SRT)", re.compile(r"\s{0,9}\d{1,6}\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> \d\d:")),
    Foreign("subtitles (WebVTT)", re.compile(r"WEBVTT(?:\s|\Z)")),
    Foreign("a LaTeX document", re.compile(r"(?:\s|%[^\n]{0,300}\n){0,50}\\(?:documentclass|documentstyle|begin\{d)")),
    Foreign(
        "SGML with several documents",
        re.compile(
            r"\s{0,9}(?:<!DOCTYPE lewis|<REUTERS\s|<DOC(?:\s[^<>]{0,200})?>\s{0,9}<(?:DOCNO|DOCID|HEADER|BODY)\b)", re.I
        ),
        "turn each document into a record, as in JSON Lines",
    ),
    Foreign(
        "a mailbox (mbox)",
        re.compile(r"From \S{1,200} {1,9}[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d"),
        "save each message as a file of its own (.eml)",
    ),
    Foreign("a calendar (iCalendar)", re.compile(r"BEGIN:VCALENDAR\s")),
    Foreign("an address book (vCard)", re.compile(r"BEGIN:VCARD\s")),
    Foreign("a diff", re.compile(r"diff --git |--- \S[^\n]{0,300}\n\+\+\+ ")),
    Foreign("a PostScript document", re.compile(r"%!PS")),
    Foreign("a program", re.compile(r"#!\s?/\S")),
    Foreign("BibTeX references", re.compile(r"\s{0,9}@(?:article|book|misc|inproceedings)\{\S{1,80},\s", re.I)),
    Foreign("references (RIS)", re.compile(r"\s{0,9}TY  - [A-Z]{3,5}\s")),
    Foreign(
        "SQL",
        re.compile(
            r"(?:\s|--[^\n]{0,300}\n|/\*.{0,300}?\*/;?){0,50}(?:CREATE TABLE|INSERT INTO|DROP TABLE) [`\"\w]", re.S
        ),
    ),
    Foreign("a log", _is_log),
    Foreign("a list of addresses", _is_addresses, "fetch the pages, and drop these"),
    Foreign(
        "an export of several documents",
        _is_several_documents,
        "export each document as a file of its own, or as a table with a column for the text",
    ),
)  # fmt: skip
