import pytest

from tests.unit.transforms.extract.figures.reading import events


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
        ("The loss was revised upward by $40 million.", [(40e6, "changed")]),
        ("The count was adjusted downwards by 1,200.", [(1200, "changed")]),
        ("Sales, restated lower by 2 per cent, still grew.", [(2, "changed")]),
        ("The plane was shot down by 40 rebels.", [(40, None)]),
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
    ("text", "found"),
    [
        ("400 flee as volcano erupts", [(400, "displaced")]),
        ("Fire guts hostel, 14 pupils dead", [(14, "killed")]),
        ("Police: 3 shot, 1 dead", [(3, "attacked"), (1, "killed")]),
        ("9 held for lynching", [(9, "detained")]),
        ("12 hurt as stand collapses", [(12, "wounded")]),
        ("Thousands displaced by floods", [(1000, "displaced")]),
        ("Court frees 12", [(12, "released")]),
        ("Two cops among 9 killed", [(2, "killed"), (9, "killed")]),
        ("Flu claims 14 lives", [(14, "killed")]),
        ("Quake toll climbs to 512", [(512, "killed")]),
        ("Total dead: 12.", [(12, "killed")]),
        ("A shooting in Odra left two dead Thursday morning.", [(2, "killed")]),
        ("Wounded: 31. Missing: 7.", [(31, "wounded"), (7, "missing")]),
    ],
)
def test_headlines_and_lists_tell_what_happened_without_a_sentence(text: str, found: list[tuple[float, str]]) -> None:
    assert events(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The state has three fatalities for every 10,000 people.", [(3, "killed"), (10_000, None)]),
        ("Six times as many clerks were arrested.", [(6, None)]),
        ("The death toll climbed to 39, with over 1,300 infections.", [(39, "killed"), (1300, "infected")]),
        ("They made 29 arrests and 69 inquiries were launched.", [(29, "arrested"), (69, None)]),
        ("Nine held a rally.", [(9, None)]),
        ("The 12 held talks.", [(12, None)]),
    ],
)
def test_a_number_beside_an_event_does_not_take_it(text: str, found: list[tuple[float, str | None]]) -> None:
    assert events(text) == found


@pytest.mark.parametrize(
    ("text", "whole", "event"),
    [
        ("Some 20 of the 45 sailors on board have been rescued.", 45, None),
        ("Most of the 14 nuns were freed.", 14, None),
        ("Six of the 14 miners in the shaft died.", 14, None),
        ("The flood killed two of its 14 guards.", 14, None),
        ("Half of the 14 clerks were laid off.", 14, None),
        ("Out of 60 passengers, 21 were killed.", 60, None),
        ("Two of the 14 killed were nuns.", 14, "killed"),
        ("Two of the 14 people killed in the fire were nuns.", 14, "killed"),
        ("One of the 12 arrested men is a priest.", 12, "arrested"),
        ("Three of the 45 dead were children.", 45, "killed"),
        ("All of the 14 hostages were released.", 14, "released"),
        ("A group of 14 monks was freed.", 14, "released"),
    ],
)
def test_what_happens_to_a_part_is_not_told_of_the_whole(text: str, whole: float, event: str | None) -> None:
    assert dict(events(text))[whole] == event


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("International estimates have the number of dead at more than 150.", "killed"),
        ("The latest estimate on how many people were injured is 150.", "wounded"),
        ("Officials cut the number of confirmed deaths to 150.", "killed"),
        ("A girl has died, taking the number of people killed in the fire to 150.", "killed"),
        ("The number of infected has crossed the 150 mark.", "infected"),
        ("The tally of dead climbed from 130 to 150 overnight.", "killed"),
    ],
)
def test_a_total_is_told_by_the_verb_that_puts_it(text: str, event: str) -> None:
    assert events(text) == [(150, event)]


@pytest.mark.parametrize(
    "text",
    [
        "Costs ballooned by £40m.",
        "Membership has dwindled by 300.",
        "The yield ticked up 3 basis points.",
        "Stocks nosedived 8%.",
        "The yen firmed 0.4% against the dollar.",
        "Sales at the mill fell by a third.",
        "Rents are up by a quarter since March.",
        "Output was cut by half.",
    ],
)
def test_verbs_of_change_take_amounts_and_parts(text: str) -> None:
    assert [event for _, event in events(text)] == ["changed"]
