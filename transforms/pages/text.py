"""Which text of a page is the article: what trafilatura finds, held against the page's own paragraphs.

trafilatura leaves out paragraphs whose class only sounds like furniture ("share-story"), posts that are embedded, and
on short pages all line ends. The paragraphs of the element that holds most of the page's running text tell where.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from transforms.pages.tree import Block, Element
from transforms.pages.words import closed, key

_LEAST_FOUND = 0.4
"""Share of the article's running text that trafilatura must have found, else it took another part of the page."""
_REACH = 60_000
"""Characters within which the next line is looked for: a line that moved further stands elsewhere."""
_LEAST_KEY = 20
"""Letters of the shortest line that is looked for within others: shorter ones stand anywhere."""
_LEAD_WORDS = 12
"""Words of the shortest sentence that is taken as the beginning of a text; shorter ones are notices."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def article_lines(lines: Sequence[Block], found: Sequence[str]) -> list[str]:
    """Chooses the lines of the article.

    Args:
        lines: of the page as it is shown.
        found: lines that trafilatura takes for the article.

    Returns:
        Its lines, with those that it has missed between them, and several that it has made one taken apart; or the
        page's own, where it has missed too much.
    """
    container = _container(lines)
    found = _without_menus(found, lines)
    within: dict[Element, bool] = {}
    own = [line for line in lines if container is not None and _is_within(line.element, container, within)]
    places = _places(own, found)
    prose = [i for i, line in enumerate(own) if line.prose and not line.aside] or [
        i for i, line in enumerate(own) if _may_be_text(line)
    ]
    words = sum(own[i].words for i in prose)
    hit = sum(own[i].words for i in prose if places[i] is not None)
    if max(hit, sum(len(line.split()) for line in found)) < _LEAST_FOUND * words:
        return [line.text for line in own if not line.aside and not _is_link(line)]
    return _lead(lines, own, places) + _completed(own, places, found)


def _without_menus(found: Sequence[str], lines: Sequence[Block]) -> list[str]:
    """Leaves out found lines that the page shows in its menus and forms only, and those that begin with another title.

    A heading in the text tells what comes; one that is a link, in an item of a list, leads to another story.
    """
    menus = "\n".join(key(line.text) for line in lines if line.aside and not line.prose)
    shown = {key(line.text) for line in lines if not line.aside}
    leading = tuple(
        key(line.text)
        for line in lines
        if line.element.tag in _HEADINGS
        and line.linked == line.words
        and len(key(line.text)) >= _LEAST_KEY
        and any(above.tag == "li" for above in line.element.iterancestors())
    )
    return [
        line
        for line in found
        if not key(line).startswith(leading) and (key(line) in shown or closed(line) or key(line) not in menus)
    ]


def _may_be_text(line: Block) -> bool:
    return not line.aside and line.words >= 3 and line.linked * 2 < line.words and line.element.tag not in _HEADINGS


def _is_link(line: Block) -> bool:
    """Whether a line is nothing but links, and no sentence."""
    return line.linked == line.words and not line.prose and line.element.tag not in _HEADINGS


def _container(lines: Sequence[Block]) -> Element | None:
    """Finds the element that holds most running text beside fewest links: the innermost of equal ones."""
    any_prose = any(line.prose and not line.aside for line in lines)
    gains: dict[Element, int] = {}
    for line in lines:
        counts = line.prose and not line.aside if any_prose else _may_be_text(line)
        gain = line.words - line.linked if counts else -line.linked
        for element in (line.element, *line.element.iterancestors()) if gain else ():
            gains[element] = gains.get(element, 0) + gain
    best = max(gains.values(), default=0)
    if best <= 0:
        return None
    return max((element for element, gain in gains.items() if gain == best), key=_depth)


def _depth(element: Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _is_within(element: Element, container: Element, known: dict[Element, bool]) -> bool:
    """Whether an element is another or stands in it; `known` is what was told of others, and is added to."""
    if element not in known:
        parent = element.getparent()
        known[element] = element is container or (parent is not None and _is_within(parent, container, known))
    return known[element]


def _places(own: Sequence[Block], found: Sequence[str]) -> list[int | None]:
    """Tells for each line of the page which found line holds it; null for none."""
    keys = [key(line) for line in found]
    joined = "".join(keys)
    starts = list(accumulate(map(len, keys), initial=0))[:-1]
    whole = {one: i for i, one in reversed([*enumerate(keys)])}
    places: list[int | None] = []
    cursor = 0
    for line in own:
        wanted = key(line.text)
        place = whole.get(wanted)
        if place is not None:
            cursor = starts[place] + len(wanted)
        elif wanted and (at := _position(joined, wanted, cursor)) is not None:
            place = bisect_right(starts, at) - 1
            cursor = at + len(wanted)
        places.append(place)
    return places


def _position(joined: str, wanted: str, cursor: int) -> int | None:
    """Returns where a line stands within the found ones: next, or later if it is too long to stand there by chance."""
    if joined.startswith(wanted, cursor):
        return cursor
    at = joined.find(wanted, cursor, cursor + _REACH) if len(wanted) >= _LEAST_KEY else -1
    return at if at >= 0 else None


def _lead(lines: Sequence[Block], own: Sequence[Block], places: Sequence[int | None]) -> list[str]:
    """Returns a line of sentences that stands alone between the heading and the first line that was found.

    Pages set the first paragraph apart; where several lines stand there, they sum the article up.
    """
    first = next((line for line, place in zip(own, places, strict=True) if place is not None), None)
    end = next((i for i, line in enumerate(lines) if line is first), 0)
    start = max((i for i in range(end) if lines[i].element.tag == "h1"), default=end)
    lead = [line for line in lines[start + 1 : end] if _belongs(line) and line.words >= _LEAD_WORDS]
    return [line.text for line in lead if line.linked == 0] if len(lead) == 1 else []


def _completed(own: Sequence[Block], places: Sequence[int | None], found: Sequence[str]) -> list[str]:
    """Puts lines that were missed where they stand on the page, and takes apart those that were joined."""
    missed: dict[int, list[str]] = {}
    joined: dict[int, list[str]] = {}
    last: int | None = None
    run: list[Block] = []
    for line, place in zip(own, places, strict=True):
        if place is None:
            run.append(line)
            continue
        if last is not None and last <= place:
            missed.setdefault(last, []).extend(one.text for one in run if _belongs(one))
        joined.setdefault(place, []).append(line.text)
        run = []
        last = place
    completed = []
    for i, whole in enumerate(found):
        parts = joined.get(i, [])
        apart = len(parts) > 1 and key("".join(parts)) == key(whole)
        completed += [*(parts if apart else [whole]), *missed.get(i, ())]
    return completed


def _belongs(line: Block) -> bool:
    """Whether a line between two of the article is one of it, whatever its element is called."""
    return not line.aside and not line.caption and (line.embedded or line.prose)
