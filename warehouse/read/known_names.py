"""Events and outlets, by what people call them."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from warehouse import QueryError
from warehouse.read.connection import as_query_error, connect
from warehouse.schema.escaping import escape

SHOWN = 8
"""Names that an error shows of those that there are: about a line of them."""

ALIKE = 70
"""Least likeness of a name, of 100, that may have been meant: two letters of six may differ."""

EVENT_WORDS: Final = {
    "killed": "dead death deaths died fatalities killings toll",
    "wounded": "hurt injured injuries injury wounds",
    "abducted": "abductions hostages kidnapped kidnappings",
    "detained": "detentions held",
    "released": "freed releases",
    "displaced": "displacement fled refugees",
    "missing": "disappeared lost",
    "deployed": "deployments troops",
    "attacked": "attacks",
    "arrested": "arrests",
    "population": "inhabitants residents",
    "paid": "payments",
    "changed": "changes",
    "infected": "cases infections",
    "hospitalized": "hospitalised hospitalizations hospitalisations",
    "tested": "tests",
    "vaccinated": "vaccinations vaccines",
    "evacuated": "evacuations evacuees",
    "rescued": "rescues saved survivors",
    "laid_off": "layoffs redundancies",
    "fined": "fines",
    "sentenced": "jailed sentences",
    "raised": "donations",
}
"""Every event of the schema, which takes a while to import, and other words for it."""

_EVENTS: Final = {word: event for event, words in EVENT_WORDS.items() for word in words.split()}


def known_event(path: Path, asked: str) -> str:
    """Returns the event of the schema that a word means, in any case: `killed` for "deaths".

    Raises:
        QueryError: no figure of the published file has it; the message names those that there are.
    """
    word = "_".join(asked.casefold().split())
    event = _EVENTS.get(word.replace("_", ""), word)
    told = _texts(path, "SELECT DISTINCT event FROM figures WHERE event IS NOT NULL ORDER BY event")
    if event in told:
        return event
    there = f"events told of are {', '.join(told)}" if told else "no event is told of"
    meant = "" if event in EVENT_WORDS else did_you_mean(asked, told)
    raise QueryError(f'no figure tells of "{escape(asked)}"; {meant}{there}')


def known_outlet(path: Path, asked: str) -> str:
    """Returns an outlet as the published file writes it, whatever the case in which it is asked for.

    Raises:
        QueryError: no outlet is called so; the message names those that are called alike, and the greatest.
    """
    outlets = outlets_by_size(path)
    if (found := next((name for name in outlets if name.casefold() == asked.casefold()), None)) is not None:
        return found
    raise QueryError(
        f'no outlet is called "{escape(asked)}"; {did_you_mean(asked, outlets)}those with most articles are '
        f"{quoted(outlets)}"
    )


def outlets_by_size(path: Path) -> list[str]:
    """Returns all outlets, those with most articles first."""
    return _texts(
        path, "SELECT outlet FROM articles WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY count(*) DESC, outlet"
    )


def did_you_mean(asked: str, names: Iterable[str]) -> str:
    """Returns a question that offers the names most like what was asked for; nothing where none is like it."""
    from rapidfuzz import fuzz, process  # a tenth of a second, for those who misspell only

    found = process.extract(asked, names, scorer=fuzz.WRatio, processor=str.casefold, limit=3, score_cutoff=ALIKE)
    return f"did you mean {' or '.join(quoted([name]) for name, *_ in found)}? " if found else ""


def quoted(names: Sequence[str]) -> str:
    """Returns the first names in quotation marks, with commas between them."""
    return ", ".join(f'"{escape(name)}"' for name in names[:SHOWN])


def _texts(path: Path, sql: str) -> list[str]:
    with closing(connect(path)) as con, as_query_error():
        return [str(text) for (text,) in con.execute(sql).fetchall()]
