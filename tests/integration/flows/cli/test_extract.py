"""`newsledger extract` on real files."""

import gzip
import json
import os
import re
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Newsledger, cli, is_one_line

ARTICLE = """Ferry sinks off Tessaly Bay

Advertisement

At least 12 people were killed when a ferry sank off Tessaly Bay, mayor Anna Brook said on Monday.

"We will find out who let it sail," Ms Brook told reporters.
"""


def articles_in(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.strip("\n").split("\n")]


def slices_back(article: dict[str, Any]) -> None:
    for kind, text in (("blocks", "text"), ("mentions", "surface"), ("figures", "surface"), ("quotes", "text")):
        assert article[kind], kind
        for row in article[kind]:
            assert article["raw_text"][row["raw_start"] : row["raw_end"]] == row[text]
            if row["start_char"] is not None:
                assert article["body"][row["start_char"] : row["end_char"]] == row[text]


def test_extract_prints_one_object_per_article(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(ARTICLE, encoding="utf-8")
    empty = tmp_path / "empty.txt"
    empty.touch()
    image = tmp_path / "image.txt"
    image.write_bytes(b"\x89PNG\r\n\x1a\n")
    other = tmp_path / "other.txt"
    other.write_bytes(b"\xef\xbb\xbf" + ARTICLE.replace("Tessaly", "Žďár 😀 Tessaly").replace("\n", "\r\n").encode())
    done = cli("extract", good, empty, image, other)
    assert done.exit_code == 0
    first, second = articles_in(done.stdout)
    assert (first["path"], second["path"]) == (str(good), str(other))
    told = ["path", "record_no", "member", "url", "headline", "byline", "language", "not_annotated", "published_on"]
    texts = ["published_on_source", "text_quality", "body", "raw_text"]
    assert list(first) == [*told, *texts, "blocks", "mentions", "figures", "quotes"]
    assert first["headline"] == "Ferry sinks off Tessaly Bay"
    assert "Advertisement" in first["raw_text"]
    assert "Advertisement" not in first["body"]
    assert {"entity", "entity_id", "label", "block_id"} <= set(first["mentions"][0])
    assert "Anna Brook" in {mention["entity"] for mention in first["mentions"]}
    assert [(figure["value_low"], figure["bound"]) for figure in first["figures"]] == [(12, "at_least")]
    (quote,) = (quote for quote in first["quotes"] if quote["kind"] == "direct")
    assert quote["text"].startswith("We will find out who let it sail")
    assert "Brook" in quote["speaker"]
    slices_back(first)
    slices_back(second)
    refused = done.stderr.split("\n")
    assert [str(empty) in refused[0], str(image) in refused[1], refused[2:]] == [True, True, [""]]


def test_extract_takes_every_block_as_body_if_told_so(tmp_path: Path) -> None:
    path = tmp_path / "good.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    (article,) = articles_in(cli("extract", "--no-strip", path).stdout)
    assert {block["kind"] for block in article["blocks"]} == {"body"}
    assert article["body"].split("\n\n") == ARTICLE.strip().split("\n\n")
    slices_back(article)
    assert articles_in(cli("extract", path, NEWSLEDGER_NO_STRIP="1").stdout) == [article]


def test_extract_reads_standard_input_and_any_name(newsledger: Newsledger, tmp_path: Path) -> None:
    names = [b"bytes\xff.txt", "الميناء.txt".encode(), b"two\nlines \x1b[31m.txt"]
    paths = [os.fsencode(tmp_path) + b"/" + name for name in names]
    for path in paths:
        Path(os.fsdecode(path)).write_text(ARTICLE, encoding="utf-8")
    done = newsledger("extract", *paths, "-", given=ARTICLE.encode(), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    found = articles_in(done.stdout)
    assert [article["path"].removeprefix(f"{tmp_path}/") for article in found] == [
        "bytes\\xff.txt", "الميناء.txt", "two\nlines \x1b[31m.txt", "-",
    ]  # fmt: skip
    assert len({article["raw_text"] for article in found}) == 1
    assert "\x1b" not in done.stdout


def test_extract_reads_records_of_any_format_also_from_a_pipe(newsledger: Newsledger, tmp_path: Path) -> None:
    record = {
        "headline": "Harbour closed",
        "body": "The council of Port Ellery closed it.",
        "date": "2026-03-04T23:00:00Z",
    }
    lines = json.dumps(record) + "\n{\n" + json.dumps(record | {"date": "9999-12-31T23:59:59Z"}) + "\n"
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_text, args=[lines])
    writer.start()
    done = newsledger("extract", tmp_path / "pipe", "-", given=gzip.compress(lines.encode()))
    writer.join()
    assert done.returncode == 0
    assert [(a["record_no"], a["headline"], a["published_on"]) for a in articles_in(done.stdout)] == [
        (1, "Harbour closed", "2026-03-04"), (3, "Harbour closed", None),
    ] * 2  # fmt: skip
    assert re.fullmatch(r"(newsledger: '[^']+' record 2 left out, bad_record: [^\n]+\n){2}", done.stderr)


def test_extract_without_any_article_fails(newsledger: Newsledger, tmp_path: Path) -> None:
    empty = tmp_path / "\x1b[31m.txt"
    empty.touch()
    for done in (cli("extract", "-", given="\n \n"), cli("extract", empty, empty)):
        assert (done.exit_code, done.stdout) == (1, "")
        assert re.fullmatch(r"(newsledger: '[^\n\x1b]+' left out, empty: [^\n]+\n)+", done.stderr)
    (tmp_path / "closed.txt").touch(mode=0)
    is_one_line(newsledger("extract", tmp_path / "closed.txt"), 2, "not readable")


def test_extract_keeps_the_order_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.cli.extract_files.ARTICLES_AT_ONCE", 2)
    paths = [tmp_path / f"{number}.txt" for number in range(5)]
    for number, path in enumerate(paths):
        path.write_text("" if number == 2 else f"Story {number}\n\nNothing happened in Tessaly.\n", encoding="utf-8")
    found = articles_in(cli("extract", *paths).stdout)
    assert [article["path"] for article in found] == [str(path) for path in paths if path.name != "2.txt"]
