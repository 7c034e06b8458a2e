"""The same quotation in several articles, through the real loader."""

from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.nights import FIRST_NIGHT, Story, publish_night
from warehouse.publish import layout

PEACE = "We will stay at the table until the last ship has left the harbour."


def told(*quotations: str, first: int = 1) -> list[Story]:
    """An article for each quotation; several in one are parted by a bar."""
    return [
        Story(
            n, n, ["News", *words.split("|")], quotes=[(2 + i, text, None) for i, text in enumerate(words.split("|"))]
        )
        for n, words in enumerate(quotations, first)
    ]


def load(directory: Path, *nights: list[Story]) -> Path:
    for n, night in enumerate(nights):
        publish_night(directory, night, now=FIRST_NIGHT + n * timedelta(days=1))
    return layout.published(directory)


def variants(directory: Path, *nights: list[Story]) -> dict[int, list[tuple[int, str]]]:
    """Returns by group the file and variant of each of its quotations."""
    found = defaultdict(list)
    with duckdb.connect(str(load(directory, *nights)), read_only=True) as con:
        for group, *quotation in con.execute(
            "SELECT quote_group_id, file_id, variant FROM quote_variants JOIN quotes USING (quote_id) "
            "JOIN articles USING (article_id) ORDER BY ALL"
        ).fetchall():
            found[group].append(tuple(quotation))
    return dict(found)


@pytest.mark.parametrize(
    ("other", "variant"),
    [
        ("“WE will stay, at the table, until the last ship has left the harbour!”", "same"),
        ("We will stay at the table until the last ship has left the harbor", "spelling"),
        ("stay at the table until the last ship", "cut"),
        ("We will stay at the table until the first ship has left the harbour.", "changed"),
        ("We will not stay at the table until the last ship has left the harbour.", "changed"),
    ],
)
def test_a_quotation_is_one_however_it_is_told(other: str, variant: str, tmp_path: Path) -> None:
    assert variants(tmp_path, told(PEACE, other)) in (
        {1: [(1, "same"), (2, variant)]},
        {1: [(1, "cut" if variant == "same" else variant), (2, "same")]},  # the longer one is the fullest
    )


@pytest.mark.parametrize(
    "quotations",
    [
        ("We will not give up.", "We will not give up."),  # what many say
        (PEACE, "We will stay at the pier until the first boat has seen the island."),
        (PEACE, "Nobody told us that the bridge was closed for the whole of the winter."),
        (f"{PEACE}|{PEACE}", "Nobody told us that the bridge was closed for the winter."),  # twice in one article
    ],
)
def test_quotations_that_are_not_the_same_are_no_group(quotations: tuple[str, ...], tmp_path: Path) -> None:
    assert variants(tmp_path, told(*quotations)) == {}


def test_long_quotations_are_one_by_how_they_begin_and_by_their_length(tmp_path: Path) -> None:
    speech = " ".join(f"In the year {year} the harbour had {year * 7} ships." for year in range(1900, 1960))
    late, early = speech.replace("1955", "1995"), speech.replace("In the", "Some say that by the", 20)
    assert len(speech) > 2_000
    assert variants(tmp_path, told(speech, late, speech[:1500], early)) == {
        1: [(1, "changed"), (2, "same"), (3, "cut")]
    }


def test_a_group_keeps_its_id_and_the_oldest_stays_of_two(tmp_path: Path) -> None:
    first = "The council has asked for two new engines since the spring of that year."
    second = "It never had an answer from the ministry, and so the pumps stood still."
    assert set(variants(tmp_path, told(first, first), told(second, second, first=3))) == {1, 2}
    whole = f"{first} {second}"
    assert set(variants(tmp_path, told(whole, first=5))) == {1}
    # It falls apart again with the article that joined them, and no id is given to another.
    assert variants(tmp_path, told("Nothing of the kind was ever said.", first=5)) == {
        1: [(3, "same"), (4, "same")],
        3: [(1, "same"), (2, "same")],
    }


def test_a_group_shows_its_articles_and_its_variants(tmp_path: Path) -> None:
    file = load(tmp_path, told(PEACE, "stay at the table until the last ship", PEACE))
    with duckdb.connect(str(file), read_only=True) as con:
        assert con.execute(
            "SELECT text, quotes, articles, independent_articles, speakers, cut FROM marts.quotations"
        ).fetchall() == [(PEACE, 3, 3, 3, 0, 1)]
        assert con.execute(
            "SELECT variant, text, outlet FROM marts.quotation_variants ORDER BY quote_id LIMIT 2"
        ).fetchall() == [
            ("same", PEACE, "Harbour Post"),
            ("cut", "stay at the table until the last ship", "Harbour Post"),
        ]


WORDS = st.lists(
    st.sampled_from(["stay", "at", "the", "table", "until", "ship", "has", "left"]), min_size=5, max_size=9
)


@settings(max_examples=10, deadline=None)
@given(st.lists(WORDS.map(" ".join), min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_nights(quotations: list[str], random) -> None:
    stories = told(*quotations)
    shuffled = random.sample(stories, len(stories))
    at = random.randrange(len(stories))
    with TemporaryDirectory() as once, TemporaryDirectory() as twice:
        whole = variants(Path(once), stories)
        parts = variants(Path(twice), *[night for night in (shuffled[:at], shuffled[at:]) if night])
    assert sorted(whole.values()) == sorted(parts.values())
