from dataclasses import replace

import pytest

from tests.article import article
from transforms.extract.figures.candidate import Candidate, locate
from transforms.extract.figures.counted import find_counted
from transforms.extract.figures.grammar import counts_noun, determiner_of, is_argument, noun_before
from transforms.extract.numbers.find import find_numbers


def candidate(text: str) -> Candidate:
    paragraph = article(text).indexed[0]
    found = locate(paragraph, find_numbers(text)[-1], None, None, None)
    return replace(found, phrase=find_counted(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It took 14 boats.", True),
        ("It took 14 crew.", True),
        ("The 14 bus came.", False),
        ("A third of the town fled.", True),
        ("Then 14 died.", False),
    ],
)
def test_a_number_counts_a_noun_that_may_stand_for_several(text: str, expected: bool) -> None:
    assert counts_noun(candidate(text)) is expected


@pytest.mark.parametrize(
    ("text", "noun", "determiner"),
    [("Aboard the old bus 14 died.", 3, "the"), ("Bus 14 came.", 0, None), ("Last year 14 died.", 1, "Last")],
)
def test_a_determiner_tells_a_thing_from_others(text: str, noun: int, determiner: str | None) -> None:
    found = determiner_of(article(text).paragraphs[0].doc[noun])
    assert (found.text if found else None) == determiner


def test_a_number_is_an_argument_of_the_verb_that_takes_it() -> None:
    assert is_argument(candidate("Aboard the bus 14 died."))
    assert not is_argument(candidate("They waited for bus 14."))


def test_the_full_stop_of_an_abbreviation_stands_between_a_number_and_its_noun() -> None:
    noun = noun_before(candidate("They took No. 14 home."))
    assert noun is not None
    assert noun.text.startswith("No")
