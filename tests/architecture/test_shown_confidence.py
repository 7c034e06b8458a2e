"""The level of confidence that the documents show keeps the articles that give only the surname of the well known."""

import re
from pathlib import Path

import pytest

from transforms.resolve.cluster import KNOWN
from transforms.resolve.merge_rules import SHORT_NAMES

SHOWN = re.compile(r"min_confidence = (0\.\d+)")


@pytest.mark.parametrize("page", ["docs/entities.md", "warehouse/schema/marts/entity_articles.sql"])
def test_the_shown_level_counts_surnames_of_the_well_known(page: str, root: Path) -> None:
    levels = [float(level) for level in SHOWN.findall((root / page).read_text("utf8"))]
    prominent = next(rule for rule in SHORT_NAMES if rule.id == "short.prominent")
    assert levels
    assert max(levels) <= KNOWN * prominent.probability
