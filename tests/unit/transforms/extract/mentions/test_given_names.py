"""Names that the model labels as bodies, given as votes; all people and firms are invented."""

import pytest

from tests.article import article
from transforms.extract.mentions.given_names import settle_given_names
from transforms.extract.mentions.name_span import name_at
from transforms.extract.mentions.type_vote import TypeVote


def kind(name: str, *lines: str, votes: TypeVote | None = None) -> str:
    """Returns the kind of a name that the model took for a body throughout, once its given name was looked at."""
    paragraphs = article(*lines).indexed
    spans = [
        name_at(paragraph, start, start + len(name), "ORG")
        for paragraph in paragraphs
        for start in range(len(paragraph.straight))
        if paragraph.straight.startswith(name, start)
    ]
    vote = votes or TypeVote()
    vote.labels.update(["ORG"] * len(spans))
    settle_given_names(paragraphs, spans, {span.key: vote for span in spans})
    return vote.kind


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Tarek Obrani", 'In Leeds, head of the water board Tarek Obrani spoke. "It is done," Tarek Obrani said.'),
        ("Nikolay Brov", 'The director of the hospital Nikolay Brov left. "No," Nikolay Brov told reporters.'),
        ("Rajesh Tarnav", 'A lawyer for the striking miners Rajesh Tarnav won. "Good," Rajesh Tarnav added.'),
        ("Zaynab Orimi", 'The leader of the union Zaynab Orimi resigned. "I am tired," Zaynab Orimi says.'),
        ("Desmond Quarrie", 'The coach of the women\'s team Desmond Quarrie stays. "Yes," Desmond Quarrie said.'),
    ],
)
def test_who_is_something_of_a_body_and_speaks_is_a_person(name: str, line: str) -> None:
    assert kind(name, line) == "PERSON"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        # Nothing but the given name.
        ("Desmond Quarrie", "Shares in Desmond Quarrie fell. Desmond Quarrie said sales were down."),
        # Statements are of bodies.
        ("Thomas Quarrie", 'The head of the airline Thomas Quarrie left. "No," Thomas Quarrie said in a statement.'),
        # The last word is a body's.
        ("Martha Holm Trust", 'The head of the old Martha Holm Trust left. "No," Martha Holm Trust said.'),
        # The first is no given name.
        ("Red Quarrie", 'The head of the water board Red Quarrie left. "No," Red Quarrie said.'),
        ("Desmond & Quarrie", 'The head of the law firm Desmond & Quarrie left. "No," Desmond & Quarrie said.'),
    ],
)
def test_a_firm_called_after_its_founder_stays_a_firm(name: str, line: str) -> None:
    assert kind(name, line) == "ORG"


def test_a_given_name_decides_where_something_speaks_for_a_person() -> None:
    vote = TypeVote()
    vote.clues["PERSON"] = 1
    assert kind("Oleg Petrovich Brov", "Oleg Petrovich Brov slept. Oleg Petrovich Brov woke.", votes=vote) == "PERSON"
