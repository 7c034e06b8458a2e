"""Names whose kind the words beside them tell for sure, whatever the model takes them for.

"Baker Ann Lee", "Ann Lee, 34,", "the mayor's ally Ann Lee" are people; "the airline Orsk", "Orsk, a battery maker," and
"shares in Orsk" bodies; "the town of Orsk" and "the border between Orsk and Lund" places. What is said to be a book, a
storm or the like is no name of ours.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Doc

from transforms import lexicons
from transforms.documents import ParagraphIndex
from transforms.extract.mentions.bare_name import bare_names
from transforms.extract.mentions.headlines import is_title_case
from transforms.extract.mentions.name_runs import CAPITAL, LONG_NAME, NameRun, glued_repetition, name_runs
from transforms.extract.mentions.name_span import NameSpan, name_at
from transforms.extract.mentions.no_names import LETTERS_BEHIND, NEVER
from transforms.extract.mentions.nouns import is_given_name, is_person_noun, sorts_of_noun
from transforms.extract.mentions.office_words import words_of_office
from transforms.extract.mentions.type_vote import BODIES, is_group
from transforms.extract.mentions.words import one_of
from transforms.names.gazetteer import gazetteer

_LEXICON: Final = lexicons.load("names")
_HEADS: Final = _LEXICON["heads"]
_CUES: Final = _LEXICON["cues"]
_HONORIFICS: Final = frozenset(_LEXICON["honorifics"])
_TITLES: Final = frozenset(_LEXICON["titles"])
_ROLES: Final = frozenset(_LEXICON["roles"]) | _TITLES
_SURNAMES: Final = frozenset(_LEXICON["surnames"])
_BODY_TAILS: Final = frozenset(_LEXICON["generic"]) | frozenset(_HEADS["ORG_last"])
_PLACE_TAILS: Final = frozenset(_HEADS["PLACE_last"])
_THING_TAILS: Final = frozenset(_HEADS["things_last"])
_STORMS: Final = frozenset(_CUES["storms"])

NO_KIND: Final = "WORK"
"""Of a name that is none of ours: a book's, a storm's."""
_REACH: Final = 60
"""Characters beside a name in which its cues stand."""
_PEOPLE: Final = frozenset({"Women", "Men", "Children", "People"})
_LONGEST_HONORIFIC: Final = 15
"""Characters, with what stands around it."""
_LONGEST_PLACE: Final = 4
"""Words."""
_OF_MEMBERS: Final = re.compile(
    rf"(?:\b{CAPITAL}\w{{1,30}} ){{0,3}}\b(?P<members>{CAPITAL}\w{{1,30}})(?:(?<=s)'|(?<=n|e)'s) (?:{CAPITAL}\w{{1,30}} ){{0,3}}"
    rf"(?:{one_of(word.capitalize() for word in _HEADS['ORG_last'])})\b(?: of (?:the )?{CAPITAL}\w{{1,30}})?"
)
_LONGEST_APPOSITION: Final = 10
"""Tokens between a name's comma and the noun that says what it is of."""
_AGE: Final = re.compile(r", (?:aged )?[1-9]\d(?=[,.;]| and\b)|,? aged [1-9]\d?\b|, (?:an? )?[1-9]\d?-year-old\b| \([1-9]\d\)")
_FAMILY: Final = re.compile(rf" and (?:his|her) (?:[\w-]+ ){{0,3}}{one_of(_CUES['family'])}\b")
_OWN: Final = re.compile(rf" \w{{2,15}} (?:his|her) (?:[\w-]+ )?{one_of([*_CUES['own'], *_CUES['family']])}\b")
_LETTERS: Final = re.compile(rf",? {one_of(LETTERS_BEHIND)}\b")
_DOES_AS_PERSON: Final = re.compile(rf" {one_of(_CUES['human_verbs'])}\b(?! [A-Z])")
_SAYS_OF_SELF: Final = re.compile(r" (?:said|says|told [\w ]{2,20}|added|insisted|admitted|recalled)(?: that)? s?he\b")
_DOES_AS_BODY: Final = re.compile(
    r" (?:(?:has |had )?(?:post|report|book|record|announc)(?:ed|s) (?:[\w.$-]+ ){0,5}"
    r"(?:loss|losses|profits?|revenues?|earnings|sales|turnover|dividend)\b"
    r"|(?:has |had )?filed for (?:bankruptcy|protection|administration|insolvency)\b"
    r"|(?:has |had )?(?:gone|went) (?:bust|bankrupt|into administration)\b"
    r"|employs (?:[\w,]+ ){0,3}(?:people|staff|workers)\b)"
)
_SHARES: Final = re.compile(
    r"\b(?:[Ss]hares|[Ss]takes?|[Ss]tock|[Ss]hareholders|[Ii]nvestors|[Hh]olding) (?:in|of) $"
    r"|\b(?:[Ww]orkers|[Ss]taff|[Pp]rofits|[Mm]anagers|[Rr]evenues?|[Ee]arnings|[Bb]osses|[Ee]xecutives|[Jj]obs) at $"
    r"|\b(?:[Cc]hief executive|CEO|CFO|COO|[Cc]hairman|[Cc]hairwoman|[Cc]o-founders?|[Ff]ounders?) of $"
    r"|\b(?:[Ss]ubsidiary|[Ss]hareholders|[Ee]mployees|[Tt]akeover|[Cc]reditors|[Rr]ivals?) of (?:rival )?$"
)
_PLACE_OF: Final = re.compile(rf"\b(?:{one_of(_LEXICON['nouns']['places'])}) of ({LONG_NAME})")
_BETWEEN: Final = re.compile(
    rf"\b(?:[Bb]order|[Ff]rontier|[Rr]oad|[Ff]erry|[Tt]rains?|[Ff]lights?|[Rr]ailway|[Rr]oute|[Mm]otorway|[Tt]unnel|[Ll]ine|[Pp]ass|[Bb]ridge|[Cc]rossing|[Cc]hannel|[Ss]trait|[Cc]orridor|[Pp]ath|[Ll]ink)"
    rf" between ({LONG_NAME}) and ({LONG_NAME})"
)
_TRAVEL: Final = re.compile(
    rf"\b(?:[Bb]us(?:es)?|[Tt]rains?|[Ff]lights?|[Ff]erry|[Ff]erries|[Rr]oad|[Cc]oach|[Cc]onvoys?|[Mm]otorway|[Hh]ighway|[Pp]lanes?)"
    rf" from ({LONG_NAME}) to ({LONG_NAME})"
)
_LORD_S: Final = re.compile(
    rf"\b(?:[Ii]n|[Nn]ear|[Ff]rom|[Aa]t|[Oo]utside|[Aa]round|[Tt]o) "
    rf"((?:King|Queen|Bishop|Abbot|Prince|Duke|Earl|Lord|Lady|Monk|Canon|Friar|Knight|Pope)'s {CAPITAL}\w{{1,30}})"
)
"""A place that is called after whose it was: "in Bishop's Orton"."""
_FRONTING: Final = frozenset({"in", "at", "near", "from", "on", "after", "before", "outside", "across", "inside", "since"})
"""Prepositions with which a sentence begins: "In Orsk, a baker was hurt" says nothing of Orsk."""
_CLOSING: Final = frozenset({",", ".", ";", ")", "of", "at", "for", "in", "from", "who"})
"""Behind the noun of an apposition without an article: "Ann Lee, bank director, said"."""
_INSIDE: Final = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "PART", "VERB", "ADV"})
_TRADE_ENDINGS: Final = ("er", "or", "ist")
"""Of nouns that people and firms are called by."""
_PERSONS_PARTICLES: Final = frozenset({"van", "von", "der", "den", "ter", "ten", "zu", "zum", "zur", "bin", "ibn", "bint"})
_ROMANCE_PARTICLES: Final = frozenset({"de", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le", "degli"})
_SUBJECT: Final = frozenset({"nsubj", "nsubjpass"})


def cued_names(paragraph: ParagraphIndex) -> list[NameSpan]:
    """Returns the names of a paragraph whose kind is sure; those of works and storms are of `NO_KIND`.

    In a line in title case a capital tells nothing, so nothing is sure there.
    """
    if is_title_case(paragraph):
        return []
    names = [*_places(paragraph), *_bodies_of_members(paragraph)]
    for run in name_runs(paragraph):
        if run.name.isupper() or _is_no_run(run):
            continue
        if known := glued_repetition(run):
            names.append(name_at(paragraph, run.words[known][0], run.end, NO_KIND))
            run = NameRun(paragraph, run.words[:known])  # noqa: PLW2901 - the rest is taken already
            names += bare_names(paragraph, run.start, run.end, "PERSON", None, sure=True)
            continue
        kind, bare = _kind(run)
        if kind == NO_KIND:
            names.append(name_at(paragraph, bare.start, bare.end, NO_KIND))
        elif kind:
            start, end = _whole_body(bare) if kind == "ORG" else (bare.start, bare.end)
            names += bare_names(paragraph, start, end, kind, None, sure=True)
    return names


def _is_no_run(run: NameRun) -> bool:
    """Tells whether a run is one word that names nobody alone: a title, a party and state ("R-Ohio"), "flu-free"."""
    if run.is_long:
        return False
    word = run.word(0)
    tail = run.name.rpartition("-")[2]
    token = run.paragraph.doc[run.first]
    common = bool(token.is_sent_start) and token.pos_ != "PROPN"
    return common or word in _HONORIFICS or word in _ROLES - _SURNAMES or (tail != run.name and tail.islower()) or word[1:2] == "-"


def _places(paragraph: ParagraphIndex) -> Iterator[NameSpan]:
    """Yields the places of "the town of X", "the border between X and Y", "the bus from X to Y"."""
    for pattern in (_PLACE_OF, _BETWEEN, _TRAVEL, _LORD_S):
        for match in pattern.finditer(paragraph.straight):
            for name in range(1, (match.lastindex or 0) + 1):
                last = match[name].split()[-1].casefold()
                if pattern is _LORD_S and last not in _BODY_TAILS or not _begins_with_title(match[name]):
                    yield name_at(paragraph, *match.span(name), "PLACE", sure=True)


def storms(spans: Iterable[NameSpan]) -> set[str]:
    """Returns how storms are called for short, of the names of no kind: "Hurricane Ivo" is Ivo from there on."""
    words = (span.name.split() for span in spans if span.kind == NO_KIND)
    return {rest[0] for first, *rest in words if first.casefold() in _STORMS and len(rest) == 1}


def _begins_with_title(name: str) -> bool:
    first = name.split()[0].casefold().rstrip(".")
    return first in _HONORIFICS or first in _ROLES


def _bodies_of_members(paragraph: ParagraphIndex) -> Iterator[NameSpan]:
    """Yields the bodies that are called after those who belong to them: "the Bakers' Union of Orsk"."""
    for match in _OF_MEMBERS.finditer(paragraph.straight):
        members = match["members"]
        if members in _PEOPLE or (members.endswith("s") and is_person_noun(members.casefold())):
            yield from bare_names(paragraph, *match.span(), "ORG", None, sure=True)


def _whole_body(run: NameRun) -> tuple[int, int]:
    """Returns where a body's name begins and ends: the model may see that it is longer ("Marlow and Finch")."""
    doc = run.paragraph.doc
    tagged = next((e for e in doc[run.last].sent.ents if e.start <= run.last < e.end), None)
    if tagged is None or tagged.label_ != "ORG" or tagged.start_char > run.start:
        return run.start, run.end
    opens = run.paragraph.straight[tagged.start_char : run.start]
    return (run.start if _is_trade_of_body(opens.strip().casefold()) else tagged.start_char), tagged.end_char


# --- what tells the kind ---------------------------------------------------------------------------------------------


def _kind(run: NameRun) -> tuple[str | None, NameRun]:
    """Returns the kind of a run, null where nothing is sure, and what is left of it without the role at its beginning."""
    bare = _behind_title(run)
    if bare is not None:
        return ("PERSON", bare) if _may_be_person(bare) else (None, run)
    if run.is_long and any(run.word(n) in _STORMS for n in range(len(run.words) - 1)):
        return NO_KIND, run
    opening = run.word(0)
    if run.is_long and _is_trade_of_body(opening) and run.paragraph.doc[run.first].is_sent_start:
        return "ORG", run.rest(1)
    for kind in (_by_particle, _by_noun_before, _by_words_behind, _by_apposition, _by_words_before):
        if found := kind(run):
            return found, run
    return None, run


def _is_trade_of_body(word: str) -> bool:
    """Tells whether a noun says what a body does, and is no part of bodies' names itself ("Airline Orsk")."""
    return sorts_of_noun(word) == {"ORG"} and word not in _BODY_TAILS


def _behind_title(run: NameRun) -> NameRun | None:
    """Returns the person's name behind the last title, rank or role within a run; null where there is none."""
    last = len(run.words) - 1
    for n in range(last - 1, -1, -1):
        word = run.word(n)
        if word in _HONORIFICS:
            return run.rest(n + 1)
        role = word in _ROLES and (n == 0 or word not in _SURNAMES) and not _begins_body(run, n)
        trade = n == 0 and run.paragraph.doc[run.first].is_sent_start and is_person_noun(word) and not is_given_name(word)
        if last - n > 1 and (role or trade):
            return run.rest(n + 1)
    before = run.paragraph.straight[max(0, run.start - _LONGEST_HONORIFIC) : run.start].split()
    if before and before[-1].casefold().rstrip(".") in _HONORIFICS:
        return run
    office = words_of_office(run.paragraph, run.words)
    return run.rest(office) if office else None


def _begins_body(run: NameRun, n: int) -> bool:
    """Tells whether a title begins the name of something else: "General Services", "Justice Centre"."""
    tagged = run.paragraph.doc[run.last].ent_type_
    return run.word(n) in _TITLES and tagged not in {"", "PERSON"} and not is_given_name(run.word(n + 1))


def _may_be_person(run: NameRun) -> bool:
    """Tells whether a run can be a person's name: it ends like no body, place or thing, and is no known place."""
    last = run.word(-1)
    if last in _BODY_TAILS | _PLACE_TAILS | _THING_TAILS or "&" in run.name:
        return False
    return not (_is_known_place(run.name) or run.name.casefold() in BODIES or is_group(run.paragraph.straight[slice(*run.words[-1])]))


def _is_known_place(name: str) -> bool:
    places = gazetteer()
    return bool(places.country(name) or places.state(name) or places.cities(name))


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
        trade = "PERSON" in sorts or noun.rstrip("s").endswith(_TRADE_ENDINGS)
        if trade and several and _may_be_person(run) and (is_given_name(run.word(0)) or tagged == "PERSON"):
            return "PERSON"
        as_person = several and is_given_name(run.word(0)) and _may_be_person(run)  # "the charity Ann Lee founded"
        return "ORG" if sorts == {"ORG"} and not as_person and not _is_known_place(run.name) else None
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
    return "ORG" if _SHARES.search(before) and not _is_known_place(run.name) else None


def _by_apposition(run: NameRun) -> str | None:
    """Tells the kind by the noun of an apposition: "Ann Lee, a baker,", "Orsk, the battery maker,"."""
    doc = run.paragraph.doc
    comma = run.last + 1
    if comma + 1 >= len(doc) or doc[comma].text != ",":
        return None
    if run.before is not None and run.before.lower_ in {"of", "for"} and run.before.i and doc[run.before.i - 1].text[0].isupper():
        return None  # the end of a longer name: "Citizens for Order"
    article = doc[comma + 1].lower_ in {"a", "an", "the"}
    noun = _noun_of_apposition(doc, comma + 2 if article else comma + 1)
    if noun < 0 or doc[noun].dep_ in _SUBJECT:
        return None
    fronted = run.before is not None and run.before.lower_ in _FRONTING
    behind = doc[noun + 1] if noun + 1 < len(doc) else None
    if (fronted and doc[noun].dep_ != "appos") or (behind is not None and behind.tag_ in {"VBD", "VBZ", "MD"}):
        return None
    sorts = sorts_of_noun(doc[noun].lower_)
    if not article and (sorts != {"PERSON"} or behind is None or behind.lower_ not in _CLOSING):
        return None
    if sorts == {"PERSON", "ORG"} and len(run.words) == 1 and article:
        return None if _is_known_place(run.name) else "ORG"
    if sorts == {"PLACE"} and len(run.words) < _LONGEST_PLACE:
        return "PLACE"
    return _fitting(run, doc[noun].lower_)


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
