"""Keys of prose, kept from night to night, against keys that are reckoned anew in Python over the whole warehouse."""

import random
import re
import unicodedata
from datetime import timedelta
from hashlib import md5
from pathlib import Path

import duckdb
import pytest

from tests.nights import FIRST_NIGHT, Story, file_row, publish_night
from warehouse.build import duplicates
from warehouse.publish import layout
from warehouse.schema.tables.outlets import LINE_CHARACTERS
from warehouse.schema.tables.values import BODY_KINDS

SHORT = ["Tide tables for 3 May", "Letters", "More from the harbour", "Share it on the quay"]
LONG = [
    "Read the Harbour Post on paper, for 3 crowns a week, each morning before the ferry has left.",
    "The figures are those of the harbour office, which answers for none of them and corrects them at will.",
]


def paragraphs(number: int) -> list[str]:
    chance = random.Random(number)
    names = ["pier", "quay", "boat", "tide", "crew", "mayor", "stone", "wall", "storm", "light"]
    return [f"{' '.join(chance.choice(names) for _ in range(14))} {'x' * number}." for _ in range(5)]


def story(number: int, subject: int, lines: list[str], outlet: str) -> Story:
    body = paragraphs(subject)
    for place, line in enumerate(lines):
        body.insert(2 * place, line)
    return Story(number, number, [f"News {'y' * number}", *body], outlet=outlet)


def night(directory: Path, stories: list[Story], gone: list[int] = []) -> Path:  # noqa: B006
    loaded = [file_row(s.file_id, f"harbour-post/{s.file_id}.txt") for s in stories]
    dropped = [file_row(number, f"harbour-post/{number}.txt", "duplicate") for number in gone]
    now = FIRST_NIGHT + len(layout.load_ids(directory)) * timedelta(days=1)
    publish_night(directory, stories, files=[*loaded, *dropped], now=now)
    return layout.published(directory)


def column(file: Path, name: str) -> dict[int, str | int | None]:
    with duckdb.connect(str(file), read_only=True) as con:
        return dict(con.execute(f"SELECT article_id, {name} FROM articles ORDER BY article_id").fetchall())


def known(file: Path | None) -> set[str]:
    if file is None:
        return set()
    with duckdb.connect(str(file), read_only=True) as con:
        rows = con.execute("SELECT line FROM outlet_lines WHERE articles >= 3 AND loads >= 2").fetchall()
    return {line for (line,) in rows}


def reckoned(file: Path, lines: set[str]) -> dict[int, str | None]:
    """The keys of all articles of a file, by their definition, if certain lines are known to repeat."""
    with duckdb.connect(str(file), read_only=True) as con:
        texts: dict[int, list[str]] = {
            number: [] for (number,) in con.execute("SELECT article_id FROM articles").fetchall()
        }
        for number, text in con.execute(
            f"SELECT article_id, text FROM blocks WHERE kind IN {BODY_KINDS} ORDER BY article_id, block_no"
        ).fetchall():
            if len(text) > LINE_CHARACTERS or re.sub("[0-9]+", "#", text).lower() not in lines:
                texts[number].append(text)
    return {number: key(rows) for number, rows in texts.items()}


def key(lines: list[str]) -> str | None:
    long = [line for line in lines if len(line) >= 60]
    chosen = long if long and sum(map(len, long)) >= 0.5 * sum(map(len, lines)) else lines
    text = " ".join(chosen)
    words = "".join(c for c in text.lower() if unicodedata.category(c)[0] not in "ZCP")
    return md5(words.encode()).hexdigest() if len(text.split()) >= 50 and words else None


def follow(directory: Path, stories: list[Story], gone: list[int] = []) -> tuple[dict, dict]:  # noqa: B006
    """Publishes a night, holds its keys and copies against those reckoned anew, and returns keys before and after."""
    base = layout.published(directory)
    before = column(base, "prose_key") if base else {}
    file = night(directory, stories, gone)
    after = column(file, "prose_key")
    assert after == reckoned(file, known(file)), "a key is that of the blocks and lines beside it"
    first: dict[str, int] = {}
    compared = reckoned(file, known(base))
    for number, words in sorted(compared.items()):
        if words:
            first.setdefault(words, number)
    expected = {
        number: first[words] if words and first[words] != number else None for number, words in compared.items()
    }
    assert column(file, "duplicate_of") == expected
    return before, after


def test_what_loses_its_key_is_no_copy_any_more(tmp_path: Path) -> None:
    """Else it would name an article that may be gone, or hold another text by now."""
    short = [*paragraphs(1)[:3], LONG[0]]  # long enough for a key with this line only
    follow(tmp_path, [Story(n, n, [f"News {'y' * n}", *short], outlet="Post") for n in (1, 2)])
    assert column(layout.published(tmp_path), "duplicate_of")[2] == 1
    follow(tmp_path, [story(n, n, [LONG[0]], "Post") for n in (3, 4)])
    follow(tmp_path, [story(5, 5, [], "Post")])
    assert column(layout.published(tmp_path), "prose_key")[2] is None
    assert column(layout.published(tmp_path), "duplicate_of")[2] is None


def test_a_key_follows_a_line_that_is_learned_and_forgotten(tmp_path: Path) -> None:
    follow(tmp_path, [story(n, n, [LONG[0]], "Post") for n in (1, 2)])
    before, after = follow(tmp_path, [story(n, n, [LONG[0]], "Post") for n in (3, 4)])
    assert before[1] != after[1], "the line is no prose any more"
    follow(tmp_path, [story(5, 1, [], "Wire"), story(6, 6, [LONG[1]], "Wire")])
    assert column(layout.published(tmp_path), "duplicate_of")[5] == 1
    before, after = follow(tmp_path, [], gone=[2, 3])
    assert before[1] != after[1], "two articles do not make it known"
    follow(tmp_path, [story(7, 7, [], "Post")])
    assert column(layout.published(tmp_path), "duplicate_of")[5] is None, "1 holds a line that 5 does not"


@pytest.mark.parametrize(("seed", "characters"), [(1, duplicates.SLICE_CHARACTERS), (2, 1000)])
def test_keys_of_many_nights_are_those_reckoned_anew(
    seed: int, characters: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "SLICE_CHARACTERS", characters)
    chance = random.Random(seed)
    there: set[int] = set()
    changed = 0
    for number in range(7):
        new = range(5 * number + 1, 5 * number + 6)
        again = chance.sample(sorted(there), min(len(there), 2))
        gone = chance.sample(sorted(there - set(again)), min(len(there) // 6, 3))
        stories = [
            story(
                n,
                chance.randint(1, 12),
                chance.sample([*SHORT, *LONG], chance.randint(0, 3)),
                chance.choice(["Post", "Wire"]),
            )
            for n in (*new, *again)
        ]
        before, after = follow(tmp_path, stories, gone)
        there = (there | set(new)) - set(gone)
        untouched = there - {s.article_id for s in stories}
        changed += sum(before[n] != after[n] for n in untouched)
    assert changed, "no line was learned or forgotten"
