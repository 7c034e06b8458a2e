"""A cue: the words by which somebody is said to say something."""

from dataclasses import dataclass

from spacy.tokens import Token

from transforms.extract.quotes.reported_content import TokenSpan


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb or phrase that attributes words to a speaker.

    Attributes:
        rule: how it was found, as in docs/speaker-rules.md.
        read_at: the token at which a reader comes upon it.
        token: the verb.
        low: first token of the verb and, beside it, its speaker.
        high: end of those tokens, exclusive.
        words: lemma of the verb with its particle, or the phrase; null where only position attributes.
        stance: what the cue makes of the words.
        speaker: head of the noun phrase, or the pronoun, that says who speaks.
        contents: token spans of what is reported.
    """

    rule: str
    read_at: int
    token: int
    low: int
    high: int
    words: str | None
    stance: str
    speaker: Token
    contents: tuple[TokenSpan, ...] = ()
