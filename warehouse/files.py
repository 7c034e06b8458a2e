"""Replacing files in one step, so that a reader never sees half a file; and copies that share their blocks."""

import fcntl
import os
import shutil
import stat
import sys
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


FICLONE = 0x40049409
"""Linux: the request to a file system to let a file share the blocks of another (`ioctl_ficlone(2)`)."""


def clone(source: Path, target: Path) -> None:
    """Copies a file; where the file system can (Btrfs, XFS), the copy shares its blocks until one of them is written.

    Args:
        source: the file.
        target: the copy, which is replaced if it exists; its permissions are those of a new file.

    Raises:
        OSError: the copy cannot be made.
    """
    if sys.platform == "linux":
        with source.open("rb") as old, target.open("wb") as new, suppress(OSError):
            fcntl.ioctl(new, FICLONE, old.fileno())
            return
    shutil.copyfile(source, target)
