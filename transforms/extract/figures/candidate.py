"""A number that may turn out to be a figure, and all that the rules look at: each rule takes one candidate."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from transforms.documents import Figure, ParagraphIndex, Quote
from transforms.extract.numbers.find import Number
from transforms.extract.numbers.numeral import PROPORTION


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one paragraph: the span of the speaker's label, and the entity; null for none."""

    start: int
    end: int
    entity_id: int | None


@dataclass(frozen=True, slots=True)
class CountedPhrase:
    """A noun with what belongs to it: tokens from `first` to `last`, both included; `rule` is the one that found it."""

    first: Token
    head: Token
    last: Token
    rule: str


@dataclass(frozen=True, slots=True)
class EventTrigger:
    """The word that says what happened.

    Attributes:
        event: a value of `figures.event`.
        token: the word.
        is_active: whether it is a verb whose subject did it to those counted.
        rule: the rule of section `event` that found it.
        readings: for a verb the rules that read it, of the sections `verb_relation` and `verb_meaning`.
    """

    event: str
    token: Token
    is_active: bool = False
    rule: str = ""
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number, where it stands, and what was found of it so far; looked up once, then handed to every rule.

    Attributes:
        paragraph: the paragraph.
        doc: the paragraph's annotation.
        number: the number.
        first: its first token, without the bound words ("12" of "at least 12").
        last: its last token, without unit and bound words.
        begin: position in `doc` of the first token, bound words included.
        end: position of the last token, unit and bound words included.
        sentence: positions of the sentence's tokens.
        quote_before: the last quotation of the article that begins before it.
        figure_before: the figure before it in the paragraph.
        event_before: the last figure of the article of which somebody was killed, wounded or the like.
        phrase: the noun phrase that it counts.
        trigger: the word that says what happened to those counted.
        change_from: the value that the number takes the place of.
        is_replaced: whether another number of the sentence takes its place: "45" in "rose to 48 from 45".
        turn: who speaks in the paragraph, where it begins with the speaker's name and a colon.
    """

    paragraph: ParagraphIndex
    doc: Doc
    number: Number
    first: Token
    last: Token
    begin: int
    end: int
    sentence: range
    quote_before: Quote | None = None
    figure_before: Figure | None = None
    event_before: Figure | None = None
    phrase: CountedPhrase | None = None
    trigger: EventTrigger | None = None
    change_from: float | None = None
    is_replaced: bool = False
    turn: Turn | None = None

    @property
    def is_amount(self) -> bool:
        """Whether it measures money or in a unit, and does not count things."""
        return bool(self.number.currency) or self.number.unit not in {None, PROPORTION}

    @property
    def is_plain(self) -> bool:
        """Whether the number has neither unit nor currency; "a third" has the unit "proportion"."""
        return not (self.number.unit or self.number.currency)

    @property
    def core(self) -> str:
        """The number as written, without bound words."""
        return self.paragraph.text[self.number.core_start : self.number.core_end]

    @property
    def before(self) -> Token | None:
        """The token before the number; null at the beginning of the paragraph."""
        return self.doc[self.first.i - 1] if self.first.i else None

    @property
    def behind(self) -> Token | None:
        """The token behind the number; null at the end of the paragraph."""
        return self.doc[self.last.i + 1] if self.last.i + 1 < len(self.doc) else None

    @property
    def sentence_chars(self) -> tuple[int, int]:
        """The sentence's first character and its end, exclusive."""
        last = self.doc[self.sentence.stop - 1]
        return self.doc[self.sentence.start].idx, last.idx + len(last)

    def near(self, reach: int) -> range:
        """Returns the positions of the sentence's tokens that are no further than `reach` from the number."""
        return range(max(self.sentence.start, self.first.i - reach), min(self.sentence.stop, self.first.i + reach))


def locate(
    paragraph: ParagraphIndex,
    number: Number,
    quote_before: Quote | None,
    figure_before: Figure | None,
    event_before: Figure | None,
) -> Candidate:
    """Finds the tokens and the sentence of a number."""
    first = paragraph.token(number.core_start)
    return Candidate(
        paragraph,
        paragraph.doc,
        number,
        first,
        paragraph.token(number.core_end - 1),
        paragraph.token(number.start).i,
        paragraph.token(number.end - 1).i,
        range(*paragraph.sentence(first.i)),
        quote_before,
        figure_before,
        event_before,
    )
