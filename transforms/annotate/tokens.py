"""Words and signs of a paragraph: spaCy's tokens, in a time and a number that no text takes beyond its bounds."""

import re
from collections.abc import Callable, Iterator

from spacy.tokens import Doc
from spacy.vocab import Vocab

LONGEST_RUN = 200
"""Characters without white space that are still taken apart, for which spaCy needs the square of their number. Of the
longest word, and of nearly all addresses of pages, it is several times as many; prose has no longer run."""
MOST_TOKENS = 4_000
"""Of one paragraph, which has at most 10,000 characters. Prose of that length has some 2,000 tokens, a table of results
some 3,000."""

_RUN = re.compile(r"\S+")
_LONG_RUN = re.compile(rf"(?<!\S)\S{{{LONGEST_RUN + 1},}}")


def hide_long_runs(text: str) -> str:
    """Replaces each run that is one token by as many letters: no sign in it means anything, and offsets hold."""
    return _LONG_RUN.sub(lambda run: "x" * len(run[0]), text)


class BoundedTokenizer:
    """Splits a text as another tokenizer does, but for what is no language.

    A run of more than `LONGEST_RUN` characters without white space is one token; so is a whole text that would have
    more than `MOST_TOKENS`. The tokens of every text join to that text again.
    """

    def __init__(self, tokenizer: Callable[[str], Doc], vocab: Vocab) -> None:
        """Takes the tokenizer to bound, and the vocabulary that it fills."""
        self._tokenizer = tokenizer
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Returns the tokens of a text, without any annotation."""
        pieces = list(self._pieces(text))
        doc = pieces[0] if len(pieces) == 1 else Doc.from_docs(pieces, ensure_whitespace=False, attrs=["NORM"])
        return doc if len(doc) <= MOST_TOKENS else self._whole(text)

    def _pieces(self, text: str) -> Iterator[Doc]:
        """Yields the tokens of each long run, and of what stands between them."""
        start = 0
        for run in _RUN.finditer(text):
            if run.end() - run.start() <= LONGEST_RUN:
                continue
            if start < run.start():
                yield self._tokenizer(text[start : run.start()])
            spaced = text.startswith(" ", run.end())
            yield self._whole(run[0], spaced=spaced)
            start = run.end() + spaced
        if start < len(text) or not text:
            yield self._tokenizer(text[start:])

    def _whole(self, text: str, *, spaced: bool = False) -> Doc:
        return Doc(self._vocab, words=[text], spaces=[spaced])
