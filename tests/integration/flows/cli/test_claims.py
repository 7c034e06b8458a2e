"""`newsledger claims` on a small warehouse: printed and drawn."""

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from flows.cli.group import main
from tests.claims import MAY, ORR, RAIN, RAIN_ABROAD, Claims


def cli(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["claims", *map(str, arguments)], prog_name="newsledger", catch_exceptions=False)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("claims")
    book = Claims()
    book.ministry(1400, None, "more_than")
    book.ministry(1390, 1390, day=MAY[1])
    book.figure(200, 200, "approximate", place_entity_id=ORR, outlet="\x1b[31mWire")
    book.figure(5, 7, "range", event="wounded", story_id=RAIN_ABROAD, headline="Rain in Orr")
    book.figure(3000, 3000, event="missing", factuality="predicted")
    book.ministry(2, 2, event="missing", status="denied", factuality="negated")
    book.ministry(40, 40, event="missing")
    book.ministry(41, 41, event="missing", day=MAY[1])
    book.figure(900, 900, event="displaced", is_background=True, outlet="Gull", day=MAY[4])
    book.publish(directory)
    return directory


def numbers(warehouse: Path, *arguments: str) -> list[tuple[str, str]]:
    shown = cli(*arguments, "--format", "csv", "--warehouse", warehouse)
    assert shown.exit_code == 0, shown.output
    return [(row["number"], row["note"]) for row in csv.DictReader(shown.stdout.splitlines())]


def test_the_timeline_of_a_place_is_printed(warehouse: Path) -> None:
    assert numbers(warehouse, "killed", "--place", "vell") == [("> 1,400", "superseded"), ("1,390", "revised down")]


ALL = ["> 1,400", "1,390", "~ 200", "5 to 7", "40", "41", "900"]


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ([], ALL),
        (["--story", str(RAIN)], [number for number in ALL if number != "5 to 7"]),
        (["--story", "Orr rain"], ["5 to 7"]),
        (["--claimant", "the ministry"], ["> 1,400", "1,390", "40", "41"]),
        (["--claimant", "Health Ministry", "killed"], ["> 1,400", "1,390"]),
        (["--claimant", "wire"], ["~ 200"]),
        (["--outlet", "gull"], ["900"]),
        (["--since", "2031-05-02"], ["1,390", "41", "900"]),
        (["--until", "2031-05-01", "killed"], ["> 1,400", "~ 200"]),
        (["--since", "2031-05-02", "--until", "2031-05-03", "--claimant", "ministry", "missing"], ["41"]),
        (["--since", "2031-06-01"], []),
    ],
)
def test_claims_are_chosen_by_story_claimant_outlet_and_day(
    warehouse: Path, arguments: list[str], shown: list[str]
) -> None:
    assert sorted(number for number, _ in numbers(warehouse, *arguments)) == sorted(shown)


def test_a_claim_says_why_it_is_compared_with_nothing(warehouse: Path) -> None:
    assert numbers(warehouse, "displaced") == [("900", "another happening")]
    assert numbers(warehouse, "wounded") == [("5 to 7", "not comparable")]


def test_with_all_the_rest_is_shown_with_its_factuality(warehouse: Path) -> None:
    shown = cli("missing", "--format", "csv", "--warehouse", warehouse).stdout.splitlines()
    assert ("factuality" in shown[0], len(shown)) == (False, 3)
    everything = csv.DictReader(
        cli("missing", "--all", "--format", "csv", "--warehouse", warehouse).stdout.splitlines()
    )
    rows = [(row["status"], row["factuality"], row["number"], row["note"]) for row in everything]
    assert sorted(rows) == [
        ("asserted", "predicted", "3,000", ""), ("claimed", "actual", "40", "superseded"),
        ("claimed", "actual", "41", ""), ("denied", "negated", "2", ""),
    ]  # fmt: skip


def test_all_cannot_be_drawn(warehouse: Path, tmp_path: Path) -> None:
    refused = cli("missing", "--all", "--plot", tmp_path / "missing.svg", "--warehouse", warehouse)
    assert refused.exit_code == 2
    assert "leave out --all or --plot" in refused.output


def test_what_articles_hold_cannot_steer_the_terminal(warehouse: Path) -> None:
    shown = cli("killed", "--warehouse", warehouse)
    assert "\x1b" not in shown.stdout
    assert r"\x1b[31mWire" in shown.stdout
    assert "~ 200" in shown.stdout


def test_other_formats_hold_the_same_rows(warehouse: Path) -> None:
    assert '"number": "5 to 7"' in cli("wounded", "--format", "jsonl", "--warehouse", warehouse).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Kiled"], 'no figure tells of "Kiled"; did you mean "killed"? events told of are displaced, killed'),
        (["arrests"], 'no figure tells of "arrests"; events told of are'),
        (["--outlet", "Harbor Post"], 'no outlet is called "Harbor Post"; did you mean "Harbour Post"? those with'),
        (["--claimant", "Helth Ministery"], 'is called "Helth Ministery"; did you mean "Health Ministry"'),
        (["sunk"], 'no figure tells of "sunk"; events told of are displaced, killed, missing, wounded'),
        (["killed", "--place", "Vel"], 'no PLACE is called "Vel"; spelt alike: "Vell"'),
        (["killed", "--place", "'; DROP"], "no PLACE is called"),
        (["--story", "99"], "no story has the id 99"),
        (["--story", "99999999999999999999"], "no story has the id"),
        (["--story", "hail"], 'no headline has the words "hail"; the latest stories are '),
        (
            ["--story", "rain"],
            f'"rain" fits 2 stories, so give the id of one: {RAIN} "Rain in Vell"; {RAIN_ABROAD} "Rain in Orr"',
        ),
        (["--claimant", "Nobody"], 'nobody who claims is called "Nobody"; most often claim "Health Ministry", '),
        (["--outlet", "Star"], 'no outlet is called "Star"; those with most articles are "Harbour Post", '),
    ],
)
def test_what_is_not_there_is_said(warehouse: Path, arguments: list[str], said: str) -> None:
    refused = cli(*arguments, "--warehouse", warehouse)
    assert refused.exit_code == 1
    assert said in refused.output


HOSTILE = "<script>\x1b[31m$x^2$ \u202egalop & \u4e2d\u6587"


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """A warehouse with claims of every bound, by more claimants than have a colour."""
    book = Claims()
    book.entity(9, "ORG", HOSTILE)
    for day, low in enumerate((40, 55, 60)):
        book.ministry(low, low, day=MAY[day])
    book.ministry(70, None, "at_least", day=MAY[5])
    book.figure(None, 90, "less_than", day=MAY[3], attributed_entity_id=9, attributed_to=HOSTILE)
    book.figure(50, 65, "range", day=MAY[4], outlet="Harbour Post")
    book.figure(60, 60, "approximate", day=MAY[2], outlet="Wire", status="disputed")
    for number in range(9):
        book.figure(30 + number, 30 + number, day=MAY[number], outlet=f"Paper {number}")
    book.figure(9000, 9000, day=MAY[3], outlet="Gull")
    for number in range(2):
        book.figure(5, 5, place_entity_id=ORR, day=MAY[number], outlet="Gull")
    book.figure(1, 1, event="missing", day=MAY[1])
    book.figure(1, 1, is_background=True, day=MAY[1])
    book.publish(tmp_path / "warehouse")
    return tmp_path / "warehouse"


def plotted(directory: Path, file: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["claims", "--warehouse", str(directory), "--plot", str(file), *options])


def test_claims_are_drawn(drawn: Path, tmp_path: Path) -> None:
    done = plotted(drawn, tmp_path / "killed.SVG", "killed")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        f"Drawn in {tmp_path / 'killed.SVG'}: 19 claims in 2 series; left out: 1 claim without day or series\n"
    )
    root = ElementTree.fromstring((tmp_path / "killed.SVG").read_text("utf-8"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert len([*root.iter("{http://www.w3.org/2000/svg}title")]) == 19
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["killed.SVG"]


def test_a_page_has_the_drawings_and_the_sentence_of_each_claim(drawn: Path, tmp_path: Path) -> None:
    done = plotted(drawn, tmp_path / "killed.html", "killed")
    assert done.stdout.startswith(f"Drawn in {tmp_path / 'killed.html'}: 19 claims in 2 series")
    page = (tmp_path / "killed.html").read_text("utf-8")
    assert page.count("<svg ") == 4  # for a desk and for a phone
    assert page.count('<p dir="auto">') == 19
    assert page.count("<mark>") == 19
    assert "<h1>Killed: who claims how many</h1>" in page
    assert "Not drawn: 1 claim without day or series." in page
    assert '<base href="http://127.0.0.1:8321/">' in page
    assert not re.search("<script|[\x1b\u202e]|src=|url\\(", page)


def test_a_claim_with_nothing_to_compare_is_left_out(drawn: Path, tmp_path: Path) -> None:
    done = plotted(drawn, tmp_path / "all.svg")
    assert "left out: 1 claim with no other of its series, 1 claim without day or series" in done.stdout
    alone = plotted(drawn, tmp_path / "missing.svg", "missing")
    assert "1 claim in 1 series" in alone.stdout


def test_a_drawing_holds_names_as_text_and_is_the_same_for_the_same_claims(drawn: Path, tmp_path: Path) -> None:
    files = [tmp_path / "one.svg", tmp_path / "two.svg"]
    for file in files:
        file.write_text("an older picture")
        assert plotted(drawn, file, "killed").exit_code == 0
    text = files[0].read_text("utf-8")
    assert text == files[1].read_text("utf-8")
    root = ElementTree.fromstring(text)
    words = ["".join(found.itertext()) for found in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any(word.startswith("<script>\\x1b[31m") for word in words), words
    assert any(word.startswith("Health Ministry") and "≥ 70" in word for word in words), words
    assert {"and 6 more", "people, Vell", "people, Orr", "9,000", "1 May", "1 far above the scale"} <= set(words), words
    links = [value for found in root.iter() for key, value in found.items() if "href" in key]
    assert all(link.startswith("http://127.0.0.1:8321/figure/") for link in links)
    assert len(links) == 19


def test_what_cannot_be_drawn_is_said_in_one_line(drawn: Path, tmp_path: Path) -> None:
    for file, options, code, message in (
        (tmp_path / "killed.pdf", (), 2, "must end in .svg or .html"),
        (tmp_path / "missing" / "killed.svg", (), 1, "No such file or directory"),
        (tmp_path / "killed.svg", ("--place", "Nowhere"), 1, 'no PLACE is called "Nowhere"'),
    ):
        done = plotted(drawn, file, *options)
        assert (done.exit_code, done.stderr.count("\n")) == (code, 1)
        assert message in done.stderr


def test_claims_of_no_series_are_not_drawn(tmp_path: Path) -> None:
    book = Claims()
    book.figure(1, 1, is_background=True)
    book.publish(tmp_path / "warehouse")
    done = plotted(tmp_path / "warehouse", tmp_path / "killed.svg")
    assert (done.exit_code, "nothing to draw" in done.stderr) == (1, True)
    assert not (tmp_path / "killed.svg").exists()


@pytest.mark.parametrize("word", ["deaths", "Killed", "TOLL", "fatalities"])
def test_an_event_may_be_called_otherwise(warehouse: Path, word: str) -> None:
    asked = [cli(event, "--format", "csv", "--warehouse", warehouse).stdout for event in (word, "killed")]
    assert asked[0] == asked[1]
    assert asked[0].count("\n") > 1
