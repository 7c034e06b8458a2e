from dataclasses import replace
from pathlib import Path

from flows.outcome import Outcome
from flows.summary import SHOWN, as_markdown, as_text
from tests.nights import FAILED, WARNED
from warehouse.publish.journal import Check

PUBLISHED = Outcome(
    "published",
    "20310501T020000Z",
    {"articles": 1200, "articles_new": 1200},
    warnings=(WARNED,),
    seconds={"scan": 0.25},
)


def test_a_published_load_shows_its_warnings_with_their_examples() -> None:
    lines = as_text(PUBLISHED, Path("/w")).splitlines()
    assert lines[0].startswith("Published load 20310501T020000Z: 1,200 articles, ")
    assert lines[2:7] == [
        "Warnings:",
        "  articles: drift: 0.9, usually 0.3",
        "    Within the band.",
        '    {"lines": ["Tide tables"]}',
        "Try:",
    ]
    assert '- warning: `articles` drift: 0.9, usually 0.3\n\n```\nWithin the band.\n{"lines"' in as_markdown(PUBLISHED)


def test_articles_that_were_read_again_are_told_apart_from_new_ones() -> None:
    first = as_text(replace(PUBLISHED, rows={"articles": 1200, "articles_new": 70}), Path("/w")).splitlines()[0]
    assert first.startswith("Published load 20310501T020000Z: 1,200 articles (70 new), 0 entities")


def test_a_load_without_warnings_does_not_speak_of_them() -> None:
    quiet = replace(PUBLISHED, warnings=())
    assert "arning" not in as_text(quiet, Path("/w")) + as_markdown(quiet)


def test_markup_in_the_text_of_articles_shows_as_text() -> None:
    told = Check("articles", "drift", "warn", False, "<b>[Tides](http://x.example)</b> `a`", "````\n# Head\n<script>")
    page = as_markdown(replace(PUBLISHED, warnings=(told,)))
    assert r"drift: \<b\>\[Tides\]\(http://x.example\)\</b\> \`a\`" in page
    assert "\n`````\n````\n# Head\n<script>\n`````\n" in page


def test_a_refused_load_counts_only_what_refused_it() -> None:
    refused = replace(PUBLISHED, verdict="refused", failed=(FAILED,))
    assert as_text(refused, Path("/w")).splitlines() == [
        "Refused load 20310501T020000Z: 1 checks failed; what is published stays.",
        "  articles: article_count: 3",
        '    {"headline": "Ferry strike ends"}',
        "Warnings:",
        "  articles: drift: 0.9, usually 0.3",
        "    Within the band.",
        '    {"lines": ["Tide tables"]}',
    ]
    assert "- `articles` article_count: 3" in as_markdown(refused)


def test_a_load_after_a_rollback_says_on_what_it_builds() -> None:
    line = "Builds on 20310429T020000Z, after a rollback from 20310430T020000Z."
    back = replace(PUBLISHED, builds_on="20310429T020000Z", rolled_back_from="20310430T020000Z")
    assert as_text(back, Path("/w")).splitlines()[1] == line
    assert as_text(replace(back, verdict="refused"), Path("/w")).splitlines()[1] == line
    assert line in as_markdown(back)
    assert "Builds on" not in as_text(PUBLISHED, Path("/w")) + as_markdown(PUBLISHED)


def test_one_of_each_is_told_in_the_singular() -> None:
    one = as_text(replace(PUBLISHED, rows=dict.fromkeys(SHOWN, 1) | {"articles_new": 1}), Path("/w")).splitlines()[0]
    assert one.endswith("1 article, 1 entity, 1 mention, 1 figure, 1 quote, 1 block, 1 rejection.")
