"""Bylines: where they are found, and where a line only looks like one."""

import pytest

from tests.unit.transforms.strip.invented_article import (
    ARTICLE,
    FIFTH,
    FIRST,
    FOURTH,
    HEADLINE,
    SECOND,
    THIRD,
    at_end,
    at_start,
    between,
    kinds,
)


@pytest.mark.parametrize(
    "line",
    ["By Ottilie Penrose", "BY OTTILIE PENROSE", "By Ottilie Penrose, council reporter", "Words: Ottilie Penrose",
     "By Ottilie Penrose and Aldous Crane in Ellersby", "Ottilie Penrose, Harbour Correspondent", "Staff Reporter",
     "Published 4 March 2026, 09:14 GMT", "March 4, 2026", "4 hours ago", "Updated: Nov 19, 2019 09:01 AM IST",
     "New Ellersby | Updated: 19 November 2019, 09:01 AM", "Lower Ellersby/Brackwater – 17.03.2026, 18:20",
     "ELLERSBY, Northshire (CW) —", "5 min read"],
)  # fmt: skip
def test_author_date_and_place_lines_are_the_byline(line):
    assert at_start(HEADLINE, line) == ["headline", "byline"]


def test_a_name_beside_a_date_is_the_byline():
    assert at_start(HEADLINE, "Ottilie Penrose", "4 March 2026") == ["headline", "byline", "byline"]


@pytest.mark.parametrize("line", ["By midday", "By Monday the road was shut", "From the quay to the mill"])
def test_by_and_from_do_not_make_an_author(line):
    assert between(line) == ["body"]


def test_dates_that_head_the_entries_of_a_chronicle_are_body():
    days = ["4 March 1910", THIRD, "12 June 1953", FOURTH, "1 May 1999", FIFTH]
    assert kinds("A history of the wall", FIRST, *days) == ["headline", *["body"] * 7]


@pytest.mark.parametrize(
    "line",
    ["(Reporting by Ottilie Penrose; editing by Aldous Crane)", "Aldous Crane contributed to this report.",
     "Ottilie Penrose is a reporter who covers harbours.", "With inputs from agencies",
     "Ottilie Penrose writes about the coast. Follow her on Twitter.",
     "Ottilie Penrose reported from Brackwater, and Aldous Crane from Marlow."],
)  # fmt: skip
def test_credits_and_authors_at_the_foot_are_the_byline(line):
    assert at_end(line) == ["byline"]


def test_somebody_the_article_speaks_of_is_no_author():
    assert at_end("Bernard Fernsby is a former editor of the Ellersby Courier.") == ["body"]
    assert between("Dozens of scientists contributed to this report.") == ["body"]


def test_a_sentence_about_somebody_is_no_authors_note_where_it_is_the_article():
    alone = "Ellersby Ferries is expected to name its director, a former newspaper editor, within the month."
    assert kinds(alone) == ["body"]
    assert at_end("Ellersby Ferries is planning to hire the editor of a magazine, the board said.") == ["body"]
    assert at_end("Ottilie Penrose is the Courier’s correspondent for harbours and coasts.") == ["byline"]


def test_dates_that_head_a_chronicle_of_short_entries_are_body():
    entries = ["12 May 2009", "The wall is finished, a year late and twice as dear.", "3 March 2012",
               "A storm opens the first gap, and the road is shut."]  # fmt: skip
    assert kinds("A history of the wall", *entries, *ARTICLE)[1:5] == ["body"] * 4


@pytest.mark.parametrize(
    "line",
    [
        "Words by Jean-Marc d'Arly; pictures by Nan Alder",
        "By Nan Alder 12/May/26",
        "By Nan Alder 4 March 2026",
        "By Nan Alder 2026-03-04",
        "Text: Siobhan O'Hara",
        "By María del Mar Ruiz",
        "By Omar al-Sayed and Nan Alder",
        "By Lucia d’Amico",
    ],
)
def test_authors_with_particles_and_days_are_bylines(line):
    assert kinds(HEADLINE, line, *ARTICLE)[1] == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "Nan Alder is a reporter who covers the coast. Write to nan@courier.example.",
        "Nan Alder is an editor based in Brackwater.",
        "Nan Alder writes a column on tides and lives on a boat; she is an author.",
        "Nan Alder is a critic and writes for coast papers.",
    ],
)
def test_the_author_is_presented_under_a_brief_too(line):
    assert kinds(HEADLINE, FIRST, SECOND, line)[3] == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "Bernard Fernsby is a reporter who covers the coast.",
        "Nan Alder is a reporter who was held for two nights after the march.",
    ],
)
def test_a_reporter_of_whom_a_brief_tells_is_body(line):
    brief = [
        "Mayor Bernard Fernsby blamed a shortage of stone from the quarry.",
        "The work was promised before summer, he said.",
    ]
    assert kinds(HEADLINE, *brief, line)[3] == "body"


@pytest.mark.parametrize(
    "line",
    [
        "BY NAN ALDER AND CY BIRK",
        "Exclusive by Nan Alder",
        "by Nan Alder",
        "Report: Nan Alder",
        "Nan Alder | Brackwater",
        "Nan Alder in Brackwater",
        "Nan Alder @nanalder",
        "Chief reporter Nan Alder",
        "By our harbour correspondent Nan Alder",
        "By Siobhán ní Dhuibhne",
    ],
)
def test_authors_above_the_day_are_bylines(line):
    assert kinds(HEADLINE, line, "4 March 2026", *ARTICLE)[1] == "byline"


@pytest.mark.parametrize("line", ["Report: Board Calls Mayor in Dispute Over Stone", "Report: Sea Wall Breaks Again"])
def test_a_headline_that_names_a_report_is_no_byline(line):
    assert kinds(line, *ARTICLE)[0] == "headline"


@pytest.mark.parametrize(
    "line",
    [
        "Nan Alder reported from Brackwater",
        "Nan Alder, a reporter based in Brackwater, writes about tides.",
        "Nan Alder is the Courier's harbour correspondent.",
        "Additional reporting: Nan Alder",
        "Produced by Nan Alder and edited by Cy Birk",
        "Translated from the Dutch by Nan Alder",
        "This interview has been edited and condensed for clarity.",
        "Mail nan@courier.example or ring the desk",
    ],
)
def test_credits_under_a_brief_are_bylines(line):
    assert kinds(HEADLINE, FIRST, SECOND, line)[3] == "byline"


@pytest.mark.parametrize(
    "note",
    [
        "A former sailor and reporter, Ottilie Penrose has written on harbours since 1999.",
        "An award-winning editor, Ottilie writes on the sea for the Courier and others.",
        "Nan Alder's book on walls, “Salt”, is out in May. Follow her on Chirp @nanalder.",
        "A columnist for the coast edition, Cy Birk has covered every storm since the last century.",
        "Her novels are sold in nine countries. Follow her at @nanalder_writes for more.",
    ],
)
def test_a_note_that_presents_its_author_in_another_order_is_a_bio(note: str) -> None:
    assert at_end(note) == ["byline"]


def test_a_bio_may_go_on_in_further_lines() -> None:
    notes = (
        "Ottilie Penrose is a reporter who covers harbours and coasts.",
        "Penrose makes frequent appearances on the radio and at book fairs.",
        "She lives in Brackwater with two cats and a boat that leaks.",
    )
    assert at_end(*notes) == ["byline"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "A retired editor, Fernsby has covered the cost of the lamp himself.",  # the mayor of the story
        "She asked the children to follow her on to the quay, and they did.",
        "The Harbour Times writes that the magazine of the lamp was “as dry as a bone” that night.",
        "A quiet man, Birk has worked on the quay for thirty years.",
        "He lives in a house behind the wall and does not sleep well.",
    ],
)
def test_what_tells_of_somebody_else_at_the_foot_is_text(line: str) -> None:
    assert at_end(line) == ["body"]
