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
        ("Nigh on 400 looms stood idle.", None, 400, "less_than", "Nigh on 400"),
        ("Something like 40 wells dried up.", 40, 40, "approximate", "Something like 40"),
        ("The best part of 600 guests fell ill.", None, 600, "less_than", "The best part of 600"),
        ("Takings were just shy of $3m.", None, 3e6, "less_than", "shy of $3m"),
        ("Costs in the neighbourhood of £20 million", 2e7, 2e7, "approximate", "in the neighbourhood of £20 million"),
        ("Getting on for half a million bees escaped.", None, 5e5, "less_than", "Getting on for half a million"),
        ("Fines of £100 and upwards", 100, None, "at_least", "£100 and upwards"),
        ("debts of $500 or over", 500, None, "at_least", "$500 or over"),
        ("a score of 40 or lower", None, 40, "at_most", "40 or lower"),
        ("a margin of plus or minus 3 points", 3, 3, "approximate", "plus or minus 3"),
        ("No higher than 3 per cent", None, 3, "at_most", "No higher than 3 per cent"),
        ("a quota not exceeding 40 tonnes", None, 40, "at_most", "not exceeding 40 tonnes"),
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The tanks measure 3 by 4 metres at the base.", [(3, "metre"), (4, "metre")]),
        ("A 3m by 2m banner hung from the dome.", [(3, "metre"), (2, "metre")]),
        ("Workers dug a pit 12 by 20 metres.", [(12, "metre"), (20, "metre")]),
        ("The rug, 8 x 10 feet, was sold.", [(8, "foot"), (10, "foot")]),
        ("A 30 × 40 cm print was sold.", [(30, "centimetre"), (40, "centimetre")]),
        ("Slabs of 2 x 3 x 4 inches were found.", [(2, "inch"), (3, "inch"), (4, "inch")]),
        ("An area of 5 by 7 miles was closed.", [(5, "mile"), (7, "mile")]),
        ("A crater 40m by 25m opened.", [(40, "metre"), (25, "metre")]),
        ("They won the 4 x 100m relay.", [(4, None), (100, "metre")]),
        ("It rose from 12 by 4 metres.", [(12, None), (4, "metre")]),
        ("Profits of 6m rose by 4m.", [(6e6, None), (4e6, None)]),
        ("Crowds of 3m, by 5pm, filled the square.", [(3e6, None)]),
    ],
)
def test_the_sides_of_a_thing_share_their_unit(text: str, found: list[tuple[float, str | None]]) -> None:
    assert [(number.low, number.unit) for number in find_numbers(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The car uses 5.1 litres per 100 km.", [(5.1, "litre per 100 kilometre")]),
        ("Blood held 40mg per 100ml.", [(40, "milligram per 100 millilitre")]),
        ("Rice was sold at $520 per 50 kilos.", [(520, "dollar per 50 kilogram")]),
        ("It trades at 1,480 naira/$1.", [(1480, "naira per dollar")]),
        ("Gold was at 61,200 rupees per 10 grams.", [(61_200, "rupee per 10 gram")]),
        ("The tax is 9 cents per kilowatt-hour.", [(9, "cent per kilowatt-hour")]),
        ("A risk of $7/$9 a share", [(7, None), (9, "dollar per share")]),
        ("Half per 3 litres", [(3, "litre")]),
        ("It fell from 5 euros to 1 euro.", [(1, None)]),
        ("Each had 12 kg, 4 litres more.", [(12, "kilogram"), (4, "litre")]),
    ],
)
def test_what_an_amount_is_divided_by_belongs_to_its_unit(text: str, found: list[tuple[float, str | None]]) -> None:
    assert [(number.low, number.unit) for number in find_numbers(text)] == found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The bag weighs 300g ± 5g.", 300, "gram"),
        ("The beam runs at 6.5±0.1 TeV.", 6.5, "teraelectron-volt"),
        ("It is 12.4 +/- 0.2 km deep.", 12.4, "kilometre"),
        ("A count of 40 ± 3 was made.", 40, None),
    ],
)
def test_an_amount_with_its_margin_is_one_approximate_number(text: str, value: float, unit: str | None) -> None:
    number = only(text)
    assert (number.low, number.high, number.bound, number.unit) == (value, value, "approximate", unit)
