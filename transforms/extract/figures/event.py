"""What a number is an event's count of: the event, and the word that says so."""

from dataclasses import dataclass

from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Governor:
    """What happened, and the word that says so; `is_active` when the subject of that verb did it.

    `rule` is the one that found it.
    """

    event: str
    token: Token
    is_active: bool = False
    rule: str = ""
