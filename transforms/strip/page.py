"""A line of a page with the evidence collected on it, and the page that the lines of one article make up.

Evidence is counted in log-odds, on the scale of `registry.SCALE`: a rule that speaks for a kind adds its weight to it.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from transforms.strip.outlet_history import UNKNOWN_OUTLET, OutletHistory
from transforms.strip.phrasebook import strip_lexicon
from transforms.strip.registry import weight


class BlockVerdict(NamedTuple):
    """What a block is.

    Attributes:
        kind: as in `blocks.kind`.
        rule: the id of the rule of that kind with the most weight.
        confidence: the probability that the block is of the kind, against its being text, 0 to 1.
    """

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
_PART = r"(?:[dDlL]['’]|al-|el-)?[^\W\d_a-zà-ÿ][\w'’.-]"
_PARTICLE = r"de|da|di|del|della|dos|du|la|le|van|von|der|den|ten|bin|binti|ibn|al|el|y|mac|ní|nic|ó"
NAME = rf"{_PART}+(?: (?:{_PART}*|{_PARTICLE})){{1,3}}"
_ONLY_NAME = re.compile(rf"{NAME}(?:(?:,| and|, and) {NAME})*")
_ENDING = 8
"""Characters at the end of a line that tell whether a sentence ends there."""


class PageLine:
    """A block with what its own text tells, and the evidence collected on it.

    Attributes:
        whole: the block as it stands in the raw text.
        text: the block without a bullet before it.
        plain: the text with straight quotation marks and apostrophes.
        words: its words in lower case, a number as `#`.
        bullet: whether it opens with a bullet.
        cut: whether it ends in an ellipsis, cut off.
        closed: whether it ends as a sentence does.
        capitals: whether all letters are capitals.
        capitalised: whether it is set like a title, with a capital on each longer word.
        has_speech: whether a verb says whose words it tells.
        opens_quotation: whether it opens with a quotation mark.
        evidence: log-odds by rule, in the order in which the rules spoke.
        body_weight: log-odds of being text of the article.
    """

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
        self.has_speech = not strip_lexicon().speech_verbs.isdisjoint(self.words)
        self.opens_quotation = self.plain[:1] in ("'", '"')
        self.body_weight = weight("body.text", *self._grounds_of_text())

    def _grounds_of_text(self) -> list[str]:
        """Returns what speaks for its being text, by the grounds of the rule "body.text"."""
        form = "sentence" if self.prose else "some_words" if self.closed or len(self.words) > 3 else "few_words"
        quoted = self.opens_quotation or '"' in self.plain
        return [
            form,
            *["speech"] * self.has_speech,
            *["quotation"] * quoted,
            *["past"] * self._tells_of_the_past(),
        ]

    def _tells_of_the_past(self) -> bool:
        """Whether it is a sentence that tells what was, as pages seldom do but of their own articles."""
        of_itself = self.words[:1] == ["this"] and not strip_lexicon().article_names.isdisjoint(self.words[1:2])
        return (
            self.closed
            and "?" not in self.plain
            and len(self.words) >= 5
            and not of_itself
            and not strip_lexicon().past_verbs.isdisjoint(self.words)
        )

    @property
    def reports(self) -> bool:
        """Whether it is a sentence that reports: with a number, with who said something, or with what a name did.

        A sentence on its own article, such as who wrote it, does not.
        """
        if not self.closed or any(
            this == "this" and what in strip_lexicon().article_names for this, what in pairwise(self.words)
        ):
            return False
        words = WORD.findall(self.plain)[1:]
        named = any(word[0].isupper() for word in words)
        past = self._tells_of_the_past() or any(
            len(word) > 4 and word.islower() and word.endswith("ed") for word in words
        )
        return "#" in self.words or self.has_speech or (named and past)

    @property
    def prose(self) -> bool:
        """Whether it reads as running text: a closed sentence of at least eight words."""
        return self.closed and not self.cut and not self.capitalised and len(self.words) >= 8

    @property
    def titled(self) -> bool:
        """Whether it could be the title of an article: 2 to 35 words that do not read as a sentence of the text."""
        first = self.plain.lstrip("'\"([")[:1]
        ends_open = not self.closed or self.cut or self.capitalised or self.plain.endswith(("?", "!", "?'", '?"'))
        return (
            2 <= len(self.words) <= 35
            and not first.islower()
            and not self.plain.endswith((":", ",", ";"))
            and ends_open
        )

    def add(self, rule: str, *grounds: str) -> None:
        """Adds the evidence of a rule, with its weight for these grounds (see `registry.weight`)."""
        self.add_weight(rule, weight(rule, *grounds))

    def add_weight(self, rule: str, log_odds: float) -> None:
        """Adds the evidence of a rule, with a weight of its own; a rule counts once, with its greatest weight."""
        self.evidence[rule] = max(log_odds, self.evidence.get(rule, -math.inf))

    def weights(self) -> dict[str, float]:
        """Sums up the log-odds for each kind that has evidence."""
        sums: dict[str, float] = {}
        for rule, log_odds in self.evidence.items():
            kind = rule.partition(".")[0]
            sums[kind] = sums.get(kind, 0.0) + log_odds
        return sums

    @property
    def is_headline(self) -> bool:
        """Whether a rule has called it the headline."""
        return any(rule.startswith("headline.") for rule in self.evidence)

    @property
    def decided(self) -> bool:
        """Whether the evidence so far outweighs its being text."""
        return bool(self.evidence) and max(self.weights().values()) > self.body_weight

    def verdict(self) -> BlockVerdict:
        """Weighs the evidence. A tie between kinds goes to the one whose evidence came first, one with text to text."""
        sums = self.weights()
        kind = max(sums, key=sums.__getitem__, default="body")
        margin = sums.get(kind, 0.0) - self.body_weight
        if margin <= 0:
            return BlockVerdict("body", "body.text", _probability(-margin))
        rules = [rule for rule in self.evidence if rule.startswith(f"{kind}.")]
        return BlockVerdict(kind, max(rules, key=self.evidence.__getitem__), _probability(margin))


_TITLE_WORDS = range(3, 21)
"""How many longer words a capitalised title has: fewer are a name, more a list of names."""


def _capitalised(text: str) -> bool:
    if text[:1].islower() or text.isupper() or len(text) > 200:
        return False
    small = strip_lexicon().small_words
    longer = [word for word in text.split() if len(word) >= 4 and word[0].isalpha() and word not in small]
    return len(longer) in _TITLE_WORDS and all(word[0].isupper() for word in longer)


def _probability(log_odds: float) -> float:
    return round(1 / (1 + math.exp(-log_odds)), 3)


class ArticlePage:
    """All lines of one article, and what only the whole of them tells.

    Attributes:
        lines: in reading order.
        title: the article's title, where its metadata give one.
        captions: lines that its markup calls captions.
        posts: lines that its markup calls posts of networks.
        history: what is known of the outlet's pages.
        is_text: for each line whether it is running text: prose that no rule has decided. Known after the step
            `mark_running_text`, as all below.
        words_before: for each line the words of running text before it, and at the end all words of running text.
        paragraphs_before: for each line the lines of running text before it, and at the end all of them.
        wrapped: whether lines break within sentences, as in old archives. Then the end of a line tells nothing.
        paragraphs_closed: whether most paragraphs end in a full stop, so that a line without one stands out.
        mostly_capitals: whether more than half of the lines are in capitals.
    """

    def __init__(
        self,
        texts: Sequence[str],
        *,
        title: str | None = None,
        captions: Sequence[str] = (),
        posts: Sequence[str] = (),
        history: OutletHistory = UNKNOWN_OUTLET,
    ) -> None:
        self.lines = [PageLine(text) for text in texts]
        self.title = title
        self.captions = captions
        self.posts = posts
        self.history = history
        self.is_text: list[bool] = []
        self.words_before: list[int] = []
        self.paragraphs_before: list[int] = []
        self.wrapped = self.paragraphs_closed = self.mostly_capitals = False

    def mark_running_text(self) -> None:
        """Tells the lines of running text from the others, by the evidence so far."""
        lines = self.lines
        self.is_text = [line.prose and not line.decided for line in lines]
        counts = (len(line.words) * text for line, text in zip(lines, self.is_text, strict=True))
        self.words_before = list(accumulate(counts, initial=0))
        self.paragraphs_before = list(accumulate(self.is_text, initial=0))
        long = [line for line in lines if len(line.words) >= 6 and not line.decided]
        broken = sum(self.continues(i) for i, line in enumerate(lines) if len(line.words) >= 6)
        self.wrapped = broken * 4 > len(long)
        closed = [line.closed for line in lines if len(line.words) >= 12]
        self.paragraphs_closed = not self.wrapped and sum(self.is_text) >= 3 and sum(closed) * 10 >= len(closed) * 6
        self.mostly_capitals = sum(line.capitals for line in lines) * 2 > len(lines)

    @cached_property
    def lines_with_word(self) -> Counter[str]:
        """Counts for each word the lines of running text that hold it."""
        texts = (line for line, text in zip(self.lines, self.is_text, strict=True) if text)
        return Counter(word for line in texts for word in set(line.words))

    def uses_elsewhere(self, i: int, word: str) -> bool:
        """Whether the running text uses a word of line `i` in another line."""
        return self.lines_with_word[word] > self.is_text[i]

    def words_after(self, i: int) -> int:
        """Counts the words of running text after line `i`."""
        return self.words_before[-1] - self.words_before[i + 1]

    def continues(self, i: int) -> bool:
        """Whether the sentence of line `i` goes on in the next line."""
        return not self.lines[i].closed and i + 1 < len(self.lines) and self.lines[i + 1].plain[:1].islower()

    def may_be_sub_heading(self, i: int) -> bool:
        """Whether line `i` is of at most four words and stands above running text."""
        line = self.lines[i]
        return len(line.words) <= 4 and i + 1 < len(self.lines) and self.is_text[i + 1] and not line.cut

    def in_head(self, i: int) -> bool:
        """Whether line `i` stands where bylines do: before the third paragraph."""
        return self.paragraphs_before[i] <= 2

    def in_tail(self, i: int) -> bool:
        """Whether little running text follows line `i`: at most a tenth of it, or 60 words."""
        return self.words_after(i) <= max(60, self.words_before[-1] // 10)


def only_name(text: str) -> bool:
    """Whether a line is nothing but names as persons have them."""
    return bool(_ONLY_NAME.fullmatch(text))


def topic_words(line: PageLine) -> set[str]:
    """Returns the words of a line that tell its topic, without the endings of plural and genitive."""
    common = strip_lexicon().common_words
    return {w.removesuffix("'s").rstrip("s") for w in line.words if len(w) >= 4 and w not in common}


def topic_share(line: PageLine, topic: set[str]) -> float:
    """Returns the share of a line's topic words that are among `topic`, 0 to 1; 1 for a line without any."""
    words = topic_words(line)
    return len(words & topic) / len(words) if words else 1.0
