from tests.nights import Story
from tests.stories import publish_nights, rows
from warehouse.publish import layout


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


def test_articles_that_only_say_whose_they_are_move_no_band(tmp_path):
    claimed = [Story(n, n, ["Pier", "Mast."], unconfirmed_publisher="Harbour Post") for n in range(2, 9)]
    publish_nights(tmp_path, [Story(1, 1, ["Quay", "Mast."]), *claimed])
    published = layout.published(tmp_path)
    assert rows(published, "SELECT DISTINCT of_articles FROM outlet_rules") == [(1,)]
    assert rows(published, "SELECT outlet, value FROM load_measures WHERE measure = 'articles' ORDER BY ALL") == [
        ("", 8.0), ("Harbour Post", 1.0),
    ]  # fmt: skip
