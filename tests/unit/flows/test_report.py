"""What the report says of a night whose candidate cannot be read."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from expectations.gate import CheckResult, GateVerdict
from flows import report
from flows.costs import Costs
from warehouse.publish.journal import Load


def test_a_candidate_that_cannot_be_read_is_reported_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "warehouse.duckdb").write_bytes(b"no DuckDB file at all")
    night: Any = SimpleNamespace(
        load=Load("20310502T020000Z", datetime(2031, 5, 2, 2, tzinfo=UTC), None, "0.1.0", "tiny 1.0"),
        base=None,
        candidate=tmp_path / "warehouse.duckdb",
        settings=SimpleNamespace(warehouse=tmp_path),
        costs=Costs(),
        rows={},
        passed_over=0,
    )
    broken = CheckResult("articles", "key.unique", "block", False, "error: not a DuckDB file", "Unique.")
    page = report.page(night, GateVerdict(False, [broken], 1.0))
    assert "Refused: 1 check did not hold" in page
    assert "the load cannot be compared" in page


def test_the_report_has_an_address_that_a_page_over_http_may_open(monkeypatch: pytest.MonkeyPatch) -> None:
    assert report.report_address("20310502T020000Z") == "http://127.0.0.1:8321/load/20310502T020000Z/report"
    monkeypatch.setenv("NEWSLEDGER_UI_PORT", "9000")
    assert report.report_address("20310502T020000Z").startswith("http://127.0.0.1:9000/")
