"""Pieces of text that several commands print. Text of articles may contain control characters, so it is escaped."""

import json
from typing import Any

JUDGEMENT_COLOURS = {"same": "green", "different": "red", "unsure": "yellow"}
"""The terminal's colour of each judgement on two names."""


def counted(number: int, noun: str, plural: str = "") -> str:
    """Returns a number with its noun, as in `1 article` and `2 articles`.

    Args:
        number: how many.
        noun: for one of them.
        plural: for several, where it is not the noun with an s.
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def features_as_text(features: str) -> str:
    """Returns the stored features of a candidate pair as words: `spelling close, shared names 3`."""
    from warehouse.schema.escaping import escape

    found = parsed_features(features)
    if not isinstance(found, dict):
        return escape(features)
    shown = {name: f"{value:.2f}" if isinstance(value, float) else str(value) for name, value in found.items()}
    return ", ".join(f"{escape(name).replace('_', ' ')} {escape(value)}" for name, value in shown.items())


def parsed_features(features: str) -> Any:
    """Returns the stored features of a candidate pair, which are JSON; a text that is not JSON as it is."""
    try:
        return json.loads(features)
    except (ValueError, RecursionError):
        return features
