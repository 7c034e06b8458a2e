"""Names that the model overlooks."""

import pytest

from tests.named import kinds


@pytest.mark.parametrize(
    ("line", "name", "kind"),
    [
        ("Her daughter Binny, 29, is a nurse in Oslo.", "Binny", "PERSON"),
        ("They were sent by the TWK, which runs the dam.", "TWK", "ORG"),
        ("PORT HALDEN (Reuters) — A ferry sank on Tuesday.", "PORT HALDEN", "PLACE"),
        ("The ferry was operated by RedLine Passage for years.", "RedLine Passage", "ORG"),
    ],
)
def test_name_that_a_clue_gives_away_is_found(line: str, name: str, kind: str):
    assert (name, kind) in kinds(line)


@pytest.mark.parametrize(
    ("line", "name", "kind"),
    [
        ("Herald: Council To Close Three Bridges", "Herald", "ORG"),
        ("He spoke to TWK Radio about the sale of the mill in Oslo.", "TWK Radio", "ORG"),
        ("The frigate USS Tallowmere left port on Friday.", "USS Tallowmere", "ORG"),
        ("They camped beside the Orsova Glacier for a week.", "Orsova Glacier", "PLACE"),
    ],
)
def test_name_that_its_surroundings_give_away_is_found(line: str, name: str, kind: str):
    assert (name, kind) in kinds(line)


@pytest.mark.parametrize(
    "line",
    [
        "Police: Driver Fled Scene Of Crash",
        "Cops Arrest Woman After Chase",
        "Massive Fire Destroys Old Mill",
        "Prime Minister, who was tired, left early.",
    ],
)
def test_ordinary_words_with_a_capital_are_no_names(line: str):
    assert not [name for name, _ in kinds(line) if name in {"Police", "Cops", "Massive", "Prime Minister", "Driver"}]


def test_team_that_acts_is_a_body_but_people_of_a_role_are_none():
    assert ("Kestrels", "ORG") in kinds("Reporters say that the Kestrels have offered the goalkeeper a new contract.")
    assert "Founding Fathers" not in dict(kinds("It is true that the Founding Fathers did not foresee the tram."))


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Sen. Ann Tallow (D-N.Y.) voted against it on Friday.", "N.Y."),
        ("Ann Tallow, D-Mass., who leads the panel, voted against it.", "Mass."),
    ],
)
def test_state_behind_the_letter_of_a_party_is_a_place(line: str, place: str):
    assert (place, "PLACE") in kinds(line)


@pytest.mark.parametrize("line", ["The film was R-Rated in Norway.", "They met on D-Day in London."])
def test_other_words_behind_such_a_letter_are_no_place(line: str):
    assert not {"Rated", "Day"} & set(dict(kinds(line)))
