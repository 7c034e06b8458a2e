"""Corpora in object stores: a real S3 server, and a web server that lists a folder."""

import http.server
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.commands import Newsledger, cli
from tests.stores import BUCKET, Store, serving
from transforms.ingest.batches import read
from transforms.ingest.object_store import OBJECTS, ObjectStore
from transforms.ingest.outlets_file import Outlets
from transforms.ingest.select import KNOWN, choose
from transforms.ingest.store_address import StoreError
from warehouse.read import connection

ADDRESS = f"s3://{BUCKET}/in"
TEXT = "Quay {} opens\n\nAt least {} boats came to the quay of Port Ellery, said mayor Ines Talvo on Monday.\n"
NOTHING = pl.DataFrame(schema=OBJECTS)
NOW = datetime(2031, 1, 1, tzinfo=UTC)


def text(number: int) -> bytes:
    return TEXT.format(number, number + 2).encode()


@pytest.fixture(scope="module")
def server() -> Iterator[Store]:
    with serving() as running:
        yield running


@pytest.fixture
def store(server: Store, request: pytest.FixtureRequest) -> Iterator[Store]:
    """The server with an empty bucket and without faults."""
    server.empty()
    server.asked.clear()
    yield server
    server.fault = None


def paths(inputs: pl.DataFrame) -> dict[str, str | None]:
    return dict(inputs.select("path", "reason").iter_rows())


def read_all(corpus: ObjectStore, inputs: pl.DataFrame) -> dict[str, tuple[str, str | None]]:
    """Reads the inputs, and returns what became of each path: the text, or the reason."""
    chosen = choose(inputs, pl.DataFrame(schema=KNOWN), code_version="1")
    found: dict[str, tuple[str, str | None]] = {}
    for batch in read(corpus, chosen, Outlets(), today=date(2031, 1, 1), max_articles=2, max_chars=10**6):
        found |= {path: ("loaded", raw) for path, raw in batch.articles.select("path", "raw_text").iter_rows()}
        found |= {path: ("rejected", reason) for path, reason in batch.rejections.select("path", "reason").iter_rows()}
    return found


def test_what_is_below_the_address_is_read_whatever_its_key(store: Store, tmp_path: Path) -> None:
    good = ["in/a.txt", "in/a.txt/b.txt", "in/day/ö ?#&.txt", f"in/{'long ' * 60}.txt"]
    for number, key in enumerate(good):
        store.put(key, text(number))
    for key in ("inside/x.txt", "other.txt", "in/.hidden", "in/.git/x", "in/outlets.toml", "in/coming.part"):
        store.put(key, text(50))
    store.put("in/folder/", b"")
    store.put("in//empty.txt", text(51))
    store.put("in/../up.txt", text(52))
    corpus = ObjectStore(ADDRESS, tmp_path / "copies")
    found = corpus.scan(NOTHING, now=NOW)
    of_path = {key.removeprefix("in/"): text(number).decode() for number, key in enumerate(good)}
    assert paths(found.inputs) == dict.fromkeys(of_path) | dict.fromkeys(("/empty.txt", "../up.txt"), "unsafe_path")
    assert found.waiting == {"named as unfinished": ("coming.part", 1)}
    assert read_all(corpus, found.inputs) == {path: ("loaded", raw) for path, raw in of_path.items()}
    assert list((tmp_path / "copies").iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["copies"]


def test_only_what_is_not_as_it_was_is_fetched(store: Store, tmp_path: Path) -> None:
    for number in range(5):
        store.put(f"in/{number}.txt", text(number))
    first = ObjectStore(ADDRESS, tmp_path).scan(NOTHING, now=NOW)
    store.put("in/2.txt", text(20))
    store.delete("in/3.txt")
    store.put("in/new.txt", text(30))
    store.asked.clear()
    second = ObjectStore(ADDRESS, tmp_path).scan(first.hashed, now=NOW)
    assert sorted(store.fetched) == [f"/{BUCKET}/in/2.txt", f"/{BUCKET}/in/new.txt"]
    whole = ObjectStore(ADDRESS, tmp_path).scan(NOTHING, now=NOW)
    assert second.inputs.equals(whole.inputs)
    assert second.hashed.sort("path").equals(whole.hashed.sort("path"))
    elsewhere = first.hashed.with_columns(address=pl.lit("s3://elsewhere/in"))
    store.asked.clear()
    ObjectStore(ADDRESS, tmp_path).scan(elsewhere, now=NOW)
    assert len(store.fetched) == 5


def test_what_was_not_fetched_at_the_scan_is_fetched_when_it_is_read(store: Store, tmp_path: Path) -> None:
    for number in range(3):
        store.put(f"in/{number}.txt", text(number))
    known = ObjectStore(ADDRESS, tmp_path).scan(NOTHING, now=NOW).hashed
    corpus = ObjectStore(ADDRESS, tmp_path)
    inputs = corpus.scan(known, now=NOW).inputs  # as after a load that was refused
    store.delete("in/1.txt")
    store.put("in/2.txt", text(22))
    assert read_all(corpus, inputs) == {
        "0.txt": ("loaded", text(0).decode()),
        "1.txt": ("rejected", "vanished"),
        "2.txt": ("loaded", text(22).decode()),
    }


def test_copies_beyond_the_limit_are_not_kept_until_they_are_read(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        store.put(f"in/{number}.txt", text(number))
    monkeypatch.setattr("transforms.ingest.object_store.COPIES_BYTES", 2 * len(text(0)))
    corpus = ObjectStore(ADDRESS, tmp_path)
    inputs = corpus.scan(NOTHING, now=NOW).inputs
    assert len(list(tmp_path.iterdir())) == 2
    assert read_all(corpus, inputs) == {f"{number}.txt": ("loaded", text(number).decode()) for number in range(4)}


def test_an_object_that_is_replaced_while_it_is_fetched_is_of_one_moment(store: Store, tmp_path: Path) -> None:
    store.put("in/a.txt", text(1))
    replaced: list[str] = []

    def replace(method: str, path: str) -> None:
        if method == "GET" and path.endswith("a.txt") and len(replaced) < 2:
            replaced.append(path)
            store.put("in/a.txt", text(len(replaced) + 1))

    store.fault = replace
    corpus = ObjectStore(ADDRESS, tmp_path)
    found = corpus.scan(NOTHING, now=NOW)
    assert read_all(corpus, found.inputs) == {"a.txt": ("loaded", text(3).decode())}
    store.fault = None
    assert ObjectStore(ADDRESS, tmp_path).scan(NOTHING, now=NOW).hashed.equals(found.hashed)


def test_an_object_that_is_replaced_all_the_time_is_rejected_by_name(store: Store, tmp_path: Path) -> None:
    store.put("in/a.txt", text(1))
    store.put("in/b.txt", text(2))
    number = iter(range(100, 200))

    def replace(method: str, path: str) -> None:
        if method == "GET" and path.endswith("a.txt"):
            store.put("in/a.txt", text(next(number)))

    store.fault = replace
    found = ObjectStore(ADDRESS, tmp_path).scan(NOTHING, now=NOW)
    assert paths(found.inputs) == {"a.txt": "unreadable", "b.txt": None}
    assert found.hashed["path"].to_list() == ["b.txt"]


def test_what_may_not_be_read_is_rejected_and_what_goes_meanwhile(store: Store, tmp_path: Path) -> None:
    for key in ("in/a.txt", "in/closed.txt", "in/gone.txt"):
        store.put(key, text(1))
    status = {"closed.txt": 403, "gone.txt": 404}
    store.fault = lambda method, path: (status[name], b"") if (name := path.rpartition("/")[2]) in status else None
    found = ObjectStore(ADDRESS, tmp_path).scan(NOTHING, now=NOW)
    assert paths(found.inputs) == {"a.txt": None, "closed.txt": "unreadable", "gone.txt": "vanished"}


def test_a_store_that_fails_now_and_then_is_asked_again(store: Store, tmp_path: Path) -> None:
    for number in range(3):
        store.put(f"in/{number}.txt", text(number))
    answers = iter([(503, b"")] * 2)
    store.fault = lambda method, path: next(answers, None)
    corpus = ObjectStore(ADDRESS, tmp_path)
    found = corpus.scan(NOTHING, now=NOW)
    assert len(read_all(corpus, found.inputs)) == 3


def test_a_slow_store_is_waited_for(store: Store, tmp_path: Path) -> None:
    store.put("in/a.txt", text(1))
    store.fault = lambda method, path: time.sleep(0.5)
    assert paths(ObjectStore(ADDRESS, tmp_path).scan(NOTHING, now=NOW).inputs) == {"a.txt": None}


@pytest.mark.parametrize("address", ["s3://no-such-bucket/in", f"s3://{BUCKET}/nothing", f"s3://{BUCKET}/i"])
def test_an_address_with_nothing_there_is_an_error(address: str, store: Store, tmp_path: Path) -> None:
    store.put("in/a.txt", text(1))
    with pytest.raises(StoreError, match=r"^s3://\S+: nothing lies there$"):
        ObjectStore(address, tmp_path).scan(NOTHING, now=NOW)


def test_an_empty_bucket_is_an_empty_corpus(store: Store, tmp_path: Path) -> None:
    found = ObjectStore(f"s3://{BUCKET}", tmp_path).scan(NOTHING, now=NOW)
    assert (found.inputs.height, found.hashed.height, found.waiting) == (0, 0, {})


def test_objects_written_a_moment_ago_wait_where_they_are_asked_to(store: Store, tmp_path: Path) -> None:
    store.put("in/a.txt", text(1))
    found = ObjectStore(ADDRESS, tmp_path).scan(NOTHING, 3600, now=datetime.now(UTC))
    assert (found.inputs.height, found.waiting) == (0, {"written to a moment ago": ("a.txt", 1)})
    assert store.fetched == []


def test_a_store_without_rights_or_without_an_answer_is_one_line(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put("in/a.txt", text(1))
    store.fault = lambda method, path: (403, b"")
    with pytest.raises(StoreError) as refused:
        ObjectStore(ADDRESS, tmp_path).scan(NOTHING, now=NOW)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(StoreError) as silent:
        ObjectStore(ADDRESS, tmp_path).scan(NOTHING, now=NOW)
    for error in (refused, silent):
        assert str(error.value).startswith(f"{ADDRESS}: ")
        assert "\n" not in str(error.value)
        assert "verysecret" not in str(error.value)


def test_a_web_server_that_lists_a_folder_is_a_store(tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    (folder / "day").mkdir(parents=True)
    (folder / "day" / "a b.txt").write_bytes(text(1))
    (folder / "b.html").write_bytes(b"<html><title>Quay</title><p>" + text(2) + b"</p></html>")
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as listed:
        threading.Thread(target=listed.serve_forever, daemon=True).start()
        corpus = ObjectStore(f"http://127.0.0.1:{listed.server_port}", tmp_path / "copies")
        found = corpus.scan(NOTHING, now=NOW)
        assert sorted(read_all(corpus, found.inputs)) == ["b.html", "day/a%20b.txt"]
        assert found.hashed.is_empty()  # it tells no version: everything is fetched each time
        listed.shutdown()


def test_a_night_from_a_bucket(store: Store, newsledger: Newsledger, prefect_api: str, tmp_path: Path) -> None:
    for number in range(3):
        store.put(f"in/{number}.txt", text(number))
    store.put("in/closed.txt", text(9))
    store.fault = lambda method, path: (403, b"") if path.endswith("closed.txt") else None
    warehouse = tmp_path / "w"
    night = ("run", "--corpus", ADDRESS, "--warehouse", warehouse, "--workers", "1")
    variables: dict[str, Any] = store.variables | {"PREFECT_API_URL": prefect_api}
    done = newsledger(*night, **variables)
    assert done.returncode == 0, done.stderr
    with connection.connect(warehouse / "warehouse.duckdb") as con:
        files = dict(con.execute("SELECT path, status FROM files").fetchall())
        assert files == {"0.txt": "loaded", "1.txt": "loaded", "2.txt": "loaded", "closed.txt": "rejected"}
        assert con.execute("SELECT count(*) FROM figures WHERE counted = 'boats'").fetchall() == [(3,)]
    store.asked.clear()
    again = newsledger(*night, **variables)
    assert again.stdout.startswith("Nothing new"), again.stderr
    assert store.fetched == [f"/{BUCKET}/in/closed.txt"]
    assert list((warehouse / "fetched").iterdir()) == []
    store.fault = lambda method, path: (503, b"") if method == "GET" else None
    refused = newsledger(*night, **variables)
    assert refused.returncode == 1
    assert f"Error: {ADDRESS}: " in refused.stderr
    assert "Traceback" not in refused.stderr
    written = b"".join(path.read_bytes() for path in warehouse.rglob("*") if path.is_file())
    assert b"verysecret" not in written + (done.stdout + done.stderr + refused.stderr).encode()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://drop.example/in", "an address begins with file://, s3://"),
        ("s3://key:verysecret@drop/in", "it holds credentials"),
        ("https://drop.example/in?token=verysecret", "it is not of the form https://bucket/prefix"),
        ("s3://", "it is not of the form s3://bucket/prefix"),
        ("s3://drop/in::file://x", "it is not of the form"),
        ("file:///no/such/folder", "'/no/such/folder' does not exist"),
    ],
)
def test_an_address_that_cannot_be_read_is_a_mistake_of_the_command(address: str, said: str, tmp_path: Path) -> None:
    done = cli("run", "--corpus", address, "--warehouse", tmp_path / "w")
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert not (tmp_path / "w").exists()


def test_the_doctor_counts_the_objects(store: Store, tmp_path: Path) -> None:
    store.put("in/a.txt", text(1))
    done = cli("doctor", "--corpus", ADDRESS, "--warehouse", tmp_path / "w", "--format", "json")
    assert f'"{ADDRESS} can be listed, objects: 1"' in done.stdout
    missing = cli("doctor", "--corpus", f"s3://{BUCKET}/none", "--warehouse", tmp_path / "w", "--format", "json")
    assert f'"s3://{BUCKET}/none: nothing lies there"' in missing.stdout
