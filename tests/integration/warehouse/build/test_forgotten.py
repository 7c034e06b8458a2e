"""Articles that are taken down leave the next version whole: rows, names, counts, and the very bytes."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest

from expectations.rules.stories import story_checks, story_redirect_checks, thread_checks
from tests.nights import FIRST_NIGHT, Story, decide, file_row, publish_night, together
from tests.stories import DAY, LONG, rows
from warehouse.build import forgotten
from warehouse.publish import decisions, layout
from warehouse.publish.forgotten import Forgetting, Lifting, PassedOver
from warehouse.publish.forgotten import together as read_together
from warehouse.publish.verify import verify
from warehouse.schema.tables import TABLES

RARE = "Quillfeather"
ASKED = datetime(2031, 5, 3, 9, 0, tzinfo=UTC)
FERRY = "The ferry of Vellmark ran aground below the lighthouse, and its master sent for the pilot."


def told(article, *lines, day=1, name="Mara Quill", **other):
    """An article of the first days of March, about one of two happenings."""
    found: dict[str, Any] = {"mentions": [(2, name, 1)], "names": {1: ("PERSON", name)}} if name else {}
    return Story(article, article, list(lines), published_on=date(2031, 3, day), **found, **other)


GONE = told(
    1, "Ferry aground at Vellmark", f"Mara {RARE} said 40 crews saw the ferry aground.", f"“We rowed,” {RARE} said.",
    name=f"Mara {RARE}", quotes=[(3, "We rowed,", 1)], figures=[(2, "40", 40.0, None, None)],
    url="https://post.example/quillfeather-ferry",
)  # fmt: skip
STAYS = told(2, "Ferry aground at Vellmark", "Olan Feth saw the ferry aground at Vellmark.", name="Olan Feth", day=2)


def asked_to_go(directory, *article_ids, outlets=(), everywhere=False):
    stones = tuple(forgotten.tombstones(layout.published(directory), article_ids))
    return read_together([Forgetting(ASKED, "ines", "a reader asked", stones, outlets, everywhere)])


def publish_without(directory, taken_down, nights=1, stories=(), **other):
    now = FIRST_NIGHT + (1 + nights) * DAY
    publish_night(directory, [*stories], now=now, taken_down=taken_down, **other)
    return layout.published(directory)


def everything(path):
    """All values of all tables, as text."""
    return {table: str(rows(path, f"FROM {table}")) for table in TABLES}


@pytest.fixture
def home(tmp_path):
    publish_night(tmp_path, [GONE, STAYS])
    return tmp_path


def test_not_a_byte_of_it_is_left_in_the_next_version(home):
    assert RARE.encode() in layout.published(home).read_bytes()
    path = publish_without(home, asked_to_go(home, 1))
    assert rows(path, "SELECT article_id FROM articles") == [(2,)]
    assert [name for name, values in everything(path).items() if RARE.lower() in values.lower()] == []
    found = path.read_bytes()
    assert (RARE.encode() in found, RARE.lower().encode() in found) == (False, False)
    assert b"Olan Feth" in found
    assert verify(home, path.parent.name).faults == ()
    assert rows(path, "SELECT name FROM entities") == [("Olan Feth",)]


def test_what_is_known_of_it_says_who_and_why_and_not_what(home):
    path = publish_without(home, asked_to_go(home, 1))
    found = rows(path, "SELECT * EXCLUDE (content_sha256) FROM forgotten_articles")
    at = ASKED.replace(tzinfo=None)
    assert found == [(1, "article", "Harbour Post", at, "ines", "a reader asked", None, path.parent.name)]
    assert rows(path, "SELECT articles_added, files_seen FROM loads ORDER BY load_id DESC LIMIT 1") == [(0, 0)]
    assert rows(path, "SELECT path FROM files") == [("harbour-post/2.txt",)]


def test_the_next_night_has_nothing_to_do_with_it(home):
    taken_down = asked_to_go(home, 1)
    assert forgotten.is_pending(layout.published(home), taken_down)
    path = publish_without(home, taken_down)
    assert not forgotten.is_pending(path, taken_down)
    before = everything(path)
    after = everything(publish_without(home, taken_down, nights=2))
    assert {name for name in TABLES if before[name] != after[name]} <= {"loads", "load_measures", "checks"}


def test_after_a_rollback_it_goes_again(home):
    taken_down = asked_to_go(home, 1)
    first = layout.published(home)
    publish_without(home, taken_down)
    assert forgotten.is_pending(first, taken_down)


def test_the_ids_of_others_stay_or_lead_on(tmp_path):
    story = [told(n, f"Ferry aground {n}", FERRY, LONG + f"Boat {n}.", day=n, name=None) for n in (1, 2, 3)]
    publish_night(tmp_path, story)
    before = rows(layout.published(tmp_path), "SELECT article_id, story_id, copy_of FROM articles ORDER BY ALL")
    assert before == [(1, 1, None), (2, 1, 1), (3, 1, 1)]
    path = publish_without(tmp_path, asked_to_go(tmp_path, 1))
    assert rows(path, "SELECT article_id, story_id, copy_of FROM articles ORDER BY ALL") == [(2, 2, None), (3, 2, 2)]
    redirects = "SELECT old_story_id, new_story_id, reason FROM story_redirects"
    assert rows(path, redirects) == [(1, 2, "removed")]
    for check in (*story_checks(), *thread_checks(), *story_redirect_checks()):
        assert not check.check_name.startswith("rule.") or rows(path, check.offending) == []


def test_a_spelling_that_only_it_has_goes_and_the_entity_stays(tmp_path):
    other = told(2, "Boats return", "Mara Quill saw 3 boats return.")
    one = {"PERSON:mara quillfeather", "PERSON:mara quill"}
    publish_night(tmp_path, [GONE, other], resolve=together(one))
    path = publish_without(tmp_path, asked_to_go(tmp_path, 1), resolve=together(one))
    assert rows(path, "SELECT name FROM entities") == [("Mara Quill",)]
    assert rows(path, "SELECT alias FROM entity_aliases") == [("Mara Quill",)]
    assert RARE.lower().encode() not in path.read_bytes().lower()


def test_a_decision_on_a_name_that_only_it_has_goes(home):
    decide(home, f"PERSON:mara {RARE.lower()}", "PERSON:olan feth", "different")
    publish_night(home, [], now=FIRST_NIGHT + DAY)
    assert rows(layout.published(home), "SELECT method FROM entity_links") == [("review",)]
    (home / decisions.JOURNAL).unlink()
    path = publish_without(home, asked_to_go(home, 1))
    assert rows(path, "FROM entity_links") == []


def test_earlier_texts_of_it_and_changes_go_too(home):
    later = told(1, "Ferry afloat", "Olan Feth said the ferry was afloat again at Vellmark, and the pilot went home.",
                 name="Olan Feth", url=GONE.url)  # fmt: skip
    publish_night(home, [later], now=FIRST_NIGHT + DAY)
    assert RARE in str(rows(layout.published(home), "FROM article_versions"))
    path = publish_without(home, asked_to_go(home, 1))
    assert rows(path, "FROM article_versions") == rows(path, "FROM article_changes") == []
    assert RARE.lower().encode() not in path.read_bytes().lower()
    assert rows(path, "SELECT name FROM entities") == [("Olan Feth",)]


def test_a_copy_of_its_words_under_another_path_goes_with_it_and_a_reprint_stays(tmp_path):
    text = [GONE.lines[0], FERRY, LONG]
    spaced = [text[0].upper(), FERRY.replace(" ", "  "), LONG]
    reprint = [text[0], FERRY, LONG, "The harbour master counted ropes at the old granary, and 3 people saw it."]
    publish_night(tmp_path, [told(n, *lines, name=None) for n, lines in enumerate((text, spaced, reprint), 1)])
    path = publish_without(tmp_path, asked_to_go(tmp_path, 1))
    assert rows(path, "SELECT article_id, copy_of FROM articles") == [(3, None)]
    assert rows(path, "SELECT article_id FROM forgotten_articles ORDER BY ALL") == [(1,), (2,)]


def test_a_whole_outlet_goes_with_what_was_usual_of_it(tmp_path):
    others = [told(n, f"Boats {n}", f"Olan Feth saw {n} boats.", name="Olan Feth", outlet="Tide Times") for n in (3, 4)]
    publish_night(tmp_path, [GONE, STAYS, *others])
    path = publish_without(tmp_path, asked_to_go(tmp_path, outlets=("Harbour Post",)))
    assert rows(path, "SELECT outlet FROM articles") == [("Tide Times",)] * 2
    assert rows(path, "SELECT article_id, scope FROM forgotten_articles ORDER BY ALL") == [(1, "outlet"), (2, "outlet")]
    for table in ("load_measures", "outlet_rules", "outlet_lines"):
        assert rows(path, f"FROM {table} WHERE outlet = 'Harbour Post'") == []


def test_a_file_of_several_stays_for_the_others(tmp_path):
    record = [told(n, f"News {n}", f"Olan Feth saw {n} boats come in.", name="Olan Feth") for n in (1, 2)]
    for number, story in enumerate(record, 1):
        story.file_id, story.record_no = 1, number
    publish_night(tmp_path, record, files=[file_row(1, "harbour-post/1.jsonl", format="json")])
    path = publish_without(tmp_path, asked_to_go(tmp_path, 1))
    assert rows(path, "SELECT article_id, path FROM articles JOIN files USING (file_id)") == [
        (2, "harbour-post/1.jsonl")
    ]


def test_what_is_lifted_stays_in_the_books(home):
    taken_down = asked_to_go(home, 1)
    path = publish_without(home, taken_down)
    request = taken_down.articles[1].request
    lifted = read_together([request, PassedOver(("ab",)), Lifting(ASKED + DAY, "ines", (1,))])
    assert (lifted.in_force, lifted.files) == (False, frozenset())
    assert forgotten.is_pending(path, lifted)
    path = publish_without(home, lifted, nights=2, stories=[told(5, *GONE.lines, name=None)])
    assert rows(path, "SELECT article_id FROM articles ORDER BY ALL") == [(2,), (5,)]
    assert rows(path, "SELECT article_id, lifted_at FROM forgotten_articles") == [
        (1, (ASKED + DAY).replace(tzinfo=None))
    ]
    assert not forgotten.is_pending(path, lifted)


def read_row(**other):
    row = {"path": "new/7.txt", "format": "text", "file_sha256": "f" * 64, "record_no": 1, "url": None,
           "raw_text": "\n".join(GONE.lines), "outlet": None}  # fmt: skip
    return row | other


@pytest.mark.parametrize(
    ("other", "is_known"),
    [
        ({}, True),
        ({"raw_text": "  ".join(GONE.lines).upper()}, True),
        ({"raw_text": "Corrected: the ferry never ran aground.", "url": "http://www.post.example/quillfeather-ferry/?utm_x=1"},
         True),
        ({"raw_text": "Corrected: the ferry never ran aground.", "url": "https://post.example/other"}, False),
        ({"raw_text": "Nobody saw the ferry.", "path": "harbour-post/1.txt", "url": None}, False),
        ({"raw_text": "Nobody saw the ferry.", "outlet": "Harbour Post"}, False),
    ],
)  # fmt: skip
def test_it_is_known_again_when_it_is_read(home, other, is_known):
    frame = pl.DataFrame([read_row(**other)], forgotten.READ)
    assert forgotten.are_forgotten(frame, asked_to_go(home, 1)).to_list() == [is_known]


def test_without_an_address_it_is_known_by_its_path_and_by_its_outlet(home):
    rows_read = [
        read_row(raw_text="Nobody saw it.", path="harbour-post/2.txt"),
        read_row(raw_text="Nobody saw it.", path="harbour-post/2.txt", url="https://post.example/x"),
        read_row(raw_text="Nobody saw it.", path="harbour-post/2.txt", format=None),
    ]
    frame = pl.DataFrame(rows_read, forgotten.READ)
    assert forgotten.are_forgotten(frame, asked_to_go(home, 2)).to_list() == [True, False, False]
    of_outlet = frame.with_columns(outlet=pl.Series([None, "Harbour Post", "Tide Times"]))
    asked = asked_to_go(home, outlets=("Harbour Post",))
    assert forgotten.are_forgotten(of_outlet, asked).to_list() == [False, True, False]
