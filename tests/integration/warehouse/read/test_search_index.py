"""The search index of a version, made out of that of the version before: it finds what one of all articles would."""

from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from tests.nights import FIRST_NIGHT, Story, publish_night
from warehouse.build import forgotten
from warehouse.publish import layout
from warehouse.publish.forgotten import Forgetting, together
from warehouse.read import search_index
from warehouse.read.connection import render_sql

WORDS = ("harbour", "ferries", "tide", "lantern", "café", "rope", "gull", "mole gates")
LONG = "The pier master of the old harbour counted each rope and each lantern before the tide came in, " * 5


def published_in(directory: Path) -> Path:
    version = layout.published(directory)
    assert version is not None
    return version


def told(number: int, *lines: str, file: int | None = None) -> Story:
    return Story(number, file or number, [f"Harbour note {number}", *lines])


EARLIER = [told(n, f"Ferry {n} left with {n} lanterns and a rope.", "The tide was late.") for n in range(1, 21)]


def content(index: Path) -> dict[str, list[tuple[object, ...]]]:
    """What an index holds, by words and articles instead of the numbers that it gives them."""
    with duckdb.connect(str(index), read_only=True) as con:
        con.execute(render_sql("LOAD $library", library=str(search_index.extension())))
        found = {
            "texts": "FROM texts ORDER BY ALL",
            "docs": 'SELECT "name", len FROM fts_main_texts.docs ORDER BY ALL',
            "words": "SELECT term, df FROM fts_main_texts.dict ORDER BY ALL",
            "stats": "FROM fts_main_texts.stats",
            "terms": """
                SELECT "name", fieldid, term FROM fts_main_texts.terms
                JOIN fts_main_texts.docs USING (docid) JOIN fts_main_texts.dict USING (termid) ORDER BY ALL
            """,
        } | {
            words: f"""
                SELECT article_id, round(fts_main_texts.match_bm25(article_id, '{words}'), 9) AS score FROM texts
                WHERE score IS NOT NULL ORDER BY ALL
            """
            for words in WORDS
        }
        return {name: con.execute(query).fetchall() for name, query in found.items()}


def index(directory: Path) -> dict[str, list[tuple[object, ...]]]:
    built = search_index.build_index(published_in(directory))
    assert built is not None
    return content(built)


def index_of_all(directory: Path) -> dict[str, list[tuple[object, ...]]]:
    """Makes the index of what is published anew, as where the version before has none."""
    for file in directory.glob(f"versions/*/{search_index.INDEX}"):
        file.unlink()
    return index(directory)


def was_continued(directory: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Says whether the next index is made out of the one before: then fewer texts are indexed than there are."""
    indexed: list[int] = []
    make = search_index._index

    def counted(con: duckdb.DuckDBPyConnection, texts: str) -> None:
        make(con, texts)
        indexed.append(con.execute("SELECT count(*) FROM texts").fetchall()[0][0])

    monkeypatch.setattr(search_index, "_index", counted)
    held = len(index(directory)["texts"])
    monkeypatch.undo()
    return indexed[-1] < held


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    publish_night(tmp_path, EARLIER)
    index(tmp_path)
    return tmp_path


def next_night(directory: Path, stories: list[Story], nights: int = 1) -> None:
    publish_night(directory, stories, now=FIRST_NIGHT + timedelta(days=nights))


def test_a_night_adds_its_articles(grown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    next_night(grown, [told(30, "A café opened on the mole.", "Ferries pass its gates.")])
    assert was_continued(grown, monkeypatch)
    found = content(published_in(grown).with_name(search_index.INDEX))
    assert found == index_of_all(grown)
    assert [article for article, _ in found["café"]] == [30]


def test_what_was_written_again_or_went_is_no_longer_found_by_its_old_words(
    grown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_night(grown, [told(3, "A gull was at the mole gates."), told(31, LONG)])
    assert was_continued(grown, monkeypatch)
    found = content(published_in(grown).with_name(search_index.INDEX))
    assert 3 in [article for article, _ in found["gull"]]
    assert 3 not in [article for article, _ in found["rope"]]
    assert found == index_of_all(grown)


def test_copies_leave_the_index_and_come_back(grown: Path) -> None:
    next_night(grown, [told(31, LONG), told(32, LONG)])
    first = index(grown)
    assert [article for (article,) in first["texts"]][-1:] == [31]
    next_night(grown, [told(31, "It was taken back.")], nights=2)
    second = index(grown)
    assert [article for (article,) in second["texts"]][-2:] == [31, 32]
    assert second == index_of_all(grown)


def test_a_night_that_changes_much_or_an_index_of_another_make_is_made_of_all(
    grown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_night(grown, [told(n, "A café.") for n in range(40, 50)])
    assert not was_continued(grown, monkeypatch)
    made = published_in(grown).with_name(search_index.INDEX)
    made.chmod(0o644)
    with duckdb.connect(str(made)) as con:
        con.execute("DROP TABLE made_with")
    next_night(grown, [told(60, "Rope.")], nights=2)
    assert not was_continued(grown, monkeypatch)
    before = published_in(grown).with_name(search_index.INDEX)
    before.chmod(0o644)
    before.write_bytes(b"no DuckDB file at all")
    next_night(grown, [told(61, "Tide.")], nights=3)
    assert not was_continued(grown, monkeypatch)
    assert [path.name for path in (grown / "candidates").iterdir()] == []


def test_an_index_after_a_taking_down_holds_no_word_of_it(grown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    next_night(grown, [told(30, "Quillfeather ferries lay at the mole, and nobody knew why they did not leave.")])
    assert was_continued(grown, monkeypatch)
    assert b"quillfeath" in published_in(grown).with_name(search_index.INDEX).read_bytes()
    stones = tuple(forgotten.tombstones(published_in(grown), [30]))
    request = Forgetting(FIRST_NIGHT, "ines", "a reader asked", stones, (), everywhere=False)
    publish_night(grown, [], now=FIRST_NIGHT + timedelta(days=2), taken_down=together([request]))
    assert not was_continued(grown, monkeypatch)
    assert b"quillfeath" not in published_in(grown).with_name(search_index.INDEX).read_bytes()
