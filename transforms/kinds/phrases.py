"""What the words of a line give away: known phrases, labels before a colon, the vocabulary of buttons and forms."""

import re

from transforms.kinds.lexicon import HINT, LABEL, LIKELY, LONGEST_LABEL, PART, STRONG, SURE, strip_lexicon
from transforms.kinds.line import WORD, Line, Page

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
        closed_heading = whole == "related.heading" and line.closed and not line.cut and line.plain.endswith(".")
        line.add(whole, HINT if answer or closed_heading or line.quoted else SURE)
    _weigh_label(line)
    padded = f" {wording} "
    found: dict[str, list[float]] = {}
    for word in lexicon.patterns.keys() & set(line.words):
        for rule, weight, regex in lexicon.patterns[word]:
            if match := regex.search(padded):
                found.setdefault(rule, []).append(HINT if _is_spoken_of(padded, match, weight) else weight)
    discount = _DISCOUNT * max(0, count - _ROOMY)
    for rule in sorted(found):
        line.add(rule, max(found[rule]) + HINT * (len(found[rule]) - 1) - discount)


def _is_spoken_of(padded: str, phrase: re.Match[str], weight: float) -> bool:
    """Whether a phrase that opens a line is the subject of its sentence."""
    following = padded[phrase.end() :].split(" ", 1)[0] if weight == STRONG else ""
    return following in strip_lexicon().finite


def _weigh_label(line: Line) -> None:
    labels = strip_lexicon().labels
    for size in range(min(LONGEST_LABEL, len(line.words)), 0, -1):
        rule = labels.get(" ".join(line.words[:size]))
        if rule is None:
            continue
        *_, last = (match for match, _ in zip(WORD.finditer(line.plain), range(size), strict=False))
        label, rest = line.plain[: last.end()], line.plain[last.end() :]
        marked = (_DASH if size > 1 else _COLON).match(rest) and rest
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
            line.add(f"{kind}.vocabulary", (STRONG if len(known) > 2 else PART) * (2 * share - 1))


_FURNISHED = 0.65
"""Share of a line's words that must be furniture; a name or two may stand among them ("Sign up to the Gazette")."""


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


_GUIDE = 6
"""Lines of commands beyond which a page is a guide, or a list of things to do."""
