"""`newsledger entity` and the views of entities, on a small warehouse."""

import json
import os
import pty
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flows.cli.group import main
from tests.commands import Newsledger
from tests.ledger import Ledger
from warehouse.read import connection

HOSTILE = "\x1b[31mمرحبا\u202e <b>$name</b> '; DROP\x07"
LONG = "Institute for " + "very " * 400 + "long names"
ANNA, ANA, ANNE = "PERSON:anna brook", "PERSON:ana brook", "PERSON:anne brook"


def cli(*arguments: str | Path, **variables: str) -> Result:
    line = [str(argument) for argument in arguments]
    return CliRunner().invoke(main, line, env=variables, prog_name="newsledger", catch_exceptions=False)


def ledger() -> Ledger:
    book = Ledger()
    book.entity(1, "PERSON", "Anna Brook")
    book.entity(2, "PERSON", "Anne Brook")
    book.entity(3, "PLACE", "Brook", country_code="VM", place_type="region", latitude=1.5, longitude=-2.25)
    book.entity(4, "ORG", HOSTILE)
    book.entity(5, "ORG", LONG)
    book.entity(6, "ORG", "The O’Hara Trust")
    ferry = book.article(
        "Mayor Anna Brook said the ferry was late. Brook left.", day=date(2031, 5, 1), headline="Ferry late"
    )
    book.names(ferry, 1, ANNA, "Anna Brook", "Brook", role="Mayor")
    copy = book.article(
        "Mayor Anna Brook said the ferry was late. Brook left.", outlet="Wire", day=date(2031, 5, 2), duplicate_of=ferry
    )
    book.names(copy, 1, ANNA, "Anna Brook", "Brook", role="Mayor", probability=0.9)
    town = book.article("In Brook they met mayor Ana Brook.", day=date(2031, 5, 3), headline=HOSTILE, outlet=HOSTILE)
    book.names(town, 3, "PLACE:brook", "Brook")
    book.names(town, 1, ANA, "Ana Brook", role="mayor", probability=0.75)
    undated = book.article("Anne Brook, a surgeon, was not told by O’Hara Trust’s chair.", outlet=None)
    book.names(undated, 2, ANNE, "Anne Brook", role="surgeon")
    book.names(undated, 6, "ORG:ohara trust", "O’Hara Trust’s")
    book.says(ferry, 1, "the ferry was late", cue="said")
    book.says(copy, 1, "the ferry was late", cue="said")
    book.says(town, 1, "they met", cue=HOSTILE)
    book.counts(ferry, "late", 12, event="killed", claimant=1, place=3)
    book.counts(town, "met", 3, event="wounded", claimant=2, counted=1)
    odd = book.article(f"{HOSTILE} and {LONG}")
    book.names(odd, 4, "ORG:hostile", HOSTILE, role="and")
    book.names(odd, 5, "ORG:long", LONG)
    book.link(ANNA, ANA, "same", score=0.93, features='{"shared_names": 3, "company": 0.3125}')
    book.link(ANNA, ANNE, "unsure", score=0.61, features=f'{{"seen": {json.dumps(HOSTILE)}}}')
    book.link(ANA, ANNE, "different", method="review", decided_by=HOSTILE)
    book.link(ANA, "PLACE:brook", "different", score=0.01)
    book.link(ANNA, "ORG:long", "unsure", retracted_at=date(2031, 5, 2))
    book.add("entity_redirects", old_entity_id=9, new_entity_id=1, reason="merged", node=ANA)
    book.add("entity_redirects", old_entity_id=10, new_entity_id=1, reason="split", node=ANNA)
    return book


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("entities")
    ledger().publish(directory)
    return directory


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("empty")
    Ledger().publish(directory)
    return directory


def is_one_line(done: Result, *words: str) -> None:
    assert done.exit_code == 1
    assert re.fullmatch(r"Error: [^\n\x00-\x1f\x7f-\x9f\u202e]+\n", done.stderr), done.stderr
    for word in words:
        assert word in done.stderr


ENTITY = """\
Anna Brook
entity        1
kind          PERSON
named         5 times in 3 articles, 2 independent
days          2031-05-01 to 2031-05-03

Spellings
 mentions  articles
        2         2  Anna Brook
        2         2  Brook
        1         1  Ana Brook

Roles
 articles  days
        3  2031-05-01 to 2031-05-03  Mayor

By day
 day         mentions  articles  of all articles
 2031-05-03         1         1          100.0%
 2031-05-02         2         1          100.0%
 2031-05-01         2         1          100.0%

Quotations
  article  day
        3  2031-05-03  ESCAPED: they met (ESCAPED)
        1  2031-05-01  Harbour Post: the ferry was late (said)

Claims made
   figure  day
        1  2031-05-01  killed: 12 people, Brook; 1 independent article

Claims about it
   figure  day
        2  2031-05-03  wounded: 3 people; 1 independent article; Anne Brook

Named with
       id  kind    articles  independent
        3  PLACE          1            1  Brook

Near names
       id  kind
        2  PERSON  unsure 0.61  Anne Brook, 1 article

Articles
       id  day
        3  2031-05-03  ESCAPED: ESCAPED
        2  2031-05-02  Wire: (no headline)
        1  2031-05-01  Harbour Post: Ferry late
"""

EVIDENCE = """
Nodes
 articles  probability
        2         0.90  PERSON:anna brook
        1         0.75  PERSON:ana brook

Evidence
    same      0.93  PERSON:ana brook | PERSON:anna brook
                    spelling; shared names 3, company 0.31

Kept apart
    unsure    0.61  PERSON:anna brook | PERSON:anne brook
                    spelling; seen ESCAPED
    different 0.50  PERSON:ana brook | PERSON:anne brook
                    review; ESCAPED, 2031-05-01 02:00 UTC
"""


def shown(page: str) -> list[str]:
    return page.replace("ESCAPED", r"\x1b[31mمرحبا\u202e <b>$name</b> '; DROP\x07").splitlines()


def test_all_that_is_known_of_an_entity_on_one_page(warehouse: Path) -> None:
    done = cli("entity", "--warehouse", warehouse, "Anna Brook")
    assert (done.exit_code, done.stderr) == (0, "")
    assert [line.rstrip() for line in done.stdout.splitlines()] == shown(ENTITY)


def test_the_names_that_were_compared_are_shown_on_demand(warehouse: Path) -> None:
    done = cli("entity", "--warehouse", warehouse, "Anna Brook", "--evidence")
    assert [line.rstrip() for line in done.stdout.splitlines()] == shown(ENTITY + EVIDENCE)


def test_a_place_says_where_it_lies(warehouse: Path) -> None:
    done = cli("entity", "--warehouse", warehouse, "3")
    assert "country       VM\nlies at       1.5000, -2.2500 (the middle of the region)\n" in done.stdout


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("ANNA  brook", 1), ("Anna Brook’s", 1), ("anna brook's ", 1), ("the Anna Brook", 1), ("Ana Brook", 1),
        ("O'Hara Trust", 6), ("the O’HARA Trust’s", 6), ("ohara trust", 6), ("1", 1), ("0001", 1),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(name: str, entity: int, warehouse: Path) -> None:
    done = cli("entity", "--warehouse", warehouse, name)
    assert done.exit_code == 0
    assert f"\nentity        {entity}\n" in done.stdout


@pytest.mark.parametrize(
    ("asked", "told"),
    [("9", "9 was merged into 1."), ("10", "10 was split up; 1 is what its name stands for now.")],
)
def test_an_id_from_before_leads_on_and_says_so(asked: str, told: str, warehouse: Path) -> None:
    head, first, *rest = cli("entity", "--warehouse", warehouse, asked).stdout.splitlines()
    assert (head, first, rest[0]) == ("Anna Brook", told, "entity        1")


def test_the_bearer_that_most_mentions_mean_is_shown_and_the_others_in_a_line(warehouse: Path) -> None:
    done = cli("entity", "--warehouse", warehouse, "brook")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Anna Brook\nentity        1\n")
    others = "\nOthers of this name\n       id  kind    by this name\n        3  PLACE              1  Brook\n"
    assert others in done.stdout
    by_kind = cli("entity", "--warehouse", warehouse, "brook", "--kind", "place")
    assert by_kind.stdout.startswith("Brook\nentity        3\n")
    assert "Others" not in by_kind.stdout
    found = json.loads(cli("entity", "--warehouse", warehouse, "brook", "--json").stdout)
    assert found["entity"]["entity_id"] == 1
    assert [(row["entity_id"], row["mentions_by_name"]) for row in found["others"]] == [(3, 1)]


def test_a_name_that_two_bear_alike_is_a_choice(tmp_path: Path) -> None:
    book = Ledger()
    for number, kind in ((1, "PERSON"), (2, "PLACE")):
        book.entity(number, kind, f"{kind.title()} Brook")
        book.names(book.article("Brook"), number, f"{kind}:brook", "Brook")
    book.publish(tmp_path)
    done = cli("entity", "--warehouse", tmp_path, "brook")
    is_one_line(done, "2 entities bear this name, and none most of its mentions", "`newsledger entity 1`")
    assert done.stdout == (
        "       id  kind    by this name  mentions  articles  name\n"
        "        1  PERSON             1         1         1  Person Brook\n"
        "        2  PLACE              1         1         1  Place Brook\n"
    )
    choice = cli("entity", "--warehouse", tmp_path, "brook", "--json")
    assert choice.exit_code == 1
    assert [row["entity_id"] for row in json.loads(choice.stdout)["others"]] == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Anna Brok"], ['called "Anna Brok"', 'spelt alike: "Anna Brook", "Anne Brook"']),
        (["Anne Brook", "--kind", "ORG"], ['no ORG is called "Anne Brook"']),
        (["Zebedee"], ['no entity is called "Zebedee"\n']),
        ([""], ['no entity is called ""']),
        (["..."], ['no entity is called "..."']),
        ([HOSTILE[:-3]], [r'called "\x1b[31mمرحبا']),
        (["%"], ["no entity"]),
        (["x' OR 'a'='a"], ["no entity"]),
        (["8"], ["no entity has, or ever had, the id 8"]),
        (["9" * 60], ["no entity has"]),
        (["9" * 6000], ["no entity has"]),
    ],
)
def test_what_is_not_there_is_one_line(arguments: list[str], words: list[str], warehouse: Path) -> None:
    done = cli("entity", "--warehouse", warehouse, *arguments)
    is_one_line(done, *words)
    assert done.stdout == ""


def test_a_name_that_is_no_text_is_one_line(warehouse: Path, newsledger: Newsledger) -> None:
    done = newsledger("entity", "--warehouse", warehouse, b"Caf\xe9")
    assert (done.returncode, done.stderr) == (1, "Error: the name is not valid UTF-8\n")


def test_nothing_is_there_in_an_empty_warehouse(empty: Path, tmp_path: Path) -> None:
    is_one_line(cli("entity", "--warehouse", empty, "Anna Brook"), "no entity is called")
    is_one_line(cli("entity", "--warehouse", empty, "1"), "no entity has")
    is_one_line(cli("entity", "--warehouse", tmp_path / "none", "1"), "nothing is published")


def test_json_holds_the_same_and_is_plain(warehouse: Path) -> None:
    done = cli("entity", "--warehouse", warehouse, "9", "--format", "json", "--evidence")
    assert "\x1b" not in done.stdout
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["entity"] == {"entity_id": 1, "kind": "PERSON", "name": "Anna Brook", "mentions": 5, "articles": 3}
    assert (found["redirected"], found["independent_articles"], found["first_on"]) == ("merged", 2, "2031-05-01")
    assert [row["alias"] for row in found["spellings"]] == ["Anna Brook", "Brook", "Ana Brook"]
    assert found["links"][0]["features"] == {"shared_names": 3, "company": 0.3125}
    assert [near["entity_id"] for near in found["near"]] == [2]
    assert found["kept_apart"][0]["features"] == {"seen": HOSTILE}
    assert [row["article_id"] for row in found["articles"]] == [3, 2, 1]
    assert (found["days"][0]["day"], found["days"][0]["share"]) == ("2031-05-03", 1)
    assert [row["text"] for row in found["quotes"]] == ["they met", "the ferry was late"]
    assert [(row["number"], row["place"]) for row in found["claims_made"]] == [("12", "Brook")]
    assert [(row["number"], row["claimant"]) for row in found["claims_about"]] == [("3", "Anne Brook")]
    assert [row["name"] for row in found["named_with"]] == ["Brook"]
    assert (found["totals"]["days"], found["others"]) == (3, [])


def test_json_names_no_nodes_unless_asked_and_keeps_to_a_limit(warehouse: Path) -> None:
    done = cli("entity", "--warehouse", warehouse, "1", "--json", "--limit", "1")
    assert "PERSON:" not in done.stdout
    found = json.loads(done.stdout)
    assert [len(found[part]) for part in ("spellings", "days", "articles")] == [1, 1, 1]
    assert (found["totals"]["spellings"], found["totals"]["articles"]) == (3, 3)


@pytest.mark.parametrize("name", [HOSTILE, "4", LONG, "5"])
def test_a_terminal_is_neither_steered_nor_flooded(name: str, warehouse: Path, newsledger: Newsledger) -> None:
    controller, terminal = pty.openpty()
    arguments = ("entity", name, "--warehouse", warehouse)
    process = newsledger.start(*arguments, stdout=terminal, TERM="xterm-256color", COLUMNS="60")
    os.close(terminal)
    shown = b""
    try:
        while part := os.read(controller, 65_536):
            shown += part
    except OSError:  # Linux reports the end of a terminal so
        pass
    process.communicate()
    os.close(controller)
    assert process.returncode == 0
    text = shown.decode().replace("\r\n", "\n")
    assert "\x1b[1mSpellings\x1b[0m" in text
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text.replace("\x1b[31m", "STEERED"))
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]|STEERED", plain)
    assert max(map(len, plain.splitlines())) <= 60


def test_long_lists_are_cut_and_say_so(tmp_path: Path) -> None:
    book = Ledger()
    book.entity(1, "PERSON", "Anna Brook")
    for number in range(25):
        article = book.article(f"Role{number} Anna Brook{number}", day=date(2031, 5, 1))
        book.names(article, 1, f"PERSON:anna brook{number:02}", f"Anna Brook{number}", role=f"Role{number}")
    for number in range(24):
        book.link(f"PERSON:anna brook{number:02}", f"PERSON:anna brook{number + 1:02}", "same")
    book.publish(tmp_path)
    lines = cli("entity", "--warehouse", tmp_path, "1", "--evidence").stdout.splitlines()
    assert lines.count("  … and 5 more") == 4
    assert lines.count("  … and 4 more") == 1
    articles = lines[lines.index("Articles") + 2 : lines.index("Nodes") - 1]
    assert [line.split()[0] for line in articles[:-1]] == [str(number) for number in range(25, 5, -1)]
    whole = json.loads(cli("entity", "--warehouse", tmp_path, "1", "--json", "--evidence").stdout)
    assert [len(whole[part]) for part in ("spellings", "roles", "nodes", "links", "articles")] == [
        25,
        25,
        25,
        24,
        25,
    ]


def test_reading_entities_imports_nothing_heavy(warehouse: Path, tmp_path: Path) -> None:
    code = """
import sys
from flows.cli.group import main
for arguments in (["entity", "Anna Brook"], ["entity", "9", "--json", "--evidence"], ["review"],
                  ["review", "--format=csv"], ["review", "--decided"],
                  ["review", "PERSON:ana brook", "PERSON:anna brook", "different"]):
    main([*arguments, "--warehouse", sys.argv[1]], standalone_mode=False)
heavy = {"spacy", "prefect", "great_expectations", "polars", "sqlalchemy", "pydantic", "pandas", "numpy", "pyarrow"}
sys.exit(" ".join(heavy & sys.modules.keys()) or 0)
"""
    directory = tmp_path / "warehouse"
    subprocess.run(["cp", "-a", warehouse, directory], check=True)
    process = Newsledger(tmp_path).start(directory, code=code)
    _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")


# views


def asked(warehouse: Path, sql: str) -> list[tuple[Any, ...]]:
    with connection.connect(warehouse / "warehouse.duckdb") as con:
        return con.execute(sql).fetchall()


def test_articles_are_counted_at_the_confidence_that_is_asked_for(warehouse: Path) -> None:
    def counts(confidence: float) -> list[tuple[Any, ...]]:
        columns = "mentions, articles, independent_articles, outlets, first_day, last_day"
        where = f"entity_id = 1 AND min_confidence = {confidence}"
        return asked(warehouse, f"SELECT {columns} FROM marts.entity_articles WHERE {where}")

    first, second, third = date(2031, 5, 1), date(2031, 5, 2), date(2031, 5, 3)
    assert counts(0) == counts(0.5) == counts(0.7) == [(5, 3, 2, 3, first, third)]
    assert counts(0.8) == counts(0.9) == [(4, 2, 1, 2, first, second)]
    assert counts(0.95) == counts(0.99) == [(2, 1, 1, 1, first, first)]
    levels = "SELECT count(*), count(DISTINCT min_confidence) FROM marts.entity_articles WHERE entity_id = 2"
    assert asked(warehouse, levels) == [(7, 7)]
    assert asked(warehouse, "SELECT first_day FROM marts.entity_articles WHERE entity_id = 2 LIMIT 1") == [(None,)]


def test_every_spelling_and_every_id_leads_to_its_entity(warehouse: Path) -> None:
    found = "SELECT entity_id, mentions, articles FROM marts.entity_names WHERE spelling = '{}' ORDER BY ALL"
    assert asked(warehouse, found.format("Brook")) == [(1, 2, 2), (3, 1, 1)]
    assert asked(warehouse, found.format("The O’Hara Trust")) == [(6, 0, 0)]
    ids = "SELECT any_id, entity_id, reason FROM marts.entity_ids WHERE entity_id = 1 ORDER BY any_id"
    assert asked(warehouse, ids) == [(1, 1, None), (9, 1, "merged"), (10, 1, "split")]


def test_days_tell_the_share_of_coverage_with_copies_counted_once(tmp_path: Path) -> None:
    book, day = Ledger(), date(2031, 5, 1)
    book.entity(1, "PERSON", "Anna Brook")
    ferry = book.article("Anna Brook left. Anna Brook waved.", day=day)
    book.names(ferry, 1, ANNA, "Anna Brook")
    book.names(book.article("Anna Brook left.", day=day, duplicate_of=ferry), 1, ANNA, "Anna Brook")
    for _ in range(2):
        book.article("Rain fell.", day=day)
    book.article("Il pleut.", day=day, not_annotated="language")
    book.names(book.article("Anna Brook left."), 1, ANNA, "Anna Brook")
    book.publish(tmp_path)
    counts = "mentions, articles, independent_articles, all_independent_articles, share"
    days = f"SELECT day, {counts} FROM marts.entity_days ORDER BY day NULLS LAST"
    assert asked(tmp_path, days) == [(day, 2, 2, 1, 3, pytest.approx(1 / 3)), (None, 1, 1, 1, 1, 1)]


def test_who_is_named_with_whom_counts_from_either_side(warehouse: Path) -> None:
    counts = "articles, independent_articles, first_day"
    pairs = f"SELECT entity_id, other_name, {counts} FROM marts.co_mentions WHERE entity_id IN (1, 3)"
    third = date(2031, 5, 3)
    assert asked(warehouse, f"{pairs} ORDER BY ALL") == [(1, "Brook", 1, 1, third), (3, "Anna Brook", 1, 1, third)]
    assert asked(warehouse, "SELECT count(*) FROM marts.co_mentions WHERE entity_id = other_entity_id") == [(0,)]


def test_quotations_come_with_speaker_and_source(warehouse: Path) -> None:
    said = "SELECT quote_id, speaker, speaker_as_written, outlet, block_kind, is_copy FROM marts.quotes_with_source"
    ferry, copy, town = asked(warehouse, f"{said} ORDER BY quote_id")
    assert ferry == (1, "Anna Brook", "x", "Harbour Post", "body", False)
    assert (copy[-1], town[3]) == (True, HOSTILE)


def test_places_come_with_their_points_and_counts(tmp_path: Path) -> None:
    book, day = Ledger(), date(2031, 5, 1)
    book.entity(1, "PLACE", "Ellmoor", country_code="VM", place_type="town", latitude=1.5, longitude=-2.25)
    book.entity(2, "PLACE", "Tarn")
    book.entity(3, "ORG", "Ellmoor Club")
    where: dict[str, Any] = {"place_entity_id": 1, "place_appearance_id": 1, "place_source": "dateline"}
    first = book.article("Ellmoor met Tarn. 12 came to Ellmoor.", day=day, **where)
    book.names(first, 1, "PLACE:ellmoor", "Ellmoor")
    book.names(first, 2, "PLACE:tarn", "Tarn")
    copy = book.article("Ellmoor met.", day=day, duplicate_of=first, **where)
    book.names(copy, 1, "PLACE:ellmoor", "Ellmoor")
    book.counts(first, "12", 12, event="displaced", claimant=3, place=1)
    book.publish(tmp_path)
    counts = "mentions, articles, independent_articles, independent_articles_from, figures"
    places = f"SELECT name, place_type, country_code, latitude, longitude, {counts} FROM marts.places ORDER BY name"
    assert asked(tmp_path, places) == [
        ("Ellmoor", "town", "VM", 1.5, -2.25, 2, 2, 1, 1, 1),
        ("Tarn", None, None, None, None, 1, 1, 1, 0, 0),
    ]
