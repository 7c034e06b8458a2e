"""Which keys are judged again after a night: not those of names about which nothing changed that counts."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from transforms.names.blocking import blocking_keys, is_short
from transforms.resolve.affected import find_affected
from warehouse.schema.resolution import NightChanges

STORY = pl.Struct({"story": pl.Int64, "sample_order": pl.UInt64, "article_id": pl.Int64, "is_new": pl.Boolean})
NAMES = pl.Schema(
    {
        "name_key": pl.String(),
        "kind": pl.String(),
        "is_weak": pl.Boolean(),
        "is_short": pl.Boolean(),
        "votes": pl.Int64(),
        "articles": pl.Int64(),
        "context": pl.List(STORY),
        "votes_before": pl.Int64(),
        "articles_before": pl.Int64(),
        "context_before": pl.List(STORY),
        "added": pl.Int64(),
        "removed": pl.Int64(),
    }
)
LOOKED_AT = 8


@dataclass(frozen=True, slots=True)
class Name:
    """A name by its articles before and now; `again` came in a new version; its context are those with low numbers."""

    name: str
    before: Iterable[int]
    now: Iterable[int]
    kind: str = "PERSON"
    votes: int = 3
    again: int = 0


def chosen(*told: Name, decided: tuple[str, ...] = (), aliases: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    """Returns the keys to rejudge and the short name keys; the articles that `before` lacks came in the night."""
    rows, keys = [], []
    for one in told:
        sides = []
        came = {*one.now, one.again} - (set(one.before) - {one.again})
        for numbers, new in ((set(one.now), came), (set(one.before), set())):
            context = [
                {"story": n, "sample_order": n, "article_id": n, "is_new": n in new}
                for n in sorted(numbers)[:LOOKED_AT]
            ]
            sides += [len(numbers) * one.votes, len(numbers), context or None]
        added, removed = len(set(one.now) - set(one.before)), len(set(one.before) - set(one.now))
        rows.append((one.name, one.kind, one.votes <= 1, is_short(one.kind, one.name), *sides, added, removed))
        keys += [
            (one.name, one.kind, key, bool(one.now), bool(one.before))
            for key in sorted(blocking_keys(one.kind, {one.name}, is_weak=one.votes <= 1))
        ]
    found = find_affected(
        NightChanges(
            names=pl.DataFrame(rows, schema=NAMES, orient="row"),
            keys=pl.DataFrame(keys, schema=["name_key", "kind", "key", "now", "before"], orient="row"),
            decided=pl.Series(decided, dtype=pl.String),
            aliases=pl.Series(aliases, dtype=pl.String),
        )
    )
    return found.keys_to_rejudge.to_list(), found.short_name_keys.to_list()


MANY = range(1, 31)
NIGHT = [*MANY, 77]
SURNAME = "s:fl"


def test_a_new_name_opens_its_keys() -> None:
    to_rejudge, short = chosen(Name("mara vell", [], [1]))
    assert set(to_rejudge) == blocking_keys("PERSON", {"mara vell"})
    assert short == []


def test_another_article_on_a_well_known_name_opens_nothing() -> None:
    assert chosen(Name("mara vell", MANY, NIGHT), Name("port union", MANY, NIGHT, "ORG")) == ([], [])


def test_an_article_that_is_looked_at_opens_the_names_keys() -> None:
    to_rejudge, _ = chosen(Name("port union", [2, *range(4, 30)], [2, 3, *range(4, 30)], "ORG"))
    assert set(to_rejudge) == blocking_keys("ORG", {"port union"})


def test_an_article_in_a_new_version_opens_the_keys_of_its_names() -> None:
    assert "=port union" in chosen(Name("port union", MANY, MANY, "ORG", again=3))[0]
    assert chosen(Name("port union", MANY, MANY, "ORG", again=20)) == ([], [])


def test_a_name_that_goes_opens_its_keys() -> None:
    assert "=port union" in chosen(Name("port union", [3], [], "ORG"))[0]


def test_a_name_that_becomes_prominent_opens_its_keys() -> None:
    assert chosen(Name("port union", range(1, 9), range(1, 10), "ORG")) == ([], [])
    assert "=port union" in chosen(Name("port union", range(1, 10), range(1, 11), "ORG"))[0]


def test_a_surname_of_one_prominent_person_is_compared_by_itself() -> None:
    assert chosen(Name("mara vell", MANY, MANY), Name("vell", MANY, NIGHT)) == ([], [SURNAME])


def test_a_bearer_who_changes_nothing_leaves_the_surnames_of_others_alone() -> None:
    held = Name("mara vell", MANY, MANY), Name("ivar vell", [8], [8]), Name("vell", MANY, MANY)
    to_rejudge, short = chosen(*held, Name("odo vell", [], [77]))
    assert SURNAME not in [*to_rejudge, *short]
    assert "=odo vell" in to_rejudge


def test_a_second_bearer_opens_a_surname_that_was_one_persons() -> None:
    to_rejudge, short = chosen(Name("mara vell", [1, 2], [1, 2]), Name("odo vell", [], [77]), Name("vell", [5], [5]))
    assert SURNAME in to_rejudge
    assert short == []


def test_a_bearer_in_new_company_opens_the_surname_unless_she_is_meant_anyway() -> None:
    assert SURNAME in chosen(Name("mara vell", [1, 2], [1, 2, 3]), Name("vell", [5], [5]))[0]
    assert SURNAME not in chosen(Name("mara vell", range(2, 31), MANY), Name("vell", [5], [5]))[0]


def test_a_surname_that_goes_is_looked_at() -> None:
    assert chosen(Name("mara vell", MANY, MANY), Name("vell", [5, 6], [5])) == ([], [SURNAME])


def test_votes_that_turn_open_the_keys_of_a_name() -> None:
    weak = Name("vell", [4], [4], "ORG", votes=1)
    assert chosen(weak, Name("vell", MANY, NIGHT, "PLACE")) == ([], [])
    assert "=vell" in chosen(weak, Name("vell", [], [77], "PLACE"))[0]


def test_a_weak_name_that_may_be_a_surname_opens_it() -> None:
    assert SURNAME in chosen(Name("mara vell", MANY, MANY), Name("vell", [4], [4, 77], "ORG", votes=1))[0]


def test_numbers_of_articles_count_for_what_articles_say_of_names() -> None:
    told = Name("port union", MANY, NIGHT, "ORG")
    assert "=port union" in chosen(told, aliases=("port union",))[0]


def test_what_people_decide_opens_the_keys_of_the_names() -> None:
    to_rejudge, short = chosen(Name("vell", [1], [1]), Name("mara vell", MANY, MANY), decided=("vell",))
    assert (SURNAME in to_rejudge, short) == (True, [])
