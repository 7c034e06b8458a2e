"""The catalogue of bodies of states."""

import pytest

from transforms.lexicons import load
from transforms.names.blocking import is_short
from transforms.names.gazetteer import gazetteer
from transforms.names.institutions import institutions
from transforms.names.normalise import name_key


def titles() -> set[str]:
    """Every full name that the catalogue gives, and those that it makes for a state and for none."""
    found = institutions()
    listed = {title for bodies in load("institutions")["states"].values() for title in bodies.values()}
    made = {found.title(home, sort) for home in ("KE", "US-OH", "Scottish", None) for sort in found.sorts.values()}
    return listed | made | {own.title for own in found.own.values()}


def test_every_full_name_is_one_node_over_all_articles():
    assert [title for title in titles() if is_short("ORG", name_key(title))] == []


def test_states_and_sorts_are_known():
    words = load("institutions")
    sorts = {sort.name for sort in institutions().sorts.values()}
    assert {sort for bodies in words["states"].values() for sort in bodies} <= sorts
    states = {*words["states"], *words["own"], *words["signs"]} - {""}
    states |= {state for sort in words["sorts"].values() for state in (*sort.get("only", ()), *sort.get("but", ()))}
    assert states <= gazetteer().country_names.keys()


def test_no_name_of_one_body_is_given_twice():
    names = [name for bodies in load("institutions")["own"].values() for b in bodies.items() for name in (b[0], *b[1])]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_shared_names_are_names_of_bodies():
    assert set(load("institutions")["shared"]["names"]) <= institutions().own.keys()


@pytest.mark.parametrize(
    ("home", "bare", "full"),
    [
        ("US", "Department of Justice".casefold(), "U.S. Justice Department"),
        ("US", "Congress", "U.S. Congress"),
        ("KE", "Senate", "Kenyan Senate"),
        ("NZ", "Parliament", "New Zealand Parliament"),
        ("PH", "department of justice", "Philippine Justice Department"),
        ("SE", "ministry of foreign affairs", "Swedish Foreign Ministry"),
        ("IE", "ministry of health", "Irish Health Department"),
        ("US-OH", "department of health", "Ohio Health Department"),
        ("GB", "department of health", "British Health Ministry"),
        ("US-OH", "Senate", "Ohio Senate"),
        ("US-OH", "State Senate", "Ohio Senate"),
        ("Scottish", "Parliament", "Scottish Parliament"),
        (None, "justice department", "Justice Department (not said whose)"),
        (None, "Congress", "Congress (not said whose)"),
        (None, "State Senate", "State Senate (not said whose)"),
    ],
)
def test_full_name(home: str | None, bare: str, full: str):
    found = institutions()
    assert found.title(home, found.sorts[bare]) == full


def test_a_bare_name_means_only_states_that_have_such_a_body():
    sorts = institutions().sorts
    assert [state for state in ("US", "IN", "BR", "GB", "IR") if sorts["Congress"].may_be_of(state)] == [
        "US",
        "IN",
        "BR",
    ]
    assert not sorts["Parliament"].may_be_of("US")
    assert not sorts["health department"].may_be_of("US")
    assert sorts["health department"].may_be_of("US-OH")
    assert not sorts["State Senate"].may_be_of("US")
