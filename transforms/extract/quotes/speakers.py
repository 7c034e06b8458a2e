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

from transforms import lexicons
from transforms.extract.quotes.discourse import WORD, Bearer, Discourse
from transforms.extract.quotes.genders import BASE_FORMS, gender_beside, gender_of, is_object
from transforms.extract.quotes.marked_paragraph import MarkedParagraph
from transforms.extract.quotes.noun_phrases import NounPhrase, end_of, noun_phrase, partner_of
from transforms.extract.quotes.referents import PERSONAL, Referent, is_pronoun, last_that_fits
from transforms.extract.quotes.sentences import SpeechSentence
from transforms.extract.quotes.speaker_rules import ordered
from transforms.extract.quotes.speaker_slot import may_be_named
from transforms.extract.quotes.subjects import is_aged
from transforms.extract.quotes.vocabulary import PRONOUNS, SUBJECTS, WORDS, is_human

_DESCRIBED: Final = re.compile(
    r"the (?:.* )?(?:\d+-year-old\b.*|(?:retired|former|new) \w+"
    r"|\w+(?:-\w+)?[ -]of[ -](?:two|three|four|five|six|seven|eight|nine|ten))",
    re.IGNORECASE,
)
"""What is said with "the" only of somebody named before: an age, a calling given up or new, a number of children."""
_HE_OR_SHE: Final = frozenset({"he", "she", *(form for form, base in BASE_FORMS.items() if base in {"he", "she"})})
_REACH: Final = 3
"""How many paragraphs back a pronoun may point."""
_DETERMINERS: Final = frozenset(lexicons.load("names")["determiners"])
_LONGEST_LIST: Final = 12
"""Names of "A, B and C" that are subjects like the first."""
_BARE: Final = 2
"""Words of "the company": a longer description is of one body among several."""
_MEMORY: Final = 40
"""How many referents back the bearer of a role is looked for, and a body."""


@dataclass(frozen=True, slots=True)
class SentenceSpeakers:
    """Whom the noun phrases of one sentence stand for.

    Attributes:
        speakers: of its cues, in their order.
        signature: whose name stands behind its quotation.
        turn: whose label or signature stands beside the words that fill its paragraph.
        spoken_of: the last person whom it names or means.
    """

    speakers: Sequence[Referent]
    signature: Referent | None
    turn: Referent | None
    spoken_of: Referent | None


def resolve_speakers(sentences: Iterable[SpeechSentence], discourse: Discourse) -> Iterator[SentenceSpeakers]:
    """Yields for each sentence whom its noun phrases stand for.

    Args:
        sentences: all sentences of an article, in reading order.
        discourse: what the whole article tells; it grows with each sentence.
    """
    for number, sentence in enumerate(sentences, 1):
        before = len(discourse.referents)
        speakers = _speakers(sentence, discourse) if sentence.marked.has_cues else []
        signature = _of_signature(sentence)
        turn = _of_turn(sentence, discourse)
        discourse.referents += [referent for referent in (signature, turn) if referent]
        noted = [replace(referent, sentence=number) for referent in discourse.referents[before:]]
        discourse.referents[before:] = noted
        subjects = (referent for referent in reversed(noted) if referent.is_subject)
        spoken_of = next((referent for referent in subjects if referent.pronoun in PERSONAL), None)
        yield SentenceSpeakers(speakers, signature, turn, spoken_of)


def _speakers(sentence: SpeechSentence, discourse: Discourse) -> list[Referent]:
    """Returns the speakers of a sentence's cues; subjects, speakers and authors are noted in the discourse."""
    marked = sentence.marked
    speakers: dict[int, Referent] = {}
    cues_at: dict[int, list[int]] = {}
    for n, cue in enumerate(sentence.cues):
        if cue.rule == "name_and_colon":
            speakers[n] = refer(marked, cue.speaker, discourse)
        else:
            cues_at.setdefault(cue.read_at, []).append(n)
    low, high = sentence.low, sentence.high
    for token, mark in zip(marked.doc[low:high], marked.inside[low:high], strict=True):
        if mark >= 0:
            continue
        if token.lower_ in _HE_OR_SHE:
            _note_pronoun(marked, token, discourse)
        discourse.referents += _spoken_of(marked, token, discourse)
        for n in cues_at.get(token.i, ()):
            speakers[n] = refer(marked, sentence.cues[n].speaker, discourse)
            discourse.referents.append(replace(speakers[n], is_topic=True, is_subject=True))
    for n, cue in enumerate(sentence.cues):
        if n not in speakers:  # its speaker is named within marks
            speakers[n] = refer(marked, cue.speaker, discourse)
    for statement in sentence.statements:
        if statement.issuer is not None:
            discourse.authors[statement.noun] = refer(marked, statement.issuer, discourse)
        elif statement.cue is not None:
            discourse.authors[statement.noun] = speakers[statement.cue]
    return [speakers[n] for n in range(len(sentence.cues))]


def _of_signature(sentence: SpeechSentence) -> Referent | None:
    """Returns the person whose name stands behind a quotation and a dash."""
    signature, marked = sentence.signature, sentence.marked
    if signature is None:
        return None
    mention = marked.paragraph.mention_at(signature.token)
    name = marked.text[signature.start : signature.end]
    return Referent(marked.order, name, mention.entity_id if mention else None, "person", "named")


def _spoken_of(marked: MarkedParagraph, token: Token, discourse: Discourse) -> list[Referent]:
    """Returns whom a sentence speaks of at a token: the subject of a clause, and a person named elsewhere in it."""
    mention = marked.paragraph.mention(token)
    if mention is None:
        return _untagged(marked, token)
    head = token
    for _ in range(_LONGEST_LIST):
        head = head.head if head.dep_ == "conj" else head
    is_subject = head.dep_ in SUBJECTS
    referents = [refer(marked, token, discourse)] if token.dep_ in SUBJECTS else []
    ends = marked.paragraph.mention_at(token.i + 1) is not mention
    if ends and marked.paragraph.kind(mention) == "PERSON":
        name, gender = marked.text[mention.start : mention.end], discourse.genders.get(mention.entity_id, "person")
        is_told = mention.entity_id in discourse.told
        referents.append(
            Referent(marked.order, name, mention.entity_id, gender, "named", is_subject=is_subject, is_told=is_told)
        )
    return referents


def _untagged(marked: MarkedParagraph, token: Token) -> list[Referent]:
    """Returns whom proper nouns name that the model did not tag: a subject, or one with a title or an apposition."""
    doc = marked.doc
    goes_on = token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "PROPN"
    is_headline = marked.paragraph.block_kind == "headline"
    if token.pos_ != "PROPN" or goes_on or is_headline or not may_be_named(marked, token.i):
        return []
    first = token.i
    while first and doc[first - 1].pos_ == "PROPN" and marked.inside[first - 1] < 0:
        first -= 1
    gender = gender_beside(doc, doc[first], token.i + 1)
    is_subject = token.dep_ in SUBJECTS
    if not is_subject and gender is None:
        return []
    name = marked.text[doc[first].idx : end_of(token)]
    return [Referent(marked.order, name, None, gender or "name", "as_written", is_subject=is_subject, is_told=True)]


def _of_turn(sentence: SpeechSentence, discourse: Discourse) -> Referent | None:
    """Returns who speaks in a turn of an interview, or wrote a post."""
    turn = sentence.marked.turn
    if turn is None:
        return None
    titled = gender_of(turn.speaker.partition(" ")[0])
    if titled and turn.entity_id is not None:
        discourse.genders.setdefault(turn.entity_id, titled)
    gender = titled or (discourse.genders.get(turn.entity_id) if turn.entity_id is not None else None)
    return Referent(sentence.marked.order, turn.speaker, turn.entity_id, gender or "person", "named")


def _note_pronoun(marked: MarkedParagraph, token: Token, discourse: Discourse) -> None:
    """Notes that a person is still spoken of, where a token is "he", "his", "she", "her"."""
    word = BASE_FORMS.get(token.lower_, token.lower_)
    subject = _subject_beside(marked, token) if is_object(token) else None
    since = marked.order - _REACH
    meant = last_that_fits(word, discourse.referents, discourse.genders, since=since, other_than=subject)
    if meant:
        discourse.referents.append(replace(_again(meant, marked.order, word), is_topic=True, is_told=True))


def _subject_beside(marked: MarkedParagraph, pronoun: Token) -> int | None:
    """Returns the entity that is subject of the clause in which a pronoun is object, and so not meant by it."""
    verb = next((above for above in pronoun.ancestors if above.pos_ in {"VERB", "AUX"}), None)
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None) if verb else None
    if verb is not None and subject is not None and subject.lower_ in WORDS["relatives"]:
        subject = verb.head.head if verb.head.dep_ == "appos" else verb.head
    mention = marked.paragraph.mention(subject) if subject is not None else None
    return mention.entity_id if mention else None


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
        discourse.roles.setdefault(token.lower_, []).append(Bearer(phrase.entity_id, words, _written(phrase)))


def _by_pronoun(phrase: NounPhrase, discourse: Discourse) -> Referent | None:
    word = BASE_FORMS.get(phrase.token.lower_, phrase.token.lower_)
    if not is_pronoun(word):
        return None
    meant = last_that_fits(word, discourse.referents, discourse.genders, since=phrase.marked.order - _REACH)
    if meant is None or word not in {"he", "she"}:
        return _again(meant, phrase.marked.order, meant.pronoun) if meant else None
    if meant.entity_id is not None:
        discourse.genders.setdefault(meant.entity_id, word)
    return _again(meant, phrase.marked.order, word)


def _again(referent: Referent, order: int, pronoun: str) -> Referent:
    """Returns somebody spoken of again, in the paragraph at `order` and the sentence under way."""
    return replace(referent, order=order, pronoun=pronoun, sentence=0, is_subject=True, is_topic=False)


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
    bearer = _bearer(phrase.head.lower_, frozenset(WORD.findall(rest)), discourse)
    if bearer is None:
        return None
    gender = discourse.genders.get(bearer.person, "person")
    return Referent(phrase.marked.order, bearer.name, bearer.person, gender)


def _by_description(phrase: NounPhrase, discourse: Discourse) -> Referent | None:
    if not _is_definite(phrase) or not _DESCRIBED.fullmatch(_written(phrase)):
        return None
    gender = gender_of(phrase.head.lower_)
    meant = last_that_fits(gender or "person", discourse.referents, discourse.genders, since=phrase.marked.order - 1)
    return _again(meant, phrase.marked.order, gender or meant.pronoun) if meant else None


def _by_body(phrase: NounPhrase, discourse: Discourse) -> Referent | None:
    noun = phrase.head.lower_
    if not _is_definite(phrase) or PRONOUNS.get(noun) != "it" or len(_written(phrase).split()) > _BARE:
        return None
    for referent in islice(reversed(discourse.referents), _MEMORY):
        is_body = referent.pronoun in {"it", "name"} and _is_named(referent)
        if is_body and noun in referent.text.lower().split():
            return _again(referent, phrase.marked.order, referent.pronoun)
        is_near = referent.order >= phrase.marked.order - 1
        if is_body and is_near and noun in WORDS["bodies"] and not _has_head(referent.text):
            return _again(referent, phrase.marked.order, referent.pronoun)
    return None


def _as_written(phrase: NounPhrase, discourse: Discourse) -> Referent:
    return Referent(phrase.marked.order, _written(phrase), phrase.entity_id, _pronoun_for(phrase, discourse.genders))


def _written(phrase: NounPhrase) -> str:
    return phrase.marked.text[phrase.start : phrase.end]


def _is_definite(phrase: NounPhrase) -> bool:
    """Tells whether a phrase speaks of one that is known: "the minister", "this statement"."""
    is_noun = (phrase.head.tag_ in {"NN", "NNP"} and phrase.head.text.islower()) or is_aged(phrase.head)
    return _written(phrase).lower().partition(" ")[0] in {"the", "this", "that"} and is_noun


RULES: Final[Mapping[str, Callable[[NounPhrase, Discourse], Referent | None]]] = {
    "pronoun": _by_pronoun,
    "pair": _by_pair,
    "named": _by_name,
    "author": _by_author,
    "bearer_of_role": _by_role,
    "description": _by_description,
    "body": _by_body,
    "as_written": _as_written,
}
"""What tells whom a noun phrase stands for, by rule."""
_ORDER: Final = ordered("reference")


def _bearer(noun: str, words: frozenset[str], discourse: Discourse) -> Bearer | None:
    """Returns the person of whose role a description says no more than the article did; the last named of several."""
    bearers = {
        bearer.person: bearer
        for bearer in discourse.roles.get(noun, ())
        if words <= bearer.words and not (bearer.words - words) & WORDS["other_office"]
    }
    if not bearers:
        return None
    for referent in islice(reversed(discourse.referents), _MEMORY):
        if referent.entity_id in bearers:
            return bearers[referent.entity_id]
        if referent.entity_id is None and noun in referent.text.lower().split():
            return None  # another one, without a name
    return next(iter(bearers.values())) if len(bearers) == 1 else None


def _is_named(referent: Referent) -> bool:
    """Tells whether a body goes by a name, and not by "a study"."""
    first = referent.text.partition(" ")[0]
    return referent.entity_id is not None or (first[:1].isupper() and first.lower() not in _DETERMINERS)


def _has_head(name: str) -> bool:
    """Tells whether the name of a body says what it is, so that a noun for another sort does not mean it."""
    return any(PRONOUNS.get(word) == "it" for word in name.lower().split())


def _pronoun_for(phrase: NounPhrase, genders: Mapping[int, str]) -> str:
    """Returns which pronoun may stand for a noun phrase later on."""
    head, mention = phrase.head, phrase.mention
    if (word := BASE_FORMS.get(head.lower_, head.lower_)) in {"he", "she"}:
        return word
    if head.lower_ in {"i", "we"}:
        return "none"
    kind = phrase.marked.paragraph.kind(mention) if mention else None
    if mention and kind == "PERSON":
        return genders.get(mention.entity_id, "person")
    if kind == "GROUP" or (head.tag_ in {"NNS", "NNPS"} and kind != "ORG"):
        return "they"
    if pronoun := PRONOUNS.get(head.lemma_.lower()):
        return pronoun
    if mention:
        return "it" if kind == "PLACE" else "name"
    human = is_human(head.lower_) if head.pos_ == "NOUN" else not any(child.lower_ == "the" for child in head.lefts)
    return "person" if human else "none"
