"""Small articles of invented happenings, read as an outlet would write them: which of them tell one story."""

import pytest

from tests.telling import Told, reckoned, stories

OTHER_NEWS = [reckoned(f"other {n}", n, n % 8) for n in range(40)]
"""Articles of other happenings, so that it is known what is rare."""

SINKING = [
    "Ferry sinks off Tolvan with 84 aboard",
    "The ferry Merrow Star went down in heavy seas off Tolvan on Monday night, and rescuers pulled "
    "61 people from the water.",
    "Lifeboats from Tolvan harbour searched through the dark for passengers of the Merrow Star, the coastguard said.",
]
SINKING_TOLD_ELSEWHERE = [
    "Dozens rescued after Merrow Star capsizes near Tolvan",
    "Rescuers saved 61 passengers when the Merrow Star, a ferry on its way to Tolvan, capsized in "
    "rough seas late on Monday.",
    "The coastguard said that lifeboats were still searching for those missing from the ferry off Tolvan.",
]
SINKING_NEXT_DAY = [
    "Toll of Tolvan ferry disaster rises to 14",
    "Divers found nine more bodies in the wreck of the Merrow Star on Tuesday, which brings the "
    "toll of the ferry's sinking off "
    "Tolvan to 14.",
    "The coastguard called off its search for passengers; the ferry capsized in heavy seas on Monday.",
]
BAKERY_FIRE = [
    "Fire destroys bakery in Harlow Green",
    "A blaze gutted the Pelham bakery in Harlow Green on Tuesday; an oven had been left on "
    "overnight, firefighters said.",
    "Nobody was hurt. The baker, Odile Pelham, said that forty years of work lay in ashes.",
]
SCHOOL_FIRE = [
    "Pupils flee as gym burns in Harlow Green",
    "A roof of the gym at Saint Oswin's school in Harlow Green caught fire on Thursday while workers were welding.",
    "Teachers led 300 pupils out of their classrooms; two welders were treated for smoke.",
]
FIRST_MATCH = [
    "Corbie Rovers beat Lanwick 3-1",
    "Two goals by Teo Brandl gave Corbie Rovers a win over Lanwick at home on Saturday.",
    "Lanwick's keeper dropped a corner in the second half, and Brandl scored from close range.",
]
SECOND_MATCH = [
    "Corbie Rovers lose at Ostend Vale",
    "A late penalty by Aron Silke sank Corbie Rovers at Ostend Vale on Wednesday.",
    "Silke was fouled in the last minute by a substitute who was sent off, and the crowd stayed "
    "long after the whistle.",
]
CLAIMS_THIS_WEEK = [
    "Jobless claims rise to 212,000",
    "New claims for unemployment benefits rose to 212,000 in the week to 3 May, after layoffs at Dorrance shipyards.",
    "Economists had expected fewer; the Dorrance yard let go 4,000 welders.",
]
CLAIMS_LAST_WEEK = [
    "Jobless claims fall to 187,000",
    "New claims for unemployment benefits fell to 187,000 in the week to 26 April, as hotels hired for the summer.",
    "It was the lowest number since the autumn, when the textile mills reopened.",
]
THEME = {
    "ward": [
        "Plague hospital in Mirrin opens new ward",
        "The hospital in Mirrin opened a ward for 60 patients of the plague on Monday, paid for by the miners' union.",
    ],
    "school": [
        "Schools in Callow to teach outdoors during plague",
        "Headmasters in Callow will hold lessons in orchards while the plague lasts, under a plan "
        "by the county inspector.",
    ],
    "ship": [
        "Plague keeps liner Aurelia at anchor",
        "The liner Aurelia must stay at anchor off Dunmore for ten days, since a cook fell ill with the plague.",
    ],
}


def told(name: str, lines: list[str], day: int = 0) -> Told:
    return Told(name, day, lines)


def told_together(*articles: Told) -> set[frozenset[str]]:
    """The stories of some articles among other news."""
    names = {article.name for article in articles}
    return {kept for story in stories([*articles, *OTHER_NEWS]) if (kept := story & names)}


TOGETHER, APART = {frozenset(["one", "other"])}, {frozenset(["one"]), frozenset(["other"])}


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        pytest.param(SINKING, SINKING_TOLD_ELSEWHERE, 0, id="in other words"),
        pytest.param(SINKING, SINKING_TOLD_ELSEWHERE, 1, id="in other words, a day later"),
        pytest.param(SINKING, SINKING_NEXT_DAY, 1, id="a follow-up on the next day"),
        pytest.param(SINKING_TOLD_ELSEWHERE, SINKING_NEXT_DAY, 1, id="a follow-up of another outlet"),
    ],
)
def test_one_happening_is_one_story(one: list[str], other: list[str], days: int) -> None:
    assert told_together(told("one", one), told("other", other, days)) == TOGETHER


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        pytest.param(BAKERY_FIRE, SCHOOL_FIRE, 2, id="two fires in one town in one week"),
        pytest.param(FIRST_MATCH, SECOND_MATCH, 4, id="two matches of one club"),
        pytest.param(CLAIMS_LAST_WEEK, CLAIMS_THIS_WEEK, 7, id="figures of this and of last week"),
        pytest.param(SINKING, SINKING, 365, id="the same a year later"),
        pytest.param(SINKING, SINKING_TOLD_ELSEWHERE, 14, id="when the story rests"),
        pytest.param(SINKING, BAKERY_FIRE, 0, id="two happenings"),
    ],
)
def test_two_happenings_are_two_stories(one: list[str], other: list[str], days: int) -> None:
    assert told_together(told("one", one), told("other", other, days)) == APART


def test_happenings_of_one_theme_are_stories_of_their_own() -> None:
    articles = [told(name, lines, n % 2) for n, (name, lines) in enumerate(THEME.items())]
    assert told_together(*articles) == {frozenset([name]) for name in THEME}


def test_commentary_that_names_an_event_once_is_not_of_its_story() -> None:
    comment = [
        "Why we no longer trust public works",
        "Bridges rust, councils borrow, and nobody in the ministry reads what engineers write to it year after year.",
        "From the ferry at Tolvan to the tunnels of the capital, repairs are put off until voters "
        "forget who promised them.",
    ]
    assert told_together(told("one", SINKING), told("other", comment, 1)) == APART


def test_an_article_of_few_words_and_one_of_none_are_stories() -> None:
    assert told_together(told("one", ["Tide tables today"]), told("other", [""])) == APART
