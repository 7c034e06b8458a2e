"""Units, currencies, rates, and the smaller part behind an amount."""

import pytest

from tests.unit.transforms.extract.numbers.reading import only, surfaces, values
from transforms.extract.numbers.find import find_numbers


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("ten dollars", 10, "USD"),
        ("20€", 20, "EUR"),
        ("20 €", 20, "EUR"),
        ("10k$", 10_000, "USD"),
        ("USD 42", 42, "USD"),
        ("42 QAR", 42, "QAR"),
        ("42USD", 42, "USD"),
        ("five Kuwaiti dinars", 5, "KWD"),
        ("300 Sri Lankan rupees", 300, "LKR"),
        ("a couple hundred bucks", 200, "USD"),
        ("nine quid", 9, "GBP"),
        ("$US40 million", 40e6, "USD"),
        ("S$1.1m", 1.1e6, "SGD"),
        ("NZ$3.2 million", 3.2e6, "NZD"),
        ("J$90 million", 90e6, "JMD"),
        ("$42 CAD", 42, "CAD"),
        ("$5m Canadian dollars", 5e6, "CAD"),
        ("R450 000", 450_000, "ZAR"),
        ("R2.5-million", 2.5e6, "ZAR"),
        ("fined R500", 500, "ZAR"),
        ("900m rand", 900e6, "ZAR"),
        ("N850m", 850e6, "NGN"),
        ("₦72,000", 72_000, "NGN"),
        ("Ksh. 300", 300, "KES"),
        ("UGX 3bn", 3e9, "UGX"),
        ("GH₵ 30", 30, "GHS"),
        ("Tk 65", 65, "BDT"),
        ("RM3,400", 3400, "MYR"),
        ("Rs.5,00,000", 500_000, "INR"),
        ("Rs 240 cr", 2.4e9, "INR"),
        ("five lakh rupees", 500_000, "INR"),
        ("Y=90 billion", 90e9, "JPY"),
        ("1,450 zł", 1450, "PLN"),
        ("450 Ft", 450, "HUF"),
        ("4 million Kč", 4e6, "CZK"),
        ("CHF 5'000", 5000, "CHF"),
        ("paid 9 pounds", 9, "GBP"),
        ("TRY 5,000", 5000, "TRY"),
        ("PHP 500", 500, "PHP"),
        ("42 RON", 42, "RON"),
        ("42 new shekels", 42, "ILS"),
        ("€11⁹⁹", 11.99, "EUR"),
    ],
)
def test_money_by_sign_code_name_and_adjective(text: str, value: float, currency: str) -> None:
    number = only(text)
    assert (number.low, number.currency) == (value, currency)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("ten riyals", 10, "riyal"),
        ("22 kr", 22, "krone"),
        ("Sh3.4 million", 3.4e6, "shilling"),
        ("95c", 95, "cent"),
        ("K20 million", 20e6, None),
        ("nine pounds", 9, "pound"),
    ],
)
def test_money_of_several_countries_has_no_currency(text: str, value: float, unit: str | None) -> None:
    number = only(text)
    assert (number.low, number.unit, number.currency) == (value, unit, None)


@pytest.mark.parametrize(
    "text",
    [
        "the N2 road",
        "an R2 unit",
        "ALL 12 died",
        "TOP 10",
        "COP 28",
        "3 CUP wins",
        "Vitamin K 12",
        "K2",
        "an M5.8 quake",
        "Y2K",
        "500 won",
        "12 real gems",
    ],
)
def test_letters_that_may_be_a_name_are_no_money(text: str) -> None:
    assert all(number.currency is None and number.low != 2000 for number in find_numbers(text))


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("20 dollars 43 cents", 20.43, "USD"),
        ("five euros and 20 cents", 5.2, "EUR"),
        ("20 rupees 43 paise", 20.43, "INR"),
        ("nine pounds and 20 pence", 9.2, "GBP"),
        ("I had 2 dollars 23.", 2.23, "USD"),
        ("42 Kuwaiti dinars 50 fils", 42.05, "KWD"),
    ],
)
def test_coins_are_a_part_of_the_amount_before(text: str, value: float, currency: str) -> None:
    number = only(text)
    assert number.low == pytest.approx(value)
    assert (number.unit, number.currency) == (None, currency)


@pytest.mark.parametrize(
    ("text", "feet"),
    [
        ("drifts 4ft 6in deep", 4.5),
        ("6 feet 3 inches", 6.25),
        ("6'3\" tall", 6.25),
        ("6’3”", 6.25),
        ("6-foot-3", 6.25),
        ("six foot three", 6.25),
        ("6ft. 3in.", 6.25),
        ("an altitude of 30' when", 30),
    ],
)
def test_feet_and_inches_are_one_value(text: str, feet: float) -> None:
    number = only(text)
    assert number.low == pytest.approx(feet)
    assert number.unit == "foot"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He fell 3ft. 2 men died.", [3, 2]),
        ("It cost $5, 12 said.", [5, 12]),
        ("for $2 50 people", [2, 50]),
        ("5 dollars and 12 people", [5, 12]),
        ("3 ft, 2 in the dark", [3, 2]),
        ("'We lost 5' 10 fans said", [5, 10]),
    ],
)
def test_the_next_number_is_not_always_a_part(text: str, found: list[float]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("85,000 bpd", "barrel per day"),
        ("4 sq km", "square kilometre"),
        ("40 sq. miles", "square mile"),
        ("75 m.p.h.", "mile per hour"),
        ("44pc", "percent"),
        ("12 p.c. of firms", "percent"),
        ("50bps", "basis point"),
        ("half a percentage point", "percentage point"),
        ("0.25 of a percentage point", "percentage point"),
        ("2,000 acre-feet", "acre-foot"),
        ("46.3°C", "celsius"),
        ("86F", "fahrenheit"),
        ("12 km/s", "kilometre per second"),
        ("3 g/cm3", "gram per cubic centimetre"),
        ("300 µg/m³", "microgram per cubic metre"),
        ("500 cubic metres per second", "cubic metre per second"),
        ("6.5 TeV", "teraelectron-volt"),
        ("1013 hPa", "hectopascal"),
        ("5 kilometers", "kilometre"),
        ("5t of rice", "tonne"),
        ("weighs 15 stone.", "stone"),
        ("two tenths of a point", "proportion"),
        ("one half of a pair", "proportion"),
        ("£35 a night", "pound sterling per night"),
    ],
)
def test_units_of_the_catalogue_and_of_the_press(text: str, unit: str) -> None:
    assert only(text).unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "6 in the morning",
        "5 MPs",
        "30 stone walls",
        "2 A levels",
        'We have 30" and left',
        "'only 5' he said",
        "three bars",
        "two Teslas",
    ],
)
def test_words_and_letters_that_are_no_unit(text: str) -> None:
    quoted = f'"{text}' if '"' in text else text
    assert all(number.unit is None for number in find_numbers(quoted))


def test_a_negative_amount_keeps_its_sign() -> None:
    assert [n.low for n in find_numbers("It was -17.5C, down -$5 million or $-6m")] == [-17.5, -5e6, -6e6]
    assert surfaces("It was -17.5C") == ["-17.5C"]


def test_a_year_earlier_is_no_rate() -> None:
    assert only("It made $2m, a year earlier.").unit is None
    assert only("It made $2m a year earlier.").unit is None
    assert only("It made $2m a year.").unit == "dollar per year"


def test_a_code_of_money_has_no_plural() -> None:
    assert only("Speeds reach 1.2 Gbps.").unit == "gigabit per second"
    assert only("It cost 12 gbp.").currency == "GBP"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Blood sugar was 7 mmol/L.", "millimole per litre"),
        ("The torque is 50 N·m.", "newton metre"),
        ("It uses 40 kW·h a day.", "kilowatt-hour per day"),
        ("It costs 60 US cents.", "cent"),
    ],
)
def test_units_with_a_dot_or_a_stroke_within(text: str, unit: str) -> None:
    assert only(text).unit == unit
