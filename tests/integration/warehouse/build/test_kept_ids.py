"""Ids of rows in an article that is written again: by its file, or extracted anew."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.nights import FIRST_NIGHT, publish_night
from tests.stories import DAY, MARKET, STRIKE, rows
from warehouse.publish import layout

IDS = {
    "blocks": "block_id", "appearances": "appearance_id", "quotes": "quote_id", "mentions": "mention_id",
    "roles": "role_id", "figures": "figure_id",
}  # fmt: skip


def all_rows(directory: Path, table: str) -> Any:
    return rows(layout.published(directory), f"FROM {table} ORDER BY ALL")


def test_an_article_that_is_extracted_anew_keeps_all_ids_and_what_concerns_its_file(published: Path) -> None:
    before = {
        table: all_rows(published, table) for table in (*IDS, "files", "outlet_lines", "entities", "quote_groups")
    }
    article = "SELECT load_id, lines_counted, prose_key, duplicate_of FROM articles ORDER BY article_id"
    articles = rows(layout.published(published), article)
    load_id = publish_night(published, [STRIKE], files=[], now=FIRST_NIGHT + DAY)
    assert {table: all_rows(published, table) for table in before} == before
    base = layout.published(published)
    assert rows(base, article) == articles
    assert rows(base, "SELECT extracted_load_id = load_id, extracted_load_id FROM articles ORDER BY article_id")[0] == (
        False, load_id,
    )  # fmt: skip
    counted = f"SELECT articles_added, articles_new, articles_reprocessed FROM loads WHERE load_id = '{load_id}'"
    assert rows(base, counted) == [(0, 0, 1)]
    assert rows(base, f"FROM outlet_rules WHERE load_id = '{load_id}'") == []


def test_what_comes_out_otherwise_gets_new_ids_and_the_rest_keeps_its_own(published: Path) -> None:
    base = layout.published(published)
    top = rows(base, "SELECT max(figure_id) FROM figures")[0][0]
    kept = rows(base, "SELECT figure_id FROM figures WHERE surface = '12'")
    anew = replace(STRIKE, figures=[(2, "40", 40.0, None, None), (2, "crews", 1.0, None, None), *STRIKE.figures[1:]])
    publish_night(published, [replace(anew, figures=anew.figures[1:])], files=[], now=FIRST_NIGHT + DAY)
    after = layout.published(published)
    assert rows(after, "SELECT figure_id FROM figures WHERE surface = '12'") == kept
    assert rows(after, "SELECT figure_id > ? FROM figures WHERE surface = 'crews'".replace("?", str(top))) == [(True,)]
    assert rows(after, "FROM figures WHERE surface = '40'") == []


def test_equal_rows_keep_their_ids_in_their_order(published: Path) -> None:
    twice = replace(MARKET, figures=[*MARKET.figures, (2, "9", 9.5, None, None)])
    publish_night(published, [twice], files=[], now=FIRST_NIGHT + DAY)
    once = rows(layout.published(published), "SELECT figure_id, value_low FROM figures WHERE article_id = 2 ORDER BY 1")
    publish_night(published, [twice], files=[], now=FIRST_NIGHT + 2 * DAY)
    again = rows(
        layout.published(published), "SELECT figure_id, value_low FROM figures WHERE article_id = 2 ORDER BY 1"
    )
    assert once == again
    assert [value for _, value in again] == [9.0, 9.5]


def test_a_file_that_is_read_again_with_the_same_words_keeps_all_ids(published: Path) -> None:
    before = {table: all_rows(published, table) for table in IDS}
    publish_night(published, [STRIKE], now=FIRST_NIGHT + DAY)
    assert {table: all_rows(published, table) for table in IDS} == before
