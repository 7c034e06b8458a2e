"""All checks across tables, in the order of the dictionary."""

# every part of the SQL is written in this project

from expectations.rules.articles import article_checks
from expectations.rules.cleaning_drift import outlet_line_checks, outlet_rule_checks, strip_drift_checks
from expectations.rules.entities import (
    alias_checks,
    appearance_checks,
    derived_column_checks,
    entity_checks,
    link_checks,
    mention_checks,
    redirect_checks,
)
from expectations.rules.extraction_drift import load_mix_checks
from expectations.rules.figures import figure_checks, figure_part_checks
from expectations.rules.files import file_checks, load_checks
from expectations.rules.quotes import quote_group_checks
from expectations.rules.spans import block_checks, in_block_checks, offset_checks
from expectations.rules.volume import load_share_checks
from expectations.suites import Check
from warehouse.schema.tables import TABLES


def rules() -> list[Check]:
    """Returns the rules across tables, in the order of the dictionary."""
    return [
        *file_checks(),
        *article_checks(),
        *load_share_checks(),
        *strip_drift_checks(),
        *block_checks(),
        *offset_checks("blocks", "block_id", "text"),
        *in_block_checks("mentions", "mention_id", "surface"),
        *mention_checks(),
        *appearance_checks(),
        *in_block_checks("roles", "role_id", "role"),
        *entity_checks(),
        *alias_checks(),
        *link_checks(),
        *redirect_checks(),
        *in_block_checks("figures", "figure_id", "surface"),
        *figure_checks(),
        *figure_part_checks(),
        *in_block_checks("quotes", "quote_id", "text"),
        *quote_group_checks(),
        *(check for table in TABLES.values() for check in derived_column_checks(table)),
        *load_checks(),
        *outlet_line_checks(),
        *outlet_rule_checks(),
        *load_mix_checks(),
    ]
