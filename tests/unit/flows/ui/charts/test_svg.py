from xml.etree import ElementTree

import pytest

from flows.ui.charts.svg import Drawing, document, element, link, number, path, readable, stacked, stylesheet


def test_numbers_have_two_decimals_at_most() -> None:
    assert [number(value) for value in (1, 1.5, 1 / 3, -0.001, 1e9, 100.0)] == [
        "1", "1.5", "0.33", "0", "1000000000", "100",
    ]  # fmt: skip


def test_a_path_is_written_tightly() -> None:
    assert path("M", 1, 2.25, "H", -3, "Z") == "M1 2.25H-3Z"


def test_words_and_attributes_are_escaped() -> None:
    hostile = "<script>alert('1')</script> & \" \x00 \u202e \ud800"
    svg = document(10, 10, hostile, element("text", words=hostile, class_=hostile), classes="one")
    root = ElementTree.fromstring(svg.encode("utf-8"))
    shown = r"""<script>alert('1')</script> & " \x00 \u202e �"""
    assert [root.get("aria-label"), root[0].text, root[0].get("class")] == [shown] * 3
    assert "<script" not in svg


def test_what_is_none_is_left_out() -> None:
    assert element("text", words="a", text_anchor=None, font_size=3) == '<text font-size="3">a</text>'
    assert element("g") == "<g/>"


@pytest.mark.parametrize("href", [None, "javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "http://[broken"])
def test_an_address_that_is_no_page_gives_no_link(href: str | None) -> None:
    assert link(href, "<g/>") == "<g/>"


@pytest.mark.parametrize("href", ["/figure/1?a=1&b=2", "#top", "page.html", "https://example.org"])
def test_a_page_gives_a_link_that_the_keyboard_passes(href: str) -> None:
    linked = ElementTree.fromstring(link(href, "<g/>"))
    assert (linked.get("href"), linked.get("tabindex")) == (href, "-1")


def test_texts_are_one_line() -> None:
    assert readable(" a\n\tb ") == "a b"


def test_the_style_sheet_has_no_colour_of_its_own() -> None:
    rules = stylesheet()
    assert "#" not in rules
    assert "rgb" not in rules
    assert "var(--c1)" in rules


def test_drawings_are_stacked_in_one_picture() -> None:
    one = Drawing(document(760, 100, 'says "<one>"', element("text", words="<b>", x=1, y=2), classes="days wide"))
    other = Drawing(document(760, 50, "says two", element("g"), classes="days wide"))
    svg = stacked([("First & last", "about", one), ("Second", "", other)], "text { fill: red } a > b {}")
    root = ElementTree.fromstring(svg)
    assert root.get("aria-label") == 'says "<one>" says two'
    assert root.get("viewBox") == "0 0 760 302"
    assert root.get("class") == "chart stacked"
    assert [group.get("transform") for group in root if group.get("transform")] == [
        "translate(0 52)", "translate(0 228)",
    ]  # fmt: skip
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["First & last", "about", "<b>", "Second", None]
    assert root[0].text == "text { fill: red } a > b {}"
