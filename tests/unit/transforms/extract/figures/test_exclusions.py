import pytest

from tests.article import article
from tests.unit.transforms.extract.figures.reading import named, surfaces
from transforms.documents import Entity, Mention
from transforms.extract.figures.find import find_figures


@pytest.mark.parametrize(
    "text",
    [
        "The war began in 1967 and ended in 1971.",
        "They agreed on the 1874 borders.",
        "Half of 2019 was dry.",
        "Mara Doll, 45, runs the shop.",
        "The shop is run by Mara Doll (45).",
        "The fee is waived for children under 18.",
        "The train leaves for Dovna at 14:30 on 7 October.",
        "He waited for another three long months.",
        "No one was hurt.",
        "It was one of the best days.",
        "One of the miners was killed.",
        "It is a two-state solution.",
        "The Boeing 737 landed safely.",
        "He spoke on Channel 4 about Article 5.",
        "Take Route 66 out of town.",
        "She lives at 12 Harbour Street.",
        "The two sides met again.",
        "Orlavia beat Zembria 3-1.",
        "2. Stir the soup.",
        "(3) Stir the soup.",
        "They will zero in on fraud.",
    ],
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2018, 300 people left.", ["300"]),
        ("At least 2000 people left.", ["At least 2000"]),
        ("In Dovna 40 people died.", ["40"]),
        ("The two miners were killed.", ["two"]),
        ("One miner was killed.", ["One"]),
        ("A 15-member team went.", ["15"]),
        ("He bought 12 of the 40 houses.", ["12", "40"]),
    ],
)
def test_counts_beside_such_are_figures(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_a_figure_in_a_name_is_none() -> None:
    read, mentions, entities = named("The Group of 40 met.", ("Group of 40", "ORG"))
    assert find_figures(read, mentions, entities, []) == []


def test_of_mentions_that_overlap_the_longest_counts() -> None:
    read = article("The Group of 40 met.")
    mentions = [Mention(0, 4, 15, "ORG", "ORG", 1), Mention(0, 13, 15, "ORG", "ORG", 2)]
    entities = [Entity(1, "ORG", "Group of 40"), Entity(2, "ORG", "40")]
    assert find_figures(read, mentions, entities, []) == find_figures(read, mentions[::-1], entities, []) == []


@pytest.mark.parametrize(
    "text", ["The Zephyr 12 engine roared.", "They met at 0510 in the yard.", "The S&P 500 shares fell."]
)
def test_number_within_a_name_or_a_time_is_no_figure(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Police found just one knife.", "knife"),
        ("More than one lawyer refused.", "lawyer"),
        ("At least one car was stolen.", "car"),
        ("The crew lost one mast and two sails.", "mast"),
        ("She has four cats, two dogs and one goat.", "goat"),
        ("There was only one survivor.", "survivor"),
        ("The clinic has exactly one doctor.", "doctor"),
        ("Only one ship got through.", "ship"),
        ("The bomb damaged just one house.", "house"),
        ("He pleaded guilty to one count of theft.", "count of theft"),
    ],
)
def test_one_that_is_set_against_more_counts(text: str, counted: str) -> None:
    assert (1, counted) in [(f.value_low, f.counted) for f in find_figures(article(text), [], [], [])]


@pytest.mark.parametrize(
    "text",
    [
        "One evening the pier burned down.",
        "This one thing matters.",
        "One by one they left.",
        "One in the crowd shouted.",
        "She is one tough judge.",
        "There is only one way to win.",
        "It was just one of those days.",
        "At one point he wept.",
        "On the one hand it rained, on the other it was warm.",
        "Just one day later he fled.",
        "No one could accuse them of playing up to one side.",
        "The heirs fight over one house.",
        "This is just one of the many tales.",
        "It is just one more mile to go.",
        "They lived above one shop.",
    ],
)
def test_one_that_only_refers_is_no_figure(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There were 14 cases per 100,000 residents.", ["14"]),
        ("Belmor has 3.4 beds per 1,000 people.", ["3.4"]),
        ("Deaths fell to 2 per 10,000 births.", ["2"]),
        ("The rate is 650 per 100,000.", ["650"]),
        ("They sat in rows, 12 per table, 40 in all.", ["12", "40"]),
        ("It is one car for every 12 homes.", ["12"]),
        ("As per 2 orders of the court, it closed.", ["2"]),
    ],
)
def test_what_a_count_is_divided_by_is_no_figure(text: str, found: list[str]) -> None:
    assert surfaces(text) == found
