"""The check that tells of articles which could be read, and yet were not loaded."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.rules.bands import LOAD_ID
from expectations.suites import CheckDefinition
from warehouse.schema.tables.values import SET_ASIDE_REASONS


def set_aside_checks() -> Iterator[CheckDefinition]:
    """Yields the check that no article of the load was set aside."""
    of_load = f"SELECT * FROM rejections WHERE load_id = {LOAD_ID} AND reason IN {SET_ASIDE_REASONS}"
    yield CheckDefinition(
        "rejections",
        "load.none_set_aside",
        "No article took too much time or memory, ended its worker or was quarantined; those that did are not loaded, "
        "and are tried again when their file or newsledger changes.",
        f"SELECT load_id, path, record_no, reason FROM ({of_load})",
        f"""
        SELECT coalesce(string_agg(n || ' ' || reason, ', ' ORDER BY n DESC, reason), 'none')
        FROM (SELECT reason, count(*) AS n FROM ({of_load}) GROUP BY reason)
        """,
        "warn",
    )
