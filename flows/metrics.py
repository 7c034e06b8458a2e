"""Numbers of a warehouse for Prometheus and what reads its formats (OpenMetrics)."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.openmetrics import exposition
from prometheus_client.registry import Collector

from flows.alerts.health import read_health
from flows.settings import code_version
from warehouse import WarehouseError
from warehouse.files import replacing
from warehouse.publish import history, layout

CONTENT_TYPE = exposition.CONTENT_TYPE_LATEST
TROUBLES = ("refused", "crashed", "late")


def metrics(warehouse: Path, now: datetime) -> str:
    """Returns the numbers of a warehouse: of what is published, of the last load, and of the disk.

    What is not known, for nothing is published or no load has ended, is left out.
    """
    registry = CollectorRegistry()
    registry.register(_Warehouse(warehouse, now))
    text: bytes = exposition.generate_latest(registry)  # type: ignore[no-untyped-call]
    return text.decode()


def write_metrics(file: Path, warehouse: Path, now: datetime) -> None:
    """Writes the numbers to a file in one step, as the textfile collector of node_exporter wants it.

    Raises:
        OSError: it cannot be written.
    """
    with replacing(file) as unfinished:
        unfinished.write_text(metrics(warehouse, now), encoding="utf-8")


class _Warehouse(Collector):
    def __init__(self, warehouse: Path, now: datetime) -> None:
        self._warehouse = warehouse
        self._now = now

    def collect(self) -> Iterator[Metric]:
        yield self._gauge("newsledger_info", "The version of newsledger.", {code_version(): 1}, "version")
        yield from self._published()
        yield from self._last_load()
        with suppress(OSError):
            free = shutil.disk_usage(self._warehouse).free
            yield self._gauge("newsledger_disk_free_bytes", "Free bytes of the disk of the warehouse.", {"": free})

    def _published(self) -> Iterator[Metric]:
        try:
            found = history.status(self._warehouse, self._now)
            versions = len(layout.kept(self._warehouse))
        except (WarehouseError, OSError):
            return
        gauge = self._gauge
        accepted = found.finished_at.timestamp()
        yield gauge("newsledger_published_timestamp_seconds", "When what is published was accepted.", {"": accepted})
        yield gauge("newsledger_published_age_seconds", "How long ago that was.", {"": found.age.total_seconds()})
        yield gauge("newsledger_published_bytes", "Size of the published file.", {"": found.size_bytes})
        yield gauge("newsledger_published_rows", "Rows of what is published.", found.rows, "table")
        yield gauge("newsledger_versions", "Versions that are kept.", {"": versions})

    def _last_load(self) -> Iterator[Metric]:
        health, gauge = read_health(self._warehouse), self._gauge
        trouble = health.trouble.event if health.trouble else None
        troubles = {event: float(event == trouble) for event in TROUBLES}
        yield gauge("newsledger_trouble", "1 for what is wrong with the loads and not over.", troubles, "event")
        ended = health.ended
        if ended is None:
            return
        at, is_well = datetime.fromisoformat(ended.at).timestamp(), ended.verdict in ("published", "nothing new")
        rejections = ended.rejections
        yield gauge("newsledger_load_timestamp_seconds", "When the last load ended.", {"": at})
        yield gauge("newsledger_load_success", "1 if it was published or had nothing to do.", {"": float(is_well)})
        yield gauge("newsledger_load_rows", "Rows that it wrote.", ended.rows, "table")
        yield gauge("newsledger_load_rejections", "Inputs that it did not take.", rejections, "reason")
        yield gauge("newsledger_load_stage_seconds", "Time of each stage, over its tasks.", ended.seconds, "stage")
        yield gauge("newsledger_load_stage_memory_bytes", "Peak memory of a process.", ended.memory, "stage")
        yield gauge("newsledger_load_checks", "Checks: passed, warned or failed.", ended.checks, "result")

    def _gauge(self, name: str, text: str, values: Mapping[str, float], label: str | None = None) -> Metric:
        """Returns a number, or one for each value of a label; each names the warehouse, for there may be several."""
        gauge = GaugeMetricFamily(name, text, labels=["warehouse", *([label] if label else [])])
        for value, number in values.items():
            gauge.add_metric([str(self._warehouse), *([value] if label else [])], number)
        return gauge
