"""The gate: every check on a closed candidate file, run by Great Expectations, and the verdict.

Importing this module is cheap. `check` imports Great Expectations, which takes seconds; `warm` does so beforehand.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.examples import EXAMPLES, as_json, example_query
from expectations.rules import rules
from expectations.suites import Check, schema_checks
from warehouse.tables import TABLES

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.datasource.fluent.interfaces import Batch

@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found; a row of `checks`.

    Attributes:
        table_name: the table it looks at.
        check_name: stable from load to load.
        passed: whether it held; a check that could not be run did not.
        observed: the number of offending rows, a value, or the error.
        detail: what was expected; for a failed check followed by one line of JSON per example row, ten at most.
    """

    table_name: str
    check_name: str
    passed: bool
    observed: str
    detail: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a candidate may be published: only if every check passed.

    Attributes:
        passed: the verdict.
        checks: every check, in the order of the dictionary.
        seconds: wall time, without the import of Great Expectations.
    """

    passed: bool
    checks: list[CheckResult]
    seconds: float


def warm() -> None:
    """Imports Great Expectations, so that a later `check` in this process starts at once."""
    import expectations.datasource  # noqa: F401  # for its effect


def check(candidate: Path, load_id: str) -> Verdict:
    """Checks a closed candidate file; it is opened read-only and closed again.

    Args:
        candidate: DuckDB file with the tables of `warehouse.tables`.
        load_id: the load that made it.

    Returns:
        The verdict with the result of every check. Nothing is raised for whatever the file holds: what cannot be
        checked has failed.
    """
    warm()
    from expectations.datasource import candidate_batch

    began = time.perf_counter()
    checks = all_checks()
    try:
        with candidate_batch(candidate, load_id) as batch:
            results = _run(checks, batch)
    except Exception as error:  # noqa: BLE001  # whatever keeps the file from being checked refuses it
        results = [_failed(check, error) for check in checks]
    return Verdict(all(r.passed for r in results), results, time.perf_counter() - began)


def all_checks() -> list[Check]:
    """Returns every check of the gate, table by table in the order of the dictionary."""
    order = list(TABLES)
    return sorted([*schema_checks(), *rules()], key=lambda check: order.index(check.table_name))


def _run(checks: Sequence[Check], batch: "Batch") -> list[CheckResult]:
    from great_expectations import ExpectationSuite

    from expectations.datasource import no_offending_rows

    expectations = [no_offending_rows(check.offending, EXAMPLES, no=no) for no, check in enumerate(checks)]
    validated = batch.validate(ExpectationSuite("candidate", expectations=expectations), result_format="COMPLETE")
    found = {result.expectation_config.meta["no"]: result for result in validated.results}
    return [_result(check, found[no], batch) for no, check in enumerate(checks)]


def _result(check: Check, found: "ExpectationValidationResult", batch: "Batch") -> CheckResult:
    from expectations.datasource import query

    if "observed_value" not in found.result:
        return _failed(check, _message(found.exception_info))
    offending = found.result["observed_value"]
    try:
        observed = f"{offending} rows" if check.observed is None else str(*query(batch, check.observed)[0].values())
    except Exception as error:  # noqa: BLE001  # a check that cannot say what it saw has not been made
        return _failed(check, error)
    if found.success:
        return CheckResult(check.table_name, check.check_name, True, observed, check.expected)
    rows = found.result["details"]["unexpected_rows"]
    examples = [as_json(row, rows[0]) for row in _examples(check, rows, batch)]
    return CheckResult(check.table_name, check.check_name, False, observed, "\n".join([check.expected, *examples]))


def _examples(check: Check, rows: list[dict[str, Any]], batch: "Batch") -> list[dict[str, Any]]:
    """Returns the first offending rows with their origin; the bare ones where the tables that tell it are broken."""
    from expectations.datasource import query

    try:
        return query(batch, example_query(check, rows[0]))
    except Exception:  # noqa: BLE001  # the check has failed already; a poorer example must not hide that
        return rows


def _failed(check: Check, error: object) -> CheckResult:
    return CheckResult(check.table_name, check.check_name, False, f"error: {error}", check.expected)


def _message(exception_info: Mapping[str, Any]) -> str:
    """Returns the messages of an expectation that raised, whose shape depends on where it did."""
    parts = [exception_info] if "exception_message" in exception_info else list(exception_info.values())
    return "; ".join(dict.fromkeys(str(part["exception_message"]) for part in parts))
