"""Replacing files in one step, so that a reader never sees half a file."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Gives a temporary path to write to; after the block, what was written there replaces the file in one step.

    If an error comes, the file stays as it was. A file that exists keeps its permissions. A pipe or a device cannot be
    replaced, so the block writes to it directly.

    Args:
        file: the file to replace or to make.

    Raises:
        OSError: the file cannot be written; what was there stays.
    """
    if file.exists() and not file.is_file():
        yield file
        return
    target = Path(os.path.realpath(file))
    unfinished = target.with_name(f".newsledger-{os.getpid()}.tmp")
    try:
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        unfinished.unlink(missing_ok=True)
        # Only the owner may read it until it gets the permissions of the file that it replaces.
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
