import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from warehouse import WarehouseError
from warehouse.publish.decisions import JOURNAL, JUDGEMENTS, Decision, add, in_force, read
from warehouse.schema.tables.values import JUDGEMENTS as JUDGED

NOW = datetime(2031, 5, 2, 9, 30, 0, 5, tzinfo=UTC)


def decision(one: str, other: str, judgement: str = "same", by: str = "ann") -> Decision:
    return Decision.of(one, other, judgement, by, NOW)  # type: ignore[arg-type]


def test_the_judgements_are_those_of_the_schema_and_taking_back() -> None:
    assert {*JUDGEMENTS} == {*JUDGED, "open"}


def test_what_is_added_is_read_in_order_with_its_sides_sorted(tmp_path: Path) -> None:
    assert read(tmp_path) == []
    first, second = decision("PERSON:bo", "PERSON:al"), decision("ORG:é “x”", "ORG:z\u2028\n", "open", "Ménière\x1b")
    add(tmp_path, [first, second])
    add(tmp_path, [Decision("PERSON:d", "PERSON:c", "different", "bo", NOW.astimezone(timezone(timedelta(hours=5))))])
    found = read(tmp_path)
    assert found == [first, second, decision("PERSON:c", "PERSON:d", "different", "bo")]
    assert [d.pair for d in found] == [
        ("PERSON:al", "PERSON:bo"),
        ("ORG:z\u2028\n", "ORG:é “x”"),
        ("PERSON:c", "PERSON:d"),
    ]
    assert found[2].decided_at.utcoffset() == timedelta(0)
    lines = (tmp_path / JOURNAL).read_bytes().splitlines()
    assert [list(json.loads(line)) for line in lines] == [
        ["left_node", "right_node", "judgement", "decided_by", "decided_at"]
    ] * 3


def test_the_last_decision_on_a_pair_holds_until_it_is_taken_back() -> None:
    first, second = decision("a", "b"), decision("a", "b", "different", "bo")
    other = decision("a", "c", "unsure")
    assert in_force([first, other, second]) == {("a", "b"): second, ("a", "c"): other}
    assert in_force([first, other, second, decision("b", "a", "open")]) == {("a", "c"): other}
    assert in_force([decision("a", "b", "open"), first]) == {("a", "b"): first}


@pytest.mark.parametrize("kept", [1, 40, -2])
def test_a_line_that_was_broken_off_is_left_out_and_kept(kept: int, tmp_path: Path) -> None:
    journal = tmp_path / JOURNAL
    add(tmp_path, [decision("a", "b"), decision("c", "d")])
    whole = journal.read_bytes()
    torn = whole[: whole.index(b"\n") + 1] + whole[whole.index(b"\n") + 1 :][:kept]
    journal.write_bytes(torn)
    assert read(tmp_path) == [decision("a", "b")]
    assert journal.read_bytes() == torn
    for name in ("e", "f"):
        add(tmp_path, [decision(name, "z")])
    assert read(tmp_path) == [decision("a", "b"), decision("e", "z"), decision("f", "z")]
    assert journal.read_bytes().startswith(torn)


@pytest.mark.parametrize("rest", [b"\xff\xfe", b"\0\0\0\0", b"[1", b"{}", b"[" * 100_000])
def test_any_bytes_after_the_last_line_are_left_out(rest: bytes, tmp_path: Path) -> None:
    add(tmp_path, [decision("a", "b")])
    with (tmp_path / JOURNAL).open("ab") as journal:
        journal.write(rest)
    assert read(tmp_path) == [decision("a", "b")]
    add(tmp_path, [decision("c", "d")])
    assert read(tmp_path) == [decision("a", "b"), decision("c", "d")]


def test_a_last_line_that_only_lacks_its_end_counts(tmp_path: Path) -> None:
    add(tmp_path, [decision("a", "b")])
    journal = tmp_path / JOURNAL
    journal.write_bytes(journal.read_bytes().removesuffix(b"\n"))
    assert read(tmp_path) == [decision("a", "b")]
    add(tmp_path, [decision("c", "d")])
    assert read(tmp_path) == [decision("a", "b"), decision("c", "d")]


GOOD = {"left_node": "a", "right_node": "b", "judgement": "same", "decided_by": "x", "decided_at": NOW.isoformat()}


@pytest.mark.parametrize(
    "line",
    [
        "nonsense", "[]", '"same"', "null",
        *(json.dumps({k: v for k, v in GOOD.items() if k != name}) for name in GOOD),
        *(json.dumps(GOOD | change) for change in (
            {"judgement": "maybe"}, {"judgement": None}, {"left_node": "c"}, {"left_node": "b"}, {"right_node": 3},
            {"decided_at": "yesterday"}, {"decided_at": "2031-05-02T09:30:00"}, {"decided_by": None},
        )),
    ],
)  # fmt: skip
def test_a_line_amid_others_that_is_no_decision_is_an_error_that_names_it(line: str, tmp_path: Path) -> None:
    add(tmp_path, [decision("a", "b")])
    journal = tmp_path / JOURNAL
    text = journal.read_text("utf8")
    journal.write_text(text + line + "\n" + text, "utf8")
    with pytest.raises(WarehouseError, match=r"decisions.jsonl is damaged: line 2 is no decision"):
        read(tmp_path)


def test_a_disk_that_takes_no_more_leaves_the_journal_as_it_was(tmp_path: Path) -> None:
    add(tmp_path, [decision("a", "b")])
    before = (tmp_path / JOURNAL).read_bytes()
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from tests.unit.warehouse.publish.test_decisions import *\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 60},) * 2)\n"
        "try: add(Path(sys.argv[1]), [decision('c', 'd'), decision('e', 'f')])\n"
        "except WarehouseError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert "decisions.jsonl cannot be written: File too large" in done.stdout
    assert (tmp_path / JOURNAL).read_bytes() == before


def test_no_folder_is_a_plain_error(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"none/decisions\.jsonl cannot be written: No such file"):
        add(tmp_path / "none", [decision("a", "b")])
    (tmp_path / JOURNAL).mkdir()
    with pytest.raises(WarehouseError, match="cannot be read: Is a directory"):
        read(tmp_path)


def test_many_who_decide_at_once_lose_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.unit.warehouse.publish.test_decisions import *\n"
        "for n in range(40): add(Path(sys.argv[1]), [decision(f'{sys.argv[2]} {n} {k}', 'z' * 3000) for k in 'ab'])\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, tmp_path, str(n)]) for n in range(4)]
    while any(writer.poll() is None for writer in writers):
        read(tmp_path)  # which never meets a line that is broken amid others
    assert [writer.returncode for writer in writers] == [0] * 4
    found = [d.left_node for d in read(tmp_path)]
    assert len(found) == 320
    for writer in "0123":
        assert [name for name in found if name[0] == writer] == [f"{writer} {n} {k}" for n in range(40) for k in "ab"]
    for place in range(0, 320, 2):  # what is added together stays together
        assert found[place][:-2] == found[place + 1][:-2]


def test_the_journal_gets_the_permissions_of_the_folder_not_of_one_person(tmp_path: Path) -> None:
    old = os.umask(0o002)
    try:
        add(tmp_path, [decision("a", "b")])
    finally:
        os.umask(old)
    assert (tmp_path / JOURNAL).stat().st_mode & 0o777 == 0o664
