import pytest

from transforms.names.blocking import MOST_KEYS, blocking_keys, is_short
from transforms.names.normalise import name_key
from transforms.names.words import LONGEST_NAME


@pytest.mark.parametrize(
    ("kind", "name", "short"),
    [
        ("PERSON", "Tarnley", True), ("PERSON", "Abu Tarouk", True), ("PERSON", "al-Sanani", True),
        ("PERSON", "van der Borg", True),
        ("PERSON", "Tarnley Jr.", True), ("PERSON", "Orso-Cortan", True), ("PERSON", "Anna Borg", False),
        ("PERSON", "Ben Carver", False), ("PERSON", "Al Carver", False), ("PERSON", "Van Carver", False),
        ("ORG", "Foreign Ministry", True), ("ORG", "the Ministry of Foreign Affairs", True),
        ("ORG", "Supreme Court", True), ("ORG", "Parliament", True), ("ORG", "police", True),
        ("ORG", "City Council", True), ("ORG", "Army", True), ("ORG", "Government", True),
        ("ORG", "Health Department", True), ("ORG", "Ministry of Defence", True), ("ORG", "the Party", True),
        ("ORG", "the Bank", True), ("ORG", "Central Bank", True), ("ORG", "High Court", True),
        ("ORG", "the University", True), ("PLACE", "the city", True),
        ("ORG", "Ardian Foreign Ministry", False), ("ORG", "World Bank", False), ("ORG", "Red Foxes", False),
        ("ORG", "ADF", False), ("ORG", "UN", False), ("ORG", "Channel 4", False),
        ("PLACE", "Union Square", False), ("PLACE", "West Bank", False), ("PLACE", "Halden City", False),
        ("GROUP", "police", False), ("GROUP", "Ardians", False),
    ],
)  # fmt: skip
def test_short_names(kind: str, name: str, short: bool):
    assert is_short(kind, name_key(name)) is short


@pytest.mark.parametrize(
    ("kind", "short", "full"),
    [
        ("PERSON", "tarnley", "john tarnley"), ("PERSON", "abu tarouq", "idris abu tarouk"),
        ("PERSON", "sanani", "yusuf al-sanani"), ("PERSON", "borg", "jan vanderborg"),
        ("PERSON", "kim", "kim dae bong"), ("ORG", "foreign ministry", "ardian foreign ministry"),
        ("ORG", "ministry of foreign affairs", "ardian foreign ministry"),
        ("ORG", "supreme court", "supreme court of ardia"),
    ],
)  # fmt: skip
def test_a_short_name_meets_its_full_one_by_its_only_key(kind: str, short: str, full: str):
    (key,) = (key for key in blocking_keys(kind, [short]) if key[:2] == "s:")
    assert key in blocking_keys(kind, [full])
    assert not any(key[0] == "=" for key in blocking_keys(kind, [short]))


def test_a_popular_surname_does_not_bring_its_given_names_together():
    given = ["john", "peter", "anna", "tom", "walter", "olga", "ivan", "ursula", "ben", "carl", "harold", "lena"]
    keys = [{key for key in blocking_keys("PERSON", [f"{name} smith"]) if key[:2] == "n:"} for name in given]
    meet = sum(bool(a & b) for n, a in enumerate(keys) for b in keys[:n])
    assert meet <= 3


def test_offices_of_many_states_meet_only_where_a_short_name_looks_for_them():
    ardian, belmoran = (blocking_keys("ORG", [f"{state} foreign ministry"]) for state in ("ardian", "belmoran"))
    assert ardian & belmoran == {"s:foreign ministry"}


def test_an_acronym_meets_what_it_is_short_for():
    assert "i:adf" in blocking_keys("ORG", ["adf"]) & blocking_keys("ORG", ["ardia defence forces"])
    assert "i:hcot" in blocking_keys("ORG", ["house committee on timber"])
    assert not any(key[:2] == "i:" for key in blocking_keys("ORG", ["lumen center"]))


def test_every_full_spelling_of_one_article_is_a_key():
    assert {"=adf", "=ardia defence forces"} <= blocking_keys("ORG", ["adf", "ardia defence forces"])


def test_keys_are_bounded():
    many = [f"maria{n} gorza{n} lopez{n}" for n in range(50)]
    assert len(blocking_keys("PERSON", many)) == MOST_KEYS
    assert blocking_keys("PERSON", many) == blocking_keys("PERSON", many[::-1])


def test_a_passage_is_no_name():
    passage = "maria gorza " * LONGEST_NAME
    assert not is_short("PERSON", passage)
    assert blocking_keys("PERSON", [passage]) == {"=" + passage}
