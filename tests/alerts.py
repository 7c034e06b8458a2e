"""What tests of alerts tell."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from flows.alerts.message import Alert
from warehouse.publish.journal import Check

NOW = datetime(2031, 5, 1, 2, tzinfo=UTC)
LOG = logging.getLogger("tests.alerts")

REFUSED_CHECK = Check(
    "figures",
    "killed.plausible",
    "block",
    False,
    "1 offending",
    "Nobody is killed a billion times.\n"
    '{"sentence": "A storm killed 3,000,000,000 people.", "value": 3000000000}\n{"lines": ["Tide tables"]}\nno JSON',
)


def refused(warehouse: Path) -> Alert:
    """A load that one check refused."""
    said = "Load 20310501T020000Z was refused."
    return Alert("refused", warehouse, NOW, said, "20310501T020000Z", (REFUSED_CHECK,))
