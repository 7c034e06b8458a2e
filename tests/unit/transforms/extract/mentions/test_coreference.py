"""Which names of one article mean the same, and roles."""

import pytest

from tests.article import article
from tests.unit.test_mentions_names import entities
from transforms.extract.mentions.find import find_mentions


def roles(*lines: str) -> set[tuple[str, str]]:
    """Each role as written, with the name of who bears it."""
    read = article(*lines)
    _, named, told = find_mentions(read)
    names = {entity.entity_id: entity.name for entity in named}
    return {(read.paragraphs[r.paragraph].text[r.start : r.end], names[r.entity_id]) for r in told}


def test_bare_office_is_that_of_the_state_its_paragraph_names():
    found = entities(
        article(
            "The Norwegian Foreign Ministry answered from Oslo.",
            "Sweden’s foreign ministry was silent.",
            "In Oslo, the Foreign Ministry said more.",
        )
    )
    assert found["Norwegian Foreign Ministry"] == {"Norwegian Foreign Ministry", "Foreign Ministry"}
    assert found["Swedish Foreign Ministry"] == {"Sweden’s foreign ministry"}


def test_bare_office_is_else_the_one_named_last():
    found = entities(
        article(
            "The Norwegian Foreign Ministry answered.",
            "The Swedish ministry of foreign affairs was silent. Later the Foreign Ministry said more.",
        )
    )
    assert found["Swedish Foreign Ministry"] == {"Swedish ministry of foreign affairs", "Foreign Ministry"}


def test_office_of_another_sort_stays_apart():
    found = entities(article("The Norwegian Foreign Ministry answered.", "The Health Ministry was silent in Oslo."))
    assert "Health Ministry" not in found["Norwegian Foreign Ministry"]


def test_small_office_without_a_state_is_no_name():
    assert not entities(article("she works for a foreign ministry now."))


def test_acronym_without_brackets_joins_the_only_name_with_its_initials():
    found = entities(article("The Northern Sea Rescue Service came late.", "NSRS boats searched the coast of Norway."))
    assert found["Northern Sea Rescue Service"] == {"Northern Sea Rescue Service", "NSRS"}


def test_acronym_that_fits_two_names_joins_neither():
    found = entities(
        article(
            "The Central Harbour Board and the City Housing Board met in Oslo.",
            "The CHB will pay, the minister said.",
        )
    )
    assert all("CHB" not in spellings for name, spellings in found.items() if name != "CHB")


def test_middle_name_may_be_left_out():
    found = entities(
        article("Carl Anton Dunmore Jr. left Oslo on Friday.", "Carl Dunmore was tired. Mr Dunmore slept.")
    )
    assert len([name for name in found if "Dunmore" in name]) == 1


def test_place_that_shares_a_word_with_a_person_stays_a_place():
    found = find_mentions(
        article("Sydney Carlow spoke on Friday.", "She flew to Sydney. The rain in Sydney was heavy.")
    )
    assert {e.kind for e in found[1] if e.name == "Sydney"} == {"PLACE"}


def test_title_and_apposition_are_roles():
    assert roles("Bank spokeswoman Ingrid Halden left.") == {("Bank spokeswoman", "Ingrid Halden")}
    assert ("head of the water board", "Wen Zhaolin") in roles("Wen Zhaolin, the head of the water board, left Oslo.")
    assert ("lawyer", "Edwin Tallow") in roles("Edwin Tallow, a lawyer, left Oslo.")


def test_adjective_that_may_be_a_role_is_none():
    read = article("All official Kestrel House communications must be kept, the Kestrel House said in Oslo.")
    mentions, _, told = find_mentions(read)
    assert not told
    assert "PERSON" not in {m.label for m in mentions}


def test_list_of_people_gives_no_apposition():
    told = roles("Edwin Tallow, spokeswoman Ingrid Halden and others left Oslo.")
    assert ("spokeswoman", "Ingrid Halden") in told
    assert all(name != "Edwin Tallow" for _, name in told)


def test_role_that_one_person_alone_has_names_them():
    found = entities(
        article("Anna Solheim, the Norwegian president, left.", "Later the Norwegian president flew home.")
    )
    assert found["Anna Solheim"] == {"Anna Solheim", "Norwegian president"}


def test_role_that_no_apposition_tells_names_nobody():
    found = entities(article("Anna Solheim left Oslo.", "Later the Norwegian president flew home."))
    assert found["Anna Solheim"] == {"Anna Solheim"}


def test_role_that_two_people_have_names_neither():
    found = entities(
        article(
            "Anna Solheim, the Norwegian minister, left. Peter Brandt, the Norwegian minister, stayed.",
            "Later the Norwegian minister flew home.",
        )
    )
    assert all("Norwegian minister" not in spellings for spellings in found.values())


def test_headline_names_the_one_bearer_of_a_role_by_it():
    found = entities(
        article("Harbour Board Rehires Attorney", "The board said it had hired attorney Ingrid Halden again on Friday.")
    )
    assert found["Ingrid Halden"] == {"Ingrid Halden", "Attorney"}


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Attorney: harbour is safe", "The harbour is safe, said attorney Ingrid Halden in Oslo on Friday."),
        ("Storm Kills Attorney", "It was confirmed that the attorney, Ingrid Halden, died near Oslo on Friday."),
        ("Storm Kills Attorney", "Police in Oslo identified the attorney as Ingrid Halden on Friday."),
        ("Storm Kills Attorney", "The attorney was later identified by police in Oslo as Ingrid Halden."),
    ],
)
def test_headline_names_whom_the_text_says_to_be_meant(headline: str, body: str):
    assert "Attorney" in entities(article(headline, body, kinds=("headline", "body")))["Ingrid Halden"]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Harbour Board Rehires Attorney", "Attorney Ingrid Halden met attorney Lars Hovland in Oslo on Friday."),
        ("Harbour Board Rehires Attorney", "The attorneys of the board met attorney Ingrid Halden in Oslo."),
        ("Attorney General Rehires Clerk", "The board said it had hired attorney Ingrid Halden again on Friday."),
        ("the harbour board rehires an attorney", "The board said it had hired attorney Ingrid Halden on Friday."),
        ("Attorney: harbour is safe", "Attorney Ingrid Halden spoke in Oslo. Another attorney was silent."),
        ("Attorney: harbour is safe", "The attorney of the singer, Ingrid Halden, spoke in Oslo on Friday."),
        ("Attorney: harbour is safe", "The board thanked the attorney, Ingrid Halden, and Lars Hovland on Friday."),
        ("Attorney: harbour is safe", "Ingrid Halden, a singer, spoke in Oslo with her attorney on Friday."),
    ],
)
def test_role_in_a_headline_names_nobody_where_another_may_be_meant(headline: str, body: str):
    read = article(headline, body, kinds=("headline", "body"))
    assert all("Attorney" not in spellings for spellings in entities(read).values())


def test_name_of_headlines_alone_is_short_for_the_body_called_after_it():
    headline, body = "Singer Checks Into Anna Brook", "The singer went to the Anna Brook Clinic in Oslo on Friday."
    assert entities(article(headline, body))["Anna Brook Clinic"] == {"Anna Brook", "Anna Brook Clinic"}


@pytest.mark.parametrize(
    "body",
    [
        "The Anna Brook Clinic in Oslo said that Brook was well.",
        "Anna Brook said that the Anna Brook Clinic in Oslo was closed.",
        "The Anna Brook Clinic and the Anna Brook Institute in Oslo were closed on Friday.",
    ],
)
def test_name_of_headlines_is_a_persons_where_the_text_has_it_or_two_bodies_bear_it(body: str):
    assert all({"Anna Brook", "Anna Brook Clinic"} != s for s in entities(article("Anna Brook Dies", body)).values())


def test_strip_goes_by_the_name_of_its_city_unless_that_is_named_too():
    strip = "Talks about the Lagos Strip went on in Lagos."
    assert entities(article(strip))["Lagos Strip"] == {"Lagos Strip", "Lagos"}
    assert "Lagos" in entities(article(strip, "Shops in Lagos City were closed."))


def test_full_name_is_meant_rather_than_that_of_the_junior():
    found = entities(article("Carl Dunmore met Carl Dunmore Jr. in Oslo.", "Mr Dunmore was tired."))
    assert "Dunmore" in found["Carl Dunmore"]


def test_initials_with_full_stops_are_no_word_of_a_person():
    found = entities(
        article("Experts of the U.N. met Min Jo Un in Oslo.", "Un smiled. The U.N. was silent, and Mr Un went home.")
    )
    assert found["Min Jo Un"] == {"Min Jo Un", "Un"}
    assert found["U.N."] == {"U.N."}


def test_initials_that_a_person_bears_are_theirs():
    found = find_mentions(article("J.D. Tallow left Oslo on Friday.", "J.D. was tired, friends of J.D. said."))
    assert {m.label for m in found[0]} == {"PERSON", "PLACE"}


def test_body_that_clues_speak_for_is_not_its_founder():
    found = entities(
        article(
            "Henry Tallow spoke in Oslo.",
            "The carmaker Tallow said that Tallow shares would recover. Tallow employees agreed.",
        )
    )
    assert found["Henry Tallow"] == {"Henry Tallow"}


def test_clause_behind_a_comma_of_a_headline_is_no_apposition():
    assert not roles("Ingrid Halden Quits, Board Hires Lawyer")
    assert roles("Ingrid Halden, Prison Inmate, Escapes From Van") == {("Prison Inmate", "Ingrid Halden")}
