"""The marts that answer questions of a newsroom, each on a warehouse of a few rows."""

from typing import Any

import duckdb
import pytest

from tests.claims import MAY, Claims
from tests.ledger import Ledger

ANNA, HARBOUR, COUNCIL = 1, 2, 3
LOAD, LATER_LOAD = "20310501T020000Z", "20310502T020000Z"


def asked(book: Ledger, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as con:
        book.fill(con)
        return con.execute(query).fetchall()


@pytest.fixture
def book() -> Ledger:
    """Two outlets, three entities, a copy, and a story of two days."""
    book = Ledger()
    book.entity(ANNA, "PERSON", "Anna Brook")
    book.entity(HARBOUR, "PLACE", "Vell Harbour")
    book.entity(COUNCIL, "ORG", "Vell Council")
    first = book.article('Mayor Anna Brook said "no boats" at Vell Harbour.', day=MAY[1], headline="No boats")
    book.article(
        'Mayor Anna Brook said "no boats" at Vell Harbour.', day=MAY[2], outlet="Wire", duplicate_of=first,
        story_id=first,
    )  # fmt: skip
    third = book.article("Anna Brook left. Vell Council met.", day=MAY[9], outlet="Wire", headline="She left")
    for article in (1, 2):
        book.names(article, ANNA, "PERSON:anna brook", "Anna Brook", role="Mayor")
        book.names(article, HARBOUR, "PLACE:vell harbour", "Vell Harbour")
        book.says(article, ANNA, "no boats", cue="said")
        book.rows["quotes"][-1] |= {
            "speaker_gender": "female", "speaker_appearance_id": len(book.rows["appearances"]) - 1,
        }  # fmt: skip
    book.names(third, ANNA, "PERSON:anna brook", "Anna Brook")
    book.names(third, COUNCIL, "ORG:vell council", "Vell Council")
    return book


def test_a_speaker_has_role_gender_and_no_credit_for_copies(book: Ledger) -> None:
    assert asked(book, "SELECT * EXCLUDE (speaker_entity_id) FROM marts.speaker_days ORDER BY day") == [
        (MAY[1], "Harbour Post", "Anna Brook", "PERSON", "Mayor", "female", 1, 1),
        (MAY[2], "Wire", "Anna Brook", "PERSON", "Mayor", "female", 1, 0),
    ]


def test_two_outlets_are_compared_by_the_share_of_their_articles(book: Ledger) -> None:
    query = "SELECT name, articles, share, other_articles, other_share, difference FROM {} ORDER BY name"
    assert asked(book, query.format("marts.compare_outlets('Harbour Post', 'Wire')")) == [
        ("Anna Brook", 1, 1.0, 2, 1.0, 0.0),
        ("Vell Council", 0, 0.0, 1, 0.5, -0.5),
        ("Vell Harbour", 1, 1.0, 1, 0.5, 0.5),
    ]
    assert asked(book, query.format("marts.compare_outlets('Harbour Post', 'Nobody')"))[1] == (
        "Vell Harbour", 1, 1.0, 0, 0.0, 1.0,
    )  # fmt: skip


def test_of_an_original_all_who_print_it_are_named(book: Ledger) -> None:
    query = "SELECT outlet, headline, copies, printed_by, whole, cut, edited, last_day FROM marts.wire_stories"
    assert asked(book, query) == [("Harbour Post", "No boats", 1, ["Wire"], 1, 0, 0, MAY[2])]
    cut = book.article("Anna Brook said no.", outlet="Vell Mail", copy_of=1, story_id=1)
    edited = book.article("Anna Brook said no, and more.", outlet=None, copy_of=1, story_id=1)
    book.add("copy_links", article_id=cut, earlier_article_id=1, share=1, earlier_share=0.4)
    book.add("copy_links", article_id=edited, earlier_article_id=1, share=0.6, earlier_share=0.4)
    assert asked(book, query) == [("Harbour Post", "No boats", 3, ["Vell Mail", "Wire"], 1, 1, 1, MAY[2])]


def test_a_story_tells_who_had_it_first_and_who_came_later(book: Ledger) -> None:
    assert asked(book, "SELECT headline, told_by, first_outlet FROM marts.story_coverage ORDER BY story_id") == [
        ("No boats", ["Harbour Post", "Wire"], "Harbour Post"),
        ("She left", ["Wire"], "Wire"),
    ]
    query = """
        SELECT story_id, outlet, articles, own_articles, days_after_first, outlets FROM marts.story_outlets ORDER BY ALL
    """
    assert asked(book, query) == [
        (1, "Harbour Post", 1, 1, 0, 2),
        (1, "Wire", 1, 0, 1, 2),
        (3, "Wire", 1, 1, 0, 1),
    ]


def test_the_last_week_is_set_against_the_one_before(book: Ledger) -> None:
    query = "SELECT name, independent_articles, week_before, change FROM marts.entity_weeks ORDER BY name"
    assert asked(book, query) == [
        ("Anna Brook", 1, 1, 0),
        ("Vell Council", 1, 0, 1),
        ("Vell Harbour", 0, 1, -1),
    ]


def test_all_facts_of_an_entity_lead_to_their_characters(book: Ledger) -> None:
    book.counts(1, "no", 0, event="arrested", claimant=ANNA, counted=ANNA, place=HARBOUR)
    facts = asked(
        book,
        "SELECT fact, raw_text[raw_start + 1 : raw_end], fact.article_id FROM marts.entity_facts AS fact "
        "JOIN articles USING (article_id) WHERE fact.name = 'Anna Brook' AND NOT is_copy ORDER BY ALL",
    )
    assert facts == [
        ("claims", "no", 1),
        ("is counted", "no", 1),
        ("is named", "Anna Brook", 1),
        ("is named", "Anna Brook", 3),
        ("role", "Mayor", 1),
        ("says", "no boats", 1),
    ]
    places = "SELECT DISTINCT fact FROM marts.entity_facts WHERE name = 'Vell Harbour' ORDER BY fact"
    assert asked(book, places) == [("is named",), ("is the place",)]


def test_a_load_tells_what_it_brought(book: Ledger) -> None:
    book.rows["articles"][2] |= {"load_id": LATER_LOAD, "extracted_load_id": LATER_LOAD}
    for row in (*book.rows["articles"][:2], *book.rows["entities"][:2]):
        row["load_id"] = LOAD
    book.rows["entities"][2]["load_id"] = LATER_LOAD
    book.add("rejections", load_id=LATER_LOAD, path="a.txt", record_no=0, reason="empty")
    book.counts(3, "left", 1, event="missing", claimant=COUNCIL)
    book.rows["figures"][-1] |= {"sentence": "Anna Brook left."}
    news = f"SELECT news, what, before, id FROM marts.load_news WHERE load_id = '{LATER_LOAD}' ORDER BY news"
    assert asked(book, news) == [
        ("claim", "Anna Brook left.", None, 1),
        ("entity", "Vell Council", None, COUNCIL),
        ("rejection", "a.txt", "empty", 0),
        ("story", "She left", None, 3),
    ]


def test_a_changed_text_is_news_of_the_load_that_read_it(book: Ledger) -> None:
    book.rows["articles"][0]["load_id"] = LATER_LOAD
    book.add(
        "article_changes", article_id=1, from_version=1, later_article_id=1, to_version=2, change_no=1,
        kind="paragraph", change="changed", text_before="one boat", text_after="no boats",
    )  # fmt: skip
    news = "SELECT load_id, what, before FROM marts.load_news WHERE news = 'article change'"
    assert asked(book, news) == [(LATER_LOAD, "no boats", "one boat")]


def test_removed_blocks_are_those_of_boilerplate(book: Ledger) -> None:
    for kind in ("ad", "caption", "byline", "headline"):
        book.add(
            "blocks", block_id=10 + len(book.rows["blocks"]), article_id=1, block_no=2, kind=kind, rule=f"{kind}.x",
            text=f"A {kind}", raw_start=0, raw_end=4,
        )  # fmt: skip
    book.rows["blocks"][-1] |= {"start_char": 0, "end_char": 4}
    query = "SELECT outlet, kind, rule, text, published_on FROM marts.removed_blocks"
    assert asked(book, query) == [("Harbour Post", "ad", "ad.x", "A ad", MAY[1])]


def test_the_health_of_an_outlet_is_its_silence_and_its_drift(book: Ledger) -> None:
    for load, kind, characters in (
        ("20310501T020000Z", "ad", 10), ("20310501T020000Z", "body", 90),
        ("20310502T020000Z", "ad", 30), ("20310502T020000Z", "body", 70),
        ("20310503T020000Z", "ad", 60), ("20310503T020000Z", "body", 40),
    ):  # fmt: skip
        book.add(
            "outlet_rules", load_id=load, outlet="Wire", kind=kind, rule="x", articles=1, blocks=1,
            characters=characters, of_articles=int(load[7]) + 4,
        )  # fmt: skip
    assert asked(book, "SELECT * FROM marts.outlet_health ORDER BY outlet") == [
        ("Harbour Post", 1, MAY[1], 8, None, None, None, None, None, None),
        ("Wire", 2, MAY[9], 0, 7.0, "20310503T020000Z", 7, 5.5, 0.6, 0.2),
    ]


def test_a_quotation_of_several_articles_has_its_speaker(book: Ledger) -> None:
    book.add("quote_groups", quote_group_id=1, text="no boats")
    for quote in (1, 2):
        book.add("quote_variants", quote_id=quote, quote_group_id=1, variant="same")
    query = "SELECT text, speaker, outlets, articles, independent_articles FROM marts.quotations"
    assert asked(book, query) == [("no boats", "Anna Brook", 2, 2, 1)]


def test_of_two_names_in_company_either_side_can_be_asked_by_name(book: Ledger) -> None:
    query = """
        SELECT other_name, articles, independent_articles, first_day, last_day FROM marts.co_mentions
        WHERE name = 'Anna Brook' ORDER BY other_name
    """
    assert asked(book, query) == [
        ("Vell Council", 1, 1, MAY[9], MAY[9]),
        ("Vell Harbour", 2, 1, MAY[1], MAY[2]),
    ]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ((40, 40, "exact"), (44, 44, "exact"), "raised"),
        ((40, 40, "exact"), (38, 38, "exact"), "lowered"),
        ((24, None, "vague"), (38, 38, "exact"), "refined"),
        ((40, None, "more_than"), (52, 52, "exact"), "refined"),
        ((40, 50, "range"), (52, None, "at_least"), "raised"),
    ],
)
def test_a_number_that_its_claimant_told_otherwise_before_is_a_revision(
    before: tuple[Any, ...], after: tuple[Any, ...], change: str
) -> None:
    book = Claims()
    first = book.ministry(*before, day=MAY[1])
    second = book.ministry(*after, day=MAY[3])
    query = """
        SELECT figure_id_before, told_on_before, value_low_before, bound_before, figure_id, told_on, value_low, bound,
            change
        FROM marts.claim_revisions
    """
    assert asked(book, query) == [(first, MAY[1], before[0], before[2], second, MAY[3], after[0], after[2], change)]


def test_the_same_number_again_or_that_of_another_is_no_revision() -> None:
    book = Claims()
    book.ministry(40, 40, day=MAY[1])
    book.ministry(40, 40, day=MAY[3])
    book.figure(44, 44, day=MAY[4])
    book.ministry(4, 4, day=MAY[5], measure="increment")
    assert asked(book, "SELECT figure_id FROM marts.claim_revisions") == []
