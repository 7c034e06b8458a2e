"""Lines of author, date and place, and the note below the text that presents the author."""

import re

from transforms.dates import find_dates
from transforms.strip.page import BAR, NAME, NUMBER, WORD, ArticlePage, PageLine, only_name
from transforms.strip.phrasebook import strip_lexicon

_AUTHOR = re.compile(
    rf"(?:(?:By|BY|From|Words|Text|(?:Story|Words|Text|Written|Reported|Exclusive) [Bb]y)[:\s]\s*"
    rf"|by (?={NAME}$)){NAME}"
    r"(?:$|[,;|]|\s[|/•·–—-]|\s(?i:and|in|at|for|with|of)\b|\s(?=\d{1,2}[ /.-]|\d{4}-))"
)
_NAME_AND_ROLE = re.compile(rf"{NAME}\s?(?:,|\||-|–|—|•|in\b)\s?")
_PLACE_NAME = r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,2}"
_NAME_AND_PLACE = re.compile(
    rf"(?:Report|Reporting|Story): {NAME}|{NAME} ?(?:(?:[|–—-]|in|at|for) ?{_PLACE_NAME}|\(?@\w{{2,30}}\)?)"
)
"""A name with a word before it, or a place or an account behind it."""
_ROLE_AND_NAME = re.compile(rf"(?:[Bb]y |BY )?(?:[Oo]ur |[Tt]he )?(?:[\w-]+ ){{1,4}}{NAME}")
"""What somebody is called, before the name."""
_BIO = re.compile(
    rf"[-–—•* ]*({NAME}),?(?: (?:a|an|the|our) [^,]{{3,60}},)? "
    r"(is|writes|covers|reports|reported|joined|has (?:written|covered|reported|worked|been))\b"
)
_BIO_BY_ROLE = re.compile(
    rf"An? [^.,]{{3,80}}, ({NAME}|[A-Z][\w'’-]{{1,20}}) "
    r"(?:is|writes|covers|joined|has (?:written|covered|reported|worked|been))\b"
)
"""A note that names the author behind the role: "A former sailor and editor, Nan Alder has written ..."."""
_FOLLOW = re.compile(r"\bFollow (?:him|her|them|me) (?:on|at) [A-Z@]")
"""With this a note on the author ends; of others an article does not say so."""
_PRESENTS = re.compile(
    r"\bis (?:the )?[A-Z][^.,]{1,40}'s? "
    r"|\b(?:who|and) (?:covers|writes|reports|edits|teaches|lives|is based)\b"
    r"|\b(?:covering|based in|reported from)\b|\w@\w"
)
"""How a note presents somebody, whatever the article is about: by what they do all the time, or their address."""
_REPORTED_FROM = re.compile(r"\breported from [A-Z]")
_PLACE = re.compile(r"[A-Z][A-Z .,'/-]{2,40}(?:, [A-Z][\w. ]{2,20})?(?: ?\([A-Za-z. ]{2,20}\))?\s?[—–-]{1,2}")
_BEFORE_DATE = re.compile(r"\w\s*[|,·•–—-]")
_TIME = re.compile(
    r"\b(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|\d{1,2}(?= ?[ap]\.?m))(?:\s?[ap]\.?m\b\.?)?"
    r"(?:\s?\(?\b(?:gmt|utc|bst|est|edt|et|cst|cdt|ct|mst|mdt|pst|pdt|pt|ist|wat|cat|eat|sast|aest|aedt|nzst|nzdt|cet|cest|pkt|sgt|hkt|z)\b\)?)?",
    re.IGNORECASE,
)

"""A time of day, with its time zone."""
_MOST_WORDS = {"byline": 25, "author": 18, "role": 10, "name": 8, "place": 6, "date": 6}
"""Words of the longest line of each form. A longer one is a sentence of the text that begins in the same way."""


def weigh_bylines(page: ArticlePage) -> None:
    """Finds lines of author, date and place above the text, and the note below it that presents the author."""
    lines = page.lines
    chronicle = sum(_dates_an_entry(page, i) for i in range(len(lines))) > 1
    for i, line in enumerate(lines):
        if chronicle and _dates_an_entry(page, i):
            continue
        if len(line.words) <= _MOST_WORDS["byline"] and not line.decided:
            head, tail = page.in_head(i), page.in_tail(i)
            if (head or tail) and not line.closed:
                _weigh_author(line, head=head)
            if head or tail:
                above = page.paragraphs_before[i] == 0 or (head and beside_byline(page, i))
                _weigh_date(line, head=above, first=i == 0)
        if (page.in_tail(i) or not page.paragraphs_before[i]) and len(line.words) >= _LEAST_BIO and not line.decided:
            _weigh_bio(page, i)
    for i, line in enumerate(lines):
        if line.decided or i == 0 or line.closed or not page.in_head(i) or not beside_byline(page, i):
            continue
        if len(line.words) <= _MOST_WORDS["name"] and (only_name(line.text) or _NAME_AND_PLACE.fullmatch(line.text)):
            line.add("byline.name")
        elif not strip_lexicon().roles.isdisjoint(line.words) and _ROLE_AND_NAME.fullmatch(line.text[:_LONGEST_ROLE]):
            line.add("byline.role")


def beside_byline(page: ArticlePage, i: int) -> bool:
    """Whether the line before or after line `i` belongs to the byline."""
    beside = page.lines[max(0, i - 1) : i] + page.lines[i + 1 : i + 2]
    return any("byline" in line.weights() and line.decided for line in beside)


def _weigh_author(line: PageLine, *, head: bool) -> None:
    """Finds the name of an author, a name beside a role or a section, and a place in capitals."""
    count = len(line.words)
    if count <= _MOST_WORDS["author"] and _AUTHOR.match(line.text) and line.words[1] not in strip_lexicon().times:
        line.add("byline.author", "at_head" if head else "at_foot")
    if not head or count > _MOST_WORDS["role"] or line.plain.endswith(":"):
        return
    parts = BAR.split(line.text)
    role = not strip_lexicon().roles.isdisjoint(line.words) and _NAME_AND_ROLE.match(line.text)
    section = len(parts) == 2 and only_name(parts[1]) and is_section(WORD.findall(parts[0].lower()))
    if role or section:
        line.add("byline.role")
    if count <= _MOST_WORDS["place"] and _PLACE.fullmatch(line.text):
        line.add("byline.place")


def is_section(words: list[str]) -> bool:
    """Whether words are the name of a page's section, such as "economy & policy"."""
    return bool(words) and strip_lexicon().section_names.issuperset(words)


def _weigh_date(line: PageLine, *, head: bool, first: bool) -> None:
    """Finds a date with little beside it.

    Args:
        line: a line above or below the text.
        head: whether it stands above the text, or beside another line of the byline.
        first: whether it is the first line of the page, which is rather the headline.
    """
    rest, before = "", 0
    for start, end, _ in find_dates(line.text):
        rest, before = f"{rest} {line.text[before:start]}", end
    rest = _TIME.sub(" ", f"{rest} {line.text[before:]}")
    other = [w for w in WORD.findall(NUMBER.sub("#", rest)) if w.lower() not in strip_lexicon().date_line_words]
    labelled = not strip_lexicon().date_labels.isdisjoint(line.words)
    relative = "ago" in line.words and "#" in line.words
    placed = not first and len(other) <= 5 and all(word[0].isupper() for word in other) and _BEFORE_DATE.search(rest)
    near = head and (len(other) <= 2 or placed)
    if (before or relative) and "legal.copyright" not in line.evidence and (near or (labelled and len(other) <= 8)):
        line.add("byline.date")


def _dates_an_entry(page: ArticlePage, i: int) -> bool:
    """Whether line `i` is a bare date above a line of text, as in chronicles."""
    if i + 1 == len(page.lines) or len(page.lines[i].words) > _MOST_WORDS["date"] or len(page.lines[i + 1].words) < 8:
        return False
    line, following = page.lines[i], page.lines[i + 1]
    labelled = not strip_lexicon().date_labels.isdisjoint(line.words)
    return not labelled and not following.decided and any(True for _ in find_dates(line.text))


def _weigh_bio(page: ArticlePage, i: int) -> None:
    """Finds the note that presents the author: somebody with a role whom the article does not speak of."""
    line = page.lines[i]
    if page.in_tail(i) and (_FOLLOW.search(line.plain) or _is_further_bio(page, i) or _names_author_by_role(page, i)):
        line.add("byline.bio", "unmistakable")
        return
    match = _BIO.match(line.text)
    if match is None:
        return
    if page.words_before[-1] - len(line.words) < _LEAST_WORDS and not _PRESENTS.search(line.plain):
        return
    after = line.words[len(WORD.findall(match[0])) :][:1]
    reported = _REPORTED_FROM.search(line.text)
    doing = bool(after) and after[0].endswith(("ing", "ed"))
    if after == ["that"]:  # what somebody else writes is the story's
        return
    if not reported and ((match[2] == "is" and doing) or match[2] == "reported"):
        return
    surname = match[1].split()[-1].lower()
    if not _is_in_story(page, i, surname) and (reported or not strip_lexicon().roles.isdisjoint(line.words[:15])):
        line.add("byline.bio", "presented")


def _names_author_by_role(page: ArticlePage, i: int) -> bool:
    """Whether a line presents, behind a role, somebody of whom the article does not speak."""
    line = page.lines[i]
    named = _BIO_BY_ROLE.match(line.text)
    has_role = not strip_lexicon().roles.isdisjoint(line.words[:15])
    return named is not None and has_role and not _is_in_story(page, i, named[1].split()[-1].lower())


def _is_in_story(page: ArticlePage, i: int, word: str) -> bool:
    """Whether the running text uses a word in another line than `i`, and not only at the foot below it."""
    texts = enumerate(zip(page.lines, page.is_text, strict=True))
    return any(text and word in line.words and k != i and (k < i or not page.in_tail(k)) for k, (line, text) in texts)


def _is_further_bio(page: ArticlePage, i: int) -> bool:
    """Whether a line goes on with the note above it: it opens with the author's name, or with a pronoun."""
    above = page.lines[i - 1] if i else None
    if above is None or not above.decided or "byline.bio" not in above.evidence:
        return False
    named = _BIO.match(above.text) or _BIO_BY_ROLE.match(above.text)
    of_author = {word.lower() for word in named[1].split()} if named else set()
    return bool(page.lines[i].words) and page.lines[i].words[0] in of_author | {"he", "she", "they"}


_LEAST_WORDS = 50
"""Words of running text besides the note. In a shorter article a sentence about a journalist may be the news itself."""
_LONGEST_ROLE = 80
"""Characters within which a name must end behind what somebody is called."""
_LEAST_BIO = 5
"""Words of the shortest note that presents an author."""
