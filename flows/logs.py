"""What commands that load say while they run: lines for people, or one JSON object a line for programs."""

import json
import logging
import os
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

import click

VARIABLE = "NEWSLEDGER_LOG_FORMAT"
LOGGER = "newsledger"

_load_id: str | None = None
"""The load that this process makes; a process makes one at a time, with threads that log as well."""


def is_json() -> bool:
    """Says whether the log of this process is JSON."""
    return os.environ.get(VARIABLE) == "json"


def use(form: str) -> None:
    """Has this process, and those that it starts, log in a form; it is called before Prefect is imported.

    Args:
        form: `text`, or `json`.
    """
    os.environ[VARIABLE] = form
    if form == "json":
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_CLASS", f"{__name__}.{JsonLines.__name__}")
        logger = logging.getLogger(LOGGER)
        logger.handlers[:] = [JsonLines()]
        logger.propagate = False
        logger.setLevel(logging.INFO)


def name_load(load_id: str) -> None:
    """Puts the id of a load into all that this process logs from now on."""
    global _load_id  # noqa: PLW0603 what logs is far from what knows the load, in other threads
    _load_id = load_id


def say(text: str, level: int = logging.INFO) -> None:
    """Tells people something on the terminal; where the log is JSON, it is a line of the log instead.

    Args:
        text: one line or several.
        level: as of a log; warnings and errors go to standard error.
    """
    if is_json():
        logging.getLogger(LOGGER).log(level, "%s", text)
    else:
        click.echo(text, err=level >= logging.WARNING)


class JsonLines(logging.StreamHandler[TextIO]):
    """Writes each record as an object of JSON on one line: time, level, logger, run, message, load id."""

    def __init__(self, stream: TextIO | None = None, **_: Any) -> None:
        """Takes the stream; what else Prefect gives its own handler, such as colours, is for terminals."""
        super().__init__(stream or sys.stderr)

    def format(self, record: logging.LogRecord) -> str:
        """Returns the line."""
        document = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "run": getattr(record, "task_run_name", None) or getattr(record, "flow_run_name", None),
            "message": record.getMessage(),
            "load_id": _load_id,
        }
        if record.exc_info:
            document["exception"] = logging.Formatter().formatException(record.exc_info)
        return json.dumps(document)  # what is not ASCII is escaped, signs that steer a terminal too
