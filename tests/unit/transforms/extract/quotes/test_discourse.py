"""Who is he and who is she, by the whole article."""

from tests.quoted import entities, in_marks


def test_pronoun_agrees_with_the_title():
    assert in_marks(
        "Mr Karl Hansen met Mrs Ingrid Solheim in Bergen on Monday.",
        "Mrs Solheim praised the talks, and Mr Hansen left early.",
        "“It was a long day for all of us,” she said.",
    ) == [("It was a long day for all of us", "Solheim")]


def test_gender_that_the_article_shows_decides():
    assert entities(
        "Kim Solheim has run the ferry since she left school, and her boats are never late.",
        "Marta Lindqvist, the mayor, and her council met Kim Solheim on Monday. Robin Hansen kept his coat on.",
        "“It was a long day for all of us,” he said.",
    ) == [("Robin Hansen", "Robin Hansen")]


def test_wife_is_not_the_man_before_her():
    found = entities(
        "Robin Hansen left the harbour with a wife, and she was ill.",
        "“I will not come back to this harbour,” he said.",
    )
    assert found == [("Robin Hansen", "Robin Hansen")]
