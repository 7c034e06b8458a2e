"""Names in an article: where they stand, of what kind they are, and which of them mean the same.

spaCy's entities are trimmed to the bare name; a name found once is then looked for in the whole article. What a name is
of is put to the vote: the model's label of each mention counts, and so do the words around it ("Mr", "in", ", who"), in
it ("Ministry"), and the gazetteer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from transforms.documents import Article, Entity, Mention, Role
from transforms.extract.mentions.coreference import acronym_behind, full_forms
from transforms.extract.mentions.geocode import Location, behind, context, location
from transforms.extract.mentions.line import Line, Span, common_words
from transforms.extract.mentions.model_entities import overlooked, tagged
from transforms.extract.mentions.offices import find_offices, title
from transforms.extract.mentions.repeated import found_again
from transforms.extract.mentions.roles import described, is_bare_role, roles_of
from transforms.extract.mentions.type_vote import CLUB, INITIALS, Ballot, ballots, is_club, is_initials, kinds
from transforms.names.gazetteer import gazetteer


def find_mentions(article: Article) -> tuple[list[Mention], list[Entity], list[Role]]:
    """Finds the names of an article and groups those that mean the same.

    Returns:
        The mentions in order of position, none overlapping; their entities, numbered from 1 in the order in which they
        are first mentioned; and the roles of these, in order of position.
    """
    lines = [Line(number, paragraph) for number, paragraph in enumerate(article.paragraphs)]
    spans, titles = _spans(lines)
    roles = {s: found for s in spans if (found := roles_of(lines[s.paragraph], s))}
    votes = ballots(lines, spans, {(s.paragraph, s.start) for s in roles})
    owner = full_forms(lines, spans, votes)
    for short, full in owner.items():
        # A surname that the model took for a place does not make its bearer one.
        if full not in votes or votes[full].kind != "PERSON" or votes[short].kind == "PERSON":
            votes.setdefault(full, Ballot()).add(votes[short])
    spans = [replace(s, key=owner.get(s.key, s.key)) for s in spans]
    kind_of = kinds(votes)
    roles = {replace(s, key=owner.get(s.key, s.key)): found for s, found in roles.items()}
    roles = {s: found for s, found in roles.items() if kind_of[s.key] == "PERSON"}
    people = [s for s in spans if kind_of[s.key] == "PERSON"]
    names, spans = spans, described(lines, spans, people, roles)

    numbers: dict[str, int] = {}
    for span in spans:
        numbers.setdefault(span.key, len(numbers) + 1)
    mentions = [Mention(s.paragraph, s.start, s.end, kind_of[s.key], s.model_label, numbers[s.key]) for s in spans]
    told = sorted(
        {(r.paragraph, r.start, r.end, numbers[s.key]) for s, every in roles.items() for r in every if s.key in numbers}
    )
    entities = _entities(article, lines, names, votes, titles, numbers)
    return mentions, entities, [Role(*role) for role in told]


def _spans(lines: Sequence[Line]) -> tuple[list[Span], dict[str, str]]:
    """Returns the names of all lines in order, and how offices are called in full, by key."""
    common = common_words(lines)
    titles: dict[str, str] = {}
    model = [s for line in lines for s in tagged(line, common)]
    surnames = {word for s in model if s.kind == "PERSON" and " " in s.name for word in s.key.split()}
    model = [s for s in model if s.key in surnames or not is_bare_role(s)]
    ends = {(s.paragraph, n): s.end for s in model for n in range(s.start, s.end) if s.kind == "ORG"}
    spans: list[Span] = []
    for office in find_offices(lines):
        span = office.span
        if ends.get((span.paragraph, span.start), 0) > span.end:
            continue  # "Foreign Ministry Press Service"
        if office.state in gazetteer().adjectives:
            titles[span.key] = title(str(office.state), office.sort)
        spans.append(lines[span.paragraph].take(span))
    body = not all(line.titled for line in lines)
    for running in (True, False):
        for span in model:
            line = lines[span.paragraph]
            if line.titled != running and line.is_free(span.start, span.end) and not (body and _is_shouted(line, span)):
                spans.append(line.take(span))
        if running:
            behind = [a for s in spans if (a := acronym_behind(lines[s.paragraph], s))]
            spans += [lines[a.paragraph].take(a) for a in behind if lines[a.paragraph].is_free(a.start, a.end)]
            spans += [line.take(s) for line in lines for s in overlooked(line, common)]
            spans += found_again(lines, spans, kinds(ballots(lines, spans, ())))
    spans += found_again(lines, spans, kinds(ballots(lines, spans, ())))
    spans = [replace(s, key=s.key + CLUB) if is_club(lines[s.paragraph], s) else s for s in spans]
    words = {word for s in spans if " " in s.name for word in s.key.split()}
    written = {word for s in spans if " " in s.name and s.kind == "PERSON" for word in s.name.split()}
    spans = [
        replace(s, key=s.key + INITIALS) if is_initials(s.name) and s.key in words and s.name not in written else s
        for s in spans
    ]
    spans = [s if s.model_label else replace(s, model_label=_label(lines[s.paragraph], s)) for s in spans]
    return sorted(spans, key=attrgetter("paragraph", "start")), titles


def _is_shouted(line: Line, span: Span) -> bool:
    """Tells whether a span is one word of a line in capitals, of which the model cannot tell that it is a name."""
    places = gazetteer()
    known = places.country(span.name) or places.nationality(span.name) or places.cities(span.name)
    return line.text.isupper() and " " not in span.name and not known


def _label(line: Line, span: Span) -> str | None:
    """Returns the model's label of the last word of a name that a rule found."""
    return line.doc[line.token_at(span.end - 1)].ent_type_ or None


def _entities(
    article: Article,
    lines: Sequence[Line],
    spans: Iterable[Span],
    votes: Mapping[str, Ballot],
    titles: Mapping[str, str],
    numbers: Mapping[str, int],
) -> list[Entity]:
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    follows: defaultdict[str, list[str]] = defaultdict(list)
    spans = list(spans)
    for span in spans:
        spellings[span.key][article.paragraphs[span.paragraph].text[span.start : span.end]] += 1
        follows[span.key].append(behind(lines, span))
    around = context(spans)
    entities = []
    for key, number in numbers.items():
        kind, name = votes[key].kind, titles.get(key) or _fullest(spellings[key])
        place = location(spellings[key], follows[key], around) if kind == "PLACE" else Location()
        if place.country_code in {gazetteer().country(spelling) for spelling in spellings[key]}:
            name = gazetteer().country_names.get(place.country_code or "", name)
        elif kind == "PLACE":
            name = gazetteer().state_in_full(name) or name
        where = (place.country_code, place.latitude, place.longitude)
        entities.append(Entity(number, kind, name, votes[key].lead, *where))
    return entities


def _fullest(spellings: Counter[str]) -> str:
    """Returns the spelling with most words; among those the commonest, then the longest, then the first by letters."""
    return max(spellings, key=lambda s: (len(s.split()), spellings[s], len(s), [-ord(c) for c in s]))
