"""A warehouse of two published loads and a refused one, for tests that read what is published."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.nights import WARNED, Story, file_row, publish_night, refuse_night

NIGHT = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
FIRST, SECOND, REFUSED = "20260304T020000Z", "20260305T020000Z", "20260306T020000Z"
HOSTILE = '\x1b[31mمرحبا,"\n\u202e; Ana\x07'


def publish_two_nights(directory: Path) -> None:
    """Publishes both loads into a folder, and records the refused one."""
    ferry = Story(1, 1, ["Ferry sinks", "Read more here.", "Twelve were killed."], kinds={2: "related"})
    publish_night(directory, [ferry], now=NIGHT)
    publish_night(
        directory,
        [Story(2, 2, [HOSTILE])],
        files=[file_row(2, HOSTILE)],
        now=NIGHT + timedelta(days=1),
        checks=[WARNED],
    )
    refuse_night(directory, [Story(3, 3, ["Pier reopens"])], now=NIGHT + timedelta(days=2))
