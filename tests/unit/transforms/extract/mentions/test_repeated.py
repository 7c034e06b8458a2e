"""Further places of names."""

from tests.article import article
from tests.named import kinds, spellings


def test_small_word_is_not_the_name_that_it_looks_like():
    assert "turkey" not in dict(kinds("We ate turkey in Oslo.", "Turkey signed the treaty."))


def test_forename_missed_by_the_model_is_a_part_of_a_known_surname():
    read = article(
        "When Wilhelmina Castellan played it last year, she won.", "Dr. Castellan, a biologist, lives in Vermont."
    )
    assert spellings(read).get("Wilhelmina Castellan") == {"Wilhelmina Castellan", "Castellan"}


def test_surname_that_is_a_common_word_is_found_where_it_does_what_people_do():
    assert ("Page", "PERSON") in kinds(
        "Mrs Matilda Page, 80, left Oslo in 1970.", "Page died late yesterday in a hospital."
    )
    assert ("Page", "PERSON") not in kinds(
        "Mrs Matilda Page, 80, left Oslo in 1970.", "Page numbers are wrong in the book."
    )
