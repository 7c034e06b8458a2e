"""What each rule is for, and on which page it would fire wrongly. All sentences and names are invented."""

import re

import polars as pl
import pytest

from transforms import lexicons
from transforms.ingest.outlets_file import Outlet as OutletEntry
from transforms.ingest.outlets_file import Outlets
from transforms.strip.classify import classify
from transforms.strip.outlet_history import Outlet, Repeated, known_pages, line_key
from warehouse.schema.tables.articles import BLOCKS

FIRST = "Repairs to the old sea wall at Ellersby will take at least three more months, the council said on Monday."
SECOND = "The work was promised before the summer visitors arrived, according to minutes of the January meeting."
THIRD = "Mayor Bernard Fernsby blamed a shortage of stone from the quarry at Brackwater, which closed in February."
FOURTH = "Traders on Quay Street told the inquiry that they had lost a third of their takings since the road was shut."
FIFTH = "The harbour board meets again on Friday to hear from the engineers who drew the plans for the wall."
ARTICLE = [FIRST, SECOND, THIRD, FOURTH, FIFTH]
HEADLINE = "Sea wall at Ellersby delayed for a third time"


def kinds(*lines):
    return [verdict.kind for verdict in classify(lines)]


def between(*lines):
    """Kinds of lines that stand in the middle of an article."""
    return kinds(FIRST, SECOND, THIRD, *lines, FOURTH, FIFTH)[3:-2]


def at_end(*lines):
    """Kinds of lines that follow an article."""
    return kinds(*ARTICLE, *lines)[5:]


def at_start(*lines):
    """Kinds of lines that precede an article."""
    return kinds(*lines, *ARTICLE)[: len(lines)]


# ----------------------------------------------------------------------------------------------------------------------
# Headline, summary, byline
# ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [HEADLINE, "Why is the sea wall late?", "She Waited for the Ferry. Then It Sank.", "‘We have waited for years’",
     "Watch: drone films the broken wall", "SEA WALL DELAYED AGAIN, COUNCIL SAYS"],
)  # fmt: skip
def test_a_first_line_that_is_no_sentence_is_the_headline(line):
    assert at_start(line) == ["headline"]


@pytest.mark.parametrize("line", [FOURTH, "Two men were rescued off Ellersby on Sunday after their boat hit the wall."])
def test_a_first_line_that_is_a_sentence_is_none(line):
    assert at_start(line) == ["body"]


def test_lines_without_an_article_have_no_headline():
    assert kinds("Sea wall delayed again", "Council blames quarry") == ["body", "body"]
    assert kinds("Hello") == ["body"]
    assert kinds() == []


def test_section_and_menu_stand_above_the_headline():
    assert at_start("World  |  Coast  |  Harbour", HEADLINE) == ["nav", "headline"]
    assert at_start("Home / Coast", HEADLINE) == ["nav", "headline"]
    assert at_start("Economy & Policy", HEADLINE) == ["nav", "headline"]
    assert at_start("EXCLUSIVE", HEADLINE) == ["nav", "headline"]


def test_a_short_headline_above_a_standfirst_stays_the_headline():
    assert at_start("Barrier fails again", "Third breach at Ellersby in a single winter") == ["headline", "summary"]


def test_bullets_under_the_headline_are_the_summary():
    assert at_start(HEADLINE, "• Work to go on until June", "- Traders say takings are down by a third") == [
        "headline", "summary", "summary",
    ]  # fmt: skip


def test_a_sentence_between_headline_and_byline_is_the_summary():
    assert at_start(HEADLINE, FIFTH, "By Ottilie Penrose") == ["headline", "summary", "byline"]
    assert at_start(HEADLINE, FIFTH) == ["headline", "body"]


def test_bullets_inside_the_article_are_body():
    assert between("• The wall rises by 40cm", "• The road reopens in June") == ["body", "body"]


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


# ----------------------------------------------------------------------------------------------------------------------
# Captions
# ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["Lorries wait at the barrier on Quay Street. Photo: Aldous Crane", "Photo: Aldous Crane/Coast Pictures",
     "(Photo by Aldous Crane)", "Image copyright Coast Pictures", "Getty Images", "Aldous Crane/AFP via Getty Images",
     "Bernard Fernsby (left) opens the first part of the wall", "FILE PHOTO: Lorries wait at the barrier, May 3, 2019",
     "A worker carries a sandbag along the quay in Ellersby on Tuesday",
     "Stone lies on the quay at Ellersby. Aldous Crane for The Courier", "Ships lie off Ellersby. © Coast Pictures",
     "Bernard Fernsby, right, looks at the plans for the wall with an engineer, May 3, 2019.",
     "The wall seen from the lighthouse. (Aldous Crane via Harbour Channel)"],
)  # fmt: skip
def test_picture_texts_are_captions(line):
    assert between(line) == ["caption"]


def test_a_run_of_picture_texts_holds_those_that_look_less_like_one():
    assert (
        between(
            "People walk along the broken wall at Ellersby",
            "Whole stretches of the promenade have been washed into the sea",
            "Workers clear the stones from the road after the storm",
        )
        == ["caption"] * 3
    )


@pytest.mark.parametrize(
    "line",
    ["In a photograph released by the coastguard, the two men were seen clinging to the mast.",
     "A photo of the damaged wall was shared more than 900 times.",
     "She turned left, then right, and lost the car that had followed her.",
     "The note reached the mayor three days late (via the harbour office).",
     "The court heard that Getty Images had sued the maker of the picture book.",
     "The film is out now (More than five years later, the press still asks about it.)",
     "The wall is seen by some as a waste of money and by others as their only hope."],
)  # fmt: skip
def test_prose_about_pictures_and_places_is_no_caption(line):
    assert between(line) == ["body"]


def test_a_list_without_bullets_is_no_run_of_captions():
    items = ["the price of stone from the two quarries", "the number of lorries on the front each day",
             "the state of the drains under Quay Street"]  # fmt: skip
    assert between("The inquiry will look at:", *items) == ["body"] * 4


def test_steps_of_a_guide_are_no_captions():
    steps = ["Take the early ferry from the east quay", "Follow the crowd to the market by the church",
             "Read the small print of the day ticket"]  # fmt: skip
    assert between(steps[0], THIRD, steps[1], FOURTH, steps[2]) == ["body"] * 5


def test_lines_broken_within_sentences_are_body():
    text = (
        "ELLERSBY, Oct 3 - Officials said on Monday that the\nrepairs would take at least three months. People in\n"
        "town walk past the barriers each day, and shops on\nthe front have lost a third of their takings. Police\n"
        "close the road when the tide is high, and lorries\ngo round by Brackwater."
    )
    assert set(kinds(*text.split("\n"))) == {"body"}


def test_an_article_in_capitals_is_body():
    lines = [line.upper() for line in ARTICLE]
    assert kinds(*lines) == ["body"] * 5


# ----------------------------------------------------------------------------------------------------------------------
# Other stories
# ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["READ MORE: Ferry fares to rise again", "READ MORE Ferry fares to rise again", "Also Read | Ferry fares to rise",
     "Don’t miss… Ferry fares to rise again", "(RELATED: Ferry fares to rise again)", "MORE: Ferry fares to rise again",
     "Pensioner rows to France in a bathtub [PICTURES]", "FERRY FARES TO RISE AGAIN AFTER A RECORD LOSS"],
)  # fmt: skip
def test_links_to_other_stories_are_related(line):
    assert between(line) == ["related"]


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


@pytest.mark.parametrize(
    "line",
    ["“Read more widely,” he said.", "Read more widely, he said, and you will write better.",
     "More than 200 people came to the meeting on Thursday night.", "MORE than 200 people came to the meeting.",
     "Watch: if the bank raises its rate, mortgages will cost more by the autumn.",
     "See also the report on drains, which the council published in May and which nobody read.",
     "WHAT HAPPENS NEXT", "The Related Companies of Brackwater built the quay."],
)  # fmt: skip
def test_prose_that_opens_like_a_link_is_body(line):
    assert between(line) == ["body"]


def test_results_and_court_lists_at_the_foot_are_body():
    scores = ["Saturday's results", "Ellersby Town 2 Brackwater Rovers 1", "Marlow End 0 Fernsby Athletic 0"]
    assert at_end(*scores) == ["body"] * 3
    cases = ["Aldous Penn, 34, of Quay Street: driving without insurance, fined £120",
             "Bettina Crowe, 51, of Mill Lane: speeding, £100 fine, three points"]  # fmt: skip
    assert at_end(*cases) == ["body"] * 2


# ----------------------------------------------------------------------------------------------------------------------
# Page furniture
# ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("ADVERTISEMENT", "ad"),
        ("Story continues below advertisement", "ad"),
        ("[Sponsored] Seven mistakes of first-time sailors", "ad"),
        ("Sign up for our daily newsletter", "promo"),
        ("The Tide Table: our coast newsletter, every Friday. Sign up", "promo"),
        ("Download our app for the latest news", "promo"),
        ("Follow The Ellersby Courier on WhatsApp", "promo"),
        ("Support local journalism. Become a member from £3 a month.", "promo"),
        ("You have 2 free articles left this month.", "promo"),
        ("Share this article", "share"),
        ("Facebook | X | WhatsApp", "share"),
        ("Click to share on Facebook (Opens in new window)", "share"),
        ("Skip to main content", "nav"),
        ("Tags: harbour, sea wall, Ellersby", "nav"),
        ("* * *", "other"),
        ("Please enable JavaScript to watch this video.", "other"),
    ],
)
def test_furniture_between_paragraphs(line, kind):
    assert between(line) == [kind]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("© 2026 The Ellersby Courier", "legal"),
        ("Copyright 1996 The Ellersby Courier. All rights reserved.", "legal"),
        ("The opinions expressed in this column are the author's own.", "legal"),
        ("This material may not be published, broadcast, rewritten or redistributed.", "legal"),
        ("Imprint | Privacy | © Ellersby Media", "legal"),
        ("Source: Read Full Article", "source"),
        ("This article was originally published in the Ellersby Courier.", "source"),
        ("The post Sea wall delayed appeared first on Ellersby Courier.", "source"),
        ("Leave a Reply", "comments"),
        ("Be the first to comment", "comments"),
        ("Your email address will not be published. Required fields are marked *", "comments"),
    ],
)
def test_furniture_at_the_foot(line, kind):
    assert at_end(line) == [kind]


def test_cookie_notice_above_the_article():
    notice = "We use cookies to give you the best experience on our site. Accept all"
    assert at_start(notice, HEADLINE) == ["legal", "headline"]


@pytest.mark.parametrize(
    "line",
    [
        "The new law bans sites from setting cookies without consent, and fines would follow.",
        "“We use cookies because our grandmother did,” said the baker, who sells forty kinds.",
        "Readers who subscribe to the newspaper will pay £2 more a month from April.",
        "Subscribers would keep unlimited access to the archive, the puzzles and the app.",
        "Anyone can sign up for the newsletter at the library, and it will always be free.",
        "The words “all rights reserved” meant nothing in this case, the judge found.",
        "Copyright in the song passed to her niece in 1998, the court heard.",
        "The publisher argued that the book may not be copied, and asked for damages.",
        "“Share what you have with your neighbours,” she told the crowd.",
        "Share prices fell by a tenth after the announcement.",
        "Sponsored by the harbour board, the regatta has been held every June since 1904.",
        "Advertisement revenue fell by a fifth, the newspaper group said.",
        "Comments that the mayor made in May came back to haunt him.",
        "Swimming from the wall is strictly prohibited until the summer of next year.",
        "Follow the path to the lighthouse and turn left at the second gate.",
        "Donate blood on Friday at the town hall, doctors urged.",
        "Unlock the gate, the mayor ordered, and let them in.",
        "Our journalism teacher taught us to doubt everything we read.",
        "The opinions expressed by voters on the quay were blunt, and mostly unprintable.",
        "Anybody who has information should call the harbour police on 555 0101.",
        "First published in 1922, the novel was banned for forty years.",
        "Material from the quarry was carried to the harbour in small boats.",
    ],
)
def test_an_article_about_such_things_is_body(line):
    assert between(line) == ["body"]
    assert at_end(line) == ["body"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Listen to article 3:42 Share this article Share Tweet Post Email", "share"),
        ("Advertisement Continue reading the main story", "ad"),
        ("Register now for FREE unlimited access to the Ellersby Courier", "promo"),
        ("Normal text size Larger text size Very large text size", "nav"),
        ("Related Internet links", "related"),
        ("Privacy policy | Cookie preferences | Terms", "legal"),
        ("Sort comments by newest", "comments"),
        ("Login to save and bookmark", "share"),
    ],
)
def test_lines_of_buttons_that_no_list_knows_are_told_by_their_vocabulary(line, kind):
    assert between(line) == [kind]


@pytest.mark.parametrize(
    "line",
    ["What members get", "Share prices", "The latest on the wall", "Save the gallery", "Play on", "Top of the list",
     "Free to all", "More than a wall", "Print and paper", "Back in the sea", "A page of history", "Sign of the times",
     "“Like it or not, we post the letters,” she said.", "The search goes on", "Home from home",
     "Comments and complaints to the harbour board rose by a third.", "Stories of the sea"],
)  # fmt: skip
def test_sub_headings_and_sentences_that_share_a_word_or_two_with_buttons_are_body(line):
    assert between(line) == ["body"]


def test_words_that_the_article_itself_uses_do_not_make_buttons_of_its_sub_headings():
    library = ["Readers in Ellersby will get free digital access to the archive, the library said on Monday.",
               "Subscribers to its newsletter can register from June, and may download up to ten articles a week.",
               "The privacy policy was written with the harbour board, according to minutes of the meeting.",
               "Anyone who wants to comment can send an email to the library before the end of the month."]  # fmt: skip
    headings = ["Free digital access", "Register for the newsletter", "Privacy policy and comments"]
    lines = [library[0], headings[0], library[1], headings[1], library[2], headings[2], library[3]]
    found = classify(lines)
    assert [verdict.rule for verdict in found if verdict.rule.endswith(".vocabulary")] == []
    assert [verdict.kind for verdict in found][1] == "body"


@pytest.mark.parametrize(
    "line",
    ["Discover more from the Ellersby Courier", "Explore more on these topics", "Get the news that matters",
     "Track the latest news from the coast live", "Please provide a valid email address.",
     "Join our reading circle on the quay"],
)  # fmt: skip
def test_orders_to_the_reader_that_offer_something_of_the_page_are_promo(line):
    assert between(line) == ["promo"]
    assert at_end(line) == ["promo"]


def test_a_short_order_above_a_paragraph_may_be_its_heading():
    assert at_end("Find more local news") == ["promo"]
    assert between("Find more local news") == ["body"]


@pytest.mark.parametrize(
    "line",
    ["Get your facts right", "Follow the money", "Find the wall in your town before the sea does",
     "Join us on the quay, the mayor said.", "“Please send us more stone.”", "Read the small print", "See the light",
     "Start early and stay late"],
)  # fmt: skip
def test_orders_that_offer_nothing_of_the_page_are_body(line):
    assert between(line) == ["body"]


def test_the_orders_of_a_guide_are_body():
    things = ("forecast", "tide table", "chart", "lifejacket rules", "fuel price", "harbour fees", "engine test")
    guide = [f"Check the latest {thing} before you sail" for thing in things]
    assert between(*guide) == ["body"] * 7


def test_a_sentence_about_somebody_is_no_authors_note_where_it_is_the_article():
    alone = "Ellersby Ferries is expected to name its director, a former newspaper editor, within the month."
    assert kinds(alone) == ["body"]
    assert at_end("Ellersby Ferries is planning to hire the editor of a magazine, the board said.") == ["body"]
    assert at_end("Ottilie Penrose is the Courier’s correspondent for harbours and coasts.") == ["byline"]


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


# ----------------------------------------------------------------------------------------------------------------------
# What is known from outside the page
# ----------------------------------------------------------------------------------------------------------------------


def rules(*lines, **known):
    return [verdict.rule for verdict in classify(lines, **known)]


def seen(*lines, articles=40, share=0.5):
    """An outlet whose earlier stories held these lines."""
    return Outlet({line_key(line): Repeated(articles, share) for line in lines})


def test_the_title_of_the_metadata_is_the_headline():
    sentence = "The wall will not be finished before the summer visitors come, and nobody is to blame for it."
    assert rules("Coast Desk", sentence, *ARTICLE, title=sentence)[1] == "headline.metadata"
    assert rules("Sea wall late", *ARTICLE, title="Sea Wall Late!")[:2] == ["headline.metadata", "body.text"]
    assert rules(HEADLINE, *ARTICLE, title="Quite another title")[0] == "headline.first"
    assert "headline.metadata" not in rules(*ARTICLE, HEADLINE, title=HEADLINE)  # below the text it is a teaser
    assert rules(HEADLINE, title=HEADLINE) == ["headline.metadata"]


def test_what_the_markup_calls_a_caption_is_one_whatever_it_says():
    sentence = "The wall was once the pride of Ellersby, and nobody ever thought that it would fall."
    assert rules(*ARTICLE[:3], sentence, *ARTICLE[3:])[3] == "body.text"
    assert rules(*ARTICLE[:3], sentence, *ARTICLE[3:], captions=[sentence.upper(), "Another"])[3] == "caption.markup"


STRANGE = "Ellersby Courier Premium"


def test_a_line_that_stood_in_many_stories_of_the_outlet_is_furniture():
    assert rules(*ARTICLE[:3], STRANGE, *ARTICLE[3:])[3] == "body.text"
    assert rules(*ARTICLE[:3], STRANGE, *ARTICLE[3:], outlet=seen(STRANGE))[3] == "other.repeated"
    assert rules(*ARTICLE, STRANGE, outlet=seen(STRANGE, articles=3, share=0.02))[5] == "other.repeated"
    counted = "You are reader 4711 of this page"
    assert rules(*ARTICLE, counted, outlet=seen("You are reader 12 of this page"))[5] == "other.repeated"


def test_a_sentence_that_repeats_is_furniture_only_where_it_stands_everywhere_and_tells_nothing_of_the_story():
    pitch = "Every morning our six editors choose what matters and explain it over a pot of tea for you."
    background = "The sea wall at Ellersby was damaged by the storm, and its repairs have been delayed by the council."
    assert rules(*ARTICLE, pitch, outlet=seen(pitch))[5] == "other.repeated"
    assert rules(*ARTICLE, pitch, outlet=seen(pitch, articles=90, share=0.3))[5] == "body.text"
    second = "Our crossword is set by a retired bosun who has never once used the same clue again."
    assert rules(*ARTICLE, pitch, second, outlet=seen(pitch, second))[5:] == ["other.repeated"] * 2
    index = "The Orsova index closed at 4321 points after a day of quiet trading in shares of miners."
    assert rules(*ARTICLE, index, outlet=seen(index, share=0.9))[5] == "body.text"
    assert rules(*ARTICLE, "The company declined to comment.", outlet=seen("The company declined to comment.",
                 articles=20, share=0.05))[5] == "body.text"  # fmt: skip
    assert rules(*ARTICLE, background, outlet=seen(background))[5] == "body.text"


def test_a_sub_heading_that_repeats_stays_unless_it_stands_nearly_everywhere():
    heading = "The bigger picture"
    page = [*ARTICLE[:3], heading, *ARTICLE[3:]]
    assert rules(*page, outlet=seen(heading, articles=30, share=0.15))[3] == "body.text"
    assert rules(*page, outlet=seen(heading, articles=90, share=0.9))[3] == "other.repeated"


def test_a_name_that_repeats_at_the_head_is_the_author():
    page = [HEADLINE, "Ottilie Penrose", *ARTICLE]
    assert rules(*page, outlet=seen("Ottilie Penrose"))[1] == "byline.name"


def test_a_line_of_other_outlets_or_of_tonight_alone_counts_for_nothing():
    assert rules(*ARTICLE, STRANGE, STRANGE, STRANGE, outlet=seen("Something else"))[5:] == ["body.text"] * 3


def test_what_is_known_of_pages_joins_the_outlets_file_and_earlier_nights():
    entries = (
        OutletEntry("a/**", "Courier", drop=("The  TIDE Table",)),
        OutletEntry("b/**", "Courier", keep=("‘Notice’",)),
        OutletEntry("c/**", "Echo"),
    )
    lines = pl.DataFrame({"outlet": ["Courier", "Quill"], "line": ["tide # of #", "x"], "articles": [3, 8],
                          "of_articles": [12, 16]})  # fmt: skip
    known = known_pages(Outlets(entries), lines)
    assert known == {
        "Courier": Outlet({"tide # of #": Repeated(3, 0.25)}, ("the tide table",), ("'notice'",)),
        "Echo": Outlet(),
        "Quill": Outlet({"x": Repeated(8, 0.5)}),
    }
    page = [*ARTICLE, "Tide 4 of 12", "The tide table for March"]
    assert rules(*page, outlet=known["Courier"])[5:] == ["other.repeated", "other.outlet_drop"]


def test_the_outlets_own_phrases_overrule_every_rule():
    outlet = Outlet(drop=("the tide table",), keep=("sponsored content",))
    lines = ["Sponsored content", "The  TIDE table by A. Crane", "ADVERTISEMENT"]
    found = classify([*ARTICLE, *lines], outlet=outlet)[5:]
    assert [verdict.rule for verdict in found] == ["body.outlet_keep", "other.outlet_drop", "ad.slot"]
    assert [verdict.kind for verdict in found] == ["body", "other", "ad"]


def test_a_phrase_to_keep_leaves_content_what_it_is_and_wins_over_one_to_drop():
    outlet = Outlet(drop=("sea wall",), keep=("third time", "penrose"))
    assert kinds_known([HEADLINE, "By Ottilie Penrose", *ARTICLE], outlet)[:3] == ["headline", "byline", "other"]


def kinds_known(lines, outlet):
    return [verdict.kind for verdict in classify(lines, outlet=outlet)]


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


@pytest.mark.parametrize(
    "line",
    [
        "If you value our reporting, a small contribution each month keeps this newsroom independent and free to read.",
        "Your support lets our journalists go where others do not, and every donation counts.",
        "Become one of our members today and support independent journalism in your town.",
    ],
)
def test_appeals_for_money_are_promo_in_whatever_words(line):
    assert at_end(line) == ["promo"]


@pytest.mark.parametrize(
    "line",
    ["Add articles to your saved list and come back to them any time.",
     "Get news alerts in your email inbox every day.",
     "Reload this page so that you see the newest comments and videos."],
)  # fmt: skip
def test_sentences_that_speak_to_the_reader_in_words_of_the_page_are_promo(line):
    assert between(line) == ["promo"]


def test_in_a_letter_or_a_guide_sentences_that_speak_to_the_reader_are_body():
    guide = [f"You can see {thing} from your boat if you keep close to the old wall at low tide." for thing in
             ("seals", "the mill", "the lamp", "the quarry")]  # fmt: skip
    assert between(*guide, "Save your photos and share them with your friends.") == ["body"] * 5


@pytest.mark.parametrize(
    "line",
    [
        "If you leave your car at home twice a week, the harbour board says, the road will last ten years longer.",
        "The law means that you can photograph your neighbour’s wall, but not the neighbour, without a licence.",
    ],
)
def test_sentences_that_speak_to_the_reader_of_other_things_are_body(line):
    assert between(line) == ["body"]


@pytest.mark.parametrize(
    "line",
    [
        "“Your support for our newsroom keeps independent journalism alive,” said the editor in her farewell.",
        "The union said its members fund quality journalism with a contribution of £4 a month.",
        "We gave up on the boat in March, and you could see from our faces what it had cost us.",
        "Independent reporters who donate to a party should tell their readers, the code says.",
    ],
)
def test_sentences_about_money_and_newspapers_are_body(line):
    assert at_end(line) == ["body"]


@pytest.mark.parametrize(
    "line",
    [
        "Follow us on Facebook, the posters said, but nobody did.",
        "“Share on Facebook” is now the most common button on the web.",
        "Share on Facebook is now the most common button on the web.",
        "To continue reading the letter, the clerk had to hold it against the lamp.",
        "More on this was promised for the evening, but nothing came.",
        "“More on this later,” he promised.",
        "“Facebook?”",
        "Customers should not eat them.",
        "Troops refuse to fire.",
    ],
)
def test_phrases_that_a_sentence_speaks_of_are_body(line):
    assert between(line) == ["body"]


def test_a_word_of_buttons_above_a_paragraph_that_uses_it_is_a_sub_heading():
    paragraph = "Each worker got a share in the quarry, and most of them sold it within the year to pay for the stone."
    assert between("Share", paragraph) == ["body", "body"]
    assert between("Share", FOURTH) == ["share", "body"]
    bill = "The bill of 20260304115512 stones was never paid, the quarry at Brackwater said."
    assert between("20260304115512", bill) == ["other", "body"]


def test_dates_that_head_a_chronicle_of_short_entries_are_body():
    entries = ["12 May 2009", "The wall is finished, a year late and twice as dear.", "3 March 2012",
               "A storm opens the first gap, and the road is shut."]  # fmt: skip
    assert kinds("A history of the wall", *entries, *ARTICLE)[1:5] == ["body"] * 4


def test_sentences_in_capitals_are_no_titles_of_other_stories():
    wire = "THE GOVERNMENT AGREED TO PAY TWO MONTHS OF ARREARS."
    assert between(wire, wire) == ["body", "body"]


# ----------------------------------------------------------------------------------------------------------------------
# The text itself
# ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ["“We were told in January that the stone was ordered.", "“In February we were told that it was on its way."],
        ["- The second bid came from Brackwater, and was £2 million lower than that of its rival.",
         "– A third came too late, and was not opened, according to the minutes."],
        ["What made you come back?", "I missed the sea, and my mother was not well, so it was time to come home."],
        ["What happens next"],
        ["1. Wash the leeks", "2. Fry them in butter until soft"],
        ["2 leeks", "100g pearl barley", "1 litre of stock"],
        ["FERNSBY: Yes. I said so and I mean it.", "MOORE: Thank you."],
    ],
)  # fmt: skip
def test_the_article_in_its_many_shapes_is_body(lines):
    assert between(*lines) == ["body"] * len(lines)


def test_verdicts_name_a_stable_rule_and_how_sure_it_is():
    pattern = next(column.pattern for column in BLOCKS.columns if column.name == "rule")
    verdicts = classify([HEADLINE, *ARTICLE, "ADVERTISEMENT", "Sign up for our newsletter"])
    for verdict in verdicts:
        assert re.fullmatch(pattern, verdict.rule)
        assert verdict.rule.partition(".")[0] == verdict.kind
        assert 0.5 <= verdict.confidence <= 1
    by_rule = {verdict.rule: verdict.confidence for verdict in verdicts}
    assert by_rule["ad.slot"] > by_rule["promo.newsletter"]


def test_the_lexicon_speaks_of_known_kinds_and_ways_to_match():
    tables = lexicons.load("strip")
    known = next(column.values for column in BLOCKS.columns if column.name == "kind")
    assert set(tables["kinds"]) <= set(known)
    for names in tables["kinds"].values():
        for rule in names.values():
            assert set(rule) <= {"lines", "labels", "starts", "ends", "parts", "place"}
            for phrase in (phrase for mode in rule.keys() - {"place"} for phrase in rule[mode]):
                assert phrase == phrase.lower().strip()
