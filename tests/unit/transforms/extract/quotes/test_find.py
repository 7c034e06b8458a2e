"""Quotations of whole articles, and whose words a stretch holds with no cue beside it."""

from tests.article import article
from tests.quoted import Quoted, in_marks, quotes
from transforms.extract.mentions.find import find_mentions
from transforms.extract.quotes.find import find_quotes


def test_direct_quote_with_speaker_behind():
    [quote] = quotes("“The bridge will open again in May,” said Marta Lindqvist, a spokeswoman for the city.")
    assert quote == Quoted(
        "direct", "The bridge will open again in May", "Marta Lindqvist", "say", "says", "Marta Lindqvist"
    )


def test_direct_quote_with_speaker_before():
    [quote] = quotes("Marta Lindqvist, who runs the harbour, warned: ‘The bridge won’t hold another winter.’")
    assert (quote.kind, quote.speaker, quote.cue, quote.stance) == ("direct", "Marta Lindqvist", "warn", "warns")
    assert quote.text == "The bridge won’t hold another winter."


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


def test_paragraph_that_announces_gives_the_speaker():
    assert in_marks("Marta Lindqvist told reporters:", "“We have lost everything that we had.”") == [
        ("We have lost everything that we had.", "Marta Lindqvist")
    ]


def test_sentence_that_leads_up_to_a_quotation():
    line = "Marta Lindqvist loves the harbour, because to her, “nothing else is so dear as this old place.”"
    assert [speaker for _, speaker in in_marks(line)] == ["Marta Lindqvist"]


def test_quotes_are_numbered_by_position():
    read = article(
        "“The bridge is closed,” Marta Lindqvist said. Karl Hansen said the “small repair” would cost a great deal.",
        "“The road is closed,” Karl Hansen said.",
    )
    mentions, entities, roles = find_mentions(read)
    found = find_quotes(read, mentions, entities, roles)
    assert [q.quote_id for q in found] == [1, 2, 3, 4]
    assert [(q.paragraph, q.start) for q in found] == sorted((q.paragraph, q.start) for q in found)
