"""Where names begin and end."""

import pytest

from tests.named import kinds


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Deputy Lars Hovland was hurt in the crash near Oslo.", "Lars Hovland"),
        ("Prison inmate Carl Dunmore escaped on Friday, police said.", "Carl Dunmore"),
        ("The money went to Jan van der Velden, who lives in Ghent.", "Jan van der Velden"),
        ("Mr Yusuf al-Rashidi spoke for an hour in Muscat.", "Yusuf al-Rashidi"),
        ("The defence called Edwin Tallow KC, who spoke for an hour.", "Edwin Tallow"),
    ],
)
def test_titles_are_no_part_of_a_person_but_particles_are(line: str, name: str):
    assert (name, "PERSON") in kinds(line)


def test_surname_that_is_a_role_stays():
    assert ("Frederick Major", "PERSON") in kinds("Frederick Major spoke in London on Friday.")


def test_nationality_before_a_person_is_a_group_of_its_own():
    names = kinds("The race was won by Englishman Hugh Tallow in Berlin.")
    assert ("Englishman", "GROUP") in names
    assert ("Hugh Tallow", "PERSON") in names


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Wounded Norwegians were flown home from Cairo.", "Norwegians"),
        ("African Americans voted early in Ohio.", "African Americans"),
    ],
)
def test_words_before_a_people_belong_to_it_only_where_they_name_it(line: str, name: str):
    assert (name, "GROUP") in kinds(line)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("House Speaker Ingrid Halden spoke in Oslo on Friday.", "Ingrid Halden"),
        ("The plan of Sens. Ingrid Halden and Lars Hovland failed.", "Ingrid Halden"),
        ("They met Crown Prince Yusuf bin Rashid in Muscat.", "Yusuf bin Rashid"),
        ("The deputy Karl Anton (Kalle) Dunmore left Oslo early.", "Karl Anton (Kalle) Dunmore"),
        ("Senator Ingrid Halden of Ohio, who was 41, died on Friday.", "Ingrid Halden"),
    ],
)
def test_words_around_a_person_are_told_from_the_name(line: str, name: str):
    assert (name, "PERSON") in kinds(line)


def test_members_of_a_list_with_their_parties_are_no_nicknames():
    names = dict(kinds("The seats went to Ingrid Halden (Green) and Lars Hovland (Labour) in Oslo."))
    assert {"Ingrid Halden", "Lars Hovland"} <= names.keys()


def test_what_a_secretary_sees_to_is_no_body():
    assert ("State", "ORG") not in kinds("Secretary of State Ingrid Halden flew to Oslo on Friday.")
    assert "Department of State" in dict(kinds("She works at the Department of State in Washington."))


@pytest.mark.parametrize(
    "line",
    ["The DNA and the DVD were lost in Oslo.", "He was charged with DUI in Oslo.", "STOP THE TRAIN NOW he cried."],
)
def test_capitals_that_name_a_thing_are_no_body(line: str):
    assert not [name for name, kind in kinds(line) if kind == "ORG"]
