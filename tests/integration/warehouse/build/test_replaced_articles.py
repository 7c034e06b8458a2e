import pytest

from tests.nights import FIRST_NIGHT, Story, file_row, publish_night
from tests.stories import DAY, FETH, lines_in_blocks, publish_nights, rows, word
from warehouse.publish import layout


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
