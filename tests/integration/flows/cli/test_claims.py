"""`newsledger claims` on a small warehouse: printed and drawn."""

import csv
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from flows.cli.group import main
from tests.claims import MAY, ORR, Claims


def cli(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["claims", *map(str, arguments)], prog_name="newsledger", catch_exceptions=False)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("claims")
    book = Claims()
    book.ministry(1400, None, "more_than")
    book.ministry(1390, 1390, day=MAY[1])
    book.figure(200, 200, "approximate", place_entity_id=ORR, outlet="\x1b[31mWire")
    book.figure(5, 7, "range", event="wounded")
    book.figure(3000, 3000, event="missing", factuality="predicted")
    book.ministry(2, 2, event="missing", status="denied", factuality="negated")
    book.ministry(40, 40, event="missing")
    book.ministry(41, 41, event="missing", day=MAY[1])
    book.publish(directory)
    return directory


def test_the_timeline_of_a_place_is_printed(warehouse: Path) -> None:
    shown = cli("killed", "--place", "vell", "--warehouse", warehouse)
    assert shown.exit_code == 0
    lines = [line.split() for line in shown.stdout.splitlines()]
    assert [(line[0], line[4:6], line[-3:-1]) for line in lines[2:4]] == [
        ("2031-05-01", [">", "1,400"], ["1", "superseded"]), ("2031-05-02", ["1,390", "people"], ["revised", "down"]),
    ]  # fmt: skip


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
        (["sunk"], 'no figure tells of "sunk"; events told of are killed, missing, wounded'),
        (["killed", "--place", "Vel"], 'no PLACE is called "Vel"; spelt alike: "Vell"'),
        (["killed", "--place", "'; DROP"], "no PLACE is called"),
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
    book.figure(5, 5, place_entity_id=ORR, day=MAY[1])
    book.figure(1, 1, place_entity_id=None, day=MAY[1])
    book.publish(tmp_path / "warehouse")
    return tmp_path / "warehouse"


def plotted(directory: Path, file: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["claims", "killed", "--warehouse", str(directory), "--plot", str(file), *options])


def test_claims_are_drawn(drawn: Path, tmp_path: Path) -> None:
    done = plotted(drawn, tmp_path / "killed.PNG")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        f"Drawn in {tmp_path / 'killed.PNG'}: 17 claims in 2 series; left out: 1 claim without day, place or noun\n"
    )
    assert (tmp_path / "killed.PNG").read_bytes().startswith(b"\x89PNG\r\n")
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["killed.PNG"]


def test_a_drawing_holds_names_as_text_and_is_the_same_for_the_same_claims(drawn: Path, tmp_path: Path) -> None:
    files = [tmp_path / "one.svg", tmp_path / "two.svg"]
    for file in files:
        file.write_text("an older picture")
        assert plotted(drawn, file).exit_code == 0
    text = files[0].read_text("utf-8")
    assert text == files[1].read_text("utf-8")
    root = ElementTree.fromstring(text)
    words = [found.text for found in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "<script>\\x1b[31m$x^2$ \\u202egalop & \u4e2d\u6587" in words
    assert {"Health Ministry", "6 others", "people, Vell", "people, Orr"} <= set(words)
    assert not any("href" in key and not value.startswith("#") for found in root.iter() for key, value in found.items())


def test_what_cannot_be_drawn_is_said_in_one_line(drawn: Path, tmp_path: Path) -> None:
    for file, options, code, message in (
        (tmp_path / "killed.pdf", (), 2, "must end in .png or .svg"),
        (tmp_path / "missing" / "killed.svg", (), 1, "No such file or directory"),
        (tmp_path / "killed.svg", ("--place", "Nowhere"), 1, 'no PLACE is called "Nowhere"'),
    ):
        done = plotted(drawn, file, *options)
        assert (done.exit_code, done.stderr.count("\n")) == (code, 1)
        assert message in done.stderr


def test_claims_of_no_series_are_not_drawn(tmp_path: Path) -> None:
    book = Claims()
    book.figure(1, 1, place_entity_id=None)
    book.publish(tmp_path / "warehouse")
    done = plotted(tmp_path / "warehouse", tmp_path / "killed.svg")
    assert (done.exit_code, "nothing to draw" in done.stderr) == (1, True)
    assert not (tmp_path / "killed.svg").exists()
