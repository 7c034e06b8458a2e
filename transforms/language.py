"""Stub."""


def detect(text: str) -> str | None:
    """Stub."""
    return None
