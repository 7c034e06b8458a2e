"""SQL of strangers: a query in a process of its own, which ends when it takes too much time, memory or room.

DuckDB's own limits do not hold everywhere: one call of `levenshtein` cannot be interrupted, `repeat` takes memory that
it does not count, and some functions of its own end the whole process. Here only the process of that query ends.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Final, TextIO, cast

from warehouse import QueryError, WarehouseError

SECONDS: Final = 20
"""Most time of a query."""

MEMORY: Final = "200MB"
"""Most memory that DuckDB gives a query."""

ADDRESSES: Final = 900 * 10**6
"""Most bytes of the process: an empty one with DuckDB takes 400 million, most of them never touched, its query 200."""

ROOM: Final = 200 * 10**6
"""Most bytes of the result, and of a temporary file."""

LONGEST_CELL: Final = 300
"""Characters of a cell on a page."""

_FAILED, _UNREADABLE = 3, 4
"""Exit codes of the process: the query failed, or the warehouse cannot be read; the message is on standard error."""


def run_bounded(path: Path, sql: str, form: str) -> IO[bytes]:
    """Runs a query, and returns a temporary file with its result, to read from its start.

    Args:
        path: the published file.
        sql: the query, as `query.run` takes it.
        form: `csv` or `json`; or an object of JSON with the first N rows: `page:N`, their cells as text and cut, or
            `head:N`, whole.

    Raises:
        QueryError: the query fails, or exceeds a limit.
        WarehouseError: the file cannot be opened.
    """
    try:
        asked = sql.encode()
    except UnicodeEncodeError as error:
        raise QueryError("the query is not valid UTF-8") from error
    found = TemporaryFile()  # noqa: SIM115 the caller closes it
    try:
        done = subprocess.run(  # noqa: S603 this very file
            [sys.executable, "-P", "-m", __name__, str(path), form],
            input=asked,
            stdout=found,
            stderr=subprocess.PIPE,
            timeout=SECONDS,
            check=False,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "MALLOC_ARENA_MAX": "2"},
        )
    except BaseException as error:
        found.close()
        if isinstance(error, subprocess.TimeoutExpired):
            raise QueryError(f"the query took longer than {SECONDS} seconds and was stopped") from error
        raise
    if done.returncode:
        found.close()
        raise _error(done.returncode, done.stderr.decode(errors="replace").strip())
    found.seek(0)
    return found


def _error(code: int, told: str) -> Exception:
    if code == _FAILED:
        return QueryError(told)
    if code == _UNREADABLE:
        return WarehouseError(told)
    return QueryError("the query was stopped: it ended its process, or took more memory than it may")


def _first(
    cell: Callable[[Any], Any], most: int, names: list[str], rows: Iterator[tuple[Any, ...]], stream: TextIO
) -> None:
    """Writes columns, the first rows, each value as `cell` gives it, and whether there are more rows."""
    shown = [[cell(value) for value in row] for row in islice(rows, most + 1)]
    json.dump({"columns": names, "rows": shown[:most], "more": len(shown) > most}, stream)


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value[: LONGEST_CELL + 1] if isinstance(value, str | bytes | list) else value)
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…"


def _main() -> None:
    """Answers the query on standard input, in the process of its own."""
    for limit, value in (
        (resource.RLIMIT_AS, ADDRESSES),
        (resource.RLIMIT_FSIZE, ROOM),
        (resource.RLIMIT_CPU, 4 * SECONDS),  # should the server end meanwhile, this process does not stay
    ):
        resource.setrlimit(limit, (value, value))
    from functools import partial

    from warehouse.read import query
    from warehouse.read.formats import WRITERS, plain

    form, _, most = sys.argv[2].partition(":")
    writer = partial(_first, _cell if form == "page" else plain, int(most)) if most else WRITERS[form]
    sql = sys.stdin.buffer.read().decode()
    with os.fdopen(1, "w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        try:
            query.write(Path(sys.argv[1]), sql, writer, cast("TextIO", stream), query.Limits(memory=MEMORY))
            stream.flush()
        except (QueryError, WarehouseError) as error:
            _end(_FAILED if isinstance(error, QueryError) else _UNREADABLE, str(error))
        except OSError:
            _end(_FAILED, f"the result takes more than {ROOM // 10**6} MB: `newsledger sql` has no such limit")
        except MemoryError:
            _end(_FAILED, "the query took more memory than it may")


def _end(code: int, told: str) -> None:
    """Ends the process at once: what waits to be written no longer fits."""
    sys.stderr.buffer.write(told.encode(errors="backslashreplace"))
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _main()
