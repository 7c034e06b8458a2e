"""What a line's place and neighbours give away: lists of other stories, comments, menus, praise of subscriptions."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, takewhile

from transforms.strip.page import BAR, WORD, Line, Page, topic_share, topic_words
from transforms.strip.phrasebook import HINT, LIKELY, LONGEST_LABEL, PART, STRONG, SURE, strip_lexicon

_LATE = 0.3
"""Share of the running text that may still follow what belongs to an article's end."""


def weigh_place(page: Page) -> None:
    """What belongs to the end of an article counts less above it, and a label above everything else not at all.

    Nor does a button's word above a paragraph that uses it: that is its sub-heading.
    """
    early = _LATE * page.words_before[-1]
    first = next((i for i, x in enumerate(page.lines) if not x.settled or x.weights().keys() == {"related"}), None)
    for i, line in enumerate(page.lines):
        if i == first and "related.label" in line.evidence:
            # "Watch: ..." above everything else is the article's own headline.
            del line.evidence["related.label"]
        if len(line.words) <= 2 and line.settled and page.heads_text(i) and i and page.lines[i - 1].prose:
            following = {word.rstrip("s") for word in page.lines[i + 1].words}
            if line.text[:1].isalpha() and following.issuperset(word.rstrip("s") for word in line.words):
                line.evidence.clear()
        if line.evidence and page.words_after(i) > early:
            for rule in line.evidence.keys() & strip_lexicon().at_end:
                line.evidence[rule] -= LIKELY


def weigh_bars(page: Page) -> None:
    """Menus and trails above and below the article: short names between bars."""
    for i, line in enumerate(page.lines):
        if len(line.words) <= 25 and not line.closed and (page.text_before[i] == 0 or page.words_after(i) == 0):
            names = [WORD.findall(name.lower()) for name in BAR.split(line.text)]
            short = all(1 <= len(name) <= 4 for name in names) and not any(map(str.isdigit, line.text))
            if short and len(names) >= (2 if names[0] == ["home"] else 3):
                line.add("nav.bar", STRONG)


_GREETINGS = 4
"""Lines that begin like a letter; interviews and live blogs have one or two."""
_BUTTON_OF_COMMENTS = 3
"""Words up to which a heading of comments may be a button in any place of a page."""


def weigh_comments(page: Page) -> None:
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
    personal = list(accumulate((sum(w in strip_lexicon().personal for w in line.words) for line in lines), initial=0))
    reported = list(accumulate((len(x.words) * (x.prose and x.spoken) for x in lines), initial=0))
    greeted = list(accumulate((not line.settled and _greets(line) for line in lines), initial=0))
    for n, i in enumerate(headings):
        after = words[-1] - words[i + 1]
        greetings = greeted[-1] - greeted[i + 1]
        told = personal[-1] - personal[i + 1] + greetings
        chatty = after > 0 and (told >= 0.03 * after or greetings >= _GREETINGS)
        reporting = reported[-1] - reported[i + 1] > 0.3 * after
        late = page.words_before[i] >= 50 and words[i] >= words[-1] // 4
        # Under a short post, or a call for comments: many greet, and more furniture of comments closes the thread.
        late = late or (greetings >= _GREETINGS and n + 1 < len(headings))
        # A button may stand above an essay as well: only more of a thread's furniture tells that it heads one.
        heads = (
            len(lines[i].words) > _BUTTON_OF_COMMENTS or "#" in lines[i].words or greetings > 0 or n + 1 < len(headings)
        )
        if chatty and not reporting and late and heads:
            thread = list(takewhile(_may_comment, lines[i + 1 :]))
            last = max((k for k, line in enumerate(thread) if _is_personal(line)), default=-1)
            for k, comment in enumerate(thread):
                if k < last or not _reports(comment):
                    comment.add("comments.thread", SURE + HINT)
            break
    for i, j in pairwise(headings):
        if page.words_before[i] >= 50 and page.in_tail(i):
            for comment in lines[i + 1 : j]:
                if not _reports(comment):
                    comment.add("comments.thread", SURE + HINT)


def _may_comment(line: Line) -> bool:
    return not (line.settled and {"legal", "related"} & line.weights().keys())


def _is_personal(line: Line) -> bool:
    return _greets(line) or not strip_lexicon().personal.isdisjoint(line.words)


def _reports(line: Line) -> bool:
    """Whether a line tells who said what in whose words, as readers seldom do."""
    return line.prose and line.spoken and '"' in line.plain


def _greets(line: Line) -> bool:
    greetings = strip_lexicon().greetings
    return any(" ".join(line.words[:size]) in greetings for size in (1, 2, 3))


_LONGEST_LIST = 20


def weigh_lists(page: Page) -> None:
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
        elif left and line.titled and not page.heads_text(i):
            left -= 1
            line.add("related.list", STRONG)
        else:
            left = 0


def _opens_list(line: Line) -> bool:
    heading = "related.heading" in line.evidence
    label = line.evidence.get("related.label", 0) >= STRONG and len(line.words) <= LONGEST_LABEL
    return line.settled and (heading or (label and line.plain.endswith((":", "…", "...", "|"))))


def weigh_benefits(page: Page) -> None:
    """Bullets that praise a subscription; a list that a sentence announces is the article's."""
    benefits = strip_lexicon().benefits
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


def weigh_capitals(page: Page) -> None:
    """A long line in capitals between paragraphs is another story's title; sub-headings are short, or ask."""
    if page.shouted or page.wrapped:
        return
    for i, line in enumerate(page.lines):
        if (
            line.capitals
            and line.titled
            and len(line.words) >= 6
            and page.text_before[i] > 0
            and line.words[0] not in strip_lexicon().asks
        ):
            line.add("related.capitals", PART)


def weigh_teasers(page: Page) -> None:
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
    topic = {word for line in lines[:start] for word in topic_words(line)}
    shares = [topic_share(line, topic) for line in run]
    cut = sum(line.cut for line in run)
    if cut == len(run):
        foreign = sum(shares) / len(run) <= (0.3 if len(run) == 2 else 0.5)
    else:
        foreign = len(run) >= 3 and not any(line.bullet for line in run) and sum(shares) / len(run) <= 0.15
    openings = {tuple(line.words[:2]) for line in run}
    if foreign and len(openings) * 4 >= len(run) * 3:
        for line in run:
            line.add("related.teasers", STRONG)
