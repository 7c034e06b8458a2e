"""Names as the model tags them, joined and parted."""

import pytest

from tests.article import article
from tests.named import kinds
from transforms.extract.mentions.find import find_mentions


def test_body_and_the_place_that_ends_its_name_are_one():
    line = "Anna Kvist, the director of research at Voices Against Nuclear Norway, said so in Oslo."
    assert "Voices Against Nuclear Norway" in dict(kinds(line))


def test_two_names_around_a_dash_are_two():
    names = dict(kinds("Lars Hovland - Lars Hovland, the sailor, died on Friday in Bergen."))
    assert "Lars Hovland - Lars Hovland" not in names
    assert "Lars Hovland" in names


def test_the_model_s_label_stays_beside_ours():
    read = article("Mrs Orsova left Oslo early.")
    mentions, _, _ = find_mentions(read)
    assert {m.model_label for m in mentions} <= {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"}


def test_credit_of_a_picture_names_a_person_and_an_agency():
    names = kinds("Ingrid Halden/Nordfoto")
    assert ("Ingrid Halden/Nordfoto", "PERSON") not in names


def test_two_candidates_around_a_stroke_are_people():
    assert all(
        kind != "ORG" for name, kind in kinds("The Halden/Hovland ticket lost.") if name in {"Halden", "Hovland"}
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Officers were knocking on doors in the city of Norwegian Gardens on Friday.", "Norwegian Gardens"),
        ("Indian warship captures ten pirates in Gulf of Masira", "Gulf of Masira"),
        ("Daring Heist in Downtown Prague", "Prague"),
    ],
)
def test_place_is_found_whole(line: str, name: str):
    assert (name, "PLACE") in kinds(line)


def test_word_that_the_article_writes_small_is_no_end_of_a_place_in_its_headline():
    assert "Boston Park" not in dict(kinds("Robbers Flee Boston Park", "They ran from a park in Boston on Friday."))


def test_part_of_a_town_goes_by_the_name_of_the_town():
    names = dict(kinds("Daring Heist in Downtown Prague", "Shops in downtown Prague were closed on Friday."))
    assert "Prague" in names
    assert "Downtown" not in names


def test_ship_is_a_body_with_the_letters_before_its_name():
    assert ("RMS Mandara", "ORG") in kinds("Divers found RMS Mandara off Norway.")


@pytest.mark.parametrize("line", ["Climber dead after fall in Norway", "Lawyer Quits After Row In Oslo"])
def test_noun_of_a_role_is_no_name(line: str):
    assert not {"Climber", "Lawyer"} & set(dict(kinds(line)))


def test_role_that_is_somebodys_surname_is_a_name():
    assert ("Driver", "PERSON") in kinds(
        "Minnie Driver sang in London on Friday.", "On Friday Driver thanked the crowd."
    )
