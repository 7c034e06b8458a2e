from tests.nights import FIRST_NIGHT, Story, file_row, publish_night
from tests.stories import DAY, rows
from warehouse.build import next_ids
from warehouse.publish import layout, swap


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
