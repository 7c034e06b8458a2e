import json
import random
from datetime import timedelta

import duckdb
import polars as pl
import pytest

from tests.nights import (
    FIRST_NIGHT,
    PASSED,
    WARNED,
    Story,
    all_changed,
    apart,
    build,
    file_row,
    leave,
    publish_night,
    refuse_night,
)
from warehouse import WarehouseError
from warehouse.build import candidate, compaction, next_ids, published_state
from warehouse.publish import history, journal, layout, swap
from warehouse.publish.journal import Load
from warehouse.publish.verify import verify
from warehouse.schema.tables import TABLES

DAY = timedelta(days=1)
STRIKE = Story(
    1,
    1,
    ["Ferry strike ends", "Mara Quill said 40 crews were back.", "“We won,” Quill said of 12 ships."],
    mentions=[(2, "Mara Quill", 1), (3, "Quill", 1)],
    roles=[(3, "ships", 2)],
    quotes=[(3, "We won,", 1)],
    figures=[(2, "40", 40.0, None, None), (3, "12", 12.0, 2, 1)],
    names={1: ("PERSON", "Mara Quill"), 2: ("ORG", "Vell Line")},
    terms=["crew", "ship"],
)
MARKET = Story(
    2, 2, ["Market reopens", "Olan Feth counted 9 stalls."], mentions=[(2, "Olan Feth", 1)],
    names={1: ("PERSON", "Olan Feth")}, figures=[(2, "9", 9.0, None, None)],
)  # fmt: skip
VELL, QUILL, FETH = 1, 2, 3
"""The ids that these get: new entities are numbered in the order of their nodes."""
LONG = "The council of Vellmark met on the quay and heard each captain in turn. " * 5


def rows(path, sql):
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(sql).fetchall()


def copies(*texts, first=1):
    return [Story(n, n, ["Council meets", text]) for n, text in enumerate(texts, first)]


@pytest.fixture
def published(tmp_path):
    """A warehouse with two articles."""
    publish_night(tmp_path, [STRIKE, MARKET])
    return tmp_path


def test_an_empty_warehouse_reads_as_empty_with_the_right_columns():
    assert published_state.known_files(None).columns == [
        "path", "file_id", "sha256", "size_bytes", "status", "reason", "code_version",
    ]  # fmt: skip
    assert published_state.known_files(None).is_empty()
    assert published_state.known_articles(None, pl.Series([1, 2])).is_empty()
    assert set(next_ids.next_ids(None).values()) == {1}


def test_the_read_side_finds_what_is_published(published):
    base = layout.published(published)
    assert published_state.known_files(base).select("path", "file_id", "status", "code_version").rows() == [
        ("harbour-post/1.txt", 1, "loaded", "0.1.0"),
        ("harbour-post/2.txt", 2, "loaded", "0.1.0"),
    ]
    assert published_state.known_articles(base, pl.Series([2, 77])).rows() == [(2, 1, 2)]
    assert next_ids.next_ids(base) == {
        "files": 3, "articles": 3, "blocks": 6, "appearances": 4, "mentions": 4, "roles": 2, "quotes": 2, "figures": 4,
        "entities": 4, "entity_links": 1, "quote_groups": 1,
    }  # fmt: skip


def test_local_ids_become_those_of_the_warehouse(published):
    base = layout.published(published)
    assert rows(base, "SELECT block_id, article_id, block_no FROM blocks") == [
        (1, 1, 1), (2, 1, 2), (3, 1, 3), (4, 2, 1), (5, 2, 2),
    ]  # fmt: skip
    assert rows(base, "SELECT appearance_id, article_id, entity_id, probability, node FROM appearances") == [
        (1, 1, QUILL, 1.0, "PERSON:mara quill"), (2, 1, VELL, 1.0, "ORG:vell line"),
        (3, 2, FETH, 1.0, "PERSON:olan feth"),
    ]  # fmt: skip
    assert rows(base, "FROM blocking_keys ORDER BY ALL") == [
        (1, "=mara quill"), (1, "s:quill"), (2, "=vell line"), (2, "o:vell"), (3, "=olan feth"), (3, "s:feth"),
    ]  # fmt: skip
    assert rows(base, "FROM article_terms") == [(1, "crew"), (1, "ship")]
    assert rows(base, "SELECT mention_id, block_id, appearance_id, entity_id, probability, surface FROM mentions") == [
        (1, 2, 1, QUILL, 1.0, "Mara Quill"), (2, 3, 1, QUILL, 1.0, "Quill"), (3, 5, 3, FETH, 1.0, "Olan Feth"),
    ]  # fmt: skip
    assert rows(base, "SELECT role_id, block_id, appearance_id, entity_id, role FROM roles") == [
        (1, 3, 2, VELL, "ships")
    ]
    assert rows(base, "SELECT quote_id, block_id, speaker_appearance_id, speaker_entity_id FROM quotes") == [
        (1, 3, 1, QUILL)
    ]
    assert rows(base, "SELECT figure_id, block_id, surface, counted_entity_id, quote_id FROM figures") == [
        (1, 2, "40", None, None), (2, 3, "12", VELL, 1), (3, 5, "9", None, None),
    ]  # fmt: skip


def test_every_span_slices_back(published):
    base = layout.published(published)
    for table, text in (("blocks", "text"), ("mentions", "surface"), ("figures", "surface"), ("quotes", "text")):
        wrong = rows(
            base,
            f"SELECT t.* FROM {table} t JOIN articles USING (article_id) "
            f"WHERE raw_text[raw_start + 1 : raw_end] <> {text} OR body[start_char + 1 : end_char] <> {text}",
        )
        assert wrong == []


def test_aliases_count_mentions_and_articles(published):
    base = layout.published(published)
    assert rows(base, "FROM entity_aliases") == [
        (QUILL, "Mara Quill", 1, 1), (QUILL, "Quill", 1, 1), (FETH, "Olan Feth", 1, 1),
    ]  # fmt: skip


def test_a_changed_file_replaces_its_article_and_keeps_the_rest(published):
    changed = Story(
        1, 1, ["Ferry strike goes on", "Olan Feth saw 30 crews leave."], mentions=[(2, "Olan Feth", 1)],
        names={1: ("PERSON", "Olan Feth")},
    )  # fmt: skip
    publish_night(published, [changed], now=FIRST_NIGHT + DAY)
    base = layout.published(published)
    assert rows(base, "SELECT article_id, headline FROM articles ORDER BY article_id") == [
        (1, "Ferry strike goes on"), (2, "Market reopens"),
    ]  # fmt: skip
    assert rows(base, "SELECT DISTINCT article_id FROM figures") == [(2,)]
    assert rows(base, "FROM quotes") == []
    assert rows(base, "SELECT article_id, mention_id FROM mentions ORDER BY ALL") == [(1, 4), (2, 3)]
    assert rows(base, "FROM entity_aliases") == [(FETH, "Olan Feth", 2, 2)]
    assert rows(base, "SELECT count(*) FROM entities") == [(3,)]


def test_ids_of_replaced_rows_are_not_given_out_again(published):
    changed = Story(2, 2, ["Market shut", "Nobody came."])
    publish_night(published, [changed], now=FIRST_NIGHT + DAY)
    assert rows(layout.published(published), "SELECT block_id FROM blocks WHERE article_id = 2") == [(6,), (7,)]


def test_ids_of_what_is_gone_are_not_given_out_again_on_later_nights(published):
    before = next_ids.next_ids(layout.published(published))
    publish_night(published, [], files=[file_row(2, "harbour-post/2.txt", "duplicate")], now=FIRST_NIGHT + DAY)
    assert rows(layout.published(published), "SELECT max(article_id) FROM articles") == [(1,)]
    assert next_ids.next_ids(layout.published(published)) == before


def test_ids_of_a_version_that_was_rolled_back_are_not_given_out_again(published):
    third = Story(3, 3, ["Lanterns lit", "Vey Orr lit 3 lamps."], mentions=[(2, "Vey Orr", 1)],
                  names={1: ("PERSON", "Vey Orr")})  # fmt: skip
    publish_night(published, [third], now=FIRST_NIGHT + DAY)
    after = next_ids.next_ids(layout.published(published))
    swap.rollback(published, None, FIRST_NIGHT + 2 * DAY)
    base = layout.published(published)
    assert next_ids.next_ids(base) == after
    blocks = after["blocks"]
    publish_night(published, [Story(4, 4, ["Bells rung", "It rang."])], now=FIRST_NIGHT + 3 * DAY)
    assert rows(layout.published(published), "SELECT min(block_id) FROM blocks WHERE article_id = 4") == [(blocks,)]


def test_a_file_that_became_a_duplicate_loses_its_article(published):
    publish_night(published, [], files=[file_row(2, "harbour-post/2.txt", "duplicate")], now=FIRST_NIGHT + DAY)
    base = layout.published(published)
    assert rows(base, "SELECT article_id FROM articles") == [(1,)]
    assert rows(base, "SELECT status FROM files ORDER BY file_id") == [("loaded",), ("duplicate",)]


def test_a_file_that_can_no_longer_be_read_keeps_its_article(published):
    publish_night(
        published, [], now=FIRST_NIGHT + DAY,
        files=[file_row(2, "harbour-post/2.txt", "rejected")],
        rejections=[{"path": "harbour-post/2.txt", "record_no": 0, "reason": "binary", "detail": None}],
    )  # fmt: skip
    base = layout.published(published)
    assert rows(base, "SELECT count(*) FROM articles") == [(2,)]
    assert rows(base, "SELECT path, reason, load_id FROM rejections") == [
        ("harbour-post/2.txt", "binary", "20310502T020000Z")
    ]


JOURNAL = "harbour-post/1.jsonl"


def record(number, title, *, name="Mara Quill", **other):
    """A record of the file 1, whose article has the record's number times 10."""
    return Story(number * 10, 1, [title, f"{name} said {number} crews of {word(number)} were back."], record_no=number,
                 mentions=[(2, name, 1)], names={1: ("PERSON", name)}, **other)  # fmt: skip


def rejected(number, reason):
    return {"path": JOURNAL, "record_no": number, "reason": reason, "detail": None}


def deliver(directory, records, *rejections):
    publish_night(
        directory, records, files=[file_row(1, JOURNAL)], rejections=[rejected(*pair) for pair in rejections],
        now=FIRST_NIGHT + len(layout.load_ids(directory)) * DAY,
    )  # fmt: skip
    return rows(layout.published(directory), "SELECT record_no, headline FROM articles ORDER BY record_no")


@pytest.mark.parametrize(
    ("again", "rejections", "kept"),
    [
        ((1, 3, 4), [(2, "bad_record")], [2]),
        ((1, 3, 4), [(2, "no_text")], [2]),
        ((1,), [(2, "truncated")], [2, 3, 4]),
        ((1,), [(2, "damaged")], [2, 3, 4]),
        ((1, 2), [(3, "bad_record")], [3, 4]),
        ((1,), [(2, "bad_record"), (3, "too_many_rejections")], [2, 3, 4]),
        ((1, 2, 3), [(4, "decompression_bomb")], [4]),
        ((1, 2, 3), [(4, "too_many_articles")], [4]),
        ((1,), [(0, "unreadable")], [2, 3, 4]),
        ((1,), [(2, "bad_record"), (0, "further_records")], [2, 3, 4]),
        ((2, 3, 4), [(1, "damaged")], [1]),
        ((1, 2), [], []),
        ((1, 3), [(2, "damaged")], [2]),
        ((1, 2), [(3, "no_text")], [3]),
        ((1, 2, 3, 4, 5), [(6, "truncated")], []),
    ],
)  # fmt: skip
def test_what_could_not_be_read_again_keeps_its_article(tmp_path, again, rejections, kept):
    deliver(tmp_path, [record(n, f"Old {n}") for n in (1, 2, 3, 4)])
    found = deliver(tmp_path, [record(n, f"New {n}", name="Olan Feth") for n in again], *rejections)
    assert found == sorted([(n, f"New {n}") for n in again] + [(n, f"Old {n}") for n in kept])
    base = layout.published(tmp_path)
    assert rows(base, "SELECT alias, articles FROM entity_aliases ORDER BY alias") == [
        *([("Mara Quill", len(kept))] if kept else []), ("Olan Feth", len(again)),
    ]  # fmt: skip
    assert rows(base, "SELECT outlet, line, articles FROM outlet_lines ORDER BY ALL") == lines_in_blocks(tmp_path)
    assert rows(base, "SELECT articles_added FROM loads ORDER BY load_id DESC LIMIT 1") == [(len(again),)]


def test_a_record_that_is_mended_takes_the_place_of_its_article(tmp_path):
    deliver(tmp_path, [record(n, f"Old {n}") for n in (1, 2)])
    deliver(tmp_path, [record(1, "New 1")], (2, "bad_record"))
    assert deliver(tmp_path, [record(n, f"Newest {n}") for n in (1, 2)]) == [(1, "Newest 1"), (2, "Newest 2")]
    assert rows(layout.published(tmp_path), "SELECT article_id FROM articles ORDER BY article_id") == [(10,), (20,)]


def test_another_file_rejected_or_a_duplicate_keeps_nothing_of_this_one(tmp_path):
    deliver(tmp_path, [record(n, f"Old {n}") for n in (1, 2)])
    found = [file_row(1, JOURNAL, "duplicate"), file_row(2, "harbour-post/2.jsonl", "rejected")]
    broken = [rejected(2, "truncated") | {"path": "harbour-post/2.jsonl"}]
    publish_night(tmp_path, [], files=found, rejections=broken, now=FIRST_NIGHT + DAY)
    assert rows(layout.published(tmp_path), "FROM articles") == []


def news(*numbers):
    """Articles as records of the file 1, in this order."""
    return [record(place, f"News {word(n)}") for place, n in enumerate(numbers, 1)]


def new(directory):
    return rows(layout.published(directory), "SELECT articles_added, articles_new FROM loads ORDER BY load_id")[-1]


def test_articles_that_are_read_again_are_not_new(tmp_path):
    deliver(tmp_path, news(1, 2, 3))
    assert new(tmp_path) == (3, 3)
    deliver(tmp_path, news(1, 2, 3, 4, 5))
    assert new(tmp_path) == (5, 2)
    deliver(tmp_path, news(6, 7))
    assert new(tmp_path) == (2, 2), "the file began anew"
    deliver(tmp_path, news(8, 6))
    assert new(tmp_path) == (2, 1), "the newest come first"
    deliver(tmp_path, news(8), (2, "bad_record"))
    assert new(tmp_path) == (1, 0)
    assert rows(layout.published(tmp_path), "SELECT sum(articles_new) FROM marts.load_history") == [(8,)]


def test_an_article_of_another_file_is_new_whatever_its_headline(tmp_path):
    publish_nights(tmp_path, [Story(1, 1, ["Weather", "Rain."])], [Story(2, 2, ["Weather", "Rain."])])
    assert new(tmp_path) == (1, 1)


def test_copies_point_to_the_first_whatever_their_case_and_punctuation(tmp_path):
    shouted = LONG.upper().replace(" ", "\u00a0 ").replace(".", " —!")
    publish_night(tmp_path, copies(LONG, "Short.", shouted, "Short.", LONG + "And 1 more."))
    found = rows(layout.published(tmp_path), "SELECT article_id, duplicate_of FROM articles ORDER BY article_id")
    assert found == [(1, None), (2, None), (3, 1), (4, None), (5, None)]


def test_copies_are_found_across_nights_and_scripts(tmp_path):
    council = "اجتمع مجلس فيلمارك على الرصيف واستمع إلى كل قبطان بدوره. " * 6
    publish_night(tmp_path, copies(council, LONG))
    publish_night(tmp_path, copies(LONG, council, first=3), now=FIRST_NIGHT + DAY)
    found = rows(layout.published(tmp_path), "SELECT article_id, duplicate_of FROM articles ORDER BY article_id")
    assert found == [(1, None), (2, None), (3, 2), (4, 1)]


def originals(directory):
    return dict(rows(layout.published(directory), "SELECT article_id, duplicate_of FROM articles ORDER BY article_id"))


@pytest.mark.parametrize(
    "furniture", ["Tide tables for 3 May", "Read the Harbour Post on paper, for 3 crowns a week, each morning."]
)
def test_copies_are_found_though_a_line_was_learned_meanwhile(tmp_path, furniture):
    first = [Story(n, n, [f"News {word(n)}", *prose(n, 6), furniture]) for n in (1, 2)]
    second = [Story(n, n, [f"News {word(n)}", *prose(n, 6), furniture]) for n in (3, 4)]
    publish_nights(tmp_path, first, second)
    assert len(published_state.known_lines(layout.published(tmp_path))) == 1
    copy_ = Story(5, 5, ["News b", *prose(1, 6), furniture], kinds={8: "other"}, outlet="Kestrel Post")
    publish_nights(tmp_path, [copy_])
    assert originals(tmp_path) == {1: None, 2: None, 3: None, 4: None, 5: 1}


def test_equal_boilerplate_makes_no_copies(tmp_path):
    notice = (
        "The figures are those of the harbour office, which answers for none of them and corrects them at will. " * 5
    )
    long = [Story(n, n, ["Council meets", *prose(n, 6), notice]) for n in (1, 2)]
    results = [
        Story(n, n, ["Results", *(f"Pier {n} beat Quay {k} by {n + k}." for k in range(60)), notice]) for n in (3, 4)
    ]
    publish_nights(tmp_path, [*long, *results])
    assert originals(tmp_path) == {1: None, 2: None, 3: None, 4: None}


def test_copies_are_found_however_they_were_stripped(tmp_path):
    chance = random.Random(3)
    furniture = ["Letters", "Tide tables for 3 May", "Share on the quay", "More from the harbour", "3 min read"]
    stories = []
    for number in chance.sample(range(1, 61), 60):
        lines = prose(number % 30, 6)
        for line in chance.sample(furniture, chance.randint(0, 5)):
            lines.insert(chance.randint(0, len(lines)), line)
        removed = {n: "other" for n, line in enumerate(lines, 2) if line in furniture and chance.random() < 0.5}
        stories.append(Story(number, number, [f"News {word(number)}", *lines], kinds=removed))
    publish_nights(tmp_path, stories)
    assert originals(tmp_path) == {n: None if n <= 30 else n - 30 for n in range(1, 61)}


def test_only_the_words_that_are_compared_count(tmp_path):
    sentence = " ".join(["quayside"] * 12) + "."
    enough, short = [sentence] * 4 + ["Two more of the harbour's own captains came late to the talks."], [sentence] * 4
    titles = ["Aye", "No", "Rain", "Wind"]
    bodies = [enough, enough, [*short, "Letters", "Share it"], [*short, "Letters", "Share it"]]
    publish_nights(tmp_path, [Story(n, n, [titles[n - 1], *body]) for n, body in enumerate(bodies, 1)])
    assert originals(tmp_path) == {1: None, 2: 1, 3: None, 4: None}


def test_bodies_of_punctuation_alone_are_no_copies(tmp_path):
    stories = [Story(n, n, ["***", "* " * 60 + "."]) for n in (1, 2)]
    publish_night(tmp_path, stories)
    assert rows(layout.published(tmp_path), "SELECT duplicate_of FROM articles") == [(None,), (None,)]


@pytest.mark.parametrize("replaced", [True, False])
def test_a_copy_never_points_to_an_article_that_is_gone_or_changed(tmp_path, replaced):
    publish_night(tmp_path, copies(LONG, LONG, LONG))
    if replaced:
        publish_night(tmp_path, copies("Now another story."), now=FIRST_NIGHT + DAY)
    else:
        gone = [file_row(1, "harbour-post/1.txt", "duplicate")]
        publish_night(tmp_path, [], files=gone, now=FIRST_NIGHT + DAY)
    found = rows(layout.published(tmp_path), "SELECT article_id, duplicate_of FROM articles ORDER BY article_id")
    assert [row for row in found if row[0] > 1] == [(2, None), (3, 2)]


def test_a_night_of_rejections_alone(tmp_path):
    publish_night(
        tmp_path, [],
        files=[file_row(1, "odd\\xff.bin", "rejected")],
        rejections=[{"path": "odd\\xff.bin", "record_no": 0, "reason": "binary", "detail": "NUL in the first bytes"}],
    )  # fmt: skip
    base = layout.published(tmp_path)
    assert rows(base, "SELECT files_seen, articles_added, verdict FROM loads") == [(1, 0, "published")]
    assert rows(base, "SELECT path FROM rejections") == [("odd\\xff.bin",)]


def test_refused_nights_come_into_the_next_candidate(published):
    refused = refuse_night(published, [MARKET], now=FIRST_NIGHT + DAY)
    publish_night(published, [MARKET], now=FIRST_NIGHT + 2 * DAY)
    base = layout.published(published)
    assert rows(base, "SELECT load_id, verdict FROM loads") == [
        ("20310501T020000Z", "published"), (refused, "refused"), ("20310503T020000Z", "published"),
    ]  # fmt: skip
    assert rows(base, f"SELECT check_name, passed FROM checks WHERE load_id = '{refused}'") == [
        ("body_not_empty", True), ("article_count", False),
    ]  # fmt: skip
    publish_night(published, [MARKET], now=FIRST_NIGHT + 3 * DAY)
    assert rows(layout.published(published), "SELECT count(*) FROM loads") == [(4,)]


def test_warnings_of_a_published_load_are_told_apart(tmp_path):
    publish_night(tmp_path, [MARKET], checks=[PASSED, WARNED])
    refuse_night(tmp_path, [STRIKE], now=FIRST_NIGHT + DAY)
    publish_night(tmp_path, [], files=[file_row(3, "quay.txt")], now=FIRST_NIGHT + 2 * DAY)
    base = layout.published(tmp_path)
    assert rows(base, "SELECT checks, checks_failed, warnings FROM marts.load_history ORDER BY load_id") == [
        (2, 1, 1), (2, 1, 0), (1, 0, 0),
    ]  # fmt: skip
    assert rows(base, "SELECT severity FROM checks WHERE check_name = 'drift'") == [("warn",)]


def test_refused_loads_from_before_severities_come_in_as_they_were_meant(tmp_path):
    refused = refuse_night(tmp_path, [MARKET])
    entry = tmp_path / "journal" / f"{refused}.json"
    old = json.loads(entry.read_text())
    for check in old["checks"]:
        del check["severity"]
    entry.write_text(json.dumps(old))
    assert [check.check_name for check in history.history(tmp_path).loads[0].failed] == ["article_count"]
    publish_night(tmp_path, [MARKET], now=FIRST_NIGHT + DAY)
    assert rows(layout.published(tmp_path), f"SELECT DISTINCT severity FROM checks WHERE load_id = '{refused}'") == [
        ("block",)
    ]


def test_instants_are_utc(published):
    base = layout.published(published)
    assert rows(base, "SELECT started_at::VARCHAR, finished_at::VARCHAR FROM loads") == [
        ("2031-05-01 02:00:00", "2031-05-01 02:01:00")
    ]
    assert rows(base, "SELECT DISTINCT seen_at::VARCHAR FROM files") == [("2031-05-01 02:00:05",)]


def test_the_verdict_is_never_before_the_start_of_the_load(tmp_path):
    with swap.lock(tmp_path):
        file = build(tmp_path, [MARKET])
        candidate.record_verdict(file, FIRST_NIGHT - DAY, [])
    assert rows(file, "SELECT started_at = finished_at FROM loads") == [(True,)]


def test_the_closed_candidate_is_one_file_that_reads_in_duckdb_1_1(tmp_path):
    with swap.lock(tmp_path):
        file = build(tmp_path, [STRIKE, MARKET])
    assert not file.with_name("warehouse.duckdb.wal").exists()
    # 64 is the format of DuckDB 1.0 to 1.1, at bytes 12 to 19 of the header.
    assert int.from_bytes(file.read_bytes()[12:20], "little") == 64


def test_the_published_file_is_not_touched_by_the_next_candidate(published):
    base = layout.published(published)
    before = base.read_bytes()
    with swap.lock(published):
        build(published, [STRIKE], now=FIRST_NIGHT + DAY)
    assert base.read_bytes() == before


@pytest.mark.parametrize(
    ("story", "message"),
    [
        (
            Story(1, 1, ["Quay", "Mara Quill left."], mentions=[(2, "Mara Quill", 5)]),
            r"mentions\.appearance_id.* has no 5",
        ),
        (
            Story(1, 1, ["Quay", "9 left."], figures=[(2, "9", 9.0, 4, None)]),
            r"figures\.counted_appearance_id.* has no 4",
        ),
        (Story(1, 1, ["Quay", "9 left."], figures=[(2, "9", 9.0, None, 3)]), r"figures\.quote_id.* has no 3"),
    ],
)
def test_a_local_id_without_a_partner_fails_the_load(tmp_path, story, message):
    with swap.lock(tmp_path), pytest.raises(WarehouseError, match=message):
        build(tmp_path, [story])


def test_a_row_that_breaks_the_schema_fails_the_load_in_one_line(tmp_path):
    bad = [file_row(1, "quay.txt", "lost")]
    with swap.lock(tmp_path), pytest.raises(WarehouseError, match="CHECK constraint failed") as error:
        build(tmp_path, [MARKET], files=bad)
    assert "\n" not in str(error.value)


def test_a_failed_write_leaves_the_candidate_as_it_was(published):
    with swap.lock(published):
        base = layout.published(published)
        file = candidate.create(published, "20310502T020000Z", base)
        leave(file.parent / "work", [STRIKE], files=[file_row(1, "quay.txt", "lost")])
        with pytest.raises(WarehouseError):
            candidate.write(
                file, Load("20310502T020000Z", FIRST_NIGHT, None, "0.1.0", "tiny"), FIRST_NIGHT, all_changed, apart
            )
        assert rows(file, "SELECT count(*) FROM articles") == [(2,)]
        assert not file.with_name("warehouse.duckdb.wal").exists()


def test_parts_of_a_group_are_read_together_in_the_order_of_their_articles(tmp_path):
    with swap.lock(tmp_path):
        file = candidate.create(tmp_path, "20310501T020000Z", None)
        leave(file.parent / "work", [MARKET], part=1)
        leave(file.parent / "work", [STRIKE], part=2)
        written = candidate.write(
            file, Load("20310501T020000Z", FIRST_NIGHT, None, "0.1.0", "tiny"), FIRST_NIGHT, all_changed, apart
        )
    assert written["articles"] == 2
    assert rows(file, "SELECT block_id, article_id FROM blocks ORDER BY block_id") == [
        (1, 1), (2, 1), (3, 1), (4, 2), (5, 2),
    ]  # fmt: skip


def test_a_folder_with_pattern_characters_and_quotes_in_its_name(tmp_path):
    odd = tmp_path / "it's [a-z]*"
    publish_night(odd, [STRIKE, MARKET])
    assert rows(layout.published(odd), "SELECT count(*) FROM articles") == [(2,)]


def test_hostile_text_stays_text(tmp_path):
    lines = ["Quay'); DROP TABLE articles; --", "“\u202e\x1b[31m” $load_id {x} \\ 漢字 🦆 9 left."]
    story = Story(1, 1, lines, figures=[(2, "9", 9.0, None, None)])
    publish_night(tmp_path, [story])
    assert rows(layout.published(tmp_path), "SELECT body, sentence FROM articles, figures") == [(story.body, lines[1])]


def test_a_published_version_of_another_schema_is_refused_before_it_is_copied(published):
    base = layout.published(published)
    manifest = base.with_name("manifest.json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"schema_version": 0}))
    with swap.lock(published), pytest.raises(WarehouseError, match="has schema 0"):
        candidate.create(published, "20310502T020000Z", base)
    assert not layout.candidate_file(published, "20310502T020000Z").exists()


def test_a_damaged_published_file_is_one_plain_line(published):
    base = layout.published(published)
    base.chmod(0o644)
    base.write_bytes(base.read_bytes()[:16] + b"\xff" * (base.stat().st_size - 16))
    with pytest.raises(WarehouseError, match="cannot be opened") as error:
        published_state.known_files(base)
    assert "\n" not in str(error.value)


# dead space


CATALOGUE = (
    "SELECT schema_name, table_name, comment, sql FROM duckdb_tables() ORDER BY ALL",
    "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns() "
    "WHERE NOT internal ORDER BY ALL",
    "SELECT schema_name, view_name, comment, sql FROM duckdb_views() WHERE NOT internal ORDER BY ALL",
)


def test_a_file_that_is_written_anew_is_the_same_in_less_space(tmp_path, monkeypatch):
    for number in range(1, 5):
        publish_night(tmp_path, [STRIKE, MARKET], now=FIRST_NIGHT + number * DAY)
    loose = layout.published(tmp_path)
    assert journal.read(loose.with_name("manifest.json"))["compacted_from_bytes"] is None
    monkeypatch.setattr(compaction, "WORTHWHILE_BYTES", 0)
    monkeypatch.setattr(compaction, "TOO_LARGE", 1.0)
    publish_night(tmp_path, [], now=FIRST_NIGHT + 5 * DAY)
    tight = layout.published(tmp_path)
    manifest = journal.read(tight.with_name("manifest.json"))
    assert manifest["compacted_from_bytes"] > 1.2 * manifest["size_bytes"]
    assert [rows(tight, query) for query in CATALOGUE] == [rows(loose, query) for query in CATALOGUE]
    for table in set(TABLES) - {"loads", "checks", "load_measures"}:
        assert rows(tight, f"FROM {table}") == rows(loose, f"FROM {table}"), table
    assert int.from_bytes(tight.read_bytes()[12:20], "little") == 64
    assert verify(tmp_path, tight.parent.name).faults == ()


def test_the_compacted_size_is_estimated_from_the_catalogue(tmp_path):
    loose, tight = tmp_path / "loose.duckdb", tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(loose)) as con:
        con.execute("CREATE TABLE texts AS SELECT range AS id, md5(range::VARCHAR) AS text FROM range(600_000)")
        for night in range(6):
            con.execute(f"DELETE FROM texts WHERE id % 20 = {night}")
            con.execute(
                "INSERT INTO texts SELECT range, md5((range + 7)::VARCHAR) FROM range(600_000) "
                f"WHERE range % 20 = {night}"
            )
            con.execute("CHECKPOINT")
        estimated = compaction.compacted_bytes(con)
    with duckdb.connect(str(tight)) as con:
        compaction.copy(con, loose)
    assert estimated == pytest.approx(tight.stat().st_size, rel=0.1)
    assert loose.stat().st_size > 1.2 * estimated, "it was loose at all"


# lines that repeat, and what each rule gave


TIDES = "Tide tables for 14 May"
OFFER = "Read the Harbour Post on paper, every morning, for 3 crowns a week or less."
WHAT = ("The harbour master", "A pilot", "The chandler", "A sailmaker", "The clerk", "One of the cooks", "A diver")
DID = ("counted ropes", "mended the lamp", "shut the sluice", "sold eels", "wrote to the mayor", "rang a bell")
WHERE = ("at the old granary", "on the north mole", "below the lighthouse", "in the rain", "near the ferry steps")


def word(number):
    return chr(97 + number % 26) * (number // 26 + 1)


def prose(article, lines=4):
    """Sentences that no other article holds."""
    return [
        f"{WHAT[(article + n) % 7]} {DID[article % 6]} {WHERE[n % 5]}, and {word(article)} people saw {word(n)} of it."
        for n in range(lines)
    ]


def story(article, *furniture, body=None, **other):
    lines = [f"News {word(article)}", *(prose(article) if body is None else body), *furniture]
    return Story(article, article, lines, **other)


def lines_of(directory, where="true"):
    base = layout.published(directory)
    found = rows(base, f"SELECT line, articles, loads FROM outlet_lines WHERE {where} ORDER BY line")
    return {line: counts for line, *counts in found}


def lines_in_blocks(directory):
    """The same from all blocks, as `outlet_lines` would count if it forgot nothing."""
    return rows(
        layout.published(directory),
        """
        SELECT outlet, lower(regexp_replace(text, '[0-9]+', '#', 'g')) AS line, count(DISTINCT article_id) AS articles
        FROM blocks JOIN articles USING (article_id) WHERE lines_counted AND length(text) <= 200
        GROUP BY ALL ORDER BY ALL
        """,
    )


def counted(directory):
    found = rows(layout.published(directory), "SELECT article_id, lines_counted FROM articles ORDER BY article_id")
    return [article for article, is_counted in found if is_counted]


def publish_nights(directory, *nights):
    start = len(layout.load_ids(directory))
    for number, stories in enumerate(nights, start):
        publish_night(directory, stories, now=FIRST_NIGHT + number * DAY)


def test_lines_are_counted_by_article_and_load_with_their_numbers_folded(tmp_path):
    publish_nights(
        tmp_path,
        [story(1, TIDES, TIDES, OFFER), story(2, "tide TABLES for 2 May")],
        [story(3, "Tide tables for 30 May", "x" * 201, "y" * 200)],
    )
    assert lines_of(tmp_path, "articles > 1 OR line[1] IN ('x', 'y')") == {
        "tide tables for # may": [3, 2], "y" * 200: [1, 1],
    }  # fmt: skip
    assert published_state.known_lines(layout.published(tmp_path)).rows() == [
        ("Harbour Post", "tide tables for # may", 3, 2, 3)
    ]


def test_no_line_is_known_from_one_night_or_two_articles(tmp_path):
    publish_nights(tmp_path, [story(n, TIDES) for n in range(1, 9)] + [story(9, OFFER)], [story(10, OFFER)])
    assert lines_of(tmp_path, "articles > 1") == {
        "tide tables for # may": [8, 1],
        OFFER.lower().replace("3", "#"): [2, 2],
    }
    assert published_state.known_lines(layout.published(tmp_path)).is_empty()
    assert published_state.known_lines(None).columns == ["outlet", "line", "articles", "loads", "of_articles"]


def test_copies_and_articles_of_no_outlet_are_not_counted(tmp_path):
    first = story(1, TIDES, body=[LONG])
    again = story(2, TIDES, body=[LONG], outlet="Kestrel Post")
    again.lines[0] = first.lines[0]
    publish_nights(tmp_path, [first, again, story(3, TIDES, outlet=None), story(4, TIDES, outlet="Kestrel Post")])
    assert counted(tmp_path) == [1, 4]
    assert rows(layout.published(tmp_path), "SELECT outlet, articles FROM outlet_lines WHERE line[1:4] = 'tide'") == [
        ("Harbour Post", 1), ("Kestrel Post", 1),
    ]  # fmt: skip


def test_a_changed_article_is_counted_once_and_brings_nothing_new(tmp_path):
    publish_nights(tmp_path, [story(1, TIDES, OFFER), story(2, TIDES)], [story(1, TIDES, "New in port")])
    assert lines_of(tmp_path, "line[1:4] IN ('tide', 'new ', 'read')") == {
        "tide tables for # may": [2, 1], "new in port": [1, 1],
    }  # fmt: skip
    assert counted(tmp_path) == [1, 2]
    publish_nights(tmp_path, [story(1, "New in port")], [story(1, body=prose(8))])
    assert lines_of(tmp_path, "line[1:4] IN ('tide', 'new ')") == {"tide tables for # may": [1, 1]}
    assert [(o, line, n) for o, line, n, *_ in rows(layout.published(tmp_path), "FROM outlet_lines ORDER BY ALL")] == (
        lines_in_blocks(tmp_path)
    )


def test_a_republished_article_is_no_evidence_and_leaves_no_trace(tmp_path):
    edition = story(9, TIDES, body=[*prose(1), "One line was added for the evening edition of this very paper."])
    publish_nights(tmp_path, [story(1, TIDES)], [edition], [story(10, body=prose(1, 3))])
    before = lines_of(tmp_path)
    assert counted(tmp_path) == [1]
    assert set(map(tuple, before.values())) == {(1, 1)}
    publish_nights(tmp_path, [story(9, body=prose(9))])
    assert counted(tmp_path) == [1, 9]
    assert before.items() <= lines_of(tmp_path).items()
    publish_nights(tmp_path, [story(1, body=prose(1))])
    assert counted(tmp_path) == [1, 9], "its own earlier text does not make it republished"


def test_much_furniture_does_not_make_an_outlet_look_republished(tmp_path):
    furniture = [f"{OFFER} {word}" for word in ("Home", "Sport", "Weather", "Shipping", "Letters", "Markets")]
    publish_nights(tmp_path, *([story(n, *furniture, body=prose(n, 12))] for n in range(1, 4)))
    assert counted(tmp_path) == [1, 2, 3]
    # Once known, it may even be most of an article; so it may from the first where a rule removes it.
    publish_nights(tmp_path, [story(4, *furniture, body=prose(4, 1))])
    ads = ["Sails and ropes, by the yard, from the loft at the harbour gate, today."] * 9
    removed = dict.fromkeys(range(3, 12), "ad")
    publish_nights(tmp_path, *([story(n, *ads, body=prose(n, 1), kinds=removed)] for n in (5, 6)))
    assert counted(tmp_path) == [1, 2, 3, 4, 5, 6]


def test_counts_are_those_of_all_blocks_whatever_came_and_went(tmp_path):
    chance = random.Random(7)
    for night in range(12):
        changed = sorted(chance.sample(range(1, 20), 6))
        stories = [
            story(n, *chance.sample([TIDES, OFFER, "Letters", "Sport 24"], 2), body=prose(chance.randrange(30)),
                  outlet=chance.choice(["Harbour Post", "Kestrel Post", None]))
            for n in changed[:5]
        ]  # fmt: skip
        files = [file_row(s.file_id, f"{s.file_id}.txt") for s in stories]
        files.append(file_row(changed[5], f"{changed[5]}.txt", "duplicate"))
        publish_night(tmp_path, stories, files=files, now=FIRST_NIGHT + night * DAY)
        held = rows(layout.published(tmp_path), "SELECT outlet, line, articles FROM outlet_lines ORDER BY ALL")
        assert held == lines_in_blocks(tmp_path)
    assert max(articles for *_, articles in held) > 2


def test_a_line_that_does_not_come_back_is_forgotten_and_counted_anew(tmp_path):
    publish_nights(tmp_path, [story(1, TIDES, OFFER), story(2, OFFER)], *([] for _ in range(29)))
    assert "tide tables for # may" in lines_of(tmp_path)
    publish_nights(tmp_path, [])
    assert list(lines_of(tmp_path)) == [OFFER.lower().replace("3", "#")]
    publish_nights(tmp_path, [story(3, TIDES)], [story(1, OFFER)])
    # What article 1 held was forgotten before: article 3 still holds it.
    assert lines_of(tmp_path, "line[1:4] IN ('tide', 'read')") == {
        "tide tables for # may": [1, 1], OFFER.lower().replace("3", "#"): [2, 1],
    }  # fmt: skip


def test_what_the_rules_gave_is_counted_by_outlet_and_load(tmp_path):
    adverts = {2: "ad", 3: "ad"}
    publish_nights(
        tmp_path,
        [Story(1, 1, ["Quay", "Buy!", "Buy sails!", "Mast."], kinds=adverts), Story(2, 2, ["Pier", "Mast."]),
         Story(3, 3, ["Mole", "Rope."], outlet=None)],
        [Story(1, 1, ["Quay", "Mast."], outlet="Kestrel Post")],
    )  # fmt: skip
    found = rows(layout.published(tmp_path), "SELECT * EXCLUDE (load_id) FROM outlet_rules ORDER BY ALL")
    assert found == [
        ("Harbour Post", "ad", "test.ad", 1, 2, 14, 2),
        ("Harbour Post", "body", "test.body", 2, 2, 10, 2),
        ("Harbour Post", "headline", "test.headline", 2, 2, 8, 2),
        ("Kestrel Post", "body", "test.body", 1, 1, 5, 1),
        ("Kestrel Post", "headline", "test.headline", 1, 1, 4, 1),
    ]
