"""How one night ended."""

from dataclasses import dataclass, field

from warehouse.publish.journal import Check


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a night ended.

    Attributes:
        verdict: `published`, `refused` or `nothing new`.
        load_id: the load; of a night without news, what is published (null if nothing is).
        rows: rows that the load wrote, by table.
        failed: the checks that did not hold and refused the load.
        warnings: the checks that did not hold and refuse nothing.
        seconds: time by stage, summed over its tasks.
        builds_on: the load on whose version this one builds; null for the first.
        migrated_from: the schema of that version, if the load brought it forward; null if it had today's.
        rolled_back_from: the load that was published before a rollback to that one; null without one.
        waiting: which files wait for the next load and why, a line for each reason; and what else people must be told.
        memory: peak memory by stage, in bytes.
        rejections: inputs that were not taken, by reason.
        passed: how many checks held.
        passed_over: how many files and records were left unread, for what they hold was taken down.
    """

    verdict: str
    load_id: str | None
    rows: dict[str, int] = field(default_factory=dict)
    failed: tuple[Check, ...] = ()
    warnings: tuple[Check, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    builds_on: str | None = None
    migrated_from: int | None = None
    rolled_back_from: str | None = None
    waiting: tuple[str, ...] = ()
    memory: dict[str, int] = field(default_factory=dict)
    rejections: dict[str, int] = field(default_factory=dict)
    passed: int = 0
    passed_over: int = 0
