"""Names in an article: where they stand, of what kind they are, and which of them mean the same.

spaCy's entities are narrowed to the bare name; a name found once is then looked for in the whole article. What kind of
thing a name is of is put to the vote: the model's label of each mention counts, and so do the words around it ("Mr",
"in", ", who"), the words in it ("Ministry"), and the gazetteer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from transforms.documents import Article, Entity, Mention, ParagraphIndex, Role
from transforms.extract.mentions.coreference import acronym_behind, full_forms
from transforms.extract.mentions.cued_names import cued_names, storms
from transforms.extract.mentions.geocode import Location, context, location, text_behind
from transforms.extract.mentions.given_names import settle_given_names
from transforms.extract.mentions.headlines import is_title_case
from transforms.extract.mentions.kind_cues import NO_KIND
from transforms.extract.mentions.model_entities import model_names
from transforms.extract.mentions.name_span import NameSpan, TakenCharacters, name_at
from transforms.extract.mentions.namesakes import SOMEBODY_ELSE, tell_apart
from transforms.extract.mentions.office_homes import with_homes
from transforms.extract.mentions.offices import find_offices
from transforms.extract.mentions.repeated import repeated_names
from transforms.extract.mentions.roles import RoleSpan, is_bare_role, named_by_role, roles_beside
from transforms.extract.mentions.type_vote import CLUB, INITIALS, TypeVote, is_club, is_initials, type_votes, winners
from transforms.extract.mentions.untagged_names import untagged_names
from transforms.extract.mentions.words import common_words, is_in_longer_name
from transforms.names.gazetteer import gazetteer
from transforms.names.normalise import without_possessive


def find_mentions(article: Article) -> tuple[list[Mention], list[Entity], list[Role]]:
    """Finds the names of an article and groups those that mean the same.

    Returns:
        The mentions in order of position, none overlapping; their entities, numbered from 1 in the order in which they
        are first mentioned; and the roles of these, in order of position.
    """
    paragraphs = article.indexed
    taken = TakenCharacters(paragraphs)
    spans, titles = with_homes(paragraphs, _name_spans(paragraphs, taken), article.country)
    roles = {s: beside for s in spans if (beside := roles_beside(paragraphs[s.paragraph], s))}
    votes = type_votes(paragraphs, spans, {(s.paragraph, s.start) for s in roles})
    settle_given_names(paragraphs, spans, votes)
    full_form = full_forms(paragraphs, spans, votes)
    _join_votes(votes, full_form)
    kind_of = winners(votes)
    namesakes = tell_apart(paragraphs, spans, kind_of, full_form)
    others = {key for key in namesakes.values() if key not in kind_of}
    titles |= {key: key.title() for key in others if not key.endswith(SOMEBODY_ELSE)}
    for span, key in namesakes.items():
        votes.setdefault(key, TypeVote()).add(votes[span.key])
        kind_of[key] = "PERSON"
    meant = {s: namesakes.get(s) or full_form.get(s.key, s.key) for s in spans}
    spans = [replace(s, key=meant[s]) for s in spans]
    roles = {replace(s, key=meant[s]): beside for s, beside in roles.items()}
    roles = {s: beside for s, beside in roles.items() if kind_of[s.key] == "PERSON"}
    people = [s for s in spans if kind_of[s.key] == "PERSON"]
    places = named_by_role(paragraphs, spans, people, roles, taken)
    numbers: dict[str, int] = {}
    for span in places:
        numbers.setdefault(span.key, len(numbers) + 1)
    mentions = [Mention(s.paragraph, s.start, s.end, kind_of[s.key], s.model_label, numbers[s.key]) for s in places]
    return mentions, _entities(article, spans, votes, titles, numbers), _roles(roles, numbers)


def _join_votes(votes: dict[str, TypeVote], full_form: Mapping[str, str]) -> None:
    """Counts the votes of a short name for its full form as well."""
    for short, full in full_form.items():
        # A surname that the model took for a place does not make its bearer one.
        if full not in votes or votes[full].kind != "PERSON" or votes[short].kind == "PERSON":
            votes.setdefault(full, TypeVote()).add(votes[short])


def _roles(roles: Mapping[NameSpan, Iterable[RoleSpan]], numbers: Mapping[str, int]) -> list[Role]:
    """Returns each place where it is said what an entity is once, in order of position."""
    places = {
        (role.paragraph, role.start, role.end, numbers[span.key])
        for span, beside in roles.items()
        for role in beside
        if span.key in numbers
    }
    return [Role(*place) for place in sorted(places)]


# --- where names stand -----------------------------------------------------------------------------------------------


def _name_spans(paragraphs: Sequence[ParagraphIndex], taken: TakenCharacters) -> list[NameSpan]:
    """Returns the names of all paragraphs in order.

    The surest come first and take their characters: offices, what the model tags in running text, acronyms in brackets,
    names that the model overlooked, further places of all these; then what it tags in headlines, and again further
    places.
    """
    common = common_words(paragraphs)
    tagged = _without_bare_roles([s for paragraph in paragraphs for s in model_names(paragraph, common)])
    in_headlines = [s for s in tagged if is_title_case(paragraphs[s.paragraph])]
    in_text = [s for s in tagged if not is_title_case(paragraphs[s.paragraph])]
    spans = _offices(paragraphs, tagged, taken)
    spans += _cued(paragraphs, taken)
    spans += _free_names(paragraphs, in_text, taken)
    acronyms = [a for s in spans if (a := acronym_behind(paragraphs[s.paragraph], s))]
    spans += [taken.take(a) for a in acronyms if taken.is_free(a.paragraph, a.start, a.end)]
    spans += [taken.take(s) for paragraph in paragraphs for s in untagged_names(paragraph, common, taken)]
    spans += list(repeated_names(paragraphs, spans, winners(type_votes(paragraphs, spans, ())), taken))
    spans += _free_names(paragraphs, in_headlines, taken)
    spans += list(repeated_names(paragraphs, spans, winners(type_votes(paragraphs, spans, ())), taken))
    spans = _with_keys_of_their_own(paragraphs, spans)
    spans = [s if s.model_label else replace(s, model_label=_label(paragraphs[s.paragraph], s)) for s in spans]
    return sorted(spans, key=attrgetter("paragraph", "start"))


def _cued(paragraphs: Sequence[ParagraphIndex], taken: TakenCharacters) -> list[NameSpan]:
    """Takes the names whose kind is sure; what is said to be a book or a storm is taken too, and named nowhere."""
    found = [s for paragraph in paragraphs for s in cued_names(paragraph)]
    spans = [taken.take(s) for s in found if taken.is_free(s.paragraph, s.start, s.end)]
    if short := storms(spans):
        for paragraph in paragraphs:
            for start, end in paragraph.words:
                name = without_possessive(paragraph.straight[start:end])
                if name in short and not is_in_longer_name(paragraph.straight, start, start + len(name)):
                    taken.take(name_at(paragraph, start, start + len(name), None))
    return [s for s in spans if s.kind != NO_KIND]


def _without_bare_roles(tagged: Sequence[NameSpan]) -> list[NameSpan]:
    """Leaves out the nouns of roles that the model took for names, unless somebody in the article is called so."""
    surnames = {word for s in tagged if s.kind == "PERSON" and " " in s.name for word in s.key.split()}
    return [s for s in tagged if s.key in surnames or not is_bare_role(s)]


def _offices(
    paragraphs: Sequence[ParagraphIndex], tagged: Sequence[NameSpan], taken: TakenCharacters
) -> list[NameSpan]:
    """Returns the offices of states."""
    within = {(s.paragraph, n): s for s in tagged for n in range(s.start, s.end) if s.kind == "ORG"}
    offices = find_offices(paragraphs, context(tagged))
    return [taken.take(s) for s in offices if not _is_part(s, within.get((s.paragraph, s.start), s))]


def _is_part(office: NameSpan, tagged: NameSpan) -> bool:
    """Tells whether the model tags a longer name there: "Foreign Ministry Press Service" is another body."""
    before = tagged.name[: max(0, office.start - tagged.start)].split()
    return tagged.end > office.end or (before != [] and before[-1].casefold() != "the")


def _free_names(
    paragraphs: Sequence[ParagraphIndex], tagged: Iterable[NameSpan], taken: TakenCharacters
) -> list[NameSpan]:
    """Takes the tagged names that overlap none found before; in an article with text, not single shouted words."""
    has_text = not all(is_title_case(paragraph) for paragraph in paragraphs)
    return [
        taken.take(s)
        for s in tagged
        if taken.is_free(s.paragraph, s.start, s.end) and not (has_text and _is_shouted(paragraphs[s.paragraph], s))
    ]


def _is_shouted(paragraph: ParagraphIndex, span: NameSpan) -> bool:
    """Tells whether a span is one word of a line in capitals, of which the model cannot tell that it is a name."""
    places = gazetteer()
    is_place = places.country(span.name) or places.nationality(span.name) or places.cities(span.name)
    return paragraph.straight.isupper() and " " not in span.name and not is_place


def _with_keys_of_their_own(paragraphs: Sequence[ParagraphIndex], spans: Iterable[NameSpan]) -> list[NameSpan]:
    """Parts a club from its city, and initials ("U.N.") from a name of the same letters ("Un")."""
    spans = [replace(s, key=s.key + CLUB) if is_club(paragraphs[s.paragraph], s) else s for s in spans]
    words = {word for s in spans if " " in s.name for word in s.key.split()}
    of_people = {word for s in spans if " " in s.name and s.kind == "PERSON" for word in s.name.split()}
    return [
        replace(s, key=s.key + INITIALS) if is_initials(s.name) and s.key in words and s.name not in of_people else s
        for s in spans
    ]


def _label(paragraph: ParagraphIndex, span: NameSpan) -> str | None:
    """Returns the model's label of the last word of a name that a rule found."""
    return paragraph.doc[paragraph.token_number(span.end - 1)].ent_type_ or None


# --- what they name --------------------------------------------------------------------------------------------------


def _entities(
    article: Article,
    spans: Iterable[NameSpan],
    votes: Mapping[str, TypeVote],
    titles: Mapping[str, str],
    numbers: Mapping[str, int],
) -> list[Entity]:
    """Returns the entities by number: kind by vote, fullest name, and for a place where it lies."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    follows: defaultdict[str, list[str]] = defaultdict(list)
    spans = list(spans)
    for span in spans:
        spellings[span.key][article.paragraphs[span.paragraph].text[span.start : span.end]] += 1
        follows[span.key].append(text_behind(article.indexed, span))
    around = context(spans)
    entities = []
    for key, number in numbers.items():
        kind, name = votes[key].kind, titles.get(key) or _fullest(spellings[key])
        place = location(spellings[key], follows[key], around) if kind == "PLACE" else Location()
        if place.country_code in {gazetteer().country(spelling) for spelling in spellings[key]}:
            name = gazetteer().country_names.get(place.country_code or "", name)
        elif kind == "PLACE":
            name = gazetteer().state_in_full(name) or name
        where = (place.place_type, place.country_code, place.latitude, place.longitude)
        entities.append(Entity(number, kind, name, votes[key].lead, *where))
    return entities


def _fullest(spellings: Counter[str]) -> str:
    """Returns the spelling with most words; among those the commonest, then the longest, then the first by letters."""
    return max(spellings, key=lambda s: (len(s.split()), spellings[s], len(s), [-ord(c) for c in s]))
