"""The examples of `docs/examples`, each in an environment of its own, while a second version is published under it."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.browser import browser, needs_chromium
from tests.commands import PATIENCE
from tests.compatibility import superset_charts
from tests.environments import EXAMPLES, example
from tests.pages import RAN, hostile_ledger
from warehouse.publish import layout

pytestmark = pytest.mark.slow

STREAMLIT, MARIMO = EXAMPLES / "streamlit_app.py", EXAMPLES / "marimo_notebook.py"

RERUN = """
import json, os, sys
import duckdb
from streamlit.testing.v1 import AppTest
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
import streamlit_app as example
held = duckdb.connect(os.environ["NEWSLEDGER_WAREHOUSE"] + "/warehouse.duckdb", read_only=True, config=example.SAFE)
page = AppTest.from_file(example.__file__, default_timeout=600)
for line in sys.stdin:
    page.run()
    shown = {"errors": [error.value for error in [*page.exception, *page.error]]}
    shown["captions"] = [caption.value for caption in page.caption]
    shown["tables"] = [len(table.value) for table in page.dataframe]
    shown["sentences"] = "".join(element.proto.body for element in page.get("html"))
    print(json.dumps(shown), flush=True)
"""
"""Runs the page for each line that it is given, while another connection of its process holds the first version."""

FORBIDDEN = """
import importlib, sys
import duckdb
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
ask = importlib.import_module(sys.argv[2]).ask
for sql in ("FROM read_text('/etc/passwd')", "COPY articles TO '/tmp/x.csv'", "SET enable_external_access = true",
            "ATTACH '/tmp/x.duckdb'", "SET temp_directory = '/tmp'", "DELETE FROM articles"):
    try:
        ask(sql)
    except duckdb.Error:
        continue
    sys.exit(sql)
"""


def publish(directory: Path, toll: int) -> None:
    """Publishes a version of six hostile articles, and one in which two claimants disagree on this toll."""
    ledger = hostile_ledger()
    text = f"Another {toll} people died at sea. The crew spoke of {toll + 20}."
    article = ledger.article(text, outlet="Coast Herald", day=date(2031, 4, 26), headline="Late toll", story_id=1)
    ledger.counts(article, str(toll), toll, event="killed", claimant=3, place=2)
    ledger.counts(article, str(toll + 20), toll + 20, event="killed", claimant=1, place=2)
    ledger.publish(directory)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Path]:
    """A warehouse whose first version somebody else reads all the time: nobody else can open it for writing."""
    publish(tmp_path / "warehouse", 71)
    with duckdb.connect(str(layout.published(tmp_path / "warehouse")), read_only=True):
        yield tmp_path / "warehouse"


def surroundings(warehouse: Path, **variables: str) -> dict[str, str]:
    return {**os.environ, "NEWSLEDGER_WAREHOUSE": str(warehouse), "DO_NOT_TRACK": "1", **variables}


@contextmanager
def asking(command: list[str | Path], environment: dict[str, str], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Starts a process that answers each line with a line."""
    with (folder / "complaints").open("w") as complaints:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, text=True, env=environment
        )
        with process:
            try:
                yield process
            finally:
                process.stdin.close()
    assert process.returncode == 0, (folder / "complaints").read_text()


def answer(process: subprocess.Popen[str]) -> Any:
    process.stdin.write("again\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


@contextmanager
def served(command: list[str | Path], environment: dict[str, str], folder: Path) -> Iterator[str]:
    """Starts a server at a free port, which is the last of the command, and returns its address when it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen([*command, str(port)], stdout=out, stderr=out, env=environment, cwd=folder)
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                assert opener.open(f"http://127.0.0.1:{port}/health", timeout=PATIENCE).status == 200
                break
            except OSError:
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def shows_both_versions(address: str, warehouse: Path, profile: Path) -> None:
    """Opens a page in chromium before and after a publication; nothing of the articles runs, no other host is asked."""
    with browser(profile) as tab:
        for toll in (71, 83):
            if toll == 83:
                publish(warehouse, toll)
            tab.open(address, 1100)
            deadline = time.monotonic() + PATIENCE
            while f"Another {toll} people died at sea." not in (text := tab.run("document.body.innerText")):
                assert time.monotonic() < deadline, text
                time.sleep(0.3)
            assert "7 articles of 3 outlets" in text
            assert tab.run("document.querySelectorAll('mark').length") >= 7
        assert tab.run("document.title") not in RAN
        assert tab.errors == []
        local = (address, address.replace("http", "ws"), "data:", "blob:")
        assert [asked for asked in tab.asked if not asked.startswith(local)] == []


def test_streamlit_runs_its_page_on_each_version(warehouse: Path, tmp_path: Path) -> None:
    python = example("streamlit")
    with asking([python, "-c", RERUN, EXAMPLES], surroundings(warehouse), tmp_path) as process:
        first = answer(process)
        publish(warehouse, 83)
        second = answer(process)
    for shown, toll, other in ((first, 71, 83), (second, 83, 71)):
        assert shown["errors"] == []
        assert shown["captions"][0].endswith("7 articles of 3 outlets")
        assert min(shown["tables"]) > 0
        assert f"{toll}</mark> people died at sea" in shown["sentences"]
        assert str(other) not in shown["sentences"]
        assert "<script" not in shown["sentences"]


@needs_chromium
def test_streamlit_serves_its_page_on_each_version(warehouse: Path, tmp_path: Path) -> None:
    run: list[str | Path] = [
        example("streamlit"),
        "-m",
        "streamlit",
        "run",
        STREAMLIT,
        "--browser.gatherUsageStats",
        "false",
    ]
    options = ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.port"]
    with served([*run, *options], surroundings(warehouse), tmp_path) as address:
        shows_both_versions(address, warehouse, tmp_path / "profile")


def test_marimo_runs_as_a_script_on_each_version(warehouse: Path, tmp_path: Path) -> None:
    for toll in (71, 83):
        if toll == 83:
            publish(warehouse, toll)
        command: list[str | Path] = [example("marimo"), MARIMO]
        done = subprocess.run(
            command, capture_output=True, text=True, env=surroundings(warehouse), cwd=tmp_path, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "7 articles of 3 outlets" in done.stdout
        assert f"Another {toll} people died at sea." in done.stdout
        assert "'quotes': " in done.stdout


@needs_chromium
def test_marimo_serves_its_page_on_each_version(warehouse: Path, tmp_path: Path) -> None:
    run: list[str | Path] = [example("marimo"), "-m", "marimo", "run", MARIMO]
    options = ["--headless", "--no-token", "--host", "127.0.0.1", "--port"]
    with served([*run, *options], surroundings(warehouse), tmp_path) as address:
        shows_both_versions(address, warehouse, tmp_path / "profile")


@pytest.mark.parametrize(("name", "module"), [("streamlit", STREAMLIT.stem), ("marimo", MARIMO.stem)])
def test_the_connection_reaches_nothing_but_the_version(name: str, module: str, warehouse: Path) -> None:
    command: list[str | Path] = [example(name), "-c", FORBIDDEN, EXAMPLES, module]
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings(warehouse), check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", [STREAMLIT, MARIMO])
def test_an_empty_folder_is_no_traceback(module: Path, tmp_path: Path) -> None:
    command: list[str | Path] = [example(module.stem.partition("_")[0]), module]
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings(tmp_path), check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_superset_takes_the_bundle_and_its_charts_follow(warehouse: Path, tmp_path: Path) -> None:
    bundle, settings = tmp_path / "newsledger.zip", tmp_path / "superset_config.py"
    with zipfile.ZipFile(bundle, "w") as opened:
        for file in sorted((EXAMPLES / "superset").rglob("*.yaml")):
            text = file.read_text("utf-8").replace("/srv/warehouse", str(warehouse))
            opened.writestr(f"superset/{file.relative_to(EXAMPLES / 'superset')}", text)
    settings.write_text(
        f"SECRET_KEY = 'of a test, and long enough to sign with'\n"
        f"SQLALCHEMY_DATABASE_URI = 'sqlite:///{tmp_path}/superset.db'\n"
    )
    environment = surroundings(warehouse, SUPERSET_CONFIG_PATH=str(settings))
    # All that it needs is pinned: pip would look for more for minutes.
    command: list[str | Path] = [example("superset", "--no-deps"), superset_charts.__file__, bundle]
    with asking(command, environment, tmp_path) as process:
        first = answer(process)
        publish(warehouse, 83)
        second = answer(process)
    for shown, toll in ((first, 71), (second, 83)):
        assert "disabled" in shown["forbidden"], shown["forbidden"]
        assert len(shown["charts"]) == 8
        empty = [name for name, rows in shown["charts"].items() if isinstance(rows, str) or not rows]
        assert empty == ["Words in several articles"], empty  # no two articles of the warehouse share a quotation
        numbers = {row["number"] for row in shown["charts"]["Its numbers and their sentences"]}
        assert numbers & {71, 83} == {toll}


BUILD = {
    "dbt": (["run", "--profiles-dir", "."],) * 2,
    "sqlmesh": (
        ["plan", "--auto-apply", "--no-prompts"],
        ["plan", "--auto-apply", "--no-prompts", "--restate-model", "newsroom.outlet_weeks"],
    ),
}


@pytest.mark.parametrize("name", BUILD)
def test_models_are_built_from_each_version(name: str, warehouse: Path, tmp_path: Path) -> None:
    project = shutil.copytree(EXAMPLES / name, tmp_path / name)
    environment = surroundings(warehouse, SQLMESH__DISABLE_ANONYMIZED_ANALYTICS="true")
    built = []
    for arguments in BUILD[name]:
        command: list[str | Path] = [example(name).with_name(name), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=project, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        schema = "main" if name == "dbt" else "newsroom"
        with duckdb.connect(str(project / "desk.duckdb"), read_only=True) as con:
            built += con.execute(f"SELECT sum(articles) FROM desk.{schema}.outlet_weeks").fetchall()
        hostile_ledger().publish(warehouse)  # without the seventh article
    assert built == [(7,), (6,)]


def test_each_example_is_pinned() -> None:
    for file in EXAMPLES.glob("requirements-*.txt"):
        for line in file.read_text("utf-8").splitlines():
            assert line.startswith("#") or "==" in line, f"{file.name}: {line}"
