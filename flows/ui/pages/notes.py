"""Notes "this is wrong" on a figure, a quotation or a line: the form's answer, and the list."""

from datetime import UTC, datetime
from io import StringIO
from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from flows.cli.review_file import write_notes
from flows.ui.forms import AForm
from flows.ui.people import redirect_remembering, required_name
from flows.ui.view import MEDIA, AView
from warehouse.publish import notes
from warehouse.publish.notes import LONGEST, NOTED, Note

router = APIRouter()

SHOWN: Final = 200
"""Notes on the page, the last ones; the CSV has all."""

SENTENCE: Final = 1000
"""Characters of a sentence that are kept with a note: enough to find it again."""


@router.get("/notes")
def all_notes(view: AView) -> Response:
    """All notes, the last first."""
    found = notes.read(view.request.app.state.served.directory)[::-1]
    asked = view.request.scope.get("newsledger.table")
    if asked is not None:
        return _export(found, *asked)
    return view.render("notes.html", notes=found[:SHOWN], total=len(found))


@router.post("/notes")
def note(view: AView, form: AForm) -> Response:
    """Writes a note into the journal of notes; it changes nothing else."""
    kind = next((kind for kind in NOTED if kind == form.get("kind")), None)
    number = form.get("id", "")
    words = form.get("words", "").replace("\r\n", "\n").strip()
    if kind is None or not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise HTTPException(400, "It is not said what the note is on.")
    if not words or len(words) > LONGEST:
        raise HTTPException(400, f"Say what is wrong, in at most {LONGEST:,} characters.")
    by = required_name(form)
    row = view.one(f"The {kind} {number}", _SENTENCES[kind], id=int(number))
    written = Note(
        kind=kind,
        id=int(number),
        article_id=row["article_id"],
        sentence=row["sentence"][:SENTENCE],
        words=words,
        noted_by=by,
        noted_at=datetime.now(UTC),
        load_id=view.reading.path.parent.name,
    )
    notes.add(view.request.app.state.served.directory, written)
    return redirect_remembering("/notes", by)


def _export(found: list[Note], table: str, form: str) -> Response:
    if table != "notes":
        raise HTTPException(404, f"This page has no table {table}; it has notes.")
    written = StringIO(newline="")
    write_notes(found, form, written)
    headers = {"Content-Disposition": 'attachment; filename="notes.csv"'} if form == "csv" else {}
    return Response(written.getvalue().encode(), media_type=MEDIA[form], headers=headers)


_SENTENCES: Final = {
    "figure": "SELECT article_id, sentence FROM figures WHERE figure_id = $id",
    "quotation": "SELECT article_id, text AS sentence FROM quotes WHERE quote_id = $id",
    "block": "SELECT article_id, text AS sentence FROM blocks WHERE block_id = $id",
}
