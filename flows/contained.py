"""Worker processes that take one job at a time, each within limits: a job that breaks them loses its process only.

The main process looks at what each worker takes, and kills the one that takes too much. The system's own limits do not
serve: RLIMIT_AS and RLIMIT_DATA count the address space that a process reserves, of which Polars, OpenBLAS and spaCy
reserve gigabytes that they never use, and a failed allocation ends some of their code without an exception; RLIMIT_CPU
counts from the start of a process, not of a job. A thread of the worker itself could not look: spaCy keeps Python's
lock for seconds.
"""

import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import LifoQueue
from threading import Lock, Thread
from time import monotonic
from typing import Any, Protocol, TypeVar

T = TypeVar("T")

LOOK_EVERY = 0.1
"""Seconds between two looks at a worker: it takes 20 microseconds, and annotation fills some 50 MB in that time."""

STUCK_TIMES = 10
"""A job that waits for something (a lock, a disk) takes no processor time; it may take this many times as long by the
clock, for a busy machine gives a process a tenth of a core and less."""


class JobLostError(Exception):
    """A job broke a limit, or ended its process.

    Attributes:
        reason: `too_slow`, `too_much_memory` or `crashes_worker`.
        detail: what happened, in one line.
    """

    def __init__(self, reason: str, detail: str) -> None:
        """Takes reason and detail."""
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class WorkersClosedError(RuntimeError):
    """The workers were ended while a job ran or waited."""


@dataclass(frozen=True, slots=True)
class JobLimits:
    """What a job may take.

    Attributes:
        seconds: of processor time.
        memory: resident bytes of its process.
    """

    seconds: float
    memory: int


class Runner(Protocol):
    """Runs a job within limits; `Workers.run` is one."""

    def __call__(self, limits: JobLimits, job: Callable[..., T], *arguments: Any, fresh: bool = False) -> T:
        """Returns what the job returns."""


class Workers:
    """A fixed number of processes, each started when a job first needs it, and anew after one was lost."""

    def __init__(self, count: int) -> None:
        """Takes the number of processes; none is started yet."""
        self._idle: LifoQueue[_Worker | None] = LifoQueue()
        self._running: set[_Worker] = set()
        self._lock = Lock()
        self._closed = False
        for _ in range(count):
            self._idle.put(None)

    def run(self, limits: JobLimits, job: Callable[..., T], *arguments: Any, fresh: bool = False) -> T:
        """Waits for an idle process, runs a job in it, and returns what the job returns. Threads may call it together.

        Args:
            limits: what the job may take.
            job: a function of a module.
            arguments: of the job.
            fresh: in a process that has done nothing else.

        Raises:
            JobLostError: the job broke a limit, or ended its process.
            WorkersClosedError: the workers were closed meanwhile.
            Exception: whatever the job raised, with its traceback as a note.
        """
        worker = self._idle.get()
        try:
            if worker is not None and fresh:
                self._end(worker)
                worker = None
            worker = worker or self._start()
            return worker.run(limits, job, arguments)
        except JobLostError:
            if worker is not None:
                self._end(worker)
                worker = None
            if self._closed:
                raise WorkersClosedError from None
            raise
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """Ends all processes at once, whatever they are doing."""
        with self._lock:
            self._closed = True
            running = list(self._running)
        for worker in running:
            self._end(worker)

    def _start(self) -> "_Worker":
        with self._lock:  # the start of a process changes what all processes of Python share
            if self._closed:
                raise WorkersClosedError
            worker = _Worker()
            self._running.add(worker)
            return worker

    def _end(self, worker: "_Worker") -> None:
        worker.kill()
        with self._lock:
            self._running.discard(worker)


class _Worker:
    """One process, and the connection to it."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()
        # Of two threads that wait for a process at the same time, one may take it for alive.
        self._awaiting = Lock()

    def run(self, limits: JobLimits, job: Callable[..., T], arguments: tuple[Any, ...]) -> T:
        before, began = self._seconds(), monotonic()
        try:
            self._connection.send((job, arguments))
            while not self._connection.poll(LOOK_EVERY):
                self._check(limits, self._seconds() - before, monotonic() - began)
            answer: T
            answer, error = self._connection.recv()
        except (EOFError, OSError) as ended:
            with self._awaiting:
                self._process.join(timeout=1)
                ending = _ending(self._process.exitcode)
            raise JobLostError("crashes_worker", ending) from ended
        if error is not None:
            raise error
        return answer

    def kill(self) -> None:
        with self._awaiting:
            self._process.kill()
            self._process.join()
        # The connection is left to the thread that may still wait at it, and sees its end.

    def _check(self, limits: JobLimits, seconds: float, elapsed: float) -> None:
        if seconds > limits.seconds:
            raise JobLostError("too_slow", f"took more than {limits.seconds:,.0f} seconds of a processor")
        if elapsed > STUCK_TIMES * limits.seconds:
            raise JobLostError("too_slow", f"did not end within {STUCK_TIMES * limits.seconds:,.0f} seconds")
        if resident_memory(self._process.pid) > limits.memory:
            raise JobLostError("too_much_memory", f"took more than {limits.memory / 1e6:,.0f} MB of memory")

    def _seconds(self) -> float:
        return processor_seconds(self._process.pid)


def _serve(connection: Connection) -> None:
    """Runs jobs until the other end is closed."""
    follow_parent()
    while True:
        try:
            job, arguments = connection.recv()
        except EOFError:
            return
        try:
            connection.send((job(*arguments), None))
        except Exception as error:  # noqa: BLE001 -- it is raised again where the job was given
            error.add_note(traceback.format_exc())
            connection.send((None, error))


def follow_parent() -> None:
    """Leaves an interrupt from the terminal to the parent, and ends with it: a killed one leaves nothing behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(process: BaseProcess) -> None:
    process.join()
    os._exit(1)


def resident_memory(process: int | None) -> int:
    """Returns the memory that a process holds, in bytes; 0 where the system does not tell (it has no /proc)."""
    fields = _read(process, "statm").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if fields else 0


def processor_seconds(process: int | None) -> float:
    """Returns the processor time that a process has taken, in seconds; 0 where the system does not tell."""
    # The name of the program stands in parentheses, and may hold anything.
    fields = _read(process, "stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def _read(process: int | None, name: str) -> str:
    try:
        return Path(f"/proc/{process}/{name}").read_text("utf8", "replace")
    except OSError:  # it has ended, or there is no such folder
        return ""


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"its process was ended by {signal.Signals(-code).name}"
    return f"its process ended with code {code}"
