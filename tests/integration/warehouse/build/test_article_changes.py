"""What changed between two texts of one article: paragraphs, headlines, figures and quotations."""

from pathlib import Path
from typing import Any

import pytest

from tests.nights import Story
from tests.stories import publish_nights, rows
from warehouse.publish import layout

Change = tuple[str, str, str | None, str | None]
TOLL = "The coastguard said that at least 41 people had drowned off the north mole on Sunday."
RISEN = "The coastguard said on Monday that at least 46 people had drowned off the north mole."
CAUSE = "Nobody knows yet why the ferry turned over within sight of the pilot house."
SAID = "“We heard a bang from below the deck”, said Olan Feth, who sells eels."
RAIN = "It rained all morning, and the boats stayed out."


def text(*lines: str, headline: str = "Ferry sinks") -> Story:
    """An article that counts the first number of each of its lines, and quotes what stands in marks."""
    figures: list[tuple[int, str, float, int | None, int | None]] = []
    quotes: list[tuple[int, str, int | None]] = []
    for block, line in enumerate(lines, 2):
        figures.extend((block, word, float(word), None, None) for word in line.split() if word.isdigit())
        if "“" in line:
            quotes.append((block, line[line.index("“") + 1 : line.index("”")], None))
    return Story(1, 1, [headline, *lines], figures=figures, quotes=quotes)


def changes(directory: Path, *texts: Story, kind: str | None = None) -> list[Change]:
    publish_nights(directory, *([one] for one in texts))
    found: list[Any] = rows(
        layout.published(directory),
        "SELECT kind, change, coalesce(number_before, text_before), coalesce(number_after, text_after) "
        "FROM article_changes ORDER BY from_version, change_no",
    )
    return [change for change in found if kind in (None, change[0])]


def test_paragraphs_figures_quotations_and_the_headline(tmp_path: Path) -> None:
    before = text(TOLL, CAUSE, SAID)
    after = text(RISEN, SAID.replace("a bang", "two bangs"), RAIN, headline="Ferry toll rises")
    assert changes(tmp_path, before, after) == [
        ("figure", "changed", "41", "46"),
        ("headline", "changed", "Ferry sinks", "Ferry toll rises"),
        ("paragraph", "changed", TOLL, RISEN),
        ("paragraph", "changed", SAID, SAID.replace("a bang", "two bangs")),
        ("paragraph", "removed", CAUSE, None),
        ("paragraph", "added", None, RAIN),
        ("quote", "changed", "We heard a bang from below the deck", "We heard two bangs from below the deck"),
    ]


def test_a_number_in_other_words_is_no_change_of_the_number(tmp_path: Path) -> None:
    again = "At least 41 people drowned, the coastguard said."
    assert changes(tmp_path, text(TOLL), text(again), kind="figure") == []


def test_what_other_rules_find_in_a_sentence_that_stayed_is_no_change(tmp_path: Path) -> None:
    before, after = text(TOLL, SAID, CAUSE), text(TOLL, SAID, RAIN)
    after.figures, after.quotes = [(2, "41", 4100.0, None, None)], [(3, "We heard a bang", None)]
    assert changes(tmp_path, before, after) == [
        ("paragraph", "added", None, RAIN),
        ("paragraph", "removed", CAUSE, None),
    ]


def test_the_figures_of_a_sentence_are_paired_with_those_that_are_most_like_them(tmp_path: Path) -> None:
    before = text("Of the crews 12 came back to the pier.", "In the town 30 lamps were lit on the quay.")
    after = text("In the town 33 lamps were lit on the quay.", "Of the crews 14 came back to the pier.")
    assert changes(tmp_path, before, after, kind="figure") == [
        ("figure", "changed", "30", "33"),
        ("figure", "changed", "12", "14"),
    ]


def test_white_space_case_and_marks_are_no_change(tmp_path: Path) -> None:
    shouted = CAUSE.upper().replace(" ", "  ")
    assert changes(tmp_path, text(CAUSE, TOLL), text(shouted, RISEN), kind="paragraph") == [
        ("paragraph", "changed", TOLL, RISEN)
    ]


def lines(number: int) -> list[str]:
    return [f"In street {n} the bell {n * 7} rang at noon and the door {n * 11} stayed shut." for n in range(number)]


@pytest.mark.parametrize("number", [5, 60])
def test_many_changed_paragraphs_find_their_pairs(number: int, tmp_path: Path) -> None:
    before = Story(1, 1, ["Bells", *lines(number)])
    after = Story(1, 1, ["Bells", *(line.replace("noon", "one") for line in lines(number))])
    found = changes(tmp_path, before, after)
    assert {change for _, change, *_ in found} == {"changed"}
    assert [(was, now) for *_, was, now in found] == list(zip(before.lines[1:], after.lines[1:], strict=True))


def test_a_text_of_many_equal_lines_is_not_compared_line_by_line(tmp_path: Path) -> None:
    """Nothing tells which of them became which: they came and went."""
    before = Story(1, 1, ["Live", *(f"{n} and no more to tell of it here" for n in range(40))])
    after = Story(1, 1, ["Live", *(f"{n} and no more to tell of it here" for n in range(100, 140))])
    found = changes(tmp_path, before, after)
    assert {change for _, change, *_ in found} == {"removed", "added"}
    assert len(found) == 80


def test_the_mart_tells_the_outlet_the_headline_and_the_load(tmp_path: Path) -> None:
    changes(tmp_path, text(TOLL), text(RISEN, headline="Ferry toll rises"), text(RISEN, CAUSE, headline="Ferry: why?"))
    assert rows(
        layout.published(tmp_path),
        "SELECT DISTINCT outlet, headline, from_version, later_article_id, to_version, load_id "
        "FROM marts.article_changes ORDER BY from_version",
    ) == [
        ("Harbour Post", "Ferry toll rises", 1, None, 2, "20310502T020000Z"),
        ("Harbour Post", "Ferry: why?", 2, None, 3, "20310503T020000Z"),
    ]
