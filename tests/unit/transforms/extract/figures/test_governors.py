import pytest

from tests.unit.transforms.extract.figures.reading import events


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mudslide took the lives of 22 villagers.", [(22, "killed")]),
        ("The Orsk went down in a gale with the loss of 40 lives.", [(40, "killed")]),
        ("The fire led to the loss of nine lives.", [(9, "killed")]),
        ("The plant shut with the loss of 300 jobs.", [(300, "laid_off")]),
        ("The merger means the loss of up to 40 posts.", [(40, "laid_off")]),
        ("The loss of 12 seats hurt the party.", [(12, None)]),
        ("The loss of $40m hurt.", [(40e6, None)]),
        ("Rebels raided the village, killing over 40.", [(40, "killed")]),
        ("The storm killed 8 in Odra and 3 in Lusk.", [(8, "killed"), (3, "killed")]),
        ("Suicide bomber kills self, 14 others", [(14, "killed")]),
        ("The court freed 18 inmates, including seven women.", [(18, "released"), (7, "released")]),
        ("He spoke of the deaths of the French consul in Libya and three other diplomats, we hear.", [(3, "killed")]),
        ("There was a strike as a result of the murder of a town judge and of two court clerks.", [(2, "killed")]),
        ("In the clashes, 14 rebels and three soldiers lost their lives.", [(14, "killed"), (3, "killed")]),
        ("The army secured the release of a group of 14 monks.", [(14, "released")]),
        ("Gunmen mowed down 14 shoppers.", [(14, "killed")]),
        ("Out of 60 passengers, 21 were killed.", [(60, None), (21, "killed")]),
        ("Some 30 of them remained hospitalized on Friday.", [(30, "hospitalized")]),
        ("Nine of the clerks, the mayor said, are dead.", [(9, "killed")]),
        ("An avalanche buried a hotel and killed 29 guests.", [(29, "killed")]),
        ("Police arrested 44 people, wounded nine and killed two.", [(44, "arrested"), (9, "wounded"), (2, "killed")]),
    ],
)
def test_the_words_above_a_count_are_climbed_to_what_happened(text: str, found: list[tuple[float, str]]) -> None:
    assert events(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The murder by 14 gunmen shocked many.",
        "He was killed in one of 14 villages.",
        "The band killed it at 14 festivals.",
        "The dead man had 14 cats.",
        "As 14 examples show, the ban remains.",
        "In 14 cases the mayor remains a suspect.",
        "Fourteen nuns were almost dead when they arrived.",
        "The emails released by the court were not among 14 letters that she sent.",
        "Police released photos of 14 suspects.",
    ],
)
def test_the_climb_ends_at_words_that_lead_elsewhere(text: str) -> None:
    assert dict(events(text))[14] is None
