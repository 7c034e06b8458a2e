"""Many articles out of few, in all tables and with full texts, told again in other words of the same length.

A word becomes the same other word wherever it stands in an article, so every offset stays true. Names of places, given
names and lines that repeat stay; other names differ from turn to turn; the rest is told in one of a few
ways, so that the vocabulary of a large warehouse grows as slowly as a real one's.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from zlib import crc32

import duckdb
import polars as pl

from tests.nights import FIRST_NIGHT
from transforms.names.blocking import blocking_keys, is_short
from transforms.names.normalise import name_key
from transforms.relate.relators import RELATORS
from transforms.relate.shingles import find_shingles
from transforms.resolve.affected import find_affected
from transforms.resolve.resolve import resolve
from warehouse.build import candidate
from warehouse.build.next_ids import NUMBERED
from warehouse.build.replaced_articles import OF_ARTICLE
from warehouse.publish import layout, swap
from warehouse.publish.journal import Load
from warehouse.schema.tables import TABLES
from warehouse.schema.tables.outlets import LINE_CHARACTERS
from warehouse.schema.tables.stages import STAGE_FRAMES
from warehouse.schema.tables.values import BODY_KINDS

COMMON_IN_BODIES = 5
"""Names of bodies with a word, from which on it says what they are: "agency", not "Ellersby"."""

REPEATED_FROM = 3
"""Articles with a line, from which on it is taken for one that repeats: its words stay."""

WAYS = 12
"""In which a word that is no name may be told. So few words in a row stay the same that the quotations of two turns are
hardly ever alike, as those of two real articles are not."""

OUTLETS = 20

NEW_NAMES = 5
"""One in so many articles of a night has names that were never met, the others those of an earlier turn."""

WRITTEN = {
    "articles": ("raw_text", "headline", "byline"),
    "appearances": ("name",),
    "article_terms": ("term",),
    "quotes": ("speaker",),
    "figures": (
        "sentence", "counted", "counted_head", "measured", "attributed_to", "attributed_framing", "attribution_path",
    ),
}  # fmt: skip
"""Columns that hold words of an article, in which these are told otherwise."""

CUT = {
    "blocks": "text", "quotes": "text", "mentions": "surface", "roles": "role", "figures": "surface",
    "figure_parts": "words",
}  # fmt: skip
"""Columns that hold a piece of `raw_text`, which is cut out of it anew."""

WORD = re.compile(r"[A-Za-z]+")
CONSONANTS = "bcdfghjklmnprstvwz"

Frames = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class Source:
    """Articles that are told again: their frames with ids that count within each article, and words by what they do."""

    frames: Frames
    article_ids: list[int]
    kept: frozenset[str]
    names: frozenset[str]


@cache
def read_source(file: Path) -> Source:
    """Reads the articles of a published file that are no copies."""
    with duckdb.connect(str(file), read_only=True) as con:
        for table in NUMBERED:
            con.execute(_LOCAL.format(table=table, key=TABLES[table].key[0]))
        of_stages = [table for table in ("articles", *OF_ARTICLE) if table in STAGE_FRAMES]
        frames = {table: con.execute(_localised(table)).pl() for table in of_stages}
    rows = frames["appearances"].select("kind", "name_key").unique().rows()
    bodies = Counter(word for kind, name in rows if kind == "ORG" for word in set(name.split()))
    places = {word for kind, name in rows if kind == "PLACE" for word in name.split()}
    given = {name.split()[0] for kind, name in rows if kind == "PERSON" and " " in name}
    people = {word for kind, name in rows if kind == "PERSON" for word in name.split()} - given
    lines = Counter(frames["blocks"]["text"].to_list())
    repeated = {
        word
        for line, times in lines.items()
        if times >= REPEATED_FROM and len(line) <= LINE_CHARACTERS
        for word in _words(line)
    }
    kept = places | given | repeated | {word for word, times in bodies.items() if times >= COMMON_IN_BODIES}
    return Source(
        frames, frames["articles"]["article_id"].to_list(), frozenset(kept), frozenset((people | set(bodies)) - kept)
    )


def tell(
    source: Source, numbers: Iterable[int], first_id: int, names: Callable[[int], int] = lambda turn: turn
) -> Frames:
    """Returns the frames of articles by number: that of the article, and from it on the turn of other words.

    Args:
        source: what is told again.
        numbers: of the articles.
        first_id: of the articles and of their files.
        names: gives the turn whose names the articles of a turn bear.
    """
    count = len(source.article_ids)
    parts: list[Frames] = []
    chosen: dict[int, list[int]] = {}
    for number in numbers:
        chosen.setdefault(number // count, []).append(source.article_ids[number % count])
    for turn, article_ids in chosen.items():
        ids = pl.DataFrame({"article_id": article_ids}).with_columns(
            new=pl.int_range(pl.len(), dtype=pl.Int64) + first_id
        )
        parts.append(_turn(source, _teller(source, turn, names(turn)), turn, ids))
        first_id += len(article_ids)
    return {
        name: pl.concat([part[name] for part in parts]).select(pl.col(c).cast(t) for c, t in STAGE_FRAMES[name].items())
        for name in parts[0]
    }


def tell_night(source: Source, size: int, turns: int, first_id: int) -> Frames:
    """Returns the frames of a night of new articles, most of them with names of one of the turns that were told."""
    count = len(source.article_ids)
    chance = Random(first_id)
    turn = first_id  # of words that no other night has
    numbers = [turn * count + n % count + n // count * count for n in chance.sample(range(max(size, count)), size)]
    groups = [numbers[n::NEW_NAMES] for n in range(NEW_NAMES)]
    told = []
    for group, some in enumerate(groups):
        earlier = chance.randrange(turns)
        told.append(tell(source, some, first_id, lambda turn: turn if group == 0 else earlier))  # noqa: B023
        first_id += len(some)
    return {name: pl.concat([part[name] for part in told]) for name in told[0]}


def publish_told(directory: Path, frames: Frames) -> str:
    """Loads and publishes the frames of a night, its names resolved, without a gate. Returns the load's id."""
    with swap.lock(directory):
        file = write_told(directory, frames)
        load_id = file.parent.name
        candidate.record_verdict(file, started(load_id), [])
        swap.publish(directory, load_id)
    return load_id


def write_told(directory: Path, frames: Frames) -> Path:
    """Writes the frames of a night into a candidate, its names resolved, and returns its file."""
    base, taken = layout.published(directory), layout.load_ids(directory)
    now = FIRST_NIGHT + timedelta(days=len(taken))
    load_id = layout.next_load_id(now, taken)
    file = candidate.create(directory, load_id, base)
    for name, frame in frames.items():
        frame.write_parquet(file.parent / "work" / f"{name}.parquet")
    load = Load(load_id, now, base.parent.name if base else None, "0", "none")
    candidate.write(file, load, now, find_affected, resolve, RELATORS)
    return file


def started(load_id: str) -> datetime:
    """Returns when a load began."""
    return datetime.strptime(load_id[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


_LOCAL = """
    CREATE TEMP TABLE local_{table} AS
    SELECT {key} AS id, row_number() OVER (PARTITION BY article_id ORDER BY {key}) AS local FROM {table}
"""


def _localised(table: str) -> str:
    """Returns SQL for the rows of a table, its ids counted within each article."""
    joins, replaced = [], []
    for column in TABLES[table].columns:
        target = (column.references or "").partition(".")[0]
        if table in NUMBERED and column.name == TABLES[table].key[0]:
            target = table
        if target in NUMBERED:
            joins.append(f"LEFT JOIN local_{target} AS {column.name} ON {column.name}.id = t.{column.name}")
            replaced.append(f"{column.name}.local AS {column.name}")
    replace = f"REPLACE ({', '.join(replaced)})" if replaced else ""
    return f"""
        SELECT t.* {replace} FROM {table} AS t
        SEMI JOIN (FROM articles WHERE duplicate_of IS NULL) USING (article_id)
        {" ".join(joins)} ORDER BY ALL
    """


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def _way(seed: str) -> dict[int, int]:
    to = list(CONSONANTS)
    Random(seed).shuffle(to)
    return str.maketrans(CONSONANTS, "".join(to))


_WAYS = [_way(f"way {n}") for n in range(WAYS)]


def _teller(source: Source, turn: int, names: int) -> Callable[[str], str]:
    """Returns what tells a text in the words of a turn, with the names of one."""
    of_names = _way(f"names {names}") if names else {}

    @cache
    def word(written: str) -> str:
        low = written.lower()
        if low in source.names:
            told = low.translate(of_names)
        elif turn == 0 or len(written) < 3 or low in source.kept:
            return written
        else:
            told = low.translate(_WAYS[crc32(f"{low} {turn}".encode()) % WAYS])
        return told if written.islower() else told.upper() if written.isupper() else told.capitalize()

    return lambda text: WORD.sub(lambda found: word(found[0]), text)


def _turn(source: Source, change: Callable[[str], str], turn: int, ids: pl.DataFrame) -> Frames:
    told = {
        name: frame.join(ids, on="article_id", maintain_order="right")
        .with_columns(article_id="new")
        .with_columns(_each(column, change) for column in WRITTEN.get(name, ()))
        for name, frame in source.frames.items()
    }
    texts = told["articles"].select("article_id", raw="raw_text")
    for name, column in CUT.items():
        told[name] = (
            told[name]
            .join(texts, on="article_id", maintain_order="left")
            .with_columns(pl.col("raw").str.slice("raw_start", pl.col("raw_end") - pl.col("raw_start")).alias(column))
            .drop("raw")
        )
    told["article_shingles"] = find_shingles(ids["new"].to_list(), told["blocks"].sort("article_id", "block_no"))
    bodies = (
        told["blocks"]
        .filter(pl.col("kind").is_in(BODY_KINDS))
        .sort("article_id", "block_no")
        .group_by("article_id")
        .agg(body=pl.col("text").str.join("\n\n"))
    )
    told["articles"] = told["articles"].drop("body").join(bodies, on="article_id", how="left", maintain_order="left")
    outlet = pl.concat_str(pl.lit("Outlet "), pl.col("article_id") % OUTLETS)
    told["articles"] = told["articles"].with_columns(
        body=pl.col("body").fill_null(""), file_id="article_id", record_no=1, outlet=outlet, member=None
    )
    told["article_terms"] = told["article_terms"].unique(["article_id", "term"], maintain_order=True)
    keys = _each("name", name_key)
    told["appearances"] = told["appearances"].with_columns(name_key=keys)
    told["appearances"] = told["appearances"].with_columns(
        is_short=pl.Series([is_short(*row) for row in told["appearances"].select("kind", "name_key").iter_rows()])
    )
    path = pl.concat_str(outlet, pl.lit("/"), pl.col("article_id"), pl.lit(".txt"))
    files = told["articles"].select(
        "file_id", path=path, sha256=pl.lit(None), size_bytes=pl.col("raw_text").str.len_bytes(), format=pl.lit("text"),
        compression=pl.lit(None), encoding=pl.lit("utf-8"), status=pl.lit("loaded"), reason=pl.lit(None),
    )  # fmt: skip
    return told | {"files": files, "blocking_keys": _blocking_keys(told["appearances"], told["mentions"])}


def _blocking_keys(appearances: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    spelt = mentions.group_by("article_id", "appearance_id").agg(pl.col("surface").unique())
    rows = appearances.join(spelt, on=["article_id", "appearance_id"], how="left", maintain_order="left")
    keys = [
        (article_id, appearance_id, key)
        for article_id, appearance_id, kind, name, votes, surfaces in rows.select(
            "article_id", "appearance_id", "kind", "name", "kind_votes", "surface"
        ).iter_rows()
        for key in sorted(blocking_keys(kind, {_name_key(one) for one in surfaces or [name]}, is_weak=votes <= 1))
    ]
    return pl.DataFrame(keys, schema=STAGE_FRAMES["blocking_keys"], orient="row")


_name_key = cache(name_key)


def _each(column: str, change: Callable[[str], str]) -> pl.Expr:
    """Returns a column with each value changed; equal values are changed once."""

    def changed(values: pl.Series) -> pl.Series:
        distinct = values.drop_nulls().unique().to_list()
        return values.replace_strict(
            distinct, [change(value) for value in distinct], default=None, return_dtype=pl.String
        )

    return pl.col(column).map_batches(changed, return_dtype=pl.String)
