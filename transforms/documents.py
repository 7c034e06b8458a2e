"""What the extractors read and give: an annotated article, and the mentions, quotations and figures found in it.

Positions are characters of a paragraph's text; `Paragraph.place` turns them into the two coordinate systems of the
tables. Ids (`entity_id`, `quote_id`) are local to the article until the load gives out those of the warehouse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc


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


@dataclass(frozen=True, slots=True)
class Article:
    """An article ready for extraction: its content paragraphs in reading order."""

    article_id: int
    published_on: date | None
    paragraphs: Sequence[Paragraph]


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
        country_code: ISO 3166-1 alpha-2 code of a place, where known; below, its coordinates in degrees.
    """

    entity_id: int
    kind: str
    name: str
    kind_votes: int = 1
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
    """A number with what it counts; fields as in the table `figures`."""

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
    parts: tuple[Part, ...] = ()
