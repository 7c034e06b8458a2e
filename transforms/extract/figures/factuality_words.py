"""The words that the rules of factuality look for, read from `lexicons/factuality.toml`."""

from typing import Final

from transforms import lexicons
from transforms.extract.figures.vocabulary import WordList

CUES: Final = {name: WordList(words) for name, words in lexicons.load("factuality").items()}
"""The word lists by their names in the lexicon."""
