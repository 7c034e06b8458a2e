"""The published version under many requests: its limits, and what they see while others publish."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.ledger import Ledger
from warehouse import QueryError, WarehouseError
from warehouse.read.served import ServedWarehouse

ENDLESS = "SELECT sum(a.range * b.range) FROM range(100000000) AS a, range(1000000) AS b"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger()
    made.article("Quay opens.", headline="First night")
    made.publish(tmp_path)
    return made


def test_rows_come_in_pages_and_all_at_once(ledger: Ledger, tmp_path: Path) -> None:
    with ServedWarehouse(tmp_path, "100MB", 60).open() as reading:
        rows = reading.first("SELECT range AS n FROM range(5) -- all", 2, 2)
        assert (rows.columns, rows.rows, rows.more) == (("n",), ({"n": 2}, {"n": 3}), True)
        assert reading.first("SELECT range AS n FROM range(5)", 5).more is False
        assert list(reading.all("SELECT range AS n FROM range(3000)")) == [("n",), *((n,) for n in range(3000))]
        with pytest.raises(QueryError, match="nope"):
            reading.first("SELECT nope", 1)


def test_a_query_ends_in_time_and_none_begins_afterwards(ledger: Ledger, tmp_path: Path) -> None:
    served = ServedWarehouse(tmp_path, "100MB", 0.5)
    with pytest.raises(QueryError, match=r"longer than 0\.5 seconds"), served.open() as reading:
        reading.first(ENDLESS, 1)

    def ask_late() -> None:
        with served.open() as reading:
            time.sleep(0.8)  # its time begins with its first query
            reading.first("SELECT 1", 1)
            time.sleep(0.8)
            reading.first("SELECT 1", 1)

    with pytest.raises(QueryError, match=r"longer than 0\.5 seconds"):
        ask_late()
    with served.open() as reading:
        assert reading.first("SELECT 1 AS one", 1).rows == ({"one": 1},)


def test_nothing_can_be_written_read_elsewhere_or_set(ledger: Ledger, tmp_path: Path) -> None:
    with ServedWarehouse(tmp_path, "100MB", 60).open() as reading:
        for sql in ("FROM read_text('/etc/passwd')", "FROM '/etc/passwd'", "SELECT 1) TO '/tmp/x'; SELECT (1"):
            with pytest.raises(QueryError):
                reading.first(sql, 1)
        limit = reading.first("SELECT current_setting('memory_limit') AS most", 1).rows[0]["most"]
        assert limit == "95.3 MiB"


def test_a_publication_is_seen_by_the_next_request_and_by_no_earlier_one(ledger: Ledger, tmp_path: Path) -> None:
    served = ServedWarehouse(tmp_path, "100MB", 60)
    count = "SELECT count(*) AS n FROM articles"
    with served.open() as before:
        ledger.article("Quay closes.", headline="Second night")
        path = ledger.publish(tmp_path)
        with served.open() as after:
            assert after.first(count, 1).rows == ({"n": 2},)
            assert after.path.samefile(path)
        assert before.first(count, 1).rows == ({"n": 1},)
        assert before.path.parent.name < after.path.parent.name
    held = [link for link in Path("/proc/self/fd").iterdir() if str(before.path.resolve()) == os.path.realpath(link)]
    assert held == []  # nobody reads the version before any longer


def test_many_requests_at_a_time_are_answered(ledger: Ledger, tmp_path: Path) -> None:
    served = ServedWarehouse(tmp_path, "100MB", 60)

    def ask(number: int) -> int:
        with served.open() as reading:
            found: int = reading.first(f"SELECT sum(range)::BIGINT AS n FROM range({number})", 1).rows[0]["n"]
            return found

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(ask, range(1000, 1100))) == [n * (n - 1) // 2 for n in range(1000, 1100)]


def test_nothing_published_is_told_until_something_is(tmp_path: Path) -> None:
    served = ServedWarehouse(tmp_path, "100MB", 60)
    with pytest.raises(WarehouseError, match="nothing is published here yet"), served.open():
        pass
    Ledger().publish(tmp_path)
    with served.open() as reading:
        assert reading.first("SELECT count(*) AS n FROM articles", 1).rows == ({"n": 0},)
