import pytest

from transforms.extract.quotes.quotation_marks import marked_spans


def inside(*paragraphs: str) -> list[list[str]]:
    return [
        [text[span.start : span.end] for span in spans]
        for text, spans in zip(paragraphs, marked_spans(paragraphs), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It is over," she said.', ["It is over,"]),
        ("“It is over,” she said.", ["It is over,"]),
        ("‘It is over,’ she said.", ["It is over,"]),
        ("'It is over,' she said.", ["It is over,"]),
        ("``It is over,'' she said.", ["It is over,"]),
        ("''It is over,'' she said.", ["It is over,"]),
        ("«It is over», she said.", ["It is over"]),
        ("He said:“It is over.”", ["It is over."]),
        ("She called it “a farce”—twice—and (“for good”) left.", ["a farce", "for good"]),
        ("“It was –” she began, “never mind.”", ["It was –", "never mind."]),
        ("Marks turned the wrong way: ”so be it“ is read all the same.", ["so be it"]),
        ("'Stay away' [VIDEO] was the message", ["Stay away"]),
        ("He was told ‘keep off'[VIDEO]", ["keep off"]),
        ("Contacts “with [the mayor’s] office” went on.", ["with [the mayor’s] office"]),
    ],
)
def test_every_style_of_marks(text: str, expected: list[str]):
    assert inside(text) == [expected]


def test_straight_quotation_that_goes_on_holds_curly_ones():
    assert inside('"The “new bridge” is old.', '"It was never new."') == [
        ["The “new bridge” is old."],
        ["It was never new."],
    ]


def test_curly_quotation_behind_a_straight_mark_that_nothing_closes_stands_alone():
    assert inside('"The bridge is old. The mayor said “we know that” and left.') == [
        ["The bridge is old.", "we know that"]
    ]


def test_mark_at_the_beginning_that_is_turned_the_wrong_way_opens():
    assert inside("” … the bridge was never safe,” he said.") == [["… the bridge was never safe,"]]


@pytest.mark.parametrize(
    "text",
    [
        "The '90s and the ’60s were O'Brien's years.",
        "The nurses' strike and the teachers’ march don't worry the mayor.",
        "Rock 'n' roll, go get 'em, 'tis the season.",
        "The council 's plan, put together from tokens, does n't count.",
        'A 6" pipe and a 5\'10" man.',
        "The dogs' home near the bosses' club.",
        '<a href="page" title="x">link</a>',
        "",
        '"',
        "'",
        "” ’",
    ],
)
def test_no_quotation(text: str):
    assert inside(text) == [[]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘We don’t know what the farmers’ union wants,’ he said.", ["We don’t know what the farmers’ union wants,"]),
        ("He praised the ‘brave workers’ who stayed. It’s ‘over’.", ["brave workers", "over"]),
        ("She called them 'bandits' and 'thieves' on Monday.", ["bandits", "thieves"]),
        ("He said ‘the class of ‘98’s reunion was great’.", ["the class of ‘98’s reunion was great"]),
    ],
)
def test_apostrophes_inside_single_marks(text: str, expected: list[str]):
    assert inside(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“She told me, ‘go home’, and I went,” he said.", ["She told me, ‘go home’, and I went,"]),
        ("‘The so-called “bridge” is closed,’ he said.", ["The so-called “bridge” is closed,"]),
        ("\"'Never' is a long time,\" she said.", ["'Never' is a long time,"]),
        ('"The “new bridge” is old," he said.', ["The “new bridge” is old,"]),
        ('"The bridge” is old. “The road” is new.', ["The bridge", "The road"]),
    ],
)
def test_only_the_outermost_quotation_counts(text: str, expected: list[str]):
    assert inside(text) == [expected]


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("‘", "’"), ("``", "''")])
def test_quotation_over_paragraphs_reopens_each_and_closes_the_last(opening: str, closing: str):
    assert inside(
        f"He said: {opening}We lost a house.",
        f"{opening}We lost a barn.",
        f"{opening}We lost the boat.{closing} He left.",
        "The fire was out by noon.",
    ) == [["We lost a house."], ["We lost a barn."], ["We lost the boat."], []]


def test_quotation_over_paragraphs_that_does_not_reopen_ends_at_the_closing_mark():
    assert inside("He wrote: “We lost a house.", "We lost a barn.” Then he left.") == [
        ["We lost a house."],
        ["We lost a barn."],
    ]


def test_unclosed_quotation_ends_with_its_sentence():
    assert inside("He wrote: “We lost a house. The mayor came. Nobody spoke.", "The fire was out by noon.") == [
        ["We lost a house."],
        [],
    ]


def test_stray_mark_leaves_the_other_quotations_alone():
    assert inside('The 3" pipe" broke. "It was old," he said. "Very old."') == [["It was old,", "Very old."]]
    assert inside("“It was new. “It was old,” he said.") == [["It was new.", "It was old,"]]


def test_single_marks_that_cross_double_ones_are_apostrophes():
    assert inside("The ’quake hit “the traders’ hall and” more.") == [["the traders’ hall and"]]


def test_single_mark_without_a_partner_is_an_apostrophe():
    assert inside("He said ‘we go now and never came back. The end.") == [[]]


def test_many_marks_take_time_in_proportion():
    assert len(marked_spans(["“a” " * 50_000])[0]) == 50_000
    assert len(marked_spans(["“ " * 50_000 + "' " * 50_000])) == 1
