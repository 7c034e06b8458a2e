"""The document of the merge rules is that of the rules."""

import re

from transforms.resolve import rule_docs
from transforms.resolve.context_similarity import GOOD, SOME, STRONG
from transforms.resolve.merge_rules import FULL_NAMES, SHORT_NAMES


def test_the_written_document_is_up_to_date(root):
    assert (root / rule_docs.PATH).read_text(encoding="utf-8") == rule_docs.markdown(), "run `make docs`"


def test_every_row_has_the_cells_of_its_table():
    cells = 0
    for line in rule_docs.markdown().splitlines():
        if line.startswith("| rule |"):
            cells = line.count("|")
        if line.startswith("|"):
            assert line.count("|") == cells, line


def test_the_page_on_entities_has_the_methods_and_thresholds_of_the_code(root):
    page = (root / "docs" / "entities.md").read_text(encoding="utf-8")
    methods = set(re.findall(r"^\| `(\w+)` \|", page.partition("| method |")[2].partition("\n\n")[0], re.MULTILINE))
    assert methods == {rule.method for rule in FULL_NAMES} | {rule.method for rule in SHORT_NAMES}
    assert f"From {SOME} on it\ncounts as some context, from {GOOD} on as good, from {STRONG} on as strong." in page
