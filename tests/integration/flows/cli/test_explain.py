"""`newsledger explain` of an article: on a terminal, elsewhere, and as a page."""

import json
import os
import pty
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.commands import Newsledger, cli, is_one_line
from warehouse.publish import forgotten
from warehouse.publish.forgotten import Forgetting, Tombstone


def test_explain_shows_every_block_of_an_article(published: Path) -> None:
    assert cli("explain", "--warehouse", published, "1").stdout.splitlines() == [
        "Ferry sinks",
        "article       1",
        "outlet        Harbour Post",
        "path          harbour-post/1.txt",
        "record_no     1",
        "language      en",
        "removed       33% of 45 characters, 1 of 3 blocks",
        "",
        "  Ferry sinks",
        "- Read more here.  [related test.related 1.00]",
        "  Twelve were killed.",
        "",
        "    1 kept     body      test.body",
        "    1 kept     headline  test.headline",
        "    1 removed  related   test.related",
    ]


def test_explain_gives_programs_the_article_as_json(published: Path) -> None:
    document = json.loads(cli("explain", "--warehouse", published, "1", "--format", "json").stdout)
    assert (document["headline"], document["path"]) == ("Ferry sinks", "harbour-post/1.txt")
    assert [(b["kind"], b["text"]) for b in document["blocks"]][1] == ("related", "Read more here.")
    both = cli("explain", "--warehouse", published, "1", "--format", "json", "--html", "page.html")
    is_one_line(both, 2, "--html writes a page")


def test_explain_strikes_through_on_a_terminal_and_lets_nothing_steer_it(
    published: Path, newsledger: Newsledger
) -> None:
    controller, terminal = pty.openpty()
    for article in ("1", "2"):
        newsledger.start(
            "explain", article, "--warehouse", published, stdout=terminal, TERM="xterm-256color"
        ).communicate()
    shown = os.read(controller, 65_536).decode()
    os.close(terminal)
    os.close(controller)
    assert "\x1b[34m\x1b[9mRead more here.\x1b[0m  \x1b[34m[related test.related 1.00]\x1b[0m" in shown
    assert '\x1b[1m\\x1b[31mمرحبا,"\\n\\u202e; Ana\\x07\x1b[0m' in shown
    assert not re.search("[\x07\u202e]|\x1b\\[31m", shown)


def test_explain_writes_a_page_whole_or_not_at_all(published: Path, tmp_path: Path, newsledger: Newsledger) -> None:
    page = tmp_path / "page.html"
    page.write_text("an older page")
    done = cli("explain", "--warehouse", published, "1", "--html", page)
    assert (done.exit_code, done.stdout) == (0, f"Wrote article 1, 3 blocks, to {page}.\n")
    assert "<del>Read more here.</del>" in page.read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    arguments = ("explain", "1", "--warehouse", published, "--html")
    is_one_line(newsledger(*arguments, tmp_path / "none" / "page.html"), 1, "none/page.html: No such file")
    is_one_line(newsledger(*arguments, tmp_path), 2, "is a directory")
    is_one_line(newsledger(*arguments, ""), 2, "'--html': the name of the file is empty")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    is_one_line(newsledger(*arguments, closed / "page.html"), 1, "Permission")
    through = newsledger(*arguments, "/dev/stdout").stdout
    assert through.startswith("<!DOCTYPE html>")
    assert through.endswith("to /dev/stdout.\n")
    assert Path("/dev/stdout").is_symlink()


@pytest.mark.parametrize("article", ["3", "0", str(10**60)])
def test_explain_of_an_unknown_article_is_one_line(article: str, published: Path) -> None:
    is_one_line(cli("explain", "--warehouse", published, article), 1, f"no article has the id {article}")


def test_an_article_that_was_taken_down_is_told_with_the_reason(warehouse: Path) -> None:
    asked = Forgetting(datetime(2031, 5, 3, tzinfo=UTC), "ines", "request 17", (Tombstone(77, None, "0" * 64, ()),))
    forgotten.add(warehouse, asked)
    is_one_line(cli("explain", "77", "--warehouse", warehouse), 1, "was taken down on 2031-05-03: request 17")
