"""Each rule is explained, and its example is what the code makes of it."""

import re
from pathlib import Path

import pytest

from transforms import lexicons
from transforms.strip import classify, rule_docs
from transforms.strip.blocks import strip


def test_the_written_document_is_up_to_date(root):
    written = (root / rule_docs.PATH).read_text(encoding="utf-8")
    assert written == rule_docs.markdown(), "run `python -m transforms.strip.rule_docs`"


@pytest.mark.parametrize("rule", [r for r in rule_docs.rules() if not r.hint and r.known != "no-strip"], ids=str)
def test_the_example_of_a_rule_is_taken_by_it(rule):
    assert rule.verdict().rule == rule.id


def test_without_stripping_one_rule_takes_all():
    assert {block.rule for block in strip("Sponsored content\n\n* * *", keep_all=True).blocks} == {"body.kept"}


def test_every_rule_of_the_code_and_the_lexicon_is_explained():
    tables = lexicons.load("strip")
    listed = {f"{kind}.{name}" for kind, names in tables["kinds"].items() for name in names}
    weighed = {f"{kind}.vocabulary" for kind in tables["vocabulary"] if kind}
    named = {
        rule
        for module in Path(classify.__file__).parent.glob("*.py")
        for rule in re.findall(r'"((?:[a-z]+)\.[a-z_]+)"', module.read_text("utf8"))
    }
    assert {rule.id for rule in rule_docs.rules()} == listed | weighed | named | {"body.kept"}


def test_every_row_has_the_cells_of_its_table():
    for line in rule_docs.markdown().splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 4, line
