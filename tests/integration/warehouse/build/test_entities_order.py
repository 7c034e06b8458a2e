"""The same articles give the same entities, in whatever nights and in whatever order they come."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.nights import FIRST_NIGHT, Story, publish_night
from transforms.names.blocking import blocking_keys, is_short
from transforms.names.normalise import name_key
from transforms.resolve.affected import find_affected
from transforms.resolve.resolve import resolve
from warehouse.publish import layout

Name = tuple[str, tuple[str, ...], int]
"""Kind, spellings in the article, the fullest first, and the votes for the kind."""

NAMES_BY_KIND: list[tuple[str, int, list[tuple[str, ...]]]] = [
    # One surname, several bearers: romanised, with and without a middle name, an initial, a suffix.
    ("PERSON", 3, [("Yusuf Karamli",), ("Youssef Karamli",), ("Yusef Karamly", "Karamly"), ("Y Karamli",)]),
    ("PERSON", 3, [("Yusuf T Karamli",), ("Dana Karamli", "Karamli"), ("Karamli",), ("Tarek Karamli Jr",)]),
    ("PERSON", 3, [("Mara Vell", "Vell"), ("Mara Orrin Vell",), ("Mira Vell",), ("Vell",), ("M Vell",)]),
    ("PERSON", 1, [("Vell",), ("Karamli",), ("Ellmoor",), ("Tom Ellmoor",), ("Mara Vell",)]),
    # Offices, acronyms beside their long form and alone, bodies that are parts of others.
    ("ORG", 3, [("Ardian Foreign Ministry", "Foreign Ministry"), ("Foreign Ministry",), ("Ministry",)]),
    ("ORG", 3, [("Foreign Ministry of Belmo",), ("Belmese Foreign Ministry",), ("Ardia Defence Ministry",)]),
    ("ORG", 3, [("Vell Ferry Line", "VFL"), ("VFL",), ("Vostok Freight League", "VFL"), ("Vell Ferry",), ("Vell",)]),
    ("ORG", 2, [("Vell Ferry Line",), ("Vostok Freight League",), ("Northern Vell Ferry Line",), ("Vell Ferrys",)]),
    ("ORG", 1, [("Vell",), ("Karamli",), ("VFL",), ("Ellmoor",), ("Quay",), ("Karamly",)]),
    ("PLACE", 3, [("Vell",), ("Ellmoor",), ("North Ellmoor",), ("Ellmor",), ("Ellmoor Bay",), ("Karamli",)]),
    ("PLACE", 1, [("Vell",), ("Karamli",), ("Ellmoor",), ("Quay",)]),
    ("GROUP", 3, [("Ardians",), ("Ardian",), ("Velles",), ("Vell",)]),
]  # fmt: skip

NAMES: list[Name] = [(kind, spellings, votes) for kind, votes, told in NAMES_BY_KIND for spellings in told]

TOPICS = [
    "flood dyke rescue pump sandbag evacuation harbour",
    "trial verdict appeal bribe prosecutor sentence harbour",
    "match goal striker penalty league derby verdict",
]


@st.composite
def stories(draw: st.DrawFn, number: int, names: list[Name]) -> Story:
    """Returns one version of an article: up to five names, and words of a topic."""
    told = draw(st.lists(st.sampled_from(names), min_size=1, max_size=5, unique_by=lambda name: name[1][0]))
    terms = draw(st.sampled_from(TOPICS)).split()[: draw(st.integers(2, 7))]
    return story(number, told, terms)


def story(number: int, told: list[Name], terms: list[str]) -> Story:
    lines, mentions, names, keys = ["News"], [], {}, {}
    for local, (kind, spellings, votes) in enumerate(told, 1):
        key = name_key(spellings[0])
        names[local] = (kind, spellings[0], {"kind_votes": votes, "name_key": key, "is_short": is_short(kind, key)})
        keys[local] = blocking_keys(kind, set(map(name_key, spellings)), is_weak=votes <= 1)
        for spelling in spellings:
            lines.append(f"The pilot saw {spelling} there.")
            mentions.append((len(lines), spelling, local))
    return Story(number, number, lines, names=names, mentions=mentions, terms=terms, keys=keys)


PLACES = "SELECT entity_id, file_id, raw_start FROM mentions JOIN articles USING (article_id)"


def partition(*nights: list[Story]) -> set[frozenset[tuple[int, str]]]:
    """Loads nights into a warehouse and returns the mentions of each entity, by file and place.

    Articles get their ids, which stand in the nodes of short names, as they come.
    """
    held = defaultdict(set)
    ids: dict[int, int] = {}
    with TemporaryDirectory() as scratch:
        for n, came in enumerate(nights):
            told = [replace(one, article_id=ids.setdefault(one.file_id, len(ids) + 1)) for one in came]
            night = FIRST_NIGHT + n * timedelta(days=1)
            publish_night(Path(scratch), told, now=night, resolve=resolve, find=find_affected)
        with duckdb.connect(str(layout.published(Path(scratch))), read_only=True) as con:
            for entity, *place in con.execute(PLACES).fetchall():
                held[entity].add(tuple(place))
    return {frozenset(places) for places in held.values()}


@st.composite
def histories(draw: st.DrawFn, least: int, most: int, names: int) -> tuple[list[Story], list[list[Story]]]:
    """Returns articles that have some of the names, and nights that bring each, some in an older version first."""
    count = draw(st.integers(least, most))
    chosen = draw(st.lists(st.sampled_from(NAMES), min_size=names, max_size=names, unique_by=lambda name: name[1][0]))
    latest = [draw(stories(number, chosen)) for number in range(1, count + 1)]
    order = draw(st.permutations(latest))
    nights: list[list[Story]] = [[]]
    for told in order:
        if draw(st.booleans()) and nights[-1]:
            nights.append([])
        nights[-1].append(told)
    for number in draw(st.lists(st.integers(1, count), max_size=2, unique=True)):
        at = next(n for n, night in enumerate(nights) if any(told.file_id == number for told in night))
        nights.insert(draw(st.integers(0, at)), [draw(stories(number, chosen))])
    return latest, nights


FEW, MANY = histories(2, 9, 20), histories(24, 30, 6)
"""In few articles names are new again and again; in many, a name has more articles than its context is taken from."""


@settings(max_examples=15, deadline=None)
@given(FEW)
def test_entities_do_not_depend_on_the_nights_that_brought_their_articles(
    history: tuple[list[Story], list[list[Story]]],
) -> None:
    latest, nights = history
    assert partition(*nights) == partition(latest)


@settings(max_examples=2, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(MANY)
def test_entities_in_the_news_every_day_do_not_depend_on_the_nights(
    history: tuple[list[Story], list[list[Story]]],
) -> None:
    latest, nights = history
    assert partition(*nights) == partition(latest)
