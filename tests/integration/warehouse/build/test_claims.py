"""Claims are made anew for the threads that changed, and are then what they would be if all were made at once."""

import duckdb

from tests.claims import MAY, RAIN, RAIN_ABROAD, Claims
from warehouse.build import claims

ALL = "FROM claims ORDER BY figure_id"


def test_only_changed_threads_are_written() -> None:
    book = Claims()
    for day in range(3):
        book.ministry(40 + day, 40 + day, day=MAY[day])
        book.figure(30, 30, day=MAY[day], story_id=RAIN_ABROAD)
    with duckdb.connect() as con:
        book.fill(con)
        assert claims.settle(con) == 0
        con.execute("UPDATE figures SET value_high = 50 WHERE figure_id = 5")
        assert claims.settle(con) == 3
        assert con.execute("SELECT thread_id FROM claims WHERE at_most = 50").fetchall() == [(RAIN,)]
        con.execute("DELETE FROM figures WHERE article_id IN (SELECT article_id FROM articles WHERE story_id = 2)")
        assert claims.settle(con) == 0
        found = con.execute(ALL).fetchall()
        con.execute("DELETE FROM claims")
        con.execute("DELETE FROM claim_threads")
        assert claims.settle(con) == len(found) == 3
        assert con.execute(ALL).fetchall() == found


def test_a_new_name_of_a_claimant_is_taken_over() -> None:
    book = Claims()
    book.ministry(40, 40)
    with duckdb.connect() as con:
        book.fill(con)
        con.execute("UPDATE entities SET name = 'Ministry of Health' WHERE name = 'Health Ministry'")
        assert claims.settle(con) == 1
        assert con.execute("SELECT claimant FROM claims").fetchall() == [("Ministry of Health",)]


def test_stories_that_become_one_have_one_series() -> None:
    book = Claims()
    book.ministry(40, 40)
    book.figure(30, 30, story_id=RAIN_ABROAD)
    with duckdb.connect() as con:
        book.fill(con)
        assert con.execute("SELECT max(comparable) FROM claims").fetchall() == [(0,)]
        con.execute("UPDATE articles SET story_id = 1")
        con.execute("DELETE FROM stories WHERE story_id = 2")
        con.execute("DELETE FROM threads WHERE thread_id = 2")
        claims.settle(con)
        assert con.execute("SELECT thread_id, comparable FROM claims").fetchall() == [(RAIN, 1), (RAIN, 1)]
        assert con.execute("SELECT thread_id FROM claim_threads").fetchall() == [(RAIN,)]
