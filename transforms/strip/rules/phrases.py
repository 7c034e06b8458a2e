"""What the words of a line tell: phrases of the registry, labels before a colon, and the words of buttons and forms."""

import re
from collections import Counter

from transforms.strip.page import BAR, NUMBER, WORD, ArticlePage, PageLine
from transforms.strip.phrasebook import LONGEST_LABEL, PhrasePattern, strip_lexicon
from transforms.strip.registry import phrase_weights, weight

_USUAL_WORDS, _DISCOUNT = 25, 0.06
"""Words that a line of boilerplate has at most, as a rule, and log-odds that each word more takes from its phrases."""
_COLON = re.compile(r"\s*(?:[:|>»→\])]|$)")
_BARS = frozenset("|>/·•›→")
_QUOTED = re.compile(r'"[^"]{2,300}(?:"|$)|(?<!\w)\'[^"\']{2,200}\'(?!\w)')
_DASH = re.compile(r"\s*(?:[:|>»→…\])]|\.\.\.|[-–—•·](?=\s|$)|$)")


def weigh_phrases(line: PageLine) -> None:
    """Adds the evidence of the phrases that a line holds."""
    lexicon, weights = strip_lexicon(), phrase_weights()
    count = len(line.words)
    wording = " ".join(line.words)
    if rule := lexicon.whole_lines.get(wording):
        # A word or two with a full stop is somebody's answer.
        answer = count <= 2 and not line.cut and line.plain.endswith((".", "!", "?"))
        line.add_weight(rule, weights["spoken_of" if answer or _is_no_heading(line, rule) else "whole"])
    elif rule := _rule_of_parts(line):
        line.add_weight(rule, weights["whole"])
    _weigh_label(line)
    padded = f" {wording} "
    outside: str | None = None
    matched: dict[str, list[float]] = {}
    for word in lexicon.patterns.keys() & set(line.words):
        for pattern in lexicon.patterns[word]:
            if match := pattern.regex.search(padded):
                if outside is None:
                    outside = f" {' '.join(words_outside_quotations(line))} " if line.prose else padded
                quoted = outside != padded and not pattern.regex.search(outside)
                spoken_of = quoted or _is_spoken_of(line, pattern, padded[match.end() :])
                way = "spoken_of" if spoken_of else pattern.match
                matched.setdefault(pattern.rule, []).append(weights[way])
    discount = _DISCOUNT * max(0, count - _USUAL_WORDS)
    for rule in sorted(matched):
        more = min(len(matched[rule]) - 1, 1 if line.has_speech else 2)
        line.add_weight(rule, max(matched[rule]) + weights["one_more"] * more - discount)


def _rule_of_parts(line: PageLine) -> str | None:
    """Returns the rule of most parts of a line between bars, each of which is boilerplate if it stands alone."""
    if len(line.words) > _USUAL_WORDS or _BARS.isdisjoint(line.plain):
        return None
    parts = BAR.split(line.plain)
    rules = [strip_lexicon().whole_lines.get(" ".join(WORD.findall(part.lower()))) for part in parts]
    return Counter(rules).most_common(1)[0][0] if len(rules) > 1 and all(rules) else None


def words_outside_quotations(line: PageLine) -> list[str]:
    """Returns the words of a line that stand in no quotation marks."""
    if '"' not in line.plain and "'" not in line.plain:
        return line.words
    bare = _QUOTED.sub(" ; ", line.plain)
    return WORD.findall(NUMBER.sub("#", bare.lower())) if bare != line.plain else line.words


def _is_no_heading(line: PageLine, rule: str) -> bool:
    """Whether a whole line is quoted, or ends in a full stop, which the headings of lists have not."""
    return line.opens_quotation or (rule == "related.heading" and not line.cut and line.plain.endswith("."))


def _is_spoken_of(line: PageLine, pattern: PhrasePattern, rest: str) -> bool:
    """Whether a phrase is what the line's sentence speaks of; `rest` are the words behind the phrase."""
    if pattern.match == "whole":
        return _is_no_heading(line, pattern.rule)
    following = rest.split(" ", 1)[0] if line.prose and pattern.match == "start" else ""
    return following in strip_lexicon().finite_verbs


def _weigh_label(line: PageLine) -> None:
    """Looks for a label before a colon or another mark: the longest one that opens the line."""
    labels = strip_lexicon().labels
    for size in range(min(LONGEST_LABEL, len(line.words)), 0, -1):
        rule = labels.get(" ".join(line.words[:size]))
        if rule is None:
            continue
        *_, last = (match for match, _ in zip(WORD.finditer(line.plain), range(size), strict=False))
        label, rest = line.plain[: last.end()], line.plain[last.end() :]
        marked = (_DASH.match(rest) if size > 1 else _COLON.match(rest)) and rest
        in_capitals = size > 1 and label.isupper() and rest[1:2].isupper() and not rest.isupper()
        if marked or in_capitals:
            # One word and a colon may open a sentence of the text ("Watch: ..."); a caption is a sentence.
            sentence = line.prose and size == 1 and not rule.startswith("caption")
            note = rule.startswith("correction") and not line.opens_quotation
            way = "label_of_a_note" if note else "label_of_a_sentence" if sentence else "label"
            line.add_weight(rule, phrase_weights()[way])
            return


_BUTTON_WORDS = 16
"""Words of the longest line of buttons, or order to the reader."""
_LEAST_SHARE = 0.65
"""Share of the words of a line of buttons that must be boilerplate: a name or two may stand among them ("Sign up to the
Gazette")."""


def weigh_vocabulary(page: ArticlePage) -> None:
    """Finds buttons, menus and forms: lines of nearly nothing but boilerplate words that the article does not use."""
    vocabulary, unmistakable = strip_lexicon().vocabulary, strip_lexicon().unmistakable
    for i, line in enumerate(page.lines):
        if line.decided or not line.words or len(line.words) > _BUTTON_WORDS or line.bullet:
            continue
        counted = (w for w in line.words if w != "#" and not (w in vocabulary and page.uses_elsewhere(i, w)))
        kinds = [vocabulary.get(w) for w in counted]
        boilerplate = [kind for kind in kinds if kind]
        others = kinds.count(None)
        if len(boilerplate) < 2 or (len(boilerplate) == 2 and unmistakable.isdisjoint(line.words)):
            continue
        share = len(boilerplate) / (len(boilerplate) + others)
        if share >= _LEAST_SHARE:
            rule = f"{max(boilerplate, key=boilerplate.count)}.vocabulary"
            most = weight(rule, "more_words" if len(boilerplate) > 2 else "two_words")
            line.add_weight(rule, most * (2 * share - 1))


_GUIDE = 6
"""Orders to the reader: an article with more of them is a guide, or a list of things to do."""


def weigh_commands(page: ArticlePage) -> None:
    """Finds orders to the reader that offer something of the page, unless the article is a guide and gives many."""
    lexicon = strip_lexicon()
    orders = []
    for i, line in enumerate(page.lines):
        if line.decided or line.bullet or not line.words or len(line.words) > _BUTTON_WORDS or line.plain[0] in "\"'":
            continue
        open_end = not line.closed or line.words[0] == "please"
        is_order = open_end and line.words[0] in lexicon.command_verbs and not line.plain.endswith(":")
        if is_order and not page.may_be_sub_heading(i):
            offers = len(lexicon.offer_words.intersection(line.words[1:]))
            if offers:
                orders.append((line, offers))
    if len(orders) <= _GUIDE:
        for line, offers in orders:
            line.add("promo.command", "offer", *["more_offers"] * (offers > 1))


_LONGEST_OFFER = 40
"""Words of the longest line that offers something in sentences."""
_ADDRESSED = 0.15
"""Share of the paragraphs that may speak to the reader: beyond, the article is a letter, a column or a guide."""


def weigh_address(page: ArticlePage) -> None:
    """Finds sentences that speak to the reader in boilerplate words, in an article that does not do so."""
    vocabulary, you = strip_lexicon().vocabulary, strip_lexicon().you
    paragraphs = [line for line, text in zip(page.lines, page.is_text, strict=True) if text]
    addressing = sum(not you.isdisjoint(line.words) and not line.opens_quotation for line in paragraphs)
    if addressing > max(2, _ADDRESSED * len(paragraphs)):
        return
    for i, line in enumerate(page.lines):
        if (
            line.decided
            or len(line.words) > _LONGEST_OFFER
            or line.has_speech
            or '"' in line.plain
            or line.opens_quotation
            or you.isdisjoint(line.words)
        ):
            continue
        boilerplate = {w for w in line.words if vocabulary.get(w) and not page.uses_elsewhere(i, w)}
        telling = sum(vocabulary.get(w) != "" for w in set(line.words))
        if len(boilerplate) > 1 and len(boilerplate) >= _LEAST_SHARE / 2 * telling:
            line.add("promo.address", "address", *["one_more_word"] * (len(boilerplate) - 1))


def weigh_appeals(page: ArticlePage) -> None:
    """Finds sentences in which the page asks its reader for support, in whatever words: of us, of you, and what for."""
    lexicon = strip_lexicon()
    for line in page.lines:
        if line.decided or line.has_speech or line.opens_quotation or not 8 <= len(line.words) <= 80:
            continue
        words = set(line.words)
        topics = [topic for topic, wording in lexicon.appeal.items() if not wording.isdisjoint(words)]
        ours = not lexicon.we.isdisjoint(words)
        asks = (ours or "cause" in topics) if not lexicon.you.isdisjoint(words) else ours and "readers" in words
        if asks and len(topics) >= 3 and {"gift", "contract", "cause"}.intersection(topics):
            line.add("promo.appeal", *["topic"] * len(topics))
