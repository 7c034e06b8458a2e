"""Checks of names and entities: mentions, appearances, links, redirects, aliases."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.suites import CheckDefinition
from warehouse.schema.tables.columns import Table
from warehouse.schema.tables.entities import MENTIONS


def mention_checks() -> Iterator[CheckDefinition]:
    """Yields the check that each name as written is among the spellings of its entity."""
    yield CheckDefinition(
        "mentions",
        "rule.surface_is_alias",
        "The name as written is a spelling of its entity in entity_aliases.",
        """
        SELECT mention_id FROM mentions m
        WHERE NOT EXISTS (FROM entity_aliases s WHERE s.entity_id = m.entity_id AND s.alias = m.surface)
        """,
    )


def appearance_checks() -> Iterator[CheckDefinition]:
    """Yields the check that all appearances of a node (as `PLACE:port ellmoor`) belong to one entity."""
    yield CheckDefinition(
        "appearances",
        "rule.node_of_one_entity",
        "All appearances of one node belong to one entity.",
        """
        SELECT min(appearance_id) AS appearance_id, node, min(entity_id) AS entity_id, max(entity_id) AS other_entity_id
        FROM appearances GROUP BY node HAVING min(entity_id) <> max(entity_id)
        """,
    )


def followed_column_checks(table: Table) -> Iterator[CheckDefinition]:
    """Yields the checks that columns which repeat something of an appearance agree with that appearance.

    Args:
        table: any table; its columns with `follows` name the appearance that they repeat the entity of.
    """
    key = table.key[0]
    for column in table.columns:
        if column.follows:
            yield CheckDefinition(
                table.name,
                f"rule.{column.name}_follows",
                f"{column.name} is the entity of the appearance in {column.follows}; both are null together.",
                f"""
                SELECT t.{key}, t.{column.name}, a.entity_id AS expected
                FROM {table.name} t LEFT JOIN appearances a ON a.appearance_id = t.{column.follows}
                WHERE t.{column.name} IS DISTINCT FROM a.entity_id
                """,
            )
    if table is MENTIONS:
        yield CheckDefinition(
            table.name,
            "rule.probability_follows",
            "probability is that of the appearance.",
            """
            SELECT mention_id, m.probability, a.probability AS expected
            FROM mentions m JOIN appearances a USING (appearance_id) WHERE m.probability <> a.probability
            """,
        )


def entity_checks() -> Iterator[CheckDefinition]:
    """Yields the check that an entity takes its name from one of its own nodes."""
    yield CheckDefinition(
        "entities",
        "rule.named_by_its_node",
        "The node that names an entity is one of its nodes, if it has any.",
        """
        SELECT entity_id FROM entities SEMI JOIN appearances USING (entity_id)
        ANTI JOIN appearances USING (entity_id, node)
        """,
    )


def link_checks() -> Iterator[CheckDefinition]:
    """Yields the checks of judgements on pairs of nodes: they are obeyed, and do not contradict each other."""
    sides = "(SELECT DISTINCT node, entity_id FROM appearances)"
    yield CheckDefinition(
        "entity_links",
        "rule.different_kept_apart",
        "No entity holds both sides of a `different` link that holds; a person's judgement of a pair overrules the "
        "others.",
        f"""
        SELECT link_id, a.entity_id FROM entity_links l
        JOIN {sides} a ON a.node = l.left_node JOIN {sides} b ON b.node = l.right_node AND b.entity_id = a.entity_id
        WHERE l.judgement = 'different' AND l.retracted_at IS NULL AND (l.method = 'review' OR NOT EXISTS (
            FROM entity_links r WHERE r.left_node = l.left_node AND r.right_node = l.right_node
                AND r.method = 'review' AND r.retracted_at IS NULL))
        """,
    )
    yield CheckDefinition(
        "entity_links",
        "rule.one_judgement_holds",
        "Of two nodes at most one judgement by rule holds, and at most one by a person.",
        """
        SELECT link_id FROM entity_links WHERE retracted_at IS NULL
        QUALIFY row_number() OVER (PARTITION BY left_node, right_node, method = 'review' ORDER BY link_id) > 1
        """,
    )


def redirect_checks() -> Iterator[CheckDefinition]:
    """Yields the check that an id which was given up is not in use."""
    yield CheckDefinition(
        "entity_redirects",
        "rule.redirected_is_gone",
        "No id that is redirected is that of an entity: each ends at its target in one hop.",
        "SELECT old_entity_id FROM entity_redirects WHERE old_entity_id IN (SELECT entity_id FROM entities)",
    )


def alias_checks() -> Iterator[CheckDefinition]:
    """Yields the check that the counts of each spelling are those of the mentions."""
    yield CheckDefinition(
        "entity_aliases",
        "rule.counts_mentions",
        "mentions and articles are the numbers of those with this spelling.",
        """
        SELECT s.entity_id, s.alias, s.mentions, s.articles, coalesce(m.mentions, 0) AS mentions_found,
            coalesce(m.articles, 0) AS articles_found
        FROM entity_aliases s LEFT JOIN (
            SELECT entity_id, surface, count(*) AS mentions, count(DISTINCT article_id) AS articles
            FROM mentions GROUP BY entity_id, surface
        ) m ON m.entity_id = s.entity_id AND m.surface = s.alias
        WHERE s.mentions <> mentions_found OR s.articles <> articles_found
        """,
    )
