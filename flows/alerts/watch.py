"""Watches a warehouse while its schedule is served: a load that died says nothing, and one that never began neither."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from flows.alerts.channels import Log, tell
from flows.alerts.health import find_died, is_under_way, read_health
from flows.alerts.message import Alert
from flows.alerts.of_load import configured, crashed, remember

PERIOD = timedelta(seconds=30)
"""Between two looks: short for a night, and next to no work."""
AGAIN_AFTER = timedelta(days=1)
"""A schedule that stays late is told of again after a day; one that is due each minute would be told of each minute."""


class Watch:
    """Tells of loads that died and of loads that are late, once each."""

    def __init__(self, warehouse: Path, next_due: Callable[[datetime], datetime], now: datetime, log: Log) -> None:
        """Begins to watch.

        Args:
            warehouse: the folder of the warehouse.
            next_due: returns the first time of the schedule after another time.
            now: the time.
            log: where warnings go.
        """
        self._warehouse = warehouse
        self._next_due = next_due
        self._due = next_due(now)
        self._told: datetime | None = None
        self._log = log

    def look(self, now: datetime) -> None:
        """Looks once, and tells what is to be told."""
        died = find_died(self._warehouse)
        if died:
            crashed(self._warehouse, died.said, died.load_id, self._log)
        configuration = configured(self._warehouse, self._log)
        patience = configuration.notify.late_after
        if now < self._due + patience:
            return
        due, self._due = self._due, self._next_due(max(self._due, now - patience))
        health = read_health(self._warehouse)
        if health.ended and datetime.fromisoformat(health.ended.at) >= due:
            return
        is_known = health.trouble is not None and health.trouble.event == "late"
        if is_known and self._told and now - self._told < AGAIN_AFTER:
            return
        self._told = now
        state = "one is under way" if is_under_way(self._warehouse) else "none is under way"
        said = f"The load that was due at {due.astimezone(UTC):%Y-%m-%d %H:%M} UTC has not ended by now; {state}."
        self._log.error("%s", said)
        remember(self._warehouse, health.in_trouble("late", now, said), configuration, self._log)
        tell(configuration, Alert("late", self._warehouse, now, said), self._log)


def start(begin: Callable[[], Callable[[datetime], None]], log: Log) -> None:
    """Looks at once and then every `PERIOD`, in a thread that ends with this process.

    Args:
        begin: is called once in the thread, and returns what is called at each look, with the time.
        log: where errors go.
    """

    def go_on() -> None:
        pause, look = Event(), begin()
        while True:
            try:
                look(datetime.now(UTC))
            except Exception:  # the watch must outlive whatever it meets
                log.exception("the watch over the warehouse met an error, and goes on")
            pause.wait(PERIOD.total_seconds())

    Thread(target=go_on, name="newsledger-watch", daemon=True).start()
