"""`newsledger status`."""

import json
import re
from pathlib import Path

from tests.commands import cli
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
