"""Articles in the state of a page's scripts."""

import json

import pytest

from transforms.pages.state import state_lines, text_lines

FIRST = "The ferry to Port Ellery was stopped on Friday after a storm, the harbour master said."
SECOND = "Passengers were brought home by bus, and most of them slept before midnight."
OTHER = "The mill at Sarn has been sold to a brewer from the next valley over."
TEASERS = [{"title": "Mill sold", "summary": OTHER}, {"title": "Bees are back"}]


@pytest.mark.parametrize(
    "state",
    [
        {"props": {"article": {"body": f"<p>{FIRST}</p><p>{SECOND}</p>"}, "more": TEASERS}},
        {"page": {"blocks": [{"type": "p", "text": FIRST}, {"type": "p", "text": SECOND}]}, "more": TEASERS},
        {"story": {"paragraphs": [FIRST, SECOND]}, "id": 7},
        [{"content": f"{FIRST}\n\n{SECOND}"}, *TEASERS],
    ],
)
@pytest.mark.parametrize(
    "script",
    [
        '<script id="__NEXT_DATA__" type="application/json">{}</script>',
        "<script>window.__STATE__ = {}; start();</script>",
        "<SCRIPT>var a = 1;window.app.state={}</SCRIPT>",
    ],
)
def test_the_longest_text_of_the_state_is_the_article(state: object, script: str) -> None:
    page = f"<html><body><div id='root'></div>{script.format(json.dumps(state))}</body></html>"
    assert state_lines(page) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "script",
    [
        "<script>" * 300_000,
        f"<script>{'[' * 500_000}</script>",
        "<script>window.x = {</script>",
        "<script>start('The ferry was stopped on Friday after a storm, it said.')</script>",
        f'<script type="application/ld+json">{{"articleBody": "{FIRST}"}}</script>',
        "<script></script>",
        "",
    ],
)
def test_scripts_without_a_state_give_nothing(script: str) -> None:
    assert state_lines(script) == []


def test_tags_within_a_text_end_its_lines() -> None:
    assert text_lines("<p>One <b>and</b> two</p>three<br/>four") == ["One and two", "three", "four"]
