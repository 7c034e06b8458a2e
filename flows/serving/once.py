"""One load now, on the Prefect server that is configured or on one of its own."""

import logging
import os
import signal
import traceback
from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any, Literal

import click

from expectations.gate import check_names
from expectations.overrides import FILE as OVERRIDES
from expectations.overrides import read_overrides
from flows.cli.options import WrongFile
from flows.configuration import Configuration, read_configuration
from flows.logs import LOGGER, is_json, say, use
from flows.serving.server import ServerUnavailableError, connect
from flows.settings import OUTLETS, LoadSettings
from transforms.ingest.outlets_file import load_outlets
from transforms.ingest.store_address import is_address
from warehouse import WarehouseBusy, WarehouseError
from warehouse.publish import layout, swap
from warehouse.schema.hand_made import HandMadeFileError

NOTHING = {"nightly": "Nothing new", "migrate": "Nothing to bring forward", "reprocess": "Nothing to extract anew",
           "forget": "Nothing to take down"}  # fmt: skip
"""What is said where a flow has nothing to do."""

DONE, FAILED, REFUSED = 0, 1, 3
"""Exit codes that scripts rely on; wrong usage, of files that people write as well, is 2."""


Flow = Literal["nightly", "migrate", "reprocess", "forget"]
"""Name of a flow in `flows.nightly`."""

Parameters = Mapping[str, str | int | float | date | None]
"""Arguments of a flow."""


def run_once(settings: LoadSettings, flow: Flow, parameters: Parameters, *, repeat: bool = False) -> int:
    """Runs one load and prints how it ended.

    Args:
        settings: the settings of the load.
        flow: which flow it is.
        parameters: the parameters of the flow.
        repeat: run it again after each load that was published, until there is nothing left to do.

    Returns:
        The exit code: 0 published or nothing new, 3 refused by the checks, 1 anything else.

    Raises:
        WarehouseError: the warehouse cannot be written, another run holds it, or what is published is damaged.
        ClickException: a file that people write is wrong, or no Prefect server answers.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _run(settings, flow, parameters, repeat=repeat)
    except KeyboardInterrupt:
        say("Stopped; what was published stays.", logging.ERROR)
        return FAILED


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _run(settings: LoadSettings, flow: Flow, parameters: Parameters, *, repeat: bool) -> int:
    try:
        use(_check_before_the_start(settings).log.format)
        if "PREFECT_LOGGING_LEVEL" not in os.environ:
            # An error that a user can fix is one line that we print; the server keeps the rest.
            os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "INFO" if is_json() else "CRITICAL")
        ready = connect()
        # Imported while the server starts, and not before: Prefect reads its settings when it is imported.
        from flows import nightly
        from flows.summary import as_text

        ready()
    except HandMadeFileError as error:
        _tell(settings, error)
        raise WrongFile(str(error)) from error
    except ServerUnavailableError as error:
        _tell(settings, error)
        raise click.ClickException(str(error)) from error
    except WarehouseBusy:  # the load that works there tells of itself
        raise
    except WarehouseError as error:
        _tell(settings, error)
        raise
    if settings.outlets is None and flow == "nightly":
        missing = f"No {OUTLETS} beside {settings.corpus}" if not is_address(settings.corpus) else "No --outlets"
        say(f"{missing}: the outlet of an article is what its record names, else its site.", logging.WARNING)
    for loads in count():
        state = getattr(nightly, flow)(**parameters, return_state=True)
        outcome: Any = state.result(raise_on_failure=False)
        if not state.is_completed():
            break
        has_ended = outcome.verdict == "nothing new"
        if not (has_ended and loads):
            say(as_text(outcome, settings.warehouse, NOTHING[flow]))
        if has_ended or not repeat:
            return DONE
    if state.name == "Refused":
        say(as_text(outcome, settings.warehouse), logging.ERROR)
        return REFUSED
    if isinstance(outcome, Exception):
        # An error that nobody expected: the log must show where it came from.
        say("".join(traceback.format_exception(outcome)).rstrip(), logging.ERROR)
    say(f"Error: {state.message}", logging.ERROR)
    return FAILED


def _tell(settings: LoadSettings, error: Exception) -> None:
    # Imported here, for this module is imported before Prefect is.
    from flows.alerts.of_load import not_begun

    not_begun(settings.warehouse, str(error), logging.getLogger(LOGGER))


def _check_before_the_start(settings: LoadSettings) -> Configuration:
    """Raises what would make the load fail, before Prefect takes seconds to start; returns what is configured."""
    configuration = read_configuration(settings.warehouse)
    if settings.outlets:
        load_outlets(settings.outlets)
    overrides = settings.warehouse / OVERRIDES
    if overrides.is_file():
        read_overrides(overrides, check_names())
    with swap.lock(settings.warehouse, settings.keep):
        layout.published(settings.warehouse)
    return configuration
