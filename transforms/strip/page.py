"""A line with what its own text tells and the evidence collected on it, and the page that its lines make up.

Evidence is counted in log-odds; a rule that speaks for a kind adds its weight to it.
"""

import math
import re
from collections import Counter
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from transforms.strip.phrasebook import HINT, strip_lexicon


class Verdict(NamedTuple):
    """The kind of a block (`blocks.kind`), the stable id of the rule that spoke loudest for it, and how sure it is."""

    kind: str
    rule: str
    confidence: float


_STRAIGHT = str.maketrans("‘’‛′“”„‟″«»", '\'\'\'\'"""""""')
NUMBER = re.compile(r"\d[\d.,]*")
WORD = re.compile(r"#?[^\W_]+(?:['-][^\W_]+)*|[#©&]")
BAR = re.compile(r"(?<!\s)\s+[|>/·•]\s+|(?<!\s)\s*[»›→]\s*")
_BULLET = re.compile(r"(?:[•·▪‣●◦■□*►▶➤✓✔]|[-–—](?=\s))\s*")
CLOSED = re.compile(r"[.!?…。][\"')\]]*$")
_CUT = re.compile(r"(?:…|\.\.\.)[\"')]*$|\[(?:…|\.\.\.)\]$")
NAME = r"[^\W\d_a-zà-ÿ][\w'.-]+(?: (?:[^\W\d_a-zà-ÿ][\w'.-]*|de|da|di|del|van|von|der|bin|al|el)){1,3}"
_ONLY_NAME = re.compile(rf"{NAME}(?:(?:,| and|, and) {NAME})*")
_ENDING = 8
"""Characters at the end of a line that tell whether a sentence ends there."""


class Line:
    """A block with what its own text tells, and the evidence collected on it."""

    def __init__(self, text: str) -> None:
        bullet = _BULLET.match(text)
        self.whole = text
        self.bullet = bool(bullet)
        self.text = text[bullet.end() :] if bullet else text
        self.plain = self.text if self.text.isascii() else self.text.translate(_STRAIGHT)
        self.words: list[str] = WORD.findall(NUMBER.sub("#", self.plain.lower()))
        ending = self.plain[-_ENDING:]
        self.cut = bool(_CUT.search(ending))
        self.capitalised = _capitalised(self.text)
        self.closed = bool(CLOSED.search(ending))
        self.capitals = self.text.isupper()
        self.evidence: dict[str, float] = {}
        self.spoken = not strip_lexicon().speech.isdisjoint(self.words)
        """Whether it tells of something said."""
        self.quoted = self.plain[:1] in ("'", '"')
        """Whether it opens with a quotation mark."""
        quoted = self.quoted or '"' in self.plain
        self.body_weight = (
            self._shape_weight() + HINT * self.spoken + HINT / 2 * quoted + 2 * HINT * self._tells_of_the_past
        )

    @property
    def _tells_of_the_past(self) -> bool:
        """Whether it is a sentence that tells what was, as pages seldom do but of their own articles."""
        of_itself = self.words[:1] == ["this"] and not strip_lexicon().articles.isdisjoint(self.words[1:2])
        return (
            self.closed
            and "?" not in self.plain
            and len(self.words) >= 5
            and not of_itself
            and not strip_lexicon().past.isdisjoint(self.words)
        )

    def _shape_weight(self) -> float:
        if self.prose:
            return 2.5
        return 1.5 if self.closed or len(self.words) > 3 else 0.5

    @property
    def prose(self) -> bool:
        """Whether it reads as running text: a closed sentence of some length."""
        return self.closed and not self.cut and not self.capitalised and len(self.words) >= 8

    @property
    def titled(self) -> bool:
        """Whether it could be the title of a story."""
        first = self.plain.lstrip("'\"([")[:1]
        ends_open = not self.closed or self.cut or self.capitalised or self.plain.endswith(("?", "!", "?'", '?"'))
        return (
            2 <= len(self.words) <= 35
            and not first.islower()
            and not self.plain.endswith((":", ",", ";"))
            and ends_open
        )

    def add(self, rule: str, weight: float) -> None:
        """Adds evidence; a rule counts once, with its greatest weight."""
        self.evidence[rule] = max(weight, self.evidence.get(rule, -math.inf))

    def weights(self) -> dict[str, float]:
        """Sums up the evidence for each kind that has any."""
        sums: dict[str, float] = {}
        for rule, weight in self.evidence.items():
            kind = rule.partition(".")[0]
            sums[kind] = sums.get(kind, 0.0) + weight
        return sums

    @property
    def is_headline(self) -> bool:
        """Whether it has been found to be the headline."""
        return any(rule.startswith("headline.") for rule in self.evidence)

    @property
    def settled(self) -> bool:
        """Whether the evidence outweighs the text already."""
        return bool(self.evidence) and max(self.weights().values()) > self.body_weight

    def verdict(self) -> Verdict:
        """Weighs the evidence; a tie between kinds goes to the one whose evidence came first."""
        sums = self.weights()
        kind = max(sums, key=sums.__getitem__, default="body")
        margin = sums.get(kind, 0.0) - self.body_weight
        if margin <= 0:
            return Verdict("body", "body.text", _probability(-margin))
        rules = [rule for rule in self.evidence if rule.startswith(f"{kind}.")]
        return Verdict(kind, max(rules, key=self.evidence.__getitem__), _probability(margin))


_TITLE_WORDS = range(3, 21)


def _capitalised(text: str) -> bool:
    """Whether a line is set like a title, with a capital on each longer word."""
    if text[:1].islower() or text.isupper() or len(text) > 200:
        return False
    longer = [
        word for word in text.split() if len(word) >= 4 and word[0].isalpha() and word not in strip_lexicon().small
    ]
    return len(longer) in _TITLE_WORDS and all(word[0].isupper() for word in longer)


def _probability(log_odds: float) -> float:
    return round(1 / (1 + math.exp(-log_odds)), 3)


class Page:
    """All lines of an article, and what only the whole of them tells."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.text = [line.prose and not line.settled for line in lines]
        """Whether a line is certain to be running text."""
        counts = (len(line.words) * text for line, text in zip(lines, self.text, strict=True))
        self.words_before = list(accumulate(counts, initial=0))
        self.text_before = list(accumulate(self.text, initial=0))
        long = [line for line in lines if len(line.words) >= 6 and not line.settled]
        broken = sum(self.continues(i) for i, line in enumerate(lines) if len(line.words) >= 6)
        self.wrapped = broken * 4 > len(long)
        """Whether lines break within sentences, as in old archives: then a line's end tells nothing."""
        paragraphs = [line.closed for line in lines if len(line.words) >= 12]
        self.punctuated = not self.wrapped and sum(self.text) >= 3 and sum(paragraphs) * 10 >= len(paragraphs) * 6
        """Whether an unclosed line stands out from the paragraphs."""
        self.shouted = sum(line.capitals for line in lines) * 2 > len(lines)

    @cached_property
    def spoken_of(self) -> Counter[str]:
        """Counts for each word the lines of running text that hold it."""
        return Counter(w for line, text in zip(self.lines, self.text, strict=True) if text for w in set(line.words))

    def speaks_elsewhere(self, i: int, word: str) -> bool:
        """Whether the running text uses a word of line `i` in another line."""
        return self.spoken_of[word] > self.text[i]

    def words_after(self, i: int) -> int:
        """Counts the words of running text after line `i`."""
        return self.words_before[-1] - self.words_before[i + 1]

    def continues(self, i: int) -> bool:
        """Whether the sentence of line `i` goes on in the next line."""
        return not self.lines[i].closed and i + 1 < len(self.lines) and self.lines[i + 1].plain[:1].islower()

    def heads_text(self, i: int) -> bool:
        """Whether line `i` is rather a sub-heading of the text that follows."""
        line = self.lines[i]
        return len(line.words) <= 4 and i + 1 < len(self.lines) and self.text[i + 1] and not line.cut

    def in_head(self, i: int) -> bool:
        """Whether line `i` stands where bylines do: before the third paragraph."""
        return self.text_before[i] <= 2

    def in_tail(self, i: int) -> bool:
        """Whether (almost) no running text follows line `i`: at most a tenth of it, or some words."""
        return self.words_after(i) <= max(60, self.words_before[-1] // 10)


def only_name(text: str) -> bool:
    """Whether a line is nothing but names as persons have them."""
    return bool(_ONLY_NAME.fullmatch(text))


def topic_words(line: Line) -> set[str]:
    """Returns the words of a line that tell its topic, without plural and genitive."""
    common = strip_lexicon().common
    return {w.removesuffix("'s").rstrip("s") for w in line.words if len(w) >= 4 and w not in common}


def topic_share(line: Line, topic: set[str]) -> float:
    """Returns the share of a line's topic words that are among `topic`; 1 for a line without any."""
    words = topic_words(line)
    return len(words & topic) / len(words) if words else 1.0
