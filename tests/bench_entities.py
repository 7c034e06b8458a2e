"""Nights of many articles, made of few by changing names: what resolving them takes. `tests.bench` runs this.

The appearances, terms and mentions of a warehouse that was loaded are told again under other names, and loaded as if
they had just been extracted. The words of persons' names but for given names change, and those that few bodies have in
their names; places, offices and common words stay, and so do the names that are in every article.
"""

import argparse
import re
import resource
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import timedelta
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from tests.nights import FIRST_NIGHT
from transforms.names.blocking import blocking_keys, is_short
from transforms.names.normalise import name_key
from transforms.resolve.affected import find_affected
from transforms.resolve.resolve import resolve
from warehouse.build import candidate, entities, next_ids, resolution_input
from warehouse.build.rows import FRAMES
from warehouse.publish import layout, swap
from warehouse.publish.journal import Load

COMMON = 5
"""Names of bodies with a word, from which on it says what they are: "agency", not "Ellersby"."""

Frames = dict[str, pl.DataFrame]

CHANGED = str.maketrans("bcdfghjklmnprstvwz", "cdfghjklmnprstvwzb")
"""One consonant on; vowels stay, so that names can still be spoken."""


@cache
def told(source: Path) -> tuple[Frames, set[str]]:
    """Returns what was extracted from the articles of a warehouse, and the words of names that may change."""
    with duckdb.connect(str(source), read_only=True) as con:
        frames = {
            "articles": con.execute("SELECT article_id FROM articles WHERE duplicate_of IS NULL ORDER BY ALL").pl(),
            "appearances": con.execute("SELECT * FROM appearances ORDER BY article_id, appearance_id").pl(),
            "mentions": con.execute("SELECT * FROM mentions ORDER BY article_id, mention_id").pl(),
            "article_terms": con.execute("FROM article_terms ORDER BY ALL").pl(),
        }
    names = frames["appearances"].select("kind", "name_key").unique().rows()
    bodies = Counter(word for kind, name in names if kind == "ORG" for word in set(name.split()))
    places = {word for kind, name in names if kind == "PLACE" for word in name.split()}
    given = {name.split()[0] for kind, name in names if kind == "PERSON" and " " in name}
    people = {word for kind, name in names if kind == "PERSON" for word in name.split()} - given
    return frames, (people | {word for word, n in bodies.items() if n < COMMON}) - places


def night(frames: Frames, words: set[str], numbers: range, step: int, first_id: int) -> Frames:
    """Returns the frames of articles by number: that of the article, and from it on the round of changed names.

    Args:
        frames: what `told` returned.
        words: as well.
        numbers: of the articles; every `step`-th is taken.
        step: 1 for all.
        first_id: of the files and articles, which are numbered from there.
    """
    count = frames["articles"].height
    old_ids = frames["articles"]["article_id"].to_list()
    parts: list[Frames] = []
    for turn in range(numbers.start // count, (numbers.stop - 1) // count + 1):
        chosen = [n for n in range(numbers.start, numbers.stop)[::step] if n // count == turn]
        ids = pl.DataFrame({"article_id": [old_ids[n % count] for n in chosen]}).with_row_index("new", first_id)
        first_id += len(chosen)
        parts.append(_renamed(frames, words, turn, ids.with_columns(pl.col("new").cast(pl.Int64))))
    return {name: pl.concat([part[name] for part in parts]) for name in parts[0]}


def _renamed(frames: Frames, words: set[str], turn: int, ids: pl.DataFrame) -> Frames:
    def change(text: str) -> str:
        def word(found: re.Match[str]) -> str:
            changed = written = found[0]
            if name_key(written) in words:
                for _ in range(turn):
                    changed = changed.lower().translate(CHANGED)
            return changed if written.islower() else changed.upper() if written.isupper() else changed.capitalize()

        return re.sub(r"\w+", word, text) if turn else text

    here = {
        name: frame.join(ids, on="article_id", maintain_order="right").with_columns(article_id="new").drop("new")
        for name, frame in frames.items()
    }
    local = pl.col("appearance_id").rank("dense").over("article_id").cast(pl.Int64)
    number = here["appearances"].select("appearance_id", "article_id", local=local)
    mentions = (
        here["mentions"]
        .join(number, on=["appearance_id", "article_id"], maintain_order="left")
        .with_columns(appearance_id="local", surface=_each("surface", change))
    )
    rows = here["appearances"].join(number, on=["appearance_id", "article_id"], maintain_order="left")
    appearances = rows.with_columns(appearance_id="local", name=_each("name", change)).with_columns(
        name_key=_each("name", name_key)
    )
    spelt = mentions.group_by("article_id", "appearance_id").agg(pl.col("surface").unique())
    keys = [
        (article_id, appearance_id, key)
        for article_id, appearance_id, kind, name, votes, surfaces in appearances.join(
            spelt, on=["article_id", "appearance_id"], maintain_order="left"
        )
        .select("article_id", "appearance_id", "kind", "name", "kind_votes", "surface")
        .iter_rows()
        for key in blocking_keys(kind, {name_key(one) for one in surfaces or [name]}, is_weak=votes <= 1)
    ]
    short = [is_short(kind, name) for kind, name in appearances.select("kind", "name_key").iter_rows()]
    text = pl.concat_str(pl.lit("Article "), pl.col("article_id").cast(pl.String))
    whole = pl.struct(raw_start=0, raw_end=text.str.len_chars(), start_char=0, end_char=text.str.len_chars())
    articles = here["articles"].select(
        "article_id", file_id="article_id", record_no=1, headline=text, language=pl.lit("en"), raw_text=text, body=text,
        word_count=2, outlet=pl.lit("Harbour Post"),
    )  # fmt: skip
    made = {
        "files": articles.select(
            "file_id", path=pl.concat_str("file_id", pl.lit(".txt")), format=pl.lit("text"), status=pl.lit("loaded")
        ),
        "articles": articles,
        "blocks": articles.select(
            "article_id", whole.struct.unnest(), block_id=1, block_no=1, kind=pl.lit("body"), rule=pl.lit("test.body"),
            confidence=1.0, text=text,
        ),
        "appearances": appearances.with_columns(is_short=pl.Series(short, dtype=pl.Boolean)),
        "blocking_keys": pl.DataFrame(keys, schema=FRAMES["blocking_keys"], orient="row"),
        "article_terms": here["article_terms"].with_columns(term=_each("term", change)).unique(maintain_order=True),
        "mentions": mentions.with_columns(
            block_id=1, mention_id=pl.int_range(pl.len()).over("article_id") + 1, raw_start=0, raw_end=1,
            start_char=0, end_char=1,
        ),
    }  # fmt: skip
    return {
        name: frame.select(
            (pl.col(column) if column in frame.columns else pl.lit(None)).cast(type_).alias(column)
            for column, type_ in FRAMES[name].items()
        )
        for name, frame in made.items()
    }


def _each(column: str, change: Callable[[str], str]) -> pl.Expr:
    return pl.col(column).map_batches(
        lambda names: pl.Series([*map({name: change(name) for name in names.unique()}.get, names)], dtype=pl.String)
    )


class Clock:
    """Seconds that all steps of entities took: of the clock, and of the processors."""

    def __init__(self) -> None:
        self.seconds = self.busy = 0.0
        steps = {
            resolution_input: ("keep_removed", "find_changes", "find_resolution_input"),
            entities: ("take_decisions", "settle", "rename"),
        }
        for module, names in steps.items():
            for step in names:
                setattr(module, step, self.timed(getattr(module, step)))

    def timed(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            start, busy = time.perf_counter(), time.process_time()
            found = step(*args)
            self.seconds += time.perf_counter() - start
            self.busy += time.process_time() - busy
            return found

        return run


def write_night(source: Path, work: Path, numbers: range, step: int, first_id: int) -> None:
    """Writes the frames of `night` into the work folder of a load."""
    for name, frame in night(*told(source), numbers, step, first_id).items():
        frame.write_parquet(work / f"{name}.parquet")


def publish_night(directory: Path, source: Path, teller: Executor, numbers: range, step: int, clock: Clock) -> None:
    """Loads and publishes articles of a warehouse, told again by another process."""

    with swap.lock(directory):
        base = layout.published(directory)
        taken = layout.load_ids(directory)
        now = FIRST_NIGHT + timedelta(days=len(taken))
        load_id = layout.next_load_id(now, taken)
        file = candidate.create(directory, load_id, base)
        first_id = next_ids.next_ids(base)["articles"]
        teller.submit(write_night, source, file.parent / "work", numbers, step, first_id).result()
        parent = base and base.parent.name
        load = Load(load_id, now, parent, "0", "none")
        candidate.write(file, load, now, clock.timed(find_affected), clock.timed(resolve))
        candidate.record_verdict(file, now, [])
        swap.publish(directory, load_id)


def main() -> None:
    """Loads articles in nights and prints the seconds that resolving took, and the peak of memory in bytes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("source", type=Path, help="published file of a warehouse")
    parser.add_argument("warehouse", type=Path)
    parser.add_argument("numbers", type=int, nargs=3, help="first article, last but one, size of a night")
    parser.add_argument("--step", type=int, default=1)
    arguments = parser.parse_args()
    arguments.warehouse.mkdir(exist_ok=True)
    clock = Clock()
    first, end, size = arguments.numbers
    # Elsewhere, so that what making the night takes is not taken for what loading it does.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as teller:
        for start in range(first, end, size):
            numbers = range(start, min(start + size, end))
            publish_night(arguments.warehouse, arguments.source, teller, numbers, arguments.step, clock)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"{clock.seconds:.2f} {clock.busy:.2f} {peak}")


if __name__ == "__main__":
    main()
