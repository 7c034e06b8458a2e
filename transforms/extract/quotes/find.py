"""Quotations and reported speech of an article: the words, who says them, and the cue that tells so.

Three steps, each once through the article: `sentences` reads the cues and marked stretches of each sentence,
`speakers` tells whom the noun phrases stand for, and here each stretch gets the cue it hangs on. Whose words it holds
where no cue stands beside it, the rules of `fallback` in `lexicons/speaker_rules.toml` tell.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from transforms.documents import Article, Entity, Mention, Quote, Role
from transforms.extract.quotes.cue import Cue
from transforms.extract.quotes.discourse import Discourse, read_persons
from transforms.extract.quotes.marked_paragraph import MarkedParagraph, marked_paragraphs
from transforms.extract.quotes.nearest_cue import Link
from transforms.extract.quotes.quoted_words import Attribution, before_mark, indirect_quote, marked_quote, unspoken
from transforms.extract.quotes.referents import Referent
from transforms.extract.quotes.sentences import SpeechSentence, read_sentences
from transforms.extract.quotes.speaker_rules import ordered
from transforms.extract.quotes.speakers import SentenceSpeakers, resolve_speakers
from transforms.extract.quotes.unclosed import close_marks

_GENDERS: Final = {"he": "male", "she": "female"}
_NAME_WORDS: Final = 5
"""Words behind a comma of which more are hardly a title or a name."""


def find_quotes(
    article: Article, mentions: Sequence[Mention], entities: Sequence[Entity], roles: Sequence[Role]
) -> list[Quote]:
    """Finds quotations and reported speech.

    Words in quotation marks are `direct` (a whole sentence or more) or `partial`; words without any speaker are left
    out where they are a title, a name or a few words that the text does not make its own. Reported speech is
    `indirect`: its span is the content without cue and speaker, and may hold partial quotations. A pronoun is resolved
    to the person or body spoken of before.

    Args:
        article: content paragraphs in reading order.
        mentions: names in those paragraphs.
        entities: what the names stand for.
        roles: what the article says that they are.

    Returns:
        Quotes in order of position, longer before shorter, numbered from 1.
    """
    return [quote for quote, _ in attributed_quotes(article, mentions, entities, roles)]


def attributed_quotes(
    article: Article, mentions: Sequence[Mention], entities: Sequence[Entity], roles: Sequence[Role]
) -> list[tuple[Quote, Attribution | None]]:
    """Finds quotations as `find_quotes` does, each with the rules that told who speaks; null where none did."""
    paragraphs = [close_marks(marked) for marked in marked_paragraphs(article, mentions, entities)]
    sentences = [sentence for marked in paragraphs for sentence in read_sentences(marked)]
    persons = frozenset(entity.entity_id for entity in entities if entity.kind == "PERSON")
    discourse = read_persons(article, paragraphs, roles, persons)
    found = list(_quotes(sentences, resolve_speakers(sentences, discourse)))
    found.sort(key=lambda of: (of[0].paragraph, of[0].start, -of[0].end))
    return [
        (replace(quote, quote_id=number, speaker_gender=_gender(by, discourse)), by)
        for number, (quote, by) in enumerate(found, 1)
    ]


def _gender(by: Attribution | None, discourse: Discourse) -> str | None:
    """Returns whether a speaker is female or male, as the article shows it."""
    if by is None:
        return None
    known = discourse.genders.get(by.speaker.entity_id) if by.speaker.entity_id is not None else None
    return _GENDERS.get(by.speaker.pronoun if known is None or by.speaker.pronoun == "they" else known)


def _quotes(
    sentences: Iterable[SpeechSentence], speakers: Iterable[SentenceSpeakers]
) -> Iterator[tuple[Quote, Attribution | None]]:
    """Yields the quotes of the sentences of an article.

    Who spoke last in a paragraph may also speak a quotation that stands alone in its next sentence; who spoke last in a
    paragraph of the body, one with which the next such paragraph begins.
    """
    of_body: Attribution | None = None
    last: Attribution | None = None
    before: Attribution | None = None
    reported: set[tuple[int, int]] = set()
    marked: MarkedParagraph | None = None
    pairs = list(zip(sentences, speakers, strict=True))
    for (sentence, of_sentence), behind in zip_longest(pairs, pairs[1:]):
        is_body = sentence.marked.paragraph.block_kind == "body"
        if sentence.marked is not marked:
            marked, last, reported = sentence.marked, None, set()
            before = of_body if is_body else None
        pointing = _pointing_back(*behind) if behind and behind[0].marked is sentence.marked else None
        found, spoke = _of_sentence(sentence, of_sentence, before, pointing)
        before = last = spoke or last
        of_body = last if is_body else of_body
        for quote, by in found:
            if quote.kind == "indirect":
                if (quote.start, quote.end) in reported:
                    continue
                reported.add((quote.start, quote.end))
            yield quote, by


def _of_sentence(
    sentence: SpeechSentence, speakers: SentenceSpeakers, before: Attribution | None, behind: Attribution | None
) -> tuple[list[tuple[Quote, Attribution | None]], Attribution | None]:
    """Returns the quotes of one sentence, and who speaks in it, or is spoken of.

    Args:
        sentence: the sentence.
        speakers: whom its noun phrases stand for.
        before: who spoke before it.
        behind: whose words it holds, by the sentence behind it.
    """
    found: list[tuple[Quote, Attribution | None]] = []
    linked: Attribution | None = None
    spoken: list[tuple[int, int, Attribution]] = []
    for n in sentence.marks:
        stretch = _Stretch(sentence, speakers, n, linked, before, behind)
        by, is_beside = _attribution(stretch)
        quote = marked_quote(sentence.marked, n, sentence.low, by, is_beside=is_beside)
        if quote is None:
            continue
        found.append((quote, by))
        linked = by
        if by and quote.kind == "direct":
            first, end = sentence.marked.ranges[n]
            spoken.append((min(by.low, first), end, by))
    of_cues = [_of_cue(cue, who) for cue, who in zip(sentence.cues, speakers.speakers, strict=True)]
    for cue, of_cue in zip(sentence.cues, of_cues, strict=True):
        spans = (unspoken(sentence.marked, content, of_cue, spoken) for content in cue.contents)
        found += [(quote, of_cue) for span in spans if (quote := indirect_quote(sentence.marked, span, of_cue))]
    return found, linked or next(iter(of_cues), None) or _person(sentence, speakers)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A marked stretch, and what tells whose words it holds.

    Attributes:
        sentence: its sentence.
        speakers: whom the noun phrases of the sentence stand for.
        n: its number in the paragraph.
        linked: whose words the stretch before it in the sentence holds.
        before: who spoke before the sentence.
        behind: whose words it holds, by the sentence behind it.
    """

    sentence: SpeechSentence
    speakers: SentenceSpeakers
    n: int
    linked: Attribution | None
    before: Attribution | None
    behind: Attribution | None


def _attribution(stretch: _Stretch) -> tuple[Attribution | None, bool]:
    """Returns whose words a stretch holds, and whether the cue that tells so stands right beside it."""
    turn = _by_turn(stretch)
    if turn:
        return turn, True
    link = stretch.sentence.links.get(stretch.n)
    if link and link.is_beside:
        return _by_link(stretch, link), True
    return next((by for rule in _ORDER if (by := FALLBACKS[rule](stretch))), None), False


def _by_turn(stretch: _Stretch) -> Attribution | None:
    speaker = stretch.speakers.turn
    low = stretch.sentence.low
    return Attribution(("turn",), low, low, None, "says", speaker) if speaker and stretch.n == 0 else None


def _by_link(stretch: _Stretch, link: Link, *rules: str) -> Attribution:
    return _of_cue(stretch.sentence.cues[link.cue], stretch.speakers.speakers[link.cue], link.rule, *rules)


def _by_own_cue(stretch: _Stretch) -> Attribution | None:
    link = stretch.sentence.links.get(stretch.n)
    return _by_link(stretch, link, "own_cue") if link else None


def _by_what_goes_on(stretch: _Stretch) -> Attribution | None:
    """Reads a part of a sentence that hangs on the cue before the stretch before it: called it "a" and "b"."""
    linked, marked = stretch.linked, stretch.sentence.marked
    low = marked.ranges[stretch.n][0]
    if linked is None or not marked.text[marked.marks[stretch.n].start].islower():
        return None
    cues = stretch.sentence.cues
    goes_on = linked.token < low and not any(linked.token < cue.token < low for cue in cues)
    return replace(linked, rules=("goes_on",)) if goes_on else None


def _by_signature(stretch: _Stretch) -> Attribution | None:
    signature, person = stretch.sentence.signature, stretch.speakers.signature
    if stretch.n or signature is None or person is None:
        return None
    return Attribution(("signature",), signature.token, signature.token, None, "says", person)


def _by_same_sentence(stretch: _Stretch) -> Attribution | None:
    return replace(stretch.linked, rules=("same_sentence",)) if stretch.linked else None


def _by_sentence_behind(stretch: _Stretch) -> Attribution | None:
    behind = stretch.behind
    return (
        replace(behind, rules=(*behind.rules, "named_behind")) if behind and _stands_alone(stretch.sentence) else None
    )


def _by_who_spoke_last(stretch: _Stretch) -> Attribution | None:
    before = stretch.before
    return replace(before, rules=("stands_alone",)) if before and _stands_alone(stretch.sentence) else None


def _by_person_spoken_of(stretch: _Stretch) -> Attribution | None:
    is_announced = _is_announced(stretch.sentence.marked, stretch.n) and not _stands_alone(stretch.sentence)
    return _person(stretch.sentence, stretch.speakers) if is_announced else None


FALLBACKS: Final[Mapping[str, Callable[[_Stretch], Attribution | None]]] = {
    "turn": _by_turn,
    "goes_on": _by_what_goes_on,
    "own_cue": _by_own_cue,
    "signature": _by_signature,
    "same_sentence": _by_same_sentence,
    "named_behind": _by_sentence_behind,
    "stands_alone": _by_who_spoke_last,
    "spoken_of": _by_person_spoken_of,
}
"""What tells whose words a stretch holds that has no cue beside it, by rule."""
_ORDER: Final = ordered("fallback")


def _of_cue(cue: Cue, speaker: Referent, *rules: str) -> Attribution:
    return Attribution((cue.rule, *rules), cue.token, cue.low, cue.words, cue.stance, speaker)


def _pointing_back(sentence: SpeechSentence, speakers: SentenceSpeakers) -> Attribution | None:
    """Returns whose words the quotation before a sentence holds, if the sentence points back to it."""
    for cue, speaker in zip(sentence.cues, speakers.speakers, strict=True):
        opens = sentence.marked.doc[sentence.low].lower_ in {"so", "thus"} and cue.token - sentence.low <= 1
        if cue.rule == "pointing_back" or (opens and not cue.contents):
            return _of_cue(cue, speaker)
    return None


def _person(sentence: SpeechSentence, speakers: SentenceSpeakers) -> Attribution | None:
    """Returns the person whom a sentence without any cue is about: a quotation behind it is theirs."""
    at, person = sentence.low, speakers.spoken_of
    return Attribution(("spoken_of",), at, at, None, "says", person) if person else None


def _stands_alone(sentence: SpeechSentence) -> bool:
    """Tells whether a sentence is nothing but words in quotation marks."""
    marked = sentence.marked
    return all(marked.inside[i] >= 0 or not marked.doc[i].is_alpha for i in range(sentence.low, sentence.high))


def _is_announced(marked: MarkedParagraph, n: int) -> bool:
    """Tells whether a sentence without any cue leads up to a marked stretch: "To her, 'nothing is so dear as this'"."""
    low, high = marked.ranges[n]
    before = before_mark(marked, n)
    return before == ":" or (before == "," and sum(marked.doc[i].is_alpha for i in range(low, high)) > _NAME_WORDS)
