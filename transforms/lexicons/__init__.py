"""Word lists of the extractors, as TOML beside this file."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """Reads the word list `name`.toml.

    Raises:
        FileNotFoundError: there is none of that name.
    """
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf8"))
