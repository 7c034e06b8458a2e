import pytest

from tests.unit.transforms.extract.figures.reading import events


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Cholera has infected 14 campers.", "infected"),
        ("The outbreak has sickened 14 diners.", "infected"),
        ("Some 14 crew have tested positive.", "infected"),
        ("Fourteen guests fell ill.", "infected"),
        ("The ministry recorded 14 new cases of dengue.", "infected"),
        ("There were 14 cases and some deaths.", "infected"),
        ("Fourteen pupils were rushed to hospital.", "hospitalized"),
        ("Hospitals admitted 14 patients overnight.", "hospitalized"),
        ("Nobody died, but 14 were treated in hospital.", "hospitalized"),
        ("Hospitalisations rose to 14.", "hospitalized"),
        ("Some 14 men are being kept in detention.", "detained"),
        ("Fourteen protesters were thrown in jail.", "detained"),
        ("The army let go 14 captives.", "released"),
        ("Police nab 14 smugglers", "arrested"),
        ("The flood drove 14 families from their homes.", "displaced"),
        ("The clinic tested 14 villagers for the virus.", "tested"),
        ("More than 14 people have been tested.", "tested"),
        ("Nurses inoculated 14 children against polio.", "vaccinated"),
        ("Fourteen farmers have received a first dose.", "vaccinated"),
        ("Over 14 residents had to be evacuated.", "evacuated"),
        ("Helicopters airlifted 14 tourists from the resort.", "evacuated"),
        ("Rescuers pulled 14 miners to safety.", "rescued"),
        ("Coastguards saved 14 migrants off Lampa.", "rescued"),
        ("Lifeguards rescued 14 swimmers.", "rescued"),
        ("Some 14 seamstresses were laid off.", "laid_off"),
        ("The plant sacked 14 welders.", "laid_off"),
        ("The lender made 14 clerks redundant.", "laid_off"),
        ("The group will axe 14 positions.", "laid_off"),
        ("The retailer announced 14 job cuts.", "laid_off"),
        ("Nearly 14 jobs were lost at the shipyard.", "laid_off"),
        ("The tribunal sentenced 14 mutineers to hang.", "sentenced"),
        ("Fourteen protesters were sentenced to prison.", "sentenced"),
        ("Fourteen smugglers were sentenced to death in Talvo.", "sentenced"),
        ("The tribunal condemned 14 mutineers to death.", "sentenced"),
        ("Fourteen mutineers were stoned to death.", "killed"),
        ("Fourteen hikers vanished on the ridge.", "missing"),
        ("Two trawlers disappeared off Lampa.", "missing"),
        ("Rebels blew up 14 recruits.", "killed"),
        ("Fourteen former officials received sentences.", "sentenced"),
        ("Fourteen fans were fined for lighting flares.", "fined"),
        ("A judge fined the broker €14.", "fined"),
        ("The court imposed a penalty of $14 on the shipowner.", "fined"),
        ("The ministry slapped the yard with a record $14 million fine.", "fined"),
        ("The start-up raised $14m from investors.", "raised"),
        ("A total of £14 was raised by the runners.", "raised"),
        ("Villagers raised Rs 14 lakh for the boy.", "raised"),
        ("The army forced 14 villagers to flee.", "displaced"),
        ("Fourteen campers were swept away and drowned.", "killed"),
        ("Gunmen seized 14 pupils.", "abducted"),
        ("The ambush cost 14 policemen their lives.", "killed"),
        ("Fourteen cooks suffered burns when a boiler burst.", "wounded"),
        ("The dead include 14 nurses.", "killed"),
        ("Fourteen of them were later let go.", "released"),
        ("It sent 14 more on Monday.", "deployed"),
    ],
)
def test_a_verb_tells_what_happened_to_those_counted(text: str, event: str) -> None:
    assert [found for _, found in events(text)] == [event]


@pytest.mark.parametrize(
    "text",
    [
        "Malware infected 14 computers.",
        "The lawyer has 14 cases before the court.",
        "Engineers tested 14 missiles.",
        "The state rescued 14 banks.",
        "Soldiers evacuated 14 villages.",
        "The army fired 14 rockets.",
        "The court dismissed 14 appeals.",
        "He saved 14 penalties.",
        "The army sent 14 tents to the valley.",
        "The town sent 14 pilgrims to the shrine.",
        "The veto killed 14 amendments.",
        "Hackers killed 14 servers.",
        "The drought killed off 14 farms.",
        "A tax that murders 14 small firms.",
        "Twelve cranes crushed 14 cars.",
        "The storm left 14 homes without power and killed a man.",
        "The mayor put 14 pots in the prison.",
        "The mayor held 14 officers to account.",
        "The army urged 14 villagers to flee.",
        "Some 70 homes were hit, 14 of which burned down.",
    ],
)
def test_what_does_not_live_or_is_only_asked_for_has_no_such_event(text: str) -> None:
    assert dict(events(text))[14] is None


def test_a_rent_that_is_raised_changes() -> None:
    assert events("The landlord raised the rent by £40.") == [(40, "changed")]


@pytest.mark.parametrize(
    "text",
    [
        "Sappers blew up 14 explosives by the weir.",
        "Divers have blown up 14 bombs from the last war.",
        "Some 14 million jobs vanished in the slump.",
        "About 14 shops disappeared from the quay.",
        "The levy killed 14,000 jobs.",
    ],
)
def test_what_is_only_gone_has_no_event(text: str) -> None:
    assert [found for _, found in events(text)] == [None]
