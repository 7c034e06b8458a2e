"""The command line, in this process and in processes of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from flows.cli.group import main

PATIENCE = 600
"""Seconds after which a process counts as stuck: a whole night was seen to take 200 where ten others ran beside it."""

WITHOUT_ROOTS_RIGHTS = """
import ctypes, os, sys
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2
if os.geteuid() == 0:
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        if ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
            sys.exit("root's rights cannot be given up: tests of permissions would prove nothing")
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Becomes another program, which the rights of files bind also if root runs it; numbers are those of Linux."""

FOREIGN = ("NEWSLEDGER_", "PREFECT_", "PYTHONUNBUFFERED", "PYTHONIOENCODING", "COLUMNS", "NO_COLOR", "FORCE_COLOR")
"""Variables, by their beginning, with which newsledger, Prefect or Python would behave otherwise."""


class Newsledger:
    """Runs newsledger from one folder, with Prefect's own folder in it and without the caller's settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        clean = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        self.environment = clean | {"PREFECT_HOME": str(folder / ".prefect")}

    def start(
        self,
        *arguments: str | bytes | Path,
        stdin: int = subprocess.DEVNULL,
        stdout: int = subprocess.PIPE,
        code: str = "from flows.cli.group import main; main(prog_name='newsledger')",
        **variables: Any,  # texts; mypy would hold those of a dictionary against `stdin`, too
    ) -> subprocess.Popen[bytes]:
        """Starts a command; the rights of files bind it, also where root runs the tests."""
        return subprocess.Popen(
            [sys.executable, "-ISc", WITHOUT_ROOTS_RIGHTS, sys.executable, "-c", code, *arguments],
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env=self.environment | variables,
        )

    def __call__(
        self, *arguments: str | bytes | Path, given: bytes = b"", **variables: Any
    ) -> subprocess.CompletedProcess[str]:
        """Returns how a command ended and what it printed; `given` is its standard input."""
        process = self.start(*arguments, stdin=subprocess.PIPE, **variables)
        out, err = process.communicate(given, PATIENCE)
        return subprocess.CompletedProcess(arguments, process.returncode, out.decode(), err.decode())


def cli(*arguments: str | Path, given: str = "", **variables: str) -> Result:
    """Runs a command in this process; an error that nobody expected fails the test."""
    line = [str(argument) for argument in arguments]
    return CliRunner().invoke(main, line, input=given, env=variables, prog_name="newsledger", catch_exceptions=False)


def state(folder: Path) -> dict[str, Any]:
    """All that lies in a folder, but for what every process that looks leaves and clears."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mode,
            path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else None,
        )
        for path in folder.rglob("*")
        if path.name not in (".lock", "candidates")
    }


def is_one_line(done: Result | subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """One clear line on stderr, and nothing else."""
    exit_code = done.exit_code if isinstance(done, Result) else done.returncode
    assert (exit_code, done.stdout) == (code, ""), done.stderr
    assert re.fullmatch(r"Error: [^\n\x00-\x1f\x7f-\x9f]+\n", done.stderr), done.stderr
    for word in words:
        assert word in done.stderr
