"""What is known of a line from outside its text: the page's title and captions, and the outlet's earlier pages."""

from collections import Counter

from transforms.ingest.outlets_file import folded
from transforms.strip.outlet_history import OutletHistory, line_key
from transforms.strip.page import ArticlePage, BlockVerdict, PageLine, only_name, topic_share, topic_words
from warehouse.schema.tables.values import BOILERPLATE_KINDS


def weigh_title(page: ArticlePage) -> None:
    """Finds the line that the metadata call the title, wherever above the text it stands: it is the headline."""
    wanted = PageLine(page.title).words if page.title else []
    for i, line in enumerate(page.lines):
        if page.paragraphs_before[i] > 1:
            return
        if wanted and line.words == wanted:
            line.add("headline.metadata")
            return


def weigh_markup(page: ArticlePage) -> None:
    """Finds the lines that the markup of the page calls captions: they are such, whatever they say."""
    if page.captions:
        marked = {tuple(PageLine(caption).words) for caption in page.captions}
        for line in page.lines:
            if line.words and tuple(line.words) in marked:
                line.add("caption.markup")


_MANY_STORIES, _MANY_SHARE = 10, 0.1
"""Number of an outlet's stories, or share of them, from which on a line that stands in them is hardly part of one."""
_NEARLY_ALL = 0.4
"""Share of an outlet's stories in which boilerplate stands. A war or an election fills a quarter of them, and each of
them may repeat its background."""


def weigh_repeated(page: ArticlePage) -> None:
    """Finds lines that stood in several earlier stories of the outlet: they belong to its pages.

    Stories that go on for weeks repeat sentences too, and some outlets repeat sub-headings. These must have stood in
    two fifths of all stories, and a sentence must not share this story's topic. A sentence that reports is left: one
    with a number tells something new each time, and what somebody said or did is news, however often it is repeated.
    """
    if not page.history.repeated:
        return
    lines_with_topic_word: Counter[str] | None = None
    for i, line in enumerate(page.lines):
        repeated = page.history.repeated.get(line_key(line.whole))
        if repeated is None or line.decided:
            continue
        if not page.paragraphs_before[i] and only_name(line.text):
            line.add("byline.name")
            continue
        if line.closed:
            lines_with_topic_word = lines_with_topic_word or Counter(
                word
                for other, text in zip(page.lines, page.is_text, strict=True)
                if text
                for word in topic_words(other)
            )
            topic = {word for word in topic_words(line) if lines_with_topic_word[word] > page.is_text[i]}
            if line.reports or repeated.share < _NEARLY_ALL or topic_share(line, topic) > 1 / 2:
                continue
        elif (i == 0 or page.may_be_sub_heading(i)) and repeated.share < _NEARLY_ALL:
            continue
        many = repeated.share >= _MANY_SHARE or repeated.articles >= _MANY_STORIES
        signs = many + (repeated.share >= _NEARLY_ALL) + line.prose
        line.add("other.repeated", "repeated", *["sign"] * signs)


def overruled(text: str, verdict: BlockVerdict, history: OutletHistory) -> BlockVerdict:
    """Changes the verdict on a line as the phrases of `outlets.toml` say; one to keep wins over one to drop."""
    if not (history.keep or history.drop):
        return verdict
    line = folded(text)
    if any(phrase in line for phrase in history.keep):
        return BlockVerdict("body", "body.outlet_keep", 1.0) if verdict.kind in BOILERPLATE_KINDS else verdict
    if any(phrase in line for phrase in history.drop):
        return BlockVerdict("other", "other.outlet_drop", 1.0)
    return verdict
