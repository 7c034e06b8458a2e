"""The document of the figure rules follows from the registry."""

import re

from transforms.extract.figures import rule_docs


def test_the_written_document_is_up_to_date(root):
    written = (root / rule_docs.PATH).read_text(encoding="utf-8")
    assert written == rule_docs.markdown(), "run `make docs`"


def test_every_row_has_the_cells_of_its_table():
    for line in rule_docs.markdown().splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 6, line
