"""What the sample holds by design: happenings over several days, their tolls and who disputes them, revisions, copies.

The tables below were written together with the articles. A warehouse of the sample must find the copies, claims,
conflicts and tolls of other happenings, and invent none; of the threads most, and of the revisions none that was not
written.
"""

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.stories import rows
from warehouse.publish import layout

pytestmark = pytest.mark.slow

FERRY, HOSPITAL, QUAKE, PROTESTS, ABDUCTION = "ferry", "hospital", "earthquake", "protests", "abduction"

HAPPENINGS = {
    FERRY: (
        "meridian-wire/2026/03/04/marrowan-ferry-sinks.txt",
        "tungara-standard/marrowan-ferry-sinks.txt",
        "harbour-courier/2026-03-04-ferry-sinking.txt",
        "daily-lantern/ferry-horror-princess-ilara.txt",
        "kestrel-post/2026-03-06/ferry-overloaded-inquiry.txt",
        "jacaranda-ledger/marrowan-ferry-tragedy.txt",
        "meridian-wire/2026/03/08/marrowan-ferry-divers.txt",
        "coral-coast-today/2026-03-09/marrowan-ferry-divers.txt",
        "tungara-standard/marrowan-ferry-divers.txt",
        "harbour-courier/2026-03-11-ferry-toll-revised.txt",
        "kestrel-post/2026-04-09/ferry-commission-hearing.txt",
    ),
    HOSPITAL: (
        "meridian-wire/2026/03/09/zarhan-hospital-strike.txt",
        "coral-coast-today/2026-03-09/qasr-dharan-hospital.txt",
        "daily-lantern/zarhan-hospital-outrage.txt",
        "tungara-standard/zarhan-nurses-stranded.txt",
        "kestrel-post/2026-03-11/zarhan-displacement.txt",
        "harbour-courier/2026-03-12-zarhan-ceasefire-talks.txt",
        "meridian-wire/2026/03/13/zarhan-hospital-toll.txt",
        "tungara-standard/zarhan-hospital-toll.txt",
        "coral-coast-today/2026-03-14/qasr-dharan-convoy.txt",
    ),
    QUAKE: (
        "meridian-wire/2026/03/16/ruvenia-earthquake.txt",
        "harbour-courier/2026-03-17-ruvenia-earthquake.txt",
        "alpenblick-english/ruvenia-quake.txt",
        "jacaranda-ledger/ruvenia-quake-students-safe.txt",
        "harbour-courier/2026-03-19-ruvenia-toll.txt",
        "alpenblick-english/ruvenia-toll-corrected.txt",
        "meridian-wire/feed-2026-03-27.jsonl",
    ),
    PROTESTS: (
        "meridian-wire/2026/03/19/costa-verena-protests.txt",
        "coral-coast-today/2026-03-20/costa-verena-fuel.txt",
        "daily-lantern/belmora-tear-gas.txt",
        "kestrel-post/2026-03-20/belmora-detentions.txt",
        "meridian-wire/2026/03/23/costa-verena-count.txt",
        "tradewind-business/20260324-costa-verena-copper.txt",
    ),
    ABDUCTION: (
        "jacaranda-ledger/gidan-zuma-pupils.txt",
        "meridian-wire/2026/03/24/kabara-school-abduction.txt",
        "coral-coast-today/2026-03-28/kabara-pupils-freed.txt",
        "jacaranda-ledger/kabara-remaining-pupils.txt",
    ),
}
"""Each happening with its articles, of a file with several the first: those of two are never one story."""

BESIDE = (
    "tungara-standard/zarhan-nurses-stranded.txt",
    "harbour-courier/2026-03-12-zarhan-ceasefire-talks.txt",
    "jacaranda-ledger/ruvenia-quake-students-safe.txt",
    "daily-lantern/belmora-tear-gas.txt",
)
"""Articles on what a happening meant for others, which may be a thread of their own; all others are one thread."""

WEEKS_LATER = (
    "kestrel-post/2026-04-09/ferry-commission-hearing.txt",
    "jacaranda-ledger/kabara-remaining-pupils.txt",
)
"""Articles that continue a happening after weeks: another story of the same thread."""

COPIES = {
    "tungara-standard/marrowan-ferry-sinks.txt": "meridian-wire/2026/03/04/marrowan-ferry-sinks.txt",
    "coral-coast-today/2026-03-09/marrowan-ferry-divers.txt": "meridian-wire/2026/03/08/marrowan-ferry-divers.txt",
    "tungara-standard/marrowan-ferry-divers.txt": "meridian-wire/2026/03/08/marrowan-ferry-divers.txt",
    "tungara-standard/zarhan-hospital-toll.txt": "meridian-wire/2026/03/13/zarhan-hospital-toll.txt",
    "tradewind-business/20260324-costa-verena-copper.txt": "meridian-wire/2026/03/23/costa-verena-count.txt",
}
"""Copies with what they reprint: whole; cut and re-headed; behind another opening; cut; cut and in another order."""

Claim = tuple[str, str, str, int]
CLAIMS: tuple[Claim, ...] = (
    (FERRY, "killed", "coastguard", 57),
    (FERRY, "missing", "ramsa", 24),
    (FERRY, "killed", "islands forum", 81),
    (FERRY, "killed", "coastguard", 54),
    (FERRY, "killed", "dalp", 84),
    (FERRY, "killed", "coastguard", 132),
    (HOSPITAL, "killed", "ministry", 104),
    (HOSPITAL, "killed", "human rights office", 118),
    (HOSPITAL, "killed", "liberation front", 141),
    (HOSPITAL, "killed", "ministry", 101),
    (HOSPITAL, "wounded", "doctors", 190),
    (QUAKE, "killed", "ministry", 1214),
    (QUAKE, "killed", "havelka", 1500),
    (QUAKE, "killed", "ministry", 1131),
    (PROTESTS, "killed", "workers", 11),
    (PROTESTS, "killed", "ministry", 4),
    (PROTESTS, "killed", "hospital staff", 7),
    (PROTESTS, "detained", "police", 1120),
    (PROTESTS, "detained", "assembly", 2000),
    (ABDUCTION, "abducted", "police", 131),
    (ABDUCTION, "released", "danbaro", 19),
)
"""Happening, event, a part of the claimant's name in small letters, and the number."""

REVISIONS = (
    (FERRY, "coastguard", 57, 54),
    (HOSPITAL, "ministry", 104, 101),
    (QUAKE, "ministry", 1214, 1131),
)
"""Tolls that a claimant lowered: of whom, from, to. They are found where both articles are in one thread."""

CONFLICTS = (
    (FERRY, "killed", {57, 81}),
    (FERRY, "killed", {54, 84}),
    (HOSPITAL, "killed", {83, 127}),
    (HOSPITAL, "killed", {91, 134}),
    (HOSPITAL, "killed", {104, 118}),
    (HOSPITAL, "killed", {104, 141}),
    (HOSPITAL, "killed", {118, 141}),
    (QUAKE, "killed", {1214, 1500}),
    (PROTESTS, "killed", {4, 11}),
    (PROTESTS, "killed", {4, 7}),
    (PROTESTS, "killed", {7, 11}),
    (PROTESTS, "detained", {1120, 2000}),
    (ABDUCTION, "abducted", {131, 137}),
)
"""Numbers of one happening that cannot both be, which two claimants state for the same days."""

OTHER_HAPPENINGS = (
    ("meridian-wire/2026/03/08/marrowan-ferry-divers.txt", 112),
    ("meridian-wire/2026/03/13/zarhan-hospital-toll.txt", 67),
    ("harbour-courier/2026-03-19-ruvenia-toll.txt", 2300),
    ("meridian-wire/2026/03/23/costa-verena-count.txt", 23),
)
"""Tolls of earlier happenings, told for comparison."""

LEAST_IN_LARGEST_THREAD = 0.5
"""Of the articles with a day, the share that is in the largest thread of its happening. The rest are stories of their
own: few articles are loaded, so that little is known of what is rare (docs/stories.md)."""

IN_SERIES = 0.9
"""Least share of the claims above that must be in a series: what the sample was written to show."""

Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def ask(sample: Path) -> Ask:
    """Asks a warehouse that holds the sample, with the table `happenings` of path and happening."""
    listed = ", ".join(f"('{path}', '{name}')" for name, paths in HAPPENINGS.items() for path in paths)
    told = f"WITH happenings (path, happening) AS (VALUES {listed}), "
    return lambda sql: rows(layout.published(sample), told + sql)


OF_ARTICLES = """
    told AS (
        SELECT files.path, happening, articles.* FROM articles JOIN files USING (file_id)
        LEFT JOIN happenings ON happenings.path = files.path AND record_no = 1
    )
"""

OF_CLAIMS = f"""{OF_ARTICLES},
    claimed AS (
        SELECT happening, claim.* FROM marts.claim_timeline AS claim JOIN told USING (article_id)
    )
"""


def test_each_article_of_a_happening_is_there(ask: Ask, root: Path) -> None:
    paths = [path for happening in HAPPENINGS.values() for path in happening]
    assert [path for path in paths if not (root / "corpus" / "sample" / path).is_file()] == []
    ((found,),) = ask(f"{OF_ARTICLES} SELECT count(*) FROM told WHERE happening IS NOT NULL")
    assert found == len(paths) == len(set(paths))


def test_the_copies_are_those_that_were_written_as_copies(ask: Ask) -> None:
    found = ask(
        f"{OF_ARTICLES} SELECT told.path, original.path FROM told JOIN told AS original "
        "ON original.article_id = told.copy_of"
    )
    assert dict(found) == COPIES


def test_no_thread_holds_two_happenings_and_most_of_a_happening_is_one_thread(ask: Ask) -> None:
    mixed = ask(
        f"{OF_ARTICLES} SELECT thread_id, list(DISTINCT happening) AS happenings FROM told "
        "JOIN (SELECT story_id, thread_id FROM stories) USING (story_id) WHERE happening IS NOT NULL "
        "GROUP BY thread_id HAVING len(happenings) > 1"
    )
    assert mixed == []
    shares = ask(
        f"""{OF_ARTICLES},
        counted AS (
            SELECT happening, thread_id, count(*) AS articles FROM told
            JOIN (SELECT story_id, thread_id FROM stories) USING (story_id)
            WHERE happening IS NOT NULL AND published_on IS NOT NULL AND path NOT IN {BESIDE}
            GROUP BY happening, thread_id
        )
        SELECT happening, max(articles), sum(articles) FROM counted GROUP BY happening ORDER BY happening"""
    )
    in_largest = sum(most for _, most, _ in shares)
    assert in_largest >= LEAST_IN_LARGEST_THREAD * sum(articles for *_, articles in shares), shares


def test_what_follows_after_weeks_is_another_story_of_the_thread(ask: Ask) -> None:
    for path in WEEKS_LATER:
        with_it = ask(
            f"{OF_ARTICLES} SELECT other.path FROM told JOIN told AS other USING (story_id) "
            f"WHERE told.path = '{path}' AND other.path <> '{path}'"
        )
        assert with_it == [], path


def test_the_claims_are_found_and_in_a_series(ask: Ask) -> None:
    found = ask(
        f"{OF_CLAIMS} SELECT happening, event, lower(claimant), coalesce(value_low, value_high), series FROM claimed"
    )
    missing, alone = [], []
    for happening, event, claimant, number in CLAIMS:
        same = [row for row in found if row[:2] == (happening, event) and claimant in row[2] and row[3] == number]
        if not same:
            missing.append((happening, event, claimant, number))
        elif not any(row[4] for row in same):
            alone.append((happening, event, claimant, number))
    assert missing == []
    assert len(alone) <= (1 - IN_SERIES) * len(CLAIMS), alone


def test_no_revision_is_found_but_those_that_were_written(ask: Ask) -> None:
    found = ask(
        f"{OF_CLAIMS} SELECT happening, lower(claimant), coalesce(value_low, value_high) FROM claimed "
        "WHERE is_revision AND event = 'killed' AND happening IS NOT NULL ORDER BY ALL"
    )
    written = {(happening, lowered): claimant for happening, claimant, _, lowered in REVISIONS}
    assert all(written.get((happening, lowered), "none") in claimant for happening, claimant, lowered in found), found


def test_the_conflicts_are_found(ask: Ask) -> None:
    found = ask(
        f"""{OF_ARTICLES},
        figure_of AS (SELECT figure_id, happening FROM figures JOIN told USING (article_id))
        SELECT one.happening, event, coalesce(value_low, value_high), coalesce(other_value_low, other_value_high)
        FROM marts.figure_conflicts JOIN figure_of AS one USING (figure_id)
            JOIN figure_of AS other ON other.figure_id = other_figure_id
        WHERE one.happening = other.happening"""
    )
    told = {(happening, event, frozenset((low, other))) for happening, event, low, other in found}
    missing = [(*where, numbers) for *where, numbers in CONFLICTS if (*where, frozenset(numbers)) not in told]
    assert missing == []


def test_no_conflict_is_between_happenings(ask: Ask) -> None:
    found = ask(
        f"""{OF_ARTICLES},
        figure_of AS (SELECT figure_id, happening, path, sentence FROM figures JOIN told USING (article_id))
        SELECT one.path, one.sentence, other.path, other.sentence
        FROM marts.figure_conflicts JOIN figure_of AS one USING (figure_id)
            JOIN figure_of AS other ON other.figure_id = other_figure_id
        WHERE one.happening IS DISTINCT FROM other.happening"""
    )
    assert found == []


def test_numbers_told_for_comparison_are_in_no_series_of_the_happening(ask: Ask) -> None:
    for path, number in OTHER_HAPPENINGS:
        background = ask(
            f"{OF_ARTICLES} SELECT is_background FROM figures JOIN told USING (article_id) "
            f"WHERE path = '{path}' AND value_low = {number} AND event = 'killed'"
        )
        assert background == [(True,)], (path, number)


def test_the_tables_agree_with_each_other() -> None:
    assert set(COPIES) | set(COPIES.values()) | set(WEEKS_LATER) <= {p for ps in HAPPENINGS.values() for p in ps}
    assert {happening for happening, *_ in CLAIMS} == set(HAPPENINGS)
    for one, other in combinations(HAPPENINGS.values(), 2):
        assert not set(one) & set(other)
