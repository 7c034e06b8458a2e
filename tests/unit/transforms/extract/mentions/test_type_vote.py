"""The kind of what a name names, by how many votes."""

import pytest

from tests.named import entities


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ms Georgia Harwick spoke in Oslo. Ms Harwick left.", "Georgia Harwick"),
        ("Edwin Jordan scored 40 points. Jordan left early.", "Edwin Jordan"),
        ("Mr Jordan said he was tired, and Mr Jordan went home.", "Jordan"),
    ],
)
def test_gazetteer_never_overrides_a_person(line: str, name: str):
    found = entities(line)
    assert ("PERSON", name) in found
    assert not {("PLACE", "Georgia"), ("PLACE", "Jordan")} & found.keys()


def test_city_where_people_are_and_the_club_that_plays_are_two():
    found = entities(
        "Liverpool beat Everton 2-0 on Saturday.", "Thousands sang in Liverpool, and trains to Liverpool were full."
    )
    assert ("ORG", "Liverpool") in found
    assert ("PLACE", "Liverpool") in found


def test_city_s_name_behind_the_is_no_city():
    assert all(e.country_code is None for e in entities("Crowds at the White House cheered on Friday.").values())


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("Shells fell in the area of Brandek on Friday.", "PLACE", "Brandek"),
        ("The relief agency Open Corridor said that it would stop.", "ORG", "Open Corridor"),
        ("Wen Zhaolin, head of the water board, said it would stop.", "PERSON", "Wen Zhaolin"),
        ("The boy, named by doctors as Tomasz, has a broken arm.", "PERSON", "Tomasz"),
        ("They climbed Mount Tarawen on Friday.", "PLACE", "Mount Tarawen"),
    ],
)
def test_clues_tell_the_kind(line: str, kind: str, name: str):
    assert (kind, name) in entities(line)


def test_votes_say_how_sure_a_kind_is():
    found = entities("Reporters met Edwin Tallow.", "Mr Lars Hovland left Norway. Hovland was tired.")
    assert found["PERSON", "Edwin Tallow"].kind_votes == 1
    assert found["PERSON", "Lars Hovland"].kind_votes > 1
    assert found["PLACE", "Norway"].kind_votes > 1


def test_surname_is_a_person_s_whatever_the_model_says():
    found = entities(
        "Ingrid Halden and her brother Lars Halden own the mill.",
        "The plan divides the Halden camp. Critics of Halden met in Oslo, and supporters of Halden in Bergen.",
    )
    assert ("ORG", "Halden") not in found


def test_place_that_somebody_is_of_bears_no_role():
    assert entities("Ingrid Halden of Ohio, who is a senator, spoke on Friday.")["PLACE", "Ohio"].country_code == "US"


@pytest.mark.parametrize(
    "line", ["The family lived in Brandek for years.", "A fire broke out in Brandek, Texas, on Friday."]
)
def test_where_one_lives_is_a_place(line: str):
    assert ("PLACE", "Brandek") in entities(line)


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("She wrote so on Twitter on Friday, and Twitter deleted it.", "ORG", "Twitter"),
        ("The group had thousands of friends on Facebook.", "ORG", "Facebook"),
        ("Fighters of Islamic State left the town on Friday.", "ORG", "Islamic State"),
        ("Thieves broke into a shop on Rue Tolbiac on Friday.", "PLACE", "Rue Tolbiac"),
        ("He fell on Taranui Mount Hollis on Friday.", "PLACE", "Taranui Mount Hollis"),
        ("The storm destroyed her hometown of Wexbury on Friday.", "PLACE", "Wexbury"),
        (
            "Indian Naval Ship Shakti, deployed in the Gulf of Oman, captured ten men.",
            "ORG",
            "Indian Naval Ship Shakti",
        ),
    ],
)
def test_known_bodies_ships_and_streets_are_told_by_their_names(line: str, kind: str, name: str):
    assert (kind, name) in entities(line)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Police searched Tilbrook, a small fishing village near the border, on Friday.", "Tilbrook"),
        ("Gunmen attacked a bus on the Lambari highway on Friday.", "Lambari"),
    ],
)
def test_town_is_told_by_what_stands_behind_it(line: str, name: str):
    assert ("PLACE", name) in entities(line)


def test_person_of_a_city_stays_one():
    assert ("PERSON", "Ingrid Halden") in entities("Ingrid Halden, the city councillor, spoke in Oslo on Friday.")
    assert ("PERSON", "Ingrid Halden") in entities("Ingrid Halden, a village doctor, spoke in Oslo on Friday.")


def test_person_who_is_named_like_a_body_stays_one():
    assert ("PERSON", "Edwin House") in entities("Mr Edwin House spoke in Oslo.", "Mr House said that he was tired.")


def test_title_that_begins_with_a_body_is_none():
    assert ("ORG", "House") not in entities("He read The Fall of the House of Ellersby in Oslo on Friday.")


def test_part_of_a_known_body_does_not_name_it():
    found = entities("Google said on Friday that Google News would close.", "Google was silent after that.")
    assert ("ORG", "Google") in found


def test_state_is_no_acronym_and_nobody_who_is_in_it():
    found = entities(
        "Ann Tallow (R-S.C.) spoke of the Supreme Court in Oslo.", "In Tennessee, a woman from Oslo was hurt."
    )
    assert {("PLACE", "South Carolina"), ("ORG", "U.S. Supreme Court"), ("PLACE", "Tennessee")} <= found.keys()


def test_state_goes_by_its_full_name_unless_that_may_be_another_place():
    found = entities("She lived in Fresno, Calif., for years.", "He moved to Albany, N.Y., and to Macon, Ga., later.")
    assert ("PLACE", "California") in found
    assert ("PLACE", "New York") not in found
    assert ("PLACE", "N.Y.") not in entities("She lived in New York for years.", "He moved to Albany, N.Y., on Friday.")
    assert ("PLACE", "Georgia") not in found
