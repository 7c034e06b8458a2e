"""What the words of a line give away: known phrases, labels before a colon, the vocabulary of buttons and forms."""

import re

from transforms.strip.page import WORD, Line, Page
from transforms.strip.phrasebook import HINT, LABEL, LIKELY, LONGEST_LABEL, PART, STRONG, SURE, strip_lexicon

_ROOMY, _DISCOUNT = 25, 0.06
"""Words up to which a line of page furniture usually runs; each word more takes this from what a phrase tells."""
_COLON = re.compile(r"\s*(?:[:|>»→\])]|$)")
_DASH = re.compile(r"\s*(?:[:|>»→…\])]|\.\.\.|[-–—•·](?=\s|$)|$)")


def weigh_phrases(line: Line) -> None:
    """Adds the evidence of the phrases of the lexicon to a line."""
    lexicon = strip_lexicon()
    count = len(line.words)
    wording = " ".join(line.words)
    if whole := lexicon.lines.get(wording):
        # A word or two with a full stop is somebody's answer, and no heading has one; quoted, it is spoken of.
        answer = count <= 2 and not line.cut and line.plain.endswith((".", "!", "?"))
        line.add(whole, HINT if answer or _is_no_heading(line, whole) else SURE)
    _weigh_label(line)
    padded = f" {wording} "
    found: dict[str, list[float]] = {}
    for word in lexicon.patterns.keys() & set(line.words):
        for rule, weight, regex in lexicon.patterns[word]:
            if match := regex.search(padded):
                found.setdefault(rule, []).append(HINT if _is_spoken_of(line, rule, padded, match, weight) else weight)
    discount = _DISCOUNT * max(0, count - _ROOMY)
    for rule in sorted(found):
        more = min(len(found[rule]) - 1, 1 if line.spoken else 2)
        line.add(rule, max(found[rule]) + HINT * more - discount)


def _is_no_heading(line: Line, rule: str) -> bool:
    """Whether a whole line is quoted, or ends in a full stop, which the headings of lists have not."""
    return line.quoted or (rule == "related.heading" and not line.cut and line.plain.endswith("."))


def _is_spoken_of(line: Line, rule: str, padded: str, phrase: re.Match[str], weight: float) -> bool:
    """Whether a phrase is what the line's sentence speaks of."""
    if weight == SURE:
        return _is_no_heading(line, rule)
    following = padded[phrase.end() :].split(" ", 1)[0] if line.prose and weight == STRONG else ""
    return following in strip_lexicon().finite


def _weigh_label(line: Line) -> None:
    labels = strip_lexicon().labels
    for size in range(min(LONGEST_LABEL, len(line.words)), 0, -1):
        rule = labels.get(" ".join(line.words[:size]))
        if rule is None:
            continue
        *_, last = (match for match, _ in zip(WORD.finditer(line.plain), range(size), strict=False))
        label, rest = line.plain[: last.end()], line.plain[last.end() :]
        marked = (_DASH.match(rest) if size > 1 else _COLON.match(rest)) and rest
        shouted = size > 1 and label.isupper() and rest[1:2].isupper() and not rest.isupper()
        if marked or shouted:
            # "Watch: ..." may open a sentence; a picture's text is one.
            sentence = line.prose and size == 1 and not rule.startswith("caption")
            line.add(rule, LIKELY if sentence else LABEL)
            return


_BUTTONS = 16
"""Words of the longest line of buttons or notice that is told by its vocabulary alone."""


def weigh_vocabulary(page: Page) -> None:
    """Buttons, menus and forms: lines of nearly nothing but words of page furniture that the article does not use."""
    vocabulary, telling = strip_lexicon().vocabulary, strip_lexicon().telling
    for i, line in enumerate(page.lines):
        if line.settled or not line.words or len(line.words) > _BUTTONS or line.bullet:
            continue
        counted = (w for w in line.words if w != "#" and not (w in vocabulary and page.speaks_elsewhere(i, w)))
        kinds = [vocabulary.get(w) for w in counted]
        known = [kind for kind in kinds if kind]
        others = kinds.count(None)
        if len(known) < 2 or (len(known) == 2 and telling.isdisjoint(line.words)):
            continue
        share = len(known) / (len(known) + others)
        if share >= _FURNISHED:
            kind = max(known, key=known.count)
            line.add(f"{kind}.vocabulary", (STRONG if len(known) > 2 else PART) * (2 * share - 1))


_FURNISHED = 0.65
"""Share of a line's words that must be furniture; a name or two may stand among them ("Sign up to the Gazette")."""


_GUIDE = 6
"""Lines of commands beyond which a page is a guide, or a list of things to do."""


def weigh_commands(page: Page) -> None:
    """Lines that order the reader about and offer something of the page. A guide does so again and again, in lists."""
    lexicon = strip_lexicon()
    ordered = []
    for i, line in enumerate(page.lines):
        if line.settled or line.bullet or not line.words or len(line.words) > _BUTTONS or line.plain[0] in "\"'":
            continue
        open_end = not line.closed or line.words[0] == "please"
        if open_end and line.words[0] in lexicon.commands and not page.heads_text(i) and not line.plain.endswith(":"):
            offers = len(lexicon.offers.intersection(line.words[1:]))
            if offers:
                ordered.append((line, offers))
    if len(ordered) <= _GUIDE:
        for line, offers in ordered:
            line.add("promo.command", LIKELY + HINT * (offers > 1))


_PITCH = 40
"""Words of the longest sentence or two that offer something."""
_YOUS = {"you", "your", "you're", "you've", "you'll", "yourself"}
_ADDRESSED = 0.15
"""Share of the paragraphs that may speak to the reader: beyond, the article is a letter, a column or a guide."""


def weigh_address(page: Page) -> None:
    """Sentences that speak to the reader in words of page furniture, in an article that does not speak to it."""
    vocabulary = strip_lexicon().vocabulary
    paragraphs = [line for line, text in zip(page.lines, page.text, strict=True) if text]
    addressing = sum(not _YOUS.isdisjoint(line.words) and not line.quoted for line in paragraphs)
    if addressing > max(2, _ADDRESSED * len(paragraphs)):
        return
    for i, line in enumerate(page.lines):
        if (
            line.settled
            or len(line.words) > _PITCH
            or line.spoken
            or '"' in line.plain
            or line.quoted
            or _YOUS.isdisjoint(line.words)
        ):
            continue
        furniture = {w for w in line.words if vocabulary.get(w) and not page.speaks_elsewhere(i, w)}
        told = sum(vocabulary.get(w) != "" for w in set(line.words))
        if len(furniture) > 1 and len(furniture) >= _FURNISHED / 2 * told:
            line.add("promo.address", LIKELY + HINT / 2 * (len(furniture) - 1))


_APPEAL = {
    "cause": {"journalism", "journalists", "reporting", "newsroom", "newsrooms", "newspaper", "reporters"},
    "help": {"support", "supporting", "supports", "supporter", "supporters", "fund", "funds", "funded"},
    "gift": {"donate", "donation", "donations", "contribute", "contribution", "contributions", "gift", "giving"},
    "contract": {"subscribe", "subscriber", "subscribers", "subscription", "subscriptions", "member", "members",
                 "membership", "reader-funded", "ad-free"},
    "praise": {"independent", "trusted", "trustworthy", "quality", "fearless", "in-depth", "high-quality", "truth"},
    "price": {"month", "cancel", "anytime", "free"},
}  # fmt: skip
"""What an appeal for money speaks of."""
_OURS = {"we", "us", "our", "we're", "we've"}


def weigh_appeals(page: Page) -> None:
    """Sentences in which the page asks its reader for support, in whatever words: of us, of you, and of what for."""
    for line in page.lines:
        if line.settled or line.spoken or line.quoted or not 8 <= len(line.words) <= 80:
            continue
        words = set(line.words)
        topics = [topic for topic, wording in _APPEAL.items() if not wording.isdisjoint(words)]
        ours = not _OURS.isdisjoint(words)
        asks = (ours or "cause" in topics) if not _YOUS.isdisjoint(words) else ours and "readers" in words
        if asks and len(topics) >= 3 and {"gift", "contract", "cause"}.intersection(topics):
            line.add("promo.appeal", HINT * len(topics))
