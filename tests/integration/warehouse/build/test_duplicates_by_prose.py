import random

import pytest

from tests.nights import FIRST_NIGHT, Story, file_row, publish_night
from tests.stories import DAY, LONG, prose, publish_nights, rows, word
from warehouse.build import published_state
from warehouse.publish import layout


def copies(*texts, first=1):
    return [Story(n, n, ["Council meets", text]) for n, text in enumerate(texts, first)]


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
    "boilerplate", ["Tide tables for 3 May", "Read the Harbour Post on paper, for 3 crowns a week, each morning."]
)
def test_copies_are_found_though_a_line_was_learned_meanwhile(tmp_path, boilerplate):
    first = [Story(n, n, [f"News {word(n)}", *prose(n, 6), boilerplate]) for n in (1, 2)]
    second = [Story(n, n, [f"News {word(n)}", *prose(n, 6), boilerplate]) for n in (3, 4)]
    publish_nights(tmp_path, first, second)
    assert len(published_state.known_lines(layout.published(tmp_path))) == 1
    copy_ = Story(5, 5, ["News b", *prose(1, 6), boilerplate], kinds={8: "other"}, outlet="Kestrel Post")
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
    boilerplate = ["Letters", "Tide tables for 3 May", "Share on the quay", "More from the harbour", "3 min read"]
    stories = []
    for number in chance.sample(range(1, 61), 60):
        lines = prose(number % 30, 6)
        for line in chance.sample(boilerplate, chance.randint(0, 5)):
            lines.insert(chance.randint(0, len(lines)), line)
        removed = {n: "other" for n, line in enumerate(lines, 2) if line in boilerplate and chance.random() < 0.5}
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
