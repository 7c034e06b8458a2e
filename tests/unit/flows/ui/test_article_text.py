"""The marks in the text of an article: every character is shown once, and each mark leads to its row."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from flows.ui.article_text import MarkedSpan, mark_block
from flows.ui.templating import visible


class Shown(HTMLParser):
    """What a reader of some HTML gets: its text, and the ids and links of its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.ids: list[str | None] = []
        self.links: list[str | None] = []
        self.tags: set[str] = set()
        self.feed(str(html))
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name == "href"]


def test_a_name_within_a_quotation_is_a_link_within_it() -> None:
    made = mark_block(
        "She said: go, Brook, go!", 100, [MarkedSpan("quote", 7, 110, 123), MarkedSpan("name", 3, 114, 119)]
    )
    assert made == (
        'She said: <span class="quoted" id="quote-7">go, </span><span class="quoted">'
        '<a class="name" href="/entity/3">Brook</a></span><span class="quoted">, go</span>!'
    )


def test_a_figure_is_marked_and_leads_to_its_page() -> None:
    assert mark_block("12 died", 0, [MarkedSpan("figure", 5, 0, 2)]) == (
        '<mark id="figure-5"><a href="/figure/5">12</a></mark> died'
    )


def test_spans_of_other_blocks_are_left_out() -> None:
    assert mark_block("12 died", 50, [MarkedSpan("figure", 5, 0, 2), MarkedSpan("name", 1, 57, 60)]) == "12 died"


def test_markup_in_an_article_is_text() -> None:
    made = mark_block('<script>x</script> "&', 0, [MarkedSpan("name", 1, 0, 8)])
    assert Shown(made).tags == {"a"}
    assert Shown(made).text == '<script>x</script> "&'


spans = st.builds(
    lambda kind, target, start, length: MarkedSpan(kind, target, start, start + length),
    st.sampled_from(["name", "figure", "quote"]), st.integers(1, 9), st.integers(0, 60), st.integers(1, 30),
)  # fmt: skip


@given(st.text(max_size=60), st.integers(0, 30), st.lists(spans, max_size=6))
def test_every_character_is_shown_once(text: str, begin: int, found: list[MarkedSpan]) -> None:
    shown = Shown(mark_block(text, begin, found))
    assert shown.text.replace("\r", "\n") == visible(text).replace("\r", "\n")
    assert shown.tags <= {"a", "mark", "span"}
    inside = [span for span in found if span.start < begin + len(text) and begin < span.end]
    assert {link for link in shown.links if link.startswith("/entity/")} <= {
        f"/entity/{span.target}" for span in inside if span.kind == "name"
    }
    assert all(shown.ids.count(anchor) <= sum(span.kind != "name" for span in inside) for anchor in shown.ids)
