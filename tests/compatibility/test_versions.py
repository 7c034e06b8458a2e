"""The published file under other versions of DuckDB, and under readers that have an environment of their own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.environments import environment
from tests.nights import publish_night
from tests.publishing import night, publish_while_read, table
from tests.readers import ELSEWHERE, KINDS, STAY
from warehouse.publish import layout
from warehouse.schema.tables import TABLES

pytestmark = pytest.mark.slow

READER = ["duckdb==1.5.5", "duckdb-cli==1.5.5", "duckdb-engine==0.17.0", "streamlit==1.67.0", "sqlalchemy<2.1"]
OTHERS = ("1.1.3", "1.3.2", "1.4.4", "2.0.0")

ASK = """
import duckdb, json, sys
con = duckdb.connect(sys.argv[1], read_only=True)
tables = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
views = [name for (name,) in con.execute("SELECT view_name FROM duckdb_views() WHERE schema_name = 'marts'").fetchall()]
rows = {name: con.execute(f"SELECT count(*) FROM main.{name}").fetchone()[0] for name in tables}
for name in views:
    con.execute(f"SELECT * FROM marts.{name}").fetchall()
con.execute("SELECT * FROM marts.figure_best('lowest')").fetchall()
con.execute("SELECT * FROM marts.compare_outlets('one', 'other')").fetchall()
other = duckdb.connect()
other.execute(f"ATTACH '{sys.argv[1]}' AS news (READ_ONLY)")
attached = other.execute("SELECT count(*) FROM news.articles").fetchone()[0]
try:
    views_attached = len(other.execute("FROM news.marts.data_as_of").fetchall()) == 1
except duckdb.CatalogException:
    views_attached = False
other.execute("USE news")
for name in views:
    other.execute(f"SELECT * FROM marts.{name}").fetchall()
other.execute("SELECT * FROM marts.figure_best('lowest')").fetchall()
found = {"version": duckdb.__version__, "rows": rows, "views": len(views)}
print(json.dumps(found | {"attached": attached, "views_attached": views_attached}))
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("warehouse")
    publish_night(directory, night(0))
    return layout.published(directory)


@pytest.mark.parametrize("version", OTHERS)
def test_the_published_file_opens_in(version: str, published: Path) -> None:
    python = environment(version, f"duckdb=={version}")
    done = subprocess.run([python, "-c", ASK, published], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["version"] == version
    assert set(found["rows"]) == set(TABLES)
    assert found["rows"]["articles"] == found["attached"] == 5
    assert found["views"] >= 12
    assert found["views_attached"] is (version in ("1.4.4", "2.0.0"))  # in all of them after `USE`


def test_readers_of_every_kind_at_once_meet_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reader = environment("readers", *READER)
    ask = [(kind, kind, reader if kind in ELSEWHERE else Path(sys.executable)) for kind in KINDS]
    ask += [
        (f"duckdb {version}, one per question", "duckdb, one per question", environment(version, f"duckdb=={version}"))
        for version in OTHERS
    ]
    found = publish_while_read(tmp_path, ask)
    with capsys.disabled():
        print(f"\n{table(found)}")
    for met in found:
        assert met.reads > 2, met
        assert (met.errors, met.inconsistent) == ([], 0), met
        assert (met.seconds is None) == (met.kind in STAY), met
