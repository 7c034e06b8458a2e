import time

import pytest

from tests.article import article
from transforms import lexicons
from transforms.article import Article, Entity, Figure, Mention, Quote
from transforms.figures import find_figures
from warehouse.tables import BOUNDS, EVENTS


def figures(*lines: str, kinds: tuple[str, ...] = ()) -> list[Figure]:
    return find_figures(article(*lines, kinds=kinds), [], [], [])


def events(text: str) -> list[tuple[float | None, str | None]]:
    return [(f.value_high if f.value_low is None else f.value_low, f.event) for f in figures(text)]


def surfaces(text: str) -> list[str]:
    return [text[f.start : f.end] for f in figures(text)]


def named(text: str, *names: tuple[str, str]) -> tuple[Article, list[Mention], list[Entity]]:
    """An article of one line, in which each name is a mention of its own entity."""
    mentions, entities = [], []
    for entity_id, (name, kind) in enumerate(names, 1):
        start = text.index(name)
        mentions.append(Mention(0, start, start + len(name), kind, kind, entity_id))
        entities.append(Entity(entity_id, kind, name))
    return article(text), mentions, entities


def quote(text: str, part: str, speaker: str | None, *, quote_id: int = 1, stance: str = "says") -> Quote:
    start = text.index(part)
    return Quote(quote_id, 0, start, start + len(part), "indirect", speaker, speaker and 7, "said", stance)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At least 14 miners were killed in the collapse.", [(14, "killed")]),
        ("The flood killed 14 miners and injured 30 others.", [(14, "killed"), (30, "wounded")]),
        (
            "Rebels raided the village, killing more than 40 and abducting at least 20.",
            [(40, "killed"), (20, "abducted")],
        ),
        ("Six miners died and 11 were wounded.", [(6, "killed"), (11, "wounded")]),
        ("The quake led to more than 300 deaths.", [(300, "killed")]),
        ("The death toll rose to 52 on Monday.", [(52, "killed")]),
        ("The number of wounded has reached 90.", [(90, "wounded")]),
        ("The blast left 12 dead and 30 injured.", [(12, "killed"), (30, "wounded")]),
        ("Twelve people, including three nurses, were killed.", [(12, "killed"), (3, "killed")]),
        ("The raid ended with the murder of five drivers.", [(5, "killed")]),
        ("The storm cost the lives of 19 sailors.", [(19, "killed")]),
        ("Two hostages were shot dead.", [(2, "killed")]),
        ("Four clerks were shot and killed at the bank.", [(4, "killed")]),
        ("Gunmen took 15 pupils hostage.", [(15, "abducted")]),
        ("The army freed 60 hostages held by the rebels.", [(60, "detained")]),
        ("The army secured the release of 60 hostages.", [(60, "released")]),
        ("About 4,000 families fled the valley.", [(4000, "displaced")]),
        ("The flood left 700 people homeless.", [(700, "displaced")]),
        ("Nine sailors are still missing.", [(9, "missing")]),
        ("The ministry will deploy 800 more soldiers.", [(800, "deployed")]),
        ("Police arrested 33 protesters.", [(33, "arrested")]),
        ("The town has a population of 56,000.", [(56_000, "population")]),
        ("It shut off water to the 90,000 people living on the island.", [(90_000, "population")]),
        ("The firm paid $3 million to the widows.", [(3e6, "paid")]),
        ("Prices rose 1.4% in spring.", [(1.4, "changed")]),
        ("Shares were up 3.6 per cent.", [(3.6, "changed")]),
        ("Rents were cut by 40 per cent.", [(40, "changed")]),
    ],
)
def test_event_is_that_of_the_word_that_governs_the_count(text: str, found: list[tuple[float, str]]) -> None:
    assert events(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three gunmen killed a shopkeeper.", [(3, None)]),
        ("The committee held 12 meetings.", [(12, None)]),
        ("The band released 12 songs.", [(12, None)]),
        ("Police released photos of 12 suspects.", [(12, None)]),
        ("He is a father of 10 who was killed by a lorry.", [(10, None)]),
        ("The plan makes up 40 per cent of the budget.", [(40, None)]),
        ("Prices rose to 12 euros.", [(12, None)]),
        ("The village lies 14 km from the front.", [(14, None)]),
        ("The party won 14 seats.", [(14, None)]),
        ("The wind destroyed 30 houses.", [(30, "attacked")]),
    ],
)
def test_event_does_not_reach_too_far(text: str, found: list[tuple[float, str | None]]) -> None:
    assert events(text) == found


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The crown sent 450 additional guards.", "additional guards"),
        ("They jailed 640 Zembrian prisoners.", "Zembrian prisoners"),
        ("Thousands of lanterns rose.", "lanterns"),
        ("Two of their senior advisers resigned.", "senior advisers"),
        ("Dozens of Orlavia-built fishing boats were sold.", "Orlavia-built fishing boats"),
        ("The lorry carried 10 kg of rice.", "rice"),
        ("A poll says 60 per cent of voters agree.", "voters"),
        ("One in five drivers was fined.", "drivers"),
        ("They abducted more than 200.", None),
        ("The bridge cost $3 million.", None),
        ("The strikes killed hundreds and damaged roads.", None),
        ("The prison holds 59 today.", None),
    ],
)
def test_counted_is_the_noun_phrase_without_the_number(text: str, counted: str | None) -> None:
    assert [f.counted for f in figures(text)] == [counted]


@pytest.mark.parametrize(
    "text",
    [
        "The war began in 1967 and ended in 1971.",
        "They agreed on the 1874 borders.",
        "Half of 2019 was dry.",
        "Mara Doll, 45, runs the shop.",
        "The shop is run by Mara Doll (45).",
        "The fee is waived for children under 18.",
        "The train leaves for Dovna at 14:30 on 7 October.",
        "He waited for another three long months.",
        "No one was hurt.",
        "It was one of the best days.",
        "One of the miners was killed.",
        "It is a two-state solution.",
        "The Boeing 737 landed safely.",
        "He spoke on Channel 4 about Article 5.",
        "Take Route 66 out of town.",
        "She lives at 12 Harbour Street.",
        "The two sides met again.",
        "Orlavia beat Zembria 3-1.",
        "2. Stir the soup.",
        "(3) Stir the soup.",
        "They will zero in on fraud.",
    ],
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2018, 300 people left.", ["300"]),
        ("At least 2000 people left.", ["At least 2000"]),
        ("In Dovna 40 people died.", ["40"]),
        ("The two miners were killed.", ["two"]),
        ("One miner was killed.", ["One"]),
        ("A 15-member team went.", ["15"]),
        ("He bought 12 of the 40 houses.", ["12", "40"]),
    ],
)
def test_counts_beside_such_are_figures(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_figures_keep_text_as_written() -> None:
    text = "The \u201cIron\u201d brigade lost \u2018over 300\u2019 men. It rained."
    (figure,) = figures(text)
    assert text[figure.start : figure.end] == "over 300"
    assert figure.sentence == "The \u201cIron\u201d brigade lost \u2018over 300\u2019 men."
    assert (figure.value_low, figure.value_high, figure.bound) == (300, None, "more_than")


def test_captions_are_read_and_bylines_are_not() -> None:
    found = figures(
        "Forty boats sank.", "By Ada Brook, 30 boats", "Fifty boats sank.", kinds=("caption", "byline", "body")
    )
    assert [(f.paragraph, f.value_low) for f in found] == [(0, 40), (2, 50)]


def test_entities_of_counted_actor_and_place() -> None:
    text = "Orlavia killed 30 Zembrian soldiers in Dovna."
    read, mentions, entities = named(text, ("Orlavia", "PLACE"), ("Zembrian", "GROUP"), ("Dovna", "PLACE"))
    (figure,) = find_figures(read, mentions, entities, [])
    assert (figure.actor_entity_id, figure.counted_entity_id, figure.place_entity_id) == (1, 2, 3)


def test_actor_of_a_passive_stands_behind_by() -> None:
    read, mentions, entities = named("Thirty sailors were killed by Orlavia.", ("Orlavia", "PLACE"))
    (figure,) = find_figures(read, mentions, entities, [])
    assert (figure.event, figure.actor_entity_id, figure.place_entity_id) == ("killed", 1, None)


def test_no_place_among_several() -> None:
    text = "While talks went on in Dovna and in Perrick, 30 sailors were killed."
    read, mentions, entities = named(text, ("Dovna", "PLACE"), ("Perrick", "PLACE"))
    assert [f.place_entity_id for f in find_figures(read, mentions, entities, [])] == [None]


def test_a_figure_in_a_name_is_none() -> None:
    read, mentions, entities = named("The Group of 40 met.", ("Group of 40", "ORG"))
    assert find_figures(read, mentions, entities, []) == []


def test_of_mentions_that_overlap_the_longest_counts() -> None:
    read = article("The Group of 40 met.")
    mentions = [Mention(0, 4, 15, "ORG", "ORG", 1), Mention(0, 13, 15, "ORG", "ORG", 2)]
    entities = [Entity(1, "ORG", "Group of 40"), Entity(2, "ORG", "40")]
    assert find_figures(read, mentions, entities, []) == find_figures(read, mentions[::-1], entities, []) == []


def test_the_smallest_quotation_with_a_speaker_attributes() -> None:
    text = "The mayor said the guards claimed that 40 boats sank. Another 5 were lost."
    quotes = [
        quote(text, "the guards claimed that 40 boats sank", "The mayor"),
        quote(text, "40 boats sank", "the guards", quote_id=2, stance="claims"),
        quote(text, "40 boats", None, quote_id=3),
    ]
    inside, outside = find_figures(article(text), [], [], quotes)
    assert (inside.attributed_to, inside.attributed_entity_id, inside.quote_id, inside.status) == (
        "the guards", 7, 2, "claimed",
    )  # fmt: skip
    assert (outside.attributed_to, outside.quote_id, outside.status) == (None, None, "asserted")


def test_bound_words_may_stand_outside_the_quotation() -> None:
    text = "Officials spoke of at least \u201c40 boats\u201d lost."
    (figure,) = find_figures(article(text), [], [], [quote(text, "40 boats", "Officials")])
    assert (figure.bound, figure.attributed_to) == ("at_least", "Officials")


def test_a_denial_is_denied() -> None:
    text = "The army denied that 40 boats sank."
    (figure,) = find_figures(article(text), [], [], [quote(text, "40 boats sank", "The army", stance="denies")])
    assert figure.status == "denied"


@pytest.mark.parametrize(
    ("behind", "status"),
    [
        ("The figures could not be independently verified.", "disputed"),
        ("The claim has not been independently confirmed.", "disputed"),
        ("The toll is unverified.", "disputed"),
        ("The army has not confirmed the talks.", "claimed"),
        ("Observers verified the figures.", "claimed"),
        ("It rained. The figures could not be verified.", "claimed"),
    ],
)
def test_the_next_sentence_may_dispute_a_figure(behind: str, status: str) -> None:
    text = f"The guards said that 40 boats sank. {behind}"
    (figure,) = find_figures(article(text), [], [], [quote(text, "40 boats sank", "The guards")])
    assert figure.status == status


def test_a_number_of_them_shares_the_event() -> None:
    assert events("The gale killed 40 sailors, 12 of them cadets.") == [(40, "killed"), (12, "killed")]
    assert events("Shares fell 3 points, or 2 per cent.")[-1] == (2, "changed")


def test_the_lexicon_knows_only_events_of_the_schema() -> None:
    lexicon = lexicons.load("figures")
    assert set(lexicon["events"]) == set(EVENTS) - {"changed"}
    assert set(lexicons.load("numbers")["bounds"]) < set(BOUNDS)


def test_long_sentences_take_no_long_time() -> None:
    read = article("In Dovna 5 men died, " * 800)
    mentions = [Mention(0, 21 * n + 3, 21 * n + 8, "PLACE", "GPE", 1) for n in range(800)]
    start = time.perf_counter()
    find_figures(read, mentions, [Entity(1, "PLACE", "Dovna")], [])
    assert time.perf_counter() - start < 5


def test_a_list_without_a_full_stop_is_not_repeated_for_each_of_its_numbers():
    found = article("The stalls sold " + " ".join(f"{number} pears and" for number in range(100, 1300)) + " plums.")
    figures = find_figures(found, [], [], [])
    text = found.paragraphs[0].text
    assert len(figures) > 500
    assert all(len(figure.sentence) < 3000 for figure in figures)
    assert all(text[figure.start : figure.end] in figure.sentence for figure in figures)
