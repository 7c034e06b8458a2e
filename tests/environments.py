"""Environments of other versions and programs, each made when it is first asked for, and kept in `.compatibility`."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".compatibility"
EXAMPLES = ROOT / "docs" / "examples"


def environment(name: str, *packages: str) -> Path:
    """Returns the Python of an environment with these packages; it is made anew when they change."""
    python, done = CACHE / name / "bin" / "python", CACHE / name / "done"
    needs = "\n".join(packages)
    if not done.exists() or done.read_text("utf-8") != needs:
        subprocess.run([sys.executable, "-m", "venv", "--clear", CACHE / name], check=True)
        # What is compiled here in advance is mostly never imported, and takes half as long again.
        pip: list[str | Path] = [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-compile",
        ]
        subprocess.run([*pip, *packages], check=True)
        done.write_text(needs, "utf-8")
    return python


def example(name: str, *options: str) -> Path:
    """Returns the Python of an environment with what an example of `docs/examples` requires."""
    lines = (EXAMPLES / f"requirements-{name}.txt").read_text("utf-8").splitlines()
    return environment(name, *options, *(line for line in lines if not line.startswith("#")))
