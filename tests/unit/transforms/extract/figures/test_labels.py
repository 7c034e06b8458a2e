import pytest

from tests.unit.transforms.extract.figures.reading import events, surfaces


@pytest.mark.parametrize(
    "text",
    [
        "Bus 63 skidded off the road.",
        "The 88 bus ran late.",
        "Commuters left the 14 tram.",
        "Flight 518 turned back.",
        "On day 9 of the strike the gates opened.",
        "The error stood on page 212.",
        "He keeps a Zephyr 500 and an Orbit 12.",
        "Delegates met at COP33 in Dovna.",
        "Version 4.2 is out.",
        "Route 90 is shut.",
        "She was kept in Room 31.",
        "Article 12 was repealed.",
        "The Club of 30 met in Dovna.",
        "Dovna 05 won the cup.",
        "The lorry overturned near junction 17.",
        "The jet touched down on runway 09L.",
        "Boiler 3 gave out.",
        "Year 7 pupils sat the test.",
        "The phase 2 trials went on.",
        "A magnitude 5 tremor shook the coast.",
        "The fight began on platform 6.",
        "They live at 31 Tanner Row.",
        "She read psalm 90.",
        "Highway 7 Shut After Rockfall",
        "The Zephyr 9 kettle was recalled.",
        "Work began on stage two.",
        "Rooms 31 and 32 were locked.",
        "Edition 6.2 is late.",
        "Convention 87 protects unions.",
        "Of the top 20 he liked none.",
        "In the S & P 500 utilities did best.",
        "In the S P 500 banks fell.",
        "The S and P 500 was flat.",
    ],
)
def test_a_number_that_a_thing_bears_is_no_figure(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aboard the tram 17 died.", (17, "killed")),
        ("On that day 22 drowned.", (22, "killed")),
        ("This week 18 smugglers were arrested.", (18, "arrested")),
        ("Last season 240 players were injured.", (240, "wounded")),
        ("In every district 50 people were detained.", (50, "detained")),
        ("At the second gate 9 fans were wounded.", (9, "wounded")),
        ("On the final lap 6 cyclists were injured.", (6, "wounded")),
        ("Inside the hall 120 people died.", (120, "killed")),
        ("Near the terminal 33 passengers were killed.", (33, "killed")),
        ("From the ward 45 patients fled.", (45, "displaced")),
        ("Each year 700 people die on these roads.", (700, "killed")),
        ("During the match 8 supporters were stabbed.", (8, "attacked")),
        ("At gate 12 people were hurt.", (12, "wounded")),
        ("In the phase 3 patients died.", (3, "killed")),
    ],
)
def test_a_number_that_a_verb_takes_is_a_count_whatever_noun_is_before_it(text: str, expected: tuple[int, str]) -> None:
    assert expected in events(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Under the accord 260 posts will go.", ["260"]),
        ("The 12 crew were safe.", ["12"]),
        ("The 40 aircraft were sold.", ["40"]),
        ("A 5 member team went.", ["5"]),
        ("Its 300 staff were told.", ["300"]),
        ("The group of 12 was tired.", ["12"]),
        ("They pledged to release 40 captives.", ["40"]),
        ("Guards Release 12 Hostages", ["12"]),
        ("Judges block 30 sackings.", ["30"]),
        ("The army blocks 40 and 50 lorries.", ["40", "50"]),
        ("Gunmen Seize 30", ["30"]),
        ("Wildfire Toll Reaches 19", ["19"]),
        ("She won COP 90,000.", ["COP 90,000"]),
        ("The bill is likely to top 1,000.", ["1,000"]),
    ],
)
def test_what_only_looks_like_a_label_counts(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In New Delhi 40 buses were torched.",
        "In Boston 12 bakers walked out.",
        "Near Kyiv 300 homes lost power.",
        "In South Africa 15 mines closed.",
        "In Berlin 7,000 teachers went on strike.",
        "In Ohio 20 barns burned.",
        "In Nairobi 18 shops were looted.",
        "Across Canada 200 branches shut.",
        "In New York 12 bridges were shut.",
    ],
)
def test_a_count_behind_the_place_where_it_was_made_is_a_figure(text: str) -> None:
    assert len(surfaces(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The Boeing 737 jets were grounded.",
        "Paris 2024 organisers were pleased.",
        "The Galaxy 24 phones overheated.",
        "Radio 4 listeners wrote in.",
        "Windows 11 users complained.",
        "Airbus 320 planes were checked.",
    ],
)
def test_a_number_of_a_thing_that_is_no_place_is_none(text: str) -> None:
    assert surfaces(text) == []
