"""Pairs of names that may be the same, put before a person; and what persons decided, from the prompt or from a file.

Each decision is in the journal before the next question: whoever stops, or is stopped, loses nothing.
"""

import csv
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import click

from flows.entity import COLOURS, counted, seen
from warehouse.publish import decisions
from warehouse.publish.decisions import JUDGEMENTS, Decision, Judgement
from warehouse.read import undecided_pairs
from warehouse.read.entity import Part
from warehouse.read.formats import WRITERS, escape
from warehouse.read.undecided_pairs import Doubt, Sentence, Side

SENTENCE = 240
"""Characters of a sentence that are shown: three lines of a terminal, enough to tell who is meant."""

LARGEST_FILE = 64_000_000
"""Bytes of a file of decisions: a hundred thousand pairs with their sentences; beyond that it is another file."""

COLUMNS = ("left_node", "right_node", "judgement")
"""What a file of decisions must have; further columns are there for people."""

KEYS: dict[str, Judgement] = {"s": "same", "d": "different", "u": "unsure"}

_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n|%]")
"""What a spreadsheet may take for the start of a formula."""


class BadDecisionError(ValueError):
    """A decision that cannot be taken; the message is one plain line."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Decisions of a file that are new.

    Attributes:
        decisions: in the order of the file.
        undecided: rows without a judgement.
        known: rows that say what is decided already, or take back what never was.
    """

    decisions: list[Decision]
    undecided: int
    known: int


def as_text(doubts: Part[Doubt]) -> Iterator[str]:
    """Yields the doubtful pairs for people."""
    for number, doubt in enumerate(doubts.rows, 1):
        yield from _pair(doubt, f"{number} of {doubts.total:,}")
        yield ""
    if not doubts.rows:
        yield "No pair is in doubt."
    elif len(doubts.rows) < doubts.total:
        yield f"… and {doubts.total - len(doubts.rows):,} more"


def as_rows(doubts: Part[Doubt], form: str, stream: TextIO) -> None:
    """Writes the doubtful pairs as `csv` or `jsonl`, with a judgement to be filled in and what helps to find it."""
    safe = _inert if form == "csv" else str
    rows = [
        (
            doubt.left.node, doubt.right.node, None, doubt.score, safe(seen(doubt.features)),
            *(
                value
                for side in (doubt.left, doubt.right)
                for value in (
                    side.entity_id, safe(side.name), side.articles,
                    safe(", ".join(spelling.alias for spelling in side.spellings)),
                    safe(" / ".join(map(marked, side.sentences))),
                )
            ),
        )
        for doubt in doubts.rows
    ]  # fmt: skip
    facts = ("entity_id", "name", "articles", "spellings", "sentences")
    names = [*COLUMNS, "score", "seen", *(f"{side}_{fact}" for side in ("left", "right") for fact in facts)]
    WRITERS[form](names, iter(rows), stream)
    stream.flush()


def decided(found: Iterable[Decision]) -> Iterator[str]:
    """Yields the decisions in force for people, latest last."""
    decision = None
    for decision in found:
        judgement = click.style(f"{decision.judgement:<9}", fg=COLOURS.get(decision.judgement))
        when = f"{decision.decided_at:%Y-%m-%d %H:%M}"
        pair = " | ".join(map(escape, decision.pair))
        yield f"{when}  {escape(decision.decided_by):<12}  {judgement}  {pair}"
    if decision is None:
        yield "Nothing is decided."


def decided_rows(found: Iterable[Decision], form: str, stream: TextIO) -> None:
    """Writes the decisions in force as `csv` or `jsonl`, in the form of a file of decisions."""
    safe = _inert if form == "csv" else str
    rows = ((*d.pair, d.judgement, safe(d.decided_by), d.decided_at.isoformat()) for d in found)
    WRITERS[form]([*COLUMNS, "decided_by", "decided_at"], rows, stream)
    stream.flush()


def ask(warehouse: Path, doubts: Part[Doubt], by: str) -> list[Decision]:
    """Puts the pairs before a person, and writes down each answer at once; returns those that stand.

    Pairs that somebody else decides meanwhile are passed over. The end of the input, and Ctrl-C, are `quit`.

    Raises:
        WarehouseError: the journal is damaged, or the disk does not take an answer.
    """
    answered: list[Decision] = []
    number = 0
    while number < len(doubts.rows):
        doubt = doubts.rows[number]
        pair = doubt.left.node, doubt.right.node
        if pair in decisions.in_force(decisions.read(warehouse)):
            number += 1
            continue
        for line in _pair(doubt, f"{number + 1} of {doubts.total:,}"):
            click.echo(line)
        answer = _answer(can_go_back=bool(answered))
        if answer == "q":
            break
        if answer == "b":
            last = answered.pop()
            decisions.add(warehouse, [Decision(*last.pair, "open", by, datetime.now(UTC))])
            number = next(n for n, d in enumerate(doubts.rows) if (d.left.node, d.right.node) == last.pair)
        else:
            answered.append(Decision(*pair, KEYS[answer], by, datetime.now(UTC)))
            decisions.add(warehouse, answered[-1:])
            number += 1
        click.echo()
    return answered


def from_file(path: Path, warehouse: Path, stream: Any, by: str) -> Wanted:
    """Returns the decisions of a file, every line of it checked.

    Args:
        path: the published file.
        warehouse: the folder of the journal.
        stream: the bytes: CSV with a header (commas, semicolons or tabs), or JSON lines.
        by: who decides.

    Raises:
        BadDecisionError: a line is no decision, or speaks of what does not exist; the message names the line.
        QueryError: the published file is damaged.
        WarehouseError: it cannot be opened, or the journal is damaged.
    """
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise BadDecisionError(f"the file is larger than {LARGEST_FILE // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadDecisionError(f"line {line}: it is not UTF-8; save the file as UTF-8") from error
    rows = _json_rows(text) if text.lstrip().startswith("{") else _csv_rows(text)
    return wanted(path, warehouse, rows, by)


def wanted(path: Path, warehouse: Path, rows: Iterable[tuple[str, Sequence[Any]]], by: str) -> Wanted:
    """Returns the decisions among rows, of which each is the name of its place and the values of `COLUMNS`.

    Raises:
        BadDecisionError: a row is no decision, or speaks of what does not exist; errors besides as in `from_file`.
    """
    now = datetime.now(UTC)
    places: dict[tuple[str, str], tuple[str, Decision]] = {}
    undecided = 0
    for place, values in rows:
        decision = _decision(place, values, by, now)
        if decision is None:
            undecided += 1
            continue
        earlier = places.setdefault(decision.pair, (place, decision))
        if earlier[1].judgement != decision.judgement:
            raise BadDecisionError(f"{place}the pair has another judgement, {earlier[1].judgement}, above")
    journal = decisions.read(warehouse)
    in_force = decisions.in_force(journal)
    nodes = {node for pair in places for node in pair}
    known = undecided_pairs.existing(path, nodes) | {node for decision in journal for node in decision.pair}
    for place, decision in places.values():
        for node in decision.pair:
            if node not in known:
                raise BadDecisionError(f'{place}the published version holds no node "{escape(node)}"')
    new = [
        decision
        for _, decision in places.values()
        if decision.judgement != (in_force[decision.pair].judgement if decision.pair in in_force else "open")
    ]
    return Wanted(new, undecided, len(places) - len(new))


def summary(judgements: Iterable[str]) -> str:
    """Returns what was written, and when it takes effect."""
    counts = Counter(judgements)
    if not counts:
        return "0 decisions written."
    told = ", ".join(f"{number:,} {judgement}" for judgement, number in counts.items())
    return f"{counted(counts.total(), 'decision')} written: {told}.\nTaken in with the next `newsledger run`."


def marked(sentence: Sentence) -> str:
    """Returns a sentence on one line, cut at borders of words, with the name between asterisks."""
    before, name, after = _cut(sentence)
    return f"{before}*{name}*{after}"


def _pair(doubt: Doubt, place: str) -> Iterator[str]:
    what = ", ".join(filter(None, (escape(doubt.method).replace("_", " "), seen(doubt.features))))
    yield f"{click.style(place, bold=True)}  score {doubt.score:.2f}: {what}"
    for side in (doubt.left, doubt.right):
        yield from _side(side)


def _side(side: Side) -> Iterator[str]:
    name = click.style(escape(side.name), bold=True)
    yield f"  {name}  {escape(side.kind)}, {counted(side.articles, 'article')}, entity {side.entity_id}"
    yield f"    {escape(side.node)}"
    spellings = ", ".join(f"{escape(spelling.alias)} ({spelling.mentions:,})" for spelling in side.spellings)
    if spellings:
        yield f"    {spellings}"
    for sentence in side.sentences:
        source = f"{escape(sentence.outlet or '–')}, {sentence.published_on or '–'}, article {sentence.article_id}"
        before, name, after = map(escape, _cut(sentence))
        yield f"    {click.style(source, dim=True)}"
        yield f"      {before}{_highlight(name)}{after}"


def _highlight(name: str) -> str:
    return click.style(name, bold=True) if sys.stdout.isatty() else f"*{name}*"


def _cut(sentence: Sentence) -> tuple[str, str, str]:
    """Returns the text before a name, the name and the text after it, `SENTENCE` characters at most."""
    name = " ".join(sentence.name.split())[:SENTENCE]
    before = " ".join(sentence.before.split()) + (" " if sentence.before[-1:].isspace() else "")
    after = (" " if sentence.after[:1].isspace() else "") + " ".join(sentence.after.split())
    room = SENTENCE - len(name)
    ahead = min(len(before), max(room // 2, room - len(after)))
    behind = min(len(after), room - ahead)
    if ahead < len(before):
        kept = before[len(before) - ahead :]
        before = "…" + (kept.partition(" ")[2] or kept)
    if behind < len(after):
        kept = after[:behind]
        after = (kept.rpartition(" ")[0] or kept) + "…"
    return before, name, after


def _answer(*, can_go_back: bool) -> str:
    """Returns the letter that a person types: one of `KEYS`, `b` or `q`."""
    back = ", [b]ack" if can_go_back else ""
    allowed = {*KEYS, "q"} | ({"b"} if can_go_back else set())
    while True:
        try:
            click.echo(f"[s]ame, [d]ifferent, [u]nsure{back}, [q]uit: ", nl=False)
            line = sys.stdin.buffer.readline()
        except KeyboardInterrupt:
            line = b""
        if not line:
            click.echo()
            return "q"
        answer = line.decode(errors="replace").strip().lower()
        if answer in allowed:
            return answer


def _decision(place: str, values: Sequence[Any], by: str, now: datetime) -> Decision | None:
    """Returns the decision of a row; None where the judgement is left empty."""
    cells = [value.strip() if isinstance(value, str) else value for value in values]
    one, other, word = cells
    if word in (None, ""):
        return None
    judgement = next((known for known in JUDGEMENTS if isinstance(word, str) and known == word.casefold()), None)
    if judgement is None:
        raise BadDecisionError(f"{place}the judgement is {_shown(word)}, and none of {', '.join(JUDGEMENTS)}")
    for column, node in zip(COLUMNS, (one, other), strict=False):
        if not isinstance(node, str) or not node:
            raise BadDecisionError(f"{place}{column} is no node")
    try:
        f"{one}{other}".encode()
    except UnicodeEncodeError as error:
        raise BadDecisionError(f"{place}a node is not valid UTF-8") from error
    if one == other:
        raise BadDecisionError(f"{place}both nodes are {_shown(one)}")
    return Decision.of(one, other, judgement, by, now)


LONGEST_CELL = 2**17
"""Characters; no node is as long. The csv module's own limit is one for the whole process, whoever sets it."""


def _csv_rows(text: str) -> Iterator[tuple[str, Sequence[Any]]]:
    head = text.partition("\n")[0]
    delimiter = next((mark for mark in ",;\t" if set(COLUMNS) <= {*_split(head, mark)}), None)
    if delimiter is None:
        raise BadDecisionError(f"line 1: the header names no columns {', '.join(COLUMNS)}")
    # Line ends are kept: one within quotation marks belongs to its cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip().casefold() for name in next(reader)]
        positions = [header.index(column) for column in COLUMNS]
        line = reader.line_num + 1
        for row in reader:
            if any(cell.strip() for cell in row):
                if len(row) != len(header):
                    raise BadDecisionError(f"line {line}: it has {len(row)} cells, and the header {len(header)}")
                if max(map(len, row)) > LONGEST_CELL:
                    raise BadDecisionError(f"line {line}: it is no CSV: a cell of {max(map(len, row)):,} characters")
                yield f"line {line}: ", [row[position] for position in positions]
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadDecisionError(f"line {reader.line_num}: it is no CSV: {error}") from error


def _split(head: str, delimiter: str) -> list[str]:
    return [name.strip().strip('"').casefold() for name in head.split(delimiter)]


def _json_rows(text: str) -> Iterator[tuple[str, Sequence[Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadDecisionError(f"line {number}: it is no JSON") from error
        if not isinstance(row, dict) or not set(COLUMNS) <= row.keys():
            raise BadDecisionError(f"line {number}: it is no object with {', '.join(COLUMNS)}")
        yield f"line {number}: ", [row[column] for column in COLUMNS]


def _shown(value: Any) -> str:
    text = escape(str(value))
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'


def _inert(text: str) -> str:
    """Returns a text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
