"""The checks across tables, all of them, in the order in which they are run and shown within each table."""

from expectations.rules.articles import article_checks, forgotten_checks
from expectations.rules.claims import claim_checks
from expectations.rules.cleaning_drift import outlet_line_checks, outlet_rule_checks, strip_drift_checks
from expectations.rules.copies import copy_checks
from expectations.rules.entities import (
    alias_checks,
    appearance_checks,
    entity_checks,
    followed_column_checks,
    link_checks,
    mention_checks,
    redirect_checks,
)
from expectations.rules.extraction_drift import extraction_drift_checks
from expectations.rules.figures import figure_checks, figure_day_checks, figure_part_checks
from expectations.rules.files import file_checks, load_checks
from expectations.rules.freshness import freshness_checks
from expectations.rules.load_shares import load_share_checks
from expectations.rules.lone_claims import lone_claim_checks
from expectations.rules.quotes import quote_group_checks
from expectations.rules.set_aside import set_aside_checks
from expectations.rules.spans import block_checks, in_block_checks, offset_checks
from expectations.rules.stories import story_checks, story_redirect_checks, thread_checks
from expectations.rules.versions import change_checks, update_checks, version_checks, version_statement_checks
from expectations.rules.volume import outlet_volume_checks, volume_checks
from expectations.suites import CheckDefinition
from warehouse.schema.tables import TABLES


def rules() -> list[CheckDefinition]:
    """Returns the checks across tables.

    `expectations.gate.all_checks` puts them table by table; within a table they keep the order in which they stand
    here.
    """
    return [
        *file_checks(),
        *article_checks(),
        *copy_checks(),
        *figure_day_checks(),
        *volume_checks(),
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
        *lone_claim_checks(),
        *claim_checks(),
        *in_block_checks("quotes", "quote_id", "text"),
        *quote_group_checks(),
        *story_checks(),
        *thread_checks(),
        *story_redirect_checks(),
        *version_checks(),
        *version_statement_checks(),
        *update_checks(),
        *change_checks(),
        *forgotten_checks(),
        *(check for table in TABLES.values() for check in followed_column_checks(table)),
        *load_checks(),
        *set_aside_checks(),
        *outlet_line_checks(),
        *outlet_rule_checks(),
        *extraction_drift_checks(),
        *outlet_volume_checks(),
        *freshness_checks(),
    ]
