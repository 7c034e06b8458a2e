"""Runs of words with a capital that may be one name: "Joost van der Brug", "Marlow & Finch", "Karl 'Kalle' Dunmore"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from transforms import lexicons
from transforms.documents import WORD, ParagraphIndex
from transforms.extract.mentions.headlines import FUNCTION_WORDS
from transforms.extract.mentions.no_names import NEVER
from transforms.extract.mentions.nouns import GIVEN_NAMES
from transforms.extract.mentions.words import one_of

_LEXICON: Final = lexicons.load("names")
CAPITAL: Final = r"[^\W\d_a-zß-öø-ÿ]"
"""Any letter but the small ones that English text has."""
PARTICLE: Final = one_of(_LEXICON["particles"])
_ORDINARY: Final = r"(?!A\b(?!\.)|I\b(?!\.)(?![,.;)]| of | was | is | had | died ))"
"""Not "A" and not "I", unless it may number a king."""
_INITIALS: Final = rf"(?:{CAPITAL}\.){{1,4}}(?=[ ,]|-{CAPITAL})"
_WORD: Final = (
    rf"(?:(?:St|Ste|Mt|Ft)\. )?{_ORDINARY}(?:{_INITIALS}|(?:\w{{1,2}}'|[ae]l-)?{CAPITAL}"
    r"(?:\w|'(?!s\b)(?=\w)|-(?=\w)|&(?=\w)|\.(?=\w)){0,30}(?:(?<=\b[JS]r)\.)?)"
)
"""A word of a name: an initial, or one that may have hyphens and apostrophes in it; a possessive is no part of it."""
_NICKNAME: Final = rf"(?: \"(?:[Tt]he )?{CAPITAL}[\w' -]{{1,20}}\"| '{CAPITAL}[\w -]{{1,20}}'| \({CAPITAL}\w{{1,20}}\))"
RUN: Final = re.compile(rf"(?<![\w'&-]){_WORD}(?:(?:(?:{_NICKNAME})? (?:& )?(?:{PARTICLE} ){{0,3}}){_WORD}){{0,11}}")
LONG_NAME: Final = (
    rf"{_WORD}(?:(?:'s?)?(?: (?:of|upon|le|la|les|de|on the|the))? {_WORD}){{0,5}}"
    r"(?:'s(?=[,.;:]|$| (?:in|on|is|was|has|lies|near|and)\b))?"
)
"""A place's name where something else tells that it is one: it may have possessives and small words in it."""
_GENERATIONS: Final = frozenset({"jr", "sr"})
_DAY: Final = re.compile(r"\.? \d")
_NO_NAMES: Final = frozenset({"NUM", "ADV", "SCONJ", "ADP", "PRON", "DET", "CCONJ", "PART", "INTJ"})
"""Parts of speech: a sentence begins with such a word, and a name does not."""


@dataclass(frozen=True, slots=True)
class NameRun:
    """A run of words with a capital.

    Attributes:
        paragraph: where it stands.
        words: first character and end of each word.
    """

    paragraph: ParagraphIndex
    words: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Its first character."""
        return self.words[0][0]

    @property
    def end(self) -> int:
        """Its end, exclusive; "Jr." has its full stop."""
        end = self.words[-1][1]
        return end + (self.word(-1) in _GENERATIONS and self.paragraph.straight[end : end + 1] == ".")

    @property
    def name(self) -> str:
        """Its characters."""
        return self.paragraph.straight[self.start : self.end]

    @property
    def first(self) -> int:
        """The number of its first token."""
        return self.paragraph.token_number(self.start)

    @property
    def last(self) -> int:
        """The number of its last token."""
        return self.paragraph.token_number(self.end - 1)

    @property
    def before(self) -> Token | None:
        """The token before it; null at the beginning of a paragraph."""
        return self.paragraph.doc[self.first - 1] if self.first else None

    def word(self, n: int) -> str:
        """Returns a word in small letters, without the full stop of an abbreviation."""
        return self.paragraph.straight[slice(*self.words[n])].casefold().rstrip(".")

    @property
    def is_long(self) -> bool:
        """Whether it has several words."""
        return len(self.words) > 1

    def rest(self, n: int) -> "NameRun":
        """Returns the run without its first words."""
        return NameRun(self.paragraph, self.words[n:])


def name_runs(paragraph: ParagraphIndex) -> Iterator[NameRun]:
    """Yields the runs of words with a capital of a paragraph, without a word that only begins a sentence."""
    text = paragraph.straight
    for match in RUN.finditer(text):
        words = tuple((m.start() + match.start(), m.end() + match.start()) for m in WORD.finditer(match[0]))
        run = NameRun(paragraph, words)
        while run.words and (_only_opens(run) or _is_date(run, 0)):
            run = run.rest(1)
        while run.words and _is_date(run, -1):
            run = NameRun(paragraph, run.words[:-1])
        if run.words:
            yield run


def _is_date(run: NameRun, n: int) -> bool:
    """Tells whether a word of a run is a month, a day or the like; people are called Jan and May, but not "May 4"."""
    dated = _DAY.match(run.paragraph.straight, run.words[n][1])
    return run.word(n) in NEVER and (bool(dated) or run.word(n) not in GIVEN_NAMES)


def glued_repetition(run: NameRun) -> tuple[int, int]:
    """Returns where a name is said twice and runs into other text: how many words it has, and the number of that word.

    Pages that show a card with somebody's name behind it leave "Ann Lee Ann Mae LeeBudget" in the text. Both are 0
    where nothing is said twice.
    """
    words = [run.paragraph.straight[s:e] for s, e in run.words]
    for glued, last in enumerate(words):
        for n, word in enumerate(words[:glued]):
            if len(word) > 1 and last.startswith(word) and last[len(word) :][:1].isupper():
                return n + 1, glued
    return 0, 0


def _only_opens(run: NameRun) -> bool:
    """Tells whether the first word of a run has its capital only because a sentence or a quotation begins with it."""
    token = run.paragraph.doc[run.first]
    word = run.word(0)
    opens = token.i == 0 or token.is_sent_start or run.paragraph.doc[token.i - 1].text in {'"', "'", ":"}
    if word in GIVEN_NAMES:
        return False
    if word in FUNCTION_WORDS:
        return True
    return opens and token.pos_ in _NO_NAMES and token.ent_type_ != "PERSON"
