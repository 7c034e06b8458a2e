"""A pager for what is longer than the terminal: `less`, or what PAGER names."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO, cast


class _Pages:
    """A stream that hands text on to a terminal, through a pager as soon as it does not fit on the screen."""

    def __init__(self, terminal: TextIO, pager: list[str]) -> None:
        self._terminal = terminal
        self._pager = pager
        self._held: list[str] = []
        self._lines = 0
        self._room = shutil.get_terminal_size().lines - 1
        self._process: subprocess.Popen[str] | None = None

    def isatty(self) -> bool:
        """Whether people read it, so that tables are cut to the width of the terminal."""
        return True

    def write(self, text: str) -> int:
        """Holds text back until it is known whether all of it fits on the screen."""
        if self._process is not None and self._process.stdin is not None:
            return self._process.stdin.write(text)
        self._held.append(text)
        self._lines += text.count("\n")
        if self._lines > self._room:
            # -R: colours; -S: long lines are cut, not wrapped; -F, -X: a page that fits stays on the screen.
            environment = {"LESS": "-RSFX"} | os.environ
            self._process = subprocess.Popen(  # noqa: S603 - who runs newsledger chose it
                self._pager, stdin=subprocess.PIPE, env=environment, encoding="utf-8", errors="backslashreplace"
            )
            self.write("".join(self._held))
            self._held = []
        return len(text)

    def flush(self) -> None:
        """Does nothing: what is held goes out at the end."""

    def close(self) -> None:
        """Writes what is held, or waits until people have read."""
        self._terminal.write("".join(self._held))
        self._terminal.flush()
        if self._process is None or self._process.stdin is None:
            return
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        while self._process.poll() is None:
            try:
                self._process.wait()
            except KeyboardInterrupt:  # meant for the pager, which does not end by it
                continue


@contextmanager
def paged(stream: TextIO) -> Iterator[TextIO]:
    """Gives a stream that shows what is longer than the terminal in a pager; without a terminal, the stream itself."""
    pager = os.environ.get("PAGER", "less").split()
    if not stream.isatty() or not pager or shutil.which(pager[0]) is None:
        yield stream
        return
    pages = _Pages(stream, pager)
    try:
        yield cast("TextIO", pages)
    except BrokenPipeError:  # who reads has seen enough
        pass
    finally:
        pages.close()
