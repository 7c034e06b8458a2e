"""The gate: every check on a closed candidate file, run by Great Expectations, and the verdict.

Importing this module is cheap. `check` imports Great Expectations, which takes seconds; `warm` does so beforehand.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from expectations.accuracy import read_floors
from expectations.examples import EXAMPLES, as_json, example_query
from expectations.overrides import Override
from expectations.passed_articles import PassedArticles
from expectations.rules.registry import rules
from expectations.suites import CheckDefinition, schema_checks
from warehouse.schema.escaping import escape_json
from warehouse.schema.tables import TABLES

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.datasource.fluent.interfaces import Batch


ACCURACY_SLACK = 0.02
"""How far a golden score (0 to 1) may lie below its floor. Other processors round otherwise, which changes the
result for a name or two; a model or lexicon other than the one that the floors were measured with loses more."""


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
        query: the SQL that finds offending rows; null for what no query finds.
    """

    table_name: str
    check_name: str
    severity: str
    passed: bool
    observed: str
    detail: str
    query: str | None = None


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """Whether a candidate may be published: only if every check that blocks passed.

    Attributes:
        passed: the verdict.
        checks: every check, in the order of the dictionary.
        seconds: wall time, without the import of Great Expectations.
        faults: of a refused load, the check that each article broke, by `article_id`, if all that broke are the fault
            of a few articles of this load (`expectations.faults`).
    """

    passed: bool
    checks: list[CheckResult]
    seconds: float
    faults: dict[int, str] = field(default_factory=dict)

    @property
    def warnings(self) -> list[CheckResult]:
        """The checks that did not hold and refuse nothing."""
        return [result for result in self.checks if result.severity == "warn" and not result.passed]


def warm() -> None:
    """Imports Great Expectations, so that a later `check` in this process starts at once."""
    import expectations.datasource  # noqa: F401  # for its effect


def check(
    candidate: Path,
    load_id: str,
    accuracy: Mapping[str, float] | None = None,
    overrides: Sequence[Override] = (),
    passed_file: Path | None = None,
) -> GateVerdict:
    """Checks a closed candidate file; it is opened read-only and closed again.

    Args:
        candidate: DuckDB file with the tables of `warehouse.schema.tables`.
        load_id: the load that made it.
        accuracy: scores of the golden articles under the code and model of the load; None where they were not scored.
        overrides: severities that people decided on; those out of date on the day of the load change nothing.
        passed_file: keeps which articles passed the checks of texts; None to cut up all articles.

    Returns:
        The verdict with the result of every check. Nothing is raised for whatever the file holds: what cannot be
        checked has failed, and refuses the load if its check blocks.
    """
    from expectations.datasource import candidate_batch, message

    began = time.perf_counter()
    checks = all_checks()
    day = datetime.strptime(load_id[:8], "%Y%m%d").date()  # noqa: DTZ007  # a day in UTC, as load ids have it
    scores = [] if accuracy is None else _accuracy(accuracy)
    in_time = [override for override in overrides if override.until >= day]
    faults: dict[int, str] = {}
    try:
        with candidate_batch(candidate, load_id) as batch:
            passed_before = _look_past(checks, batch, candidate, passed_file)
            found = _run(checks, batch)
            _keep_passed(checks, found, batch, passed_before)
            results = overridden([*found, *scores], in_time)
            faults = _faults(checks, [result for result in results if _refuses(result)], batch)
    except Exception as error:  # noqa: BLE001  # whatever keeps the file from being checked refuses it
        results = overridden([*(_failed(check, message(error)) for check in checks), *scores], in_time)
    if overrides:
        results.append(in_force(overrides, day))
    passed = not any(map(_refuses, results))
    return GateVerdict(passed, results, time.perf_counter() - began, faults)


def _look_past(
    checks: Sequence[CheckDefinition], batch: "Batch", candidate: Path, file: Path | None
) -> PassedArticles | None:
    """Leaves articles that passed before out of the checks of texts; returns what is known of them."""
    if file is None:
        return None
    passed = PassedArticles(file, candidate.parent / "spill", [check for check in checks if check.by_article])
    batch.data.execution_engine.look_past(passed)
    return passed


def _keep_passed(
    checks: Sequence[CheckDefinition],
    results: Sequence[CheckResult],
    batch: "Batch",
    passed: PassedArticles | None,
) -> None:
    """Keeps which articles passed the checks of texts, if all of these hold."""
    if passed and all(result.passed for check, result in zip(checks, results, strict=True) if check.by_article):
        try:
            batch.data.execution_engine.run(passed.write_sql())
        except Exception:  # noqa: BLE001  # then the next load checks all articles
            return
        passed.keep()


def _refuses(result: CheckResult) -> bool:
    return result.severity == "block" and not result.passed


def _faults(checks: Sequence[CheckDefinition], refusals: Sequence[CheckResult], batch: "Batch") -> dict[int, str]:
    """Returns the articles that alone broke the checks; none where a check could not be run, or asks for no rows."""
    from expectations.faults import find_faults

    definitions = {(check.table_name, check.check_name): check for check in checks}
    broken = [definitions.get((result.table_name, result.check_name)) for result in refusals]
    found = [check for check in broken if check is not None]
    if len(found) < len(refusals) or any(result.observed.startswith("error: ") for result in refusals):
        return {}
    try:
        return find_faults(found, batch.data.execution_engine)
    except Exception:  # noqa: BLE001  # the load is refused already, and is then refused as a whole
        return {}


def overridden(results: Sequence[CheckResult], overrides: Sequence[Override]) -> list[CheckResult]:
    """Returns the results with the severities that people decided on; the detail says which, why and until when."""
    decided = {override.check: override for override in overrides}
    changed = []
    for result in results:
        override = decided.get(f"{result.table_name}: {result.check_name}")
        if override:
            note = (
                f"Severity {override.severity} instead of {result.severity} until {override.until}: {override.reason}"
            )
            first, *examples = result.detail.split("\n")
            detail = "\n".join([f"{first} {escape_json(note)}", *examples])
            result = replace(result, severity=override.severity, detail=detail)  # noqa: PLW2901
        changed.append(result)
    return changed


def check_names() -> set[str]:
    """Returns table and name of every check whose severity can be overridden."""
    return {f"{check.table_name}: {check.check_name}" for check in all_checks()} | {
        f"loads: accuracy.{measure}" for measure in read_floors()
    }


def all_checks() -> list[CheckDefinition]:
    """Returns every check of the gate, table by table in the order of the dictionary."""
    order = list(TABLES)
    return sorted([*schema_checks(), *rules()], key=lambda check: order.index(check.table_name))


def _accuracy(scores: Mapping[str, float]) -> list[CheckResult]:
    """Returns one check for each golden score: it is not below its floor by more than `ACCURACY_SLACK`."""
    results = []
    for measure, floor in sorted(read_floors().items()):
        score, least = scores.get(measure, 0.0), floor - ACCURACY_SLACK
        expected = f"The golden articles, extracted by the code and model of this load, score {least:.3f} or more."
        passed = score >= least
        results.append(CheckResult("loads", f"accuracy.{measure}", "block", passed, f"{score:.3f}", expected))
    return results


def in_force(overrides: Sequence[Override], day: date) -> CheckResult:
    """Returns the check that warns of overrides whose last day is over, so that people delete them.

    Args:
        overrides: all of the file.
        day: the day of the load, in UTC.
    """
    late = [override for override in overrides if override.until < day]
    observed = f"{len(late)} of {len(overrides)} overrides out of date"
    expected = "No override of a severity is out of date: its check decides again, and the entry can go."
    lines = [f"{override.check} until {override.until}: {escape_json(override.reason)}" for override in late[:EXAMPLES]]
    return CheckResult("checks", "overrides.in_force", "warn", not late, observed, "\n".join([expected, *lines]))


def _run(checks: Sequence[CheckDefinition], batch: "Batch") -> list[CheckResult]:
    from great_expectations import ExpectationSuite

    from expectations.datasource import ExpectNoOffendingRows

    expectations = [
        ExpectNoOffendingRows(sql=check.offending, limit=EXAMPLES, by_article=check.by_article, meta={"no": no})
        for no, check in enumerate(checks)
    ]
    validated = batch.validate(ExpectationSuite("candidate", expectations=expectations))
    configured = [(result.expectation_config, result) for result in validated.results]
    found = {config.meta["no"]: result for config, result in configured if config and config.meta}
    return [_result(check, found[no], batch) for no, check in enumerate(checks)]


def _result(check: CheckDefinition, found: "ExpectationValidationResult", batch: "Batch") -> CheckResult:
    from expectations.datasource import message

    details = found.result.get("details", {"error": f"{found.exception_info}"})
    if "error" in details:
        return _failed(check, details["error"])
    engine = batch.data.execution_engine
    observed = f"{details['count']} offending"
    if check.observed is not None:
        try:
            observed = escape_json(str(*engine.rows(check.observed)[0].values()))
        except Exception as error:  # noqa: BLE001  # a check that cannot say what it saw has not been made
            return _failed(check, message(error))
    if found.success:
        return _of(check, True, observed, check.expected)
    columns = list(details["rows"][0])
    try:
        rows = engine.rows(example_query(replace(check, offending=details.get("kept", check.offending)), columns))
    except Exception:  # noqa: BLE001  # the check has failed already; poorer examples must not hide that
        rows = details["rows"]
    lines = [check.expected, *(as_json(row, columns) for row in rows)]
    return _of(check, False, observed, "\n".join(lines))


def _failed(check: CheckDefinition, error: str) -> CheckResult:
    return _of(check, False, f"error: {escape_json(error)}", check.expected)


def _of(check: CheckDefinition, passed: bool, observed: str, detail: str) -> CheckResult:
    query = dedent(check.offending).strip()
    return CheckResult(check.table_name, check.check_name, check.severity, passed, observed, detail, query)
