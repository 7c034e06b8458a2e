"""Rules of shape: where they find something, and where they must not."""

import pytest

from tests.unit.transforms.strip.invented_article import between


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("https://courier.example/2026/03/04/wall?utm_source=feed", "other"),
        ("pic.twitter.com/Ab3dEf9", "other"),
        ("20260304115512", "other"),
        ("window.dataLayer = window.dataLayer || [];", "other"),
        ("(function(d, s) { var js = d.createElement(s);", "other"),
        (".wp-block { margin: 0 }", "other"),
        ("{{#errors}} {{message}} {{/errors}}", "other"),
        ("FILE - In this Jan. 7, 2019 file photo, the mayor speaks on the quay.", "caption"),
        ("FILE PHOTO: The mayor speaks on the quay, January 7, 2019.", "caption"),
        ("Follow @ellersbycourier", "promo"),
        ("Follow Ottilie Penrose on Chirp @openrose", "promo"),
        ("( Also on THE COURIER: Mayor expected to resign)", "related"),
        ("[Watch: The mayor answers questions about the wall]", "related"),
        ("Mayor of Ellersby accused of delaying the wall Read more", "related"),
        ("Also on coasttoday.example Divers find the first stone of the wall", "related"),
        ("© Aldous Crane Lorries wait for stone at the quarry gate in Brackwater on Monday.", "caption"),
        ("Aldous Crane/Coast Pictures", "caption"),
    ],
)
def test_links_scripts_and_pointers_are_told_by_their_shape(line, kind):
    assert between(line) == [kind]


@pytest.mark.parametrize(
    "line",
    [
        "www.ellersby.example",
        "Also on Monday the council met the owners of the quarry in Brackwater.",
        "Tickets: www.ellersby.example/regatta",
        "The address https://courier.example/wall was passed round the quay within the hour.",
        "The file (which she kept in a drawer) was gone.",
        "Files on the wall go back to 1904.",
        "FILES: they fill three rooms of the town hall, the clerk said.",
        "The song (also recorded by her sister: twice) was never sold.",
        "“Follow me,” she wrote to @mayor, and half the quay did so at once.",
        "The children ought to read more.",
        "“What I want is to see more”, she wrote in the visitors’ book, and she did see more.",
        "The budget {2025} was printed with the wrong year, the council said.",
        "He paid $(sic) 40 for the lamp, the receipt said, and left.",
        "1904",
    ],
)
def test_what_looks_a_little_like_links_scripts_and_pointers_is_body(line):
    assert between(line) == ["body"]


@pytest.mark.parametrize(
    "line",
    [
        "310 shares 27 comments",
        "2.4K views",
        "Views: 4.1K",
        "18 likes · 3 replies",
        "Facebook 12 Twitter 40 Email",
        "Shared 96 times",
        "1,204 reads",
        "Share 5 Pin 7",
        "This story has been viewed 512 times",
        "44 reactions | 9 shares",
        "5m plays",
        "310 👍 12 👎",
        "Upvote 27 Downvote 3",
        "310 page views",
    ],
)
def test_counts_of_what_readers_did_are_share(line):
    assert between(line) == ["share"]


@pytest.mark.parametrize(
    "line",
    [
        "The film has 3 million views.",
        "Shares: 12 per cent down on the year",
        "Readers sent 40 letters",
        "Votes: Crane 212, Penrose 96",
        "12 shares of the quarry were sold.",
        "310 houses",
    ],
)
def test_counts_of_something_else_are_body(line):
    assert between(line) == ["body"]


@pytest.mark.parametrize(
    "line",
    [
        "09:47",
        "09:47 GMT",
        "9.47am",
        "9.47 a.m.",
        "11:05 pm",
        "6pm",
        "Updated at 9.47am",
        "(21:30 CET)",
        "21.30 CET",
        "07:02:55",
        "Posted at 18:20 —",
        "[09:47]",
        "14h20",
        "Key event 09:47",
        "09:47 (local time)",
        "Today, 18:20",
        "18:20 GMT Friday",
        "18:20 – Nan Alder",
    ],
)
def test_a_time_alone_above_an_entry_is_no_text(line):
    assert between(line) == ["other"]


@pytest.mark.parametrize(
    "line",
    [
        "9.47",
        "2026",
        "The clock stopped at 09:47.",
        "Doors open at 18:20",
        "09:47 The wall breaks",
        "3.20 metres",
        "Kick-off 15:00 Saturday",
    ],
)
def test_a_time_with_something_to_tell_is_body(line):
    assert between(line) == ["body"]


@pytest.mark.parametrize("line", ["Telegram Email Print", "Facebook Reddit", "Tweet Share Email"])
def test_names_of_buttons_alone_are_share(line):
    assert between(line) == ["share"]
