"""Review: names that may mean the same, for a person to decide."""

import json
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from flows.cli.review_file import BadDecisionError, check
from flows.cli.review_prompt import cut
from flows.cli.text import features_as_text
from flows.ui.forms import AForm
from flows.ui.people import known_name, redirect_remembering, required_name
from flows.ui.templating import link
from flows.ui.view import AView
from warehouse import WarehouseError
from warehouse.publish import decisions, notes
from warehouse.read.undecided_pairs import NodeContext, find_pairs
from warehouse.schema.tables.values import ENTITY_KINDS

router = APIRouter()

PAIRS: Final = 10
"""Pairs on a page: each has four sentences."""

DECIDED: Final = 20
"""Decisions that are shown, the last ones."""

Kind = Annotated[str, Query(pattern="^(|" + "|".join(ENTITY_KINDS) + ")$")]


@router.get("/review")
def review(view: AView, kind: Kind = "") -> Response:
    """Pairs in doubt, those of most articles first, with their sentences; and what was decided."""
    directory = view.request.app.state.served.directory
    in_force = decisions.in_force(decisions.read(directory))
    found = find_pairs(view.reading.path, kind or None, in_force.keys(), PAIRS)
    return view.render(
        "review.html",
        kind=kind,
        kinds=ENTITY_KINDS,
        total=found.total,
        pairs=[
            {"pair": pair, "seen": features_as_text(pair.features), "sides": [_side(pair.left), _side(pair.right)]}
            for pair in found.rows
        ],
        decided=sorted(in_force.values(), key=lambda decision: decision.decided_at, reverse=True)[:DECIDED],
        decisions=len(in_force),
        notes=_notes(directory),
        by=known_name(view.request),
        doubts=view.table("doubts", _DOUBTS),
    )


def _notes(directory: Path) -> int | None:
    """Returns how many notes there are; null where their journal is damaged, which is no reason not to decide."""
    try:
        return len(notes.read(directory))
    except WarehouseError:
        return None


@router.post("/review")
def decide(view: AView, form: AForm) -> Response:
    """Writes a decision on two names into the journal; the next load takes it in."""
    kind = form.get("kind", "")
    if kind not in ("", *ENTITY_KINDS):
        raise HTTPException(400, "There is no such kind of name.")
    by = required_name(form)
    directory = view.request.app.state.served.directory
    try:
        checked = check(view.reading.path, directory, [("", _row(form.get("decision", "")))], by)
    except BadDecisionError as error:
        raise HTTPException(400, f"{error}; nothing was written.") from error
    if checked.undecided:
        raise HTTPException(400, "No judgement was given; nothing was written.")
    decisions.add(directory, checked.new)
    return redirect_remembering(link("/review", kind=kind), by)


def _row(decision: str) -> list[Any]:
    """Returns the two nodes and the judgement that a button stands for."""
    try:
        row = json.loads(decision)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, list) or len(row) != 3:
        raise HTTPException(400, "No decision was given; nothing was written.")
    return row


def _side(node: NodeContext) -> dict[str, Any]:
    """Returns what is shown of a name of a pair: each sentence with the name in it marked."""
    sentences = []
    for sentence in node.sentences:
        before, name, after = cut(sentence)
        sentences.append(
            {
                "text": before + name + after,
                "span": (len(before), len(before) + len(name)),
                "article_id": sentence.article_id,
                "outlet": sentence.outlet,
                "published_on": sentence.published_on,
            }
        )
    return {"node": node, "sentences": sentences}


_DOUBTS: Final = """
SELECT left_node, right_node, method, score, features FROM entity_links
WHERE judgement = 'unsure' AND method <> 'review' AND retracted_at IS NULL
ORDER BY score DESC, left_node, right_node
"""
