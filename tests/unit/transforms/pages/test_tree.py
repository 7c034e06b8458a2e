"""Pages as they are shown: hidden parts, boxes of links, lines."""

import pytest

from transforms.pages.tree import blocks, drop_hidden, drop_link_boxes

SHOWN = "<p>The pier at Port Ellery will be mended in spring, the council said, and the ferry will sail again.</p>" * 3


def lines(body: str) -> list[str]:
    from trafilatura import load_html

    root = load_html(f"<html><head><title>x</title></head><body>{body}</body></html>")
    assert root is not None
    drop_hidden(root)
    drop_link_boxes(root)
    return [block.text for block in blocks(root)]


@pytest.mark.parametrize(
    "hidden",
    [
        "<div hidden>ghost</div>",
        "<p style='color: red; display:none'>ghost</p>",
        "<p style='visibility: hidden'>ghost</p>",
        "<div aria-hidden='true'><p>ghost</p></div>",
        "<template><p>ghost</p></template>",
        "<dialog><p>ghost</p></dialog>",
        "<span class='sr-only'>ghost</span>",
        "<p class='note visually-hidden'>ghost</p>",
        "<div style='position:absolute; left:-9999px'>ghost</div>",
        "<p style='font-size:0'>ghost</p>",
        "<div style='clip: rect(0 0 0 0)'>ghost</div>",
        "<script>ghost</script>",
        "<style>.ghost { color: red }</style>",
        "<!-- ghost -->",
    ],
)
def test_what_a_page_hides_is_no_text(hidden: str) -> None:
    assert not any("ghost" in line for line in lines(SHOWN + hidden + SHOWN))


@pytest.mark.parametrize(
    "shown",
    [
        "<p style='display: block'>guest</p>",
        "<div class='hidden md:block'>guest</div>",
        "<div class='d-none d-md-block'>guest</div>",
        "<p class='hidden-harbour'>guest</p>",
        "<dialog open><p>guest</p></dialog>",
        "<details><p>guest</p></details>",
        "<p style='font-size:0.9em; margin-left:-10px; opacity:0'>guest</p>",
        "<p aria-hidden='false'>guest</p>",
    ],
)
def test_what_only_looks_hidden_stays(shown: str) -> None:
    assert "guest" in lines(SHOWN + shown + SHOWN)


def test_the_paid_part_of_an_article_is_kept() -> None:
    paid = "<p>The guest list of the ferry company was long, and the council paid for the dinner.</p>" * 5
    wall = f"<div class='paywall' style='display:none'>{paid}</div>"
    assert sum("guest" in line for line in lines(SHOWN + wall)) == 5
    assert sum("guest" in line for line in lines(f"<p>Ferry.</p><div hidden>{paid}</div>")) == 5
    assert not any("guest" in line for line in lines(f"{SHOWN * 3}<div hidden>{paid}</div>"))


def test_a_box_of_links_that_opens_over_a_name_is_left_out() -> None:
    box = "<span><a href='/1'>Ana Bell's career</a><a href='/2'>Bell to leave the harbour board</a></span>"
    assert lines(f"<p>The mayor, <a>Ana Bell</a>{box}, told the harbour board on Monday.</p>") == [
        "The mayor, Ana Bell, told the harbour board on Monday."
    ]
    said = "<p>Boats for <span><a>Sarn Island</a>, <a>Port Ellery</a> and <a>the outer rocks</a></span> sail again.</p>"
    assert lines(said) == ["Boats for Sarn Island, Port Ellery and the outer rocks sail again."]


def test_lines_end_where_the_page_ends_them() -> None:
    assert lines("<div>One<br>two <b>and</b> a half<p>three</p>four</div><ul><li>five<li>six</ul>") == [
        "One", "two and a half", "three", "four", "five", "six",
    ]  # fmt: skip
