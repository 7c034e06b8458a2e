"""No pattern takes time that grows faster than the text: one line of a page must not stop a night."""

import importlib
import inspect
import math
import pkgutil
import re
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from types import ModuleType
from typing import Any

import pytest

import expectations
import flows
import transforms
import warehouse
from transforms.strip.phrasebook import strip_lexicon

PACKAGES = (transforms, expectations, warehouse, flows)
SHORT, LONG = 500, 4_000
"""Characters; a block has at most 10,000."""
NOTICEABLE = 0.0005
"""CPU seconds on the short text: with the square of the length that makes 0.2 seconds for the longest block."""
MOST_GROWTH = 24
"""On eight times the text a linear pattern takes eight times as long, a square 64 times."""
STUCK = 1.0
"""CPU seconds after which a search is given up."""
PUMPED = (
    *" \t\n\u00a0a\u00c9é1.,;:!?-—'\"“([{</&@#$*…",
    "Aa", "a ", "A ", "1 ", "a.", "a-", "a'", "1,", "1.", "1/", "1-", " -", " |", " ?", ", ", "- ", "<!--", "{{", "``",
    "https://a", "https://a ", "www.a.", "a@", "@a ", "a.a@", "<a ", "[a] ", "Ab Cd, ", "A.B. ", "Mc", "al-", "the ",
    "of ", " of a", "and ", "or ", "to ", "in ", "half ", "million ", "twenty-", "one in ", "at least ", "between ",
    "12:30 ", "$1 ", "1st ", "May 1 ", "Photo: A", "A/", "said ", "the old man, ", "an email ", "\\u0041", "&amp;",
)  # fmt: skip
"""What is written over and over: characters of each class, and words and signs with which patterns begin."""
TAILS = ("", "\0 x")
SEARCHED = ("search", "fullmatch")
"""How a pattern may be used of which the code does not tell more."""
CALL = re.compile(r"\b(\w+)\.(\w+)\(")
PATTERN_METHODS = frozenset(dir(re.Pattern))


class StuckError(Exception):
    """A search took too long."""


def modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def patterns_in(value: Any) -> Iterator[re.Pattern[str]]:
    """Patterns of texts in a value, however deep they lie in collections and dataclasses."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from patterns_in(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from patterns_in(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from patterns_in(getattr(value, field.name))


@cache
def all_patterns() -> dict[re.Pattern[str], tuple[str, tuple[str, ...]]]:
    """Every pattern that is compiled when the product is imported or a lexicon read: its name, and how it is used."""
    found: dict[re.Pattern[str], tuple[str, tuple[str, ...]]]
    found = dict.fromkeys(patterns_in(strip_lexicon()), ("strip_lexicon()", SEARCHED))
    called_in = {module: calls(inspect.getsource(module)) for module in modules()}
    called = calls_of_all(called_in.values())
    for module, within in called_in.items():
        for name, value in vars(module).items():
            for pattern in patterns_in(value):
                methods = (within if name.startswith("_") else called).get(name, set())
                found.setdefault(pattern, (name, uses(methods)))
    return found


def calls(source: str) -> dict[str, set[str]]:
    """The methods of patterns that a source calls, by the name of what it calls them on."""
    found: dict[str, set[str]] = {}
    for name, method in CALL.findall(source):
        if method in PATTERN_METHODS:
            found.setdefault(name, set()).add(method)
    return found


def calls_of_all(sources: Iterable[dict[str, set[str]]]) -> dict[str, set[str]]:
    """The same of several sources together."""
    found: dict[str, set[str]] = {}
    for source in sources:
        for name, methods in source.items():
            found.setdefault(name, set()).update(methods)
    return found


def uses(called: set[str]) -> tuple[str, ...]:
    """Whether a pattern with these calls is only ever held against one place of a text, or sought in all of it."""
    return tuple(sorted(called)) if called and called <= {"match", "fullmatch"} else SEARCHED


@pytest.fixture
def _no_hanging() -> Iterator[None]:
    def give_up(*_: object) -> None:
        raise StuckError

    before = signal.signal(signal.SIGVTALRM, give_up)
    yield
    signal.signal(signal.SIGVTALRM, before)


def seconds(pattern: re.Pattern[str], text: str, use: str) -> float:
    """CPU seconds to find all matches, or to match at one place or the whole text; infinite where it is given up."""
    signal.setitimer(signal.ITIMER_VIRTUAL, STUCK)
    begun = time.process_time()
    try:
        if use == "search":
            for _ in pattern.finditer(text):
                pass
        else:
            getattr(pattern, use)(text)
    except StuckError:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begun


def texts(pumped: str, length: int) -> Iterator[str]:
    for tail in TAILS:
        yield (pumped * (length // len(pumped) + 1))[:length] + tail


def grows(pattern: re.Pattern[str], short: str, long: str, use: str) -> bool:
    """Whether the time of a pattern grows faster than the text."""
    spent = seconds(pattern, short, use)
    if spent < NOTICEABLE:
        return False
    return math.inf == spent or seconds(pattern, long, use) > MOST_GROWTH * max(spent, NOTICEABLE)


def slow(pattern: re.Pattern[str], used: Iterable[str] = SEARCHED) -> str | None:
    """The first text on which the time of a pattern grows faster than the text; null for a pattern without any."""
    for pumped in PUMPED:
        for short, long in zip(texts(pumped, SHORT), texts(pumped, LONG), strict=True):
            for use in used:
                # Twice, for something else may have held up the machine.
                if grows(pattern, short, long, use) and grows(pattern, short, long, use):
                    return f"{use} in {short[:20]!r}…{short[-4:]!r}"
    return None


@pytest.mark.usefixtures("_no_hanging")
@pytest.mark.parametrize("part", range(4))
def test_no_pattern_takes_more_than_linear_time(part: int) -> None:
    patterns = list(all_patterns().items())
    assert len(patterns) > 900
    found = {name: slow(pattern, used) for pattern, (name, used) in patterns[part::4]}
    assert {name: text for name, text in found.items() if text} == {}


@pytest.mark.usefixtures("_no_hanging")
@pytest.mark.parametrize(
    "pattern", [r"(?:https?://\S+\s*)+", r"\s*…?\s*\w", r"(?:a|a)*b", r"[^\W\d_.]+(?: [^\W\d_]+){0,3}\s?/"]
)
def test_slow_patterns_are_found(pattern: str) -> None:
    assert slow(re.compile(pattern))
