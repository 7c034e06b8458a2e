"""Rules of place and neighbours: where they find something, and where they must not."""

import pytest

from tests.unit.transforms.strip.invented_article import (
    ARTICLE,
    FIRST,
    FOURTH,
    HEADLINE,
    SECOND,
    at_end,
    between,
    kinds,
)


def test_titles_after_a_heading_belong_to_it_until_the_text_resumes():
    titles = [
        "Ferry fares to rise again",
        "Pensioner rows to France in bathtub[LATEST]",
        "Is this the last lighthouse?",
    ]
    assert between("Don’t miss...", *titles) == ["related"] * 4
    assert at_end("Related articles", *titles) == ["related"] * 4


def test_a_sub_heading_after_a_link_is_body():
    assert between("Read more", "What happens next") == ["related", "body"]


def test_teasers_cut_off_at_the_foot_are_related():
    teasers = ["A goalkeeper who once sold ice cream has signed for the champions after…",
               "The price of saffron reached a record as growers in the hills…",
               "An astronomer in Chile named a comet for his grandmother, who…"]  # fmt: skip
    assert at_end(*teasers) == ["related"] * 3


def test_verses_and_the_end_of_a_preview_are_no_teasers():
    verses = ["I thought of the sea and of home…", "I thought of my brother who drowned…", "I thought of the stone…"]
    assert at_end(*verses) == ["body"] * 3
    assert at_end("The engineers said on Monday that the wall at Ellersby would…") == ["body"]


def test_results_and_court_lists_at_the_foot_are_body():
    scores = ["Saturday's results", "Ellersby Town 2 Brackwater Rovers 1", "Marlow End 0 Fernsby Athletic 0"]
    assert at_end(*scores) == ["body"] * 3
    cases = ["Aldous Penn, 34, of Quay Street: driving without insurance, fined £120",
             "Bettina Crowe, 51, of Mill Lane: speeding, £100 fine, three points"]  # fmt: skip
    assert at_end(*cases) == ["body"] * 2


def test_bullets_that_praise_a_subscription_are_promo():
    offer = ["- Advert-free reading on all your devices", "- Unlimited access to the archive", "- A puzzle every day"]
    assert between(*offer) == ["promo"] * 3


def test_a_list_of_an_article_about_a_subscription_is_body():
    terms = ["- unlimited access to the archive", "- no adverts on any page"]
    assert between("The cheaper offer, which starts in May, includes:", *terms) == ["body"] * 3


def test_readers_comments_follow_their_heading():
    thread = ["I have lived on Quay Street for thirty years and I can tell you the wall was fine.",
              "Thanks for this! You should ask your councillor, like I did.", "My cat agrees with you."]  # fmt: skip
    assert at_end("3 Comments", *thread) == ["comments"] * 4


def test_a_link_to_the_comments_above_an_article_does_not_swallow_it():
    essay = ["I came to Ellersby in the spring, and I have not left it for a day since, because of my wall."] * 6
    assert kinds("My year on the wall", "12 Comments", *essay) == ["headline", "comments", *["body"] * 6]
    assert kinds(HEADLINE, "Comments", *ARTICLE) == ["headline", "comments", *["body"] * 5]


TALK = ["Thank you for joining us, Senator.", "Thank you for having me, Rachel.", "Hi, this is Joe from Marlow End.",
        "Hello Joe. Thanks for calling the station this morning.", "Thank you, and goodbye."]  # fmt: skip


def test_an_interview_under_a_button_of_comments_is_body():
    assert kinds(HEADLINE, "Comments", FIRST, *TALK, SECOND) == ["headline", "comments", *["body"] * 7]


def test_an_essay_under_a_button_of_comments_is_body():
    essay = ["I was nine when my father lost the boat, and I can still hear the rain on my window.",
             "You could hear my mother through the wall, and I knew that she had my shoes in her hands."]  # fmt: skip
    assert kinds(*ARTICLE, "Comment", *essay) == [*["body"] * 5, "comments", "body", "body"]


def test_a_thread_ends_at_the_words_of_the_article_and_a_bar_of_buttons_holds_none():
    witness = "“I shall be there,” said Joan Trewin, who lost her brother in the storm of 1987."
    page = [*ARTICLE, "Share", "Comment", FIRST, witness, "Leave a comment"]
    assert kinds(*page)[-2:] == ["body", "comments"]


def test_a_word_of_buttons_above_a_paragraph_that_uses_it_is_a_sub_heading():
    paragraph = "Each worker got a share in the quarry, and most of them sold it within the year to pay for the stone."
    assert between("Share", paragraph) == ["body", "body"]
    assert between("Share", FOURTH) == ["share", "body"]
    bill = "The bill of 20260304115512 stones was never paid, the quarry at Brackwater said."
    assert between("20260304115512", bill) == ["other", "body"]


def test_sentences_in_capitals_are_no_titles_of_other_stories():
    wire = "THE GOVERNMENT AGREED TO PAY TWO MONTHS OF ARREARS."
    assert between(wire, wire) == ["body", "body"]


BRIEF = [HEADLINE, FIRST, SECOND]


def test_signed_comments_under_a_brief_are_comments():
    for thread in (
        [
            "Gull99 says: What a shambles. They wasted 40 loads of stone.",
            "Ada: Never again will the quay vote for them.",
        ],
        ["Tom Crane on 4 March: High time! The road was shut for 12 weeks."],
        ["Ada wrote: Shame on the lot of them.", "Bring back the old board and be done with it."],
        ["Gull99 (2 days ago): The stone was bought twice."],
    ):
        assert kinds(*BRIEF, "Comments", *thread, "Leave a Reply")[3:] == ["comments"] * (len(thread) + 2), thread
        assert kinds(*BRIEF, "3 Comments", *thread)[3:] == ["comments"] * (len(thread) + 1), thread


def test_text_under_a_button_of_comments_is_body():
    assert kinds(HEADLINE, "Comments", FIRST, SECOND)[2:] == ["body"] * 2
    reported = "Mayor Bernard Fernsby: “We have asked for stone every week,” he said, “and every week we wait.”"
    assert kinds(*BRIEF, "Comments", reported, FOURTH)[4:] == ["body"] * 2


def test_a_heading_of_comments_may_repeat_a_long_title():
    heading = "4 thoughts on “Sea wall at Ellersby delayed for a third time and nobody says when it will be done”"
    thread = [
        "I have seen three walls built, and you can believe me.",
        "Thanks for this, I had no idea.",
        "My boat is gone too.",
    ]
    assert kinds(*ARTICLE, heading, *thread, "Comments are closed.")[5:] == ["comments"] * 5


@pytest.mark.parametrize("heading", ["All Comments 3", "Comments (12)", "3 comments", "Comments: 4"])
def test_what_stands_under_a_count_of_comments_is_comments(heading: str) -> None:
    opinions = ("The quarry is at fault, and everybody in Brackwater knows it.", "Hear, hear!!", "Well put, sir.")
    assert at_end(heading, *opinions) == ["comments"] * 4


def test_a_report_under_a_count_of_comments_is_text() -> None:
    report = "“The wall will hold,” the engineer told the board on Tuesday, and showed the drawings of it."
    assert at_end("3 comments", report)[1:] == ["body"]


def test_sentences_below_the_line_that_closes_a_report_are_comments() -> None:
    closing = "Associated writers Nan Alder in Sarn and Cy Birk in Hesk contributed to this report."
    opinions = (
        "Walls like this should be paid for by those who live behind them.",
        "They could sell the mayor's lamp and buy stone for a year with it.",
    )
    assert at_end(closing, *opinions)[1:] == ["comments"] * 2
    assert (
        at_end(closing, "“We will build it,” the mayor said in a letter to the traders.", *opinions)[1:] == ["body"] * 3
    )
    assert at_end(closing, "Barriers:", "Ellersby, nine", "Sarn, four")[1:] == ["body"] * 3
