"""What is known from outside the page: its title, its captions, and what earlier pages of the outlet held."""

import pytest

from tests.unit.transforms.strip.invented_article import ARTICLE, HEADLINE, kinds, rules
from transforms.strip.classify import classify
from transforms.strip.outlet_history import OutletHistory, RepeatedLine, line_key


def history_with(*lines, articles=40, share=0.5):
    """An outlet whose earlier stories held these lines."""
    return OutletHistory({line_key(line): RepeatedLine(articles, share) for line in lines})


def test_the_title_of_the_metadata_is_the_headline():
    sentence = "The wall will not be finished before the summer visitors come, and nobody is to blame for it."
    assert rules("Coast Desk", sentence, *ARTICLE, title=sentence)[1] == "headline.metadata"
    assert rules("Sea wall late", *ARTICLE, title="Sea Wall Late!")[:2] == ["headline.metadata", "body.text"]
    assert rules(HEADLINE, *ARTICLE, title="Quite another title")[0] == "headline.first"
    assert "headline.metadata" not in rules(*ARTICLE, HEADLINE, title=HEADLINE)  # below the text it is a teaser
    assert rules(HEADLINE, title=HEADLINE) == ["headline.metadata"]


def test_what_the_markup_calls_a_caption_is_one_whatever_it_says():
    sentence = "The wall was once the pride of Ellersby, and nobody ever thought that it would fall."
    assert rules(*ARTICLE[:3], sentence, *ARTICLE[3:])[3] == "body.text"
    assert rules(*ARTICLE[:3], sentence, *ARTICLE[3:], captions=[sentence.upper(), "Another"])[3] == "caption.markup"


STRANGE = "Ellersby Courier Premium"


def test_a_line_that_stood_in_many_stories_of_the_outlet_is_boilerplate():
    assert rules(*ARTICLE[:3], STRANGE, *ARTICLE[3:])[3] == "body.text"
    assert rules(*ARTICLE[:3], STRANGE, *ARTICLE[3:], history=history_with(STRANGE))[3] == "other.repeated"
    assert rules(*ARTICLE, STRANGE, history=history_with(STRANGE, articles=3, share=0.02))[5] == "other.repeated"
    counted = "You are reader 4711 of this page"
    assert rules(*ARTICLE, counted, history=history_with("You are reader 12 of this page"))[5] == "other.repeated"


def test_a_sentence_that_repeats_is_boilerplate_only_where_it_stands_everywhere_and_tells_nothing_of_the_story():
    pitch = "Every morning our six editors choose what matters and explain it over a pot of tea for you."
    background = "The sea wall at Ellersby was damaged by the storm, and its repairs have been delayed by the council."
    assert rules(*ARTICLE, pitch, history=history_with(pitch))[5] == "other.repeated"
    assert rules(*ARTICLE, pitch, history=history_with(pitch, articles=90, share=0.3))[5] == "body.text"
    second = "Our crossword is set by a retired bosun who has never once used the same clue again."
    assert rules(*ARTICLE, pitch, second, history=history_with(pitch, second))[5:] == ["other.repeated"] * 2
    index = "The Orsova index closed at 4321 points after a day of quiet trading in shares of miners."
    assert rules(*ARTICLE, index, history=history_with(index, share=0.9))[5] == "body.text"
    assert rules(*ARTICLE, "The company declined to comment.", history=history_with("The company declined to comment.",
                 articles=20, share=0.05))[5] == "body.text"  # fmt: skip
    assert rules(*ARTICLE, background, history=history_with(background))[5] == "body.text"


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry said on Friday that the vaccine is safe for everyone.",
        "Doctor Ines Talvo denied that the water of the lake had made anybody ill.",
        "At least 40 fishermen drowned when the ferry sank off the cape.",
        "The king of Tessaly was overthrown by his own guards before dawn.",
        "Police in Orrmouth arrested the mayor over the missing harbour funds.",
        "Three judges of the Marrow court were dismissed for taking bribes.",
    ],
)
def test_a_sentence_that_reports_is_never_learned_away(sentence: str):
    assert rules(*ARTICLE, sentence, history=history_with(sentence, articles=5000, share=1.0))[5] == "body.text"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ottilie Penrose contributed to this report from Orrmouth.",
        "Join the Harbour Club for tea and talks on Tessaly every Sunday.",
        "Our daily letter from Orrmouth comes to you before breakfast, with a recipe.",
        "You can write to the editors of the Courier at the old granary.",
        "The Courier is a member of the Marrow Press Council.",
    ],
)
def test_a_sentence_of_the_page_is_learned_whatever_names_it_has(sentence: str):
    assert rules(*ARTICLE, sentence, history=history_with(sentence, articles=5000, share=1.0))[5] != "body.text"


def test_a_sub_heading_that_repeats_stays_unless_it_stands_nearly_everywhere():
    heading = "The bigger picture"
    page = [*ARTICLE[:3], heading, *ARTICLE[3:]]
    assert rules(*page, history=history_with(heading, articles=30, share=0.15))[3] == "body.text"
    assert rules(*page, history=history_with(heading, articles=90, share=0.9))[3] == "other.repeated"


def test_a_name_that_repeats_at_the_head_is_the_author():
    page = [HEADLINE, "Ottilie Penrose", *ARTICLE]
    assert rules(*page, history=history_with("Ottilie Penrose"))[1] == "byline.name"


def test_a_line_of_other_outlets_or_of_tonight_alone_counts_for_nothing():
    assert rules(*ARTICLE, STRANGE, STRANGE, STRANGE, history=history_with("Something else"))[5:] == ["body.text"] * 3


def test_the_outlets_own_phrases_overrule_every_rule():
    outlet = OutletHistory(drop=("the tide table",), keep=("sponsored content",))
    lines = ["Sponsored content", "The  TIDE table by A. Crane", "ADVERTISEMENT"]
    verdicts = classify([*ARTICLE, *lines], history=outlet)[5:]
    assert [verdict.rule for verdict in verdicts] == ["body.outlet_keep", "other.outlet_drop", "ad.slot"]
    assert [verdict.kind for verdict in verdicts] == ["body", "other", "ad"]


def test_a_phrase_to_keep_leaves_content_what_it_is_and_wins_over_one_to_drop():
    outlet = OutletHistory(drop=("sea wall",), keep=("third time", "penrose"))
    assert kinds(HEADLINE, "By Ottilie Penrose", *ARTICLE, history=outlet)[:3] == ["headline", "byline", "other"]
