"""What the words beside a run of capitals tell of its kind for sure: titles, nouns before it, appositions, verbs."""

import re
from typing import Final

from spacy.tokens import Doc

from transforms import lexicons
from transforms.extract.mentions.headlines import ORDINARY_WORDS
from transforms.extract.mentions.name_runs import NameRun
from transforms.extract.mentions.no_names import LETTERS_BEHIND
from transforms.extract.mentions.nouns import is_given_name, is_person_noun, sorts_of_noun
from transforms.extract.mentions.office_words import words_of_office
from transforms.extract.mentions.type_vote import BODIES, is_group, is_known_place
from transforms.extract.mentions.words import one_of

_LEXICON: Final = lexicons.load("names")
_HEADS: Final = _LEXICON["heads"]
_CUES: Final = _LEXICON["cues"]
HONORIFICS: Final = frozenset(_LEXICON["honorifics"])
_TITLES: Final = frozenset(_LEXICON["titles"])
ROLES: Final = frozenset(_LEXICON["roles"]) | _TITLES
SURNAMES: Final = frozenset(_LEXICON["surnames"])
"""Roles that people are called by as well."""
BODY_TAILS: Final = frozenset(_LEXICON["generic"]) | frozenset(_HEADS["ORG_last"])
"""Last words of bodies' names."""
_NO_PERSON_TAILS: Final = BODY_TAILS | frozenset(_HEADS["PLACE_last"]) | frozenset(_HEADS["things_last"])
STORMS: Final = frozenset(_CUES["storms"])
NO_KIND: Final = "WORK"
"""Of a name that is none of ours: a book's, a storm's."""

_REACH: Final = 60
"""Characters beside a name in which its cues stand."""
_LONGEST_HONORIFIC: Final = 15
"""Characters, with what stands around it."""
_LONGEST_PLACE: Final = 3
"""Words of a place's name that an apposition explains; longer runs are mostly something else."""
_LONGEST_APPOSITION: Final = 10
"""Tokens between a name's comma and the noun that says what it is of."""
_AGE: Final = re.compile(
    r", (?:aged )?[1-9]\d(?=[,.;]| and\b)|,? aged [1-9]\d?\b|, (?:an? )?[1-9]\d?-year-old\b| \([1-9]\d\)"
)
_LETTERS: Final = re.compile(rf",? {one_of(LETTERS_BEHIND)}\b")
_FAMILY: Final = re.compile(rf" and (?:his|her) (?:[\w-]+ ){{0,3}}{one_of(_CUES['family'])}\b")
_OWN: Final = re.compile(rf" \w{{2,15}} (?:his|her) (?:[\w-]+ )?{one_of([*_CUES['own'], *_CUES['family']])}\b")
_DOES_AS_PERSON: Final = re.compile(rf" {one_of(_CUES['human_verbs'])}\b(?! [A-Z])")
_SAYS_OF_SELF: Final = re.compile(r" (?:said|says|told [\w ]{2,20}|added|insisted|admitted|recalled)(?: that)? s?he\b")
_DOES_AS_BODY: Final = re.compile(_CUES["does_as_body"])
_OF_BODY: Final = re.compile(_CUES["of_body"])
_FRONTING: Final = frozenset(_CUES["fronting"])
"""Prepositions with which a sentence begins: "In Orsk, a baker was hurt" says nothing of Orsk."""
_CLOSING: Final = frozenset({",", ".", ";", ")", "of", "at", "for", "in", "from", "who"})
"""Behind the noun of an apposition without an article: "Ann Lee, bank director, said"."""
_INSIDE: Final = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "PART", "VERB", "ADV"})
"""Parts of speech within an apposition before its noun."""
_JOINING: Final = frozenset({"and", "or", "with", "who", "for", "at"})
"""Small words with a capital that tell a headline: nobody has them in the name."""
_FINITE: Final = frozenset({"VBD", "VBZ", "MD"})
_SUBJECT: Final = frozenset({"nsubj", "nsubjpass"})
_TRADE_ENDINGS: Final = ("er", "or")
"""Of nouns for firms that people are called by as well ("producer")."""
_PERSONS_PARTICLES: Final = frozenset(_CUES["persons_particles"])
_ROMANCE_PARTICLES: Final = frozenset(_CUES["romance_particles"])


def kind_by_cues(run: NameRun) -> tuple[str | None, NameRun]:
    """Returns the kind of a run, null where nothing is sure, and the run without the role at its beginning."""
    bare = behind_title(run)
    if bare is not None:
        return ("PERSON", bare) if _may_be_person(bare) else (None, run)
    if run.is_long and any(run.word(n) in STORMS for n in range(len(run.words) - 1)):
        return NO_KIND, run
    if run.is_long and is_trade_of_body(run.word(0)) and run.paragraph.doc[run.first].is_sent_start:
        rest = run.rest(1)
        trader = run.word(0).endswith(_TRADE_ENDINGS) and rest.is_long and is_given_name(rest.word(0))
        return ("PERSON" if trader and _may_be_person(rest) else "ORG"), rest
    for kind in (_by_particle, _by_noun_before, _by_words_behind, _by_apposition, _by_words_before):
        if found := kind(run):
            return found, run
    return None, run


def is_trade_of_body(word: str) -> bool:
    """Tells whether a noun says what a body does, and is no part of bodies' names itself ("Airline Orsk")."""
    return sorts_of_noun(word) == {"ORG"} and word not in BODY_TAILS


def behind_title(run: NameRun) -> NameRun | None:
    """Returns the person's name behind the last title, rank or role within a run; null where there is none."""
    last = len(run.words) - 1
    for n in range(last - 1, -1, -1):
        word = run.word(n)
        if word in HONORIFICS:
            return run.rest(n + 1)
        role = word in ROLES and (n == 0 or word not in SURNAMES) and not _begins_body(run, n)
        trade = (
            n == 0 and run.paragraph.doc[run.first].is_sent_start and is_person_noun(word) and not is_given_name(word)
        )
        if last - n > 1 and (role or trade) and not _is_verb_of_headlines(run.word(n + 1)):
            return run.rest(n + 1)
    before = run.paragraph.straight[max(0, run.start - _LONGEST_HONORIFIC) : run.start].split()
    if before and before[-1].casefold().rstrip(".") in HONORIFICS:
        return run
    office = words_of_office(run.paragraph, run.words)
    return run.rest(office) if office else None


def _is_verb_of_headlines(word: str) -> bool:
    return word in ORDINARY_WORDS and word.endswith(("s", "ed", "ing"))


def _begins_body(run: NameRun, n: int) -> bool:
    """Tells whether a title begins the name of something else: "General Services", "Justice Centre"."""
    tagged = run.paragraph.doc[run.last].ent_type_
    return run.word(n) in _TITLES and tagged not in {"", "PERSON"} and not is_given_name(run.word(n + 1))


def _may_be_person(run: NameRun) -> bool:
    """Tells whether a run can be a person's name: it ends like no body, place or thing, and is no known place."""
    words = [run.word(n) for n in range(len(run.words))]
    if words[-1] in _NO_PERSON_TAILS or "&" in run.name or not _JOINING.isdisjoint(words):
        return False
    if words[-1] in ROLES - SURNAMES and not is_given_name(words[0]):
        return False  # an office alone: "Deputy Foreign Minister"
    return not (
        is_known_place(run.name)
        or run.name.casefold() in BODIES
        or is_group(run.paragraph.straight[slice(*run.words[-1])])
    )


def _by_particle(run: NameRun) -> str | None:
    """Tells a person by a particle within the name: "Joost van der Brug"; Romance ones stand in places' names too."""
    inner = run.name.split()[1:-1]
    person = not _PERSONS_PARTICLES.isdisjoint(inner)
    romance = is_given_name(run.word(0)) and not _ROMANCE_PARTICLES.isdisjoint(inner)
    return "PERSON" if (person or romance) and _may_be_person(run) else None


def _by_noun_before(run: NameRun) -> str | None:
    """Tells the kind by the noun directly before a run: "baker Ann Lee", "the airline Orsk", "the trawler Orsk"."""
    noun = run.before
    if noun is None or not noun.is_lower or noun.pos_ not in {"NOUN", "PROPN"} or not noun.whitespace_:
        return None
    if _begins_clause(run):
        return None
    return _fitting(run, noun.lower_)


def _begins_clause(run: NameRun) -> bool:
    """Tells whether a run is the subject of a clause about the noun before it: "the airline Ann Lee founded"."""
    name = run.paragraph.doc[run.last]
    return name.dep_ in _SUBJECT and name.head.dep_ == "relcl" and name.head.i > name.i


def _fitting(run: NameRun, noun: str) -> str | None:
    """Returns the kind that a noun tells of a run, if the run can be of it.

    Where firms and people are called by the noun ("producer Ann Lee"), a given name or the model's label tells.
    """
    sorts = sorts_of_noun(noun)
    several = run.is_long
    tagged = run.paragraph.doc[run.last].ent_type_
    if sorts == {"PERSON"}:
        return "PERSON" if _may_be_person(run) and (several or tagged in {"", "PERSON"}) else None
    if "ORG" in sorts:
        as_person = several and is_given_name(run.word(0)) and _may_be_person(run)  # "the charity Ann Lee founded"
        if "PERSON" in sorts:
            return "PERSON" if as_person else None
        trader = several and tagged == "PERSON" and noun.rstrip("s").endswith(_TRADE_ENDINGS)
        return None if as_person or trader or is_known_place(run.name) else "ORG"
    if sorts == {"SHIP"}:
        return "ORG"
    return NO_KIND if sorts == {"WORK"} else None


def _by_words_behind(run: NameRun) -> str | None:
    """Tells the kind by an age, letters, children or a verb behind a run."""
    text = run.paragraph.straight[run.end : run.end + _REACH]
    several = run.is_long
    if _may_be_person(run):
        if _AGE.match(text) or (several and (_LETTERS.match(text) or _FAMILY.match(text) or _OWN.match(text))):
            return "PERSON"
        if _SAYS_OF_SELF.match(text) or (several and _DOES_AS_PERSON.match(text)):
            return "PERSON"
    if _DOES_AS_BODY.match(text) and not (several and is_given_name(run.word(0))):
        return "ORG"
    return None


def _by_words_before(run: NameRun) -> str | None:
    """Tells a body by what is held of it: "shares in Orsk"; those in a town are another thing."""
    before = run.paragraph.straight[max(0, run.start - _REACH) : run.start]
    return "ORG" if _OF_BODY.search(before) and not is_known_place(run.name) else None


def _by_apposition(run: NameRun) -> str | None:
    """Tells the kind by the noun of an apposition: "Ann Lee, a baker,", "Orsk, the battery maker,"."""
    doc = run.paragraph.doc
    comma = run.last + 1
    if comma + 1 >= len(doc) or doc[comma].text != "," or _ends_longer_name(run):
        return None
    article = doc[comma + 1].lower_ in {"a", "an", "the"}
    noun = _noun_of_apposition(doc, comma + 2 if article else comma + 1)
    if noun < 0 or doc[noun].dep_ in _SUBJECT:
        return None
    fronted = run.before is not None and run.before.lower_ in _FRONTING
    behind = doc[noun + 1] if noun + 1 < len(doc) else None
    if (fronted and doc[noun].dep_ != "appos") or (behind is not None and behind.tag_ in _FINITE):
        return None
    sorts = sorts_of_noun(doc[noun].lower_)
    if not article and (sorts != {"PERSON"} or behind is None or behind.lower_ not in _CLOSING):
        return None
    if sorts == {"PLACE"} and len(run.words) <= _LONGEST_PLACE:
        return "PLACE"
    return _fitting(run, doc[noun].lower_)


def _ends_longer_name(run: NameRun) -> bool:
    """Tells whether a run may be the end of a longer name ("Citizens for Order")."""
    before = run.before
    joins = before is not None and before.i > 0 and before.lower_ in {"of", "for"}
    return joins and before is not None and before.nbor(-1).text[0].isupper()


def _noun_of_apposition(doc: Doc, first: int) -> int:
    """Returns the last noun of the phrase that begins at a token; -1 where it has none, or leads to another name."""
    noun = -1
    for n in range(first, min(len(doc), first + _LONGEST_APPOSITION)):
        token = doc[n]
        if token.pos_ not in _INSIDE and token.text != "-":
            break
        if token.is_lower and (token.pos_ == "NOUN" or sorts_of_noun(token.lower_)):
            noun = n
    leads_on = 0 <= noun < len(doc) - 1 and doc[noun + 1].pos_ == "PROPN"
    return -1 if leads_on else noun
