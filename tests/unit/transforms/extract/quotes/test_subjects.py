"""Who stands as the subject of a reporting verb."""

from tests.quoted import in_marks


def test_relative_clause_speaks_for_the_noun_before_it():
    line = (
        "To solve this riddle, they turned to the Bergen Fire Department which reported “2,521 lost boats” in a year."
    )
    assert in_marks(line) == [("2,521 lost boats", "the Bergen Fire Department")]
