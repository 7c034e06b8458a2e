"""Speed and memory of whole loads against bare spaCy, in one go: `make bench`.

Ratios within one run hold when the machine is slow or shared; single seconds do not.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

BIN = Path(sys.executable).parent

BARE = """
import sys, time, spacy
from pathlib import Path
from transforms.model import MODEL
nlp = spacy.load(MODEL)
texts = [path.read_text("utf8") for path in sorted(Path(sys.argv[1]).iterdir())]
start = time.perf_counter()
for doc in nlp.pipe(texts):
    pass
print(time.perf_counter() - start)
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: wall seconds, and the peak resident memory of its largest process and of all together, in bytes."""

    seconds: float
    largest: int
    total: int
    output: str


def measure(*command: str) -> Measured:
    """Runs a command to its end.

    Raises:
        CalledProcessError: it failed.
    """
    environment = {**os.environ, "PREFECT_LOGGING_LEVEL": "WARNING"}
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, text=True)
    peaks = [0, 0]
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.2):
            sizes = [0]
            for one in (psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)):
                try:
                    sizes.append(one.memory_info().rss)
                except psutil.Error:
                    continue
            peaks[:] = max(peaks[0], *sizes), max(peaks[1], sum(sizes))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - start
    ended.set()
    watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Measured(seconds, *peaks, output)


def load(corpus: Path, warehouse: Path, workers: int) -> Measured:
    """Runs one load."""
    options = ("--corpus", str(corpus), "--warehouse", str(warehouse), "--workers", str(workers))
    return measure(str(BIN / "newsledger"), "run", *options)


def main() -> None:
    """Prints the table of measures and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("corpus", type=Path, help="folder of raw text files")
    corpus = parser.parse_args().corpus
    files = sorted(corpus.iterdir())
    words = sum(len(path.read_text("utf8").split()) for path in files)
    with tempfile.TemporaryDirectory() as scratch:
        quarter = Path(scratch, "quarter")
        quarter.mkdir()
        for path in files[: len(files) // 4]:
            shutil.copy(path, quarter)
        runs = {"a quarter, one worker": load(quarter, Path(scratch, "w0"), 1)}
        runs["one worker"] = load(corpus, Path(scratch, "w1"), 1)
        bare = float(measure(sys.executable, "-c", BARE, str(corpus)).output.split()[-1])
        runs["two workers"] = load(corpus, Path(scratch, "w2"), 2)
        runs["nothing new"] = load(corpus, Path(scratch, "w2"), 2)
    print(f"{len(files):,} articles, {words:,} words")
    print(f"{'bare nlp.pipe':<24}{bare:>9.1f} s {words / bare:>8,.0f} words/s")
    for name, run in runs.items():
        memory = f"largest process {run.largest / 1e6:>6,.0f} MB, all {run.total / 1e6:>6,.0f} MB"
        print(f"{name:<24}{run.seconds:>9.1f} s {'':>16} {memory}")
        print("".join(f"    {line}\n" for line in run.output.splitlines() if "seconds:" in line), end="")
    one, two = runs["one worker"], runs["two workers"]
    print(f"one worker over bare nlp.pipe, words per second   {bare / one.seconds:.2f}   (at least 0.8)")
    print(f"two workers over one, words per second            {one.seconds / two.seconds:.2f}   (at least 1.6)")
    growth = one.largest / runs["a quarter, one worker"].largest
    print(f"memory of all articles over that of a quarter     {growth:.2f}   (flat)")


if __name__ == "__main__":
    main()
