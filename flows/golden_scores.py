"""The scores of the golden articles, kept from load to load: `golden_scores.json`, in the folder of the warehouse.

They stand under a digest of themselves and of all that they depend on, so a load scores anew what may score otherwise.
They are no part of what is published; without the file the next load makes it.
"""

import hashlib
import json
import platform
import sys
from contextlib import suppress
from pathlib import Path

import expectations
import transforms
from expectations.accuracy import ARTICLES, GOLDEN, OUTLETS, read_floors
from flows import golden, settings
from warehouse import schema
from warehouse.files import replacing

NAME = "golden_scores.json"


def read(warehouse: Path, circumstances: str) -> dict[str, float] | None:
    """Returns the score of each measure; null where none are kept that were made under these circumstances."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        kept = json.loads((warehouse / NAME).read_text("utf-8"))
        scores = {str(measure): float(score) for measure, score in kept["scores"].items()}
        if kept["digest"] == _digest(circumstances, scores) and scores.keys() >= read_floors().keys():
            return scores
    return None


def write(warehouse: Path, circumstances: str, scores: dict[str, float]) -> None:
    """Keeps the scores for the next load. A full disk only means that it makes them again."""
    kept = {"digest": _digest(circumstances, scores), "scores": scores}
    with suppress(OSError), replacing(warehouse / NAME) as unfinished:
        unfinished.write_text(json.dumps(kept, indent=1), "utf-8")


def _digest(circumstances: str, scores: dict[str, float]) -> str:
    return hashlib.sha256(json.dumps([circumstances, scores], sort_keys=True).encode()).hexdigest()


def circumstances_of_today() -> str:
    """Returns a digest of code, word lists, golden articles and labels, of all installed packages, and of Python.

    A package that was changed by hand under its old version is not seen.
    """
    digest = hashlib.sha256("\n".join([sys.version, platform.machine(), *_installed()]).encode())
    for file in _files():
        with file.open("rb") as content:
            digest.update(f"{file.name} {hashlib.file_digest(content, 'sha256').hexdigest()}\n".encode())
    return digest.hexdigest()


def _installed() -> list[str]:
    """Returns names and versions of all packages, as the folders of their metadata are called."""
    return sorted({path.name for entry in sys.path for path in Path(entry).glob("*.dist-info")})


def _files() -> list[Path]:
    folders = [*(Path(*package.__path__) for package in (expectations, transforms, schema)), *ARTICLES, GOLDEN]
    found = {path for folder in folders for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file()}
    return sorted([*found, OUTLETS, *(Path(str(module.__file__)) for module in (golden, settings))])
