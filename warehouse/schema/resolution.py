"""What the warehouse and the resolver hand each other when names become entities.

The warehouse knows the appearances of all nights and reads them with SQL; the resolver (`transforms.resolve`) decides
which of them mean the same entity, and knows no database. In one load four objects go back and forth:

1. `NightChanges`, from the warehouse: what the night changed about names.
2. `Affected`, from the resolver: which names and blocking keys must be judged again.
3. `ResolutionInput`, from the warehouse: everything that these judgements need.
4. `Resolution`, from the resolver: the entities, and the judgements that they rest on.

Words used below:

- A *node* is what is compared over articles, as in `appearances.node`: `KIND:name_key`, and for a short name
  `KIND:name_key@article_id`.
- A *story* is an article with its copies; its number is the id of the article that is not a copy.
- A name `is_weak` in an article if only the language model's label speaks for its kind there.
- A name `is_short` if it says only within its article who is meant: a surname, or an office that every state has.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class NightChanges:
    """What was known before a night about the names that it changed and their namesakes, and what is known now.

    Attributes:
        names: one row for each `name_key`, `kind` and `is_weak`, with
            `is_short`;
            `votes` and `votes_before`: sum of `kind_votes` over its appearances, now and before the night;
            `articles` and `articles_before`: its appearances, now and before the night;
            `context` and `context_before`: the few stories that its context is taken from, a list of `story`,
            `article_id` (the copy that is read), `sample_order` (the stories with the lowest are taken) and `is_new`
            (the article came this night); null for short names, and for names that the night did not change;
            `added` and `removed`: appearances that came or moved to another story, and those that went.
        keys: `name_key`, `kind`, `key` (blocking key), and whether the name has it `now` and had it `before`.
        decided: `name_key`s of the nodes that people decided on since the last load.
        aliases: `name_key`s that an article uses for another name, and the names that it uses them for.
    """

    names: pl.DataFrame
    keys: pl.DataFrame
    decided: pl.Series
    aliases: pl.Series


@dataclass(frozen=True, slots=True)
class Affected:
    """The names and blocking keys that must be judged again after a night.

    Attributes:
        affected: `name_key`s about which something changed that a judgement may rest on; they are compared with all
            names that share a key with them.
        keys_to_rejudge: their keys, and other keys under which all short names are compared with full ones again.
        keys_losing_names: those of `keys_to_rejudge` that a name no longer has; all names under them are compared.
        short_name_keys: further keys, under which only short names that came, went or moved are compared with full
            ones.
    """

    affected: pl.Series
    keys_to_rejudge: pl.Series
    keys_losing_names: pl.Series
    short_name_keys: pl.Series


ContextLookup = Callable[[pl.DataFrame], tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]]
"""Takes a frame of `name_key`, `kind`, `is_weak`, `article_id` and `node`, and returns three frames:

1. `node`, `story`, `article_id`: a few stories in which the node appears, and the article of each that is read;
2. `article_id`, `code`: the terms of these articles, by number;
3. `term`, `code`: all terms, numbered from 0. They are those of `article_terms`, and for each full name of a person or
   organisation in the article `=` with its `name_key`."""


@dataclass(frozen=True, slots=True)
class ResolutionInput:
    """All that is needed to judge the affected names: they, and everything that shares a key with them.

    Attributes:
        names: the appearances to look at, one row for each `name_key`, `kind`, `is_weak`, `is_short` and `article_id`
            (the story of names that may be short; null for the others), with `articles` (how many appearances).
        votes: `name_key`, `kind`, `votes`: sum of `kind_votes` over all appearances of these names.
        keys: `name_key`, `kind`, `key`: the blocking keys of the names that are compared.
        affected: what the resolver asked for. Of the keys to rejudge all names are here, of the short name keys all
            full names and those short ones that changed.
        links: the rows of `entity_links` that hold and touch these names or `members`.
        members: `node`, `entity_id`, `articles` (appearances that are still there) and `outside` (those of them that
            are not in `names`) of every node of the entities that are touched, as they were before. Touched is an
            entity that has, or had before the night, one of these appearances, or that a `same` link leads to from
            such an entity. An entity without appearances has one row, with the node that named it.
        redirects: the rows of `entity_redirects` that may lead elsewhere now.
        next_entity_id: the first id that no load has given out.
        find_context: returns the stories and terms of nodes.
    """

    names: pl.DataFrame
    votes: pl.DataFrame
    keys: pl.DataFrame
    affected: Affected
    links: pl.DataFrame
    members: pl.DataFrame
    redirects: pl.DataFrame
    next_entity_id: int
    find_context: ContextLookup


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the resolver found.

    Attributes:
        nodes: `name_key`, `kind`, `is_weak`, `article_id` of each row of `ResolutionInput.names`, and its `node`.
        members: `node`, `entity_id`, `probability` of every node of the entities that are touched.
        entities: `entity_id`, `kind`, `node` (the one that names it) of these entities, new ones and old ones.
        redirects: `old_entity_id`, `new_entity_id`, `reason`, `node`: rows of `entity_redirects` that are new, or
            replace the row of the same old id.
        retracted: `link_id` of links that hold no longer.
        links: new rows of `entity_links`, without `link_id`, `decided_at`, `retracted_at` and `load_id`.
    """

    nodes: pl.DataFrame
    members: pl.DataFrame
    entities: pl.DataFrame
    redirects: pl.DataFrame
    retracted: pl.DataFrame
    links: pl.DataFrame


AffectedFinder = Callable[[NightChanges], Affected]
Resolver = Callable[[ResolutionInput], Resolution]
