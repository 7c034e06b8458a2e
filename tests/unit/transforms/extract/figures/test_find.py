import time
from datetime import date

import pytest

from tests.article import article
from transforms import lexicons
from transforms.documents import Article, Entity, Figure, Mention, Quote
from transforms.extract.figures.find import MOST_NUMBERS, find_figures
from transforms.extract.mentions.find import find_mentions
from transforms.extract.quotes.find import find_quotes
from warehouse.schema.tables.values import BOUNDS, EVENTS


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
        ("Support slipped to 24 per cent.", [(24, "changed")]),
        ("The heat may dip down to 12 degrees.", [(12, "changed")]),
        ("Some 60 sailors are known to have died.", [(60, "killed")]),
        ("About 3,000 villagers were forced to flee.", [(3000, "displaced")]),
        ("Forty clerks were in the small hours of Sunday abducted from the bank.", [(40, "abducted")]),
        ("Gunmen storm bank, abduct over 40 clerks", [(40, "abducted")]),
        ("Forty clerks were gunned down.", [(40, "killed")]),
        ("Police rounded up 12 men.", [(12, "detained")]),
        ("Twelve miners lost their lives and 30 suffered burns.", [(12, "killed"), (30, "wounded")]),
        ("Over 200 are listed as missing.", [(200, "missing")]),
        ("Two drivers were among those killed.", [(2, "killed")]),
        ("The list holds 18 names of men and 5 who are missing.", [(18, None), (5, "missing")]),
        ("Ten other people (none of them named) were injured.", [(10, "wounded")]),
        (
            "There were 13 bodies in the square: eight guards, four clerks and a nun.",
            [(13, "killed"), (8, "killed"), (4, "killed")],
        ),
        ("The murder of the monks -- five Spaniards -- shocked many.", [(5, "killed")]),
        ("At least 41 people died, the agency said, among them six children.", [(41, "killed"), (6, "killed")]),
        ("The group put the number of dead at more than 120.", [(120, "killed")]),
        ("The flood killed 30 clerks. Police put the figure at 45.", [(30, "killed"), (45, "killed")]),
        ("The fund has spent $3 million on tents.", [(3e6, "paid")]),
    ],
)
def test_event_is_that_of_the_word_that_governs_the_count(text: str, found: list[tuple[float, str]]) -> None:
    assert events(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three gunmen killed a shopkeeper.", [(3, None)]),
        ("The hall, which holds about 40, was full.", [(40, None)]),
        ("Twelve people are not known to have died.", [(12, None)]),
        ("Twelve people were forced to watch the match.", [(12, None)]),
        ("After the attack 12 people met the mayor.", [(12, None)]),
        ("The flood killed 30 clerks. The number of shops was 45.", [(30, "killed"), (45, None)]),
        ("Prices rose 3 per cent to 12 euros.", [(3, "changed"), (12, None)]),
        ("Prices rose in 12 per cent of shops.", [(12, None)]),
        ("The lorry killed 30 clerks: the firm owns 12 lorries.", [(30, "killed"), (12, None)]),
        ("The committee held 12 meetings.", [(12, None)]),
        ("The band released 12 songs.", [(12, None)]),
        ("Police released photos of 12 suspects.", [(12, None)]),
        ("He is a father of 10 who was killed by a lorry.", [(10, None)]),
        ("The plan makes up 40 per cent of the budget.", [(40, None)]),
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


def test_where_the_claimant_is_nothing_happened() -> None:
    text = "Some 40 miners were killed, the ministry in Orland said."
    read, mentions, entities = named(text, ("Orland", "PLACE"))
    [figure] = find_figures(
        read, mentions, entities, [quote(text, "Some 40 miners were killed", "the ministry in Orland")]
    )
    assert figure.place_entity_id is None
    [unsaid] = find_figures(read, mentions, entities, [])
    assert unsaid.place_entity_id == 1


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


def found(*lines: str, published_on: date | None = None) -> list[Figure]:
    """Returns the figures of an article read as a whole."""
    read = article(*lines, published_on=published_on)
    mentions, entities, roles = find_mentions(read)
    return find_figures(read, mentions, entities, find_quotes(read, mentions, entities, roles))


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The reinsurer Norhalt puts the loss at 12 million euros.", [("The reinsurer Norhalt", "claimed")]),
        ("The government acknowledges three deaths.", [("The government", "claimed")]),
        ("Unions fear for up to 1,200 jobs.", [("Unions", "claimed")]),
        ("The ferry lost 48 sailors by the latest official count.", [("the latest official count", "claimed")]),
        (
            "Some 900 people fled, the refugee agency estimates, joining others.",
            [("the refugee agency", "claimed")],
        ),
        (
            "Investors get $38 a share, the firms said on Monday, a premium of 31 per cent.",
            [("the firms", "claimed"), ("the firms", "claimed")],
        ),
        ("The bakers left, said Ada Holm, a mother of 12 sons.", [(None, "asserted")]),
        ("The bakers left, the firm said, which owns 12 shops.", [(None, "asserted")]),
        ("Reports of 12 deaths were denied by the army.", [("the army", "denied")]),
        ("The toll of 12 was disputed.", [(None, "disputed")]),
        ("Police questioned 12 men.", [(None, "asserted")]),
        ("Divers found 12 bodies.", [(None, "asserted")]),
        ("The storm claimed 12 lives.", [(None, "asserted")]),
        ("It is feared that 12 sailors drowned.", [(None, "asserted")]),
    ],
)
def test_who_reports_a_number_states_it(text: str, claims: list[tuple[str | None, str]]) -> None:
    assert [(f.attributed_to, f.status) for f in found(text)] == claims


def test_source_behind_a_source_is_kept() -> None:
    [figure] = found("According to Interfax, deputy minister Oleg Parin stated that 12 soldiers died.")
    assert (figure.attributed_to, figure.attribution_path) == ("Oleg Parin", "Oleg Parin < Interfax")


def test_maker_of_a_document_is_its_entity() -> None:
    text = "Some 46 nurses are stranded, according to a list prepared by the Ministry of Labour."
    read = article(text)
    mentions, entities, roles = find_mentions(read)
    [figure] = find_figures(read, mentions, entities, find_quotes(read, mentions, entities, roles))
    assert figure.attributed_to == "a list"
    assert next(e.name for e in entities if e.entity_id == figure.attributed_entity_id) == "Ministry of Labour"


def test_what_a_document_tells_of_did_not_make_it() -> None:
    [figure] = found("A survey showed the Ministry of Labour had lost 46 clerks.")
    assert (figure.attributed_to, figure.attributed_entity_id, figure.attribution_path) == ("A survey", None, None)


@pytest.mark.parametrize(
    ("text", "framing"),
    [
        ("The rebel-run health ministry said 40 people had died.", "rebel-run"),
        ("The health ministry said 40 people had died.", None),
        ("The well-known surgeon said 40 people had died.", None),
    ],
)
def test_framing_words_of_a_source_are_kept_apart(text: str, framing: str | None) -> None:
    assert [f.attributed_framing for f in found(text)] == [framing]


FRIDAY = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("text", "day", "source"),
    [
        ("Twelve miners died on Thursday.", date(2026, 3, 19), "sentence"),
        ("Twelve miners died early on Friday.", FRIDAY, "sentence"),
        ("Twelve miners died yesterday.", date(2026, 3, 19), "sentence"),
        ("Twelve miners died on 2 March.", date(2026, 3, 2), "sentence"),
        ("Twelve miners died on October 7.", date(2025, 10, 7), "sentence"),
        ("Twelve miners died on 7 October 2024.", date(2024, 10, 7), "sentence"),
        ("Twelve miners have died since October 7.", FRIDAY, "until_now"),
        ("Twelve miners died on and after October 7.", FRIDAY, "until_now"),
        ("The October 7 blast led to more than 12 deaths.", FRIDAY, "article"),
        ("On Thursday officials said that 12 miners had died.", date(2026, 3, 19), "sentence"),
        ("Twelve miners have died so far.", FRIDAY, "until_now"),
        ("In 2019, 12 miners died.", date(2019, 12, 31), "period"),
        ("Last month 12 miners died.", date(2026, 2, 28), "period"),
        ("Twelve miners have died.", FRIDAY, "article"),
        ("Twelve miners left since they were tired.", FRIDAY, "article"),
        ("Twelve miners will come next Thursday.", FRIDAY, "article"),
        ("Twelve miners may march.", FRIDAY, "article"),
    ],
)
def test_day_is_read_from_the_sentence(text: str, day: date, source: str) -> None:
    assert [(f.as_of, f.as_of_source) for f in found(text, published_on=FRIDAY)] == [(day, source)]


def test_without_a_day_of_the_article_no_day_is_resolved() -> None:
    assert [(f.as_of, f.as_of_source) for f in found("Twelve miners died on Thursday.")] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("More than 100 a day are killed.", ["rate"]),
        ("Another 300 guards were deployed.", ["increment"]),
        ("The army deployed 900 additional troops.", ["increment"]),
        ("Prices rose 3 per cent.", ["increment"]),
        ("The death toll rose to 52.", ["total"]),
        ("So far 12 miners have died.", ["total"]),
        ("Some 4,000 sailors are missing.", ["stock"]),
        ("The party won 14 seats.", [None]),
        ("Prices fell to 3 per cent.", [None]),
    ],
)
def test_words_around_tell_the_kind_of_measure(text: str, measures: list[str | None]) -> None:
    assert [f.measure for f in figures(text)] == measures


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("Bread prices rose 3 per cent.", "Bread prices"),
        ("The bakery made a profit of $5m.", "profit"),
        ("He paid a 25% duty.", "duty"),
        ("It rose 3 per cent.", None),
        ("Three bakers left.", None),
    ],
)
def test_amount_is_a_measure_of_something(text: str, measured: str | None) -> None:
    assert [f.measured for f in figures(text)] == [measured]


def test_target_is_who_was_attacked_or_counted() -> None:
    text = "Two attacks on Karvia killed 12 Novians."
    read, mentions, entities = named(text, ("Karvia", "PLACE"), ("Novians", "GROUP"))
    assert [f.target_entity_id for f in find_figures(read, mentions, entities, [])] == [1, 2]


def test_counted_keeps_its_complement_and_its_head() -> None:
    [figure] = figures("Twelve members of the coastguard were killed.")
    assert (figure.counted, figure.counted_head) == ("members of the coastguard", "members")


@pytest.mark.parametrize(
    "text", ["The Zephyr 12 engine roared.", "They met at 0510 in the yard.", "The S&P 500 shares fell."]
)
def test_number_within_a_name_or_a_time_is_no_figure(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("It has a 3 cylinder engine.", "cylinder"),
        ("It has a turbocharged 3 cylinder engine.", "cylinder"),
        ("They hired a further 40 support staff.", "support staff"),
        ("They hired a record 40 oil rig workers.", "oil rig workers"),
        ("The 11 member trade pact was signed.", "member"),
        ("They lost 68 league games.", "league games"),
        ("The base has 40 support staff.", "support staff"),
        ("They sank 12 fishing craft and 3 fighter aircraft.", "fishing craft"),
    ],
)
def test_a_number_before_two_singulars_counts_the_first(text: str, counted: str) -> None:
    assert counted in [figure.counted for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "unit", "counted"),
    [
        ("The yard built 40 wooden boats this year, compared with 63 last year.", None, "wooden boats"),
        ("Output fell to 12 tonnes in May, down from 15 in April.", "tonne", None),
        ("The highest bid is 61.25 cents, while the lowest is 58.9.", "cent", None),
    ],
)
def test_a_number_set_beside_another_counts_the_same(text: str, unit: str | None, counted: str | None) -> None:
    beside = figures(text)[1]
    assert (beside.unit, beside.counted, beside.event) == (unit, counted, None)


@pytest.mark.parametrize(
    "text",
    [
        "The yard built 40 boats, compared with 63 houses elsewhere.",
        "The yard built 40 boats. Compared with 63 that is little.",
        "The yard has 40 boats and the index is 58.9.",
    ],
)
def test_what_is_set_beside_nothing_does_not_count_the_same(text: str) -> None:
    assert [figure.counted for figure in figures(text)[1:]] != ["boats"]


def test_numbers_in_a_run_without_spaces_count_nothing():
    run = "41(a1)" * 100
    assert surfaces(f"The police said that 12 people were killed. {run}") == ["12"]


def test_a_paragraph_of_numbers_alone_holds_no_figures():
    assert len(figures("12 men, " * MOST_NUMBERS)) == MOST_NUMBERS
    assert not figures("12 men, " * (MOST_NUMBERS + 1))
