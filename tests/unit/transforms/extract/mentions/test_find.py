from collections import defaultdict
from itertools import pairwise

import pytest

from tests.article import article
from transforms.documents import Article
from transforms.extract.mentions.find import find_mentions


def names(found: Article) -> dict[str, tuple[str, set[str]]]:
    """Kind and spellings of each entity, by its name."""
    mentions, entities, _ = find_mentions(found)
    spellings = defaultdict(set)
    for mention in mentions:
        spellings[mention.entity_id].add(found.paragraphs[mention.paragraph].text[mention.start : mention.end])
    return {e.name: (e.kind, spellings[e.entity_id]) for e in entities}


def test_surname_joins_the_one_full_name_that_ends_in_it():
    found = names(
        article(
            "Prime Minister Ingrid Solheim met the ambassador in Oslo on Monday.",
            "Solheim said the talks went well. Mrs Solheim left for Paris in the evening.",
        )
    )
    assert found["Ingrid Solheim"] == ("PERSON", {"Ingrid Solheim", "Solheim"})


def test_surname_that_two_people_share_joins_neither():
    found = names(
        article(
            "Anna Kowalski and her brother Peter Kowalski founded the bakery in Warsaw in 1990.",
            "Kowalski sold it last year.",
        )
    )
    assert {"Anna Kowalski", "Peter Kowalski"} <= set(found)
    assert all("Kowalski" not in spellings for name, (_, spellings) in found.items() if name != "Kowalski")


def test_acronym_in_brackets_is_the_long_name():
    found = names(
        article(
            "The European Space Agency (ESA) postponed the launch from French Guiana.",
            "ESA will try again in May.",
        )
    )
    assert found["European Space Agency"] == ("ORG", {"European Space Agency", "ESA"})


def test_bracket_that_is_no_acronym_of_the_name_stays_apart():
    found = names(article("Angela Brandt met the European Commission (WHO officials were there too) in Brussels."))
    assert "WHO" not in found.get("European Commission", ("", set()))[1]


def test_most_mentions_decide_the_kind_for_all():
    found = article(
        "Marta Lindqvist opened the museum in Stockholm.",
        "Marta Lindqvist thanked the donors and said the museum would be free.",
        "Lindqvist: a portrait",
    )
    mentions, _, _ = find_mentions(found)
    assert {m.label for m in mentions if "Lindqvist" in found.paragraphs[m.paragraph].text[m.start : m.end]} == {
        "PERSON"
    }


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The Bank of England’s governor resigned in London.", "Bank of England"),
        ("Officials from the United States said so on Friday.", "United States"),
        ("“Norway’s offer stands,” said the minister in Oslo.", "Norway"),
    ],
)
def test_determiners_possessives_and_marks_are_no_part_of_a_name(line: str, name: str):
    assert name in names(article(line))


def test_a_name_found_once_is_found_again_where_the_model_missed_it():
    found = article(
        "The company Veltrona Systems said on Tuesday that Veltrona Systems would cut jobs in Berlin.",
        "veltrona systems stock fell; analysts expect Veltrona Systems to recover.",
    )
    mentions, _, _ = find_mentions(found)
    written = [found.paragraphs[m.paragraph].text[m.start : m.end] for m in mentions]
    assert written.count("Veltrona Systems") == 3


def test_part_of_a_longer_name_is_not_a_mention_of_the_shorter():
    found = article("Lyon is a city in France.", "The Lyon Chamber Orchestra played; Lyon applauded.")
    mentions, _, _ = find_mentions(found)
    second = [found.paragraphs[1].text[m.start : m.end] for m in mentions if m.paragraph == 1]
    assert second.count("Lyon") == 1


def test_mentions_do_not_overlap_and_come_in_order():
    found = article(
        "President Ingrid Solheim of Norway met King Harald in the Royal Palace, the Norwegian News Agency reported.",
        "The Norwegian News Agency later corrected its report on Solheim.",
    )
    mentions, entities, _ = find_mentions(found)
    places = [(m.paragraph, m.start, m.end) for m in mentions]
    assert places == sorted(places)
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(places))
    assert [e.entity_id for e in entities] == list(range(1, len(entities) + 1))


def test_nothing_to_name():
    assert find_mentions(article("it rained all day.")) == ([], [], [])
    assert find_mentions(Article(1, None, [])) == ([], [], [])


@pytest.mark.parametrize(
    ("line", "name", "kind"),
    [
        ("Mrs Orsova left early.", "Orsova", "PERSON"),
        ("The village of Brandek lies in Norway.", "Brandek", "PLACE"),
        ("Officials at the Halden Water Authority declined to comment in London.", "Halden Water Authority", "ORG"),
    ],
)
def test_words_around_and_in_a_name_tell_its_kind(line: str, name: str, kind: str):
    assert names(article(line)).get(name, ("missing",))[0] == kind


@pytest.mark.parametrize(
    ("line", "name", "kind"),
    [
        ("Analysts see in Angela Merkel’s retreat a sign. Angela Merkel spoke in Berlin.", "Angela Merkel", "PERSON"),
        ("General Motors cut its forecast, and General Motors shares fell in New York.", "General Motors", "ORG"),
    ],
)
def test_clues_do_not_outvote_a_plain_case(line: str, name: str, kind: str):
    assert names(article(line)).get(name, ("missing",))[0] == kind


def test_a_surname_that_is_a_common_word_is_not_found_in_common_text():
    found = article("Gordon Brown spoke in London.", "Brown bears live in the forest; the brown bear is shy.")
    mentions, _, _ = find_mentions(found)
    assert not [m for m in mentions if m.paragraph == 1 and found.paragraphs[1].text[m.start : m.end] == "Brown"]


@pytest.mark.parametrize(
    "text",
    ["Tanker drifts without fuel in Gulf of Aden", "The ship lay in the Gulf of Aden.", "The Bay of Biscay was calm."],
)
def test_a_gulf_and_its_town_are_one_place(text):
    found = names(article(text))
    assert [name for name, (kind, _) in found.items() if kind == "PLACE"] == [
        next(name for name in ("Gulf of Aden", "Bay of Biscay") if name in text)
    ]


def test_a_person_behind_an_office_of_a_town_is_no_place():
    found = names(
        article("The mayor of Hamburg, Ruta Lindqvist, said on Monday that it was late. Lindqvist spoke for an hour.")
    )
    assert found["Ruta Lindqvist"] == ("PERSON", {"Ruta Lindqvist", "Lindqvist"})
