"""Which of several people of one surname a bare surname means; all people are invented."""

import pytest

from tests.article import article
from transforms.extract.mentions.find import find_mentions


def meant(last: str, *lines: str) -> str:
    """Returns the name of the entity that the last mention written so has."""
    read = article(*lines)
    mentions, entities, _ = find_mentions(read)
    names = {entity.entity_id: entity.name for entity in entities}
    of_surname = [m for m in mentions if read.paragraphs[m.paragraph].text[m.start : m.end] == last]
    return names[of_surname[-1].entity_id]


@pytest.mark.parametrize(
    ("who", "surname", "lines"),
    [
        ("Clara Tollmann", "Tollmann",
         ["Joiner Anselm Tollmann and his wife, Clara Tollmann, bought the mill.", "Mrs Tollmann paid in cash."]),
        ("Anselm Tollmann", "Tollmann",
         ["The joiner Anselm Tollmann and his wife, Clara Tollmann, bought the mill.", "Mr Tollmann paid in cash."]),
        ("Odile Pargeter", "Pargeter",
         ["The widow Odile Pargeter met the banker Rufus Pargeter in Leeds.", "Ms. Pargeter left early."]),
        ("Hedda Brunswick", "Brunswick",
         ["Fisherman Torvald Brunswick named the boat after his niece, Hedda Brunswick.",
          "Miss Brunswick laughed about it."]),
        ("Ilse Varga-Holm", "Varga-Holm",
         ["Painter Bertil Varga-Holm was helped by his sister, Ilse Varga-Holm.", "Mrs Varga-Holm lives in Oslo."]),
        ("Desmond Quarrie", "Quarrie",
         ["Nurse Paula Quarrie and the builder Desmond Quarrie were fined.", "Mr Quarrie will appeal."]),
        ("Paula Quarrie", "Quarrie",
         ["Nurse Paula Quarrie and the builder Desmond Quarrie were fined.", "Quarrie said she will appeal."]),
        ("Lady Ormathwaite", "Ormathwaite",
         ["Sir Peter Ormathwaite sold the castle in May.", "Lady Ormathwaite moved to Leeds."]),
        ("Gudrun Steinar", "Steinar",
         ["The mayor, Gudrun Steinar, met Leif Steinar, the son of a skipper.", "Mrs Steinar was reelected."]),
        ("Leif Steinar", "Steinar",
         ["The mayor, Gudrun Steinar, met Leif Steinar, the son of a skipper.", "Mr Steinar was fined."]),
    ],
)  # fmt: skip
def test_titles_kinship_and_pronouns_tell_whom_a_surname_means(who: str, surname: str, lines: list[str]) -> None:
    assert meant(surname, *lines) == who


@pytest.mark.parametrize(
    ("who", "surname", "lines"),
    [
        # Nothing tells: the surname stays alone.
        ("Tollmann", "Tollmann",
         ["Joiner Anselm Tollmann and his wife, Clara Tollmann, bought the mill.", "Tollmann paid in cash."]),
        # Both fit.
        ("Quarrie", "Quarrie",
         ["The brothers Desmond Quarrie and Gerald Quarrie were fined.", "Mr Quarrie will appeal."]),
        # There is but one, and the title fits.
        ("Odile Pargeter", "Pargeter", ["The widow Odile Pargeter came to Leeds.", "Mrs Pargeter left early."]),
        ("Odd Pargeter", "Pargeter", ["The banker Odd Pargeter came to Leeds.", "Mr Pargeter left early."]),
        # A given name alone does not make a title somebody else's.
        ("Desmond Quarrie", "Quarrie", ["The builder Desmond Quarrie was fined.", "Ms Quarrie will appeal."]),
        # A pronoun behind another person is his.
        ("Tollmann", "Tollmann",
         ["Joiner Anselm Tollmann and his wife, Clara Tollmann, bought the mill.",
          "Tollmann told Rufus Pargeter that she paid."]),
    ],
)  # fmt: skip
def test_a_surname_is_given_to_nobody_where_nothing_tells(who: str, surname: str, lines: list[str]) -> None:
    assert meant(surname, *lines) == who


def test_a_man_whom_no_full_name_fits_goes_by_his_surname_and_is_not_his_wife() -> None:
    lines = ["The former nurse, Mrs Paula Quarrie, was in Leeds.", "Mr Quarrie stayed away."]
    assert meant("Quarrie", *lines) == "Quarrie"
