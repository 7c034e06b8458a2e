"""Loads: their history; and one with its checks, what it did not take, and its report."""

import json
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from flows.report import report_file
from flows.ui.templating import marked
from flows.ui.view import AView, PageNumber, View

router = APIRouter()

LoadId = Annotated[str, Path(pattern=r"^[0-9]{8}T[0-9]{6}Z$")]

REPORT_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
"""The report holds its style, so that it can be sent to somebody; it runs nothing, and asks nobody for anything."""

TEXTS: Final = ("sentence", "block", "text")
"""Values of an example that hold the words around it, best first."""
WORDS: Final = ("found", "surface", "words", "text")
"""Values of an example that hold the words to mark in them."""


@router.get("/loads")
def loads(view: AView, page: PageNumber = 1) -> Response:
    """Every load that reached the gate, the last first."""
    return view.render("loads.html", loads=view.table("loads", _LOADS, page=page))


@router.get("/load/{load_id}")
def load(
    view: AView,
    load_id: LoadId,
    held: Annotated[bool, Query()] = False,
    page: PageNumber = 1,
) -> Response:
    """One load: checks that did not hold, with their sentences; what was rejected, and why.

    Args:
        view: the page in the making.
        load_id: the load.
        held: show the checks that held instead.
        page: which page of the checks.
    """
    found = view.one(f"Load {load_id}", _LOAD, id=load_id)
    checks = view.table("checks", _HELD if held else _FAILED, page=page, id=load_id)
    return view.render(
        "load.html",
        loaded=found,
        held=held,
        checks=checks,
        expected=[_expectation(row) for row in checks.rows],
        reasons=view.table("reasons", _REASONS, id=load_id),
        rejections=view.table("rejections", _REJECTIONS, id=load_id),
        outlets=view.table("outlets", _OUTLETS, limit=200, id=load_id),
        has_report=_report(view, load_id) is not None,
    )


@router.get("/load/{load_id}/report")
def report(view: AView, load_id: LoadId) -> HTMLResponse:
    """The report that was written when the load was checked."""
    text = _report(view, load_id)
    if text is None:
        raise HTTPException(404, f"No report on load {load_id} is kept.")
    return HTMLResponse(text, headers={"Content-Security-Policy": REPORT_POLICY})


def _report(view: View, load_id: str) -> bytes | None:
    try:
        return report_file(view.request.app.state.served.directory, load_id).read_bytes()
    except OSError:
        return None


def _expectation(check: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Returns what a check expected, and its offending rows with their sentence marked."""
    sentence, *rows = (check["detail"] or "").split("\n")
    return sentence, [_example(row) for row in rows if row.strip()]


def _example(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        return {"said": line, "values": []}
    text = next((row[name] for name in TEXTS if isinstance(row.get(name), str)), "")
    words = next((row[name] for name in WORDS if isinstance(row.get(name), str) and row[name] in text), "")
    start = text.find(words) if words and words != text else -1
    return {
        "said": marked(text, [(start, start + len(words))] if start >= 0 else ()),
        "values": [(name, value) for name, value in row.items() if value != text],
    }


_LOADS: Final = "FROM marts.load_history ORDER BY load_id DESC"

_LOAD: Final = """
SELECT history.*, loads.base_load_id, loads.articles_reprocessed,
    (SELECT count(*) FROM checks WHERE checks.load_id = loads.load_id AND NOT passed AND severity = 'block') AS blocking
FROM marts.load_history AS history JOIN loads USING (load_id) WHERE load_id = $id
"""

_FAILED: Final = """
SELECT table_name, check_name, severity, observed, detail, query FROM checks WHERE load_id = $id AND NOT passed
ORDER BY severity, table_name, check_name
"""

_HELD: Final = """
SELECT table_name, check_name, severity, observed, detail, query FROM checks WHERE load_id = $id AND passed
ORDER BY table_name, check_name
"""

_REASONS: Final = """
SELECT reason, count(*) AS rejections, min(path) AS for_example FROM rejections WHERE load_id = $id
GROUP BY reason ORDER BY rejections DESC, reason
"""

_REJECTIONS: Final = """
SELECT path, record_no, reason, detail FROM rejections WHERE load_id = $id ORDER BY reason, path, record_no
"""

_OUTLETS: Final = """
SELECT now.outlet, now.value::BIGINT AS articles,
    (SELECT median(before.value) FROM load_measures AS before
        WHERE before.measure = 'articles' AND before.outlet = now.outlet AND before.load_id < now.load_id) AS usual
FROM load_measures AS now WHERE measure = 'articles' AND outlet <> '' AND load_id = $id ORDER BY articles DESC, outlet
"""
