import random

from tests.nights import FIRST_NIGHT, file_row, publish_night
from tests.stories import DAY, LONG, OFFER, TIDES, lines_in_blocks, lines_of, prose, publish_nights, rows, story
from warehouse.build import outlet_lines, published_state
from warehouse.publish import layout


def counted(directory):
    found = rows(layout.published(directory), "SELECT article_id, lines_counted FROM articles ORDER BY article_id")
    return [article for article, is_counted in found if is_counted]


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


def test_copies_and_articles_of_no_outlet_are_not_counted(tmp_path):
    first = story(1, TIDES, body=[LONG])
    again = story(2, TIDES, body=[LONG], outlet="Kestrel Post")
    again.lines[0] = first.lines[0]
    publish_nights(tmp_path, [first, again, story(3, TIDES, outlet=None), story(4, TIDES, outlet="Kestrel Post")])
    assert counted(tmp_path) == [1, 4]
    assert rows(layout.published(tmp_path), "SELECT outlet, articles FROM outlet_lines WHERE line[1:4] = 'tide'") == [
        ("Harbour Post", 1), ("Kestrel Post", 1),
    ]  # fmt: skip


def test_articles_that_only_say_whose_they_are_teach_nothing(tmp_path):
    claimed = {"unconfirmed_publisher": "Harbour Post"}
    first = [story(n, TIDES, **claimed) for n in (1, 2, 3)] + [story(n, OFFER) for n in (11, 12)]
    publish_nights(tmp_path, first, [story(4, TIDES, **claimed), story(13, OFFER)])
    assert counted(tmp_path) == [11, 12, 13]
    assert list(lines_of(tmp_path, "articles > 1")) == [OFFER.lower().replace("3", "#")]
    assert published_state.known_lines(layout.published(tmp_path))["of_articles"].to_list() == [3]


def test_what_many_loads_of_one_day_hold_is_not_known_yet(tmp_path):
    publish_night(tmp_path, [story(1, TIDES), story(2, TIDES)], now=FIRST_NIGHT)
    publish_night(tmp_path, [story(3, TIDES)], now=FIRST_NIGHT + DAY / 24)
    assert lines_of(tmp_path, "articles > 1") == {"tide tables for # may": [3, 2]}
    assert published_state.known_lines(layout.published(tmp_path)).is_empty()
    publish_night(tmp_path, [story(4, TIDES)], now=FIRST_NIGHT + DAY)
    assert published_state.known_lines(layout.published(tmp_path))["articles"].to_list() == [4]


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


def test_much_boilerplate_does_not_make_an_outlet_look_republished(tmp_path):
    boilerplate = [f"{OFFER} {word}" for word in ("Home", "Sport", "Weather", "Shipping", "Letters", "Markets")]
    publish_nights(tmp_path, *([story(n, *boilerplate, body=prose(n, 12))] for n in range(1, 4)))
    assert counted(tmp_path) == [1, 2, 3]
    # Once known, it may even be most of an article; so it may from the first where a rule removes it.
    publish_nights(tmp_path, [story(4, *boilerplate, body=prose(4, 1))])
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


def test_a_line_that_does_not_come_back_is_forgotten_and_counted_anew(tmp_path, monkeypatch):
    loads = 5  # so that few nights are enough
    monkeypatch.setattr(outlet_lines, "LINE_KEPT_LOADS", loads)
    publish_nights(tmp_path, [story(1, TIDES, OFFER), story(2, OFFER)], *([] for _ in range(loads - 1)))
    assert "tide tables for # may" in lines_of(tmp_path)
    publish_nights(tmp_path, [])
    assert list(lines_of(tmp_path)) == [OFFER.lower().replace("3", "#")]
    publish_nights(tmp_path, [story(3, TIDES)], [story(1, OFFER)])
    # What article 1 held was forgotten before: article 3 still holds it.
    assert lines_of(tmp_path, "line[1:4] IN ('tide', 'read')") == {
        "tide tables for # may": [1, 1], OFFER.lower().replace("3", "#"): [2, 1],
    }  # fmt: skip
