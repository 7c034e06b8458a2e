"""Rules of words: where they find something, and where a sentence of the article only shares the words."""

import pytest

from tests.unit.transforms.strip.invented_article import HEADLINE, at_end, at_start, between
from transforms.strip.classify import classify


@pytest.mark.parametrize(
    "line",
    ["READ MORE: Ferry fares to rise again", "READ MORE Ferry fares to rise again", "Also Read | Ferry fares to rise",
     "Don’t miss… Ferry fares to rise again", "(RELATED: Ferry fares to rise again)", "MORE: Ferry fares to rise again",
     "Pensioner rows to France in a bathtub [PICTURES]", "FERRY FARES TO RISE AGAIN AFTER A RECORD LOSS"],
)  # fmt: skip
def test_links_to_other_stories_are_related(line):
    assert between(line) == ["related"]


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
def test_boilerplate_between_paragraphs(line, kind):
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
def test_boilerplate_at_the_foot(line, kind):
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
        "The words “all rights reserved” meant nothing in this case, the judge verdicts.",
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
    verdicts = classify(lines)
    assert [verdict.rule for verdict in verdicts if verdict.rule.endswith(".vocabulary")] == []
    assert [verdict.kind for verdict in verdicts][1] == "body"


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


@pytest.mark.parametrize(
    "line",
    ["“Sign up for our newsletter,” the shop begs on its windows, but nobody under ninety has one.",
     "The board with the words “Download our app” was hung over the door of the old bank on Monday.",
     "“Follow us on Chirp,” read the banner that the two men had hung from the bridge before dawn.",
     "A poster that said ‘Become a member today’ was torn from the wall of the club by its own chairman.",
     "“Subscribe to our channel,” he shouted at the judges, and was led out of the hall by two clerks.",
     "Her last words on air were “Follow us on Facebook”, and she has regretted them ever since."],
)  # fmt: skip
def test_phrases_that_somebody_is_quoted_with_are_body(line):
    assert between(line) == ["body"]


@pytest.mark.parametrize(
    "line",
    ["Sign up for our “Tide Table” newsletter and never miss a story from the coast.",
     "Download our app, “The Pier”, for the latest news from the coast.",
     "Sign up for our daily newsletter, “The Tide Table”, today and tell a friend."],
)  # fmt: skip
def test_offers_that_hold_a_quotation_are_promo(line):
    assert between(line) == ["promo"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Terms of use | Privacy policy | Contact us", "legal"),
        ("Share | Print | Email", "share"),
        ("Home / Coast / Harbour", "nav"),
        ("Crane | Penrose | Fernsby", "body"),
        ("Print | Crane", "body"),
        ("The parish newsletter is older than the wall, the vicar said.", "body"),
        ("Earlier the board had met the owners of the quarry in Brackwater.", "body"),
        ("Try six of them for a week, the doctor told the crew of the lifeboat.", "body"),
    ],
)
def test_parts_between_bars_and_sentences_with_words_of_pages(line, kind):
    assert between(line) == [kind]
