"""What outlets, comparisons and loads say, on articles whose answers are known."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.ledger import Ledger
from tests.pages import Pages, serving

POST, TIDINGS = "Harbour Post", "Tidings & Co"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """Post and Tidings tell story 1 both, each one alone (2, 3), and Tidings prints an article of Post (4)."""
    ledger = Ledger()
    ledger.entity(1, "PERSON", "Anna Brook")
    ledger.entity(2, "PERSON", "Cy Birk")
    for outlet, story, day, copy, names in (
        (POST, 1, 1, None, "Anna Brook met Cy Birk."),
        (TIDINGS, 1, 2, None, "Cy Birk went home."),
        (POST, 2, 2, None, "Anna Brook sang."),
        (TIDINGS, 3, 3, None, "Nobody came."),
        (POST, 4, 3, None, "Anna Brook wrote."),
        (TIDINGS, 4, 3, 5, "Anna Brook wrote."),
    ):
        article = ledger.article(
            names, outlet=outlet, story_id=story, day=date(2031, 4, day), copy_of=copy, headline=f"{outlet} {story}"
        )
        for number, name in ((1, "Anna Brook"), (2, "Cy Birk")):
            if name in names:
                ledger.names(article, number, f"PERSON:{name.lower()}", name)
    ledger.says(1, 1, "Anna Brook met", cue="said")
    instant = {"started_at": date(2031, 5, 1), "finished_at": date(2031, 5, 1)}
    loads = [f"203104{day}T020000Z" for day in (27, 28, 29)] + ["20310501T020000Z"]
    for number, load_id in enumerate(loads):
        ledger.add("loads", load_id=load_id, verdict="published", **instant)
        of_outlets = {POST: 4.0} if load_id == loads[-1] else {POST: 4.0, TIDINGS: 6.0}
        for outlet, articles in of_outlets.items():
            ledger.add("load_measures", load_id=load_id, measure="articles", outlet=outlet, value=articles, number=4)
        for kind, rule, characters in (("body", "body.text", 60), ("ad", "ad.slot", 40 if number == 3 else 10)):
            ledger.add(
                "outlet_rules", load_id=load_id, outlet=POST, kind=kind, rule=rule, articles=4, blocks=4,
                characters=characters, of_articles=4,
            )  # fmt: skip
    home = tmp_path_factory.mktemp("told")
    ledger.publish(home / "warehouse")
    with serving(home / "warehouse", home) as pages:
        yield pages


def rows(pages: Pages, path: str, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(pages.get(f"{path}?{urlencode(query)}").body)
    return found


def test_an_outlet_that_fell_silent_and_one_whose_pages_changed_are_marked(told: Pages) -> None:
    text = told.get("/outlets").text
    assert "0 of its usual 6" in text
    assert text.index("Tidings &amp; Co") < text.index("Harbour Post")
    assert "moved" in text
    silent, steady = rows(told, "/outlets/outlets.json")
    assert (silent["outlet"], silent["last_articles"], silent["usual_articles"]) == (TIDINGS, 0, 6)
    assert (steady["last_articles"], steady["usual_articles"], steady["removed"]) == (4, 4, 0.4)
    assert steady["usually_removed"] == pytest.approx(1 / 7)


def test_an_outlet_says_whose_texts_it_prints(told: Pages) -> None:
    (prints,) = rows(told, "/outlet/prints.json", name=TIDINGS)
    assert (prints["outlet"], prints["articles"]) == (POST, 1)
    assert rows(told, "/outlet/printed-by.json", name=TIDINGS) == []
    assert [row["articles"] for row in rows(told, "/outlet/days.json", name=TIDINGS)] == [2, 1]
    (rule,) = rows(told, "/outlet/rules.json", name=POST)
    assert (rule["rule"], rule["characters"]) == ("ad.slot", 70)


def test_two_outlets_are_told_apart(told: Pages) -> None:
    asked = {"a": POST, "b": TIDINGS}

    def stories(table: str) -> list[int]:
        return sorted(row["story_id"] for row in rows(told, f"/compare/{table}.json", **asked))

    assert (stories("shared"), stories("only-one"), stories("only-other")) == ([1, 4], [2], [3])
    names = {row["name"]: row for row in rows(told, "/compare/names.json", **asked)}
    assert (names["Anna Brook"]["one"], names["Anna Brook"]["other"]) == (3, 1)
    assert names["Anna Brook"]["share_of_one"] == 1
    assert (names["Cy Birk"]["one"], names["Cy Birk"]["other"]) == (1, 1)
    assert list(names) == ["Anna Brook", "Cy Birk"]
    (print_,) = rows(told, "/compare/prints.json", **asked)
    assert (print_["original_outlet"], print_["copy_outlet"]) == (POST, TIDINGS)
    turned = rows(told, "/compare/only-one.json", a=TIDINGS, b=POST)
    assert [row["story_id"] for row in turned] == [3]


def test_two_names_are_told_apart_by_name_or_id(told: Pages) -> None:
    for asked in ({"a": "anna brook", "b": "2"}, {"a": "1", "b": "Cy Birk"}):
        shared = rows(told, "/compare/shared.json", kind="names", **asked)
        assert [row["story_id"] for row in shared] == [1]
        assert sorted(r["story_id"] for r in rows(told, "/compare/only-one.json", kind="names", **asked)) == [2, 4]
        assert rows(told, "/compare/only-other.json", kind="names", **asked) == []
        (quotation,) = rows(told, "/compare/quotations.json", kind="names", **asked)
        assert quotation["text"] == "Anna Brook met"
        days = {
            row["day"]: (row["one"], row["other"]) for row in rows(told, "/compare/days.json", kind="names", **asked)
        }
        assert days == {"2031-04-01": (1, 1), "2031-04-02": (1, 1), "2031-04-03": (2, 0)}


def test_one_that_is_not_known_is_named_and_one_alone_is_shown(told: Pages) -> None:
    wrong = told.get("/compare?" + urlencode({"a": POST, "b": "Daily <Nobody>"}))
    assert wrong.status == 404
    assert "No outlet is called “Daily &lt;Nobody&gt;”" in wrong.text
    assert "3 articles" in wrong.text
    alone = told.get("/compare?" + urlencode({"a": POST}))
    assert alone.status == 200
    assert "Choose another" in alone.text
    assert "Both are the same" in told.get("/compare?" + urlencode({"a": POST, "b": POST})).text


def test_a_load_is_set_against_those_before(told: Pages) -> None:
    text = told.get("/load/20310501T020000Z").text
    assert "4, usually 4" in text
    assert told.get("/load/20310427T020000Z").status == 200
    assert len(rows(told, "/loads/loads.json")) == 4


def test_a_number_is_shown_with_who_says_it_and_its_unit(tmp_path: Path) -> None:
    ledger = Ledger()
    ledger.entity(1, "ORG", "Water Board")
    article = ledger.article("The Water Board said 12 per cent were lost and 300 died.", outlet=POST)
    for surface, value in (("12 per cent", 12), ("300", 300)):
        ledger.counts(article, surface, value, event="killed", claimant=1)
    ledger.afterwards.append("UPDATE figures SET sentence = body FROM articles")
    ledger.afterwards.append("UPDATE figures SET unit = 'percent' WHERE figure_id = 1")
    ledger.publish(tmp_path / "warehouse")
    with serving(tmp_path / "warehouse", tmp_path) as pages:
        assert heading(pages.get("/figure/1").text).endswith(": 12 per cent killed")
        assert heading(pages.get("/figure/2").text).endswith(": 300 killed")
        first, second = rows(pages, "/claims/claims.json", factuality="")
        assert {first["unit"], second["unit"]} == {"percent", None}
        assert '">12</a> %' in pages.get("/claims?factuality=").text


def heading(page: str) -> str:
    return page.partition("<h1")[2].partition("</h1>")[0]


def test_one_article_makes_nobody_more_named(told: Pages) -> None:
    assert [(row["name"], row["now"]) for row in rows(told, "/rising.json")] == [("Anna Brook", 3), ("Cy Birk", 2)]
