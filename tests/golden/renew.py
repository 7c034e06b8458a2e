"""Shows how extraction fares on the golden articles, error by error, and raises the floors of `floors.json`.

    python -m tests.golden.renew [--lower]

Floors only rise. With `--lower` they fall to what is measured now, too.
"""

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Mapping

from expectations.accuracy import FLOORS, Labels, article_file, judge_all, read_labels, scores
from flows.golden import process_golden


def digest(labels: Labels) -> str:
    """Returns the SHA-256 of the labels and of the bytes of the articles they belong to."""
    found = hashlib.sha256(json.dumps(labels, sort_keys=True).encode())
    for path in sorted(labels):
        found.update(article_file(path).read_bytes())
    return found.hexdigest()


def renewed(floors: Mapping[str, float], measured: Mapping[str, float], *, lower: bool) -> dict[str, float]:
    """Returns the new floors: what was measured, rounded down to three decimals; no lower than now unless `lower`."""
    # A share such as 0.29 is a little less than 29/100 in binary and must not become 0.289.
    new = {name: math.floor(score * 1000 + 1e-9) / 1000 for name, score in measured.items()}
    return new if lower else {name: max(new.get(name, 0), floors.get(name, 0)) for name in {**new, **floors}}


def main() -> int:
    """Prints errors and scores, and renews the floors.

    Returns:
        The exit code: 1 if a score is below its floor.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--lower", action="store_true", help="let floors fall to what is measured now")
    options = parser.parse_args()
    judged = judge_all(process_golden())
    for path, judgement in judged:
        if judgement.outcome != "hit":
            print(f"{path}: {judgement.measure} {judgement.outcome}, {judgement.what}")
    measured = scores(judgement for _, judgement in judged)
    committed = json.loads(FLOORS.read_text("utf-8"))["floors"]
    floors = renewed(committed, measured, lower=options.lower)
    fallen = {name for name, floor in floors.items() if measured.get(name, 0) < floor}
    for name in sorted(floors):
        note = "  below its floor" if name in fallen else ""
        print(f"{name:30} {measured.get(name, 0):.3f}  floor {committed.get(name, 0):.3f} -> {floors[name]:.3f}{note}")
    FLOORS.write_text(json.dumps({"labels": digest(read_labels()), "floors": floors}, indent=2) + "\n", "utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
