"""Bodies that every state has, such as its parliament, ministries and courts: by which names they go, and whose.

A *home* is what a body belongs to: a state by its ISO 3166-1 alpha-2 code ("KE"), a state of the United States by
`US-` and its postal code ("US-OH"), or a part of a state or a town by its name ("Scottish", "Leeds").
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from transforms import lexicons
from transforms.names.gazetteer import gazetteer

Home = str
"""What a body belongs to; see above."""

OF_US: Final = "US-"
"""Begins the homes that are states of the United States."""

UNTOLD: Final = "not said whose"
"""Stands in brackets behind the name of a body where nothing tells its home."""


@dataclass(frozen=True, slots=True)
class Sort:
    """What the bare name of a body says.

    Attributes:
        name: of the sort: "senate", "justice ministry".
        title: what stands behind the home in the full name.
        family: the sorts of one family mostly belong to one home in an article.
        only: the states that a bare name may mean; null for any.
        but: the states that it never means.
        is_within: whether it is a body of a part of a state, such as a province.
        is_whole: whether only whole states have one.
    """

    name: str
    title: str
    family: str
    only: frozenset[str] | None = None
    but: frozenset[str] = frozenset()
    is_within: bool = False
    is_whole: bool = False

    def may_be_of(self, home: Home) -> bool:
        """Returns whether the bare name may mean the body of a home."""
        if len(home) > _CODE:
            return not self.is_whole and (home.startswith(OF_US) or self.only is None)
        return not self.is_within and home not in self.but and (self.only is None or home in self.only)


@dataclass(frozen=True, slots=True)
class OwnName:
    """A name that one body alone bears.

    Attributes:
        title: the body's full name.
        state: whose it is, by ISO code; empty for a body of several states.
        is_shared: whether other bodies have the name too, so that the article must tell of the state.
    """

    title: str
    state: str
    is_shared: bool


_CODE: Final = 2
"""Letters of an ISO code; other homes are longer."""


@dataclass(frozen=True, slots=True)
class Institutions:
    """The catalogue `lexicons/institutions.toml`.

    Attributes:
        sorts: by each bare name.
        own: names that one body alone bears.
        parts: parts of states, as they stand before their bodies.
        signs: by word, the state of whose politics it tells.
        departments: states that call their ministries departments.
        portfolios: what ministries see to.
    """

    sorts: Mapping[str, Sort]
    own: Mapping[str, OwnName]
    parts: frozenset[str]
    signs: Mapping[str, str]
    departments: frozenset[str]
    portfolios: tuple[str, ...]
    _titles: Mapping[tuple[str, str], str]

    def title(self, home: Home | None, sort: Sort) -> str:
        """Returns the full name of the body of a home; of an untold one, that it is not said whose it is."""
        if home is None:
            of_part = "State " if sort.is_within and not sort.title.startswith("State ") else ""
            return f"{of_part}{sort.title} ({UNTOLD})"
        if listed := self._titles.get((home, sort.name)):
            return listed
        places = gazetteer()
        title, portfolio = sort.title, sort.name.removesuffix("ministry")
        if portfolio != sort.name:
            has_departments = home in self.departments or home.startswith(OF_US)
            title = portfolio.title() + ("Department" if has_departments else "Ministry")
        if home.startswith(OF_US):
            return f"{places.state_names[home.removeprefix(OF_US)]} {title}"
        return f"{places.adjectives.get(home) or places.country_names.get(home, home)} {title}"


@cache
def institutions() -> Institutions:
    """Reads the catalogue, once per process."""
    words = lexicons.load("institutions")
    titles = {(state, sort): title for state, bodies in words["states"].items() for sort, title in bodies.items()}
    sorts = {n: sort for entry, sort in _sorts(words["sorts"], titles) for n in words["sorts"][entry]["names"]}
    shared = frozenset(words["shared"]["names"])
    own = {
        name: OwnName(title, state, name in shared)
        for state, bodies in words["own"].items()
        for title, others in bodies.items()
        for name in (title, *others)
    }
    ministries = words["ministries"]
    return Institutions(
        {**sorts, **dict(_ministries(ministries, titles))},
        own,
        frozenset(words["parts"]["names"]),
        {word: state for state, signs in words["signs"].items() for word in signs},
        frozenset(ministries["departments"]),
        tuple(ministries["portfolios"]),
        titles,
    )


def _sorts(listed: Mapping[str, Any], titles: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, Sort]]:
    for entry_name, entry in listed.items():
        name = entry.get("same", entry_name)
        yield (
            entry_name,
            Sort(
                name,
                entry["title"],
                entry.get("family", name),
                frozenset(entry["only"]) | _with_title(entry_name, titles) if "only" in entry else None,
                frozenset(entry.get("but", ())),
                is_within=entry.get("within", False),
                is_whole=entry.get("whole", False),
            ),
        )


def _ministries(words: Mapping[str, Any], titles: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, Sort]]:
    """Yields the sorts of ministries by their bare names, in title case."""
    departments, both = frozenset(words["departments"]), frozenset(words["both"])
    for portfolio in words["portfolios"]:
        sort = f"{words['same'].get(portfolio, portfolio)} ministry"
        # A department of the United States is one of the list, or one of Ohio's or Utah's.
        federal = (departments | both) - {"US"} | (_with_title(sort, titles) & {"US"})
        ministry = Sort(sort, sort.title(), sort, None, departments)
        department = Sort(sort, sort.removesuffix("ministry").title() + "Department", sort, federal)
        yield f"{portfolio} ministry", ministry
        yield f"ministry of {portfolio}", ministry
        yield f"{portfolio} department", department
        yield f"department of {portfolio}", department
        yield f"department for {portfolio}", ministry
    yield "foreign office", Sort("foreign ministry", "Foreign Ministry", "foreign ministry", None, departments)


def _with_title(sort: str, titles: Mapping[tuple[str, str], str]) -> frozenset[str]:
    """Returns the states of which the catalogue names the body of a sort."""
    return frozenset(state for state, of_sort in titles if of_sort == sort)
