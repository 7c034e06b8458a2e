"""The day for which a figure is stated, and whether that tells of another happening than that of the article.

It is read from the words of the sentence. The day of the article is what "on Thursday" is counted back from, and what
holds where the sentence names no day.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from spacy.tokens import Token

from transforms import lexicons
from transforms.documents import Part
from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.rules import in_order
from transforms.extract.figures.time_expressions import MONTH, WEEKDAY, TimeExpression, time_expressions
from transforms.extract.figures.vocabulary import NOUN_POS, SUBJECTS, VERB_POS, WORDS

_REACH: Final = 300
"""Characters of a sentence on either side of a number in which its day is looked for."""
_CLIMB: Final = 30
"""Steps in the tree of a sentence, at most."""
_OLD: Final = timedelta(days=365)
"""What ended longer before the article is not what the article reports."""
_ANY_LATER_DAY: Final = date(2100, 1, 1)
"""Stands for the day of an article that has none, of whose times only years are read: no year is to come on it."""
_COMPARED: Final = frozenset({"compared", "versus", "vs", "vs."})
_EARLIER: Final = re.compile(r"\b(?:earlier|before|previous(?:ly)?|preceding|prior)\b", re.IGNORECASE)
"""Words by which a time is set against another one: "a year earlier", "the previous month"."""
UNTIL_NOW: Final = re.compile(
    rf"\b(?:{'|'.join(map(re.escape, lexicons.load('figures')['until_now']))}"
    # "Since" of time, not of reason.
    rf"|since\s(?:then|the|its|last|early|late|mid|[0-9]|{MONTH}|{WEEKDAY}))\b",
    re.IGNORECASE,
)
"""Words by which a sentence counts up to the day of the article."""


@dataclass(frozen=True, slots=True)
class Time:
    """When it was, as a sentence tells it of a number.

    Attributes:
        day: the day, or the last day of a longer time; null where the words leave it open ("some years ago").
        part: the words that say so, with their rule of section `as_of`; null for no day.
        background: the words that show another happening than that of the article, with their rule of section
            `background`; null where none do.
    """

    day: date | None = None
    part: Part | None = None
    background: Part | None = None


def find_time(candidate: Candidate, published_on: date | None) -> Time:
    """Finds when that was of which a number tells.

    Args:
        candidate: the number.
        published_on: the article's day; without it no day can be resolved.

    Returns:
        The day, never behind the one after publication: a day to come tells of a plan, and the number is stated on
        the day of the article.
    """
    other = _of_another(candidate)
    if published_on is None:
        nearest = _nearest_expression(candidate, _ANY_LATER_DAY)
        return Time(background=_background(candidate, *nearest) if nearest else other)
    for _, find in _RULES:
        if time := find(candidate, published_on):
            return replace(time, background=time.background or other)
    return Time(published_on, Part("as_of", "article"), other)


def _nearest(candidate: Candidate, published_on: date) -> Time | None:
    """Returns the day that the sentence names nearest to the number, in the number's own clause if there is one."""
    nearest = _nearest_expression(candidate, published_on)
    if nearest is None:
        return None
    found, day = nearest
    rule = "period" if found.rule == "modifier" else found.rule
    part = None if day is None else Part("as_of", rule, found.start, found.end)
    return Time(day, part, _background(candidate, found, day, published_on))


def _nearest_expression(candidate: Candidate, published_on: date) -> tuple[TimeExpression, date | None] | None:
    """Returns the expression of time nearest to the number, in its own clause if there is one, and the day it means."""
    number, (first, last) = candidate.number, candidate.sentence_chars
    first, last = max(first, number.start - _REACH), min(last, number.end + _REACH)
    above = _path(candidate.first)
    best: tuple[tuple[int, int], TimeExpression, date | None] | None = None
    for found in time_expressions(candidate.paragraph.text, first, last, published_on):
        if found.end > number.start and number.end > found.start:
            continue
        word = _word_of(candidate, found)
        clauses = _clauses_between(word, above, candidate.trigger.token.i if candidate.trigger else None)
        if clauses is None or _names_an_event(candidate, found) or not _is_time(candidate, found, word, above):
            continue
        day = _past_day(found, word, published_on)
        if found.day is not None and day is None:
            continue
        cost = (clauses, max(number.start - found.end, found.start - number.end))
        if best is None or cost < best[0]:
            best = cost, found, day
    return None if best is None else best[1:]


def _until_now(candidate: Candidate, published_on: date) -> Time | None:
    number, (first, last) = candidate.number, candidate.sentence_chars
    words = UNTIL_NOW.search(
        candidate.paragraph.text, max(first, number.start - _REACH), min(last, number.end + _REACH)
    )
    if words is None or candidate.doc[candidate.paragraph.token(words.start()).i].dep_ == "mark":
        return None  # "the worst since the war killed 12"
    return Time(published_on, Part("as_of", "until_now", *words.span()))


_Rule = Callable[[Candidate, date], Time | None]
_RULES: Final[tuple[tuple[str, _Rule], ...]] = in_order("as_of", {"sentence": _nearest, "until_now": _until_now})
"""The nearest day may also be the end of a period, or one since which a count goes on; its rule tells which."""


# Where a time stands in the sentence's tree


def _word_of(candidate: Candidate, found: TimeExpression) -> Token:
    """Returns the word of an expression on which its others hang."""
    words = candidate.doc[candidate.paragraph.token(found.start).i : candidate.paragraph.token(found.end - 1).i + 1]
    return next((t for t in words if not words[0].i <= t.head.i <= words[-1].i or t.head.i == t.i), words[0])


def _path(token: Token) -> dict[int, int]:
    """Returns the words above a word, itself included, each with the number of clauses that are left on the way."""
    path, clauses = {token.i: 0}, 0
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            break
        clauses += token.pos_ in VERB_POS
        token = token.head
        path[token.i] = clauses
    return path


def _clauses_between(word: Token, above: dict[int, int], trigger: int | None) -> int | None:
    """Returns how many clauses lie between a time and a number, of which the verb at `trigger` says what happened.

    Returns:
        The number of clauses that are left on the way up from both to the word above both; null where the time is
        that of a clause of its own or of another number: "killed 12 in a hall built in 1998", "killed
        12, and on Monday police searched", "12, compared with 9 last year".
    """
    clauses = 0
    for _ in range(_CLIMB):
        if word.i in above:
            return clauses + above[word.i]
        if (
            word.lower_ in WORDS["comparing"]
            or (word.dep_ in {"relcl", "acl"} and word.i != trigger)
            or (word.dep_ == "conj" and word.pos_ in VERB_POS and _has_subject(word))
        ):
            return None
        if word.head.i == word.i:
            return clauses + _CLIMB  # another tree of the same sentence
        clauses += word.pos_ in VERB_POS
        word = word.head
    return None


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.children)


def _is_time(candidate: Candidate, found: TimeExpression, word: Token, above: dict[int, int]) -> bool:
    """Tells whether an expression is one of time here: a month is no verb, and a bare year dates what happened."""
    if found.rule != "modifier":
        is_of_other = _is_earlier(candidate, found) and _has_number_between(candidate, found)
        return not is_of_other and candidate.paragraph.token(found.end - 1).tag_ not in {"MD", "VB", "VBP"}
    noun = word.head
    is_one = noun.tag_ in {"NN", "NNP"} or (word.i > 0 and word.doc[word.i - 1].pos_ in {"DET", "PRON"})
    is_modifier = word.i < noun.i and noun.pos_ in NOUN_POS and is_one and not WORDS["persons"].has(noun)
    if not is_modifier or WORDS["documents"].has(noun):
        return False
    subject = noun if noun.dep_ in SUBJECTS or noun.i in above else noun.head
    is_subject = noun.dep_ in SUBJECTS and noun.head.i in above
    is_place = noun.dep_ == "pobj" and subject.lower_ in WORDS["during"] and subject.head.i in above
    return noun.i in above or is_subject or is_place


def _is_earlier(candidate: Candidate, found: TimeExpression) -> bool:
    return _EARLIER.search(candidate.paragraph.text, found.start, found.end) is not None


def _has_number_between(candidate: Candidate, found: TimeExpression) -> bool:
    """Tells whether a time stands behind another number, and so is that one's: "to 63 from 45 the year before"."""
    behind = candidate.doc[candidate.end + 1 : candidate.paragraph.token(found.start).i]
    return any(token.like_num for token in behind)


def _past_day(found: TimeExpression, word: Token, published_on: date) -> date | None:
    """Returns the day that an expression means; null for one to come, which only its verb tells: "by June 1"."""
    if found.day is not None and found.day > published_on + timedelta(days=1):  # "on 30 June 2031", with its year
        return None
    if found.coming is None or found.day is None:
        return found.day
    verb = next((t for t in _words_above(word) if t.pos_ in VERB_POS), None)
    if verb is not None and verb.tag_ in {"VBD", "VBN"} and not _is_to_come(verb):
        return found.day
    if verb is not None and _is_to_come(verb):
        return None
    return found.day if published_on - found.day <= found.coming - published_on else None


def _words_above(word: Token) -> list[Token]:
    return [word.doc[i] for i in _path(word)]


def _is_to_come(verb: Token) -> bool:
    """Tells whether a verb speaks of what is to come: "will close", "could reach", "is due to open"."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"} and child.i < verb.i]
    if any(child.lower_ in {"have", "had", "'ve"} for child in helpers):  # "may have died"
        return False
    is_coming = any(child.tag_ == "MD" and child.lower_ in WORDS["coming"] for child in helpers)
    is_infinitive = verb.tag_ == "VB" and any(child.tag_ == "TO" for child in helpers)
    return is_coming or (is_infinitive and (verb.head.i == verb.i or WORDS["planning"].has(verb.head)))


def _names_an_event(candidate: Candidate, found: TimeExpression) -> bool:
    """Tells whether a day is part of a name ("the October 7 blast"), whose year the article does not tell."""
    if found.is_year or found.rule == "period":
        return False
    last = candidate.paragraph.token(found.end - 1)
    return any(
        token.dep_ in {"compound", "nmod", "nummod", "amod"} and token.head.i > last.i and token.head.pos_ in NOUN_POS
        for token in candidate.doc[candidate.paragraph.token(found.start).i : last.i + 1]
    )


# Happenings that are not those of the article


@dataclass(frozen=True, slots=True)
class _Dated:
    """A number, the expression of time nearest to it, the day that this means, and the article's day."""

    candidate: Candidate
    found: TimeExpression
    day: date | None
    published_on: date | None


def _background(
    candidate: Candidate, found: TimeExpression, day: date | None, published_on: date | None = None
) -> Part | None:
    """Returns the words of a time that is not that of the article's happening; null where it may be that."""
    dated = _Dated(candidate, found, day, published_on)
    rule = next((rule for rule, holds in _BACKGROUND_RULES if holds(dated)), None)
    return Part("background", rule, found.start, found.end) if rule else None


def _counts_over_years(dated: _Dated) -> bool:
    return dated.found.rule == "until_now" and dated.found.is_year


def _is_set_beside(dated: _Dated) -> bool:
    words = _words_above(dated.candidate.first)
    is_other = _is_earlier(dated.candidate, dated.found) or any(word.lower_ in _COMPARED for word in words)
    return dated.found.rule == "period" and is_other


def _is_of_year(dated: _Dated) -> bool:
    """Tells whether the year before owns a happening: "last year's blast", but not "last year's report"."""
    word = _word_of(dated.candidate, dated.found)
    is_owner = dated.found.rule == "period" and word.lower_ == "year" and word.dep_ == "poss"
    return is_owner and word.head.pos_ in NOUN_POS and not WORDS["documents"].has(word.head)


def _is_old(dated: _Dated) -> bool:
    """Tells whether the day is long gone; without the article's day, a year tells: the press leaves out its own."""
    if dated.day is None:  # "some years ago"
        return True
    return dated.found.is_year if dated.published_on is None else dated.published_on - dated.day > _OLD


_BACKGROUND_RULES: Final[tuple[tuple[str, Callable[[_Dated], bool]], ...]] = in_order(
    "background",
    {
        "counted_since": _counts_over_years,
        "compared": _is_set_beside,
        "happening_of_year": _is_of_year,
        "old_time": _is_old,
    },
)


def _of_another(candidate: Candidate) -> Part | None:
    """Returns words that show another happening without a day: "the worst since", "an earlier flood"."""
    above = _words_above(candidate.first)
    if (since := next(filter(_is_since, (*above, *_marks_above(candidate))), None)) is not None:
        return _part_of(since, "record_since")
    if (article := _article_behind_comparison(candidate)) is not None:
        return _part_of(article, "set_against")
    if (after := next(filter(_is_long_after, _marks_above(candidate)), None)) is not None:
        return _part_of(after, "long_before")
    nouns = [t for t in above if t.pos_ in NOUN_POS]
    verb = next((t for t in above if t.pos_ in VERB_POS), None)
    nouns += [child for child in verb.children if child.dep_ in SUBJECTS] if verb is not None else []
    earlier = (c for noun in nouns for c in noun.children if c.dep_ == "amod" and c.lower_ in WORDS["earlier"])
    return _part_of(found, "earlier_happening") if (found := next(earlier, None)) is not None else None


def _part_of(word: Token, rule: str) -> Part:
    return Part("background", rule, word.idx, word.idx + len(word))


def _is_since(token: Token) -> bool:
    """Tells whether a word counts from a happening on: "the deadliest since 41 died", but not "since 41 were ill"."""
    if token.lower_ != "since":
        return False
    happening = next((child for child in token.children if child.dep_ == "pobj"), None)
    if (
        happening is not None
        and happening.pos_ == "NOUN"
        and any(child.dep_ == "relcl" for child in happening.children)
    ):
        return True  # "none since the blast that killed 41"
    before = token.doc[max(token.sent.start, token.i - _CLIMB) : token.i]
    return any(word.tag_ in {"JJS", "RBS"} or word.lower_ in {"first", "worst"} for word in before)


def _marks_above(candidate: Candidate) -> list[Token]:
    """Returns the words that join the clauses above a number to others, such as "after"."""
    return [child for token in _words_above(candidate.first) for child in token.children if child.dep_ == "mark"]


def _is_long_after(token: Token) -> bool:
    """Tells whether a clause is told of from long after it: "two years after a flood killed 41"."""
    return token.lower_ == "after" and token.i > 0 and token.doc[token.i - 1].lower_ in WORDS["long_units"]


def _article_behind_comparison(candidate: Candidate) -> Token | None:
    """Returns "the" in "more than the 41 who died" and "surpassing the 41 killed in the blast"; null for none."""
    first = candidate.first
    if first.i < 2 or candidate.trigger is None or first.nbor(-1).lower_ not in {"the", "those"}:
        return None
    before = first.nbor(-2)
    return first.nbor(-1) if before.lower_ == "than" or WORDS["passing"].has(before) else None
