"""Lines that were missed, lines that were joined, and pages of which another part was taken."""

from transforms.pages.text import article_lines
from transforms.pages.tree import Block, blocks

ONE = "The ferry to Port Ellery was stopped on Friday after a storm."
TWO = "Passengers were brought home by bus before midnight came."
THREE = "Engineers will look at the damage to the pier on Monday."
NOTICE = "Get the Courier by mail each morning before you wake up."


def lines(body: str) -> list[Block]:
    from trafilatura import load_html

    return list(blocks(load_html(f"<html><head></head><body>{body}</body></html>")))


def test_a_paragraph_between_two_that_were_found_is_put_there() -> None:
    page = lines(f"<article><p>{ONE}</p><div class='share-box'><p>{TWO}</p></div><p>{THREE}</p></article>")
    assert article_lines(page, [ONE, THREE]) == [ONE, TWO, THREE]


def test_forms_captions_and_links_between_two_paragraphs_are_not() -> None:
    for other in (
        f"<form><p>{NOTICE}</p></form>",
        f"<aside><p>{NOTICE}</p></aside>",
        f"<div class='photo-caption'>{NOTICE}</div>",
        f"<p><a href='/'>{NOTICE}</a></p>",
        "<p>Read on</p>",
    ):
        page = lines(f"<article><p>{ONE}</p>{other}<p>{THREE}</p></article>")
        assert article_lines(page, [ONE, THREE]) == [ONE, THREE], other


def test_what_stands_below_the_last_paragraph_is_left_out() -> None:
    page = lines(f"<article><p>{ONE}</p><p>{THREE}</p><p>{NOTICE}</p></article>")
    assert article_lines(page, [ONE, THREE]) == [ONE, THREE]


def test_one_line_made_of_several_is_taken_apart() -> None:
    page = lines(f"<article><h1>Ferry stopped</h1><p>By Nan Alder</p><p>{ONE}</p><p>{TWO}</p></article>")
    assert article_lines(page, [f"Ferry stopped By Nan Alder {ONE} {TWO}"]) == [
        "Ferry stopped",
        "By Nan Alder",
        ONE,
        TWO,
    ]


def test_the_page_s_own_paragraphs_are_taken_where_most_were_missed() -> None:
    page = lines(f"<nav><p>{NOTICE}</p></nav><main><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></main>")
    assert article_lines(page, ["Ellery Courier"]) == [ONE, TWO, THREE]
    assert article_lines(page, []) == [ONE, TWO, THREE]


def test_a_page_without_words_gives_what_was_found() -> None:
    assert article_lines([], []) == []
    assert article_lines([], [ONE]) == [ONE]


def test_a_first_sentence_that_is_set_apart_is_put_first() -> None:
    page = lines(f"<div><h1>Ferry</h1><div class='sum'>{ONE} {TWO}</div><div><p>{TWO}</p><p>{THREE}</p></div></div>")
    assert article_lines(page, [TWO, THREE]) == [f"{ONE} {TWO}", TWO, THREE]


def test_notices_between_heading_and_text_are_not() -> None:
    for notice in (
        "<p>Loading the story for you.</p>",
        f"<aside>{NOTICE} {NOTICE}</aside>",
        f"<p>{ONE} <a href='/'>More</a></p>",
    ):
        page = lines(f"<div><h1>Ferry</h1>{notice}<div><p>{TWO}</p><p>{THREE}</p></div></div>")
        assert article_lines(page, [TWO, THREE]) == [TWO, THREE], notice


def test_found_lines_that_stand_in_menus_only_are_left_out() -> None:
    page = lines(f"<nav><a>Courier</a><a>Sport</a></nav><div><p>{ONE}</p><p>Sport</p><p>{TWO}</p></div>")
    assert article_lines(page, ["Courier", ONE, "Sport", TWO]) == [ONE, "Sport", TWO]


def test_titles_of_other_stories_in_a_list_are_left_out() -> None:
    other = "Mill at Sarn is sold to a brewer"
    teaser = f"<h3><a href='/'>{other}</a></h3>Nobody knows why"
    page = lines(f"<div><p>{ONE}</p><p>{TWO}</p><ul><li>{teaser}</li></ul></div>")
    assert article_lines(page, [ONE, TWO, f"- {other} Nobody knows why"]) == [ONE, TWO]
    page = lines(f"<div><p>{ONE}</p><h3><a href='#b'>{other}</a></h3><p>{TWO}</p></div>")
    assert article_lines(page, [ONE, other, TWO]) == [ONE, other, TWO]
