"""What lies beside the versions of an article that is taken down: notes, decisions, reports, examples, versions."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from tests.nights import FIRST_NIGHT, PASSED, Story, decide, file_row, publish_night
from tests.stories import DAY, rows
from warehouse.build import clearing, forgotten
from warehouse.publish import decisions, journal, layout, notes
from warehouse.publish.forgotten import Forgetting, Forgotten, together
from warehouse.publish.journal import Check
from warehouse.publish.notes import Note

GONE = Story(1, 1, ["Ferry aground", "Mara Quillfeather said 40 crews saw the old ferry run aground."],
             mentions=[(2, "Mara Quillfeather", 1)], names={1: ("PERSON", "Mara Quillfeather")})  # fmt: skip
STAYS = Story(2, 2, ["Market reopens", "Olan Feth counted 9 stalls."], mentions=[(2, "Olan Feth", 1)],
              names={1: ("PERSON", "Olan Feth")})  # fmt: skip
TELLING = '{"article_id": 1, "sentence": "40 crews"}'
SAYING = '{"lines": ["said 40 crews saw the old ferry"]}'
OTHER = '{"article_id": 2, "sentence": "Olan Feth counted 9 stalls."}'
WARNED = Check("articles", "drift", "warn", False, "2", f"Within the band.\n{TELLING}\n{SAYING}\n{OTHER}")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Three versions: without the article, with it, and with it once more."""
    publish_night(tmp_path, [STAYS])
    publish_night(tmp_path, [GONE], now=FIRST_NIGHT + DAY, checks=(PASSED, WARNED))
    publish_night(tmp_path, [], now=FIRST_NIGHT + 2 * DAY)
    return tmp_path


def asked(home: Path) -> Forgotten:
    base = layout.published(home)
    assert base
    stones = tuple(forgotten.tombstones(base, [1]))
    return together([Forgetting(datetime(2031, 5, 3, tzinfo=UTC), "ines", "asked", stones, everywhere=True)])


def take_down(home: Path) -> tuple[Forgotten, Path]:
    taken_down, base = asked(home), layout.published(home)
    assert base
    publish_night(home, [], now=FIRST_NIGHT + 3 * DAY, taken_down=taken_down)
    return taken_down, base


def test_notes_on_it_and_decisions_on_its_names_are_dropped(home: Path) -> None:
    for number in (1, 2):
        notes.add(home, Note("figure", 5, number, "Said.", "Wrong.", "Lio Marr", FIRST_NIGHT, "20310501T020000Z"))
    decide(home, "PERSON:mara quillfeather", "PERSON:mara quill", "same")
    decide(home, "PERSON:olan feth", "PERSON:olan fett", "same")
    base = layout.published(home)
    assert base
    clearing.clear_words(home, base, asked(home))
    assert [note.article_id for note in notes.read(home)] == [2]
    assert [decision.left_node for decision in decisions.read(home)] == ["PERSON:olan feth"]


def test_examples_that_tell_of_it_leave_the_tables_and_the_journal(home: Path) -> None:
    taken_down, _ = take_down(home)
    after = "Within the band.\n" + OTHER
    path = layout.published(home)
    assert rows(path, "SELECT detail FROM checks WHERE check_name = 'drift'") == [(after,)]
    load_id = sorted(journal.load_ids(home))[1]
    clearing.clear_beside(home, taken_down)
    manifest = journal.load(home, load_id)
    assert [check.detail for check in journal.checks(manifest) if check.check_name == "drift"] == [after]
    assert manifest["verdict"] == "published"


def test_reports_that_tell_of_it_are_removed(home: Path) -> None:
    reports = home / "reports"
    reports.mkdir()
    pages = {
        "20310501T020000Z": "<td>Olan Feth</td>",
        "20310502T020000Z": "<td>He said <mark>40</mark> crews saw the old ferry, and left</td>",
        "20310503T020000Z": "<p>New: Mara&nbsp;Quillfeather</p>",
    }
    for name, page in pages.items():
        (reports / f"{name}.html").write_text(page)
    (home / "health.json").write_text('{"said": "Mara Quillfeather"}')
    clearing.clear_beside(home, asked(home))
    assert [path.stem for path in reports.iterdir()] == ["20310501T020000Z"]
    assert not (home / "health.json").exists()


def test_versions_with_it_go_and_who_reads_one_reads_on(home: Path) -> None:
    taken_down, base = take_down(home)
    first, second, third, fourth = sorted(layout.kept(home))
    with duckdb.connect(str(base), read_only=True) as reader:
        assert clearing.versions_with(home, taken_down) == [second, third]
        assert clearing.remove_versions(home, taken_down) == [second, third]
        assert layout.kept(home) == {first, fourth}
        assert "Quillfeather" in str(reader.execute("SELECT raw_text FROM articles").fetchall())
    assert not any(b"uillfeather" in path.read_bytes() for path in home.rglob("*.duckdb"))


def test_a_version_that_cannot_be_read_is_removed_too(home: Path) -> None:
    taken_down, _ = take_down(home)
    first = layout.version_file(home, min(layout.kept(home)))
    first.chmod(0o644)
    first.write_bytes(b"no such thing")
    assert first.parent.name in clearing.remove_versions(home, taken_down)


def test_files_that_hold_nothing_else_are_told_by_their_bytes(tmp_path: Path) -> None:
    files = [file_row(number, f"{number}.txt", sha256=str(number) * 64) for number in (1, 2)]
    publish_night(tmp_path, [GONE, STAYS], files=files)
    base = layout.published(tmp_path)
    assert base
    assert clearing.emptied_files(base, asked(tmp_path)) == ("1" * 64,)
