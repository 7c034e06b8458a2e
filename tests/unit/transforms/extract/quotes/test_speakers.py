"""Whom a noun phrase stands for."""

import pytest

from tests.quoted import entities, in_marks, quotes, reported


def test_pronoun_is_the_last_speaker():
    assert in_marks(
        "Norway’s foreign minister said on Monday that the country was ready to help.",
        "He said: “We will send ships and food before the winter comes.”",
    ) == [("We will send ships and food before the winter comes.", "Norway’s foreign minister")]


@pytest.mark.parametrize(
    "line",
    [
        "A local paper quoted her as saying that 15 boats had sunk.",
        "She was quoted as saying that 15 boats had sunk.",
        "Her claim that 15 boats had sunk was widely doubted.",
    ],
)
def test_who_is_quoted_speaks_also_as_a_pronoun(line: str):
    found = reported("Marta Lindqvist said the storm was the worst in years.", line)
    assert [(text, speaker) for text, speaker, _ in found[1:]] == [("15 boats had sunk", "Marta Lindqvist")]


def test_it_is_the_body_that_spoke():
    found = quotes(
        "“The dam is safe,” the water ministry said after Karl Hansen visited the valley.",
        "“The road is closed until the end of the week,” it added.",
    )
    assert [(q.speaker, q.cue) for q in found if q.kind == "direct"] == [
        ("the water ministry", "say"),
        ("the water ministry", "add"),
    ]


def test_pronoun_without_anybody_before_stays_as_written():
    assert in_marks("“It was a long day for all of us,” she said.") == [("It was a long day for all of us", "she")]


def test_speaker_far_back_is_not_meant():
    filler = ["The ferry leaves the harbour at noon and reaches the island at night."] * 6
    found = in_marks("Marta Lindqvist said she was glad to be home.", *filler, "“It was a long day,” she said.")
    assert found == [("It was a long day", "she")]


def test_pronoun_of_somebody_elses_clause_is_not_its_subject():
    assert entities(
        "Marta Lindqvist gave up her boat in May. She was tired of the sea.",
        "“The harbour is empty now,” recalled Robin Hansen, a fisherman who sailed with her.",
        "She sold the nets, too. “I never lost a man,” she said.",
    ) == [("Robin Hansen", "Robin Hansen"), ("Marta Lindqvist", "Marta Lindqvist")]


def test_subject_of_another_clause_may_be_meant():
    assert entities(
        "Robin Hansen runs a bank in Bergen.",
        "Marta Lindqvist claims that the bank fired her. “I was never late,” she said.",
    ) == [("Marta Lindqvist", "Marta Lindqvist")]


@pytest.mark.parametrize(
    ("first", "description", "speaker", "entity"),
    [
        ("The harbour master, Marta Lindqvist, said little.", "the harbour master", "Marta Lindqvist", True),
        ("Mayor Marta Lindqvist left on Monday.", "the mayor", "Mayor Marta Lindqvist", True),
        ("Marta Lindqvist, a retired nurse, met the crews.", "the nurse", "Marta Lindqvist", True),
        ("Ms Marta Lindqvist met the crews on Monday.", "the 34-year-old carpenter", "Marta Lindqvist", True),
        ("Ms Marta Lindqvist met the crews on Monday.", "the 34-year-old", "Marta Lindqvist", True),
        ("Ms Marta Lindqvist met the crews on Monday.", "the mother of three", "Marta Lindqvist", True),
        ("Ms Marta Lindqvist met the crews on Monday.", "the retired carpenter", "Marta Lindqvist", True),
        ("Ms Marta Lindqvist met the crews on Monday.", "the former hostage", "Marta Lindqvist", True),
        ("Mr Robin Hansen met the crews on Monday.", "the mother of three", "the mother of three", False),
        ("Deputy mayor Marta Lindqvist met the crews.", "the mayor", "the mayor", False),
        ("Marta Lindqvist, a nurse, met the crews on Monday.", "the army nurse", "the army nurse", False),
        ("Ms Marta Lindqvist met the crews on Monday.", "the carpenter", "the carpenter", False),
        ("Marta Lindqvist, a nurse, met the crews on Monday.", "a nurse", "a nurse", False),
    ],
)
def test_description_is_led_back_to_whom_the_article_describes(
    first: str, description: str, speaker: str, entity: bool
):
    [found] = entities(first, f"“We are ready for the storm,” {description} said.")
    assert found == (speaker, "Marta Lindqvist" if entity else None)


def test_another_one_without_a_name_is_nearer():
    assert entities(
        "Marta Lindqvist, a nurse, met the crews on Monday.",
        "Another nurse said that the crews were tired.",
        "“We are ready for the storm,” the nurse said.",
    ) == [("the nurse", None)]


@pytest.mark.parametrize(
    ("first", "entity"),
    [
        ("Marta Lindqvist said in a statement that the harbour was safe.", "Marta Lindqvist"),
        ("In a statement read to the council, Marta Lindqvist said that the harbour was safe.", "Marta Lindqvist"),
        ("Marta Lindqvist issued a statement on Monday.", "Marta Lindqvist"),
        ("Marta Lindqvist said that a statement would come.", None),
    ],
)
def test_statement_is_led_back_to_its_author(first: str, entity: str | None):
    assert entities(first, "“We are ready for the storm,” the statement said.") == [("the statement", entity)]


@pytest.mark.parametrize("name", ["Vargas", "C\u00e1rdenas", "Ada Holm", "Said Holm"])
def test_a_line_may_be_a_turn_and_have_a_verb_in_front_at_once(name: str):
    line = f'Said {name}: "There are rules here and there are tests; and there are people who want a fair deal."'
    assert [quote.text for quote in quotes(line) if quote.kind == "direct"] == [line.partition('"')[2].rstrip('"')]
