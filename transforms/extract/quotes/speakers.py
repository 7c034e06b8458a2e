"""Who speaks: the noun phrases of the cues, led back to the person or body of the article that they stand for.

This is the second pass, through the sentences of the whole article in reading order. A pronoun goes to the last person
whom it may mean; a description ("the minister", "the 34-year-old") to the person whom the article describes so; a
statement to its author. The rules and their order stand in `lexicons/speaker_rules.toml` under `reference`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from spacy.tokens import Token

from transforms.extract.quotes.discourse import BASE_FORMS, WORD, Discourse, Referent, gender_of, is_object
from transforms.extract.quotes.marked_paragraph import MarkedParagraph
from transforms.extract.quotes.noun_phrases import NounPhrase, end_of, noun_phrase, partner_of
from transforms.extract.quotes.sentences import SpeechSentence
from transforms.extract.quotes.speaker_rules import ordered
from transforms.extract.quotes.vocabulary import PRONOUNS, SUBJECTS, WORDS, is_human

_COMPATIBLE: Final = {
    "he": frozenset({"he", "person"}),
    "she": frozenset({"she", "person"}),
    "it": frozenset({"it", "name"}),
    "they": frozenset({"they", "it", "name"}),
}
"""Which referents a pronoun may stand for, by what may stand for these."""
PERSONAL: Final = frozenset({"he", "she", "person"})
"""What may stand for a person."""
_DESCRIBED: Final = re.compile(
    r"the (?:.* )?(?:\d+-year-old\b.*|retired \w+|\w+(?:-\w+)? of (?:two|three|four|five|six|seven|eight|nine|ten))",
    re.IGNORECASE,
)
"""What is said with "the" only of somebody named before: an age, a calling given up, a number of children."""
_HE_OR_SHE: Final = frozenset({"he", "she", *(form for form, base in BASE_FORMS.items() if base in {"he", "she"})})
_REACH: Final = 3
"""How many paragraphs back a pronoun may point."""
_MEMORY: Final = 40
"""How many referents back a pronoun may point."""


@dataclass(frozen=True, slots=True)
class SentenceSpeakers:
    """Whom the noun phrases of one sentence stand for.

    Attributes:
        speakers: of its cues, in their order.
        signature: whose name stands behind its quotation.
        spoken_of: the last person whom it names or means.
    """

    speakers: Sequence[Referent]
    signature: Referent | None
    spoken_of: Referent | None


def resolve_speakers(sentences: Iterable[SpeechSentence], discourse: Discourse) -> Iterator[SentenceSpeakers]:
    """Yields for each sentence whom its noun phrases stand for.

    Args:
        sentences: all sentences of an article, in reading order.
        discourse: what the whole article tells; it grows with each sentence.
    """
    for sentence in sentences:
        before = len(discourse.referents)
        speakers = _speakers(sentence, discourse) if sentence.marked.has_cues else []
        signature = _of_signature(sentence)
        if signature:
            discourse.referents.append(signature)
        noted = discourse.referents[before:]
        spoken_of = next((referent for referent in reversed(noted) if referent.pronoun in PERSONAL), None)
        yield SentenceSpeakers(speakers, signature, spoken_of)


def _speakers(sentence: SpeechSentence, discourse: Discourse) -> list[Referent]:
    """Returns the speakers of a sentence's cues; subjects, speakers and authors are noted in the discourse."""
    marked = sentence.marked
    speakers: list[Referent] = []
    cues = list(sentence.cues)
    if cues and cues[0].rule == "name_and_colon":
        speakers.append(refer(marked, cues.pop(0).speaker, discourse))
    cue_at = {cue.read_at: cue for cue in cues}
    low, high = sentence.low, sentence.high
    for token, mark in zip(marked.doc[low:high], marked.inside[low:high], strict=True):
        if mark >= 0:
            continue
        if token.lower_ in _HE_OR_SHE:
            _note_pronoun(marked, token, discourse)
        if token.dep_ in SUBJECTS and marked.paragraph.mention(token):
            discourse.referents.append(refer(marked, token, discourse))
        cue = cue_at.get(token.i)
        if cue is not None:
            speakers.append(refer(marked, cue.speaker, discourse))
            discourse.referents.append(speakers[-1])
    for statement in sentence.statements:
        if statement.issuer is not None:
            discourse.authors[statement.noun] = refer(marked, statement.issuer, discourse)
        elif statement.cue is not None:
            discourse.authors[statement.noun] = speakers[statement.cue]
    return speakers


def _of_signature(sentence: SpeechSentence) -> Referent | None:
    """Returns the person whose name stands behind a quotation and a dash."""
    signature, marked = sentence.signature, sentence.marked
    if signature is None:
        return None
    mention = marked.paragraph.mention_at(signature.token)
    name = marked.text[signature.start : signature.end]
    return Referent(marked.order, name, mention.entity_id if mention else None, "person", "named")


def _note_pronoun(marked: MarkedParagraph, token: Token, discourse: Discourse) -> None:
    """Notes that a person is still spoken of, where a token is "he", "his", "she", "her"."""
    word = BASE_FORMS.get(token.lower_, token.lower_)
    subject = _subject_beside(marked, token) if is_object(token) else None
    meant = _last_that_fits(marked.order, word, discourse.referents, other_than=subject)
    if meant:
        discourse.referents.append(replace(meant, order=marked.order))


def _subject_beside(marked: MarkedParagraph, pronoun: Token) -> int | None:
    """Returns the entity that is subject of the clause in which a pronoun is object, and so not meant by it."""
    verb = next((above for above in pronoun.ancestors if above.pos_ in {"VERB", "AUX"}), None)
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None) if verb else None
    if verb is not None and subject is not None and subject.lower_ in WORDS["relatives"]:
        subject = verb.head.head if verb.head.dep_ == "appos" else verb.head
    mention = marked.paragraph.mention(subject) if subject is not None else None
    return mention.entity_id if mention else None


def _last_that_fits(
    order: int, pronoun: str, referents: Sequence[Referent], *, other_than: int | None = None
) -> Referent | None:
    """Returns the last subject or speaker that a pronoun in the paragraph at `order` may stand for."""
    allowed = _COMPATIBLE[pronoun]
    second: Referent | None = None
    for referent in islice(reversed(referents), _MEMORY):
        if referent.order < order - _REACH:
            break
        if other_than is not None and referent.entity_id == other_than:
            continue
        if referent.pronoun in allowed:
            return referent
        if referent.pronoun == "name" and second is None:
            second = referent
    return second


# --- whom a noun phrase stands for -----------------------------------------------------------------------------------


def refer(marked: MarkedParagraph, token: Token, discourse: Discourse) -> Referent:
    """Returns whom a noun phrase stands for, by the first rule that tells.

    Args:
        marked: the paragraph.
        token: head of the noun phrase, or a pronoun.
        discourse: what came before.
    """
    phrase = noun_phrase(marked, token)
    found = ((rule, RULES[rule](phrase, discourse)) for rule in _ORDER)
    rule, referent = next((rule, referent) for rule, referent in found if referent)
    if rule != "pronoun" and phrase.is_person and phrase.head.i > token.i and token.pos_ == "NOUN":
        _note_role(phrase, discourse)
    return replace(referent, rule=rule)


def _note_role(phrase: NounPhrase, discourse: Discourse) -> None:
    """Notes the role beside a person's name: "the harbour master, Ada Holm,"."""
    token = phrase.token
    words = frozenset(phrase.marked.text[token.left_edge.idx : end_of(token)].lower().split())
    if phrase.entity_id is not None:
        discourse.roles.setdefault(token.lower_, []).append((phrase.entity_id, words))


def _by_pronoun(phrase: NounPhrase, discourse: Discourse) -> Referent | None:
    word = BASE_FORMS.get(phrase.token.lower_, phrase.token.lower_)
    fits = word in _COMPATIBLE
    return _last_that_fits(phrase.marked.order, word, discourse.referents) if fits else None


def _by_pair(phrase: NounPhrase, _: Discourse) -> Referent | None:
    text = phrase.marked.text
    partner = partner_of(phrase)
    if partner is None or "," in text[phrase.end : partner.idx]:
        return None
    other = phrase.marked.paragraph.mention(partner)
    end = max(phrase.end, end_of(partner), other.end if other else 0)
    return Referent(phrase.marked.order, text[phrase.start : end], phrase.entity_id, "they")


def _by_name(phrase: NounPhrase, discourse: Discourse) -> Referent | None:
    return _as_written(phrase, discourse) if phrase.mention else None


def _by_author(phrase: NounPhrase, discourse: Discourse) -> Referent | None:
    author = discourse.authors.get(phrase.head.lower_) if _is_definite(phrase) else None
    if author is None or author.entity_id is None:
        return None
    return replace(_as_written(phrase, discourse), entity_id=author.entity_id)


def _by_role(phrase: NounPhrase, discourse: Discourse) -> Referent | None:
    if not _is_definite(phrase):
        return None
    rest = _written(phrase).lower().partition(" ")[2]
    return _as_person(phrase, _bearer(phrase.head.lower_, frozenset(WORD.findall(rest)), discourse), discourse)


def _by_description(phrase: NounPhrase, discourse: Discourse) -> Referent | None:
    if not _is_definite(phrase) or not _DESCRIBED.fullmatch(_written(phrase)):
        return None
    gender = gender_of(phrase.head.lower_)
    may_be = _COMPATIBLE[gender] if gender else PERSONAL
    last = next((r for r in islice(reversed(discourse.referents), _MEMORY) if r.pronoun in PERSONAL), None)
    is_meant = last is not None and last.order >= phrase.marked.order - 1 and last.pronoun in may_be
    return _as_person(phrase, last.entity_id if last and is_meant else None, discourse)


def _as_written(phrase: NounPhrase, discourse: Discourse) -> Referent:
    return Referent(phrase.marked.order, _written(phrase), phrase.entity_id, _pronoun_for(phrase, discourse.genders))


def _as_person(phrase: NounPhrase, person: int | None, discourse: Discourse) -> Referent | None:
    if person is None:
        return None
    return Referent(phrase.marked.order, _written(phrase), person, discourse.genders.get(person, "person"))


def _written(phrase: NounPhrase) -> str:
    return phrase.marked.text[phrase.start : phrase.end]


def _is_definite(phrase: NounPhrase) -> bool:
    """Tells whether a phrase speaks of one that is known: "the minister", "this statement"."""
    return _written(phrase).lower().partition(" ")[0] in {"the", "this", "that"} and phrase.head.tag_ == "NN"


RULES: Final[Mapping[str, Callable[[NounPhrase, Discourse], Referent | None]]] = {
    "pronoun": _by_pronoun,
    "pair": _by_pair,
    "named": _by_name,
    "author": _by_author,
    "bearer_of_role": _by_role,
    "description": _by_description,
    "as_written": _as_written,
}
"""What tells whom a noun phrase stands for, by rule."""
_ORDER: Final = ordered("reference")


def _bearer(noun: str, words: frozenset[str], discourse: Discourse) -> int | None:
    """Returns the person of whose role a description says no more than the article did; the last named of several."""
    bearers = {
        person
        for person, role in discourse.roles.get(noun, ())
        if words <= role and not (role - words) & WORDS["other_office"]
    }
    if not bearers:
        return None
    for referent in islice(reversed(discourse.referents), _MEMORY):
        if referent.entity_id in bearers:
            return referent.entity_id
        if referent.entity_id is None and noun in referent.text.lower().split():
            return None  # another one, without a name
    return next(iter(bearers)) if len(bearers) == 1 else None


def _pronoun_for(phrase: NounPhrase, genders: Mapping[int, str]) -> str:
    """Returns which pronoun may stand for a noun phrase later on."""
    head, mention = phrase.head, phrase.mention
    kind = phrase.marked.paragraph.kind(mention) if mention else None
    if mention and kind == "PERSON":
        return genders.get(mention.entity_id, "person")
    if head.tag_ in {"NNS", "NNPS"} or kind == "GROUP":
        return "they"
    if pronoun := PRONOUNS.get(head.lemma_.lower()):
        return pronoun
    if mention:
        return "it" if kind == "PLACE" else "name"
    if head.pos_ == "NOUN":
        human = is_human(head.lower_)
    else:
        human = not any(child.lower_ == "the" for child in head.lefts)
    return "person" if human else "none"
