"""Speed and memory of whole loads against bare spaCy, in one go: `make bench`.

Ratios within one run hold when the machine is slow or shared; single seconds do not.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil

BIN = Path(sys.executable).parent

BARE = """
import sys, time, spacy
from pathlib import Path
from transforms.annotate.model import MODEL
nlp = spacy.load(MODEL)
texts = [path.read_text("utf8") for path in sorted(Path(sys.argv[1]).iterdir())]
start = time.perf_counter()
for doc in nlp.pipe(texts):
    pass
print(time.perf_counter() - start)
"""


SHARE = """
import sys, time
from datetime import date
from pathlib import Path
from transforms.annotate.spacy_docs import annotate, docs
from transforms.documents import Article, Paragraph
from transforms.extract.figures.find import find_figures
from transforms.extract.mentions.find import find_mentions
from transforms.extract.quotes.find import find_quotes
annotating = extracting = 0.0
for path in sorted(Path(sys.argv[1]).iterdir())[::4]:
    lines = [line for line in path.read_text("utf8").splitlines() if line.strip()]
    start = time.perf_counter()
    packed = annotate(lines)
    annotating += time.perf_counter() - start
    read = enumerate(zip(lines, docs(packed, range(len(lines))), strict=True), 1)
    article = Article(1, date(2026, 1, 1), [Paragraph(n, "body", line, doc, 0, 0) for n, (line, doc) in read])
    mentions, entities, roles = find_mentions(article)
    start = time.perf_counter()
    quotes = find_quotes(article, mentions, entities, roles)
    find_figures(article, mentions, entities, quotes)
    extracting += time.perf_counter() - start
print(extracting / annotating)
"""
"""Figures and quotations over annotation, on every fourth article, all its lines taken as body."""


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
    return Measured(seconds, peaks[0], peaks[1], output)


def load(corpus: Path, warehouse: Path, workers: int) -> Measured:
    """Runs one load."""
    options = ("--corpus", str(corpus), "--warehouse", str(warehouse), "--workers", str(workers))
    return measure(str(BIN / "newsledger"), "run", *options)


def loads(corpus: Path) -> None:
    """Prints how long whole loads take, against bare spaCy."""
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
        share = float(measure(sys.executable, "-c", SHARE, str(corpus)).output.split()[-1])
        runs["two workers"] = load(corpus, Path(scratch, "w2"), 2)
        runs["nothing new"] = load(corpus, Path(scratch, "w2"), 2)
    print(f"{len(files):,} articles, {words:,} words")
    print(f"{'bare nlp.pipe':<24}{bare:>9.1f} s {words / bare:>8,.0f} words/s")
    show(runs)
    one, two = runs["one worker"], runs["two workers"]
    stages = dict(re.findall(r"(\w+) ([\d.]+)", one.output.partition("seconds:")[2].partition("\n")[0]))
    faster = float(stages["annotate"]) / float(stages["strip"])
    print(f"one worker over bare nlp.pipe, words per second   {bare / one.seconds:.2f}   (at least 0.8)")
    print(f"two workers over one, words per second            {one.seconds / two.seconds:.2f}   (at least 1.6)")
    print(f"strip over annotate, words per second             {faster:.1f}   (at least 20)")
    gate = float(stages["gate"]) / one.seconds
    print(f"gate over the night                               {gate:.3f}   (at most 0.10)")
    print(f"figures and quotations over annotation, seconds   {share:.2f}   (at most 0.25)")
    growth = one.largest / runs["a quarter, one worker"].largest
    print(f"memory of all articles over that of a quarter     {growth:.2f}   (flat)")


PUBLISH = """
import sys, time
from datetime import timedelta
from pathlib import Path
import duckdb
from tests.nights import FIRST_NIGHT, Story, build, publish_night
from warehouse.build import candidate
from warehouse.publish import journal, layout, swap
directory = Path(sys.argv[1])
publish_night(directory, [Story(1, 1, ["Ships", "A ship came in."])])
file = layout.published(directory)
file.chmod(0o644)
with duckdb.connect(str(file)) as con:  # nothing looks at this table: it only has to be copied, hashed and shipped
    con.execute("CREATE TABLE filler AS SELECT md5(i::VARCHAR) AS word FROM range(60_000_000) t(i)")
size = file.stat().st_size
manifest = journal.read(file.with_name("manifest.json")) | {"size_bytes": size}
journal.write(file.with_name("manifest.json"), manifest)
now = FIRST_NIGHT + timedelta(days=1)
start = time.perf_counter()
candidate.create(directory, "20310502T020000Z", file)
copied = time.perf_counter() - start
night = build(directory, [Story(2, 2, ["Boats", "A boat came in."])], now=now + timedelta(hours=1))
candidate.record_verdict(night, now, [])
start = time.perf_counter()
swap.publish(directory, night.parent.name)
print(size / 1e9, copied, time.perf_counter() - start)
"""
"""Copy and publication of a version of one gigabyte."""


def publishing() -> None:
    """Prints how long a version of one gigabyte takes to be copied, and to be published."""
    with tempfile.TemporaryDirectory() as scratch:
        size, copied, shipped = map(float, measure(sys.executable, "-c", PUBLISH, scratch).output.split()[-3:])
    print(f"copying {size:.1f} GB, publishing it, seconds              {copied:.1f}, {shipped:.1f}   (5 in all)")


READ = """
import sys
from datetime import date
from pathlib import Path
import polars as pl
from transforms.ingest import select
from transforms.ingest.batches import read
from transforms.ingest.corpus import scan
from transforms.ingest.outlets_file import Outlets
corpus = Path(sys.argv[1])
chosen = select.choose(scan(corpus), pl.DataFrame(schema=select.KNOWN), code_version="")
batches = read(corpus, chosen, Outlets(), today=date.today(), max_articles=100, max_chars=2 * 2**20)
print(sum(batch.articles.height for batch in batches), "articles")
"""


def large() -> None:
    """Prints the memory that files of 0.2 and 2 GB take: read alone, and loaded whole."""
    runs = {}
    with tempfile.TemporaryDirectory() as scratch:
        for size in (200_000_000, 2_000_000_000):
            name = f"{size / 1e9:.1f} GB"
            folder = Path(scratch, "texts")
            write_records(folder, size, ignored=0)
            runs[f"read, {name} of text"] = measure(sys.executable, "-c", READ, str(folder))
            write_records(folder, size, ignored=100_000)
            runs[f"load, {name}"] = load(folder, Path(scratch, name), 2)
            shutil.rmtree(folder)
    show(runs)
    names = list(runs)
    for small, big, what, bound in (
        (names[0], names[2], "reading", "flat"),
        (names[1], names[3], "loading", "what DuckDB caches comes on top, up to 1 GB"),
    ):
        growth = runs[big].largest / runs[small].largest
        print(f"{what + ' 2 GB of JSON lines over 0.2 GB, memory':<50}{growth:.2f}   ({bound})")


def write_records(folder: Path, size: int, *, ignored: int) -> None:
    """Writes one file of JSON lines: invented articles of a few hundred words, beside fields that nobody reads.

    Args:
        folder: made if missing; the file in it is written anew.
        size: bytes, roughly.
        ignored: characters of such a field. With it the articles are of one paragraph, so that annotating does not
            outweigh the file's size.
    """
    folder.mkdir(exist_ok=True)
    random = Random(0)
    pool = [" ".join(random.choices(WORDS, k=40)).capitalize() + "." for _ in range(2000)]
    page = "<div class='teaser'>" * (ignored // 20)
    written = number = 0
    with (folder / "records.jsonl").open("w", encoding="utf8") as file:
        while written < size:
            number += 1
            chosen = random.choices(pool, k=1 if ignored else 5)
            paragraphs = [f"{paragraph} Ship {number} came in." for paragraph in chosen]
            record = {"title": f"Harbour report {number}", "text": "\n".join(paragraphs), "page": page}
            written += file.write(json.dumps(record) + "\n")


SENTENCE = """the harbour council said on Monday that at least forty ships of stone had reached Ellersby before the
storm and the mayor asked for more because the wall was not finished when the visitors came to see it in June"""
WORDS = SENTENCE.split()


def show(runs: dict[str, Measured]) -> None:
    """Prints a row for each run, with the stages of a load below it."""
    for name, run in runs.items():
        memory = f"largest process {run.largest / 1e6:>6,.0f} MB, all {run.total / 1e6:>6,.0f} MB"
        print(f"{name:<24}{run.seconds:>9.1f} s {'':>16} {memory}")
        print("".join(f"    {line}\n" for line in run.output.splitlines() if "seconds:" in line), end="")


def main() -> None:
    """Prints the tables of measures and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("corpus", type=Path, nargs="?", help="folder of raw text files; without it, large files")
    corpus = parser.parse_args().corpus
    if corpus:
        loads(corpus)
        publishing()
    else:
        large()


if __name__ == "__main__":
    main()
