"""Judgements on pairs of nodes: the same, different, or for a person to say.

Two kinds of evidence are asked for, and they must not be one in two guises: the spelling of the names, what an article
itself says (an alias), and the company that the names keep: other names and words in the articles that bear them.

Each pair is judged under one key, the most telling that its nodes share, and short names under that of their own
spelling. A judgement looks at its nodes and at others under that key, and no further: so it is the same whether the key
alone is judged anew, after a night, or all keys are.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from transforms.resolve.company import IN_COMPANY, NO_COMPANY, Company, Find, find_company
from transforms.resolve.nodes import SIDE, parts
from transforms.spelling import blocking_keys, compare, fits
from warehouse.tables import ENTITY_LINKS

VERSION = "1"
"""Of the methods below; raised when they judge the same evidence otherwise."""

LARGEST_BLOCK = 60
"""Nodes under one key: more have only a fashion of naming in common, and pairs grow with the square."""

MOST_BEARERS = 6
"""Of a surname that a short name is compared with, the best known ones: it hardly ever means another."""

PROMINENT_ARTICLES, PROMINENT_SHARE = 10, 0.7
"""A bearer of a surname with so many articles, and such a share of those of all bearers, is meant without more."""

LINKS = {
    column: type_
    for column, type_ in ENTITY_LINKS.schema.items()
    if column not in {"link_id", "decided_at", "retracted_at", "load_id"}
}
"""Columns of a judgement; the warehouse adds the others."""


Found = tuple[str, float, str]
"""Judgement, score, method."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes that share keys, and what is seen of them.

    Attributes:
        left: for a short name that one; of two full names that which sorts first.
        right: the other.
        key: under which they are judged.
        keys: touched ones that they share.
        likeness: the verdict on their spelling; `short`, or `prominent` where hardly anybody else bears the full name.
        seen: what it rests on.
        is_alias: whether an article gives one for the other.
        is_acronym: whether one may be the initials of the other.
    """

    left: str
    right: str
    key: str
    keys: Sequence[str]
    likeness: str
    score: float
    seen: dict[str, float | str]
    is_alias: bool = False
    is_acronym: bool = False

    @property
    def lesser(self) -> str:
        """The node that may stand for the other, by its spelling."""
        return min(self.left, self.right, key=lambda node: (node.count(" "), len(node), node))

    @property
    def fuller(self) -> str:
        """The other one."""
        return self.right if self.lesser == self.left else self.left

    @property
    def asks_company(self) -> bool:
        """Whether the company of two full names is looked at: not where spelling, kind or an article say enough."""
        return not (self.is_alias or self.is_certain)

    @property
    def is_certain(self) -> bool:
        """Whether two names differ only in how the same words are written, or are romanisations of one place."""
        is_place = self.left.startswith("PLACE:")
        return self.likeness == "same" and (is_place or self.seen.get("words") in {"same", "joined", "plural"})

    @property
    def is_part(self) -> bool:
        """Whether the lesser may stand for one such node only."""
        if self.is_alias:
            return " " not in parts(self.lesser)[1]
        is_cut = self.likeness == "close" and (self.seen.get("given") == "initial" or "middle" in self.seen)
        return self.likeness == "part" or self.is_acronym or is_cut

    @property
    def is_nickname(self) -> bool:
        """Whether the fuller name ends with the lesser one, a plural: so are clubs called, with and without town."""
        name = parts(self.lesser)[1]
        return self.left.startswith("ORG:") and name[-1] in "sx" and parts(self.fuller)[1].endswith(f" {name}")

    @property
    def is_within(self) -> bool:
        """Whether the fuller name holds the lesser one, word for word."""
        return f" {parts(self.lesser)[1]} " in f" {parts(self.fuller)[1]} "


@dataclass(frozen=True, slots=True)
class Stirred:
    """What is to be judged anew, as `changes.find_stirred` tells it."""

    names: pl.Series
    opened: pl.Series
    emptied: pl.Series
    joined: pl.Series


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What `judge` found, and what it looked at.

    Attributes:
        links: rows of `entity_links`, without those columns that the warehouse fills.
        rows: those of names, with the node that each short name has in the end.
        pairs: `left_node`, `right_node` of the full names that were judged.
        short: the nodes of the short names that were judged.
        overfull: keys that too many names share for any pair to be judged under them.
    """

    links: pl.DataFrame
    rows: pl.DataFrame
    pairs: pl.DataFrame
    short: pl.Series
    overfull: pl.Series


def judge(
    rows: pl.DataFrame,
    keys: pl.DataFrame,
    stirred: Stirred,
    links: pl.DataFrame,
    members: pl.DataFrame,
    find: Find,
) -> Verdicts:
    """Judges the pairs on which anything may have changed.

    Args:
        rows: what `nodes.find_nodes` returned.
        keys: as for `resolve.resolve`, as are the following.
        stirred: what has changed.
        links: those that hold.
        members: the nodes as they were.
        find: gives the articles of nodes.
    """
    blocks = node_keys(rows, keys)
    is_open = pl.col("key").is_in(pl.concat([stirred.opened, stirred.joined]).implode())
    open_blocks = blocks.filter(is_open)
    full = _full_pairs(blocks, open_blocks, stirred)
    counted = rows.group_by("node").agg(pl.col("articles").sum())
    articles = dict(counted.iter_rows())
    short = _short_pairs(open_blocks, counted)
    asked = _frame([(pair.left, pair.right) for pair in full if pair.asks_company])
    unsettled = short.filter(~pl.col("is_prominent"))
    told = find_company(_sides(rows), pl.concat([asked, unsettled.select(PAIR)]), find)
    # Most short names keep no company with any who bears the name: there is nothing to weigh.
    weighed = unsettled.join(told.filter(IN_COMPANY), on="left", how="semi")
    needed = told.join(pl.concat([asked, weighed.select(PAIR)]), on=PAIR, how="semi")
    shared = {(left, right): Company(*seen) for left, right, *seen in needed.iter_rows()}
    judged = list(_judge_full(full, shared, articles))
    reviewed = links.filter(method="review")
    same = set(reviewed.filter(judgement="same").select("left_node", "right_node").iter_rows())
    chosen = list(_judge_short(pl.concat([short.filter("is_prominent"), weighed]), shared, same, articles))
    found = [_row(p, shared, *verdict) for p, verdict in [*judged, *chosen]]
    return Verdicts(
        links=pl.DataFrame(found, schema=LINKS, orient="row"),
        rows=_settle(rows, blocks, open_blocks, chosen, reviewed, members),
        pairs=_frame([(pair.left, pair.right) for pair in full]).select(left_node="left", right_node="right"),
        short=open_blocks.filter("is_short")["node"].unique(),
        overfull=_of_full(open_blocks).group_by("key").len().filter(pl.col("len") > LARGEST_BLOCK)["key"],
    )


def _of_full(blocks: pl.DataFrame) -> pl.DataFrame:
    """Returns the full names under keys that are not of short ones."""
    return blocks.filter(~pl.col("is_short"), ~pl.col("key").str.starts_with("s:"))


def node_keys(rows: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """Returns `key`, `node`, `voted`, `name_key`, `is_short` and `is_guess` of the nodes under each key.

    A short name stands under the one key that its own spelling gives. A name of one word whose kind only the model
    vouches for may be a surname as well: `is_guess`, and its `node` is the one that it would have then.
    """
    of_name = keys.select("name_key", "kind", "key").unique()
    columns = ["key", "node", "voted", "name_key", "is_short", "is_guess"]
    own = rows.join(of_name, left_on=["name_key", "voted"], right_on=["name_key", "kind"], how="inner")
    sure = rows.filter(~pl.col("is_weak"), pl.col("voted") != "PERSON").select("name_key").unique()
    guess = (
        rows.filter("is_weak", pl.col("voted").is_in(["ORG", "PLACE"]), ~pl.col("is_short"))
        .join(sure, on="name_key", how="anti")
        .join(of_name.filter(pl.col("key").str.starts_with("s:")).select("name_key", "key").unique(), on="name_key")
    )
    short = pl.concat(
        [
            own.filter("is_short").with_columns(is_guess=pl.lit(value=False)).select(columns),
            guess.with_columns(
                is_guess=pl.lit(value=True), is_short=pl.lit(value=True), node=AS_SURNAME, voted=pl.lit("PERSON")
            ).select(columns),
        ]
    )
    spelt = [(kind, name, _short_key(kind, name)) for kind, name in short.select("voted", "name_key").unique().rows()]
    own_key = pl.DataFrame(spelt, schema=dict.fromkeys(["voted", "name_key", "key"], pl.String), orient="row")
    full = own.filter(~pl.col("is_short")).with_columns(is_guess=pl.lit(value=False)).select(columns)
    return pl.concat([full, short.join(own_key, on=["voted", "name_key", "key"], how="semi")]).unique().sort(columns)


AS_SURNAME = pl.concat_str(pl.lit("PERSON:"), pl.col("name_key"), pl.lit("@"), pl.col("article_id").cast(pl.String))
"""The node of a row whose name is a surname in its article."""


def _short_key(kind: str, name: str) -> str | None:
    return min((key for key in blocking_keys(kind, [name]) if key.startswith("s:")), default=None)


def _full_pairs(blocks: pl.DataFrame, open_blocks: pl.DataFrame, stirred: Stirred) -> list[Pair]:
    """Returns the pairs of full names to judge, those that have nothing in common left out.

    These are the ones with a name that was stirred, and those whose lesser name may stand for such a one: it has, or
    has lost, a rival.
    """
    columns = ["key", "node", "voted", "name_key"]
    nodes = _of_full(open_blocks).select(columns).filter(pl.len().over("key").is_between(2, LARGEST_BLOCK))
    names = stirred.names.implode()
    is_stirred = pl.col("key").is_in(stirred.emptied.implode()) | pl.any_horizontal(
        pl.col("name_key", "name_key_right").is_in(names)
    )
    met = (
        nodes.join(nodes, on=["key", "voted"], how="inner", suffix="_right")
        .filter(pl.col("node") < pl.col("node_right"))
        .with_columns(is_stirred=is_stirred)
        .group_by("node", "node_right", "voted", "name_key", "name_key_right")
        .agg(pl.col("key").sort(), pl.col("is_stirred").any())
    )
    all_keys = _of_full(blocks).select("node", "key")
    pairs = _pairs(met.filter("is_stirred"), all_keys)
    lesser = {pair.lesser for pair in pairs if pair.is_part}
    is_lesser = pl.col("node", "node_right").is_in(pl.Series(sorted(lesser), dtype=pl.String).implode())
    others = _pairs(met.filter(~pl.col("is_stirred"), pl.any_horizontal(is_lesser)), all_keys)
    return pairs + [p for p in others if p.key in p.keys and p.is_part and p.lesser in lesser]


def _pairs(met: pl.DataFrame, all_keys: pl.DataFrame) -> list[Pair]:
    """Returns those of the pairs that have something in common.

    Args:
        met: `node`, `node_right`, `voted`, `name_key`, `name_key_right` and the open `key`s that they share.
        all_keys: `node`, `key`.
    """
    telling = (
        met.select("node", "node_right")
        .join(all_keys, on="node")
        .join(all_keys, left_on=["node_right", "key"], right_on=["node", "key"])
        .group_by("node", "node_right")
        .agg(best=pl.col("key").sort_by(*_TELLING).first(), told=pl.col("key").filter(_WHOLE | _INITIALS))
    )
    pairs = []
    for left, right, kind, one, other, keys, best, told in (
        met.join(telling, on=["node", "node_right"])
        .sort("node", "node_right")
        .select("node", "node_right", "voted", "name_key", "name_key_right", "key", "best", "told")
        .iter_rows()
    ):
        seen = compare(kind, one, other)
        # What an article calls a person besides may be an office, that somebody else held before.
        is_alias = (f"={one}" in told or f"={other}" in told) and (kind != "PERSON" or seen.verdict != "apart")
        is_acronym = any(key.startswith("i:") for key in told) and (" " in one) != (" " in other)
        if seen.verdict in {"same", "close", "part"} or is_alias or is_acronym:
            pairs.append(Pair(left, right, best, keys, seen.verdict, seen.score, seen.features, is_alias, is_acronym))
    return pairs


_WHOLE = pl.col("key").str.starts_with("=")
_INITIALS = pl.col("key").str.starts_with("i:")
_TELLING = (
    _WHOLE,
    _INITIALS,
    pl.col("key").str.contains("-", literal=True),
    -pl.col("key").str.len_chars().cast(pl.Int32),
    pl.col("key"),
)
"""Order of keys: a whole spelling, many words before few, then the parts of words that catch slips, then initials."""


def best_known(bearers: pl.DataFrame) -> pl.DataFrame:
    """Returns of the bearers of each `key` and kind (`voted`) those that a short name is compared with.

    Args:
        bearers: those two columns, `node`, `articles`, and others.

    Returns:
        The `MOST_BEARERS` best known, or one alone, `is_prominent`, where hardly anybody else bears the name.
    """
    block = ["key", "voted"]
    best = pl.col("articles").max().over(block)
    is_prominent = (best >= PROMINENT_ARTICLES) & (best >= PROMINENT_SHARE * pl.col("articles").sum().over(block))
    return (
        bearers.sort(*block, -pl.col("articles"), "node")
        .with_columns(is_prominent=is_prominent, rank=pl.int_range(pl.len()).over(block))
        .filter(pl.col("rank") < pl.when("is_prominent").then(1).otherwise(MOST_BEARERS))
        .drop("rank")
    )


def _short_pairs(blocks: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Pairs each short name with the best known bearers of it; with one alone where hardly anybody else bears it.

    Returns:
        `left` (the short one), `right`, `key`, `fit` (of the spelling, 0 to 1), `is_prominent`.
    """
    nodes = blocks.filter(pl.col("key").str.starts_with("s:"))
    bearers = best_known(nodes.filter(~pl.col("is_short")).join(articles, on="node", how="left"))
    pairs = nodes.filter("is_short").join(bearers, on=["key", "voted"], how="inner", suffix="_right")
    names = pairs.select("voted", "name_key", "name_key_right").unique()
    fit = pl.Series([fits(*row) for row in names.iter_rows()], dtype=pl.Float64)
    return (
        pairs.join(names.with_columns(fit=fit), on=names.columns)
        .filter(pl.col("fit") >= FITS_BY_SURNAME)
        .select("key", "fit", "is_prominent", left="node", right="node_right")
        .select(*PAIR, "key", "fit", "is_prominent")
        .sort(PAIR)
    )


PAIR = ["left", "right"]


def _frame(pairs: Sequence[tuple[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(pairs, schema=dict.fromkeys(PAIR, pl.String), orient="row")


def _sides(rows: pl.DataFrame) -> pl.DataFrame:
    """Returns the names of each node, also of those that weak names would have as surnames."""
    as_surnames = rows.filter("is_weak", ~pl.col("is_short")).select(*SIDE, AS_SURNAME.alias("node"))
    return pl.concat([rows.select(*SIDE, "node"), as_surnames])


def _judge_full(
    pairs: list[Pair], shared: dict[tuple[str, str], Company], articles: dict[str, int]
) -> Iterable[tuple[Pair, Found]]:
    rivals = _rivals(pairs, shared, articles)
    for pair in pairs:
        if pair.key not in pair.keys:
            continue
        company = shared.get((pair.left, pair.right), NO_COMPANY)
        is_prominent = max(articles[pair.left], articles[pair.right]) >= PROMINENT_ARTICLES
        found = _full(pair, company.level, (pair.left, pair.right) in rivals, is_prominent=is_prominent)
        if found is not None:
            judgement, _, method = found
            # A caption may romanise a name otherwise, or write a part of it; it hardly slips where the text does not.
            told_apart = company.is_beside and judgement == "same" and pair.likeness == "close"
            yield pair, (("unsure", 0.5, method) if told_apart else found)


def _full(pair: Pair, level: int, is_contested: bool, *, is_prominent: bool) -> Found | None:
    """Weighs the evidence on two full names; nothing where none is worth a person's time."""
    kind = parts(pair.left)[0]
    if pair.is_alias:
        return ("unsure", 0.5, "alias") if is_contested else ("same", 0.95, "alias")
    if pair.likeness == "same":
        if pair.is_certain or level >= 1:
            return "same", (0.97 if pair.is_certain or level >= 2 else 0.93), "spelling"
        return "unsure", 0.6, "spelling"
    if pair.likeness == "close":
        # Father and son bear one name but for this, and keep one company.
        if level >= 2 - is_prominent and "suffix" not in pair.seen and not is_contested:
            return "same", 0.9, "spelling"
        return ("unsure", 0.5, "spelling") if level >= 1 else None
    if pair.likeness == "part" or pair.is_acronym:
        method = "initials" if pair.is_acronym else "spelling"
        # A city bears the name of its country, a party that of its leader.
        is_telling = pair.is_acronym or (kind != "PLACE" and " " in parts(pair.lesser)[1])
        if is_contested or level < (1 if kind == "PERSON" else 2):
            return ("unsure", 0.4, method) if level >= 2 else None
        if (level >= 2 and is_telling) or (level == 3 and pair.is_nickname):
            return "same", 0.85, method
        return "unsure", 0.4, method
    return None


RIVAL = 0.6
"""Of the best candidate's strength, from which on another is a rival."""


def _rivals(
    pairs: list[Pair], shared: dict[tuple[str, str], Company], articles: dict[str, int]
) -> set[tuple[str, str]]:
    """Returns the pairs of a lesser name and a fuller one that has a rival under their key.

    An acronym, or a part of a name, can stand for one full name only; names that are written alike are no rivals, nor
    are the long form of an acronym and a name that holds the acronym itself. What an article says of a name of several
    words has no rivals; among long forms that articles give for one acronym the best known counts, else the company.
    """

    def strength(pair: Pair) -> float:
        company = shared.get((pair.left, pair.right), NO_COMPANY).likeness
        return articles[pair.fuller] if pair.is_alias else company

    lesser = [pair for pair in pairs if pair.is_part]
    candidates: defaultdict[tuple[str, str, bool, bool], list[Pair]] = defaultdict(list)
    for pair in lesser:
        for key in pair.keys:
            candidates[pair.lesser, key, pair.is_within, pair.is_alias].append(pair)
    return {
        (pair.left, pair.right)
        for pair in lesser
        if any(
            other.fuller != pair.fuller
            and strength(other) >= RIVAL * strength(pair)
            and not _alike(pair.fuller, other.fuller)
            for other in candidates[pair.lesser, pair.key, pair.is_within, pair.is_alias]
        )
    }


def _alike(one: str, other: str) -> bool:
    """Whether two full names are written alike."""
    (kind, name, _), (other_kind, other_name, _) = parts(one), parts(other)
    return kind == other_kind and compare(kind, name, other_name).verdict in {"same", "close", "part"}


def _judge_short(
    pairs: pl.DataFrame,
    shared: dict[tuple[str, str], Company],
    same: set[tuple[str, str]],
    articles: dict[str, int],
) -> Iterable[tuple[Pair, Found]]:
    """Chooses for each short name the full one that it stands for in its article, if one is clearly the best.

    Company speaks for a full name, or that hardly anybody else of that name is in the news.
    """
    candidates: defaultdict[str, list[Pair]] = defaultdict(list)
    for left, right, key, fit, is_prominent in pairs.iter_rows():
        candidates[left].append(Pair(left, right, key, [key], "prominent" if is_prominent else "short", fit, {}))
    for held in candidates.values():
        if held[0].likeness == "prominent":
            yield held[0], ("same", 0.85, "short_form")
            continue
        strength = {p.right: p.score * shared.get((p.left, p.right), NO_COMPANY).likeness for p in held}
        best = min(held, key=lambda p: (-strength[p.right], p.right))
        level = shared.get((best.left, best.right), NO_COMPANY).level
        is_contested = any(
            strength[p.right] >= RIVAL * strength[best.right]
            and (min(p.right, best.right), max(p.right, best.right)) not in same
            and not _alike(p.right, best.right)
            for p in held
            if p is not best
        )
        is_known = len(held) == 1 and articles[best.right] >= KNOWN_ARTICLES
        if level > (0 if is_known else 1) and not is_contested:
            yield best, ("same", (0.8, 0.9, 0.95)[level - 1], "short_form")
        elif level > 1:
            yield best, ("unsure", 0.5, "short_form")


KNOWN_ARTICLES = 2
"""A lone bearer of a surname in so many articles is no slip; some company is enough then."""

FITS_BY_SURNAME = 0.8
"""Of `spelling.fits`: below it stand given names, which say little outside their article."""


def _row(
    pair: Pair, shared: dict[tuple[str, str], Company], judgement: str, score: float, method: str
) -> tuple[object, ...]:
    seen = shared.get((pair.left, pair.right), NO_COMPANY)
    features = pair.seen | {"spelling": pair.likeness, "company": seen.likeness, "shared": seen.weight}
    left, right = sorted((pair.left, pair.right))
    return left, right, judgement, score, json.dumps(features, sort_keys=True), method, VERSION, pair.key, "newsledger"


def _settle(
    rows: pl.DataFrame,
    blocks: pl.DataFrame,
    open_blocks: pl.DataFrame,
    chosen: list[tuple[Pair, Found]],
    reviewed: pl.DataFrame,
    members: pl.DataFrame,
) -> pl.DataFrame:
    """Gives short names their node: one that stands for a full name, or could for several, stays with its article.

    A surname that no more than one full name bears, and nothing explains, is taken for one person in all articles.
    Surnames whose key is not open keep the node that they have.
    """
    surname = pl.col("key").str.starts_with("s:")
    as_before = (
        blocks.filter(surname, "is_short")
        .join(open_blocks, on=["key", "node"], how="anti")
        .join(members, on="node", how="semi")["node"]
    )
    standing = pl.concat(
        [
            pl.Series([pair.left for pair, (judgement, _, _) in chosen if judgement == "same"], dtype=pl.String),
            reviewed["left_node"],
            reviewed["right_node"],
            as_before,
        ]
    )
    bearers = open_blocks.filter(surname, ~pl.col("is_short")).group_by("key").agg(bearers=pl.len())
    contested = (
        open_blocks.filter(surname, "is_short")
        .join(bearers, on="key", how="inner")
        .filter(pl.col("bearers") > 1)["node"]
    )
    unclear = pl.Series([pair.left for pair, _ in chosen], dtype=pl.String)
    of_article = AS_SURNAME.is_in(pl.concat([standing, contested, unclear]).unique().implode())
    return rows.with_columns(
        node=pl.when("is_short", pl.col("voted") == "PERSON", ~of_article)
        .then(pl.concat_str(pl.lit("PERSON:"), "name_key"))
        .when(~pl.col("is_short"), AS_SURNAME.is_in(standing.unique().implode()))
        .then(AS_SURNAME)
        .otherwise("node")
    )
