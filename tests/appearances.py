"""What a resolver reads, made by hand: who appears in which articles, and what these are about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from transforms.names.blocking import blocking_keys, is_short
from transforms.names.normalise import name_key
from transforms.resolve.resolve import resolve
from warehouse.schema.resolution import Affected, Resolution, ResolutionInput
from warehouse.schema.tables.entities import ENTITY_LINKS, ENTITY_REDIRECTS

LINKS = ENTITY_LINKS.schema
MEMBERS = pl.Schema({"node": pl.String(), "entity_id": pl.Int64(), "articles": pl.Int64(), "outside": pl.Int64()})


@dataclass(frozen=True, slots=True)
class Seen:
    """One entity in one article: `kind`, `name`, by how many votes its kind leads, and its other spellings there."""

    kind: str
    name: str
    votes: int = 3
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An article: who appears in it, and words of what it tells."""

    seen: Sequence[Seen]
    terms: str = ""


def resolved(
    articles: dict[int, Told], *, links: Iterable[dict[str, Any]] = (), members: Iterable[tuple[str, int, int]] = ()
) -> Resolution:
    """Resolves these articles, by number, as if all had come in one night."""
    rows = [
        (number, seen.kind, seen.votes <= 1, is_short(seen.kind, name_key(seen.name)), name_key(seen.name), seen)
        for number, told in articles.items()
        for seen in told.seen
    ]
    named = pl.DataFrame(
        [
            (name, kind, weak, short, number if short or weak else None, 1, seen.votes)
            for number, kind, weak, short, name, seen in rows
        ],
        schema=["name_key", "kind", "is_weak", "is_short", "article_id", "articles", "votes"],
        orient="row",
    )
    sides = ["name_key", "kind", "is_weak", "is_short", "article_id"]
    keys = [
        (name, kind, key)
        for number, kind, weak, short, name, seen in rows
        for key in blocking_keys(kind, {name, *map(name_key, seen.aliases)}, is_weak=weak)
    ]
    keyed = pl.DataFrame(keys, schema=["name_key", "kind", "key"], orient="row").unique()

    def find_context(sides: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        held = {
            (side["node"], number, number)
            for side in sides.iter_rows(named=True)
            for number, kind, weak, short, name, _ in rows
            if (name, kind, weak) == (side["name_key"], side["kind"], side["is_weak"])
            and side["article_id"] == (number if short or weak else None)
        }
        terms = {
            (number, term)
            for number, told in articles.items()
            for term in (
                *told.terms.split(),
                *(f"={name_key(s.name)}" for s in told.seen if not is_short(s.kind, name_key(s.name))),
            )
        }
        told = pl.DataFrame(sorted(terms), schema={"article_id": pl.Int64, "term": pl.String}, orient="row")
        codes = told.select("term").unique().with_row_index("code").with_columns(pl.col("code").cast(pl.Int64))
        stories = {"node": pl.String, "story": pl.Int64, "article_id": pl.Int64}
        return (
            pl.DataFrame(sorted(held), schema=stories, orient="row"),
            told.join(codes, on="term").select("article_id", "code"),
            codes,
        )

    return resolve(
        ResolutionInput(
            names=named.group_by(sides, maintain_order=True).agg(pl.col("articles").sum()),
            votes=named.select("name_key", "kind", "votes"),
            keys=keyed,
            affected=Affected(
                affected=named["name_key"].unique(),
                keys_to_rejudge=keyed["key"].unique(),
                keys_losing_names=keyed["key"].clear(),
                short_name_keys=keyed["key"].clear(),
            ),
            links=pl.DataFrame(list(links), schema=LINKS),
            members=pl.DataFrame(list(members), schema=MEMBERS, orient="row"),
            redirects=pl.DataFrame(schema=ENTITY_REDIRECTS.schema),
            next_entity_id=1,
            find_context=find_context,
        )
    )


def entities(articles: dict[int, Told], **more: Any) -> dict[tuple[int, str], int]:
    """Returns the entity of each name in each article."""
    found = resolved(articles, **more)
    ids = dict(found.members.select("node", "entity_id").iter_rows())
    nodes = {(name, kind, weak, article): node for name, kind, weak, article, node in found.nodes.iter_rows()}
    out = {}
    for number, told in articles.items():
        for seen in told.seen:
            key, weak = name_key(seen.name), seen.votes <= 1
            article = number if weak or is_short(seen.kind, key) else None
            out[number, seen.name] = ids[nodes[key, seen.kind, weak, article]]
    return out
