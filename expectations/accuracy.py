"""Compares what is found in the golden articles with the labels made by hand.

Each scorer judges one article and yields judgements; `scores` turns those of all articles into shares, 1 at best. Every
night the golden articles are processed by the same code and model as its own, and each score has a floor.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, Literal, NamedTuple

from warehouse.schema.tables.values import BOILERPLATE_KINDS

Row = dict[str, Any]

DETECTION = ("blocks.boilerplate", "blocks.caption", "entities.same", "figures.value")
"""Measures in which too much is as wrong as too little: precision, recall and F1. All others are shares of hits."""

ROLE_WORDS = {"ministry", "foreign", "government", "official", "officials", "office", "senior", "police", "team"}
"""Words that two sources may share without being the same."""
PERSONS = {"people", "person", "persons", "others", "passengers", "victims", "residents", "dead"}
"""What a figure may count where its sentence names no noun beside it."""
TITLES = {"the", "a", "an", "of", "in", "mr", "mrs", "ms", "dr", "captain", "cp", "s"}


LABELS = ("blocks", "entities", "figures", "quotes", "absent")
"""Kinds of labels, each in a file of its own."""

_PACKAGED = Path(__file__).parent / "golden"
"""The golden articles, their outlets and their labels where newsledger is installed; in a checkout they lie in `corpus`
and among the tests."""
GOLDEN = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[1] / "tests/golden"
_CORPUS = Path(__file__).parents[1] / "corpus"
ARTICLES = (_PACKAGED / "articles",) if _PACKAGED.is_dir() else (_CORPUS / "sample", GOLDEN / "articles")
"""Folders of golden articles: some are a part of the sample, others only measure."""
OUTLETS = (_PACKAGED if _PACKAGED.is_dir() else _CORPUS) / "outlets.toml"
FLOORS = GOLDEN / "floors.json"

Labels = dict[str, dict[str, list[Row]]]
"""By the path of an article, relative to the folder of `ARTICLES` that holds it, and by the kind of label."""


class Judgement(NamedTuple):
    """One decision of the extraction: right (`hit`), a label it lacks (`missed`), or one too many (`invented`)."""

    measure: str
    outcome: Literal["hit", "missed", "invented"]
    what: str


def read_labels() -> Labels:
    """Returns all labels."""
    labels: Labels = {}
    for name in LABELS:
        for line in (GOLDEN / f"{name}.jsonl").read_text("utf-8").splitlines():
            label = json.loads(line)
            labels.setdefault(label["path"], {name: [] for name in LABELS})[name].append(label)
    return labels


def article_file(path: str) -> Path:
    """Returns the file of a golden article."""
    return next(folder / path for folder in ARTICLES if (folder / path).is_file())


def read_floors() -> dict[str, float]:
    """Returns the least score of each measure."""
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8"))["floors"]
    return floors


def judge_all(records: Iterable[Row]) -> list[tuple[str, Judgement]]:
    """Returns each judgement with the path of its article.

    Args:
        records: as `newsledger extract` prints them, of the labelled articles; with `path` as the labels have it.
    """
    labels = read_labels()
    by_path = {record["path"]: record for record in records}
    return [(path, judgement) for path in sorted(labels) for judgement in judge(by_path[path], labels[path])]


def judge(record: Row, labels: dict[str, list[Row]]) -> Iterator[Judgement]:
    """Judges all that was extracted from one article.

    Args:
        record: as `newsledger extract` prints it.
        labels: the labels of this article by the name of their file.
    """
    yield from judge_blocks(record, labels["blocks"])
    yield from judge_entities(record, labels["entities"])
    yield from judge_figures(record, labels["figures"])
    yield from judge_quotes(record, labels["quotes"])
    yield from judge_absent(record, labels["absent"])


def judge_blocks(record: Row, labels: list[Row]) -> Iterator[Judgement]:
    """Judges the kind of each line; a line without a block has none, which is wrong in every measure that looks."""
    kinds = {line_of(record, block): block["kind"] for block in record["blocks"]}
    for label in labels:
        given, wanted = kinds.get(label["line"]), label["kind"]
        what = f"line {label['line']}: {wanted} taken as {given}"
        yield _share("blocks.kind", given == wanted, what)
        removed = given in BOILERPLATE_KINDS if given else wanted not in BOILERPLATE_KINDS
        yield from _detected("blocks.boilerplate", wanted in BOILERPLATE_KINDS, removed, what)
        yield from _detected("blocks.caption", wanted == "caption", given == "caption", what)


def judge_entities(record: Row, labels: list[Row]) -> Iterator[Judgement]:
    """Judges which labelled entities were found, of what kind most mentions are, and which spellings are one entity."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    holders: dict[str, Counter[int]] = defaultdict(Counter)
    for mention in record["mentions"]:
        kinds[plain_name(mention["surface"])][mention["label"]] += 1
        holders[plain_name(mention["surface"])][mention["entity_id"]] += 1
    meant: dict[str, int] = {}
    for number, label in enumerate(labels):
        keys = {plain_name(alias) for alias in label["aliases"]}
        meant |= dict.fromkeys(keys, number)
        found = sum((kinds[key] for key in keys), Counter[str]())
        what = f"{label['name']} ({label['kind']}) taken as {dict(found) or 'nothing'}"
        yield _share("entities.recall", label["kind"] in found, what)
        if found:
            yield _share("entities.kind", 2 * found[label["kind"]] > found.total(), what)
    taken = {key: max(held, key=lambda e: (held[e], -e)) if (held := holders[key]) else key for key in meant}
    for one, other in combinations(sorted(meant), 2):
        what = f"{one!r} and {other!r}"
        yield from _detected("entities.same", meant[one] == meant[other], taken[one] == taken[other], what)


def judge_figures(record: Row, labels: list[Row]) -> Iterator[Judgement]:
    """Judges figures, one to one by line and values, then the attributes of those found.

    An optional label takes up the figure that it fits, and counts neither for nor against.
    """
    left = list(record["figures"])
    for label in sorted(labels, key=lambda label: label["optional"]):
        alike = [figure for figure in left if line_of(record, figure) == label["line"] and _same_values(figure, label)]
        best = max(alike, key=lambda f: len(words(f["surface"]) & words(label["text"])), default=None)
        if best is not None:
            left.remove(best)
        if label["optional"]:
            continue
        what = f"line {label['line']}: {label['text']!r}"
        yield Judgement("figures.value", "missed" if best is None else "hit", what)
        if best is not None:
            for name, right in (
                ("bound", best["bound"] == label["bound"]),
                ("counted", same_noun(best["counted"], label["counted"])),
                ("event", best["event"] == label["event"]),
                ("factuality", best["factuality"] == label["factuality"]),
                ("attributed_to", _same_source_of(record, best, label["attributed_to"])),
            ):
                yield _share(f"figures.{name}", right, f"{what} {label[name]} taken as {best[name]}")
    for figure in left:
        yield Judgement("figures.value", "invented", f"line {line_of(record, figure)}: {figure['surface']!r}")


def judge_quotes(record: Row, labels: list[Row]) -> Iterator[Judgement]:
    """Judges which labelled words lie within one quotation, and who is said to have said them."""
    for label in labels:
        wanted = plain(label["contains"])
        holding = [quote for quote in record["quotes"] if wanted in plain(quote["text"])]
        what = f"line {label['line']}: {label['contains']!r}"
        yield _share("quotes.recall", bool(holding), what)
        if holding:
            quote = min(holding, key=lambda quote: abs(line_of(record, quote) - label["line"]))
            names = [quote["speaker"], *_names(record, quote["speaker_entity_id"])]
            right = same_source(label["speaker"], names)
            yield _share("quotes.speaker", right, f"{what} {label['speaker']} taken as {quote['speaker']}")


def judge_absent(record: Row, labels: list[Row]) -> Iterator[Judgement]:
    """Judges what stands in boilerplate only: no mention may hold the name, no figure may overlap the number."""
    lines = record["raw_text"].split("\n")
    for label in labels:
        if label["kind"] == "entity":
            name = f" {plain_name(label['text'])} "
            hits = [m["surface"] for m in record["mentions"] if name in f" {plain_name(m['surface'])} "]
        else:
            line = label["line"] - 1
            start = sum(len(before) + 1 for before in lines[:line]) + lines[line].index(label["text"])
            end = start + len(label["text"])
            hits = [f["surface"] for f in record["figures"] if f["raw_start"] < end and start < f["raw_end"]]
        yield _share(f"absent.{label['kind']}", not hits, f"line {label['line']}: {label['text']!r} in {hits}")


def scores(judgements: Iterable[Judgement]) -> dict[str, float]:
    """Returns the share of hits by measure; for one of `DETECTION` its precision, recall and F1."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for judgement in judgements:
        counts[judgement.measure][judgement.outcome] += 1
    found: dict[str, float] = {}
    for measure, n in sorted(counts.items()):
        shares = {
            "precision": n["hit"] / max(1, n["hit"] + n["invented"]),
            "recall": n["hit"] / max(1, n["hit"] + n["missed"]),
            "f1": 2 * n["hit"] / (2 * n["hit"] + n["invented"] + n["missed"]),
        }
        if measure in DETECTION:
            found |= {f"{measure}.{name}": share for name, share in shares.items()}
        else:
            found[measure] = shares["recall"]
    return found


def line_of(record: Row, row: Row) -> int:
    """Returns the line of the raw text, from 1, on which a row's span begins."""
    return int(record["raw_text"].count("\n", 0, row["raw_start"])) + 1


def plain(text: str) -> str:
    """Returns a text to compare: small letters, no double quotation marks, straight apostrophes, single spaces."""
    straight = re.sub(r"[“”\"]", "", re.sub("[‘’]", "'", text))
    return " ".join(straight.casefold().split())


def plain_name(name: str) -> str:
    """Returns a name to compare, without a leading "the" or a final possessive."""
    return plain(name).removeprefix("the ").removesuffix("'s")


def words(text: str | None) -> set[str]:
    """Returns the words of a text, small, without articles and titles."""
    return set(_tokens(text))


def same_noun(given: str | None, wanted: str | None) -> bool:
    """Whether a phrase counts what the label says; where that names nothing, nothing or people at large."""
    phrase, label = _tokens(given), _tokens(wanted)
    if not label:
        return not phrase or phrase[-1] in PERSONS
    return bool(phrase) and (label[-1] in phrase or _stem(phrase[-1]) == _stem(label[-1]))


def same_source(wanted: str | None, given: Iterable[str | None]) -> bool:
    """Whether any of the given names is the source of the label.

    They share a word that says more than a role, or all words of a label that names nothing else; where the label has
    no source, none is given.
    """
    found = {_stem(word) for name in given for word in words(name)}
    label = words(wanted)
    shared = {word for word in label if _stem(word) in found}
    return bool(shared - ROLE_WORDS) or shared == label if label else not found


def _share(measure: str, right: bool, what: str) -> Judgement:
    return Judgement(measure, "hit" if right else "missed", what)


def _detected(measure: str, wanted: bool, given: bool, what: str) -> Iterator[Judgement]:
    if wanted or given:
        yield Judgement(measure, "hit" if wanted and given else "missed" if wanted else "invented", what)


def _same_values(figure: Row, label: Row) -> bool:
    pairs = ((figure[end], label[end]) for end in ("value_low", "value_high"))
    return all(a is b if a is None or b is None else math.isclose(a, b, rel_tol=1e-6) for a, b in pairs)


def _same_source_of(record: Row, figure: Row, wanted: str | None) -> bool:
    return same_source(wanted, [figure["attributed_to"], *_names(record, figure["attributed_entity_id"])])


def _names(record: Row, entity_id: int | None) -> set[str]:
    return {name for m in record["mentions"] if m["entity_id"] == entity_id for name in (m["surface"], m["entity"])}


def _tokens(text: str | None) -> list[str]:
    return [word for word in re.findall(r"\w+", plain(text or "")) if word not in TITLES]


def _stem(word: str) -> str:
    return re.sub(r"(?<=\w{2})(?:ies|y|es?|s)$", "", word)
