"""What the shape of a line gives away, whatever it says: tags, links, scripts, rights, picture credits."""

import re

from transforms.strip.page import CLOSED, WORD, Line
from transforms.strip.phrasebook import LABEL, LIKELY, PART, STRONG, SURE, strip_lexicon

_TAG = re.compile(r"\w\W*[\[(]([^\W\d_]{3,12})[\])]$")
_RIGHTS = re.compile(r"[.|–—-] (?:Copyright\b|© ?\d)|\| ©")
_RESERVED = re.compile(r"\ball rights (?:are )?reserved\s*(?:[.|)]|$)", re.IGNORECASE)
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
_HANDLE = re.compile(r"(?:follow|like|tweet)\b[^.!?]{0,60}@\w+(?:\W+\w+){0,3}\W*$", re.IGNORECASE)
_POINTER = re.compile(
    r"[(\[]\s?(?:also on|see also|also|see|read|watch|more|related|story|videos?|photos?|cartoons?|polls?|timeline"
    r"|gallery|quiz|listen)\b[^:()\[\]]{0,30}: .+[)\]]",
    re.IGNORECASE,
)
"""Another story's title in brackets, behind a word that points to it."""
_ELSEWHERE = re.compile(r"Also (?:on|at) [\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}\b", re.IGNORECASE)
_RICH_LINK = re.compile(r"[^\W_]['\"’”)…]* (?:Read|See|Watch|View) (?:more|full story)$")
"""Another story's title with the button that leads there; a sentence of the text would close."""
_CREDIT_LENGTH = 120
"""Characters at the end of a line in which to look for a credit."""
_THREAD = re.compile(r"\d+ (?:thoughts?|responses?|comments?|replies|reply) (?:on|to) [\"']", re.IGNORECASE)
_CREDIT = re.compile(r"[(\[]([^()\[\]]{2,90})[)\]]\.?$")
_TAKER = re.compile(r"[^\W\d_.]{1,120}(?: [^\W\d_]+){0,3}\s?/\s?([^\W\d_]+)(?: [^\W\d_]+){0,4}[)\]]?$")
_BESIDE_CREDIT = re.compile(
    r"(?:Photo|Image|Picture|Pic)?(?:Credit|Photograph|Photo|Picture|Image)s?: ?[A-Z@©]\S*(?: \S+){0,8}$"
)
_COPYRIGHTED = re.compile(r"(?:© |\([Cc]\) )[A-Z][\w'.-]+ [A-Z][\w'.-]+ [A-Z\"']")
"""A caption behind the name of its photographer, as pages that take over other outlets' stories set it."""
_BY_OUTLET = re.compile(r"[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){1,3} ?/ ?[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,3}")
_SIGNED = re.compile(
    r"(?:\b[a-z][\w'-]{2,120}|[\w'-]{5})[.!?] (?:[A-Z][\w'-]+(?: [A-Z][\w'-]+){1,3}(?: (?:for|via) [A-Z][\w' -]{2,40})?"
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


def weigh_shape(line: Line) -> None:
    """Adds the evidence of a line's shape to it."""
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
    if _POINTER.fullmatch(line.plain) or _RICH_LINK.search(line.plain) or _ELSEWHERE.match(line.plain):
        line.add("related.label", LABEL)
    if (tag := _TAG.search(line.text)) and tag[1].lower() in strip_lexicon().tags:
        line.add("related.tag", PART)
    if _THREAD.match(line.plain):
        line.add("comments.form", SURE)
    if len(line.words) <= 20 and _RIGHTS.search(line.plain):
        line.add("legal.copyright", SURE)
    if "reserved" in line.words and _RESERVED.search(line.plain):
        line.add("legal.rights", PART)
    _weigh_credit(line)


def _weigh_credit(line: Line) -> None:
    """Who took the picture, at the end of a line, and who stands where in it."""
    lexicon = strip_lexicon()
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
    if _BESIDE_CREDIT.search(ending) or (line.prose and _COPYRIGHTED.match(line.plain)):
        line.add("caption.credit", STRONG)
    if not line.capitals and _BY_OUTLET.fullmatch(line.plain):
        line.add("caption.credit", LIKELY)
    titled = line.closed or line.capitals or line.capitalised
    if not titled and (_SIGNED.search(ending) or _BRACKETED.fullmatch(line.plain)):
        line.add("caption.signed", LIKELY)
    if not lexicon.sides.isdisjoint(line.words) and _POSITION.search(line.plain):
        line.add("caption.position", LIKELY)


def _names_source(brackets: re.Match[str], *, closed: bool) -> bool:
    """Whether brackets at the end of a line say who took its picture."""
    lexicon = strip_lexicon()
    words = WORD.findall(brackets[1].lower())
    if len(words) == 1 and (brackets[0][0] == "[" or words[0] in lexicon.tags):
        return False
    if CLOSED.search(brackets[1]):
        return bool(words) and words[0] in lexicon.credits
    hinted = len(words) <= 6 and not closed and not lexicon.credit_hints.isdisjoint(words)
    return hinted or (len(words) <= 14 and not lexicon.credits.isdisjoint(words))
