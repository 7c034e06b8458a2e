"""Claims: all numbers by who says so; and one figure with the rules that found its parts."""

from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from flows.ui.drawings import courses, on_one_axis
from flows.ui.figure_rows import CLAIM, claims_in, with_numbers
from flows.ui.view import AView, Id, PageNumber
from transforms.extract.figures.rule_docs import meanings
from warehouse.read.figure import figure as read_figure
from warehouse.schema.tables.values import EVENTS, FACTUALITIES

router = APIRouter()

Words = Annotated[str, Query(max_length=200)]


@router.get("/claims")
def claims(
    view: AView,
    event: Words = "",
    place: Words = "",
    claimant: Words = "",
    outlet: Words = "",
    voice: Annotated[str, Query(pattern="^(|source|publisher)$")] = "",
    factuality: Annotated[str, Query(pattern="^[a-z]*$")] = "actual",
    only: Annotated[str, Query(pattern="^(|comparable|alone)$")] = "",
    since: date | None = None,
    until: date | None = None,
    page: PageNumber = 1,
) -> Response:
    """One row a claim, those of a series together."""
    asked = {
        "event": event, "place": place, "claimant": claimant, "outlet": outlet, "voice": voice,
        "factuality": factuality, "only": only, "since": since, "until": until,
    }  # fmt: skip
    values: dict[str, Any] = {name: str(value) if value else None for name, value in asked.items()}
    values["last"] = view.rows("SELECT max(last_published_on)::VARCHAR AS last FROM stories")[0]["last"]
    shown = with_numbers(view, view.table("claims", _CLAIMS, keys=_KEYS, page=page, **values))
    # Only numbers of one event are worth the comparison.
    drawn, axis = on_one_axis(shown.rows) if event else ([], "")
    return view.render(
        "claims.html",
        drawn=drawn,
        axis=axis,
        filters=asked,
        events=view.rows(_EVENTS, limit=len(EVENTS)),
        factualities=FACTUALITIES,
        outlets=view.outlets(),
        claims=shown,
        counts=view.rows(_COUNTS, **values)[0],
    )


@router.get("/figure/{figure_id}")
def figure(view: AView, figure_id: Id) -> Response:
    """One figure: its sentence, its parts with the rule that found each, and what it can be compared with."""
    found = read_figure(view.reading.path, figure_id)
    if found is None:
        raise HTTPException(404, f"Figure {figure_id} is not in the published version.")
    told = view.rows(_SERIES_OF, id=str(figure_id))
    query = claims_in("told_on NULLS LAST, claimant, figure_id")
    series = with_numbers(
        view, view.table("series", query, keys=_SERIES, limit=200, series=told[0]["series"] if told else None)
    )
    columns = view.table("figure", _FIGURE, id=figure_id)
    rules = meanings()
    parts = [(part, rules.get((part.part, part.rule), "")) for part in found.parts]
    return view.render(
        "figure.html",
        figure=found,
        row=columns.rows[0],
        parts_of_figure=parts,
        series=series,
        drawing=courses(series.rows),
        columns=columns,
    )


_ORDER: Final = "told_on > $last::DATE, told_on DESC NULLS LAST, thread_id, series, figure_id"

_WHERE: Final = """
FROM claims LEFT JOIN (SELECT article_id, outlet FROM articles) USING (article_id)
WHERE ($event IS NULL OR event = $event)
    AND ($place IS NULL OR lower(place) = lower($place))
    AND ($claimant IS NULL OR contains(lower(claimant), lower($claimant)))
    AND ($outlet IS NULL OR outlet = $outlet)
    AND ($voice IS NULL OR claimant_kind = $voice)
    AND ($since::DATE IS NULL OR told_on >= $since::DATE)
    AND ($until::DATE IS NULL OR told_on <= $until::DATE)
    AND ($factuality IS NULL OR factuality = $factuality)
    AND ($only IS NULL OR (comparable > 0) = ($only = 'comparable'))
"""

_KEYS: Final = f"""
SELECT figure_id {_WHERE.strip()}
ORDER BY {_ORDER}
"""

_CLAIMS: Final = f"""
SELECT {CLAIM}, factuality
FROM (
    FROM marts.all_claims
    LEFT JOIN (SELECT figure_id, is_superseded, is_revision, comparable FROM claims) USING (figure_id)
)
WHERE figure_id IN ($keys)
ORDER BY {_ORDER}
"""

_COUNTS: Final = f"""
SELECT count(*) AS claims, count(*) FILTER (comparable > 0) AS comparable,
    count(DISTINCT series) FILTER (comparable > 0) AS series
{_WHERE.strip()}
"""

_EVENTS: Final = "SELECT event, count(*) AS claims FROM claims GROUP BY event ORDER BY claims DESC, event"

_FIGURE: Final = "SELECT * FROM marts.figures_with_source WHERE figure_id = $id"

_SERIES: Final = """
SELECT figure_id FROM claims
WHERE series = $series AND status <> 'denied' AND factuality = 'actual'
ORDER BY told_on NULLS LAST, claimant, figure_id
"""

_SERIES_OF: Final = """
SELECT series FROM claims
WHERE list_contains(string_split(figures, ' '), $id) AND series IS NOT NULL LIMIT 1
"""
