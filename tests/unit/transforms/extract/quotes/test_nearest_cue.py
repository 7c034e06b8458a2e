"""On which cue of its sentence a quotation hangs."""

from tests.quoted import in_marks, quotes


def test_interruption_gives_two_direct_quotes():
    assert in_marks('"The bridge," Marta Lindqvist said, "will open again in May."') == [
        ("The bridge", "Marta Lindqvist"),
        ("will open again in May.", "Marta Lindqvist"),
    ]


def test_judging_verb_attributes_the_words_in_marks():
    [quote] = [q for q in quotes("Marta Lindqvist criticised the plan as a “gift to the rich”.") if q.kind == "partial"]
    assert (quote.text, quote.speaker, quote.stance) == ("gift to the rich", "Marta Lindqvist", "criticises")


def test_passive_verb_with_its_agent():
    assert ("obscene waste", "Norway") in in_marks("The plan was condemned by Norway as an “obscene waste”.")
