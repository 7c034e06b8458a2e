import pytest

from tests.unit.transforms.extract.figures.reading import figures


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The crown sent 450 additional guards.", "additional guards"),
        ("They jailed 640 Zembrian prisoners.", "Zembrian prisoners"),
        ("Thousands of lanterns rose.", "lanterns"),
        ("Two of their senior advisers resigned.", "senior advisers"),
        ("Dozens of Orlavia-built fishing boats were sold.", "Orlavia-built fishing boats"),
        ("The lorry carried 10 kg of rice.", "rice"),
        ("A poll says 60 per cent of voters agree.", "voters"),
        ("One in five drivers was fined.", "drivers"),
        ("They abducted more than 200.", None),
        ("The bridge cost $3 million.", None),
        ("The strikes killed hundreds and damaged roads.", None),
        ("The prison holds 59 today.", None),
    ],
)
def test_counted_is_the_noun_phrase_without_the_number(text: str, counted: str | None) -> None:
    assert [f.counted for f in figures(text)] == [counted]


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("Bread prices rose 3 per cent.", "Bread prices"),
        ("The bakery made a profit of $5m.", "profit"),
        ("He paid a 25% duty.", "duty"),
        ("It rose 3 per cent.", None),
        ("Three bakers left.", None),
    ],
)
def test_amount_is_a_measure_of_something(text: str, measured: str | None) -> None:
    assert [f.measured for f in figures(text)] == [measured]


def test_counted_keeps_its_complement_and_its_head() -> None:
    [figure] = figures("Twelve members of the coastguard were killed.")
    assert (figure.counted, figure.counted_head) == ("members of the coastguard", "members")


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("It has a 3 cylinder engine.", "cylinder"),
        ("It has a turbocharged 3 cylinder engine.", "cylinder"),
        ("They hired a further 40 support staff.", "support staff"),
        ("They hired a record 40 oil rig workers.", "oil rig workers"),
        ("The 11 member trade pact was signed.", "member"),
        ("They lost 68 league games.", "league games"),
        ("The base has 40 support staff.", "support staff"),
        ("They sank 12 fishing craft and 3 fighter aircraft.", "fishing craft"),
    ],
)
def test_a_number_before_two_singulars_counts_the_first(text: str, counted: str) -> None:
    assert counted in [figure.counted for figure in figures(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Two or three shops stayed open.",
        "Six or seven shops closed.",
        "About 10 or 12 shops were looted.",
        "They burned 30 or 40 shops.",
    ],
)
def test_numbers_joined_by_or_count_the_same(text: str) -> None:
    assert [figure.counted for figure in figures(text)] == ["shops", "shops"]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Orlavia built 300 trams in May and Zembria built 90.", "trams"),
        ("The north has 14 clinics and the south has six.", "clinics"),
        ("Her team planted 4,000 oaks, and his planted 2,500.", "oaks"),
        ("The old ship carried 900 crates; the new one carries 1,400.", "crates"),
        ("One pier takes 12 ferries, the other takes four.", "ferries"),
        ("In June the yard sold 40 boats and in July it sold 55.", "boats"),
        ("The first kiln made 700 bricks while the second made 650.", "bricks"),
        ("Rebels freed 20 hostages on Monday and freed 11 on Tuesday.", "hostages"),
    ],
)
def test_a_bare_number_of_a_parallel_clause_counts_the_same(text: str, counted: str) -> None:
    assert [figure.counted for figure in figures(text)] == [counted, counted]


@pytest.mark.parametrize(
    "text",
    [
        "Police held 12 men and fired 20.",
        "They sold 40 lamps for 300.",
        "The club has 12 players, and it has $3m.",
        "Output rose 3 percent and the index rose 12.",
        "The yard has 40 boats and owes 300.",
    ],
)
def test_a_bare_number_of_another_clause_counts_nothing(text: str) -> None:
    assert figures(text)[1].counted is None
    assert figures(text)[1].unit is None
