"""Headline and summary: where they are found, and where a line only looks like one."""

import pytest

from tests.unit.transforms.strip.invented_article import FIFTH, FOURTH, HEADLINE, at_start, between, kinds


@pytest.mark.parametrize(
    "line",
    [HEADLINE, "Why is the sea wall late?", "She Waited for the Ferry. Then It Sank.", "‘We have waited for years’",
     "Watch: drone films the broken wall", "SEA WALL DELAYED AGAIN, COUNCIL SAYS"],
)  # fmt: skip
def test_a_first_line_that_is_no_sentence_is_the_headline(line):
    assert at_start(line) == ["headline"]


@pytest.mark.parametrize("line", [FOURTH, "Two men were rescued off Ellersby on Sunday after their boat hit the wall."])
def test_a_first_line_that_is_a_sentence_is_none(line):
    assert at_start(line) == ["body"]


def test_lines_without_an_article_have_no_headline():
    assert kinds("Sea wall delayed again", "Council blames quarry") == ["body", "body"]
    assert kinds("Hello") == ["body"]
    assert kinds() == []


def test_section_and_menu_stand_above_the_headline():
    assert at_start("World  |  Coast  |  Harbour", HEADLINE) == ["nav", "headline"]
    assert at_start("Home / Coast", HEADLINE) == ["nav", "headline"]
    assert at_start("Economy & Policy", HEADLINE) == ["nav", "headline"]
    assert at_start("EXCLUSIVE", HEADLINE) == ["nav", "headline"]


def test_a_short_headline_above_a_standfirst_stays_the_headline():
    assert at_start("Barrier fails again", "Third breach at Ellersby in a single winter") == ["headline", "summary"]


def test_bullets_under_the_headline_are_the_summary():
    assert at_start(HEADLINE, "• Work to go on until June", "- Traders say takings are down by a third") == [
        "headline", "summary", "summary",
    ]  # fmt: skip


def test_a_sentence_between_headline_and_byline_is_the_summary():
    assert at_start(HEADLINE, FIFTH, "By Ottilie Penrose") == ["headline", "summary", "byline"]
    assert at_start(HEADLINE, FIFTH) == ["headline", "body"]


def test_bullets_inside_the_article_are_body():
    assert between("• The wall rises by 40cm", "• The road reopens in June") == ["body", "body"]
