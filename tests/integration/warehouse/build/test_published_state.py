import duckdb
import polars as pl
import pytest

from tests.stories import OFFER, TIDES, lines_of, publish_nights, story
from warehouse import WarehouseError
from warehouse.build import next_ids, published_state
from warehouse.publish import layout


def test_an_empty_warehouse_reads_as_empty_with_the_right_columns():
    assert published_state.known_files(None).columns == [
        "path", "file_id", "sha256", "size_bytes", "status", "reason", "code_version", "set_aside",
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


def test_what_this_code_has_set_aside_is_known_and_not_extracted_anew(published):
    base = layout.published(published)
    base.chmod(0o644)
    load_id = base.parent.name

    def outdated(code_version: str) -> list[int]:
        return published_state.outdated_articles(base, code_version, "tiny 1.0")["article_id"].to_list()

    assert not published_state.known_files(base)["set_aside"].any()
    assert sorted(outdated("0.2.0")) == [1, 2]
    with duckdb.connect(str(base)) as con:
        con.execute("INSERT INTO rejections VALUES (?, 'harbour-post/2.txt', 1, 'too_slow', 'took long')", [load_id])
        con.execute("INSERT INTO rejections VALUES (?, 'harbour-post/1.txt', 2, 'no_text', NULL)", [load_id])
        con.execute("UPDATE loads SET model_version = 'tiny 0.9'")
    assert published_state.known_files(base).select("path", "set_aside").rows() == [
        ("harbour-post/1.txt", False),
        ("harbour-post/2.txt", True),
    ]
    assert sorted(outdated("0.1.0")) == [1, 2]  # another model set it aside
    with duckdb.connect(str(base)) as con:
        later = "'20310502T020000Z' AS load_id, 'tiny 1.0' AS model_version"
        con.execute(f"INSERT INTO loads SELECT * REPLACE ({later}) FROM loads")
        con.execute("UPDATE rejections SET load_id = '20310502T020000Z'")
    assert outdated("0.1.0") == [1]


def test_a_damaged_published_file_is_one_plain_line(published):
    base = layout.published(published)
    base.chmod(0o644)
    base.write_bytes(base.read_bytes()[:16] + b"\xff" * (base.stat().st_size - 16))
    with pytest.raises(WarehouseError, match="cannot be opened") as error:
        published_state.known_files(base)
    assert "\n" not in str(error.value)


def test_no_line_is_known_from_one_night_or_two_articles(tmp_path):
    publish_nights(tmp_path, [story(n, TIDES) for n in range(1, 9)] + [story(9, OFFER)], [story(10, OFFER)])
    assert lines_of(tmp_path, "articles > 1") == {
        "tide tables for # may": [8, 1],
        OFFER.lower().replace("3", "#"): [2, 2],
    }
    assert published_state.known_lines(layout.published(tmp_path)).is_empty()
    assert published_state.known_lines(None).columns == ["outlet", "line", "articles", "loads", "of_articles"]
