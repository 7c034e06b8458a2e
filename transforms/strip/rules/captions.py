"""Captions: the texts of pictures."""

import re
from itertools import pairwise

from transforms.strip.page import ArticlePage, PageLine
from transforms.strip.phrasebook import strip_lexicon
from transforms.strip.registry import ALONE, SCALE, weight

_OWNER = re.compile(r"(?:^|[.\w] )©\s?(?!\d|[Cc]opyright|[Aa]ll )[^\W\d_]")
_DATED = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\b|\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b")


def weigh_captions(page: ArticlePage) -> None:
    """Finds captions: lines in the present tense without a full stop, often several in a row."""
    lines = page.lines
    shaped = [page.paragraphs_closed and _shaped(page, i) for i in range(len(lines))]
    likely = [False] * len(lines)
    for i, line in enumerate(lines):
        subject, verb = describes_picture(line)
        if page.words_after(i) and not line.closed and _OWNER.search(line.text):
            line.add("caption.credit", "named")
        if line.closed:
            _weigh_closed_caption(line, subject=subject, verb=verb)
        elif shaped[i]:
            line.add("caption.unclosed")
            grounds = ["subject"] * subject + ["verb"] * verb + ["subject_and_verb"] * (subject and verb)
            line.add_weight("caption.scene", sum(weight("caption.scene", ground) for ground in grounds))
            likely[i] = line.weights()["caption"] >= _LIKELY_CAPTION
    if sum(likely) * 2 < sum(shaped):
        # Most of these lines are none: they are a list without bullets, whose items have no full stop either.
        for i in range(len(lines)):
            if shaped[i]:
                lines[i].evidence["caption.scene"] /= 2
        return
    for i in range(len(lines)):
        beside = sum(likely[max(0, i - 1) : i]) + sum(likely[i + 1 : i + 2])
        if shaped[i] and beside:
            lines[i].add("caption.run", *[ALONE] * beside)


def _shaped(page: ArticlePage, i: int) -> bool:
    """Whether line `i` stands out from the paragraphs the way a caption does."""
    line = page.lines[i]
    return (
        line.titled
        and not line.closed
        and not line.capitals
        and not line.bullet
        and len(line.words) >= 5
        and not line.is_headline
        and line.words[0] not in strip_lexicon().question_words
        and strip_lexicon().guide_words.isdisjoint(line.words)
        and not page.continues(i)
    )


_LIKELY_CAPTION = SCALE["fair"]
"""Log-odds from which on a line speaks for its neighbours: no full stop, and a sign of a picture."""


def _weigh_closed_caption(line: PageLine, *, subject: bool, verb: bool) -> None:
    """Weighs a line with a full stop. Agencies end captions so, in the present tense and with a date."""
    if not strip_lexicon().past_verbs.isdisjoint(line.words):
        if "caption.label" in line.evidence:
            line.evidence["caption.label"] -= weight("caption.label", "less_if_past")
        return
    dated = bool(_DATED.search(line.plain))
    if verb and (line.evidence or dated):
        line.add("caption.scene", "agency", *["subject"] * subject, *["dated"] * dated)


def describes_picture(line: PageLine) -> tuple[bool, bool]:
    """Tells whether a line opens with what a picture may show, and whether a verb in the present tense follows."""
    lexicon = strip_lexicon()
    opening = line.words[:12]
    subject = f"{' '.join(opening[:3])} ".startswith(lexicon.picture_subjects)
    verb = (subject or len(line.words) >= 7) and not lexicon.picture_verbs.isdisjoint(opening[1:])
    passive = any(a in {"is", "are"} and b.endswith(("ing", "ed", "en")) for a, b in pairwise(opening))
    return subject, verb or passive
