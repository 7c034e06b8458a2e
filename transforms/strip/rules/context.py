"""What a line's place and neighbours tell: lists of other stories, readers' comments, menus, offers."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, takewhile

from transforms.strip.page import BAR, WORD, ArticlePage, PageLine, topic_share, topic_words
from transforms.strip.phrasebook import LONGEST_LABEL, strip_lexicon
from transforms.strip.registry import SCALE, phrase_weights, strip_rules

_LATE = 0.3
"""Share of the running text that may still follow a line which belongs to the end of an article."""


def weigh_place(page: ArticlePage) -> None:
    """Lowers the evidence on lines that stand too far up for it.

    What belongs to the end of an article counts less above it. A label above everything else ("Watch: ...") opens the
    article's own headline, and a button's word above a paragraph that uses it is a sub-heading: neither counts at all.
    """
    many_words = _LATE * page.words_before[-1]
    first = next((i for i, x in enumerate(page.lines) if not x.decided or x.weights().keys() == {"related"}), None)
    for i, line in enumerate(page.lines):
        if i == first and "related.label" in line.evidence:
            del line.evidence["related.label"]
        if len(line.words) <= 2 and line.decided and page.may_be_sub_heading(i) and i and page.lines[i - 1].prose:
            following = {word.rstrip("s") for word in page.lines[i + 1].words}
            if line.text[:1].isalpha() and following.issuperset(word.rstrip("s") for word in line.words):
                line.evidence.clear()
        if line.evidence and page.words_after(i) > many_words:
            for rule in line.evidence:
                if strip_rules()[rule].at_end:
                    line.evidence[rule] -= phrase_weights()["above_the_end"]


def weigh_bars(page: ArticlePage) -> None:
    """Finds menus, and the path to the page, above and below the article: short names between bars."""
    for i, line in enumerate(page.lines):
        at_edge = page.paragraphs_before[i] == 0 or page.words_after(i) == 0 or line.words[:1] == ["home"]
        if len(line.words) <= 25 and not line.closed and at_edge:
            names = [WORD.findall(name.lower()) for name in BAR.split(line.text)]
            short = all(1 <= len(name) <= 4 for name in names) and not any(map(str.isdigit, line.text))
            if short and len(names) >= (2 if names[0] == ["home"] else 3):
                line.add("nav.bar")


_MANY_GREETINGS = 4
"""Lines that begin like a letter. Interviews and live blogs have one or two."""
_BUTTON_WORDS = 3
"""Words of the longest heading of comments that may be a button, which can stand anywhere on a page."""
_HEADING_WORDS = 12
"""Words of the longest heading of comments, unless it counts them and repeats the article's title."""
_LEAST_PERSONAL = 0.03
"""Share of the words under a heading of comments that are a reader's ("I", "you", "thanks")."""
_MOST_REPORTED = 0.3
"""Share of the words under a heading of comments that may stand in sentences with a verb of speech: beyond, the article
goes on there."""
_LEAST_TEXT = 50
"""Words of running text above a heading of comments. Where less stands above, the article itself may follow."""


def weigh_comments(page: ArticlePage) -> None:
    """Finds readers' comments: they follow a heading, and their writers speak of themselves and to each other."""
    lines = page.lines
    _weigh_below_credit(page)
    headings = [
        i
        for i, line in enumerate(lines)
        if line.decided
        and (len(line.words) <= _HEADING_WORDS or line.words[0] == "#")
        and any(rule.startswith("comments.") for rule in line.evidence)
    ]
    if not headings:
        return
    words = list(accumulate((len(line.words) for line in lines), initial=0))
    own = strip_lexicon().personal_words
    personal = list(accumulate((sum(word in own for word in line.words) for line in lines), initial=0))
    reported = list(accumulate((len(line.words) * (line.prose and line.has_speech) for line in lines), initial=0))
    greeting = list(accumulate((not line.decided and _greets(line) for line in lines), initial=0))
    for n, i in enumerate(headings):
        after = words[-1] - words[i + 1]
        greetings = greeting[-1] - greeting[i + 1]
        many_greetings = greetings >= _MANY_GREETINGS
        another_follows = n + 1 < len(headings)
        own_words = personal[-1] - personal[i + 1] + greetings
        is_talk = after > 0 and (own_words >= _LEAST_PERSONAL * after or many_greetings)
        is_report = reported[-1] - reported[i + 1] > _MOST_REPORTED * after
        below_text = page.words_before[i] >= _LEAST_TEXT and words[i] >= words[-1] // 4
        # Under a short post, or a call for comments: many greet, and another heading closes the thread.
        below_post = many_greetings and another_follows
        # A button may stand above an essay as well: more must tell that it heads a thread.
        is_heading = len(lines[i].words) > _BUTTON_WORDS or "#" in lines[i].words or greetings > 0 or another_follows
        if is_talk and not is_report and (below_text or below_post) and is_heading:
            thread = list(takewhile(_may_comment, lines[i + 1 :]))
            last = max((k for k, line in enumerate(thread) if _is_personal(line)), default=-1)
            for k, comment in enumerate(thread):
                if k < last or not _reports(comment):
                    comment.add("comments.thread")
            break
    for i, j in pairwise((*headings, len(lines))):
        thread = list(takewhile(_may_comment, lines[i + 1 : j]))
        signed = sum(_is_signed(comment) for comment in thread)
        counted = "#" in lines[i].words and not any(map(_reports, thread))
        below_text = page.words_before[i] >= _LEAST_TEXT and (j < len(lines) or counted)
        # Under a brief: lines that open with a reader's name tell as much as a long text above.
        below_brief = signed > 0 and page.paragraphs_before[i] > 0 and not any(map(_reports, thread))
        in_tail = page.in_tail(i) or (counted and page.words_after(i) <= _MOST_COUNTED * page.words_before[i])
        if in_tail and (below_text or below_brief):
            for comment in thread:
                if not _reports(comment) and (below_text or signed * 3 >= len(thread)):
                    comment.add("comments.thread")


_MOST_COUNTED = 0.25
"""Words under a heading that counts comments, by those above it. Where more stands below, the article may follow."""
_CLOSES = "contributed to this"
"""Words of the line with which agencies close a report."""


def _weigh_below_credit(page: ArticlePage) -> None:
    """Finds comments without a heading: sentences below the line that closes a report, if few and nobody is quoted."""
    closing = (
        i for i, line in enumerate(page.lines) if "byline.credit" in line.evidence and _CLOSES in " ".join(line.words)
    )
    last = next(closing, None)
    if last is None or not page.lines[last].decided or not page.in_tail(last):
        return
    below = [line for line in page.lines[last + 1 :] if not line.decided]
    are_sentences = len(below) > 1 and all(line.prose for line in below)
    if are_sentences and not any(line.has_speech or '"' in line.plain for line in below):
        for line in below:
            line.add("comments.thread")


_SIGNATURE = re.compile(
    r"[^\W_][\w.'’-]{0,24}(?: [\w.'’-]{1,24}){0,2}"
    r"(?:,? (?:(?:says?|said|writes|wrote|replied|commented|posted)\b[^:.!?]{0,30}|(?:on|at) [^:.!?]{3,30}"
    r"|\(?\d[^:.!?]{2,30}))?"
    r":(?= |$)"
)
"""A reader's name, perhaps with the day, before what he or she wrote: "Ada on 4 March: …", "Gull99 says: …"."""


def _is_signed(line: PageLine) -> bool:
    return not line.decided and bool(_SIGNATURE.match(line.plain))


def _may_comment(line: PageLine) -> bool:
    """Whether a line may belong to a thread: copyright lines and lists of other stories end it."""
    return not (line.decided and {"legal", "related"} & line.weights().keys())


def _is_personal(line: PageLine) -> bool:
    return _greets(line) or not strip_lexicon().personal_words.isdisjoint(line.words)


def _reports(line: PageLine) -> bool:
    """Whether a line tells who said what in whose words, as readers seldom do."""
    return line.prose and line.has_speech and '"' in line.plain


def _greets(line: PageLine) -> bool:
    greetings = strip_lexicon().greetings
    return any(" ".join(line.words[:size]) in greetings for size in (1, 2, 3))


_LONGEST_LIST = 20
"""Titles that a heading may have under it."""


def weigh_lists(page: ArticlePage) -> None:
    """Finds the titles under a heading such as "Don't miss": all until running text resumes."""
    if page.wrapped:
        return
    left = 0
    for i, line in enumerate(page.lines):
        if not page.words_after(i) and line.words[:1] == ["more"] and len(line.words) <= 4 and not line.closed:
            line.add("related.heading")
        if _opens_list(line):
            left = _LONGEST_LIST
        elif left and line.decided:
            left -= 1
        elif left and line.titled and not page.may_be_sub_heading(i):
            left -= 1
            line.add("related.list")
        else:
            left = 0


def _opens_list(line: PageLine) -> bool:
    """Whether titles of other stories may follow a line."""
    heading = "related.heading" in line.evidence
    label = line.evidence.get("related.label", 0) >= SCALE["strong"] and len(line.words) <= LONGEST_LABEL
    return line.decided and (heading or (label and line.plain.endswith((":", "…", "...", "|"))))


def weigh_benefits(page: ArticlePage) -> None:
    """Finds bullets that praise a subscription; a list that a sentence announces is the article's."""
    benefits = strip_lexicon().benefits
    for start, end in _runs([line.bullet for line in page.lines]):
        run = page.lines[start:end]
        wordings = [f" {' '.join(line.words)} " for line in run if len(line.words) <= 20]
        hits = sum(any(benefit.search(wording) for benefit in benefits) for wording in wordings)
        announced = start > 0 and page.lines[start - 1].plain.endswith(":") and not page.lines[start - 1].decided
        offered = start > 0 and page.lines[start - 1].decided and "promo" in page.lines[start - 1].weights()
        if not announced and (hits >= 1 if offered else hits >= 2 and hits * 2 >= len(run)):
            for line in run:
                line.add("promo.benefits")


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yields start and end of each run of true flags."""
    start = None
    for i, flag in enumerate((*flags, False)):
        if flag and start is None:
            start = i
        elif not flag and start is not None:
            yield start, i
            start = None


_LEAST_CAPITALS = 7
"""Words of the shortest title in capitals; sub-headings in capitals have up to six."""


def weigh_capitals(page: ArticlePage) -> None:
    """Finds long lines in capitals between paragraphs: titles of other stories. Sub-headings are short, or ask."""
    if page.mostly_capitals or page.wrapped:
        return
    for i, line in enumerate(page.lines):
        if (
            line.capitals
            and line.titled
            and len(line.words) >= _LEAST_CAPITALS
            and page.paragraphs_before[i] > 0
            and line.words[0] not in strip_lexicon().question_words
        ):
            line.add("related.capitals")


_SHARED_BY_TWO, _SHARED_IF_CUT, _SHARED_IF_NOT_CUT = 0.3, 0.5, 0.15
"""Largest share of their topic words that teasers have in common with the article: of only two, of more that are all
cut off, and of more that are not. The less their form tells, the more their topics must differ."""


def weigh_teasers(page: ArticlePage) -> None:
    """Finds the beginnings of other stories at the foot: cut off or without a full stop, and about something else."""
    lines = page.lines
    end = len(lines)
    while end and lines[end - 1].decided:
        end -= 1
    start = end
    while start and lines[start - 1].titled and len(lines[start - 1].words) >= 5 and not lines[start - 1].decided:
        start -= 1
    run = lines[start:end]
    if page.wrapped or len(run) < 2 or page.words_before[start] < _LEAST_TEXT:
        return
    topic = {word for line in lines[:start] for word in topic_words(line)}
    shares = [topic_share(line, topic) for line in run]
    cut = sum(line.cut for line in run)
    if cut == len(run):
        most = _SHARED_BY_TWO if len(run) == 2 else _SHARED_IF_CUT
    elif len(run) >= 3 and not any(line.bullet for line in run):
        most = _SHARED_IF_NOT_CUT
    else:
        return
    openings = {tuple(line.words[:2]) for line in run}
    if sum(shares) / len(run) <= most and len(openings) * 4 >= len(run) * 3:
        for line in run:
            line.add("related.teasers")
