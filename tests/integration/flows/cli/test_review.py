"""`newsledger review`: lists, the prompt on a terminal, files that are handed back."""

import csv
import io
import json
import os
import pty
import re
import shutil
import signal
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flows.cli import review_file
from flows.cli.group import main
from flows.cli.review_prompt import SENTENCE
from tests.commands import Newsledger
from tests.ledger import Ledger
from warehouse.publish import decisions, notes
from warehouse.publish.decisions import JOURNAL

HOSTILE = "=cmd|' /C calc'!A0\x1b[31m\u202e, \"x\"\n"
ANNA, ANNE, ANA = "PERSON:anna brook", "PERSON:anne brook", "PERSON:ana brook"
BOARD, BUREAU = "ORG:harbour board", "ORG:harbour bureau"
SHORT = "PERSON:brook@1"


def cli(*arguments: str | Path, given: str | bytes = "", **variables: str) -> Result:
    line = [str(argument) for argument in arguments]
    runner = CliRunner()
    return runner.invoke(main, line, input=given, env=variables, prog_name="newsledger", catch_exceptions=False)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three doubtful pairs, best known first: two boards, two Annes, and one of a hostile name and a short one."""
    directory = tmp_path_factory.mktemp("review")
    book = Ledger()
    for number, (kind, name) in enumerate(
        [("PERSON", "Anna Brook"), ("PERSON", "Anne Brook"), ("ORG", "Harbour Board"), ("ORG", "Harbour Bureau"),
         ("ORG", HOSTILE), ("PERSON", "Brook")], 1,
    ):  # fmt: skip
        book.entity(number, kind, name)
    first = book.article("The Harbour Board and the Harbour Bureau met Anna Brook. Brook left.", day=date(2031, 5, 1))
    book.names(first, 1, ANNA, "Anna Brook")
    book.names(first, 6, SHORT, "Brook")
    second = book.article(
        "Word after word " * 30 + "said the Harbour Board, as did the Harbour Bureau, " + "for ever and ever " * 30,
        day=date(2031, 5, 2),
    )
    for article in (first, second):
        book.names(article, 3, BOARD, "Harbour Board")
        book.names(article, 4, BUREAU, "Harbour Bureau")
    third = book.article(f"Anne Brook and Ana Brook of {HOSTILE}", outlet=HOSTILE)
    book.names(third, 2, ANNE, "Anne Brook")
    book.names(third, 1, ANA, "Ana Brook")
    book.names(third, 5, "ORG:cmd", HOSTILE)
    book.link(BOARD, BUREAU, "unsure", score=0.4, features='{"spelling": "close", "shared": 3}')
    book.link(BOARD, BUREAU, "unsure", score=0.3, method="initials")
    book.link(ANNA, ANNE, "unsure", score=0.7)
    book.link("ORG:cmd", SHORT, "unsure", score=0.6, features="=1+1")
    book.link(ANNA, ANA, "unsure", score=0.9)  # one entity already
    book.link(ANNE, ANA, "unsure", score=0.9, retracted_at=date(2031, 5, 1))
    book.link(ANNE, BOARD, "different")
    book.link(ANNE, BUREAU, "unsure", method="review")
    book.link(ANNE, "PERSON:nobody", "unsure")
    book.publish(directory)
    return directory


@pytest.fixture
def warehouse(published: Path, tmp_path: Path) -> Path:
    return shutil.copytree(published, tmp_path / "warehouse", symlinks=True)


def pairs(warehouse: Path, *arguments: str) -> list[tuple[str, str]]:
    """The doubtful pairs as a spreadsheet has them."""
    done = cli("review", "--warehouse", warehouse, "--list", "--format", "csv", *arguments)
    assert done.exit_code == 0
    return [(row["left_node"], row["right_node"]) for row in csv.DictReader(io.StringIO(done.stdout, newline=""))]


def decided(warehouse: Path) -> list[tuple[str, str, str]]:
    return [(*found.pair, found.judgement) for found in decisions.read(warehouse)]


def is_one_line(done: Result, code: int, *words: str) -> None:
    assert (done.exit_code, done.stdout) == (code, ""), done.stderr
    assert re.fullmatch(r"Error: [^\n\x00-\x1f\x7f-\x9f\u202e]+\n", done.stderr), done.stderr
    for word in words:
        assert word in done.stderr


# lists


def test_the_doubtful_pairs_are_listed_best_known_first_then_the_likeliest(warehouse: Path) -> None:
    assert pairs(warehouse) == [(BOARD, BUREAU), (ANNA, ANNE), ("ORG:cmd", SHORT)]
    assert pairs(warehouse, "--limit", "1") == [(BOARD, BUREAU)]
    assert pairs(warehouse, "--kind", "PERSON") == [(ANNA, ANNE), ("ORG:cmd", SHORT)]
    assert pairs(warehouse, "--kind", "PLACE") == []


def test_a_list_for_people_tells_all_that_helps_to_decide(warehouse: Path) -> None:
    lines = cli("review", "--warehouse", warehouse, "--limit", "1").stdout.splitlines()
    assert lines[:5] == [
        "1 of 3  score 0.40: spelling, spelling close, shared 3",
        "  Harbour Board  ORG, 2 articles, entity 3",
        "    ORG:harbour board",
        "    Harbour Board (2)",
        "    Harbour Post, 2031-05-02, article 2",
    ]
    assert re.fullmatch(r"      …(\w+ )+said the \*Harbour Board\*, as did the Harbour Bureau(,? \w+)+…", lines[5])
    assert 200 < len(lines[5].strip()) <= SENTENCE + 4
    assert lines[6:8] == [
        "    Harbour Post, 2031-05-01, article 1",
        "      The *Harbour Board* and the Harbour Bureau met Anna Brook. Brook left.",
    ]
    assert lines[-1] == "… and 2 more"
    whole = cli("review", "--warehouse", warehouse).stdout
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", whole)
    assert whole.count(r"\x1b[31m\u202e") > 3


def test_a_spreadsheet_runs_nothing_and_comes_back_as_it_went(warehouse: Path) -> None:
    done = cli("review", "--warehouse", warehouse, "--list", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
    assert list(rows[0])[:3] == ["left_node", "right_node", "judgement"]
    for row in rows:
        assert [cell for cell in row.values() if re.match(r"[=+\-@\t\r＝]", cell)] == []
    assert rows[2]["left_name"] == "'" + HOSTILE
    assert rows[2]["seen"] == "'=1+1"
    lines = [
        json.loads(line) for line in cli("review", "--warehouse", warehouse, "--format", "jsonl").stdout.splitlines()
    ]
    assert [(line["left_node"], line["judgement"], line["left_name"]) for line in lines][2] == (
        "ORG:cmd",
        None,
        HOSTILE,
    )

    for row, judgement in zip(rows, ("same", " Different ", ""), strict=True):
        row["judgement"] = judgement
    filled = io.StringIO()
    writer = csv.DictWriter(filled, rows[0], delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    done = cli("review", "--warehouse", warehouse, "--from", "-", "--by", "Ana", given="\ufeff" + filled.getvalue())
    assert done.stdout == (
        "2 decisions written: 1 same, 1 different.\nTaken in with the next `newsledger run`.\n"
        "Besides: 0 known already, 1 without a judgement.\n"
    )
    assert decided(warehouse) == [(BOARD, BUREAU, "same"), (ANNA, ANNE, "different")]
    assert {found.decided_by for found in decisions.read(warehouse)} == {"Ana"}
    assert pairs(warehouse) == [("ORG:cmd", SHORT)]

    again = cli("review", "--warehouse", warehouse, "--from", "-", given=filled.getvalue())
    assert again.stdout == "0 decisions written.\nBesides: 2 known already, 1 without a judgement.\n"
    assert len(decided(warehouse)) == 2


def test_decisions_can_be_listed_and_taken_back(warehouse: Path) -> None:
    assert cli("review", "--warehouse", warehouse, "--decided").stdout == "Nothing is decided.\n"
    for pair in ((BUREAU, BOARD), (ANNE, ANNA)):
        assert cli("review", "--warehouse", warehouse, *pair, "same", "--by", "B\x1bo").exit_code == 0
    lines = cli("review", "--warehouse", warehouse, "--decided").stdout.splitlines()
    assert [line[18:] for line in lines] == [
        rf"B\x1bo        same       {BOARD} | {BUREAU}",
        rf"B\x1bo        same       {ANNA} | {ANNE}",
    ]
    form = cli("review", "--warehouse", warehouse, "--decided", "--format", "csv").stdout
    back = cli("review", "--warehouse", warehouse, "--from", "-", given=form.replace(",same,", ",open,"))
    assert back.stdout.startswith("2 decisions written: 2 open.\n")
    assert cli("review", "--warehouse", warehouse, "--decided").stdout == "Nothing is decided.\n"
    assert len(pairs(warehouse)) == 3
    assert len(decided(warehouse)) == 4


def test_a_decision_on_nodes_that_went_can_be_taken_back_and_no_other_made(warehouse: Path) -> None:
    gone = decisions.Decision.of("ORG:gone", "ORG:went", "same", "bo", datetime.now(UTC))
    is_one_line(cli("review", "--warehouse", warehouse, *gone.pair, "open"), 2, 'holds no node "ORG:gone"')
    decisions.add(warehouse, [gone])
    assert cli("review", "--warehouse", warehouse, *gone.pair, "open").exit_code == 0
    assert decided(warehouse)[-1] == (*gone.pair, "open")


def test_names_that_were_taken_for_the_same_can_be_told_apart(warehouse: Path) -> None:
    done = cli("review", "--warehouse", warehouse, ANNA, ANA, "different", NEWSLEDGER_REVIEW_BY="Ana")
    assert done.exit_code == 0
    assert decided(warehouse) == [(ANA, ANNA, "different")]


# misuse


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", ["line 1", "left_node, right_node, judgement"]),
        ("left_node,right_node\na,b\n", ["line 1", "judgement"]),
        (f"left_node,right_node,judgement\n{ANNA},{ANNE},maybe\n", ["line 2", '"maybe"', "same, different"]),
        (f"left_node,right_node,judgement\n\n{ANNA},{ANNE},same\n{ANNA},{ANNA},same\n", ["line 4", "both nodes"]),
        (f"left_node,right_node,judgement\n{ANNA},{ANNE},same\n{ANNA},ORG:x\x1b,same\n", ["line 3", r'"ORG:x\x1b"']),
        (f"left_node,right_node,judgement\n{ANNA},{ANNE},same\n{ANNE},{ANNA},open\n", ["line 3", "same, above"]),
        (f"left_node,right_node,judgement\n{ANNA},,same\n", ["line 2", "right_node is no node"]),
        (f"left_node,right_node,judgement\n{ANNA},{ANNE}\n", ["line 2", "2 cells", "header 3"]),
        (f'left_node,right_node,judgement,x\n{ANNA},{ANNE},same,"a\nb"\n{ANNA},{ANNE},no,\n', ["line 4", '"no"']),
        (f'left_node,right_node,judgement\n{ANNA},{ANNE},same\n"{ANNA},{ANNE},same\n', ["line 3", "no CSV"]),
        ("left_node,right_node,judgement\n" + "x" * 200_000 + ",a,same\n", ["line 2", "no CSV"]),
        (b"left_node,right_node,judgement\n\nCaf\xe9,a,same\n", ["line 3", "UTF-8"]),
        ('{"left_node": "a", "right_node": "b"}\n', ["line 1", "left_node, right_node, judgement"]),
        (f'{{"left_node": "{ANNA}", "right_node": "{ANNE}", "judgement": "same"}}\nno\n', ["line 2", "no JSON"]),
        ('{"left_node": 1, "right_node": "b", "judgement": "same"}\n', ["line 1", "left_node is no node"]),
        ('{"left_node": "a", "right_node": "\\ud800", "judgement": "same"}\n', ["line 1", "UTF-8"]),
        ('{"left_node": "a", "right_node": "b\\u0000", "judgement": "same"}\n', ["line 1", 'node "a"']),
        ('{"left_node": "a", "right_node": "b", "judgement": ["same"]}\n', ["line 1", "none of same"]),
        ('{"a":' * 100_000, ["line 1", "no JSON"]),
    ],
    ids=range(19),
)  # fmt: skip
def test_one_bad_line_and_nothing_is_written(given: str | bytes, words: list[str], warehouse: Path) -> None:
    done = cli("review", "--warehouse", warehouse, "--from", "-", given=given)
    is_one_line(done, 2, *words, "nothing was written")
    assert not (warehouse / JOURNAL).exists()


def test_a_file_of_another_size_is_no_file_of_decisions(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_file, "LARGEST_FILE", 100)
    given = f"left_node,right_node,judgement\n{ANNA},{ANNE},same\n"
    assert cli("review", "--warehouse", warehouse, "--from", "-", given=given).exit_code == 0
    is_one_line(cli("review", "--warehouse", warehouse, "--from", "-", given=given + " " * 60), 2, "larger than")


def test_notes_are_listed_with_their_sentence_and_safely(warehouse: Path) -> None:
    assert cli("review", "--notes", "--warehouse", warehouse).stdout == "Nothing is noted.\n"
    now = datetime(2031, 5, 2, 9, 30, tzinfo=UTC)
    notes.add(warehouse, notes.Note("figure", 7, 3, HOSTILE, f"It is 41. {HOSTILE}", HOSTILE, now, "20310501T020000Z"))
    shown = cli("review", "--notes", "--warehouse", warehouse).stdout
    assert "2031-05-02 09:30" in shown
    assert "figure 7, article 3" in shown
    assert "wrong: It is 41. =cmd" in shown
    assert not set("\x1b\u202e") & set(shown)
    assert len(shown.splitlines()) == 3
    (row,) = csv.DictReader(io.StringIO(cli("review", "--notes", "--format", "csv", "--warehouse", warehouse).stdout))
    assert row["sentence"] == f"'{HOSTILE}"
    line = cli("review", "--notes", "--format", "jsonl", "--warehouse", warehouse).stdout
    assert json.loads(line)["noted_by"] == HOSTILE


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([ANNA, ANNE], ["three words, and not 2"]),
        ([ANNA, ANNE, "perhaps"], ['"perhaps"']),
        ([ANNA, ANNA, "same"], ["both nodes"]),
        (["--decided", "--from", "-"], ["one at a time"]),
        (["--list", "--from", "-"], ["one at a time"]),
        (["--decided", "--notes"], ["one at a time"]),
        (["--list", "--notes"], ["one at a time"]),
        (["--list", ANNA, ANNE, "same"], ["one at a time"]),
        (["--from", "missing.csv"], ["missing.csv"]),
        (["--limit", "0"], ["--limit"]),
        (["--kind", "SHIP"], ["'SHIP'"]),
        ([ANNA, ANNE, "same", "--by", " "], ["--by"]),
        ([ANNA, ANNE, "same", "--by", "b\udcff"], ["--by"]),
    ],
)
def test_misuse_is_one_line_and_changes_nothing(arguments: list[str], words: list[str], warehouse: Path) -> None:
    is_one_line(cli("review", "--warehouse", warehouse, *arguments), 2, *words)
    assert not (warehouse / JOURNAL).exists()


def test_a_damaged_journal_is_one_line_and_left_alone(warehouse: Path) -> None:
    (warehouse / JOURNAL).write_text("{}\n\n", "utf8")
    for arguments in ([], ["--decided"], ["--format", "csv"], [ANNA, ANNE, "same"]):
        is_one_line(cli("review", "--warehouse", warehouse, *arguments), 1, "line 1 is no decision")
    assert (warehouse / JOURNAL).read_text("utf8") == "{}\n\n"


def test_nothing_in_doubt_is_no_error(tmp_path: Path) -> None:
    Ledger().publish(tmp_path)
    done = cli("review", "--warehouse", tmp_path)
    assert (done.exit_code, done.stdout) == (0, "No pair is in doubt.\n")
    assert cli("review", "--warehouse", tmp_path / "none").exit_code == 1


# the prompt

PROMPT = b"[q]uit: "


class Terminal:
    """A review on a terminal: `type` waits for the prompt, answers, and returns what was shown before."""

    def __init__(self, newsledger: Newsledger, *arguments: str | Path) -> None:
        self.controller, terminal = pty.openpty()
        self.process = newsledger.start("review", *arguments, stdin=terminal, stdout=terminal, TERM="xterm-256color")
        os.close(terminal)

    def read(self, until: bytes) -> str:
        shown = b""
        while until not in shown:
            try:
                part = os.read(self.controller, 65_536)
            except OSError:  # Linux reports the end of a terminal so
                break
            if not part:
                break
            shown += part
        return shown.decode(errors="replace").replace("\r\n", "\n")

    def type(self, answer: bytes) -> str:
        shown = self.read(PROMPT)
        os.write(self.controller, answer)
        return shown

    def end(self) -> str:
        shown = self.read(b"\0never")
        os.close(self.controller)
        assert self.process.stderr
        assert self.process.stderr.read() == b""
        assert self.process.wait() == 0
        return shown


def test_the_prompt_takes_answers_goes_back_and_stops(warehouse: Path, newsledger: Newsledger) -> None:
    terminal = Terminal(newsledger, "--warehouse", warehouse, "--by", "Ana")
    first = terminal.type(b"x\xff\x1b[A\n")
    assert "1 of 3" in first
    assert "the \x1b[1mHarbour Board\x1b[0m, as did" in first
    assert "[b]ack" not in first
    terminal.type(b"b\n")  # nothing to go back to
    assert decided(warehouse) == []
    terminal.type(b"s\n")
    assert "[b]ack" in terminal.type(b"b\n")
    assert "1 of 3" in terminal.read(PROMPT)
    assert decided(warehouse) == [(BOARD, BUREAU, "same"), (BOARD, BUREAU, "open")]
    os.write(terminal.controller, b"D\n")
    assert "2 of 3" in terminal.type(b"u\n")
    last = terminal.type(b"q\n")
    assert decided(warehouse)[2:] == [(BOARD, BUREAU, "different"), (ANNA, ANNE, "unsure")]
    assert "3 of 3" in last
    assert not re.search("[\x00-\x09\x0b-\x1a\x1c-\x1f\u202e]|\x1b\\[31m", last)
    assert "2 decisions written: 1 different, 1 unsure.\nTaken in with" in terminal.end()
    assert pairs(warehouse) == [("ORG:cmd", SHORT)]


@pytest.mark.parametrize("key", ["Ctrl-D", "Ctrl-C"])
def test_who_breaks_off_keeps_what_is_decided(key: str, warehouse: Path, newsledger: Newsledger) -> None:
    terminal = Terminal(newsledger, "--warehouse", warehouse)
    terminal.type(b"s\n")
    terminal.type(b"\x04" if key == "Ctrl-D" else b"")
    if key == "Ctrl-C":
        terminal.process.send_signal(signal.SIGINT)
    assert "1 decision written: 1 same.\n" in terminal.end()
    assert decided(warehouse) == [(BOARD, BUREAU, "same")]


def test_two_reviewers_are_not_asked_the_same(warehouse: Path, newsledger: Newsledger) -> None:
    one, two = (Terminal(newsledger, "--warehouse", warehouse, "--by", name) for name in ("one", "two"))
    assert "1 of 3" in one.type(b"")
    assert "1 of 3" in two.type(b"s\n")
    assert "2 of 3" in two.type(b"s\n")
    assert "3 of 3" in two.read(PROMPT)
    os.write(one.controller, b"d\n")
    assert "3 of 3" in one.type(b"s\n")
    assert "2 decisions" in one.end()
    os.write(two.controller, b"q\n")
    two.end()
    assert decided(warehouse) == [
        (BOARD, BUREAU, "same"), (ANNA, ANNE, "same"), (BOARD, BUREAU, "different"), ("ORG:cmd", SHORT, "same"),
    ]  # fmt: skip


def test_a_list_is_a_list_on_a_terminal_too_and_a_pipe_is_never_asked(warehouse: Path, newsledger: Newsledger) -> None:
    assert PROMPT.decode() not in Terminal(newsledger, "--warehouse", warehouse, "--list").end()
    controller, terminal = pty.openpty()
    process = newsledger.start("review", "--warehouse", warehouse, stdin=terminal, stdout=subprocess.PIPE)
    out: Any = process.communicate()[0]
    os.close(terminal)
    os.close(controller)
    assert b"1 of 3" in out
    assert PROMPT not in out
