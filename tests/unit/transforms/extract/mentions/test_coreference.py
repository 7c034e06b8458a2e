"""Which names of one article mean the same."""

import pytest

from tests.article import article
from tests.named import spellings
from transforms.extract.mentions.find import find_mentions


def test_acronym_without_brackets_joins_the_only_name_with_its_initials():
    found = spellings(article("The Northern Sea Rescue Service came late.", "NSRS boats searched the coast of Norway."))
    assert found["Northern Sea Rescue Service"] == {"Northern Sea Rescue Service", "NSRS"}


def test_acronym_that_fits_two_names_joins_neither():
    found = spellings(
        article(
            "The Central Harbour Board and the City Housing Board met in Oslo.",
            "The CHB will pay, the minister said.",
        )
    )
    assert all("CHB" not in written for name, written in found.items() if name != "CHB")


def test_middle_name_may_be_left_out():
    found = spellings(
        article("Carl Anton Dunmore Jr. left Oslo on Friday.", "Carl Dunmore was tired. Mr Dunmore slept.")
    )
    assert len([name for name in found if "Dunmore" in name]) == 1


def test_place_that_shares_a_word_with_a_person_stays_a_place():
    found = find_mentions(
        article("Sydney Carlow spoke on Friday.", "She flew to Sydney. The rain in Sydney was heavy.")
    )
    assert {e.kind for e in found[1] if e.name == "Sydney"} == {"PLACE"}


def test_name_of_headlines_alone_is_short_for_the_body_called_after_it():
    headline, body = "Singer Checks Into Anna Brook", "The singer went to the Anna Brook Clinic in Oslo on Friday."
    assert spellings(article(headline, body))["Anna Brook Clinic"] == {"Anna Brook", "Anna Brook Clinic"}


@pytest.mark.parametrize(
    "body",
    [
        "The Anna Brook Clinic in Oslo said that Brook was well.",
        "Anna Brook said that the Anna Brook Clinic in Oslo was closed.",
        "The Anna Brook Clinic and the Anna Brook Institute in Oslo were closed on Friday.",
    ],
)
def test_name_of_headlines_is_a_persons_where_the_text_has_it_or_two_bodies_bear_it(body: str):
    assert all({"Anna Brook", "Anna Brook Clinic"} != s for s in spellings(article("Anna Brook Dies", body)).values())


def test_strip_goes_by_the_name_of_its_city_unless_that_is_named_too():
    strip = "Talks about the Lagos Strip went on in Lagos."
    assert spellings(article(strip))["Lagos Strip"] == {"Lagos Strip", "Lagos"}
    assert "Lagos" in spellings(article(strip, "Shops in Lagos City were closed."))


def test_full_name_is_meant_rather_than_that_of_the_junior():
    found = spellings(article("Carl Dunmore met Carl Dunmore Jr. in Oslo.", "Mr Dunmore was tired."))
    assert "Dunmore" in found["Carl Dunmore"]


def test_initials_with_full_stops_are_no_word_of_a_person():
    found = spellings(
        article("Experts of the U.N. met Min Jo Un in Oslo.", "Un smiled. The U.N. was silent, and Mr Un went home.")
    )
    assert found["Min Jo Un"] == {"Min Jo Un", "Un"}
    assert found["U.N."] == {"U.N."}


def test_initials_that_a_person_bears_are_theirs():
    found = find_mentions(article("J.D. Tallow left Oslo on Friday.", "J.D. was tired, friends of J.D. said."))
    assert {m.label for m in found[0]} == {"PERSON", "PLACE"}


def test_body_that_clues_speak_for_is_not_its_founder():
    found = spellings(
        article(
            "Henry Tallow spoke in Oslo.",
            "The carmaker Tallow said that Tallow shares would recover. Tallow employees agreed.",
        )
    )
    assert found["Henry Tallow"] == {"Henry Tallow"}


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ("Northern Relief Service", "Northern Relief Service Task Force"),
        ("Harbour Workers Union", "Harbour Workers Union Youth Caucus"),
        ("Ardian Farmers Party", "Ardian Farmers Party of Dovna"),
        ("Coast Savings Bank", "Coast Savings Bank Foundation"),
        ("Northern Rail Authority", "Northern Rail Authority Campaign"),
    ],
)
def test_a_body_is_not_what_it_set_up(body: str, part: str) -> None:
    found = spellings(article(f"The {part} met in Oslo on Friday.", f"The {body} paid for it, said the {body}."))
    assert not any({body, part} <= {name.removeprefix("the ") for name in written} for written in found.values())


@pytest.mark.parametrize(
    ("short", "full"),
    [("Tarnley Motors", "Tarnley Motors Corporation"), ("Harbour Savings", "Harbour Savings Bank")],
)
def test_a_body_without_the_word_for_its_sort_is_that_body(short: str, full: str) -> None:
    found = spellings(article(f"The {full} opened in Oslo on Friday.", f"Clients of {short} waited for {short}."))
    assert any({short, full} <= written for written in found.values())
