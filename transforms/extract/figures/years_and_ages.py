"""Numbers that tell when, how long or how old: years, durations and ages are no figures."""

import re
from typing import Final

from spacy.tokens import Token

from transforms.extract.figures.candidate import Candidate
from transforms.extract.figures.event_trigger import state_behind
from transforms.extract.figures.grammar import counts_noun, determiner_of, is_unbound, value_of
from transforms.extract.figures.sources import is_human
from transforms.extract.figures.vocabulary import NOUN_POS, SUBJECTS, TOTALS, WORDS
from transforms.extract.mentions.headlines import is_title_case
from transforms.extract.numbers.numeral import PROPORTION

_FOUR_DIGITS: Final = re.compile(r"(?:\D*\b[0-9]{4}\b)+")
_YEARS: Final = range(1000, 2200)
"""What a number of four digits must be to pass for a year."""
_OLDEST: Final = 120
"""Years; no person is older."""
_YOUNGEST: Final = 4
"""Years; of a younger child an article says the unit. "He scored at 2" tells a time."""
_CLIMB: Final = 4
"""Steps from "at 65" to the verb or person that it belongs to."""
_AGES: Final = re.compile(
    r"(?:\s?[,(]\s?|\s[-\u2013\u2014]\s)(?P<both>both\s|all\s)?[0-9]{1,3}(?P<others>(?:,\s[0-9]{1,3}){0,4}(?:,?\s(?:and|&)\s[0-9]{1,3}))?(?:\s?[,.;)]|$|\s[-\u2013\u2014])"
)
"""Ages behind a person or several: ", 15 and 17,"."""
_AGES_REACH: Final = 30
"""Characters on either side of a number in which such a list is looked for."""
_AFTER_AGE: Final = re.compile(r"\s*(?:[,.;)]|$|who\b|and\b)")
_BEFORE_VERB: Final = SUBJECTS | {"compound"}
"""Relations of a subject, with the one that the parser gives it where it takes the verb for a noun."""
_LIMITS_BEHIND: Final = frozenset({"at_most", "at_least"})
_LIMITS: Final = _LIMITS_BEHIND | {"less_than", "more_than"}
_NOT_AGE: Final = frozenset({"PERCENT", "MONEY", "QUANTITY", "ORDINAL"})


def duration(candidate: Candidate) -> bool:
    """It counts a unit of time."""
    phrase = candidate.phrase
    return phrase is not None and candidate.number.unit != PROPORTION and WORDS["time_nouns"].has(phrase.head)


def year(candidate: Candidate) -> bool:
    """Four digits stand where a date does: behind "in" or "since", before a thing that has a date, or alone as time."""
    is_year = _YEARS.start <= value_of(candidate) < _YEARS.stop and _FOUR_DIGITS.fullmatch(candidate.core)
    if not is_year or not candidate.is_plain or _is_joined(candidate):
        return False
    is_beside_count = candidate.behind is not None and candidate.behind.pos_ == "NUM"  # "in 2019 300 people"
    if counts_noun(candidate) and not is_beside_count:
        return _dates_several(candidate)
    if candidate.phrase is not None and candidate.first.dep_ != "pobj" and not is_beside_count:  # so many are not one
        return True
    before = candidate.before
    # "Over 2000", but "over the 2010 rules" and "since at least 2009".
    is_time = (before is not None and before.tag_ == "DT") or candidate.first.head.lower_ in WORDS["dating"]
    if candidate.number.bound not in {"exact", "range", "approximate"} and not is_time:
        return False
    digits = next((t for t in candidate.doc[candidate.first.i : candidate.last.i] if t.pos_ == "NUM"), candidate.last)
    return _stands_as_time(_first_of_list(digits), candidate)


def _is_joined(candidate: Candidate) -> bool:
    """Tells whether a hyphen makes the number the measure of a thing: "a 1500-page report"."""
    behind, end = candidate.behind, candidate.number.core_end
    following = candidate.doc[behind.i + 1] if behind is not None and behind.i + 1 < len(candidate.doc) else None
    is_hyphen = candidate.paragraph.text[end : end + 1] == "-"
    return is_hyphen and following is not None and following.tag_ not in {"VBN", "VBD", "CD"}


def _dates_several(candidate: Candidate) -> bool:
    """Tells whether a number before a plural dates it: "the 2019 protests", "in 2019 floods killed"."""
    phrase, before = candidate.phrase, candidate.before
    if phrase is None or before is None:
        return False
    if before.lower_ in WORDS["dating"]:
        return before.i not in {a.i for a in phrase.head.ancestors}
    if WORDS["dated"].has(phrase.head) and candidate.first.ent_type_ == "DATE":  # "back to 2013 levels"
        return True
    if is_human(phrase.head.lower_):
        return False
    determiner = determiner_of(candidate.first)
    is_bound = candidate.number.bound != "exact" and determiner is None
    is_told_apart = not is_bound and determiner is not None and determiner.i == before.i and determiner.pos_ != "NUM"
    return is_told_apart and candidate.first.ent_type_ == "DATE"


def _first_of_list(number: Token) -> Token:
    """Returns the first of the numbers that a list joins: "in 2019, 2020 and 2021"."""
    for _ in range(_CLIMB):
        if number.dep_ not in {"conj", "appos"} or number.head.pos_ != "NUM":
            break
        number = number.head
    return number


def _stands_as_time(number: Token, candidate: Candidate) -> bool:
    """Tells whether a bare number of four digits tells when rather than how many, by what it depends on."""
    relation, head, is_date = number.dep_, number.head, number.ent_type_ == "DATE"
    if relation == "pobj":
        return _is_year_behind(head, number, is_date=is_date)
    if candidate.trigger is not None and candidate.trigger.event != "changed":
        return False
    if relation == "dobj" and is_date and WORDS["lasting"].has(head):  # "will end 2019 at 16,000"
        return True
    if relation in {"dobj", "nsubjpass"} or state_behind(candidate.last) is not None:
        return False
    if relation == "attr":
        subjects = (child for child in head.children if child.dep_ in SUBJECTS)
        return not any(WORDS["totals"].has(s) or TOTALS.of(s) for s in subjects)
    if relation == "nsubj":
        return is_date or head.pos_ == "AUX"
    if relation in {"nummod", "appos"} and head.i < number.i and not is_title_case(candidate.paragraph):
        return head.tag_ in {"NN", "NNP"} and not (TOTALS.of(head) or WORDS["totals"].has(head))
    return is_date


def _is_round(number: Token) -> bool:
    return number.text.endswith("00")


def _is_year_behind(preposition: Token, number: Token, *, is_date: bool) -> bool:
    """Tells whether a number of four digits behind a preposition is a year: "in 2019", but "rose to 2000"."""
    word, above = preposition.lower_, preposition.head
    if word in WORDS["dating"]:
        return True
    if word == "of":
        has_article = any(child.lower_ in {"a", "an"} for child in above.children)
        return not (has_article or WORDS["totals"].has(above) or TOTALS.of(above))
    if above.pos_ == "VERB" and any(WORDS[words].has(above) for words in ("changes", "measures", "putting")):
        if word == "by":  # "rise 3 feet by 2040", "double by 2030", but "fell by 2000"
            return is_date and (not _is_round(number) or any(c.dep_ in {"dobj", "npadvmod"} for c in above.children))
        return preposition.i < above.i or word not in {"to", "at", "from"}
    return word in WORDS["before_years"] or is_date


# Ages


def age_limit(candidate: Candidate) -> bool:
    """'Under' or 'over' it stands right behind a word for persons, or alone before one: "under 21 players"."""
    number = candidate.number
    is_limit = number.bound in _LIMITS and value_of(candidate) <= _OLDEST and number.start > 0
    if candidate.phrase is not None or not candidate.is_plain or not is_limit:
        return False
    person = candidate.paragraph.token(number.start - 1)
    if number.bound in _LIMITS_BEHIND and number.end > number.core_end and person.lower_ in WORDS["any_of_an_age"]:
        return True  # "those 16 and under"
    return person.i < candidate.first.i and person.pos_ in NOUN_POS and WORDS["persons"].has(person)


def age(candidate: Candidate) -> bool:
    """It stands between a name or a person and a mark of punctuation, alone or in a list beside several persons."""
    if not _may_be_age(candidate):
        return False
    text, start = candidate.paragraph.text, candidate.number.core_start
    lists = _AGES.finditer(text, max(0, start - _AGES_REACH), start + _AGES_REACH)
    found = next((ages for ages in lists if ages.start() < start < ages.end()), None)
    if found is None or not text[: found.start()].strip():
        return _is_beside_name(candidate)
    noun = candidate.paragraph.token(len(text[: found.start()].rstrip()) - 1)
    if not is_human(noun.lower_) or noun.pos_ not in NOUN_POS:
        return _is_beside_name(candidate)
    if found["both"] or found["others"]:
        return noun.tag_ in {"NNS", "NNPS"} or WORDS["groups_as_one"].has(noun)
    is_one = noun.tag_ == "NN" and not any(WORDS[words].has(noun) for words in ("groups_as_one", "uninflected"))
    return is_one or _is_beside_name(candidate)


def _is_beside_name(candidate: Candidate) -> bool:
    before = candidate.before
    is_behind = before is not None and before.i > 0 and before.text in {",", "("}
    is_name = is_behind and before is not None and candidate.doc[before.i - 1].pos_ == "PROPN"
    return is_name and _AFTER_AGE.match(candidate.paragraph.text, candidate.number.end) is not None


def age_of(candidate: Candidate) -> bool:
    """A person is of it: "a girl of nine"; but a family of nine has so many members."""
    number, is_exact = _first_of_list(candidate.first), candidate.number.bound == "exact"
    if not candidate.is_plain or not is_exact or counts_noun(candidate) or value_of(candidate) > _OLDEST:
        return False
    before = candidate.doc[max(0, number.i - 2) : number.i]
    return len(before) == 2 and before[1].lower_ == "of" and WORDS["of_an_age"].has(before[0])


def age_at(candidate: Candidate) -> bool:
    """It stands alone behind "at", and persons do something: "men retire at 65", but "the toll stood at 65"."""
    at = candidate.before
    if at is None or at.lower_ != "at" or not is_unbound(candidate) or not _may_be_age(candidate):
        return False
    if value_of(candidate) < _YOUNGEST or candidate.phrase is not None or candidate.first.ent_type_ in _NOT_AGE:
        return False
    token = at
    for _ in range(_CLIMB):
        token = token.head
        if _is_person(token):
            return True
        is_total = token.pos_ in NOUN_POS and TOTALS.of(token)
        if is_total or any(WORDS[words].has(token) for words in ("levels", "totals")):
            return False
        if token.pos_ == "VERB":
            subjects = [child for child in token.children if child.i < token.i and child.dep_ in _BEFORE_VERB]
            if subjects:
                return any(map(_is_person, subjects))
    return False


def age_is(candidate: Candidate) -> bool:
    """One person is it or turned it: "she was 45", "he turned 50", but "they were 12"."""
    number = candidate.first
    if number.dep_ == "dobj" and number.head.lower_ in WORDS["turning"]:
        return candidate.phrase is None and is_unbound(candidate) and _may_be_age(candidate)
    if number.dep_ not in {"attr", "acomp"} or number.head.pos_ != "AUX" or candidate.phrase is not None:
        return False
    subjects = [child for child in number.head.children if child.dep_ == "nsubj"]
    is_who = number.head.lower_ in {"is", "was"}
    is_one = any(
        s.lower_ in WORDS["one_person"] or (is_who and s.lower_ == "who") or (s.tag_ in {"NN", "NNP"} and _is_person(s))
        for s in subjects
    )
    return is_one and is_unbound(candidate) and _may_be_age(candidate)


def _may_be_age(candidate: Candidate) -> bool:
    is_plain = candidate.is_plain and candidate.number.bound == "exact"
    return is_plain and candidate.core.isdigit() and value_of(candidate) <= _OLDEST


def _is_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" or token.lower_ in WORDS["persons_by_pronoun"] or is_human(token.lower_)
