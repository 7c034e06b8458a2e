"""The schema, once: every table and column of the warehouse, declared in this folder and nowhere else.

From these declarations derive the DDL (`warehouse.schema.ddl`), the Polars schemas of the stages (`Table.schema`), the
suites of the gate (`expectations.suites`) and `docs/data-dictionary.md` (`warehouse.schema.dictionary`).
"""

from warehouse.schema.tables.articles import ARTICLES, BLOCKS, FILES
from warehouse.schema.tables.columns import Table
from warehouse.schema.tables.entities import (
    APPEARANCES,
    ARTICLE_TERMS,
    BLOCKING_KEYS,
    ENTITIES,
    ENTITY_ALIASES,
    ENTITY_LINKS,
    ENTITY_REDIRECTS,
    MENTIONS,
    ROLES,
)
from warehouse.schema.tables.figures import FIGURE_PARTS, FIGURES
from warehouse.schema.tables.loads import CHECKS, LOAD_MEASURES, LOADS, REJECTIONS
from warehouse.schema.tables.outlets import OUTLET_LINES, OUTLET_RULES
from warehouse.schema.tables.quotes import QUOTE_GROUPS, QUOTE_VARIANTS, QUOTES

SCHEMA_VERSION = 7
"""Raised when a published file of an older version can no longer be read or extended as it is."""

TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        FILES, ARTICLES, BLOCKS, MENTIONS, APPEARANCES, BLOCKING_KEYS, ARTICLE_TERMS, ROLES, ENTITIES, ENTITY_ALIASES,
        ENTITY_LINKS, ENTITY_REDIRECTS, FIGURES, FIGURE_PARTS, QUOTES, QUOTE_GROUPS, QUOTE_VARIANTS, LOADS, CHECKS,
        REJECTIONS, OUTLET_LINES, OUTLET_RULES, LOAD_MEASURES,
    )
}  # fmt: skip
"""All tables by name, in the order of the dictionary."""
