"""A text as a sequence of words, each a number, so that texts can be compared word by word.

Case, accents, apostrophes and the commas of large numbers are set aside, and small numbers in words are those in
digits: what an outlet's house style changes. The same words have the same numbers in every process, on every machine
and in every version of Python, since what is made of them is kept in the warehouse.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from transforms import lexicons
from transforms.extract.quotes.quotation_marks import marked_spans

Keys = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

# Scripts that put no space between words: there each character counts as one.
_NO_SPACES: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD: Final = re.compile(
    rf"[{_NO_SPACES}]|\d(?:\d|[.,](?=\d))*+[^\W{_NO_SPACES}]*+|[^\W{_NO_SPACES}](?:[^\W{_NO_SPACES}]|['’](?=\w))*"
)
_SET_ASIDE: Final = str.maketrans("", "", "'’,")
_NUMBERS: Final = {word: str(value) for word, value in lexicons.load("numbers")["values"].items()}
_CODE_BITS, _IS_CAPITAL, _IS_NUMBER = np.uint64(2), np.uint64(2), np.uint64(1)
_CLOSING: Final = frozenset("\"'”’)")
_SENTENCE_ENDS: Final = frozenset(".!?:")

DISTINCT_WORDS: Final = 2**16
"""Words whose number is kept ready: about as many as English news uses in a month."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in order; all arrays have one entry a word.

    Attributes:
        keys: the number of the folded word; equal words have equal numbers.
        is_number: whether it is a number, in digits or in words.
        is_name: whether it is written with a capital inside a sentence.
        starts: its first character.
        text: the text.
    """

    keys: Keys
    is_number: Flags
    is_name: Flags
    starts: npt.NDArray[np.int64]
    text: str

    def __len__(self) -> int:
        return len(self.keys)

    def are_quoted(self) -> Flags:
        """Returns for each word whether it stands in quotation marks."""
        edges: list[int] = []
        at = 0
        lines = self.text.split("\n")
        for line, spans in zip(lines, marked_spans(lines), strict=True):
            for span in spans:
                edges += (at + span.start, at + span.end)
            at += len(line) + 1
        passed = np.searchsorted(np.array(edges, dtype=np.int64), self.starts, side="right")
        return np.equal(passed % 2, 1)


@lru_cache(DISTINCT_WORDS)
def fold(word: str) -> str:
    """Returns a word without case, accents, apostrophes and commas; a small number in words in digits."""
    bare = word.translate(_SET_ASIDE).casefold()
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return _NUMBERS.get(bare, bare)


@lru_cache(DISTINCT_WORDS)
def _code(word: str) -> int:
    """Returns the number of a word; its lowest bits say whether it begins with a capital and whether it is a number."""
    folded = fold(word)
    return crc32(folded.encode("utf8", "surrogatepass")) << 2 | word[0].isupper() << 1 | folded[:1].isdigit()


def word_keys(text: str) -> Keys:
    """Returns the numbers of the words of a text, in order."""
    return _codes(_WORD.findall(text)) >> _CODE_BITS


def read_words(text: str) -> Words:
    """Returns the words of a text; its paragraphs are its lines."""
    found = list(_WORD.finditer(text))
    starts = np.fromiter((match.start() for match in found), dtype=np.int64, count=len(found))
    codes = _codes([match[0] for match in found])
    is_name = codes & _IS_CAPITAL != 0
    for word in np.flatnonzero(is_name).tolist():
        is_name[word] = not _begins_sentence(text, int(starts[word]))
    return Words(codes >> _CODE_BITS, codes & _IS_NUMBER != 0, is_name, starts, text)


def _codes(words: list[str]) -> Keys:
    return np.fromiter(map(_code, words), dtype=np.uint64, count=len(words))


def _begins_sentence(text: str, start: int) -> bool:
    """Returns whether a word is the first of a sentence, a quotation or a paragraph."""
    if start < 2 or text[start - 1] != " ":
        return start < 2 or text[start - 1] in "\n\"“‘'"
    before = text[start - 2]
    return before in _SENTENCE_ENDS or (before in _CLOSING and text[start - 3 : start - 2] in _SENTENCE_ENDS)
