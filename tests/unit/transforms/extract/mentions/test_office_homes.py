"""Whose a bare office is."""

from dataclasses import replace

import pytest

from tests.article import article
from tests.named import spellings
from transforms.documents import Article


def owners(*lines: str, country: str | None = None) -> dict[str, set[str]]:
    """The full names under which each spelling stands."""
    read = replace(article(*lines), country=country)
    found: dict[str, set[str]] = {}
    for name, written in spellings(read).items():
        for spelling in written:
            found.setdefault(spelling, set()).add(name)
    return found


@pytest.mark.parametrize(
    ("lines", "spelling", "full"),
    [
        # The words beside it.
        (["The Kenyan Parliament met. Parliament then rose."], "Parliament", "Kenyan Parliament"),
        (["Lawmakers in Poland's Senate argued. The Senate votes today."], "Senate", "Polish Senate"),
        (
            ["The Supreme Court of Zambia ruled. A clerk of the Supreme Court said so."],
            "Supreme Court",
            "Zambian Supreme Court",
        ),
        # The names of the article.
        (
            ["Ministers in Canberra met.", "The Australian dollar fell, and the Senate sat late."],
            "Senate",
            "Australian Senate",
        ),
        (
            ["MANILA (Reuters) - A storm hit the Philippines.", "Congress will vote on relief."],
            "Congress",
            "Philippine Congress",
        ),
        (
            ["Traders in Lagos and Abuja waited.", "Nigeria is short of fuel.", "The Senate summoned the minister."],
            "Senate",
            "Nigerian Senate",
        ),
        # The politics of a state.
        (["Republicans blocked the plan.", "It now goes back to Congress."], "Congress", "U.S. Congress"),
        (["Sen. Dana Holt (R-Utah) left early.", "The Senate was nearly empty."], "Senate", "U.S. Senate"),
        # Another body of the same state.
        (
            ["The Knesset rose.", "The Supreme Court had ruled against the law."],
            "Supreme Court",
            "Israeli Supreme Court",
        ),
        (
            ["The White House was silent.", "The Justice Department will appeal."],
            "Justice Department",
            "U.S. Justice Department",
        ),
        # Other words for it.
        (
            ["Lawyers of the Department of Justice wrote to the White House."],
            "Department of Justice",
            "U.S. Justice Department",
        ),
        (["The Pentagon and the White House disagreed."], "Pentagon", "U.S. Defense Department"),
        (["The Fed raised rates."], "Fed", "Federal Reserve"),
        # Parts of a state.
        (["The Ohio Senate met in Columbus.", "The Senate passed a bill on Ohio's schools."], "Senate", "Ohio Senate"),
        (
            ["A bill died in the Utah House.", "In Salt Lake City, the Legislature went home."],
            "Legislature",
            "Utah Legislature",
        ),
        (
            ["In Austin the Legislature met.", "A state senator said the Senate of Texas would vote. The House waits."],
            "House",
            "Texas House of Representatives",
        ),
        (
            [
                "Rep. Ann Vale (D-Ohio), once in the Ohio House, left.",
                "The House rose after Rep. Bo Tarn (R-Utah).",
            ],
            "House",
            "U.S. House of Representatives",
        ),
        (["The Leeds Police Department closed a road.", "Police said that it was ice."], "Police", "Leeds Police"),
        (
            ["The Utah House speaker wants a Senate seat.", "Washington watches; Congress may act."],
            "Congress",
            "U.S. Congress",
        ),
        (["The Utah Senate race drew donors."], "Utah Senate", "U.S. Senate"),
        # Nothing tells.
        (["He hoped that the Senate would listen."], "Senate", "Senate (not said whose)"),
        (["Nobody told Congress."], "Congress", "Congress (not said whose)"),
    ],
)
def test_bare_office_belongs_to_whom_the_article_tells(lines: list[str], spelling: str, full: str):
    assert owners(*lines)[spelling] == {full}


@pytest.mark.parametrize(
    ("lines", "apart"),
    [
        (
            ["The Kenyan Senate sat in Nairobi.", "The Polish Senate rose in Warsaw."],
            ("Kenyan Senate", "Polish Senate"),
        ),
        (
            ["The Scottish Parliament met.", "The British Parliament rose."],
            ("Scottish Parliament", "British Parliament"),
        ),
        (
            ["The Ohio Supreme Court ruled.", "The U.S. Supreme Court declined."],
            ("Ohio Supreme Court", "U.S. Supreme Court"),
        ),
        (["Republicans hold the Senate and the House of Representatives."], ("Senate", "House of Representatives")),
        (
            ["The Russian Security Council met.", "The U.N. Security Council did not."],
            ("Russian Security Council", "U.N. Security Council"),
        ),
    ],
)
def test_bodies_of_two_homes_or_sorts_stay_apart(lines: list[str], apart: tuple[str, str]):
    found = owners(*lines)
    one, other = ({name for s, names in found.items() if side in s for name in names} for side in apart)
    assert one
    assert other
    assert not one & other


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("He walked down Congress Avenue in Austin.", "U.S. Congress"),
        ("Shares of the National Bank of Canada rose in Toronto.", "Bank of Canada"),
        ("Experts of the Africa CDC flew to Lagos.", "Centers for Disease Control and Prevention"),
        ("The Republican-run paper asked whether U.S. senators read it.", "U.S. Senate"),
        ("They watched House of Cards at home in Ohio.", "U.S. House of Representatives"),
        ("Dr. Hugh House saw patients in Utah. House is a surgeon.", "U.S. House of Representatives"),
        ("She sued in the Supreme Court of Judicature, the Washington paper wrote.", "U.S. Supreme Court"),
        ("The house and the senate of the student union met in Ohio.", "U.S. Senate"),
    ],
)
def test_what_only_looks_like_an_office_is_none(line: str, name: str):
    assert name not in spellings(article(line))


def test_country_of_the_outlet_tells_where_the_article_does_not():
    line = "Parliament passed the budget after a long night."
    assert owners(line, country="IE")["Parliament"] == {"Oireachtas"}
    assert owners(line)["Parliament"] == {"Parliament (not said whose)"}
    assert owners("Parliament in Kenya passed the budget.", country="IE")["Parliament"] == {"Kenyan Parliament"}


def test_abbreviation_that_other_bodies_have_needs_its_state():
    assert owners("Agents of ICE came to Houston, Texas.")["ICE"] == {"Immigration and Customs Enforcement"}
    assert "Immigration and Customs Enforcement" not in spellings(article("Shares of ICE fell in London."))


def test_every_mention_is_an_organisation():
    read: Article = article("The White House and Congress agreed.", "In the White House, Congress is feared.")
    assert spellings(read) == {"White House": {"White House"}, "U.S. Congress": {"Congress"}}
