"""Headlines in title case."""

import pytest

from tests.article import article
from tests.named import kinds
from transforms.extract.mentions.find import find_mentions


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Sailor Tilda Brandvold Dies In Storm", "Tilda Brandvold"),
        ("TILDA BRANDVOLD FOUND DEAD IN HARBOUR", "TILDA BRANDVOLD"),
        ("Brandvold Reportedly Moved To Rehab", "Brandvold"),
    ],
)
def test_headline_in_title_case_gives_the_bare_name_of_the_body(headline: str, name: str):
    body = "Tilda Brandvold, a sailor from Norway, was last seen on Friday. Mrs Brandvold was 41."
    read = article(headline, body)
    mentions, _, _ = find_mentions(read)
    assert [read.paragraphs[0].text[m.start : m.end] for m in mentions if m.paragraph == 0] == [name]


def test_word_that_the_article_writes_small_is_no_name_in_its_headline():
    headline = "Kestrel Bicycles Unveils Tandem For Commuters"
    read = article(headline, "Kestrel Bicycles said on Monday that its tandem would cost 900 euros in Germany.")
    mentions, _, _ = find_mentions(read)
    assert [read.paragraphs[0].text[m.start : m.end] for m in mentions if m.paragraph == 0] == ["Kestrel Bicycles"]


def test_sentence_with_many_names_is_no_headline():
    line = "Anna Solheim met Peter Brandt and Julia Moreau in Stockholm on Friday."
    assert {"Anna Solheim", "Peter Brandt", "Julia Moreau", "Stockholm"} <= set(dict(kinds(line)))
