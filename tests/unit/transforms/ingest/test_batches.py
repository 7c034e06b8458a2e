"""Files into articles: each record ends as an article or as a row with its reason."""

import errno
import gzip
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.ingesting import NO_OUTLETS, STORY, TODAY, joined, known, night, put, reading, reasons, row, sha
from transforms.ingest import batches
from transforms.ingest.batches import read
from transforms.ingest.corpus import scan
from transforms.ingest.outlets_file import FieldMap, Outlet, Outlets
from transforms.ingest.select import choose
from transforms.readers.dispatch import open_records
from transforms.readers.records import Fields, Opened, Record, Rejection
from warehouse.schema.tables.articles import ARTICLES, FILES
from warehouse.schema.tables.loads import REJECTIONS


def test_batches_hold_no_more_articles_or_characters_than_told(tmp_path: Path) -> None:
    for name, text in {"a": "x" * 5, "b": "y" * 5, "c": "z" * 50, "d": "u", "e": "v", "f": "w", "g": "xy"}.items():
        put(tmp_path, name, text)
    chosen = choose(scan(tmp_path), known(), code_version="1")
    found = list(read(tmp_path, chosen, NO_OUTLETS, today=TODAY, max_articles=3, max_chars=10))
    assert [batch.articles["path"].to_list() for batch in found] == [["a", "b"], ["c"], ["d", "e", "f"], ["g"]]
    assert sum(batch.size_bytes for batch in found) == 65
    assert list(read(tmp_path, chosen.clear(), NO_OUTLETS, today=TODAY, max_articles=3, max_chars=10)) == []


def test_an_article_carries_what_its_path_tells(tmp_path: Path) -> None:
    put(tmp_path, "echo/2026-03-04-harbour.txt", STORY.encode("utf-16"))
    found = night(tmp_path, outlets=Outlets((Outlet("echo/**", "Harbour Echo", language="en"),)))
    assert found.articles.rows(named=True) == [
        {
            "path": "echo/2026-03-04-harbour.txt",
            "record_no": 1,
            "member": None,
            "outlet": "Harbour Echo",
            "url": None,
            "language": "en",
            "published_on": None,
            "published_on_source": None,
            "title": None,
            "author": None,
            "captions": [],
            "posts": [],
            "day_in_path": date(2026, 3, 4),
            "raw_text": STORY,
            "text_quality": None,
            "unconfirmed_publisher": None,
        }
    ]
    assert found.files.select("format", "encoding", "status", "reason").rows() == [("text", "utf-16", "loaded", None)]
    assert found.rejections.is_empty()


def test_the_frames_fit_the_tables(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "b.txt")
    put(tmp_path, "c.txt", "")
    (tmp_path / "d").symlink_to("nowhere")
    found = night(tmp_path)
    for frame, table in ((found.files, FILES), (found.articles, ARTICLES), (found.rejections, REJECTIONS)):
        assert {name: type_ for name, type_ in frame.schema.items() if table.schema.get(name, type_) != type_} == {}
    assert set(FILES.schema) - set(found.files.columns) == {"file_id", "load_id", "seen_at"}
    assert set(REJECTIONS.schema) - set(found.rejections.columns) == {"load_id"}
    assert found.files.select("path", "status", "reason").sort("path").rows() == [
        ("a.txt", "loaded", None),
        ("b.txt", "duplicate", "a.txt"),
        ("c.txt", "rejected", "empty"),
        ("d", "rejected", "broken_link"),
    ]
    assert found.rejections.select("path", "record_no", "reason").sort("path").rows() == [
        ("c.txt", 0, "empty"),
        ("d", 0, "broken_link"),
    ]


def test_the_bytes_really_read_are_on_record(tmp_path: Path) -> None:
    file = put(tmp_path, "a.txt", "first version")
    chosen = choose(scan(tmp_path), known(), code_version="1")
    file.write_text("second version")
    found = reading(tmp_path, chosen)
    assert found.files.select("sha256", "size_bytes").rows() == [(sha("second version"), 14)]
    assert found.articles["raw_text"].to_list() == ["second version"]


def test_what_vanishes_or_turns_into_something_else_is_rejected_and_the_rest_goes_on(
    tmp_path: Path, limit: int
) -> None:
    corpus, secret = tmp_path / "corpus", put(tmp_path, "secret.txt")
    for name in ("gone.txt", "link.txt", "pipe.txt", "folder/a.txt", "large.txt", "stays.txt"):
        put(corpus, name, f"The story of {name}")
    chosen = choose(scan(corpus), known(), code_version="1")
    for name in ("gone.txt", "link.txt", "pipe.txt"):
        (corpus / name).unlink()
    (corpus / "link.txt").symlink_to(secret)
    os.mkfifo(corpus / "pipe.txt")
    shutil.rmtree(corpus / "folder")
    (corpus / "folder").symlink_to(tmp_path)
    put(tmp_path, "a.txt")
    with (corpus / "large.txt").open("wb") as file:
        file.truncate(limit + 1)
    found = reading(corpus, chosen)
    assert reasons(found.rejections) == {
        "gone.txt": "vanished",
        "link.txt": "outside_corpus",
        "pipe.txt": "not_a_file",
        "folder/a.txt": "outside_corpus",
        "large.txt": "too_large",
    }
    assert found.articles["path"].to_list() == ["stays.txt"]
    assert found.files.height == 6
    assert found.files.filter(status="rejected")["sha256"].null_count() == 5


def test_a_file_of_many_articles_gives_them_in_batches_and_one_row_at_its_end(tmp_path: Path) -> None:
    lines = [json.dumps({"title": f"Story {n}", "text": f"The story of ship {n}."}) for n in range(1, 6)]
    lines.insert(2, '{"title": "torn')
    put(tmp_path, "feed.txt", "\n".join(lines))
    put(tmp_path, "z.txt")
    chosen = choose(scan(tmp_path), known(), code_version="1")
    found = list(read(tmp_path, chosen, NO_OUTLETS, today=TODAY, max_articles=2, max_chars=10**6))
    assert [batch.articles.select("path", "record_no").rows() for batch in found] == [
        [("feed.txt", 1), ("feed.txt", 2)],
        [("feed.txt", 4), ("feed.txt", 5)],
        [("feed.txt", 6), ("z.txt", 1)],
    ]
    assert [batch.files["path"].to_list() for batch in found] == [[], [], ["feed.txt", "z.txt"]]
    assert [batch.rejections.height for batch in found] == [1, 0, 0]
    assert joined(found).rejections.select("record_no", "reason").rows() == [(3, "bad_record")]
    assert joined(found).files.select("format", "status").rows() == [("jsonl", "loaded"), ("text", "loaded")]
    assert joined(found).size_bytes == chosen["size_bytes"].sum()


def test_rejections_beyond_a_thousand_are_counted_in_one(tmp_path: Path) -> None:
    put(tmp_path, "feed.txt", "\n".join(['{"text": "A ship came in."}', *["{"] * 1500, *['{"a": 1}'] * 10]))
    found = night(tmp_path)
    assert found.rejections.height == 1001
    last = row(found.rejections.tail(1), "feed.txt")
    assert (last["record_no"], last["reason"]) == (0, "further_records")
    assert last["detail"] == "510 more records: 500 bad_record, 10 no_text_field"
    assert found.files["status"].to_list() == ["loaded"]


def test_a_file_has_one_row_for_all_that_is_to_say_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "long.txt", gzip.compress(("The harbour was closed. " * 100_000).encode())[:-6])
    put(tmp_path, "feed.txt", "\n".join(['{"text": "A ship came in."}', *["{"] * 1500]))

    def failing(file: BinaryIO, fields: Callable[[str | None], Fields], *, max_articles: int | None = None) -> Opened:
        opened = open_records(file, fields, max_articles=max_articles)
        return Opened(opened.format, opened.compression, then_fail(opened.records))

    def then_fail(records: Iterator[Record | Rejection]) -> Iterator[Record | Rejection]:
        yield from records
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(batches, "open_records", failing)
    rejections = night(tmp_path).rejections
    assert not rejections.select("path", "record_no").is_duplicated().any()
    of_files = rejections.filter(record_no=0).select("path", "reason").rows()
    assert [path for path, _ in of_files] == ["feed.txt", "long.txt"]
    assert row(rejections.filter(record_no=0), "feed.txt")["detail"] == (
        "Input/output error; 500 more records: 500 bad_record"
    )


def test_a_file_without_any_article_is_rejected_for_what_all_its_records_lack(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", '{"a": 1}\n{"b": 2}\n')
    put(tmp_path, "b.txt", '{"a": 1}\n{"b"\n')
    found = night(tmp_path)
    assert reasons(found.files) == {"a.txt": "no_text_field", "b.txt": "no_article"}


def test_what_a_record_says_of_itself_is_kept(tmp_path: Path) -> None:
    record = {
        "headline": "Harbour closed", "body": "The council closed it.", "url": "https://www.echo.example/a?b=1",
        "date": "2026-03-04T23:30:00+01:00", "author": "Ottilie Penrose", "language": "en-GB",
    }  # fmt: skip
    put(tmp_path, "2026-03-09/feed.txt", json.dumps(record) + "\n" + json.dumps(record | {"date": "2026-03-12"}))
    outlets = Outlets((Outlet(None, "Harbour Echo", domain="echo.example"),))
    first, second = night(tmp_path, outlets=outlets).articles.rows(named=True)
    assert first == {
        "path": "2026-03-09/feed.txt", "record_no": 1, "member": None, "outlet": "Harbour Echo",
        "url": "https://www.echo.example/a?b=1", "language": "en", "published_on": date(2026, 3, 4),
        "published_on_source": "metadata", "title": "Harbour closed", "author": "Ottilie Penrose", "captions": [],
        "posts": [],
        "day_in_path": None,  # the day of the dump, not of the article
        "raw_text": "Harbour closed\nThe council closed it.", "text_quality": None,
        "unconfirmed_publisher": None,
    }  # fmt: skip
    assert (second["published_on"], second["published_on_source"]) == (None, None)  # it lies in the future


@pytest.mark.parametrize(
    ("zone", "day"), [("America/New_York", 3), ("Asia/Dubai", 4), (None, 4), ("Pacific/Auckland", 4)]
)
def test_the_day_is_that_of_the_outlets_time_zone(tmp_path: Path, zone: str | None, day: int) -> None:
    put(tmp_path, "feed.txt", json.dumps({"text": "A ship came in.", "date": "2026-03-04T02:00:00Z"}) + "\n")
    outlets = Outlets((Outlet("**", "Harbour Echo", timezone=zone),))
    assert night(tmp_path, outlets=outlets).articles["published_on"].to_list() == [date(2026, 3, day)]


def test_members_of_archives_have_paths_of_their_own(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "night.zip", "w") as archive:
        archive.writestr("echo/2026-03-04.txt", STORY)
        archive.writestr("echo/b.txt", STORY + "Again.")
    (tmp_path / "night.zip").rename(tmp_path / "2026-03-06.zip")
    outlets = Outlets((Outlet("**/echo/**", "Harbour Echo"),))
    articles = night(tmp_path, outlets=outlets).articles
    assert articles.select("path", "member", "outlet", "day_in_path").rows() == [
        ("2026-03-06.zip", "echo/2026-03-04.txt", "Harbour Echo", date(2026, 3, 4)),
        ("2026-03-06.zip", "echo/b.txt", "Harbour Echo", date(2026, 3, 6)),
    ]


def test_the_fields_of_a_feed_are_those_of_its_path(tmp_path: Path) -> None:
    for name in ("feeds/a.txt", "b.txt"):
        put(tmp_path, name, json.dumps({"artikel": {"inhalt": f"A ship came in, says {name}."}}))
    outlets = Outlets(fields=(FieldMap(pattern="feeds/*", text="artikel.inhalt"),))
    found = night(tmp_path, outlets=outlets)
    assert found.articles["raw_text"].to_list() == ["A ship came in, says feeds/a.txt."]
    assert reasons(found.rejections) == {"b.txt": "no_text_field"}


def test_a_file_of_too_many_articles_gives_the_first_of_them(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", "".join(json.dumps({"text": f"The council met {n} times."}) + "\n" for n in range(50)))
    put(tmp_path, "b.txt", STORY)
    chosen = choose(scan(tmp_path), known(), code_version="1")
    (found,) = read(tmp_path, chosen, NO_OUTLETS, today=TODAY, max_articles=99, max_chars=10**6, max_of_file=20)
    assert found.articles["path"].to_list() == ["a.jsonl"] * 20 + ["b.txt"]
    ((path, number, reason, detail),) = found.rejections.select("path", "record_no", "reason", "detail").rows()
    assert (path, number, reason) == ("a.jsonl", 21, "too_many_articles")
    assert "--max-articles" in detail
