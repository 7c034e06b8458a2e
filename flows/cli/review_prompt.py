"""Pairs of names that may mean the same, shown to a person who decides; and decisions as text.

Each answer is written into the journal before the next question is asked, so that no answer is lost.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from flows.cli.text import JUDGEMENT_COLOURS, counted, features_as_text
from warehouse.publish import decisions
from warehouse.publish.decisions import Decision, Judgement
from warehouse.publish.notes import Note
from warehouse.read.truncated import Truncated
from warehouse.read.undecided_pairs import NodeContext, Sentence, UndecidedPair
from warehouse.schema.escaping import escape

SENTENCE = 240
"""Characters of a sentence that are shown: three lines of a terminal, enough to tell who is meant."""

KEYS: dict[str, Judgement] = {"s": "same", "d": "different", "u": "unsure"}
"""The judgement that each letter stands for."""


def pairs_as_text(pairs: Truncated[UndecidedPair]) -> Iterator[str]:
    """Yields the lines that list undecided pairs."""
    for number, pair in enumerate(pairs.rows, 1):
        yield from _pair_lines(pair, f"{number} of {pairs.total:,}")
        yield ""
    if not pairs.rows:
        yield "No pair is in doubt."
    elif len(pairs.rows) < pairs.total:
        yield f"… and {pairs.total - len(pairs.rows):,} more"


def decisions_as_text(found: Iterable[Decision]) -> Iterator[str]:
    """Yields a line for each decision, in the order in which they are given."""
    decision = None
    for decision in found:
        judgement = click.style(f"{decision.judgement:<9}", fg=JUDGEMENT_COLOURS.get(decision.judgement))
        when = f"{decision.decided_at:%Y-%m-%d %H:%M}"
        pair = " | ".join(map(escape, decision.pair))
        yield f"{when}  {escape(decision.decided_by):<12}  {judgement}  {pair}"
    if decision is None:
        yield "Nothing is decided."


def notes_as_text(found: Iterable[Note]) -> Iterator[str]:
    """Yields the lines of each note: what it is on, its sentence, and what is wrong."""
    note = None
    for note in found:
        what = click.style(f"{note.kind} {note.id}", bold=True)
        yield f"{note.noted_at:%Y-%m-%d %H:%M}  {escape(note.noted_by):<12}  {what}, article {note.article_id}"
        yield f"    {escape(note.sentence)}"
        yield f"    {click.style('wrong:', fg='yellow')} {escape(note.words)}"
    if note is None:
        yield "Nothing is noted."


def ask(warehouse: Path, pairs: Truncated[UndecidedPair], by: str) -> list[Decision]:
    """Asks a person about the pairs, and writes each answer into the journal at once.

    Pairs that somebody else decides meanwhile are left out. The end of the input, and Ctrl-C, mean `quit`.

    Returns:
        The answers, without those that were taken back.

    Raises:
        WarehouseError: the journal is damaged, or the disk does not take an answer.
    """
    answered: list[Decision] = []
    number = 0
    while number < len(pairs.rows):
        pair = pairs.rows[number]
        nodes = pair.left.node, pair.right.node
        if nodes in decisions.in_force(decisions.read(warehouse)):
            number += 1
            continue
        for line in _pair_lines(pair, f"{number + 1} of {pairs.total:,}"):
            click.echo(line)
        answer = _answer(can_go_back=bool(answered))
        if answer == "q":
            break
        if answer == "b":
            last = answered.pop()
            decisions.add(warehouse, [Decision(*last.pair, "open", by, datetime.now(UTC))])
            number = next(n for n, p in enumerate(pairs.rows) if (p.left.node, p.right.node) == last.pair)
        else:
            answered.append(Decision(*nodes, KEYS[answer], by, datetime.now(UTC)))
            decisions.add(warehouse, answered[-1:])
            number += 1
        click.echo()
    return answered


def summary(judgements: Iterable[str]) -> str:
    """Returns what was written, and when it takes effect."""
    counts = Counter(judgements)
    if not counts:
        return "0 decisions written."
    by_judgement = ", ".join(f"{number:,} {judgement}" for judgement, number in counts.items())
    return f"{counted(counts.total(), 'decision')} written: {by_judgement}.\nTaken in with the next `newsledger run`."


def marked(sentence: Sentence) -> str:
    """Returns a sentence on one line, cut at borders of words, with the name between asterisks."""
    before, name, after = cut(sentence)
    return f"{before}*{name}*{after}"


def _pair_lines(pair: UndecidedPair, place: str) -> Iterator[str]:
    what = ", ".join(filter(None, (escape(pair.method).replace("_", " "), features_as_text(pair.features))))
    yield f"{click.style(place, bold=True)}  score {pair.score:.2f}: {what}"
    for node in (pair.left, pair.right):
        yield from _node_lines(node)


def _node_lines(node: NodeContext) -> Iterator[str]:
    name = click.style(escape(node.name), bold=True)
    yield f"  {name}  {escape(node.kind)}, {counted(node.articles, 'article')}, entity {node.entity_id}"
    yield f"    {escape(node.node)}"
    spellings = ", ".join(f"{escape(spelling.alias)} ({spelling.mentions:,})" for spelling in node.spellings)
    if spellings:
        yield f"    {spellings}"
    for sentence in node.sentences:
        source = f"{escape(sentence.outlet or '–')}, {sentence.published_on or '–'}, article {sentence.article_id}"
        before, name, after = map(escape, cut(sentence))
        yield f"    {click.style(source, dim=True)}"
        yield f"      {before}{_highlight(name)}{after}"


def _highlight(name: str) -> str:
    return click.style(name, bold=True) if sys.stdout.isatty() else f"*{name}*"


def cut(sentence: Sentence) -> tuple[str, str, str]:
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
