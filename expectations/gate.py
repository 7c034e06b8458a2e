"""The gate: every check on a closed candidate file, run by Great Expectations, and the verdict.

Importing this module is cheap. `check` imports Great Expectations, which takes seconds; `warm` does so beforehand.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.examples import EXAMPLES, as_json, escape, example_query
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
        severity: `block` refuses a load for which it does not hold; `warn` never does, not even if it could not be run.
        passed: whether it held; a check that could not be run did not.
        observed: the number of offending rows, a value, or the error, with control characters escaped.
        detail: what was expected; for a failed check followed by one line of JSON per example row, ten at most.
    """

    table_name: str
    check_name: str
    severity: str
    passed: bool
    observed: str
    detail: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a candidate may be published: only if every check that blocks passed.

    Attributes:
        passed: the verdict.
        checks: every check, in the order of the dictionary.
        seconds: wall time, without the import of Great Expectations.
    """

    passed: bool
    checks: list[CheckResult]
    seconds: float

    @property
    def warnings(self) -> list[CheckResult]:
        """The checks that did not hold and refuse nothing."""
        return [result for result in self.checks if result.severity == "warn" and not result.passed]


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
        checked has failed, and refuses the load if its check blocks.
    """
    from expectations.datasource import candidate_batch, message

    began = time.perf_counter()
    checks = all_checks()
    try:
        with candidate_batch(candidate, load_id) as batch:
            results = _run(checks, batch)
    except Exception as error:  # noqa: BLE001  # whatever keeps the file from being checked refuses it
        results = [_failed(check, message(error)) for check in checks]
    passed = all(result.passed for result in results if result.severity == "block")
    return Verdict(passed, results, time.perf_counter() - began)


def all_checks() -> list[Check]:
    """Returns every check of the gate, table by table in the order of the dictionary."""
    order = list(TABLES)
    return sorted([*schema_checks(), *rules()], key=lambda check: order.index(check.table_name))


def _run(checks: Sequence[Check], batch: "Batch") -> list[CheckResult]:
    from great_expectations import ExpectationSuite

    from expectations.datasource import ExpectNoOffendingRows

    expectations = [
        ExpectNoOffendingRows(sql=check.offending, limit=EXAMPLES, meta={"no": no}) for no, check in enumerate(checks)
    ]
    validated = batch.validate(ExpectationSuite("candidate", expectations=expectations))
    configured = [(result.expectation_config, result) for result in validated.results]
    found = {config.meta["no"]: result for config, result in configured if config and config.meta}
    return [_result(check, found[no], batch) for no, check in enumerate(checks)]


def _result(check: Check, found: "ExpectationValidationResult", batch: "Batch") -> CheckResult:
    from expectations.datasource import message

    details = found.result.get("details", {"error": f"{found.exception_info}"})
    if "error" in details:
        return _failed(check, details["error"])
    engine = batch.data.execution_engine
    observed = f"{details['count']} offending"
    if check.observed is not None:
        try:
            observed = escape(str(*engine.rows(check.observed)[0].values()))
        except Exception as error:  # noqa: BLE001  # a check that cannot say what it saw has not been made
            return _failed(check, message(error))
    if found.success:
        return CheckResult(check.table_name, check.check_name, check.severity, True, observed, check.expected)
    columns = list(details["rows"][0])
    try:
        rows = engine.rows(example_query(check, columns))
    except Exception:  # noqa: BLE001  # the check has failed already; poorer examples must not hide that
        rows = details["rows"]
    lines = [check.expected, *(as_json(row, columns) for row in rows)]
    return CheckResult(check.table_name, check.check_name, check.severity, False, observed, "\n".join(lines))


def _failed(check: Check, error: str) -> CheckResult:
    observed = f"error: {escape(error)}"
    return CheckResult(check.table_name, check.check_name, check.severity, False, observed, check.expected)
