"""Each rule is explained, and its examples are what the code makes of them."""

import re

import pytest

from transforms.strip import rule_docs
from transforms.strip.blocks import strip
from transforms.strip.registry import strip_rules

EXAMPLES = [
    (rule, line)
    for rule in strip_rules().values()
    if rule.given not in ("no-strip", "within")
    for line in rule.examples
]


def test_the_written_document_is_up_to_date(root):
    written = (root / rule_docs.PATH).read_text(encoding="utf-8")
    assert written == rule_docs.markdown(), "run `python -m transforms.strip.rule_docs`"


@pytest.mark.parametrize(("rule", "line"), EXAMPLES, ids=[f"{rule.id}: {line[:40]}" for rule, line in EXAMPLES])
def test_the_example_of_a_rule_is_decided_by_it(rule, line):
    assert rule_docs.verdict_on(rule, line).rule == rule.id


def test_without_stripping_one_rule_takes_all():
    assert {block.rule for block in strip("Sponsored content\n\n* * *", keep_all=True).blocks} == {"body.kept"}


def test_every_row_has_the_cells_of_its_table():
    cells = 0
    for line in rule_docs.markdown().splitlines():
        if not line.startswith("|"):
            cells = 0
            continue
        of_row = len(re.findall(r"(?<!\\)\|", line))
        assert of_row == (cells or of_row), line
        cells = of_row
