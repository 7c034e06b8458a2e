"""HTML: what is a page, its encoding, its article, and pages made to hurt."""

import pytest

from tests import raw
from tests.work import ends
from transforms.readers.html import read_page
from transforms.readers.records import Record, Rejection

PARAGRAPH = "<p>The council of Port Ellery met on Friday and nothing was decided, said the mayor.</p>"


@pytest.mark.parametrize(
    "data",
    [
        raw.page(),
        b"\xef\xbb\xbf\n" + raw.page(),
        raw.page().decode().encode("utf-16"),
        b"<!-- saved -->\n<!-- twice -->" + raw.page(),
        b"<?xml version='1.0' encoding='utf-8'?>\n" + raw.page(),
        b"<HTML><BODY>" + PARAGRAPH.encode() * 3,
        b"<?xml version='1.0'?>\n<?xml-stylesheet href='a.css'?>\n" + raw.page(),
        b"<?xml-stylesheet href='a.css'?>" + raw.page(),
        b"<div class='story'>" + PARAGRAPH.encode() * 3 + b"</div>",
        *(
            start.encode() + PARAGRAPH.encode() * 3
            for start in (
                "<link rel='x' href='y'>",
                "<a href='/'>Home</a>",
                "<b>Harbour</b>",
                "<center>",
                "<form action='/'>",
                "<span class='x'>A</span>",
                "<strong>A</strong>",
                "<blockquote>A</blockquote>",
                "<img src='x' alt='>'>",
                "<br>",
                "<br/>",
                "<iframe src='x'></iframe>",
                "<HR />",
                "<pre>A</pre>",
            )
        ),
    ],
)
def test_pages_are_told_by_their_beginning(data: bytes) -> None:
    opened = raw.opened(data)
    assert opened.format == "html"
    assert [type(item) for item in opened.records] == [Record]


@pytest.mark.parametrize(
    "start",
    ["<b>The harbour</b> stays shut.", "<pre>The harbour\nstays shut.", "<a name=x>The harbour stays</a> shut."],
)
def test_a_part_of_a_page_gives_its_words(start: str) -> None:
    (record,) = raw.read(start.encode())
    assert isinstance(record, Record)
    assert record.text.split() == ["The", "harbour", "stays", "shut."]


@pytest.mark.parametrize(
    "text",
    [
        "<a mayor> said that the harbour stays shut.",
        "<b c> is what it says.",
        "<mayor@port-ellery.example> wrote to us.",
        "<i'm back> she wrote.",
        "<links> are at the end.",
    ],
)
def test_a_word_in_brackets_is_no_tag(text: str) -> None:
    assert raw.opened(text.encode()).format == "text"


def test_furniture_is_left_out() -> None:
    (record,) = raw.read(raw.page())
    assert isinstance(record, Record)
    assert "Home" not in record.text
    assert "rights" not in record.text
    assert len(record.text.split("\n")) == 3


@pytest.mark.parametrize("data", [b"<html><body></body></html>", b"<html><head><title>x</title></head></html>", b"<p>"])
def test_a_page_without_an_article_has_no_text(data: bytes) -> None:
    assert raw.reasons(b"<!doctype html>" + data) == ["no_text"]


@pytest.mark.parametrize(
    ("declared", "written", "charset", "encoding"),
    [
        ("windows-1251", "cp1251", None, "cp1251"),
        ("utf-8", "utf-8", None, "utf-8"),
        ("iso-8859-1", "utf-8", None, "utf-8"),  # the bytes leave no doubt
        ("utf-8", "cp1251", None, "cp1251"),
        ("koi8-r", "cp1251", "cp1251", "cp1251"),  # the server comes first
        ("punycode", "utf-8", None, "utf-8"),
        ("hex", "utf-8", "idna", "utf-8"),
        ("utf-16", "utf-8", None, "utf-8"),
    ],
)
def test_the_encoding_is_told(declared: str, written: str, charset: str | None, encoding: str) -> None:
    text = "Мэр города сообщил, что движение по мосту будет закрыто до пятницы. Жители недовольны решением."
    page = f"<html><head><meta charset={declared}></head><body><article>{f'<p>{text}</p>' * 3}</article></body></html>"
    record = read_page(page.encode(written), charset=charset)
    assert isinstance(record, Record)
    assert text in record.text
    assert record.encoding == encoding


QUOTED = ("", '=">"')
HOSTILE = {
    "nested": "<div>" * 45_000,
    "many tags": "<i>" * 1_300_000,
    "brackets": "<" * 4_000_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">",
    "bare attributes": "<p " + " ".join(f"a{n}" for n in range(400_000)) + ">",
    "attributes with brackets": "<p " + " ".join(f"a{n}{QUOTED[n % 99 == 0]}" for n in range(300_000)) + ">",
    "a long attribute": f"<p class='{'x ' * 1_900_000}'>",
    "spaces": f"<p>x{' ' * 3_500_000}y</p>",
    "line ends": f"<p>x{chr(10) * 3_500_000}y</p>",
    "short spaces": f"<p>{(' ' * 31 + 'x') * 100_000}</p>",
    "comments": "<!--" * 900_000,
    "a script": "<script>" + "{}<" * 1_000_000,
    "nested json": f"<script type='application/ld+json'>{'[' * 2_000_000}</script>",
    "authors": f"<meta name='author' content='{'A B, ' * 600_000}'>",
    "a title": f"<title>{'x | ' * 900_000}</title>",
    "dates": "<p>Published 3 March 2026 2026-03-04</p>" * 20_000,
    "entities": f"<p>{'&amp;' * 800_000}</p>",
    "boxes of links": "<p>a" + "<span><a>b c d</a><a>e f g</a></span>" * 8_000,
    "raised": "<p>1" + "<sup>2</sup>" * 20_000,
    "headings": "<h1>Words of a heading here</h1>" * 9_000,
    "titles in a list": "<ul>" + "<li><h3><a href='/'>A title of another story</a></h3>x</li>" * 9_000 + "</ul>",
    "hidden": "<div hidden>a" * 9_000,
    "cells": "<table>" + "<tr><td>word</td><td>more</td></tr>" * 8_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_pages_made_to_hurt_end_soon(name: str) -> None:
    page = f"<html><head></head><body>{HOSTILE[name]}{PARAGRAPH * 3}</body></html>"[: 4 * 2**20]
    read_page(raw.page())  # loads the libraries
    with ends():
        found = read_page(page.encode())
    assert isinstance(found, Record | Rejection)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("40,000<sup>2</sup> farmers came", "40,000 farmers came"),
        ('300 people<sup><a href="#n">[3]</a></sup> came', "300 people came"),
        (
            '300 men<sup id="r" class="reference"><a href="#n"><span>[</span>1<span>]</span></a></sup> came',
            "300 men came",
        ),
        ("It cost £11<sup>99</sup> then", "It cost £11.99 then"),
        ("It cost £11.99<sup>2</sup> then", "It cost £11.99 then"),
        ("some 5 km<sup>2</sup> burned", "some 5 km² burned"),
        ("at 3 × 10<sup>8</sup> m/s", "at 3 × 10⁸ m/s"),
        ("the 1<sup>st</sup> of them", "the 1st of them"),
        ("500<sup>*</sup> fans came", "500 fans came"),
        ("3<sup>1</sup>/<sub>2</sub> miles", "3 1/2 miles"),
    ],
)
def test_raised_notes_leave_the_number_before_them_alone(written: str, read: str) -> None:
    record = read_page(
        f"<html><body><article>{PARAGRAPH * 3}<p>Here {written}, it said.</p></article></body></html>".encode()
    )
    assert isinstance(record, Record)
    assert f"Here {read}, it said." in record.text
