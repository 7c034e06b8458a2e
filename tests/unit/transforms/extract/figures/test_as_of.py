from datetime import date

import pytest

from tests.unit.transforms.extract.figures.reading import figures_with_names

FRIDAY = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("text", "day", "source"),
    [
        ("Twelve miners died on Thursday.", date(2026, 3, 19), "sentence"),
        ("Twelve miners died early on Friday.", FRIDAY, "sentence"),
        ("Twelve miners died yesterday.", date(2026, 3, 19), "sentence"),
        ("Twelve miners died on 2 March.", date(2026, 3, 2), "sentence"),
        ("Twelve miners died on October 7.", date(2025, 10, 7), "sentence"),
        ("Twelve miners died on 7 October 2024.", date(2024, 10, 7), "sentence"),
        ("Twelve miners have died since October 7.", FRIDAY, "until_now"),
        ("Twelve miners died on and after October 7.", FRIDAY, "until_now"),
        ("The October 7 blast led to more than 12 deaths.", FRIDAY, "article"),
        ("On Thursday officials said that 12 miners had died.", date(2026, 3, 19), "sentence"),
        ("Twelve miners have died so far.", FRIDAY, "until_now"),
        ("In 2019, 12 miners died.", date(2019, 12, 31), "period"),
        ("Last month 12 miners died.", date(2026, 2, 28), "period"),
        ("Twelve miners have died.", FRIDAY, "article"),
        ("Twelve miners left since they were tired.", FRIDAY, "article"),
        ("Twelve miners will come next Thursday.", FRIDAY, "article"),
        ("Twelve miners may march.", FRIDAY, "article"),
    ],
)
def test_day_is_read_from_the_sentence(text: str, day: date, source: str) -> None:
    assert [(f.as_of, f.as_of_source) for f in figures_with_names(text, published_on=FRIDAY)] == [(day, source)]


def times(text: str) -> list[tuple[float | None, str | None, bool]]:
    found = figures_with_names(text, published_on=FRIDAY)
    return [(f.value_low or f.value_high, f.as_of.isoformat() if f.as_of else None, f.is_background) for f in found]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The 1979 avalanche, which buried 40 climbers, is remembered.", "1979-12-31"),
        ("The 1979 avalanche buried 40 climbers.", "1979-12-31"),
        ("In the 1956 blaze 40 sailors died.", "1956-12-31"),
        ("They remember the 40 dead of the 2004 collapse.", "2004-12-31"),
        ("He was convicted of the 2011 bombing that killed 40 people.", "2011-12-31"),
        ("Twenty years ago, 40 people drowned when a ferry sank.", "2006-12-31"),
        ("A century ago 40 miners died in this shaft.", "1926-12-31"),
        ("The ship went down in October 1944 with 40 men.", "1944-10-31"),
        ("In the 1980s, 40 climbers died here.", "1989-12-31"),
        ("It was the worst flood since 40 people drowned in 2008.", "2008-12-31"),
        ("The deadliest blast there since 40 miners died in 2008.", "2008-12-31"),
        ("Since 1951, some 40 divers have died here.", "2026-03-20"),
        ("Between 2001 and 2006, 40 people were shot.", "2006-12-31"),
        ("Some decades ago 40 people died here.", None),
        ("An earlier blaze killed 40 people.", "2026-03-20"),
        ("Some 90 boats sank, compared with 40 the year before.", "2025-12-31"),
    ],
)
def test_history_has_its_own_day_and_is_background(text: str, day: str | None) -> None:
    assert (40, day, True) in times(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The gale drowned 90, far more than the 40 who drowned in the storm of the winter.", "set_against"),
        ("The gale drowned 90 people, surpassing the 40 drowned off Lund.", "set_against"),
        ("Nobody had been hurt there since the blast that killed 40 miners.", "record_since"),
        ("It was the first death since an avalanche buried 40 climbers.", "record_since"),
        ("The vote comes six months after a stampede killed 40 pilgrims.", "long_before"),
        ("Years after a bus plunged into a gorge and 40 people died, the road is safe.", "long_before"),
        ("Last year's landslide left 40 dead.", "happening_of_year"),
        ("In last year's riots 40 people were shot.", "happening_of_year"),
        ("A similar crash left 40 people dead.", "earlier_happening"),
        ("Some 90 sailors drowned, compared with 40 the previous year.", "compared"),
    ],
)
def test_the_words_of_another_happening_are_a_part_of_the_figure(text: str, rule: str) -> None:
    figures = figures_with_names(text, published_on=FRIDAY)
    parts = {part.rule for figure in figures if 40 in {figure.value_low, figure.value_high} for part in figure.parts
             if part.part == "background"}  # fmt: skip
    assert parts == {rule}


@pytest.mark.parametrize(
    "text",
    [
        "More than 40 people drowned in the gale.",
        "The gale drowned the 40 people aboard.",
        "Since Monday 40 people have drowned.",
        "The guards have shot 40 people since the strike began.",
        "Two days after a bomb killed 40 people, the square is empty.",
        "Hours after 40 miners died, the owner fled.",
        "Last year's report says that 40 people died.",
        "Hundreds fled after 40 people were shot.",
    ],
)
def test_the_happening_of_the_article_is_no_other_one(text: str) -> None:
    found = [figure for figure in figures_with_names(text, published_on=FRIDAY) if figure.value_low == 40]
    assert [figure.is_background for figure in found] == [False]


@pytest.mark.parametrize(
    ("text", "is_background"),
    [
        ("In 1998 an avalanche buried 40 climbers.", True),
        ("The 1979 avalanche buried 40 climbers.", True),
        ("Since 1951, some 40 divers have died here.", True),
        ("On Monday an avalanche buried 40 climbers.", False),
        ("In March an avalanche buried 40 climbers.", False),
        ("Last week an avalanche buried 40 climbers.", False),
    ],
)
def test_in_an_article_without_a_day_a_year_tells_another_happening(text: str, is_background: bool) -> None:
    (figure,) = figures_with_names(text)
    assert (figure.as_of, figure.is_background) == (None, is_background)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A fire killed 40 people in a hall built in 1958.", "2026-03-20"),
        ("A fire killed 40 people at a school that opened in 2001.", "2026-03-20"),
        ("A bomb killed 40 people, and in 2019 police warned of it.", "2026-03-20"),
        ("Last year 40 people died here.", "2025-12-31"),
        ("In January 40 people died here.", "2026-01-31"),
        ("The fire on Wednesday killed 40 people.", "2026-03-18"),
        ("Some 40 people fled after the march.", "2026-03-20"),
    ],
)
def test_the_time_of_something_else_is_not_that_of_the_number(text: str, day: str) -> None:
    assert times(text) == [(40, day, False)]


@pytest.mark.parametrize(
    "text",
    [
        "The yard will cut 40 posts by June 1.",
        "The toll could reach 40 on 3 May.",
        "On April 9 some 40 boats will set out.",
        "Some 40 shops open on April 2.",
        "Up to 40 may lose their homes.",
        "Some 40 people are to walk on Thursday.",
        "By 2041 some 40 villages will be gone.",
        "In July 40 guards are due to leave.",
        "The plan would move 40 families by 15 August.",
        "About 40 ships might sail next week.",
    ],
)
def test_a_day_to_come_is_not_one_of_last_year(text: str) -> None:
    assert times(text) == [(40, "2026-03-20", False)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On October 9 some 40 boats sank.", "2025-10-09"),
        ("Guards shot 40 men on 2 December.", "2025-12-02"),
        ("Some 40 may have died on 2 December.", "2025-12-02"),
        ("In April 40 people were killed by hail.", "2025-04-30"),
        ("The 2003 storm killed 90; that of 2011 left 40 dead.", "2011-12-31"),
    ],
)
def test_a_past_day_is_the_last_one(text: str, day: str) -> None:
    assert (40, day) in [(value, as_of) for value, as_of, _ in times(text)]


def test_without_a_day_of_the_article_no_day_is_resolved() -> None:
    assert [(f.as_of, f.as_of_source) for f in figures_with_names("Twelve miners died on Thursday.")] == [(None, None)]


@pytest.mark.parametrize("day_to_come", ["30 June 2031", "29 February"])
def test_a_day_that_has_not_been_is_no_day_of_a_figure(day_to_come: str) -> None:
    (figure,) = figures_with_names(f"Twelve miners died {day_to_come}.", published_on=date(2000, 1, 1))
    assert (figure.as_of, figure.as_of_source) == (date(2000, 1, 1), "article")
