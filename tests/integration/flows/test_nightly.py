"""Nights on end over one hostile corpus: `newsledger run` in real processes, against a real Prefect server.

first: all bad input at once · again: nothing new · changed: files changed, removed, added · refused: by the checks
"""

import gzip
import hashlib
import io
import json
import os
import random
import re
import shlex
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows import golden_scores
from tests.commands import PATIENCE, Newsledger
from tests.listeners import Listener, listening
from warehouse.read import connection

pytestmark = pytest.mark.slow

MIB = 2**20

STORIES = {
    "harbour": "Harbour closed\n\nAt least 12 people were killed at Port Ellery, mayor Ines Talvo said on Monday.\n",
    "bridge": "Bridge opens\n\nThe bridge over the Marn cost $4.5 million, engineer Tom Varga told the Daily Marn.\n",
    "market": "Market burns\n\nMore than 300 stalls burned down in the market. “Nothing is left,” said Rosa Quint.\n",
    "café": "Café to close\n\nThe Café Corvo on the quay of Port Ellery closes after 90 years, owner Zoë Corvo said.\n",
    "school": "School reopens\n\nSome 450 pupils came back to the school of Port Ellery on Tuesday, Ines Talvo said.\n",
    "pier": "Pier repaired\n\nThe pier of Port Ellery was repaired within 20 days by 35 workers, said Tom Varga.\n",
    "ferry": "Ferry delayed\n\nThe ferry to Tessaly was delayed by nine hours, its captain Olga Brandt said.\n",
    "flood": "Flood recedes\n\nFlood water left 1,200 houses in Lower Marn, the fire brigade said on Thursday.\n",
    "strike": "Strike ends\n\nDockers of Port Ellery ended a strike of three weeks after Ines Talvo met their union.\n",
    "vote": "Vote delayed\n\nA vote on the budget of Port Ellery was put off by 14 days, councillor Ewan Reyd said.\n",
    "fish": "Fish return\n\nResearchers counted 70,000 herring in the bay of Tessaly, biologist Mina Orlo said.\n",
}  # fmt: skip

QUAY = "Quay rebuilt\n\nThe quay of Port Ellery was rebuilt by 20 workers, said engineer Tom Varga on Tuesday.\n"
GERMAN = """Die Brücke über den Marn ist seit Montag wieder offen, teilte der Rat der Stadt mit. Sie war im Januar wegen
Rost gesperrt worden, und die Händler am Hafen haben seitdem ein Drittel ihrer Einnahmen verloren, wie der Verband der
Kaufleute am Abend sagte.""".replace("\n", " ")
RECORDS = (
    {"title": "Tide rises", "text": "The tide rose by two metres at Tessaly, Mina Orlo said.", "date": "2026-03-02"},
    {"title": "Brücke offen", "url": "https://www.marn.example/b", "text": GERMAN},
)
FEED = '\n{"title": "Torn"\n'.join(map(json.dumps, RECORDS))


def zipped(members: dict[str, str]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return archive.getvalue()


MAIN = "from flows.cli.group import main; main(prog_name='newsledger')"
OUTLETS = '[[outlet]]\npattern = "daily/**"\nname = "The Daily Marn"\ndomain = "marn.example"\nlanguage = "en"\n'


def text(name: str) -> bytes:
    return STORIES[name].encode()


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


@dataclass
class Nights:
    """One corpus, one warehouse, and what each night printed."""

    corpus: Path
    warehouse: Path
    newsledger: Newsledger
    variables: dict[str, Any]
    listener: Listener

    def put(self, name: str | bytes, content: bytes) -> Path:
        path = self.corpus / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def run(self, while_it_runs: Callable[[subprocess.Popen[bytes]], None] | None = None) -> "Night":
        before = set(self.versions())
        process = self.newsledger.start("run", **self.variables)
        if while_it_runs:
            helper = threading.Thread(target=while_it_runs, args=[process])
            helper.start()
        out, err = process.communicate(timeout=PATIENCE)
        if while_it_runs:
            helper.join()
        new = set(self.versions()) - before
        metrics = self.corpus.with_name("newsledger.prom").read_text()
        return Night(self, process.returncode, out.decode(), err.decode(), new.pop() if new else None, metrics)

    def versions(self) -> list[str]:
        folder = self.warehouse / "versions"
        return [path.name for path in folder.iterdir()] if folder.exists() else []

    def published(self) -> tuple[Path, str]:
        """The target of the link, and the hash of the file behind it."""
        link = self.warehouse / "warehouse.duckdb"
        return link.readlink(), hashlib.sha256(link.read_bytes()).hexdigest()


@dataclass
class Night:
    nights: Nights
    code: int
    out: str
    err: str
    load_id: str | None
    metrics: str

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query on the version that this night published; later nights do not change it."""
        assert self.load_id, self.err
        con = connection.connect(self.nights.warehouse / "versions" / self.load_id / "warehouse.duckdb")
        try:
            return con.execute(sql).fetchall()
        finally:
            con.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """Who is told of the nights."""
    with listening() as server:
        yield server


@pytest.fixture(scope="module")
def nights(
    tmp_path_factory: pytest.TempPathFactory, newsledger: Newsledger, prefect_api: str, listener: Listener
) -> Nights:
    folder = tmp_path_factory.mktemp("nights")
    corpus, warehouse = folder / "corpus", folder / "ware house"
    corpus.mkdir()
    variables: dict[str, object] = {
        "CORPUS": corpus,
        "WAREHOUSE": warehouse,
        "OUTLETS": corpus / "outlets.toml",
        "WORKERS": 1,
        "NOTIFY_WEBHOOK": listener.address("/hook"),
        "METRICS_FILE": folder / "newsledger.prom",
        "NOTIFY_PING": listener.address("/alive"),
    }
    environment = {f"NEWSLEDGER_{name}": str(value) for name, value in variables.items()}
    return Nights(corpus, warehouse, newsledger, environment | {"PREFECT_API_URL": prefect_api}, listener)


FIRST_NIGHT = {
    "daily/2026-03-04/harbour.txt": ("loaded", None),
    "syndicated/harbour.txt": ("duplicate", "daily/2026-03-04/harbour.txt"),
    "daily/removed.txt": ("loaded", None),
    "bom-crlf.txt": ("loaded", None),
    "latin.txt": ("loaded", None),
    "broken-utf8.txt": ("loaded", None),
    "utf16.txt": ("loaded", None),
    "nuls.txt": ("loaded", None),
    "الميناء.txt": ("loaded", None),
    "two\nlines.txt": ("loaded", None),
    "bytes\\xff.txt": ("loaded", None),
    "\x1b[31mred.txt": ("loaded", None),
    "link-inside.txt": ("duplicate", "daily/removed.txt"),
    "empty.txt": ("rejected", "empty"),
    "blank.txt": ("rejected", "empty"),
    "noise.txt": ("rejected", "binary"),
    "picture.txt": ("rejected", "binary"),
    "page": ("loaded", None),
    "feed.bin": ("loaded", None),
    "all.zip": ("loaded", None),
    "feed.xml": ("rejected", "empty"),
    "bomb": ("rejected", "binary"),
    "one-line.txt": ("rejected", "too_large"),
    "closed.txt": ("rejected", "unreadable"),
    "closed": ("rejected", "unreadable"),
    "link-outside.txt": ("rejected", "outside_corpus"),
    "link-nowhere.txt": ("rejected", "broken_link"),
    "link-circle.txt": ("rejected", "broken_link"),
    "link-folder": ("rejected", "linked_folder"),
    "pipe": ("rejected", "not_a_file"),
    "y-heavy.bin": ("rejected", "binary"),
    "z-vanishes.txt": ("rejected", "vanished"),
}


@pytest.fixture(scope="module")
def first(nights: Nights) -> Night:
    put = nights.put
    put("outlets.toml", OUTLETS.encode())
    put(".hidden.txt", text("fish"))
    put("daily/2026-03-04/harbour.txt", text("harbour"))
    put("syndicated/harbour.txt", text("harbour"))
    put("daily/removed.txt", text("bridge"))
    put("bom-crlf.txt", b"\xef\xbb\xbf" + text("market").replace(b"\n", b"\r\n"))
    put("latin.txt", STORIES["café"].encode("cp1252"))
    put("broken-utf8.txt", text("café").replace(b"quay", b"qu\xffay"))
    put("utf16.txt", STORIES["school"].encode("utf-16"))
    put("nuls.txt", text("pier").replace(b"workers", b"\0workers\0"))
    put("الميناء.txt", text("ferry"))
    put("two\nlines.txt", text("flood"))
    put(b"bytes\xff.txt", text("strike"))
    put("\x1b[31mred.txt", text("vote"))
    put("empty.txt", b"")
    put("blank.txt", b" \r\n\t\n")
    put("noise.txt", noise(5000))
    put("picture.txt", b"\x89PNG\r\n\x1a\n" + noise(500))
    paragraphs = "".join(f"<p>{line}</p>" for line in STORIES["fish"].splitlines()[2:])
    put(
        "page", f"<!doctype html><html><body><article><h1>Fish return</h1>{paragraphs}</article></body></html>".encode()
    )
    put("feed.bin", gzip.compress(FEED.encode()))
    put("all.zip", zipped({"daily/2026-03-05/quay.txt": QUAY, "../../climbs.txt": QUAY}))
    put("feed.xml", b'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>')
    put("bomb", gzip.compress(bytes(50 * MIB)))
    put("daily/coming.txt.part", text("fish"))
    put("closed.txt", text("fish")).chmod(0)
    put("closed/never-seen.txt", text("fish")).parent.chmod(0)
    put("one-line.txt", b"word " * 600_000)
    secret = nights.corpus.parent / "secret.txt"
    secret.write_bytes(b"Secret\n\nNobody may read this.\n")
    links: dict[str, str | Path] = {
        "link-inside.txt": "daily/removed.txt", "link-outside.txt": secret, "link-nowhere.txt": "nowhere",
        "link-circle.txt": "link-circle.txt", "link-folder": "daily",
    }  # fmt: skip
    for name, target in links.items():
        (nights.corpus / name).symlink_to(target)
    os.mkfifo(nights.corpus / "pipe")
    put("y-heavy.bin", noise(2 * MIB))  # fills a batch, so that the next file is read in a later one
    vanishing = put("z-vanishes.txt", text("fish"))

    def remove_after_the_scan(run: subprocess.Popen[bytes]) -> None:
        while run.poll() is None and not list(nights.warehouse.glob("candidates/*/work")):
            time.sleep(0.001)
        vanishing.unlink()

    return nights.run(remove_after_the_scan)


@pytest.fixture(scope="module")
def again(nights: Nights, first: Night) -> Night:
    (nights.corpus / "daily/coming.txt.part").unlink()
    (nights.corpus / "empty.txt").touch()  # a new time of change is no change
    (nights.warehouse / "versions" / str(first.load_id) / "search.duckdb").unlink()  # as if killed while it was built
    return nights.run()


@pytest.fixture(scope="module")
def changed(nights: Nights, again: Night) -> Night:
    nights.put("daily/2026-03-04/harbour.txt", text("harbour").replace(b"12 people", b"15 people"))
    (nights.corpus / "daily/removed.txt").unlink()
    nights.put("utf16.txt", noise(3000))
    nights.put("empty.txt", text("fish"))
    nights.put("new.txt", b"Ellery votes\n\nInes Talvo won 61 percent of the vote in Port Ellery, Ewan Reyd said.\n")
    (nights.corpus / "closed.txt").chmod(0o644)
    return nights.run()


@dataclass
class Refused:
    night: Night
    before: tuple[Path, str]
    after: tuple[Path, str]


@pytest.fixture(scope="module")
def refused(nights: Nights, changed: Night) -> Refused:
    """A night on which every page came without its article, as after a redesign that the scraper missed."""
    for number in range(1, 26):
        nights.put(f"daily/page-{number}.txt", b"Advertisement\n" * number)
    before = nights.published()
    nights.listener.asked.clear()
    return Refused(nights.run(), before, nights.published())


def published_one(night: Night) -> None:
    assert night.code == 0, night.err
    assert re.fullmatch(r"([\d,.]+ of [\d,.]+ MB of articles done\n)*", night.err)
    assert night.out.startswith(f"Published load {night.load_id}: ")


def test_articles_of_any_format_say_where_they_come_from(first: Night) -> None:
    found = first.rows(
        """SELECT path, format, compression, record_no, member, headline, outlet, language, not_annotated, published_on,
            published_on_source
        FROM articles JOIN files USING (file_id) WHERE format <> 'text' ORDER BY path, record_no"""
    )
    day = [date(2026, 3, 2), "metadata"]
    assert found == [
        (
            "all.zip",
            "zip",
            None,
            1,
            "daily/2026-03-05/quay.txt",
            "Quay rebuilt",
            None,
            None,
            None,
            date(2026, 3, 5),
            "file",
        ),
        ("feed.bin", "jsonl", "gzip", 1, None, "Tide rises", None, None, None, *day),
        ("feed.bin", "jsonl", "gzip", 3, None, "Brücke offen", "The Daily Marn", "de", "language", None, None),
        ("page", "html", None, 1, None, "Fish return", None, None, None, None, None),
    ]
    of_the_german = "(SELECT article_id FROM articles WHERE language = 'de')"
    assert first.rows(f"SELECT count(*) FROM mentions WHERE article_id = {of_the_german}") == [(0,)]
    assert first.rows(f"SELECT kind FROM blocks WHERE article_id = {of_the_german} ORDER BY block_no") == [
        ("headline",), ("body",),
    ]  # fmt: skip


def test_bad_input_stops_nothing_and_none_is_lost(first: Night) -> None:
    published_one(first)
    files = {path: (status, reason) for path, status, reason in first.rows("SELECT path, status, reason FROM files")}
    assert files == FIRST_NIGHT
    rejections = dict(first.rows("SELECT path, reason FROM rejections WHERE record_no = 0"))
    assert rejections == {path: reason for path, (status, reason) in FIRST_NIGHT.items() if status == "rejected"}
    loaded = {path for path, (status, _) in FIRST_NIGHT.items() if status == "loaded"}
    assert {path for (path,) in first.rows("SELECT path FROM articles JOIN files USING (file_id)")} == loaded
    assert first.rows("SELECT count(*), count(DISTINCT file_id) FROM articles") == [(len(loaded) + 1, len(loaded))]
    assert first.rows("SELECT path, record_no, reason FROM rejections WHERE record_no > 0 ORDER BY path") == [
        ("all.zip", 2, "unsafe_path"),
        ("feed.bin", 2, "bad_record"),
    ]
    assert first.rows("SELECT files_seen, articles_added, verdict FROM loads") == [
        (len(FIRST_NIGHT), len(loaded) + 1, "published")
    ]


def test_the_metrics_count_what_the_warehouse_holds(first: Night) -> None:
    found = re.findall(r'^newsledger_load_rejections\{reason="(\w+)",warehouse=".*"\} (\d+)', first.metrics, re.M)
    assert {reason: int(number) for reason, number in found} == dict(
        first.rows("SELECT reason, count(*) FROM rejections GROUP BY reason")
    )
    stages = set(re.findall(r'^newsledger_load_stage_memory_bytes\{stage="(\w+)"', first.metrics, re.MULTILINE))
    assert stages > {"scan", "ingest", "annotate", "load", "gate", "publish"}
    assert re.search(r"^newsledger_load_success\{.*\} 1.0$", first.metrics, re.MULTILINE)


def test_what_could_be_read_is_read_rightly(first: Night) -> None:
    texts = dict(first.rows("SELECT path, raw_text FROM articles JOIN files USING (file_id)"))
    assert texts["bom-crlf.txt"] == STORIES["market"].replace("\n", "\r\n")
    assert texts["latin.txt"] == STORIES["café"]
    assert texts["broken-utf8.txt"] == STORIES["café"].replace("quay", "qu\ufffday")
    assert texts["utf16.txt"] == STORIES["school"]
    assert texts["nuls.txt"] == STORIES["pier"].replace("workers", "\ufffdworkers\ufffd")
    assert not any("Nobody may read this" in raw for raw in texts.values())
    assert first.rows("SELECT value_low, bound, outlet, published_on::VARCHAR, published_on_source FROM figures"
                      " JOIN articles USING (article_id) WHERE counted = 'people'") == [
        (12.0, "at_least", "The Daily Marn", "2026-03-04", "file")
    ]  # fmt: skip
    spans = "raw_text[raw_start + 1 : raw_end]"
    for table, written in (("blocks", "text"), ("mentions", "surface"), ("figures", "surface"), ("quotes", "text")):
        ((rows, right),) = first.rows(
            f"SELECT count(*), count(*) FILTER ({spans} = t.{written}) FROM {table} t JOIN articles USING (article_id)"
        )
        assert rows == right > 0, table


def test_one_name_is_one_entity_in_all_articles(first: Night) -> None:
    ((articles,),) = first.rows(
        "SELECT count(DISTINCT article_id) FROM mentions JOIN entities USING (entity_id) WHERE name = 'Ines Talvo'"
    )
    assert articles == 3


def test_what_a_run_suggests_to_try_works(first: Night) -> None:
    ui, *commands = re.findall(r"^  (newsledger .*)$", first.out, re.MULTILINE)
    assert ui.startswith("newsledger ui ")  # which has tests of its own
    assert len(commands) == 3
    for command in commands:
        done = first.nights.newsledger(*shlex.split(command)[1:])
        assert (done.returncode, done.stderr) == (0, "")


def test_the_published_file_is_complete_and_protected(first: Night) -> None:
    version = first.nights.warehouse / "versions" / str(first.load_id)
    assert {path.name for path in version.iterdir()} == {"manifest.json", "search.duckdb", "warehouse.duckdb"}
    assert (version / "warehouse.duckdb").stat().st_mode & 0o777 == 0o444
    assert first.rows("SELECT count(*) FROM checks WHERE NOT passed") == [(0,)]
    assert first.rows("SELECT count(*) > 100 FROM checks WHERE passed") == [(True,)]


def test_an_unfinished_file_is_left_for_the_next_night_and_named(first: Night) -> None:
    assert "daily/coming.txt.part: named as unfinished, left for the next load" in first.out
    assert first.rows("SELECT count(*) FROM files WHERE path LIKE '%coming%'") == [(0,)]


def test_the_scores_of_the_golden_articles_are_kept_for_the_next_night(first: Night) -> None:
    assert golden_scores.read(first.nights.warehouse, golden_scores.circumstances_of_today())


def test_a_night_without_news_adds_nothing(first: Night, again: Night) -> None:
    assert (again.code, again.out, again.err) == (0, f"Nothing new; published is {first.load_id}.\n", "")
    assert again.load_id is None
    assert not list(again.nights.warehouse.glob("candidates/*"))
    assert len(list(again.nights.warehouse.glob("journal/*.json"))) == 1


def test_an_index_that_a_killed_run_did_not_build_is_built_by_the_next_one(first: Night, again: Night) -> None:
    assert (again.nights.warehouse / "versions" / str(first.load_id) / "search.duckdb").is_file()


def test_a_changed_file_replaces_its_article(first: Night, changed: Night) -> None:
    published_one(changed)
    query = """
        SELECT article_id, raw_text, (SELECT list(surface) FROM figures f WHERE f.article_id = a.article_id)
        FROM articles a JOIN files USING (file_id) WHERE path = 'daily/2026-03-04/harbour.txt'"""
    ((article_id, old_text, old_figures),) = first.rows(query)
    assert "12 people" in old_text
    assert changed.rows(query) == [
        (article_id, old_text.replace("12", "15"), [surface.replace("12", "15") for surface in old_figures])
    ]


def test_an_article_stays_when_its_file_goes_or_breaks(first: Night, changed: Night) -> None:
    query = """
        SELECT path, article_id, body, a.load_id FROM articles a JOIN files USING (file_id)
        WHERE path IN ('daily/removed.txt', 'utf16.txt') ORDER BY path"""
    kept = first.rows(query)
    assert len(kept) == 2
    assert changed.rows(query) == kept
    assert changed.rows("SELECT status, reason, load_id FROM files WHERE path = 'utf16.txt'") == [
        ("rejected", "binary", changed.load_id)
    ]


def test_a_duplicate_is_loaded_once_its_original_differs(changed: Night) -> None:
    query = "SELECT status, reason, raw_text FROM files LEFT JOIN articles USING (file_id) WHERE path = '{}'"
    assert changed.rows(query.format("syndicated/harbour.txt")) == [("loaded", None, STORIES["harbour"])]
    assert changed.rows(query.format("link-inside.txt")) == [("rejected", "broken_link", None)]


def test_what_became_readable_is_loaded(changed: Night) -> None:
    query = "SELECT status, headline FROM files LEFT JOIN articles USING (file_id) WHERE path IN ({}) ORDER BY path"
    assert changed.rows(query.format("'new.txt'")) == [("loaded", "Ellery votes")]
    found = changed.rows(query.format("'closed.txt', 'empty.txt'"))
    assert sorted(found, key=str) == [("duplicate", None), ("loaded", "Fish return")]


def test_every_row_of_a_later_night_has_its_place(first: Night, changed: Night) -> None:
    assert changed.rows("SELECT load_id, verdict FROM loads ORDER BY load_id") == [
        (first.load_id, "published"),
        (changed.load_id, "published"),
    ]
    for table in ("blocks", "mentions", "figures", "quotes"):
        assert changed.rows(f"SELECT count(*) FROM {table} ANTI JOIN articles USING (article_id)") == [(0,)]
    ids = "SELECT entity_id FROM entities WHERE name = 'Ines Talvo'"
    assert changed.rows(ids) == first.rows(ids)
    of_load = f"WHERE load_id = '{changed.load_id}'"
    ((seen, added),) = changed.rows(f"SELECT files_seen, articles_added FROM loads {of_load}")
    statuses = dict(changed.rows(f"SELECT status, count(*) FROM files {of_load} GROUP BY ALL"))
    assert seen == sum(statuses.values())
    assert added == statuses["loaded"]


def test_a_refused_night_leaves_what_is_published(refused: Refused, changed: Night) -> None:
    night = refused.night
    assert (night.code, night.load_id) == (3, None)
    assert refused.before == refused.after
    assert refused.after[0] == Path("versions", str(changed.load_id), "warehouse.duckdb")
    assert not list(night.nights.warehouse.glob("candidates/*"))
    assert re.search(r"^Refused load \S+: \d+ checks? failed; what is published stays\.$", night.err, re.MULTILINE)
    assert "articles: load.share_without_body: 25 of 25 articles" in night.err
    assert "daily/page-" in night.err
    assert "Traceback" not in night.err
    assert "\x1b" not in night.out + night.err


def test_who_listens_is_told_why_a_night_was_refused_and_so_is_prefect(refused: Refused) -> None:
    nights = refused.night.nights
    [(_, _, told)] = nights.listener.asked  # and no ping
    assert (told["event"], told["warehouse"]) == ("refused", str(nights.warehouse))
    [check] = [check for check in told["checks"] if check["check"] == "articles: load.share_without_body"]
    assert check["observed"] == "25 of 25 articles"
    assert "daily/page-" in check["examples"][0]
    assert "load.share_without_body: 25 of 25 articles" in told["text"]
    assert told["report"].endswith(f"/load/{told['load_id']}/report")
    asked = {"flow_runs": {"state": {"name": {"any_": ["Refused"]}}}}
    runs = httpx.post(f"{nights.variables['PREFECT_API_URL']}/flow_runs/filter", json=asked).json()
    assert any(
        told["load_id"] in run["state"]["message"]
        and "articles: load.share_without_body: 25 of 25 articles" in run["state"]["message"]
        for run in runs
    )


def test_history_keeps_the_verdict_with_an_example(refused: Refused, first: Night, changed: Night) -> None:
    nights = refused.night.nights
    (load_id,) = re.findall(r"^Refused load (\S+):", refused.night.err, re.MULTILINE)
    done = nights.newsledger("history", **nights.variables)
    assert (done.returncode, done.stderr) == (0, "")
    verdicts = re.findall(r"^(\S+) +(published|refused)", done.stdout, re.MULTILINE)
    assert verdicts == [(first.load_id, "published"), (changed.load_id, "published"), (load_id, "refused")]
    assert "articles: load.share_without_body: 25 of 25 articles" in done.stdout
    assert re.search(r'^ +\{.*"path": "daily/page-\d+\.txt"', done.stdout, re.MULTILINE)
    assert "\x1b" not in done.stdout


def test_rollback_after_a_refusal(refused: Refused, first: Night, changed: Night) -> None:
    nights = refused.night.nights
    assert nights.newsledger("rollback", **nights.variables).stdout == f"Published is {first.load_id}.\n"
    status = nights.newsledger("status", **nights.variables)
    assert status.stdout.startswith(f"Published  {first.load_id}, ")
    count = nights.newsledger("sql", "--format", "csv", "SELECT max(load_id) FROM loads", **nights.variables)
    assert count.stdout.split("\n")[1] == first.load_id
    assert nights.newsledger("rollback", str(changed.load_id), **nights.variables).returncode == 0
    assert nights.published() == refused.before


def test_the_night_after_a_rollback_says_on_what_it_builds(refused: Refused, first: Night, changed: Night) -> None:
    nights = refused.night.nights
    for path in nights.corpus.glob("daily/page-*"):
        path.unlink()
    assert nights.newsledger("rollback", **nights.variables).returncode == 0
    nights.listener.asked.clear()
    after = nights.run()
    published_one(after)
    told = [body["event"] if body else path for _, path, body in nights.listener.asked]
    assert (told[0], told[-1]) == ("recovered", "/alive")
    assert after.out.splitlines()[1] == f"Builds on {first.load_id}, after a rollback from {changed.load_id}."
    assert after.rows("SELECT base_load_id FROM loads ORDER BY load_id DESC LIMIT 1") == [(first.load_id,)]
    verified = nights.newsledger("verify", "--all", **nights.variables)
    assert (verified.returncode, verified.stdout.count(" clean ")) == (0, 3)


def test_a_schema_from_before_all_migrations_is_refused_in_one_line(refused: Refused) -> None:
    """Last of all, for it spoils the warehouse."""
    nights = refused.night.nights
    manifest = nights.warehouse / nights.published()[0].with_name("manifest.json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"schema_version": 1}))
    nights.put("late.txt", text("fish").replace(b"70,000", b"71,000"))
    before = nights.published()
    night = nights.run()
    assert (night.code, nights.published()) == (1, before)
    assert "has schema 1, and only schema 6 and later can be brought forward; load all anew" in night.err
