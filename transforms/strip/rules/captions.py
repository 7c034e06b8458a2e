"""Texts of pictures."""

import re
from itertools import pairwise

from transforms.strip.page import Line, Page
from transforms.strip.phrasebook import HINT, PART, STRONG, strip_lexicon

_OWNER = re.compile(r"(?:^|[.\w] )©\s?(?!\d|[Cc]opyright|[Aa]ll )[^\W\d_]")
_DATED = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\b|\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b")


def weigh_captions(page: Page) -> None:
    """Picture texts: without a full stop among paragraphs that have one, in the present tense, often in runs."""
    lines = page.lines
    shaped = [page.punctuated and _shaped(page, i) for i in range(len(lines))]
    hinted = [False] * len(lines)
    for i, line in enumerate(lines):
        scene, verb = describes_scene(line)
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


def _shaped(page: Page, i: int) -> bool:
    """Whether line `i` stands out from the paragraphs the way a caption does."""
    line = page.lines[i]
    return (
        line.titled
        and not line.closed
        and not line.capitals
        and not line.bullet
        and len(line.words) >= 5
        and not line.is_headline
        and line.words[0] not in strip_lexicon().asks
        and strip_lexicon().address.isdisjoint(line.words)
        and not page.continues(i)
    )


def _weigh_closed_caption(line: Line, *, scene: bool, verb: bool) -> None:
    """Agencies close a caption like a sentence: present tense, with date or positions; the text tells of the past."""
    if not strip_lexicon().past.isdisjoint(line.words):
        if "caption.label" in line.evidence:
            line.evidence["caption.label"] -= PART
    elif verb and (line.evidence or _DATED.search(line.plain)):
        line.add("caption.scene", HINT + HINT * scene + 1.5 * bool(_DATED.search(line.plain)))


def describes_scene(line: Line) -> tuple[bool, bool]:
    """Tells whether a line opens like a picture description, and has a verb of one in the present tense."""
    lexicon = strip_lexicon()
    opening = line.words[:12]
    scene = f"{' '.join(opening[:3])} ".startswith(lexicon.scenes)
    verb = (scene or len(line.words) >= 7) and not lexicon.verbs.isdisjoint(opening[1:])
    passive = any(a in {"is", "are"} and b.endswith(("ing", "ed", "en")) for a, b in pairwise(opening))
    return scene, verb or passive
