"""Bounds, ranges and parts of a whole; and what is no number."""

import pytest

from tests.unit.transforms.extract.numbers.reading import only, surfaces
from tests.work import ends
from transforms.extract.numbers.find import find_numbers
from transforms.extract.numbers.numeral import PROPORTION


@pytest.mark.parametrize(
    ("text", "low", "high", "bound", "surface"),
    [
        ("over 1,730 sheep", 1730, None, "more_than", "over 1,730"),
        ("more than 30 sheep", 30, None, "more_than", "more than 30"),
        ("at least a dozen sheep", 12, None, "at_least", "at least a dozen"),
        ("no fewer than 12 sheep", 12, None, "at_least", "no fewer than 12"),
        ("no more than 12 sheep", None, 12, "at_most", "no more than 12"),
        ("as many as 90 sheep", None, 90, "at_most", "as many as 90"),
        ("up to 40 sheep", None, 40, "at_most", "up to 40"),
        ("They lost 40 or more.", 40, None, "at_least", "40 or more"),
        ("almost fifty sheep", None, 50, "less_than", "almost fifty"),
        ("nearly 60 per cent", None, 60, "less_than", "nearly 60 per cent"),
        ("fewer than 20 sheep", None, 20, "less_than", "fewer than 20"),
        ("Some 200,000 sheep", 200_000, 200_000, "approximate", "Some 200,000"),
        ("about $5", 5, 5, "approximate", "about $5"),
        ("~45 sheep", 45, 45, "approximate", "~45"),
        ("40 or so sheep", 40, 40, "approximate", "40 or so"),
        ("200-odd sheep", 200, 200, "approximate", "200-odd"),
        ("40 or more sheep", 40, None, "at_least", "40 or more"),
        ("200+ sheep", 200, None, "at_least", "200+"),
        ("more than an estimated 200 sheep", 200, None, "more_than", "more than an estimated 200"),
        ("at least another 20 sheep", 20, None, "at_least", "at least another 20"),
        ("that adds up to slightly more than $675", 675, None, "more_than", "more than $675"),
    ],
)
def test_keeps_open_ends_open(text: str, low: float | None, high: float | None, bound: str, surface: str) -> None:
    number = only(text)
    assert (number.low, number.high, number.bound) == (low, high, bound)
    assert surface in text[number.start : number.end]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 5 and 7 boats", 5, 7),
        ("5-7 boats", 5, 7),
        ("5\u20137 boats", 5, 7),
        ("five to ten boats", 5, 10),
        ("from $640,000 to $2.1 million", 640_000, 2_100_000),
        ("$3-4 million", 3_000_000, 4_000_000),
        ("two to three million boats", 2_000_000, 3_000_000),
        ("5% to 10%", 5, 10),
        ("0-to-90-mph", 0, 90),
        ("about 5 to 7 boats", 5, 7),
    ],
)
def test_ranges_stay_ranges(text: str, low: float, high: float) -> None:
    number = only(text)
    assert (number.low, number.high, number.bound) == (low, high, "range")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("up 3% to 12%", ["3%", "12%"]),
        ("rose by $4 billion to $9 billion", ["$4 billion", "$9 billion"]),
        ("gained 0.4 per cent to 5,120.6", ["0.4 per cent", "5,120.6"]),
        ("killing 12 and 40 homes burned", ["12", "40"]),
    ],
)
def test_two_values_are_no_range(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one in five drivers", 0.2),
        ("three out of 10 drivers", 0.3),
        ("two-thirds of drivers", 2 / 3),
        ("half the drivers", 0.5),
    ],
)
def test_parts_of_a_whole_are_proportions(text: str, value: float) -> None:
    number = only(text)
    assert number.low == pytest.approx(value)
    assert number.unit == PROPORTION


def test_a_bound_between_two_numbers_belongs_to_the_second() -> None:
    assert [n.bound for n in find_numbers("killing 12 at least one by fire")] == ["exact", "at_least"]
    assert [n.bound for n in find_numbers("killing 12 at least")] == ["at_least"]


def test_an_alternative_shares_the_unit_behind_it() -> None:
    assert [n.currency for n in find_numbers("for six or seven euros")] == ["EUR", "EUR"]
    assert [n.currency for n in find_numbers("for six and seven euros")] == [None, "EUR"]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("doses of 5, 10 and 20 mg", ["milligram"] * 3),
        ("shares of 12, 14, and 16 per cent", ["percent"] * 3),
        ("prizes of 50, 100 or 250 euros", ["EUR"] * 3),
        ("belts of five, ten and fifteen kilometres", ["kilometre"] * 3),
        ("1, 2, 4 or 8 litres", ["litre"] * 4),
        ("In 2019, 20 kg and 30 kg were found", ["kilogram"] * 2),
        ("In 2019, 2020 and 20 percent of cases", [None, "percent"]),
        ("It killed 12 and 300 hectares burned", [None, "hectare"]),
        ("It killed 12, and 300 hectares burned", [None, "hectare"]),
        ("5, 10 and $20", [None, None, "USD"]),
        ("12 men, 14 women and 20 kg", [None, None, "kilogram"]),
    ],
)
def test_numbers_of_a_list_share_the_unit_behind_the_last(text: str, units: list[str | None]) -> None:
    assert [n.unit or n.currency for n in find_numbers(text)][-len(units) :] == units


def test_a_conversion_in_brackets_shares_the_bound() -> None:
    assert [(n.low, n.high, n.bound) for n in find_numbers("over 80 km (50 miles)")] == [
        (80, None, "more_than"),
        (50, None, "more_than"),
    ]
    assert [n.bound for n in find_numbers("over 80 km (12 of them paved)")] == ["more_than", "exact"]


@pytest.mark.parametrize(
    "text",
    [
        "on October 7",
        "on 7 October 2031",
        "on 7/10/2031 or 2031-10-07",
        "in the 2014-15 season",
        "in the 1990s",
        "in 300 BC",
        "at 10.45pm, 14:30, 6 a.m. and 1845 GMT",
        "for three days, a two-hour walk and 45 minutes",
        "five to ten hours",
        "hundreds of years",
        "a quarter of an hour",
        "the first half of the match",
        "a 45-year-old and an eighteen-year-old",
        "women 30 to 40 years old",
        "aged between 5 and 12",
        "the 20th and the third",
        "call 555-0142 or +44 20 7946 0018",
        "version 3.2.1",
        "the G7, a 5G mast, COVID-19, MH17, X.2",
        "won 3-1 and drew 2-2",
        "open 24/7 since 9/11",
        "@crew42 #7 https://example.org/7/8",
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "11," * 20_000,
        "1." * 20_000,
        "," * 40_000,
        "one " * 20_000,
        "$" * 40_000,
        "5-" * 20_000,
        "a\t" * 40_000,
        "one" + " " * 40_000,
        "two hundred and " * 9000,
        "12 345 " * 10_000,
        "million " * 20_000,
        "call 112 or " * 5_000,
        "4.6m from " * 5_000,
        "from 3 to " * 5_000,
        "a[12] " * 10_000,
        "(" * 10_000 + "12" + ")" * 10_000,
        '12" ' * 10_000,
        ", ".join(map(str, range(10_000))),
    ],
)
def test_hostile_text_ends(text: str) -> None:
    with ends():
        found = find_numbers(text)
    assert all(0 <= number.start < number.end <= len(text) for number in found)


def test_bound_goes_on_to_every_conversion() -> None:
    assert [n.bound for n in find_numbers("over 200 hp (149 kW / 202 PS)")] == ["more_than"] * 3


@pytest.mark.parametrize(("text", "found"), [("Hide Caption 3 of 12", []), ("He kept 3 of 12 photos", ["3", "12"])])
def test_place_in_a_gallery_is_no_number(text: str, found: list[str]) -> None:
    assert surfaces(text) == found


@pytest.mark.parametrize("text", ["Growth picked up to 5%.", "The toll went up to 12.", "It adds up to 40 boats."])
def test_up_to_behind_a_verb_is_no_bound(text: str) -> None:
    assert only(text).bound == "exact"


def test_up_to_behind_other_verbs_is_one() -> None:
    assert only("It may take up to 19 working parties.").bound == "at_most"
