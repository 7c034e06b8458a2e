"""What the extractors read and give: an annotated article, and the mentions, quotations and figures found in it.

Positions are characters of a paragraph's text; `Paragraph.place` turns them into the two coordinate systems of the
tables. Ids (`entity_id`, `quote_id`) are local to the article until the load gives out those of the warehouse.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from spacy.tokens import Doc, Token

WORD: Final = re.compile(r"\w[\w'&./-]*\w|\w")
"""A word of English text: "U.S", "O'Hara", "rock-climbing" and "AT&T" are one each."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One content block with its annotation.

    Attributes:
        block_id: the block, numbered within the article from 1.
        kind: a content kind of `blocks.kind`.
        text: the block's characters.
        doc: its annotation. The annotated text has the same length, but straight quotation marks, so token offsets
            hold in `text`, while `doc.text` is not for showing.
        raw_start: first character in the raw text.
        body_start: first character in the body; null outside it.
    """

    block_id: int
    kind: str
    text: str
    doc: Doc
    raw_start: int
    body_start: int | None

    def place(self, start: int, end: int) -> dict[str, int | None]:
        """Returns the columns that locate a span of `text`: block and both pairs of offsets."""
        return {
            "block_id": self.block_id,
            "raw_start": self.raw_start + start,
            "raw_end": self.raw_start + end,
            "start_char": None if self.body_start is None else self.body_start + start,
            "end_char": None if self.body_start is None else self.body_start + end,
        }


@dataclass(frozen=True)
class Article:
    """An article ready for extraction: its content paragraphs in reading order.

    Attributes:
        article_id: its number.
        published_on: the day of publication, where known.
        paragraphs: its content paragraphs.
        country: ISO code of the country where its outlet is based, where known.
    """

    article_id: int
    published_on: date | None
    paragraphs: Sequence[Paragraph]
    country: str | None = None

    @cached_property
    def indexed(self) -> Sequence["ParagraphIndex"]:
        """The paragraphs with look-ups by character and token, made once and read by every extractor."""
        return [ParagraphIndex(index, paragraph) for index, paragraph in enumerate(self.paragraphs)]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at one place. `paragraph` is an index into `Article.paragraphs`, here and below."""

    paragraph: int
    start: int
    end: int
    label: str
    model_label: str | None
    entity_id: int


@dataclass(frozen=True, slots=True)
class Entity:
    """Mentions of one article that name the same.

    Attributes:
        entity_id: its number in the article, from 1.
        kind: of `tables.ENTITY_KINDS`.
        name: its fullest spelling in the article.
        kind_votes: by how many votes that kind leads the next one.
        place_type: of `tables.PLACE_TYPES`, for a place that the gazetteer knows.
        country_code: ISO 3166-1 alpha-2 code of a place, where known; below, its coordinates in degrees.
    """

    entity_id: int
    kind: str
    name: str
    kind_votes: int = 1
    place_type: str | None = None
    country_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """Words that say what an entity is: a title before its name, or an apposition beside it."""

    paragraph: int
    start: int
    end: int
    entity_id: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation; `start` and `end` leave out the quotation marks around it."""

    quote_id: int
    paragraph: int
    start: int
    end: int
    kind: str
    speaker: str | None
    speaker_entity_id: int | None
    cue: str | None
    stance: str | None
    speaker_gender: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a figure, and the rule that found it.

    Attributes:
        part: of `tables.PARTS_OF_FIGURES`.
        rule: its id in `lexicons/figure_rules.toml`.
        start: first character of the words that gave it; null where no words of its paragraph did.
        end: their end, exclusive.
    """

    part: str
    rule: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts; fields as in the table `figures`.

    Attributes:
        part_of: the figure of the article that it is a part of, by paragraph and first character; null for none.
    """

    paragraph: int
    start: int
    end: int
    sentence: str
    value_low: float | None
    value_high: float | None
    bound: str
    unit: str | None
    currency: str | None
    counted: str | None
    counted_head: str | None
    counted_class: str | None
    measured: str | None
    counted_entity_id: int | None
    event: str | None
    actor_entity_id: int | None
    target_entity_id: int | None
    attributed_to: str | None
    attributed_entity_id: int | None
    attributed_framing: str | None
    attribution_path: str | None
    status: str
    as_of: date | None
    as_of_source: str | None
    measure: str | None
    place_entity_id: int | None
    quote_id: int | None
    factuality: str = "actual"
    change_from: float | None = None
    place_source: str | None = None
    part_of: tuple[int, int] | None = None
    parts: tuple[Part, ...] = ()

    @property
    def is_background(self) -> bool:
        """Whether its sentence shows that it is of another happening than that of the article."""
        return any(part.part == "background" for part in self.parts)


class ParagraphIndex:
    """A paragraph as every extractor sees it: its text and annotation, with look-ups by character and by token.

    Mentions and quotations are laid over it by `with_mentions` and `with_quotes`, once they are found.

    Attributes:
        index: its place in `Article.paragraphs`, from 0.
        block_kind: a content kind of `blocks.kind`.
        text: the text as the article has it.
        straight: the annotated text: of the same length, with straight quotation marks.
        doc: the annotation.
    """

    def __init__(self, index: int, paragraph: Paragraph) -> None:
        self.index = index
        self.block_kind = paragraph.kind
        self.text = paragraph.text
        self.doc: Doc = paragraph.doc
        self.straight: str = paragraph.doc.text
        self._token_starts = [token.idx for token in self.doc]
        self._sentence_starts = [token.i for token in self.doc if token.i == 0 or token.is_sent_start]
        self._words_of_sentence: dict[int, frozenset[str]] = {}
        self._kinds: Mapping[int, str] = {}
        self._mentions: dict[int, Mention] = {}
        self._quotes: dict[int, list[Quote]] = {}

    def with_mentions(self, mentions: Sequence[Mention], kinds: Mapping[int, str]) -> "ParagraphIndex":
        """Returns the paragraph with its mentions laid over the tokens.

        Args:
            mentions: those of this paragraph. Where two share a token, the longer one has it.
            kinds: kind of entity by `entity_id`.
        """
        named = copy(self)
        named._kinds = kinds
        named._mentions = {}
        for mention in sorted(mentions, key=lambda m: (m.end - m.start, m.start, m.entity_id)):
            for i in self.token_range(mention.start, mention.end):
                named._mentions[i] = mention
        return named

    def with_quotes(self, quotes: Sequence[Quote]) -> "ParagraphIndex":
        """Returns the paragraph with its quotations laid over the tokens; a token may stand in several."""
        quoted = copy(self)
        quoted._quotes = defaultdict(list)
        for quote in quotes:
            for i in self.token_range(quote.start, quote.end):
                quoted._quotes[i].append(quote)
        return quoted

    @cached_property
    def words(self) -> Sequence[tuple[int, int]]:
        """First character and end of each word."""
        return [match.span() for match in WORD.finditer(self.straight)]

    def token_number(self, char: int) -> int:
        """Returns the number of the token that holds a character, or of the one before it."""
        return bisect_right(self._token_starts, char) - 1

    def token_range(self, start: int, end: int) -> range:
        """Returns the numbers of the tokens that hold the characters `start` to `end`, exclusive."""
        return range(max(0, self.token_number(start)), bisect_left(self._token_starts, end))

    def token(self, char: int) -> Token:
        """Returns the token that holds a character, or the one before it."""
        return self.doc[max(0, self.token_number(char))]

    def sentence(self, i: int) -> tuple[int, int]:
        """Returns the first token of the sentence that holds token `i`, and its end, exclusive."""
        number = bisect_right(self._sentence_starts, i)
        end = self._sentence_starts[number] if number < len(self._sentence_starts) else len(self.doc)
        return self._sentence_starts[number - 1], end

    def words_of_sentence(self, i: int) -> frozenset[str]:
        """Returns the words of the sentence that holds token `i`, in small letters."""
        start, end = self.sentence(i)
        if start not in self._words_of_sentence:
            self._words_of_sentence[start] = frozenset(token.lower_ for token in self.doc[start:end])
        return self._words_of_sentence[start]

    def written(self, start: int, end: int) -> str:
        """Returns tokens `start` to `end`, exclusive, as the article writes them."""
        last = self.doc[end - 1]
        return self.text[self.doc[start].idx : last.idx + len(last.text)].strip()

    def mention_at(self, i: int) -> Mention | None:
        """Returns the mention that holds the token of a number; none for a number outside the paragraph."""
        return self._mentions.get(i)

    def mention(self, token: Token) -> Mention | None:
        """Returns the mention that a token belongs to."""
        return self._mentions.get(token.i)

    def mentions(self) -> Collection[Mention]:
        """Returns the mentions laid over the paragraph, once for each of their tokens."""
        return self._mentions.values()

    def kind(self, mention: Mention) -> str:
        """Returns the kind of what a mention names."""
        return self._kinds.get(mention.entity_id, mention.label)

    def named(self, first: Token, last: Token, kinds: Collection[str]) -> Mention | None:
        """Returns the last mention in tokens `first` to `last` of an entity of one of the kinds."""
        for token in reversed(self.doc[first.i : last.i + 1]):
            mention = self.mention(token)
            if mention and self.kind(mention) in kinds:
                return mention
        return None

    def entity(self, first: Token, last: Token, kinds: Collection[str]) -> int | None:
        """Returns the entity of that mention."""
        mention = self.named(first, last, kinds)
        return mention.entity_id if mention else None

    def quotes(self, token: Token) -> Sequence[Quote]:
        """Returns the quotations that a token stands in."""
        return self._quotes.get(token.i, ())
