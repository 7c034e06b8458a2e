"""What the shape of a line tells, whatever it says: tags, links, scripts, rights, picture credits."""

import re
from collections.abc import Callable
from unicodedata import category

from transforms.strip.page import CLOSED, WORD, PageLine, only_name
from transforms.strip.phrasebook import strip_lexicon
from transforms.strip.registry import ALONE

_TAG = re.compile(r"\w\W*[\[(]([^\W\d_]{3,12})[\])]$")
_RIGHTS = re.compile(r"[.|–—-] (?:Copyright\b|© ?\d)|\| ©")
_RESERVED = re.compile(r"\ball rights (?:are )?reserved\s*(?:[.|)]|$)", re.IGNORECASE)
"""Rights at the end of a line, where no sentence goes on."""
_LINK = r"(?:https?://|(?:pic\.)?twitter\.com/)\S+"
_ADDRESS = re.compile(
    rf"{_LINK}(?:\s+{_LINK})*\s*"
    r"|@\w{2,30}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\[email\W?protected\]|\d{9,}"
    r"|\d{1,2} ?/ ?\d{1,2}|0?0:00(?: ?/ ?\d+:\d\d)?|\d(?:\.\d+)?x|\d{1,3} ?WPM",
    re.IGNORECASE,
)
"""A line that is nothing but a link, an account, the place of a slide or of a player, or a long number as pages give to
their parts. A bare "www.ellersby.example" closes many an article as the place to ask."""
_CODE = re.compile(
    r"\{\{(?:(?!\{\{).)*\}\}|<%(?:(?!<%).)*<?%>|<!\[CDATA\[|^</?(?:a|b|blockquote|div|embed|figure|iframe|img|link|meta|object|p|script|span|style|video)\b[^<>]*>(?:</[a-z]+>)?$"
    r"|\bfunction ?\w*\([^)]{0,200}\) ?\{|\bwindow\.\w+|\bdocument\.(?:get|query|write|create)"
    r"|\$\((?:['\"]|document|function)|\b(?:gtag|fbq)\("
    r"|\b(?:dataLayer|googletag|adsbygoogle)\b"
    r"|!important|^[.#@][\w .,#:-]+ ?\{.*[;:].*\}?$|^\}\)?;?$",
    re.IGNORECASE,
)
"""Scripts, styles and templates of the page that got into its text. An article that shows code is rare in the news."""
_FILE = re.compile(r"FILE(?: PHOTO| IMAGE| PICTURE)?\s?(?:[-–—:]+|\.{3}) ")
"""How agencies open the caption of a picture from the archive."""
_CONTACT = re.compile(r"(?:e-?mail|contact|write to|mail|reach)\b[^!?@]{0,60}@\w", re.IGNORECASE)
"""An order to write to an address."""
_HANDLE = re.compile(r"(?:follow|like|tweet)\b[^.!?]{0,60}@\w+(?:\W+\w+){0,3}\W*$", re.IGNORECASE)
_POINTER = re.compile(
    r"[(\[]\s?(?:also on|see also|also|see|read|watch|more|related|story|videos?|photos?|cartoons?|polls?|timeline"
    r"|gallery|quiz|listen)\b[^:()\[\]]{0,30}: .+[)\]]",
    re.IGNORECASE,
)
"""Another story's title in brackets, behind a word that points to it."""
_ARROW = re.compile(r"(?:»|→|›|>>?)\s[A-Z]")
"""An arrow before a title."""
_ELSEWHERE = re.compile(r"Also (?:on|at) [\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}\b", re.IGNORECASE)
_RICH_LINK = re.compile(r"[^\W_]['\"’”)…]* (?:Read|See|Watch|View) (?:more|full story)$")
"""Another story's title with the button that leads there; a sentence of the text would close."""
_CLOCK = re.compile(
    r"(?<![\d.:,])(?:\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\b\.?"
    r"|\d{1,2}\.\d{2}(?=\s?\(?[A-Z]{2,4}\b))(?:\s?\(?(?-i:[A-Z]{2,4})\b\)?)?",
    re.IGNORECASE,
)
"""A time of day, with its zone. Two numbers with a full stop between them need one, for they may be a price."""
_COUNT = re.compile(r"#(?:[km]|bn)?\+?")
_CREDIT_LENGTH = 120
"""Characters at the end of a line in which to look for a credit."""
_TITLE_WORDS = 4
"""Words of the shortest title behind an arrow; shorter ones are sub-headings and entries of menus."""
_LEAST_CAPTION = 4
"""Words of the shortest caption whose credit is in a line of its own, but for the bracket before it."""
_THREAD = re.compile(r"\d+ (?:thoughts?|responses?|comments?|replies|reply) (?:on|to) [\"']", re.IGNORECASE)
"""The heading of a thread of comments: "3 thoughts on 'Sea wall delayed'"."""
_CREDIT = re.compile(r"[(\[]([^()\[\]]{2,90})[)\]]\.?$")
"""Brackets that close a line."""
_TAKER = re.compile(r"[^\W\d_.]{1,120}(?: [^\W\d_]+){0,3}\s?/\s?([^\W\d_]+)(?: [^\W\d_]+){0,4}[)\]]?$")
"""A photographer and, behind a slash, where the picture comes from: "Aldous Crane/AFP"."""
_BESIDE_CREDIT = re.compile(
    r"(?:Photo|Image|Picture|Pic)?(?:Credit|Photograph|Photo|Picture|Image)s?: ?[A-Z@©]\S*(?: \S+){0,8}$"
)
"""A credit behind its label at the end of a line: "Photo: Aldous Crane"."""
_COPYRIGHTED = re.compile(r"(?:© |\([Cc]\) )[A-Z][\w'.-]+ [A-Z][\w'.-]+ [A-Z\"']")
"""A caption behind the name of its photographer, as pages that take over other outlets' stories set it."""
_BY_OUTLET = re.compile(r"[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){1,3} ?/ ?[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,3}")
"""A whole line of a photographer and an outlet or agency."""
_SIGNED = re.compile(
    r"(?:\b[a-z][\w'-]{2,120}|[\w'-]{5})[.!?] (?:[A-Z][\w'-]+(?: [A-Z][\w'-]+){1,3}(?: (?:for|via) [A-Z][\w' -]{2,40})?"
    r"|Supplied|Contributed|Submitted|Courtesy)$"
)
"""A name, or a word for where the picture comes from, behind the full stop that closes a caption."""
_BRACKETED = re.compile(r"\([A-Z][\w'.-]+(?: [A-Z][\w'.-]+){1,4}\)")
"""A whole line of a name in brackets."""
_SIDE = r"(?:left|right|cent(?:re|er))"
_POSITION = re.compile(
    r"\((?:(?:pictured|top|bottom|far|second|third|in|main|seated|standing)[ ,-]){0,2}"
    rf"(?:{_SIDE}|pictured|above|below|inset|file)(?: from (?:the )?{_SIDE})?\)"
    rf"|\((?:stock|file|library) (?:image|photo|picture)\)|, (?:(?:far|second from) )?{_SIDE},",
    re.IGNORECASE,
)


def weigh_shape(line: PageLine) -> None:
    """Adds the evidence of a line's shape to it."""
    for rule, ground, holds in _SHAPES:
        if holds(line):
            line.add(rule, ground)


def _is_time(line: PageLine) -> bool:
    """Whether a line is a time of day, as above each entry of a live blog, perhaps with who wrote the entry."""
    if len(line.words) > 8 or not (clock := _CLOCK.search(line.plain)):
        return False
    before, after = line.plain[: clock.start()], line.plain[clock.end() :]
    told = strip_lexicon().date_line_words | strip_lexicon().entry_words
    rest = WORD.findall(f"{before} {after}".lower())
    return told.issuperset(rest) or (not before.strip() and only_name(after.lstrip(" |,–—-")))


def _counts_readers(line: PageLine) -> bool:
    """Whether a line counts what readers did, and says nothing else: "12 shares", "Likes: 4 · Comments: 17"."""
    if line.closed or line.bullet or not 2 <= len(line.words) <= 12:
        return False
    if not any(map(str.isalpha, line.plain)):
        return any(category(character) == "So" for character in line.plain)  # "310 👍 12 👎"
    lexicon = strip_lexicon()
    counts = sum(bool(_COUNT.fullmatch(word)) for word in line.words)
    named = sum(word in lexicon.counter_words for word in line.words)
    if not set(line.words).isdisjoint(("comment", "comments", "reply", "replies")) and named == 1:
        return False  # the heading of a thread
    joining = sum(word in lexicon.counter_joints for word in line.words)
    return counts > 0 and named > 0 and counts + named + joining == len(line.words) and counts <= named + 1


def _is_all_buttons(line: PageLine) -> bool:
    """Whether each word of a line is the name of a button to share the article: "Facebook Email"."""
    lines = strip_lexicon().whole_lines
    return 1 < len(line.words) <= 8 and all(lines.get(word) == "share.buttons" for word in line.words)


def _has_no_word(line: PageLine) -> bool:
    return not any(map(str.isalnum, line.text))


def _points_elsewhere(line: PageLine) -> bool:
    plain = line.plain
    arrow = line.titled and len(line.words) >= _TITLE_WORDS and _ARROW.match(line.text)
    return bool(arrow or _POINTER.fullmatch(plain) or _RICH_LINK.search(plain) or _ELSEWHERE.match(plain))


def _ends_in_tag(line: PageLine) -> bool:
    tag = _TAG.search(line.text)
    return tag is not None and tag[1].lower() in strip_lexicon().title_tags


def _ends_in_credit(line: PageLine, *, after_sentence: bool) -> bool:
    """Whether brackets at the end name who took a picture, and stand after a sentence or within one."""
    ending = _ending(line)
    credit = _CREDIT.search(ending)
    if credit is None or (ending[: credit.start()].rstrip()[-1:] in ".?!\"'") != after_sentence:
        return False
    return _names_source(credit, closed=line.closed)


def _ends_in_agency(line: PageLine) -> bool:
    return not line.closed and bool(strip_lexicon().agency_at_end.search(_ending(line)))


def _ends_in_photographer_and_agency(line: PageLine) -> bool:
    ending = _ending(line)
    taker = _TAKER.search(ending) if "/" in ending else None
    return taker is not None and taker[1].lower() in strip_lexicon().credit_words | strip_lexicon().credit_hints


def _names_photographer(line: PageLine) -> bool:
    return bool(_BESIDE_CREDIT.search(_ending(line)) or (line.prose and _COPYRIGHTED.match(line.plain)))


def _is_signed(line: PageLine) -> bool:
    titled = line.closed or line.capitals or line.capitalised
    return not titled and bool(_SIGNED.search(_ending(line)) or _BRACKETED.fullmatch(line.plain))


def _ending(line: PageLine) -> str:
    return line.plain[-_CREDIT_LENGTH:]


_SHAPES: tuple[tuple[str, str, Callable[[PageLine], object]], ...] = (
    ("other.separator", ALONE, _has_no_word),
    ("other.time", ALONE, _is_time),
    ("share.counters", ALONE, _counts_readers),
    ("share.buttons", ALONE, _is_all_buttons),
    ("other.address", ALONE, lambda line: _ADDRESS.fullmatch(line.plain)),
    ("other.code", ALONE, lambda line: _CODE.search(line.plain)),
    ("caption.label", "archive", lambda line: _FILE.match(line.plain)),
    ("byline.contact", ALONE, lambda line: _CONTACT.match(line.plain)),
    ("promo.follow", ALONE, lambda line: len(line.words) <= 10 and _HANDLE.match(line.plain)),
    ("related.label", ALONE, _points_elsewhere),
    ("related.tag", ALONE, _ends_in_tag),
    ("comments.form", ALONE, lambda line: _THREAD.match(line.plain)),
    ("legal.copyright", ALONE, lambda line: len(line.words) <= 20 and _RIGHTS.search(line.plain)),
    ("legal.rights", ALONE, lambda line: "reserved" in line.words and _RESERVED.search(line.plain)),
    ("caption.credit", "named", lambda line: _ends_in_credit(line, after_sentence=True)),
    ("caption.credit", "possible", lambda line: _ends_in_credit(line, after_sentence=False)),
    ("caption.credit", "named", lambda line: len(line.words) >= _LEAST_CAPTION and line.plain.endswith((" (", " ["))),
    ("caption.credit", "named", _ends_in_agency),
    ("caption.credit", "named", _ends_in_photographer_and_agency),
    ("caption.credit", "named", _names_photographer),
    ("caption.credit", "possible", lambda line: not line.capitals and _BY_OUTLET.fullmatch(line.plain)),
    ("caption.signed", ALONE, _is_signed),
    (
        "caption.position",
        ALONE,
        lambda line: not strip_lexicon().positions.isdisjoint(line.words) and _POSITION.search(line.plain),
    ),
)
"""The tests of a line's shape, each with the rule and the ground that it speaks for. Their order decides ties only."""


def _names_source(brackets: re.Match[str], *, closed: bool) -> bool:
    """Whether brackets at the end of a line say who took its picture."""
    lexicon = strip_lexicon()
    words = WORD.findall(brackets[1].lower())
    if len(words) == 1 and (brackets[0][0] == "[" or words[0] in lexicon.title_tags):
        return False
    if CLOSED.search(brackets[1]):
        return bool(words) and words[0] in lexicon.credit_words
    hinted = len(words) <= 6 and not closed and not lexicon.credit_hints.isdisjoint(words)
    return hinted or (len(words) <= 14 and not lexicon.credit_words.isdisjoint(words))
