"""The report on a load: what it says, and where it is kept."""

from datetime import UTC
from pathlib import Path

from expectations import report
from expectations.gate import GateVerdict
from flows.night import Night
from flows.summary import passed_over
from flows.ui import standalone
from warehouse import WarehouseError
from warehouse.build import version_diff
from warehouse.publish import history
from warehouse.publish.journal import LoadRecord

RECENT_LOADS = 30
"""Loads in the lines of the report: a month of nights."""


def report_file(warehouse: Path, load_id: str) -> Path:
    """Returns where the report on a load is, or would be."""
    return warehouse / "reports" / f"{load_id}.html"


def report_address(load_id: str) -> str:
    """Returns the address of the report on a load in the pages of `newsledger ui`.

    A page that comes over http, as Prefect's does, may not open a file.
    """
    return standalone.address(f"/load/{load_id}/report")


def page(night: Night, verdict: GateVerdict) -> str:
    """Returns the report on a load whose candidate is checked and not yet put away.

    Raises:
        WarehouseError: the journal is damaged.
    """
    load_id, kept = night.load.load_id, night.load.base_load_id
    notes = [f"It builds on load {kept}." if kept else "It is the first load."]
    notes += passed_over(night.passed_over)
    try:
        moved = version_diff.compare(night.candidate, night.base, load_id)
    except WarehouseError as error:  # what cannot be read is refused, and then the report matters most
        moved = version_diff.NOTHING
        notes.append(str(error))
    earlier = [load for load in history.history(night.settings.warehouse).loads if load.verdict == "published"]
    now = {table.table: float(table.after) for table in moved.tables}
    now |= {"megabytes": night.candidate.stat().st_size / 1e6, "seconds": sum(night.costs.seconds.values())}
    now["articles added"] = float(night.rows.get("articles", 0))
    trends = [*map(_measures, earlier[1 - RECENT_LOADS :]), {name: now[name] for name in sorted(now)}]
    load = report.LoadSummary(
        load_id=load_id,
        verdict="published" if verdict.passed else "refused",
        readers_see=load_id if verdict.passed else kept,
        notes=notes,
        seconds=night.costs.seconds,
        memory=night.costs.memory,
        made_by=[
            f"newsledger {night.load.code_version}",
            night.load.model_version,
            f"begun {night.load.started_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        ],
    )
    look = report.ReportLook(standalone.stylesheet(), standalone.address())
    return report.render(load, verdict.checks, moved, trends, look)


def _measures(load: LoadRecord) -> dict[str, float]:
    found = {name: float(load.rows[name]) for name in version_diff.COMPARED if name in load.rows}
    found["articles added"] = float(load.articles_added)
    if load.size_bytes is not None:
        found["megabytes"] = load.size_bytes / 1e6
    if load.seconds:
        found["seconds"] = sum(load.seconds.values())
    return {name: found[name] for name in sorted(found)}
