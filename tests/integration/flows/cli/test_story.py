"""`newsledger story`: lists of stories, and one with its articles, voices, numbers and places."""

import json
import os
import pty
import re
from datetime import date
from pathlib import Path

import pytest

from tests.commands import Newsledger, cli, is_one_line
from tests.ledger import Ledger

HOSTILE = "\x1b[31mمرحبا\u202e <b>$name</b> '; DROP\x07"
FEED, SINKING, STRIKE, INQUIRY, ODD = 3, 1, 5, 6, 7
MARA, GUARD, VELL = 1, 2, 3


def may(day: int) -> date:
    return date(2031, 5, day)


def ledger() -> Ledger:
    """A sinking that three outlets tell, one with a copy and one with a cut copy, its inquiry, and other news."""
    book = Ledger()
    book.entity(MARA, "PERSON", "Mara Quill")
    book.entity(GUARD, "ORG", "Coastguard")
    book.entity(VELL, "PLACE", "Vell", country_code="VM")
    wire = book.article(
        "Mara Quill said 40 had drowned off Vell. “We lost the light”, Quill said.", outlet="Wire", day=may(3),
        headline="Ferry sinks off Vell", story_id=SINKING,
    )  # fmt: skip
    copy = book.article(
        "Mara Quill said 40 had drowned off Vell.", outlet="Post", day=may(4), headline="Dozens drown",
        copy_of=wire, story_id=SINKING,
    )  # fmt: skip
    post = book.article(
        "In Vell the Coastguard counted 46 dead.", outlet="Post", day=may(5), headline="Toll rises", story_id=SINKING
    )
    undated = book.article("The Coastguard counted 43 dead.", outlet=None, story_id=SINKING)
    book.article("Dockers met.", outlet="Post", day=may(6), headline="Strike of dockers off Vell", story_id=STRIKE)
    book.article("A judge asked why the ferry sank.", outlet="Post", day=may(29), headline="Inquiry", story_id=INQUIRY)
    book.article("It rained.", outlet=HOSTILE, day=may(28), headline=HOSTILE, story_id=ODD)
    for article in (wire, copy):
        book.names(article, MARA, "PERSON:mara quill", "Mara Quill")
        book.names(article, VELL, "PLACE:vell", "Vell")
    book.counts(wire, "40", 40, event="killed", claimant=MARA, place=VELL)
    book.says(wire, MARA, "We lost the light", cue="said")
    book.names(post, GUARD, "ORG:coastguard", "Coastguard")
    book.names(post, VELL, "PLACE:vell", "Vell")
    book.counts(post, "46", 46, event="killed", claimant=GUARD, place=VELL)
    book.names(undated, GUARD, "ORG:coastguard", "Coastguard")
    book.add("story_redirects", old_story_id=FEED, new_story_id=SINKING, load_id="20310501T020000Z", reason="merged")
    return book


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("stories")
    book = ledger()
    book.afterwards = [
        f"UPDATE stories SET thread_id = {SINKING} WHERE story_id = {INQUIRY}",
        f"DELETE FROM threads WHERE thread_id = {INQUIRY}",
    ]
    book.publish(directory)
    return directory


LIST = """\
Stories, 2031-05-23 to 2031-05-29
       id  articles  independent  outlets  days                      headline
        6         1            1        1  2031-05-29                Inquiry
        7         1            1        1  2031-05-28                ESCAPED
(2 stories)
"""

STORY = """\
Ferry sinks off Vell
story         1
days          2031-05-03 to 2031-05-05
told in       4 articles, 3 independent, 2 outlets

Articles
       id  day
        1  2031-05-03  Wire: Ferry sinks off Vell
        2  2031-05-04    copy in  Post: Dozens drown
        3  2031-05-05  Post: Toll rises
        4  –           –: (no headline)

Quoted
   quoted  articles
        1         1  Mara Quill

Named
       id  kind    articles  mentions
        2  ORG            2         2  Coastguard
        1  PERSON         1         1  Mara Quill

Numbers
   figure  day
killed
  Coastguard
        2  2031-05-05  46 people, Vell
  Mara Quill
        1  2031-05-03  40 people, Vell

Places
       id          articles  mentions
        3  VM             2         2  Vell

After
       id  articles  independent  outlets  days                      headline
        6         1            1        1  2031-05-29                Inquiry
"""


def shown(page: str) -> list[str]:
    return page.replace("ESCAPED", r"\x1b[31mمرحبا\u202e <b>$name</b> '; DROP\x07").splitlines()


def lines(*arguments: str, warehouse: Path) -> list[str]:
    done = cli("story", "--warehouse", warehouse, *arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    return [line.rstrip() for line in done.stdout.splitlines()]


def test_the_stories_of_the_last_days(warehouse: Path) -> None:
    assert lines(warehouse=warehouse) == shown(LIST)


def test_one_story_on_one_page(warehouse: Path) -> None:
    assert lines("1", warehouse=warehouse) == shown(STORY)


def listed(*arguments: str, warehouse: Path) -> list[int]:
    done = cli("story", "--warehouse", warehouse, "--json", *arguments)
    assert done.exit_code == 0, done.stderr
    return [story["story_id"] for story in json.loads(done.stdout)]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--since", "2031-05-01"], [SINKING, INQUIRY, ODD, STRIKE]),
        (["--since", "2031-05-01", "--until", "2031-05-10"], [SINKING, STRIKE]),
        (["--until", "2031-05-06"], [SINKING, STRIKE]),
        (["--since", "2031-05-05", "--until", "2031-05-05"], [SINKING]),
        (["--since", "2031-05-07", "--until", "2031-05-20"], []),
        (["--since", "2031-05-01", "--limit", "2"], [SINKING, INQUIRY]),
    ],
)
def test_the_most_covered_stories_of_some_days_come_first(
    options: list[str], found: list[int], warehouse: Path
) -> None:
    assert listed(*options, warehouse=warehouse) == found


def test_a_list_that_is_cut_says_what_is_left(warehouse: Path) -> None:
    cut = lines("--since", "2031-05-01", "--limit", "1", warehouse=warehouse)
    assert cut[-2:] == ["  … and 3 more", "(4 stories)"]


@pytest.mark.parametrize("words", [["ferry"], ["FERRY", "sinks"], ["drown", "dozens"], ["toll"], ["ferry off vell"]])
def test_words_of_one_story_open_it(words: list[str], warehouse: Path) -> None:
    assert lines(*words, warehouse=warehouse) == shown(STORY)


def test_words_of_several_headlines_are_a_list(warehouse: Path) -> None:
    assert listed("vell", warehouse=warehouse) == [SINKING, STRIKE]
    head, *_ = lines("vell", warehouse=warehouse)
    assert head == 'Stories that hold "vell"'
    assert lines("vell", "--since", "2031-05-06", warehouse=warehouse)[0] == "Strike of dockers off Vell"


def test_where_no_headline_has_the_words_articles_do(warehouse: Path) -> None:
    assert lines("judge", "ferry", warehouse=warehouse)[0] == "Inquiry"


def test_an_id_from_before_leads_on_and_says_so(warehouse: Path) -> None:
    head, told, *rest = lines("3", warehouse=warehouse)
    assert (head, told, rest[0]) == ("Ferry sinks off Vell", "3 was merged into 1.", "story         1")


def test_the_thread_leads_back(warehouse: Path) -> None:
    page = lines(str(INQUIRY), warehouse=warehouse)
    assert page[page.index("Before") + 2].endswith("Ferry sinks off Vell")
    assert "After" not in page


@pytest.mark.parametrize("asked", ["0", "2", str(10**60)])
def test_an_unknown_id_is_one_line(asked: str, warehouse: Path) -> None:
    is_one_line(cli("story", "--warehouse", warehouse, asked), 1, f"no story has, or ever had, the id {asked[:20]}")


@pytest.mark.parametrize("asked", ["zebra", "ferry zebra", "zebra); DROP TABLE stories; --", "%", "$zebra", "\x00"])
def test_words_that_nothing_holds_are_one_line(asked: str, warehouse: Path) -> None:
    is_one_line(cli("story", "--warehouse", warehouse, asked), 1)


def test_of_these_days_none(warehouse: Path) -> None:
    done = cli("story", "--warehouse", warehouse, "ferry", "--until", "2031-04-01")
    is_one_line(done, 1, 'no story of these days holds "ferry"')


def test_json_has_everything(warehouse: Path) -> None:
    done = cli("story", "--warehouse", warehouse, "1", "--json")
    found = json.loads(done.stdout)
    assert (found["story_id"], found["thread_id"], found["articles"], found["redirected"]) == (1, 1, 4, None)
    assert found["papers"][0]["copies"] == [
        {"article_id": 2, "published_on": "2031-05-04", "outlet": "Post", "headline": "Dozens drown"}
    ]
    assert found["claims"][0] | {"figure_id": 2, "number": "46"} == found["claims"][0]
    assert found["claims"][0]["sentence"]
    assert found["totals"] == {
        "papers": 3, "named": 2, "quoted": 1, "claims": 2, "places": 1, "before": 0, "after": 1,
    }  # fmt: skip
    short = json.loads(cli("story", "--warehouse", warehouse, "1", "--json", "--limit", "1").stdout)
    assert (len(short["papers"]), short["totals"]["papers"]) == (1, 3)


def test_lists_come_in_every_format_and_one_story_in_two(warehouse: Path) -> None:
    head, first, *_ = lines("--since", "2031-05-01", "--format", "csv", warehouse=warehouse)
    assert head == "story_id,first_published_on,last_published_on,headline,articles,independent_articles,outlets"
    assert first == "1,2031-05-03,2031-05-05,Ferry sinks off Vell,4,3,2"
    rows = lines("--since", "2031-05-01", "--format", "jsonl", warehouse=warehouse)
    assert [json.loads(row)["story_id"] for row in rows] == [SINKING, INQUIRY, ODD, STRIKE]
    record = lines("--since", "2031-05-01", "--format", "record", "--limit", "1", warehouse=warehouse)
    assert [line.split() for line in record[:2]] == [["--", "1"], ["story_id", "1"]]
    done = cli("story", "--warehouse", warehouse, "1", "--format", "csv")
    assert done.exit_code == 2
    assert "csv is for lists" in done.stderr


def test_a_warehouse_without_news_has_no_stories(tmp_path: Path) -> None:
    Ledger().publish(tmp_path)
    assert lines(warehouse=tmp_path)[-1] == "(0 stories)"


def test_nothing_that_is_found_steers_the_terminal(warehouse: Path, newsledger: Newsledger) -> None:
    controller, terminal = pty.openpty()
    for asked in ([], [str(ODD)]):
        newsledger.start(
            "story", *asked, "--warehouse", warehouse, stdout=terminal, TERM="xterm-256color"
        ).communicate()
    text = os.read(controller, 65_536).decode()
    os.close(terminal)
    os.close(controller)
    assert r"\x1b[31mمرحبا\u202e" in text
    assert not re.search("[\x07\u202e]|\x1b\\[31m", text)


HEAVY = ("spacy", "prefect", "great_expectations", "polars", "pandas", "matplotlib", "numpy")


@pytest.mark.parametrize("asked", [[], ["1"], ["ferry"]])
def test_it_imports_nothing_heavy(asked: list[str], warehouse: Path, newsledger: Newsledger) -> None:
    code = (
        "import sys\nfrom flows.cli.group import main\ntry:\n    main()\nfinally:\n"
        f"    print(*(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)"
    )
    out, err = newsledger.start("story", *asked, "--warehouse", warehouse, code=code).communicate()
    assert out
    assert err.split() == []
