"""`newsledger status`."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from flows.alerts.health import Health, write_health
from tests.commands import cli, is_one_line
from tests.two_nights import SECOND


def test_status_says_what_is_published(published: Path) -> None:
    done = cli("status", "--warehouse", published)
    assert done.stdout.startswith(f"Published  {SECOND}, ")
    assert f"versions/{SECOND}/warehouse.duckdb" in done.stdout
    assert re.search(r"^articles +2 rows$", done.stdout, re.MULTILINE)


def test_status_as_json(published: Path) -> None:
    told = json.loads(cli("status", "--warehouse", published, "--format", "json").stdout)
    assert (told["load_id"], told["rows"]["articles"]) == (SECOND, 2)
    assert told["age_seconds"] > 0
    assert (told["stale"], told["trouble"], told["last_load"]) == (None, None, None)


def test_a_monitor_hears_that_it_is_too_old(published: Path) -> None:
    """The two nights were of 2031: what is published then is not older than a second."""
    fresh = cli("status", "--warehouse", published, "--max-age", "9999d")
    assert (fresh.exit_code, "older" in fresh.stdout) == (0, False)
    stale = cli("status", "--warehouse", published, "--max-age", "0s", "--json")
    assert (stale.exit_code, json.loads(stale.stdout)["stale"]) == (4, True)
    assert "(older than it may be)" in cli("status", "--warehouse", published, NEWSLEDGER_MAX_AGE="0s").stdout
    is_one_line(cli("status", "--warehouse", published, "--max-age", "1 week"), 2, "such as 2h")


def test_trouble_with_the_loads_is_shown(warehouse: Path) -> None:
    write_health(warehouse, Health().in_trouble("late", datetime(2031, 5, 3, tzinfo=UTC), "It is\x1b late."))
    shown = cli("status", "--warehouse", warehouse).stdout
    assert "Trouble    late since 2031-05-03T00:00:00+00:00: It is\\x1b late.\n" in shown
    assert json.loads(cli("status", "--warehouse", warehouse, "--json").stdout)["trouble"]["event"] == "late"
