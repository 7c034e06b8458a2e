"""Decisions in files: pairs written out with a judgement to fill in, and read back with each line checked."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from flows.cli.review_prompt import marked
from flows.cli.text import features_as_text
from warehouse.publish import decisions
from warehouse.publish.decisions import JUDGEMENTS, Decision
from warehouse.publish.notes import Note, as_document
from warehouse.read import undecided_pairs
from warehouse.read.formats import WRITERS
from warehouse.read.truncated import Truncated
from warehouse.read.undecided_pairs import UndecidedPair
from warehouse.schema.escaping import escape, no_formula

LARGEST_FILE = 64_000_000
"""Bytes of a file of decisions: a hundred thousand pairs with their sentences; a larger file is a mistake."""

LONGEST_CELL = 2**17
"""Characters of a cell; no node is as long. The csv module has a limit too, but one for the whole process."""

COLUMNS = ("left_node", "right_node", "judgement")
"""What a file of decisions must have; other columns help people to decide."""


class BadDecisionError(ValueError):
    """A decision that cannot be accepted; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class CheckedDecisions:
    """What rows of decisions hold, once all of them are checked.

    Attributes:
        new: decisions that change something, in the order of the rows.
        undecided: rows without a judgement.
        known: rows that repeat a decision in force, or take back one that was never made.
    """

    new: list[Decision]
    undecided: int
    known: int


def write_pairs(pairs: Truncated[UndecidedPair], form: str, stream: TextIO) -> None:
    """Writes undecided pairs as `csv` or `jsonl`: an empty judgement to fill in, and facts that help to judge."""
    safe = no_formula if form == "csv" else str
    rows = [
        (
            pair.left.node, pair.right.node, None, pair.score, safe(features_as_text(pair.features)),
            *(
                value
                for side in (pair.left, pair.right)
                for value in (
                    side.entity_id, safe(side.name), side.articles,
                    safe(", ".join(spelling.alias for spelling in side.spellings)),
                    safe(" / ".join(map(marked, side.sentences))),
                )
            ),
        )
        for pair in pairs.rows
    ]  # fmt: skip
    facts = ("entity_id", "name", "articles", "spellings", "sentences")
    names = [*COLUMNS, "score", "seen", *(f"{side}_{fact}" for side in ("left", "right") for fact in facts)]
    WRITERS[form](names, iter(rows), stream)
    stream.flush()


def write_decisions(found: Iterable[Decision], form: str, stream: TextIO) -> None:
    """Writes decisions as `csv` or `jsonl`, in a form that `read` takes."""
    safe = no_formula if form == "csv" else str
    rows = ((*d.pair, d.judgement, safe(d.decided_by), d.decided_at.isoformat()) for d in found)
    WRITERS[form]([*COLUMNS, "decided_by", "decided_at"], rows, stream)
    stream.flush()


def write_notes(found: Iterable[Note], form: str, stream: TextIO) -> None:
    """Writes notes as `csv` or `jsonl`."""
    safe = no_formula if form == "csv" else str
    rows = (tuple(safe(v) if isinstance(v, str) else v for v in as_document(note).values()) for note in found)
    WRITERS[form](list(Note.__slots__), rows, stream)
    stream.flush()


def read(path: Path, warehouse: Path, stream: Any, by: str) -> CheckedDecisions:
    """Reads and checks the decisions in a file.

    Args:
        path: the published file.
        warehouse: the folder of the journal.
        stream: the file, in bytes: CSV with a header (commas, semicolons or tabs), or JSON lines.
        by: who decides.

    Raises:
        BadDecisionError: a line is not a decision, or names a node that does not exist; the message names the line.
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
    return check(path, warehouse, rows, by)


def check(path: Path, warehouse: Path, rows: Iterable[tuple[str, Sequence[Any]]], by: str) -> CheckedDecisions:
    """Checks rows of decisions.

    Args:
        path: the published file.
        warehouse: the folder of the journal.
        rows: for each row what an error message calls it, and its values of `COLUMNS`.
        by: who decides.

    Raises:
        BadDecisionError: a row is not a decision, or names a node that does not exist. Other errors as in `read`.
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
    known = undecided_pairs.existing_nodes(path, nodes) | {node for decision in journal for node in decision.pair}
    for place, decision in places.values():
        for node in decision.pair:
            if node not in known:
                raise BadDecisionError(f'{place}the published version holds no node "{escape(node)}"')
    new = [
        decision
        for _, decision in places.values()
        if decision.judgement != (in_force[decision.pair].judgement if decision.pair in in_force else "open")
    ]
    return CheckedDecisions(new, undecided, len(places) - len(new))


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
