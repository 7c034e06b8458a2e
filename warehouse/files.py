"""Files that are written whole or not at all."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Gives a path to write to; what was written there replaces a file in one step, unless an error came.

    A file that is there keeps its permissions. A pipe or a device, which must not be replaced, is written to itself.

    Raises:
        OSError: the disk does not take it; what was there stays.
    """
    if file.exists() and not file.is_file():
        yield file
        return
    target = Path(os.path.realpath(file))
    unfinished = target.with_name(f".newsledger-{os.getpid()}.tmp")
    try:
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        unfinished.unlink(missing_ok=True)
        # Nobody else reads it before it has the permissions of the file that it replaces.
        unfinished.touch(0o666 if mode is None else 0o600, exist_ok=False)
        yield unfinished
        if mode is not None:
            unfinished.chmod(mode)
        unfinished.replace(target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
