"""Roles, and who is named by one."""

import pytest

from tests.article import article
from tests.named import roles, spellings
from transforms.extract.mentions.find import find_mentions


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
    found = spellings(
        article("Anna Solheim, the Norwegian president, left.", "Later the Norwegian president flew home.")
    )
    assert found["Anna Solheim"] == {"Anna Solheim", "Norwegian president"}


def test_role_that_no_apposition_tells_names_nobody():
    found = spellings(article("Anna Solheim left Oslo.", "Later the Norwegian president flew home."))
    assert found["Anna Solheim"] == {"Anna Solheim"}


def test_role_that_two_people_have_names_neither():
    found = spellings(
        article(
            "Anna Solheim, the Norwegian minister, left. Peter Brandt, the Norwegian minister, stayed.",
            "Later the Norwegian minister flew home.",
        )
    )
    assert all("Norwegian minister" not in written for written in found.values())


def test_headline_names_the_one_bearer_of_a_role_by_it():
    found = spellings(
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
    assert "Attorney" in spellings(article(headline, body, kinds=("headline", "body")))["Ingrid Halden"]


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
    assert all("Attorney" not in written for written in spellings(read).values())


def test_clause_behind_a_comma_of_a_headline_is_no_apposition():
    assert not roles("Ingrid Halden Quits, Board Hires Lawyer")
    assert roles("Ingrid Halden, Prison Inmate, Escapes From Van") == {("Prison Inmate", "Ingrid Halden")}
