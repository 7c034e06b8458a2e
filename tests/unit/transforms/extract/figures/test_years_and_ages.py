import pytest

from tests.unit.transforms.extract.figures.reading import events, surfaces


@pytest.mark.parametrize(
    "text",
    [
        "The bridge, built in 1931, will close in 2033.",
        "Since 1978 the town has grown.",
        "The 1908 quake is remembered.",
        "The frost of 1963 came early.",
        "2024 was a hard year.",
        "From 1951 to 1957 he was mayor.",
        "Between 1980 and 1984 nothing was built.",
        "The 2011 riots are forgotten.",
        "In 2018, 2019 and 2020 it rained.",
        "It was the worst drought since 1976.",
        "The treaty dates from 1648.",
        "Under the 2009 rules it was banned.",
        "In its 1995 form the law failed.",
        "By 2040 the lake will be dry.",
        "In the spring of 1945 they went home.",
        "Court hears appeal in 1994 murder",
        "Guard is freed in 2007 death of a clerk",
    ],
)
def test_a_year_is_no_figure(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cyclone kills 1900", (1900, "killed")),
        ("Raid leaves 1100 dead", (1100, "killed")),
        ("Some 1700 were detained.", (1700, "detained")),
        ("The siege killed 1400 and wounded 2050.", (2050, "wounded")),
        ("2010 feared dead in landslide", (2010, "killed")),
        ("Officers arrested 1999 marchers.", (1999, "arrested")),
        ("The toll rose to 1800.", (1800, "killed")),
        ("In 2017 1300 people died.", (1300, "killed")),
        ("Last year 1200 died on the roads.", (1200, "killed")),
        ("The 2003 heatwave killed 1900 pensioners.", (1900, "killed")),
    ],
)
def test_four_digits_that_something_happened_to_are_a_count(text: str, expected: tuple[int, str]) -> None:
    assert expected in events(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blaze gutted 1300 flats.", ["1300"]),
        ("With the loss of 1980 posts the yard is gone.", ["1980"]),
        ("About 2000 marchers came.", ["About 2000"]),
        ("The yard employs 1450.", ["1450"]),
        ("A crowd of 1600 sang.", ["1600"]),
        ("It is a 1500-page report.", ["1500"]),
        ("In 2019 300 people left.", ["300"]),
        ("The capital has 2020 taxis.", ["2020"]),
    ],
)
def test_four_digits_before_a_plural_are_a_count(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "She became a judge at 38.",
        "Most miners retire at 55.",
        "He died at 91.",
        "They married at 20.",
        "Girls leave school at 16, boys at 17.",
        "Lena Ortiz, who swam at 80, is dead.",
        "The boy learned to read at 4.",
        "My uncle started work at 14.",
        "Ada Holm won the race at 19.",
        "Workers may stop at 62.",
        "He took to chess at 9 and died at 77.",
        "She was 45.",
        "The driver was 31 when it happened.",
    ],
)
def test_an_age_behind_at_is_no_figure(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The toll stood at 65.", ["65"]),
        ("Officials put the dead at 62.", ["62"]),
        ("The share closed at 90.", ["90"]),
        ("The count remains at 40.", ["40"]),
        ("He looked at 14 houses.", ["14"]),
        ("Police put the number at 62.", ["62"]),
        ("They were 12.", ["12"]),
        ("The number of dead is 45.", ["45"]),
    ],
)
def test_a_level_behind_at_is_no_age(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A lad of 16 rode the winner.",
        "The driver, a man of 44, was unhurt.",
        "She left behind a child of six.",
        "He married a girl of 19 in Dovna.",
        "Boys of 12 were made to fight.",
        "A toddler of two was found.",
        "It is no game for a man of 60.",
        "They took in an infant of one.",
        "A youth of eighteen was charged.",
        "A girl of nine sang.",
        "The brothers, 15 and 17, were found in a barn.",
        "Her daughters, 6 and 9, hid in the loft.",
        "The couple, both 54, live in Karvalo.",
        "His sons (4 and 7) were asleep.",
        "The victims, 19, 24 and 60, were neighbours.",
        "The boy, 11, swam ashore.",
        "His wife, 30, and son, 5, were killed.",
        "She turned 50 in March.",
        "Entry is free for those 16 and under.",
        "Okoro, who is 44, was sacked.",
        "The suspects - 21 and 25 - were flown home.",
    ],
)
def test_an_age_beside_a_word_for_persons_is_no_figure(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two suspects, 22 and 31, were held.", ["Two"]),
        ("A family of five was rescued.", ["five"]),
        ("A crew of 14 took to the boats.", ["14"]),
        ("A gang of 12 men was seen.", ["12"]),
        ("The party of nine set out.", ["nine"]),
        ("A mother of three won.", ["three"]),
        ("A man of 12 trades came.", ["12"]),
        ("The villages, 12 and 15 miles away, burned.", ["12", "15 miles"]),
        ("Police arrested men, 12 and 15 in all.", ["12", "15"]),
        ("The soldiers, 40 of them wounded, fled.", ["40"]),
        ("The inspectors turned 50 firms away.", ["50"]),
        ("Boats of 16 or over are taxed.", ["16 or over"]),
        ("The clerks, who are 44, met.", ["44"]),
    ],
)
def test_a_number_of_persons_is_no_age(text: str, found: list[str]) -> None:
    assert surfaces(text) == found
