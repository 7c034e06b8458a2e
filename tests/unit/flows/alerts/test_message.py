"""The words of an alert."""

import json
from datetime import UTC, datetime
from pathlib import Path

from flows.alerts.message import LONGEST, SHOWN_CHECKS, Alert, check_lines
from tests.alerts import REFUSED_CHECK, refused
from warehouse.publish.journal import Check


def test_a_message_holds_warehouse_load_numbers_sentences_and_report(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    alert = refused(tmp_path)
    assert "Report" not in alert.text
    (tmp_path / "reports" / f"{alert.load_id}.html").touch()
    assert alert.title == f"newsledger: refused: 20310501T020000Z in {tmp_path}"
    assert alert.text.splitlines() == [
        "Load 20310501T020000Z was refused.",
        "figures: killed.plausible: 1 offending",
        "  expected: Nobody is killed a billion times.",
        "  - A storm killed 3,000,000,000 people.",
        '  - {"lines": ["Tide tables"]}',
        "  - no JSON",
        f"Report: http://127.0.0.1:8321/load/20310501T020000Z/report while `newsledger ui` runs,"
        f" or {tmp_path}/reports/20310501T020000Z.html",
    ]
    document = json.loads(json.dumps(alert.document))
    assert (document["event"], document["warehouse"], document["load_id"]) == (
        "refused",
        str(tmp_path),
        "20310501T020000Z",
    )
    assert document["at"] == "2031-05-01T02:00:00+00:00"
    assert document["report"].endswith("/load/20310501T020000Z/report")
    [check] = document["checks"]
    assert (check["check"], check["observed"]) == ("figures: killed.plausible", "1 offending")
    assert check["examples"][0] == "A storm killed 3,000,000,000 people."


def test_what_is_long_is_cut_and_what_is_much_is_counted() -> None:
    detail = "\n".join(["Few.", *(json.dumps({"sentence": "a" * 1000}) for _ in range(10))])
    check = Check("articles", "few", "block", False, "12", detail)
    lines = check_lines([check] * (SHOWN_CHECKS + 2))
    assert max(map(len, lines)) == len("  - …") + LONGEST
    assert lines[-1] == "and 2 more checks"
    assert len(lines) == 5 * SHOWN_CHECKS + 1


def test_text_of_others_cannot_steer_a_terminal_or_end_a_header() -> None:
    check = Check("articles", "few", "block", False, "1", 'Few.\n{"sentence": "a\\u001b[2Jb\\r\\nBcc: x"}')
    alert = Alert("refused", Path("/a\nb"), datetime(2031, 5, 1, tzinfo=UTC), "Said.", "L", (check,))
    assert alert.title == r"newsledger: refused: L in /a\nb"
    assert alert.text.splitlines()[-1] == r"  - a\x1b[2Jb\r\nBcc: x"


def test_an_alert_without_a_load_says_so() -> None:
    alert = Alert("late", Path("/w"), datetime(2031, 5, 1, tzinfo=UTC), "It is late.")
    assert (alert.title, alert.text) == ("newsledger: late: no load in /w", "It is late.")
    assert alert.document["report"] is None
    assert REFUSED_CHECK not in alert.checks
