"""What each block of a page is: evidence from its words, shape, place and neighbours, weighed against being text.

Evidence is counted in log-odds. A rule that speaks for a kind adds a weight to it; the shape of a line as running text
is the weight of the body. The kind with the most weight wins, ties go to the body: losing a sentence of the article is
worse than keeping a line of the page. The weights were set by hand on one ladder: hint, likely, strong, sure.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise, product, takewhile
from typing import NamedTuple

from transforms import lexicons
from transforms.dates import find_dates

HINT, LIKELY, STRONG, SURE = 1.0, 2.0, 4.0, 6.0
_LABEL, _PART = 5.0, 3.0


class Verdict(NamedTuple):
    """The kind of a block (`blocks.kind`), the stable id of the rule that spoke loudest for it, and how sure it is."""

    kind: str
    rule: str
    confidence: float


def classify(texts: Sequence[str]) -> list[Verdict]:
    """Tells what each block of one article is.

    Args:
        texts: the blocks of an article in reading order, trimmed.

    Returns:
        A verdict for each.
    """
    lines = [_Line(text) for text in texts]
    for line in lines:
        _weigh_phrases(line)
        _weigh_shape(line)
    page = _Page(lines)
    for weigh in (
        _weigh_place, _weigh_vocabulary, _weigh_bars, _weigh_comments, _weigh_lists, _weigh_benefits, _weigh_capitals, _weigh_teasers,
        _weigh_bylines, _weigh_headline, _weigh_summary, _weigh_captions,
    ):  # fmt: skip
        weigh(page)
    return [line.verdict() for line in lines]


# ----------------------------------------------------------------------------------------------------------------------
# A line, and the page it stands on
# ----------------------------------------------------------------------------------------------------------------------

_STRAIGHT = str.maketrans("‘’‛′“”„‟″«»", '\'\'\'\'"""""""')
_NUMBER = re.compile(r"\d[\d.,]*")
_WORD = re.compile(r"#?[^\W_]+(?:['-][^\W_]+)*|[#©&]")
_BULLET = re.compile(r"(?:[•·▪‣●◦■□*►▶➤✓✔]|[-–—](?=\s))\s*")
_CLOSED = re.compile(r"[.!?…。][\"')\]]*$")
_CUT = re.compile(r"(?:…|\.\.\.)[\"')]*$|\[(?:…|\.\.\.)\]$")
_ENDING = 8
"""Characters at the end of a line that tell whether a sentence ends there."""


class _Line:
    """A block with what its own text tells, and the evidence collected on it."""

    def __init__(self, text: str) -> None:
        bullet = _BULLET.match(text)
        self.bullet = bool(bullet)
        self.text = text[bullet.end() :] if bullet else text
        self.plain = self.text if self.text.isascii() else self.text.translate(_STRAIGHT)
        self.words: list[str] = _WORD.findall(_NUMBER.sub("#", self.plain.lower()))
        ending = self.plain[-_ENDING:]
        self.cut = bool(_CUT.search(ending))
        self.capitalised = _capitalised(self.text)
        self.closed = bool(_CLOSED.search(ending))
        self.capitals = self.text.isupper()
        self.evidence: dict[str, float] = {}
        spoken = not _lexicon().speech.isdisjoint(self.words)
        quoted = '"' in self.plain or self.plain.startswith("'")
        self.body_weight = self._shape_weight() + HINT * spoken + HINT / 2 * quoted

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
    if text[:1].islower() or len(text) > 200:
        return False
    longer = [word for word in text.split() if len(word) >= 4 and word[0].isalpha() and word not in _lexicon().small]
    return len(longer) in _TITLE_WORDS and all(word[0].isupper() for word in longer)


def _probability(log_odds: float) -> float:
    return round(1 / (1 + math.exp(-log_odds)), 3)


class _Page:
    """All lines of an article, and what only the whole of them tells."""

    def __init__(self, lines: list[_Line]) -> None:
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

    def words_after(self, i: int) -> int:
        """Counts the words of running text after line `i`."""
        return self.words_before[-1] - self.words_before[i + 1]

    def continues(self, i: int) -> bool:
        """Whether the sentence of line `i` goes on in the next line."""
        return not self.lines[i].closed and i + 1 < len(self.lines) and self.lines[i + 1].plain[:1].islower()

    def in_head(self, i: int) -> bool:
        """Whether line `i` stands where bylines do: before the third paragraph."""
        return self.text_before[i] <= 2

    def in_tail(self, i: int) -> bool:
        """Whether (almost) no running text follows line `i`: at most a tenth of it, or some words."""
        return self.words_after(i) <= max(60, self.words_before[-1] // 10)


# ----------------------------------------------------------------------------------------------------------------------
# Words
# ----------------------------------------------------------------------------------------------------------------------

_GAP = r"(?:\S+ ){0,6}?"
"""What `*` stands for in a phrase: up to six words."""


class _Pattern(NamedTuple):
    rule: str
    weight: float
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """`lexicons/strip.toml`, made ready for matching against the words of a line."""

    lines: dict[str, str]
    labels: dict[str, str]
    patterns: dict[str, list[_Pattern]]
    """By a word that each text they match must hold."""
    benefits: list[re.Pattern[str]]
    at_end: frozenset[str]
    """Rules that belong to the end of an article."""
    speech: frozenset[str]
    personal: frozenset[str]
    common: frozenset[str]
    greetings: frozenset[str]
    scenes: tuple[str, ...]
    agency: re.Pattern[str]
    """An agency's name at the end of a line, after what shows that it is no part of a sentence."""
    verbs: frozenset[str]
    credits: frozenset[str]
    credit_hints: frozenset[str]
    roles: frozenset[str]
    tags: frozenset[str]
    past: frozenset[str]
    asks: frozenset[str]
    address: frozenset[str]
    dateline: frozenset[str]
    sections: frozenset[str]
    months: frozenset[str]
    small: frozenset[str]
    date_labels: frozenset[str]
    sides: frozenset[str]
    telling: frozenset[str]
    vocabulary: dict[str, str]
    """The kind of furniture that a word belongs to; an empty one for a word that joins others and tells nothing."""


_WORD_LISTS = (
    "speech", "personal", "common", "credits", "credit_hints", "roles", "tags", "past", "asks", "address", "dateline",
    "sections", "months", "small", "date_labels", "sides", "telling",
)  # fmt: skip


@cache
def _lexicon() -> _Lexicon:
    tables = lexicons.load("strip")
    lines: dict[str, str] = {}
    labels: dict[str, str] = {}
    patterns: dict[str, list[_Pattern]] = {}
    rules = {f"{kind}.{name}": rule for kind, names in tables["kinds"].items() for name, rule in names.items()}
    for rule, phrases in rules.items():
        for phrase in phrases.get("lines", ()):
            if "*" in phrase:
                _index(patterns, phrase, rule, SURE, "^{}$")
            else:
                lines |= {wording: lines.get(wording, rule) for wording in _wordings(phrase)}
        for phrase in phrases.get("labels", ()):
            labels |= {wording: labels.get(wording, rule) for wording in _wordings(phrase)}
        for phrase in phrases.get("starts", ()):
            _index(patterns, phrase, rule, STRONG, "^{}")
        for phrase in phrases.get("ends", ()):
            _index(patterns, phrase, rule, _PART, "{}$")
        for phrase in phrases.get("parts", ()):
            _index(patterns, phrase, rule, _PART, "{}")
    words = tables["words"]
    return _Lexicon(
        lines=lines,
        labels=labels,
        patterns=patterns,
        benefits=[re.compile(_regex(phrase)) for phrase in words["benefits"]],
        at_end=frozenset(rule for rule, phrases in rules.items() if phrases.get("place") == "end"),
        greetings=frozenset(w for phrase in words["greetings"] for w in _wordings(phrase)),
        agency=re.compile(
            rf"(?:^|[.!?)/|–—-]\s?|\bvia )(?:{'|'.join(map(re.escape, words['agencies']))})\)?$", re.IGNORECASE
        ),
        scenes=tuple(f"{wording} " for phrase in words["scenes"] for wording in _wordings(phrase)),
        vocabulary={word: kind for kind, listed in reversed(tables["vocabulary"].items()) for word in listed},
        verbs=frozenset(form for verb in words["scene_verbs"] for form in (verb, _third_person(verb))),
        **{name: frozenset(words[name]) for name in _WORD_LISTS},
    )


def _slots(phrase: str) -> list[tuple[list[str], bool]]:
    """Reads a phrase: for each place its alternatives (none for a gap), and whether it may be left out."""
    slots = []
    for part in phrase.split():
        words = [] if part == "*" else part.strip("[]").split("|")
        slots.append((words, part.startswith("[")))
    return slots


def _wordings(phrase: str) -> Iterator[str]:
    choices = [words + [""] * optional for words, optional in _slots(phrase)]
    return (" ".join(filter(None, choice)) for choice in product(*choices))


def _regex(phrase: str) -> str:
    parts = []
    for words, optional in _slots(phrase):
        choice = f"(?:{'|'.join(map(re.escape, words))}) "
        parts.append(_GAP if not words else f"(?:{choice})?" if optional else choice)
    return " " + "".join(parts)


def _index(patterns: dict[str, list[_Pattern]], phrase: str, rule: str, weight: float, frame: str) -> None:
    pattern = _Pattern(rule, weight, re.compile(frame.format(_regex(phrase))))
    needed = [words for words, optional in _slots(phrase) if words and not optional]
    for word in max(needed, key=lambda words: min(map(len, words))):
        patterns.setdefault(word, []).append(pattern)


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeou" else f"{verb}s"


_LONGEST_LABEL = 6
_ROOMY, _DISCOUNT = 25, 0.06
"""Words up to which a line of page furniture usually runs; each word more takes this from what a phrase tells."""
_COLON = re.compile(r"\s*(?:[:|>»→\])]|$)")
_DASH = re.compile(r"\s*(?:[:|>»→…\])]|\.\.\.|[-–—•·](?=\s|$)|$)")


def _weigh_phrases(line: _Line) -> None:
    lexicon = _lexicon()
    count = len(line.words)
    wording = " ".join(line.words)
    if whole := lexicon.lines.get(wording):
        # A word or two with a full stop is somebody's answer, not a button.
        line.add(whole, HINT if count <= 2 and not line.cut and line.plain.endswith((".", "!")) else SURE)
    _weigh_label(line)
    padded = f" {wording} "
    found: dict[str, list[float]] = {}
    for word in lexicon.patterns.keys() & set(line.words):
        for rule, weight, regex in lexicon.patterns[word]:
            if regex.search(padded):
                found.setdefault(rule, []).append(weight)
    discount = _DISCOUNT * max(0, count - _ROOMY)
    for rule in sorted(found):
        line.add(rule, max(found[rule]) + HINT * (len(found[rule]) - 1) - discount)


def _weigh_label(line: _Line) -> None:
    labels = _lexicon().labels
    for size in range(min(_LONGEST_LABEL, len(line.words)), 0, -1):
        rule = labels.get(" ".join(line.words[:size]))
        if rule is None:
            continue
        *_, last = (match for match, _ in zip(_WORD.finditer(line.plain), range(size), strict=False))
        label, rest = line.plain[: last.end()], line.plain[last.end() :]
        marked = (_DASH if size > 1 else _COLON).match(rest) and rest
        shouted = size > 1 and label.isupper() and rest[1:2].isupper() and not rest.isupper()
        if marked or shouted:
            # "Watch: ..." may open a sentence; a picture's text is one.
            sentence = line.prose and size == 1 and not rule.startswith("caption")
            line.add(rule, LIKELY if sentence else _LABEL)
            return


# ----------------------------------------------------------------------------------------------------------------------
# Shape
# ----------------------------------------------------------------------------------------------------------------------

_TAG = re.compile(r"\w\W*[\[(]([^\W\d_]{3,12})[\])]$")
_BAR = re.compile(r"\s+[|>/·•]\s+|\s*[»›→]\s*")
_RIGHTS = re.compile(r"[.|–—-] (?:Copyright\b|© ?\d)|\| ©")
_RESERVED = re.compile(r"\ball rights (?:are )?reserved\s*(?:[.|)]|$)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:(?:https?://|pic\.twitter\.com/)\S+\s*)+|\d{9,}")
"""A line that is nothing but links, or a long number as pages give to their parts. A bare "www.ellersby.example" closes
many an article as the place to ask."""
_CODE = re.compile(
    r"\{\{.*\}\}|<%.*%>|\bfunction ?\w*\([^)]*\) ?\{|\bwindow\.\w+|\bdocument\.(?:get|query|write|create)|\$\(|\b(?:gtag|fbq)\("
    r"|\bdataLayer\b|\bgoogletag\b|\badsbygoogle\b|<!\[CDATA\[|!important|^[.#@][\w .,#:-]+ ?\{.*[;:].*\}?$|^\}\)?;?$",
    re.IGNORECASE,
)
"""Scripts, styles and templates of the page that got into its text. An article that shows code is rare in the news."""
_FILE = re.compile(r"FILE(?: PHOTO| IMAGE| PICTURE)?\s?(?:[-–—:]+|\.{3}) ")
"""How agencies open the caption of a picture from the archive."""
_HANDLE = re.compile(r"(?:follow|like|tweet)\b[^.!?]{0,60}@\w+(?:\W+\w+){0,3}\W*$", re.IGNORECASE)
_POINTER = re.compile(
    r"[(\[]\s?(?:also on|see also|also|see|read|watch|more|related|story|videos?|photos?|cartoons?|polls?|timeline|gallery|quiz|listen)\b[^:()\[\]]{0,30}: .+[)\]]",
    re.IGNORECASE,
)
"""Another story's title in brackets, behind a word that points to it."""
_CREDIT_LENGTH = 120
"""Characters at the end of a line in which to look for a credit."""
_THREAD = re.compile(r"\d+ (?:thoughts?|responses?|comments?|replies|reply) (?:on|to) [\"']", re.IGNORECASE)
_CREDIT = re.compile(r"[(\[]([^()\[\]]{2,90})[)\]]\.?$")
_TAKER = re.compile(r"[^\W\d_.]+(?: [^\W\d_]+){0,3}\s?/\s?([^\W\d_]+)(?: [^\W\d_]+){0,4}[)\]]?$")
_BESIDE_CREDIT = re.compile(
    r"(?:Photo|Image|Picture|Pic)?(?:Credit|Photograph|Photo|Picture|Image)s?: ?[A-Z@©]\S*(?: \S+){0,8}$"
)
_OWNER = re.compile(r"(?:^|[.\w] )©\s?(?!\d|[Cc]opyright|[Aa]ll )[^\W\d_]")
_SIGNED = re.compile(
    r"(?:\b[a-z][\w'-]{2,}|[\w'-]{5})[.!?] (?:[A-Z][\w'-]+(?: [A-Z][\w'-]+){1,3}(?: (?:for|via) [A-Z][\w' -]{2,40})?"
    r"|Supplied|Contributed|Submitted|Courtesy)$"
)
_BRACKETED = re.compile(r"\([A-Z][\w'.-]+(?: [A-Z][\w'.-]+){1,4}\)")
_SIDE = r"(?:left|right|cent(?:re|er))"
_POSITION = re.compile(
    r"\((?:(?:pictured|top|bottom|far|second|third|in|main|seated|standing)[ ,-]){0,2}"
    rf"(?:{_SIDE}|pictured|above|below|inset|file)(?: from (?:the )?{_SIDE})?\)"
    rf"|\((?:stock|file|library) (?:image|photo|picture)\)|, (?:(?:far|second from) )?{_SIDE},",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\b|\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b")


def _weigh_shape(line: _Line) -> None:
    if not any(map(str.isalnum, line.text)):
        line.add("other.separator", SURE)
    if _ADDRESS.fullmatch(line.plain):
        line.add("other.address", STRONG)
    if _CODE.search(line.plain):
        line.add("other.code", SURE)
    if _FILE.match(line.plain):
        line.add("caption.label", SURE)
    if _HANDLE.match(line.plain) and len(line.words) <= 10:
        line.add("promo.follow", STRONG)
    if _POINTER.fullmatch(line.plain):
        line.add("related.label", _LABEL)
    if (tag := _TAG.search(line.text)) and tag[1].lower() in _lexicon().tags:
        line.add("related.tag", _PART)
    if _THREAD.match(line.plain):
        line.add("comments.form", SURE)
    if len(line.words) <= 20 and _RIGHTS.search(line.plain):
        line.add("legal.copyright", SURE)
    if "reserved" in line.words and _RESERVED.search(line.plain):
        line.add("legal.rights", _PART)
    _weigh_credit(line)


def _weigh_credit(line: _Line) -> None:
    """Who took the picture, at the end of a line, and who stands where in it."""
    lexicon = _lexicon()
    ending = line.plain[-_CREDIT_LENGTH:]
    if (credit := _CREDIT.search(ending)) and _names_source(credit, closed=line.closed):
        # "... (photo by the coastguard)." is the sentence's own aside; a credit follows the full stop.
        line.add("caption.credit", STRONG if ending[: credit.start()].rstrip()[-1:] in ".?!\"'" else LIKELY)
    if not line.closed and lexicon.agency.search(ending):
        line.add("caption.credit", STRONG)
    if (
        "/" in ending
        and (taker := _TAKER.search(ending))
        and taker[1].lower() in lexicon.credits | lexicon.credit_hints
    ):
        line.add("caption.credit", STRONG)
    if _BESIDE_CREDIT.search(ending):
        line.add("caption.credit", STRONG)
    titled = line.closed or line.capitals or line.capitalised
    if not titled and (_SIGNED.search(ending) or _BRACKETED.fullmatch(line.plain)):
        line.add("caption.signed", LIKELY)
    if not lexicon.sides.isdisjoint(line.words) and _POSITION.search(line.plain):
        line.add("caption.position", LIKELY)


def _names_source(brackets: re.Match[str], *, closed: bool) -> bool:
    """Whether brackets at the end of a line say who took its picture."""
    lexicon = _lexicon()
    words = _WORD.findall(brackets[1].lower())
    if len(words) == 1 and (brackets[0][0] == "[" or words[0] in lexicon.tags):
        return False
    if _CLOSED.search(brackets[1]):
        return bool(words) and words[0] in lexicon.credits
    hinted = len(words) <= 6 and not closed and not lexicon.credit_hints.isdisjoint(words)
    return hinted or (len(words) <= 14 and not lexicon.credits.isdisjoint(words))


# ----------------------------------------------------------------------------------------------------------------------
# Place and neighbours
# ----------------------------------------------------------------------------------------------------------------------

_LATE = 0.3
"""Share of the running text that may still follow what belongs to an article's end."""


def _weigh_place(page: _Page) -> None:
    early = _LATE * page.words_before[-1]
    first = next((i for i, x in enumerate(page.lines) if not x.settled or x.weights().keys() == {"related"}), None)
    for i, line in enumerate(page.lines):
        if i == first and "related.label" in line.evidence:
            # "Watch: ..." above everything else is the article's own headline.
            del line.evidence["related.label"]
        if line.evidence and page.words_after(i) > early:
            for rule in line.evidence.keys() & _lexicon().at_end:
                line.evidence[rule] -= LIKELY


_BUTTONS = 16
"""Words of the longest line of buttons or notice that is told by its vocabulary alone."""


def _weigh_vocabulary(page: _Page) -> None:
    """Buttons, menus and forms: lines of nearly nothing but words of page furniture that the article does not use."""
    vocabulary, telling = _lexicon().vocabulary, _lexicon().telling
    spoken = {word for line, text in zip(page.lines, page.text, strict=True) if text for word in line.words}
    for line in page.lines:
        if line.settled or not line.words or len(line.words) > _BUTTONS or line.bullet:
            continue
        kinds = [vocabulary.get(w) for w in line.words if w != "#" and not (w in spoken and w in vocabulary)]
        known = [kind for kind in kinds if kind]
        others = kinds.count(None)
        if len(known) < 2 or (len(known) == 2 and telling.isdisjoint(line.words)):
            continue
        share = len(known) / (len(known) + others)
        if share >= _FURNISHED:
            kind = max(known, key=known.count)
            line.add(f"{kind}.vocabulary", (STRONG if len(known) > 2 else _PART) * (2 * share - 1))


_FURNISHED = 0.7
"""Share of a line's words that must be furniture; a name or two may stand among them ("Sign up to the Gazette")."""


def _weigh_bars(page: _Page) -> None:
    """Menus and trails above and below the article: short names between bars."""
    for i, line in enumerate(page.lines):
        if len(line.words) <= 25 and not line.closed and (page.text_before[i] == 0 or page.words_after(i) == 0):
            names = [_WORD.findall(name.lower()) for name in _BAR.split(line.text)]
            short = all(1 <= len(name) <= 4 for name in names) and not any(map(str.isdigit, line.text))
            if short and len(names) >= (2 if names[0] == ["home"] else 3):
                line.add("nav.bar", STRONG)


def _weigh_comments(page: _Page) -> None:
    """Readers' comments follow a heading, and their writers speak of themselves and to each other."""
    lines = page.lines
    headings = [
        i
        for i, line in enumerate(lines)
        if line.settled and len(line.words) <= 12 and any(rule.startswith("comments.") for rule in line.evidence)
    ]
    if not headings:
        return
    words = list(accumulate((len(line.words) for line in lines), initial=0))
    personal = list(accumulate((sum(w in _lexicon().personal for w in line.words) for line in lines), initial=0))
    reported = list(accumulate((len(x.words) * (x.body_weight > 3) for x in lines), initial=0))
    greeted = list(accumulate((_greets(line) for line in lines), initial=0))
    for i in headings:
        after = words[-1] - words[i + 1]
        greetings = greeted[-1] - greeted[i + 1]
        chatty = after > 0 and personal[-1] - personal[i + 1] + greetings >= 0.03 * after
        reporting = reported[-1] - reported[i + 1] > 0.3 * after
        late = page.words_before[i] >= 50 and words[i] >= words[-1] // 4
        if (chatty and not reporting and late) or greetings >= 4:
            for comment in takewhile(_may_comment, lines[i + 1 :]):
                comment.add("comments.thread", SURE + HINT)
            break
    for i, j in pairwise(headings):
        if page.words_before[i] >= 50 and page.in_tail(i):
            for comment in lines[i + 1 : j]:
                comment.add("comments.thread", SURE + HINT)


def _may_comment(line: _Line) -> bool:
    return not (line.settled and {"legal", "related"} & line.weights().keys())


def _greets(line: _Line) -> bool:
    greetings = _lexicon().greetings
    return any(" ".join(line.words[:size]) in greetings for size in (1, 2, 3))


_LONGEST_LIST = 20


def _weigh_lists(page: _Page) -> None:
    """Titles after a heading such as "Don't miss" belong to it, until running text resumes."""
    if page.wrapped:
        return
    left = 0
    for i, line in enumerate(page.lines):
        if not page.words_after(i) and line.words[:1] == ["more"] and len(line.words) <= 4 and not line.closed:
            line.add("related.heading", STRONG)
        if _opens_list(line):
            left = _LONGEST_LIST
        elif left and line.settled:
            left -= 1
        elif left and line.titled and not _heads_text(page, i):
            left -= 1
            line.add("related.list", STRONG)
        else:
            left = 0


def _opens_list(line: _Line) -> bool:
    heading = "related.heading" in line.evidence
    label = line.evidence.get("related.label", 0) >= STRONG and len(line.words) <= _LONGEST_LABEL
    return line.settled and (heading or (label and line.plain.endswith((":", "…", "...", "|"))))


def _heads_text(page: _Page, i: int) -> bool:
    """Whether line `i` is rather a sub-heading of the text that follows."""
    return len(page.lines[i].words) <= 4 and i + 1 < len(page.lines) and page.text[i + 1] and not page.lines[i].cut


def _weigh_benefits(page: _Page) -> None:
    """Bullets that praise a subscription; a list that a sentence announces is the article's."""
    benefits = _lexicon().benefits
    for start, end in _runs([line.bullet for line in page.lines]):
        run = page.lines[start:end]
        wordings = [f" {' '.join(line.words)} " for line in run if len(line.words) <= 20]
        hits = sum(any(benefit.search(wording) for benefit in benefits) for wording in wordings)
        announced = start > 0 and page.lines[start - 1].plain.endswith(":") and not page.lines[start - 1].settled
        offered = start > 0 and page.lines[start - 1].settled and "promo" in page.lines[start - 1].weights()
        if not announced and (hits >= 1 if offered else hits >= 2 and hits * 2 >= len(run)):
            for line in run:
                line.add("promo.benefits", SURE)


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yields start and end of each run of true flags."""
    start = None
    for i, flag in enumerate((*flags, False)):
        if flag and start is None:
            start = i
        elif not flag and start is not None:
            yield start, i
            start = None


def _weigh_capitals(page: _Page) -> None:
    """A long line in capitals between paragraphs is another story's title; sub-headings are short, or ask."""
    if page.shouted or page.wrapped:
        return
    for i, line in enumerate(page.lines):
        if (
            line.capitals
            and line.titled
            and len(line.words) >= 6
            and page.text_before[i] > 0
            and line.words[0] not in _lexicon().asks
        ):
            line.add("related.capitals", _PART)


def _weigh_teasers(page: _Page) -> None:
    """Beginnings of other stories at the foot: cut off or without a full stop, and about something else."""
    lines = page.lines
    end = len(lines)
    while end and lines[end - 1].settled:
        end -= 1
    start = end
    while start and lines[start - 1].titled and len(lines[start - 1].words) >= 5 and not lines[start - 1].settled:
        start -= 1
    run = lines[start:end]
    if page.wrapped or len(run) < 2 or page.words_before[start] < 50:
        return
    topic = {word for line in lines[:start] for word in _topic_words(line)}
    shares = [_share(line, topic) for line in run]
    cut = sum(line.cut for line in run)
    if cut == len(run):
        foreign = sum(shares) / len(run) <= (0.3 if len(run) == 2 else 0.5)
    else:
        foreign = len(run) >= 3 and not any(line.bullet for line in run) and sum(shares) / len(run) <= 0.15
    openings = {tuple(line.words[:2]) for line in run}
    if foreign and len(openings) * 4 >= len(run) * 3:
        for line in run:
            line.add("related.teasers", STRONG)


def _topic_words(line: _Line) -> set[str]:
    common = _lexicon().common
    return {w.removesuffix("'s").rstrip("s") for w in line.words if len(w) >= 4 and w not in common}


def _share(line: _Line, topic: set[str]) -> float:
    words = _topic_words(line)
    return len(words & topic) / len(words) if words else 1.0


# ----------------------------------------------------------------------------------------------------------------------
# Bylines, headline, captions, summary
# ----------------------------------------------------------------------------------------------------------------------

_NAME = r"[^\W\d_a-zà-ÿ][\w'.-]+(?: (?:[^\W\d_a-zà-ÿ][\w'.-]*|de|da|di|del|van|von|der|bin|al|el)){1,3}"
_AUTHOR = re.compile(
    rf"(?:By|BY|From|Words|Text|(?:Story|Words|Text|Written|Reported) by)[:\s]\s*{_NAME}"
    r"(?:$|[,|]|\s[|/•·–—-]|\s(?:and|in|at|for|with|of)\b)"
)
_ONLY_NAME = re.compile(rf"{_NAME}(?:(?:,| and|, and) {_NAME})*")
_NAME_AND_ROLE = re.compile(rf"{_NAME}\s?(?:,|\||-|–|—|•|in\b)\s?")
_BIO = re.compile(
    rf"[-–—•* ]*({_NAME}),? (?:is|writes|covers|reports|reported|joined|has (?:written|covered|reported|worked|been))\b"
)
_REPORTED_FROM = re.compile(r"\breported from [A-Z]")
_PLACE = re.compile(r"[A-Z][A-Z .,'/-]{2,40}(?:, [A-Z][\w. ]{2,20})?(?: ?\([A-Za-z. ]{2,20}\))?\s?[—–-]{1,2}")
_BEFORE_DATE = re.compile(r"\w\s*[|,·•–—-]")
_TIME = re.compile(
    r"\b(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|\d{1,2}(?= ?[ap]\.?m))(?:\s?[ap]\.?m\b\.?)?"
    r"(?:\s?\(?\b(?:gmt|utc|bst|est|edt|et|cst|cdt|ct|mst|mdt|pst|pdt|pt|ist|wat|cat|eat|sast|aest|aedt|nzst|nzdt|cet|cest|pkt|sgt|hkt|z)\b\)?)?",
    re.IGNORECASE,
)


def _weigh_bylines(page: _Page) -> None:
    lines = page.lines
    for i, line in enumerate(lines):
        if len(line.words) <= 25 and not line.settled:
            head, tail = page.in_head(i), page.in_tail(i)
            if (head or tail) and not line.closed:
                _weigh_author(line, head=head)
            if head or tail:
                _weigh_date(line, head=page.text_before[i] == 0 or (head and _beside_byline(page, i)), first=i == 0)
        if (page.in_tail(i) or not page.text_before[i]) and line.prose and not line.settled:
            _weigh_bio(page, i)
    for i, line in enumerate(lines):
        named = len(line.words) <= 8 and not line.settled and _ONLY_NAME.fullmatch(line.text)
        if named and i > 0 and page.in_head(i) and _beside_byline(page, i):
            line.add("byline.name", LIKELY)


def _beside_byline(page: _Page, i: int) -> bool:
    beside = page.lines[max(0, i - 1) : i] + page.lines[i + 1 : i + 2]
    return any("byline" in line.weights() and line.settled for line in beside)


def _weigh_author(line: _Line, *, head: bool) -> None:
    if len(line.words) <= 18 and _AUTHOR.match(line.text) and line.words[1] not in _lexicon().months:
        line.add("byline.author", STRONG if head else LIKELY)
    if not head or len(line.words) > 10 or line.plain.endswith(":"):
        return
    parts = _BAR.split(line.text)
    role = not _lexicon().roles.isdisjoint(line.words) and _NAME_AND_ROLE.match(line.text)
    section = len(parts) == 2 and _ONLY_NAME.fullmatch(parts[1]) and _is_section(_WORD.findall(parts[0].lower()))
    if role or section:
        line.add("byline.role", LIKELY)
    if len(line.words) <= 6 and _PLACE.fullmatch(line.text):
        line.add("byline.place", LIKELY)


def _is_section(words: list[str]) -> bool:
    return bool(words) and _lexicon().sections.issuperset(words)


def _weigh_date(line: _Line, *, head: bool, first: bool) -> None:
    rest, before = "", 0
    for start, end, _ in find_dates(line.text):
        rest, before = f"{rest} {line.text[before:start]}", end
    rest = _TIME.sub(" ", f"{rest} {line.text[before:]}")
    other = [w for w in _WORD.findall(_NUMBER.sub("#", rest)) if w.lower() not in _lexicon().dateline]
    labelled = not _lexicon().date_labels.isdisjoint(line.words)
    relative = "ago" in line.words and "#" in line.words
    placed = not first and len(other) <= 5 and all(word[0].isupper() for word in other) and _BEFORE_DATE.search(rest)
    near = head and (len(other) <= 2 or placed)
    if (before or relative) and "legal.copyright" not in line.evidence and (near or (labelled and len(other) <= 8)):
        line.add("byline.date", STRONG)


def _weigh_bio(page: _Page, i: int) -> None:
    """The author at the foot: somebody with a role whom the article does not speak of."""
    line = page.lines[i]
    reported = _REPORTED_FROM.search(line.text)
    if (match := _BIO.match(line.text)) and (reported or not _lexicon().roles.isdisjoint(line.words[:15])):
        surname = match[1].split()[-1].lower()
        others = (other for other, text in zip(page.lines, page.text, strict=True) if text and other is not line)
        if not any(surname in other.words for other in others):
            line.add("byline.bio", STRONG)


_HEAD_LINES = 5
"""Lines among which the headline is sought."""


def _weigh_headline(page: _Page) -> None:
    """The first line that is nothing else, if it is no sentence of the text."""
    last_text = max((i for i, text in enumerate(page.text) if text), default=0)
    candidates = [line for line in page.lines[:last_text] if not line.settled][:_HEAD_LINES]
    for line, following in zip(candidates, [*candidates[1:], None], strict=False):
        if following and following.titled and not following.bullet and len(following.words) >= 5:
            # The headline comes next: above it stands a section, or the author.
            shouted = line.capitals and len(line.words) <= 4
            if shouted or _is_section(line.words) or (len(line.words) <= 5 and _BAR.search(line.text)):
                line.add("nav.kicker", STRONG)
                continue
            if len(line.words) <= 3 and _ONLY_NAME.fullmatch(line.text):
                line.add("byline.name", LIKELY)
                continue
        broken = page.wrapped and not (line.capitals or line.capitalised)
        if line.titled and not (broken or line.bullet or line.cut or (line.prose and len(line.words) > 20)):
            line.add("headline.first", STRONG)
        return


def _weigh_captions(page: _Page) -> None:
    """Picture texts: without a full stop among paragraphs that have one, in the present tense, often in runs."""
    lines = page.lines
    shaped = [page.punctuated and _shaped(page, i) for i in range(len(lines))]
    hinted = [False] * len(lines)
    for i, line in enumerate(lines):
        scene, verb = _scene(line)
        if page.words_after(i) and not line.closed and _OWNER.search(line.text):
            line.add("caption.credit", STRONG)
        if line.closed:
            _weigh_closed_caption(line, scene=scene, verb=verb)
        elif shaped[i]:
            line.add("caption.unclosed", HINT / 2)
            line.add("caption.scene", HINT * scene + HINT * verb + HINT / 2 * (scene and verb))
            hinted[i] = line.weights()["caption"] >= 1.5
    if sum(hinted) * 2 < sum(shaped):
        # A list without bullets: its items are no more closed than captions are.
        for i in range(len(lines)):
            if shaped[i]:
                lines[i].evidence["caption.scene"] /= 2
        return
    for i in range(len(lines)):
        beside = sum(hinted[max(0, i - 1) : i]) + sum(hinted[i + 1 : i + 2])
        if shaped[i] and beside:
            lines[i].add("caption.run", HINT * beside)


def _shaped(page: _Page, i: int) -> bool:
    """Whether line `i` stands out from the paragraphs the way a caption does."""
    line = page.lines[i]
    return (
        line.titled
        and not line.closed
        and not line.capitals
        and not line.bullet
        and len(line.words) >= 5
        and "headline.first" not in line.evidence
        and line.words[0] not in _lexicon().asks
        and _lexicon().address.isdisjoint(line.words)
        and not page.continues(i)
    )


def _weigh_closed_caption(line: _Line, *, scene: bool, verb: bool) -> None:
    """Agencies close a caption like a sentence: present tense, with date or positions; the text tells of the past."""
    if not _lexicon().past.isdisjoint(line.words):
        if "caption.label" in line.evidence:
            line.evidence["caption.label"] -= _PART
    elif verb:
        line.add("caption.scene", HINT + HINT * scene + 1.5 * bool(_DATED.search(line.plain)))


def _scene(line: _Line) -> tuple[bool, bool]:
    """Tells whether a line opens like a picture description, and has a verb of one in the present tense."""
    lexicon = _lexicon()
    opening = line.words[:12]
    scene = f"{' '.join(opening[:3])} ".startswith(lexicon.scenes)
    verb = (scene or len(line.words) >= 7) and not lexicon.verbs.isdisjoint(opening[1:])
    passive = any(a in {"is", "are"} and b.endswith(("ing", "ed", "en")) for a, b in pairwise(opening))
    return scene, verb or passive


def _weigh_summary(page: _Page) -> None:
    """Lines between headline and text: bullets, or a standfirst."""
    headline = next((i for i, line in enumerate(page.lines) if "headline.first" in line.evidence), None)
    if headline is None or page.wrapped:
        return
    standfirst = page.lines[headline + 1]
    if not standfirst.settled and standfirst.prose and _beside_byline(page, headline + 1):
        standfirst.add("summary.standfirst", STRONG)
    after = takewhile(lambda i: not page.text[i] or page.lines[i].bullet, range(headline + 1, len(page.lines)))
    for i in after:
        line = page.lines[i]
        if line.settled:
            continue
        if line.bullet:
            line.add("summary.bullets", STRONG)
        elif line.titled and len(line.words) >= 6 and not all(_scene(line)):
            line.add("summary.standfirst", STRONG)
