"""An entity as text: its names, when it is in the news and with whom, what it says and what is said of it in numbers.

Text of articles may contain control characters, so it is escaped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

import click

from flows.cli.sections_text import SHOWN, cut, days, section
from flows.cli.text import JUDGEMENT_COLOURS, counted, features_as_text, parsed_features
from warehouse.read.entity import EntityView, Namesake, PlaceView
from warehouse.read.entity_evidence import EntityEvidence, EntityLink
from warehouse.read.entity_news import EntityClaim, EntityNews
from warehouse.read.formats import as_json
from warehouse.read.truncated import Truncated
from warehouse.schema.escaping import escape

_QUOTED = 300
"""Characters of a quotation that are shown: two sentences; the article has the rest."""


def as_text(entity: EntityView, others: Sequence[Namesake], asked: str, *, width: int | None) -> Iterator[str]:
    """Yields the lines that show an entity.

    Args:
        entity: the entity.
        others: further entities that bear the name that was asked for.
        asked: the name or id that was asked for.
        width: of the terminal, at which lines are cut; None for a file, where they are whole.
    """
    named = entity.entity
    yield click.style(cut(escape(named.name), width), bold=True)
    if entity.redirected == "merged":
        yield f"{asked} was merged into {named.entity_id}."
    elif entity.redirected == "split":
        yield f"{asked} was split up; {named.entity_id} is what its name stands for now."
    for fact, value in _facts(entity):
        yield f"{fact:<14}{value}"
    yield from _bearers(others, width)
    spellings = [
        f"{spelling.mentions:>9,} {spelling.articles:>9,}  {escape(spelling.alias)}"
        for spelling in entity.spellings.rows
    ]
    yield from section("Spellings", " mentions  articles", spellings, entity.spellings, width)
    roles = [
        f"{role.articles:>9,}  {days(role.first_on, role.last_on):<24}  {escape(role.role)}"
        for role in entity.roles.rows
    ]
    yield from section("Roles", f" articles  {'days':<24}", roles, entity.roles, width)
    yield from _news(entity.news, width)
    near = [
        f"{other.entity_id:>9}  {other.kind:<6}  {other.judgement} {other.score:.2f}  {escape(other.name)}, "
        f"{counted(other.articles, 'article')}"
        for other in entity.near.rows
    ]
    yield from section("Near names", "       id  kind", near, entity.near, width)
    articles = [
        f"{paper.article_id:>9}  {paper.published_on or '–'!s:<10}  {escape(paper.outlet or '–')}: "
        f"{escape(paper.headline or '(no headline)')}"
        for paper in entity.articles.rows
    ]
    yield from section("Articles", "       id  day", articles, entity.articles, width)
    if entity.evidence is not None:
        yield from _evidence(entity.evidence)


def choice(entities: Sequence[Namesake], *, width: int | None) -> Iterator[str]:
    """Yields the lines that list several entities of one name, to choose from."""
    yield "       id  kind    by this name  mentions  articles  name"
    for bearer in entities[:SHOWN]:
        entity = bearer.entity
        counts = f"{bearer.mentions:>12,} {entity.mentions:>9,} {entity.articles:>9,}"
        yield cut(f"{entity.entity_id:>9}  {entity.kind:<6}  {counts}  {escape(entity.name)}", width)
    if len(entities) > SHOWN:
        yield f"  … and {len(entities) - SHOWN:,} more"


def document(found: EntityView | None, others: Sequence[Namesake]) -> str:
    """Returns an entity, and under `others` those that bear its name too, as JSON; days and times are text.

    Lists are plain lists; `totals` says how many rows each has in all. Where no entity is meant, `others` is all there
    is.
    """
    listed = [asdict(bearer.entity) | {"mentions_by_name": bearer.mentions} for bearer in others]
    if found is None:
        return as_json({"others": listed})
    whole = asdict(found)
    news, evidence = whole.pop("news"), whole.pop("evidence")
    whole |= news
    if evidence is not None:
        for link in (*evidence["links"]["rows"], *evidence["kept_apart"]["rows"]):
            link["features"] = parsed_features(link["features"])
        whole |= evidence
    lists = {name: value for name, value in whole.items() if isinstance(value, dict) and "rows" in value}
    whole |= {name: value["rows"] for name, value in lists.items()}
    return as_json(whole | {"totals": {name: value["total"] for name, value in lists.items()}, "others": listed})


def _facts(entity: EntityView) -> Iterator[tuple[str, str]]:
    named = entity.entity
    yield "entity", str(named.entity_id)
    yield "kind", named.kind
    if entity.place is not None:
        yield from _where(entity.place)
    articles = counted(named.articles, "article")
    yield "named", f"{counted(named.mentions, 'time')} in {articles}, {entity.independent_articles:,} independent"
    yield "days", days(entity.first_on, entity.last_on)


def _where(place: PlaceView) -> Iterator[tuple[str, str]]:
    if place.country_code:
        yield "country", escape(place.country_code)
    if place.latitude is not None and place.longitude is not None:
        middle = "" if place.place_type == "town" else f" (the middle of the {escape(place.place_type or 'place')})"
        yield "lies at", f"{place.latitude:.4f}, {place.longitude:.4f}{middle}"


def _bearers(others: Sequence[Namesake], width: int | None) -> Iterator[str]:
    """Yields the lines of the other entities that bear the name."""
    lines = [
        f"{bearer.entity.entity_id:>9}  {bearer.entity.kind:<6} {bearer.mentions:>13,}  {escape(bearer.entity.name)}"
        for bearer in others[:SHOWN]
    ]
    part = Truncated(tuple(others[:SHOWN]), len(others))
    yield from section("Others of this name", "       id  kind    by this name", lines, part, width)


def _news(news: EntityNews, width: int | None) -> Iterator[str]:
    days = [
        f" {day.day or '–'!s:<10} {day.mentions:>9,} {day.articles:>9,} {day.share:>15.1%}" for day in news.days.rows
    ]
    yield from section("By day", " day         mentions  articles  of all articles", days, news.days, width)
    quotes = [
        f"{quote.article_id:>9}  {quote.published_on or '–'!s:<10}  {escape(quote.outlet or '–')}: "
        f"{escape(_shortened(quote.text))}" + (f" ({escape(quote.cue)})" if quote.cue else "")
        for quote in news.quotes.rows
    ]
    yield from section("Quotations", "  article  day", quotes, news.quotes, width)
    made = [_claim_line(claim) for claim in news.claims_made.rows]
    yield from section("Claims made", "   figure  day", made, news.claims_made, width)
    about = [f"{_claim_line(claim)}; {escape(claim.claimant)}" for claim in news.claims_about.rows]
    yield from section("Claims about it", "   figure  day", about, news.claims_about, width)
    company = [
        f"{other.entity_id:>9}  {other.kind:<6} {other.articles:>9,} {other.independent_articles:>12,}  "
        f"{escape(other.name)}"
        for other in news.named_with.rows
    ]
    yield from section("Named with", "       id  kind    articles  independent", company, news.named_with, width)


def _claim_line(claim: EntityClaim) -> str:
    counted_what = f" {claim.counted}" if claim.counted else ""
    denied = " (denied)" if claim.status == "denied" else ""
    told = escape(f"{claim.event}: {claim.number}{counted_what}{denied}")
    where = f", {escape(claim.place)}" if claim.place else ""
    articles = counted(claim.independent_articles, "independent article")
    return f"{claim.figure_id:>9}  {claim.as_of or '–'!s:<10}  {told}{where}; {articles}"


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def _evidence(evidence: EntityEvidence) -> Iterator[str]:
    """Yields the nodes and links of an entity; their lines are never cut, since people copy nodes from here."""
    nodes = [f"{node.articles:>9,}  {node.probability:>11.2f}  {escape(node.node)}" for node in evidence.nodes.rows]
    yield from section("Nodes", " articles  probability", nodes, evidence.nodes, None)
    links = [line for link in evidence.links.rows for line in _link_lines(link)]
    yield from section("Evidence", "", links, evidence.links, None)
    apart = [line for link in evidence.kept_apart.rows for line in _link_lines(link)]
    yield from section("Kept apart", "", apart, evidence.kept_apart, None)


def _link_lines(link: EntityLink) -> Iterator[str]:
    judgement = click.style(f"{link.judgement:<9}", fg=JUDGEMENT_COLOURS.get(link.judgement))
    yield f"    {judgement} {link.score:.2f}  {escape(link.left_node)} | {escape(link.right_node)}"
    why = [escape(link.method).replace("_", " "), features_as_text(link.features)]
    if link.method == "review":
        why.append(f"{escape(link.decided_by)}, {link.decided_at:%Y-%m-%d %H:%M} UTC")
    yield click.style(f"{'':<20}{'; '.join(filter(None, why))}", dim=True)
