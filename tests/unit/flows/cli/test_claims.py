"""The help of `newsledger claims` lists the events of the schema."""

from click.testing import CliRunner

from flows.cli.claims import claims
from warehouse.schema.tables.values import EVENTS


def test_the_help_lists_every_event() -> None:
    for _ in range(2):  # asked for again it says the same
        words = " ".join(CliRunner().invoke(claims, ["--help"]).output.split())
        assert f"{', '.join(EVENTS[:-1])} or {EVENTS[-1]}." in words
