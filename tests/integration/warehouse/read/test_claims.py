"""Claims: whose number, of what, as of when; the views in `marts` and `newsledger claims`, on a small warehouse."""

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import pytest
from click.testing import CliRunner, Result

from flows.cli.group import main
from tests.ledger import Ledger
from warehouse.publish import layout

MAY = [date(2031, 5, day) for day in range(1, 32)]
MINISTRY, VELL, ORR = 1, 2, 3
"""Entities: a claimant, and two places."""


class Claims(Ledger):
    """A ledger of figures, one in each article."""

    def __init__(self) -> None:
        super().__init__()
        self.entity(MINISTRY, "ORG", "Health Ministry")
        for number, name in ((VELL, "Vell"), (ORR, "Orr")):
            self.entity(number, "PLACE", name)
            place = self.article(f"It rained in {name}.", outlet=None)
            self.names(place, number, f"PLACE:{name.lower()}", name)
        self.numbers = count(1)

    def figure(
        self, low: float | None, high: float | None, bound: str = "exact", *, day: date | None = MAY[0], **row: Any
    ) -> int:
        """Adds a figure with its article, and returns its id; without a claimant it is the outlet's own."""
        of_article = {name: row.pop(name) for name in ("outlet", "duplicate_of") if name in row}
        article = self.article("Of the people there some died.", day=day, **of_article)
        number = next(self.numbers)
        values = {
            "event": "killed", "counted": "people there", "counted_head": "people", "place_entity_id": VELL,
            "status": "claimed" if "attributed_entity_id" in row else "asserted",
        } | row  # fmt: skip
        self.add(
            "figures", figure_id=number, article_id=article, block_id=article, surface="some",
            sentence="Of the people there some died.", value_low=low, value_high=high, bound=bound,
            raw_start=0, raw_end=4, **values,
        )  # fmt: skip
        return number

    def ministry(self, low: float | None, high: float | None, bound: str = "exact", **row: Any) -> int:
        return self.figure(low, high, bound, attributed_to="the ministry", attributed_entity_id=MINISTRY, **row)


def asked(directory: Path, book: Ledger, query: str) -> list[tuple[Any, ...]]:
    book.publish(directory)
    with duckdb.connect(str(layout.published(directory)), read_only=True) as con:
        return con.execute(query).fetchall()


def test_figures_of_one_claimant_on_one_day_are_one_claim_and_copies_of_a_story_count_once(tmp_path: Path) -> None:
    book = Claims()
    first = book.ministry(40, 40)
    copy = book.ministry(40, 40, outlet="Wire", duplicate_of=3)
    other = book.ministry(40, 40, counted="bodies", counted_head="bodies")
    book.ministry(40, 40, day=MAY[1])
    book.ministry(40, None, "more_than")
    assert asked(
        tmp_path, book,
        "SELECT figure_id, claimant, counted, articles, stories, figures FROM marts.claims ORDER BY figure_id LIMIT 1",
    ) == [(first, "Health Ministry", "people", 3, 2, [first, copy, other])]  # fmt: skip


def test_a_day_in_the_sentence_counts_before_that_of_the_article(tmp_path: Path) -> None:
    book = Claims()
    book.figure(4, 4, day=MAY[5], as_of=MAY[3], as_of_source="sentence")
    book.figure(5, 5, day=None)
    assert asked(tmp_path, book, "SELECT as_of FROM marts.claims ORDER BY ALL") == [(MAY[3],), (None,)]


@pytest.mark.parametrize(
    ("row", "claimant"),
    [
        ({"attributed_entity_id": MINISTRY, "attributed_to": "it"}, ("source", "Health Ministry")),
        ({"attributed_to": "The Rescuers", "status": "claimed"}, ("source", "rescuers")),
        (
            {"attributed_to": "The rebel-run ministry", "attributed_framing": "rebel-run", "status": "claimed"},
            ("source", "ministry"),
        ),
        ({"outlet": "Wire"}, ("publisher", "Wire")),
        ({"outlet": None}, ("publisher", "article 3")),
    ],
)
def test_the_claimant_is_an_entity_or_the_words_or_the_publisher(
    tmp_path: Path, row: dict[str, Any], claimant: tuple[str, str]
) -> None:
    book = Claims()
    book.figure(4, 4, **row)
    assert asked(tmp_path, book, "SELECT claimant_kind, claimant FROM marts.claims") == [claimant]


@pytest.mark.parametrize(
    ("row", "counted"),
    [
        ({"counted_head": "Deaths"}, "people"),
        ({"counted_head": None}, "people"),
        ({"counted_head": "Soldiers"}, "soldiers"),
        ({"counted_head": "bodies", "event": "deployed"}, "bodies"),
        ({"counted_head": "Orrs", "counted_entity_id": ORR}, "Orr"),
        ({"counted_head": None, "measured": "Output", "event": "changed"}, "output"),
    ],
)
def test_what_is_counted_is_told_by_its_head(tmp_path: Path, row: dict[str, Any], counted: str) -> None:
    book = Claims()
    book.figure(4, 4, **row)
    assert asked(tmp_path, book, "SELECT counted FROM marts.claims") == [(counted,)]


def test_a_later_claim_supersedes_and_a_lower_total_is_a_revision(tmp_path: Path) -> None:
    book = Claims()
    book.ministry(40, 40)
    book.ministry(52, None, "at_least", day=MAY[1])
    book.ministry(47, 47, day=MAY[2])
    book.ministry(3, 3, day=MAY[3], measure="increment")
    book.ministry(9, 9, day=MAY[4], status="denied")
    book.figure(30, 30, day=MAY[3])
    query = "SELECT value_low, is_superseded, is_revision FROM marts.claim_timeline ORDER BY as_of, value_low"
    assert asked(tmp_path, book, query) == [
        (40, True, False), (52, True, False), (47, False, True), (3, False, False), (30, False, False),
    ]  # fmt: skip


def test_what_came_on_top_is_not_superseded(tmp_path: Path) -> None:
    book = Claims()
    book.ministry(5, 5, measure="increment")
    book.ministry(3, 3, measure="increment", day=MAY[1])
    query = "SELECT value_low, is_superseded FROM marts.claim_timeline ORDER BY as_of"
    assert asked(tmp_path, book, query) == [(5, False), (3, False)]


def test_claims_without_a_place_are_no_series(tmp_path: Path) -> None:
    book = Claims()
    for number, day in ((40, MAY[0]), (12, MAY[1])):
        book.ministry(number, number, day=day, place_entity_id=None)
        book.figure(number * 2, number * 2, day=day, place_entity_id=None)
    timeline = "SELECT DISTINCT is_superseded, is_revision FROM marts.claim_timeline"
    assert asked(tmp_path, book, timeline) == [(False, False)]
    assert asked(tmp_path, book, "SELECT count(*) FROM marts.figures_latest WHERE lowest < highest") == [(0,)]
    assert asked(tmp_path, book, "FROM marts.figure_conflicts") == []


def test_singular_and_plural_are_one_series(tmp_path: Path) -> None:
    book = Claims()
    for one in ("ferry", "Ferries", "church", "churches", "houses", "house", "campus", "pass"):
        book.figure(4, 4, event="attacked", counted_head=one)
    assert asked(tmp_path, book, "SELECT series FROM marts.claims ORDER BY ALL") == [
        (f"attacked | {one} | 2",) for one in ("campus", "church", "ferry", "house", "pass")
    ]  # fmt: skip


def test_the_latest_figures_show_lowest_and_highest(tmp_path: Path) -> None:
    book = Claims()
    book.ministry(40, 40)
    book.ministry(52, None, "at_least", day=MAY[1])
    book.figure(45, 45)
    book.figure(90, 90, place_entity_id=ORR)
    query = "SELECT place, claimant, lowest, highest, claims FROM marts.figures_latest ORDER BY ALL"
    assert asked(tmp_path, book, query) == [
        ("Orr", "Harbour Post", 90, 90, 1), ("Vell", "Harbour Post", 45, 52, 2), ("Vell", "Health Ministry", 45, 52, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "is_conflict"),
    [
        ((1400, None, "more_than"), (1500, 1500, "exact"), False),
        ((1400, None, "more_than"), (1400, 1400, "exact"), True),
        ((1400, None, "at_least"), (1400, 1400, "exact"), False),
        ((1400, None, "at_least"), (1300, 1300, "exact"), True),
        ((None, 50, "less_than"), (50, 50, "exact"), True),
        ((None, 50, "at_most"), (50, 50, "exact"), False),
        ((200, 200, "approximate"), (190, 190, "exact"), False),
        ((200, 200, "approximate"), (170, 170, "exact"), True),
        ((-10, -10, "approximate"), (-10, -10, "exact"), False),
        ((-10, -10, "approximate"), (-12, -12, "exact"), True),
        ((5, 7, "range"), (7, 9, "range"), False),
        ((5, 7, "range"), (8, 9, "range"), True),
        ((1000, None, "vague"), (900, 900, "exact"), True),
        ((None, 50, "less_than"), (40, None, "more_than"), False),
        ((12, 12, "exact"), (12, 12, "exact"), False),
    ],
)
def test_claims_conflict_only_where_no_number_agrees_with_both(
    tmp_path: Path, one: tuple[Any, ...], other: tuple[Any, ...], is_conflict: bool
) -> None:
    book = Claims()
    book.ministry(*one)
    book.figure(*other)
    assert (len(asked(tmp_path, book, "FROM marts.figure_conflicts")) == 1) is is_conflict


@pytest.mark.parametrize(
    "row",
    [
        {"day": MAY[1]},
        {"place_entity_id": ORR},
        {"event": "wounded"},
        {"measure": "increment"},
        {"counted_head": "soldiers"},
        {"status": "denied"},
    ],
)
def test_claims_of_another_series_or_day_do_not_conflict(tmp_path: Path, row: dict[str, Any]) -> None:
    book = Claims()
    book.ministry(40, 40)
    book.figure(12, 12, **row)
    assert asked(tmp_path, book, "FROM marts.figure_conflicts") == []


@pytest.mark.parametrize(("policy", "best"), [("lowest", 30), ("highest", 52), ("newest", 41), ("most_told", 30)])
def test_a_best_figure_follows_a_named_policy(tmp_path: Path, policy: str, best: int) -> None:
    book = Claims()
    book.ministry(52, 52)
    book.figure(30, 30, outlet="Wire")
    book.figure(30, 30, outlet="Wire")
    book.figure(41, 41, day=MAY[4])
    assert asked(tmp_path, book, f"SELECT value_low FROM marts.figure_best('{policy}')") == [(best,)]


def test_an_unknown_policy_is_refused(tmp_path: Path) -> None:
    book = Claims()
    book.figure(30, 30)
    with pytest.raises(duckdb.Error, match="knows the policies lowest, highest, newest and most_told"):
        asked(tmp_path, book, "FROM marts.figure_best('average')")


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
    book.publish(directory)
    return directory


def test_the_timeline_of_a_place_is_printed(warehouse: Path) -> None:
    shown = cli("killed", "--place", "vell", "--warehouse", warehouse)
    assert shown.exit_code == 0
    lines = [line.split() for line in shown.stdout.splitlines()]
    assert [(line[0], line[4:6], line[-3:-1]) for line in lines[2:4]] == [
        ("2031-05-01", [">", "1,400"], ["1", "superseded"]), ("2031-05-02", ["1,390", "people"], ["revised", "down"]),
    ]  # fmt: skip


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
        (["sunk"], 'no figure tells of "sunk"; events told of are killed, wounded'),
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
