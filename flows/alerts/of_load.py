"""What a load tells when it ends. Whatever goes wrong with the telling is a warning, and no fault of the load."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from flows.alerts.channels import Log, channels, ping, tell
from flows.alerts.health import Ended, Health, LoadMark, read_health, under_way, write_health
from flows.alerts.message import Alert, check_lines
from flows.configuration import Configuration, read_configuration
from flows.logs import name_load
from flows.outcome import Outcome
from warehouse.publish.journal import Check
from warehouse.schema.hand_made import HandMadeFileError


class LoadAlerts:
    """Follows one load to its end, and tells whom it concerns."""

    def __init__(self, warehouse: Path, log: Log) -> None:
        """Takes the folder of the warehouse, and where warnings go."""
        self._warehouse = warehouse
        self._log = log
        self._mark: LoadMark | None = None

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Marks the load as under way while the block runs, and tells if the load before left without a word.

        The caller holds the lock of the warehouse.
        """
        with under_way(self._warehouse, datetime.now(UTC)) as (self._mark, died):
            if died:
                crashed(self._warehouse, died.said, died.load_id, self._log)
            yield

    def begins(self, load_id: str) -> None:
        """Notes the id of the load, which it gets when there is something to do."""
        name_load(load_id)
        if self._mark:
            self._mark.name(load_id)

    def failed(self, said: str) -> None:
        """Tells that the load could not be made."""
        self._log.error("%s", said)
        load_id = self._mark.load_id if self._mark else None
        ended = Ended(_stamp(datetime.now(UTC)), "failed", load_id)
        crashed(self._warehouse, f"The load could not be made: {said}", load_id, self._log, ended)

    def ended(self, outcome: Outcome) -> None:
        """Writes the checks that did not hold to the log, tells of them, and that all is well again."""
        for checks, level in ((outcome.failed, self._log.error), (outcome.warnings, self._log.warning)):
            for check in checks:
                level("%s", "\n".join(check_lines([check])))
        now = datetime.now(UTC)
        before = read_health(self._warehouse)
        after, alerts = judge(before, outcome, self._warehouse, now)
        configuration = _configured(self._warehouse, self._log)
        remember(self._warehouse, after, configuration, self._log)
        for alert in alerts:
            tell(configuration, alert, self._log)
        if outcome.verdict == "published":
            ping(configuration, self._log)


def judge(before: Health, outcome: Outcome, warehouse: Path, now: datetime) -> tuple[Health, list[Alert]]:
    """Returns how a warehouse fares after a load, and what is to be told of it.

    A refusal is told each time. A warning is told once, until its check has held again.

    Args:
        before: how it fared before.
        outcome: how the load ended.
        warehouse: its folder.
        now: the time.
    """
    ended = ended_of(outcome, now)
    if outcome.verdict == "nothing new" and before.ended:  # nothing was done or checked
        ended = replace(before.ended, at=ended.at, verdict=ended.verdict)
    if outcome.verdict == "refused":
        said = refusal(outcome)
        after = replace(before, ended=ended).in_trouble("refused", now, said)
        return after, [Alert("refused", warehouse, now, said, outcome.load_id, outcome.failed + outcome.warnings)]
    warned = tuple(sorted(f"{check.table_name}: {check.check_name}" for check in outcome.warnings))
    if outcome.verdict == "nothing new":
        warned = before.warned
    fresh = tuple(check for check in outcome.warnings if f"{check.table_name}: {check.check_name}" not in before.warned)
    alerts = []
    if before.trouble:
        trouble = before.trouble
        said = f"All is well again ({outcome.verdict}). Since {trouble.since}: {trouble.event}. {trouble.said}"
        alerts.append(Alert("recovered", warehouse, now, said, outcome.load_id))
    if fresh:
        said = f"Load {outcome.load_id} was published; {_counted(fresh)} warned that did not before."
        alerts.append(Alert("warned", warehouse, now, said, outcome.load_id, fresh))
    return Health(ended, None, warned), alerts


def refusal(outcome: Outcome) -> str:
    """Returns one sentence on a load that was refused."""
    return f"Load {outcome.load_id} was refused: {_counted(outcome.failed)} failed; what is published stays."


def ended_of(outcome: Outcome, now: datetime) -> Ended:
    """Returns what is kept of a load that ended."""
    return Ended(
        at=_stamp(now),
        verdict=outcome.verdict,
        load_id=outcome.load_id,
        seconds=outcome.seconds,
        memory=outcome.memory,
        rows=outcome.rows,
        rejections=outcome.rejections,
        checks={"passed": outcome.passed, "warned": len(outcome.warnings), "failed": len(outcome.failed)},
    )


def crashed(warehouse: Path, said: str, load_id: str | None, log: Log, ended: Ended | None = None) -> None:
    """Tells of a load that could not be made, or that died.

    Args:
        warehouse: the folder of the warehouse.
        said: what has happened, in a sentence or two.
        load_id: the load; null where none had begun.
        log: where warnings go.
        ended: what is known of its end; null where it died.
    """
    now = datetime.now(UTC)
    health = read_health(warehouse)
    configuration = _configured(warehouse, log)
    after = replace(health, ended=ended or health.ended).in_trouble("crashed", now, said)
    remember(warehouse, after, configuration, log)
    tell(configuration, Alert("crashed", warehouse, now, said, load_id), log)


def not_begun(warehouse: Path, said: str, log: Log) -> None:
    """Tells of a load that could not even begin; where nobody is told, nothing is written either.

    Args:
        warehouse: the folder of the warehouse.
        said: why it could not.
        log: where warnings go.
    """
    configuration, now = _configured(warehouse, log), datetime.now(UTC)
    message = Alert("crashed", warehouse, now, f"The load could not begin: {said}")
    if channels(configuration, message):
        after = replace(read_health(warehouse), ended=Ended(_stamp(now), "failed"))
        remember(warehouse, after.in_trouble("crashed", now, message.said), configuration, log)
        tell(configuration, message, log)


def _configured(warehouse: Path, log: Log) -> Configuration:
    """Returns what is configured; where that is wrong, what is without it."""
    try:
        return read_configuration(warehouse)
    except HandMadeFileError as error:
        log.warning("nobody is told of this load: %s", error)
        return Configuration()


def remember(warehouse: Path, health: Health, configuration: Configuration, log: Log) -> None:
    """Keeps how a warehouse fares, and writes its metrics if they have a file; a disk that is full is a warning."""
    try:
        write_health(warehouse, health)
        if configuration.metrics.file:
            from flows.metrics import write_metrics

            write_metrics(configuration.metrics.file, warehouse, datetime.now(UTC))
    except OSError as error:
        log.warning("not kept how the load ended: %s: %s", error.filename, error.strerror)


def _counted(checks: tuple[Check, ...]) -> str:
    return "1 check" if len(checks) == 1 else f"{len(checks)} checks"


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")
