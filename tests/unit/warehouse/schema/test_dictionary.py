import re

from warehouse.schema import dictionary
from warehouse.schema.tables import TABLES


def test_the_written_dictionary_is_up_to_date(root):
    written = (root / dictionary.PATH).read_text(encoding="utf-8")
    assert written == dictionary.markdown(), "run `python -m warehouse.schema.dictionary`"


def test_names_every_table_and_column():
    sections = dict(re.findall(r"^### (\S+)\n(.*?)(?=^##|\Z)", dictionary.markdown(), re.MULTILINE | re.DOTALL))
    for table in TABLES.values():
        assert [c.name for c in table.columns] == re.findall(r"^\| `(\w+)` \|", sections[table.name], re.MULTILINE)
    assert "independent_articles" in sections["marts.articles_per_day"]
    assert "most_told" in sections["marts.figure_best"]


def test_marts_stand_in_the_order_of_their_names():
    views = dictionary.markdown().partition("## Views")[2].partition("## Macros")[0]
    names = re.findall(r"^### marts\.(\w+)", views, re.MULTILINE)
    assert names == sorted(names)
    assert "claims" in names


def test_every_row_has_the_cells_of_its_table_even_with_bars_in_a_pattern():
    width = None
    for line in dictionary.markdown().splitlines():
        if not line.startswith("|"):
            width = None
            continue
        cells = len(re.findall(r"(?<!\\)\|", line)) - 1
        width = width or cells
        assert cells == width, line


def test_says_what_a_value_may_be():
    text = dictionary.markdown()
    assert "One of `loaded`, `duplicate`, `rejected`." in text
    assert "From `-90` to `90`." in text
    assert "Refers to `articles.article_id`." in text
