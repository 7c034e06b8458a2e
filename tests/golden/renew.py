"""Shows how extraction fares on the golden articles, error by error, and raises the floors of `floors.json`.

    python -m tests.golden.renew [--lower]

A floor falls only with `--lower`; without it nothing is written when a score lies below its floor.
"""

import argparse
import hashlib
import io
import json
import math
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path

from flows.adhoc import print_articles
from tests.golden.scoring import Judgement, Row, judge, scores

GOLDEN = Path(__file__).parent
SAMPLE = GOLDEN.parents[1] / "corpus/sample"
FLOORS = GOLDEN / "floors.json"
LABELS = ("blocks", "entities", "figures", "quotes", "absent")

Labels = dict[str, dict[str, list[Row]]]


def read_labels() -> Labels:
    """Returns the labels by the path of their article, relative to the sample corpus, and by the name of their file."""
    labels: Labels = {}
    for name in LABELS:
        for line in (GOLDEN / f"{name}.jsonl").read_text("utf-8").splitlines():
            label = json.loads(line)
            labels.setdefault(label["path"], {name: [] for name in LABELS})[name].append(label)
    return labels


def digest(labels: Labels) -> str:
    """Returns the SHA-256 of the labels and of the bytes of the articles they belong to."""
    found = hashlib.sha256(json.dumps(labels, sort_keys=True).encode())
    for path in sorted(labels):
        found.update((SAMPLE / path).read_bytes())
    return found.hexdigest()


def extract(labels: Labels) -> dict[str, Row]:
    """Returns by path what `newsledger extract` prints of the labelled articles."""
    with redirect_stdout(io.StringIO()) as printed:
        print_articles([str(SAMPLE / path) for path in labels], keep_all=False)
    records = map(json.loads, printed.getvalue().splitlines())
    return {Path(record["path"]).relative_to(SAMPLE).as_posix(): record for record in records}


def judge_all(labels: Labels) -> list[tuple[str, Judgement]]:
    """Returns each judgement with the path of its article."""
    records = extract(labels)
    return [(path, judgement) for path in sorted(labels) for judgement in judge(records[path], labels[path])]


def renewed(floors: Mapping[str, float], measured: Mapping[str, float], *, lower: bool) -> dict[str, float]:
    """Returns the new floors: what was measured, rounded down to three decimals.

    Raises:
        ValueError: a floor would fall or vanish, and `lower` does not allow it.
    """
    # A share such as 0.29 is a little less than 29/100 in binary and must not become 0.289.
    new = {name: math.floor(score * 1000 + 1e-9) / 1000 for name, score in measured.items()}
    fallen = [f"{name} {new.get(name)} < {floor}" for name, floor in floors.items() if new.get(name, -1) < floor]
    if fallen and not lower:
        raise ValueError(f"below the floor, which only --lower lowers: {', '.join(fallen)}")
    return new


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--lower", action="store_true", help="let floors fall to what is measured now")
    options = parser.parse_args()
    labels = read_labels()
    judged = judge_all(labels)
    for path, judgement in judged:
        if judgement.outcome != "hit":
            print(f"{path}: {judgement.measure} {judgement.outcome}, {judgement.what}")
    measured = scores(judgement for _, judgement in judged)
    floors = json.loads(FLOORS.read_text("utf-8"))["floors"] if FLOORS.exists() else {}
    for name, score in measured.items():
        print(f"{name:30} {score:.3f}  floor {floors.get(name)}")
    try:
        new = {"labels": digest(labels), "floors": renewed(floors, measured, lower=options.lower)}
    except ValueError as error:
        parser.exit(1, f"{error}\n")
    FLOORS.write_text(json.dumps(new, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
