from tests.article import article
from transforms.extract import story_terms
from transforms.extract.story_terms import StoryTerm, find_story_terms

LINES = (
    "Storm tears roof off Ferrin mill",
    "The storm tore the roof off a mill in Ferrin.",
    "Farmers slowly counted 12 cows.",
)


def terms(*lines: str, kinds: tuple[str, ...] = ()) -> dict[str, StoryTerm]:
    return {term.term: term for term in find_story_terms(article(*lines, kinds=kinds))}


def test_headline_and_repetition_weigh_more_than_what_stands_below() -> None:
    found = terms(*LINES, kinds=("headline", "body", "body"))
    assert found["storm"].weight > found["cow"].weight > 0
    assert found["storm"].opening_weight == 1.5
    assert found["cow"].opening_weight == 0.5


def test_words_that_say_nothing_are_left_out() -> None:
    found = terms(*LINES, kinds=("headline", "body", "body"))
    assert found.keys().isdisjoint({"the", "a", "in", "off", "."})
    assert {"roof", "mill", "ferrin", "12", "farmer", "count"} <= found.keys()


def test_bylines_and_captions_are_no_part_of_it() -> None:
    found = terms("Ferry halted", "By Ines Talvo", "Picture: a heron", kinds=("headline", "byline", "caption"))
    assert "ferry" in found
    assert found.keys().isdisjoint({"ines", "talvo", "heron", "picture"})


def test_what_stands_far_down_is_not_read() -> None:
    far = " ".join(["Crews towed barges."] * (story_terms.LONGEST_TOLD // 3 + 1)) + " A heron watched."
    assert "heron" not in terms(far)


def test_a_long_article_has_so_many_terms_and_no_more() -> None:
    words = ", ".join(f"k{number}lm" for number in range(700))
    assert len(terms(f"They listed {words}.")) <= story_terms.MOST_TERMS + 50


def test_an_article_without_words_has_none() -> None:
    assert terms("") == {}
    assert terms("... !") == {}
