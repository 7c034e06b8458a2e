"""`newsledger rollback`, and what `newsledger history` tells of it."""

import re
from pathlib import Path

from tests.commands import cli, is_one_line, state
from tests.two_nights import FIRST, REFUSED, SECOND


def test_history_and_rollback(warehouse: Path) -> None:
    def verdicts() -> list[list[str]]:
        lines = cli("history", "--warehouse", warehouse).stdout.split("\n")
        return [line.split()[:2] + (["<-"] if "<- published" in line else []) for line in lines if line[:1] == "2"]

    assert verdicts() == [[FIRST, "published"], [SECOND, "published", "<-"], [REFUSED, "refused"]]
    told = cli("history", "--warehouse", warehouse).stdout
    assert "articles: article_count: 3\n" in told
    assert '    articles: drift: 0.9, usually 0.3\n      {"lines": ["Tide tables"]}\n' in told
    before = state(warehouse)
    for load_id in ("yesterday", REFUSED, SECOND, "../versions", "\x1b[31m\n"):
        is_one_line(cli("rollback", "--warehouse", warehouse, load_id), 1, FIRST)
    assert state(warehouse) == before

    assert cli("rollback", "--warehouse", warehouse).stdout == f"Published is {FIRST}.\n"
    assert verdicts() == [[FIRST, "published", "<-"], [SECOND, "published"], [REFUSED, "refused"]]
    assert cli("status", "--warehouse", warehouse).stdout.startswith(f"Published  {FIRST}, ")
    is_one_line(cli("rollback", "--warehouse", warehouse), 1, "no earlier version", SECOND)

    assert cli("rollback", "--warehouse", warehouse, SECOND).stdout == f"Published is {SECOND}.\n"
    after = cli("history", "--warehouse", warehouse).stdout
    assert re.findall(r"rollback  from (\S+) to (\S+)", after) == [(SECOND, FIRST), (FIRST, SECOND)]
    assert {path: what for path, what in state(warehouse).items() if "rollback" not in path} == before
