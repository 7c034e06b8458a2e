from typing import NamedTuple

import pytest

from tests.article import article
from transforms import lexicons
from transforms.documents import Article
from transforms.extract.mentions.find import find_mentions
from transforms.extract.quotes.find import find_quotes
from warehouse.schema.tables.values import STANCES


class Found(NamedTuple):
    kind: str
    text: str
    speaker: str | None
    cue: str | None
    stance: str | None
    entity: str | None


def quotes(*lines: str, kinds: tuple[str, ...] = ()) -> list[Found]:
    return of(article(*lines, kinds=kinds))


def of(read: Article) -> list[Found]:
    mentions, entities, roles = find_mentions(read)
    names = {entity.entity_id: entity.name for entity in entities}
    return [
        Found(
            q.kind,
            read.paragraphs[q.paragraph].text[q.start : q.end],
            q.speaker,
            q.cue,
            q.stance,
            names[q.speaker_entity_id] if q.speaker_entity_id else None,
        )
        for q in find_quotes(read, mentions, entities, roles)
    ]


def in_marks(*lines: str, kinds: tuple[str, ...] = ()) -> list[tuple[str, str | None]]:
    """Text and speaker of the direct and partial quotes."""
    return [(q.text, q.speaker) for q in quotes(*lines, kinds=kinds) if q.kind != "indirect"]


def reported(*lines: str) -> list[tuple[str, str | None, str | None]]:
    """Text, speaker and cue of the indirect quotes."""
    return [(q.text, q.speaker, q.cue) for q in quotes(*lines) if q.kind == "indirect"]


# --- direct and partial ----------------------------------------------------------------------------------------------


def test_direct_quote_with_speaker_behind():
    [quote] = quotes("“The bridge will open again in May,” said Marta Lindqvist, a spokeswoman for the city.")
    assert quote == Found(
        "direct", "The bridge will open again in May", "Marta Lindqvist", "say", "says", "Marta Lindqvist"
    )


def test_direct_quote_with_speaker_before():
    [quote] = quotes("Marta Lindqvist, who runs the harbour, warned: ‘The bridge won’t hold another winter.’")
    assert (quote.kind, quote.speaker, quote.cue, quote.stance) == ("direct", "Marta Lindqvist", "warn", "warns")
    assert quote.text == "The bridge won’t hold another winter."


def test_interruption_gives_two_direct_quotes():
    assert in_marks('"The bridge," Marta Lindqvist said, "will open again in May."') == [
        ("The bridge", "Marta Lindqvist"),
        ("will open again in May.", "Marta Lindqvist"),
    ]


def test_question_keeps_its_mark_and_its_speaker():
    assert in_marks("“Why did nobody warn us?” Marta Lindqvist asked the council.") == [
        ("Why did nobody warn us?", "Marta Lindqvist")
    ]


def test_second_sentence_of_a_quotation_keeps_the_speaker():
    assert in_marks("“We tried,” Marta Lindqvist said. “We tried everything that we could think of.”") == [
        ("We tried", "Marta Lindqvist"),
        ("We tried everything that we could think of.", "Marta Lindqvist"),
    ]


def test_paragraphs_of_one_quotation_are_quotes_of_one_speaker():
    assert in_marks(
        "Marta Lindqvist said: “We lost the first house at noon.",
        "“We lost the second house at night.",
        "“Now there is nothing left to lose.”",
    ) == [
        ("We lost the first house at noon.", "Marta Lindqvist"),
        ("We lost the second house at night.", "Marta Lindqvist"),
        ("Now there is nothing left to lose.", "Marta Lindqvist"),
    ]


def test_caption_does_not_interrupt_a_quotation():
    assert in_marks(
        "Marta Lindqvist said: “We lost the first house at noon.",
        "Firefighters watch a barn burn near the river",
        "“We lost the second house at night.”",
        kinds=("body", "caption", "body"),
    ) == [
        ("We lost the first house at noon.", "Marta Lindqvist"),
        ("We lost the second house at night.", "Marta Lindqvist"),
    ]


def test_paragraph_that_announces_gives_the_speaker():
    assert in_marks("Marta Lindqvist told reporters:", "“We have lost everything that we had.”") == [
        ("We have lost everything that we had.", "Marta Lindqvist")
    ]


def test_words_in_a_reported_clause_are_partial_inside_an_indirect_quote():
    found = quotes("The harbour authority said the “small repair” would cost the city a great deal.")
    assert [(q.kind, q.text, q.speaker) for q in found] == [
        ("indirect", "the “small repair” would cost the city a great deal", "The harbour authority"),
        ("partial", "small repair", "The harbour authority"),
    ]


def test_judging_verb_attributes_the_words_in_marks():
    [quote] = [q for q in quotes("Marta Lindqvist criticised the plan as a “gift to the rich”.") if q.kind == "partial"]
    assert (quote.text, quote.speaker, quote.stance) == ("gift to the rich", "Marta Lindqvist", "criticises")


def test_passive_verb_with_its_agent():
    assert ("obscene waste", "Norway") in in_marks("The plan was condemned by Norway as an “obscene waste”.")


def test_signature_behind_a_dash():
    assert in_marks("“I have lived here for forty years.” — Marta Lindqvist, teacher") == [
        ("I have lived here for forty years.", "Marta Lindqvist")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "The “bridge” was a row of planks over the river.",
        "Her novel “The Long Winter” sold well, and she won a prize.",
        "Her novel “The Boy, the Bear and the Long Winter of the North” sold well.",
        "The port has been closed to “all but local boats” since May.",
        "On “Good Morning Bergen,” the host read the weather.",
        "Robert “Bobby” Hansen left the club in May.",
        "The club's so-called “academy” closed in May.",
        "The mayor said little of a levy that has become known as the “harbour toll”.",
        "In the '90s the farmers' union and the bosses' club met at O'Neill's.",
    ],
)
def test_scare_quotes_titles_and_apostrophes_are_no_quotes(line: str):
    assert in_marks(line) == []


def test_unclosed_mark_does_not_swallow_the_rest():
    found = in_marks(
        "Marta Lindqvist said: “We lost a house. The fire began at noon in the old harbour.",
        "It was out by night, and nobody was hurt.",
    )
    assert found == [("We lost a house.", "Marta Lindqvist")]


# --- speakers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("“We are ready for the storm,” the health ministry said.", "the health ministry"),
        ("“We are ready for the storm,” said a spokesman for the ministry.", "a spokesman for the ministry"),
        ("“We are ready for the storm,” ministry spokeswoman Marta Lindqvist said.", "Marta Lindqvist"),
        ("Norway’s foreign minister said: “We are ready for the storm.”", "Norway’s foreign minister"),
        ("Marta Lindqvist, who left on Monday, said: “We are ready for the storm.”", "Marta Lindqvist"),
        ("The foreign minister, Marta Lindqvist, said: “We are ready for the storm.”", "Marta Lindqvist"),
        ("Flying home, Marta Lindqvist said by video link: “We are ready for the storm.”", "Marta Lindqvist"),
        ("“We are ready for the storm,” The Daily Herald quoted Marta Lindqvist as saying.", "Marta Lindqvist"),
    ],
)
def test_speaker_is_the_name_or_the_noun_phrase(line: str, speaker: str):
    assert in_marks(line) == [("We are ready for the storm" + "." * line.count("storm."), speaker)]


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


def test_pronoun_agrees_with_the_title():
    assert in_marks(
        "Mr Karl Hansen met Mrs Ingrid Solheim in Bergen on Monday.",
        "Mrs Solheim praised the talks, and Mr Hansen left early.",
        "“It was a long day for all of us,” she said.",
    ) == [("It was a long day for all of us", "Solheim")]


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


def entities(*lines: str) -> list[tuple[str | None, str | None]]:
    """Speaker and entity of the direct and partial quotes."""
    return [(q.speaker, q.entity) for q in quotes(*lines) if q.kind != "indirect"]


def test_relative_clause_speaks_for_the_noun_before_it():
    line = (
        "To solve this riddle, they turned to the Bergen Fire Department which reported “2,521 lost boats” in a year."
    )
    assert in_marks(line) == [("2,521 lost boats", "the Bergen Fire Department")]


def test_gender_that_the_article_shows_decides():
    assert entities(
        "Kim Solheim has run the ferry since she left school, and her boats are never late.",
        "Marta Lindqvist, the mayor, and her council met Kim Solheim on Monday. Robin Hansen kept his coat on.",
        "“It was a long day for all of us,” he said.",
    ) == [("Robin Hansen", "Robin Hansen")]


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


def test_wife_is_not_the_man_before_her():
    found = entities(
        "Robin Hansen left the harbour with a wife, and she was ill.",
        "“I will not come back to this harbour,” he said.",
    )
    assert found == [("Robin Hansen", "Robin Hansen")]


@pytest.mark.parametrize(
    ("first", "speaker", "entity"),
    [
        ("The harbour master, Marta Lindqvist, said little.", "the harbour master", "Marta Lindqvist"),
        ("Marta Lindqvist, a retired nurse, met the crews on Monday.", "the nurse", "Marta Lindqvist"),
        ("Ms Marta Lindqvist met the crews on Monday.", "the 34-year-old carpenter", "Marta Lindqvist"),
        ("Ms Marta Lindqvist met the crews on Monday.", "the mother of three", "Marta Lindqvist"),
        ("Ms Marta Lindqvist met the crews on Monday.", "the retired carpenter", "Marta Lindqvist"),
        ("Mr Robin Hansen met the crews on Monday.", "the mother of three", None),
        ("Deputy mayor Marta Lindqvist met the crews on Monday.", "the mayor", None),
        ("Marta Lindqvist, a nurse, met the crews on Monday.", "the army nurse", None),
        ("Ms Marta Lindqvist met the crews on Monday.", "the carpenter", None),
        ("Marta Lindqvist, a nurse, met the crews on Monday.", "a nurse", None),
    ],
)
def test_description_is_led_back_to_whom_the_article_describes(first: str, speaker: str, entity: str | None):
    assert entities(first, f"“We are ready for the storm,” {speaker} said.") == [(speaker, entity)]


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


@pytest.mark.parametrize(
    "line",
    [
        "A nurse who asked to be identified only as Salma said: “We are ready for the storm.”",
        "The keeper of the light, Marta Lindqvist, said: “We are ready for the storm.”",
    ],
)
def test_name_given_beside_a_description(line: str):
    assert [entity for _, entity in entities(line)] in (["Salma"], ["Marta Lindqvist"])


# --- reported speech -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "The water ministry claimed on Thursday that at least 70 wells had run dry.",
            ("at least 70 wells had run dry", "The water ministry", "claim"),
        ),
        ("Norway says it sank 15 boats on Monday.", ("it sank 15 boats on Monday", "Norway", "say")),
        (
            "More than 70 wells had run dry by noon, the water ministry said.",
            ("More than 70 wells had run dry by noon", "the water ministry", "say"),
        ),
        (
            "According to the coast guard, 15 boats sank near the island.",
            ("15 boats sank near the island", "the coast guard", "according to"),
        ),
        (
            "Fifteen boats sank near the island, according to the coast guard.",
            ("Fifteen boats sank near the island", "the coast guard", "according to"),
        ),
        (
            "The minister called for an exchange of 60 prisoners.",
            ("an exchange of 60 prisoners", "The minister", "call for"),
        ),
        ("Norway vowed to rebuild all 40 bridges.", ("to rebuild all 40 bridges", "Norway", "vow")),
        (
            "The coast guard confirmed the loss of 15 boats.",
            ("the loss of 15 boats", "The coast guard", "confirm"),
        ),
        (
            "The ministry’s claim that 70 wells had run dry was widely doubted.",
            ("70 wells had run dry", "The ministry", "claim"),
        ),
    ],
)
def test_reported_speech_is_the_content_without_cue_and_speaker(line: str, expected: tuple[str, str, str]):
    assert expected in reported(line)


def test_relative_clause_that_somebody_claims():
    [(text, speaker, cue)] = reported(
        "The storm, which Norway claims has sunk more than 15 boats, moved on to the south."
    )
    assert (text, speaker, cue) == ("has sunk more than 15 boats", "Norway", "claim")


def test_following_sentence_is_not_covered():
    found = reported("The ministry said 70 wells had run dry. Some 300 farms lie in the valley.")
    assert [text for text, *_ in found] == ["70 wells had run dry"]


def test_sentence_that_goes_on_is_covered():
    found = reported("The water ministry said 70 wells had run dry. It added that 300 farms were without water.")
    assert [(text, speaker) for text, speaker, _ in found] == [
        ("70 wells had run dry", "The water ministry"),
        ("300 farms were without water", "The water ministry"),
    ]


def test_source_of_the_source_holds_the_inner_quote():
    found = quotes("According to the coast guard, Norway said 15 boats had been lost in the storm.")
    assert [(q.text, q.speaker) for q in found] == [
        ("Norway said 15 boats had been lost in the storm", "the coast guard"),
        ("15 boats had been lost in the storm", "Norway"),
    ]


def test_whole_quotation_is_not_reported_a_second_time():
    assert [q.kind for q in quotes("“The bridge will open again in May,” Marta Lindqvist said.")] == ["direct"]


@pytest.mark.parametrize(
    "line",
    [
        "The quake claimed 20 lives in the old harbour.",
        "The rebels blasted the old town for three days.",
        "The hospital admitted 20 patients after the fire.",
        "The army attacked two villages on the border.",
        "The court rejected 300 applications last year.",
        "The ministry did not say that the wells had run dry.",
        "Two men were told that the road was closed to them.",
        "The mayor called 20 firefighters to the harbour.",
        "Nobody said that the wells had run dry.",
    ],
)
def test_words_that_merely_look_like_cues(line: str):
    assert reported(line) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Marta Lindqvist accused the council of hiding the damage.",
            ("hiding the damage", "Marta Lindqvist", "accuse"),
        ),
        ("Marta Lindqvist called the plan a costly mistake.", ("the plan a costly mistake", "Marta Lindqvist", "call")),
        (
            "Marta Lindqvist proposed closing the old harbour.",
            ("closing the old harbour", "Marta Lindqvist", "propose"),
        ),
        ("The front put the number of dead at 120.", ("the number of dead at 120", "The front", "put")),
        ("During the storm, Marta Lindqvist said, boats were lost.", ("boats were lost", "Marta Lindqvist", "say")),
        ("Many say that the wells had run dry.", ("the wells had run dry", "Many", "say")),
    ],
)
def test_reported_speech_behind_other_verbs(line: str, expected: tuple[str, str, str]):
    assert reported(line) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "Robin Hansen, a man accused of theft, left the harbour.",
        "The law, called the harbour act, is old.",
        "Robin Hansen put the blame at their feet.",
        "The army showed signs that it was tired.",
        "In the old days of sail, Robin Hansen said, “we were never cold or hungry.”",
    ],
)
def test_words_that_nobody_is_said_to_speak(line: str):
    assert reported(line) == []


def test_speech_ends_where_somebody_else_speaks():
    found = quotes("Marta Lindqvist said the harbour was safe, and Robin Hansen replied, “It was never safe at all.”")
    assert ("direct", "Robin Hansen") in [(q.kind, q.speaker) for q in found]
    assert all("never safe" not in q.text for q in found if q.speaker == "Marta Lindqvist")


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Robin Hansen painted the mayor as a “puppet”.", "Robin Hansen"),
        ("The Herald hailed the mayor as “The Iron Lady” for her work.", "The Herald"),
        ("The bridge is a “ruin of stone”, as a report put it.", "a report"),
        ("The bridge was, as a report put it in March, a “ruin of stone”.", "a report"),
        ("The rules bar a clerk who “worked personally and at length as an officer of the port.”", None),
        ("The agency rated the claim as “half true”.", "The agency"),
    ],
)
def test_words_that_say_as_what_somebody_is_seen(line: str, speaker: str | None):
    assert [found for _, found in in_marks(line)] == [speaker]


@pytest.mark.parametrize("line", ["Robin Hansen painted the “old barn” red.", "The storm pounded the “old town”."])
def test_deeds_are_no_judgements(line: str):
    assert in_marks(line) == []


def test_sentence_that_leads_up_to_a_quotation():
    line = "Marta Lindqvist loves the harbour, because to her, “nothing else is so dear as this old place.”"
    assert [speaker for _, speaker in in_marks(line)] == ["Marta Lindqvist"]


def test_name_and_colon():
    assert ("Prices must fall before the winter", "Marta Lindqvist") in [
        (text, speaker) for text, speaker, _ in reported("Marta Lindqvist: Prices must fall before the winter")
    ]
    assert reported("Update: Prices must fall before the winter") == []


# --- the whole -------------------------------------------------------------------------------------------------------


def test_bylines_are_left_out_and_captions_are_not():
    line = "“The bridge will open again in May,” Marta Lindqvist said."
    assert quotes(line, kinds=("byline",)) == []
    assert [q.kind for q in quotes(line, kinds=("caption",))] == ["direct"]


def test_quotes_are_numbered_by_position():
    read = article(
        "“The bridge is closed,” Marta Lindqvist said. Karl Hansen said the “small repair” would cost a great deal.",
        "“The road is closed,” Karl Hansen said.",
    )
    mentions, entities, roles = find_mentions(read)
    found = find_quotes(read, mentions, entities, roles)
    assert [q.quote_id for q in found] == [1, 2, 3, 4]
    assert [(q.paragraph, q.start) for q in found] == sorted((q.paragraph, q.start) for q in found)


def test_lexicon_keeps_to_the_schema():
    lexicon = lexicons.load("cues")
    verbs = [verb for listed in lexicon["stances"].values() for verb in listed]
    assert set(lexicon["stances"]) | set(lexicon["nouns"]) <= set(STANCES)
    assert len(verbs) == len(set(verbs)), "a verb has two stances"
    known = set(verbs)
    for name, listed in lexicon["content"].items():
        assert set(listed) <= known, name
    assert set(lexicon["words"]["only_beside"]) <= known
    assert set(lexicon["prepositions"]) <= {verb.partition(" ")[0] for verb in known}


def test_sentence_without_an_end_is_not_read_for_cues():
    assert reported("Marta Lindqvist said that " * 400) == []
