"""Offices that every state has."""

from tests.article import article
from tests.named import spellings


def test_bare_office_is_that_of_the_state_its_paragraph_names():
    found = spellings(
        article(
            "The Norwegian Foreign Ministry answered from Oslo.",
            "Sweden’s foreign ministry was silent.",
            "In Oslo, the Foreign Ministry said more.",
        )
    )
    assert found["Norwegian Foreign Ministry"] == {"Norwegian Foreign Ministry", "Foreign Ministry"}
    assert found["Swedish Foreign Ministry"] == {"Sweden’s foreign ministry"}


def test_bare_office_is_else_the_one_named_last():
    found = spellings(
        article(
            "The Norwegian Foreign Ministry answered.",
            "The Swedish ministry of foreign affairs was silent. Later the Foreign Ministry said more.",
        )
    )
    assert found["Swedish Foreign Ministry"] == {"Swedish ministry of foreign affairs", "Foreign Ministry"}


def test_office_of_another_sort_stays_apart():
    found = spellings(article("The Norwegian Foreign Ministry answered.", "The Health Ministry was silent in Oslo."))
    assert "Health Ministry" not in found["Norwegian Foreign Ministry"]


def test_small_office_without_a_state_is_no_name():
    assert not spellings(article("she works for a foreign ministry now."))
