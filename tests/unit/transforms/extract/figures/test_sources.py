import pytest

from tests.article import article
from transforms.extract.figures.sources import can_claim, is_human, speaks


@pytest.mark.parametrize("word", ["police", "ministries", "rescuers", "mayor", "government", "witnesses", "union"])
def test_persons_and_bodies_speak(word: str) -> None:
    assert speaks(word)


@pytest.mark.parametrize("word", ["freedom", "casualties", "total", "survey", "table", "region"])
def test_other_nouns_do_not_speak(word: str) -> None:
    assert not speaks(word)


def test_a_body_is_no_person() -> None:
    assert is_human("uncle")
    assert not is_human("ministry")


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("The registry puts it at 12.", 1, True),
        ("The survey puts it at 12.", 1, True),
        ("Freedom puts it at 12.", 0, False),
        ("Hunger says that 12 will come.", 0, False),
        ("The unhappiness shows that 12 left.", 1, False),
        ("This week shows that 12 left.", 1, False),
        ("20 per cent of voters say that 12 left.", 2, True),
        ("Zembria says that 12 left.", 0, True),
    ],
)
def test_a_claimant_is_somebody_or_a_document(text: str, head: int, expected: bool) -> None:
    paragraph = article(text).indexed[0]
    assert can_claim(paragraph.doc[head], None, paragraph) is expected


def test_the_dead_claim_nothing_of_their_number() -> None:
    paragraph = article("The victims say that 12 died.").indexed[0]
    assert can_claim(paragraph.doc[1], None, paragraph)
    assert not can_claim(paragraph.doc[1], "killed", paragraph)
